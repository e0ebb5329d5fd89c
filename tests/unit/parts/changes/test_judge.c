/* What an answer means for each lease that was sent. */
#include "parts/changes/change_batch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct change_item items[3];
static char handles[3][3] = {"l1", "l2", "l3"}, ids[3][3] = {"m1", "m2", "m3"};

static void judge_as(enum verb verb, enum change_by by, const struct event *e)
{
    struct change_batch b = {.by = by, .verb = verb, .items = items, .n = 3};

    for (int i = 0; i < 3; i++)
        items[i] = (struct change_item){.id = ids[i], .handle = handles[i]};
    change_batch_judge(&b, e, "no answer");
}

static void judge(const struct event *e, bool retries)
{
    judge_as(retries ? VERB_RETRY : VERB_ACK, BY_LEASE, e);
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
    assert_false(change_item_is_over(&items[0]));
}

/* Without a count, or with one that makes no sense, nothing is claimed. */
static void test_the_api_did_not_say(void **state)
{
    static const int64_t counts[] = {-1, 4, INT64_MAX};
    struct ack_result r;
    struct event e = {.kind = EV_DONE, .op = OP_ACK, .u = {.ack = &r}};

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        r = (struct ack_result){.ack_count = counts[i], .retry_count = counts[i]};
        for (int retries = 0; retries < 2; retries++) {
            judge(&e, retries);
            assert_fates(OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_UNKNOWN);
            assert_string_equal(items[1].note, "the API did not say");
            assert_false(change_item_is_over(&items[1]));
        }
    }
}

/* What the server says of a lease that it knows no more, and what it says of anything else. */
static void test_a_lease_that_is_gone(void **state)
{
    static const struct {
        const char *text;
        bool is_gone;
    } rows[] = {
        {"invalid lease id", true},
        {"Invalid lease_id: abc", true},
        {"lease has expired or was already settled", true},
        {"Lease expired", true},
        {"message not found", true},
        {"lease does not exist", true},
        {"the lease is no longer valid", true},
        {"", false},
        {"too late", false},
        {"invalid delay_seconds", false},
        {"lease service temporarily not found, try again", false},
        {"internal error: lease expired check timed out", false},
        {"unknown error", false},
    };
    struct warning warning = {.handle = "l2"};
    struct ack_result r = {.retry_count = 2, .warnings = &warning, .n_warnings = 1};
    struct event e = {.kind = EV_DONE, .op = OP_ACK, .u = {.ack = &r}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        warning.text = rows[i].text;
        judge(&e, true);
        assert_fates(OUTCOME_RETRIED, OUTCOME_WARNED, OUTCOME_RETRIED);
        if (change_item_is_over(&items[1]) != rows[i].is_gone)
            fail_msg("%s", rows[i].text);
        assert_true(change_item_is_over(&items[0]));
    }
}

static void test_a_queue_that_is_gone(void **state)
{
    static const struct {
        struct error err;
        bool is_gone;
    } rows[] = {
        {{.kind = ERR_API, .http = 404, .has_code = true, .code = 11000}, true},
        {{.kind = ERR_API, .http = 404, .text = "Queue does not exist"}, true},
        {{.kind = ERR_API, .http = 404, .text = "not found"}, false}, /* of what? */
        {{.kind = ERR_API, .http = 404, .has_code = true, .code = 7003}, false},
        {{.kind = ERR_API, .http = 403, .has_code = true, .code = 11000}, false},
        {{.kind = ERR_NETWORK, .text = "queue.example not found"}, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct event e = {.kind = EV_FAILED, .op = OP_ACK, .err = rows[i].err};

        judge(&e, true);
        assert_fates(OUTCOME_FAILED, OUTCOME_FAILED, OUTCOME_FAILED);
        assert_int_equal(change_item_is_over(&items[0]), rows[i].is_gone);
    }
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
        assert_string_equal(items[0].note, "no answer");
    }
}

static void test_purge(void **state)
{
    const char *errors[] = {"", "two", "three"};
    struct purge_result r = {.errors = errors, .n_errors = 0};
    struct event e = {.kind = EV_DONE, .op = OP_PURGE_MESSAGES, .u = {.purge = &r}};

    (void)state;
    judge_as(VERB_ACK, BY_REF, &e);
    assert_fates(OUTCOME_ACKED, OUTCOME_ACKED, OUTCOME_ACKED);
    r.n_errors = 2;
    judge_as(VERB_ACK, BY_REF, &e);
    assert_fates(OUTCOME_UNKNOWN, OUTCOME_UNKNOWN, OUTCOME_UNKNOWN);
    assert_string_equal(items[2].note, "the server gives no reason");
    r.n_errors = 3;
    judge_as(VERB_ACK, BY_REF, &e);
    assert_fates(OUTCOME_FAILED, OUTCOME_FAILED, OUTCOME_FAILED);
}

static void test_extend(void **state)
{
    struct extended extended[] = {{"new3", NULL, "m3"}, {"new1", "l1", NULL}};
    struct extend_result r = {.items = extended, .n = 2};
    struct event e = {.kind = EV_DONE, .op = OP_EXTEND, .u = {.extend = &r}};

    (void)state;
    judge_as(VERB_EXTEND, BY_LEASE, &e);
    assert_fates(OUTCOME_EXTENDED, OUTCOME_UNKNOWN, OUTCOME_EXTENDED);
    assert_string_equal(items[0].lease_id, "new1");
    assert_string_equal(items[1].note, "the answer names no new lease");
    assert_string_equal(items[2].lease_id, "new3");
    e = (struct event){.kind = EV_FAILED, .op = OP_EXTEND, .err = {.kind = ERR_API, .http = 405}};
    judge_as(VERB_EXTEND, BY_LEASE, &e);
    assert_fates(OUTCOME_NONE, OUTCOME_NONE, OUTCOME_NONE);
    assert_null(items[0].note);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_no_answer),
        cmocka_unit_test(test_purge),
        cmocka_unit_test(test_extend),
        cmocka_unit_test(test_the_api_did_not_say),
        cmocka_unit_test(test_a_lease_that_is_gone),
        cmocka_unit_test(test_a_queue_that_is_gone),
    };

    return cmocka_run_group_tests_name("judging an answer", tests, NULL, NULL);
}
