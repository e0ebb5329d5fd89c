/* The views: each draws one part of the state into its rectangle, and changes nothing.  UI thread.
 */
#pragma once

#include "app/state.h"
#include "base/text/sentences.h"
#include "base/text/text_line.h"
#include "parts/queues/prospect.h"
#include "ui/term/draw/draw.h"
#include "ui/view/frame.h"

/* Everything. */
void views_draw(const struct app *app, const struct frame *f);

void view_header_draw(const struct app *app, struct rect r);
void view_alert_draw(const struct app *app, struct rect r);
void view_footer_draw(const struct app *app, struct rect r);

/* The action whose key stands at column col of the footer r; ACT_NONE: none, or no keys do. */
enum action_id view_footer_find(const struct app *app, struct rect r, int col);
void view_queues_draw(const struct app *app, struct rect r, const struct frame *f);

/* The column of the list whose heading stands at column col of the pane, -1: none. */
int view_queues_find_column(const struct app *app, int cols, int col);
int view_messages_find_column(const struct app *app, int cols, int col);

/* Whether a queue drains, in at most cols columns, and in which role.  out may hold no outside
 * bytes. */
enum role view_drain_print(const struct app *app, const struct queue_row *row, int cols, char *out,
                           size_t size);

/* How fast its backlog changes in a minute: "+1.2k", with its interval where cols have room. */
enum role view_drain_print_rate(const struct app *app, const struct queue_row *row, int cols,
                                char *out, size_t size);

/* How a sentence about a queue is shown: by what it tells. */
enum role view_tone_role(enum tone tone);
enum glyph view_tone_sign(enum tone tone);

void view_strip_draw(const struct app *app, struct rect r);
void view_facts_draw(const struct app *app, struct rect r);
void view_attempts_draw(const struct app *app, struct rect r);

/* How it is shown that a delivery may be the last, or is. */
enum role view_attempts_role(enum prospect_kind kind);
const char *view_attempts_sign(enum prospect_kind kind);

void view_fields_draw(const struct app *app, struct rect r);
void view_calls_draw(const struct app *app, struct rect r);
void view_messages_draw(const struct app *app, struct rect r, const struct frame *f);
void view_messages_draw_title(const struct app *app, struct rect r);

/* What is so of all rows has no column: the title says it.  How often they were delivered, unless
 * it is too often; until when their leases are held. */
bool view_messages_says_attempts(const struct app *app);
bool view_messages_says_lease(const struct app *app);

/* The rows of the message pane, where it shows groups, below its title; and that. */
void view_groups_draw(const struct app *app, struct rect r, const struct frame *f);
void view_groups_describe(const struct app *app, int cols, char *out, size_t size);
/* What the messages of the group under the cursor have in common. */
void view_group_draw(const struct app *app, struct rect r);
/* The rows of the body pane that its text has: one goes to a warning, where there is one. */
struct rect view_body_text(const struct app *app, struct rect rows);
void view_body_draw(const struct app *app, struct rect r, const struct frame *f);
void view_screen_draw(const struct app *app, struct rect r, const struct frame *f);

/* The table declares what it names: a new screen is a row and its functions. */
#define SCREEN(id, settle, take_key, name, title, place, draw)                                     \
    void title(const struct app *app, char *out, size_t size);                                     \
    void place(const struct app *app, char *out, size_t size);                                     \
    void draw(const struct app *app, struct rect r);
#include "app/screens.def"

void view_menu_draw(const struct app *app, struct rect screen);

/* click with the row of the open menu that it is on, or on nothing. */
struct click view_menu_find(const struct app *app, struct rect screen, struct click click);

/* What app/modes.def says of the mode: a dialog or menu over the panes, a prompt in the footer. */
bool view_dialog_is_open(const struct app *app);
void view_dialog_draw(const struct app *app, struct rect screen);
bool view_prompt_is_open(const struct app *app);
void view_prompt_draw(const struct app *app, struct rect footer);

/* Adds how the list of a pane is ordered, for its title: " · by backlog▼"; nothing when it is as it
 * starts.  And what narrows it, in at most cols columns: " · /prod-". */
void view_list_order_describe(const struct app *app, enum pane pane, struct text_line *l);
void view_filter_describe(const struct app *app, enum pane pane, int cols, struct text_line *l);

/* Why a list whose rows are all hidden is empty. */
void view_filtered_draw(const struct app *app, enum pane pane, struct rect r);

/* The footer while a command is typed, and the row above it. */
void view_search_draw(const struct app *app, struct rect r);
void view_command_draw(const struct app *app, struct rect r);

/* The footer while the command of | is typed, and the row above it. */
void view_pipe_draw(const struct app *app, struct rect r);

/* The line above a prompt: what is wrong, what Tab goes through, or what is asked for. */
struct completion;
void view_above_draw(const struct app *app, const char *wrong, const struct completion *c,
                     struct rect r);

/* The footer while a filter is typed. */
void view_filter_prompt_draw(const struct app *app, struct rect r);

/* The first row of a pane: a rule, heavy when focused, with text at its left, and at its right
 * where so many columns of rule are left.  At the left stands a name, and behind a gap (" · ")
 * facts, which are dim. */
enum { VIEW_TITLE_RULE = 8 };
void view_title_draw(struct rect r, bool focused, const char *left, const char *right);

/* The same, with len bytes of left from at on in a role of their own. */
struct view_title_part {
    size_t at, len;
    enum role role;
};
void view_title_draw_part(struct rect r, bool focused, const char *left, const char *right,
                          struct view_title_part part);

/* One line cut off the top of r: a label, and a value that may hold OUTSIDE bytes ("": "-"). */
void view_title_put(struct rect *r, const char *label, enum role role, const char *value);

/* A sentence in the upper third of an empty pane. */
void view_notice_draw(struct rect r, enum role role, const char *text);

/* The same, of a text for action_fill(). */
void view_hint_draw(struct rect r, enum role role, const char *text);

/* The rows of a comparison (app/show/message_compare.h). */
void view_message_compare_draw(const struct pager *p, struct rect r);

/* The hits of a search in the lines that are drawn, each found once however many rows a line has.
 * next.line is SIZE_MAX at first. */
struct view_hits {
    struct layout_hit next;
    bool more;
};

/* Marks those of a row that was drawn at y; rows come in their order. */
void view_hits_draw(struct view_hits *h, const struct pager *p, const struct pager_row *row,
                    struct rect r, int y);

/* The rows of a pager, coloured by form, with what was searched for marked. */
void view_pager_draw(const struct pager *p, struct rect r, bool focused);

/* Where the pager stands in its text, for a title. */

/* What a text that is no value holds, behind its title. */
void view_pager_add_hint(const struct pager *p, struct text_line *title);

void view_pager_describe_place(const struct pager *p, char *out, size_t size);
