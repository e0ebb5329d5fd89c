#include "tests/unit/seenkit.h"

static void with_an_account_id_the_list_is_asked_at_once(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    assert_int_equal(k.n, 1);
    assert_int_equal(k.sent[0].request->call.op, OP_QUEUES);
    assert_string_equal(k.sent[0].request->call.account_id, "acc");
    assert_int_equal(k.app->connection.state, CONNECTION_LOADING);
    kit_free(&k);
}

static void start_without_account(struct kit *k)
{
    struct app_config config = kit_config();

    config.account_id[0] = '\0';
    kit_start(k, config);
    assert_int_equal(k->n, 1);
    assert_int_equal(k->sent[0].request->call.op, OP_ACCOUNTS);
    assert_string_equal(k->sent[0].request->call.account_id, "");
}

static void the_only_account_is_taken(void **state)
{
    struct kit k;

    (void)state;
    start_without_account(&k);
    kit_accounts(&k, 1);
    assert_string_equal(kit_open(&k, OP_QUEUES, NULL)->call.account_id, "account0");
    assert_string_equal(k.app->account_name, "Acme");
    assert_false(seen_has_left(&k));
    kit_free(&k);
}

static void no_account_or_several_end_the_program(void **state)
{
    static const size_t counts[] = {0, 2};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct kit k;

        start_without_account(&k);
        kit_accounts(&k, counts[i]);
        assert_true(seen_has_left(&k));
        assert_non_null(strstr(k.app->fatal, "--account ID"));
        assert_int_equal(kit_count(&k, OP_QUEUES), 0);
        kit_free(&k);
    }
}

/* With a part of the list there is something to look at. */
static void a_refused_list_ends_the_program_where_nothing_is_shown(void **state)
{
    struct kit k;

    (void)state;
    for (int pages = 0; pages < 2; pages++) {
        kit_start(&k, kit_config());
        if (pages)
            kit_page(&k, kit_make_page("queue", 0, 5));
        kit_fail(&k, kit_open(&k, OP_QUEUES, NULL), ERR_API, 403, 10000, "no");
        assert_int_equal(seen_has_left(&k), !pages);
        kit_free(&k);
    }
}

/* A network that is down at the start must not leave a program that can never go on. */
static void accounts_that_could_not_be_asked_are_asked_again(void **state)
{
    struct kit k;

    (void)state;
    start_without_account(&k);
    kit_fail(&k, kit_open(&k, OP_ACCOUNTS, NULL), ERR_NETWORK, 0, -1, "no route to host");
    assert_false(seen_has_left(&k));
    assert_string_equal(seen_hint(&k), "r asks again");
    kit_press(&k, "r");
    assert_int_equal(kit_count(&k, OP_ACCOUNTS), 2);
    kit_fail(&k, kit_open(&k, OP_ACCOUNTS, NULL), ERR_NETWORK, 0, -1, "no route to host");
    kit_wait(&k, 120000);
    assert_int_equal(kit_count(&k, OP_ACCOUNTS), 3);
    kit_accounts(&k, 1);
    assert_non_null(kit_open(&k, OP_QUEUES, NULL));
    kit_free(&k);
}

static void refused_credentials_end_the_program(void **state)
{
    static const int codes[] = {400, 401, 403, 404};

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct kit k;

        kit_start(&k, kit_config());
        kit_fail(&k, kit_open(&k, OP_QUEUES, NULL), ERR_API, codes[i], -1, "no");
        assert_true(seen_has_left(&k));
        assert_true(k.app->fatal[0] != '\0');
        kit_free(&k);
    }
}

static void a_failing_server_is_waited_for(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_fail(&k, kit_open(&k, OP_QUEUES, NULL), ERR_API, 503, -1, "down");
    assert_false(seen_has_left(&k));
    assert_int_equal(k.app->connection.state, CONNECTION_FAILED);
    kit_wait(&k, 120000);
    assert_int_equal(kit_count(&k, OP_QUEUES), 2);
    kit_free(&k);
}

/* Page 1 comes first; the others in any order. */
static void pages_are_shown_as_they_come(void **state)
{
    static const size_t order[] = {0, 3, 1, 2};
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    for (size_t i = 0; i < 4; i++) {
        kit_page(&k, kit_make_page("queue", order[i] * 10, 10));
        assert_int_equal(seen_queues(&k), (i + 1) * 10);
    }
    assert_false(k.app->queues.loaded);
    kit_list_end(&k);
    assert_true(k.app->queues.loaded);
    for (size_t i = 0; i < 40; i++) {
        char id[ID_BYTES];

        snprintf(id, sizeof(id), "q%04zu", i);
        assert_string_equal(k.app->queues.rows[i].queue->id, id);
    }
    kit_free(&k);
}

static void a_queue_named_on_two_pages_is_one_row(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_page(&k, kit_make_page("queue", 0, 10));
    kit_page(&k, kit_make_page("queue", 9, 10));
    kit_list_end(&k);
    assert_int_equal(seen_queues(&k), 19);
    kit_free(&k);
}

static void a_refresh_keeps_the_selection_by_id(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 30);
    kit_press(&k, "j j j");
    assert_string_equal(kit_selected_queue(&k), "q0003");
    kit_press(&k, "r");
    kit_page(&k, kit_make_page("a-new", 100, 5));
    kit_page(&k, kit_make_page("queue", 0, 30));
    assert_int_equal(seen_queues(&k), 30);
    kit_list_end(&k);
    assert_int_equal(seen_queues(&k), 35);
    assert_string_equal(kit_selected_queue(&k), "q0003");
    assert_int_equal(seen_queue_row(&k), 8);
    kit_free(&k);
}

/* Nobody moved, but somebody looked: the row under the cursor stays the one they saw. */
static void a_refresh_keeps_the_first_row_selected_too(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 30);
    assert_string_equal(kit_selected_queue(&k), "q0000");
    kit_press(&k, "r");
    kit_page(&k, kit_make_page("a-new", 100, 5));
    kit_page(&k, kit_make_page("queue", 0, 30));
    kit_list_end(&k);
    assert_string_equal(kit_selected_queue(&k), "q0000");
    kit_free(&k);
}

static void what_was_measured_outlives_a_refresh(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    assert_int_equal(k.app->queues.rows[1].stats->metrics.backlog_count, 5);
    kit_press(&k, "r");
    kit_list(&k, 3);
    assert_int_equal(k.app->queues.rows[1].stats->metrics.backlog_count, 5);
    assert_int_equal(k.app->queues.rows[1].stats->series.n, 1);
    kit_free(&k);
}

static void a_failed_refresh_keeps_the_last_good_list(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 30);
    kit_press(&k, "r");
    kit_page(&k, kit_make_page("other", 50, 3));
    kit_fail(&k, kit_open(&k, OP_QUEUES, NULL), ERR_API, 401, -1, "expired");
    assert_int_equal(seen_queues(&k), 30);
    assert_false(seen_has_left(&k));
    assert_true(seen_is_error(&k));
    kit_press(&k, "r");
    kit_list(&k, 30);
    assert_int_equal(seen_queues(&k), 30);
    kit_free(&k);
}

/* What a broken first load brought is shown until a whole list replaces it. */
static void a_list_that_broke_off_is_replaced_by_the_next(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_page(&k, kit_make_page("gone", 500, 3));
    kit_fail(&k, kit_open(&k, OP_QUEUES, NULL), ERR_NETWORK, 0, -1, "reset");
    assert_int_equal(seen_queues(&k), 3);
    kit_press(&k, "r");
    kit_list(&k, 2);
    assert_int_equal(seen_queues(&k), 2);
    assert_string_equal(kit_selected_queue(&k), "q0000");
    kit_free(&k);
}

static void start_with_queue(struct kit *k, const char *queue, bool pull)
{
    struct app_config config = kit_config();

    config.queue = mem_copy_str(queue);
    config.options.numbers[OPT_PULL] = pull;
    kit_start(k, config);
    kit_list(k, 5);
}

static void a_queue_on_the_command_line_is_peeked(void **state)
{
    static const char *const words[] = {"queue-0003", "q0003"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct kit k;

        start_with_queue(&k, words[i], false);
        assert_string_equal(kit_open(&k, OP_PEEK, NULL)->call.queue_id, "q0003");
        assert_int_equal(kit_count(&k, OP_PULL), 0);
        assert_string_equal(kit_selected_queue(&k), "q0003");
        seen_expect_pane(&k, "messages");
        kit_free(&k);
    }
}

static void an_unknown_queue_ends_the_program(void **state)
{
    struct kit k;

    (void)state;
    start_with_queue(&k, "no-such", true);
    assert_true(seen_has_left(&k));
    assert_non_null(strstr(k.app->fatal, "no-such"));
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    kit_free(&k);
}

static void pull_at_the_start_is_one_pull(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    start_with_queue(&k, "queue-0002", true);
    r = kit_open(&k, OP_PULL, NULL);
    assert_string_equal(r->call.queue_id, "q0002");
    assert_int_equal(r->call.batch_size, 10);
    assert_int_equal(r->call.visibility_timeout_ms, 30000);
    kit_messages(&k, r, 2, "m");
    kit_press(&k, "r");
    kit_list(&k, 5);
    kit_wait(&k, 120000);
    assert_int_equal(kit_count(&k, OP_PULL), 1);
    assert_int_equal(kit_count(&k, OP_PEEK), 0);
    kit_free(&k);
}

/* Left before the list was there: what was to be pulled is not pulled behind the closed screen. */
static void nothing_is_opened_after_quitting(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.queue = mem_copy_str("queue-0002");
    config.options.numbers[OPT_PULL] = true;
    kit_start(&k, config);
    kit_press(&k, "Q");
    kit_list(&k, 5);
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    assert_int_equal(kit_count(&k, OP_PEEK), 0);
    kit_free(&k);
}

static void an_account_after_quitting_asks_no_more(void **state)
{
    struct kit k;

    (void)state;
    start_without_account(&k);
    kit_press(&k, "Q");
    kit_accounts(&k, 1);
    assert_int_equal(kit_count(&k, OP_QUEUES), 0);
    kit_free(&k);
}

static void read_only_does_not_pull_at_the_start(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.queue = mem_copy_str("queue-0002");
    config.options.numbers[OPT_PULL] = config.options.numbers[OPT_READ_ONLY] = true;
    kit_start(&k, config);
    kit_list(&k, 5);
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    kit_free(&k);
}

static void a_dead_letter_queue_is_marked(void **state)
{
    struct queue_page *page = kit_make_page("queue", 0, 4);
    struct kit k;

    (void)state;
    page->items[0].consumers[0].dead_letter_queue = "queue-0002";
    kit_start(&k, kit_config());
    kit_page(&k, page);
    kit_list_end(&k);
    assert_true(k.app->queues.rows[2].is_dlq);
    assert_false(k.app->queues.rows[0].is_dlq);
    assert_false(k.app->queues.rows[3].is_dlq);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(with_an_account_id_the_list_is_asked_at_once),
        cmocka_unit_test(the_only_account_is_taken),
        cmocka_unit_test(no_account_or_several_end_the_program),
        cmocka_unit_test(a_refused_list_ends_the_program_where_nothing_is_shown),
        cmocka_unit_test(accounts_that_could_not_be_asked_are_asked_again),
        cmocka_unit_test(refused_credentials_end_the_program),
        cmocka_unit_test(a_failing_server_is_waited_for),
        cmocka_unit_test(pages_are_shown_as_they_come),
        cmocka_unit_test(a_queue_named_on_two_pages_is_one_row),
        cmocka_unit_test(a_refresh_keeps_the_selection_by_id),
        cmocka_unit_test(a_refresh_keeps_the_first_row_selected_too),
        cmocka_unit_test(what_was_measured_outlives_a_refresh),
        cmocka_unit_test(a_failed_refresh_keeps_the_last_good_list),
        cmocka_unit_test(a_list_that_broke_off_is_replaced_by_the_next),
        cmocka_unit_test(a_queue_on_the_command_line_is_peeked),
        cmocka_unit_test(an_unknown_queue_ends_the_program),
        cmocka_unit_test(pull_at_the_start_is_one_pull),
        cmocka_unit_test(nothing_is_opened_after_quitting),
        cmocka_unit_test(an_account_after_quitting_asks_no_more),
        cmocka_unit_test(read_only_does_not_pull_at_the_start),
        cmocka_unit_test(a_dead_letter_queue_is_marked),
    };

    return cmocka_run_group_tests_name("app: start and list", tests, NULL, NULL);
}
