#include "base/memory/array.h"
#include "ui/term/input/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

/* Feeds all bytes; the last must be the first that ends the report. */
static struct report feed(enum report_kind kind, const char *bytes)
{
    struct report r;

    report_begin(&r, kind);
    for (; bytes[1]; bytes++)
        assert_int_equal(report_take(&r, *bytes), REPORT_MORE);
    assert_int_equal(report_take(&r, *bytes), REPORT_WHOLE);
    return r;
}

static bool is_mouse(const char *bytes, struct mouse *m)
{
    struct report r = feed(REPORT_MOUSE, bytes);

    return report_read_mouse(&r, m);
}

static void mouse_reports(void **state)
{
    static const struct {
        const char *bytes;
        struct mouse mouse;
    } good[] = {{"0;1;1M", {MOUSE_CLICK, 0, 0}},
                {"0;12;5M", {MOUSE_CLICK, 4, 11}},
                {"64;9999;9999M", {MOUSE_WHEEL_UP, 9998, 9998}},
                {"65;1;2M", {MOUSE_WHEEL_DOWN, 1, 0}}};
    static const char *const bad[] = {"M",          "0M",
                                      "0;1M",       "0;1;M",
                                      ";1;1M",      "0;1;1m",
                                      "0;0;1M",     "0;1;0M",
                                      "0;1;1;1M",   "3;1;1M",
                                      "1;1;1M",     "32;1;1M",
                                      "4;1;1M",     "66;1;1M",
                                      "0;1;1N",     "0;1;1~",
                                      "0,1;1M",     "0;+1;1M",
                                      "0; 1;1M",    "0;-1;1M",
                                      "0;10000;1M", "0;1;00000000000000000000001M"};
    struct mouse m;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        assert_true(is_mouse(good[i].bytes, &m));
        assert_int_equal(m.kind, good[i].mouse.kind);
        assert_int_equal(m.line, good[i].mouse.line);
        assert_int_equal(m.col, good[i].mouse.col);
    }
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(is_mouse(bad[i], &m));
}

static void a_mouse_report_ends_at_what_is_none_of_it(void **state)
{
    static const char others[] = {'\033', '\r', 3, 0x7f, '\x80', '\xff'};

    (void)state;
    for (size_t i = 0; i < sizeof(others); i++) {
        struct report r;

        report_begin(&r, REPORT_MOUSE);
        assert_int_equal(report_take(&r, '0'), REPORT_MORE);
        report_pause(&r); /* it is waited for */
        assert_int_equal(r.kind, REPORT_MOUSE);
        assert_int_equal(report_take(&r, others[i]), REPORT_BROKEN);
        assert_int_equal(r.kind, REPORT_NONE);
    }
}

static bool is_background(const char *bytes, bool *light)
{
    struct report r = feed(REPORT_ANSWER, bytes);

    return report_read_background(&r, light);
}

static void backgrounds(void **state)
{
    static const struct {
        const char *bytes;
        bool light;
    } good[] = {
        {"11;rgb:ffff/ffff/ffff\a", true},
        {"11;rgb:0000/0000/0000\033\\", false},
        {"11;rgb:f/F/f\a", true},
        {"11;rgb:1e/1e/2e\a", false},
        {"11;rgb:fdfd/f6f6/e3e3\a", true},
        {"11;rgb:0000/2b2b/3636\a", false},
        {"11;rgba:ffff/ffff/ffff/0000\a", true},
        {"11;rgb:fff/ff/f\a", true},
        {"11;rgb:0/ffff/0\a", true},
        {"11;rgb:0/0/ffff\a", false},
    };
    static const char *const bad[] = {"\a",
                                      "11\a",
                                      "11;?\a",
                                      "11;rgb\a",
                                      "11;rgb:\a",
                                      "11;rgb:f\a",
                                      "11;rgb:f/f\a",
                                      "11;rgb:f/f/\a",
                                      "11;rgb:f/f/f/f\a",
                                      "11;rgba:f/f/f\a",
                                      "11;rgb:f/f/g\a",
                                      "11;rgb:f/f/fffff\a",
                                      "11;rgb:f//f\a",
                                      "11;rgb: f/f/f\a",
                                      "11;rgb:-f/f/f\a",
                                      "11;rgbf/f/f\a",
                                      "11;cmy:f/f/f\a",
                                      "10;rgb:f/f/f\a",
                                      "11;rgb:f/f/f \a",
                                      "11;rgba:ffff/ffff/ffff/ffff/ffff/ffff/ffff\033\\"};
    bool light;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        light = !good[i].light;
        assert_true(is_background(good[i].bytes, &light));
        assert_int_equal(light, good[i].light);
    }
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(is_background(bad[i], &light));
}

/* Whatever is waited for is an answer so far; what is not may be a key of its own: Alt with ]. */
static void only_answers_are_waited_for(void **state)
{
    static const struct {
        const char *bytes;
        bool kept;
    } cases[] = {{"1", true}, {"11;rg", true}, {"11;rgb:ffff/", true}, {"12", false}, {"x", false}};
    struct report r;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        report_begin(&r, REPORT_ANSWER);
        for (const char *p = cases[i].bytes; *p; p++)
            assert_int_equal(report_take(&r, *p), REPORT_MORE);
        report_pause(&r);
        assert_int_equal(r.kind, cases[i].kept ? REPORT_ANSWER : REPORT_NONE);
    }
    report_begin(&r, REPORT_STRING);
    report_pause(&r);
    assert_int_equal(r.kind, REPORT_NONE);
}

static void a_string_without_end_is_no_answer(void **state)
{
    struct report r;
    bool light;

    (void)state;
    report_begin(&r, REPORT_ANSWER);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(report_take(&r, i < 2 ? '1' : ';'), REPORT_MORE);
    report_pause(&r);
    assert_int_equal(r.kind, REPORT_NONE);
    assert_false(report_read_background(&r, &light));
}

/* ESC [ A inside: the string is given up, the key is none of it. */
static void an_escape_ends_a_string(void **state)
{
    struct report r;

    (void)state;
    report_begin(&r, REPORT_ANSWER);
    assert_int_equal(report_take(&r, '1'), REPORT_MORE);
    assert_int_equal(report_take(&r, '\033'), REPORT_MORE);
    assert_int_equal(report_take(&r, '['), REPORT_BROKEN);
    assert_int_equal(r.kind, REPORT_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mouse_reports),
        cmocka_unit_test(a_mouse_report_ends_at_what_is_none_of_it),
        cmocka_unit_test(backgrounds),
        cmocka_unit_test(only_answers_are_waited_for),
        cmocka_unit_test(a_string_without_end_is_no_answer),
        cmocka_unit_test(an_escape_ends_a_string),
    };

    return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
