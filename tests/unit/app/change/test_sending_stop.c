/* What ends the sending of batches before all are sent: a failure, Ctrl-C, a way out, a freeze,
 * read-only. */
#include "app/change/release.h"
#include "base/memory/array.h"

#include "tests/unit/changekit.h"

/* What would fail the same way is not tried. */
static void some_failures_stop_the_rest(void **state)
{
    static const struct {
        enum err_kind kind;
        int http;
        const char *status; /* NULL: the next are sent */
    } cases[] = {
        {ERR_API, 400, NULL},
        {ERR_API, 500, NULL},
        {ERR_USAGE, 0, NULL},
        {ERR_API, 429, "acknowledge: 100 failed, 250 not sent, 300 under way: 429"},
        {ERR_API, 401, "acknowledge: 100 failed, 250 not sent, 300 under way: 401"},
        {ERR_API, 403, "acknowledge: 100 failed, 250 not sent, 300 under way: 403"},
        {ERR_API, 404, "acknowledge: 100 failed, 250 not sent, 300 under way: 404"},
        {ERR_NETWORK, 0, "acknowledge: 100 failed, 250 not sent, 300 under way: bad"},
        {ERR_TIMEOUT, 0, "acknowledge: 100 failed, 250 not sent, 300 under way: bad"},
        {ERR_API, 502, "acknowledge: 100 unknown (may be done), 250 not sent, 300 under way: "},
    };
    struct kit k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *want = cases[i].status;

        changekit_acknowledge(&k, 0, 650);
        changekit_refuse(&k, cases[i].kind, cases[i].http);
        assert_int_equal(kit_count(&k, OP_ACK), want ? 4 : 5);
        if (want)
            assert_memory_equal(k.app->status.text, want, strlen(want));
        for (int n = 0; n < 3; n++)
            changekit_answer(&k);
        assert_int_equal(kit_count(&k, OP_ACK), want ? 4 : 7);
        if (want) { /* nothing lost: held, marked, without an outcome */
            assert_int_equal(k.app->leases.held.n, 350);
            assert_int_equal(marks_count(&k.app->marks, &k.app->messages), 350);
            assert_int_equal(changekit_outcome_of(&k, "l649"), OUTCOME_NONE);
            assert_int_equal(k.app->changes.n, 0);
        }
        kit_free(&k);
    }
}

static void ctrl_c_gives_up_what_waits_and_then_what_is_under_way(void **state)
{
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 0, 650);
    kit_press(&k, "Ctrl-C");
    changekit_expect_status(&k, "acknowledge: 250 not sent, 400 under way: cancelled");
    for (size_t i = 0; i < k.n; i++)
        assert_true(k.sent[i].request->kind == REQ_CALL);
    assert_int_equal(changekit_outcome_of(&k, "l400"), OUTCOME_NONE);
    changekit_answer(&k);
    changekit_expect_status(&k, "acknowledged 100, 250 not sent, 300 under way: cancelled");
    assert_int_equal(kit_count(&k, OP_ACK), 4);
    kit_wait(&k, 1000);
    kit_press(&k, "Ctrl-C");
    changekit_expect_status(&k, "ack cancelled (Ctrl-C again quits)");
    for (struct request *r; (r = kit_open(&k, OP_ACK, NULL)) != NULL;) {
        assert_true(kit_is_cancelled(&k, r->id));
        kit_fail(&k, r, ERR_CANCELLED, 0, -1, "cancelled");
    }
    changekit_expect_status(&k, "acknowledged 100, 300 failed, 250 not sent: cancelled");
    assert_int_equal(k.app->leases.held.n, 550);
    kit_free(&k);
}

/* What waits is not sent, but given back where it is held. */
static void quitting_gives_back_what_waits(void **state)
{
    size_t given_back = 0;
    char line[600];
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 0, 650);
    kit_press(&k, "Q");
    assert_true(k.app->quitting);
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 4 + 3);
    for (size_t i = 0; i < 4; i++)
        changekit_answer(&k);
    for (struct request *r; (r = kit_open(&k, OP_ACK, NULL)) != NULL; changekit_answer(&k)) {
        assert_false(release_is_done(k.app));
        assert_true(r->call.handles[0].retry);
        given_back += r->call.n_handles;
    }
    assert_int_equal(given_back, 250);
    assert_true(release_is_done(k.app));
    release_describe(k.app, line, sizeof(line));
    assert_string_equal(line, "released 250 leases; 250 messages not sent: as before");
    kit_free(&k);
}

/* The way out has its own batches, and each says for itself what was given back. */
static void the_way_out_goes_in_batches(void **state)
{
    static const char *const results[] = {"retried", "failed", "retried"};
    struct audit_entry *e;
    size_t n = 0;
    char line[600];
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 250);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 3);
    changekit_answer(&k);
    changekit_refuse(&k, ERR_API, 500);
    changekit_answer(&k);
    assert_true(release_is_done(k.app));
    assert_int_equal(k.app->leases.held.n, 100); /* for the next start */
    release_describe(k.app, line, sizeof(line));
    assert_string_equal(line, "released 150 of 250 leases, the rest end by themselves: "
                              "500 bad; try again in a moment");
    while ((e = audit_take(&k.app->audit)) != NULL) {
        if (e->record.is_result && !strcmp(e->record.op, "retry")) {
            assert_true(n < 3);
            assert_string_equal(e->record.messages[0].result, results[n++]);
        }
        audit_entry_free(e);
    }
    assert_int_equal(n, 3);
    kit_free(&k);
}

static void no_network_on_the_way_out_is_not_tried_again(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 2000);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 16);
    for (size_t i = 0; i < 16; i++)
        changekit_refuse(&k, ERR_NETWORK, 0);
    assert_int_equal(kit_count(&k, OP_ACK), 16);
    assert_true(release_is_done(k.app));
    kit_free(&k);
}

static void a_freeze_holds_what_waits(void **state)
{
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 0, 650);
    kit_press(&k, "Z");
    changekit_answer(&k);
    changekit_answer(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 4);
    kit_press(&k, "Z");
    assert_int_equal(kit_count(&k, OP_ACK), 6);
    kit_free(&k);
}

/* The answers that the freeze held make room, and nothing may go there. */
static void leaving_a_freeze_sends_nothing_that_waits(void **state)
{
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 0, 650);
    kit_press(&k, "Z");
    changekit_answer(&k);
    kit_press(&k, "Ctrl-C");
    changekit_expect_status(&k, "acknowledged 100, 250 not sent, 300 under way: cancelled");
    assert_int_equal(kit_count(&k, OP_ACK), 4);
    assert_int_equal(seen_leases_to_release(&k), 250);
    kit_free(&k);
    changekit_acknowledge(&k, 0, 650);
    kit_press(&k, "Z");
    changekit_answer(&k);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    for (size_t i = 0; i < 3; i++) {
        assert_false(kit_open(&k, OP_ACK, NULL)->call.handles[0].retry);
        changekit_answer(&k);
    }
    for (struct request *r; (r = kit_open(&k, OP_ACK, NULL)) != NULL; changekit_answer(&k))
        assert_true(r->call.handles[0].retry);
    assert_int_equal(k.app->release.released, 250);
    kit_free(&k);
}

/* An answer that comes between the key and the way out makes room for nothing either. */
static void an_answer_after_the_key_sends_nothing_that_waits(void **state)
{
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 650, 0);
    kit_press(&k, "Q");
    changekit_answer_purge(&k, 0, NULL);
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_count(&k, OP_PURGE_MESSAGES), 4);
    assert_int_equal(changekit_outcome_of(&k, "p649"), OUTCOME_NONE);
    kit_free(&k);
}

static void read_only_stops_what_waits(void **state)
{
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 0, 650);
    kit_press(&k, ":");
    kit_type(&k, "set read-only\n", false);
    assert_true(app_option(k.app, OPT_READ_ONLY));
    changekit_answer(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 4);
    changekit_expect_status(&k, "acknowledged 100, 250 not sent, 300 under way: read-only: set "
                                "by :set (:set noread-only ends it)");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_failures_stop_the_rest),
        cmocka_unit_test(ctrl_c_gives_up_what_waits_and_then_what_is_under_way),
        cmocka_unit_test(quitting_gives_back_what_waits),
        cmocka_unit_test(the_way_out_goes_in_batches),
        cmocka_unit_test(no_network_on_the_way_out_is_not_tried_again),
        cmocka_unit_test(a_freeze_holds_what_waits),
        cmocka_unit_test(leaving_a_freeze_sends_nothing_that_waits),
        cmocka_unit_test(an_answer_after_the_key_sends_nothing_that_waits),
        cmocka_unit_test(read_only_stops_what_waits),
    };

    return cmocka_run_group_tests_name("app: batches stopped", tests, NULL, NULL);
}
