/* Queues that a command names are measured, and no other. */
#include "tests/unit/refreshkit.h"

static char by_name[] = "queue-0002", by_id[] = "q0004";
static char *const names[] = {by_name, by_id};

static void start_only(struct kit *k, struct measure_only only)
{
    struct app_config config = kit_config();

    config.only = only;
    kit_start(k, config);
    kit_page(k, kit_make_page("queue", 0, 8));
    kit_list_end(k);
}

static void others_are_left_alone(void **state)
{
    struct kit k;

    (void)state;
    start_only(&k, (struct measure_only){names, 2, false});
    for (int i = 0; i < 60; i++) {
        kit_answer_metrics(&k, 1);
        kit_wait(&k, 1000);
    }
    assert_true(refreshkit_count(&k, 0, "q0002") > 10);
    assert_true(refreshkit_count(&k, 0, "q0004") > 10);
    assert_int_equal(refreshkit_count(&k, 0, NULL),
                     refreshkit_count(&k, 0, "q0002") + refreshkit_count(&k, 0, "q0004"));
    kit_free(&k);
}

/* q0002 gives up to q0005. */
static void read_with_dead_letters(struct kit *k, bool dead_letters)
{
    struct app_config config = kit_config();
    struct queue_page *page = kit_make_page("queue", 0, 8);

    config.only = (struct measure_only){names, 1, dead_letters};
    kit_start(k, config);
    page->items[2].consumers[0].dead_letter_queue = "queue-0005";
    kit_page(k, page);
    kit_list_end(k);
    kit_wait(k, 1000);
}

static void dead_letter_queues_go_with_them_where_that_is_asked_for(void **state)
{
    struct kit k;

    (void)state;
    read_with_dead_letters(&k, true);
    assert_non_null(kit_open(&k, OP_METRICS, "q0002"));
    assert_non_null(kit_open(&k, OP_METRICS, "q0005"));
    assert_int_equal(kit_count(&k, OP_METRICS), 2);
    kit_free(&k);
    read_with_dead_letters(&k, false);
    assert_non_null(kit_open(&k, OP_METRICS, "q0002"));
    assert_int_equal(kit_count(&k, OP_METRICS), 1);
    kit_free(&k);
}

/* More than a hundred that were never measured begin a sweep: it is not for those either. */
static void the_sweep_leaves_them_alone_too(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.only = (struct measure_only){names, 2, false};
    kit_start(&k, config);
    kit_list(&k, 300);
    kit_wait(&k, 20000);
    kit_wait(&k, 20000);
    assert_int_equal(kit_count(&k, OP_METRICS), 2);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(others_are_left_alone),
        cmocka_unit_test(dead_letter_queues_go_with_them_where_that_is_asked_for),
        cmocka_unit_test(the_sweep_leaves_them_alone_too),
    };

    return cmocka_run_group_tests_name("queues that are named", tests, NULL, NULL);
}
