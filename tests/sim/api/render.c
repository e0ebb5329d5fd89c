#include "tests/sim/api/render.h"

#include "base/memory/mem.h"
#include "tests/sim/http/jsontext.h"

#include <stdlib.h>
#include <string.h>

static void put_string(struct buf *out, const char *key, const char *s)
{
    jsontext_key(out, key);
    jsontext_string(out, s, strlen(s));
}

static void put_number(const struct world *w, struct buf *out, const char *key, int64_t n)
{
    jsontext_key(out, key);
    jsontext_number(out, n, w->options.real_numbers);
}

static void put_time(struct buf *out, const char *key, int64_t unix_ms)
{
    jsontext_key(out, key);
    jsontext_time(out, unix_ms);
}

static void put_consumer_settings(const struct world *w, const struct sim_consumer *c,
                                  struct buf *out)
{
    jsontext_key(out, "settings");
    if (c->settings[0]) {
        buf_append_str(out, c->settings);
        return;
    }
    buf_append_byte(out, '{');
    put_number(w, out, "batch_size", c->batch_size);
    put_number(w, out, "max_retries", c->max_retries);
    put_number(w, out, "retry_delay", c->retry_delay_s);
    if (c->kind == SIM_HTTP_PULL) {
        put_number(w, out, "visibility_timeout_ms", c->visibility_timeout_ms);
    } else if (c->kind == SIM_WORKER) {
        put_number(w, out, "max_wait_time_ms", c->max_wait_ms);
        if (c->max_concurrency >= 0) {
            put_number(w, out, "max_concurrency", c->max_concurrency);
        } else {
            jsontext_key(out, "max_concurrency");
            buf_append_str(out, "null");
        }
    }
    buf_append_byte(out, '}');
}

void render_consumer(const struct world *w, const struct sim_queue *q, const struct sim_consumer *c,
                     struct buf *out)
{
    buf_append_byte(out, '{');
    put_string(out, "consumer_id", c->id);
    put_string(out, "type", c->type);
    if (c->kind == SIM_WORKER)
        put_string(out, "script_name", c->script);
    put_string(out, "queue_name", q->name);
    put_time(out, "created_on", c->created_ms);
    put_string(out, "dead_letter_queue", c->dead_letter_queue);
    put_consumer_settings(w, c, out);
    buf_append_byte(out, '}');
}

void render_consumers(const struct world *w, const struct sim_queue *q, struct buf *out)
{
    buf_append_byte(out, '[');
    for (size_t i = 0; i < q->n_consumers; i++) {
        if (i > 0)
            buf_append_byte(out, ',');
        render_consumer(w, q, &q->consumers[i], out);
    }
    buf_append_byte(out, ']');
}

static void make_queue(const struct world *w, const struct sim_queue *q, struct buf *out)
{
    buf_append_byte(out, '{');
    put_string(out, "queue_id", q->id);
    put_string(out, "queue_name", q->name);
    put_time(out, "created_on", q->created_ms);
    put_time(out, "modified_on", q->modified_ms);
    if (q->jurisdiction)
        put_string(out, "jurisdiction", q->jurisdiction);
    put_number(w, out, "producers_total_count", (int64_t)q->n_producers);
    jsontext_key(out, "producers");
    buf_append_str(out, q->producers);
    put_number(w, out, "consumers_total_count", (int64_t)q->n_consumers);
    jsontext_key(out, "consumers");
    render_consumers(w, q, out);
    jsontext_key(out, "settings");
    buf_append_byte(out, '{');
    put_number(w, out, "delivery_delay", q->delay_s);
    jsontext_key(out, "delivery_paused");
    buf_append_str(out, q->paused ? "true" : "false");
    put_number(w, out, "message_retention_period", q->retention_s);
    buf_append_str(out, "}}");
}

void render_queue(const struct world *w, struct sim_queue *q, struct buf *out)
{
    if (!q->json || q->json_real != w->options.real_numbers) {
        struct buf made;

        buf_init(&made, SIM_TEXT_BYTES);
        make_queue(w, q, &made);
        free(q->json);
        q->json_len = made.len;
        q->json = buf_take(&made);
        q->json_real = w->options.real_numbers;
    }
    buf_append(out, q->json, q->json_len);
}

void render_metrics(const struct world *w, struct sim_queue *q, struct buf *out)
{
    buf_append_byte(out, '{');
    put_number(w, out, "backlog_count", q->count);
    put_number(w, out, "backlog_bytes", q->bytes);
    put_number(w, out, "oldest_message_timestamp_ms", world_oldest(q));
    buf_append_byte(out, '}');
}

void render_message(const struct world *w, const struct sim_message *m, const char *handle_key,
                    const char *handle, struct buf *out)
{
    buf_append_byte(out, '{');
    put_string(out, "id", m->id);
    put_number(w, out, "timestamp_ms", m->timestamp_ms);
    put_number(w, out, "attempts", m->attempts);
    jsontext_key(out, "body");
    content_append_body(m->content, w->options.plain_json, out);
    put_string(out, handle_key, handle);
    jsontext_key(out, "metadata");
    content_append_metadata(m->content, out);
    buf_append_byte(out, '}');
}

void render_result_info(const struct world *w, int64_t page, int64_t per_page, int64_t count,
                        int64_t total, struct buf *out)
{
    jsontext_key(out, "result_info");
    buf_append_byte(out, '{');
    put_number(w, out, "page", page);
    put_number(w, out, "per_page", per_page);
    put_number(w, out, "count", count);
    put_number(w, out, "total_count", total);
    put_number(w, out, "total_pages", (total + per_page - 1) / per_page);
    buf_append_byte(out, '}');
}
