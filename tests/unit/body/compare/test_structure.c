/* What a body says as values by their names. */
#include "base/memory/array.h"
#include "body/compare/markup.h"
#include "body/compare/printed.h"
#include "body/json/json.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* json NULL: it is none. */
static void check(bool (*read)(struct buf *, const char *, size_t), const char *s, const char *json)
{
    size_t n = strlen(s);
    char *exact = exact_copy(s, n);
    struct buf out;

    buf_init(&out, 1000);
    assert_int_equal(read(&out, exact, n), json != NULL);
    if (json) {
        assert_string_equal(out.bytes, json);
        assert_true(json_check(out.bytes, out.len));
    }
    buf_free(&out);
    free(exact);
}

static void what_printers_write_is_json(void **state)
{
    static const char *const cases[][2] = {
        {"{\n  id: 7,\n  a: \"b\"\n}", "{\"id\":7,\"a\":\"b\"}"},
        {"{\n  \"odd key\": {},\n  n: 12n,\n  u: undefined\n}",
         "{\"odd key\":{},\"n\":12,\"u\":null}"},
        {"[\n  1,\n  [],\n  Date(2026-10-08T12:04:31.000Z)\n]",
         "[1,[],\"Date(2026-10-08T12:04:31.000Z)\"]"},
        {"<ref *1> {\n  s: Set {\n    \"a\",\n    1\n  },\n  me: [Circular *1]\n}",
         "{\"s\":[\"a\",1],\"me\":\"[Circular *1]\"}"},
        {"Map {\n  \"a\" => 1,\n  {} => 2\n}", "{\"a\":1,\"<item>\":{}}"},
        {"{\n  e: TypeError {\n    message: \"x\"\n  }\n}",
         "{\"e\":{\"name\":\"TypeError\",\"message\":\"x\"}}"},
        {"{\n  1: 150,\n  4: fixed32 0x3fc00000 (1.5),\n  5: <01 02 03>,\n  6: group {}\n}",
         "{\"1\":150,\"4\":\"0x3fc00000\",\"5\":\"<bytes>\",\"6\":{}}"},
        {"{\n  b: <\n    01 02 03\n    04\n  >,\n  c: 1\n}", "{\"b\":\"<bytes>\",\"c\":1}"},
        {"[\n  <2 empty items>,\n  1\n]", "[1]"},
        {"tag(32) \"x\"", "\"x\""},
        {"NaN", "\"NaN\""},
        {"{\n  a: {\n    b: 1\n// byte 17: unknown tag 0x3f", "{\"a\":{\"b\":1}}"},
        {"{}\n{}", "{}"},
        {"// byte 0: no", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check(printed_as_json, cases[i][0], cases[i][1]);
}

static void xml_is_json(void **state)
{
    static const char *const cases[][2] = {
        {"<a/>", "{\"a\":null}"},
        {"\xef\xbb\xbf <?xml version=\"1.0\"?><!DOCTYPE a><!-- x --><a> b &lt;&amp; </a>\n",
         "{\"a\":\"b <&\"}"},
        {"<s:a xmlns:s='u' s:id=\"7\"><s:b>x</s:b><c><d/></c></s:a>",
         "{\"a\":{\"id\":\"7\",\"b\":\"x\",\"c\":{\"d\":null}}}"},
        {"<a><![CDATA[1 < 2]]></a>", "{\"a\":\"1 < 2\"}"},
        {"<a>x<b/></a >", "{\"a\":{\"b\":null}}"},
        {"<a><b></a></b>", NULL},
        {"<a>", NULL},
        {"<a><!DOCTYPE b></a>", NULL},
        {"<a/>x", NULL},
        {"<a/><b/>", NULL},
        {"<a b>", NULL},
        {"<a b='1>", NULL},
        {"<", NULL},
        {"< 3 is less", NULL},
        {"hello", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        check(markup_as_json, cases[i][0], cases[i][1]);
}

static void deep_xml_is_none(void **state)
{
    struct buf xml, out;

    (void)state;
    buf_init(&xml, 10000);
    buf_init(&out, 10000);
    for (int i = 0; i < 101; i++)
        buf_append_str(&xml, "<a>");
    for (int i = 0; i < 101; i++)
        buf_append_str(&xml, "</a>");
    assert_false(markup_as_json(&out, xml.bytes, xml.len));
    assert_int_equal(out.len, 0);
    assert_true(markup_as_json(&out, xml.bytes + 3, xml.len - 7));
    buf_free(&xml);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_printers_write_is_json),
        cmocka_unit_test(xml_is_json),
        cmocka_unit_test(deep_xml_is_none),
    };

    return cmocka_run_group_tests_name("structure", tests, NULL, NULL);
}
