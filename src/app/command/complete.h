/* What a command line that is being typed can go on with, from the program's own tables. */
#ifndef APP_COMMAND_COMPLETE_H
#define APP_COMMAND_COMPLETE_H

#include "app/app.h"
#include "parts/input/words.h"

struct completion {
    struct words
        words; /* borrowed until the next event; OUTSIDE bytes, without control characters */
    size_t at; /* byte of the line where the word that they complete begins */
    bool more; /* something is to be typed behind a word */
    const char *arguments; /* of the command, "" while that is not known */
    char hint[160];        /* what is asked for, where there are no words; "" */
};

void complete_find(const struct app *app, const char *line, struct completion *out);

/* The same of a filter of the list app->ordered_pane. */
void complete_filter(const struct app *app, const char *line, struct completion *out);

/* What command.def names: they set at as if the line began with arguments. */
void complete_queue(const struct app *app, const char *arguments, struct completion *out);
void complete_peek(const struct app *app, const char *arguments, struct completion *out);
void complete_column(const struct app *app, const char *arguments, struct completion *out);
void complete_group(const struct app *app, const char *arguments, struct completion *out);
void complete_mark(const struct app *app, const char *arguments, struct completion *out);
void complete_times(const struct app *app, const char *arguments, struct completion *out);
void complete_view(const struct app *app, const char *arguments, struct completion *out);
void complete_wrap(const struct app *app, const char *arguments, struct completion *out);
void complete_set(const struct app *app, const char *arguments, struct completion *out);

#endif
