#include "api/answer/decode.h"

#include "base/memory/array.h"
#include "tests/unit/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ID1 "023e105f4ecef8ad9ca31a8372d0c353"
#define ID2 "5f4e3d2c1b0a99887766554433221100"

/* NULL: refused. */
static struct queue_page *decode_page(enum op op, struct answer *a, bool keep_json,
                                      struct error *err)
{
    union result r;
    char *json;
    bool ok = decode_as(op, a, keep_json, &r, &json, err);

    assert_null(json); /* each row keeps its own */
    assert_int_equal(ok, r.page != NULL);
    return r.page;
}

static struct queue_page *read_page(const char *text, bool keep_json, struct error *err)
{
    struct answer a = new_answer(200, text);
    struct queue_page *page = decode_page(OP_QUEUES, &a, keep_json, err);

    free(a.bytes);
    return page;
}

#define ORDERS                                                                                     \
    "{\"queue_id\":\"" ID1 "\",\"queue_name\":\"orders\","                                         \
    "\"created_on\":\"2026-01-10T09:00:00Z\",\"modified_on\":\"2026-02-11T10:30:00Z\","            \
    "\"producers_total_count\":2,\"consumers_total_count\":2.0,\"jurisdiction\":\"eu\","           \
    "\"producers\":[{\"type\":\"worker\",\"script\":\"shop\"},"                                    \
    "{\"type\":\"r2_bucket\",\"bucket_name\":\"b\"}],"                                             \
    "\"consumers\":[{\"consumer_id\":\"c1\",\"type\":\"http_pull\",\"created_on\":\"then\","       \
    "\"dead_letter_queue\":\"orders-dlq\",\"settings\":{\"batch_size\":10,\"max_retries\":3,"      \
    "\"retry_delay\":0,\"visibility_timeout_ms\":30000}},"                                         \
    "{\"type\":\"worker\",\"service\":\"w\",\"dead_letter_queue\":\"\","                           \
    "\"settings\":{\"max_concurrency\":null,\"max_wait_time_ms\":5000}},"                          \
    "{\"type\":\"r2_bucket\"},7],"                                                                 \
    "\"settings\":{\"delivery_delay\":5,\"delivery_paused\":true,"                                 \
    "\"message_retention_period\":345600}}"

static void a_queue_in_full(void **state)
{
    struct error err;
    struct queue_page *page = read_page("{\"success\":true,\"result\":[" ORDERS "]}", false, &err);
    const struct queue *q = page->items;

    (void)state;
    assert_int_equal(page->n, 1);
    assert_int_equal(page->total_pages, -1);
    assert_string_equal(q->id, ID1);
    assert_string_equal(q->name, "orders");
    assert_string_equal(q->jurisdiction, "eu");
    assert_int_equal(q->consumers_total, 2);
    assert_int_equal(q->delivery_delay_s, 5);
    assert_int_equal(q->retention_s, 345600);
    assert_int_equal(q->paused, FLAG_YES);
    assert_int_equal(q->n_producers, 2);
    assert_string_equal(q->producers[0].name, "shop");
    assert_string_equal(q->producers[1].name, "b");
    assert_int_equal(q->n_consumers, 3);
    assert_int_equal(q->consumers[0].kind, CONSUMER_HTTP_PULL);
    assert_string_equal(q->consumers[0].dead_letter_queue, "orders-dlq");
    assert_int_equal(q->consumers[0].visibility_timeout_ms, 30000);
    assert_int_equal(q->consumers[0].max_wait_ms, -1);
    assert_null(q->consumers[0].script);
    assert_int_equal(q->consumers[1].kind, CONSUMER_WORKER);
    assert_string_equal(q->consumers[1].script, "w");
    assert_null(q->consumers[1].dead_letter_queue);
    assert_int_equal(q->consumers[1].max_concurrency, -1);
    assert_int_equal(q->consumers[2].kind, CONSUMER_OTHER);
    assert_string_equal(q->consumers[2].type, "r2_bucket");
    assert_null(q->json);
    queue_page_free(page);
}

static void what_is_missing_is_unknown(void **state)
{
    struct error err;
    struct queue_page *page =
        read_page("{\"success\":true,\"result\":[{\"queue_id\":\"" ID1 "\",\"queue_name\":7,"
                  "\"settings\":\"x\",\"consumers\":{},\"producers\":null}]}",
                  false, &err);
    const struct queue *q = page->items;

    (void)state;
    assert_string_equal(q->name, ID1);
    assert_null(q->created_on);
    assert_int_equal(q->consumers_total, -1);
    assert_int_equal(q->retention_s, -1);
    assert_int_equal(q->paused, FLAG_UNKNOWN);
    assert_int_equal(q->n_consumers, 0);
    assert_int_equal(q->n_producers, 0);
    queue_page_free(page);
}

static void names_with_a_nul_or_very_long(void **state)
{
    struct answer a =
        new_answer_with(200,
                        "{\"result\":[{\"queue_id\":\"" ID1 "\",\"queue_name\":\"a\\u0000b\"},"
                        "{\"queue_id\":\"" ID2 "\",\"queue_name\":\"\\u0000@\"},"
                        "{\"queue_id\":\"q3\",\"queue_name\":\"\\\"@\\u00e9\"},"
                        "{\"queue_id\":\"\\u00003\",\"queue_name\":\"x\"},"
                        "{\"queue_id\":\"q\\u0000\",\"queue_name\":\"x\"}]}",
                        'n', 300);
    struct error err;
    struct queue_page *page = decode_page(OP_QUEUES, &a, false, &err);

    (void)state;
    assert_int_equal(page->n, 3);
    assert_string_equal(page->items[0].name, ID1);
    assert_string_equal(page->items[1].name, ID2);
    assert_int_equal(strlen(page->items[2].name), 1 + 300 + 2);
    assert_memory_equal(page->items[2].name, "\"nnn", 4);
    assert_string_equal(page->items[2].name + 301, "é");
    queue_page_free(page);
    free(a.bytes);
}

static void queues_that_cannot_be_asked_about_are_left_out(void **state)
{
    struct error err;
    struct queue_page *page =
        read_page("{\"success\":true,\"result\":[{\"queue_id\":\"../../x\"},{\"queue_id\":7},{},"
                  "{\"queue_id\":\"" ID2 "\",\"queue_name\":\"ok\"}]}",
                  true, &err);

    (void)state;
    assert_int_equal(page->n, 1);
    assert_string_equal(page->items[0].name, "ok");
    assert_string_equal(page->items[0].json, "{\"queue_id\":\"" ID2 "\",\"queue_name\":\"ok\"}");
    queue_page_free(page);
}

static void a_row_keeps_its_json(void **state)
{
    struct answer a =
        new_answer_with(200,
                        "{\"result\" : [ { \"queue_id\" : \"" ID1 "\", \"n\" : 1.0 },\n"
                        "{\"queue_id\":\"" ID2 "\",\"x\":\"@\",\"y\":\"\\u00000\"} ] }",
                        'x', 300);
    struct error err;
    struct queue_page *page = decode_page(OP_QUEUES, &a, true, &err);
    const char *tail;

    (void)state;
    assert_string_equal(page->items[0].json, "{\"queue_id\":\"" ID1 "\",\"n\":1.0}");
    tail = strstr(page->items[1].json, "xxx\",\"y\":\"\\u00000\"}");
    assert_non_null(tail);
    assert_int_equal(strlen(page->items[1].json),
                     strlen("{\"queue_id\":\"" ID2 "\",\"x\":\"\",\"y\":\"\\u00000\"}") + 300);
    queue_page_free(page);
    free(a.bytes);
}

static void page_numbers(void **state)
{
    struct error err;
    struct queue_page *page =
        read_page("{\"success\":true,\"result\":[],\"result_info\":{\"page\":2,\"per_page\":100,"
                  "\"count\":0,\"total_count\":150,\"total_pages\":2.0}}",
                  false, &err);

    (void)state;
    assert_int_equal(page->n, 0);
    assert_int_equal(page->page, 2);
    assert_int_equal(page->per_page, 100);
    assert_int_equal(page->total_pages, 2);
    assert_int_equal(page->total_count, 150);
    queue_page_free(page);
    page = read_page("{\"success\":true,\"result\":null}", false, &err);
    assert_int_equal(page->n, 0);
    queue_page_free(page);
}

static void wrong_types_fail_the_page(void **state)
{
    static const char *const bad[] = {
        "{\"success\":true}",
        "{\"success\":true,\"result\":{}}",
        "{\"success\":true,\"result\":\"x\"}",
        "{\"success\":true,\"result\":[7]}",
        "{\"success\":true,\"result\":[{\"queue_id\":\"" ID1 "\"},null]}",
    };
    struct error err;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_null(read_page(bad[i], true, &err));
        assert_int_equal(err.kind, ERR_RESPONSE);
    }
    assert_string_equal(err.text, "a queue in the answer is not an object");
}

static struct queue_page *read_rows_of(int n, struct error *err)
{
    struct queue_page *page;
    struct buf text;

    buf_init(&text, 1 << 20);
    buf_append_str(&text, "{\"result\":[{}");
    for (int i = 1; i < n; i++)
        buf_append_str(&text, ",{}");
    buf_append_str(&text, "]}");
    page = read_page(text.bytes, false, err);
    buf_free(&text);
    return page;
}

/* A server that gives more than was asked for gives as much as it likes. */
static void more_rows_than_asked_for_are_refused(void **state)
{
    struct queue_page *page;
    struct error err;

    (void)state;
    page = read_rows_of(100, &err);
    assert_non_null(page);
    queue_page_free(page);
    assert_null(read_rows_of(101, &err));
    assert_int_equal(err.kind, ERR_RESPONSE);
    assert_string_equal(err.text, "101 queues on a page, 100 were asked for");
    assert_null(read_rows_of(10000, &err));
    assert_string_equal(err.text, "10,000 queues on a page, 100 were asked for");
}

/* Nor may one row hold as much. */
static void consumers_without_end_are_cut_off(void **state)
{
    struct queue_page *page;
    struct error err;
    struct buf text;

    (void)state;
    buf_init(&text, 1 << 20);
    buf_append_str(&text, "{\"result\":[{\"queue_id\":\"" ID1 "\",\"consumers\":[{}");
    for (int i = 1; i < 5000; i++)
        buf_append_str(&text, ",{}");
    buf_append_str(&text, "]}]}");
    page = read_page(text.bytes, false, &err);
    assert_non_null(page);
    assert_in_range(page->items[0].n_consumers, 2, 100);
    queue_page_free(page);
    buf_free(&text);
}

#define NOTIFY(settings)                                                                           \
    "{\"success\":true,\"result\":{\"queue_id\":\"" ID1                                            \
    "\",\"consumers\":[{\"type\":\"notification\",\"dead_letter_queue\":\"orders-dlq\","           \
    "\"settings\":" settings "}]}}"

static const struct consumer *read_consumer_of(struct queue_page **page, const char *text)
{
    struct answer a = new_answer(200, text);
    struct error err;

    *page = decode_page(OP_QUEUE, &a, false, &err);
    assert_non_null(*page);
    free(a.bytes);
    assert_int_equal((*page)->items[0].n_consumers, 1);
    return &(*page)->items[0].consumers[0];
}

/* What its answer leaves out is fixed by the platform. */
static void a_notification_has_its_destinations(void **state)
{
    struct queue_page *page;
    const struct consumer *c = read_consumer_of(
        &page, NOTIFY("{\"email\":[{\"id\":\"a@example.com\"},{\"id\":\"b@example.com\"}],"
                      "\"pagerduty\":[],\"webhooks\":[{\"url\":\"x\"}]}"));

    (void)state;
    assert_int_equal(c->kind, CONSUMER_NOTIFICATION);
    assert_int_equal(c->batch_size, 1);
    assert_int_equal(c->max_retries, 100);
    assert_int_equal(c->retry_delay_s, 10);
    assert_string_equal(c->dead_letter_queue, "orders-dlq");
    assert_int_equal(c->n_settings, 3);
    assert_string_equal(c->settings[0].name, "email");
    assert_string_equal(c->settings[0].value, "a@example.com, b@example.com");
    assert_string_equal(c->settings[1].value, "none");
    assert_string_equal(c->settings[2].value, "{\"url\":\"x\"}");
    queue_page_free(page);
    c = read_consumer_of(&page, NOTIFY("{\"max_retries\":7}"));
    assert_int_equal(c->max_retries, 7);
    queue_page_free(page);
    c = read_consumer_of(&page, NOTIFY("null"));
    assert_int_equal(c->max_retries, 100);
    assert_int_equal(c->n_settings, 0);
    queue_page_free(page);
}

static void settings_of_an_unknown_type_stay_as_they_are(void **state)
{
    struct queue_page *page;
    const struct consumer *c = read_consumer_of(
        &page,
        "{\"success\":true,\"result\":{\"queue_id\":\"" ID1
        "\",\"consumers\":[{\"type\":\"pipeline\",\"settings\":{\"sink\":\"r2\",\"max_retries\":4,"
        "\"deep\":{\"a\":[1, null]}}}]}}");

    (void)state;
    assert_int_equal(c->kind, CONSUMER_OTHER);
    assert_int_equal(c->max_retries, 4);
    assert_int_equal(c->batch_size, -1);
    assert_int_equal(c->n_settings, 3);
    assert_string_equal(c->settings[0].value, "\"r2\"");
    assert_string_equal(c->settings[1].value, "4");
    assert_string_equal(c->settings[2].value, "{\"a\":[1,null]}");
    queue_page_free(page);
}

static void one_queue(void **state)
{
    struct answer a = new_answer(200, "{\"success\":true,\"result\":" ORDERS "}");
    struct error err;
    struct queue_page *page = decode_page(OP_QUEUE, &a, true, &err);

    (void)state;
    assert_int_equal(page->n, 1);
    assert_string_equal(page->items[0].name, "orders");
    assert_string_equal(page->items[0].json, ORDERS);
    assert_int_equal(page->page, -1);
    queue_page_free(page);
    free(a.bytes);
    a = new_answer(200, "{\"success\":true,\"result\":{\"queue_id\":\"a/b\"}}");
    assert_null(decode_page(OP_QUEUE, &a, true, &err));
    assert_int_equal(err.kind, ERR_RESPONSE);
    free(a.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_queue_in_full),
        cmocka_unit_test(what_is_missing_is_unknown),
        cmocka_unit_test(names_with_a_nul_or_very_long),
        cmocka_unit_test(queues_that_cannot_be_asked_about_are_left_out),
        cmocka_unit_test(a_row_keeps_its_json),
        cmocka_unit_test(page_numbers),
        cmocka_unit_test(wrong_types_fail_the_page),
        cmocka_unit_test(more_rows_than_asked_for_are_refused),
        cmocka_unit_test(consumers_without_end_are_cut_off),
        cmocka_unit_test(a_notification_has_its_destinations),
        cmocka_unit_test(settings_of_an_unknown_type_stay_as_they_are),
        cmocka_unit_test(one_queue),
    };

    return cmocka_run_group_tests_name("decode_queues", tests, NULL, NULL);
}
