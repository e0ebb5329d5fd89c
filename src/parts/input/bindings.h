/* Which keys stand for which action: those of actions.def, but for what the config file says.
 *
 * One set is in use, from bindings_use() on; every look-up of a key (action.h) goes to it.  UI
 * thread, or before there is one. */
#pragma once

#include "base/failure/err.h"
#include "parts/input/action.h"

#include <stdbool.h>

struct bindings {
    char *keys[ACT_COUNT]; /* names separated by blanks, "" for none; NULL: as in actions.def */
};

void bindings_free(struct bindings *b);

/* The action of that name; ACT_NONE: there is none, and err says what to do. */
enum action_id bindings_find_action(const char *name, struct error *err);

/* Gives the action these keys in the place of its own: names separated by blanks, or "none". */
bool bindings_set(struct bindings *b, enum action_id id, const char *keys, struct error *err);

/* Whether all can be told apart in every place, and Ctrl-C cancels and Esc goes back; if not, *id
 * is the action whose keys were set and are at fault. */
bool bindings_check(const struct bindings *b, enum action_id *id, struct error *err);

/* Takes b into use and its contents over; NULL: as in actions.def. */
void bindings_use(struct bindings *b);
