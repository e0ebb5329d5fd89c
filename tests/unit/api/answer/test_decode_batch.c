#include "api/answer/decode.h"

#include "base/memory/array.h"
#include "tests/unit/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static struct batch *read_answer(struct answer *a, bool keep_json, struct error *err)
{
    union result r;

    if (decode_as(OP_PULL, a, keep_json, &r, NULL, err))
        assert_null(a->bytes); /* taken over */
    free(a->bytes);
    return r.batch;
}

static struct batch *read_text(const char *text, bool keep_json, struct error *err)
{
    struct answer a = new_answer(200, text);

    return read_answer(&a, keep_json, err);
}

static void a_pulled_batch(void **state)
{
    struct error err;
    struct batch *b = read_text(
        "{\"success\":true,\"result\":{\"message_backlog_count\":6,\"messages\":["
        "{\"id\":\"m1\",\"timestamp_ms\":1710950954154,\"attempts\":1,\"body\":\"hello\","
        "\"lease_id\":\"l1\",\"metadata\":{ \"CF-Content-Type\" : \"text\", \"n\": 1.0 }},"
        "{\"id\":\"m2\",\"timestamp_ms\":1.7e12,\"attempts\":2.0,\"body\":\"\",\"lease_id\":\"l2\","
        "\"metadata\":{\"CF-Content-Type\":\"v8\"}}],"
        "\"metadata\":{\"metrics\":{\"backlog_count\":6,\"backlog_bytes\":9,"
        "\"oldest_message_timestamp_ms\":3}}}}",
        false, &err);

    (void)state;
    assert_non_null(b);
    assert_int_equal(b->source, BATCH_PULL);
    assert_int_equal(b->backlog_count, 6);
    assert_int_equal(b->metrics.backlog_bytes, 9);
    assert_int_equal(b->n, 2);
    assert_string_equal(b->items[0].id, "m1");
    assert_string_equal(b->items[0].lease_id, "l1");
    assert_null(b->items[0].ref);
    assert_string_equal(b->items[0].body, "hello");
    assert_int_equal(b->items[0].body_len, 5);
    assert_int_equal(b->items[0].attempts, 1);
    assert_int_equal(b->items[0].timestamp_ms, 1710950954154);
    assert_int_equal(b->items[0].type, CONTENT_TEXT);
    assert_string_equal(b->items[0].metadata, "{\"CF-Content-Type\":\"text\",\"n\":1.0}");
    assert_null(b->items[0].json);
    assert_int_equal(b->items[1].type, CONTENT_V8);
    assert_int_equal(b->items[1].timestamp_ms, 1700000000000);
    assert_non_null(b->items[1].body);
    assert_int_equal(b->items[1].body_len, 0);
    batch_free(b);
}

static void what_is_missing_is_unknown(void **state)
{
    struct error err;
    struct batch *b =
        read_text("{\"result\":{\"messages\":[{},"
                  "{\"id\":7,\"body\":null,\"attempts\":\"1\",\"metadata\":null},"
                  "{\"id\":\"a\\u0000b\",\"lease_id\":\"l\\u0000\",\"metadata\":\"odd\"},"
                  "{\"metadata\":{\"CF-Content-Type\":\"new\"}},"
                  "{\"metadata\":{\"CF-Content-Type\":7}}]}}",
                  false, &err);

    (void)state;
    assert_int_equal(b->n, 5);
    assert_int_equal(b->backlog_count, -1);
    assert_int_equal(b->metrics.backlog_count, -1);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(b->items[i].id, "");
        assert_null(b->items[i].lease_id);
        assert_null(b->items[i].body);
        assert_int_equal(b->items[i].attempts, -1);
        assert_int_equal(b->items[i].type, CONTENT_NONE);
    }
    assert_null(b->items[1].metadata);
    assert_string_equal(b->items[2].metadata, "\"odd\"");
    assert_int_equal(b->items[3].type, CONTENT_OTHER);
    assert_string_equal(b->items[3].type_text, "new");
    assert_int_equal(b->items[4].type, CONTENT_NONE);
    assert_string_equal(b->items[4].metadata, "{\"CF-Content-Type\":7}");
    batch_free(b);
}

static void a_time_before_there_were_queues_is_unknown(void **state)
{
    struct error err;
    struct batch *b = read_text("{\"result\":{\"messages\":[{\"timestamp_ms\":0},"
                                "{\"timestamp_ms\":1771920000},{\"timestamp_ms\":1640995200000}]}}",
                                false, &err);

    (void)state;
    assert_int_equal(b->items[0].timestamp_ms, -1);
    assert_int_equal(b->items[1].timestamp_ms, -1);
    assert_int_equal(b->items[2].timestamp_ms, 1640995200000);
    batch_free(b);
}

static void keys_of_headers_are_read_without_case(void **state)
{
    static const char *const keys[] = {"CF-Content-Type", "cf-content-type", "Cf-Content-type"};
    struct error err;

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct batch *b;
        char text[120];

        snprintf(text, sizeof text,
                 "{\"result\":{\"messages\":[{\"metadata\":{\"n\":1,\"%s\":\"JSON\"}}]}}", keys[i]);
        b = read_text(text, false, &err);
        assert_int_equal(b->items[0].type, CONTENT_JSON);
        assert_string_equal(b->items[0].type_text, "JSON");
        batch_free(b);
    }
}

static void a_body_that_is_no_string_is_shown_as_written(void **state)
{
    struct error err;
    struct batch *b =
        read_text("{\"result\":{\"messages\":[{\"body\":{ \"id\" : 1.0 }},{\"body\":7},"
                  "{\"body\":[\"\\u00000\"]}]}}",
                  false, &err);

    (void)state;
    assert_string_equal(b->items[0].body, "{\"id\":1.0}");
    assert_int_equal(b->items[0].body_len, 10);
    assert_string_equal(b->items[1].body, "7");
    assert_string_equal(b->items[2].body, "[\"\\u00000\"]");
    batch_free(b);
}

static void bodies_of_every_length_come_whole(void **state)
{
    static const size_t sizes[] = {0, 1, 255, 256, 257, 1000, 70000};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        struct answer a = new_answer_with(200,
                                          "{\"result\":{\"messages\":[{\"body\":\"\\n@\\\"\"},"
                                          "{\"x\":\"@\",\"body\":\"@\"},{\"body\":\"@\\u00e9\"}]}}",
                                          'q', sizes[i]);
        struct error err;
        struct batch *b = read_answer(&a, false, &err);
        size_t n = sizes[i];

        assert_non_null(b);
        assert_int_equal(b->items[0].body_len, n + 2);
        assert_int_equal(b->items[0].body[0], '\n');
        assert_string_equal(b->items[0].body + 1 + n, "\"");
        assert_int_equal(b->items[1].body_len, n);
        assert_int_equal(strspn(b->items[1].body, "q"), n);
        assert_int_equal(b->items[1].body[n], '\0');
        assert_int_equal(strspn(b->items[2].body, "q"), n);
        assert_string_equal(b->items[2].body + n, "\xc3\xa9");
        batch_free(b);
    }
}

static void a_body_with_nul_keeps_it(void **state)
{
    struct error err;
    struct batch *b = read_text("{\"result\":{\"messages\":[{\"body\":\"a\\u0000b\"},"
                                "{\"body\":\"\\u00000\"},{\"body\":\"\\u0000\"}]}}",
                                true, &err);

    (void)state;
    assert_int_equal(b->items[0].body_len, 3);
    assert_memory_equal(b->items[0].body, "a\0b", 3);
    assert_int_equal(b->items[1].body_len, 2);
    assert_memory_equal(b->items[1].body,
                        "\0"
                        "0",
                        2);
    assert_int_equal(b->items[2].body_len, 1);
    assert_memory_equal(b->items[2].body, "\0", 1);
    assert_string_equal(b->items[1].json, "{\"body\":\"\\u00000\"}");
    batch_free(b);
}

static void json_and_metadata_are_as_written(void **state)
{
    struct answer a = new_answer_with(200,
                                      "{\"result\":{\"messages\":[ { \"id\" : \"m\", \"body\" : "
                                      "\"@\\n\",\n\"big\":12345678901234567890123, "
                                      "\"metadata\" : { \"k\" : \"@\" } } ]}}",
                                      'z', 300);
    struct error err;
    struct batch *b = read_answer(&a, true, &err);
    char want[1000];
    char z[301] = {0};

    (void)state;
    memset(z, 'z', 300);
    assert_non_null(b);
    snprintf(want, sizeof(want),
             "{\"id\":\"m\",\"body\":\"%s\\n\",\"big\":12345678901234567890123,\"metadata\":{\"k\":"
             "\"%s\"}}",
             z, z);
    assert_string_equal(b->items[0].json, want);
    snprintf(want, sizeof(want), "{\"k\":\"%s\"}", z);
    assert_string_equal(b->items[0].metadata, want);
    assert_int_equal(b->items[0].body_len, 301);
    assert_int_equal(b->items[0].body[300], '\n');
    batch_free(b);
}

static void the_last_of_two_keys_counts_everywhere(void **state)
{
    struct answer a =
        new_answer_with(200,
                        "{\"result\":{\"messages\":[{\"body\":\"first@\",\"body\":\"last@\","
                        "\"metadata\":{\"CF-Content-Type\":\"text\"},"
                        "\"metadata\":{\"CF-Content-Type\":\"json\"}}]}}",
                        'q', 300);
    struct error err;
    struct batch *b = read_answer(&a, false, &err);

    (void)state;
    assert_memory_equal(b->items[0].body, "last", 4);
    assert_int_equal(b->items[0].type, CONTENT_JSON);
    assert_string_equal(b->items[0].metadata, "{\"CF-Content-Type\":\"json\"}");
    batch_free(b);
}

static void the_answer_is_kept_no_longer_than_needed(void **state)
{
    struct error err;
    struct batch *b =
        read_text("{\"result\":{\"messages\":[{\"id\":\"a\",\"body\":\"short\"}]}}", false, &err);
    struct answer a;

    (void)state;
    assert_int_equal(b->bytes_len, 0);
    batch_free(b);
    a = new_answer_with(
        200, "{\"result\":{\"messages\":[{\"body\":\"@\"},{\"body\":\"@\"}],\"pad\":\"@@@@\"}}",
        'q', 1000);
    b = read_answer(&a, false, &err);
    assert_int_equal(b->bytes_len, 2 * 1001);
    assert_int_equal(strspn(b->items[1].body, "q"), 1000);
    batch_free(b);
}

static void equal_metadata_is_kept_once(void **state)
{
    struct error err;
    struct batch *b =
        read_text("{\"result\":{\"messages\":[{\"metadata\":{\"CF-Content-Type\":\"text\"}},"
                  "{\"metadata\":{\"CF-Content-Type\":\"text\"}},"
                  "{\"metadata\":{\"CF-Content-Type\":\"json\"}}]}}",
                  false, &err);

    (void)state;
    assert_ptr_equal(b->items[0].metadata, b->items[1].metadata);
    assert_ptr_equal(b->items[0].type_text, b->items[1].type_text);
    assert_string_equal(b->items[2].type_text, "json");
    batch_free(b);
}

static void wrong_types_fail_the_answer(void **state)
{
    static const char *const bad[] = {
        "{\"success\":true}",
        "{\"success\":true,\"result\":null}",
        "{\"success\":true,\"result\":[]}",
        "{\"success\":true,\"result\":{\"messages\":{}}}",
        "{\"success\":true,\"result\":{\"messages\":\"x\"}}",
        "{\"success\":true,\"result\":{\"messages\":[{},7]}}",
        "{\"success\":true,\"result\":{\"messages\":[null]}}",
    };
    struct error err;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_null(read_text(bad[i], true, &err));
        assert_int_equal(err.kind, ERR_RESPONSE);
    }
}

static void an_empty_batch_is_one(void **state)
{
    static const char *const empty[] = {"{\"result\":{}}", "{\"result\":{\"messages\":null}}",
                                        "{\"result\":{\"messages\":[]}}"};
    struct error err;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
        struct batch *b = read_text(empty[i], true, &err);

        assert_non_null(b);
        assert_int_equal(b->n, 0);
        batch_free(b);
    }
}

static void a_broken_long_string_fails_the_answer(void **state)
{
    static const char *const bad[] = {"{\"result\":{\"messages\":[{\"body\":\"@\\x\"}]}}",
                                      "{\"result\":{\"messages\":[{\"body\":\"@\\n\n\"}]}}"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct answer a = new_answer_with(200, bad[i], 'q', 300);
        struct error err;
        union result r;

        assert_false(decode_as(OP_PEEK, &a, true, &r, NULL, &err));
        assert_null(r.batch);
        assert_int_equal(err.kind, ERR_RESPONSE);
        assert_non_null(a.bytes);
        free(a.bytes);
    }
}

static void too_many_messages_fail_the_answer(void **state)
{
    struct error err;
    struct buf text;

    (void)state;
    buf_init(&text, 1 << 20);
    buf_append_str(&text, "{\"result\":{\"messages\":[{}");
    for (int i = 1; i < DECODE_MESSAGES; i++)
        buf_append_str(&text, ",{}");
    buf_append_str(&text, ",{}]}}");
    assert_null(read_text(text.bytes, false, &err));
    assert_int_equal(err.kind, ERR_RESPONSE);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pulled_batch),
        cmocka_unit_test(what_is_missing_is_unknown),
        cmocka_unit_test(a_time_before_there_were_queues_is_unknown),
        cmocka_unit_test(keys_of_headers_are_read_without_case),
        cmocka_unit_test(a_body_that_is_no_string_is_shown_as_written),
        cmocka_unit_test(bodies_of_every_length_come_whole),
        cmocka_unit_test(a_body_with_nul_keeps_it),
        cmocka_unit_test(json_and_metadata_are_as_written),
        cmocka_unit_test(the_last_of_two_keys_counts_everywhere),
        cmocka_unit_test(the_answer_is_kept_no_longer_than_needed),
        cmocka_unit_test(equal_metadata_is_kept_once),
        cmocka_unit_test(wrong_types_fail_the_answer),
        cmocka_unit_test(an_empty_batch_is_one),
        cmocka_unit_test(a_broken_long_string_fails_the_answer),
        cmocka_unit_test(too_many_messages_fail_the_answer),
    };

    return cmocka_run_group_tests_name("decode_batch", tests, NULL, NULL);
}
