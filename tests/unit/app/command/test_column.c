/* :column: any path of the bodies as a column of the list. */
#include "base/memory/array.h"
#include "tests/unit/columnkit.h"

static const char *const orders[] = {
    "{\"id\":7,\"error\":\"timeout\",\"n\":{\"x\":1}}",
    "{\"id\":12,\"error\":\"refused\"}",
    "{\"id\":9}",
    "plain text",
    "{\"id\":8,\"error\":null}",
    NULL,
};

static void a_path_is_shown_of_each_message(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column .error .id");
    seen_expect_said(&k, "columns of this queue: .error .id");
    assert_string_equal(columnkit_cell(&k, 0, 0), "timeout");
    assert_string_equal(columnkit_cell(&k, 0, 2), "-");
    assert_string_equal(columnkit_cell(&k, 0, 3), "-");
    assert_string_equal(columnkit_cell(&k, 0, 4), "null");
    assert_string_equal(columnkit_cell(&k, 1, 1), "12");
    columnkit_type(&k, "column -.error .n.x");
    assert_string_equal(columnkit_columns(&k), ".id .n.x");
    assert_string_equal(columnkit_cell(&k, 1, 0), "1");
    columnkit_type(&k, "column off");
    seen_expect_said(&k, "this queue has no columns of paths");
    assert_string_equal(columnkit_columns(&k), "");
    kit_free(&k);
}

static void what_is_wrong_changes_nothing(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    columnkit_type(&k, "column .a");
    assert_string_equal(seen_refusal(&k), "no queue is open: each queue has its own columns");
    kit_press(&k, "Esc Enter");
    columnkit_fill(&k, orders);
    columnkit_type(&k, "column .error");
    columnkit_type(&k, "column .id error");
    assert_string_equal(seen_refusal(&k), "path: it begins with a dot");
    kit_press(&k, "Esc");
    assert_string_equal(columnkit_columns(&k), ".error");
    kit_free(&k);
}

static void expect_order(struct kit *k, const char *line, const char *shown)
{
    columnkit_type(k, line);
    assert_string_equal(seen_refusal(k), "");
    assert_string_equal(shown_messages(k), shown);
}

/* What is absent is last both ways. */
static void the_list_is_sorted_by_it(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column .id .error");
    expect_order(&k, "sort .id", "04213");
    expect_order(&k, "sort .id desc", "12403");
    expect_order(&k, "sort .error", "41023");
    expect_order(&k, "sort .error desc", "01423");
    kit_press(&k, "s 1");
    assert_string_equal(shown_messages(&k), "04213");
    kit_press(&k, ">");
    assert_string_equal(shown_messages(&k), "41023");
    kit_press(&k, "> <"); /* round to the age, and back */
    assert_string_equal(shown_messages(&k), "41023");
    kit_press(&k, "I");
    assert_string_equal(shown_messages(&k), "01423");
    columnkit_type(&k, "sort .nothing");
    assert_string_equal(seen_refusal(&k), ".nothing is no column here: :column .nothing adds it");
    kit_free(&k);
}

/* A column that goes takes its order along; the others keep theirs. */
static void the_order_stays_with_its_column(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column .id .error");
    expect_order(&k, "sort .error desc", "01423");
    columnkit_type(&k, "column -.id");
    assert_int_equal(k.app->messages.order.column, MESSAGE_COLUMNS);
    assert_string_equal(shown_messages(&k), "01423");
    columnkit_type(&k, "column -.error");
    assert_int_equal(k.app->messages.order.column, MESSAGE_COMING);
    assert_string_equal(shown_messages(&k), "01234");
    kit_free(&k);
}

/* The same column, with other rows. */
static void another_peek_is_read_anew(void **state)
{
    static const char *const others[] = {"{\"error\":\"b\"}", "{\"error\":\"a\"}", NULL};
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column .error");
    expect_order(&k, "sort .error", "41023");
    kit_press(&k, "p");
    columnkit_fill(&k, others);
    assert_string_equal(shown_messages(&k), "10");
    assert_string_equal(columnkit_cell(&k, 0, 0), "a");
    assert_string_equal(columnkit_cell(&k, 0, 1), "b");
    kit_free(&k);
}

/* Rows in sight are read, and the first ones; the others when the list is sorted. */
static void only_what_is_in_sight_is_read(void **state)
{
    enum { MANY = 400 };
    static const char *bodies[MANY + 1];
    struct kit k;

    (void)state;
    for (int i = 0; i < MANY; i++)
        bodies[i] = "{\"id\":1}";
    columnkit_open(&k, bodies);
    columnkit_type(&k, "column .id");
    assert_string_equal(columnkit_cell(&k, 0, 19), "1");
    assert_string_equal(columnkit_cell(&k, 0, 300), "-");
    kit_press(&k, "G");
    assert_string_equal(columnkit_cell(&k, 0, 399), "1");
    assert_string_equal(columnkit_cell(&k, 0, 380), "1");
    assert_string_equal(columnkit_cell(&k, 0, 300), "-");
    columnkit_type(&k, "sort .id");
    assert_string_equal(columnkit_cell(&k, 0, 300), "1");
    kit_free(&k);
}

static void each_queue_has_its_own(void **state)
{
    struct app_config config = kit_config();
    struct kit k;

    (void)state;
    queue_options_put(&config.queue_options, "queue-0001")->columns = mem_copy_str(".a .b");
    kit_start(&k, config);
    kit_list(&k, 3);
    kit_press(&k, "Enter");
    columnkit_fill(&k, orders);
    columnkit_type(&k, "column .id");
    kit_press(&k, "Alt-1 j Enter");
    assert_string_equal(columnkit_columns(&k), ".a .b");
    columnkit_type(&k, "column -.a");
    kit_press(&k, "Alt-1 j Enter");
    assert_string_equal(columnkit_columns(&k), "");
    kit_press(&k, "Alt-1 k Enter");
    assert_string_equal(columnkit_columns(&k), ".b");
    columnkit_type(&k, "column off");
    kit_press(&k, "Alt-1 k Enter");
    assert_string_equal(columnkit_columns(&k), ".id");
    kit_press(&k, "Alt-1 j Enter");
    assert_string_equal(columnkit_columns(&k), "");
    kit_free(&k);
}

static void alone_it_lists_what_occurs(void **state)
{
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column");
    seen_expect_screen(&k, "COLUMNS");
    seen_expect_part(seen_screen_text(&k), "SHOWN\n  none\n");
    seen_expect_part(seen_screen_text(&k),
                     "  .id                                                  4\n"
                     "  .error                                               3\n");
    kit_press(&k, "q");
    columnkit_type(&k, "column .error");
    columnkit_type(&k, "column");
    seen_expect_part(seen_screen_text(&k), "SHOWN\n  1  .error\n");
    kit_free(&k);
}

static void tab_completes_paths(void **state)
{
    static const struct {
        const char *typed, *completed;
    } cases[] = {
        {"column .er\t", ":column .error"},
        {"column .error .n\t", ":column .error .n"},
        {"column .error .n.\t", ":column .error .n.x"},
        {"column -\t", ":column -.id"},
        {"column -.id .err\t", ":column -.id .error"},
        {"column o\t", ":column off"},
        {"sort .\t", ":sort .id"},
    };
    struct kit k;

    (void)state;
    columnkit_open(&k, orders);
    columnkit_type(&k, "column .id");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        kit_press(&k, ":");
        for (const char *c = cases[i].typed; *c; c++)
            kit_key(&k, (struct key){.code = *c == '\t' ? K_TAB : K_CHAR,
                                     .ch = *c == '\t' ? 0 : (unsigned char)*c});
        assert_string_equal(seen_field(&k, 0), cases[i].completed + 1);
        kit_press(&k, "Esc");
    }
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_shown_of_each_message),
        cmocka_unit_test(what_is_wrong_changes_nothing),
        cmocka_unit_test(the_list_is_sorted_by_it),
        cmocka_unit_test(the_order_stays_with_its_column),
        cmocka_unit_test(another_peek_is_read_anew),
        cmocka_unit_test(only_what_is_in_sight_is_read),
        cmocka_unit_test(each_queue_has_its_own),
        cmocka_unit_test(alone_it_lists_what_occurs),
        cmocka_unit_test(tab_completes_paths),
    };

    return cmocka_run_group_tests_name("column", tests, NULL, NULL);
}
