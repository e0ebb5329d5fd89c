/* The commands of the `:` line: lookups in the table of command.def, and running one. */
#ifndef APP_COMMAND_COMMAND_H
#define APP_COMMAND_COMMAND_H

#include "app/app.h"
#include "base/err.h"

struct completion;

struct command_row {
    const char *name;
    const char *arguments;
    bool (*run)(struct app *app, const char *arguments, struct error *err);
    void (*complete)(const struct app *app, const char *arguments, struct completion *out);
    enum action_id action;
    bool leaves;
    const char *help;
};

size_t command_count(void);
const struct command_row *command_at(size_t i);

/* By its name, or as much of it as tells which; NULL: none, and err (NULL is fine) says why. */
const struct command_row *command_find(const char *name, size_t n, struct error *err);

/* The command is taken away in read-only mode. */
bool command_is_write(const struct command_row *row);

/* Length of the name that a line begins with. */
size_t command_name_len(const char *line);

/* Runs a line; one that is only a number goes to that row.  On failure nothing has changed and
 * err->text says why in a line. */
bool command_run(struct app *app, const char *line, struct error *err);

/* What the table names, in command_list.c, command_queue.c, command.c, and where it belongs. */
bool command_quit(struct app *app, const char *arguments, struct error *err);
bool command_open(struct app *app, const char *arguments, struct error *err);
bool command_peek(struct app *app, const char *arguments, struct error *err);
bool command_pull(struct app *app, const char *arguments, struct error *err);
bool command_editor(struct app *app, const char *arguments, struct error *err);
bool command_evidence(struct app *app, const char *arguments, struct error *err);
bool command_export(struct app *app, const char *arguments, struct error *err);
bool command_sort(struct app *app, const char *arguments, struct error *err);
bool command_filter(struct app *app, const char *arguments, struct error *err);
bool command_mark(struct app *app, const char *arguments, struct error *err);
bool command_group(struct app *app, const char *arguments, struct error *err);
bool command_times(struct app *app, const char *arguments, struct error *err);
bool command_view(struct app *app, const char *arguments, struct error *err);
bool command_wrap(struct app *app, const char *arguments, struct error *err);
bool command_profile(struct app *app, const char *arguments, struct error *err);
bool command_set(struct app *app, const char *arguments, struct error *err);

#endif
