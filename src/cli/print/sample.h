/* The lines of `cfqtop watch`: one for each measurement of a queue, with the same unit in a column
 * from first to last.  Pure. */
#pragma once

#include "cli/print/measured.h"

enum { SAMPLE_BYTES = 64 * 1024 };

void sample_print_heading(char *out, size_t size);

/* Without its end. */
void sample_append(struct buf *out, const struct measured *m);
void sample_append_json(struct buf *out, const struct measured *m);
