/* What is asked is cut into batches, each one request. */
#include "parts/changes/changes.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "store/audit_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* n messages with leases of len bytes, the number first. */
static struct change_batch ask(enum verb verb, const char *queue_id, size_t n, size_t len)
{
    struct change_batch asked = {.by = BY_LEASE, .verb = verb, .lease_ms = 7000};
    char *lease_id = mem_new(len + 30, 1), id[30];

    snprintf(asked.queue_id, sizeof(asked.queue_id), "%s", queue_id);
    for (size_t i = 0; i < n; i++) {
        memset(lease_id, '\x1b', len + 1);
        lease_id[snprintf(lease_id, 30, "%zu-", i)] = '\x1b';
        lease_id[len] = '\0';
        snprintf(id, sizeof(id), "m%zu", i);
        change_batch_add_lease(&asked, id, lease_id);
    }
    free(lease_id);
    return asked;
}

static void assert_sizes(const struct changes *all, const size_t *want, size_t n)
{
    assert_int_equal(all->n, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(all->batches[i].n, want[i]);
}

static void a_hundred_messages_a_batch(void **state)
{
    static const struct {
        size_t asked, n, want[4];
    } cases[] = {{0, 0, {0}},        {1, 1, {1}},          {99, 1, {99}},           {100, 1, {100}},
                 {101, 2, {100, 1}}, {200, 2, {100, 100}}, {250, 3, {100, 100, 50}}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct change_batch asked = ask(VERB_ACK, "q", cases[i].asked, 40);
        struct changes all = {.n = 0};

        changes_add(&all, &asked);
        assert_int_equal(asked.n, 0);
        assert_null(asked.items);
        assert_sizes(&all, cases[i].want, cases[i].n);
        changes_free(&all);
    }
}

static void every_message_once_and_in_order(void **state)
{
    struct change_batch asked = ask(VERB_RETRY, "q", 30000, 40);
    struct changes all = {.n = 0};
    size_t seen = 0;

    (void)state;
    asked.delay_s = 60;
    changes_add(&all, &asked);
    assert_int_equal(all.n, 300);
    for (struct change_batch *b; (b = changes_next(&all, 1)) != NULL; changes_remove(&all, b)) {
        struct call call = {.op = change_batch_op(b)};

        assert_int_equal(call.op, OP_ACK);
        assert_string_equal(b->queue_id, "q");
        change_batch_fill(b, &call);
        assert_int_equal(call.n_handles, b->n);
        for (size_t i = 0; i < b->n; i++, seen++) {
            assert_int_equal(strtoul(call.handles[i].id, NULL, 10), seen);
            assert_true(call.handles[i].retry);
            assert_int_equal(call.handles[i].delay_s, 60);
        }
        call_free(&call);
    }
    assert_int_equal(seen, 30000);
    changes_free(&all);
}

static size_t count_bytes(const struct change_batch *b)
{
    struct audit_message *messages = mem_new(b->n, sizeof(*messages));
    struct audit_record r = {.messages = messages, .n_messages = b->n};
    struct call call = {.op = change_batch_op(b), .account_id = "a", .queue_id = "q"};
    struct buf record, url, body;
    struct error err;
    size_t n;

    for (size_t i = 0; i < b->n; i++)
        messages[i] = (struct audit_message){.id = b->items[i].id, .lease_id = b->items[i].handle};
    buf_init(&record, SIZE_MAX / 2);
    audit_record_write(&r, &record);
    buf_init(&url, 1000);
    buf_init(&body, SIZE_MAX / 2);
    change_batch_fill(b, &call);
    assert_true(operation_build(&call, &url, &body, &err));
    n = record.len > body.len ? record.len : body.len;
    buf_free(&record);
    buf_free(&url);
    buf_free(&body);
    call_free(&call);
    free(messages);
    return n;
}

/* Of the worst bytes that there are: each is written as six. */
static void long_handles_make_smaller_batches(void **state)
{
    static const size_t lens[] = {1000, 3000, 4000, 20000, 100000};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lens); i++) {
        struct change_batch asked = ask(VERB_ACK, "q", 120, lens[i]);
        struct changes all = {.n = 0};
        size_t n = 0;

        changes_add(&all, &asked);
        for (size_t k = 0; k < all.n; k++) {
            assert_in_range(count_bytes(&all.batches[k]), 1, AUDIT_FILE_BYTES);
            n += all.batches[k].n;
        }
        assert_int_equal(n, 120);
        assert_true((all.batches[0].n < CHANGE_BATCH_MAX) == (lens[i] > 3000));
        changes_free(&all);
    }
}

static void a_handle_of_its_own_size_goes_alone(void **state)
{
    struct change_batch asked = ask(VERB_ACK, "q", 1, 40);
    struct change_batch huge = ask(VERB_ACK, "q", 1, 5000000);
    struct changes all = {.n = 0};

    (void)state;
    change_batch_add_lease(&asked, NULL, huge.items[0].handle);
    change_batch_add_lease(&asked, NULL, "small");
    changes_add(&all, &asked);
    assert_sizes(&all, (const size_t[]){1, 1, 1}, 3);
    change_batch_free(&huge);
    changes_free(&all);
}

static void what_extends_goes_first(void **state)
{
    struct change_batch acks = ask(VERB_ACK, "q", 150, 40), extends = ask(VERB_EXTEND, "q", 1, 40);
    struct changes all = {.n = 0};
    struct call call = {.op = OP_EXTEND};

    (void)state;
    changes_add(&all, &acks);
    changes_add(&all, &extends);
    assert_int_equal(change_batch_op(changes_next(&all, 1)), OP_EXTEND);
    change_batch_fill(changes_next(&all, 1), &call);
    assert_int_equal(call.n_handles, 1);
    assert_int_equal(call.visibility_timeout_ms, 7000);
    changes_remove(&all, changes_next(&all, 1));
    assert_int_equal(changes_next(&all, 1)->n, 100);
    call_free(&call);
    changes_free(&all);
}

static void a_summary_lives_as_long_as_its_batches(void **state)
{
    struct change_batch one = ask(VERB_ACK, "q1", 150, 40), two = ask(VERB_ACK, "q2", 1, 40);
    struct change_summary *s = change_summary_new(VERB_ACK, 0);
    struct changes all = {.n = 0};

    (void)state;
    one.summary = two.summary = s;
    changes_add(&all, &one);
    changes_add(&all, &two);
    assert_int_equal(s->n_batches, 3);
    changes_remove(&all, changes_next(&all, 1));
    assert_int_equal(s->n_batches, 2);
    assert_ptr_equal(changes_next(&all, 1)->summary, s);
    changes_free(&all); /* frees it: the sanitiser would tell */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_messages_a_batch),
        cmocka_unit_test(every_message_once_and_in_order),
        cmocka_unit_test(long_handles_make_smaller_batches),
        cmocka_unit_test(a_handle_of_its_own_size_goes_alone),
        cmocka_unit_test(what_extends_goes_first),
        cmocka_unit_test(a_summary_lives_as_long_as_its_batches),
    };

    return cmocka_run_group_tests_name("batches", tests, NULL, NULL);
}
