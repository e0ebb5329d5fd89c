#include "parts/input/action.h"

#include "base/memory/array.h"
#include "base/text/text_line.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct action actions[] = {
#define ACTION(id, name, keys, where, footer, help, flags, run, blocker)                           \
    [ACT_##id] = {name, keys, where, footer, help, flags},
#include "parts/input/actions.def"
};
_Static_assert(ARRAY_LEN(actions) == ACT_COUNT, "every action has its row");

static char *const *used; /* NULL: as in actions.def */

const struct action *action_get(enum action_id id)
{
    return &actions[id];
}

enum action_id action_teller(enum action_id id)
{
    while (!actions[id].help)
        id--;
    return id;
}

void action_use_keys(char *const *keys)
{
    used = keys;
}

const char *action_keys(enum action_id id)
{
    return used && used[id] ? used[id] : actions[id].keys;
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

const char *action_told_keys(enum action_id id, struct keys_text *out)
{
    struct text_line l = text_line(out->s, sizeof(out->s));
    char name[16];
    bool more = true;

    for (int nth = 0; more; nth++) {
        more = false;
        for (int i = (int)id; i < ACT_COUNT && action_teller((enum action_id)i) == id; i++) {
            const char *keys = action_keys((enum action_id)i);
            bool there = next_key(&keys, name);

            for (int k = 0; k < nth && there; k++)
                there = next_key(&keys, name);
            if (there)
                text_line_join(&l, " ", "%s", name);
            more |= there;
        }
    }
    return out->s;
}

static bool has_key(enum action_id id, struct key key)
{
    const char *keys = action_keys(id);
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
        if ((actions[i].where & (int)where) && has_key((enum action_id)i, key))
            return (enum action_id)i;
    return ACT_NONE;
}

const char *action_first_key(enum action_id id, char out[16])
{
    const char *keys = action_keys(id);

    out[0] = '\0';
    next_key(&keys, out);
    return out;
}

const char *action_name_key(enum action_id id, char out[40])
{
    if (!action_first_key(id, out)[0])
        snprintf(out, 40, "key.%s", actions[id].name);
    return out;
}

/* The action whose name stands at text, up to a }. */
static enum action_id find_name(const char *text)
{
    size_t n = strcspn(text, "}");

    for (int i = 0; i < ACT_COUNT && text[n]; i++)
        if (strlen(actions[i].name) == n && !memcmp(actions[i].name, text, n))
            return (enum action_id)i;
    return ACT_NONE;
}

const char *action_fill(char *out, size_t size, const char *text)
{
    struct text_line l = text_line(out, size);

    while (*text) {
        size_t n = strcspn(text, "{");
        enum action_id id = text[n] ? find_name(text + n + 1) : ACT_NONE;

        n += text[n] && id == ACT_NONE;
        text_line_add(&l, "%.*s", (int)n, text);
        text += n;
        if (id == ACT_NONE)
            continue;
        text_line_add(&l, "%s", ACTION_KEY(id));
        text += strlen(actions[id].name) + 2;
    }
    return out;
}

const char *action_describe_where(enum action_id id, struct where_text *out)
{
    return action_print_where(actions[id].where, out);
}

const char *action_print_where(int where, struct where_text *out)
{
    static const struct {
        enum where where;
        const char *name;
    } names[] = {{IN_ALL, "everywhere"},    {IN_PANES, "all panes"}, {IN_QUEUES, "queues"},
                 {IN_MESSAGES, "messages"}, {IN_BODY, "body"},       {IN_HELP, "help"},
                 {IN_SCREEN, "fields"},     {IN_GRAPH, "graph"}};
    struct text_line l = text_line(out->s, sizeof(out->s));

    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if ((where & (int)names[i].where) != (int)names[i].where)
            continue;
        text_line_join(&l, ", ", "%s", names[i].name);
        where &= ~(int)names[i].where;
    }
    return out->s;
}
