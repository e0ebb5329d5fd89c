/* Kinds of packing and of text that have no mark, or another one before it. */
#include "tests/unit/parcelkit.h"

static const char json[] = "{\"type\":\"order.paid\",\"id\":88126,\"note\":\"paid, paid, paid\"}";

/* zstd behind a frame that holds nothing; short JSON; what has no mark and is no text stays. */
static void frames_are_skipped(void **state)
{
    static const char skipped[] = "\x50\x2a\x4d\x18\x04\0\0\0abcd",
                      lz4[] = "\x04\x22\x4d\x18\x64\x40";
    struct parcel p;

    (void)state;
    for (int frames = 1; frames < 3; frames++) {
        start_parcel(&p, json, sizeof json - 1);
        wrap(&p, PACKING_ZSTD);
        for (int i = 0; i < frames; i++) {
            struct buf all;

            buf_init(&all, PACKED_MAX);
            buf_append(&all, skipped, sizeof skipped - 1);
            buf_append(&all, p.sent.bytes, p.sent.len);
            buf_free(&p.sent);
            p.sent = all;
        }
        send_base64(&p, CONTENT_BYTES);
        check_body(&p, BODY_JSON, "base64 → zstd → json", json, sizeof json - 1);
        check_preview(&p, 13, "zstd› {\"typ");
        free_parcel(&p);
    }
    start_parcel(&p, skipped, sizeof skipped - 1);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → bytes", skipped, sizeof skipped - 1);
    free_parcel(&p);
    start_parcel(&p, skipped, sizeof skipped - 1);
    buf_append(&p.sent, lz4, sizeof lz4 - 1);
    send_base64(&p, CONTENT_BYTES);
    assert_string_equal(p.body.chain, "base64 → lz4: | lz4 -dc reads it");
    free_parcel(&p);
    start_parcel(&p, lz4, sizeof lz4 - 1);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_BYTES, "base64 → lz4: | lz4 -dc reads it", lz4, sizeof lz4 - 1);
    free_parcel(&p);
}

static void short_json_is_unpacked(void **state)
{
    static const enum packing packings[] = {PACKING_BROTLI, PACKING_DEFLATE};
    struct parcel p;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        start_parcel(&p, "{\"b\":2}", 7);
        wrap(&p, packings[i]);
        send_base64(&p, CONTENT_BYTES);
        assert_string_equal(p.body.bytes, "{\"b\":2}");
        assert_int_equal(p.body.form, BODY_JSON);
        free_parcel(&p);
        start_parcel(&p, "\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7\0\1\2\3", 20);
        wrap(&p, packings[i]);
        send_base64(&p, CONTENT_BYTES);
        assert_int_equal(p.body.form, BODY_BYTES);
        assert_int_equal(p.body.layers, 0);
        free_parcel(&p);
    }
}

#define WIDE(text) .bytes = text, .len = sizeof text - 1

/* UTF-16 and UTF-32 that nothing marks, and with their marks. */
static void wide_text_is_read(void **state)
{
    static const struct {
        struct {
            const char *bytes;
            size_t len;
        } sent;
        enum body_form form;
        const char *chain, *text;
    } cases[] = {
        {{WIDE("{\0\"\0i\0d\0\"\0:\0007\0}\0")},
         BODY_JSON,
         "base64 → UTF-16LE? → json",
         "{\"id\":7}"},
        {{WIDE("\0{\0\"\0i\0d\0\"\0:\0007\0}")},
         BODY_JSON,
         "base64 → UTF-16BE? → json",
         "{\"id\":7}"},
        {{WIDE("O\0r\0d\0e\0r\0 \0\xe5\x65")}, BODY_TEXT, "base64 → UTF-16LE? → text", "Order 日"},
        {{WIDE("H\0\0\0i\0\0\0!\0\0\0")}, BODY_TEXT, "base64 → UTF-32LE? → text", "Hi!"},
        {{WIDE("\0\0\0H\0\0\0i\0\0\0!")}, BODY_TEXT, "base64 → UTF-32BE? → text", "Hi!"},
        {{WIDE("\xff\xfe\0\0H\0\0\0")}, BODY_TEXT, "base64 → UTF-32LE → text", "H"},
        {{WIDE("\0\0\xfe\xff\0\0\0H")}, BODY_TEXT, "base64 → UTF-32BE → text", "H"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parcel p;

        start_parcel(&p, cases[i].sent.bytes, cases[i].sent.len);
        send_base64(&p, CONTENT_BYTES);
        check_body(&p, cases[i].form, cases[i].chain, cases[i].text, strlen(cases[i].text));
        check_preview(&p, 40, cases[i].text);
        free_parcel(&p);
    }
}

static void mostly_text_is_text_with_marks(void **state)
{
    static const char *const texts[] = {
        "M\xfcller, Stra\xdf"
        "e 7",
        "Jos\xe9",
        "it\x92s a broken \x93quote\x94 from Windows",
        "caf\xc3 cut in half",
        "line one\nline tw\xf6\n",
        "line one\r\nline tw\xf6\r\n",
    };
    struct parcel p;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        start_parcel(&p, texts[i], strlen(texts[i]));
        send_base64(&p, CONTENT_BYTES);
        check_body(&p, BODY_TEXT, "base64 → text, not UTF-8", texts[i], strlen(texts[i]));
        check_preview(&p, 60, texts[i]);
        free_parcel(&p);
    }
    start_parcel(&p, "\x1b[31mERROR\x1b[0m disk full", 23);
    send_base64(&p, CONTENT_BYTES);
    check_body(&p, BODY_TEXT, "base64 → text", "\x1b[31mERROR\x1b[0m disk full", 23);
    free_parcel(&p);
}

static void other_bytes_stay_hex(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } cases[] = {
        {WIDE("\x90\x9d\xef\x01\x02\xf0\x90\x9d\xef\x01\x02\xf0\x90\x9d\xef\xff")}, /* 16 bytes */
        {WIDE("\xd5\xc5\xc8\xfd\xc0\xee\xcb\xc4")},                                 /* GBK */
        {WIDE("\xde\xad\xbe\xef")},
        {WIDE("\x01\0\x02\0\x03\0\x04\0")},
        {WIDE("ab\0\xff")},
        {WIDE("\0\x01\x02\x03Hello\xff")},
        {WIDE("\x14\x68"
              "ello world, this is snappy")},
    };
    struct parcel p;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        start_parcel(&p, cases[i].bytes, cases[i].len);
        send_base64(&p, CONTENT_BYTES);
        check_body(&p, BODY_BYTES, "base64 → bytes", cases[i].bytes, cases[i].len);
        free_parcel(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_skipped),   cmocka_unit_test(short_json_is_unpacked),
        cmocka_unit_test(wide_text_is_read),    cmocka_unit_test(mostly_text_is_text_with_marks),
        cmocka_unit_test(other_bytes_stay_hex),
    };

    return cmocka_run_group_tests_name("chain kinds", tests, NULL, NULL);
}
