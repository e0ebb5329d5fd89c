/* What background reads say when they fail, and how they are asked for anew. */
#include "app/read/measure.h"
#include "tests/unit/refreshkit.h"

/* Refuses what is asked for ms. */
static void refuse_for(struct kit *k, int64_t ms)
{
    int64_t end = k->now.mono_ms + ms;

    while (k->now.mono_ms < end) {
        struct request *r;

        while ((r = kit_open(k, OP_METRICS, NULL)))
            kit_fail(k, r, ERR_API, 403, 10000, "no");
        kit_wait(k, 1000);
    }
}

static void without_permission_it_goes_on_slowly(void **state)
{
    struct kit k;
    size_t first;

    (void)state;
    kit_ready(&k, 10);
    kit_wait(&k, 5000);
    refuse_for(&k, 1000);
    seen_expect_said(&k,
                     "403/10000 no; wrong token, or it lacks \"Queues Read\" (needed for metrics)");
    assert_string_equal(k.app->status.hint, "r asks again");
    first = k.n;
    refuse_for(&k, 5 * REFRESHKIT_MINUTE);
    assert_in_range(refreshkit_count(&k, first, NULL), 5, 15);
    first = k.n;
    kit_press(&k, "r");
    assert_int_equal(refreshkit_count(&k, first, NULL), 1);
    kit_answer_metrics(&k, 3);
    assert_string_equal(k.app->no_metrics_reason, "");
    seen_expect_said(&k, "");
    assert_true(refreshkit_count(&k, first, NULL) > 1);
    kit_free(&k);
}

/* What one queue is refused says nothing of the others. */
static void one_refused_queue_does_not_stop_the_others(void **state)
{
    struct kit k;
    size_t first;

    (void)state;
    kit_ready(&k, 3);
    kit_wait(&k, 2000);
    kit_fail(&k, kit_open(&k, OP_METRICS, "q0002"), ERR_API, 403, 10000, "no");
    assert_true(seen_is_error(&k));
    kit_answer_metrics(&k, 1);
    seen_expect_said(&k, "");
    first = k.n;
    refreshkit_run(&k, 20000);
    assert_true(refreshkit_count(&k, first, "q0000") >= 5);
    assert_int_equal(refreshkit_count(&k, first, "q0002"), 0);
    kit_free(&k);
}

/* What was said goes with the next read that works; until then the header is not live. */
static void what_is_said_of_a_read_goes_with_the_next(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 2);
    kit_wait(&k, 2000);
    kit_fail(&k, kit_open(&k, OP_METRICS, "q0000"), ERR_API, 404, -1, "odd");
    assert_true(seen_is_error(&k));
    assert_string_equal(connection_find_read_trouble(&k.app->connection), "refused");
    kit_answer_metrics(&k, 1);
    seen_expect_said(&k, "");
    assert_null(connection_find_read_trouble(&k.app->connection));
    /* What a person asked for is not a background read. */
    kit_press(&k, "Enter");
    kit_fail(&k, kit_open(&k, OP_PEEK, NULL), ERR_API, 400, 77, "bad peek");
    kit_wait(&k, 3000);
    kit_answer_metrics(&k, 1);
    seen_expect_said(&k, "400/77 bad peek");
    kit_free(&k);
}

/* r gives up what is silent, and asks again at once. */
static void r_asks_again_for_what_hangs(void **state)
{
    struct request *old, *list;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_wait(&k, 5000);
    old = kit_open(&k, OP_METRICS, NULL);
    kit_press(&k, "r");
    assert_true(kit_open(&k, OP_QUEUES, NULL) != NULL);
    kit_wait(&k, 20000);
    list = kit_open(&k, OP_QUEUES, NULL);
    kit_press(&k, "r");
    assert_true(kit_is_cancelled(&k, old->id));
    assert_true(kit_is_cancelled(&k, list->id));
    kit_fail(&k, old, ERR_CANCELLED, 0, -1, "");
    kit_fail(&k, list, ERR_CANCELLED, 0, -1, "");
    assert_true(kit_open(&k, OP_METRICS, NULL) != NULL);
    assert_true(kit_open(&k, OP_QUEUES, NULL) != NULL);
    assert_true(kit_open(&k, OP_QUEUES, NULL) != list);
    kit_free(&k);
}

/* A list whose pages come is not begun anew. */
static void r_leaves_a_list_that_comes(void **state)
{
    struct request *list;
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    list = kit_open(&k, OP_QUEUES, NULL);
    kit_wait(&k, 3000);
    kit_page(&k, kit_make_page("q%04zu", 0, 1));
    kit_press(&k, "r");
    assert_false(kit_is_cancelled(&k, list->id));
    kit_free(&k);
}

/* The newest answer does not make the others young. */
static void the_age_is_that_of_the_oldest_number(void **state)
{
    struct kit k;
    struct request *r;
    int64_t at;

    (void)state;
    kit_ready(&k, 2);
    at = k.app->queues.rows[1].stats->measured_mono_ms;
    for (int i = 0; i < 4; i++) {
        kit_wait(&k, 2000);
        r = kit_open(&k, OP_METRICS, "q0000");
        if (r) {
            struct event *e = kit_event(&k, r, EV_DONE);

            e->u.metrics = (struct metrics){.backlog_count = 9};
            kit_feed(&k, e);
        }
    }
    assert_true(k.app->connection.good.mono_ms > at);
    assert_int_equal(measure_oldest_shown(k.app), at);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_permission_it_goes_on_slowly),
        cmocka_unit_test(one_refused_queue_does_not_stop_the_others),
        cmocka_unit_test(what_is_said_of_a_read_goes_with_the_next),
        cmocka_unit_test(r_asks_again_for_what_hangs),
        cmocka_unit_test(r_leaves_a_list_that_comes),
        cmocka_unit_test(the_age_is_that_of_the_oldest_number),
    };

    return cmocka_run_group_tests_name("background", tests, NULL, NULL);
}
