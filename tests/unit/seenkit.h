/* What a user of the app sees and where keys go, for tests without a terminal: the only place in
 * tests that knows which fields of struct app say so. */
#pragma once

#include "tests/unit/appkit.h"

/* What the footer says; "": its keys. */
static inline const char *seen_said(const struct kit *k)
{
    return k->app->status.kind == STATUS_NONE ? "" : k->app->status.text;
}

/* It says so in the colour of errors. */
static inline bool seen_is_error(const struct kit *k)
{
    return k->app->status.kind == STATUS_ERROR;
}

/* Which key helps against it; NULL: none. */
static inline const char *seen_hint(const struct kit *k)
{
    return k->app->status.hint;
}

static inline void seen_expect_said(const struct kit *k, const char *want)
{
    assert_string_equal(seen_said(k), want);
}

static inline void seen_expect_part(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in \"%s\"", part, text);
}

/* Who takes keys, as modes.def calls it; "": the panes, or the screen in their place. */
static inline const char *seen_open(const struct kit *k)
{
    static const char *const names[] = {
#define MODE(id, ...) #id,
#include "app/keys/modes.def"
    };

    return k->app->mode == MODE_PANES ? "" : names[k->app->mode];
}

static inline void seen_expect_open(const struct kit *k, const char *name)
{
    assert_string_equal(seen_open(k), name);
}

/* What stands in a prompt, and why Enter was refused. */
static inline const char *seen_field(const struct kit *k, size_t i)
{
    return k->app->prompt.fields[i].text;
}

static inline const char *seen_refusal(const struct kit *k)
{
    return k->app->prompt.error;
}

/* What stands in the place of the panes, as screens.def calls it; "": they are there. */
static inline const char *seen_screen(const struct kit *k)
{
    static const char *const names[] = {
        "",
#define SCREEN(id, ...) #id,
#include "app/screens.def"
    };

    return names[k->app->screen];
}

static inline void seen_expect_screen(const struct kit *k, const char *name)
{
    assert_string_equal(seen_screen(k), name);
}

static inline const char *seen_pane(const struct kit *k)
{
    static const char *const names[PANE_COUNT] = {"queues", "messages", "body"};

    return names[k->app->focus];
}

static inline void seen_expect_pane(const struct kit *k, const char *name)
{
    assert_string_equal(seen_pane(k), name);
}

/* The whole text of the screen, of the body. */
static inline const char *seen_screen_text(const struct kit *k)
{
    return kit_text(&k->app->screen_pager);
}

static inline const char *seen_body(const struct kit *k)
{
    return kit_text(&k->app->body.pager);
}

/* Its first row, and its first column, that is in sight. */
static inline size_t seen_top(const struct kit *k)
{
    return k->app->screen_pager.top;
}

static inline int seen_left(const struct kit *k)
{
    return (int)k->app->screen_pager.left;
}

/* The number in the header. */
static inline size_t seen_leases(const struct kit *k)
{
    return k->app->leases.held.n;
}

/* Of those, what the way out would give back; of the others it waits for an answer. */
static inline size_t seen_leases_to_release(const struct kit *k)
{
    return leases_count(&k->app->leases, LEASE_HELD);
}

static inline bool seen_holds(const struct kit *k, const char *lease_id)
{
    return string_map_get(&k->app->leases.held, lease_id) != NULL;
}

static inline size_t seen_marked(const struct kit *k)
{
    return marks_count(&k->app->marks, &k->app->messages);
}

/* Rows of the lists, those that a filter hides among them; and those in sight of it. */
static inline size_t seen_queues(const struct kit *k)
{
    return k->app->queues.n_rows;
}

static inline size_t seen_messages(const struct kit *k)
{
    return k->app->messages.n_rows;
}

static inline size_t seen_queues_filtered(const struct kit *k)
{
    return k->app->queues.n_view;
}

static inline size_t seen_messages_filtered(const struct kit *k)
{
    return k->app->messages.n_view;
}

/* The selected row, and the first in sight. */
static inline size_t seen_queue_row(const struct kit *k)
{
    return k->app->queues.list.selected;
}

static inline size_t seen_queue_top(const struct kit *k)
{
    return k->app->queues.list.top;
}

static inline size_t seen_message_row(const struct kit *k)
{
    return k->app->messages.list.selected;
}

/* One pane has all of the screen. */
static inline bool seen_is_zoomed(const struct kit *k)
{
    return k->app->zoom;
}

static inline bool seen_has_left(const struct kit *k)
{
    return k->app->quitting;
}
