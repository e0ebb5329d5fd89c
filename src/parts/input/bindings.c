#include "parts/input/bindings.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/text_line.h"
#include "base/text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_BYTES = 160, KEY_BYTES = 16, SHOWN = 30 };

static struct bindings used;

/* What stays where it is, so that a program that hangs can be left, and no torn key does harm. */
static const struct {
    const char *key;
    enum action_id id;
    const char *why;
} fixed[] = {
    {"Ctrl-C", ACT_CANCEL, "Ctrl-C always cancels"},
    {"Esc", ACT_ESCAPE, "Esc always goes back"},
};

void bindings_free(struct bindings *b)
{
    for (int i = 0; i < ACT_COUNT; i++)
        free(b->keys[i]);
    *b = (struct bindings){.keys = {NULL}};
}

void bindings_use(struct bindings *b)
{
    bindings_free(&used);
    if (b)
        used = *b;
    action_use_keys(used.keys);
}

static const char *get_keys(const struct bindings *b, enum action_id id)
{
    return b->keys[id] ? b->keys[id] : action_get(id)->keys;
}

enum action_id bindings_find_action(const char *name, struct error *err)
{
    struct words names = {.n = 0};
    const char *near;

    for (int i = 0; i < ACT_COUNT; i++) {
        if (!strcmp(action_get((enum action_id)i)->name, name))
            return (enum action_id)i;
        words_add(&names, action_get((enum action_id)i)->name);
    }
    near = words_suggest(&names, name, strlen(name));
    if (near)
        error_set(err, ERR_USAGE, "no key is called \"%.*s\": did you mean key.%s?", SHOWN, name,
                  near);
    else
        error_set(err, ERR_USAGE, "no key is called \"%.*s\": README has their names", SHOWN, name);
    return ACT_NONE;
}

/* "Ctrl-d" is Ctrl-D as well. */
static bool read_key(const char *name, struct key *out)
{
    char other[KEY_BYTES];

    if (key_parse(name, out))
        return true;
    if (strncmp(name, "Ctrl-", 5) != 0 || strlen(name) != 6 || name[5] < 'a' || name[5] > 'z')
        return false;
    snprintf(other, sizeof(other), "Ctrl-%c", name[5] - 'a' + 'A');
    return key_parse(other, out);
}

bool bindings_set(struct bindings *b, enum action_id id, const char *keys, struct error *err)
{
    char text[KEYS_BYTES], name[KEYS_BYTES], printed[KEY_BYTES];
    struct text_line l = text_line(text, sizeof(text));
    struct key key;
    size_t n;

    if (!keys[strspn(keys, " \t")])
        return error_set(err, ERR_USAGE, "which key? none takes it away");
    for (keys += strspn(keys, " \t"); *keys && strcmp(keys, "none") != 0; keys += n) {
        n = strcspn(keys, " \t");
        snprintf(name, sizeof(name), "%.*s", (int)n, keys);
        n += strspn(keys + n, " \t");
        if (!read_key(name, &key))
            return error_set(err, ERR_USAGE,
                             "\"%.*s\" is no key: j, J, Ctrl-D, Alt-x, F5, Space, Tab, PgDn", SHOWN,
                             name);
        text_line_join(&l, " ", "%s", key_print(key, printed));
    }
    if (strlen(text) + KEY_BYTES >= sizeof(text))
        return error_set(err, ERR_USAGE, "too many keys");
    free(b->keys[id]);
    b->keys[id] = mem_copy_str(text);
    return true;
}

static bool has_name(const char *keys, const char *name)
{
    size_t n = strlen(name);

    for (const char *at = keys; (at = strstr(at, name)); at++)
        if ((at == keys || at[-1] == ' ') && (!at[n] || at[n] == ' '))
            return true;
    return false;
}

/* The first key that both have into name. */
static bool share_key(const char *a, const char *b, char name[KEY_BYTES])
{
    for (; *a; a += strcspn(a, " "), a += *a == ' ') {
        snprintf(name, KEY_BYTES, "%.*s", (int)strcspn(a, " "), a);
        if (has_name(b, name))
            return true;
    }
    return false;
}

static bool check_fixed(const struct bindings *b, enum action_id *id, struct error *err)
{
    for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
        for (int a = 0; a < ACT_COUNT; a++) {
            *id = (enum action_id)a;
            if (has_name(get_keys(b, *id), fixed[i].key) != (*id == fixed[i].id))
                return error_set(err, ERR_USAGE, "%s: it stays with key.%s", fixed[i].why,
                                 action_get(fixed[i].id)->name);
        }
    return true;
}

/* One that was set is named as what is at fault. */
static bool check_pair(const struct bindings *b, enum action_id x, enum action_id y,
                       enum action_id *id, struct error *err)
{
    int both = action_get(x)->where & action_get(y)->where;
    enum action_id other = b->keys[x] ? y : x;
    struct where_text where;
    char name[KEY_BYTES];

    *id = other == y ? x : y;
    if (!both || !share_key(get_keys(b, x), get_keys(b, y), name))
        return true;
    return error_set(err, ERR_USAGE, "%s is key.%s too (%s): give that another, or none", name,
                     action_get(other)->name, action_print_where(both, &where));
}

bool bindings_check(const struct bindings *b, enum action_id *id, struct error *err)
{
    if (!check_fixed(b, id, err))
        return false;
    for (int x = 0; x < ACT_COUNT; x++)
        for (int y = x + 1; y < ACT_COUNT; y++)
            if ((b->keys[x] || b->keys[y]) &&
                !check_pair(b, (enum action_id)x, (enum action_id)y, id, err))
                return false;
    return true;
}
