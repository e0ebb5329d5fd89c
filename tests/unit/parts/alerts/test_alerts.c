/* What can be asked of queues, and how: names, fields, several at once, what is wrong. */
#include "tests/unit/parts/alerts/alertskit.h"

#include "base/memory/array.h"

enum { OFTEN = 2000, MINUTE = 60000, HOUR = 3600000 };

/* By so many from measurement to measurement, for four minutes. */
static void grow(struct watched *w, const char *name, int64_t from, int64_t by)
{
    for (int64_t i = 0; i < 120; i++)
        measure(w, OFTEN, name, from + i * by);
}

static void expect_raised(const char *alert, const char *name, int64_t from, int64_t by, int raised)
{
    struct watched w;

    start(&w, alert);
    grow(&w, name, from, by);
    if (w.raised != raised)
        fail_msg("%s: raised %d times for %s", alert, w.raised, name);
    stop(&w);
}

static void names_are_whole_or_patterns(void **state)
{
    (void)state;
    expect_raised("prod-* backlog>10", "prod-a", 20, 0, 1);
    expect_raised("prod-* backlog>10", "mail", 20, 0, 0);
    expect_raised("prod-? backlog>10", "prod-b", 20, 0, 1);
    expect_raised("prod backlog>10", "prod-a", 20, 0, 0);
    expect_raised("backlog>10 prod-a", "prod-a", 20, 0, 1);
    expect_raised("PROD-A backlog>10", "prod-a", 20, 0, 0);
    expect_raised("!prod-* backlog>10", "mail", 20, 0, 1);
    expect_raised("!prod-* backlog>10", "prod-a", 20, 0, 0);
    expect_raised("re:-[ab]$ backlog>10", "prod-a", 20, 0, 1);
    expect_raised("prod.a backlog>10", "prod-a", 20, 0, 0); /* no expression */
    expect_raised("\"prod-*\" backlog>10", "prod-a", 20, 0, 0);
}

static void growth_is_a_rate(void **state)
{
    (void)state;
    expect_raised("grows>100/min", "mail", 1000, 4, 1); /* 120 a minute */
    expect_raised("grows>1/s", "mail", 1000, 4, 1);
    expect_raised("grows>100", "mail", 1000, 4, 1);
    expect_raised("grows>3/s", "mail", 1000, 4, 0);
    expect_raised("grows>8k/h", "mail", 1000, 4, 0);
    expect_raised("grows>100/min", "mail", 1000, -4, 0);
    expect_raised("growing", "mail", 1000, 4, 1);
    expect_raised(":growing", "mail", 1000, 4, 1);
    expect_raised("growing", "mail", 1000, 0, 0);
    expect_raised("growing backlog>9k", "mail", 1000, 4, 0); /* both must hold */
}

static void dead_letters_are_those_of_the_source(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "dead>0");
    for (int64_t i = 0; i < 120; i++) {
        measure(&w, OFTEN / 2, "mail", i * 4);
        measure(&w, OFTEN / 2, "prod-b", 7);
        measure(&w, 0, "prod-a", 7);
    }
    assert_int_equal(w.raised, 1);
    assert_non_null(strstr(w.last, "prod-b: dead "));
    assert_non_null(strstr(w.last, "/min > 0/min"));
    stop(&w);
    expect_raised("dead>1k/min", "mail", 0, 4, 0);
}

/* A queue that has no dead-letter queue has no dead letters; what that was six minutes ago says
 * nothing. */
static void dead_letters_are_known_or_not(void **state)
{
    struct alert_count count;
    struct watched w;

    (void)state;
    start(&w, "dead>0");
    measure(&w, OFTEN, "prod-a", 7);
    measure(&w, OFTEN, "prod-b", 7);
    count = alerts_count(&w.alerts.items[0], &w.queues, &w.now);
    assert_int_equal(count.unknown, 1);
    assert_int_equal(count.stale, 1);
    grow(&w, "mail", 100, 4);
    measure(&w, 6 * MINUTE, "prod-b", 7);
    measure(&w, OFTEN, "prod-b", 7);
    assert_int_equal(w.raised, 0);
    grow(&w, "mail", 100, 4);
    measure(&w, MINUTE, "prod-b", 7);
    measure(&w, OFTEN, "prod-b", 7);
    assert_int_equal(w.raised, 1);
    stop(&w);
}

/* What history said of it up to so long ago, and two measurements now. */
static int raised_by_past(int64_t ago_ms)
{
    struct queue_stats *stats;
    struct watched w;
    int raised;

    start(&w, "growing");
    stats = stats_of(&w, "mail");
    trend_init(&stats->past, 10);
    for (int64_t i = 0; i < 15; i++)
        trend_add(&stats->past, w.now.mono_ms + i * MINUTE, 1000 + i * 500);
    w.now.mono_ms += 14 * MINUTE + ago_ms;
    w.now.wall_ms += 14 * MINUTE + ago_ms;
    measure(&w, 0, "mail", 9000);
    measure(&w, OFTEN, "mail", 9000);
    raised = w.raised;
    stop(&w);
    return raised;
}

static void growth_of_long_ago_is_not_known(void **state)
{
    (void)state;
    assert_int_equal(raised_by_past(4 * MINUTE), 1);
    assert_int_equal(raised_by_past(6 * MINUTE), 0);
}

/* Without an alert: the queue that grows with what fails elsewhere, and where that is. */
static void verdicts_count_queues_too(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>1G");
    for (int64_t i = 0; i < 120; i++) {
        measure(&w, OFTEN / 2, "mail", i * 4);
        measure(&w, OFTEN / 2, "prod-b", 7);
        measure(&w, 0, "prod-a", 7);
    }
    queues_settle(&w.queues, w.now.mono_ms + OFTEN);
    assert_true(queues_find_name(&w.queues, "mail")->needs_look);
    assert_true(queues_find_name(&w.queues, "prod-b")->needs_look);
    assert_false(queues_find_name(&w.queues, "prod-a")->needs_look);
    assert_int_equal(w.queues.n_need_look, 2);
    stop(&w);
}

static void set_oldest(struct watched *w, const char *name, int64_t age_ms)
{
    struct metrics m = {50, 50, w->now.wall_ms + OFTEN - age_ms};

    w->now.mono_ms += OFTEN;
    w->now.wall_ms += OFTEN;
    queues_measure(&w->queues, stats_of(w, name)->id, &m, w->now.mono_ms);
    wait_ms(w, 0);
}

static void age_is_that_of_the_oldest_message(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "age>15m");
    set_oldest(&w, "mail", 14 * MINUTE);
    set_oldest(&w, "mail", 14 * MINUTE);
    assert_int_equal(w.raised, 0);
    set_oldest(&w, "mail", 16 * MINUTE);
    set_oldest(&w, "mail", 16 * MINUTE);
    assert_int_equal(w.raised, 1);
    assert_string_equal(w.last, "mail: age 16m00s > 15m");
    measure(&w, OFTEN, "mail", 0); /* nothing is old where nothing is */
    measure(&w, OFTEN, "mail", 0);
    assert_int_equal(w.over, 1);
    stop(&w);
}

/* Until retention ends for it, which is four days. */
static void loss_is_near(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "loss<2h");
    set_oldest(&w, "mail", 93 * HOUR);
    set_oldest(&w, "mail", 93 * HOUR);
    assert_int_equal(w.raised, 0);
    set_oldest(&w, "mail", 95 * HOUR);
    set_oldest(&w, "mail", 95 * HOUR);
    assert_int_equal(w.raised, 1);
    assert_string_equal(w.last, "mail: loss 1h00m < 2h");
    measure(&w, OFTEN, "mail", 0);
    measure(&w, OFTEN, "mail", 0);
    assert_int_equal(w.over, 1);
    stop(&w);
}

/* History says how many there are, and nothing of the oldest: what was known of that gets old. */
static void an_age_that_is_not_measured_any_more_is_not_known(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "age>15m or loss<95h");
    set_oldest(&w, "mail", 8 * MINUTE);
    for (int i = 0; i < 20; i++) {
        struct queue_stats *stats = stats_of(&w, "mail");

        wait_ms(&w, MINUTE);
        stats->measured_mono_ms = w.now.mono_ms;
        wait_ms(&w, 0);
    }
    assert_int_equal(w.raised, 0);
    stop(&w);
}

static void or_makes_two(void **state)
{
    struct error err = {.text = ""};
    struct watched w;

    (void)state;
    start(&w, "  backlog>10 prod-*  or \"a or b\" age>1h or growing ");
    assert_int_equal(w.alerts.n, 3);
    assert_string_equal(w.alerts.items[0].filter.text, "backlog>10 prod-*");
    assert_string_equal(w.alerts.items[1].filter.text, "\"a or b\" age>1h");
    assert_string_equal(w.alerts.items[2].filter.text, "growing");
    assert_true(alerts_add(&w.alerts, "growing or dead>0", &err)); /* one is there */
    assert_int_equal(w.alerts.n, 4);
    assert_false(alerts_remove(&w.alerts, &w.queues, "5"));
    assert_false(alerts_remove(&w.alerts, &w.queues, "grow"));
    assert_true(alerts_remove(&w.alerts, &w.queues, "growing"));
    assert_true(alerts_remove(&w.alerts, &w.queues, "1"));
    assert_int_equal(w.alerts.n, 2);
    assert_string_equal(w.alerts.items[1].filter.text, "dead>0");
    stop(&w);
}

#define POSSIBLE "backlog>1000 age>15m grows>100/min loss<2h dead>0 growing"

static void what_is_wrong_is_told_with_its_place(void **state)
{
    static const struct {
        const char *alert, *error;
    } expected[] = {
        {"bcklog>10",
         "at 1: no bcklog: backlog, size, oldest, age, grows, loss or dead; or \"quote\" it"},
        {"prod-* backlog>x", "at 8: backlog: x is not a number: 3 or 10k"},
        {"dead>0 or \xc3\xa9 age>15", "at 13, not finished: " POSSIBLE},
        {"grows>3/day", "at 1: grows: 3/day is not a rate: 100/min, 5/s or 20/h"},
        {"loss<2w", "at 1: loss: 2w is not a duration: 500ms, 30s, 5m, 12h or 2d"},
        {"prod-*", "at 1, no condition: " POSSIBLE},
        {"dead>0 or ", "at 11, no condition: " POSSIBLE},
        {"age~3", "at 1: age: compare it with = != < <= > >="},
        {":grown",
         "at 1: there is no state :grown: paused, nonempty, dlq, worker, pull or growing"},
        {"backlog>", "at 1, not finished: " POSSIBLE},
    };
    struct alerts a = {.n = 0};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        struct error err = {.text = ""};

        assert_false(alerts_add(&a, expected[i].alert, &err));
        assert_string_equal(err.text, expected[i].error);
        assert_true(strlen(err.text) <= 80);
        assert_int_equal(a.n, 0);
    }
}

static void what_was_raised_stays_until_it_is_seen(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>10");
    measure(&w, OFTEN, "mail", 20);
    measure(&w, OFTEN, "prod-a", 30);
    measure(&w, OFTEN, "mail", 20);
    measure(&w, OFTEN, "prod-a", 30);
    assert_int_equal(w.alerts.n_unseen, 2);
    assert_string_equal(w.alerts.newest->name, "prod-a");
    alerts_see(&w.alerts, &w.queues, false);
    assert_int_equal(w.alerts.n_unseen, 1);
    assert_string_equal(w.alerts.newest->name, "mail");
    measure(&w, OFTEN, "mail", 0);
    measure(&w, OFTEN, "prod-a", 0);
    measure(&w, OFTEN, "mail", 0);
    measure(&w, OFTEN, "prod-a", 0);
    assert_int_equal(w.over, 2);
    assert_int_equal(w.alerts.n_unseen, 1); /* it is over, and nobody saw it */
    assert_true(w.alerts.newest->over);
    assert_int_equal(w.alerts.n_queues, 1);
    alerts_see(&w.alerts, &w.queues, true);
    assert_null(w.alerts.newest);
    assert_int_equal(w.alerts.n_queues, 0);
    stop(&w);
}

static void a_queue_counts_once(void **state)
{
    struct watched w;

    (void)state;
    start(&w, "backlog>10 or size>10 or mail backlog>5");
    measure(&w, OFTEN, "mail", 20);
    measure(&w, OFTEN, "mail", 20);
    assert_int_equal(w.raised, 3);
    assert_int_equal(w.alerts.n_queues, 1);
    queues_find_name(&w.queues, "mail")->needs_look = true; /* its verdict counts it */
    wait_ms(&w, OFTEN);
    assert_int_equal(w.alerts.n_queues, 0);
    stop(&w);
}

static void a_queue_that_is_gone_ends_it(void **state)
{
    static const char *const left[] = {"prod-a"};
    struct watched w;

    (void)state;
    start(&w, "backlog>10");
    measure(&w, OFTEN, "mail", 20);
    measure(&w, OFTEN, "mail", 20);
    list(&w, left, 1);
    wait_ms(&w, OFTEN);
    assert_int_equal(w.over, 1);
    stop(&w);
}

static void it_says_what_is_not_known(void **state)
{
    struct alert_count count;
    struct watched w;

    (void)state;
    start(&w, "age>15m");
    measure(&w, OFTEN, "mail", 0);
    measure(&w, OFTEN, "prod-a", 5);
    stats_of(&w, "prod-a")->metrics.oldest_ms = -1;
    count = alerts_count(&w.alerts.items[0], &w.queues, &w.now);
    assert_int_equal(count.about, 3);
    assert_int_equal(count.stale, 1);
    assert_int_equal(count.unknown, 1);
    w.now.mono_ms += 5 * MINUTE + 1;
    count = alerts_count(&w.alerts.items[0], &w.queues, &w.now);
    assert_int_equal(count.stale, 3);
    assert_true(stats_of(&w, "mail")->watched);
    alerts_remove(&w.alerts, &w.queues, "1");
    wait_ms(&w, OFTEN);
    assert_false(stats_of(&w, "mail")->watched);
    stop(&w);
}

static void thresholds_are_those_of_the_queue(void **state)
{
    int64_t limits[3];
    struct watched w;

    (void)state;
    start(&w, "backlog>50k or prod-* backlog>=10 or backlog<5 or age>1h or !backlog<=7");
    assert_int_equal(
        alerts_find_limits(&w.alerts, queues_find_name(&w.queues, "mail"), "backlog", limits, 3),
        2);
    assert_int_equal(limits[0], 7);
    assert_int_equal(limits[1], 50000);
    assert_int_equal(
        alerts_find_limits(&w.alerts, queues_find_name(&w.queues, "prod-a"), "backlog", limits, 3),
        3);
    assert_int_equal(limits[1], 10);
    stop(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_whole_or_patterns),
        cmocka_unit_test(growth_is_a_rate),
        cmocka_unit_test(dead_letters_are_those_of_the_source),
        cmocka_unit_test(dead_letters_are_known_or_not),
        cmocka_unit_test(growth_of_long_ago_is_not_known),
        cmocka_unit_test(verdicts_count_queues_too),
        cmocka_unit_test(age_is_that_of_the_oldest_message),
        cmocka_unit_test(loss_is_near),
        cmocka_unit_test(an_age_that_is_not_measured_any_more_is_not_known),
        cmocka_unit_test(or_makes_two),
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(what_was_raised_stays_until_it_is_seen),
        cmocka_unit_test(a_queue_counts_once),
        cmocka_unit_test(a_queue_that_is_gone_ends_it),
        cmocka_unit_test(it_says_what_is_not_known),
        cmocka_unit_test(thresholds_are_those_of_the_queue),
    };

    return cmocka_run_group_tests_name("alerts", tests, NULL, NULL);
}
