#include "app/filter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

static const char *const states[] = {"paused", "pull", "dlq", "dl", NULL};

enum { PAUSED = 1, PULL = 2, DLQ = 4, DL = 8 };

static bool match_row(const char *filter, const char *text, unsigned is, unsigned unknown)
{
    struct filter_text texts[] = {{text, strlen(text)}, {"second", 6}};
    struct filter_row row = {texts, 2, is, unknown};
    struct filter f;

    filter_parse(&f, filter, states);
    return filter_match(&f, &row);
}

static bool match(const char *filter, const char *text)
{
    return match_row(filter, text, 0, 0);
}

static void words_are_parts_of_the_text(void **state)
{
    (void)state;
    assert_true(match("", "prod-orders"));
    assert_true(match("prod-", "prod-orders"));
    assert_true(match("orders", "prod-orders"));
    assert_true(match("d-o", "prod-orders"));
    assert_false(match("orderss", "prod-orders"));
    assert_false(match("x", ""));
    assert_false(match("prod-orders-dlq", "prod-orders"));
    assert_true(match("aab", "aaab")); /* a start inside a failed start */
}

static void all_words_must_hold_in_any_text(void **state)
{
    (void)state;
    assert_true(match("ord prod", "prod-orders"));
    assert_true(match("  ord   prod  ", "prod-orders"));
    assert_false(match("ord email", "prod-orders"));
    assert_true(match("ord second", "prod-orders"));
}

static void capitals_count_once_typed(void **state)
{
    (void)state;
    assert_true(match("orders", "Prod-ORDERS"));
    assert_true(match("ORDERS", "Prod-ORDERS"));
    assert_false(match("Orders", "Prod-ORDERS"));
    assert_false(match("ORDERS", "prod-orders"));
    assert_true(match("prod ORDERS", "Prod-ORDERS")); /* word by word */
    assert_true(match("é", "café"));
}

static void bang_negates(void **state)
{
    (void)state;
    assert_false(match("!prod", "prod-orders"));
    assert_true(match("!email", "prod-orders"));
    assert_true(match("prod !email", "prod-orders"));
    assert_false(match("prod !orders", "prod-orders"));
    assert_false(match("!second", "prod-orders")); /* no text may have it */
    assert_true(match("a!b", "a!b"));
}

static void colon_names_a_state(void **state)
{
    (void)state;
    assert_true(match_row(":paused", "x", PAUSED, 0));
    assert_false(match_row(":paused", "x", PULL, 0));
    assert_false(match_row("!:paused", "x", PAUSED, 0));
    assert_true(match_row("!:paused", "x", PULL, 0));
    assert_true(match_row(":paused :pull x", "x", PAUSED | PULL, 0));
    assert_false(match_row(":paused :pull", "x", PAUSED, 0));
}

static void a_start_that_tells_is_enough(void **state)
{
    (void)state;
    assert_true(match_row(":pa", "x", PAUSED, 0));
    assert_false(match_row(":pa", "x", PULL, 0));
    assert_true(match_row(":dl", "x", DL, 0)); /* a whole name comes before a longer one */
    assert_false(match_row(":dl", "x", DLQ, 0));
}

static void a_word_that_says_nothing_yet_hides_nothing(void **state)
{
    static const char *const words[] = {" ", "!", ":", "!:", ":p", "!:p", ":d"};
    struct filter f;

    (void)state;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        filter_parse(&f, words[i], states);
        assert_int_equal(f.n, 0);
        assert_true(match(words[i], "x"));
    }
}

static void what_is_no_state_holds_for_none(void **state)
{
    struct filter f;
    size_t len = 0;

    (void)state;
    assert_false(match_row(":pausedd", "x", ~0u, 0));
    assert_false(match_row("!:what", "x", 0, ~0u));
    filter_parse(&f, "a :pa !:what", states);
    assert_memory_equal(filter_find_wrong(&f, &len), "what", 4);
    assert_int_equal(len, 4);
    filter_parse(&f, "a :pa", states);
    assert_null(filter_find_wrong(&f, &len));
}

static void the_unknown_is_not_hidden(void **state)
{
    (void)state;
    assert_true(match_row(":paused", "x", 0, PAUSED));
    assert_true(match_row("!:paused", "x", 0, PAUSED));
    assert_false(match_row(":paused :pull", "x", 0, PAUSED));
}

static void without_states_a_colon_is_text(void **state)
{
    struct filter_text text = {"\"id\":paused", 11};
    struct filter_row row = {&text, 1, 0, 0};
    struct filter f;

    (void)state;
    filter_parse(&f, ":paused", NULL);
    assert_true(filter_match(&f, &row));
    filter_parse(&f, "!:paused", NULL);
    assert_false(filter_match(&f, &row));
    filter_parse(&f, ":", NULL);
    assert_int_equal(f.n, 1);
}

static void says_which_states_it_asks_for(void **state)
{
    struct filter f;

    (void)state;
    filter_parse(&f, "x :pa !:dlq", states);
    assert_int_equal(filter_states(&f), PAUSED | DLQ);
}

static void any_length_fits(void **state)
{
    char text[400];
    struct filter f;

    (void)state;
    for (size_t i = 0; i < sizeof(text) - 1; i++)
        text[i] = i % 2 ? ' ' : 'a';
    text[sizeof(text) - 1] = '\0';
    filter_parse(&f, text, states);
    assert_int_equal(f.n, FILTER_WORDS);
    assert_int_equal(strlen(f.text), FILTER_BYTES - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_parts_of_the_text),
        cmocka_unit_test(all_words_must_hold_in_any_text),
        cmocka_unit_test(capitals_count_once_typed),
        cmocka_unit_test(bang_negates),
        cmocka_unit_test(colon_names_a_state),
        cmocka_unit_test(a_start_that_tells_is_enough),
        cmocka_unit_test(a_word_that_says_nothing_yet_hides_nothing),
        cmocka_unit_test(what_is_no_state_holds_for_none),
        cmocka_unit_test(the_unknown_is_not_hidden),
        cmocka_unit_test(without_states_a_colon_is_text),
        cmocka_unit_test(says_which_states_it_asks_for),
        cmocka_unit_test(any_length_fits),
    };

    return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
