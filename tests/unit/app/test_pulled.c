/* What a pull brings. */
#include "tests/unit/seenkit.h"

static void a_pull_brings_leases_and_says_so(void **state)
{
    struct request *r;
    struct batch *b;
    const struct lease *lease;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    r = kit_pull(&k);
    b = kit_make_batch(&k, r, 3, "m");
    b->backlog_count = 77;
    kit_batch(&k, r, b);
    assert_int_equal(seen_leases(&k), 3);
    lease = string_map_get(&k.app->leases.held, "lease of m0");
    assert_non_null(lease);
    assert_string_equal(lease->queue_id, "q0000");
    assert_int_equal(lease->deadline_mono_ms, k.now.mono_ms + 30000);
    seen_expect_said(&k, "pulled 3 messages");
    assert_string_equal(kit_selected_message(&k), "m0");
    assert_int_equal(k.app->queues.rows[0].stats->metrics.backlog_count, 77);
    assert_int_equal(k.app->queues.rows[0].stats->series.n, 2);
    kit_free(&k);
}

static void the_metrics_of_a_pull_count_at_once(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    r = kit_pull(&k);
    b = kit_make_batch(&k, r, 1, "m");
    b->metrics = (struct metrics){66, 9000, 123456};
    kit_batch(&k, r, b);
    seen_expect_said(&k, "pulled 1 message");
    assert_int_equal(k.app->queues.rows[0].stats->metrics.backlog_count, 66);
    assert_int_equal(k.app->queues.rows[0].stats->metrics.backlog_bytes, 9000);
    assert_int_equal(k.app->queues.rows[0].stats->metrics.oldest_ms, 123456);
    assert_int_equal(k.app->queues.rows[0].stats->measured_mono_ms, k.now.mono_ms);
    kit_free(&k);
}

static void an_empty_pull_says_so(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_messages(&k, kit_pull(&k), 0, "m");
    seen_expect_part(seen_said(&k),
                     "no message: 5 in the backlog: delayed, leased elsewhere, or not there yet");
    assert_int_equal(seen_leases(&k), 0);
    kit_press(&k, "j i q Enter q q");
    kit_free(&k);
}

static void leases_end_by_themselves(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_messages(&k, kit_pull(&k), 3, "m");
    kit_wait(&k, 29000);
    assert_int_equal(seen_leases(&k), 3);
    kit_wait(&k, 1000);
    assert_int_equal(seen_leases(&k), 0);
    assert_int_equal(seen_messages(&k), 3);
    kit_free(&k);
}

static void a_pulled_message_is_not_shown_twice(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 6, "m");
    kit_messages(&k, kit_pull(&k), 4, "m");
    assert_int_equal(seen_messages(&k), 6);
    assert_int_equal(k.app->messages.n_pulled_rows, 4);
    assert_string_equal(k.app->messages.rows[4].message->id, "m4");
    kit_free(&k);
}

/* Its lease ran out and it was pulled again, with others: the newer pull has it. */
static void a_message_pulled_again_is_one_row(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_messages(&k, kit_pull(&k), 4, "m");
    kit_wait(&k, 31000);
    kit_messages(&k, kit_pull(&k), 2, "m");
    assert_int_equal(seen_messages(&k), 4);
    assert_int_equal(k.app->messages.n_pulls, 2);
    assert_ptr_equal(k.app->messages.rows[0].batch, k.app->messages.pulls[1]);
    kit_wait(&k, 31000);
    kit_messages(&k, kit_pull(&k), 4, "m");
    assert_int_equal(seen_messages(&k), 4);
    assert_int_equal(k.app->messages.n_pulls, 1);
    kit_free(&k);
}

/* As soon as the leases of the older pull end, to the ms. */
static void an_older_pull_goes_when_its_leases_end(void **state)
{
    (void)state;
    for (int early = 0; early < 2; early++) {
        struct kit k;

        kit_ready(&k, 5);
        kit_messages(&k, kit_pull(&k), 4, "m");
        kit_wait(&k, 30000 - QUESTION_ARM_MS - early);
        kit_messages(&k, kit_pull(&k), 4, "m");
        assert_int_equal(k.app->messages.n_pulls, early ? 2 : 1);
        assert_int_equal(seen_messages(&k), 4);
        kit_free(&k);
    }
}

/* Messages without an id are not taken for one another. */
static void messages_without_id_all_stay(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    r = kit_pull(&k);
    b = kit_make_batch(&k, r, 3, "m");
    for (size_t i = 0; i < 3; i++)
        b->items[i].id = "";
    kit_batch(&k, r, b);
    assert_int_equal(seen_messages(&k), 3);
    kit_free(&k);
}

static void pulled_messages_come_back_with_their_queue(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_messages(&k, kit_pull(&k), 3, "m");
    kit_press(&k, "Alt-1 j Enter");
    assert_int_equal(seen_messages(&k), 0);
    kit_press(&k, "Alt-1 k Enter");
    assert_int_equal(seen_messages(&k), 3);
    kit_press(&k, "Alt-1 j Enter");
    kit_wait(&k, 31000);
    kit_press(&k, "Alt-1 k Enter");
    assert_int_equal(seen_messages(&k), 3);
    kit_press(&k, "Alt-1 j Enter Alt-1 k Enter");
    assert_int_equal(seen_messages(&k), 0);
    kit_free(&k);
}

static void a_refused_pull_is_explained(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_fail(&k, kit_pull(&k), ERR_API, 405, 0,
             "messages cannot be pulled unless http_pull mode is enabled");
    assert_true(seen_is_error(&k));
    seen_expect_part(seen_said(&k), "no http_pull consumer");
    assert_null(seen_hint(&k));
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pull_brings_leases_and_says_so),
        cmocka_unit_test(the_metrics_of_a_pull_count_at_once),
        cmocka_unit_test(an_empty_pull_says_so),
        cmocka_unit_test(leases_end_by_themselves),
        cmocka_unit_test(a_pulled_message_is_not_shown_twice),
        cmocka_unit_test(a_message_pulled_again_is_one_row),
        cmocka_unit_test(an_older_pull_goes_when_its_leases_end),
        cmocka_unit_test(messages_without_id_all_stay),
        cmocka_unit_test(pulled_messages_come_back_with_their_queue),
        cmocka_unit_test(a_refused_pull_is_explained),
    };

    return cmocka_run_group_tests_name("app: what a pull brings", tests, NULL, NULL);
}
