/* What GraphQL says of the past: its rows. */
#include "base/memory/array.h"
#include "base/memory/buf.h"
#include "tests/unit/historykit.h"

#include <stdio.h>

/* The answer of the documents. */
static const char documented[] =
    DATA("{\"backlog\":[{\"avg\":{\"bytes\":48211,\"messages\":132,\"sampleInterval\":1},"
         "\"dimensions\":{\"datetimeFiveMinutes\":\"2026-11-30T08:00:00Z\"}}],\"delayed\":[],"
         "\"concurrency\":[{\"avg\":{\"concurrency\":2.4},\"dimensions\":{"
         "\"datetimeFiveMinutes\":\"2026-11-30T08:00:00Z\"}}],\"operations\":["
         "{\"avg\":{\"lagTime\":0,\"retryCount\":0,\"sampleInterval\":1},\"count\":410,"
         "\"dimensions\":{\"actionType\":\"WriteMessage\",\"consumerType\":\"\","
         "\"datetimeFiveMinutes\":\"2026-11-30T08:00:00Z\",\"outcome\":\"none\"},"
         "\"max\":{\"messageSize\":911},\"sum\":{\"billableOperations\":410,\"bytes\":151700}},"
         "{\"avg\":{\"lagTime\":5320,\"retryCount\":2,\"sampleInterval\":1},\"count\":7,"
         "\"dimensions\":{\"actionType\":\"DeleteMessage\",\"consumerType\":\"worker\","
         "\"datetimeFiveMinutes\":\"2026-11-30T08:00:00Z\",\"outcome\":\"dlq\"},"
         "\"max\":{\"messageSize\":640},\"sum\":{\"billableOperations\":7,\"bytes\":2604}}]}");

static void the_documented_answer(void **state)
{
    struct call c = new_question(HISTORY_ALL_PARTS);
    struct history *h;
    const struct history_row *row;
    struct error err;

    (void)state;
    memcpy(c.queue_id, A, ID_BYTES);
    h = read_as(&c, 200, documented, &err);
    assert_non_null(h);
    assert_int_equal(h->err.kind, ERR_NONE);
    assert_int_equal(h->asked.start_ms, start_ms);
    assert_int_equal(h->n, 1);
    assert_int_equal(history_find(h, A)->n, 1);
    row = history_find(h, A)->rows;
    assert_int_equal(row->time_ms, start_ms);
    assert_int_equal(row->messages, 132);
    assert_int_equal(row->bytes, 48211);
    assert_int_equal(row->delayed, -1);
    assert_true(row->concurrency > 2.39 && row->concurrency < 2.41);
    assert_int_equal(row->did[HISTORY_WRITTEN].count, 410);
    assert_int_equal(row->did[HISTORY_WRITTEN].lag_ms, 0);
    assert_int_equal(row->did[HISTORY_DEAD_LETTERED].count, 7);
    assert_int_equal(row->did[HISTORY_DEAD_LETTERED].lag_ms, 5320);
    assert_int_equal(row->did[HISTORY_DEAD_LETTERED].retries, 2);
    assert_int_equal(row->did[HISTORY_DELIVERED].count, -1);
    assert_int_equal(row->did[HISTORY_FAILED].count, -1);
    for (int i = 0; i < HISTORY_PARTS; i++) {
        assert_true(h->parts[i].came && !h->parts[i].cut);
        assert_int_equal(h->parts[i].whole_from_ms, start_ms);
    }
    assert_true(h->parts[HISTORY_BACKLOG].sample_interval > 0.9);
    assert_true(h->parts[HISTORY_CONCURRENCY].sample_interval < 0.0);
    history_free(h);
}

static void rows_of_many_queues_in_any_order(void **state)
{
    struct history *h = read_all(
        HISTORY_PART(HISTORY_BACKLOG),
        BACKLOG(ROW(B, "3", "2026-11-30T08:10:00Z") "," ROW(A, "1", "2026-11-30T08:55:00Z") "," ROW(
            A, "2", "2026-11-30T08:00:00Z") "," ROW(A, "9", "2026-11-30T08:00:00Z")));
    const struct history_queue *q = history_find(h, A);

    (void)state;
    assert_int_equal(h->n, 2);
    assert_int_equal(q->n, 2);
    assert_int_equal(q->rows[0].time_ms, start_ms);
    assert_int_equal(q->rows[0].messages, 9); /* of two, the later */
    assert_int_equal(q->rows[0].bytes, -1);
    assert_int_equal(q->rows[1].time_ms, start_ms + 55 * minute_ms);
    assert_int_equal(q->rows[1].messages, 1);
    q = history_find(h, B);
    assert_int_equal(q->n, 1); /* the other eleven steps are unknown: they are not there */
    assert_int_equal(q->rows[0].messages, 3);
    history_free(h);
}

/* Zero is a measurement, null is none; what is unknown in a whole row makes no row. */
static void zero_is_not_unknown(void **state)
{
    struct history *h = read_all(
        HISTORY_PART(HISTORY_BACKLOG),
        BACKLOG(
            ROW(A, "0", "2026-11-30T08:00:00Z") "," ROW(A, "null", "2026-11-30T08:05:00Z") "," ROW(
                A, "4.7",
                "2026-11-30T08:10:00Z") "," ROW(A, "-3",
                                                "2026-11-30T08:15:00Z") "," ROW(A, "1e300",
                                                                                "2026-11-30T08:20:"
                                                                                "00Z") ","
                                                                                       "{\"avg\":"
                                                                                       "null,"
                                                                                       "\"dimension"
                                                                                       "s\":{"
                                                                                       "\"queueId\""
                                                                                       ":\"" B "\","
                                                                                       "\"datetimeF"
                                                                                       "iveMinutes"
                                                                                       "\":\"2026-"
                                                                                       "11-30T08:"
                                                                                       "00:00Z\"}},"
                                                                                       "{\"dimensio"
                                                                                       "ns\":{"
                                                                                       "\"queueId\""
                                                                                       ":\"" B "\","
                                                                                       "\"datetimeF"
                                                                                       "iveMinutes"
                                                                                       "\":\"2026-"
                                                                                       "11-30T08:"
                                                                                       "05:00Z\"}"
                                                                                       "}"));
    const struct history_queue *q = history_find(h, A);

    (void)state;
    assert_int_equal(q->n, 2);
    assert_int_equal(q->rows[0].messages, 0);
    assert_int_equal(q->rows[1].messages, 4);
    assert_null(history_find(h, B));
    history_free(h);
}

static void a_number_that_nothing_holds_costs_its_row_alone(void **state)
{
    struct history *h =
        read_all(HISTORY_PART(HISTORY_BACKLOG),
                 BACKLOG(ROW(A, "99999999999999999999999999", "2026-11-30T08:00:00Z") "," ROW(
                     A, "1e999", "2026-11-30T08:05:00Z") "," ROW(A, "5", "2026-11-30T08:10:00Z")));

    (void)state;
    assert_int_equal(history_find(h, A)->n, 1);
    assert_int_equal(history_find(h, A)->rows[0].messages, 5);
    history_free(h);
}

static void rows_that_were_not_asked_for_are_left_out(void **state)
{
    struct call c = new_question(HISTORY_PART(HISTORY_BACKLOG));
    struct history *h;
    struct error err;

    (void)state;
    c.history.start_ms += 2 * minute_ms; /* in the middle of a step, which is in it */
    c.history.rows = 6;
    h = read_as(
        &c, 200,
        BACKLOG(ROW(A, "1", "2026-11-30T07:55:00Z") "," ROW(A, "2", "2026-11-30T08:00:00Z") "," ROW(
            A, "3",
            "2026-11-30T09:00:00Z") "," ROW("a/b", "4",
                                            "2026-11-30T08:00:00Z") "," ROW("", "5",
                                                                            "2026-11-30T08:00:"
                                                                            "00Z") "," ROW(A "0",
                                                                                           "6",
                                                                                           "202"
                                                                                           "6-"
                                                                                           "11-"
                                                                                           "30T"
                                                                                           "08:"
                                                                                           "00:"
                                                                                           "00"
                                                                                           "Z")),
        &err);
    assert_non_null(h);
    assert_int_equal(h->n, 1);
    assert_int_equal(history_find(h, A)->n, 1);
    assert_int_equal(history_find(h, A)->rows[0].messages, 2);
    assert_true(h->parts[HISTORY_BACKLOG].cut);
    assert_int_equal(h->parts[HISTORY_BACKLOG].whole_from_ms, start_ms + 5 * minute_ms);
    history_free(h);
}

static void every_action_has_its_place(void **state)
{
    static const int64_t want[] = {[HISTORY_WRITTEN] = 10,
                                   [HISTORY_READ] = 20,
                                   [HISTORY_DELIVERED] = 30,
                                   [HISTORY_DEAD_LETTERED] = 40,
                                   [HISTORY_FAILED] = 50};
    struct history *h =
        read_all(HISTORY_PART(HISTORY_OPERATIONS),
                 DATA("{\"operations\":[" ACTION_ROW("WriteMessage", "none", "10") "," ACTION_ROW("ReadMessage", "none", "20") "," ACTION_ROW("DeleteMessage", "success", "30") "," ACTION_ROW(
                     "DeleteMessage", "dlq",
                     "40") "," ACTION_ROW("DeleteMessage", "fail",
                                          "50") "," ACTION_ROW("DeleteMessage", "evaporated",
                                                               "60") "," ACTION_ROW("ParkMessage",
                                                                                    "none",
                                                                                    "70") "," OPERATION_ROW("\""
                                                                                                            "ac"
                                                                                                            "ti"
                                                                                                            "on"
                                                                                                            "Ty"
                                                                                                            "pe"
                                                                                                            "\""
                                                                                                            ":n"
                                                                                                            "ul"
                                                                                                            "l,"
                                                                                                            "\""
                                                                                                            "ou"
                                                                                                            "tc"
                                                                                                            "om"
                                                                                                            "e"
                                                                                                            "\""
                                                                                                            ":"
                                                                                                            "7",
                                                                                                            "8"
                                                                                                            "0") "]}"));
    const struct history_row *row = history_find(h, A)->rows;

    (void)state;
    assert_int_equal(ARRAY_LEN(want), HISTORY_ACTIONS);
    assert_int_equal(history_find(h, A)->n, 1);
    for (int i = 0; i < HISTORY_ACTIONS; i++) {
        assert_int_equal(row->did[i].count, want[i]);
        assert_int_equal(row->did[i].lag_ms, 200);
        assert_int_equal(row->did[i].retries, 1);
    }
    assert_true(h->parts[HISTORY_OPERATIONS].sample_interval > 9.9);
    history_free(h);
}

static void totals_have_no_time(void **state)
{
    struct call c = new_question(HISTORY_PART(HISTORY_OPERATIONS));
    struct history *h;
    struct error err;

    (void)state;
    c.history.operations_in_total = true;
    h = read_as(&c, 200,
                DATA("{\"operations\":[{\"count\":12,\"avg\":{\"lagTime\":5},\"dimensions\":{"
                     "\"queueId\":\"" B
                     "\",\"actionType\":\"ReadMessage\",\"outcome\":\"none\"}}]}"),
                &err);
    assert_non_null(h);
    assert_int_equal(history_find(h, B)->n, 0);
    assert_int_equal(history_find(h, B)->did[HISTORY_READ].count, 12);
    assert_int_equal(history_find(h, B)->did[HISTORY_READ].retries, -1);
    history_free(h);
}

static void nothing_measured_is_an_answer(void **state)
{
    struct history *h = read_all(HISTORY_PART(HISTORY_BACKLOG) | HISTORY_PART(HISTORY_OPERATIONS),
                                 DATA("{\"operations\":[],\"backlog\":[],\"more\":{\"x\":[1]}}"));

    (void)state;
    assert_int_equal(h->n, 0);
    assert_null(history_find(h, A));
    assert_true(h->parts[HISTORY_BACKLOG].came && h->parts[HISTORY_OPERATIONS].came);
    assert_false(h->parts[HISTORY_DELAYED].came);
    history_free(h);
}

/* n rows of queues 1 to n, five minutes apart where a queue comes again. */
static struct history *read_many(size_t n, size_t n_queues, int64_t rows, struct error *err)
{
    struct call c = new_question(HISTORY_PART(HISTORY_BACKLOG));
    struct history *h;
    struct buf text;

    c.history.rows = rows;
    buf_init(&text, 1 << 23);
    buf_append_str(&text, "{\"data\":{\"viewer\":{\"accounts\":[{\"backlog\":[");
    for (size_t i = 0; i < n; i++)
        buf_print(&text,
                  "%s{\"avg\":{\"bytes\":1,\"messages\":%zu,\"sampleInterval\":1},\"dimensions\":{"
                  "\"datetimeFiveMinutes\":\"2026-11-30T08:%02zu:00Z\",\"queueId\":\"%032zx\"}}",
                  i ? "," : "", i, 55 - 5 * (i / n_queues), i % n_queues);
    buf_append_str(&text, "]}]}},\"errors\":null}");
    h = read_as(&c, 200, text.bytes, err);
    buf_free(&text);
    return h;
}

static void a_full_page_says_so(void **state)
{
    struct error err;
    struct history *h = read_many(HISTORY_ROWS, 1000, 0, &err);
    char id[ID_BYTES];

    (void)state;
    assert_non_null(h);
    assert_int_equal(h->n, 1000);
    for (size_t i = 0; i < 1000; i++) {
        snprintf(id, sizeof(id), "%032zx", i);
        assert_int_equal(history_find(h, id)->n, 10);
        assert_int_equal(history_find(h, id)->rows[9].messages, i);
    }
    assert_true(h->parts[HISTORY_BACKLOG].cut);
    assert_int_equal(h->parts[HISTORY_BACKLOG].whole_from_ms, start_ms + 15 * minute_ms);
    history_free(h);
    h = read_many(HISTORY_ROWS - 1, 1000, 0, &err);
    assert_false(h->parts[HISTORY_BACKLOG].cut);
    history_free(h);
    h = read_many(50, 50, 50, &err); /* no time splits that: only fewer queues do */
    assert_int_equal(h->parts[HISTORY_BACKLOG].whole_from_ms, h->asked.end_ms);
    history_free(h);
    assert_null(read_many(HISTORY_ROWS + 1, 1000, 0, &err));
    assert_string_equal(err.text, "more rows of history than the 10000 that were asked for");
    assert_null(read_many(51, 10, 50, &err));
    assert_string_equal(err.text, "more rows of history than the 50 that were asked for");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_documented_answer),
        cmocka_unit_test(rows_of_many_queues_in_any_order),
        cmocka_unit_test(zero_is_not_unknown),
        cmocka_unit_test(a_number_that_nothing_holds_costs_its_row_alone),
        cmocka_unit_test(rows_that_were_not_asked_for_are_left_out),
        cmocka_unit_test(every_action_has_its_place),
        cmocka_unit_test(totals_have_no_time),
        cmocka_unit_test(nothing_measured_is_an_answer),
        cmocka_unit_test(a_full_page_says_so),
    };

    return cmocka_run_group_tests_name("decode_history", tests, NULL, NULL);
}
