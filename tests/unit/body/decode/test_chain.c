/* Bodies in layers: what is found, what is named, what a list shows of it. */
#include "tests/unit/parcelkit.h"

#include "base/text/dtext.h"

#include <stdio.h>

static const char json[] = "{\"type\":\"order.paid\",\"id\":88126,\"note\":\"paid, paid, paid\"}";
static const char text[] = "Paid, and paid again, and paid once more.\n";

static void each_packing_is_undone(void **state)
{
    static const struct {
        enum packing packing;
        const char *json_chain, *text_chain, *mark;
    } cases[] = {
        {PACKING_GZIP, "base64 → gzip → json", "base64 → gzip → text", "gzip› "},
        {PACKING_ZSTD, "base64 → zstd → json", "base64 → zstd → text", "zstd› "},
        {PACKING_ZLIB, "base64 → zlib → json", "base64 → zlib → text", "zlib› "},
        {PACKING_DEFLATE, "base64 → deflate → json", "base64 → deflate → text", "deflate› "},
        {PACKING_BROTLI, "base64 → brotli → json", "base64 → brotli → text", "brotli› "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parcel p;
        char line[200];

        start_parcel(&p, json, sizeof json - 1);
        wrap(&p, cases[i].packing);
        send_base64(&p, CONTENT_BYTES);
        check_body(&p, BODY_JSON, cases[i].json_chain, json, sizeof json - 1);
        snprintf(line, sizeof line, "%s%s", cases[i].mark, json);
        check_preview(&p, sizeof line, line);
        line[20] = '\0';
        check_preview(&p, 20, line);
        free_parcel(&p);
        start_parcel(&p, text, sizeof text - 1);
        wrap(&p, cases[i].packing);
        send_base64(&p, CONTENT_BYTES);
        check_body(&p, BODY_TEXT, cases[i].text_chain, text, sizeof text - 1);
        free_parcel(&p);
    }
}

/* A wrong type, or none, hides neither gzip nor zstd; text is text. */
static void types_are_often_wrong(void **state)
{
    static const enum content_type types[] = {CONTENT_NONE, CONTENT_JSON, CONTENT_V8,
                                              CONTENT_OTHER};
    struct parcel p;

    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        start_parcel(&p, json, sizeof json - 1);
        wrap(&p, i % 2 ? PACKING_GZIP : PACKING_ZSTD);
        send_base64(&p, types[i]);
        check_body(&p, BODY_JSON, i % 2 ? "base64 → gzip → json" : "base64 → zstd → json", json,
                   sizeof json - 1);
        check_preview(&p, 10, i % 2 ? "gzip› {\"" : "zstd› {\"");
        free_parcel(&p);
    }
    start_parcel(&p, json, sizeof json - 1);
    wrap(&p, PACKING_GZIP);
    assert_true(base64_encode(p.sent.bytes, p.sent.len, &p.raw));
    take_raw(&p, CONTENT_TEXT);
    assert_string_equal(p.body.chain, "text");
    assert_int_equal(p.body.len, p.raw.len);
    check_preview(&p, 4, "H4sI");
    free_parcel(&p);
}

/* Not for bytes: there a fault is more likely than an accident. */
static void without_a_type_a_fault_is_no_gzip(void **state)
{
    struct parcel p;

    (void)state;
    start_parcel(&p, json, sizeof json - 1);
    wrap(&p, PACKING_GZIP);
    p.sent.len -= 5;
    send_base64(&p, CONTENT_NONE);
    assert_string_equal(p.body.chain, "text");
    assert_int_equal(p.body.len, p.raw.len);
    free_parcel(&p);
    start_parcel(&p, json, sizeof json - 1); /* without a magic number */
    wrap(&p, PACKING_ZLIB);
    send_base64(&p, CONTENT_NONE);
    assert_string_equal(p.body.chain, "text");
    free_parcel(&p);
}

static void layers_are_undone_up_to_three(void **state)
{
    struct parcel p;
    struct buf inner;

    (void)state;
    start_parcel(&p, json, sizeof json - 1);
    wrap(&p, PACKING_GZIP);
    wrap(&p, PACKING_ZSTD);
    wrap(&p, PACKING_GZIP);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_JSON, "base64 → gzip → zstd → gzip → json", json, sizeof json - 1);
    check_preview(&p, 29, "gzip› zstd› gzip› {\"typ");
    free_parcel(&p);

    start_parcel(&p, json, sizeof json - 1);
    wrap(&p, PACKING_GZIP);
    buf_init(&inner, PACKED_MAX);
    assert_true(buf_append(&inner, p.sent.bytes, p.sent.len));
    for (int i = 0; i < 3; i++)
        wrap(&p, PACKING_GZIP);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES,
               "base64 → gzip → gzip → gzip → gzip, not inflated: more than 3 layers", inner.bytes,
               inner.len);
    buf_free(&inner);
    free_parcel(&p);
}

static void a_fourth_layer_stays(void **state)
{
    struct parcel p;
    struct buf inner;

    (void)state;
    start_parcel(&p, json, sizeof json - 1);
    wrap(&p, PACKING_ZLIB);
    buf_init(&inner, PACKED_MAX);
    assert_true(buf_append(&inner, p.sent.bytes, p.sent.len));
    for (int i = 0; i < 3; i++)
        wrap(&p, PACKING_ZSTD);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → zstd → zstd → zstd → bytes", inner.bytes, inner.len);
    buf_free(&inner);
    free_parcel(&p);
}

static void a_bomb_is_named_and_stays_packed(void **state)
{
    size_t n = 17 << 20;
    char *zeros = mem_new(n, 1);
    struct parcel p;
    struct buf inner;

    (void)state;
    memset(zeros, '0', n);
    start_parcel(&p, zeros, n);
    wrap(&p, PACKING_GZIP);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → gzip bomb: more than 16 MB from 17.4 kB, not inflated",
               p.sent.bytes, p.sent.len);
    check_preview(&p, 12, "gzip› 0000");
    /* The same within a layer: that one is undone. */
    buf_init(&inner, PACKED_MAX);
    assert_true(buf_append(&inner, p.sent.bytes, p.sent.len));
    wrap(&p, PACKING_ZSTD);
    buf_clear(&p.raw);
    body_free(&p.body);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES,
               "base64 → zstd → gzip bomb: more than 16 MB from 17.4 kB, not inflated", inner.bytes,
               inner.len);
    buf_free(&inner);
    free_parcel(&p);
    /* By its ratio alone. */
    start_parcel(&p, zeros, 100000);
    wrap(&p, PACKING_ZSTD);
    assert_true(p.sent.len < 100);
    send_base64(&p, CONTENT_BYTES);
    assert_non_null(strstr(p.body.chain, "base64 → zstd bomb: more than 1000 times its "));
    assert_int_equal(p.body.form, BODY_BYTES);
    free_parcel(&p);
    free(zeros);
}

static void faults_are_named_and_what_can_be_read_is_shown(void **state)
{
    struct parcel p;

    (void)state;
    start_parcel(&p, text, sizeof text - 1);
    wrap(&p, PACKING_GZIP);
    p.sent.len -= 8;
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_TEXT, "base64 → gzip (cut short) → text", text, sizeof text - 1);
    check_preview(&p, 10, "gzip› Pa");
    free_parcel(&p);

    start_parcel(&p, text, sizeof text - 1);
    wrap(&p, PACKING_GZIP);
    p.sent.bytes[p.sent.len - 8] ^= 1;
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_TEXT, "base64 → gzip (broken) → text", text, sizeof text - 1);
    free_parcel(&p);

    start_parcel(&p, text, sizeof text - 1);
    wrap(&p, PACKING_GZIP);
    assert_true(buf_append(&p.sent, "garbage", 7));
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_TEXT, "base64 → gzip (7 B after it left out) → text", text,
               sizeof text - 1);
    free_parcel(&p);

    start_parcel(&p, "\x1f\x8b\x08\0\0\0\0\0\0\x03\xff", 11); /* nothing can be read */
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → gzip (broken)", p.sent.bytes, p.sent.len);
    check_preview(&p, 9, "1f 8b 08");
    free_parcel(&p);
}

/* What has no magic number has to be right to the end. */
static void zlib_and_deflate_only_where_certain(void **state)
{
    static const enum packing unmarked[] = {PACKING_ZLIB, PACKING_DEFLATE};
    static const char bytes[] = "\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3";
    struct parcel p;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        start_parcel(&p, text, sizeof text - 1);
        wrap(&p, unmarked[i]);
        p.sent.len--;
        send_base64(&p, CONTENT_BYTES);
        check_body(&p, BODY_BYTES, "base64 → bytes", p.sent.bytes, p.sent.len);
        free_parcel(&p);
    }
    start_parcel(&p, bytes, sizeof bytes);
    wrap(&p, PACKING_ZLIB); /* has a checksum */
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → zlib → bytes", bytes, sizeof bytes);
    free_parcel(&p);
    start_parcel(&p, bytes, sizeof bytes);
    wrap(&p, PACKING_DEFLATE); /* has none, and this is no text */
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → bytes", p.sent.bytes, p.sent.len);
    free_parcel(&p);
    start_parcel(&p, text, sizeof text - 1);
    wrap(&p, PACKING_DEFLATE);
    assert_true(buf_append_byte(&p.sent, 'x'));
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → bytes", p.sent.bytes, p.sent.len);
    free_parcel(&p);
    start_parcel(&p, "x\x9c is text", 10); /* looks like zlib */
    send_base64(&p, CONTENT_BYTES);
    assert_string_equal(p.body.chain, "base64 → text, not UTF-8");
    free_parcel(&p);
}

static void marks_of_encodings_are_undone(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        enum body_form form;
        const char *chain;
        const char *text;
        const char *preview;
    } cases[] = {
        {"\xef\xbb\xbf{\"a\":1}", 10, BODY_JSON, "base64 → UTF-8 BOM → json", "{\"a\":1}",
         "{\"a\":1}"},
        {"\xff\xfeH\0\xac\x20", 6, BODY_TEXT, "base64 → UTF-16LE → text", "H€", "H€"},
        {"\xfe\xff\0[\0 \0]", 8, BODY_JSON, "base64 → UTF-16BE → json", "[ ]", "[]"},
    };
    struct parcel p;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        start_parcel(&p, cases[i].bytes, cases[i].len);
        send_base64(&p, CONTENT_BYTES);
        check_body(&p, cases[i].form, cases[i].chain, cases[i].text, strlen(cases[i].text));
        check_preview(&p, 40, cases[i].preview);
        free_parcel(&p);
    }
    start_parcel(&p, "\xef\xbb\xbfHi", 5);
    assert_true(buf_append(&p.raw, p.sent.bytes, p.sent.len));
    take_raw(&p, CONTENT_TEXT);
    check_body(&p, BODY_TEXT, "UTF-8 BOM → text", "Hi", 2);
    free_parcel(&p);
    start_parcel(&p, "", 0); /* a string is never UTF-16 */
    assert_true(buf_append(&p.raw, "\xff\xfe", 2));
    take_raw(&p, CONTENT_TEXT);
    assert_string_equal(p.body.chain, "text");
    assert_int_equal(p.body.len, 2);
    free_parcel(&p);
    start_parcel(&p, "\xef\xbb\xbf{\"a\":1}", 10);
    send_base64(&p, CONTENT_JSON);
    check_body(&p, BODY_JSON, "base64 → UTF-8 BOM → json", "{\"a\":1}", 7);
    check_preview(&p, 40, "{\"a\":1}");
    wrap(&p, PACKING_GZIP);
    buf_clear(&p.raw);
    body_free(&p.body);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_JSON, "base64 → gzip → UTF-8 BOM → json", "{\"a\":1}", 7);
    free_parcel(&p);
}

static void other_bytes_are_guessed(void **state)
{
    static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    struct parcel p;

    (void)state;
    start_parcel(&p, png, sizeof png - 1);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → bytes (PNG?)", png, sizeof png - 1);
    free_parcel(&p);
    start_parcel(&p, png, sizeof png - 1);
    wrap(&p, PACKING_GZIP);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → gzip → bytes (PNG?)", png, sizeof png - 1);
    check_preview(&p, 15, "gzip› 89 50");
    free_parcel(&p);
}

static void a_part_is_enough_to_look_into(void **state)
{
    struct parcel p;
    struct body b;
    char *many = mem_new(100001, 1);

    (void)state;
    for (size_t i = 0; i < 100000; i++)
        many[i] = (char)('a' + i * i % 23);
    start_parcel(&p, many, 100000);
    wrap(&p, PACKING_GZIP);
    send_base64(&p, CONTENT_BYTES);
    body_decode_part(&b, &p.message, 1000);
    assert_string_equal(b.chain, "base64 → gzip → text");
    assert_int_equal(b.len, 1000);
    assert_memory_equal(b.bytes, many, 1000);
    body_free(&b);
    free_parcel(&p);
    free(many);
}

/* A block of zstd gives nothing out before it is whole: the preview reads on for it. */
static void a_preview_reads_on_for_a_whole_block(void **state)
{
    struct parcel p;
    char *many = mem_new(12001, 1), line[50];
    uint32_t x = 1;

    (void)state;
    for (size_t i = 0; i < 12000; i++)
        many[i] = (char)('a' + ((x = x * 1664525 + 1013904223) >> 24) % 16);
    start_parcel(&p, many, 12000);
    wrap(&p, PACKING_ZSTD);
    assert_true(p.sent.len > 3000);
    send_base64(&p, CONTENT_BYTES);
    snprintf(line, sizeof line, "zstd› %.30s", many);
    check_preview(&p, strlen(line), line);
    free_parcel(&p);
    free(many);
}

/* A list asks at every frame: what stands further behind is not even looked at. */
static void a_preview_looks_at_the_beginning_only(void **state)
{
    enum { N = 180000, LOOKED_AT = 40000 / 3 * 4 + 4 };
    char *many = mem_new(N + 1, 1), line[50];
    struct parcel p;
    uint32_t x = 1;

    (void)state;
    for (size_t i = 0; i < N; i++)
        many[i] = (char)('a' + ((x = x * 1664525 + 1013904223) >> 24) % 16);
    start_parcel(&p, many, N);
    wrap(&p, PACKING_GZIP);
    send_base64(&p, CONTENT_BYTES);
    assert_true(p.raw.len > 2 * LOOKED_AT);
    memset(p.raw.bytes + LOOKED_AT, '!', p.raw.len - LOOKED_AT);
    snprintf(line, sizeof line, "gzip› %.30s", many);
    check_preview(&p, strlen(line), line);
    free_parcel(&p);
    free(many);
}

static void without_unicode_arrows_are_ascii(void **state)
{
    struct parcel p;

    (void)state;
    dtext_set_ascii(true);
    start_parcel(&p, json, sizeof json - 1);
    wrap(&p, PACKING_GZIP);
    send_base64(&p, CONTENT_BYTES);
    assert_string_equal(p.body.chain, "base64 > gzip > json");
    check_preview(&p, 8, "gzip> {\"");
    free_parcel(&p);
    dtext_set_ascii(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_packing_is_undone),
        cmocka_unit_test(types_are_often_wrong),
        cmocka_unit_test(without_a_type_a_fault_is_no_gzip),
        cmocka_unit_test(layers_are_undone_up_to_three),
        cmocka_unit_test(a_fourth_layer_stays),
        cmocka_unit_test(a_bomb_is_named_and_stays_packed),
        cmocka_unit_test(faults_are_named_and_what_can_be_read_is_shown),
        cmocka_unit_test(zlib_and_deflate_only_where_certain),
        cmocka_unit_test(marks_of_encodings_are_undone),
        cmocka_unit_test(other_bytes_are_guessed),
        cmocka_unit_test(a_part_is_enough_to_look_into),
        cmocka_unit_test(a_preview_reads_on_for_a_whole_block),
        cmocka_unit_test(a_preview_looks_at_the_beginning_only),
        cmocka_unit_test(without_unicode_arrows_are_ascii),
    };

    return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
