/* What the screen is about is asked for as it rests, within a part of the limit. */
#include "tests/unit/app/read/pastaskkit.h"

static void an_answer_about_another_queue_is_dropped(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1}, other = {"q0000", 5, 0, -1};
    struct kit k;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    answer(&k, &none, 1);
    answer(&k, &none, 1);
    kit_wait(&k, 1000);
    kit_press(&k, "j");
    answer(&k, &other, 1);
    assert_null(past_find(k.app));
    kit_wait(&k, 1000);
    assert_string_equal(question(&k)->call.queue_ids[0], "q0001");
    kit_free(&k);
}

static void a_hand_on_the_arrow_key_asks_nothing(void **state)
{
    struct kit k;
    size_t before;

    (void)state;
    start_asked(&k, 40);
    before = kit_count(&k, OP_HISTORY);
    for (int i = 0; i < 30; i++) {
        kit_press(&k, "j");
        kit_wait(&k, 200);
    }
    assert_int_equal(kit_count(&k, OP_HISTORY), before);
    kit_free(&k);
}

static void it_keeps_to_its_part_of_the_limit(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    struct kit k;
    size_t before;

    (void)state;
    start_asked(&k, 40);
    before = kit_count(&k, OP_HISTORY);
    for (int i = 0; i < 300; i++) { /* 5 minutes, a queue a second */
        kit_press(&k, i / 30 % 2 ? "k" : "j");
        run(&k, 1000, &none);
    }
    assert_in_range(kit_count(&k, OP_HISTORY) - before, 100, 150);
    kit_free(&k);
}

static void nothing_is_asked_while_the_screen_stands(void **state)
{
    struct kit k;
    size_t before;

    (void)state;
    start_asked(&k, 3);
    kit_press(&k, "Z");
    before = kit_count(&k, OP_HISTORY);
    for (int i = 0; i < 100; i++)
        kit_wait(&k, 2000);
    assert_int_equal(kit_count(&k, OP_HISTORY), before);
    kit_free(&k);
}

/* Fourteen days where a week may be asked for at once: two questions, one answer. */
static void a_long_range_is_asked_for_in_spans(void **state)
{
    static const struct slope slope = {"q0000", 5, 1, -1};
    const int64_t day_ms = 86400000;
    const struct history_queue *q;
    struct history_question first, second;
    const char *id = "q0000";
    struct kit k;

    (void)state;
    start_asked(&k, 3);
    k.app->past.plan.span_s = 604800;
    k.app->screen = SCREEN_GRAPH; /* which says what is wanted */
    past_want(k.app, &id, 1, 14 * day_ms);
    k.now.mono_ms += 1000;
    app_tick(k.app, k.now);
    kit_take(&k);
    first = question(&k)->call.history;
    assert_in_range(first.end_ms - first.start_ms, 6 * day_ms, 7 * day_ms);
    answer(&k, &slope, 1);
    assert_true(past_find(k.app)->asked.start_ms > first.start_ms); /* what was there, so far */
    second = question(&k)->call.history;
    assert_int_equal(second.end_ms, first.start_ms);
    assert_int_equal(second.step, first.step);
    while (question(&k))
        answer(&k, &slope, 1);
    q = history_find(past_find(k.app), id);
    assert_int_equal(past_find(k.app)->asked.end_ms, first.end_ms);
    assert_true(past_find(k.app)->asked.start_ms <= k.now.wall_ms - 14 * day_ms);
    for (size_t i = 1; i < q->n; i++)
        assert_int_equal(q->rows[i].time_ms - q->rows[i - 1].time_ms, 3600000);
    assert_int_equal(q->rows[0].time_ms, past_find(k.app)->asked.start_ms);
    kit_free(&k);
}

/* Where an hour at a time is allowed fourteen days would be 336 questions: it ends with what came.
 */
static void a_range_is_asked_for_in_twenty_questions_at_most(void **state)
{
    static const struct slope slope = {"q0000", 5, 1, -1};
    const int64_t hour_ms = 3600000;
    const struct history *h;
    const char *id = "q0000";
    struct kit k;
    int n = 0;

    (void)state;
    start_asked(&k, 3);
    k.app->past.plan.span_s = 3600;
    k.app->screen = SCREEN_GRAPH;
    past_want(k.app, &id, 1, 336 * hour_ms);
    k.now.mono_ms += 1000;
    app_tick(k.app, k.now);
    kit_take(&k);
    for (; question(&k); n++)
        answer(&k, &slope, 1);
    assert_int_equal(n, 20);
    h = past_find(k.app);
    assert_int_equal(h->asked.end_ms / 60000, k.now.wall_ms / 60000);
    assert_in_range(h->asked.end_ms - h->asked.start_ms, 19 * hour_ms, 20 * hour_ms);
    assert_int_equal(history_find(h, id)->n, 20);
    kit_free(&k);
}

/* What is older than the analytics keep ends it. */
static void what_is_not_kept_is_not_asked_for(void **state)
{
    static const struct slope slope = {"q0000", 5, 1, -1};
    const int64_t day_ms = 86400000;
    const char *id = "q0000";
    struct kit k;

    (void)state;
    start_asked(&k, 3);
    k.app->past.plan.span_s = 604800;
    k.app->past.plan.age_s = 864000;
    k.app->screen = SCREEN_GRAPH;
    past_want(k.app, &id, 1, 14 * day_ms);
    k.now.mono_ms += 1000;
    app_tick(k.app, k.now);
    kit_take(&k);
    while (question(&k))
        answer(&k, &slope, 1);
    assert_in_range(k.now.wall_ms - past_find(k.app)->asked.start_ms, 9 * day_ms, 10 * day_ms);
    assert_int_equal(past_find(k.app)->asked.end_ms / 60000, k.now.wall_ms / 60000);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_about_another_queue_is_dropped),
        cmocka_unit_test(a_hand_on_the_arrow_key_asks_nothing),
        cmocka_unit_test(it_keeps_to_its_part_of_the_limit),
        cmocka_unit_test(nothing_is_asked_while_the_screen_stands),
        cmocka_unit_test(a_long_range_is_asked_for_in_spans),
        cmocka_unit_test(a_range_is_asked_for_in_twenty_questions_at_most),
        cmocka_unit_test(what_is_not_kept_is_not_asked_for),
    };

    return cmocka_run_group_tests_name("past wanted", tests, NULL, NULL);
}
