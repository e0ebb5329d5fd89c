#include "parts/input/key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    struct key key;
    const char *name;
} samples[] = {
    {{.code = K_CHAR, .ch = 'j'}, "j"},
    {{.code = K_CHAR, .ch = 'J'}, "J"},
    {{.code = K_CHAR, .ch = '?'}, "?"},
    {{.code = K_CHAR, .ch = '-'}, "-"},
    {{.code = K_CHAR, .ch = 0xe9}, "é"},
    {{.code = K_CHAR, .ch = 0x1f600}, "😀"},
    {{.code = K_CHAR, .ch = ' '}, "Space"},
    {{.code = K_CHAR, .ch = 'd', .ctrl = true}, "Ctrl-D"},
    {{.code = K_CHAR, .ch = ']', .ctrl = true}, "Ctrl-]"},
    {{.code = K_CHAR, .ch = ' ', .ctrl = true}, "Ctrl-Space"},
    {{.code = K_ENTER}, "Enter"},
    {{.code = K_ESC}, "Esc"},
    {{.code = K_TAB}, "Tab"},
    {{.code = K_BACKTAB}, "Shift-Tab"},
    {{.code = K_BACKSPACE}, "Backspace"},
    {{.code = K_DELETE}, "Del"},
    {{.code = K_UP}, "Up"},
    {{.code = K_DOWN}, "Down"},
    {{.code = K_LEFT}, "Left"},
    {{.code = K_RIGHT}, "Right"},
    {{.code = K_RIGHT, .ctrl = true}, "Ctrl-Right"},
    {{.code = K_ALT, .ch = '1'}, "Alt-1"},
    {{.code = K_ALT, .ch = 'x'}, "Alt-x"},
    {{.code = K_HOME}, "Home"},
    {{.code = K_END}, "End"},
    {{.code = K_PGUP}, "PgUp"},
    {{.code = K_PGDN}, "PgDn"},
    {{.code = K_F1}, "F1"},
    {{.code = K_F1 + 4}, "F5"},
    {{.code = K_F12}, "F12"},
};
enum { N_SAMPLES = sizeof samples / sizeof samples[0] };

static void names_are_those_of_the_tables(void **state)
{
    (void)state;
    for (int i = 0; i < N_SAMPLES; i++) {
        struct key back;
        char out[16];

        assert_string_equal(key_print(samples[i].key, out), samples[i].name);
        assert_true(key_parse(samples[i].name, &back));
        assert_true(key_equal(back, samples[i].key));
        assert_false(back.pasted);
    }
}

static void each_key_equals_only_itself(void **state)
{
    (void)state;
    for (int i = 0; i < N_SAMPLES; i++)
        for (int k = 0; k < N_SAMPLES; k++)
            assert_int_equal(key_equal(samples[i].key, samples[k].key), i == k);
    assert_true(key_equal((struct key){.code = K_CHAR, .ch = 'a', .pasted = true},
                          (struct key){.code = K_CHAR, .ch = 'a'}));
}

static void every_code_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int code = K_ENTER; code <= K_F12; code++) {
        struct key back;
        char out[16];

        key_print((struct key){.code = (enum key_code)code, .ctrl = true}, out);
        assert_true(strlen(out) > strlen("Ctrl-"));
        assert_true(key_parse(out, &back));
        assert_int_equal(back.code, code);
    }
}

static void other_names_are_refused(void **state)
{
    static const char *const bad[] = {"",         "jj",          "enter",  "Ctrl-",   "Ctrl-d",
                                      "Ctrl-DD",  "F0",          " ",      "F13",     "\x1b",
                                      "\x7f",     "\xff",        "ctrl-D", "Shift-A", "\n",
                                      "\xc2\x9b", "Ctrl-Ctrl-D", "Alt-",   "Alt-xx",  "Alt- "};
    struct key key;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(key_parse(bad[i], &key));
}

static void a_control_character_is_never_a_name(void **state)
{
    static const uint32_t bad[] = {0, 7, 0x1b, 0x7f, 0x9b, 0xd800, 0x110000};
    char out[16];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_string_equal(key_print((struct key){.code = K_CHAR, .ch = bad[i]}, out), "?");
    assert_string_equal(key_print((struct key){.code = K_NONE}, out), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_of_the_tables),
        cmocka_unit_test(each_key_equals_only_itself),
        cmocka_unit_test(every_code_has_a_name_of_its_own),
        cmocka_unit_test(other_names_are_refused),
        cmocka_unit_test(a_control_character_is_never_a_name),
    };

    return cmocka_run_group_tests_name("key", tests, NULL, NULL);
}
