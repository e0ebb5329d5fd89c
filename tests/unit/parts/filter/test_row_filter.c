/* The filter language over both lists, by keys: fields, paths, completion, what is wrong. */
#include "base/memory/array.h"
#include "tests/unit/list_orderkit.h"

#include "parts/filter/row_filter.h"

/* m0 .. m4 of the first queue: 0 and 1 pulled, JSON but the last. */
static void open_orders(struct kit *k)
{
    static const struct {
        const char *body, *type, *metadata;
        int64_t attempts, age_ms;
    } made[] = {
        {"{\"order\":{\"total\":99,\"lines\":[{\"sku\":\"a\"}]},\"error\":\"Timeout\"}", "json",
         "{\"source\":\"dash\"}", 1, 10000},
        {"{\"order\":{\"total\":250},\"n\":9,\"n\":2}", "json", NULL, 3, 7200000},
        /* {"order":{"total":101}} */
        {"eyJvcmRlciI6eyJ0b3RhbCI6MTAxfX0=", "json", NULL, 4, 60000},
        {"{\"odd key\":1,\"w\":\"\\u0074iger\"}", "json", NULL, 1, -1},
        {"plain", "text", NULL, -1, 7200000},
    };
    struct request *r;
    struct batch *b;

    kit_ready(k, 3);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, 5, "m");
    for (size_t i = 0; i < 5; i++) {
        struct message *m = &b->items[i];

        m->body = made[i].body;
        m->body_len = strlen(made[i].body);
        m->type_text = made[i].type;
        m->type = content_type_read(made[i].type);
        m->metadata = made[i].metadata;
        m->attempts = made[i].attempts;
        m->timestamp_ms = made[i].age_ms < 0 ? -1 : k->now.wall_ms - made[i].age_ms;
    }
    kit_batch(k, r, b);
}

static const char *type_filter(struct kit *k, const char *filter)
{
    if (k->app->mode != MODE_FILTER)
        kit_press(k, "/");
    kit_press(k, "Ctrl-U");
    kit_type(k, filter, false);
    return shown_messages(k);
}

static void messages_by_field_and_path(void **state)
{
    static const struct {
        const char *filter, *shown;
    } expected[] = {
        {"att>=3", "124"}, /* what is not known is not hidden */
        {"att>=3 type:json", "12"},
        {"!att>=3", "034"},
        {"age>1h", "134"},
        {".n > 5", "1"}, /* a key that is there twice: one value is enough */
        {".n < 5", "1"},
        {".n = 9", "1"},
        {".n > 9", ""},
        {"size<6", "4"},
        {"type:t", "4"},
        {"form:json", "0123"},
        {"id:m2", "2"},
        {"dash", "0"},
        {"meta:dash", "0"},
        {"lease:none", "01234"},
        {"lease:held", ""},
        {".order.total > 100", "12"},
        {"!.order", "34"},
        {".order.lines[].sku = a", "0"},
        {".error ~ \"timeout\"", "0"},
        {".[\"odd key\"]", "3"},
        {"tiger", "3"}, /* what escapes mean */
        {"u0074", "3"},
        {"re:tot..\":9+", "0"},
        {".order.total > 100 age>1h", "1"},
    };
    struct kit k;

    (void)state;
    open_orders(&k);
    for (size_t i = 0; i < ARRAY_LEN(expected); i++)
        assert_string_equal(type_filter(&k, expected[i].filter), expected[i].shown);
    kit_free(&k);
}

static void queues_by_measurement(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_list(&k, 3);
    measure(&k, "q0000", 5);
    measure(&k, "q0001", 2000);
    kit_press(&k, "/");
    kit_type(&k, "backlog>1k", false);
    kit_wait(&k, 1500);
    assert_string_equal(shown_queues(&k), "12"); /* q0002 is not measured */
    kit_press(&k, "Ctrl-U");
    kit_type(&k, "backlog<=5", false);
    assert_string_equal(shown_queues(&k), "02");
    kit_free(&k);
}

static void ages_and_leases_move_on(void **state)
{
    struct kit k;

    (void)state;
    open_orders(&k);
    type_filter(&k, "age<30s id:m0");
    kit_press(&k, "Enter");
    assert_string_equal(shown_messages(&k), "0");
    kit_wait(&k, 15000);
    app_settle(k.app);
    assert_string_equal(shown_messages(&k), "0");
    kit_wait(&k, 10000);
    app_settle(k.app);
    assert_string_equal(shown_messages(&k), "");
    kit_free(&k);
}

static void leases_held_and_expired(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    r = kit_pull(&k);
    kit_batch(&k, r, kit_make_batch(&k, r, 2, "m"));
    kit_press(&k, "2");
    assert_string_equal(type_filter(&k, "lease:held"), "01");
    kit_press(&k, "Enter");
    kit_wait(&k, 31000);
    app_settle(k.app);
    assert_string_equal(shown_messages(&k), "");
    assert_string_equal(type_filter(&k, "lease:exp"), "01");
    kit_free(&k);
}

static void what_is_wrong_is_told_and_not_kept(void **state)
{
    struct kit k;

    (void)state;
    open_orders(&k);
    assert_string_equal(type_filter(&k, "foo>3"), "01234");
    assert_string_equal(
        k.app->messages.filter.error,
        "no foo: attempts, age, size, type, form, id, meta or lease; or \"quote\" it");
    kit_press(&k, "Enter");
    assert_int_equal(k.app->mode, MODE_FILTER);
    assert_string_equal(type_filter(&k, "age>1h re:("), "134"); /* the rest counts */
    assert_string_equal(type_filter(&k, "m1"), "1");
    kit_press(&k, "Enter");
    assert_int_equal(k.app->mode, MODE_PANES);
    kit_free(&k);
}

static void a_full_field_says_so(void **state)
{
    struct kit k;

    (void)state;
    open_orders(&k);
    kit_press(&k, "/");
    for (int i = 0; i < FIELD_BYTES - 1; i++)
        kit_type(&k, "x", false);
    assert_string_equal(k.app->prompt.error, "");
    kit_type(&k, "x", false);
    assert_string_equal(k.app->prompt.error, "no room: 4095 bytes at most");
    kit_press(&k, "Backspace");
    assert_string_equal(k.app->prompt.error, "");
    kit_free(&k);
}

/* What stands in the prompt after filter and keys. */
static const char *tab(struct kit *k, const char *filter, const char *keys)
{
    type_filter(k, filter);
    kit_press(k, keys);
    assert_string_equal(k->app->messages.filter.text, k->app->prompt.fields[0].text);
    return k->app->prompt.fields[0].text;
}

static void tab_completes(void **state)
{
    struct kit k;

    (void)state;
    open_orders(&k);
    assert_string_equal(tab(&k, "att", "Tab"), "attempts");
    assert_string_equal(tab(&k, "x !a", "Tab"), "x !attempts");
    assert_string_equal(tab(&k, "x !a", "Tab Tab"), "x !age");
    assert_string_equal(tab(&k, "x !a", "Tab Tab Tab"), "x !a");
    assert_string_equal(tab(&k, "type:v", "Tab"), "type:v8");
    assert_string_equal(tab(&k, "lease:", "Tab Tab"), "lease:expired");
    assert_string_equal(tab(&k, ".", "Tab"), ".order"); /* most messages have it */
    assert_string_equal(tab(&k, ".", "Tab Tab"), ".order.total");
    assert_string_equal(tab(&k, ".order.l", "Tab Tab"), ".order.lines[].sku");
    assert_string_equal(tab(&k, ".[", "Tab"), ".[\"odd key\"]");
    assert_string_equal(shown_messages(&k), "3");
    assert_string_equal(tab(&k, ".err", "Tab"), ".error");
    assert_string_equal(tab(&k, ".x", "Tab"), ".x");
    kit_press(&k, "Esc 1 /");
    kit_type(&k, ":gr", false);
    kit_press(&k, "Tab");
    assert_string_equal(k.app->prompt.fields[0].text, ":growing");
    kit_free(&k);
}

/* Eleven lines, none too wide for the help. */
static void help_is_eleven_lines(void **state)
{
    struct buf b;
    size_t lines = 0, from = 0;

    (void)state;
    buf_init(&b, 10000);
    row_filter_append_help(&b, false);
    for (size_t i = 0; i < b.len; i++)
        if (b.bytes[i] == '\n') {
            assert_true(i - from <= 78);
            from = i + 1;
            lines++;
        }
    assert_int_equal(lines, 11);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_by_field_and_path),
        cmocka_unit_test(queues_by_measurement),
        cmocka_unit_test(ages_and_leases_move_on),
        cmocka_unit_test(leases_held_and_expired),
        cmocka_unit_test(what_is_wrong_is_told_and_not_kept),
        cmocka_unit_test(a_full_field_says_so),
        cmocka_unit_test(tab_completes),
        cmocka_unit_test(help_is_eleven_lines),
    };

    return cmocka_run_group_tests_name("app: narrow", tests, NULL, NULL);
}
