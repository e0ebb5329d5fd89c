#include "app/change/pull.h"

#include "tests/unit/seenkit.h"

static void p_asks_first(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "j P");
    seen_expect_open(&k, "PULL");
    assert_string_equal(k.app->prompt_queue_id, "q0001");
    assert_string_equal(seen_field(&k, 0), "10");
    assert_string_equal(seen_field(&k, 1), "30s");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    kit_press(&k, "Esc");
    seen_expect_open(&k, "");
    kit_press(&k, "P");
    kit_wait(&k, 1000);
    kit_press(&k, "Ctrl-C");
    seen_expect_open(&k, "");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    kit_free(&k);
}

static void enter_counts_only_after_a_while(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "P Enter");
    kit_wait(&k, QUESTION_ARM_MS - 1);
    kit_press(&k, "Enter");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    seen_expect_open(&k, "PULL");
    kit_wait(&k, 1);
    kit_press(&k, "Enter");
    assert_int_equal(kit_count(&k, OP_PULL), 1);
    kit_free(&k);
}

static void the_screen_learns_when_enter_counts(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 0);
    kit_press(&k, "P");
    seen_expect_open(&k, "");
    kit_free(&k);
    kit_ready(&k, 1);
    kit_press(&k, "P");
    assert_int_equal(app_next_due(k.app), k.now.mono_ms + QUESTION_ARM_MS);
    k.app->dirty = false;
    kit_wait(&k, QUESTION_ARM_MS);
    assert_true(k.app->dirty);
    kit_free(&k);
}

static void a_pasted_enter_does_not_count(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_type(&k, "P\n", true);
    seen_expect_open(&k, "");
    kit_press(&k, "P");
    kit_wait(&k, 5000);
    kit_type(&k, "7\n", true);
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    seen_expect_open(&k, "PULL");
    assert_string_equal(seen_field(&k, 0), "7");
    kit_press(&k, "Enter");
    assert_int_equal(kit_open(&k, OP_PULL, NULL)->call.batch_size, 7);
    kit_free(&k);
}

static void enter_pulls_what_the_fields_say(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "j j P 2 5 Tab");
    kit_type(&k, "5m", false);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PULL, NULL);
    assert_string_equal(r->call.queue_id, "q0002");
    assert_string_equal(r->call.account_id, "acc");
    assert_int_equal(r->call.batch_size, 25);
    assert_int_equal(r->call.visibility_timeout_ms, 300000);
    seen_expect_pane(&k, "messages");
    assert_int_equal(kit_count(&k, OP_PULL), 1);
    /* The next prompt begins with them. */
    kit_press(&k, "P");
    assert_string_equal(seen_field(&k, 0), "25");
    assert_string_equal(seen_field(&k, 1), "5m");
    kit_free(&k);
}

static const char *const bad_numbers[] = {
    "0", "101", "-1", "1.5", "ten", " 5", "5 ", "1e2", "99999999999999999999"};
static const char *const bad_leases[] = {"0s",     "999ms", "30", "-30s", "13h",
                                         "43201s", "30 s",  "s",  "1d",   "99999999999999999999h"};

/* A refused value keeps the prompt and what was typed. */
static void expect_refusal(const char *field_keys, const char *value, const char *says)
{
    struct kit k;

    kit_ready(&k, 1);
    kit_press(&k, field_keys);
    kit_press(&k, "Ctrl-U");
    kit_type(&k, value, false);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    seen_expect_open(&k, "PULL");
    assert_non_null(strstr(seen_refusal(&k), says));
    assert_string_equal(k.app->prompt.fields[k.app->prompt.active].text, value);
    kit_free(&k);
}

static void bad_values_are_refused(void **state)
{
    (void)state;
    expect_refusal("P", "", "messages");
    expect_refusal("P Tab", "", "lease");
    for (size_t i = 0; i < sizeof bad_numbers / sizeof bad_numbers[0]; i++)
        expect_refusal("P", bad_numbers[i], "1 to 100");
    for (size_t i = 0; i < sizeof bad_leases / sizeof bad_leases[0]; i++)
        expect_refusal("P Tab", bad_leases[i], "1s to 12h");
}

static void limits_are_accepted(void **state)
{
    static const char *const leases[] = {"1s", "12h"};
    static const char *const numbers[] = {"1", "100"};
    static const int64_t ms[] = {1000, 43200000};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct request *r;
        struct kit k;

        kit_ready(&k, 1);
        kit_press(&k, "P Ctrl-U");
        kit_type(&k, numbers[i], false);
        kit_press(&k, "Tab Ctrl-U");
        kit_type(&k, leases[i], false);
        kit_wait(&k, QUESTION_ARM_MS);
        kit_press(&k, "Enter");
        r = kit_open(&k, OP_PULL, NULL);
        assert_int_equal(r->call.visibility_timeout_ms, ms[i]);
        assert_int_equal(r->call.batch_size, i ? 100 : 1);
        kit_free(&k);
    }
}

static void the_price_is_said(void **state)
{
    struct pull_text text;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "P");
    pull_describe(k.app, &text);
    assert_non_null(strstr(text.price, "+1 attempt"));
    assert_non_null(strstr(text.price, "30s"));
    kit_free(&k);
}

/* What the last peek knows of those that the pull would take. */
static void messages_at_their_limit_are_counted(void **state)
{
    struct pull_text text;
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 20, "m");
    b->items[0].attempts = 2;
    b->items[9].attempts = 3;
    b->items[10].attempts = 3; /* not among the first ten */
    kit_batch(&k, r, b);
    kit_press(&k, "P");
    pull_describe(k.app, &text);
    assert_string_equal(
        text.ends, "It is the last for 1, may be the last for 1 of the first 10: then DELETED.");
    kit_press(&k, "1");
    pull_describe(k.app, &text);
    assert_string_equal(text.ends, "It may be the last for 1 of the first 1: then DELETED.");
    kit_press(&k, "Esc");
    b->items[0].attempts = b->items[9].attempts = 0;
    kit_press(&k, "P");
    pull_describe(k.app, &text);
    assert_string_equal(text.ends, "It is the last for none of the first 10, as of the peek.");
    kit_free(&k);
}

/* Of another queue the peek says nothing. */
static void a_peek_speaks_of_its_own_queue(void **state)
{
    struct pull_text text;
    struct kit k;

    (void)state;
    kit_ready(&k, 2);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 3, "m");
    kit_press(&k, "P");
    pull_describe(k.app, &text);
    assert_string_equal(text.ends, "It is the last for none of the first 3, as of the peek.");
    kit_press(&k, "Esc Alt-1 j P");
    assert_string_equal(k.app->prompt_queue_id, "q0001");
    pull_describe(k.app, &text);
    assert_string_equal(text.ends, "");
    kit_free(&k);
}

static void what_the_api_will_refuse_is_said(void **state)
{
    struct queue_page *page = kit_make_page("queue", 0, 3);
    struct kit k;

    (void)state;
    page->items[0].paused = FLAG_YES;
    page->items[1].n_consumers = 0;
    page->items[1].consumers_total = 0;
    page->items[2].n_consumers = 0;
    page->items[2].consumers_total = 1;
    kit_start(&k, kit_config());
    kit_page(&k, page);
    kit_list_end(&k);
    kit_press(&k, "P");
    seen_expect_open(&k, "");
    seen_expect_part(seen_said(&k), "paused");
    kit_press(&k, "j P");
    seen_expect_open(&k, "");
    seen_expect_part(seen_said(&k), "http_pull");
    /* A list that leaves consumers out proves nothing. */
    kit_press(&k, "j P");
    seen_expect_open(&k, "PULL");
    kit_free(&k);
}

/* It was paused while the prompt was open. */
static void a_queue_paused_meanwhile_is_not_pulled(void **state)
{
    struct queue_page *page = kit_make_page("queue", 0, 1);
    struct pull_text text;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "r P");
    page->items[0].paused = FLAG_YES;
    kit_page(&k, page);
    kit_list_end(&k);
    pull_describe(k.app, &text);
    assert_non_null(strstr(text.price, "paused"));
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    seen_expect_part(seen_said(&k), "paused");
    kit_free(&k);
}

static void a_queue_that_went_away_is_not_pulled(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "r G P");
    kit_list(&k, 3);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    seen_expect_open(&k, "");
    assert_true(seen_is_error(&k));
    kit_free(&k);
}

/* The messages on the screen are of a queue that is gone: no key may fall back on another one. */
static void the_open_queue_went_away(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "G Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    kit_press(&k, "r");
    kit_list(&k, 3);
    seen_expect_pane(&k, "messages");
    kit_press(&k, "P");
    seen_expect_open(&k, "");
    kit_press(&k, "p");
    assert_int_equal(kit_count(&k, OP_PEEK), 1);
    kit_press(&k, "i");
    seen_expect_screen(&k, "MESSAGE");
    kit_free(&k);
}

static void read_only_refuses(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    config.options.numbers[OPT_READ_ONLY] = true;
    kit_start(&k, config);
    kit_list(&k, 3);
    kit_press(&k, "P");
    seen_expect_open(&k, "");
    seen_expect_said(&k, "read-only: started with --read-only");
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    kit_press(&k, "P");
    seen_expect_said(&k, "read-only: started with --read-only");
    kit_wait(&k, 1000);
    kit_press(&k, "Enter");
    assert_int_equal(kit_count(&k, OP_PULL), 0);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(p_asks_first),
        cmocka_unit_test(enter_counts_only_after_a_while),
        cmocka_unit_test(the_screen_learns_when_enter_counts),
        cmocka_unit_test(a_pasted_enter_does_not_count),
        cmocka_unit_test(enter_pulls_what_the_fields_say),
        cmocka_unit_test(bad_values_are_refused),
        cmocka_unit_test(limits_are_accepted),
        cmocka_unit_test(the_price_is_said),
        cmocka_unit_test(messages_at_their_limit_are_counted),
        cmocka_unit_test(a_peek_speaks_of_its_own_queue),
        cmocka_unit_test(what_the_api_will_refuse_is_said),
        cmocka_unit_test(a_queue_paused_meanwhile_is_not_pulled),
        cmocka_unit_test(a_queue_that_went_away_is_not_pulled),
        cmocka_unit_test(the_open_queue_went_away),
        cmocka_unit_test(read_only_refuses),
    };

    return cmocka_run_group_tests_name("app: pulling", tests, NULL, NULL);
}
