#include "api/decode.h"

#include "api/decoding.h"
#include "base/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool decoding_check_rows(const struct decoding *d, size_t n, const char *noun)
{
    int64_t asked = d->call->per_page ? d->call->per_page : operation_get(d->call->op)->per_page;
    char why[120];

    if (n <= (size_t)asked)
        return true;
    snprintf(why, sizeof(why), "%s on a page, %" PRId64 " were asked for", FORMAT_COUNTED(n, noun),
             asked);
    return decoding_refuse(d, why);
}

void decode_start(void)
{
    json_object_seed(0);
}

bool decode_answer(const struct call *call, struct answer *a, union result *out, char **json,
                   struct error *err)
{
    const struct operation *o = operation_get(call->op);
    struct decoding d = {.call = call, .answer = a, .out = out, .err = err};
    bool ok;

    memset(out, 0, sizeof(*out));
    *json = NULL;
    if (!envelope_open(&d.e, a, err))
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
