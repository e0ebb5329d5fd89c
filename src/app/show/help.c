/* ?: all keys and commands, those of the pane in focus first, and how to read the screen.  UI
 * thread. */
#include "app/blocker.h"
#include "app/command/command.h"
#include "app/command/set.h"
#include "app/keys/actions.h"
#include "app/show/fields.h"
#include "base/memory/array.h"
#include "parts/filter/row_filter.h"

#include <stdio.h>

/* An action without a key can be there all the same: as a command. */
static const char *name_keys(enum action_id id)
{
    return action_keys(id)[0] ? action_keys(id) : "(no key)";
}

/* The actions of one pane alone, or (where is IN_PANES) of all panes. */
static void add_actions(struct buf *b, const struct app *app, const char *title, int where)
{
    buf_print(b, "\n%s\n", title);
    for (int i = 0; i < ACT_COUNT; i++) {
        const struct action *a = action_get((enum action_id)i);
        bool hidden = blocker_hides(app, (enum action_id)i);
        bool in_all = (a->where & IN_PANES) == IN_PANES;

        if (!hidden && (a->where & where) == where && in_all == (where == IN_PANES))
            buf_print(b, "  %-14s%s\n", name_keys((enum action_id)i), a->help);
    }
}

static void add_filter_help(struct buf *b)
{
    buf_print(b, "\nFILTER: all terms must hold; Tab completes\n");
    row_filter_append_help(b, false);
    buf_print(b, "  Capitals count once a word has one.  A compressed body is searched in\n"
                 "  its first 64 kB.  An unknown value does not hide a row.\n");
}

static void add_group_help(struct buf *b)
{
    buf_print(b, "\nGROUPS (%%): messages of the same error; b: of the same shape\n"
                 "  error         what error, reason, code say, or the line of a text that names\n"
                 "                one, with <n> <id> <time> <ip> <str> where they differ in it\n"
                 "  shape         names and kinds of values, in whatever form they come\n"
                 "  AT LIMIT      attempts are at max_retries or more, and what comes then\n"
                 "  where         the path whose values tell the group from the others best\n"
                 "  A R E | ^S    act on the group under the cursor, or on the marked ones\n");
}

static void add_drain_help(struct buf *b)
{
    buf_print(b, "\nDRAIN ETA: when the queue is empty, at the rate of the last minute\n"
                 "  never         it grows              steady    no change\n"
                 "  H only        it drains only while somebody pulls\n"
                 "  nobody        it has no consumer    PAUSED    delivery is paused\n"
                 "DLQ: messages in its dead-letter queue; none: failed messages are deleted\n");
}

static void add_limit_help(struct buf *b)
{
    buf_print(b, "\nATT/MAX: attempts so far, and max_retries of the consumer\n"
                 "  equal         may be the last: the docs differ by one about it\n"
                 "  one more      is the last: if it fails, to the dead-letter queue or DELETED\n"
                 "  AGE with !    expires within a day\n");
}

static void add_commands(struct buf *b, const struct app *app)
{
    buf_print(b, "\nCOMMANDS (: begins one; an unambiguous prefix is enough)\n");
    for (size_t i = 0; i < command_count(); i++) {
        const struct command_row *row = command_at(i);
        char usage[40], text[160];

        if (blocker_hides(app, row->action))
            continue;
        snprintf(usage, sizeof(usage), "%s %s", row->name, row->arguments);
        buf_print(b, "  :%-26s%s\n", usage, action_fill(text, sizeof(text), row->help));
    }
    buf_print(b, "  :%-26s%s\n", "120", "go to that row or line");
    buf_print(b, "\nWHAT :SET CAN CHANGE\n");
    set_list(b, app);
}

/* The keys of the pane in focus come first. */
static void show(struct app *app)
{
    static const struct {
        enum where where;
        const char *title;
    } panes[] = {{IN_QUEUES, "QUEUES"}, {IN_MESSAGES, "MESSAGES"}, {IN_BODY, "BODY"}};
    _Static_assert(ARRAY_LEN(panes) == PANE_COUNT, "every pane has its title");
    struct buf b;

    buf_init(&b, FIELDS_MAX);
    buf_print(&b, "Lower-case keys only look.  Upper-case keys that change the server ask first.\n"
                  "Peeking takes no lease.  Pulling counts one attempt and hides the messages.\n");
    for (int i = 0; i < PANE_COUNT; i++) {
        int pane = ((int)app->focus + i) % PANE_COUNT;

        add_actions(&b, app, panes[pane].title, (int)panes[pane].where);
    }
    add_actions(&b, app, "GRAPH", IN_GRAPH);
    add_actions(&b, app, "EVERYWHERE", IN_PANES);
    buf_print(&b, "  %-14s%s\n", "0 4 5 ... 9",
              "Begin a count: 50j, 400G; 012j if it begins with 1 2 3");
    add_commands(&b, app);
    buf_print(&b,
              "\nQUEUE FLAGS\n  P paused   W consumed by a Worker   H has an http_pull consumer\n");
    add_drain_help(&b);
    add_filter_help(&b);
    add_group_help(&b);
    add_limit_help(&b);
    if (!app_option(app, OPT_NO_MOUSE))
        buf_print(&b,
                  "\nMOUSE\n  Click selects, again opens, wheel scrolls; Shift-drag selects text"
                  "\n");
    buf_print(&b, "\nA dimmed number is older than two refreshes; - is unknown, never 0.\n");
    fields_show(app, SCREEN_HELP, &b);
}

void help_toggle(struct app *app)
{
    if (!app_close_screen(app, SCREEN_HELP))
        show(app);
}
