/* A and R: what is asked and what is sent. */
#include "tests/unit/changekit.h"

static void the_selected_message_is_acknowledged_by_its_lease(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 3);
    kit_press(&k, "j");
    changekit_ask(&k, "A", "y");
    r = kit_open(&k, OP_ACK, NULL);
    assert_string_equal(r->call.queue_id, "q0000");
    assert_string_equal(r->call.account_id, "acc");
    kit_expect_body(r, "{\"acks\":[{\"lease_id\":\"lease of l1\"}],\"retries\":[]}");
    assert_int_equal(changekit_count_writes(&k), 1);
    assert_int_equal(seen_leases(&k), 3);
    assert_int_equal(changekit_outcome_of(&k, "l1"), OUTCOME_SENT);
    changekit_answer_ack(&k, 1, 0, NULL);
    assert_int_equal(changekit_outcome_of(&k, "l1"), OUTCOME_ACKED);
    assert_int_equal(seen_leases(&k), 2);
    changekit_expect_status(&k, "acknowledged 1");
    kit_free(&k);
}

static void marked_messages_go_by_both_roads(void **state)
{
    struct ask_text text;
    struct kit k;

    (void)state;
    changekit_open_with(&k, 3, 2);
    kit_press(&k, "Space j Space Space");
    kit_press(&k, "A");
    change_describe(k.app, &text);
    assert_string_equal(text.title, " Acknowledge 3 marked messages of queue-0000 ");
    assert_string_equal(text.lines[0], "Deletes 1 by lease (ack) and 2 by ref (purge).");
    assert_string_equal(text.lines[1], "It cannot be undone; a copy is kept (cfqtop trash).");
    assert_string_equal(text.lines[2], "l0 p0 p1");
    assert_int_equal(text.n, 3);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "3 Enter");
    kit_expect_body(kit_open(&k, OP_ACK, NULL),
                    "{\"acks\":[{\"lease_id\":\"lease of l0\"}],\"retries\":[]}");
    kit_expect_body(kit_open(&k, OP_PURGE_MESSAGES, NULL),
                    "{\"refs\":[{\"ref\":\"ref of p0\"},{\"ref\":\"ref of p1\"}]}");
    changekit_answer_purge(&k, 0, "ref of p1");
    changekit_expect_status(&k, "acknowledged 1, 1 warned, 1 under way: message not found");
    changekit_answer_ack(&k, 1, 0, NULL);
    changekit_expect_status(&k, "acknowledged 2, 1 warned: message not found");
    assert_true(seen_is_error(&k));
    assert_int_equal(changekit_outcome_of(&k, "p0"), OUTCOME_ACKED);
    assert_int_equal(changekit_outcome_of(&k, "p1"), OUTCOME_WARNED);
    /* What is done is not marked any more; the rest is. */
    assert_int_equal(k.app->marks.ids.n, 1);
    assert_true(marks_has(&k.app->marks, "p1"));
    kit_free(&k);
}

static void enter_never_deletes(void **state)
{
    struct kit k;

    (void)state;
    for (size_t n = 1; n <= 3; n++) {
        changekit_open_with(&k, n, n);
        changekit_mark_all(&k);
        kit_press(&k, n == 1 ? "U A" : "A");
        for (int i = 0; i < 10; i++) {
            kit_press(&k, "Enter");
            kit_wait(&k, 100);
        }
        assert_int_equal(changekit_count_writes(&k), 0);
        kit_free(&k);
    }
}

static void typed_ahead_and_pasted_acts_on_nothing(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 2, 2);
    kit_type(&k, "Ay\n", true);
    seen_expect_open(&k, "");
    kit_press(&k, "A y");
    kit_wait(&k, QUESTION_ARM_MS - 1);
    kit_press(&k, "y");
    assert_int_equal(app_next_due(k.app), k.now.mono_ms + 1);
    kit_wait(&k, 1);
    kit_type(&k, "y\n", true);
    seen_expect_open(&k, "CHANGE");
    kit_press(&k, "Esc");
    seen_expect_open(&k, "");
    assert_int_equal(changekit_count_writes(&k), 0);
    kit_free(&k);
}

/* Between the question and the answer the list changes under it. */
static void what_was_asked_is_what_is_done(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 3, 0);
    kit_press(&k, "p j A");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "new");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "y");
    kit_expect_body(kit_open(&k, OP_PURGE_MESSAGES, NULL), "{\"refs\":[{\"ref\":\"ref of p1\"}]}");
    changekit_answer_purge(&k, 0, NULL);
    changekit_expect_status(&k, "acknowledged 1");
    kit_free(&k);
}

static void retry_gives_back_after_a_delay(void **state)
{
    struct ask_text text;
    struct kit k;

    (void)state;
    changekit_open_with(&k, 1, 2);
    changekit_mark_all(&k);
    kit_press(&k, "R");
    change_describe(k.app, &text);
    assert_string_equal(text.lines[0], "Gives 2 back to the queue by lease (ack).");
    assert_string_equal(text.lines[1], "A retry counts as a failed delivery.");
    assert_string_equal(text.lines[2], "After 3 retries: deleted, no dead-letter queue.");
    assert_string_equal(text.lines[3], "l0 l1");
    assert_string_equal(text.lines[4], "1 peeked left out: a retry needs a lease.");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "2 Tab 5 m Enter");
    kit_expect_body(
        kit_open(&k, OP_ACK, NULL),
        "{\"acks\":[],\"retries\":[{\"lease_id\":\"lease of l0\",\"delay_seconds\":300},"
        "{\"lease_id\":\"lease of l1\",\"delay_seconds\":300}]}");
    assert_int_equal(kit_count(&k, OP_PURGE_MESSAGES), 0);
    changekit_answer_ack(&k, 0, 2, NULL);
    assert_int_equal(changekit_outcome_of(&k, "l0"), OUTCOME_RETRIED);
    assert_int_equal(seen_leases(&k), 0);
    changekit_expect_status(&k, "retried 2, back in 5m");
    kit_free(&k);
}

static void peeked_messages_cannot_be_retried(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 2, 0);
    kit_press(&k, "R");
    seen_expect_open(&k, "");
    changekit_expect_status(&k, "peeked, without a lease: only pulled messages can be retried");
    kit_free(&k);
}

static void an_expired_lease_may_be_late(void **state)
{
    struct ask_text text;
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 1);
    kit_wait(&k, 31000);
    assert_int_equal(seen_leases(&k), 0);
    kit_press(&k, "A");
    change_describe(k.app, &text);
    assert_string_equal(text.lines[3], "1 lease has expired: a late ack may be accepted.");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "y");
    changekit_answer_ack(&k, 0, 0, "lease of l0");
    assert_int_equal(changekit_outcome_of(&k, "l0"), OUTCOME_WARNED);
    assert_int_equal(seen_leases(&k), 0);
    kit_free(&k);
}

static void what_is_under_way_or_done_is_not_asked_twice(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 2);
    changekit_ask(&k, "A", "y");
    kit_press(&k, "A");
    changekit_expect_status(&k, "acknowledged or retried already");
    changekit_answer_ack(&k, 1, 0, NULL);
    kit_press(&k, "R");
    seen_expect_open(&k, "");
    changekit_mark_all(&k);
    changekit_ask(&k, "A", "y");
    kit_expect_body(kit_open(&k, OP_ACK, NULL),
                    "{\"acks\":[{\"lease_id\":\"lease of l1\"}],\"retries\":[]}");
    kit_free(&k);
}

/* What is done stays to be read until the next peek or pull brings the list up to date. */
static void done_messages_leave_with_the_next_batch(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 2, 2);
    changekit_ask(&k, "A", "y");
    changekit_answer_ack(&k, 1, 0, NULL);
    kit_press(&k, "j");
    changekit_ask(&k, "R", "y");
    changekit_answer_ack(&k, 0, 1, NULL);
    assert_int_equal(seen_messages(&k), 4);
    kit_press(&k, "p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 3, "l");
    /* l0 was peeked although it was acknowledged: then it is there; l1 came back. */
    assert_int_equal(seen_messages(&k), 3);
    assert_int_equal(k.app->messages.n_pulled_rows, 0);
    assert_int_equal(changekit_outcome_of(&k, "l1"), OUTCOME_NONE);
    assert_int_equal(k.app->changes.outcomes.by_handle.n, 0);
    kit_free(&k);
}

static void every_obstacle_is_named(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 2);
    kit_press(&k, "2 A");
    changekit_expect_status(&k, "no queue is open: Enter peeks one");
    kit_press(&k, "1 Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 0, "p");
    kit_press(&k, "R");
    changekit_expect_status(&k, "there is no message: p peeks, P pulls");
    seen_expect_open(&k, "");
    kit_free(&k);
}

static void read_only_takes_them_away(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.options.numbers[OPT_READ_ONLY] = true;
    kit_start(&k, config);
    kit_list(&k, 1);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "p");
    kit_press(&k, "A");
    changekit_expect_status(&k, "read-only: started with --read-only");
    kit_press(&k, "R");
    changekit_expect_status(&k, "read-only: started with --read-only");
    kit_press(&k, "F9 A");
    changekit_expect_status(&k, "read-only: started with --read-only");
    kit_wait(&k, 1000);
    kit_press(&k, "y");
    assert_int_equal(changekit_count_writes(&k), 0);
    kit_press(&k, "?");
    assert_null(strstr(seen_screen_text(&k), "Acknowledge"));
    kit_free(&k);
}

static void the_menu_runs_what_is_chosen(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 1, 1);
    kit_press(&k, "F9");
    seen_expect_open(&k, "MENU");
    kit_press(&k, "j j Enter");
    seen_expect_open(&k, "CHANGE");
    assert_string_equal(k.app->prompt.fields[0].label, "delay");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Esc F9 P");
    seen_expect_open(&k, "PULL");
    kit_press(&k, "Esc F9 q");
    seen_expect_open(&k, "");
    kit_press(&k, "F9 x F9");
    seen_expect_open(&k, "");
    kit_press(&k, "F9");
    kit_type(&k, "A\n", true);
    seen_expect_open(&k, "MENU");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_selected_message_is_acknowledged_by_its_lease),
        cmocka_unit_test(marked_messages_go_by_both_roads),
        cmocka_unit_test(enter_never_deletes),
        cmocka_unit_test(typed_ahead_and_pasted_acts_on_nothing),
        cmocka_unit_test(what_was_asked_is_what_is_done),
        cmocka_unit_test(retry_gives_back_after_a_delay),
        cmocka_unit_test(peeked_messages_cannot_be_retried),
        cmocka_unit_test(an_expired_lease_may_be_late),
        cmocka_unit_test(what_is_under_way_or_done_is_not_asked_twice),
        cmocka_unit_test(done_messages_leave_with_the_next_batch),
        cmocka_unit_test(every_obstacle_is_named),
        cmocka_unit_test(read_only_takes_them_away),
        cmocka_unit_test(the_menu_runs_what_is_chosen),
    };

    return cmocka_run_group_tests_name("app: acknowledge and retry", tests, NULL, NULL);
}
