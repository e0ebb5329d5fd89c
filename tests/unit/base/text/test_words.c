#include "base/text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const some[] = {"sort", "set", "wrap", "wrapped", NULL};

static int find(const char *text)
{
    struct words w = {.n = 0};

    words_add_all(&w, some);
    return words_find(&w, text, strlen(text));
}

static const char *explain(const char *text)
{
    static struct error err;
    struct words w = {.n = 0};

    words_add_all(&w, some);
    assert_false(words_explain(&w, "command", text, strlen(text), &err));
    return err.text;
}

static void as_much_as_tells_which_is_enough(void **state)
{
    (void)state;
    assert_int_equal(find("sort"), 0);
    assert_int_equal(find("so"), 0);
    assert_int_equal(find("wrap"), 2); /* whole, though another begins so */
    assert_int_equal(find("wrapp"), 3);
    assert_int_equal(find("s"), WORDS_SEVERAL);
    assert_int_equal(find("wra"), WORDS_SEVERAL);
    assert_int_equal(find("sorted"), WORDS_NONE);
    assert_int_equal(find(""), WORDS_NONE);
}

static void why_there_is_none(void **state)
{
    (void)state;
    assert_string_equal(explain("srot"), "no command \"srot\": did you mean sort?");
    assert_string_equal(explain("st"), "no command \"st\": Tab shows what there is");
    assert_string_equal(explain("sat"), "no command \"sat\": did you mean set?");
    assert_string_equal(explain("sea"), "no command \"sea\": did you mean set?");
    assert_string_equal(explain("sab"), "no command \"sab\": Tab shows what there is");
    assert_string_equal(explain("s"), "\"s\" is ambiguous: sort or set");
    assert_string_equal(explain("xylophone"), "no command \"xylophone\": Tab shows what there is");
    assert_string_equal(explain("a word that is longer than any screen is wide, by far"),
                        "no command \"a word that is longer than any screen is\": "
                        "Tab shows what there is");
}

/* Two letters may be wrong, in words of three one; in shorter and in very long ones none. */
static void what_is_near_is_suggested(void **state)
{
#define ABC_24 "abcdefghijklmnopqrstuvwx"
    static const struct {
        const char *word, *typed;
        bool near;
    } cases[] = {
        {"sort", "sort", true},      {"sort", "srot", true},
        {"sort", "port", true},      {"sort", "so", false},
        {"sort", "sor", true},       {"sort", "sorted", true},
        {"sort", "sortedd", false},  {"sort", "xyrt", true},
        {"sort", "xyzt", false},     {"set", "sxt", true},
        {"set", "xyt", false},       {"set", "sett", true},
        {"set", "setts", false},     {"sets", "set", true},
        {"setts", "set", false},     {"go", "goo", false},
        {"goo", "go", false},        {"go", "go", false},
        {ABC_24, ABC_24, true},      {ABC_24, ABC_24 "y", false},
        {ABC_24 "y", ABC_24, false}, {ABC_24, "abcdefghijklmnopqrstuv", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct words w = {.n = 0};

        words_add(&w, cases[i].word);
        if ((words_suggest(&w, cases[i].typed, strlen(cases[i].typed)) != NULL) != cases[i].near)
            fail_msg("%s for %s", cases[i].word, cases[i].typed);
    }
}

static void a_list_is_cut_to_fit(void **state)
{
    struct words w = {.n = 0};
    char out[60];

    (void)state;
    words_add_all(&w, some);
    assert_string_equal(words_print(out, sizeof(out), &w), "sort, set, wrap or wrapped");
    assert_string_equal(words_print(out, 8, &w), "sort, s");
    for (int i = 0; i < 200; i++)
        words_add(&w, "more");
    assert_int_equal(w.n, WORDS_MAX);
    words_print(out, sizeof(out), &w);
    assert_int_equal(strlen(out), sizeof(out) - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_much_as_tells_which_is_enough),
        cmocka_unit_test(why_there_is_none),
        cmocka_unit_test(what_is_near_is_suggested),
        cmocka_unit_test(a_list_is_cut_to_fit),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
