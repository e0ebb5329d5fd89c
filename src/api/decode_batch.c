/* Messages: POST .../messages/peek and .../messages/pull. */
#include "api/decode.h"

#include "api/envelope.h"
#include "api/field.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* One answer on its way into a batch. */
struct reading {
    struct envelope e;
    struct batch *batch;
    bool keep_json;
    const char *last_metadata; /* most messages of a queue have the same: kept once */
    const char *last_type;
};

static const char *share(struct reading *r, const char **last, const char *s, size_t len)
{
    if (!*last || strlen(*last) != len || memcmp(*last, s, len) != 0)
        *last = arena_copy(&r->batch->arena, s, len);
    return *last;
}

static void read_metadata(struct reading *r, const json_t *item, struct slice row,
                          struct message *m)
{
    const json_t *metadata = json_object_get(item, "metadata");
    struct arena scratch = {0};
    const char *type = field_str(&r->e, metadata, "CF-Content-Type", &scratch);
    struct slice value;
    struct buf out;

    if (type)
        m->type_text = share(r, &r->last_type, type, strlen(type));
    m->type = content_type_read(type);
    arena_free(&scratch);
    if (!metadata || json_is_null(metadata) || !slice_find(&r->e.cut, row, "metadata", &value))
        return;
    buf_init(&out, SIZE_MAX / 4);
    slice_write(&r->e.cut, value, &out);
    if (out.len)
        m->metadata = share(r, &r->last_metadata, out.bytes, out.len);
    buf_free(&out);
}

/* A body that is no string is not of this API, yet worth looking at: it is shown as written. */
static void read_body(struct reading *r, const json_t *item, struct slice row, struct message *m)
{
    const json_t *body = json_object_get(item, "body");
    struct slice value;

    if (field_place(&r->e, item, "body", &r->batch->arena, &m->body, &m->body_len))
        return;
    if (!body || json_is_null(body) || !slice_find(&r->e.cut, row, "body", &value))
        return;
    m->body = slice_copy(&r->e.cut, value, &r->batch->arena);
    m->body_len = strlen(m->body);
}

static void read_message(struct reading *r, const json_t *item, struct slice row, struct message *m)
{
    struct arena *arena = &r->batch->arena;

    m->id = field_str(&r->e, item, "id", arena);
    if (!m->id)
        m->id = "";
    m->lease_id = field_str(&r->e, item, "lease_id", arena);
    m->ref = field_str(&r->e, item, "ref", arena);
    m->attempts = field_int(item, "attempts");
    m->timestamp_ms = field_int(item, "timestamp_ms");
    read_metadata(r, item, row, m);
    read_body(r, item, row, m);
    if (r->keep_json)
        m->json = slice_copy(&r->e.cut, row, arena);
}

static bool read_messages(struct reading *r, const struct answer *a, const json_t *list,
                          struct slice written, struct error *err)
{
    size_t n = json_array_size(list), cursor = 0;
    struct slice row;

    r->batch->items = arena_new(&r->batch->arena, n, sizeof(*r->batch->items));
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);

        if (!json_is_object(item))
            return envelope_refuse(a, err, "a message in the answer is not an object");
        if (!slice_next(&r->e.cut, written, &cursor, &row))
            return envelope_refuse(a, err, "the answer's messages cannot be told apart");
        read_message(r, item, row, &r->batch->items[r->batch->n++]);
    }
    return true;
}

static bool read_result(struct reading *r, const struct answer *a, struct error *err)
{
    const json_t *list = json_object_get(r->e.result, "messages");
    struct slice written;

    if (!json_is_object(r->e.result))
        return envelope_refuse(a, err, "the answer holds no messages");
    r->batch->backlog_count = field_int(r->e.result, "message_backlog_count");
    field_read_metrics(json_object_get(json_object_get(r->e.result, "metadata"), "metrics"),
                       &r->batch->metrics);
    if (!list || json_is_null(list))
        return true;
    if (!json_is_array(list))
        return envelope_refuse(a, err, "the answer's messages are no list");
    if (json_array_size(list) > DECODE_MESSAGES)
        return envelope_refuse(a, err, "more than 1,000 messages in one answer");
    if (!envelope_find_result(&r->e, &written) ||
        !slice_find(&r->e.cut, written, "messages", &written))
        return envelope_refuse(a, err, "the answer's messages cannot be told apart");
    return read_messages(r, a, list, written, err);
}

/* Unescapes the bodies that were cut out where they are, and moves them together when that frees a
 * tenth: of small messages the JSON around the bodies is most of the answer.  A body never moves
 * up, so none is overwritten before its turn.  Leaves the new offsets in the strings; *used is the
 * end of the last. */
static bool unescape_bodies(const struct cut *c, char *bytes, size_t len, size_t *used)
{
    size_t wanted = 0;
    bool pack;

    for (size_t i = 0; i < c->n; i++)
        if (c->strings[i].text)
            wanted += c->strings[i].len + 1;
    pack = wanted < len - len / 10;
    *used = 0;
    for (size_t i = 0; i < c->n; i++) {
        struct cut_string *s = &c->strings[i];

        if (!s->text)
            continue;
        if (pack) {
            memmove(bytes + *used, bytes + s->at, s->len);
            s->at = *used;
        }
        *s->text_len = s->len;
        if (!s->plain && !slice_unescape(bytes + s->at, s->len, s->text_len))
            return false;
        bytes[s->at + *s->text_len] = '\0';
        *used = s->at + *s->text_len + 1;
    }
    return true;
}

/* Moves the answer's bytes into the batch, no more of them than the bodies need. */
static void take_bytes(struct reading *r, struct answer *a, size_t used)
{
    struct batch *b = r->batch;

    if (used)
        b->bytes = mem_resize(a->bytes, used, 1);
    else
        free(a->bytes);
    b->bytes_len = used;
    a->bytes = NULL;
    a->len = 0;
    for (size_t i = 0; i < r->e.cut.n; i++)
        if (r->e.cut.strings[i].text)
            *r->e.cut.strings[i].text = b->bytes + r->e.cut.strings[i].at;
}

struct batch *decode_batch(struct answer *a, enum batch_source source, bool keep_json,
                           struct error *err)
{
    struct reading r = {.keep_json = keep_json};
    size_t used = 0;
    bool ok;

    if (!envelope_open(&r.e, a, err))
        return NULL;
    r.batch = mem_new(1, sizeof(*r.batch));
    r.batch->source = source;
    r.batch->backlog_count = -1;
    r.batch->metrics = (struct metrics){-1, -1, -1};
    ok = read_result(&r, a, err);
    if (ok && !unescape_bodies(&r.e.cut, a->bytes, a->len, &used))
        ok = envelope_refuse(a, err, "the answer is not JSON (a string in it)");
    if (ok)
        take_bytes(&r, a, used);
    envelope_close(&r.e);
    if (ok)
        return r.batch;
    batch_free(r.batch);
    return NULL;
}
