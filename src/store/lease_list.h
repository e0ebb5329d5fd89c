/* The leases of a lease file while it is in memory, each as the line that stands for it, so that
 * lines can move from file to file unchanged.  Private to store/. */
#pragma once

#include "base/memory/arena.h"
#include "base/memory/buf.h"
#include "base/memory/string_map.h"
#include "store/lease_file.h"

enum { LEASE_LINE_BYTES = 4 * 1024 * 1024 };

struct lease_line {
    char *lease_id;
    char *former_id; /* NULL: none */
    char *line;      /* with its end */
    size_t len;
    int64_t deadline_wall_ms;
    int64_t deadline_mono_ms; /* 0: not known */
    bool inherited;           /* from a program that died */
};

struct lease_list {
    struct string_map lines; /* by lease_id: struct lease_line */
};

void lease_list_free(struct lease_list *l);

/* Adds the lease with the len bytes of its line (without the end), in place of the same lease and
 * of the former one. */
void lease_list_put(struct lease_list *l, const struct kept_lease *lease, const char *line,
                    size_t len, bool inherited);
void lease_list_remove(struct lease_list *l, const char *lease_id);
void lease_list_drop_expired(struct lease_list *l, struct instant now);

/* Moves all of from to l, each in place of the same lease and of its former one. */
void lease_list_take(struct lease_list *l, struct lease_list *from);

/* What the lines of a file leave: those added and not removed, as inherited.  false: errno says why
 * the file cannot be read. */
bool lease_list_load(struct lease_list *l, int fd);

void lease_list_write(const struct lease_list *l, struct buf *out);

/* The lines, written and read. */
void lease_line_write(const struct kept_lease *lease, struct buf *out);
void lease_line_write_removed(const char *lease_id, struct buf *out);
bool lease_line_read(const struct lease_line *line, struct kept_lease *out, struct arena *arena);
