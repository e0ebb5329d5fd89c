#include "tests/sim/api/api.h"
#include "tests/sim/api/render.h"
#include "tests/sim/fill/seed.h"

#include <string.h>

void api_list_consumers(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    reply_open(r);
    render_consumers(w, q->queue, &r->body);
    reply_close(r);
}

static struct sim_consumer *find_item(struct sim_request *q, struct sim_reply *r)
{
    for (size_t i = 0; i < q->queue->n_consumers; i++)
        if (strcmp(q->queue->consumers[i].id, q->item) == 0)
            return &q->queue->consumers[i];
    reply_error(r, 404, 10013, "consumer not found");
    return NULL;
}

static void answer_consumer(struct world *w, struct sim_request *q, struct sim_reply *r,
                            const struct sim_consumer *c)
{
    reply_open(r);
    render_consumer(w, q->queue, c, &r->body);
    reply_close(r);
}

void api_get_consumer(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    const struct sim_consumer *c = find_item(q, r);

    if (c)
        answer_consumer(w, q, r, c);
}

void api_create_consumer(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct sim_consumer *c;
    const char *type;

    if (!reply_need_json(q, r, 10026))
        return;
    type = json_string_value(json_object_get(q->json, "type"));
    if (!type || (strcmp(type, "worker") != 0 && strcmp(type, "http_pull") != 0 &&
                  strcmp(type, "notification") != 0)) {
        reply_error(r, 400, 10026, "invalid request body");
        return;
    }
    if (q->queue->n_consumers > 0) {
        reply_error(r, 409, 11004, "consumer already exists");
        return;
    }
    c = seed_add_consumer(w, q->queue, q->json);
    if (!c) {
        reply_error(r, 400, 100127, "invalid consumer settings");
        return;
    }
    world_touch_queue(q->queue, world_now(w));
    answer_consumer(w, q, r, c);
}

void api_update_consumer(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct sim_consumer *c;

    if (!reply_need_json(q, r, 10026))
        return;
    c = find_item(q, r);
    if (!c)
        return;
    if (!seed_set_consumer(c, q->json)) {
        reply_error(r, 400, 100127, "invalid consumer settings");
        return;
    }
    world_touch_queue(q->queue, world_now(w));
    answer_consumer(w, q, r, c);
}

void api_delete_consumer(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct sim_consumer *c = find_item(q, r);

    if (!c)
        return;
    world_remove_consumer(q->queue, c);
    world_touch_queue(q->queue, world_now(w));
    reply_null(r);
}
