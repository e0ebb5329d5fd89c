/* All decoders over one input: the first byte picks the decoder, the second status and options. */
#include "api/decode.h"
#include "base/mem.h"

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

static void try_purge(const struct answer *a, char **json, struct error *err)
{
    struct purge_result *r = decode_purge(a, json, err);

    for (size_t i = 0; r && i < r->n_errors; i++)
        touch_str(r->errors[i]);
    purge_result_free(r);
}

static void try_queues(const struct answer *a, bool one, bool keep_json, struct error *err)
{
    struct queue_page *page =
        one ? decode_queue(a, keep_json, err) : decode_queues(a, keep_json, err);

    for (size_t i = 0; page && i < page->n; i++) {
        touch_str(page->items[i].name);
        touch_str(page->items[i].json);
        for (size_t k = 0; k < page->items[i].n_consumers; k++)
            touch_str(page->items[i].consumers[k].dead_letter_queue);
    }
    queue_page_free(page);
}

static void try_batch(struct answer *a, bool keep_json, struct error *err)
{
    struct batch *b = decode_batch(a, BATCH_PULL, keep_json, err);

    for (size_t i = 0; b && i < b->n; i++) {
        const struct message *m = &b->items[i];

        touch_str(m->id);
        touch_str(m->lease_id);
        touch_str(m->metadata);
        touch_str(m->json);
        touch(m->body, m->body_len);
    }
    batch_free(b);
}

static void try_ack(const struct answer *a, char **json, struct error *err)
{
    struct ack_result *r = decode_ack(a, json, err);

    for (size_t i = 0; r && i < r->n_warnings; i++)
        touch_str(r->warnings[i].text);
    ack_result_free(r);
}

static void try_extend(const struct answer *a, char **json, struct error *err)
{
    struct extend_result *r = decode_extend(a, json, err);

    for (size_t i = 0; r && i < r->n; i++) {
        touch_str(r->items[i].lease_id);
        touch_str(r->items[i].old_lease_id);
        touch_str(r->items[i].id);
    }
    extend_result_free(r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct answer a = {.http = 200, .retry_after_s = -1};
    struct error err = {0};
    struct metrics m;
    char *json = NULL;
    bool keep_json;

    if (size < 2)
        return 0;
    keep_json = data[1] & 1;
    if (data[1] & 2)
        a.http = 403;
    a.len = size - 2;
    a.bytes = mem_copy_bytes(data + 2, a.len);
    switch (data[0] % 8) {
    case 0: account_list_free(decode_accounts(&a, &err)); break;
    case 1: try_queues(&a, false, keep_json, &err); break;
    case 2: try_queues(&a, true, keep_json, &err); break;
    case 3: decode_metrics(&a, &m, keep_json ? &json : NULL, &err); break;
    case 4: try_batch(&a, keep_json, &err); break;
    case 5: try_ack(&a, keep_json ? &json : NULL, &err); break;
    case 6: try_extend(&a, keep_json ? &json : NULL, &err); break;
    default: try_purge(&a, keep_json ? &json : NULL, &err); break;
    }
    touch_str(json);
    touch_str(err.text);
    free(json);
    free(a.bytes);
    return 0;
}
