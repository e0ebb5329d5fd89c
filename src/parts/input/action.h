/* What a key does where: lookups in the table of actions.def. */
#pragma once

#include "parts/input/key.h"

#include <stddef.h>

enum where {
    IN_QUEUES = 1,
    IN_MESSAGES = 2,
    IN_BODY = 4,
    IN_SCREEN = 8,
    IN_PANES = 7,
    IN_ALL = 15
};
enum action_flag { IS_WRITE = 1 };

enum action_id {
#define ACTION(id, name, keys, where, footer, help, flags, run, blocker) ACT_##id,
#include "parts/input/actions.def"
    ACT_COUNT,
    ACT_NONE = ACT_COUNT
};

struct action {
    const char *name;
    const char *keys;   /* names as key_print() writes them, separated by blanks */
    int where;          /* enum where, or-ed */
    const char *footer; /* a word for the footer; NULL: not there */
    const char *help;
    int flags;
};

const struct action *action_get(enum action_id id);

/* The action of key in a pane, or ACT_NONE. */
enum action_id action_find(struct key key, enum where where);

/* "everywhere", or the panes: "queues, messages". */
struct where_text {
    char s[64];
};
const char *action_describe_where(enum action_id id, struct where_text *out);

/* The name of the action's first key ("Enter") into out, of at least 16 bytes. */
const char *action_first_key(enum action_id id, char out[16]);
