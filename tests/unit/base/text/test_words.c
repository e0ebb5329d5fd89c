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
        cmocka_unit_test(a_list_is_cut_to_fit),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
