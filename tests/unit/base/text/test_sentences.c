#include "base/text/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void what_is_too_wide_is_not_said(void **state)
{
    struct sentences s = {0};

    (void)state;
    assert_true(sentences_add(&s, TONE_LOSS, "%076d", 7));
    assert_false(sentences_add(&s, TONE_FACT, "%077d", 7));
    assert_false(sentences_add(&s, TONE_FACT, "%0400d", 7)); /* cut, and so not known how wide */
    assert_true(sentences_add(&s, TONE_FACT, "%s", "\xc3\xa9 is two bytes"));
    assert_int_equal(s.n, 2);
    assert_int_equal(s.all[0].tone, TONE_LOSS);
    assert_string_equal(s.all[1].text, "\xc3\xa9 is two bytes");
}

/* As it is drawn: what is escaped takes more room than its bytes. */
static void bytes_from_outside_count_as_they_are_drawn(void **state)
{
    struct sentences s = {0};

    (void)state;
    assert_false(sentences_add(&s, TONE_FACT, "%070d\x1b\x1b", 7));
    assert_true(sentences_add(&s, TONE_FACT, "%072d\x1b", 7));
    assert_int_equal(s.n, 1);
}

static void there_is_an_end(void **state)
{
    struct sentences s = {0};

    (void)state;
    for (int i = 0; i < SENTENCES; i++)
        assert_true(sentences_add(&s, TONE_FACT, "%d", i));
    assert_false(sentences_add(&s, TONE_FACT, "one more"));
    assert_int_equal(s.n, SENTENCES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_too_wide_is_not_said),
        cmocka_unit_test(bytes_from_outside_count_as_they_are_drawn),
        cmocka_unit_test(there_is_an_end),
    };

    return cmocka_run_group_tests_name("text sentences", tests, NULL, NULL);
}
