/* Alerts as a person sets and sees them: the command, the journal, the bell, a frozen screen. */
#include "tests/unit/list_orderkit.h"

static void run(struct kit *k, const char *line)
{
    kit_press(k, ":");
    kit_type(k, line, false);
    kit_type(k, "\n", false);
}

static void expect_refused(struct kit *k, const char *line, const char *why)
{
    run(k, line);
    seen_expect_open(k, "COMMAND");
    assert_string_equal(seen_refusal(k), why);
    kit_press(k, "Esc");
}

/* Measured, and looked at. */
static void measure_all(struct kit *k, int64_t count)
{
    for (int i = 0; i < 4; i++) {
        kit_wait(k, 1000);
        kit_answer_metrics(k, count);
    }
    kit_wait(k, 1000);
}

/* An alert about the first of two queues, which is raised. */
static void start_raised(struct kit *k, const char *set)
{
    struct app_config config = kit_config();
    struct error err;

    assert_true(alerts_add(&config.alerts, "queue-0000 backlog>1000", &err));
    kit_start(k, config);
    kit_list(k, 2);
    if (set)
        run(k, set);
    kit_answer_metrics(k, 2000);
    measure_all(k, 2000);
}

static size_t count_lines(const char *text, const char *part)
{
    size_t n = 0;

    for (const char *p = strstr(text, part); p; p = strstr(p + 1, part))
        n++;
    return n;
}

static void it_is_told_and_seen(void **state)
{
    struct kit k;

    (void)state;
    start_raised(&k, NULL);
    assert_int_equal(k.app->alerts.n_unseen, 1);
    assert_string_equal(k.app->alerts.newest->name, "queue-0000");
    assert_int_equal(alerting_count(k.app), 1);
    assert_false(k.app->wants_bell);
    kit_press(&k, "a");
    assert_int_equal(k.app->alerts.n_unseen, 0);
    assert_int_equal(alerting_count(k.app), 1); /* it is raised still */
    kit_press(&k, "a");
    seen_expect_said(&k, "no alert is unseen: :alert lists all");
    measure_all(&k, 100);
    assert_int_equal(alerting_count(k.app), 0);
    kit_free(&k);
}

static void the_journal_has_both_ends(void **state)
{
    struct kit k;

    (void)state;
    start_raised(&k, NULL);
    measure_all(&k, 100);
    kit_press(&k, "!");
    assert_int_equal(
        count_lines(seen_screen_text(&k),
                    "alert     raised                        queue-0000 backlog 2,000 > 1,000\n"),
        1);
    assert_int_equal(
        count_lines(seen_screen_text(&k),
                    "alert     over                          queue-0000 queue-0000 backlog>1000"),
        1);
    assert_int_equal(k.app->call_log.said, 2);
    kit_free(&k);
}

static void the_bell_rings_once(void **state)
{
    struct kit k;

    (void)state;
    start_raised(&k, "set bell");
    assert_true(k.app->wants_bell);
    k.app->wants_bell = false;
    measure_all(&k, 2000);
    measure_all(&k, 950);
    measure_all(&k, 2000);
    assert_false(k.app->wants_bell);
    measure_all(&k, 100);
    assert_false(k.app->wants_bell);
    measure_all(&k, 2000);
    assert_true(k.app->wants_bell);
    kit_free(&k);
}

static void a_frozen_screen_waits(void **state)
{
    struct kit k;

    (void)state;
    start_raised(&k, NULL);
    measure_all(&k, 100);
    kit_press(&k, "a");
    measure(&k, "q0000", 2000);
    kit_wait(&k, 1000);
    kit_press(&k, "Z");
    kit_wait(&k, 60000);
    assert_int_equal(k.app->alerts.n_unseen, 0);
    kit_press(&k, "Z");
    kit_wait(&k, 1000);
    assert_int_equal(k.app->alerts.n_unseen, 1);
    kit_free(&k);
}

static void commands_set_list_and_remove(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    run(&k, "alert queue-000? backlog>3 or age>15m");
    seen_expect_said(&k, "2 alerts, this one about 3 queues");
    run(&k, "alert nosuch dead>0");
    seen_expect_said(&k, "3 alerts; there is no queue of that name yet");
    measure_all(&k, 5);
    run(&k, "alert");
    seen_expect_screen(&k, "ALERTS");
    seen_expect_part(seen_screen_text(&k),
                     " 1  queue-000? backlog>3                  RAISED for 3 of 3 queues\n");
    seen_expect_part(seen_screen_text(&k), "! queue-0001  backlog 5 > 3 since ");
    seen_expect_part(seen_screen_text(&k), ", not seen\n");
    seen_expect_part(seen_screen_text(&k),
                     " 2  age>15m                               quiet, about 3 queues\n");
    seen_expect_part(seen_screen_text(&k),
                     "3 of 3 not judged: what it asks for is not known yet\n");
    seen_expect_part(seen_screen_text(&k), "no queue of that name\n");
    for (int i = 0; i < 310; i++)
        kit_wait(&k, 1000); /* nothing is answered any more */
    app_settle(k.app);
    seen_expect_part(seen_screen_text(&k), "3 of 3 not judged: not measured within 5m\n");
    seen_expect_part(seen_screen_text(&k), "RAISED for 3 of 3 queues");
    kit_press(&k, "q");
    run(&k, "alert seen");
    assert_int_equal(k.app->alerts.n_unseen, 0);
    run(&k, "alert -age>15m");
    seen_expect_said(&k, "2 alerts left");
    run(&k, "alert -2");
    expect_refused(&k, "alert -2", "there is no alert 2: :alert lists them");
    run(&k, "alert off");
    assert_int_equal(k.app->alerts.n, 0);
    run(&k, "alert");
    seen_expect_part(seen_screen_text(&k), "There is no alert.\n");
    kit_free(&k);
}

static void what_is_wrong_stays_to_be_mended(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    expect_refused(
        &k, "alert prod-* bcklog>1",
        "at 8: no bcklog: backlog, size, oldest, age, grows, loss or dead; or \"quote\" it");
    expect_refused(&k, "alert prod-*",
                   "at 1, no condition: "
                   "backlog>1000 age>15m grows>100/min loss<2h dead>0 growing");
    assert_int_equal(k.app->alerts.n, 0);
    kit_free(&k);
}

static const char *tab(struct kit *k, const char *line, const char *keys)
{
    if (k->app->mode != MODE_COMMAND)
        kit_press(k, ":");
    kit_press(k, "Ctrl-U");
    kit_type(k, line, false);
    kit_press(k, keys);
    return seen_field(k, 0);
}

static void tab_completes(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    assert_string_equal(tab(&k, "alert ba", "Tab"), "alert backlog");
    assert_string_equal(tab(&k, "alert queue-0", "Tab"), "alert queue-0000");
    assert_string_equal(tab(&k, "alert queue-0", "Tab Tab"), "alert queue-0001");
    assert_string_equal(tab(&k, "alert queue-* gr", "Tab"), "alert queue-* grows");
    assert_string_equal(tab(&k, "alert queue-* gr", "Tab Tab"), "alert queue-* growing");
    assert_string_equal(tab(&k, "alert of", "Tab"), "alert off");
    kit_press(&k, "Esc");
    run(&k, "alert age>15m queue-0001");
    assert_string_equal(tab(&k, "alert -", "Tab"), "alert -age>15m queue-0001");
    kit_free(&k);
}

/* Of many queues that nobody sees, those with an alert are measured twice as often. */
static void what_is_watched_is_measured_sooner(void **state)
{
    size_t watched = 0, others = 0;
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_list(&k, 400);
    run(&k, "alert queue-03?? backlog>1000");
    for (int i = 0; i < 1200; i++) {
        kit_wait(&k, 1000);
        kit_answer_metrics(&k, 5);
    }
    for (size_t i = 0; i < k.n; i++) {
        const char *id = k.sent[i].request->call.queue_id;

        watched += k.sent[i].request->call.op == OP_METRICS && !strncmp(id, "q03", 3);
        others += k.sent[i].request->call.op == OP_METRICS && !strncmp(id, "q02", 3);
    }
    assert_true(watched * 2 > others * 3);
    assert_true(others > 0);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_told_and_seen),
        cmocka_unit_test(the_journal_has_both_ends),
        cmocka_unit_test(the_bell_rings_once),
        cmocka_unit_test(a_frozen_screen_waits),
        cmocka_unit_test(commands_set_list_and_remove),
        cmocka_unit_test(what_is_wrong_stays_to_be_mended),
        cmocka_unit_test(tab_completes),
        cmocka_unit_test(what_is_watched_is_measured_sooner),
    };

    return cmocka_run_group_tests_name("alerting", tests, NULL, NULL);
}
