#include "app/change/release.h"

#include "tests/unit/seenkit.h"

static struct request *pull_from(struct kit *k, const char *keys, size_t n, const char *prefix)
{
    struct request *r;

    kit_press(k, keys);
    r = kit_pull(k);
    kit_messages(k, r, n, prefix);
    return r;
}

/* The lines that are printed once the screen is gone. */
static const char *describe(const struct kit *k)
{
    static char out[600];

    release_describe(k->app, out, sizeof(out));
    return out;
}

static void answer_acks(struct kit *k)
{
    struct request *r;

    while ((r = kit_open(k, OP_ACK, NULL)) != NULL) {
        struct event *e = kit_event(k, r, EV_DONE);

        e->u.ack = mem_new(1, sizeof(*e->u.ack));
        e->u.ack->ack_count = 0;
        e->u.ack->retry_count = (int64_t)r->call.n_handles;
        kit_feed(k, e);
    }
}

static void q_goes_back_level_by_level(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 3, "m");
    kit_press(&k, "Enter i");
    seen_expect_screen(&k, "MESSAGE");
    kit_press(&k, "q");
    seen_expect_screen(&k, "");
    assert_true(seen_is_zoomed(&k));
    kit_press(&k, "Esc");
    assert_false(seen_is_zoomed(&k));
    seen_expect_pane(&k, "body");
    kit_press(&k, "q");
    seen_expect_pane(&k, "messages");
    kit_press(&k, "q");
    seen_expect_pane(&k, "queues");
    assert_false(seen_has_left(&k));
    kit_press(&k, "q");
    assert_true(seen_has_left(&k));
    kit_free(&k);
}

static void quitting_asks_when_leases_are_held(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 2, "m");
    kit_press(&k, "1 q");
    seen_expect_open(&k, "QUIT");
    assert_false(seen_has_left(&k));
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "y");
    assert_true(seen_has_left(&k));
    kit_free(&k);
}

static void leases_that_ended_are_not_asked_about(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 2, "m");
    k.now.mono_ms += 30000;
    kit_press(&k, "1 q");
    assert_true(seen_has_left(&k));
    kit_free(&k);
}

static void capital_q_quits_at_once(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 2, "m");
    kit_press(&k, "?");
    kit_press(&k, "Q");
    assert_true(seen_has_left(&k));
    kit_free(&k);
}

static void quitting_cancels_reads_but_no_pull(void **state)
{
    struct request *pull, *metrics;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull = kit_pull(&k);
    kit_wait(&k, 3000);
    metrics = kit_open(&k, OP_METRICS, NULL);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_true(kit_is_cancelled(&k, metrics->id));
    assert_false(kit_is_cancelled(&k, pull->id));
    kit_free(&k);
}

static void ctrl_c_cancels_the_newest_call(void **state)
{
    struct request *first, *second;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "r"); /* the list is the oldest call, so its end moves others up */
    first = kit_open(&k, OP_QUEUES, NULL);
    kit_press(&k, "Enter");
    second = kit_pull(&k);
    kit_feed(&k, kit_event(&k, first, EV_DONE));
    kit_press(&k, "Ctrl-C");
    assert_true(kit_is_cancelled(&k, second->id));
    assert_false(kit_is_cancelled(&k, kit_open(&k, OP_PEEK, NULL)->id));
    assert_false(seen_has_left(&k));
    kit_fail(&k, second, ERR_CANCELLED, 0, -1, "");
    seen_expect_part(seen_said(&k), "pull cancelled");
    kit_free(&k);
}

static void ctrl_c_cancels_what_waits_for_its_next_try(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_wait(&k, 3000);
    r = kit_open(&k, OP_METRICS, NULL);
    kit_retrying(&k, r, 9000);
    kit_press(&k, "Ctrl-C");
    assert_true(kit_is_cancelled(&k, r->id));
    kit_fail(&k, r, ERR_CANCELLED, 0, -1, "");
    assert_int_equal(k.app->connection.state, CONNECTION_LIVE);
    kit_free(&k);
}

static void ctrl_c_twice_quits(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Ctrl-C");
    assert_false(seen_is_error(&k));
    kit_wait(&k, 1000);
    kit_press(&k, "Ctrl-C");
    assert_false(seen_has_left(&k));
    kit_wait(&k, 999);
    kit_press(&k, "Ctrl-C");
    assert_true(seen_has_left(&k));
    kit_free(&k);
}

static void leases_are_released_queue_by_queue(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 2, "a");
    pull_from(&k, "Alt-1 k", 3, "b");
    pull_from(&k, "Alt-1 j", 1, "c");
    kit_press(&k, "Q");
    assert_int_equal(kit_count(&k, OP_ACK), 0);
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 2);
    assert_false(release_is_done(k.app));
    r = kit_open(&k, OP_ACK, "q0001");
    assert_string_equal(r->call.account_id, "acc");
    kit_expect_body(r, "{\"acks\":[],\"retries\":["
                       "{\"lease_id\":\"lease of a0\",\"delay_seconds\":0},"
                       "{\"lease_id\":\"lease of a1\",\"delay_seconds\":0},"
                       "{\"lease_id\":\"lease of c0\",\"delay_seconds\":0}]}");
    assert_int_equal(kit_open(&k, OP_ACK, "q0000")->call.n_handles, 3);
    answer_acks(&k);
    assert_true(release_is_done(k.app));
    assert_string_equal(describe(&k), "released 6 leases");
    kit_free(&k);
}

static void ended_leases_are_left_out(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 2, "a");
    kit_wait(&k, 20000);
    pull_from(&k, "Alt-1 k", 1, "b");
    k.now.mono_ms += 9900; /* no tick has noticed yet */
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 1);
    assert_int_equal(kit_open(&k, OP_ACK, NULL)->call.n_handles, 1);
    answer_acks(&k);
    assert_string_equal(describe(&k), "released 1 lease");
    kit_free(&k);
}

static void without_leases_nothing_is_said(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 0);
    assert_true(release_is_done(k.app));
    assert_string_equal(describe(&k), "");
    kit_free(&k);
}

static void a_pull_that_comes_late_is_released_too(void **state)
{
    struct request *pull;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 2, "a");
    pull = kit_pull(&k);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    answer_acks(&k);
    assert_false(release_is_done(k.app));
    kit_messages(&k, pull, 4, "late");
    assert_int_equal(kit_open(&k, OP_ACK, NULL)->call.n_handles, 4);
    answer_acks(&k);
    assert_true(release_is_done(k.app));
    assert_string_equal(describe(&k), "released 6 leases");
    kit_free(&k);
}

static void a_pull_without_answer_is_said(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    assert_non_null(kit_pull(&k));
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    assert_false(release_is_done(k.app));
    assert_non_null(strstr(describe(&k), "a pull got no answer"));
    kit_free(&k);
}

/* Whichever it is: the table of operations says which those are. */
static void what_changes_the_server_is_waited_for(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        bool changes = operation_get((enum op)op)->changes_server;
        uint64_t id;
        struct kit k;

        kit_ready(&k, 3);
        id = calls_add(&k.app->calls, (enum op)op, "q0001", k.now.mono_ms)->id;
        kit_press(&k, "Q");
        app_leave(k.app, k.now);
        kit_take(&k);
        assert_int_equal(kit_is_cancelled(&k, id), !changes);
        assert_int_equal(release_is_done(k.app), !changes);
        assert_int_equal(strstr(describe(&k), "got no answer") != NULL, changes);
        kit_free(&k);
    }
}

/* That one call failed says nothing of the other. */
static void a_failed_release_says_why(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 2, "a");
    pull_from(&k, "Alt-1 k", 3, "b");
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    kit_fail(&k, kit_open(&k, OP_ACK, "q0001"), ERR_API, 403, -1, "no");
    answer_acks(&k);
    assert_true(release_is_done(k.app));
    assert_non_null(strstr(describe(&k), "released 3 of 5 leases"));
    assert_non_null(strstr(describe(&k), "Queues Write"));
    kit_free(&k);
}

static void a_release_without_answer_is_said(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 2, "a");
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    assert_non_null(strstr(describe(&k), "released 0 of 2 leases"));
    assert_non_null(strstr(describe(&k), "no answer"));
    kit_free(&k);
}

/* The server's own count wins: a success may leave leases out. */
static void leases_the_server_did_not_take_are_not_counted(void **state)
{
    struct request *r;
    struct event *e;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 3, "a");
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    r = kit_open(&k, OP_ACK, NULL);
    e = kit_event(&k, r, EV_DONE);
    e->u.ack = mem_new(1, sizeof(*e->u.ack));
    e->u.ack->ack_count = -1;
    e->u.ack->retry_count = 1;
    e->u.ack->n_warnings = 2;
    e->u.ack->warnings = arena_new(&e->u.ack->arena, 2, sizeof(*e->u.ack->warnings));
    e->u.ack->warnings[0] = e->u.ack->warnings[1] =
        (struct warning){"lease of a0", "lease expired"};
    kit_feed(&k, e);
    assert_string_equal(describe(&k),
                        "released 0 of 3 leases, the rest end by themselves: the server left some "
                        "out and does not say which; 1 lease had ended before");
    kit_free(&k);
}

static void a_release_without_counts_is_not_known_to_be_done(void **state)
{
    struct event *e;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull_from(&k, "j", 3, "a");
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    e = kit_event(&k, kit_open(&k, OP_ACK, NULL), EV_DONE);
    e->u.ack = mem_new(1, sizeof(*e->u.ack));
    e->u.ack->ack_count = e->u.ack->retry_count = -1;
    kit_feed(&k, e);
    assert_string_equal(describe(&k), "released 0 of 3 leases, the rest end by themselves: "
                                      "the API did not say");
    assert_int_equal(seen_leases(&k), 3); /* for the next start */
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(q_goes_back_level_by_level),
        cmocka_unit_test(quitting_asks_when_leases_are_held),
        cmocka_unit_test(leases_that_ended_are_not_asked_about),
        cmocka_unit_test(capital_q_quits_at_once),
        cmocka_unit_test(quitting_cancels_reads_but_no_pull),
        cmocka_unit_test(ctrl_c_cancels_the_newest_call),
        cmocka_unit_test(ctrl_c_cancels_what_waits_for_its_next_try),
        cmocka_unit_test(ctrl_c_twice_quits),
        cmocka_unit_test(leases_are_released_queue_by_queue),
        cmocka_unit_test(ended_leases_are_left_out),
        cmocka_unit_test(without_leases_nothing_is_said),
        cmocka_unit_test(a_pull_that_comes_late_is_released_too),
        cmocka_unit_test(a_pull_without_answer_is_said),
        cmocka_unit_test(what_changes_the_server_is_waited_for),
        cmocka_unit_test(a_failed_release_says_why),
        cmocka_unit_test(a_release_without_answer_is_said),
        cmocka_unit_test(leases_the_server_did_not_take_are_not_counted),
        cmocka_unit_test(a_release_without_counts_is_not_known_to_be_done),
    };

    return cmocka_run_group_tests_name("app: leaving", tests, NULL, NULL);
}
