#include "store/lease_list.h"

#include "api/operation.h"
#include "base/mem.h"
#include "store/line_reader.h"
#include "store/record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
#define LEASE_FIELD(id, key) F_##id,
#include "store/lease.def"
    F_COUNT
};

static const char *const keys[] = {
#define LEASE_FIELD(id, key) key,
#include "store/lease.def"
};

void lease_line_write(const struct kept_lease *lease, struct buf *out)
{
    record_start(out);
    record_put_text(out, keys[F_DID], "take");
    record_put_text(out, keys[F_LEASE], lease->lease_id);
    record_put_text(out, keys[F_FORMER], lease->former_id);
    record_put_text(out, keys[F_ACCOUNT], lease->account_id);
    record_put_text(out, keys[F_URL], lease->base_url);
    record_put_text(out, keys[F_QUEUE_ID], lease->queue_id);
    record_put_text(out, keys[F_QUEUE], lease->queue);
    record_put_text(out, keys[F_MESSAGE], lease->message_id);
    record_put_int(out, keys[F_TAKEN], lease->taken_wall_ms);
    record_put_int(out, keys[F_DEADLINE], lease->deadline_wall_ms);
    record_end_line(out);
}

void lease_line_write_removed(const char *lease_id, struct buf *out)
{
    record_start(out);
    record_put_text(out, keys[F_DID], "drop");
    record_put_text(out, keys[F_LEASE], lease_id);
    record_end_line(out);
}

static bool read_id(const struct record *r, int field, char out[ID_BYTES], struct arena *arena)
{
    const char *id = record_text(r, field, arena);

    if (!id || !queue_check_id(id))
        return false;
    memcpy(out, id, strlen(id) + 1);
    return true;
}

static bool read_record(const struct record *r, struct kept_lease *out, struct arena *arena)
{
    *out = (struct kept_lease){
        .base_url = record_text(r, F_URL, arena),
        .queue = record_text(r, F_QUEUE, arena),
        .lease_id = record_text(r, F_LEASE, arena),
        .former_id = record_text(r, F_FORMER, arena),
        .message_id = record_text(r, F_MESSAGE, arena),
        .taken_wall_ms = record_int(r, F_TAKEN),
        .deadline_wall_ms = record_int(r, F_DEADLINE),
    };
    return out->lease_id && out->deadline_wall_ms >= 0 &&
           read_id(r, F_ACCOUNT, out->account_id, arena) &&
           read_id(r, F_QUEUE_ID, out->queue_id, arena);
}

bool lease_line_read(const struct lease_line *line, struct kept_lease *out, struct arena *arena)
{
    struct record r;

    return record_open(&r, line->line, line->len, keys, F_COUNT) && read_record(&r, out, arena);
}

static void free_line(void *lease)
{
    struct lease_line *line = lease;

    free(line->lease_id);
    free(line->line);
    free(line);
}

void lease_list_free(struct lease_list *l)
{
    string_map_free(&l->lines, free_line);
}

bool lease_list_put(struct lease_list *l, const char *lease_id, int64_t deadline_wall_ms,
                    const char *line, size_t len, bool inherited)
{
    struct lease_line *added, *former;

    if (l->lines.n == LEASES_KEPT && !string_map_get(&l->lines, lease_id))
        return false;
    added = mem_new(1, sizeof(*added));
    *added = (struct lease_line){.lease_id = mem_copy_str(lease_id),
                                 .line = mem_print("%.*s\n", (int)len, line),
                                 .len = len + 1,
                                 .deadline_wall_ms = deadline_wall_ms,
                                 .inherited = inherited};
    former = string_map_put(&l->lines, added->lease_id, added);
    if (former)
        free_line(former);
    return true;
}

void lease_list_remove(struct lease_list *l, const char *lease_id)
{
    struct lease_line *line = string_map_remove(&l->lines, lease_id);

    if (line)
        free_line(line);
}

void lease_list_drop_expired(struct lease_list *l, int64_t now_wall_ms)
{
    for (size_t i = l->lines.n; i-- > 0;) {
        const struct lease_line *line = l->lines.items[i].value;

        if (line->deadline_wall_ms <= now_wall_ms)
            lease_list_remove(l, line->lease_id);
    }
}

/* bytes is a line without its end. */
static void apply(struct lease_list *l, const char *bytes, size_t len)
{
    struct arena arena = {0};
    struct kept_lease lease;
    struct record r;
    const char *id;

    if (!record_open(&r, bytes, len, keys, F_COUNT))
        return;
    id = record_text(&r, F_LEASE, &arena);
    if (id && record_is(&r, F_DID, "drop"))
        lease_list_remove(l, id);
    else if (record_is(&r, F_DID, "take") && read_record(&r, &lease, &arena)) {
        if (lease.former_id)
            lease_list_remove(l, lease.former_id);
        lease_list_put(l, lease.lease_id, lease.deadline_wall_ms, bytes, len, true);
    }
    arena_free(&arena);
}

bool lease_list_load(struct lease_list *l, int fd)
{
    struct line_reader reader;
    struct line line;

    line_reader_init(&reader, fd, LEASE_LINE_BYTES);
    while (line_reader_next(&reader, &line))
        apply(l, line.bytes, line.len);
    line_reader_free(&reader);
    errno = reader.error;
    return !reader.error;
}

void lease_list_write(const struct lease_list *l, struct buf *out)
{
    for (size_t i = 0; i < l->lines.n; i++) {
        const struct lease_line *line = l->lines.items[i].value;

        buf_append(out, line->line, line->len);
    }
}
