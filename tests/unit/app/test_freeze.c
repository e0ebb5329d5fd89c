#include "tests/unit/seenkit.h"

static int64_t backlog_of_first(const struct kit *k)
{
    return k->app->queues.rows[0].stats->metrics.backlog_count;
}

static void frozen_reads_nothing(void **state)
{
    struct kit k;
    size_t n;

    (void)state;
    kit_ready(&k, 60);
    while (kit_open(&k, OP_METRICS, NULL))
        kit_answer_metrics(&k, 5);
    kit_press(&k, "Z");
    n = k.n;
    kit_press(&k, "G g"); /* past queues that were never measured */
    for (int i = 0; i < 200; i++)
        kit_wait(&k, 1000);
    kit_press(&k, "j k r p Enter 2 o d d 3 1");
    assert_int_equal(k.n, n);
    kit_press(&k, "Z");
    kit_wait(&k, 1);
    assert_true(k.n > n);
    kit_free(&k);
}

static void what_comes_meanwhile_waits_in_order(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_wait(&k, 2000);
    kit_press(&k, "Z");
    kit_answer_metrics(&k, 77);
    assert_int_equal(backlog_of_first(&k), 5);
    kit_press(&k, "j");
    assert_int_equal(backlog_of_first(&k), 5);
    kit_press(&k, "Z");
    assert_int_equal(backlog_of_first(&k), 77);
    kit_free(&k);
}

/* Ages are counted from app->now: it stands, and the count of the header goes on. */
static void the_clock_stands(void **state)
{
    struct instant at;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Z");
    at = k.app->now;
    k.app->dirty = false;
    kit_wait(&k, 999);
    assert_false(k.app->dirty);
    assert_int_equal(app_next_due(k.app), k.now.mono_ms + 1);
    kit_wait(&k, 11001);
    assert_true(k.app->dirty);
    assert_int_equal(freeze_span(k.app), 12000);
    kit_press(&k, "j");
    kit_set_sizes(&k, 10);
    assert_int_equal(k.app->now.mono_ms, at.mono_ms);
    assert_int_equal(k.app->now.wall_ms, at.wall_ms);
    kit_press(&k, "Z");
    assert_int_equal(k.app->now.mono_ms, k.now.mono_ms);
    kit_free(&k);
}

static void moving_searching_and_overlays_go_on(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 3, "m");
    kit_press(&k, "Z j j");
    assert_string_equal(kit_selected_message(&k), "m2");
    kit_press(&k, "i");
    seen_expect_part(seen_screen_text(&k), "ref of m2");
    kit_press(&k, "q");
    seen_expect_screen(&k, "");
    assert_true(k.app->freeze.on);
    kit_press(&k, "Alt-1 j d");
    seen_expect_part(seen_screen_text(&k), "queue-0001");
    assert_true(k.app->freeze.on);
    kit_free(&k);
}

static void q_and_esc_go_on_before_anything_else(void **state)
{
    static const char *const keys[] = {"Z", "q", "Esc", "Ctrl-C"};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct kit k;

        kit_ready(&k, 3);
        kit_press(&k, "f Z");
        kit_wait(&k, 5000);
        kit_press(&k, keys[i]);
        assert_false(k.app->freeze.on);
        assert_true(seen_is_zoomed(&k));
        assert_false(seen_has_left(&k));
        kit_free(&k);
    }
}

static void what_changes_the_server_is_refused(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Z P");
    seen_expect_open(&k, "");
    seen_expect_part(seen_said(&k), "frozen");
    kit_press(&k, "Enter");
    seen_expect_part(seen_said(&k), "frozen");
    seen_expect_pane(&k, "queues");
    kit_free(&k);
}

/* A pull that was under way brings leases while frozen: leaving gives them back all the same. */
static void leases_that_came_meanwhile_are_released(void **state)
{
    struct request *pull;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    pull = kit_pull(&k);
    kit_press(&k, "Z");
    kit_messages(&k, pull, 2, "m");
    kit_press(&k, "Q");
    assert_true(seen_has_left(&k));
    app_leave(k.app, k.now);
    kit_take(&k);
    assert_int_equal(kit_open(&k, OP_ACK, NULL)->call.n_handles, 2);
    kit_free(&k);
}

static void events_that_wait_are_freed(void **state)
{
    struct request *pull;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_wait(&k, 2000);
    pull = kit_pull(&k);
    kit_press(&k, "Z");
    kit_messages(&k, pull, 2, "m");
    kit_answer_metrics(&k, 1);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frozen_reads_nothing),
        cmocka_unit_test(what_comes_meanwhile_waits_in_order),
        cmocka_unit_test(the_clock_stands),
        cmocka_unit_test(moving_searching_and_overlays_go_on),
        cmocka_unit_test(q_and_esc_go_on_before_anything_else),
        cmocka_unit_test(what_changes_the_server_is_refused),
        cmocka_unit_test(leases_that_came_meanwhile_are_released),
        cmocka_unit_test(events_that_wait_are_freed),
    };

    return cmocka_run_group_tests_name("app freeze", tests, NULL, NULL);
}
