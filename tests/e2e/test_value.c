/* Reading a value in the body pane: folding, the path of the cursor, hints, looking into strings,
 * and what is not quite JSON. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

static const char seed[] =
    "{\"queues\":[{\"name\":\"orders\",\"consumers\":[{\"type\":\"http_pull\",\"settings\":{}}],"
    "\"messages\":["
    "{\"content_type\":\"json\",\"body\":\"{\\\"order\\\":{\\\"lines\\\":[{\\\"sku\\\":\\\"A-1\\\"}"
    ","
    "{\\\"sku\\\":\\\"B-2\\\"}],\\\"created_at\\\":1760000000},"
    "\\\"payload\\\":\\\"{\\\\\\\"ok\\\\\\\":false,\\\\\\\"html\\\\\\\":"
    "\\\\\\\"\\\\\\\\u003cb\\\\\\\\u003e\\\\\\\"}\\\"}\"},"
    "{\"content_type\":\"json\",\"age_ms\":1000,\"body\":\"{\\\"a\\\":1,\\\"b\\\":[2,\"},"
    "{\"content_type\":\"text\",\"age_ms\":500,\"body\":\"one\\r\\nt w\\to \\r\\n\"}"
    "]}]}";

static void open_body(struct inspect *i, const char *keys)
{
    inspect_start(i, &(struct inspect_options){.seed = seed});
    term_wait_text(i->term, "orders +3");
    term_keys(i->term, "Enter");
    term_wait_text(i->term, "PEEK \\(no lease\\) 3");
    term_keys(i->term, keys);
    term_wait_text(i->term, "━ 3 Body");
}

/* The messages come in the order of the seed. */
static void a_value_is_folded_and_unfolded(void **state)
{
    struct inspect i;

    (void)state;
    open_body(&i, "Enter");
    term_wait_text(i.term, "^>\\{\n   \"order\": \\{\n     \"lines\": \\[");
    term_keys(i.term, "j j z");
    term_wait_text(i.term, "3 Body .* \\.order\\.lines . json");
    term_wait_text(i.term, "^>    \"lines\": \\[ … 2 \\],");
    term_keys(i.term, "k");
    term_wait_text(i.term, "^▸    \"lines\": \\[ … 2 \\],");
    term_keys(i.term, "- - -");
    term_wait_text(i.term, "1 level unfolded");
    term_wait_text(i.term, "^>  \"order\": \\{ … 2 \\},");
    term_keys(i.term, "+ + + +");
    term_wait_text(i.term, "everything unfolded");
    term_keys(i.term, "/ text:B-2 Enter");
    term_wait_text(i.term, "3 Body .* \\.order\\.lines\\[1\\]\\.sku . json");
    term_keys(i.term, "h h");
    term_wait_text(i.term, "^>      \\{ … 1 \\}");
    inspect_stop(&i);
}

static void strings_and_times_are_told_and_opened(void **state)
{
    struct inspect i;

    (void)state;
    open_body(&i, "Enter");
    term_wait_text(i.term, "\"created_at\": 1760000000  // 2025-10-09T08:53:20Z");
    term_wait_text(i.term, "\"payload\": .*  // json: Enter");
    term_keys(i.term, "G k Enter");
    term_wait_text(i.term, "━ \\.payload . string → json . 35 B");
    term_wait_text(i.term, "^   \"html\": \"\\\\u003cb\\\\u003e\"");
    term_keys(i.term, "j j Enter");
    term_wait_text(i.term, "━ \\.payload › \\.html . string → text . 3 B");
    term_wait_text(i.term, "^<b>$");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "nothing to open here");
    term_keys(i.term, "q");
    term_wait_text(i.term, "━ 3 Body .* \\.payload");
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

static void broken_json_says_where(void **state)
{
    struct inspect i;

    (void)state;
    open_body(&i, "j Enter");
    term_wait_text(i.term, "3 Body .* json, not valid");
    term_wait_text(i.term, "^   \"b\": \\[\n     2,\n // byte 14: it ends before all brackets");
    inspect_stop(&i);
}

static void line_ends_are_told(void **state)
{
    struct inspect i;

    (void)state;
    open_body(&i, "j j Enter");
    term_wait_text(i.term, "3 Body .* text . 13 B . CRLF");
    term_wait_text(i.term, "^one\nt w     o *$");
    term_keys(i.term, ":");
    term_keys(i.term, "text:set Space text:blanks Enter");
    term_wait_text(i.term, "^one\nt·w→    o·$");
    inspect_stop(&i);
}

static void hits_are_counted_and_found_by_expressions(void **state)
{
    struct inspect i;

    (void)state;
    open_body(&i, "Enter");
    term_wait_text(i.term, "\"sku\": \"A-1\"");
    term_keys(i.term, "/");
    term_wait_text(i.term, "^ a text \\(capitals count once it has one\\), or re: and a regular");
    term_keys(i.term, "text:sku Enter");
    term_wait_text(i.term, "^ match 1 of 2   n next");
    term_keys(i.term, "n");
    term_wait_text(i.term, "lines\\[1\\]\\.sku (.|\n)*^ match 2 of 2");
    term_keys(i.term, "N N");
    term_wait_text(i.term, "lines\\[1\\]\\.sku (.|\n)*^ match 2 of 2");
    term_keys(i.term, "g / C-u text:re:[ab]-[0-9] Enter");
    term_wait_text(i.term, "^ match 1 of 2 ");
    /* What is no expression can be mended; what was searched for before stays. */
    term_keys(i.term, "/ C-u text:re:(a Enter");
    term_wait_text(i.term, "^re: missing closing parenthesis, at the end");
    term_keys(i.term, "Esc");
    term_wait_gone(i.term, "re: missing");
    term_keys(i.term, "n");
    term_wait_text(i.term, "^ match 2 of 2 ");
    term_keys(i.term, "/ C-u text:re:^x Enter");
    term_wait_text(i.term, "not found: re:\\^x");
    inspect_stop(&i);
}

static void a_click_moves_the_cursor(void **state)
{
    struct screen_point at;
    struct inspect i;
    char name[60];

    (void)state;
    open_body(&i, "Enter");
    term_wait_text(i.term, "\"sku\": \"A-1\"");
    assert_true(term_find_text(i.term, "\"sku\": \"A-1\"", &at));
    snprintf(name, sizeof(name), "click:%d,%d", at.row, at.col);
    term_keys(i.term, name);
    term_wait_text(i.term, "3 Body .* \\.order\\.lines\\[0\\]\\.sku . json");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_value_is_folded_and_unfolded, inspect_stop_all),
        cmocka_unit_test_teardown(strings_and_times_are_told_and_opened, inspect_stop_all),
        cmocka_unit_test_teardown(broken_json_says_where, inspect_stop_all),
        cmocka_unit_test_teardown(line_ends_are_told, inspect_stop_all),
        cmocka_unit_test_teardown(hits_are_counted_and_found_by_expressions, inspect_stop_all),
        cmocka_unit_test_teardown(a_click_moves_the_cursor, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
