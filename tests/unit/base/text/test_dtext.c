#include "base/text/dtext.h"
#include "base/text/utf8.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

/* What every struct dtext promises, whatever it was made from. */
static void check_promises(const struct dtext *t, int max_cols)
{
    int cols = 0, len;

    assert_int_equal(t->s[t->len], '\0');
    assert_true(t->len < DTEXT_BYTES);
    for (int i = 0; i < t->len; i += len) {
        uint32_t cp;
        int width;

        len = utf8_read(t->s + i, (size_t)(t->len - i), &cp);
        assert_int_not_equal(len, 0);
        assert_true(cp >= 0x20 && (cp < 0x7f || cp >= 0xa0));
        assert_false(dtext_is_format(cp));
        assert_true(cp < 0x80 || !dtext_is_ascii());
        width = wcwidth((wchar_t)cp);
        assert_true(width >= 0);
        cols += width;
    }
    assert_int_equal(t->cols, cols);
    assert_true(cols <= max_cols);
}

static void check_line(const char *src, size_t n, const char *expected)
{
    struct dtext t;

    dtext_make(&t, src, n, 0, 200, DTEXT_LINE);
    check_promises(&t, 200);
    assert_string_equal(t.s, expected);
    assert_int_equal(t.taken, n);
    assert_false(t.more);
}

static const struct {
    const char *src, *line, *cell;
} samples[] = {
    {"", "", ""},
    {"plain text ~", "plain text ~", "plain text ~"},
    {"ünïcode 日本", "ünïcode 日本", "ünïcode 日本"},
    {"\x1b[31mred", "‹1B›[31mred", "·[31mred"},
    {"safe\rEVIL", "safe‹0D›EVIL", "safe·EVIL"},
    {"a\nb", "a‹0A›b", "a·b"},
    {"\x7f", "‹7F›", "·"},
    {"\xc2\x9b"
     "2J",
     "‹U+009B›2J", "·2J"},
    {"\x9b"
     "2J",
     "‹9B›2J", "·2J"},
    {"\xff\xfe", "‹FF›‹FE›", "··"},
    {"\xe2\x82", "‹E2›‹82›", "··"},
    {"abc\xe2\x80\xae"
     "def",
     "abc‹U+202E›def", "abc·def"},
    {"\xf3\xa0\x81\xa1", "‹U+E0061›", "·"},
    {"\xf4\x8f\xbf\xbf", "‹U+10FFFF›", "·"},
    {"a\xe2\x80\x8b"
     "b",
     "a‹U+200B›b", "a·b"},
    {"\xc2\xad", "‹U+00AD›", "·"},
    {"\xe1\x85\x9f\xe3\x85\xa4", "‹U+115F›‹U+3164›", "··"},
    {"❤\xef\xb8\x8f", "❤‹U+FE0F›", "❤·"},
    {"e\xcc\x81", "e\xcc\x81", "e\xcc\x81"},
    {"\xcc\x81", "◌\xcc\x81", "◌\xcc\x81"},
    {"\n\xcc\x81\xcc\x82", "‹0A›◌\xcc\x81\xcc\x82", "·◌\xcc\x81\xcc\x82"},
    {"e\xcc\x81\xcc\x82\xcc\x83\xcc\x84x", "e\xcc\x81\xcc\x82‹U+0303›‹U+0304›x",
     "e\xcc\x81\xcc\x82··x"},
    {"a\tb", "a       b", "a b"},
    {"1234567\t8", "1234567 8", "1234567 8"},
    {"12345678\t9", "12345678        9", "12345678 9"},
    {"日\tb", "日      b", "日 b"},
};

static void outside_bytes_become_visible(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        size_t n = strlen(samples[i].src);
        struct dtext t;

        check_line(samples[i].src, n, samples[i].line);
        dtext_make(&t, samples[i].src, n, 0, 200, DTEXT_CELL);
        check_promises(&t, 200);
        assert_string_equal(t.s, samples[i].cell);
    }
    check_line("a\0b", 3, "a‹00›b");
}

/* Long plain runs are copied by the word. */
static void what_ends_a_run_is_seen_in_every_place(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        for (size_t at = 0; at < 32; at++) {
            bool plain = c >= 0x20 && c < 0x7f;
            char src[32];
            struct dtext t;

            memset(src, 'a', sizeof src);
            src[at] = (char)c;
            dtext_make(&t, src, sizeof src, 0, 100, DTEXT_CELL);
            check_promises(&t, 100);
            assert_int_equal(t.cols, sizeof src);
            assert_int_equal(t.s[at], plain ? c : c == '\t' ? ' ' : "·"[0]);
        }
    }
}

static void nothing_cuts_a_character(void **state)
{
    struct dtext t;

    (void)state;
    dtext_make(&t, "a日b", 5, 0, 2, DTEXT_LINE);
    assert_string_equal(t.s, "a ");
    assert_true(t.more);
    assert_int_equal(t.taken, 1);
    dtext_make(&t, "a日b", 5, 2, 10, DTEXT_LINE);
    assert_string_equal(t.s, " b");
    assert_false(t.more);
    assert_int_equal(t.taken, 5);
    dtext_make(&t, "a日b", 5, 1, 2, DTEXT_LINE);
    assert_string_equal(t.s, "日");
    assert_true(t.more);
    assert_int_equal(t.taken, 4);
    dtext_make(&t, "日", 3, 0, 1, DTEXT_LINE);
    assert_string_equal(t.s, " ");
    assert_int_equal(t.taken, 0);
    dtext_make(&t, "x\x1bz", 3, 2, 2, DTEXT_LINE);
    assert_string_equal(t.s, "1B");
    assert_int_equal(t.taken, 1);
    dtext_make(&t, "\tz", 2, 6, 10, DTEXT_LINE);
    assert_string_equal(t.s, "  z");
}

static void marks_follow_their_base(void **state)
{
    struct dtext t;

    (void)state;
    dtext_make(&t, "abe\xcc\x81z", 6, 0, 3, DTEXT_LINE);
    assert_string_equal(t.s, "abe\xcc\x81");
    assert_true(t.more);
    assert_int_equal(t.taken, 5);
    dtext_make(&t, "abe\xcc\x81", 5, 0, 3, DTEXT_LINE);
    assert_false(t.more);
    dtext_make(&t, "e\xcc\x81z", 4, 1, 3, DTEXT_LINE);
    assert_string_equal(t.s, "z");
    dtext_make(&t, "日\xcc\x81z", 6, 1, 3, DTEXT_LINE);
    assert_string_equal(t.s, " z");
}

static void widths_are_clamped(void **state)
{
    static char many[4000];
    struct dtext t;

    (void)state;
    for (size_t i = 0; i + 9 <= sizeof many; i += 9)
        memcpy(many + i, "z\xf0\x9d\x85\xad\xf0\x9d\x85\xad", 9);
    dtext_make(&t, many, sizeof many / 9 * 9, 0, 100000, DTEXT_LINE);
    check_promises(&t, 100000);
    memset(many, 'a', sizeof many);
    dtext_make(&t, many, sizeof many, 0, 100000, DTEXT_LINE);
    assert_int_equal(t.cols, DTEXT_COLS);
    assert_true(t.more);
    dtext_make(&t, many, sizeof many, 0, -5, DTEXT_LINE);
    assert_int_equal(t.cols, 0);
    assert_true(t.more);
    dtext_make(&t, many, 3, -7, 5, DTEXT_LINE);
    assert_string_equal(t.s, "aaa");
    dtext_make(&t, many, 3, 7, 5, DTEXT_LINE);
    assert_string_equal(t.s, "");
    assert_int_equal(t.taken, 3);
}

static void cells_end_in_an_ellipsis(void **state)
{
    struct dtext t;

    (void)state;
    dtext_make_cell(&t, "prod-orders", 11);
    assert_string_equal(t.s, "prod-orders");
    assert_false(t.more);
    dtext_make_cell(&t, "prod-orders", 10);
    assert_string_equal(t.s, "prod-orde…");
    assert_int_equal(t.cols, 10);
    assert_true(t.more);
    dtext_make_cell(&t, "日本", 3);
    assert_string_equal(t.s, "日…");
    dtext_make_cell(&t, "日本語", 4);
    assert_string_equal(t.s, "日 …");
    dtext_make_cell(&t, "ab", 1);
    assert_string_equal(t.s, "…");
    dtext_make_cell(&t, "ab", 0);
    assert_string_equal(t.s, "");
    dtext_make_cell(&t, "a\x1b", 2);
    assert_string_equal(t.s, "a·");
}

static void without_utf8_all_is_ascii(void **state)
{
    struct dtext t;

    (void)state;
    dtext_set_ascii(true);
    check_line("\x1b\xc3\xa9\xff\xcc\x81\xc2\x9b", 8, "<1B><U+00E9><FF><U+0301><U+009B>");
    dtext_make(&t, "é\x1bz\xff\xe2\x80\xae", 8, 0, 20, DTEXT_CELL);
    assert_string_equal(t.s, "<U+00E9>.z..");
    assert_int_equal(t.cols, 12);
    dtext_make_cell(&t, "José.", 20);
    assert_string_equal(t.s, "Jos<U+00E9>.");
    dtext_make_cell(&t, "a\xc2\x9f\xc2\xa0z", 20);
    assert_string_equal(t.s, "a.<U+00A0>z");
    dtext_make_cell(&t, "José", 6);
    assert_string_equal(t.s, "Jos<U~");
    dtext_make_cell(&t, "prod-orders", 5);
    assert_string_equal(t.s, "prod~");
    dtext_set_ascii(false);
}

static void offsets_have_columns(void **state)
{
    const char src[] = "a日\x1b\te\xcc\x81!";
    const struct {
        size_t at;
        int col;
    } cases[] = {{0, 0}, {1, 1}, {2, 1}, {3, 1}, {4, 3},   {5, 7},
                 {6, 8}, {7, 8}, {8, 8}, {9, 9}, {10, 10}, {99, 10}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(dtext_find_col(src, sizeof src - 1, cases[i].at), cases[i].col);
    /* The second mark is drawn where the first is. */
    assert_int_equal(dtext_find_col("abe\xcc\x81\xcc\x82", 7, 5), 2);
}

static uint32_t next_random(uint32_t *seed)
{
    return (*seed = *seed * 1664525 + 1013904223) >> 8;
}

/* Random bytes and random characters, half of them from the awkward ranges. */
static size_t make_random(char *out, size_t size, uint32_t *seed)
{
    static const uint32_t starts[] = {0,      0x20,   0x80,   0x300,   0x1100,
                                      0x2000, 0x3000, 0xfe00, 0x1f300, 0xe0000};
    size_t n = 0;

    while (n + 4 <= size) {
        uint32_t r = next_random(seed);

        if (r % 3 == 0)
            out[n++] = (char)(r >> 8);
        else
            n += (size_t)utf8_write(out + n, starts[(r >> 4) % 10] + (r >> 9) % 0x80);
    }
    return n;
}

static void random_bytes_keep_the_promises(void **state)
{
    uint32_t seed = 7;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        char src[64];
        size_t n = make_random(src, 1 + next_random(&seed) % sizeof src, &seed);
        int skip = (int)(next_random(&seed) % 20), max = (int)(next_random(&seed) % 60);
        enum dtext_style style = round % 2 ? DTEXT_CELL : DTEXT_LINE;
        struct dtext t;

        dtext_make(&t, src, n, skip, max, style);
        check_promises(&t, max);
        assert_true(t.taken <= n);
        assert_int_equal(t.more, t.taken < n);
        assert_true(!t.more || t.cols == max);
    }
}

/* A window of a line is the same columns of the whole line, which is how panes scroll sideways. */
static void a_window_is_a_part_of_the_line(void **state)
{
    static const char src[] = "{\"k\":\"v\x1b[0m\",\t\"caf\xc3\xa9\":1}\xff end";
    struct dtext whole;

    (void)state;
    dtext_make(&whole, src, sizeof src - 1, 0, 200, DTEXT_LINE);
    for (int skip = 0; skip <= whole.cols; skip++) {
        char glued[DTEXT_BYTES];
        struct dtext left, right;

        dtext_make(&left, src, sizeof src - 1, 0, skip, DTEXT_LINE);
        dtext_make(&right, src, sizeof src - 1, skip, 200, DTEXT_LINE);
        memcpy(glued, left.s, (size_t)left.len);
        memcpy(glued + left.len, right.s, (size_t)right.len + 1);
        assert_string_equal(glued, whole.s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outside_bytes_become_visible),
        cmocka_unit_test(what_ends_a_run_is_seen_in_every_place),
        cmocka_unit_test(nothing_cuts_a_character),
        cmocka_unit_test(marks_follow_their_base),
        cmocka_unit_test(widths_are_clamped),
        cmocka_unit_test(cells_end_in_an_ellipsis),
        cmocka_unit_test(without_utf8_all_is_ascii),
        cmocka_unit_test(offsets_have_columns),
        cmocka_unit_test(random_bytes_keep_the_promises),
        cmocka_unit_test(a_window_is_a_part_of_the_line),
    };

    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        return 1;
    return cmocka_run_group_tests_name("dtext", tests, NULL, NULL);
}
