#include "body/layout/inner.h"

#include "base/memory/buf.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check_hint(const char *line, const char *expected)
{
    struct inner_hint hint;
    size_t n = strlen(line);
    char *exact = exact_copy(line, n);
    bool found = inner_find_hint(exact, n, &hint);

    assert_string_equal(found ? hint.s : "", expected);
    free(exact);
}

static void numbers_that_are_times_are_told(void **state)
{
    (void)state;
    check_hint("\"createdAt\": 1760000000,", "2025-10-09T08:53:20Z");
    check_hint("\"exp\": 1760000000", "2025-10-09T08:53:20Z");
    check_hint("\"event_time\": 1760000000.25", "2025-10-09T08:53:20.25Z");
    check_hint("\"ts\": \"1760000000123\",", "2025-10-09T08:53:20.123Z");
    check_hint("updated: 1760000000123456", "2025-10-09T08:53:20.123456Z");
    check_hint("\"time\": 1760000000123456789", "2025-10-09T08:53:20.123456789Z");
    check_hint("\"id\": 1760000000123", "2025-10-09T08:53:20.123Z");
    check_hint("at: 1760000000123n", "2025-10-09T08:53:20.123Z");
    check_hint("1760000000123", "2025-10-09T08:53:20.123Z");
    check_hint("\"ms\":1771920000123", "2026-02-24T08:00:00.123Z");
    check_hint("\"ts_us\":1771920000123456", "2026-02-24T08:00:00.123456Z");
    check_hint("\"t_ns\": 1771920000123456789", "2026-02-24T08:00:00.123456789Z");
    check_hint("\"start_s\": 1771920000", "2026-02-24T08:00:00Z");
    check_hint("\"event_epoch\": 1771920000", "2026-02-24T08:00:00Z");
    check_hint("sentUs: 1771920000000001", "2026-02-24T08:00:00.000001Z");
    check_hint("\"ms\": 1771920000000", "2026-02-24T08:00:00Z");
    check_hint("\"ms\": 1771920000100", "2026-02-24T08:00:00.100Z");
    check_hint("\"latency_ms\": 17719", "");
    check_hint("\"took_us\": 1771920", "");
    check_hint("\"status\": 1771920000", "");
    /* Ids, counts and what is no time of ours. */
    check_hint("\"id\": 1760000000,", "");
    check_hint("\"status\": 1760000000", "");
    check_hint("\"id\": 9760000000123", "");
    check_hint("\"exp\": 17600000001", "");
    check_hint("\"exp\": 12", "");
    check_hint("\"exp\": -1760000000", "");
    check_hint("\"exp\": 1760000000e1", "");
    check_hint("\"time\": 99999999999999999999", "");
    check_hint("\"time\": \"17 00000000\"", "");
    check_hint("{", "");
    check_hint("", "");
}

static void strings_that_hold_something_are_told(void **state)
{
    (void)state;
    check_hint("\"payload\": \"{\\\"a\\\":1}\"", "json: Enter");
    check_hint("\"[]\",", "json: Enter");
    check_hint("\"eyJpZCI6MSwibmFtZSI6IngifQ==\"", "base64: Enter");
    check_hint("\"SGVsbG8sIHdvcmxkISBIZWxsbyE=\"", "base64: Enter");
    check_hint("\"{not json}\"", "");
    check_hint("\"deadbeefdeadbeef\"", "");
    check_hint("\"abcd\"", "");
    check_hint("\"plain text, nothing else\"", "");
}

/* At every frame: a long one is not decoded. */
static void long_strings_are_told_by_their_ends(void **state)
{
    struct buf line;

    (void)state;
    buf_init(&line, 1 << 20);
    buf_append_str(&line, "\"{");
    for (int i = 0; i < 10000; i++)
        buf_append_byte(&line, 'x');
    buf_append_str(&line, "}\"");
    check_hint(line.bytes, "json? Enter");
    line.bytes[line.len - 2] = 'x';
    check_hint(line.bytes, "");
    line.bytes[1] = '[';
    check_hint(line.bytes, "");
    line.bytes[line.len - 2] = ']';
    check_hint(line.bytes, "json? Enter");
    line.bytes[1] = '.';
    check_hint(line.bytes, "");
    line.bytes[line.len - 2] = '}';
    check_hint(line.bytes, "");
    buf_free(&line);
}

static void check_open(const char *line, enum body_form form, const char *chain, const char *bytes)
{
    size_t n = strlen(line);
    char *exact = exact_copy(line, n);
    struct body b;

    assert_true(inner_open(&b, exact, n));
    free(exact);
    assert_int_equal(b.form, form);
    assert_string_equal(b.chain, chain);
    assert_string_equal(b.bytes, bytes);
    assert_int_equal(b.len, strlen(bytes));
    body_free(&b);
}

static void strings_are_opened(void **state)
{
    struct body b;

    (void)state;
    check_open("\"a\": \"x\\u003cb\\u003e\\n\\ty\",", BODY_TEXT, "string → text", "x<b>\n\ty");
    check_open("\"{\\\"a\\\":\\\"\\\\n\\\"}\"", BODY_JSON, "string → json", "{\"a\":\"\\n\"}");
    check_open("\"eyJpZCI6MSwibmFtZSI6IngifQ==\"", BODY_JSON, "string → base64 → json",
               "{\"id\":1,\"name\":\"x\"}");
    check_open("\"\"", BODY_TEXT, "string → text", "");
    check_open("\"1234\"", BODY_TEXT, "string → text", "1234");
    check_open("\"{\\\"a\\\":1\"", BODY_TEXT, "string → json, not valid", "{\"a\":1");
    check_open("name: \"caf\xc3\xa9\"", BODY_TEXT, "string → text", "caf\xc3\xa9");
    assert_false(inner_open(&b, "\"a\": 1", 6));
    assert_false(inner_open(&b, "\"a\": {", 6));
    assert_false(inner_open(&b, "}", 1));
    assert_false(inner_open(&b, "\"open", 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_that_are_times_are_told),
        cmocka_unit_test(strings_that_hold_something_are_told),
        cmocka_unit_test(long_strings_are_told_by_their_ends),
        cmocka_unit_test(strings_are_opened),
    };

    return cmocka_run_group_tests_name("inner", tests, NULL, NULL);
}
