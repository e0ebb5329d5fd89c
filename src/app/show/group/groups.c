#include "app/show/group/groups.h"

#include "app/keys/actions.h"
#include "app/state.h"
#include "base/memory/array.h"
#include "base/text/utf8.h"

#include <stdio.h>
#include <string.h>

static const char *const words[] = {[GROUPING_OFF] = "off",
                                    [GROUPING_ERROR] = "error",
                                    [GROUPING_SHAPE] = "shape",
                                    [GROUPING_COUNT] = NULL};
_Static_assert(ARRAY_LEN(words) == GROUPING_COUNT + 1, "every grouping has its word");

const char *const *groups_words(void)
{
    return words;
}

void groups_free(struct groups *g)
{
    group_list_free(&g->made);
    group_kinds_free(&g->kinds);
    *g = (struct groups){.by = GROUPING_OFF};
}

static struct group_source source_of(struct app *app)
{
    const struct queue_row *row = app_open_queue(app);

    return (struct group_source){.messages = &app->messages,
                                 .kinds = &app->groups.kinds,
                                 .queue = row ? row->queue : NULL,
                                 .by = app->groups.by};
}

/* What the last attempts of the queue's messages depend on. */
static uint64_t hash_limits(const struct queue *q)
{
    const char *dlq = q ? queue_find_dlq(q) : NULL;

    return q ? hash_mix((uint64_t)queue_find_max_retries(q), dlq != NULL) : 0;
}

static void make_groups(struct app *app)
{
    struct groups *g = &app->groups;
    struct group_source from = source_of(app);

    group_list_make(&g->made, &from);
    g->seen = app->messages.version;
    g->limits = hash_limits(from.queue);
    g->facts.is_made = false;
}

/* What bodies were, of which none is here any more, is forgotten when there is much of it. */
static void forget_kinds(struct groups *g, size_t rows)
{
    enum { SPARE = 1000 };

    if (g->kinds.n > 2 * rows + SPARE)
        group_kinds_free(&g->kinds);
}

bool groups_are_shown(const struct app *app)
{
    return app->groups.by != GROUPING_OFF && !app->groups.inside;
}

/* NULL: there is none. */
static const struct group *selected_group(const struct groups *g)
{
    return g->list.selected < g->made.n ? &g->made.items[g->list.selected] : NULL;
}

/* The selected message is one of the group under the cursor. */
static void follow(struct app *app)
{
    struct groups *g = &app->groups;
    const struct group *group = selected_group(g);
    struct list *l = &app->messages.list;

    if (groups_are_shown(app) && group && g->made.of_row[l->selected] != g->list.selected)
        list_select(l, group->first);
}

static bool keeps(void *groups, const struct message_row *row)
{
    struct groups *g = groups;
    uint32_t kind = group_kinds_find(&g->kinds, row->message);

    return group_list_key(g->by, &g->kinds.items[kind]) == g->inside_key;
}

static void show_groups(struct app *app)
{
    app->groups.inside = false;
    messages_narrow(&app->messages, NULL, NULL);
    messages_settle(&app->messages);
    app->groups.seen = 0;
}

static bool is_stale(struct app *app)
{
    return app->groups.seen != app->messages.version ||
           app->groups.limits != hash_limits(source_of(app).queue);
}

void groups_settle(struct app *app)
{
    struct groups *g = &app->groups;
    struct messages *m = &app->messages;
    bool anew = !g->made.items;
    uint64_t key;
    size_t place;

    if (g->by == GROUPING_OFF)
        return;
    if (g->inside && !m->n_view && !m->filter.n) {
        show_groups(app);
        app_set_status(app, STATUS_INFO, "no message of the group is left");
    }
    if (g->inside || !is_stale(app))
        return;
    key = selected_group(g) ? selected_group(g)->key : 0;
    forget_kinds(g, m->n_view);
    make_groups(app);
    place = anew && g->made.n ? g->made.of_row[m->list.selected] : group_list_find(&g->made, key);
    if (place < g->made.n)
        list_follow(&g->list, g->made.n, place);
    list_fit(&g->list, g->made.n, g->list.height);
    follow(app);
}

void groups_settle_facts(struct app *app)
{
    struct groups *g = &app->groups;
    const struct group *group = selected_group(g);
    struct group_source from = source_of(app);

    if (!groups_are_shown(app) || !group || (g->facts.is_made && g->facts.key == group->key))
        return;
    group_facts_make(&g->facts, &g->made, g->list.selected, &from);
}

void groups_leave(struct app *app)
{
    messages_narrow(&app->messages, NULL, NULL);
    groups_free(&app->groups);
}

bool groups_set(struct app *app, enum grouping by)
{
    struct groups *g = &app->groups;

    if (!app->messages.queue_id[0])
        return false;
    messages_narrow(&app->messages, NULL, NULL);
    marks_drop_range(&app->marks);
    group_list_free(&g->made);
    g->by = by;
    g->inside = false;
    g->seen = 0;
    g->list.selected = g->list.top = 0;
    messages_settle(&app->messages);
    groups_settle(app);
    return true;
}

void groups_next(struct app *app)
{
    static const char *const says[] = {"messages, not grouped",
                                       "grouped by error ({group} again: by shape)",
                                       "grouped by shape ({group} again: not grouped)"};
    _Static_assert(ARRAY_LEN(says) == GROUPING_COUNT, "every grouping is told");
    struct groups *g = &app->groups;
    enum grouping by = g->inside ? GROUPING_OFF : (g->by + 1) % GROUPING_COUNT;

    if (groups_set(app, by))
        app_set_hint(app, STATUS_INFO, says[by]);
    else
        app_set_status(app, STATUS_ERROR, "no queue is open: %s peeks one, then %s groups",
                       ACTION_KEY(ACT_OPEN), ACTION_KEY(ACT_GROUP));
}

void groups_switch(struct app *app)
{
    if (!groups_are_shown(app))
        app_set_status(app, STATUS_INFO, "%s is for groups: %s groups the messages",
                       ACTION_KEY(ACT_GROUP_BY),
                       ACTION_KEY(app->groups.inside ? ACT_ESCAPE : ACT_GROUP));
    else
        groups_set(app, app->groups.by == GROUPING_ERROR ? GROUPING_SHAPE : GROUPING_ERROR);
}

/* Cut for the title. */
static void name_group(struct groups *g, const struct group *group)
{
    size_t n = strlen(group->text);

    n = n < GROUP_TEXT ? n : utf8_trim(group->text, GROUP_TEXT - 1);
    snprintf(g->inside_text, sizeof(g->inside_text), "%.*s", (int)n, group->text);
}

void groups_enter(struct app *app)
{
    struct groups *g = &app->groups;
    const struct group *group = selected_group(g);

    if (!groups_are_shown(app)) {
        app_set_status(app, STATUS_INFO, "%s goes into a group: %s groups the messages",
                       ACTION_KEY(ACT_GROUP_ENTER), ACTION_KEY(ACT_GROUP));
        return;
    }
    if (!group)
        return;
    g->inside = true;
    g->inside_key = group->key;
    name_group(g, group);
    messages_narrow(&app->messages, keeps, g);
    messages_settle(&app->messages);
}

bool groups_back(struct app *app)
{
    struct groups *g = &app->groups;

    if (g->by == GROUPING_OFF || app->focus != PANE_MESSAGES)
        return false;
    if (g->inside) {
        show_groups(app);
        groups_settle(app);
    } else if (app->messages.filter.n) {
        return false; /* it goes first */
    } else {
        groups_set(app, GROUPING_OFF);
    }
    return true;
}

/* The list of groups, or NULL: the message pane has that of messages.  Keys and clicks may come
 * before the frame that settles it. */
static struct list *find_list(struct app *app)
{
    groups_settle(app);
    return groups_are_shown(app) ? &app->groups.list : NULL;
}

void groups_move(struct app *app, enum list_move move, size_t n)
{
    struct list *l = find_list(app);

    if (l)
        list_move(l, move, n);
    else
        messages_move(&app->messages, move, n);
    follow(app);
}

void groups_select(struct app *app, size_t row)
{
    struct list *l = find_list(app);

    if (l)
        list_select(l, row);
    else
        messages_select_place(&app->messages, row);
    follow(app);
}

void groups_scroll(struct app *app, int rows)
{
    struct list *l = find_list(app);

    if (l)
        list_scroll(l, rows);
    else
        messages_scroll(&app->messages, rows);
    follow(app);
}

bool groups_has_row(const struct app *app, size_t row)
{
    const struct groups *g = &app->groups;

    return g->seen == app->messages.version && g->made.of_row[row] == g->list.selected;
}

size_t groups_of_row(const struct app *app, size_t row)
{
    return app->groups.made.of_row[row];
}

bool groups_is_marked(const struct app *app, size_t i)
{
    const struct groups *g = &app->groups;
    const struct group *group = &g->made.items[i];
    bool marked = false;

    if (!app->marks.ids.n || g->seen != app->messages.version)
        return false;
    for (size_t k = 0; k < group->n; k++) {
        const char *id = app->messages.view[g->made.rows[group->at + k]]->message->id;

        if (id[0] && !marks_has(&app->marks, id))
            return false;
        marked |= id[0] != '\0';
    }
    return marked;
}

void groups_mark(struct app *app)
{
    struct groups *g = &app->groups;
    const struct group *group = selected_group(g);
    bool all;

    if (!group)
        return;
    all = groups_is_marked(app, g->list.selected);
    for (size_t i = 0; i < group->n; i++) {
        const char *id = app->messages.view[g->made.rows[group->at + i]]->message->id;

        if (all)
            marks_remove(&app->marks, id);
        else
            marks_add(&app->marks, id);
    }
    groups_move(app, LIST_DOWN, 1);
}

void groups_describe(const struct app *app, char *out, size_t size)
{
    out[0] = '\0';
    if (app->groups.inside)
        snprintf(out, size, "group: %s", app->groups.inside_text);
}
