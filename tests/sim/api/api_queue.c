#include "base/memory/mem.h"
#include "base/text/format.h"
#include "tests/sim/api/api.h"
#include "tests/sim/api/render.h"
#include "tests/sim/http/jsontext.h"
#include "tests/sim/world/rules.h"

#include <stdlib.h>
#include <string.h>

/* Without name parameters every queue is wanted; with them, those named. */
static bool is_wanted(const struct sim_request *q, const struct sim_queue *queue)
{
    bool named = false;

    if (queue->account != q->account)
        return false;
    for (size_t i = 0; i < q->n_params; i++) {
        if (strcmp(q->params[i].name, "name") != 0)
            continue;
        if (strcmp(q->params[i].value, queue->name) == 0)
            return true;
        named = true;
    }
    return !named;
}

static int64_t read_param(const struct sim_request *q, const char *name, int64_t max,
                          int64_t otherwise)
{
    const char *text = reply_param(q, name);
    int64_t n;

    if (!text || !format_parse_int(text, 1, INT32_MAX, &n))
        n = otherwise;
    return n > max ? max : n;
}

/* One account and no names: the page is a range of the array, however long that is. */
static bool is_range(const struct world *w, const struct sim_request *q)
{
    return w->n_accounts == 1 && !reply_param(q, "name");
}

void api_list_queues(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    int64_t page = read_param(q, "page", INT32_MAX, 1);
    int64_t per_page = read_param(q, "per_page", w->options.per_page_max, 20);
    int64_t n = (int64_t)w->n_queues, first = (page - 1) * per_page, total = 0, count = 0;
    bool range = is_range(w, q);

    reply_open(r);
    buf_append_byte(&r->body, '[');
    for (int64_t i = range ? first : 0; i < n && !(range && count == per_page); i++) {
        if (!range && (!is_wanted(q, w->queues[i]) || total++ / per_page != page - 1))
            continue;
        if (count++ > 0)
            buf_append_byte(&r->body, ',');
        render_queue(w, w->queues[i], &r->body);
    }
    buf_append_byte(&r->body, ']');
    render_result_info(w, page, per_page, count, range ? n : total, &r->body);
    reply_close(r);
}

void api_get_queue(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    reply_open(r);
    render_queue(w, q->queue, &r->body);
    reply_close(r);
}

static bool check_name(const char *name)
{
    size_t n = name ? strlen(name) : 0;

    return n >= 1 && n <= 63 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == n;
}

/* A name for a queue other than self, or an error in r. */
static bool read_name(struct world *w, struct sim_request *q, struct sim_reply *r,
                      const struct sim_queue *self, const char **name)
{
    struct sim_queue *other;

    *name = json_string_value(json_object_get(q->json, "queue_name"));
    if (!check_name(*name)) {
        reply_error(r, 400, 11003, "invalid queue name");
        return false;
    }
    other = world_find_name(w, q->account, *name);
    if (other && other != self) {
        reply_error(r, 409, 11009, "Queue name '%s' is already taken.", *name);
        return false;
    }
    return true;
}

static bool apply_settings(struct world *w, struct sim_queue *queue, const json_t *settings)
{
    const json_t *paused = json_object_get(settings, "delivery_paused");
    int64_t delay, retention;

    if ((settings && !json_is_object(settings)) || (paused && !json_is_boolean(paused)) ||
        !reply_read_number(settings, "delivery_delay", 0, 86400, queue->delay_s, &delay) ||
        !reply_read_number(settings, "message_retention_period", 60, 1209600, queue->retention_s,
                           &retention))
        return false;
    queue->delay_s = delay;
    queue->retention_s = retention;
    if (paused)
        queue->paused = json_is_true(paused);
    /* A shorter retention may end at once. */
    world_note_due(w, queue, world_now(w));
    return true;
}

static bool read_settings(struct world *w, struct sim_request *q, struct sim_reply *r,
                          struct sim_queue *queue)
{
    if (apply_settings(w, queue, json_object_get(q->json, "settings")))
        return true;
    reply_error(r, 400, 100128, "invalid queue settings");
    return false;
}

void api_create_queue(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    const char *name;
    struct sim_queue *queue;

    if (!reply_need_json(q, r, 10026) || !read_name(w, q, r, NULL, &name))
        return;
    queue = world_add_queue(w, q->account, name, NULL);
    if (!queue) {
        reply_error(r, 409, 11009, "Queue name '%s' is already taken.", name);
        return;
    }
    if (!read_settings(w, q, r, queue)) {
        world_remove_queue(w, queue);
        return;
    }
    q->queue = queue;
    api_get_queue(w, q, r);
}

void api_update_queue(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    const char *name = NULL;

    if (!reply_need_json(q, r, 10026))
        return;
    if (json_object_get(q->json, "queue_name") && !read_name(w, q, r, q->queue, &name))
        return;
    if (!read_settings(w, q, r, q->queue))
        return;
    if (name)
        world_set_text(&q->queue->name, name);
    world_touch_queue(q->queue, world_now(w));
    api_get_queue(w, q, r);
}

void api_delete_queue(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    if (q->queue->n_producers > 0) {
        reply_error(r, 400, 11005, "Queue is in use by a Worker binding.");
        return;
    }
    world_remove_queue(w, q->queue);
    q->queue = NULL;
    reply_null(r);
}

void api_get_metrics(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    r->streams = w->options.event_stream && q->accept && strstr(q->accept, "text/event-stream");
    reply_open(r);
    render_metrics(w, q->queue, &r->body);
    reply_close(r);
}

void api_purge_queue(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    if (!reply_need_json(q, r, 10026))
        return;
    if (!json_is_true(json_object_get(q->json, "delete_messages_permanently"))) {
        reply_error(r, 400, 10026, "invalid request body");
        return;
    }
    while (q->queue->first)
        world_remove_message(w, q->queue->first);
    q->queue->purged_ms = world_now(w);
    api_get_queue(w, q, r);
}

void api_get_purge(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    (void)w;
    reply_open(r);
    if (q->queue->purged_ms > 0) {
        buf_append_str(&r->body, "{\"completed\":\"true\",\"started_at\":");
        jsontext_time(&r->body, q->queue->purged_ms);
        buf_append_byte(&r->body, '}');
    } else {
        buf_append_str(&r->body, "{}");
    }
    reply_close(r);
}
