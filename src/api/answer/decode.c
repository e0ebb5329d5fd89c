#include "api/answer/decode.h"

#include "api/answer/decoding.h"

#include <string.h>

void decode_start(void)
{
    json_object_seed(0);
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
    ok = o->decode(&d);
    if (ok && call->keep_json && !d.keeps_rows)
        *json = envelope_take_result(&d.e, o->result != RESULT_BATCH);
    envelope_close(&d.e);
    if (!ok) {
        result_free(o->result, out);
        memset(out, 0, sizeof(*out));
    }
    return ok;
}
