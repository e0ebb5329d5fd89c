/* A and R: what the answers mean. */
#include "app/change/release.h"

#include "base/memory/array.h"
#include "tests/unit/changekit.h"

static void counts_that_leave_some_out_are_not_believed(void **state)
{
    static const struct {
        int64_t acks;
        const char *warned;
        enum outcome outcome;
    } cases[] = {{3, NULL, OUTCOME_ACKED},           {-1, NULL, OUTCOME_UNKNOWN},
                 {2, NULL, OUTCOME_UNKNOWN},         {0, NULL, OUTCOME_FAILED},
                 {2, "lease of l0", OUTCOME_ACKED},  {9, NULL, OUTCOME_UNKNOWN},
                 {1, "lease of l0", OUTCOME_UNKNOWN}};
    struct kit k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        changekit_open_with(&k, 0, 3);
        changekit_mark_all(&k);
        changekit_ask(&k, "A", "3 Enter");
        changekit_answer_ack(&k, cases[i].acks, 0, cases[i].warned);
        assert_int_equal(changekit_outcome_of(&k, "l0"),
                         cases[i].warned ? OUTCOME_WARNED : cases[i].outcome);
        assert_int_equal(changekit_outcome_of(&k, "l1"), cases[i].outcome);
        /* Whatever may not be over is still to be given back. */
        assert_int_equal(seen_leases(&k),
                         cases[i].outcome == OUTCOME_ACKED ? cases[i].warned != NULL : 3);
        kit_free(&k);
    }
}

/* What can be seen of it is looked at: the backlog, and where it is right to ask again, p. */
static void what_the_api_did_not_say_is_looked_up(void **state)
{
    static const char *const keys[] = {"A", "R"};
    struct kit k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        changekit_open_with(&k, 0, 1);
        while (kit_open(&k, OP_METRICS, NULL))
            kit_answer_metrics(&k, 5);
        changekit_ask(&k, keys[i], "y");
        while (kit_open(&k, OP_METRICS, NULL))
            kit_answer_metrics(&k, 5);
        changekit_answer_ack(&k, -1, -1, NULL);
        assert_non_null(kit_open(&k, OP_METRICS, "q0000"));
        seen_expect_part(seen_said(&k), ": 1 unknown (may be done): the API did not say");
        assert_int_equal(changekit_outcome_of(&k, "l0"), OUTCOME_UNKNOWN);
        assert_int_equal(seen_leases_to_release(&k), 1);
        kit_free(&k);
    }
}

static void errors_of_a_purge_name_no_message(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 2, 0);
    changekit_mark_all(&k);
    changekit_ask(&k, "A", "2 Enter");
    changekit_answer_purge(&k, 1, NULL);
    assert_int_equal(changekit_outcome_of(&k, "p0"), OUTCOME_UNKNOWN);
    changekit_expect_status(&k, "acknowledge: 2 unknown (may be done): invalid ref");
    changekit_ask(&k, "A", "2 Enter");
    changekit_answer_purge(&k, 1, "ref of p0");
    assert_int_equal(changekit_outcome_of(&k, "p0"), OUTCOME_WARNED);
    assert_int_equal(changekit_outcome_of(&k, "p1"), OUTCOME_FAILED);
    changekit_ask(&k, "A", "2 Enter");
    changekit_answer_purge(&k, 0, NULL);
    changekit_expect_status(&k, "acknowledged 2");
    kit_free(&k);
}

struct failing {
    enum err_kind kind;
    int http;
    bool sent_once;
    enum outcome outcome;
    const char *status; /* NULL: only that it may have been done */
};

static const struct failing failing[] = {
    {ERR_API, 400, false, OUTCOME_FAILED, "acknowledge: 1 failed: 400 bad"},
    {ERR_API, 500, false, OUTCOME_FAILED, "acknowledge: 1 failed: 500 bad; try again in a moment"},
    {ERR_API, 504, false, OUTCOME_UNKNOWN, NULL},
    {ERR_API, 524, false, OUTCOME_UNKNOWN, NULL},
    {ERR_RESPONSE, 200, false, OUTCOME_UNKNOWN, NULL},
    {ERR_NETWORK, 0, false, OUTCOME_FAILED, "acknowledge: 1 failed: bad"},
    {ERR_NETWORK, 0, true, OUTCOME_UNKNOWN, "acknowledge: 1 unknown (may be done): bad"},
    {ERR_CANCELLED, 0, true, OUTCOME_UNKNOWN, "acknowledge: 1 unknown (may be done): bad"},
    {ERR_CANCELLED, 0, false, OUTCOME_FAILED, "acknowledge: 1 failed: bad"},
    {ERR_TIMEOUT, 0, true, OUTCOME_UNKNOWN, "acknowledge: 1 unknown (may be done): bad"},
};

static void fail_batch(struct kit *k, const struct failing *f)
{
    struct event *e = kit_event(k, kit_open(k, OP_ACK, NULL), EV_FAILED);

    error_set(&e->err, f->kind, "bad");
    e->err.http = f->http;
    e->err.sent_once = f->sent_once;
    kit_feed(k, e);
}

/* A lease whose acknowledgement failed is held as before: it can be tried again. */
static void failures_are_told_from_the_unknown(void **state)
{
    struct kit k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(failing); i++) {
        const struct failing *f = &failing[i];

        changekit_open_with(&k, 0, 1);
        changekit_ask(&k, "A", "y");
        assert_int_equal(seen_leases_to_release(&k), 0);
        fail_batch(&k, f);
        assert_int_equal(changekit_outcome_of(&k, "l0"), f->outcome);
        assert_int_equal(seen_leases_to_release(&k), 1);
        assert_false(k.app->messages.rows[0].message->lease_over);
        if (f->status)
            changekit_expect_status(&k, f->status);
        else
            seen_expect_part(seen_said(&k), "it may have been done");
        changekit_ask(&k, "A", "y");
        assert_int_equal(kit_count(&k, OP_ACK), 2);
        kit_free(&k);
    }
}

static void warnings_are_in_the_overlay(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 1);
    changekit_ask(&k, "A", "y");
    changekit_answer_ack(&k, 0, 0, "lease of l0");
    kit_press(&k, "i");
    seen_expect_part(seen_screen_text(&k), "outcome           warned");
    seen_expect_part(seen_screen_text(&k), "too\rlate");
    kit_free(&k);
}

/* Quitting with an acknowledgement under way neither gives its lease back nor forgets the rest. */
static void the_way_out_waits_for_it(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 2);
    changekit_ask(&k, "A", "y");
    kit_press(&k, "Q");
    assert_true(seen_has_left(&k));
    assert_false(kit_is_cancelled(&k, kit_open(&k, OP_ACK, NULL)->id));
    assert_int_equal(seen_leases_to_release(&k), 1);
    assert_true(seen_holds(&k, "lease of l1"));
    r = kit_open(&k, OP_ACK, NULL);
    kit_expect_body(r, "{\"acks\":[{\"lease_id\":\"lease of l0\"}],\"retries\":[]}");
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(seen_leases_to_release(&k), 0);
    /* It failed: now that lease has to be given back as well. */
    kit_fail(&k, r, ERR_API, 403, -1, "no");
    kit_expect_body(
        kit_open(&k, OP_ACK, NULL),
        "{\"acks\":[],\"retries\":[{\"lease_id\":\"lease of l1\",\"delay_seconds\":0}]}");
    changekit_answer(&k);
    kit_expect_body(
        kit_open(&k, OP_ACK, NULL),
        "{\"acks\":[],\"retries\":[{\"lease_id\":\"lease of l0\",\"delay_seconds\":0}]}");
    kit_free(&k);
}

/* Between the key and the way out. */
static void nor_does_an_answer_begin_the_way_out(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 2);
    changekit_ask(&k, "A", "y");
    kit_press(&k, "Q");
    kit_fail(&k, kit_open(&k, OP_ACK, NULL), ERR_API, 403, -1, "no");
    assert_null(kit_open(&k, OP_ACK, NULL));
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_open(&k, OP_ACK, NULL)->call.n_handles, 2);
    kit_free(&k);
}

static void no_answer_in_time_is_said_after_the_screen(void **state)
{
    char line[600];
    struct kit k;

    (void)state;
    changekit_open_with(&k, 1, 0);
    changekit_ask(&k, "A", "y");
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    assert_false(release_is_done(k.app));
    release_describe(k.app, line, sizeof(line));
    assert_string_equal(line, "acknowledge got no answer: it may have been done");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_that_leave_some_out_are_not_believed),
        cmocka_unit_test(what_the_api_did_not_say_is_looked_up),
        cmocka_unit_test(errors_of_a_purge_name_no_message),
        cmocka_unit_test(failures_are_told_from_the_unknown),
        cmocka_unit_test(warnings_are_in_the_overlay),
        cmocka_unit_test(the_way_out_waits_for_it),
        cmocka_unit_test(nor_does_an_answer_begin_the_way_out),
        cmocka_unit_test(no_answer_in_time_is_said_after_the_screen),
    };

    return cmocka_run_group_tests_name("app: outcome", tests, NULL, NULL);
}
