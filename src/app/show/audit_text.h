/* What earlier runs did to the server, out of journal.jsonl, in words for the journal screen.
 * Pure. */
#pragma once

#include "base/memory/buf.h"
#include "parts/list/times.h"
#include "store/audit_file.h"

/* A line a request, oldest first; may hold OUTSIDE bytes, and no line ends but its own. */
void audit_text_print(struct buf *out, const struct audit_page *page, enum times times);
