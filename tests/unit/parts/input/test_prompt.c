#include "parts/input/prompt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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
    return prompt_key(p, key);
}

static void type(struct prompt *p, const char *text)
{
    for (; *text; text++)
        assert_int_equal(prompt_key(p, letter((unsigned char)*text)), PROMPT_OPEN);
}

static void start(struct prompt *p)
{
    prompt_start(p);
    prompt_add_field(p, "one", "10");
    prompt_add_field(p, "two", "30s");
}

static void tab_selects_the_text_of_a_field(void **state)
{
    struct prompt p;

    (void)state;
    start(&p);
    type(&p, "25");
    press(&p, "Tab");
    type(&p, "5m");
    assert_string_equal(p.fields[1].text, "5m");
    press(&p, "Tab");
    type(&p, "7");
    assert_string_equal(p.fields[0].text, "7");
    press(&p, "Shift-Tab");
    press(&p, "Backspace"); /* a key that edits keeps the rest */
    type(&p, "s");
    assert_string_equal(p.fields[1].text, "5s");
}

static void a_pasted_enter_is_never_heard(void **state)
{
    struct key pasted = {.code = K_ENTER, .pasted = true};
    struct prompt p;

    (void)state;
    start(&p);
    assert_int_equal(prompt_key(&p, pasted), PROMPT_OPEN);
    assert_string_equal(p.fields[0].text, "10");
}

static void esc_and_ctrl_c_cancel_at_once(void **state)
{
    struct prompt p;

    (void)state;
    start(&p);
    assert_int_equal(prompt_key(&p, (struct key){.code = K_ESC}), PROMPT_CANCEL);
    assert_int_equal(prompt_key(&p, (struct key){.code = K_CHAR, .ch = 'c', .ctrl = true}),
                     PROMPT_CANCEL);
    assert_int_equal(prompt_key(&p, letter('c')), PROMPT_OPEN);
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
    prompt_start(&p);
    prompt_add_field(&p, "/", "");
    type(&p, "a");
    prompt_key(&p, letter(0x20ac));
    prompt_key(&p, letter(0x1f600));
    assert_string_equal(p.fields[0].text, "a\xe2\x82\xac\xf0\x9f\x98\x80");
    press(&p, "Backspace");
    assert_string_equal(p.fields[0].text, "a\xe2\x82\xac");
    press(&p, "Backspace");
    assert_string_equal(p.fields[0].text, "a");
}

/* Text with the cursor as |. */
static const char *shown(const struct prompt *p)
{
    static char out[140];
    const struct field *f = &p->fields[p->active];

    snprintf(out, sizeof(out), "%.*s|%s", (int)f->at, f->text, f->text + f->at);
    return out;
}

static void the_cursor_moves_and_text_goes_in_there(void **state)
{
    struct prompt p;

    (void)state;
    prompt_start(&p);
    prompt_add_field(&p, ":", "");
    type(&p, "abd");
    prompt_key(&p, letter(0x20ac));
    press(&p, "Left");
    press(&p, "Left");
    type(&p, "c");
    assert_string_equal(shown(&p), "abc|d\xe2\x82\xac");
    press(&p, "Right");
    press(&p, "Right");
    press(&p, "Right");
    assert_string_equal(shown(&p), "abcd\xe2\x82\xac|");
    press(&p, "Home");
    press(&p, "Left");
    type(&p, "x");
    assert_string_equal(shown(&p), "x|abcd\xe2\x82\xac");
    press(&p, "Ctrl-E");
    press(&p, "Backspace");
    assert_string_equal(shown(&p), "xabcd|");
    press(&p, "Ctrl-A");
    press(&p, "Backspace");
    assert_string_equal(shown(&p), "|xabcd");
    press(&p, "Del");
    press(&p, "End");
    press(&p, "Del");
    assert_string_equal(shown(&p), "abcd|");
}

static void a_word_or_all_before_the_cursor_goes(void **state)
{
    struct prompt p;

    (void)state;
    prompt_start(&p);
    prompt_add_field(&p, ":", "");
    type(&p, "set interval  5s");
    press(&p, "Left");
    press(&p, "Ctrl-W");
    assert_string_equal(shown(&p), "set interval  |s");
    press(&p, "Ctrl-W");
    assert_string_equal(shown(&p), "set |s");
    press(&p, "Ctrl-U");
    assert_string_equal(shown(&p), "|s");
    press(&p, "Ctrl-W");
    assert_string_equal(shown(&p), "|s");
    prompt_set_text(&p, "a line from before");
    assert_string_equal(shown(&p), "a line from before|");
    start(&p);
    press(&p, "Left"); /* a prefilled text is edited from there on */
    type(&p, "5");
    assert_string_equal(shown(&p), "15|0");
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
    prompt_start(&p);
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
    prompt_key(&p, enter);
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
    prompt_start(&p);
    prompt_add_field(&p, "/", "");
    for (int i = 0; i < 2 * FIELD_BYTES; i++) {
        static const uint32_t chars[] = {'a', 0xe9, 0x20ac, 0x1f600, 1, 0x7f, '\t'};
        static const char *const moves[] = {"Left", "Right", "Home", "Backspace", "Del", "Ctrl-W"};
        struct field *f = &p.fields[0];

        if (i % 5 == 0 && i < 500)
            press(&p, moves[(size_t)(i / 5) % 6]);
        seed = seed * 1664525 + 1013904223;
        prompt_key(&p, letter(chars[(seed >> 16) % 7]));
        assert_int_equal(strlen(f->text), f->len);
        assert_true(f->len < sizeof(f->text) && f->at <= f->len);
        assert_true(((unsigned char)f->text[f->at] & 0xC0) != 0x80);
        assert_null(strpbrk(f->text, "\001\t\177"));
    }
    assert_true(p.fields[0].len > sizeof(p.fields[0].text) - 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tab_selects_the_text_of_a_field),
        cmocka_unit_test(a_pasted_enter_is_never_heard),
        cmocka_unit_test(esc_and_ctrl_c_cancel_at_once),
        cmocka_unit_test(the_first_character_replaces_the_prefilled_text),
        cmocka_unit_test(backspace_takes_a_whole_character),
        cmocka_unit_test(the_cursor_moves_and_text_goes_in_there),
        cmocka_unit_test(a_word_or_all_before_the_cursor_goes),
        cmocka_unit_test(fields_take_turns),
        cmocka_unit_test(an_error_goes_with_the_next_key),
        cmocka_unit_test(a_field_never_overflows),
    };

    return cmocka_run_group_tests_name("prompt", tests, NULL, NULL);
}
