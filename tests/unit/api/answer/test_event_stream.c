/* text/event-stream as WHATWG HTML tells it, in pieces of any size; and what its events say. */
#include "api/answer/event_stream.h"

#include "api/answer/decode.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The data of all events that come, each in brackets. */
static void read_pieces(struct event_stream *s, const char *bytes, size_t len, size_t piece,
                        struct buf *out)
{
    for (size_t at = 0; at < len; at += piece) {
        size_t n = len - at < piece ? len - at : piece;
        const char *from = bytes + at;

        while (event_stream_next(s, &from, &n)) {
            buf_append_byte(out, '[');
            if (s->data.len)
                buf_append(out, s->data.bytes, s->data.len);
            buf_append_byte(out, ']');
        }
        assert_int_equal(n, 0);
    }
}

static void expect(const char *stream, const char *want)
{
    for (size_t piece = 1; piece <= strlen(stream); piece++) {
        struct event_stream s;
        struct buf out;

        event_stream_init(&s);
        buf_init(&out, 4096);
        read_pieces(&s, stream, strlen(stream), piece, &out);
        if (strcmp(out.bytes ? out.bytes : "", want) != 0)
            fail_msg("%s in pieces of %zu: %s, not %s", stream, piece, out.bytes, want);
        buf_free(&out);
        event_stream_free(&s);
    }
}

static void events_are_what_stands_before_a_blank_line(void **state)
{
    (void)state;
    expect("data: one\n\ndata: two\n\n", "[one][two]");
    expect("data: one\n\n\n\n\ndata: two\n\n", "[one][two]");
    expect("data: one\n\ndata: cut short\n", "[one]");
    expect("data: one\n\ndata: cut short", "[one]");
    expect("\ndata: one\n\n", "[one]");
}

static void a_line_ends_in_three_ways(void **state)
{
    (void)state;
    expect("data: one\r\n\r\ndata: two\r\n\r\n", "[one][two]");
    expect("data: one\r\rdata: two\r\r", "[one][two]");
    expect("data: a\ndata: b\rdata: c\r\n\n", "[a\nb\nc]");
    expect("data: one\r\n\rdata: two\n\r\n", "[one][two]");
}

static void data_lines_are_joined(void **state)
{
    (void)state;
    expect("data: {\ndata:  \"a\": 1\ndata:}\n\n", "[{\n \"a\": 1\n}]");
    expect("data\n\n", "[]");
    expect("data:\n\n", "[]");
    expect("data\ndata\n\n", "[\n]");
    expect("data:x:y\n\n", "[x:y]");
}

static void what_is_no_data_is_passed_over(void **state)
{
    (void)state;
    expect(": hello\n\n:\n\n", "");
    expect("event: metrics\nid: 7\ndata: one\nretry: 10\n\n", "[one]");
    expect("event: metrics\n\ndata: one\n\n", "[one]");
    expect("Data: no\ndatum: no\n data: no\nda\ndata: yes\n\n", "[yes]");
    expect("data : no\n\n", "");
}

static void a_byte_order_mark_is_one_only_at_the_start(void **state)
{
    (void)state;
    expect("\xef\xbb\xbf"
           "data: one\n\n",
           "[one]");
    expect("\xef\xbb\xbf\n\ndata: one\n\n", "[one]");
    expect("data: one\n\n\xef\xbb\xbf"
           "data: two\n\n",
           "[one]");
    expect("\xef\xbb\xbf\xef\xbb\xbf"
           "data: one\n\n",
           "");
}

static void retry_is_read_where_it_is_a_number(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
    } cases[] = {{"retry: 2500\n", 2500}, {"retry:0\n", 0},
                 {"retry: -1\n", -1},     {"retry: 1s\n", -1},
                 {"retry\n", -1},         {"retry: 99999999999999999999\n", -1},
                 {"retry: 2500", -1},     {"retry: 1\nretry: x\n", 1},
                 {"id: 77\n", -1},        {"event: 77\n", -1},
                 {"retrz: 77\n", -1},     {"retry77\n", -1}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct event_stream s;
        struct buf out;

        event_stream_init(&s);
        buf_init(&out, 4096);
        read_pieces(&s, cases[i].text, strlen(cases[i].text), 3, &out);
        assert_int_equal(s.retry_ms, cases[i].ms);
        event_stream_free(&s);
    }
}

/* A stream with n times fill where @ stands. */
static void expect_filled(const char *stream, size_t n, const char *want)
{
    struct event_stream s;
    struct buf text, out;

    buf_init(&text, 1 << 24);
    buf_init(&out, 1 << 24);
    for (; *stream; stream++)
        for (size_t i = 0; i < (*stream == '@' ? n : 1); i++)
            buf_append_byte(&text, *stream == '@' ? 'x' : *stream);
    event_stream_init(&s);
    read_pieces(&s, text.bytes, text.len, 1000, &out);
    assert_true(s.data.size <= EVENT_STREAM_BYTES + 16 && s.line.size <= EVENT_STREAM_BYTES + 16);
    if (strcmp(out.bytes ? out.bytes : "", want) != 0)
        fail_msg("%zu bytes came, not %s", out.len, want);
    buf_free(&text);
    buf_free(&out);
    event_stream_free(&s);
}

static void what_is_too_large_is_left_out(void **state)
{
    (void)state;
    expect_filled("data: @\n\ndata: one\n\n", EVENT_STREAM_BYTES + 1, "[one]");
    expect_filled("data:@\ndata: more\n\ndata: one\n\n", EVENT_STREAM_BYTES - 2, "[one]");
    expect_filled("data: @\ndata\n\ndata: one\n\n", 5000000, "[one]");
    expect_filled(":@\n@: y\n@\ndata: one\n\n", 5000000, "[one]");
    expect_filled("event: @\nretry: @\ndata: one\n\n", 5000000, "[one]");
}

static void the_largest_event_comes_whole(void **state)
{
    struct event_stream s;
    struct buf text, out;

    (void)state;
    buf_init(&text, 1 << 24);
    buf_init(&out, 1 << 24);
    buf_append_str(&text, "data: ");
    for (size_t i = 0; i < EVENT_STREAM_BYTES; i++)
        buf_append_byte(&text, 'x');
    buf_append_str(&text, "\n\n");
    event_stream_init(&s);
    read_pieces(&s, text.bytes, text.len, text.len, &out);
    assert_int_equal(out.len, EVENT_STREAM_BYTES + 2);
    buf_free(&text);
    buf_free(&out);
    event_stream_free(&s);
}

static void an_event_says_what_the_result_would(void **state)
{
    const char *text = "{\"backlog_count\":5,\"backlog_bytes\":1024.0,"
                       "\"oldest_message_timestamp_ms\":0,\"more\":[]}";
    union result u;

    (void)state;
    assert_true(decode_event(OP_WATCH, text, strlen(text), NULL, &u));
    assert_int_equal(u.metrics.backlog_count, 5);
    assert_int_equal(u.metrics.backlog_bytes, 1024);
    assert_int_equal(u.metrics.oldest_ms, -1);
}

static void an_event_that_says_nothing_is_none(void **state)
{
    static const char *const cases[] = {
        "",
        "{",
        "[]",
        "null",
        "5",
        "{}",
        "{\"backlog_count\":null}",
        "{\"backlog_count\":-1}",
        "{\"backlog_count\":\"5\"}",
        "{\"success\":true,\"errors\":[],\"messages\":[],\"result\":{\"backlog_count\":5}}",
        "{\"backlog_count\":5}{\"backlog_count\":5}",
        "{\"backlog_count\":5,\"x\":\"\xff\"}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        union result u;

        if (decode_event(OP_WATCH, cases[i], strlen(cases[i]), NULL, &u))
            fail_msg("%s was taken", cases[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_are_what_stands_before_a_blank_line),
        cmocka_unit_test(a_line_ends_in_three_ways),
        cmocka_unit_test(data_lines_are_joined),
        cmocka_unit_test(what_is_no_data_is_passed_over),
        cmocka_unit_test(a_byte_order_mark_is_one_only_at_the_start),
        cmocka_unit_test(retry_is_read_where_it_is_a_number),
        cmocka_unit_test(what_is_too_large_is_left_out),
        cmocka_unit_test(the_largest_event_comes_whole),
        cmocka_unit_test(an_event_says_what_the_result_would),
        cmocka_unit_test(an_event_that_says_nothing_is_none),
    };

    return cmocka_run_group_tests_name("event_stream", tests, NULL, NULL);
}
