#include "store/lease_list.h"

#include "api/request/operation.h"
#include "base/memory/mem.h"
#include "net/fetch.h"
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
    if (lease->deadline_mono_ms > 0 && clock_boot_id()[0]) {
        record_put_text(out, keys[F_BOOT], clock_boot_id());
        record_put_int(out, keys[F_BOOT_DEADLINE], lease->deadline_mono_ms);
    }
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
    if (clock_boot_id()[0] && record_is(r, F_BOOT, clock_boot_id()) &&
        record_int(r, F_BOOT_DEADLINE) > 0)
        out->deadline_mono_ms = record_int(r, F_BOOT_DEADLINE);
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
    free(line->former_id);
    free(line->line);
    free(line);
}

void lease_list_free(struct lease_list *l)
{
    string_map_free(&l->lines, free_line);
}

static void put_line(struct lease_list *l, struct lease_line *line)
{
    struct lease_line *same;

    if (line->former_id)
        lease_list_remove(l, line->former_id);
    same = string_map_put(&l->lines, line->lease_id, line);
    if (same)
        free_line(same);
}

void lease_list_put(struct lease_list *l, const struct kept_lease *lease, const char *line,
                    size_t len, bool inherited)
{
    struct lease_line *added = mem_new(1, sizeof(*added));

    *added = (struct lease_line){.lease_id = mem_copy_str(lease->lease_id),
                                 .former_id = mem_copy_str(lease->former_id),
                                 .line = mem_copy_bytes(line, len + 1),
                                 .len = len + 1,
                                 .deadline_wall_ms = lease->deadline_wall_ms,
                                 .deadline_mono_ms = lease->deadline_mono_ms,
                                 .inherited = inherited};
    added->line[len] = '\n';
    put_line(l, added);
}

void lease_list_take(struct lease_list *l, struct lease_list *from)
{
    for (size_t i = 0; i < from->lines.n; i++)
        put_line(l, from->lines.items[i].value);
    string_map_free(&from->lines, NULL);
}

void lease_list_remove(struct lease_list *l, const char *lease_id)
{
    struct lease_line *line = string_map_remove(&l->lines, lease_id);

    if (line)
        free_line(line);
}

int64_t kept_lease_left(const struct kept_lease *lease, struct instant now)
{
    return lease->deadline_mono_ms > 0 ? lease->deadline_mono_ms - now.mono_ms
                                       : lease->deadline_wall_ms - now.wall_ms;
}

bool kept_lease_is_of(const struct kept_lease *lease, const char *account_id, const char *base_url)
{
    const char *there = lease->base_url ? lease->base_url : FETCH_CLOUDFLARE_URL;
    const char *here = base_url ? base_url : FETCH_CLOUDFLARE_URL;

    return !strcmp(here, there) && (!*account_id || !strcmp(lease->account_id, account_id));
}

void lease_list_drop_expired(struct lease_list *l, struct instant now)
{
    for (size_t i = l->lines.n; i-- > 0;) {
        const struct lease_line *line = l->lines.items[i].value;

        struct kept_lease ends = {.deadline_wall_ms = line->deadline_wall_ms,
                                  .deadline_mono_ms = line->deadline_mono_ms};

        if (kept_lease_left(&ends, now) <= 0)
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
    else if (record_is(&r, F_DID, "take") && read_record(&r, &lease, &arena))
        lease_list_put(l, &lease, bytes, len, true);
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
