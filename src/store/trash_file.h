/* trash.jsonl: messages as they were before they were deleted, whole and byte-exact.
 *
 * Every cfqtop of the user appends to the same file.  It never grows past a cap: when it would, the
 * oldest messages go, a quarter of the cap at once.  Any thread: nothing is kept between calls. */
#pragma once

#include "base/memory/buf.h"
#include "model/message.h"
#include "store/state_dir.h"

#include <sys/types.h>

enum {
    TRASH_BYTES = 64 * 1024 * 1024, /* the cap where nobody sets another */
    TRASH_MAX_BYTES = 256 * 1024 * 1024
};

/* Where the messages of one call were; strings NULL: not known. */
struct trash_place {
    int64_t wall_ms; /* when */
    const char *account_id;
    const char *queue_id;
    const char *queue; /* its name */
};

/* n messages as the lines of the file.  false with err, and no lines, when they are more than cap:
 * bytes, up to TRASH_MAX_BYTES. */
bool trash_lines_make(struct buf *lines, size_t cap, const struct trash_place *place,
                      const struct message *const *messages, size_t n, struct error *err);

/* Saves lines in one write; it may wait for the disk.  They are on it when this returns true:
 * delete the messages then, and not before; on false (with err) none is there. */
bool trash_file_append(const struct state_dir *dir, size_t cap, const struct buf *lines,
                       struct error *err);

/* What there is to know without the body.  Strings are OUTSIDE bytes, in the list's arena. */
struct trash_entry {
    struct trash_place place;
    const char *id; /* never NULL */
    const char *type_text;
    enum content_type type;
    int64_t attempts;
    int64_t timestamp_ms;
    int64_t body_bytes; /* -1: there is no body */
    off_t at;           /* of its line */
    size_t len;
};

/* The trash as it was when the list was opened: what comes or goes later does not change it. */
struct trash_list {
    struct arena arena;
    struct trash_entry *items; /* the newest last */
    size_t n;
    int fd;
};

/* No file is an empty list.  trash_list_close() either way. */
bool trash_list_open(const struct state_dir *dir, struct trash_list *list, struct error *err);
void trash_list_close(struct trash_list *list);

/* The entry that text names: its number in the list (1 is the oldest), or the id of its message
 * (the newest where there are several); NULL: none. */
const struct trash_entry *trash_list_find(const struct trash_list *list, const char *text);

/* Appends the message of an entry to out as its line in the file, with the line's end.  Made for
 * terminals, too (see record.h). */
void trash_record_write(const struct trash_place *place, const struct message *m, struct buf *out);

/* The message of an entry of the list, in arena (its json is NULL).  false with err: the file
 * cannot be read. */
bool trash_list_read(const struct trash_list *list, const struct trash_entry *entry,
                     struct message *out, struct arena *arena, struct error *err);
