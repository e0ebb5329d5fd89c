/* What :set can change while the program runs: the SETTABLE options, and what only keys change
 * otherwise.  An option needs nothing here unless setting it takes more than a new value.  Every
 * value is a number: of an option as options_check_value() reads it, or the index of a word. */
#pragma once

#include "app/state.h"
#include "base/text/words.h"

struct setting;

/* The one behind it, of NULL the first; NULL: there are no more. */
const struct setting *setting_next(const struct setting *s);

const char *setting_name(const struct setting *s);
const char *setting_help(const struct setting *s);
bool setting_is_flag(const struct setting *s);

int64_t setting_value(const struct app *app, const struct setting *s);

/* By its name, or as much of it as tells which; NULL: none, and err says why. */
const struct setting *setting_find(const char *name, size_t n, struct error *err);

/* Adds the names of all. */
void setting_add_names(struct words *out);

/* Adds the words that it can be set to; none: it is a number or a duration. */
void setting_add_words(const struct setting *s, struct words *out);

/* Its value now; and what it can be: "1 to 100", "age, utc or local". */
const char *setting_print(char *out, size_t size, const struct app *app, const struct setting *s);
const char *setting_print_range(char *out, size_t size, const struct setting *s);

/* Sets it to what text says; on failure err->text is a whole line with its name. */
bool setting_change(struct app *app, const struct setting *s, const char *text, struct error *err);
