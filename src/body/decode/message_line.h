/* A message as one JSON object on one line: what --json prints, what is copied, piped and exported.
 *
 * Every field of the API as the API wrote it where the message has kept that (message.json), else
 * made anew from what is known of it, with the body's bytes as received; then queue, and, where the
 * body is text or JSON, decoded.  Pure. */
#pragma once

#include "base/memory/buf.h"
#include "model/message.h"

/* Without a line end.  False: past the cap; out then holds a part. */
bool message_line_append(struct buf *out, const struct message *m, const char *queue_name);
