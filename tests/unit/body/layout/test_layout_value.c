/* The value of a line, for whoever wants it elsewhere. */
#include "tests/unit/layoutkit.h"

#include "base/memory/array.h"

static void check_value(const struct layout *l, size_t line, const char *want)
{
    struct buf out;

    buf_init(&out, 10000);
    assert_true(layout_append_value(l, line, &out));
    assert_string_equal(out.len ? out.bytes : "", want);
    buf_free(&out);
}

static void each_line_has_its_value(void **state)
{
    static const char json[] = "{\"s\":\"a\\n\\\"b\\\" \\u00e9\",\"n\":1.50,\"w\":null,"
                               "\"o\":{\"x\":[1,{}],\"y\":\"\"},\"e\":[],\"last\":[true]}";
    static const char *const values[] = {
        NULL,
        "a\n\"b\" é",
        "1.50",
        "null",
        "{\n  \"x\": [\n    1,\n    {}\n  ],\n  \"y\": \"\"\n}",
        "[\n  1,\n  {}\n]",
        "1",
        "{}",
        "[\n  1,\n  {}\n]", /* at the closing bracket */
        "",
        "{\n  \"x\": [\n    1,\n    {}\n  ],\n  \"y\": \"\"\n}",
        "[]",
        "[\n  true\n]",
        "true",
        "[\n  true\n]",
        NULL,
    };
    struct layout l;
    struct buf whole, again;

    (void)state;
    lay(&l, BODY_JSON, json, sizeof(json) - 1, LAYOUT_AUTO);
    assert_int_equal(l.n, ARRAY_LEN(values));
    for (size_t i = 0; i < l.n; i++)
        if (values[i])
            check_value(&l, i, values[i]);
    buf_init(&whole, 10000);
    buf_init(&again, 10000);
    assert_true(layout_append_value(&l, 0, &whole));
    assert_true(layout_append_value(&l, l.n - 1, &again));
    assert_string_equal(whole.bytes, again.bytes);
    assert_int_equal(whole.len, l.len);
    buf_free(&whole);
    buf_free(&again);
    layout_free(&l);
}

static void other_forms_have_values_too(void **state)
{
    static const char v8[] = "\xff\x0fo\"\x01"
                             "a\"\x02hi\"\x01"
                             "bI\x02{\x02";
    struct layout l;
    struct buf out;

    (void)state;
    lay(&l, BODY_V8, v8, sizeof(v8) - 1, LAYOUT_AUTO);
    check_value(&l, 1, "hi");
    check_value(&l, 2, "1");
    layout_free(&l);
    buf_init(&out, 100);
    lay(&l, BODY_TEXT, "abc", 3, LAYOUT_AUTO);
    assert_false(layout_append_value(&l, 0, &out));
    layout_free(&l);
    lay(&l, BODY_JSON, "\"whole\"", 7, LAYOUT_AUTO);
    check_value(&l, 0, "whole");
    layout_free(&l);
    buf_free(&out);
}

static void a_value_beyond_the_cap_is_none(void **state)
{
    struct layout l;
    struct buf out;

    (void)state;
    lay(&l, BODY_JSON, "[\"abcdef\",[1,2,3]]", 18, LAYOUT_AUTO);
    buf_init(&out, 4);
    assert_false(layout_append_value(&l, 1, &out));
    buf_free(&out);
    buf_init(&out, 4);
    assert_false(layout_append_value(&l, 2, &out));
    buf_free(&out);
    layout_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_has_its_value),
        cmocka_unit_test(other_forms_have_values_too),
        cmocka_unit_test(a_value_beyond_the_cap_is_none),
    };

    return cmocka_run_group_tests_name("layout_value", tests, NULL, NULL);
}
