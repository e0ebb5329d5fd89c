/* JSON that is not valid, or deeper than is checked, as lines. */
#include "tests/unit/layoutkit.h"

/* What stands behind a fault can be folded and has its path. */
static void behind_a_fault_the_tree_goes_on(void **state)
{
    static const char json[] = "{'a': [1, NaN], \"b\": {\"c\": undefined, \"d\": [2,]}}";
    struct body b = {.form = BODY_TEXT,
                     .broken_json = true,
                     .bytes = (char *)(uintptr_t)json,
                     .len = sizeof json - 1};
    struct layout l;
    struct buf path;

    (void)state;
    layout_make(&l, &b, LAYOUT_AUTO);
    assert_int_equal(l.n, 12);
    assert_int_equal(l.tree[0].close, 11);
    assert_int_equal(l.tree[1].close, 4);
    assert_int_equal(l.tree[5].close, 10);
    buf_init(&path, 100);
    assert_true(layout_append_path(&l, 8, &path));
    assert_string_equal(path.bytes, ".b.d[0]");
    buf_free(&path);
    layout_free(&l);
}

/* Our limit is not the sender's fault: all of it is there, and the last line says so. */
static void what_is_too_deep_is_laid_out(void **state)
{
    enum { DEEP = 1000 };
    char json[2 * DEEP + 1] = "";
    struct message m = {.id = "", .type = CONTENT_JSON, .body = json, .body_len = 2 * DEEP};
    struct body b;
    struct layout l;
    size_t len;
    const char *last;

    (void)state;
    memset(json, '[', DEEP);
    memset(json + DEEP, ']', DEEP);
    body_decode(&b, &m);
    assert_string_equal(b.chain, "json, deeper than 512");
    layout_make(&l, &b, LAYOUT_AUTO);
    assert_int_equal(l.n, 2 * DEEP);
    last = layout_line(&l, l.n - 1, &len);
    assert_memory_equal(last, "// byte 512: deeper than 512 brackets: as far as is checked here",
                        len);
    layout_free(&l);
    body_free(&b);
    m.body_len = DEEP; /* never closed */
    body_decode(&b, &m);
    layout_make(&l, &b, LAYOUT_AUTO);
    assert_true(l.n > DEEP);
    layout_free(&l);
    body_free(&b);
}

/* Of which each item would be a line that is indented as far as lines are. */
static void what_would_be_too_long_stays_as_it_came(void **state)
{
    enum { DEEP = 40, ITEMS = 1200000, LEN = 2 * DEEP + 2 * ITEMS - 1 };
    char *json = malloc(LEN + 1);
    struct layout l;

    (void)state;
    assert_non_null(json);
    memset(json, '[', DEEP);
    for (size_t i = 0; i < ITEMS; i++)
        memcpy(json + DEEP + 2 * i, "1,", 2);
    memset(json + LEN - DEEP, ']', DEEP);
    lay(&l, BODY_JSON, json, LEN, LAYOUT_AUTO);
    assert_int_equal(l.form, BODY_TEXT);
    assert_int_equal(l.n, 1);
    assert_int_equal(l.len, LEN);
    assert_memory_equal(l.text, json, LEN);
    layout_free(&l);
    free(json);
}

/* What is JSON is laid out, what is wrong is told, and the rest follows. */
static void broken_json_is_laid_out_as_far_as_it_goes(void **state)
{
    static const struct {
        const char *json, *lines;
    } cases[] = {
        {"{\"a\":1,\"b\":[2,", "{~  \"a\": 1,~  \"b\": [~    2,~"
                               "// byte 14: the text ends before all brackets are closed"},
        {"{\"a\":\"x", "{~  \"a\":~// byte 7: the text ends within a string~\"x"},
        {"{\"a\":1 \"b\":2}", "{~  \"a\": 1~// byte 7: a , or } should be here~\"b\":2}"},
        {"{\"a\":[1}", "{~  \"a\": [~    1~// byte 7: } closes what [ opened~}"},
        {"{\"a\":01}", "{~  \"a\": 0~// byte 6: a , or } should be here~1}"},
        {"{\"a\":-}", "{~  \"a\": -  // byte 6: not a number~}"},
        {"{\"a\":\"\\q\"}", "{~  \"a\": \"\\q\"  // byte 6: not an escape~}"},
        {"{\"a\":\"\n\"}",
         "{~  \"a\":~// byte 6, line 1: a control character within a string~\"~\"}"},
        {"{\n\"a\":1,\n}", "{~  \"a\": 1,  // byte 7, line 2: a comma with nothing behind it~}"},
        {"{\"a\" 1}", "{~  \"a\"~// byte 5: a : should be here~1}"},
        {"{\"a\":\"\xff\"}", "{~  \"a\": \"\xff\"~}~// byte 6: this byte is not UTF-8"},
        {"{\"loss\": NaN, \"tags\": [1]}",
         "{~  \"loss\": NaN,  // byte 9: no value of JSON~  \"tags\": [~    1~  ]~}"},
        {"{\"a\":-Infinity,\"b\":undefined,\"c\":True}",
         "{~  \"a\": -Infinity,  // byte 5: no value of JSON~  \"b\": undefined,  // byte 19: no "
         "value "
         "of "
         "JSON~  \"c\": True  // byte 33: no value of JSON~}"},
        {"{\"a\":[1,2,],}", "{~  \"a\": [~    1,~    2,  // byte 9: a comma with nothing behind "
                            "it~  ],  // byte 11: a comma with nothing behind it~}"},
        {"{\"a\":'b: [c',\"d\":1}",
         "{~  \"a\": 'b: [c',  // byte 5: JSON has double quotes~  \"d\": 1~}"},
        {"{'key':1,other:[true]}",
         "{~  'key': 1,  // byte 1: JSON has double quotes~  other: [  // "
         "byte 9: JSON has keys in quotes~    true~  ]~}"},
        {"[NaN]x", "[~  NaN  // byte 1: no value of JSON~]~// byte 5: more after the end~x"},
        {"[1,,2]", "[~  1,~  ,2  // byte 2: a comma with nothing behind it~]"},
        {"{}x", "{}~// byte 2: more after the end~x"},
        {"{,", "{~// byte 1: a key or } should be here~,"},
        {"[,", "[~// byte 1: a value or ] should be here~,"},
        {"[1:", "[~  1~// byte 2: a , or ] should be here~:"},
        {"]", "// byte 0: a value should be here~]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_lines(BODY_JSON, cases[i].json, strlen(cases[i].json), LAYOUT_AUTO, cases[i].lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(behind_a_fault_the_tree_goes_on),
        cmocka_unit_test(what_is_too_deep_is_laid_out),
        cmocka_unit_test(what_would_be_too_long_stays_as_it_came),
        cmocka_unit_test(broken_json_is_laid_out_as_far_as_it_goes),
    };

    return cmocka_run_group_tests_name("layout of broken JSON", tests, NULL, NULL);
}
