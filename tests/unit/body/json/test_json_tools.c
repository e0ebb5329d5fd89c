/* What jq and Python read in our layout of a document, against what they read in the document. */
#include "base/memory/array.h"
#include "body/json/json.h"
#include "body/layout/layout.h"
#include "tests/unit/toolkit.h"

#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS = 300, DEPTH = 40, DOCUMENT_MAX = 1 << 20 };

/* All that stands in the stream, each document in a line: numbers as they are written, members in
 * their order, those that are there twice too. */
static const char python[] =
    "import json, sys\n"
    "text = sys.stdin.buffer.read().decode()\n"
    "number = lambda s: {'number': s}\n"
    "reader = json.JSONDecoder(parse_int=number, parse_float=number,\n"
    "                          object_pairs_hook=lambda pairs: {'pairs': pairs})\n"
    "at = 0\n"
    "while text[at:].strip(' \\n\\r\\t'):\n"
    "    while text[at] in ' \\n\\r\\t': at += 1\n"
    "    value, at = reader.raw_decode(text, at)\n"
    "    print(json.dumps(value))\n";

static uint32_t seed = 20261126;
static bool with_lone; /* surrogates, which jq refuses */

static uint32_t below(uint32_t n)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % n;
}

#define CHOOSE(list) list[below(ARRAY_LEN(list))]

static void add_space(struct buf *out)
{
    static const char *const spaces[] = {"", "", "", " ", "\n", "\r\n", "\t", "  \n "};

    buf_append_str(out, CHOOSE(spaces));
}

static void add_scalar(struct buf *out)
{
    static const char *const scalars[] = {
        "0",     "-0",     "1.0",  "1E5",   "1e+5", "-1.50e-3", "12345678901234567890123",
        "1e999", "0.1000", "true", "false", "null", "5E-324",   "9007199254740993",
    };

    buf_append_str(out, CHOOSE(scalars));
}

static void add_string(struct buf *out)
{
    static const char *const parts[] = {
        "a",
        "Zoë",
        " ",
        "\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\u0000",
        "\\u003c",
        "\\ud83d\\ude00",
        "😀",
        "\\u202e",
        "\xe2\x80\xae",
        "\xc2\x9b",
        "\x7f",
        "{",
        "]",
        ",",
        ":",
        "//",
        "\xef\xbb\xbf",
        "\\u009B31m",
        "key",
        "",
        "\xe2\x80\xa8",
    };

    buf_append_byte(out, '"');
    for (uint32_t n = below(6); n > 0; n--)
        buf_append_str(out, CHOOSE(parts));
    if (with_lone && below(10) == 0)
        buf_append_str(out, "\\ud800x");
    buf_append_byte(out, '"');
}

/* Keys are few, so that some are there twice. */
static void add_key(struct buf *out)
{
    static const char *const keys[] = {"\"a\"",   "\"b\"",       "\"\"",
                                       "\"a b\"", "\"\\u0061\"", "\"ключ\""};

    buf_append_str(out, CHOOSE(keys));
    add_space(out);
    buf_append_byte(out, ':');
}

static void add_value(struct buf *out, int depth)
{
    uint32_t kind = depth ? below(4) : below(2);
    uint32_t n = below(depth > 3 ? 2 : 5);

    add_space(out);
    if (kind == 0) {
        add_scalar(out);
    } else if (kind == 1) {
        add_string(out);
    } else {
        buf_append_byte(out, kind == 2 ? '[' : '{');
        for (uint32_t i = 0; i < n; i++) {
            if (i)
                buf_append_byte(out, ',');
            add_space(out);
            if (kind == 3)
                add_key(out);
            add_value(out, depth - 1);
        }
        add_space(out);
        buf_append_byte(out, kind == 2 ? ']' : '}');
    }
    add_space(out);
}

/* Lists in lists in objects, deeper than the indent goes. */
static void add_deep(struct buf *out)
{
    for (int i = 0; i < DEPTH; i++)
        buf_append_str(out, i % 2 ? "[1,[]," : "{\"a\":{},\"b\":");
    buf_append_str(out, "\"end\"");
    for (int i = DEPTH; i-- > 0;)
        buf_append_str(out, i % 2 ? "]" : "}");
}

static void add_laid_out(struct buf *out, const struct buf *document)
{
    struct body body = {.form = BODY_JSON, .bytes = document->bytes, .len = document->len};
    struct layout l;

    layout_make(&l, &body, LAYOUT_AUTO);
    assert_false(l.broken);
    assert_int_equal(l.form, BODY_JSON);
    assert_true(buf_append(out, l.text, l.len));
    assert_true(buf_append_byte(out, '\n'));
    layout_free(&l);
}

/* The same documents at every call: as they are, and as they are shown. */
static void make(struct buf *given, struct buf *shown)
{
    seed = 20261126;
    buf_init(given, TOOL_OUTPUT_MAX);
    buf_init(shown, TOOL_OUTPUT_MAX);
    for (int i = 0; i < DOCUMENTS; i++) {
        struct buf document;

        buf_init(&document, DOCUMENT_MAX);
        if (i)
            add_value(&document, 6);
        else
            add_deep(&document);
        assert_true(json_check(document.bytes, document.len));
        assert_true(buf_append(given, document.bytes, document.len));
        assert_true(buf_append_byte(given, '\n'));
        add_laid_out(shown, &document);
        buf_free(&document);
    }
    assert_int_not_equal(given->len, shown->len);
}

static size_t count_lines(const struct buf *b)
{
    size_t n = 0;

    for (size_t i = 0; i < b->len; i++)
        n += b->bytes[i] == '\n';
    return n;
}

static void assert_reads_the_same(char *const argv[], bool lone)
{
    struct buf given, shown, of_given, of_shown;

    with_lone = lone;
    make(&given, &shown);
    tool_run(argv, given.bytes, given.len, &of_given);
    tool_run(argv, shown.bytes, shown.len, &of_shown);
    assert_int_equal(count_lines(&of_given), DOCUMENTS);
    assert_int_equal(of_given.len, of_shown.len);
    assert_memory_equal(of_given.bytes, of_shown.bytes, of_given.len);
    buf_free(&given);
    buf_free(&shown);
    buf_free(&of_given);
    buf_free(&of_shown);
}

static void jq_reads_the_same_values(void **state)
{
    (void)state;
    assert_reads_the_same(TOOL("jq", "-c", "."), false);
}

/* jq makes doubles of numbers and leaves out members; this sees every token. */
static void python_reads_the_same_tokens(void **state)
{
    (void)state;
    assert_reads_the_same(TOOL("python3", "-c", python), true);
}

/* One document and what it must look like, so that something is tested without the programs. */
static void a_document_keeps_its_tokens(void **state)
{
    static const char shown[] = "{\n  \"a\": 1.0,\n  \"a\": [\n    1E5,\n    \"\\u003c\"\n  ]\n}\n";
    char document[] = "{\"a\":1.0,\"a\":[1E5,\"\\u003c\"]}";
    const struct buf given = {.bytes = document, .len = strlen(document)};
    struct buf out;

    (void)state;
    buf_init(&out, sizeof shown);
    add_laid_out(&out, &given);
    assert_string_equal(out.bytes, shown);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jq_reads_the_same_values),
        cmocka_unit_test(python_reads_the_same_tokens),
        cmocka_unit_test(a_document_keeps_its_tokens),
    };

    return cmocka_run_group_tests_name("json tools", tests, NULL, NULL);
}
