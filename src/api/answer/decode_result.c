/* The small answers: GET /accounts, tokens/verify, GET .../metrics, POST .../messages/ack and
 * .../purge. */
#include "api/answer/decoding.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/format.h"

#include <string.h>

bool decode_accounts(struct decoding *d)
{
    struct account_list *list = d->out->accounts = mem_new(1, sizeof(*list));
    size_t n = json_array_size(d->e.result);

    list->total_count = field_int(json_object_get(d->e.root, "result_info"), "total_count");
    if (!json_object_get(d->e.root, "result") || (d->e.result && !json_is_array(d->e.result)))
        return decoding_refuse(d, "the answer holds no list of accounts");
    if (!decoding_check_rows(d, n, "account"))
        return false;
    list->items = arena_new(&list->arena, n, sizeof(*list->items));
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(d->e.result, i);
        struct account *account = &list->items[list->n];

        if (!json_is_object(item))
            return decoding_refuse(d, "an account in the answer is not an object");
        if (!field_id(item, "id", account->id))
            continue;
        account->name = field_words(&d->e, item, "name", &list->arena);
        list->n++;
    }
    return true;
}

/* {status: active, disabled or expired, expires_on?}; what else it may say is not known. */
bool decode_token(struct decoding *d)
{
    static const struct {
        const char *status;
        enum token_state state;
    } rows[] = {{"active", TOKEN_ACTIVE}, {"expired", TOKEN_EXPIRED}, {"disabled", TOKEN_DISABLED}};
    char status[20], ends[40];

    field_text(&d->e, d->e.result, "status", status, sizeof(status));
    field_text(&d->e, d->e.result, "expires_on", ends, sizeof(ends));
    d->out->token = (struct token){TOKEN_UNKNOWN, -1};
    if (!format_parse_utc(ends, &d->out->token.ends_ms))
        d->out->token.ends_ms = -1;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (!strcmp(status, rows[i].status))
            d->out->token.state = rows[i].state;
    return true;
}

bool decode_metrics(struct decoding *d)
{
    if (!json_is_object(d->e.result))
        return decoding_refuse(d, "the answer holds no metrics");
    field_read_metrics(d->e.result, &d->out->metrics);
    return true;
}

/* Of many that come by themselves one without a count says nothing. */
bool decode_watch(struct decoding *d)
{
    return decode_metrics(d) &&
           (d->out->metrics.backlog_count >= 0 || decoding_refuse(d, "the metrics hold no count"));
}

bool decode_ack(struct decoding *d)
{
    struct ack_result *r = d->out->ack = mem_new(1, sizeof(*r));

    if (d->e.result && !json_is_object(d->e.result))
        return decoding_refuse(d, "the answer to ack is not an object");
    r->ack_count = field_int(d->e.result, "ackCount");
    r->retry_count = field_int(d->e.result, "retryCount");
    field_read_warnings(&d->e, &r->arena, &r->warnings, &r->n_warnings);
    return true;
}

/* [{message?}] */
static void read_errors(const struct envelope *e, struct purge_result *r)
{
    const json_t *errors = json_object_get(e->result, "errors");
    size_t n = json_array_size(errors);

    r->errors = arena_new(&r->arena, n, sizeof(*r->errors));
    for (size_t i = 0; i < n; i++) {
        r->errors[r->n_errors++] = field_words(e, json_array_get(errors, i), "message", &r->arena);
    }
}

bool decode_purge_messages(struct decoding *d)
{
    struct purge_result *r = d->out->purge = mem_new(1, sizeof(*r));

    if (d->e.result && !json_is_object(d->e.result))
        return decoding_refuse(d, "the answer to purge is not an object");
    read_errors(&d->e, r);
    field_read_warnings(&d->e, &r->arena, &r->warnings, &r->n_warnings);
    return true;
}
