#include "base/memory/mem.h"
#include "tests/sim/api/api.h"
#include "tests/sim/api/render.h"
#include "tests/sim/http/jsontext.h"
#include "tests/sim/world/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MESSAGE = 128000, MAX_BATCH_BYTES = 256000, MAX_BATCH = 100, METADATA = 100 };

static const char *name_type(const json_t *value)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "object",  [JSON_ARRAY] = "array", [JSON_STRING] = "string",
        [JSON_INTEGER] = "number", [JSON_REAL] = "number", [JSON_TRUE] = "boolean",
        [JSON_FALSE] = "boolean",  [JSON_NULL] = "null",
    };

    return names[json_typeof(value)];
}

/* The body of a POST that sends: 10208 when it is not JSON, 10207 when it is no object. */
static bool need_object(struct sim_request *q, struct sim_reply *r)
{
    q->json = json_loadb(q->body.bytes ? q->body.bytes : "", q->body.len,
                         JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    if (!q->json)
        reply_error(r, 400, 10208, "request body is not JSON");
    else if (!json_is_object(q->json))
        reply_error(r, 400, 10207, "Expected object, received %s", name_type(q->json));
    return json_is_object(q->json);
}

/* One message as the API takes it, or NULL with the error in r.  where is the path of the body in
 * the request, for the error. */
static struct content *read_message(const json_t *message, const char *where, struct sim_reply *r)
{
    const json_t *body = json_object_get(message, "body");
    const json_t *type = json_object_get(message, "content_type");
    const char *name = type ? json_string_value(type) : "json";
    int64_t delay;
    char *raw;

    if (!name || (strcmp(name, "json") != 0 && strcmp(name, "text") != 0) ||
        !reply_read_number(message, "delay_seconds", 0, 86400, 0, &delay)) {
        reply_error(r, 400, 10203, "message metadata is invalid");
        return NULL;
    }
    if (!body) {
        reply_error(r, 400, 10207, "Required at \"%s\"", where);
        return NULL;
    }
    if (json_is_string(body) != (strcmp(name, "text") == 0)) {
        reply_error(r, 400, 10207, "Expected %s, received %s at \"%s\"",
                    strcmp(name, "text") == 0 ? "string" : "object", name_type(body), where);
        return NULL;
    }
    raw = json_is_string(body)
              ? mem_copy_bytes(json_string_value(body), json_string_length(body))
              : json_dumps(body, JSON_COMPACT | JSON_ENCODE_ANY | JSON_PRESERVE_ORDER);
    return content_new(raw, json_is_string(body) ? json_string_length(body) : strlen(raw), name);
}

static bool check_size(const struct content *c, struct sim_reply *r)
{
    if (c->raw_len + METADATA <= MAX_MESSAGE)
        return true;
    reply_error(r, 413, 10204, "message size is out of bounds");
    return false;
}

static void answer_metrics(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    reply_open(r);
    buf_append_str(&r->body, "{\"metadata\":{\"metrics\":");
    render_metrics(w, q->queue, &r->body);
    buf_append_str(&r->body, "}}");
    reply_close(r);
}

void api_push(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct content *c;
    int64_t delay;

    if (!need_object(q, r))
        return;
    c = read_message(q->json, "body", r);
    if (!c)
        return;
    if (!check_size(c, r)) {
        content_release(c);
        return;
    }
    reply_read_number(q->json, "delay_seconds", 0, 86400, q->queue->delay_s, &delay);
    rules_push(w, q->queue, c, delay, world_now(w));
    answer_metrics(w, q, r);
}

/* All of a batch, or nothing: fills found and returns true, or the error in r. */
static bool read_batch(const json_t *messages, struct content **found, struct sim_reply *r)
{
    size_t n = json_array_size(messages), n_found = 0, total = 0;
    bool good = true;

    while (good && n_found < n) {
        char where[48];

        snprintf(where, sizeof(where), "messages.%zu.body", n_found);
        found[n_found] = read_message(json_array_get(messages, n_found), where, r);
        good = found[n_found] && check_size(found[n_found], r);
        if (found[n_found])
            total += found[n_found++]->raw_len + METADATA;
    }
    if (good && total > MAX_BATCH_BYTES) {
        reply_error(r, 413, 10205, "batch size is out of bounds");
        good = false;
    }
    while (!good && n_found > 0)
        content_release(found[--n_found]);
    return good;
}

void api_push_batch(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct content *found[MAX_BATCH] = {NULL};
    const json_t *messages;
    int64_t all, delay;

    if (!need_object(q, r))
        return;
    messages = json_object_get(q->json, "messages");
    if (!json_is_array(messages)) {
        if (messages)
            reply_error(r, 400, 10207, "Expected array, received %s at \"messages\"",
                        name_type(messages));
        else
            reply_error(r, 400, 10207, "Required at \"messages\"");
        return;
    }
    if (json_array_size(messages) < 1 || json_array_size(messages) > MAX_BATCH) {
        reply_error(r, 400, 10206, "batch count is out of bounds");
        return;
    }
    if (!reply_read_number(q->json, "delay_seconds", 0, 86400, q->queue->delay_s, &all)) {
        reply_error(r, 400, 10202, "batch delay is out of bounds");
        return;
    }
    if (!read_batch(messages, found, r))
        return;
    for (size_t i = 0; i < json_array_size(messages); i++) {
        reply_read_number(json_array_get(messages, i), "delay_seconds", 0, 86400, all, &delay);
        rules_push(w, q->queue, found[i], delay, world_now(w));
    }
    answer_metrics(w, q, r);
}
