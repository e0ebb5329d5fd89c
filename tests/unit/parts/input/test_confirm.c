/* The question before anything is done to messages, key by key. */
#include "base/array.h"
#include "parts/input/confirm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

struct asked {
    struct confirm c;
    struct prompt p;
    int64_t now;
};

static void ask(struct asked *a, size_t n, bool delay)
{
    a->now = 1000;
    confirm_start(&a->c, &a->p, n, delay, a->now);
    a->now += PROMPT_ARM_MS;
}

/* Key names separated by blanks; what the last of them meant. */
static enum confirm_result press(struct asked *a, const char *names)
{
    enum confirm_result result = CONFIRM_OPEN;

    while (*names) {
        size_t len = strcspn(names, " ");
        struct key key;
        char name[16];

        assert_int_equal(result, CONFIRM_OPEN);
        snprintf(name, sizeof(name), "%.*s", (int)len, names);
        assert_true(key_parse(name, &key));
        result = confirm_key(&a->c, &a->p, key, a->now);
        names += len + strspn(names + len, " ");
    }
    return result;
}

static enum confirm_result ask_and_press(size_t n, bool delay, const char *names)
{
    struct asked a;

    ask(&a, n, delay);
    return press(&a, names);
}

static void one_message_wants_y(void **state)
{
    (void)state;
    assert_int_equal(ask_and_press(1, false, "y"), CONFIRM_YES);
    assert_int_equal(ask_and_press(1, false, "Enter"), CONFIRM_CANCEL);
    assert_int_equal(ask_and_press(1, false, "1"), CONFIRM_OPEN);
    assert_int_equal(ask_and_press(1, false, "1 Enter"), CONFIRM_CANCEL);
    assert_int_equal(ask_and_press(1, true, "y"), CONFIRM_YES);
    assert_int_equal(ask_and_press(1, true, "Enter"), CONFIRM_CANCEL);
}

static void more_want_their_number(void **state)
{
    static const char *const no[] = {"y", "1 Enter", "3 Enter", "2 2 Enter", "0 2 Backspace Enter"};

    (void)state;
    assert_int_equal(ask_and_press(2, false, "2 Enter"), CONFIRM_YES);
    assert_int_equal(ask_and_press(12, false, "1 2 Enter"), CONFIRM_YES);
    assert_int_equal(ask_and_press(2, false, "Enter"), CONFIRM_CANCEL);
    for (size_t i = 0; i < ARRAY_LEN(no); i++)
        assert_int_equal(ask_and_press(2, false, no[i]), CONFIRM_OPEN);
}

static void a_wrong_number_is_said(void **state)
{
    struct asked a;

    (void)state;
    ask(&a, 3, false);
    assert_int_equal(press(&a, "2 Enter"), CONFIRM_OPEN);
    assert_non_null(strstr(a.p.error, "type 3"));
    assert_int_equal(press(&a, "Enter Enter Enter Enter"), CONFIRM_OPEN);
    assert_int_equal(press(&a, "Backspace 3 Enter"), CONFIRM_YES);
}

static void these_cancel(void **state)
{
    static const char *const keys[] = {"Esc", "Ctrl-C", "n", "N", "q", "Q"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        for (size_t n = 1; n < 3; n++) {
            assert_int_equal(ask_and_press(n, false, keys[i]), CONFIRM_CANCEL);
            assert_int_equal(ask_and_press(n, true, keys[i]), CONFIRM_CANCEL);
        }
}

/* Of all keys on their own, y alone does it, and only to one message. */
static void no_other_key_says_yes(void **state)
{
    (void)state;
    for (size_t n = 1; n < 3; n++)
        for (int delay = 0; delay < 2; delay++)
            for (int ctrl = 0; ctrl < 2; ctrl++)
                for (int code = K_NONE; code <= K_F12; code++)
                    for (uint32_t ch = 0; ch < (code == K_CHAR ? 0x180 : 1); ch++) {
                        struct key key = {.code = (enum key_code)code, .ch = ch, .ctrl = ctrl};
                        bool yes = n == 1 && code == K_CHAR && ch == 'y' && !ctrl;
                        struct asked a;

                        ask(&a, n, delay);
                        assert_int_equal(confirm_key(&a.c, &a.p, key, a.now) == CONFIRM_YES, yes);
                    }
}

static void keys_typed_ahead_are_dropped(void **state)
{
    struct asked a;

    (void)state;
    ask(&a, 1, false);
    a.now--;
    assert_int_equal(press(&a, "y Enter Esc q y"), CONFIRM_OPEN);
    a.now++;
    assert_int_equal(press(&a, "y"), CONFIRM_YES);
    ask(&a, 3, false);
    a.now--;
    assert_int_equal(press(&a, "3"), CONFIRM_OPEN);
    a.now++;
    assert_string_equal(a.p.fields[0].text, "");
    assert_int_equal(press(&a, "Enter"), CONFIRM_CANCEL);
}

static void a_paste_is_dropped(void **state)
{
    static const struct key pasted[] = {{.code = K_CHAR, .ch = 'y', .pasted = true},
                                        {.code = K_CHAR, .ch = '2', .pasted = true},
                                        {.code = K_ENTER, .pasted = true}};

    (void)state;
    for (size_t n = 1; n < 3; n++) {
        struct asked a;

        ask(&a, n, true);
        for (size_t i = 0; i < ARRAY_LEN(pasted); i++)
            assert_int_equal(confirm_key(&a.c, &a.p, pasted[i], a.now), CONFIRM_OPEN);
        assert_int_equal(press(&a, "Enter"), CONFIRM_CANCEL);
    }
}

static void the_delay_comes_along(void **state)
{
    struct asked a;

    (void)state;
    ask(&a, 1, true);
    assert_int_equal(press(&a, "y"), CONFIRM_YES);
    assert_int_equal(a.c.delay_s, 0);
    ask(&a, 1, true);
    assert_int_equal(press(&a, "3 0 s Enter"), CONFIRM_OPEN); /* neither cancels nor does it */
    assert_int_equal(press(&a, "y"), CONFIRM_YES);
    assert_int_equal(a.c.delay_s, 30);
    ask(&a, 2, true);
    assert_int_equal(press(&a, "2 Tab 2 4 h Enter"), CONFIRM_YES);
    assert_int_equal(a.c.delay_s, 86400);
    ask(&a, 2, true);
    assert_int_equal(press(&a, "Tab 5 m Tab 2 Enter"), CONFIRM_YES);
    assert_int_equal(a.c.delay_s, 300);
}

static void a_bad_delay_is_refused(void **state)
{
    static const char *const bad[] = {"1 5 0 0 m s", "2 5 h", "3 0", "s", "Ctrl-U", "9 9 9 9 d"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct asked a;

        ask(&a, 1, true);
        press(&a, bad[i]);
        assert_int_equal(press(&a, "y"), CONFIRM_OPEN);
        assert_non_null(strstr(a.p.error, "delay"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_message_wants_y),    cmocka_unit_test(more_want_their_number),
        cmocka_unit_test(a_wrong_number_is_said), cmocka_unit_test(these_cancel),
        cmocka_unit_test(no_other_key_says_yes),  cmocka_unit_test(keys_typed_ahead_are_dropped),
        cmocka_unit_test(a_paste_is_dropped),     cmocka_unit_test(the_delay_comes_along),
        cmocka_unit_test(a_bad_delay_is_refused),
    };

    return cmocka_run_group_tests_name("confirm", tests, NULL, NULL);
}
