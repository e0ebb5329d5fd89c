#include "body/layout/layout.h"
#include "body/layout/notation.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Tokens as "k:name p:: n:1". */
static void check_tokens(const char *line, const char *expected)
{
    static const char kinds[] = "$ksnwp#o";
    struct notation_token t;
    struct buf out;
    size_t pos = 0, n = strlen(line);
    char *exact = exact_copy(line, n);

    buf_init(&out, 1000);
    while (t = notation_next(exact, n, &pos), t.kind != NOTATION_END)
        buf_print(&out, "%s%c:%.*s", out.len ? " " : "", kinds[t.kind], (int)t.len, line + t.at);
    assert_string_equal(out.bytes ? out.bytes : "", expected);
    buf_free(&out);
    free(exact);
}

static void lines_are_cut_into_tokens(void **state)
{
    (void)state;
    check_tokens("", "");
    check_tokens("    ", "");
    check_tokens("  \"a\\\"b\": -1.5e+3,", "k:\"a\\\"b\" p:: n:-1.5e+3 p:,");
    check_tokens("\"a\": \"b: c\"", "k:\"a\" p:: s:\"b: c\"");
    check_tokens("id: 12n,", "k:id p:: n:12n p:,");
    check_tokens("at: Date(2026-10-08T12:04:31.000Z),",
                 "k:at p:: w:Date(2026-10-08T12:04:31.000Z) p:,");
    check_tokens("tags: <ref *1> Set {", "k:tags p:: w:<ref *1> w:Set p:{");
    check_tokens("again: [Ref *1]", "k:again p:: w:[Ref *1]");
    check_tokens("1: [", "k:1 p:: p:[");
    check_tokens("\"a\" => {", "k:\"a\" p:=> p:{");
    check_tokens("Uint8Array(3) <01 02 03>,", "w:Uint8Array(3) w:<01 02 03> p:,");
    check_tokens("h'00ff'", "w:h'00ff'");
    check_tokens("filter: /a\\/b+c/gi,", "k:filter p:: w:/a\\/b+c/gi p:,");
    check_tokens("/ b", "o:/ w:b");
    check_tokens("a /", "w:a o:/");
    check_tokens("a =", "w:a o:=");
    check_tokens("a -", "w:a o:-");
    check_tokens("a <", "w:a o:<");
    check_tokens("a [", "w:a p:[");
    check_tokens("a: /b\\", "k:a p:: o:/ w:b o:\\");
    check_tokens("a: b(", "k:a p:: w:b p:(");
    check_tokens("- 1 -a", "o:- n:1 w:-a");
    check_tokens("\"a\" =", "s:\"a\" o:=");
    check_tokens("true, null", "w:true p:, w:null");
    check_tokens("-Infinity", "w:-Infinity");
    check_tokens("// byte 1: no \"x", "#:// byte 1: no \"x");
    check_tokens("\"open", "o:\"open");
    check_tokens("[] {}", "p:[ p:] p:{ p:}");
    check_tokens("a < b", "w:a o:< w:b");
    check_tokens("Error(", "w:Error p:(");
    check_tokens("$a_é: é", "k:$a_é p:: w:é");
    check_tokens("_: $", "k:_ p:: w:$");
    check_tokens("\"é\": \"ü\"", "k:\"é\" p:: s:\"ü\"");
}

static void keys_and_values_are_found(void **state)
{
    struct notation_token t;

    (void)state;
    assert_true(notation_find_key("  id: 12", 8, &t));
    assert_int_equal(t.at, 2);
    assert_true(notation_find_value("  id: 12", 8, &t));
    assert_int_equal(t.at, 6);
    assert_false(notation_find_key("  12", 4, &t));
    assert_true(notation_find_value("  12", 4, &t));
    assert_int_equal(t.kind, NOTATION_NUMBER);
    assert_false(notation_find_value("id:", 3, &t));
    assert_false(notation_find_value("", 0, &t));
}

enum { JSON_DEPTH_TESTED = 400 };

static void check_path(enum body_form form, const char *text, size_t line, const char *expected)
{
    struct body b = {.form = form, .bytes = (char *)(uintptr_t)text, .len = strlen(text)};
    struct layout l;
    struct buf out;

    layout_make(&l, &b, LAYOUT_AUTO);
    buf_init(&out, 200);
    layout_append_path(&l, line, &out);
    assert_string_equal(out.bytes ? out.bytes : "", expected);
    buf_free(&out);
    layout_free(&l);
}

static void lines_have_paths(void **state)
{
    static const char json[] =
        "{\"order\":{\"lines\":[{\"sku\":1},{\"sku\":2,\"odd key\":[[],[5]]}],\"\":0}}";
    static const char *const paths[] = {
        ".",
        ".order",
        ".order.lines",
        ".order.lines[0]",
        ".order.lines[0].sku",
        ".order.lines[0]",
        ".order.lines[1]",
        ".order.lines[1].sku",
        ".order.lines[1][\"odd key\"]",
        ".order.lines[1][\"odd key\"][0]",
        ".order.lines[1][\"odd key\"][1]",
        ".order.lines[1][\"odd key\"][1][0]",
        ".order.lines[1][\"odd key\"][1]",
        ".order.lines[1][\"odd key\"]",
        ".order.lines[1]",
        ".order.lines",
        ".order[\"\"]",
        ".order",
        ".",
    };

    (void)state;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        check_path(BODY_JSON, json, i, paths[i]);
    check_path(BODY_JSON, "[1,2]", 2, ".[1]");
    check_path(BODY_JSON, "1", 0, ".");
    check_path(BODY_TEXT, "a: {", 0, "");
    check_path(BODY_V8, "\xff\x0fo\"\x02idI\x02{\x01", 1, ".id");
}

/* A document that is open to the end, and one that is deeper than a tree can be. */
static void what_is_not_closed_cannot_be_folded(void **state)
{
    struct body b = {.form = BODY_TEXT, .broken_json = true};
    struct layout l;
    struct buf deep;

    (void)state;
    buf_init(&deep, 1 << 20);
    for (int i = 0; i < JSON_DEPTH_TESTED; i++)
        buf_append_str(&deep, "[[1],");
    b.bytes = deep.bytes;
    b.len = deep.len;
    layout_make(&l, &b, LAYOUT_AUTO);
    assert_true(l.broken);
    assert_int_equal(l.tree[0].close, 0);
    assert_int_equal(l.tree[1].close, 3);
    assert_int_equal(l.tree[1].parent, 0);
    assert_int_equal(l.tree[1].items, 1);
    layout_free(&l);
    buf_free(&deep);
}

/* A map whose keys are objects: what "} => {" closes cannot be folded, what it opens can. */
static void a_line_that_closes_and_opens_is_folded_once(void **state)
{
    static const char text[] = "Map {\n  {\n    a: 1\n  } => {\n    b: 2\n  }\n}";
    static const size_t starts[] = {0, 6, 10, 19, 28, 37, 41, 42};
    struct tree_line *t = tree_make(text, starts, 7);

    (void)state;
    assert_int_equal(t[0].close, 6);
    assert_int_equal(t[1].close, 0);
    assert_int_equal(t[3].close, 5);
    assert_int_equal(t[3].parent, 0);
    assert_int_equal(t[4].parent, 3);
    free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_cut_into_tokens),
        cmocka_unit_test(keys_and_values_are_found),
        cmocka_unit_test(lines_have_paths),
        cmocka_unit_test(a_line_that_closes_and_opens_is_folded_once),
        cmocka_unit_test(what_is_not_closed_cannot_be_folded),
    };

    return cmocka_run_group_tests_name("notation", tests, NULL, NULL);
}
