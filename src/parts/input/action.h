/* What a key does where: lookups in the table of actions.def. */
#pragma once

#include "parts/input/key.h"

#include <stddef.h>

enum where {
    IN_QUEUES = 1,
    IN_MESSAGES = 2,
    IN_BODY = 4,
    IN_SCREEN = 8, /* of text */
    IN_GRAPH = 16,
    IN_HELP = 32,
    IN_PANES = 7,
    IN_ALL = 63
};
enum action_flag { IS_WRITE = 1, TAKES_COUNT = 2 };

enum action_id {
#define ACTION(id, name, keys, where, footer, help, flags, run, blocker) ACT_##id,
#include "parts/input/actions.def"
    ACT_COUNT,
    ACT_NONE = ACT_COUNT
};

struct action {
    const char *name;
    const char *keys;   /* names as key_print() writes them, separated by blanks; what the config
                         * file makes of them: bindings.h */
    int where;          /* enum where, or-ed */
    const char *footer; /* a word for the footer; NULL: not there */
    const char *help;   /* NULL: see action_teller() */
    int flags;
};

const struct action *action_get(enum action_id id);

/* The action whose help tells this one: itself, or one before it. */
enum action_id action_teller(enum action_id id);

/* The keys of it and of those that it tells besides, by their first keys, by their second and so
 * on: "h l Left Right". */
struct keys_text {
    char s[120];
};
const char *action_told_keys(enum action_id id, struct keys_text *out);

/* The keys that stand for the action, as in struct action. */
const char *action_keys(enum action_id id);

/* From now on keys[ACT_COUNT] (borrowed) stand for the actions; NULL, of all or of one: those of
 * actions.def.  For bindings.h, which checks them. */
void action_use_keys(char *const *keys);

/* The action of key in a pane, or ACT_NONE. */
enum action_id action_find(struct key key, enum where where);

/* "everywhere", or the panes: "queues, messages"; of an action, or of places or-ed. */
struct where_text {
    char s[64];
};
const char *action_describe_where(enum action_id id, struct where_text *out);
const char *action_print_where(int where, struct where_text *out);

/* The name of the action's first key ("Enter") into out, of at least 16 bytes; "" when it has none.
 * ACTION_KEY() is for sentences: there an action without a key is named by its command. */
const char *action_first_key(enum action_id id, char out[16]);
const char *action_name_key(enum action_id id, char out[40]);
#define ACTION_KEY(id) action_name_key((id), (char[40]){""})

/* text with each {name} of an action replaced by its first key, as ACTION_KEY() has it. */
const char *action_fill(char *out, size_t size, const char *text);
