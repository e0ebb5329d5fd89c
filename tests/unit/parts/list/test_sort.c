#include "base/memory/array.h"
#include "config/options.h"
#include "parts/list/messages.h"
#include "parts/queues/queues.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { N = 5 };

/* Names a to e in order; what a test does not set is unknown. */
struct fixture {
    struct queue queues[N];
    struct consumer consumers[N];
    struct queue_stats stats[N];
    struct queue_row rows[N];
    char result[N + 1];
    size_t unknown;
};

static void start(struct fixture *f)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};

    *f = (struct fixture){.unknown = 0};
    for (int i = 0; i < N; i++) {
        f->queues[i].name = names[i];
        f->stats[i].metrics = (struct metrics){-1, -1, -1};
        f->rows[i].queue = &f->queues[i];
        f->rows[i].stats = &f->stats[i];
    }
}

static const char *sorted(struct fixture *f, enum queue_column column, bool descending)
{
    struct queue_row *view[N];

    for (int i = 0; i < N; i++)
        view[i] = &f->rows[i];
    f->unknown = sort_queues(view, N, (struct order){column, descending},
                             &(struct instant){100000, 1795000000000});
    for (int i = 0; i < N; i++)
        f->result[i] = view[i]->queue->name[0];
    return f->result;
}

static void by_name(void **state)
{
    struct fixture f;

    (void)state;
    start(&f);
    assert_string_equal(sorted(&f, QUEUE_NAME, false), "abcde");
    assert_string_equal(sorted(&f, QUEUE_NAME, true), "edcba");
}

/* The same rule for all three numbers: unknown last both ways, equals by name both ways. */
static void by_numbers(void **state)
{
    static const int64_t values[N] = {-1, 7, 1000, 7, 0};
    struct fixture f;

    (void)state;
    start(&f);
    for (int i = 0; i < N; i++)
        f.stats[i].metrics = (struct metrics){values[i], values[i], values[i]};
    assert_string_equal(sorted(&f, QUEUE_BACKLOG, true), "cbdea");
    assert_string_equal(sorted(&f, QUEUE_BACKLOG, false), "ebdca");
    assert_int_equal(f.unknown, 1);
    assert_string_equal(sorted(&f, QUEUE_SIZE, true), "cbdea");
    /* The oldest message has the smallest time: the greatest age. */
    assert_string_equal(sorted(&f, QUEUE_OLDEST, true), "ebdca");
    assert_string_equal(sorted(&f, QUEUE_OLDEST, false), "cbdea");
}

static void by_rate(void **state)
{
    static const int64_t steps[N] = {0, -10, 20, 0, 0};
    struct fixture f;

    (void)state;
    start(&f);
    for (int i = 0; i < N - 1; i++) {
        trend_init(&f.stats[i].trend, 1);
        f.stats[i].metrics.backlog_count = 5000;
        for (int64_t at = 0; at <= 100; at++)
            trend_add(&f.stats[i].trend, at * 1000, 2000 + steps[i] * at);
    }
    assert_string_equal(sorted(&f, QUEUE_RATE, true), "cadbe");
    assert_string_equal(sorted(&f, QUEUE_RATE, false), "badce");
    assert_int_equal(f.unknown, 1);
}

static void by_growth_in_an_hour(void **state)
{
    static const int64_t before[N] = {100, 300, 50, 100, -1}, now_ms = 1795000000000;
    struct fixture f;

    (void)state;
    start(&f);
    for (int i = 0; i < N; i++) {
        f.stats[i].metrics.backlog_count = 200;
        if (before[i] >= 0)
            hour_add(&f.stats[i].hour, now_ms - 3480000, 60000, before[i]);
    }
    assert_string_equal(sorted(&f, QUEUE_HOUR, true), "cadbe");
    assert_int_equal(f.unknown, 1);
}

/* The option that says how the list begins names every one of them. */
static void every_order_can_be_asked_for(void **state)
{
    const char *const *words = options_get_words(OPT_SORT);

    (void)state;
    for (int i = 0; i < sort_queue_columns()->n; i++)
        assert_string_equal(words[i], sort_queue_columns()->items[i].name);
}

static void by_flags_and_relation(void **state)
{
    struct fixture f;

    (void)state;
    start(&f);
    f.queues[4].paused = FLAG_YES;
    for (int i = 2; i < 4; i++) {
        f.consumers[i].kind = i == 2 ? CONSUMER_HTTP_PULL : CONSUMER_WORKER;
        f.queues[i].consumers = &f.consumers[i];
        f.queues[i].n_consumers = 1;
    }
    assert_string_equal(sorted(&f, QUEUE_FLAGS, false), "edcab");
    f.consumers[2].dead_letter_queue = "z";
    f.consumers[3].dead_letter_queue = "b";
    f.rows[1].is_dlq = true;
    assert_string_equal(sorted(&f, QUEUE_DLQ, false), "bdcae");
    assert_string_equal(sorted(&f, QUEUE_DLQ, true), "cdbae");
}

static void every_column_has_its_own_key(void **state)
{
    const struct sort_columns *both[] = {sort_queue_columns(), sort_message_columns()};

    (void)state;
    for (int t = 0; t < 2; t++)
        for (int i = 0; i < both[t]->n; i++) {
            assert_non_null(both[t]->items[i].name);
            assert_null(strchr("jkgGq", both[t]->items[i].key)); /* the menu's own */
            for (int k = 0; k < i; k++)
                assert_int_not_equal(both[t]->items[i].key, both[t]->items[k].key);
        }
}

static size_t messages_unknown;

static const char *sorted_messages(struct message *items, enum message_column column,
                                   bool descending)
{
    static char result[N + 1];
    struct batch batches[] = {{.source = BATCH_PEEK},
                              {.source = BATCH_PULL, .lease_ms = 1000},
                              {.source = BATCH_PULL, .lease_ms = 500}};
    struct message_row rows[N];
    struct message_row *view[N];

    for (int i = 0; i < N; i++) {
        rows[i] = (struct message_row){.batch = &batches[items[i].lease_id ? 1 + (i & 1) : 0],
                                       .message = &items[i]};
        view[i] = &rows[i];
    }
    messages_unknown = sort_messages(view, N, (struct order){column, descending}, NULL, NULL);
    for (int i = 0; i < N; i++)
        result[i] = view[i]->message->id[0];
    return result;
}

static void messages_by_every_column(void **state)
{
    struct message m[N] = {
        {.id = "d",
         .attempts = 3,
         .timestamp_ms = 50,
         .type_text = "text",
         .body = "bb",
         .type = CONTENT_TEXT,
         .body_len = 2,
         .lease_id = "x"},
        {.id = "a",
         .attempts = 1,
         .timestamp_ms = 10,
         .type_text = "json",
         .body = "ccc",
         .type = CONTENT_TEXT,
         .body_len = 3,
         .lease_id = "x"},
        {.id = "c", .attempts = -1, .timestamp_ms = -1},
        {.id = "b",
         .attempts = 3,
         .timestamp_ms = 30,
         .type_text = "json",
         .body = "a",
         .type = CONTENT_TEXT,
         .body_len = 1},
        {.id = "e",
         .attempts = 2,
         .timestamp_ms = 20,
         .type_text = "bytes",
         .body = "dddd",
         .type = CONTENT_TEXT,
         .body_len = 4,
         .lease_id = "x"},
    };
    static const struct {
        enum message_column column;
        const char *up, *down;
        size_t unknown;
    } expected[] = {
        {MESSAGE_AGE, "dbeac", "aebdc", 1},     {MESSAGE_ATTEMPTS, "aebdc", "bdeac", 1},
        {MESSAGE_TYPE, "eabdc", "dabec", 1},    {MESSAGE_SIZE, "bdaec", "eadbc", 1},
        {MESSAGE_ID, "abcde", "edcba", 0},      {MESSAGE_LEASE, "aedbc", "edabc", 2},
        {MESSAGE_PREVIEW, "bdaec", "eadbc", 1}, {MESSAGE_COMING, "dacbe", "ebcad", 0},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        assert_string_equal(sorted_messages(m, expected[i].column, false), expected[i].up);
        assert_int_equal(messages_unknown, expected[i].unknown);
        assert_string_equal(sorted_messages(m, expected[i].column, true), expected[i].down);
        assert_int_equal(messages_unknown, expected[i].unknown);
    }
}

static void nothing_to_sort(void **state)
{
    (void)state;
    assert_int_equal(
        sort_queues(NULL, 0, (struct order){QUEUE_NAME, true}, &(struct instant){0, 0}), 0);
    assert_int_equal(sort_messages(NULL, 0, (struct order){MESSAGE_PREVIEW, true}, NULL, NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_name),
        cmocka_unit_test(by_numbers),
        cmocka_unit_test(by_rate),
        cmocka_unit_test(by_growth_in_an_hour),
        cmocka_unit_test(every_order_can_be_asked_for),
        cmocka_unit_test(by_flags_and_relation),
        cmocka_unit_test(every_column_has_its_own_key),
        cmocka_unit_test(messages_by_every_column),
        cmocka_unit_test(nothing_to_sort),
    };

    return cmocka_run_group_tests_name("sort", tests, NULL, NULL);
}
