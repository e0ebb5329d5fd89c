#include "parts/input/action.h"

#include "base/array.h"
#include "base/text_line.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct action actions[] = {
#define ACTION(id, name, keys, where, footer, help, flags, run, blocker)                           \
    [ACT_##id] = {name, keys, where, footer, help, flags},
#include "parts/input/actions.def"
};
_Static_assert(ARRAY_LEN(actions) == ACT_COUNT, "every action has its row");

const struct action *action_get(enum action_id id)
{
    return &actions[id];
}

/* The next blank-separated name of *keys into out; false at the end. */
static bool next_key(const char **keys, char out[16])
{
    size_t n = strcspn(*keys, " ");

    if (n == 0)
        return false;
    snprintf(out, 16, "%.*s", (int)n, *keys);
    *keys += n + ((*keys)[n] == ' ');
    return true;
}

static bool has_key(const struct action *a, struct key key)
{
    const char *keys = a->keys;
    struct key k;
    char name[16];

    while (next_key(&keys, name))
        if (key_parse(name, &k) && key_equal(k, key))
            return true;
    return false;
}

enum action_id action_find(struct key key, enum where where)
{
    for (int i = 0; i < ACT_COUNT; i++)
        if ((actions[i].where & (int)where) && has_key(&actions[i], key))
            return (enum action_id)i;
    return ACT_NONE;
}

const char *action_first_key(enum action_id id, char out[16])
{
    const char *keys = actions[id].keys;

    out[0] = '\0';
    next_key(&keys, out);
    return out;
}

const char *action_describe_where(enum action_id id, struct where_text *out)
{
    static const struct {
        enum where where;
        const char *name;
    } names[] = {{IN_QUEUES, "queues"},
                 {IN_MESSAGES, "messages"},
                 {IN_BODY, "body"},
                 {IN_SCREEN, "help, fields"}};
    int where = actions[id].where;
    struct text_line l = text_line(out->s, sizeof(out->s));

    if (where == IN_ALL || where == IN_PANES)
        return where == IN_ALL ? "everywhere" : "all panes";
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (where & (int)names[i].where)
            text_line_join(&l, ", ", "%s", names[i].name);
    return out->s;
}
