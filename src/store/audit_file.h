/* journal.jsonl: what was done to the server.  One record before a request is sent (the intent) and
 * one when it is known what came of it (the result), tied by run and n.  No bodies, no credentials.
 *
 * Every cfqtop of the user appends to the same file.  At 4 MB it becomes journal.jsonl.1, and what
 * had that name is gone. */
#pragma once

#include "base/memory/arena.h"
#include "base/memory/buf.h"
#include "store/state_dir.h"

#include <stddef.h>

enum { AUDIT_FILE_BYTES = 4000000 };

/* One message of a record; any of them may be NULL. */
struct audit_message {
    const char *id;
    const char *lease_id;
    const char *ref;
    const char *result; /* "acked", "failed": a word; NULL in an intent */
    const char *note;   /* the API's words about it */
};

struct audit_record {
    int64_t wall_ms;
    const char *run; /* which run of the program: the same in all its records, in no other's */
    int64_t n;       /* which request of the run: the same in intent and result */
    bool is_result;
    const char *op; /* "pull", "ack", "retry", "purge", "extend" */
    const char *account_id;
    const char *queue_id;
    const char *queue; /* its name; NULL: not known */
    const char *error; /* what a person is told; NULL: none */
    struct audit_message *messages;
    size_t n_messages;
};

/* Appends the record to out as its line in the file, with the line's end.  Made for terminals, too
 * (see record.h). */
void audit_record_write(const struct audit_record *r, struct buf *out);

/* Appends a record; one that would have more than 4 MB goes without its longest texts.  An intent
 * is on the disk when this returns true: send the request then, and not before.  false with err: it
 * may not be there. */
bool audit_file_append(const struct state_dir *dir, const struct audit_record *r,
                       struct error *err);

/* The newest records of all runs, oldest first.  Strings are OUTSIDE bytes, in the arena; those
 * that were not there are NULL, numbers -1. */
struct audit_page {
    struct arena arena;
    struct audit_record *items;
    size_t n;
};

/* At most max of them.  No file is no record.  Free out with audit_page_free() either way. */
bool audit_file_read(const struct state_dir *dir, size_t max, struct audit_page *out,
                     struct error *err);
void audit_page_free(struct audit_page *page);
