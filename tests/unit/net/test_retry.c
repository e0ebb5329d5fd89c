#include "base/memory/array.h"
#include "net/retry.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct error make(enum err_kind kind, int http, int64_t code)
{
    struct error e = {.kind = kind, .http = http, .retry_after_s = -1};

    e.has_code = code >= 0;
    e.code = code;
    return e;
}

static int64_t delay_of(enum op op, struct error e, int tries)
{
    return retry_find_delay(op, &e, false, tries, 500, UINT32_MAX);
}

static void reads_are_tried_again_after_what_passes(void **state)
{
    static const int passing[] = {408, 429, 500, 502, 503, 504, 522};
    static const int final[] = {400, 401, 403, 404, 405, 409, 410, 413, 422};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(passing); i++)
        assert_true(delay_of(OP_METRICS, make(ERR_API, passing[i], -1), 1) >= 0);
    for (size_t i = 0; i < ARRAY_LEN(final); i++)
        assert_int_equal(delay_of(OP_METRICS, make(ERR_API, final[i], -1), 1), -1);
    assert_true(delay_of(OP_PEEK, make(ERR_NETWORK, 0, -1), 1) >= 0);
    assert_true(delay_of(OP_QUEUES, make(ERR_TIMEOUT, 0, -1), 1) >= 0);
    assert_int_equal(delay_of(OP_QUEUES, make(ERR_RESPONSE, 200, -1), 1), -1);
    assert_int_equal(delay_of(OP_QUEUES, make(ERR_API, 200, 77), 1), -1);
    assert_int_equal(delay_of(OP_QUEUES, make(ERR_USAGE, 0, -1), 1), -1);
    assert_int_equal(delay_of(OP_QUEUES, make(ERR_CANCELLED, 0, -1), 1), -1);
}

static void what_changes_the_server_or_streams_is_never_tried_again(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        const struct operation *o = operation_get((enum op)op);
        bool never = o->changes_server || o->streams;

        assert_int_equal(delay_of((enum op)op, make(ERR_API, 503, -1), 1) < 0, never);
        assert_int_equal(delay_of((enum op)op, make(ERR_NETWORK, 0, -1), 1) < 0, never);
        assert_int_equal(delay_of((enum op)op, make(ERR_API, 429, 971), 1) < 0,
                         never || o->api == API_GRAPHQL);
    }
}

static void there_are_four_tries(void **state)
{
    (void)state;
    assert_true(delay_of(OP_QUEUE, make(ERR_NETWORK, 0, -1), 3) >= 0);
    assert_int_equal(delay_of(OP_QUEUE, make(ERR_NETWORK, 0, -1), 4), -1);
}

/* Its limit stands for five minutes, and no header says so. */
static void a_limited_question_to_graphql_is_not_asked_again(void **state)
{
    struct error e = make(ERR_API, 429, -1);

    (void)state;
    for (int op = 0; op < OP_COUNT; op++)
        if (operation_get((enum op)op)->api == API_GRAPHQL) {
            assert_int_equal(delay_of((enum op)op, e, 1), -1);
            assert_true(delay_of((enum op)op, make(ERR_API, 503, -1), 1) >= 0);
            assert_true(delay_of((enum op)op, make(ERR_NETWORK, 0, -1), 1) >= 0);
        }
    e.retry_after_s = 1;
    assert_int_equal(delay_of(OP_HISTORY, e, 1), -1);
    assert_true(delay_of(OP_METRICS, e, 1) >= 1000);
}

static void lasting_failures_and_states_are_final(void **state)
{
    struct error e = make(ERR_NETWORK, 0, -1);

    (void)state;
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, true, 1, 500, 0), -1);
    assert_int_equal(delay_of(OP_QUEUE, make(ERR_API, 429, 10251), 1), -1);
    assert_int_equal(delay_of(OP_QUEUE, make(ERR_API, 429, 10252), 1), -1);
    assert_int_equal(delay_of(OP_QUEUE, make(ERR_API, 429, 10253), 1), -1);
    assert_true(delay_of(OP_QUEUE, make(ERR_API, 429, 10250), 1) >= 0);
}

static void the_delay_doubles_and_has_full_jitter(void **state)
{
    struct error e = make(ERR_NETWORK, 0, -1);

    (void)state;
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 1, 500, UINT32_MAX), 500);
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 2, 500, UINT32_MAX), 1000);
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 3, 500, UINT32_MAX), 2000);
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 3, 500, UINT32_MAX / 2), 999);
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 3, 500, 0), 0);
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 3, 20000, UINT32_MAX), 30000);
}

static void retry_after_is_the_least(void **state)
{
    struct error e = make(ERR_API, 429, -1);

    (void)state;
    e.retry_after_s = 3;
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 1, 500, 0), 3000);
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 1, 500, UINT32_MAX), 3125);
    e.retry_after_s = RETRY_WAIT_MAX_S;
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 1, 500, 0), 60000);
    e.retry_after_s = RETRY_WAIT_MAX_S + 1;
    assert_int_equal(retry_find_delay(OP_QUEUE, &e, false, 1, 500, 0), -1);
}

static void retry_after_is_seconds_or_a_date(void **state)
{
    const int64_t now = 784111777000; /* Sun, 06 Nov 1994 08:49:37 GMT */

    (void)state;
    assert_int_equal(retry_parse_after("0", now), 0);
    assert_int_equal(retry_parse_after("37", now), 37);
    assert_int_equal(retry_parse_after("99999999999999", now), 86400);
    assert_int_equal(retry_parse_after("Sun, 06 Nov 1994 08:49:39 GMT", now), 2);
    assert_int_equal(retry_parse_after("Sun, 06 Nov 1994 08:49:30 GMT", now), 0);
    assert_int_equal(retry_parse_after("Sun, 06 Nov 2094 08:49:30 GMT", now), 86400);
    assert_int_equal(retry_parse_after(NULL, now), -1);
    assert_int_equal(retry_parse_after("", now), -1);
    assert_int_equal(retry_parse_after("-1", now), -1);
    assert_int_equal(retry_parse_after("1.5", now), -1);
    assert_int_equal(retry_parse_after("soon", now), -1);
    assert_int_equal(retry_parse_after("Sun, 06 Nov 1994 08:49:39 CET", now), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_are_tried_again_after_what_passes),
        cmocka_unit_test(what_changes_the_server_or_streams_is_never_tried_again),
        cmocka_unit_test(there_are_four_tries),
        cmocka_unit_test(a_limited_question_to_graphql_is_not_asked_again),
        cmocka_unit_test(lasting_failures_and_states_are_final),
        cmocka_unit_test(the_delay_doubles_and_has_full_jitter),
        cmocka_unit_test(retry_after_is_the_least),
        cmocka_unit_test(retry_after_is_seconds_or_a_date),
    };

    return cmocka_run_group_tests_name("retry", tests, NULL, NULL);
}
