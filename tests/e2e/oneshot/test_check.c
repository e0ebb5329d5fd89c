/* `cfqtop check`: one line and an exit status. */
#include "tests/e2e/oneshot/measurekit.h"

static void what_holds_fails_with_each_queue_and_its_fact(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "check", "--fail-if", "backlog>1000 or growing");
    assert_string_equal(r.out, "failing: flood: backlog 3,000 > 1,000, growing\n");
    assert_string_equal(r.err, "");
    finish(&r, 3);
}

static void what_does_not_hold_passes(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "check", "--fail-if", "backlog>1M or calm growing");
    assert_string_equal(r.out, "ok: 2 queues\n");
    finish(&r, 0);
}

/* By name and by id, and nothing else is asked for. */
static void queues_that_are_named_are_measured_alone(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "check", "calm", "--fail-if", "backlog>1000");
    assert_string_equal(r.out, "ok: 1 queue\n");
    finish(&r, 0);
    assert_int_equal(sim_count_requests(sim, "metrics"), 1);
    CFQTOP(&r, "check", FLOOD_ID, "calm", "--fail-if", "backlog>1000");
    assert_begins(r.out, "failing: flood: ");
    finish(&r, 3);
    assert_int_equal(sim_count_state_changes(sim), 0);
    CFQTOP(&r, "check", "calm", "nosuch", "--fail-if", "backlog>1000");
    assert_string_equal(r.out, "");
    assert_has(r.err, "cfqtop: no queue \"nosuch\" in account ");
    finish(&r, 1);
}

static void what_is_not_known_is_said(void **state)
{
    struct run r;

    (void)state;
    add_dim_queue();
    CFQTOP(&r, "check", "--for", "1s", "--fail-if", "calm growing or dim growing");
    assert_string_equal(r.out, "ok: 1 queue; not known within 1s: dim\n");
    finish(&r, 0);
    CFQTOP(&r, "check", "--for", "1s", "--fail-if", "growing");
    assert_string_equal(r.out, "failing: flood: growing; not known within 1s: dim\n");
    finish(&r, 3);
    CFQTOP(&r, "check", "dim", "--for", "1s", "--fail-if", "growing");
    assert_string_equal(r.out, "unknown: 0 queues; not known within 1s: dim\n");
    finish(&r, 1);
    CFQTOP(&r, "check", "dim", "--for", "1s", "--fail-if", "backlog>1 or growing");
    assert_string_equal(r.out, "failing: dim: backlog 3 > 1\n");
    finish(&r, 3);
    /* a name that is misspelt in the condition must not pass */
    CFQTOP(&r, "check", "--fail-if", "floood backlog>1");
    assert_string_equal(r.out, "unknown: 0 queues\n");
    finish(&r, 1);
}

/* What fails for good is seen where it ends. */
static void a_dead_letter_queue_is_measured_with_its_queue(void **state)
{
    struct run r;

    (void)state;
    sim_seed(sim, "{\"queues\":[{\"name\":\"drop\",\"messages\":[{\"size\":10,\"count\":200}],"
                  "\"history\":[{\"minutes\":20,\"in\":10,\"out\":0}]},"
                  "{\"name\":\"shop\",\"consumers\":[{\"type\":\"worker\","
                  "\"dead_letter_queue\":\"drop\"}]}]}");
    CFQTOP(&r, "check", "shop", "--fail-if", "dead>0");
    assert_begins(r.out, "failing: shop: dead ");
    assert_null(strstr(r.out, "drop"));
    finish(&r, 3);
    assert_int_equal(sim_count_requests(sim, "metrics"), 2);
}

static void a_wrong_condition_is_told_with_its_place(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "check", "--fail-if", "growing or backlog>many");
    assert_string_equal(r.out, "");
    assert_begins(r.err, "cfqtop: --fail-if: at 12: ");
    finish(&r, 2);
    CFQTOP(&r, "check", "flood");
    assert_has(r.err, "usage: cfqtop check [QUEUE...] --fail-if EXPR");
    finish(&r, 2);
    CFQTOP(&r, "queues", "--nagios");
    assert_has(r.err, "--nagios is only for check");
    finish(&r, 2);
    CFQTOP(&r, "check", "--fail-if", "growing", "--json");
    assert_has(r.err, "no --json");
    finish(&r, 2);
    assert_int_equal(sim_count_requests(sim, "any"), 0);
}

static void a_server_that_says_no_is_status_1(void **state)
{
    const char *wrong[] = {env[0], env[1], env[2], env[3], "CLOUDFLARE_API_TOKEN=nonsense", NULL};
    const char *account[] = {env[0],
                             env[1],
                             env[2],
                             env[3],
                             "CLOUDFLARE_API_TOKEN=nonsense",
                             "CLOUDFLARE_ACCOUNT_ID=" SIM_ACCOUNT,
                             NULL};
    struct run r;

    (void)state;
    run_cfqtop(&r, wrong, RUN_CAPTURE, "check", "--fail-if", "growing", NULL);
    assert_string_equal(r.out, "");
    assert_begins(r.err, "cfqtop: ");
    finish(&r, 1);
    run_cfqtop(&r, account, RUN_CAPTURE, "check", "--fail-if", "growing", NULL);
    assert_string_equal(r.out, "");
    assert_begins(r.err, "cfqtop: ");
    finish(&r, 1);
    sim_post(sim, "/__sim/fault",
             "{\"op\":\"metrics\",\"kind\":\"status\",\"status\":403,\"code\":10000,"
             "\"message\":\"forbidden here\",\"count\":0}");
    CFQTOP(&r, "check", "--fail-if", "growing");
    assert_string_equal(r.out, "");
    assert_has(r.err, "forbidden here");
    finish(&r, 1);
    CFQTOP(&r, "check", "--nagios", "--fail-if", "growing");
    assert_begins(r.out, "UNKNOWN - ");
    assert_has(r.out, "forbidden here");
    finish(&r, 3);
}

static void a_plugin_has_its_own_statuses_and_numbers(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "check", "calm", "--nagios", "--fail-if", "backlog>1000");
    assert_string_equal(r.out, "OK - 1 queue|'calm_backlog'=0 'calm_oldest'=0s\n");
    finish(&r, 0);
    CFQTOP(&r, "check", "flood", "--nagios", "--fail-if", "backlog>1000");
    assert_begins(r.out, "CRITICAL - flood: backlog 3,000 > 1,000|'flood_backlog'=3000 ");
    finish(&r, 2);
    CFQTOP(&r, "check", "--nagios", "--fail-if", "backlog>many");
    assert_begins(r.out, "UNKNOWN - at 1: ");
    finish(&r, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_holds_fails_with_each_queue_and_its_fact, set_up),
        cmocka_unit_test_setup(what_does_not_hold_passes, set_up),
        cmocka_unit_test_setup(queues_that_are_named_are_measured_alone, set_up),
        cmocka_unit_test_setup(what_is_not_known_is_said, set_up),
        cmocka_unit_test_setup(a_dead_letter_queue_is_measured_with_its_queue, set_up),
        cmocka_unit_test_setup(a_wrong_condition_is_told_with_its_place, set_up),
        cmocka_unit_test_setup(a_server_that_says_no_is_status_1, set_up),
        cmocka_unit_test_setup(a_plugin_has_its_own_statuses_and_numbers, set_up),
    };

    return cmocka_run_group_tests_name("check", tests, oneshot_start, oneshot_stop);
}
