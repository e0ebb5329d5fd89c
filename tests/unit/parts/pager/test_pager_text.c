/* What plain text has beside a body's: rows that end between words, parts with a role. */
#include "base/memory/buf.h"
#include "base/memory/mem.h"
#include "parts/pager/pager.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void start(struct pager *p, const char *text, size_t rows, int cols, bool wrap)
{
    *p = (struct pager){.wrap = wrap};
    pager_set_size(p, rows, cols);
    pager_set_text(p, text, strlen(text));
}

/* The rows with | between them, each behind its indent. */
static void expect_rows(const char *text, int cols, const char *want)
{
    struct pager_row row;
    struct pager p;
    struct buf got;

    start(&p, text, 10, cols, true);
    p.by_words = true;
    buf_init(&got, 1000);
    for (bool more = pager_first_row(&p, &row); more; more = pager_next_row(&p, &row))
        buf_print(&got, "%s%*s%.*s", got.len ? "|" : "", row.indent, "", (int)row.len, row.text);
    assert_string_equal(got.bytes, want);
    buf_free(&got);
    pager_free(&p);
}

/* The blank that a row ends with may stand beside the screen. */
static void rows_end_between_words(void **state)
{
    (void)state;
    expect_rows("one two three four", 7, "one two |three |four");
    expect_rows("one two three four", 8, "one two |three |four");
    expect_rows("one two three four", 6, "one |two |three |four");
    expect_rows("abcdefghijkl mn", 5, "abcde|fghij|kl mn");
    expect_rows("  abcdefgh", 5, "  abc|defgh");
    expect_rows("  key   abcdefghijklmnopqrstuvw", 18,
                "  key   abcdefghij|        klmnopqrst|        uvw");
    expect_rows("  one two three", 10, "  one two |  three");
    expect_rows("  key   one two three", 18, "  key   one two |        three");
    expect_rows("  key   one two three", 17, "  key   one two |  three");
    expect_rows("key   one two three", 18, "key   one two |three");
}

/* They go with the text that they are of. */
static void spans_are_found_by_line(void **state)
{
    static const size_t lines[] = {0, 2, 2, 5};
    struct pager_span *spans = mem_new(4, sizeof(*spans));
    struct pager p;

    (void)state;
    start(&p, "a\nb\nc\nd\ne\nf", 10, 20, true);
    for (int i = 0; i < 4; i++)
        spans[i] = (struct pager_span){.line = lines[i], .at = (size_t)i, .len = 1};
    pager_set_spans(&p, spans, 4);
    assert_int_equal(pager_find_span(&p, 0), 0);
    assert_int_equal(pager_find_span(&p, 1), 1);
    assert_int_equal(pager_find_span(&p, 2), 1);
    assert_int_equal(pager_find_span(&p, 3), 3);
    assert_int_equal(pager_find_span(&p, 5), 3);
    assert_int_equal(pager_find_span(&p, 6), 4);
    pager_set_text(&p, "other", 5);
    assert_int_equal(p.n_spans, 0);
    pager_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_end_between_words),
        cmocka_unit_test(spans_are_found_by_line),
    };

    setlocale(LC_ALL, "C.UTF-8");
    return cmocka_run_group_tests_name("pager: plain text", tests, NULL, NULL);
}
