#include "store/trash_record.h"

#include "base/text/utf8.h"
#include "body/decode/base64.h"

#include <string.h>

/* The body comes last, so that a person who looks at the file sees the rest first. */
enum {
#define TRASH_FIELD(id, key) F_##id,
#include "store/trash.def"
    F_COUNT
};

static const char *const keys[] = {
#define TRASH_FIELD(id, key) key,
#include "store/trash.def"
};

static void write_body(const char *body, size_t n, struct buf *out)
{
    struct buf base64;

    record_put_int(out, keys[F_BYTES], (int64_t)n);
    if (utf8_check(body, n)) {
        record_put_bytes(out, keys[F_BODY], body, n);
        return;
    }
    buf_init(&base64, out->cap);
    if (base64_encode(body, n, &base64))
        record_put_bytes(out, keys[F_BASE64], base64.bytes, base64.len);
    else
        out->overflow = true;
    buf_free(&base64);
}

void trash_record_write(const struct trash_place *place, const struct message *m, struct buf *out)
{
    record_start(out);
    record_put_int(out, keys[F_TIME], place->wall_ms);
    record_put_text(out, keys[F_ACCOUNT], place->account_id);
    record_put_text(out, keys[F_QUEUE_ID], place->queue_id);
    record_put_text(out, keys[F_QUEUE], place->queue);
    record_put_text(out, keys[F_ID], m->id);
    record_put_text(out, keys[F_LEASE], m->lease_id);
    record_put_text(out, keys[F_REF], m->ref);
    record_put_int(out, keys[F_ATTEMPTS], m->attempts);
    record_put_int(out, keys[F_TIMESTAMP], m->timestamp_ms);
    record_put_text(out, keys[F_TYPE], m->type_text);
    /* As a string: however deep or odd it is, the line stays one that can be read. */
    record_put_text(out, keys[F_METADATA], m->metadata);
    if (m->body)
        write_body(m->body, m->body_len, out);
    record_end_line(out);
}

bool trash_record_open(struct record *r, const char *line, size_t n)
{
    return record_open(r, line, n, keys, F_COUNT) && r->fields[F_ID].len;
}

void trash_record_read_entry(const struct record *r, struct trash_entry *out, struct arena *arena)
{
    const char *id = record_text(r, F_ID, arena);

    out->place = (struct trash_place){
        .wall_ms = record_int(r, F_TIME),
        .account_id = record_text(r, F_ACCOUNT, arena),
        .queue_id = record_text(r, F_QUEUE_ID, arena),
        .queue = record_text(r, F_QUEUE, arena),
    };
    out->id = id ? id : "";
    out->type_text = record_text(r, F_TYPE, arena);
    out->type = content_type_read(out->type_text);
    out->attempts = record_int(r, F_ATTEMPTS);
    out->timestamp_ms = record_int(r, F_TIMESTAMP);
    out->body_bytes = record_int(r, F_BYTES);
}

static void read_body(const struct record *r, struct message *out, struct arena *arena)
{
    struct buf bytes;
    size_t len = 0;
    const char *base64;

    out->body = record_bytes(r, F_BODY, arena, &out->body_len);
    base64 = out->body ? NULL : record_bytes(r, F_BASE64, arena, &len);
    if (!base64)
        return;
    buf_init(&bytes, len);
    if (base64_decode(base64, len, &bytes)) {
        out->body = arena_copy(arena, bytes.bytes, bytes.len);
        out->body_len = bytes.len;
    }
    buf_free(&bytes);
}

void trash_record_read_message(const struct record *r, struct message *out, struct arena *arena)
{
    struct trash_entry entry;

    trash_record_read_entry(r, &entry, arena);
    *out = (struct message){
        .id = entry.id,
        .lease_id = record_text(r, F_LEASE, arena),
        .ref = record_text(r, F_REF, arena),
        .attempts = entry.attempts,
        .timestamp_ms = entry.timestamp_ms,
        .type = entry.type,
        .type_text = entry.type_text,
        .metadata = record_text(r, F_METADATA, arena),
    };
    read_body(r, out, arena);
}
