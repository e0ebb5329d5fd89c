#include "base/memory/array.h"
#include "body/match/pattern.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

enum { NOWHERE = -1 };

/* Where it is found, from byte from on; *len of the match. */
static int find(const char *text, const char *s, size_t from, size_t *len)
{
    struct error err = {.kind = ERR_NONE};
    struct pattern p;
    size_t at = 0, n = strlen(s);
    char *exact = exact_copy(s, n);
    bool found;

    assert_true(pattern_make(&p, text, &err));
    found = pattern_find(&p, exact, n, from, &at, len);
    free(exact);
    assert_false(pattern_hit_limit(&p));
    pattern_free(&p);
    return found ? (int)at : NOWHERE;
}

static int at(const char *text, const char *s)
{
    size_t len;

    return find(text, s, 0, &len);
}

static void text_is_found_as_it_stands(void **state)
{
    size_t len;

    (void)state;
    assert_int_equal(at("b", "abc"), 1);
    assert_int_equal(at("aab", "aaab"), 1);
    assert_int_equal(at("a.c", "abc a.c"), 4);
    assert_int_equal(at("abcd", "abc"), NOWHERE);
    assert_int_equal(at("", "abc"), NOWHERE);
    assert_int_equal(at("re", "are:"), 1);
    assert_int_equal(find("a", "aba", 1, &len), 2);
    assert_int_equal(len, 1);
    assert_int_equal(find("a", "aba", 3, &len), NOWHERE);
    assert_int_equal(find("a", "aba", 4, &len), NOWHERE);
}

static void capitals_count_once_there_is_one(void **state)
{
    (void)state;
    assert_int_equal(at("orders", "ORDERS"), 0);
    assert_int_equal(at("Orders", "orders"), NOWHERE);
    assert_int_equal(at("zz", "aZzZ"), 1);
    assert_int_equal(at("re:or+d", "ORRDERS"), 0);
    assert_int_equal(at("re:Or+d", "orders"), NOWHERE);
    assert_int_equal(at("re:\\Sx", " aX"), 1); /* the letter of an escape is no capital */
    assert_int_equal(at("re:\\D\\WX", "a.x"), NOWHERE);
    assert_int_equal(at("re:é", "É"), 0);
    assert_int_equal(at("re:^\\p{Lu}", "a"), NOWHERE);
}

static void re_begins_a_regular_expression(void **state)
{
    size_t len = 0;

    (void)state;
    assert_int_equal(find("re:[0-9]+", "id 4711, 2", 0, &len), 3);
    assert_int_equal(len, 4);
    assert_int_equal(find("re:[0-9]+", "id 4711, 2", 7, &len), 9);
    assert_int_equal(at("re:^b", "a\nb"), 2);
    assert_int_equal(at("re:a$", "a\nb"), 0);
    assert_int_equal(at("re:a.b", "a\nb"), NOWHERE);
    assert_int_equal(at("re:a$", "a\r\nb"), NOWHERE);
    assert_int_equal(find("re:^b", "ab", 1, &len), NOWHERE); /* what stands before counts */
    assert_int_equal(find("re:(?<=a)b", "ab", 1, &len), 1);
    assert_int_equal(at("re:", "a"), NOWHERE);
}

static void no_match_is_empty(void **state)
{
    size_t len = 0;

    (void)state;
    assert_int_equal(find("re:x*", "abx", 0, &len), 2);
    assert_int_equal(len, 1);
    assert_int_equal(at("re:^", "abx"), NOWHERE);
    assert_int_equal(at("re:b\\K", "abx"), NOWHERE);
}

static void bytes_that_are_not_utf8_match_nothing(void **state)
{
    size_t len = 0;

    (void)state;
    assert_int_equal(at("re:.b", "a\xff"
                                 "b cb"),
                     4);
    assert_int_equal(at("re:[^x]b", "\xc3"
                                    "b"),
                     NOWHERE);
    assert_int_equal(find("re:.", "é", 1, &len), NOWHERE); /* from inside a character */
    assert_int_equal(at("\xff"
                        "b",
                        "a\xff"
                        "b"),
                     1);
}

static void wrong_expression_is_told_with_its_place(void **state)
{
    static const struct {
        const char *text, *why;
    } wrongs[] = {
        {"re:(a", "re: missing closing parenthesis, at the end"},
        {"re:a*b)c", "re: unmatched closing parenthesis, after a*b"},
        {"re:*", "re: quantifier does not follow a repeatable item, at the start"},
        {"re:[a", "re: missing terminating ] for character class, at the end"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrongs); i++) {
        struct error err = {.kind = ERR_NONE};
        struct pattern p;
        size_t found, len;

        assert_false(pattern_make(&p, wrongs[i].text, &err));
        assert_string_equal(err.text, wrongs[i].why);
        assert_int_equal(err.kind, ERR_USAGE);
        assert_false(pattern_find(&p, "a", 1, 0, &found, &len));
        pattern_free(&p);
    }
}

static bool is_limited(const char *text, const char *s, size_t n)
{
    struct error err;
    struct pattern p;
    size_t found, len;
    bool limited;

    assert_true(pattern_make(&p, text, &err));
    assert_false(pattern_find(&p, s, n, 0, &found, &len));
    limited = pattern_hit_limit(&p);
    pattern_free(&p);
    return limited;
}

/* Each would take hours, or the square of the length. */
static void endless_work_ends_and_is_told(void **state)
{
    static const char *const slow[] = {"re:(a+)+$", "re:(a|aa)+$", "re:a.*\\d", "re:[a-z]+\\d"};
    enum { N = 128000 };
    char *s = malloc(N);

    (void)state;
    assert_non_null(s);
    memset(s, 'a', N);
    s[N - 1] = '!';
    for (size_t i = 0; i < ARRAY_LEN(slow); i++)
        assert_true(is_limited(slow[i], s, N));
    free(s);
}

/* What machine code does not count by itself: a long line run over again and again. */
static void work_within_lines_and_look_arounds_is_counted(void **state)
{
    static const char *const slow[] = {"re:.*.*x$", "re:(?=.*z)(?=.*y)a", "re:a(?=.*+z)",
                                       "re:(?=[^z]*+z)", "re:(?<=a)(?=.*z)"};
    enum { N = 1000000 };
    char *s = malloc(N);

    (void)state;
    assert_non_null(s);
    memset(s, 'a', N);
    s[0] = 'x';
    for (size_t i = 0; i < ARRAY_LEN(slow); i++)
        assert_true(is_limited(slow[i], s, N));
    free(s);
}

/* A few places that need as many steps as the text is long are within the budget. */
static void long_line_is_searched_to_its_end(void **state)
{
    enum { N = 128000 };
    char *s = malloc(N);

    (void)state;
    assert_non_null(s);
    memset(s, '-', N);
    for (size_t i = 0; i < 20; i++)
        s[i * 1000] = 'x';
    assert_false(is_limited("re:x.*\\d", s, N));
    free(s);
}

/* Against the plainest search, over all short texts of two letters. */
static void finds_what_a_plain_search_finds(void **state)
{
    (void)state;
    for (unsigned bits = 0; bits < 1u << 13; bits++) {
        char s[11] = "", needle[4] = "";
        size_t first, len, n = 1 + bits % 3;
        const char *plain;
        struct pattern p;

        for (size_t i = 0; i < 10; i++)
            s[i] = bits >> i & 1 ? 'a' : 'B';
        for (size_t i = 0; i < n; i++)
            needle[i] = bits >> (10 + i) & 1 ? 'a' : 'B';
        plain = strstr(s, needle);
        pattern_make_text(&p, needle, n);
        if (!strchr(needle, 'B')) /* then case counts in neither */
            assert_int_equal(p.fold['A'], 'a');
        assert_int_equal(pattern_find(&p, s, 10, 0, &first, &len), plain != NULL);
        assert_true(!plain || (s + first == plain));
        pattern_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_found_as_it_stands),
        cmocka_unit_test(capitals_count_once_there_is_one),
        cmocka_unit_test(re_begins_a_regular_expression),
        cmocka_unit_test(no_match_is_empty),
        cmocka_unit_test(bytes_that_are_not_utf8_match_nothing),
        cmocka_unit_test(wrong_expression_is_told_with_its_place),
        cmocka_unit_test(endless_work_ends_and_is_told),
        cmocka_unit_test(work_within_lines_and_look_arounds_is_counted),
        cmocka_unit_test(long_line_is_searched_to_its_end),
        cmocka_unit_test(finds_what_a_plain_search_finds),
    };

    return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
