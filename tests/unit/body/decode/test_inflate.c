#include "tests/unit/packkit.h"

static const enum packing all[] = {PACKING_GZIP, PACKING_ZSTD, PACKING_ZLIB, PACKING_DEFLATE};

#define EACH_PACKING(i) (size_t i = 0; i < sizeof all / sizeof *all; i++)

/* Text that no packer makes much smaller than half: words of a small generator. */
static void make_text(struct buf *out, size_t n)
{
    uint32_t x = 1;

    while (out->len < n) {
        x = x * 1664525 + 1013904223;
        assert_true(buf_append_byte(out, (char)('a' + (x >> 24) % 16)));
    }
}

static enum inflate_end inflate_buf(enum packing p, const struct buf *packed, struct buf *out,
                                    size_t *behind)
{
    char *exact = mem_new(packed->len ? packed->len : 1, 1); /* for the sanitizer */
    enum inflate_end end;

    memcpy(exact, packed->bytes, packed->len);
    end = inflate_bytes(p, exact, packed->len, out, behind);
    free(exact);
    return end;
}

static void check(enum packing p, const struct buf *packed, enum inflate_end end, size_t behind,
                  const char *bytes, size_t n)
{
    struct buf out;
    size_t left = SIZE_MAX;

    buf_init(&out, PACKED_MAX);
    assert_int_equal(inflate_buf(p, packed, &out, &left), end);
    assert_int_equal(left, behind);
    assert_int_equal(out.len, n);
    if (n)
        assert_memory_equal(out.bytes, bytes, n);
    buf_free(&out);
}

static void what_was_packed_comes_back(void **state)
{
    static const size_t sizes[] = {0, 1, 100, 16383, 16384, 16385, 300000};

    (void)state;
    for
        EACH_PACKING(i)
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        struct buf text, packed;

        buf_init(&text, PACKED_MAX);
        buf_init(&packed, PACKED_MAX);
        make_text(&text, sizes[k]);
        pack(&packed, all[i], text.bytes, text.len);
        check(all[i], &packed, INFLATE_WHOLE, 0, text.bytes, text.len);
        buf_free(&text);
        buf_free(&packed);
    }
}

static void marks_are_found(void **state)
{
    (void)state;
    for
        EACH_PACKING(i)
        {
            struct buf packed;
            bool marked = all[i] == PACKING_GZIP || all[i] == PACKING_ZSTD;

            buf_init(&packed, 1000);
            pack(&packed, all[i], "Hello, hello, hello", 19);
            assert_true(packing_may_be(all[i], packed.bytes, packed.len));
            assert_int_equal(packing_find(packed.bytes, packed.len),
                             marked ? all[i] : PACKING_NONE);
            assert_false(packing_may_be(all[i], packed.bytes, 3));
            buf_free(&packed);
        }
    assert_int_equal(packing_find("\x1f\x8b\x08\xe0 reserved flags", 20), PACKING_NONE);
    assert_int_equal(packing_find("\x1f\x8b\x07\0", 4), PACKING_NONE);
    assert_int_equal(packing_find("", 0), PACKING_NONE);
    assert_false(packing_may_be(PACKING_ZLIB, "\x78\x9d.......", 9)); /* the check of both */
    assert_false(packing_may_be(PACKING_ZLIB, "\x78\xbb.......", 9)); /* a dictionary */
}

/* Cut anywhere, the beginning is there and nothing claims to be whole. */
static void a_stream_cut_short_says_so(void **state)
{
    struct buf text;

    (void)state;
    buf_init(&text, PACKED_MAX);
    make_text(&text, 5000);
    for
        EACH_PACKING(i)
        {
            struct buf packed;

            buf_init(&packed, PACKED_MAX);
            pack(&packed, all[i], text.bytes, text.len);
            for (size_t n = 4; n < packed.len; n += n < 100 ? 1 : 97) {
                struct buf part = {.bytes = packed.bytes, .len = n}, out;
                size_t behind;

                buf_init(&out, PACKED_MAX);
                assert_int_equal(inflate_buf(all[i], &part, &out, &behind), INFLATE_CUT);
                assert_in_range(out.len, 0, text.len);
                assert_true(!out.len || memcmp(out.bytes, text.bytes, out.len) == 0);
                buf_free(&out);
            }
            packed.len -= 1;
            if (all[i] == PACKING_GZIP) /* only its checksum is not all there */
                check(all[i], &packed, INFLATE_CUT, 0, text.bytes, text.len);
            buf_free(&packed);
        }
    buf_free(&text);
}

static void members_and_frames_are_one_content(void **state)
{
    static const enum packing several[] = {PACKING_GZIP, PACKING_ZSTD};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct buf packed;

        buf_init(&packed, 10000);
        pack(&packed, several[i], "one, ", 5);
        pack(&packed, several[i], "", 0);
        pack(&packed, several[i], "two", 3);
        check(several[i], &packed, INFLATE_WHOLE, 0, "one, two", 8);
        packed.len -= 2;
        check(several[i], &packed, INFLATE_CUT, 0, "one, two", several[i] == PACKING_GZIP ? 8 : 6);
        buf_free(&packed);
    }
}

/* A frame that a reader passes over, in front of one that counts. */
static void skippable_frames_are_skipped(void **state)
{
    struct buf packed;

    (void)state;
    buf_init(&packed, 1000);
    pack(&packed, PACKING_ZSTD, "one", 3);
    assert_true(buf_append(&packed, "\x53\x2a\x4d\x18\x02\0\0\0zz", 10));
    pack(&packed, PACKING_ZSTD, "two", 3);
    check(PACKING_ZSTD, &packed, INFLATE_WHOLE, 0, "onetwo", 6);
    assert_false(packing_may_be(PACKING_NONE, packed.bytes, packed.len));
    assert_true(buf_append(&packed, "\x53\x2a\x4d\x18", 4));
    check(PACKING_ZSTD, &packed, INFLATE_CUT, 0, "onetwo", 6);
    buf_free(&packed);
}

/* One behind the other, whatever their lengths; one that is not whole stays. */
static void skippable_frames_are_measured(void **state)
{
    static const struct {
        size_t first, second, cut, skipped;
    } cases[] = {
        {0, 0, 0, 16},        {1, 3, 0, 20},
        {255, 256, 0, 527},   {256, 255, 0, 527},
        {65536, 1, 0, 65553}, {1, 65536, 0, 65553},
        {1, 3, 1, 9},         {65536, 65537, 1, 65544},
        {0, 0, 1, 8},         {16777216, 0, 0, 16777232},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t lens[] = {cases[i].first, cases[i].second}, n = 16 + lens[0] + lens[1];
        unsigned char *s = mem_new(n, 1), *at = s;
        char *exact;

        for (int frame = 0; frame < 2; frame++) {
            memcpy(at, "\x5f\x2a\x4d\x18", 4);
            for (int byte = 0; byte < 4; byte++)
                at[4 + byte] = (unsigned char)(lens[frame] >> 8 * byte);
            at += 8 + lens[frame];
        }
        n -= cases[i].cut;
        exact = mem_copy_bytes(s, n);
        assert_int_equal(packing_skip_frames(exact, n), cases[i].skipped);
        free(exact);
        free(s);
    }
}

static void what_stands_behind_is_counted(void **state)
{
    (void)state;
    for
        EACH_PACKING(i)
        {
            struct buf packed;

            buf_init(&packed, 1000);
            pack(&packed, all[i], "Hello", 5);
            assert_true(buf_append(&packed, "\0\0\0\0\0\0", 6));
            check(all[i], &packed, INFLATE_WHOLE, 0, "Hello", 5);
            assert_true(buf_append(&packed, "more", 4));
            check(all[i], &packed, INFLATE_BEHIND, 10, "Hello", 5);
            buf_free(&packed);
        }
}

static void damage_is_seen(void **state)
{
    struct buf packed;

    (void)state;
    buf_init(&packed, 1000);
    pack(&packed, PACKING_GZIP, "Hello", 5);
    packed.bytes[packed.len - 6] ^= 1; /* of the checksum */
    check(PACKING_GZIP, &packed, INFLATE_BROKEN, 0, "Hello", 5);
    packed.bytes[10] = '\xff'; /* a type of block that there is not */
    check(PACKING_GZIP, &packed, INFLATE_BROKEN, 0, "", 0);
    buf_clear(&packed);
    pack(&packed, PACKING_ZLIB, "Hello", 5);
    packed.bytes[packed.len - 1] ^= 1;
    check(PACKING_ZLIB, &packed, INFLATE_BROKEN, 0, "Hello", 5);
    buf_clear(&packed);
    pack(&packed, PACKING_ZSTD, "Hello", 5);
    packed.bytes[4] |= 0x08; /* a reserved bit */
    check(PACKING_ZSTD, &packed, INFLATE_BROKEN, 0, "", 0);
    buf_free(&packed);
}

static void a_dictionary_is_asked_for(void **state)
{
    struct buf packed;

    (void)state;
    /* A frame header with a dictionary's number (RFC 8878, 3.1.1.1), and an empty last block. */
    buf_init(&packed, 100);
    assert_true(buf_append(&packed, "\x28\xb5\x2f\xfd\x21\x07\x00\x01\0\0", 10));
    check(PACKING_ZSTD, &packed, INFLATE_DICTIONARY, 0, "", 0);
    buf_free(&packed);
}

/* As small as it is, it would fill the memory: not more than the limit comes out. */
static void a_bomb_stops_at_the_limit(void **state)
{
    size_t n = 32 << 20;
    char *zeros = mem_new(n, 1);

    (void)state;
    for
        EACH_PACKING(i)
        {
            struct buf packed, out;
            size_t behind, limit;

            buf_init(&packed, PACKED_MAX);
            pack(&packed, all[i], zeros, n);
            limit = inflate_limit(packed.len);
            assert_true(limit <= INFLATE_MAX && limit <= packed.len * INFLATE_RATIO);
            buf_init(&out, limit);
            assert_int_equal(inflate_buf(all[i], &packed, &out, &behind), INFLATE_FULL);
            assert_int_equal(out.len, limit);
            assert_false(out.overflow);
            buf_free(&packed);
            buf_free(&out);
        }
    free(zeros);
    assert_int_equal(inflate_limit(0), 0);
    assert_int_equal(inflate_limit(12), 12000);
    assert_int_equal(inflate_limit(16000), INFLATE_MAX);
    assert_int_equal(inflate_limit(SIZE_MAX), INFLATE_MAX);
}

static void what_fits_exactly_is_whole(void **state)
{
    char text[40000];

    (void)state;
    memset(text, 'x', sizeof text);
    for
        EACH_PACKING(i)
    for (size_t n = sizeof text; n >= sizeof text - 1; n--) {
        struct buf packed, out;
        size_t behind;

        buf_init(&packed, PACKED_MAX);
        pack(&packed, all[i], text, sizeof text);
        buf_init(&out, n);
        assert_int_equal(inflate_buf(all[i], &packed, &out, &behind),
                         n == sizeof text ? INFLATE_WHOLE : INFLATE_FULL);
        assert_int_equal(out.len, n);
        buf_free(&packed);
        buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_comes_back),
        cmocka_unit_test(marks_are_found),
        cmocka_unit_test(a_stream_cut_short_says_so),
        cmocka_unit_test(members_and_frames_are_one_content),
        cmocka_unit_test(skippable_frames_are_skipped),
        cmocka_unit_test(skippable_frames_are_measured),
        cmocka_unit_test(what_stands_behind_is_counted),
        cmocka_unit_test(damage_is_seen),
        cmocka_unit_test(a_dictionary_is_asked_for),
        cmocka_unit_test(a_bomb_stops_at_the_limit),
        cmocka_unit_test(what_fits_exactly_is_whole),
    };

    return cmocka_run_group_tests_name("inflate", tests, NULL, NULL);
}
