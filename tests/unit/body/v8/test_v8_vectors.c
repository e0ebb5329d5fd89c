/* What V8 itself wrote: each value as JavaScript spells it, the bytes of node 20 (a plain
 * v8.Serializer unless said otherwise) or of workerd, and the text they become.  The last few are
 * made by hand and checked with node's Deserializer. */
#include "body/value/print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *value, *hex, *text;
} vectors[] = {
    {"0", "ff0f4900", "0"},
    {"1", "ff0f4902", "1"},
    {"64", "ff0f498001", "64"},
    {"300", "ff0f49d804", "300"},
    {"undefined", "ff0f5f", "undefined"},
    {"null", "ff0f30", "null"},
    {"true", "ff0f54", "true"},
    {"false", "ff0f46", "false"},
    {"-1", "ff0f4901", "-1"},
    {"-64", "ff0f497f", "-64"},
    {"-300", "ff0f49d704", "-300"},
    {"1073741823 (2^30-1)", "ff0f49feffffff07", "1073741823"},
    {"1073741824 (2^30)", "ff0f498080808008", "1073741824"},
    {"1073741824 (2^30), workerd", "ff0f4e000000000000d041", "1073741824"},
    {"2147483647 (2^31-1)", "ff0f49feffffff0f", "2147483647"},
    {"2147483647 (2^31-1), workerd", "ff0f4e0000c0ffffffdf41", "2147483647"},
    {"-2147483648", "ff0f49ffffffff0f", "-2147483648"},
    {"-2147483648, workerd", "ff0f4e000000000000e0c1", "-2147483648"},
    {"2147483648 (2^31)", "ff0f4e000000000000e041", "2147483648"},
    {"4294967295", "ff0f4e0000e0ffffffef41", "4294967295"},
    {"1.5", "ff0f4e000000000000f83f", "1.5"},
    {"-0", "ff0f4e0000000000000080", "-0"},
    {"NaN", "ff0f4e000000000000f87f", "NaN"},
    {"Infinity", "ff0f4e000000000000f07f", "Infinity"},
    {"Number.MAX_SAFE_INTEGER", "ff0f4effffffffffff3f43", "9007199254740991"},
    {"0n", "ff0f5a00", "0n"},
    {"1n", "ff0f5a100100000000000000", "1n"},
    {"-1n", "ff0f5a110100000000000000", "-1n"},
    {"18446744073709551615n", "ff0f5a10ffffffffffffffff", "18446744073709551615n"},
    {"-18446744073709551616n (2^64)", "ff0f5a2100000000000000000100000000000000",
     "-18446744073709551616n"},
    {"\"\"", "ff0f2200", "\"\""},
    {"\"a\"", "ff0f220161", "\"a\""},
    {"\"hello\"", "ff0f220568656c6c6f", "\"hello\""},
    {"\"é\" (Latin-1)", "ff0f2201e9", "\"é\""},
    {"\"ÿ\" (U+00FF)", "ff0f2201ff", "\"ÿ\""},
    {"\"€\" (two-byte)", "ff0f6302ac20", "\"€\""},
    {"\"日本\"", "ff0f6304e5652c67", "\"日本\""},
    {"\"😀\" (surrogate pair)", "ff0f63043dd800de", "\"😀\""},
    {"\"\\ud800\" (lone surrogate)", "ff0f630200d8", "\"\\ud800\""},
    {"{}", "ff0f6f7b00", "{}"},
    {"{a:1}", "ff0f6f22016149027b01", "{\n  a: 1\n}"},
    {"{a:\"€\"} (aligned, no padding)", "ff0f6f2201616302ac207b01", "{\n  a: \"€\"\n}"},
    {"{ab:\"€\"} (padding byte)", "ff0f6f22026162006302ac207b01", "{\n  ab: \"€\"\n}"},
    {"{1:\"x\",b:null} (integer key)", "ff0f6f4902220178220162307b02",
     "{\n  1: \"x\",\n  b: null\n}"},
    {"{\"€\":1} (two-byte key)", "ff0f6f006302ac2049027b01", "{\n  \"€\": 1\n}"},
    {"{u:undefined}", "ff0f6f2201755f7b01", "{\n  u: undefined\n}"},
    {"[]", "ff0f4100240000", "[]"},
    {"[1,2,3]", "ff0f4103490249044906240003", "[\n  1,\n  2,\n  3\n]"},
    {"[1.5,2.5]", "ff0f41024e000000000000f83f4e0000000000000440240002", "[\n  1.5,\n  2.5\n]"},
    {"[\"a\",null,true]", "ff0f41032201613054240003", "[\n  \"a\",\n  null,\n  true\n]"},
    {"[1,,3] (hole -> sparse)", "ff0f61034900490249044906400203",
     "[\n  1,\n  <1 empty item>,\n  3\n]"},
    {"new Array(3) (sparse, empty)", "ff0f6103400003", "[\n  <3 empty items>\n]"},
    {"[1] with prop x=2", "ff0f410149022201784904240101", "[\n  1,\n  x: 2\n]"},
    {"[undefined]", "ff0f41015f240001", "[\n  undefined\n]"},
    {"[undefined], workerd", "ff0f610149005f400101", "[\n  undefined\n]"},
    {"new Date(0)", "ff0f440000000000000000", "Date(1970-01-01T00:00:00.000Z)"},
    {"new Date(1689615013586)", "ff0f4400206d714e967842", "Date(2023-07-17T17:30:13.586Z)"},
    {"new Date(NaN)", "ff0f44000000000000f87f", "Date(invalid)"},
    {"/ab+c/gi", "ff0f52220461622b6303", "/ab+c/gi"},
    {"/€/u", "ff0f52006302ac2010", "/€/u"},
    {"/x/dgimsuy", "ff0f52220178bf01", "/x/dgimsuy"},
    {"/x/v", "ff0f522201788002", "/x/v"},
    {"new Map([[\"k\",1]])", "ff0f3b22016b49023a02", "Map {\n  \"k\" => 1\n}"},
    {"new Map()", "ff0f3b3a00", "Map {}"},
    {"new Set([1,\"a\"])", "ff0f2749022201612c02", "Set {\n  1,\n  \"a\"\n}"},
    {"new Set()", "ff0f272c00", "Set {}"},
    {"new ArrayBuffer(0)", "ff0f4200", "ArrayBuffer(0) <>"},
    {"ArrayBuffer [1,2,3]", "ff0f4203010203", "ArrayBuffer(3) <01 02 03>"},
    {"resizable ArrayBuffer len 2 max 8", "ff0f7e02080000", "ArrayBuffer(2, max 8) <00 00>"},
    {"Int8Array [-1]", "ff0f4201ff5662000100", "Int8Array(1) [-1]"},
    {"Int8Array [-1], v8.serialize()", "ff0f5c0001ff", "Int8Array(1) [-1]"},
    {"Uint8Array [1,2,3]", "ff0f42030102035642000300", "Uint8Array(3) <01 02 03>"},
    {"Uint8Array [1,2,3], v8.serialize()", "ff0f5c0103010203", "Uint8Array(3) <01 02 03>"},
    {"Uint8Array subarray(1,3) of [9,8,7,6]", "ff0f4204090807065642010200",
     "Uint8Array(2) <08 07> at byte 1 of 4"},
    {"Uint8Array subarray(1,3) of [9,8,7,6], v8.serialize()", "ff0f5c01020807",
     "Uint8Array(2) <08 07>"},
    {"Uint8ClampedArray [255]", "ff0f4201ff5643000100", "Uint8ClampedArray(1) <ff>"},
    {"Uint8ClampedArray [255], v8.serialize()", "ff0f5c0201ff", "Uint8ClampedArray(1) <ff>"},
    {"Int16Array [-2]", "ff0f4202feff5677000200", "Int16Array(1) [-2]"},
    {"Int16Array [-2], v8.serialize()", "ff0f5c0302feff", "Int16Array(1) [-2]"},
    {"Uint16Array [258]", "ff0f420202015657000200", "Uint16Array(1) [258]"},
    {"Uint16Array [258], v8.serialize()", "ff0f5c04020201", "Uint16Array(1) [258]"},
    {"Int32Array [-2]", "ff0f4204feffffff5664000400", "Int32Array(1) [-2]"},
    {"Int32Array [-2], v8.serialize()", "ff0f5c0504feffffff", "Int32Array(1) [-2]"},
    {"Uint32Array [1]", "ff0f4204010000005644000400", "Uint32Array(1) [1]"},
    {"Uint32Array [1], v8.serialize()", "ff0f5c060401000000", "Uint32Array(1) [1]"},
    {"Float32Array [1.5]", "ff0f42040000c03f5666000400", "Float32Array(1) [1.5]"},
    {"Float32Array [1.5], v8.serialize()", "ff0f5c07040000c03f", "Float32Array(1) [1.5]"},
    {"Float64Array [1.5]", "ff0f4208000000000000f83f5646000800", "Float64Array(1) [1.5]"},
    {"Float64Array [1.5], v8.serialize()", "ff0f5c0808000000000000f83f", "Float64Array(1) [1.5]"},
    {"BigInt64Array [-1n]", "ff0f4208ffffffffffffffff5671000800", "BigInt64Array(1) [-1n]"},
    {"BigInt64Array [-1n], v8.serialize()", "ff0f5c0b08ffffffffffffffff", "BigInt64Array(1) [-1n]"},
    {"BigUint64Array [1n]", "ff0f420801000000000000005651000800", "BigUint64Array(1) [1n]"},
    {"BigUint64Array [1n], v8.serialize()", "ff0f5c0c080100000000000000", "BigUint64Array(1) [1n]"},
    {"DataView over 2 bytes", "ff0f42020102563f000200", "DataView(2) <01 02>"},
    {"DataView over 2 bytes, v8.serialize()", "ff0f5c09020102", "DataView(2) <01 02>"},
    {"Uint8Array length-tracking on resizable", "ff0f7e020800005642000003",
     "Uint8Array(2) <00 00>"},
    {"Uint8Array length-tracking on resizable, v8.serialize()", "ff0f5c01020000",
     "Uint8Array(2) <00 00>"},
    {"two views of one buffer", "ff0f41024202010256420002005e015642010100240002",
     "[\n  Uint8Array(2) <01 02> in <ref *1>,\n  Uint8Array(1) <02> at byte 1 of 2 in [Ref *1]\n]"},
    {"two views of one buffer, v8.serialize()", "ff0f41025c010201025c010102240002",
     "[\n  Uint8Array(2) <01 02>,\n  Uint8Array(1) <02>\n]"},
    {"new Error(\"boom\") (stack deleted)", "ff0f726d2204626f6f6d2e",
     "Error {\n  message: \"boom\"\n}"},
    {"new Error(\"boom\") (stack deleted), workerd since 2026-04-21",
     "ff0f5c0a012204626f6f6d6f7b00", "Error {\n  message: \"boom\"\n}"},
    {"new TypeError(\"t\") stack=\"s\"", "ff0f72546d220174732201732e",
     "TypeError {\n  message: \"t\",\n  stack: \"s\"\n}"},
    {"new TypeError(\"t\") stack=\"s\", workerd since 2026-04-21",
     "ff0f5c0a022201746f2205737461636b2201737b01",
     "TypeError {\n  message: \"t\",\n  stack: \"s\"\n}"},
    {"new RangeError(\"r\",{cause:1}) stack=\"s\"", "ff0f72526d220172634902732201732e",
     "RangeError {\n  message: \"r\",\n  cause: 1,\n  stack: \"s\"\n}"},
    {"new RangeError(\"r\",{cause:1}) stack=\"s\", workerd", "ff0f72526d220172732201736349022e",
     "RangeError {\n  message: \"r\",\n  stack: \"s\",\n  cause: 1\n}"},
    {"new RangeError(\"r\",{cause:1}) stack=\"s\", workerd since 2026-04-21",
     "ff0f5c0a032201726f2205737461636b2201732205636175736549027b02",
     "RangeError {\n  message: \"r\",\n  stack: \"s\",\n  cause: 1\n}"},
    {"Object(true)", "ff0f79", "[Boolean: true]"},
    {"Object(false)", "ff0f78", "[Boolean: false]"},
    {"Object(1)", "ff0f6e000000000000f03f", "[Number: 1]"},
    {"Object(1n)", "ff0f7a100100000000000000", "[BigInt: 1n]"},
    {"Object(\"s\")", "ff0f73220173", "[String: \"s\"]"},
    {"self reference o.o=o", "ff0f6f22016f5e007b01", "<ref *1> {\n  o: [Circular *1]\n}"},
    {"[d,d] shared object", "ff0f41026f7b005e01240002", "[\n  <ref *1> {},\n  [Ref *1]\n]"},
    {"{id:1,tags:[\"a\",\"b\"],at:new Date(0)}",
     "ff0f6f2202696449022204746167734102220161220162240002220261744400000000000000007b03",
     "{\n  id: 1,\n  tags: [\n    \"a\",\n    \"b\"\n  ],\n  at: "
     "Date(1970-01-01T00:00:00.000Z)\n}"},
    {"Float16Array [1.5]", "ff0f4202003e5668000200", "Float16Array(1) [1.5]"},
    {"AggregateError([1],\"a\") stack=s", "ff0f726d220161732201732e",
     "Error {\n  message: \"a\",\n  stack: \"s\"\n}"},
    {"AggregateError([1],\"a\") stack=s",
     "ff0f5c0a0c2201616f2205737461636b22017322066572726f7273410149022400017b02",
     "AggregateError {\n  message: \"a\",\n  stack: \"s\",\n  errors: [\n    1\n  ]\n}"},
    {"class MyErr extends Error, name MyErr, code 7, stack=s", "ff0f726d22016d732201732e",
     "Error {\n  message: \"m\",\n  stack: \"s\"\n}"},
    {"class MyErr extends Error, name MyErr, code 7, stack=s",
     "ff0f5c0a0022054d7945727222016d6f2205737461636b2201732204636f6465490e7b02",
     "MyErr {\n  message: \"m\",\n  stack: \"s\",\n  code: 7\n}"},
    {"class instance Pt{x:1}", "ff0f6f22017849027b01", "{\n  x: 1\n}"},
    {"new Headers({a:\"b\"})", "ff0f5c0403010001610162", "Headers {\n  a: \"b\"\n}"},
    {"new Blob([\"hi\"])", "ff0f5c0f00026869", "Blob {\n  type: \"\",\n  bytes: <68 69>\n}"},
    {"[undefined,1]", "ff0f610249005f49024902400202", "[\n  undefined,\n  1\n]"},
    {"[1,undefined]", "ff0f61024900490249025f400202", "[\n  1,\n  undefined\n]"},
    {"cons string ab+€", "ff0f630c61006200e900e900e900ac20", "\"abééé€\""},
    {"Object.create(null) {a:1}", "ff0f6f22016149027b01", "{\n  a: 1\n}"},
    {"{__proto__ key}", "ff0f6f22095f5f70726f746f5f5f49027b01", "{\n  __proto__: 1\n}"},
    {"{getter}", "ff0f6f220161490a7b01", "{\n  a: 5\n}"},
    {"Map as key", "ff0f3b3b3a0027302c013a02", "Map {\n  Map {} => Set {\n    null\n  }\n}"},
    {"Uint8Array [1,2,3], version 13 without view flags", "ff0d420301020356420003",
     "Uint8Array(3) <01 02 03>"},
    {"version 13 with the flags byte", "ff0d42030102035642000300", "Uint8Array(3) <01 02 03>"},
    {"version 14", "ff0e42030102035642000300", "Uint8Array(3) <01 02 03>"},
    {"\"hello\" as UTF-8", "ff0f530568656c6c6f", "\"hello\""},
    {"\"é\" as UTF-8", "ff0f5302c3a9", "\"é\""},
    {"300 as uint32", "ff0f55ac02", "300"},
    {"-1 behind a ? count", "ff0f3f034901", "-1"},
    {"1 behind three padding bytes", "ff0f0000004902", "1"},
    {"[ hole, 1 ] dense", "ff0f41022d4902240002", "[\n  <1 empty item>,\n  1\n]"},
    {"duplicate key", "ff0f6f220161490222016149047b02", "{\n  a: 1,\n  a: 2\n}"},
    {"odd byte length", "ff0f6303ac2061", "// byte 3: two-byte string of 3 bytes, an odd number"},
    {"BigInt digits missing", "ff0f5a08ff", "// byte 3: BigInt of 4 bytes, but 1 are left"},
    {"version 16", "ff104902", "// byte 1: unknown version 16"},
    {"no header", "4902", "// byte 0: not a V8 value: those start with ff and a version"},
};

enum { N_VECTORS = sizeof vectors / sizeof vectors[0] };

/* The bytes, in an allocation of their own size; free() them. */
static char *read_hex(const char *hex, size_t *n)
{
    char *bytes = malloc(strlen(hex) / 2 + 1);

    assert_non_null(bytes);
    for (*n = 0; *hex; hex += 2) {
        char digits[3] = {hex[0], hex[1], '\0'};

        bytes[(*n)++] = (char)strtoul(digits, NULL, 16);
    }
    return realloc(bytes, *n);
}

static void every_vector_is_read_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_VECTORS; i++) {
        bool broken = strstr(vectors[i].text, "// byte") != NULL, whole;
        struct print_end end;
        struct buf out;
        size_t n;
        char *bytes = read_hex(vectors[i].hex, &n);

        buf_init(&out, 10000);
        whole = v8_print(bytes, n, &out, &end, NULL);
        if (strcmp(out.bytes, vectors[i].text) != 0)
            print_error("%s\n", vectors[i].value);
        assert_string_equal(out.bytes, vectors[i].text);
        assert_int_equal(whole, !broken);
        assert_int_equal(end.why[0] == '\0', !broken);
        assert_true(broken || end.at == n);
        buf_free(&out);
        free(bytes);
    }
}

/* A body that was cut off says so at the end of the text, unless what is left is a value too: a
 * buffer of which the view is missing, or a view of version 13 without its flags. */
static void a_vector_that_is_cut_is_not_whole(void **state)
{
    size_t cut = 0;

    (void)state;
    for (size_t i = 0; i < N_VECTORS; i++) {
        size_t n;
        char *bytes = read_hex(vectors[i].hex, &n);

        for (size_t len = n - 1; len > 0; len--) {
            char *part = malloc(len), line[PRINT_END_LINE];
            struct print_end end;
            struct buf out;

            assert_non_null(part);
            memcpy(part, bytes, len);
            buf_init(&out, 10000);
            if (v8_print(part, len, &out, &end, NULL)) {
                assert_true(strstr(out.bytes, "Buffer(") || part[1] == 0x0d);
            } else {
                snprintf(line, sizeof line, "// byte %zu: %s", end.at, end.why);
                assert_true(end.at <= len && out.len >= strlen(line));
                assert_string_equal(out.bytes + out.len - strlen(line), line);
                cut++;
            }
            buf_free(&out);
            free(part);
        }
        free(bytes);
    }
    assert_true(cut > N_VECTORS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_vector_is_read_whole),
        cmocka_unit_test(a_vector_that_is_cut_is_not_whole),
    };

    return cmocka_run_group_tests_name("v8 vectors", tests, NULL, NULL);
}
