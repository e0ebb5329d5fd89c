#include "api/answer/cut.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* A malloc'd copy of fmt with every @ replaced by n times fill, not NUL-terminated, so that a read
 * past the end is seen by the sanitizer. */
static char *spread(const char *fmt, char fill, size_t n, size_t *len)
{
    struct buf out;
    char *exact;

    buf_init(&out, 1 << 20);
    for (; *fmt; fmt++)
        if (*fmt != '@')
            buf_append_byte(&out, *fmt);
        else
            for (size_t i = 0; i < n; i++)
                buf_append_byte(&out, fill);
    *len = out.len;
    exact = mem_resize(NULL, out.len, 1);
    if (out.len)
        memcpy(exact, out.bytes, out.len);
    buf_free(&out);
    return exact;
}

static void expect_cut(const char *fmt, char fill, size_t n, const char *want, size_t want_n)
{
    struct buf back;
    struct cut c;
    size_t len;
    char *source = spread(fmt, fill, n, &len);

    assert_true(cut_make(&c, source, len));
    assert_int_equal(c.len, strlen(want));
    assert_memory_equal(c.text, want, c.len);
    assert_int_equal(c.n, want_n);
    buf_init(&back, 1 << 20);
    cut_expand(&c, c.text, c.len, &back);
    assert_int_equal(back.len, len);
    assert_memory_equal(back.bytes, source, len);
    buf_free(&back);
    cut_free(&c);
    free(source);
}

static void long_values_are_cut_and_put_back(void **state)
{
    (void)state;
    expect_cut("{\"a\":\"@\",\"b\":[\"x\",\"@\"]}", 'q', CUT_BYTES + 1,
               "{\"a\":\"\\u00000\",\"b\":[\"x\",\"\\u00001\"]}", 2);
    expect_cut("\"@\"", 'q', 100000, "\"\\u00000\"", 1);
}

static void short_values_stay(void **state)
{
    struct cut c;
    size_t len;
    char *source = spread("[\"@\"]", 'q', CUT_BYTES, &len);

    (void)state;
    assert_true(cut_make(&c, source, len));
    assert_ptr_equal(c.text, source);
    assert_int_equal(c.n, 0);
    cut_free(&c);
    free(source);
}

static void a_string_that_looks_like_a_placeholder_is_cut_itself(void **state)
{
    (void)state;
    expect_cut("[\"\\u00000\",\"\\u0000\",\"\\u00007x\",\"@\"]", 'q', 300,
               "[\"\\u00000\",\"\\u00001\",\"\\u00002\",\"\\u00003\"]", 4);
}

static void keys_are_left_alone(void **state)
{
    struct cut c;
    size_t len;
    char *source = spread("{\"@\" \n\t\r: 1, \"\\u00000\":\"\"}", 'k', 300, &len);

    (void)state;
    assert_true(cut_make(&c, source, len));
    assert_int_equal(c.n, 0);
    cut_free(&c);
    free(source);
    expect_cut("{\"\\u00000\":\"@\"}", 'q', 300, "{\"\\u00000\":\"\\u00000\"}", 1);
}

static void escaped_quotes_do_not_end_a_string(void **state)
{
    (void)state;
    expect_cut("[\"@\\\"\",\"b\"]", 'q', 300, "[\"\\u00000\",\"b\"]", 1);
    expect_cut("[\"@\\\\\",\"b\"]", 'q', 300, "[\"\\u00000\",\"b\"]", 1);
    expect_cut("[\"\\\\\\\"@\",\"b\\\\\"]", 'q', 300, "[\"\\u00000\",\"b\\\\\"]", 1);
    expect_cut("[\"@\",\"\"]", '\\', 300, "[\"\\u00000\",\"\"]", 1);
}

static void placeholders_are_found_by_number(void **state)
{
    struct cut c;
    size_t len;
    char *source = spread("[\"@\",\"\\u0000\"]", 'q', 300, &len);

    (void)state;
    assert_true(cut_make(&c, source, len));
    assert_ptr_equal(cut_find(&c,
                              "\0"
                              "0",
                              2),
                     &c.strings[0]);
    assert_ptr_equal(cut_find(&c,
                              "\0"
                              "1",
                              2),
                     &c.strings[1]);
    assert_int_equal(c.strings[0].at, 2);
    assert_int_equal(c.strings[0].len, 300);
    assert_null(cut_find(&c,
                         "\0"
                         "2",
                         2));
    assert_null(cut_find(&c, "\0", 1));
    assert_null(cut_find(&c, "", 0));
    assert_null(cut_find(&c, "00", 2));
    assert_null(cut_find(&c,
                         "\0"
                         "0x",
                         3));
    assert_null(cut_find(&c,
                         "\0"
                         "99999999999999999999",
                         21));
    cut_free(&c);
    free(source);
}

static void what_is_no_json_is_survived(void **state)
{
    static const char *const odd[] = {"",
                                      "\"",
                                      "\"@",
                                      "@",
                                      "\"\\",
                                      "\"@\\",
                                      "[\"@\"",
                                      "\"@\" :",
                                      "{\"a\":\"\\u0000",
                                      "\"\"\"@\"\"",
                                      "\\\"@\""};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
        struct cut c;
        size_t len;
        char *source = spread(odd[i], '"', 301, &len);

        cut_make(&c, source, len);
        cut_free(&c);
        free(source);
        source = spread(odd[i], 'q', 301, &len);
        cut_make(&c, source, len);
        cut_free(&c);
        free(source);
    }
}

static void what_would_swamp_the_parser_is_refused(void **state)
{
    size_t len = CUT_TEXT_BYTES + 1;
    char *source = mem_new(len, 1);
    struct cut c;

    (void)state;
    memset(source, '[', len);
    assert_false(cut_make(&c, source, len));
    cut_free(&c);
    assert_true(cut_make(&c, source, len - 1));
    cut_free(&c);
    source[0] = '"';
    source[len - 1] = '"';
    assert_true(cut_make(&c, source, len)); /* one long string leaves nothing */
    cut_free(&c);
    for (size_t i = 0; i + 9 <= len; i += 9)
        memcpy(source + i, "\"\\u0000\",", 9);
    assert_false(cut_make(&c, source, len));
    cut_free(&c);
    free(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_values_are_cut_and_put_back),
        cmocka_unit_test(short_values_stay),
        cmocka_unit_test(a_string_that_looks_like_a_placeholder_is_cut_itself),
        cmocka_unit_test(keys_are_left_alone),
        cmocka_unit_test(escaped_quotes_do_not_end_a_string),
        cmocka_unit_test(placeholders_are_found_by_number),
        cmocka_unit_test(what_is_no_json_is_survived),
        cmocka_unit_test(what_would_swamp_the_parser_is_refused),
    };

    return cmocka_run_group_tests_name("cut", tests, NULL, NULL);
}
