#include "tests/unit/layoutkit.h"

#include "base/memory/array.h"
#include "body/json/json.h"
#include "body/layout/hex.h"

static void json_is_indented_as_written(void **state)
{
    static const struct {
        const char *json, *lines;
    } cases[] = {
        {"1", "1"},
        {"{}", "{}"},
        {" [ ] ", "[]"},
        {"{\"a\":1,\"a\":1.0}", "{~  \"a\": 1,~  \"a\": 1.0~}"},
        {"[1,[2,{}],{\"k\":[]},{\"m\":{\"n\":null}}]",
         "[~  1,~  [~    2,~    {}~  ],~  {~    \"k\": []~  },~  {~    \"m\": {~      \"n\": null~ "
         "   }~  }~]"},
        {"{ \"z\" :\n\"\\u0041, [x]\" }", "{~  \"z\": \"\\u0041, [x]\"~}"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_lines(BODY_JSON, cases[i].json, strlen(cases[i].json), LAYOUT_AUTO, cases[i].lines);
}

static void text_breaks_at_its_line_ends(void **state)
{
    static const struct {
        const char *text, *lines;
    } cases[] = {
        {"", ""},
        {"a", "a"},
        {"a\n", "a"},
        {"\n", ""},
        {"a\nb", "a~b"},
        {"a\n\nb\n", "a~~b"},
        {"a\r\nb\r\n", "a~b"},
        {"a\rb\r", "a\rb\r"},
        {"\r\n", ""},
        {"a\r\r\nb", "a\r~b"},
        {"\n\r\n\n", "~\r~"},
        {"a\r\nb\nc\r\n", "a\r~b~c\r"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_lines(BODY_TEXT, cases[i].text, strlen(cases[i].text), LAYOUT_AUTO, cases[i].lines);
}

static void a_text_is_laid_out_as_what_it_holds(void **state)
{
    (void)state;
    check_lines(BODY_TEXT, "7b226964223a377d", 16, LAYOUT_BASE64, "{~  \"id\": 7~}");
    check_lines(BODY_JSON, "\"{\\\"id\\\":7}\"", 12, LAYOUT_BASE64, "{~  \"id\": 7~}");
    check_lines(BODY_TEXT, "deadbeef", 8, LAYOUT_BASE64, "deadbeef");
    check_lines(BODY_JSON, "[1]", 3, LAYOUT_BASE64, "[~  1~]");
}

static void bytes_are_a_hex_dump(void **state)
{
    (void)state;
    check_lines(BODY_BYTES, "Hello world\n", 12, LAYOUT_AUTO,
                "00000000  48 65 6c 6c 6f 20 77 6f  72 6c 64 0a              |Hello world.|");
    check_lines(BODY_BYTES, "0123456789abcdef\xff\x00", 18, LAYOUT_AUTO,
                "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|~"
                "00000010  ff 00                                             |..|");
    check_lines(BODY_BYTES, "", 0, LAYOUT_AUTO, "");
    check_lines(BODY_BYTES, "\x7f~| \x1f\x80\xa9", 7, LAYOUT_AUTO,
                "00000000  7f 7e 7c 20 1f 80 a9                              |.~| ...|");
}

static void every_row_fits_78_columns(void **state)
{
    char bytes[256 + 5];
    struct layout l;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)i;
    lay(&l, BODY_BYTES, bytes, sizeof bytes, LAYOUT_AUTO);
    assert_int_equal(l.n, 17);
    for (size_t i = 0; i < l.n; i++) {
        size_t len;
        const char *line = layout_line(&l, i, &len);

        assert_int_equal(len, i < 16 ? HEX_COLS : HEX_TEXT + 7);
        for (size_t k = 0; k < len; k++)
            assert_true(line[k] >= 0x20 && line[k] < 0x7f);
    }
    layout_free(&l);
}

/* What was read, where it ended, and the bytes from there on. */
static void v8_values_are_written_like_javascript(void **state)
{
    (void)state;
    check_lines(BODY_V8, "\xff\x0fo\"\x02idI\x02{\x01", 11, LAYOUT_AUTO, "{~  id: 1~}");
    check_lines(BODY_V8, "\xff\x0f\x01\x01", 4, LAYOUT_AUTO,
                "// byte 2: unknown tag 0x01~"
                "00000002  01 01                                             |..|");
    check_lines(BODY_V8, "\xff\x0fI\x02", 4, LAYOUT_BYTES,
                "00000000  ff 0f 49 02                                       |..I.|");
}

static void the_view_decides(void **state)
{
    struct layout l;

    (void)state;
    check_lines(BODY_JSON, "[1,\n2]", 6, LAYOUT_TEXT, "[1,~2]");
    check_lines(BODY_BYTES, "a\nb", 3, LAYOUT_TEXT, "a~b");
    check_lines(BODY_JSON, "[1]", 3, LAYOUT_BYTES,
                "00000000  5b 31 5d                                          |[1]|");
    check_lines(BODY_JSON, "[1,x\n]", 6, LAYOUT_AUTO,
                "[~  1,~  x  // byte 3, line 1: no value of JSON~]");
    check_lines(BODY_TEXT, "[1]", 3, LAYOUT_JSON, "[~  1~]");
    check_lines(BODY_TEXT, "1 2", 3, LAYOUT_JSON, "1~// byte 2: more after the end~2");
    check_lines(BODY_BYTES, "", 0, LAYOUT_JSON, "");
    check_lines(BODY_TEXT, "a\nb", 3, LAYOUT_RECEIVED, "a~b");
    lay(&l, BODY_JSON, "[1,x]", 5, LAYOUT_AUTO);
    assert_int_equal(l.form, BODY_JSON);
    assert_true(l.broken);
    layout_free(&l);
    assert_null(l.text);
    lay(&l, BODY_JSON, "[1]", 3, LAYOUT_AUTO);
    assert_int_equal(l.form, BODY_JSON);
    layout_free(&l);
    lay(&l, BODY_TEXT,
        "a\xff"
        "b\xe2\x82"
        "\xc3\xa9",
        7, LAYOUT_AUTO);
    assert_int_equal(l.bad_bytes, 3);
    layout_free(&l);
}

static uint32_t next_random(uint32_t *seed)
{
    return (*seed = *seed * 1664525 + 1013904223) >> 16;
}

/* A random document, with random white space. */
static void append_random(struct buf *out, uint32_t *seed, int depth)
{
    static const char *const scalars[] = {
        "0", "-1.50e+3", "true", "null", "\"\"", "\"a b\\n\\\"\\u00e9,]\"", "\"é : {\""};
    static const char *const spaces[] = {"", "", " ", "\n\t", "  \r\n"};
    uint32_t kind = next_random(seed) % (depth > 6 ? 1 : 4), n = next_random(seed) % 4;

    buf_append_str(out, spaces[next_random(seed) % 5]);
    if (kind < 2) {
        buf_append_str(out, scalars[next_random(seed) % 7]);
    } else {
        buf_append_byte(out, kind == 2 ? '[' : '{');
        for (uint32_t i = 0; i < n; i++) {
            buf_append_str(out, i ? "," : spaces[next_random(seed) % 5]);
            if (kind == 3)
                buf_append_str(out, " \"k\" :");
            append_random(out, seed, depth + 1);
        }
        buf_append_str(out, spaces[next_random(seed) % 5]);
        buf_append_byte(out, kind == 2 ? ']' : '}');
    }
    buf_append_str(out, spaces[next_random(seed) % 5]);
}

static void indenting_changes_only_white_space(void **state)
{
    uint32_t seed = 3;

    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct buf doc, before, after;
        struct layout l;

        buf_init(&doc, 1 << 20);
        buf_init(&before, 1 << 20);
        buf_init(&after, 1 << 20);
        append_random(&doc, &seed, 0);
        assert_true(json_check(doc.bytes, doc.len));
        lay(&l, BODY_JSON, doc.bytes, doc.len, LAYOUT_AUTO);
        assert_int_equal(l.form, BODY_JSON);
        assert_true(json_check(l.text, l.len));
        assert_true(json_append_compact(&before, doc.bytes, doc.len));
        assert_true(json_append_compact(&after, l.text, l.len));
        assert_string_equal(before.bytes, after.bytes);
        for (size_t i = 0; i < l.n; i++) {
            size_t len, pos = 0;
            const char *line = layout_line(&l, i, &len);

            while (pos < len)
                assert_int_not_equal(json_next_token(line, len, &pos).kind, JSON_ERROR);
        }
        layout_free(&l);
        buf_free(&doc);
        buf_free(&before);
        buf_free(&after);
    }
}

/* Depth must not multiply the size of a body. */
static void deep_indentation_stops(void **state)
{
    struct buf doc;
    struct layout l;

    (void)state;
    buf_init(&doc, 1 << 20);
    for (int i = 0; i < 500; i++)
        buf_append_byte(&doc, '[');
    for (int i = 0; i < 10000; i++)
        buf_append_str(&doc, i ? ",1" : "1");
    for (int i = 0; i < 500; i++)
        buf_append_byte(&doc, ']');
    lay(&l, BODY_JSON, doc.bytes, doc.len, LAYOUT_AUTO);
    assert_int_equal(l.form, BODY_JSON);
    assert_int_equal(l.n, 500 + 10000 + 500);
    assert_true(l.len < 70 * l.n);
    layout_free(&l);
    buf_free(&doc);
}

/* From the line on, itself included, or from its end back. */
static void check_find(const struct layout *l, const char *needle, size_t from, bool forward,
                       long line, size_t at)
{
    struct layout_hit hit;
    struct pattern p;
    struct error err;
    bool found;

    assert_true(pattern_make(&p, needle, &err));
    found = forward ? layout_find_next(l, &p, from, 0, &hit)
                    : layout_find_previous(l, &p, from, SIZE_MAX, &hit);
    assert_int_equal(found, line >= 0);
    if (found) {
        assert_int_equal(hit.line, line);
        assert_int_equal(hit.at, at);
    }
    pattern_free(&p);
}

static void search_wraps_both_ways(void **state)
{
    static const char text[] = "alpha\nbeta Gamma beta\n\ngamma\nümlaut beta";
    struct layout l;

    (void)state;
    lay(&l, BODY_TEXT, text, sizeof text - 1, LAYOUT_AUTO);
    check_find(&l, "beta", 0, true, 1, 0);
    check_find(&l, "beta", 1, true, 1, 0);
    check_find(&l, "beta", 2, true, 4, 8);
    check_find(&l, "beta", 4, false, 4, 8);
    check_find(&l, "beta", 3, false, 1, 11);
    check_find(&l, "beta", 0, false, 4, 8);
    check_find(&l, "gamma", 0, true, 1, 5);
    check_find(&l, "gamma", 2, true, 3, 0);
    check_find(&l, "Gamma", 2, true, 1, 5);
    check_find(&l, "GAMMA", 0, true, -1, 0);
    check_find(&l, "alpha", 3, true, 0, 0);
    check_find(&l, "alpha", 3, false, 0, 0);
    check_find(&l, "a", 0, true, 0, 0);
    check_find(&l, "ümlaut", 0, true, 4, 0);
    check_find(&l, "", 0, true, -1, 0);
    check_find(&l, "nowhere", 0, true, -1, 0);
    check_find(&l, "nowhere", 2, false, -1, 0);
    check_find(&l, "alpha\nbeta", 0, true, -1, 0);
    check_find(&l, "re:^g", 0, true, 3, 0);
    check_find(&l, "re:a$", 1, true, 1, 14);
    check_find(&l, "re:b.ta$", 0, false, 4, 8);
    check_find(&l, "a text that is longer than all of the text that it is looked for in", 0, true,
               -1, 0);
    layout_free(&l);
    lay(&l, BODY_TEXT, "", 0, LAYOUT_AUTO);
    check_find(&l, "a", 0, true, -1, 0);
    check_find(&l, "a", 0, false, -1, 0);
    layout_free(&l);
}

/* Read in a character set on request: as text, or as JSON where that is so. */
static void charsets_are_views(void **state)
{
    static const struct {
        enum layout_view view;
        const char *bytes, *lines;
    } cases[] = {
        {LAYOUT_LATIN1, "M\xfcller", "Müller"},
        {LAYOUT_CP1252, "it\x92s", "it’s"},
        {LAYOUT_GBK, "\xd5\xc5\xc8\xfd", "张三"},
        {LAYOUT_GBK, "{\"a\":\"\xd5\xc5\"}", "{~  \"a\": \"张\"~}"},
        {LAYOUT_SJIS, "\x93\xfa\x96\x7b", "日本"},
        {LAYOUT_GBK, "ok \xff", "ok \xff"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check_lines(BODY_BYTES, cases[i].bytes, strlen(cases[i].bytes), cases[i].view,
                    cases[i].lines);
}

/* Escaped or not; the hit is where it is written. */
static void words_are_found_in_what_escapes_mean(void **state)
{
    static const char json[] =
        "{\"a\":\"x \\u6ce8\\u6587 \\u00e9t\\u00e9 \xe6\xb3\xa8\xe6\x96\x87\"}";
    struct layout_hit hit;
    struct pattern p;
    struct layout l;
    size_t place;

    (void)state;
    lay(&l, BODY_JSON, json, sizeof json - 1, LAYOUT_AUTO);
    pattern_make_text(&p, "\xe6\xb3\xa8\xe6\x96\x87", 6);
    assert_true(layout_find_next(&l, &p, 0, 0, &hit));
    assert_int_equal(hit.line, 1);
    assert_int_equal(hit.len, 12);
    assert_memory_equal(l.text + l.starts[1] + hit.at, "\\u6ce8\\u6587", 12);
    assert_true(layout_find_next(&l, &p, 1, hit.at + hit.len, &hit));
    assert_int_equal(hit.len, 6);
    assert_int_equal(layout_count_hits(&l, &p, &hit, 10, &place), 2);
    pattern_free(&p);
    pattern_make_text(&p, "\xc3\xa9t\xc3\xa9", 5);
    assert_true(layout_find_previous(&l, &p, 1, 0, &hit));
    assert_memory_equal(l.text + l.starts[1] + hit.at, "\\u00e9t\\u00e9", 13);
    pattern_free(&p);
    layout_free(&l);
}

/* Next and previous go round through the same hits, each with its number. */
static void hits_are_walked_and_counted(void **state)
{
    static const struct layout_hit hits[] = {{0, 0, 2}, {0, 3, 2}, {2, 1, 2}, {2, 3, 2}};
    struct layout_hit hit = {0};
    struct pattern p;
    struct layout l;
    struct error err;
    size_t place;

    (void)state;
    assert_true(pattern_make(&p, "ab", &err));
    lay(&l, BODY_TEXT, "ab AB\nx\nxabab", 13, LAYOUT_AUTO);
    for (size_t i = 0; i < 9; i++) {
        assert_true(layout_find_next(&l, &p, hit.line, hit.at + hit.len, &hit));
        assert_memory_equal(&hit, &hits[i % 4], sizeof hit);
        assert_int_equal(layout_count_hits(&l, &p, &hit, 100, &place), 4);
        assert_int_equal(place, i % 4 + 1);
    }
    for (size_t i = 8; i-- > 0;) {
        assert_true(layout_find_previous(&l, &p, hit.line, hit.at, &hit));
        assert_memory_equal(&hit, &hits[i % 4], sizeof hit);
    }
    assert_int_equal(layout_count_hits(&l, &p, &hits[3], 2, &place), 3);
    assert_int_equal(place, 2);
    layout_free(&l);
    pattern_free(&p);
}

/* One line that is too much work ends a search of many, though the last one has a hit. */
static void a_search_gives_up_once(void **state)
{
    enum { LINE = 131072, LINES = 64 };
    struct layout_hit hit = {0};
    struct pattern p;
    struct layout l;
    struct error err;
    struct buf text;
    size_t place;

    (void)state;
    buf_init(&text, (LINE + 1) * LINES + 2);
    for (int i = 0; i < LINES; i++) {
        for (int k = 0; k < LINE; k++)
            buf_append_byte(&text, (char)('a' + k % 3));
        buf_append_byte(&text, '\n');
    }
    buf_append_str(&text, "a1");
    assert_true(pattern_make(&p, "re:a.*\\d", &err));
    lay(&l, BODY_TEXT, text.bytes, text.len, LAYOUT_AUTO);
    assert_false(layout_find_next(&l, &p, 0, 0, &hit));
    assert_true(pattern_hit_limit(&p));
    pattern_forget_limit(&p);
    assert_false(layout_find_previous(&l, &p, LINES - 1, SIZE_MAX, &hit));
    assert_true(pattern_hit_limit(&p));
    assert_int_equal(layout_count_hits(&l, &p, &hit, 10, &place), 0);
    layout_free(&l);
    pattern_free(&p);
    buf_free(&text);
}

/* Against the plainest search there is. */
static bool find_plainly(const struct layout *l, const char *needle, size_t from, size_t *line,
                         size_t *at)
{
    size_t m = strlen(needle);

    for (size_t step = 0; step < l->n; step++) {
        size_t i = (from + step) % l->n, len;
        const char *s = layout_line(l, i, &len);

        for (size_t k = 0; k + m <= len; k++) {
            if (memcmp(s + k, needle, m) != 0)
                continue;
            *line = i;
            *at = k;
            return true;
        }
    }
    return false;
}

static void search_agrees_with_the_plain_one(void **state)
{
    uint32_t seed = 5;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        char text[60], needle[5];
        size_t n = next_random(&seed) % sizeof text, m = 1 + next_random(&seed) % 4;
        size_t line = 0, at = 0, from;
        struct layout_hit hit = {0};
        struct layout l;
        struct pattern p;

        for (size_t i = 0; i < n; i++)
            text[i] = "ab\nc"[next_random(&seed) % 4];
        for (size_t i = 0; i < m; i++)
            needle[i] = "abc"[next_random(&seed) % 3];
        needle[m] = '\0';
        pattern_make_text(&p, needle, m);
        lay(&l, BODY_TEXT, text, n, LAYOUT_AUTO);
        from = next_random(&seed) % l.n;
        if (find_plainly(&l, needle, from, &line, &at)) {
            assert_true(layout_find_next(&l, &p, from, 0, &hit));
            assert_int_equal(hit.line, line);
            assert_int_equal(hit.at, at);
        } else {
            assert_false(layout_find_next(&l, &p, from, 0, &hit));
        }
        layout_free(&l);
        pattern_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_indented_as_written),
        cmocka_unit_test(text_breaks_at_its_line_ends),
        cmocka_unit_test(a_text_is_laid_out_as_what_it_holds),
        cmocka_unit_test(bytes_are_a_hex_dump),
        cmocka_unit_test(every_row_fits_78_columns),
        cmocka_unit_test(v8_values_are_written_like_javascript),
        cmocka_unit_test(the_view_decides),
        cmocka_unit_test(indenting_changes_only_white_space),
        cmocka_unit_test(deep_indentation_stops),
        cmocka_unit_test(search_wraps_both_ways),
        cmocka_unit_test(charsets_are_views),
        cmocka_unit_test(words_are_found_in_what_escapes_mean),
        cmocka_unit_test(hits_are_walked_and_counted),
        cmocka_unit_test(a_search_gives_up_once),
        cmocka_unit_test(search_agrees_with_the_plain_one),
    };

    return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
