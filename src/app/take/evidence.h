/* :evidence DIR: what is known of the open queue, for a post-mortem: its messages (marked, else all
 * shown) with their bodies, its configuration, its backlog over time, this run's calls about it,
 * and when each of them was fetched.
 *
 * An export (app/take/export.h) of its own kind: the configuration is read anew first, and what is
 * not a message is made into files when that read has ended.  No credential is in it, and no lease
 * or ref: whoever has those can delete or take the message.  UI thread. */
#pragma once

#include "app/take/snapshot.h"
#include "base/failure/err.h"
#include "base/memory/buf.h"

struct app;
struct event;

enum { EVIDENCE_NAME = 80 };

/* The read that was waited for has ended: text is why it failed, or NULL.  Harmless otherwise. */
void evidence_take(struct app *app, const struct event *e, const char *text);

/* The line of a message, without its end: message_line.h, then how and when it was fetched. */
void evidence_append_line(struct buf *out, const struct snapshot_row *row, const char *queue_name);

/* "12-9f3a.json": row n, 0 the first, whose body is a file with that extension. */
void evidence_name_body(char out[EVIDENCE_NAME], size_t n, const struct message *m,
                        const char *extension);
