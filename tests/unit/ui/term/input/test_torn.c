#include "base/memory/array.h"
#include "ui/term/input/torn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

/* What the last of the bytes, each after_ms behind the one before, comes to; those before must
 * belong to the sequence. */
static enum torn_step feed(struct torn *t, bool alone, const char *bytes, int64_t after_ms)
{
    int64_t now = 5000;

    torn_begin(t, alone, now);
    for (; bytes[1]; bytes++)
        assert_int_equal(torn_take(t, *bytes, now += after_ms), TORN_MORE);
    return torn_take(t, *bytes, now + after_ms);
}

static void whole_sequences_are_told(void **state)
{
    static const char *const whole[] = {"[B",  "OB",  "[6~",    "[1;5B",
                                        "[[A", "O5B", "[?1;2c", "[M !!"};
    struct torn t;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(whole); i++)
        for (int alone = 0; alone < 2; alone++) {
            assert_int_equal(feed(&t, alone, whole[i], TORN_MS), TORN_WHOLE);
            assert_false(t.open);
            if (i < 4)
                assert_string_equal(t.text, whole[i]);
            assert_int_equal(torn_take(&t, 'j', 5000), TORN_NOT);
        }
}

static void reports_are_handed_on(void **state)
{
    struct torn t;

    (void)state;
    assert_int_equal(feed(&t, true, "[<", 1), TORN_MOUSE);
    assert_int_equal(feed(&t, false, "[<", 1), TORN_MOUSE);
    assert_int_equal(feed(&t, false, "]", 0), TORN_ANSWER);
    assert_int_equal(feed(&t, true, "]1", 1), TORN_TO_SAY);
    assert_int_equal(feed(&t, true, "]j", 1), TORN_WHOLE); /* a ] that a person pressed, and j */
}

/* What a person types behind Esc is typed. */
static void other_keys_are_keys(void **state)
{
    static const char *const keys[] = {"j", "P", "^", "X", "q", "\003", "\033", "\r", "\xc3", " "};
    struct torn t;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        assert_int_equal(feed(&t, true, keys[i], 1), TORN_NOT);
    assert_int_equal(feed(&t, true, "[\003", 1), TORN_NOT);
    assert_int_equal(feed(&t, true, "[1\033", 1), TORN_NOT);
    assert_int_equal(feed(&t, true, "O\xe6", 1), TORN_NOT);
    assert_int_equal(torn_take(&t, 'j', 5000), TORN_NOT);
}

static void after_a_second_keys_are_keys(void **state)
{
    struct torn t;

    (void)state;
    assert_int_equal(feed(&t, true, "[", TORN_MS), TORN_MORE);
    assert_int_equal(feed(&t, true, "[", TORN_MS + 1), TORN_NOT);
    assert_int_equal(feed(&t, true, "[B", TORN_MS), TORN_WHOLE);
    torn_begin(&t, true, 0);
    assert_int_equal(torn_take(&t, '[', 1), TORN_MORE);
    assert_int_equal(torn_take(&t, 'B', TORN_MS + 2), TORN_NOT);
}

static void what_is_too_long_is_nothing_we_know(void **state)
{
    struct torn t;

    (void)state;
    assert_int_equal(feed(&t, true, "[1111111111111111111111111111111111B", 1), TORN_WHOLE);
    assert_true(t.n >= sizeof(t.text));
}

static void a_line_is_waited_on_longer(void **state)
{
    static const char *const far[] = {"SSH_CONNECTION", "SSH_TTY", "STY"};
    int near;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(far); i++)
        unsetenv(far[i]);
    near = torn_find_delay();
    for (size_t i = 0; i < ARRAY_LEN(far); i++) {
        setenv(far[i], "x", 1);
        assert_true(torn_find_delay() > near);
        unsetenv(far[i]);
    }
    assert_int_equal(torn_find_delay(), near);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_sequences_are_told),
        cmocka_unit_test(reports_are_handed_on),
        cmocka_unit_test(other_keys_are_keys),
        cmocka_unit_test(after_a_second_keys_are_keys),
        cmocka_unit_test(what_is_too_long_is_nothing_we_know),
        cmocka_unit_test(a_line_is_waited_on_longer),
    };

    return cmocka_run_group_tests_name("torn", tests, NULL, NULL);
}
