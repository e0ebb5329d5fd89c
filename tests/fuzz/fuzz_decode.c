/* All decoders over one input: the first byte picks the operation, the second status and options.
 */
#include "api/answer/decode.h"
#include "api/graphql/graphql.h"
#include "base/memory/mem.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void touch(const char *s, size_t n)
{
    volatile char sum = 0;

    for (size_t i = 0; s && i <= n; i++) /* the NUL too */
        sum = (char)(sum ^ s[i]);
}

static void touch_str(const char *s)
{
    if (s)
        touch(s, strlen(s));
}

static void touch_page(const struct queue_page *page)
{
    for (size_t i = 0; i < page->n; i++) {
        touch_str(page->items[i].name);
        touch_str(page->items[i].json);
        for (size_t k = 0; k < page->items[i].n_consumers; k++)
            touch_str(page->items[i].consumers[k].dead_letter_queue);
    }
}

static void touch_batch(const struct batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct message *m = &b->items[i];

        touch_str(m->id);
        touch_str(m->lease_id);
        touch_str(m->metadata);
        touch_str(m->json);
        touch(m->body, m->body_len);
    }
}

static void touch_extend(const struct extend_result *r)
{
    for (size_t i = 0; i < r->n; i++) {
        touch_str(r->items[i].lease_id);
        touch_str(r->items[i].old_lease_id);
        touch_str(r->items[i].id);
    }
}

/* Each queue is found, its rows are those of the span and in order. */
static void touch_history(const struct history *h)
{
    for (size_t i = 0; i < h->n; i++) {
        const struct history_queue *q = &h->queues[i];

        assert(queue_check_id(q->id) && history_find(h, q->id) == q);
        for (size_t k = 0; k < q->n; k++) {
            assert(q->rows[k].time_ms < h->asked.end_ms);
            assert(k == 0 || q->rows[k].time_ms > q->rows[k - 1].time_ms);
        }
    }
    graphql_find_trouble(&h->err);
}

static void touch_result(enum result_kind kind, const union result *r)
{
    switch (kind) {
    case RESULT_QUEUES: touch_page(r->page); break;
    case RESULT_BATCH: touch_batch(r->batch); break;
    case RESULT_EXTEND: touch_extend(r->extend); break;
    case RESULT_ACK:
        for (size_t i = 0; i < r->ack->n_warnings; i++)
            touch_str(r->ack->warnings[i].text);
        break;
    case RESULT_PURGE:
        for (size_t i = 0; i < r->purge->n_errors; i++)
            touch_str(r->purge->errors[i]);
        break;
    case RESULT_HISTORY: touch_history(r->history); break;
    case RESULT_HISTORY_LIMITS: touch_str(r->history_limits->err.text); break;
    case RESULT_ACCOUNTS:
    case RESULT_METRICS:
    case RESULT_TOKEN:
    case RESULT_COUNT: break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct answer a = {.http = 200, .retry_after_s = -1};
    struct error err = {0};
    struct call call = {0};
    enum result_kind kind;
    union result r;
    char *json;

    if (size < 2)
        return 0;
    call.op = (enum op)(data[0] % OP_COUNT);
    call.keep_json = data[1] & 1;
    call.history = (struct history_question){.parts = (data[1] >> 2) & HISTORY_ALL_PARTS,
                                             .start_ms = 1796025600000,
                                             .end_ms = 1796029200000,
                                             .step = (enum history_step)(size % HISTORY_STEPS),
                                             .operations_in_total = data[1] & 64};
    kind = operation_get(call.op)->result;
    if (data[1] & 2)
        a.http = 403;
    a.len = size - 2;
    a.bytes = mem_copy_bytes(data + 2, a.len);
    if (decode_answer(&call, &a, &r, &json, &err))
        touch_result(kind, &r);
    touch_str(json);
    touch_str(err.text);
    graphql_find_trouble(&err);
    result_free(kind, &r);
    free(json);
    free(a.bytes);
    return 0;
}
