/* What other systems put around bodies: named and taken off, and not seen where it is not. */
#include "tests/unit/exactkit.h"
#include "tests/unit/printkit.h"

#include "body/decode/base64.h"
#include "body/decode/decode.h"
#include "body/decode/framing.h"

#include <stdio.h>

static void decode(struct body *b, const char *hex, char *preview, size_t size)
{
    struct message m = {.id = "", .type = CONTENT_BYTES};
    struct buf coded;
    size_t n;
    char *bytes = kit_bytes(hex, &n);

    buf_init(&coded, 100000);
    assert_true(base64_encode(bytes, n, &coded));
    m.body = coded.bytes;
    m.body_len = coded.len;
    body_decode(b, &m);
    body_preview_text(&m, preview, size);
    assert_int_equal(b->sent, n);
    free(bytes);
    buf_free(&coded);
}

#define JSON_7 "7b226964223a377d" /* {"id":7} */
#define NET_HEAD                                                                                   \
    "4006737472696e670833687474703a2f2f736368656d61732e6d6963726f736f66742e636f6d2f323030332f3130" \
    "2f53657269616c697a6174696f6e2f"

static const struct {
    const char *hex, *chain, *preview;
} framed[] = {
    {"00000000097b226964223a377d", "confluent schema 9 → json", "confluent schema 9› {\"id\":7}"},
    {"0000002711 5b312c325d", "confluent schema 10001 → json", NULL},
    {"0000000009 68656c6c6f", "confluent schema 9 → text", "confluent schema 9› hello"},
    {"0000000009 00 0807 1205 68656c6c6f", "confluent schema 9 → protobuf?",
     "confluent schema 9› protobuf?› {1:7,2:\"hello\"}"},
    {"0000000007 82a2696407a161a162", "confluent schema 7 → msgpack", NULL},
    {"04387b226964223a377d", "2 B → json", "2 B› {\"id\":7}"},
    {"00000008" JSON_7, "4 B → json", NULL},
    {"01" JSON_7, "1 B → json", NULL},
    {"8001020304050607" JSON_7, "8 B → json", NULL},
    {"00 00000008" JSON_7, "gRPC → json", "gRPC› {\"id\":7}"},
    {"00 00000009 0807 1205 68656c6c6f", "gRPC → protobuf?", NULL},
    {"00 00000004 ffffffff", "gRPC → bytes", NULL},
    {"0d 0807 1209 68656c6c6f20796f75", "delimited → protobuf?",
     "delimited› protobuf?› {1:7,2:\"hello you\"}"},
    {NET_HEAD "9908" JSON_7, ".NET string → json", ".NET string› {\"id\":7}"},
    {NET_HEAD "9a0800" JSON_7 "01", ".NET string → json", NULL},
    {NET_HEAD "98047b226964 9904 223a377d", ".NET string → json", NULL},
    {NET_HEAD "a408" JSON_7 "01", "bytes", NULL},
    {NET_HEAD "990568656c6c6f", ".NET string → text", NULL},
    {"c301 0123456789abcdef 0a68656c6c6f", "avro schema efcdab8967452301 → bytes", NULL},
    {"aced0005 74 0008" JSON_7, "java string → json", NULL},
    {"aced0005 74 0005 68656c6c6f", "java string → text", NULL},
    {"aced0005 7372 0003 414243", "bytes (Java?)", NULL},
    {"16000000 02 6100 05000000 6869686900 00 0000", "bytes", NULL},
    {"15000000 02 6100 09000000 6868686868686868 00 00", NULL, NULL},
    {"10000000 10 6964 00 07000000 0000000000", NULL, NULL},
    {"0d000000 10 6964 00 07000000 00", "bytes (BSON?)", NULL},
    {"80049509000000000000008c0568656c6c6f942e", "bytes (pickle?)", NULL},
    {"0000000009 0a68656c6c6f fe 02", "bytes (Confluent?)", NULL},
};

static void framings_are_named_and_taken_off(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof framed / sizeof *framed; i++) {
        char preview[200], chain[220];
        struct body b;

        if (!framed[i].chain)
            continue;
        decode(&b, framed[i].hex, preview, sizeof preview);
        snprintf(chain, sizeof chain, "base64 → %s", framed[i].chain);
        if (strncmp(b.chain, chain, strlen(chain)) != 0)
            fail_msg("%s: %s, not %s", framed[i].hex, b.chain, chain);
        if (framed[i].preview)
            assert_string_equal(preview, framed[i].preview);
        body_free(&b);
    }
}

enum finder { GRPC, CONFLUENT, CONFLUENT_PROTOBUF, AVRO, NET, JAVA, DELIMITED, PREFIX };

#define FF8 "ffffffffffffffff"

/* One byte more or less, and each number at its ends; 0: it is none, else so much is inside. */
static const struct {
    enum finder finder;
    const char *hex;
    size_t inside;
} ends[] = {
    {GRPC, "00 00000000", 0},
    {GRPC, "00 00000001 41", 1},
    {GRPC, "01 00000001 41", 1},
    {GRPC, "02 00000001 41", 0},
    {GRPC, "00 00000002 41", 0},
    {CONFLUENT, "00 00000001", 0},
    {CONFLUENT, "00 00000001 41", 1},
    {CONFLUENT, "01 00000001 41", 0},
    {CONFLUENT, "00 00000000 41", 0},
    {CONFLUENT, "00 000f423f 41", 1},
    {CONFLUENT, "00 000f4240 41", 0},
    {CONFLUENT_PROTOBUF, "00 00000001 00", 0},
    {CONFLUENT_PROTOBUF, "00 00000001 00 41", 1},
    {CONFLUENT_PROTOBUF, "00 00000001 01 41", 0},
    {AVRO, "c301 " FF8, 0},
    {AVRO, "c301 " FF8 "41", 1},
    {AVRO, "c300 " FF8 "41", 0},
    {JAVA, "aced0005 74 00", 0},
    {JAVA, "aced0005 74 0000", 0},
    {JAVA, "aced0005 74 0001 41", 1},
    {JAVA, "aced0005 74 0002 41", 0},
    {DELIMITED, "01", 0},
    {DELIMITED, "01 41", 1},
    {DELIMITED, "02 41", 0},
    {DELIMITED, "00 41", 0},
    {DELIMITED, "81808000 41", 1},
    {DELIMITED, "8180808000 41", 0},
    {PREFIX, "ff" JSON_7, 8},
    {PREFIX, FF8 FF8 JSON_7, 8},
    {PREFIX, FF8 FF8 "ff" JSON_7, 0},
    {PREFIX, "ff 7b2020202020", 6},
    {PREFIX, "ff 7b20202020", 0},
    {PREFIX, "ff", 0},
    {NET, "40", 0},
    {NET, "4001", 0},
    {NET, NET_HEAD, 0},
    {NET, NET_HEAD "9908" JSON_7, 8},
    {NET, NET_HEAD "9b0800" JSON_7, 8},
    {NET, NET_HEAD "9d08000000" JSON_7, 8},
    {NET, NET_HEAD "9f08" JSON_7, 8},
    {NET, NET_HEAD "a10800" JSON_7, 8},
    {NET, NET_HEAD "a308000000" JSON_7, 8},
    {NET, NET_HEAD "9d080000", 0},
    {NET, NET_HEAD "9909" JSON_7, 0},
    {NET, NET_HEAD "9908" JSON_7 "00", 0},
    {NET, NET_HEAD "9708" JSON_7, 0},
    {NET, NET_HEAD "9808" JSON_7, 0},
    {NET, NET_HEAD "9808" JSON_7 "01", 8},
    {NET, NET_HEAD "9808" JSON_7 "02", 0},
    {NET, NET_HEAD "9808" JSON_7 "0101", 0},
};

static void framings_have_their_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct framing f = {.name = ""};
        int next = (int)ends[i].finder;
        size_t n;
        char *bytes = kit_bytes(ends[i].hex, &n), *exact = exact_copy(bytes, n);
        bool found = framing_find(exact, n, n, &next, &f);
        bool is_it = found && next == (int)ends[i].finder + 1;

        if (is_it != (ends[i].inside > 0) || (is_it && f.inside.len != ends[i].inside))
            fail_msg("%s: %s, %zu inside", ends[i].hex, is_it ? f.name : "none", f.inside.len);
        if (is_it)
            assert_memory_equal(f.inside.bytes, exact + n - f.inside.len - (bytes[n - 1] == 1),
                                f.inside.len);
        if (found)
            buf_free(&f.inside);
        free(exact);
        free(bytes);
    }
}

static void what_is_no_framing_stays(void **state)
{
    static const char *const hex[] = {
        "0000000000000005",                 /* a counter */
        "0807 7b226964223a37",              /* cut */
        "909def0102f0909def0102f0909deffe", /* 16 bytes */
        "0000000a0000000b0000000c",
        "000102030405060708090a0b0c0d0e0f",
        "c3020123456789abcdef0a68",
        "4006737472696e67083368747470",
        "ff7b7b7b7b7b7d",
        "deadbeefdeadbeefdeadbeefdeadbeef",
    };

    (void)state;
    for (size_t i = 0; i < sizeof hex / sizeof *hex; i++) {
        char preview[200];
        struct body b;

        decode(&b, hex[i], preview, sizeof preview);
        if (b.framed || b.form != BODY_BYTES || strcmp(b.chain, "base64 → bytes") != 0)
            fail_msg("%s: %s", hex[i], b.chain);
        body_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(framings_are_named_and_taken_off),
        cmocka_unit_test(framings_have_their_ends),
        cmocka_unit_test(what_is_no_framing_stays),
    };

    return cmocka_run_group_tests_name("framing", tests, NULL, NULL);
}
