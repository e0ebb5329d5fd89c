#include "tests/sim/http/stream.h"

#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "tests/sim/api/render.h"

#include <stdlib.h>
#include <string.h>

enum { EVENT_MS = 1000, QUIET_MS = 3000, TEXT_BYTES = 65536 };

struct stream {
    struct service *service;
    struct exchange *exchange;
    struct buf said;   /* the metrics of the last event */
    struct buf text;   /* on its way */
    size_t sent;       /* of it */
    int64_t events;    /* so far */
    int64_t looked_ms; /* monotonic: when an event was last thought of */
    int64_t spoke_ms;  /* when something was last said */
    bool cut;          /* the connection ends behind the text */
};

/* What a client has to pass over, or to live through. */
static const char garbage[] = "data: {\"backlog_count\":\n\n"
                              "data: []\n\n"
                              "data: {\"backlog_count\":\"12\"}\n\n"
                              "\x1b]0;x\x07: \xff\xfe\n"
                              "event: \x1b[2J\n"
                              "retry: soon\n\n";

static enum fault_kind find_fault(const struct stream *s)
{
    return s->exchange->released ? FAULT_NONE : s->exchange->call.fault.kind;
}

static void add_event(struct stream *s)
{
    if (find_fault(s) == FAULT_INVALID_JSON)
        buf_append(&s->text, garbage, sizeof(garbage) - 1);
    buf_append_str(&s->text, "event: metrics\ndata: ");
    buf_append(&s->text, s->said.bytes, s->said.len);
    buf_append_str(&s->text, "\n\n");
    s->events++;
    s->cut = find_fault(s) == FAULT_TRUNCATE && s->events > 1;
    if (s->cut)
        s->text.len -= s->said.len / 2;
}

static void add_flood(struct stream *s)
{
    while (s->text.len < TEXT_BYTES / 2) {
        buf_print(&s->text,
                  "data: {\"backlog_count\":%lld,\"backlog_bytes\":0,"
                  "\"oldest_message_timestamp_ms\":0}\n\n",
                  (long long)s->events);
        s->events++;
    }
}

/* The metrics as they are now, where they are others than were said; false: the queue is gone. */
static bool look(struct stream *s, bool *changed)
{
    const struct sim_request *q = &s->exchange->request;
    struct sim_queue *queue;
    struct buf now;

    service_catch_up(s->service);
    queue = world_find_queue(&s->service->world, q->account, s->exchange->call.match.queue);
    if (!queue)
        return false;
    buf_init(&now, TEXT_BYTES / 2);
    render_metrics(&s->service->world, queue, &now);
    *changed = now.len != s->said.len || memcmp(now.bytes, s->said.bytes, now.len) != 0;
    buf_free(&s->said);
    s->said = now;
    return true;
}

/* What is to be said now, in s->text; false: the stream is over. */
static bool speak(struct stream *s, int64_t now_ms)
{
    bool changed = false;

    if (find_fault(s) == FAULT_ENDLESS) {
        add_flood(s);
        return true;
    }
    if (s->events > 0 && (find_fault(s) == FAULT_HANG_BODY || now_ms - s->looked_ms < EVENT_MS))
        return true;
    s->looked_ms = now_ms;
    if (!look(s, &changed))
        return false;
    if (changed)
        add_event(s);
    if (changed && find_fault(s) == FAULT_HANG_BODY)
        add_event(s);
    else if (now_ms - s->spoke_ms >= QUIET_MS)
        buf_append_str(&s->text, ": nothing new\n\n");
    return true;
}

static ssize_t copy_text(struct stream *s, char *out, size_t max, int64_t now_ms)
{
    size_t n = s->text.len - s->sent;

    n = n < max ? n : max;
    memcpy(out, s->text.bytes + s->sent, n);
    s->sent += n;
    s->spoke_ms = now_ms;
    return (ssize_t)n;
}

static ssize_t read_events(void *cls, uint64_t pos, char *out, size_t max)
{
    struct stream *s = cls;
    int64_t now_ms = clock_now().mono_ms;

    (void)pos;
    if (s->sent < s->text.len)
        return copy_text(s, out, max, now_ms);
    if (s->cut)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    buf_clear(&s->text);
    s->sent = 0;
    if (s->exchange->over || !speak(s, now_ms))
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (s->text.len)
        return copy_text(s, out, max, now_ms);
    exchange_wait(s->exchange,
                  find_fault(s) == FAULT_HANG_BODY ? INT64_MAX : s->looked_ms + EVENT_MS);
    return 0;
}

static void free_stream(void *cls)
{
    struct stream *s = cls;

    buf_free(&s->said);
    buf_free(&s->text);
    free(s);
}

struct MHD_Response *stream_make_response(struct service *service, struct exchange *x)
{
    struct stream *s = mem_new(1, sizeof(*s));

    *s = (struct stream){.service = service, .exchange = x};
    buf_init(&s->said, TEXT_BYTES);
    buf_init(&s->text, TEXT_BYTES);
    x->reply.content_type = "text/event-stream";
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, TEXT_BYTES, read_events, s,
                                             free_stream);
}
