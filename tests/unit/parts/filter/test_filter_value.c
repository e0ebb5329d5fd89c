/* The term that is made of a value: it holds for that value, and for no other. */
#include "base/memory/array.h"
#include "body/json/json.h"
#include "parts/filter/filter.h"
#include "parts/filter/filter_value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct filter_language language = {.paths = true};

/* What the term of the value at .a is. */
static char *make_term(const char *json, bool opposite)
{
    struct path path;
    struct buf out;
    size_t used;

    assert_int_equal(path_parse(&path, ".a", 2, &used, NULL), PATH_OK);
    buf_init(&out, FILTER_BYTES - 1);
    assert_true(filter_append_value(&out, &path, json, json ? strlen(json) : 0, opposite));
    path_free(&path);
    return buf_take(&out);
}

static bool holds(const char *term, const char *document)
{
    struct filter_row row = {.json = document, .json_len = strlen(document)};
    struct filter f = {.n = 0};
    bool matches;

    assert_true(json_check(document, strlen(document)));
    filter_parse(&f, term, &language);
    assert_string_equal(f.error, "");
    assert_int_equal(f.n, 1);
    matches = filter_match(&f, &row);
    filter_free(&f);
    return matches;
}

static void expect(const char *value, const char *term, const char *opposite)
{
    char *made = make_term(value, false);

    assert_string_equal(made, term);
    free(made);
    made = make_term(value, true);
    assert_string_equal(made, opposite);
    free(made);
}

static void terms_as_they_are_written(void **state)
{
    (void)state;
    expect("\"x\"", ".a=\"x\"", "!.a=\"x\"");
    expect("12.50", ".a=12.50", "!.a=12.50");
    expect("1E5", ".a=1E5", "!.a=1E5");
    expect("12345678901234567890", ".a=12345678901234567890", "!.a=12345678901234567890");
    expect("null", ".a=null", "!.a=null");
    expect("true", ".a=true", "!.a=true");
    expect(NULL, "!.a", ".a");
    expect("\"\"", ".a=\"\"", "!.a=\"\"");
    expect("\"say \\\"no\\\" \\\\ \\n \\u0001 \\u007f\"",
           ".a=\"say \\\"no\\\" \\\\ \\n \\u0001 \\u007f\"",
           "!.a=\"say \\\"no\\\" \\\\ \\n \\u0001 \\u007f\"");
}

/* Values as JSON writes them; no two are the same. */
static const char *const values[] = {
    "\"x\"",
    "\"X\"",
    "\"x \"",
    "\" x\"",
    "\"x y\"",
    "\"\"",
    "\"\\\"\"",
    "\"\\\\\"",
    "\"\\\\\\\"\"",
    "\"\\n\"",
    "\"a\\nb\"",
    "\"\\t\"",
    "\"\\u0000\"",
    "\"x\\u0000\"",
    "\"x\\u0000y\"",
    "\"\\u0001\"",
    "\"\\u001b[31m\"",
    "\"\\u007f\"",
    "\"\\u009b\"",
    "\"\\u202e\"",
    "\"é\"",
    "\"漢字\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud800\"",
    "\"re:x+\"",
    "\"!x\"",
    "\"=\"",
    "\".a=1\"",
    "\"x\\\" .b=\\\"y\"",
    "12",
    "-12",
    "12.5",
    "1e400",
    "12345678901234567890",
    "12345678901234567891",
    "true",
    "false",
    "null",
};

static void each_holds_for_its_value_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        char *only = make_term(values[i], false), *none = make_term(values[i], true);

        for (size_t k = 0; k < ARRAY_LEN(values); k++) {
            char document[200];

            snprintf(document, sizeof(document), "{\"b\":0,\"a\":%s}", values[k]);
            assert_int_equal(holds(only, document), i == k);
            assert_int_equal(holds(none, document), i != k);
        }
        assert_false(holds(only, "{\"b\":1}"));
        assert_true(holds(none, "{\"b\":1}"));
        free(only);
        free(none);
    }
}

static void what_is_absent_has_a_term_too(void **state)
{
    char *only = make_term(NULL, false), *none = make_term(NULL, true);

    (void)state;
    assert_true(holds(only, "{\"b\":1}"));
    assert_false(holds(only, "{\"a\":null}"));
    assert_false(holds(none, "{\"b\":1}"));
    assert_true(holds(none, "{\"a\":null}"));
    free(only);
    free(none);
}

/* Every character, alone and among others, escaped in as many ways as JSON has. */
static void every_character_comes_back(void **state)
{
    (void)state;
    for (unsigned c = 0; c < 0x3000; c++) {
        char value[80], document[120], other[120];
        char *only;

        if (c >= 0xd800 && c < 0xe000)
            continue;
        snprintf(value, sizeof(value), "\"a \\u%04x\\u%04X b\"", c, c);
        snprintf(document, sizeof(document), "{\"a\":%s}", value);
        snprintf(other, sizeof(other), "{\"a\":\"a \\u%04x b\"}", c);
        only = make_term(value, false);
        assert_true(holds(only, document));
        assert_false(holds(only, other));
        free(only);
    }
}

static void long_texts_are_whole_or_refused(void **state)
{
    enum { LONG = FILTER_BYTES - 10 };
    static char value[FILTER_BYTES + 10], document[FILTER_BYTES + 40];
    struct path path = {.n = 0};
    struct buf out;
    char *only;

    (void)state;
    memset(value, 'x', LONG);
    value[0] = value[LONG - 1] = '"';
    only = make_term(value, false);
    snprintf(document, sizeof(document), "{\"a\":%s}", value);
    assert_true(holds(only, document));
    document[LONG] = 'y';
    assert_false(holds(only, document));
    free(only);
    buf_init(&out, 100);
    assert_false(filter_append_value(&out, &path, value, LONG, false));
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

static void brackets_have_no_term(void **state)
{
    struct path path = {.n = 0};
    struct buf out;

    (void)state;
    buf_init(&out, 100);
    assert_false(filter_append_value(&out, &path, "{}", 2, false));
    assert_false(filter_append_value(&out, &path, "[1]", 3, true));
    assert_true(filter_append_value(&out, &path, "1", 1, true));
    assert_string_equal(out.bytes, "!.=1");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_as_they_are_written),
        cmocka_unit_test(each_holds_for_its_value_alone),
        cmocka_unit_test(what_is_absent_has_a_term_too),
        cmocka_unit_test(every_character_comes_back),
        cmocka_unit_test(long_texts_are_whole_or_refused),
        cmocka_unit_test(brackets_have_no_term),
    };

    return cmocka_run_group_tests_name("filter_value", tests, NULL, NULL);
}
