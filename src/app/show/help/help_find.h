/* What help knows of one key or word.  UI thread. */
#pragma once

#include "app/show/help/help_entry.h"
#include "base/failure/err.h"
#include "base/text/words.h"

/* What is called so comes first, with where it works and why it cannot be done now, then what tells
 * of it; a single letter is a key, or a sign.  false: there is nothing, and err says what to do. */
bool help_find(struct help_entries *out, const struct app *app, const char *topic,
               struct error *err);

/* Words that can be asked for. */
void help_find_words(struct words *out);
