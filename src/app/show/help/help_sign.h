/* The signs that help names: as the screen draws them, in the terminal at hand.  UI thread. */
#pragma once

#include <stddef.h>

struct app;

/* text with each {NAME} replaced by its sign, see help_pages.def; a name that is none stays. */
const char *help_sign_fill(char *out, size_t size, const char *text, const struct app *app);
