/* What a command line that is being typed can go on with, from the program's own tables. */
#pragma once

#include "app/state.h"
#include "base/text/words.h"

struct completion {
    struct words
        words; /* borrowed until the next event; OUTSIDE bytes, without control characters */
    size_t at; /* byte of the line where the word that they complete begins */
    bool more; /* something is to be typed behind a word */
    const char *arguments; /* of the command, "" while that is not known */
    char hint[160];        /* what is asked for, where there are no words; "" */
};

/* The commands that begin with what stands from byte at of the line on. */
void complete_command(const struct app *app, const char *line, size_t at, struct completion *out);

/* What a filter of the list app->ordered_pane. */
void complete_filter(const struct app *app, const char *line, struct completion *out);

/* What terms of a filter: its last one is completed. */
void complete_terms(const struct app *app, const struct filter_language *language, const char *line,
                    struct completion *out);

/* complete_queue() and the like, which command.def names, set at as if the line began with
 * arguments. */
