/* The small answers: GET /accounts, GET .../metrics, POST .../messages/ack and .../purge. */
#include "api/decode.h"

#include "api/envelope.h"
#include "api/field.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool read_accounts(const struct envelope *e, const struct answer *a,
                          struct account_list *list, struct error *err)
{
    size_t n = json_array_size(e->result);

    if (!json_object_get(e->root, "result") || (e->result && !json_is_array(e->result)))
        return envelope_refuse(a, err, "the answer holds no list of accounts");
    if (n > DECODE_ROWS)
        return envelope_refuse(a, err, "more than 10,000 accounts in one answer");
    list->items = arena_new(&list->arena, n, sizeof(*list->items));
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(e->result, i);
        struct account *account = &list->items[list->n];

        if (!json_is_object(item))
            return envelope_refuse(a, err, "an account in the answer is not an object");
        if (!field_id(item, "id", account->id))
            continue;
        account->name = field_str(e, item, "name", &list->arena);
        if (!account->name)
            account->name = "";
        list->n++;
    }
    return true;
}

struct account_list *decode_accounts(const struct answer *a, struct error *err)
{
    struct account_list *list;
    struct envelope e;

    if (!envelope_open(&e, a, err))
        return NULL;
    list = mem_new(1, sizeof(*list));
    list->total_count = field_int(json_object_get(e.root, "result_info"), "total_count");
    if (!read_accounts(&e, a, list, err)) {
        account_list_free(list);
        list = NULL;
    }
    envelope_close(&e);
    return list;
}

bool decode_metrics(const struct answer *a, struct metrics *out, char **json, struct error *err)
{
    struct envelope e;
    bool ok;

    if (!envelope_open(&e, a, err))
        return false;
    ok = json_is_object(e.result);
    if (ok)
        field_read_metrics(e.result, out);
    else
        envelope_refuse(a, err, "the answer holds no metrics");
    if (ok && json)
        *json = envelope_take_result(&e);
    envelope_close(&e);
    return ok;
}

struct ack_result *decode_ack(const struct answer *a, char **json, struct error *err)
{
    struct ack_result *r;
    struct envelope e;

    if (!envelope_open(&e, a, err))
        return NULL;
    if (e.result && !json_is_object(e.result)) {
        envelope_refuse(a, err, "the answer to ack is not an object");
        envelope_close(&e);
        return NULL;
    }
    r = mem_new(1, sizeof(*r));
    r->ack_count = field_int(e.result, "ackCount");
    r->retry_count = field_int(e.result, "retryCount");
    field_read_warnings(&e, &r->arena, &r->warnings, &r->n_warnings);
    if (json)
        *json = envelope_take_result(&e);
    envelope_close(&e);
    return r;
}

/* [{message?}] */
static void read_errors(const struct envelope *e, struct purge_result *r)
{
    const json_t *errors = json_object_get(e->result, "errors");
    size_t n = json_array_size(errors);

    r->errors = arena_new(&r->arena, n, sizeof(*r->errors));
    for (size_t i = 0; i < n; i++) {
        const char *text = field_str(e, json_array_get(errors, i), "message", &r->arena);

        r->errors[r->n_errors++] = text ? text : "";
    }
}

struct purge_result *decode_purge(const struct answer *a, char **json, struct error *err)
{
    struct purge_result *r;
    struct envelope e;

    if (!envelope_open(&e, a, err))
        return NULL;
    if (e.result && !json_is_object(e.result)) {
        envelope_refuse(a, err, "the answer to purge is not an object");
        envelope_close(&e);
        return NULL;
    }
    r = mem_new(1, sizeof(*r));
    read_errors(&e, r);
    field_read_warnings(&e, &r->arena, &r->warnings, &r->n_warnings);
    if (json)
        *json = envelope_take_result(&e);
    envelope_close(&e);
    return r;
}
