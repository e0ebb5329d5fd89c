#include "base/memory/mem.h"
#include "tests/sim/api/api.h"
#include "tests/sim/api/render.h"
#include "tests/sim/http/jsontext.h"
#include "tests/sim/world/rules.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_BATCH = 100, MAX_LEASE_MS = 43200000, MAX_DELAY_S = 86400, MESSAGE_EXTRA = 600 };

static void refuse_body(struct sim_reply *r)
{
    reply_error(r, 400, 10026, "invalid request body");
}

/* The messages that a delivery would get now, at most max. */
static size_t collect_visible(const struct sim_queue *queue, int64_t now, size_t max,
                              struct sim_message **found)
{
    struct sim_message *m = NULL;
    size_t n = 0;

    while (n < max && (m = rules_next_visible(queue, m, now)) != NULL)
        found[n++] = m;
    return n;
}

/* Room for the whole answer at once: a pull may be 17 MB. */
static void reserve(const struct world *w, struct sim_message *const *found, size_t n,
                    struct buf *out)
{
    size_t total = 1024;

    for (size_t i = 0; i < n; i++)
        total += content_wire_len(found[i]->content, w->options.plain_json) + MESSAGE_EXTRA;
    buf_reserve(out, total);
}

void api_pull(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    const struct sim_consumer *c = world_find_consumer(q->queue, SIM_HTTP_PULL);
    int64_t now = world_now(w), batch, lease_ms;
    struct sim_message *found[MAX_BATCH];
    size_t n;

    if (!c) {
        reply_error(r, 405, 0, "messages cannot be pulled unless http_pull mode is enabled");
        return;
    }
    if (!reply_need_json(q, r, 10026))
        return;
    if (!reply_read_number(q->json, "batch_size", 1, MAX_BATCH, 5, &batch) ||
        !reply_read_number(q->json, "visibility_timeout_ms", 0, MAX_LEASE_MS,
                           c->visibility_timeout_ms, &lease_ms)) {
        refuse_body(r);
        return;
    }
    if (q->queue->paused) {
        reply_error(r, 409, 0, "queue_delivery_paused");
        return;
    }
    n = collect_visible(q->queue, now, (size_t)batch, found);
    reserve(w, found, n, &r->body);
    reply_open(r);
    buf_append_str(&r->body, "{\"message_backlog_count\":");
    jsontext_number(&r->body, q->queue->count, w->options.real_numbers);
    buf_append_str(&r->body, ",\"messages\":[");
    for (size_t i = 0; i < n; i++) {
        char lease[SIM_TICKET_BYTES];

        if (i > 0)
            buf_append_byte(&r->body, ',');
        rules_lease(w, found[i], lease_ms, now);
        rules_print_lease(w, found[i], lease);
        render_message(w, found[i], "lease_id", lease, &r->body);
    }
    buf_append_str(&r->body, "],\"metadata\":{\"metrics\":");
    render_metrics(w, q->queue, &r->body);
    buf_append_str(&r->body, "}}");
    reply_close(r);
}

/* The switch that takes peek away, as some accounts have it. */
static bool refuse_peek(const struct world *w, struct sim_reply *r)
{
    switch (w->options.peek) {
    case PEEK_OK: return false;
    case PEEK_405: reply_error(r, 405, 0, "Method Not Allowed"); break;
    case PEEK_10405:
        reply_error(r, 405, 10405, "Method not allowed for this authentication scheme");
        break;
    case PEEK_404: reply_error(r, 404, 7003, "No route for the URI"); break;
    }
    return true;
}

void api_peek(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct sim_message *found[MAX_BATCH];
    int64_t batch;
    size_t n;

    if (refuse_peek(w, r) || !reply_need_json(q, r, 10026))
        return;
    if (!reply_read_number(q->json, "batch_size", 1, MAX_BATCH, 5, &batch)) {
        refuse_body(r);
        return;
    }
    n = collect_visible(q->queue, world_now(w), (size_t)batch, found);
    reserve(w, found, n, &r->body);
    reply_open(r);
    buf_append_str(&r->body, "{\"messages\":[");
    w->last_peek++;
    for (size_t i = 0; i < n; i++) {
        char ref[SIM_TICKET_BYTES];

        if (i > 0)
            buf_append_byte(&r->body, ',');
        rules_print_ref(w, found[i], w->last_peek, ref);
        render_message(w, found[i], "ref", ref, &r->body);
    }
    buf_append_str(&r->body, "]}");
    reply_close(r);
}

/* Every item of the array at key is an object with a string at handle_key (and a good delay). */
static bool check_items(const json_t *body, const char *key, const char *handle_key)
{
    const json_t *items = json_object_get(body, key);
    int64_t delay;

    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);

        if (!json_is_string(json_object_get(item, handle_key)) ||
            !reply_read_number(item, "delay_seconds", 0, MAX_DELAY_S, 0, &delay))
            return false;
    }
    return !items || json_is_array(items);
}

static void append_warning(struct buf *warnings, const char *handle, const char *text)
{
    jsontext_string(warnings, handle, strlen(handle));
    buf_append_byte(warnings, ':');
    jsontext_string(warnings, text, strlen(text));
    buf_append_byte(warnings, ',');
}

/* {"a":"b",} without the last comma. */
static void append_warnings(struct buf *out, struct buf *warnings)
{
    jsontext_key(out, "warnings");
    buf_append_byte(out, '{');
    if (warnings->len > 0)
        buf_append(out, warnings->bytes, warnings->len - 1);
    buf_append_byte(out, '}');
    buf_free(warnings);
}

/* The message a lease names, or NULL with a warning. */
static struct sim_message *find_leased(struct world *w, struct sim_request *q, const json_t *item,
                                       struct buf *warnings)
{
    const char *lease = json_string_value(json_object_get(item, "lease_id"));
    bool known;
    struct sim_message *m = rules_find_lease(w, q->queue, lease, &known);

    if (!m)
        append_warning(warnings, lease,
                       known ? "lease has expired or was already settled" : "invalid lease id");
    return m;
}

static int64_t settle_acks(struct world *w, struct sim_request *q, struct buf *warnings)
{
    const json_t *items = json_object_get(q->json, "acks");
    int64_t n = 0;

    for (size_t i = 0; i < json_array_size(items); i++) {
        struct sim_message *m = find_leased(w, q, json_array_get(items, i), warnings);

        if (!m)
            continue;
        rules_acknowledge(w, m, world_now(w));
        n++;
    }
    return n;
}

static int64_t settle_retries(struct world *w, struct sim_request *q, struct buf *warnings)
{
    const struct sim_consumer *c = world_find_consumer(q->queue, SIM_HTTP_PULL);
    const json_t *items = json_object_get(q->json, "retries");
    int64_t n = 0, delay;

    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        struct sim_message *m = find_leased(w, q, item, warnings);

        if (!m)
            continue;
        reply_read_number(item, "delay_seconds", 0, MAX_DELAY_S, c ? c->retry_delay_s : 0, &delay);
        m->lease = 0;
        rules_fail(w, m, delay, world_now(w));
        n++;
    }
    return n;
}

void api_ack(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    int64_t acks, retries;
    struct buf warnings;

    if (!reply_need_json(q, r, 10026))
        return;
    if (!check_items(q->json, "acks", "lease_id") || !check_items(q->json, "retries", "lease_id")) {
        refuse_body(r);
        return;
    }
    buf_init(&warnings, SIM_TEXT_BYTES);
    acks = settle_acks(w, q, &warnings);
    retries = settle_retries(w, q, &warnings);
    reply_open(r);
    buf_append_str(&r->body, "{\"ackCount\":");
    jsontext_number(&r->body, acks, w->options.real_numbers);
    jsontext_key(&r->body, "retryCount");
    jsontext_number(&r->body, retries, w->options.real_numbers);
    append_warnings(&r->body, &warnings);
    buf_append_byte(&r->body, '}');
    reply_close(r);
}

/* {"errors":[...] of refs that are none, and warnings of those whose message is gone. */
static void purge_refs(struct world *w, struct sim_request *q, struct buf *out,
                       struct buf *warnings)
{
    const json_t *items = json_object_get(q->json, "refs");
    bool first = true;

    buf_append_str(out, "{\"errors\":[");
    for (size_t i = 0; i < json_array_size(items); i++) {
        const char *ref = json_string_value(json_object_get(json_array_get(items, i), "ref"));
        bool known;
        struct sim_message *m = rules_find_ref(w, q->queue, ref, &known);

        if (m) {
            world_remove_message(w, m);
        } else if (known) {
            append_warning(warnings, ref, "message not found");
        } else {
            buf_append_str(out, first ? "" : ",");
            buf_append_str(out, "{\"message\":\"invalid ref\"}");
            first = false;
        }
    }
    buf_append_byte(out, ']');
}

void api_purge_refs(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct buf warnings;

    if (!reply_need_json(q, r, 10026))
        return;
    if (!json_object_get(q->json, "refs") || !check_items(q->json, "refs", "ref")) {
        refuse_body(r);
        return;
    }
    buf_init(&warnings, SIM_TEXT_BYTES);
    reply_open(r);
    purge_refs(w, q, &r->body, &warnings);
    append_warnings(&r->body, &warnings);
    buf_append_byte(&r->body, '}');
    reply_close(r);
}

static void append_extended(const struct world *w, const struct sim_message *m, const char *old,
                            struct buf *out)
{
    char lease[SIM_TICKET_BYTES];

    rules_print_lease(w, m, lease);
    buf_append_str(out, out->bytes[out->len - 1] == '[' ? "{" : ",{");
    jsontext_key(out, "id");
    jsontext_string(out, m->id, strlen(m->id));
    jsontext_key(out, "old_lease_id");
    jsontext_string(out, old, strlen(old));
    jsontext_key(out, "lease_id");
    jsontext_string(out, lease, strlen(lease));
    buf_append_byte(out, '}');
}

static void extend_leases(struct world *w, struct sim_request *q, int64_t lease_ms, struct buf *out,
                          struct buf *warnings)
{
    const json_t *items = json_object_get(q->json, "extend");

    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        const char *old = json_string_value(json_object_get(item, "lease_id"));
        struct sim_message *m = find_leased(w, q, item, warnings);

        if (!m)
            continue;
        if (!m->leased) {
            append_warning(warnings, old, "lease has expired");
            continue;
        }
        m->lease = ++w->last_lease;
        m->visible_ms = world_now(w) + lease_ms;
        world_note_due(w, q->queue, m->visible_ms);
        append_extended(w, m, old, out);
    }
}

void api_extend(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct buf warnings;
    int64_t lease_ms;

    if (!w->options.extend) {
        reply_error(r, 405, 10405, "Method not allowed for this authentication scheme");
        return;
    }
    if (!reply_need_json(q, r, 10026))
        return;
    if (!json_object_get(q->json, "extend") || !check_items(q->json, "extend", "lease_id") ||
        !reply_read_number(q->json, "visibility_timeout_ms", 0, MAX_LEASE_MS, 30000, &lease_ms)) {
        refuse_body(r);
        return;
    }
    buf_init(&warnings, SIM_TEXT_BYTES);
    reply_open(r);
    buf_append_str(&r->body, "{\"messages\":[");
    extend_leases(w, q, lease_ms, &r->body, &warnings);
    buf_append_byte(&r->body, ']');
    append_warnings(&r->body, &warnings);
    buf_append_byte(&r->body, '}');
    reply_close(r);
}
