/* & and #: only the messages with the value here, or without it. */
#include "base/memory/array.h"
#include "tests/unit/columnkit.h"

static const char *const orders[] = {
    "{\"id\":7,\"error\":\"time out\",\"n\":{\"x\":true}}",
    "{\"id\":7.0,\"error\":\"re\\\"fu\\\\sed\\n\"}",
    "{\"id\":9}",
    "{\"id\":8,\"error\":null}",
    "plain text",
    "{\"id\":9,\"error\":\"time out\"}",
    NULL,
};

static const char *filter_of(const struct kit *k)
{
    return k->app->messages.filter.text;
}

static void of_the_column_that_is_sorted_by(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column .error .id");
    kit_press(&k, "&");
    assert_string_equal(filter_of(&k), ".error=\"time out\"");
    assert_string_equal(shown_messages(&k), "05");
    seen_expect_said(&k, "2 of 6 messages: /.error=\"time out\"");
    kit_press(&k, "j s 2 g &");
    assert_string_equal(filter_of(&k), ".error=\"time out\" .id=7");
    assert_string_equal(shown_messages(&k), "0");
    kit_press(&k, "Esc");
    assert_string_equal(filter_of(&k), "");
    assert_int_equal(seen_messages_filtered(&k), 6);
    kit_free(&k);
}

static void the_other_key_takes_them_away(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column .error");
    kit_press(&k, "#");
    assert_string_equal(filter_of(&k), "!.error=\"time out\"");
    assert_string_equal(shown_messages(&k), "1234");
    kit_press(&k, "g #");
    assert_string_equal(filter_of(&k), "!.error=\"time out\" !.error=\"re\\\"fu\\\\sed\\n\"");
    assert_string_equal(shown_messages(&k), "234");
    kit_press(&k, "g #"); /* what has none */
    assert_string_equal(shown_messages(&k), "3");
    kit_press(&k, "&");
    assert_string_equal(filter_of(&k), "!.error=\"time out\" !.error=\"re\\\"fu\\\\sed\\n\" .error "
                                       ".error=null");
    kit_press(&k, "/ Esc");
    assert_string_equal(shown_messages(&k), "3");
    kit_free(&k);
}

/* Of one value the last word counts. */
static void a_term_takes_the_place_of_its_opposite(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column .id");
    columnkit_type(&k, "filter \"a .id=7 b\" !.id=7 re:\"id\" ");
    assert_int_equal(seen_messages_filtered(&k), 0);
    columnkit_type(&k, "filter !.id=7 re:\"id\"");
    kit_press(&k, "Esc g & &");
    assert_string_equal(filter_of(&k), ".id=7");
    kit_press(&k, "#");
    assert_string_equal(filter_of(&k), "!.id=7");
    columnkit_type(&k, "filter \"x .id=9 y\"");
    assert_int_equal(seen_messages_filtered(&k), 0);
    kit_free(&k);
}

static void the_body_has_a_value_at_its_cursor(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    kit_press(&k, "Enter j j &");
    seen_expect_pane(&k, "body");
    assert_string_equal(filter_of(&k), ".error=\"time out\"");
    seen_expect_said(&k, "2 of 6 messages: /.error=\"time out\"");
    kit_press(&k, "j &");
    assert_true(seen_is_error(&k));
    seen_expect_said(&k, "{ } and [ ] are not compared: go to a value within");
    kit_press(&k, "j #");
    assert_string_equal(filter_of(&k), ".error=\"time out\" !.n.x=true");
    assert_string_equal(kit_selected_message(&k), "m5"); /* the one shown was taken away */
    kit_free(&k);
}

static void nothing_to_take_says_so(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    kit_press(&k, "&");
    seen_expect_said(&k, "no column of a path: type :column and Tab, or go to a value in the body");
    kit_press(&k, "j j j j Enter &");
    seen_expect_said(&k, "no value of JSON here: filters look into nothing else");
    assert_string_equal(filter_of(&k), "");
    kit_press(&k, "Alt-2");
    columnkit_type(&k, "column .n");
    kit_press(&k, "g &");
    seen_expect_said(&k, "{ } and [ ] are not compared: go to a value within");
    columnkit_type(&k, "filter nowhere");
    kit_press(&k, "&");
    seen_expect_said(&k, "there is no message here");
    kit_free(&k);
}

/* What the pane shows is not always what filters look into. */
static void a_value_that_filters_do_not_see_is_refused(void **state)
{
    static const char *const bodies[] = {"\"{\\\"id\\\":7}\"", NULL};
    struct kit k;

    (void)state;
    columnkit_open(&k, bodies);
    columnkit_type(&k, "view base64");
    assert_string_equal(seen_body(&k), "{\n  \"id\": 7\n}");
    kit_press(&k, "Enter j &");
    seen_expect_said(&k, "filters see another value here: the body is not plain JSON");
    assert_string_equal(filter_of(&k), "");
    kit_free(&k);
}

static void a_value_without_room_is_refused(void **state)
{
    static char body[FILTER_BYTES + 40];
    const char *const bodies[] = {body, "{\"a\":1}", NULL};
    struct kit k;

    (void)state;
    memset(body, 'x', FILTER_BYTES + 20);
    memcpy(body, "{\"a\":\"", 6);
    memcpy(body + FILTER_BYTES + 20, "\"}", 3);
    columnkit_open(&k, bodies);
    columnkit_type(&k, "column .a");
    kit_press(&k, "&");
    seen_expect_said(&k, "the value is too long: a filter has at most 4095 bytes");
    assert_int_equal(seen_messages_filtered(&k), 2);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_the_column_that_is_sorted_by),
        cmocka_unit_test(the_other_key_takes_them_away),
        cmocka_unit_test(a_term_takes_the_place_of_its_opposite),
        cmocka_unit_test(the_body_has_a_value_at_its_cursor),
        cmocka_unit_test(nothing_to_take_says_so),
        cmocka_unit_test(a_value_that_filters_do_not_see_is_refused),
        cmocka_unit_test(a_value_without_room_is_refused),
    };

    return cmocka_run_group_tests_name("value_filter", tests, NULL, NULL);
}
