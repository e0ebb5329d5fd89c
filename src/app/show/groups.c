#include "app/show/groups.h"

#include "app/keys/actions.h"
#include "app/state.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/utf8.h"
#include "body/compare/shape.h"
#include "body/compare/signature.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[] = {[GROUPING_OFF] = "off",
                                    [GROUPING_BOTH] = "both",
                                    [GROUPING_SHAPE] = "shape",
                                    [GROUPING_ERROR] = "error",
                                    [GROUPING_COUNT] = NULL};
_Static_assert(ARRAY_LEN(words) == GROUPING_COUNT + 1, "every grouping has its word");

const char *const *groups_words(void)
{
    return words;
}

static void free_groups(struct groups *g)
{
    free(g->items);
    free(g->of_row);
    g->items = NULL;
    g->of_row = NULL;
    g->n = 0;
}

static void free_kind(struct group_kind *kind)
{
    free(kind->shape_text);
    free(kind->error_text);
    free(kind);
}

void groups_free(struct groups *g)
{
    free_groups(g);
    for (size_t i = 0; i < g->n_kinds; i++)
        free_kind(g->kinds[i]);
    free(g->kinds);
    free(g->table.slots);
    *g = (struct groups){.by = GROUPING_OFF};
}

static uint64_t hash_body(const struct message *m)
{
    uint64_t hash = hash_bytes(hash_mix(hash_secret(), m->type), m->body ? m->body : "",
                               m->body ? m->body_len : 0);

    return m->own && !m->own->failed ? hash_bytes(hash, m->own->bytes, m->own->len) : hash;
}

static struct group_kind *make_kind(const struct message *m)
{
    struct group_kind *kind = mem_new(1, sizeof(*kind));
    struct signature error;
    struct document d;
    struct shape shape;
    struct body body;
    bool json;

    body_decode(&body, m);
    json = body.form == BODY_JSON && document_read(&d, body.bytes, body.len);
    shape_find(&shape, &body, json ? &d : NULL);
    signature_find(&error, &body, json ? &d : NULL);
    if (body.form == BODY_JSON)
        document_free(&d);
    body_free(&body);
    *kind = (struct group_kind){.body = hash_body(m),
                                .shape = shape.hash,
                                .error = error.hash,
                                .shape_text = mem_copy_str(shape.text),
                                .error_text = mem_copy_str(error.text)};
    return kind;
}

static uint32_t *find_slot(const struct groups *g, uint64_t body)
{
    uint32_t *slot = hash_first(&g->table, body);

    while (*slot != HASH_NONE && g->kinds[*slot]->body != body)
        slot = hash_next(&g->table, slot);
    return slot;
}

/* Room for n more. */
static void grow_table(struct groups *g, size_t n)
{
    if (2 * (g->n_kinds + n) < g->table.size)
        return;
    free(g->table.slots);
    g->table = hash_table_make(2 * (g->n_kinds + n));
    for (size_t i = 0; i < g->n_kinds; i++)
        *find_slot(g, g->kinds[i]->body) = (uint32_t)i;
    g->kinds = mem_resize(g->kinds, g->table.size / 2, sizeof(struct group_kind *));
}

static const struct group_kind *find_kind(struct groups *g, const struct message *m)
{
    uint32_t *slot;

    grow_table(g, 1);
    slot = find_slot(g, hash_body(m));
    if (*slot == HASH_NONE) {
        *slot = (uint32_t)g->n_kinds;
        g->kinds[g->n_kinds++] = make_kind(m);
    }
    return g->kinds[*slot];
}

static uint64_t key_of(const struct groups *g, const struct group_kind *kind)
{
    return g->by == GROUPING_SHAPE   ? kind->shape
           : g->by == GROUPING_ERROR ? kind->error
                                     : hash_mix(kind->shape, kind->error);
}

static void widen(int64_t *least, int64_t *most, int64_t n)
{
    if (n < 0)
        return;
    if (*least < 0 || n < *least)
        *least = n;
    if (n > *most)
        *most = n;
}

static int compare_groups(const void *a, const void *b)
{
    const struct group *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return x->first < y->first ? -1 : 1;
}

/* The rows follow their groups. */
static void put_in_order(struct groups *g, size_t rows)
{
    uint32_t *place = mem_new(g->n, sizeof(*place));

    qsort(g->items, g->n, sizeof(*g->items), compare_groups);
    for (size_t i = 0; i < g->n; i++)
        place[g->of_row[g->items[i].first]] = (uint32_t)i;
    for (size_t i = 0; i < rows; i++)
        g->of_row[i] = place[g->of_row[i]];
    free(place);
}

static size_t find_group(struct groups *g, struct hash_table *table, uint64_t key, size_t row)
{
    uint32_t *slot = hash_first(table, key);

    while (*slot != HASH_NONE && g->items[*slot].key != key)
        slot = hash_next(table, slot);
    if (*slot == HASH_NONE) {
        *slot = (uint32_t)g->n;
        g->items[g->n++] = (struct group){.key = key,
                                          .first = row,
                                          .oldest_ms = -1,
                                          .newest_ms = -1,
                                          .least_attempts = -1,
                                          .most_attempts = -1};
    }
    return *slot;
}

static void make_groups(struct groups *g, const struct messages *m)
{
    struct hash_table table = hash_table_make(m->n_view);

    free_groups(g);
    g->items = mem_new(m->n_view, sizeof(*g->items));
    g->of_row = mem_new(m->n_view, sizeof(*g->of_row));
    for (size_t i = 0; i < m->n_view; i++) {
        const struct message *message = m->view[i]->message;
        const struct group_kind *kind = find_kind(g, message);
        size_t at = find_group(g, &table, key_of(g, kind), i);
        struct group *group = &g->items[at];

        group->kind = group->n++ ? group->kind : kind;
        widen(&group->oldest_ms, &group->newest_ms, message->timestamp_ms);
        widen(&group->least_attempts, &group->most_attempts, message->attempts);
        g->of_row[i] = (uint32_t)at;
    }
    free(table.slots);
    put_in_order(g, m->n_view);
    g->seen = m->version;
}

/* What bodies were, of which none is here any more, is forgotten when there is much of it. */
static void forget_kinds(struct groups *g, size_t rows)
{
    enum { SPARE = 1000 };
    struct groups kept = *g;

    if (g->n_kinds <= 2 * rows + SPARE)
        return;
    kept.kinds = NULL;
    kept.n_kinds = 0;
    kept.table = (struct hash_table){0};
    g->items = NULL;
    g->of_row = NULL;
    groups_free(g);
    *g = kept;
}

static size_t find_by_key(const struct groups *g, uint64_t key)
{
    size_t i = 0;

    while (i < g->n && g->items[i].key != key)
        i++;
    return i;
}

bool groups_are_shown(const struct app *app)
{
    return app->groups.by != GROUPING_OFF && !app->groups.inside;
}

/* The selected message is one of the group under the cursor. */
static void follow(struct app *app)
{
    struct groups *g = &app->groups;
    struct list *l = &app->messages.list;

    if (groups_are_shown(app) && g->list.selected < g->n &&
        g->of_row[l->selected] != g->list.selected)
        list_select(l, g->items[g->list.selected].first);
}

static bool keeps(void *groups, const struct message_row *row)
{
    struct groups *g = groups;

    return key_of(g, find_kind(g, row->message)) == g->inside_key;
}

static void show_groups(struct app *app)
{
    app->groups.inside = false;
    messages_narrow(&app->messages, NULL, NULL);
    messages_settle(&app->messages);
    app->groups.seen = 0;
}

void groups_settle(struct app *app)
{
    struct groups *g = &app->groups;
    struct messages *m = &app->messages;
    bool anew = !g->items;
    uint64_t key;
    size_t place;

    if (g->by == GROUPING_OFF)
        return;
    if (g->inside && !m->n_view && !m->filter.n) {
        show_groups(app);
        app_set_status(app, STATUS_INFO, "no message of the group is left");
    }
    if (g->inside || g->seen == m->version)
        return;
    key = !anew && g->list.selected < g->n ? g->items[g->list.selected].key : 0;
    forget_kinds(g, m->n_view);
    make_groups(g, m);
    place = anew && g->n ? g->of_row[m->list.selected] : find_by_key(g, key);
    if (place < g->n)
        list_follow(&g->list, g->n, place);
    list_fit(&g->list, g->n, m->list.height);
    follow(app);
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
    free_groups(g);
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
                                       "grouped by shape and error ({group} again: by shape alone)",
                                       "grouped by shape ({group} again: by error)",
                                       "grouped by error ({group} again: not grouped)"};
    _Static_assert(ARRAY_LEN(says) == GROUPING_COUNT, "every grouping is told");
    struct groups *g = &app->groups;
    enum grouping by = g->inside ? GROUPING_OFF : (g->by + 1) % GROUPING_COUNT;

    if (groups_set(app, by))
        app_set_hint(app, STATUS_INFO, says[by]);
    else
        app_set_status(app, STATUS_ERROR, "no queue is open: %s peeks one, then %s groups",
                       ACTION_KEY(ACT_OPEN), ACTION_KEY(ACT_GROUP));
}

/* Cut for the title. */
static void name_group(struct groups *g, const struct group_kind *kind)
{
    const char *text = g->by != GROUPING_SHAPE && kind->error ? kind->error_text
                       : g->by == GROUPING_ERROR              ? "no error"
                                                              : kind->shape_text;
    size_t n = strlen(text);

    n = n < GROUP_TEXT ? n : utf8_trim(text, GROUP_TEXT - 1);
    snprintf(g->inside_text, sizeof(g->inside_text), "%.*s", (int)n, text);
}

void groups_enter(struct app *app)
{
    struct groups *g = &app->groups;
    const struct group *group;

    if (!groups_are_shown(app)) {
        app_set_status(app, STATUS_INFO, "%s goes into a group: %s groups the messages",
                       ACTION_KEY(ACT_GROUP_ENTER), ACTION_KEY(ACT_GROUP));
        return;
    }
    if (g->list.selected >= g->n)
        return;
    group = &g->items[g->list.selected];
    g->inside = true;
    g->inside_key = group->key;
    name_group(g, group->kind);
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

    return g->seen == app->messages.version && g->of_row[row] == g->list.selected;
}

bool *groups_list_marked(const struct app *app)
{
    const struct messages *m = &app->messages;
    bool *marked = mem_new(app->groups.n, sizeof(*marked));
    bool *left_out = mem_new(app->groups.n, sizeof(*left_out));

    for (size_t i = 0; i < m->n_view; i++) {
        const char *id = m->view[i]->message->id;
        uint32_t group = app->groups.of_row[i];

        if (marks_has(&app->marks, id))
            marked[group] = true;
        else if (id[0])
            left_out[group] = true;
    }
    for (size_t i = 0; i < app->groups.n; i++)
        marked[i] = marked[i] && !left_out[i];
    free(left_out);
    return marked;
}

void groups_mark(struct app *app)
{
    struct groups *g = &app->groups;
    struct messages *m = &app->messages;
    bool *marked = groups_list_marked(app), all = g->n && marked[g->list.selected];

    for (size_t i = 0; i < m->n_view; i++) {
        const char *id = m->view[i]->message->id;

        if (!groups_has_row(app, i))
            continue;
        if (all)
            marks_remove(&app->marks, id);
        else
            marks_add(&app->marks, id);
    }
    free(marked);
    groups_move(app, LIST_DOWN, 1);
}

void groups_describe(const struct app *app, char *out, size_t size)
{
    static const char *const by[] = {"", "shape and error", "shape", "error"};
    _Static_assert(ARRAY_LEN(by) == GROUPING_COUNT, "every grouping has its title");
    const struct groups *g = &app->groups;

    out[0] = '\0';
    if (g->inside)
        snprintf(out, size, "group: %s", g->inside_text);
    else if (g->by != GROUPING_OFF)
        snprintf(out, size, "%s by %s", FORMAT_COUNTED(g->n, "group"), by[g->by]);
}
