#include "tests/sim/http/reply.h"

#include "base/memory/mem.h"
#include "tests/sim/http/jsontext.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void reply_init(struct sim_reply *r)
{
    *r = (struct sim_reply){.status = 200, .retry_after_s = -1};
    r->content_type = "application/json";
    buf_init(&r->body, SIM_TEXT_BYTES);
}

void reply_free(struct sim_reply *r)
{
    buf_free(&r->body);
}

static void set_error(struct sim_reply *r, int status, int64_t code, const char *more,
                      const char *fmt, va_list ap) __attribute__((format(printf, 5, 0)));

static void set_error(struct sim_reply *r, int status, int64_t code, const char *more,
                      const char *fmt, va_list ap)
{
    char *text = NULL;

    if (vasprintf(&text, fmt, ap) < 0)
        text = NULL;
    buf_clear(&r->body);
    r->status = status;
    r->streams = false;
    buf_append_str(&r->body, "{\"success\":false,\"errors\":[{\"code\":");
    jsontext_number(&r->body, code, false);
    buf_append_str(&r->body, ",\"message\":");
    jsontext_string(&r->body, text ? text : "", text ? strlen(text) : 0);
    buf_append_str(&r->body, more);
    buf_append_str(&r->body, "}],\"messages\":[],\"result\":null}");
    free(text);
}

void reply_error_with(struct sim_reply *r, int status, int64_t code, const char *more,
                      const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    set_error(r, status, code, more, fmt, ap);
    va_end(ap);
}

void reply_error(struct sim_reply *r, int status, int64_t code, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    set_error(r, status, code, "", fmt, ap);
    va_end(ap);
}

void reply_open(struct sim_reply *r)
{
    r->status = 200;
    buf_clear(&r->body);
    buf_append_str(&r->body, "{\"success\":true,\"errors\":[],\"messages\":[],\"result\":");
}

void reply_close(struct sim_reply *r)
{
    buf_append_byte(&r->body, '}');
}

void reply_null(struct sim_reply *r)
{
    reply_open(r);
    buf_append_str(&r->body, "null");
    reply_close(r);
}

bool reply_need_json(struct sim_request *q, struct sim_reply *r, int64_t code)
{
    json_decref(q->json);
    q->json = json_loadb(q->body.bytes ? q->body.bytes : "", q->body.len, 0, NULL);
    if (json_is_object(q->json))
        return true;
    reply_error(r, 400, code, "invalid request body");
    return false;
}

const char *reply_param(const struct sim_request *q, const char *name)
{
    for (size_t i = 0; i < q->n_params; i++)
        if (strcmp(q->params[i].name, name) == 0)
            return q->params[i].value;
    return NULL;
}

bool reply_read_number(const json_t *object, const char *key, int64_t min, int64_t max,
                       int64_t otherwise, int64_t *n)
{
    const json_t *value = json_object_get(object, key);
    double number;

    *n = otherwise;
    if (!value)
        return true;
    if (!json_is_number(value))
        return false;
    number = json_number_value(value);
    if (number < (double)min || number > (double)max || (double)(int64_t)number < number)
        return false;
    *n = (int64_t)number;
    return true;
}
