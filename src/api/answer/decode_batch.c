/* Messages: POST .../messages/peek and .../messages/pull. */
#include "api/answer/decoding.h"

#include "base/memory/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One answer on its way into a batch. */
struct reading {
    struct decoding *d;
    struct batch *batch;
    const char *last_metadata; /* most messages of a queue have the same: kept once */
    const char *last_type;
};

static const char *share(struct reading *r, const char **last, const char *s, size_t len)
{
    if (!*last || strlen(*last) != len || memcmp(*last, s, len) != 0)
        *last = arena_copy(&r->batch->arena, s, len);
    return *last;
}

/* Headers are written in either case by what passes them on. */
static const char *find_key(const json_t *object, const char *name)
{
    const char *key;
    json_t *value;

    json_object_foreach ((json_t *)(uintptr_t)object, key, value)
        if (strcasecmp(key, name) == 0)
            return key;
    return name;
}

static void read_metadata(struct reading *r, const json_t *item, struct slice row,
                          struct message *m)
{
    const json_t *metadata = json_object_get(item, "metadata");
    struct arena scratch = {0};
    const char *type =
        field_str(&r->d->e, metadata, find_key(metadata, "CF-Content-Type"), &scratch);
    struct slice value;
    struct buf out;

    if (type)
        m->type_text = share(r, &r->last_type, type, strlen(type));
    m->type = content_type_read(type);
    arena_free(&scratch);
    if (!metadata || json_is_null(metadata) || !slice_find(&r->d->e.cut, row, "metadata", &value))
        return;
    buf_init(&out, SIZE_MAX / 4);
    slice_write(&r->d->e.cut, value, &out);
    if (out.len)
        m->metadata = share(r, &r->last_metadata, out.bytes, out.len);
    buf_free(&out);
}

/* A body that is no string is not of this API, yet worth looking at: it is shown as written. */
static void read_body(struct reading *r, const json_t *item, struct slice row, struct message *m)
{
    const json_t *body = json_object_get(item, "body");
    struct slice value;

    if (field_place(&r->d->e, item, "body", &r->batch->arena, &m->body, &m->body_len))
        return;
    if (!body || json_is_null(body) || !slice_find(&r->d->e.cut, row, "body", &value))
        return;
    m->body = slice_copy(&r->d->e.cut, value, &r->batch->arena);
    m->body_len = strlen(m->body);
}

/* No message of Queues is older than they are: 0, or a date before that, is one not known. */
static int64_t read_timestamp(const json_t *item)
{
    const int64_t year_2022 = 1640995200000;
    int64_t ms = field_int(item, "timestamp_ms");

    return ms < year_2022 ? -1 : ms;
}

static void read_message(struct reading *r, const json_t *item, struct slice row, struct message *m)
{
    struct arena *arena = &r->batch->arena;

    m->id = field_str(&r->d->e, item, "id", arena);
    if (!m->id)
        m->id = "";
    m->lease_id = field_str(&r->d->e, item, "lease_id", arena);
    m->ref = field_str(&r->d->e, item, "ref", arena);
    m->attempts = field_int(item, "attempts");
    m->timestamp_ms = read_timestamp(item);
    read_metadata(r, item, row, m);
    read_body(r, item, row, m);
    if (r->d->call->keep_json)
        m->json = slice_copy(&r->d->e.cut, row, arena);
}

static bool read_messages(struct reading *r, const json_t *list, struct slice written)
{
    size_t n = json_array_size(list), cursor = 0;
    struct slice row;

    r->batch->items = arena_new(&r->batch->arena, n, sizeof(*r->batch->items));
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);

        if (!json_is_object(item))
            return decoding_refuse(r->d, "a message in the answer is not an object");
        if (!slice_next(&r->d->e.cut, written, &cursor, &row))
            return decoding_refuse(r->d, "the answer's messages cannot be told apart");
        read_message(r, item, row, &r->batch->items[r->batch->n++]);
    }
    return true;
}

static bool read_result(struct reading *r)
{
    const json_t *list = json_object_get(r->d->e.result, "messages");
    struct slice written;

    if (!json_is_object(r->d->e.result))
        return decoding_refuse(r->d, "the answer holds no messages");
    r->batch->backlog_count = field_int(r->d->e.result, "message_backlog_count");
    field_read_metrics(json_object_get(json_object_get(r->d->e.result, "metadata"), "metrics"),
                       &r->batch->metrics);
    if (!list || json_is_null(list))
        return true;
    if (!json_is_array(list))
        return decoding_refuse(r->d, "the answer's messages are not a list");
    if (json_array_size(list) > DECODE_MESSAGES)
        return decoding_refuse(r->d, "more than 1,000 messages in one answer");
    if (!envelope_find_result(&r->d->e, &written) ||
        !slice_find(&r->d->e.cut, written, "messages", &written))
        return decoding_refuse(r->d, "the answer's messages cannot be told apart");
    return read_messages(r, list, written);
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
static void take_bytes(struct batch *b, struct decoding *d, size_t used)
{
    struct answer *a = d->answer;

    if (used)
        b->bytes = mem_resize(a->bytes, used, 1);
    else
        free(a->bytes);
    b->bytes_len = used;
    a->bytes = NULL;
    a->len = 0;
    for (size_t i = 0; i < d->e.cut.n; i++)
        if (d->e.cut.strings[i].text)
            *d->e.cut.strings[i].text = b->bytes + d->e.cut.strings[i].at;
}

static bool decode_batch(struct decoding *d, enum batch_source source)
{
    struct batch *b = d->out->batch = mem_new(1, sizeof(*b));
    struct reading r = {.d = d, .batch = b};
    size_t used = 0;

    d->keeps_rows = true;
    b->source = source;
    memcpy(b->queue_id, d->call->queue_id, ID_BYTES);
    b->asked = d->answer->sent;
    b->received = d->answer->received;
    b->batch_size = d->call->batch_size;
    b->lease_ms = source == BATCH_PULL ? d->call->visibility_timeout_ms : 0;
    b->backlog_count = -1;
    b->metrics = (struct metrics){-1, -1, -1};
    if (!read_result(&r))
        return false;
    if (!unescape_bodies(&d->e.cut, d->answer->bytes, d->answer->len, &used))
        return decoding_refuse(d, "the answer is not JSON (a string in it)");
    take_bytes(b, d, used);
    return true;
}

bool decode_peek(struct decoding *d)
{
    return decode_batch(d, BATCH_PEEK);
}

bool decode_pull(struct decoding *d)
{
    return decode_batch(d, BATCH_PULL);
}
