#include "app/prompt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct key enter = {.code = K_ENTER};

static struct key letter(uint32_t ch)
{
    return (struct key){.code = K_CHAR, .ch = ch};
}

static enum prompt_result press(struct prompt *p, const char *name)
{
    struct key key;

    assert_true(key_parse(name, &key));
    return prompt_key(p, key, 5000);
}

static void type(struct prompt *p, const char *text)
{
    for (; *text; text++)
        assert_int_equal(prompt_key(p, letter((unsigned char)*text), 5000), PROMPT_OPEN);
}

static void start(struct prompt *p)
{
    prompt_start(p, 1000, false);
    prompt_add_field(p, "one", "10");
    prompt_add_field(p, "two", "30s");
}

static void enter_is_not_heard_at_first(void **state)
{
    struct prompt p;

    (void)state;
    start(&p);
    assert_int_equal(prompt_key(&p, enter, 1000), PROMPT_OPEN);
    assert_int_equal(prompt_key(&p, enter, 1299), PROMPT_OPEN);
    assert_int_equal(prompt_key(&p, enter, 1300), PROMPT_ENTER);
    prompt_start(&p, 1000, true);
    assert_int_equal(prompt_key(&p, enter, 1000), PROMPT_ENTER);
}

static void a_pasted_enter_is_never_heard(void **state)
{
    struct key pasted = {.code = K_ENTER, .pasted = true};
    struct prompt p;

    (void)state;
    start(&p);
    assert_int_equal(prompt_key(&p, pasted, 999999), PROMPT_OPEN);
    assert_string_equal(p.fields[0].text, "10");
}

static void esc_and_ctrl_c_cancel_at_once(void **state)
{
    struct prompt p;

    (void)state;
    start(&p);
    assert_int_equal(prompt_key(&p, (struct key){.code = K_ESC}, 1000), PROMPT_CANCEL);
    assert_int_equal(prompt_key(&p, (struct key){.code = K_CHAR, .ch = 'c', .ctrl = true}, 1000),
                     PROMPT_CANCEL);
    assert_int_equal(prompt_key(&p, letter('c'), 1000), PROMPT_OPEN);
}

static void the_first_character_replaces_the_prefilled_text(void **state)
{
    struct prompt p;

    (void)state;
    start(&p);
    type(&p, "25");
    assert_string_equal(p.fields[0].text, "25");
    press(&p, "Backspace");
    assert_string_equal(p.fields[0].text, "2");
    press(&p, "Tab");
    press(&p, "End");
    type(&p, "x");
    assert_string_equal(p.fields[1].text, "30sx");
    press(&p, "Ctrl-U");
    assert_string_equal(p.fields[1].text, "");
    press(&p, "Backspace");
    assert_string_equal(p.fields[1].text, "");
}

static void backspace_takes_a_whole_character(void **state)
{
    struct prompt p;

    (void)state;
    prompt_start(&p, 0, true);
    prompt_add_field(&p, "/", "");
    type(&p, "a");
    prompt_key(&p, letter(0x20ac), 5000);
    prompt_key(&p, letter(0x1f600), 5000);
    assert_string_equal(p.fields[0].text, "a\xe2\x82\xac\xf0\x9f\x98\x80");
    press(&p, "Backspace");
    assert_string_equal(p.fields[0].text, "a\xe2\x82\xac");
    press(&p, "Backspace");
    assert_string_equal(p.fields[0].text, "a");
}

static void fields_take_turns(void **state)
{
    struct prompt p;

    (void)state;
    start(&p);
    press(&p, "Tab");
    assert_int_equal(p.active, 1);
    press(&p, "Tab");
    assert_int_equal(p.active, 0);
    press(&p, "Shift-Tab");
    assert_int_equal(p.active, 1);
    prompt_start(&p, 0, true);
    prompt_add_field(&p, "only", "");
    press(&p, "Tab");
    press(&p, "Down");
    assert_int_equal(p.active, 0);
}

static void an_error_goes_with_the_next_key(void **state)
{
    struct prompt p;

    (void)state;
    start(&p);
    memcpy(p.error, "bad", 4);
    prompt_key(&p, enter, 5000);
    assert_string_equal(p.error, "bad");
    type(&p, "1");
    assert_string_equal(p.error, "");
}

/* A paste of any length and kind leaves whole UTF-8 that fits. */
static void a_field_never_overflows(void **state)
{
    struct prompt p;
    uint32_t seed = 3;

    (void)state;
    prompt_start(&p, 0, true);
    prompt_add_field(&p, "/", "");
    for (int i = 0; i < 1000; i++) {
        static const uint32_t chars[] = {'a', 0xe9, 0x20ac, 0x1f600, 1, 0x7f, '\t'};
        struct field *f = &p.fields[0];

        seed = seed * 1664525 + 1013904223;
        prompt_key(&p, letter(chars[(seed >> 16) % 7]), 5000);
        assert_int_equal(strlen(f->text), f->len);
        assert_true(f->len < sizeof(f->text));
        assert_null(strpbrk(f->text, "\001\t\177"));
    }
    assert_true(p.fields[0].len > sizeof(p.fields[0].text) - 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enter_is_not_heard_at_first),
        cmocka_unit_test(a_pasted_enter_is_never_heard),
        cmocka_unit_test(esc_and_ctrl_c_cancel_at_once),
        cmocka_unit_test(the_first_character_replaces_the_prefilled_text),
        cmocka_unit_test(backspace_takes_a_whole_character),
        cmocka_unit_test(fields_take_turns),
        cmocka_unit_test(an_error_goes_with_the_next_key),
        cmocka_unit_test(a_field_never_overflows),
    };

    return cmocka_run_group_tests_name("prompt", tests, NULL, NULL);
}
