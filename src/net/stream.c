#include "net/stream.h"

#include "api/answer/decode.h"

void stream_init(struct stream *s, enum op op, const struct redact *redact)
{
    *s = (struct stream){.op = op, .redact = redact, .due_ms = INT64_MIN};
    event_stream_init(&s->parser);
    buf_init(&s->later, EVENT_STREAM_BYTES);
}

static void drop_result(struct stream *s)
{
    if (s->has_result)
        result_free(operation_get(s->op)->result, &s->result);
    s->has_result = false;
}

void stream_free(struct stream *s)
{
    drop_result(s);
    event_stream_free(&s->parser);
    buf_free(&s->later);
}

/* One that says nothing leaves what the one before it said. */
static void look(struct stream *s, const struct buf *data, int64_t now_ms)
{
    union result result;

    s->due_ms = now_ms + STREAM_GAP_MS;
    s->waits = false;
    if (!decode_event(s->op, data->bytes, data->len, s->redact, &result))
        return;
    drop_result(s);
    s->result = result;
    s->has_result = true;
}

static void keep_for_later(struct stream *s, const struct buf *data)
{
    buf_clear(&s->later);
    if (data->len)
        buf_append(&s->later, data->bytes, data->len);
    s->waits = true;
}

void stream_read(struct stream *s, const char *bytes, size_t n, int64_t now_ms)
{
    s->bytes += n;
    while (event_stream_next(&s->parser, &bytes, &n)) {
        if (now_ms >= s->due_ms)
            look(s, &s->parser.data, now_ms);
        else
            keep_for_later(s, &s->parser.data);
    }
}

bool stream_take(struct stream *s, int64_t now_ms, bool at_end, union result *out)
{
    bool has;

    if (s->waits && (at_end || now_ms >= s->due_ms))
        look(s, &s->later, now_ms);
    has = s->has_result;
    if (has)
        *out = s->result;
    s->has_result = false;
    return has;
}

int64_t stream_next_due(const struct stream *s)
{
    return s->has_result ? 0 : s->waits ? s->due_ms : INT64_MAX;
}
