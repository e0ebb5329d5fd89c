/* Ctrl-S and :export: the marked messages of the open queue, else all shown, as one JSON object a
 * line (body/message_line.h) in a new file.
 *
 * The loop looks at export.wanted, writes the messages of targets_list() into the file, and tells
 * export_done().  Nothing is sent to the server.  UI thread. */
#ifndef APP_EXPORT_H
#define APP_EXPORT_H

#include "app/prompt.h"
#include "base/err.h"

struct app;

struct export
{
    bool wanted;
    char file[sizeof(((struct field *)0)->text)]; /* as it was typed; OUTSIDE bytes */
};

/* Opens the prompt, with a name proposed. */
void export_ask(struct app *app);

/* A key while it is open. */
void export_key(struct app *app, struct key key);

/* "3 marked messages", for the prompt. */
void export_describe(const struct app *app, char *out, size_t size);

/* The loop has written n messages in so many bytes; error: why it has not, or NULL. */
void export_done(struct app *app, size_t n, int64_t bytes, const char *error);

#endif
