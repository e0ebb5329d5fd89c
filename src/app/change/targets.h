/* Which messages a key is about: the marked ones, else those of the group under the cursor, else
 * the selected one. */
#pragma once

#include "app/state.h"

void targets_count(const struct app *app, struct targets *t);

/* Puts those that can be acted on into the change of their kind, by lease or by ref. */
void targets_take(const struct app *app, struct change_batch changes[BY_COUNT]);

/* Nothing is marked, and the messages of the group under the cursor are taken together. */
bool targets_are_a_group(const struct app *app);

/* All of them, whatever became of them, and n; where none is marked and all is set, every one
 * shown.  Borrowed from the app, the array for free(). */
const struct message_row **targets_list(const struct app *app, bool all, size_t *n);

/* "53 messages of 1 group", "2 marked messages", "1 message": n of them. */
const char *targets_print(char *out, size_t size, const struct targets *t, size_t n);
