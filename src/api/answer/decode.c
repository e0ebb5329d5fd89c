#include "api/answer/decode.h"

#include "api/answer/decoding.h"

#include <string.h>

void decode_start(void)
{
    json_object_seed(0);
}

const char *decode_library(void)
{
    return "jansson " JANSSON_VERSION;
}

static bool run(struct decoding *d, enum op op)
{
    const struct operation *o = operation_get(op);
    bool ok = o->decode(d);

    if (!ok) {
        result_free(o->result, d->out);
        memset(d->out, 0, sizeof(*d->out));
    }
    return ok;
}

bool decode_event(enum op op, const char *data, size_t len, const struct redact *redact,
                  union result *out)
{
    const struct call call = {.op = op};
    struct answer a = {.http = 200, .redact = redact, .retry_after_s = -1};
    struct error err;
    struct decoding d = {.call = &call, .answer = &a, .out = out, .err = &err};
    bool ok;

    memset(out, 0, sizeof(*out));
    if (!envelope_open_bare(&d.e, data, len, redact))
        return false;
    ok = run(&d, op);
    envelope_close(&d.e);
    return ok;
}

bool decode_answer(const struct call *call, struct answer *a, union result *out, char **json,
                   struct error *err)
{
    const struct operation *o = operation_get(call->op);
    struct decoding d = {.call = call,
                         .most_rows = call->per_page ? call->per_page : o->per_page,
                         .answer = a,
                         .out = out,
                         .err = err};
    bool ok;

    memset(out, 0, sizeof(*out));
    *json = NULL;
    if (!envelope_open(&d.e, o->api, a, err))
        return false;
    ok = run(&d, call->op);
    if (ok && call->keep_json && !d.keeps_rows)
        *json = envelope_take_result(&d.e, o->result != RESULT_BATCH);
    envelope_close(&d.e);
    return ok;
}
