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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_skipped),
        cmocka_unit_test(short_json_is_unpacked),
    };

    return cmocka_run_group_tests_name("chain kinds", tests, NULL, NULL);
}
