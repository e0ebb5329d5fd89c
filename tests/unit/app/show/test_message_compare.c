/* = compares two messages in a screen. */
#include "tests/unit/seenkit.h"

static void open_with(struct kit *k, const char *const *bodies, size_t n)
{
    struct request *r;
    struct batch *b;

    kit_ready(k, 3);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, n, "m");
    for (size_t i = 0; i < n; i++) {
        b->items[i].body = bodies[i];
        b->items[i].body_len = strlen(bodies[i]);
        b->items[i].type = CONTENT_JSON;
        b->items[i].attempts = (int64_t)i + 1;
    }
    kit_batch(k, r, b);
}

static const char *text(struct kit *k)
{
    app_settle(k->app);
    return seen_screen_text(k);
}

static const char *const three[] = {"{\"a\":1,\"b\":[1,2],\"z\":0}",
                                    "{\"b\":[1,3],\"a\":1,\"new\":\"x\\ty\"}",
                                    "{ \"z\":0.0, \"b\":[1,2], \"a\":1 }"};

static void two_marked_ones_are_compared(void **state)
{
    char title[100];
    struct kit k;

    (void)state;
    open_with(&k, three, 3);
    kit_press(&k, "Space Space =");
    seen_expect_screen(&k, "COMPARE");
    message_compare_describe(k.app, title, sizeof(title));
    assert_string_equal(title, "Compare m0 (-) with m1 (+)");
    assert_non_null(strstr(text(&k), "~ attempts      1 | 2\n"));
    assert_non_null(strstr(text(&k), "\nBODY  3 differences\n"
                                     ".b[1]\n- 2\n+ 3\n"
                                     ".z  only left\n- 0\n"
                                     ".new  only right\n+ \"x\\ty\"\n"
                                     "= 2 values the same; other differences: key order\n"));
    kit_press(&k, "Esc");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

/* White space is none of it. */
static void what_is_long_is_cut(void **state)
{
    char spaced[3000], longer[3000];
    const char *const bodies[] = {spaced, longer};
    struct kit k;

    (void)state;
    snprintf(spaced, sizeof(spaced), "{\"a\":[1,%2500s2]}", "");
    snprintf(longer, sizeof(longer), "{\"a\":\"%02500d\"}", 0);
    open_with(&k, bodies, 2);
    kit_press(&k, "Space Space =");
    assert_non_null(strstr(text(&k), "\n- [1,2]\n+ \"000"));
    assert_non_null(strstr(text(&k), "000… (2,502 bytes)\n"));
    kit_free(&k);
}

static void a_marked_one_is_compared_with_the_selected(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, three, 3);
    kit_press(&k, "Space G =");
    assert_string_equal(k.app->message_compare.ids[0], "m0");
    assert_string_equal(k.app->message_compare.ids[1], "m2");
    assert_non_null(strstr(text(&k),
                           "= identical except for key order, white space, how numbers or "
                           "strings are written\n"));
    kit_free(&k);
}

static void else_it_is_said_what_to_mark(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, three, 3);
    kit_press(&k, "=");
    assert_true(seen_is_error(&k));
    seen_expect_screen(&k, "");
    kit_press(&k, "Space k =");
    seen_expect_screen(&k, "");
    kit_press(&k, "j Space Space =");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

static void set_cols(struct kit *k, int cols)
{
    struct app_sizes sizes = {20, 20, 20, cols, 20, cols};

    app_set_sizes(k->app, &sizes, k->now);
}

static void with_room_the_sides_stand_beside_each_other(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, three, 3);
    kit_press(&k, "Space Space =");
    set_cols(&k, MESSAGE_COMPARE_WIDE);
    assert_non_null(strstr(text(&k), "\n~ .b[1]                          | 2"));
    assert_null(strstr(text(&k), "\n- 2\n"));
    set_cols(&k, MESSAGE_COMPARE_WIDE - 1);
    assert_non_null(strstr(text(&k), "\n- 2\n"));
    kit_free(&k);
}

/* Columns stand where they are whatever the values hold, and all of a long one is there. */
static void each_row_of_columns_is_as_wide(void **state)
{
    static const char *const two[] = {
        "{\"a\":\"\xe4\xb8\xad\xe6\x96\x87 0123456789012345678901234567890123456789"
        "012345678901234567890123456789END\"}",
        "{\"a\":\"short\"}"};
    struct message_compare_columns c;
    const char *row;
    struct kit k;

    (void)state;
    open_with(&k, two, 2);
    kit_press(&k, "Space Space =");
    set_cols(&k, MESSAGE_COMPARE_WIDE);
    assert_true(message_compare_find_columns(MESSAGE_COMPARE_WIDE, &c));
    assert_int_equal(c.at[2] + c.width[2], MESSAGE_COMPARE_WIDE);
    row = strstr(text(&k), "\n~ .a");
    assert_non_null(row);
    assert_non_null(strstr(row, "END\""));
    assert_int_equal(strstr(row + 1, " | ") - (row + 1), c.at[1] - 3);
    kit_free(&k);
}

static void what_was_compared_stays_when_the_messages_go(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, three, 3);
    kit_press(&k, "Space Space = p");
    app_settle(k.app);
    kit_press(&k, "Esc p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 1, "other");
    assert_string_equal(k.app->message_compare.ids[1], "m1");
    assert_int_equal(k.app->message_compare.body.n, 3);
    assert_int_equal(k.app->message_compare.body.items[0].sides[1].s[0], '3');
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_marked_ones_are_compared),
        cmocka_unit_test(what_is_long_is_cut),
        cmocka_unit_test(a_marked_one_is_compared_with_the_selected),
        cmocka_unit_test(else_it_is_said_what_to_mark),
        cmocka_unit_test(with_room_the_sides_stand_beside_each_other),
        cmocka_unit_test(each_row_of_columns_is_as_wide),
        cmocka_unit_test(what_was_compared_stays_when_the_messages_go),
    };

    return cmocka_run_group_tests_name("differ", tests, NULL, NULL);
}
