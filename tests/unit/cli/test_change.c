/* What an answer means for each lease that was sent. */
#include "cli/change.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct change_item items[3];

static void judge(const struct event *e, bool retries)
{
    items[0] = (struct change_item){.lease_id = "l1"};
    items[1] = (struct change_item){.lease_id = "l2"};
    items[2] = (struct change_item){.lease_id = "l3"};
    changes_judge(e, retries, items, 3);
}

static void assert_fates(enum outcome first, enum outcome second, enum outcome third)
{
    assert_int_equal(items[0].outcome, first);
    assert_int_equal(items[1].outcome, second);
    assert_int_equal(items[2].outcome, third);
}

static void test_counts(void **state)
{
    struct ack_result r = {.ack_count = 3, .retry_count = 0};
    struct event e = {.kind = EV_DONE, .op = OP_ACK, .u = {.ack = &r}};

    (void)state;
    judge(&e, false);
    assert_fates(OUTCOME_ACKED, OUTCOME_ACKED, OUTCOME_ACKED);
    assert_null(items[0].note);
    judge(&e, true);
    assert_fates(OUTCOME_FAILED, OUTCOME_FAILED, OUTCOME_FAILED);
    assert_string_equal(items[2].note, "the server left them out");
    r.retry_count = 2;
    judge(&e, true);
    assert_fates(OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_UNKNOWN);
    r.retry_count = -1; /* not said */
    judge(&e, true);
    assert_fates(OUTCOME_RETRIED, OUTCOME_RETRIED, OUTCOME_RETRIED);
}

static void test_warnings(void **state)
{
    struct warning warnings[] = {{"l2", "too late"}, {"l3", ""}, {"l9", "of nobody"}};
    struct ack_result r = {.ack_count = 1, .warnings = warnings, .n_warnings = 3};
    struct event e = {.kind = EV_DONE, .op = OP_ACK, .u = {.ack = &r}};

    (void)state;
    judge(&e, false);
    assert_fates(OUTCOME_ACKED, OUTCOME_WARNED, OUTCOME_WARNED);
    assert_null(items[0].note);
    assert_string_equal(items[1].note, "too late");
    assert_string_equal(items[2].note, "the server gives no reason");
}

static void test_no_answer(void **state)
{
    static const struct {
        struct error err;
        enum outcome outcome;
    } rows[] = {
        {{.kind = ERR_API, .http = 403}, OUTCOME_FAILED},
        {{.kind = ERR_API, .http = 500}, OUTCOME_FAILED},
        {{.kind = ERR_NETWORK}, OUTCOME_FAILED},
        {{.kind = ERR_NETWORK, .sent_once = true}, OUTCOME_UNKNOWN},
        {{.kind = ERR_CANCELLED, .sent_once = true}, OUTCOME_UNKNOWN},
        {{.kind = ERR_RESPONSE, .http = 200}, OUTCOME_UNKNOWN},
        {{.kind = ERR_API, .http = 502}, OUTCOME_UNKNOWN},
        {{.kind = ERR_API, .http = 504}, OUTCOME_UNKNOWN},
        {{.kind = ERR_API, .http = 522}, OUTCOME_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event e = {.kind = EV_FAILED, .op = OP_ACK, .err = rows[i].err};

        judge(&e, true);
        assert_fates(rows[i].outcome, rows[i].outcome, rows[i].outcome);
        assert_null(items[0].note);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_no_answer),
    };

    return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
