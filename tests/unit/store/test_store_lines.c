/* Lines of a file, and records in them, whatever the bytes are. */
#include "base/memory/array.h"
#include "tests/unit/storekit.h"

#include "store/line_reader.h"
#include "store/record.h"

#include <sys/mman.h>

static int new_file(const char *bytes, size_t n)
{
    int fd = memfd_create("lines", MFD_CLOEXEC);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    return fd;
}

/* The lines of text, each followed by a bar. */
static void assert_lines(const char *text, size_t cap, const char *want)
{
    int fd = new_file(text, strlen(text));
    struct line_reader r;
    struct line line;
    struct buf got;

    buf_init(&got, 1000);
    line_reader_init(&r, fd, cap);
    while (line_reader_next(&r, &line)) {
        assert_int_equal(memcmp(text + line.at, line.bytes, line.len), 0);
        buf_append(&got, line.bytes, line.len);
        buf_append_byte(&got, '|');
    }
    assert_false(line_reader_next(&r, &line));
    assert_int_equal(r.error, 0);
    assert_string_equal(got.bytes ? got.bytes : "", want);
    line_reader_free(&r);
    buf_free(&got);
    close(fd);
}

static void test_lines(void **state)
{
    (void)state;
    assert_lines("", 10, "");
    assert_lines("\n\n\n", 10, "");
    assert_lines("one\ntwo\n", 10, "one|two|");
    assert_lines("one\n\ntwo", 10, "one|two|");
    assert_lines("12345\n123456\n1\n", 5, "12345|1|");
    assert_lines("123456", 5, "");
    assert_lines("1\n123456", 5, "1|");
}

/* Line k has lens[k] bytes, of the letter 'a' + k. */
static void assert_lengths(const size_t *lens, size_t n, size_t cap)
{
    struct line_reader r;
    struct line line;
    struct buf text;
    int fd;

    buf_init(&text, 1 << 20);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < lens[i]; k++)
            buf_append_byte(&text, (char)('a' + i));
        buf_append_byte(&text, '\n');
    }
    fd = new_file(text.bytes, text.len);
    line_reader_init(&r, fd, cap);
    for (size_t i = 0; i < n; i++) {
        if (lens[i] == 0 || lens[i] > cap)
            continue;
        assert_true(line_reader_next(&r, &line));
        assert_int_equal(line.len, lens[i]);
        for (size_t k = 0; k < line.len; k++)
            assert_int_equal(line.bytes[k], 'a' + i);
        assert_int_equal(memcmp(text.bytes + line.at, line.bytes, line.len), 0);
        assert_int_equal(text.bytes[(size_t)line.at + line.len], '\n');
    }
    assert_false(line_reader_next(&r, &line));
    line_reader_free(&r);
    buf_free(&text);
    close(fd);
}

/* Around the reader's blocks of 16 kB. */
static void test_long_lines(void **state)
{
    static const size_t caps[] = {1, 100, 16383, 16384, 20000, 70000};

    (void)state;
    for (size_t c = 0; c < ARRAY_LEN(caps); c++)
        for (size_t edge = 16381; edge < 16388; edge++) {
            const size_t lens[] = {edge, 1, 2 * edge, 0, 100, 70001, 99, 70000, edge};

            assert_lengths(lens, ARRAY_LEN(lens), caps[c]);
        }
}

static void test_unreadable(void **state)
{
    struct line_reader r;
    struct line line;

    (void)state;
    line_reader_init(&r, -1, 10);
    assert_false(line_reader_next(&r, &line));
    assert_int_equal(r.error, EBADF);
    line_reader_free(&r);
}

enum { F_A, F_B, F_LIST, F_COUNT };

static const char *const keys[F_COUNT] = {"a", "b", "list"};

static bool open_text(struct record *r, const char *text)
{
    return record_open(r, text, strlen(text), keys, F_COUNT);
}

static void test_record_reads_what_was_written(void **state)
{
    static const char bytes[] =
        "nul \0 quote \" slash \\ \x7f \xc2\x85 \xe2\x80\xae \xf0\x9f\x98\x80\n";
    struct arena arena = {0};
    struct buf out;
    struct record r;
    const char *s;
    size_t n;

    (void)state;
    buf_init(&out, 1000);
    record_start(&out);
    record_put_bytes(&out, "a", bytes, sizeof(bytes) - 1);
    record_put_text(&out, "none", NULL);
    record_put_int(&out, "none", -1);
    record_put_int(&out, "b", INT64_MAX);
    record_end_line(&out);
    for (size_t i = 0; i + 1 < out.len; i++)
        assert_true((unsigned char)out.bytes[i] >= 0x20 && out.bytes[i] != 0x7f);
    assert_null(strstr(out.bytes, "none"));
    assert_true(record_open(&r, out.bytes, out.len - 1, keys, F_COUNT));
    s = record_bytes(&r, F_A, &arena, &n);
    assert_int_equal(n, sizeof(bytes) - 1);
    assert_memory_equal(s, bytes, sizeof(bytes));
    assert_null(record_text(&r, F_A, &arena));
    assert_int_equal(record_int(&r, F_B), INT64_MAX);
    arena_free(&arena);
    buf_free(&out);
}

static void test_record_list(void **state)
{
    struct arena arena = {0};
    struct buf out;
    struct record r, item;
    size_t cursor = 0;

    (void)state;
    buf_init(&out, 1000);
    record_start(&out);
    record_start_list(&out, "list");
    for (int i = 1; i <= 2; i++) {
        record_start(&out);
        record_put_int(&out, "a", i);
        record_end(&out);
    }
    record_end_list(&out);
    record_put_text(&out, "b", "x");
    record_end_line(&out);
    assert_string_equal(out.bytes, "{\"list\":[{\"a\":1},{\"a\":2}],\"b\":\"x\"}\n");
    assert_true(open_text(&r, out.bytes));
    for (int i = 1; i <= 2; i++) {
        assert_true(record_next(&r, F_LIST, &cursor, &item, keys, F_COUNT));
        assert_int_equal(record_int(&item, F_A), i);
        assert_null(record_text(&item, F_B, &arena));
    }
    assert_false(record_next(&r, F_LIST, &cursor, &item, keys, F_COUNT));
    assert_true(open_text(&r, "{\"list\":[1,\"x\",[{\"a\":7}],{\"a\":3},null]}"));
    cursor = 0;
    assert_true(record_next(&r, F_LIST, &cursor, &item, keys, F_COUNT));
    assert_int_equal(record_int(&item, F_A), 3);
    assert_false(record_next(&r, F_LIST, &cursor, &item, keys, F_COUNT));
    assert_true(open_text(&r, "{\"list\":{\"a\":1}}"));
    cursor = 0;
    assert_false(record_next(&r, F_LIST, &cursor, &item, keys, F_COUNT));
    arena_free(&arena);
    buf_free(&out);
}

static void test_odd_fields_are_unknown(void **state)
{
    static const char *const numbers[] = {"-1",
                                          "1.0",
                                          "1e3",
                                          "\"1\"",
                                          "null",
                                          "9223372036854775808",
                                          "123456789012345678901234567890",
                                          "[1]",
                                          "true"};
    struct arena arena = {0};
    struct record r;
    char text[100];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        snprintf(text, sizeof(text), "{\"a\":%s}", numbers[i]);
        assert_true(open_text(&r, text));
        assert_int_equal(record_int(&r, F_A), -1);
    }
    assert_true(
        open_text(&r, " { \"x\" : {\"a\":\"inner\"} , \"a\" : \"one\", \"\\u0061\":\"two\" } "));
    assert_string_equal(record_text(&r, F_A, &arena), "two");
    assert_true(record_is(&r, F_A, "two"));
    assert_false(record_is(&r, F_A, "one"));
    assert_false(record_is(&r, F_B, ""));
    assert_int_equal(record_int(&r, F_B), -1);
    assert_true(open_text(&r, "{\"a\":12,\"b\":{\"c\":\"d\"}}"));
    assert_null(record_text(&r, F_A, &arena));
    assert_null(record_text(&r, F_B, &arena));
    assert_false(record_is(&r, F_A, "12"));
    arena_free(&arena);
}

static void test_no_records(void **state)
{
    static const char *const texts[] = {"",
                                        " ",
                                        "null",
                                        "[]",
                                        "\"{}\"",
                                        "{",
                                        "{\"a\":1",
                                        "{\"a\":\"x",
                                        "{\"a\":1}}",
                                        "{\"a\":1,}",
                                        "{'a':1}",
                                        "{\"a\":\"\xff\"}",
                                        "{\"a\":\"\x01\"}",
                                        "{\"a\":01}"};
    struct record r;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (open_text(&r, texts[i]))
            fail_msg("a record: %s", texts[i]);
    assert_true(open_text(&r, "{}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),       cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_unreadable),  cmocka_unit_test(test_record_reads_what_was_written),
        cmocka_unit_test(test_record_list), cmocka_unit_test(test_odd_fields_are_unknown),
        cmocka_unit_test(test_no_records),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
