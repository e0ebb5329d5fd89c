/* A file line by line, whatever is in it: a line longer than the cap is skipped, an empty one too.
 *
 * Reads with pread() in blocks and holds one line at a time.  The last line may lack its end (a
 * write was cut short): it is given as well, and does not parse. */
#pragma once

#include "base/memory/buf.h"

#include <sys/types.h>

struct line_reader {
    int fd;         /* borrowed */
    int error;      /* errno of a read that failed: the lines end there; 0: none */
    size_t cap;     /* of a line */
    struct buf buf; /* what was read and not yet given */
    off_t at;       /* of buf in the file */
    size_t start;   /* in buf: of the next line */
    size_t looked;  /* in buf: so far there is no line end behind start */
    bool too_long;  /* the line at start is a part of one that is skipped */
    bool at_end;
};

struct line {
    const char *bytes; /* without the line end; stay until the next call */
    size_t len;
    off_t at; /* offset in the file */
};

void line_reader_init(struct line_reader *r, int fd, size_t cap);
void line_reader_free(struct line_reader *r);

bool line_reader_next(struct line_reader *r, struct line *line);
