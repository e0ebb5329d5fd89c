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

static void assert_fates(enum fate first, enum fate second, enum fate third)
{
    assert_int_equal(items[0].fate, first);
    assert_int_equal(items[1].fate, second);
    assert_int_equal(items[2].fate, third);
}

static void test_counts(void **state)
{
    struct ack_result r = {.ack_count = 3, .retry_count = 0};
    struct event e = {.kind = EV_DONE, .op = OP_ACK, .u = {.ack = &r}};

    (void)state;
    judge(&e, false);
    assert_fates(FATE_ACKED, FATE_ACKED, FATE_ACKED);
    assert_null(items[0].note);
    judge(&e, true);
    assert_fates(FATE_FAILED, FATE_FAILED, FATE_FAILED);
    assert_string_equal(items[2].note, "the server left them out");
    r.retry_count = 2;
    judge(&e, true);
    assert_fates(FATE_UNKNOWN, FATE_UNKNOWN, FATE_UNKNOWN);
    r.retry_count = -1; /* not said */
    judge(&e, true);
    assert_fates(FATE_RETRIED, FATE_RETRIED, FATE_RETRIED);
}

static void test_warnings(void **state)
{
    struct warning warnings[] = {{"l2", "too late"}, {"l3", ""}, {"l9", "of nobody"}};
    struct ack_result r = {.ack_count = 1, .warnings = warnings, .n_warnings = 3};
    struct event e = {.kind = EV_DONE, .op = OP_ACK, .u = {.ack = &r}};

    (void)state;
    judge(&e, false);
    assert_fates(FATE_ACKED, FATE_WARNED, FATE_WARNED);
    assert_null(items[0].note);
    assert_string_equal(items[1].note, "too late");
    assert_string_equal(items[2].note, "the server gives no reason");
}

static void test_no_answer(void **state)
{
    static const struct {
        struct error err;
        enum fate fate;
    } rows[] = {
        {{.kind = ERR_API, .http = 403}, FATE_FAILED},
        {{.kind = ERR_API, .http = 500}, FATE_FAILED},
        {{.kind = ERR_NETWORK}, FATE_FAILED},
        {{.kind = ERR_NETWORK, .sent_once = true}, FATE_UNKNOWN},
        {{.kind = ERR_CANCELLED, .sent_once = true}, FATE_UNKNOWN},
        {{.kind = ERR_RESPONSE, .http = 200}, FATE_UNKNOWN},
        {{.kind = ERR_API, .http = 502}, FATE_UNKNOWN},
        {{.kind = ERR_API, .http = 504}, FATE_UNKNOWN},
        {{.kind = ERR_API, .http = 522}, FATE_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event e = {.kind = EV_FAILED, .op = OP_ACK, .err = rows[i].err};

        judge(&e, true);
        assert_fates(rows[i].fate, rows[i].fate, rows[i].fate);
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
