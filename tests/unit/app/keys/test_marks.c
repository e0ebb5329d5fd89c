/* Marks in the message pane. */
#include "app/change/targets.h"
#include "tests/unit/seenkit.h"

static void open_with(struct kit *k, size_t n)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), n, "m");
}

static size_t count(const struct kit *k)
{
    return seen_marked(k);
}

/* The rows marked, as text: "*.*". */
static void expect(const struct kit *k, const char *want)
{
    const struct messages *m = &k->app->messages;
    char got[100] = "";
    size_t marked = 0;

    for (size_t i = 0; i < m->n_view && i < sizeof(got) - 1; i++) {
        got[i] = marks_has_row(&k->app->marks, m, i) ? '*' : '.';
        marked += got[i] == '*';
        got[i + 1] = '\0';
    }
    assert_string_equal(got, want);
    assert_int_equal(count(k), marked);
}

static void space_marks_and_goes_down(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, 4);
    kit_press(&k, "Space");
    expect(&k, "*...");
    assert_string_equal(kit_selected_message(&k), "m1");
    kit_press(&k, "j Space");
    expect(&k, "*.*.");
    kit_press(&k, "g Space");
    expect(&k, "..*.");
    kit_press(&k, "G Space");
    assert_string_equal(kit_selected_message(&k), "m3");
    expect(&k, "..**");
    kit_press(&k, "U");
    expect(&k, "....");
    kit_free(&k);
}

static void a_range_follows_the_cursor(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, 6);
    kit_press(&k, "j j v");
    expect(&k, "..*...");
    kit_press(&k, "j j");
    expect(&k, "..***.");
    kit_press(&k, "k k k");
    expect(&k, ".**...");
    kit_press(&k, "v G");
    expect(&k, ".**...");
    kit_press(&k, "v g Esc");
    expect(&k, ".**...");
    seen_expect_pane(&k, "messages");
    kit_press(&k, "v G U");
    expect(&k, "......");
    kit_free(&k);
}

static void marks_stay_with_their_message(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, 6);
    kit_press(&k, "Space j Space G Space p");
    expect(&k, "*.*..*");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 4, "m");
    expect(&k, "*.*.");
    kit_messages(&k, kit_pull(&k), 2, "x");
    expect(&k, "..*.*.");
    kit_messages(&k, kit_pull(&k), 3, "m");
    expect(&k, "*.*...");
    kit_press(&k, "p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 0, "m");
    expect(&k, "*.*..");
    kit_free(&k);
}

/* The list is read anew while a range is open: it goes on from its message, and ends without it. */
static void a_range_lives_as_long_as_its_first_message(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, 6);
    kit_press(&k, "j v j p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 6, "m");
    expect(&k, ".**...");
    kit_press(&k, "j");
    expect(&k, ".***..");
    kit_press(&k, "p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 6, "x");
    expect(&k, "......");
    kit_press(&k, "p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 6, "m"); /* it is there again */
    expect(&k, "......");
    kit_free(&k);
}

static void another_queue_has_no_marks(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, 3);
    kit_press(&k, "Space v Alt-1 j Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, "q0001"), 3, "m");
    expect(&k, "...");
    assert_null(k.app->marks.anchor);
    kit_free(&k);
}

static void without_an_id_there_is_no_mark(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 3, "m");
    b->items[0].id = b->items[1].id = "";
    kit_batch(&k, r, b);
    kit_press(&k, "Space");
    expect(&k, "...");
    assert_true(seen_is_error(&k));
    kit_press(&k, "g v G");
    expect(&k, "...");
    kit_press(&k, "v g");
    expect(&k, "..*");
    kit_free(&k);
}

static void nothing_to_mark(void **state)
{
    struct kit k;

    (void)state;
    open_with(&k, 0);
    kit_press(&k, "Space v j v U");
    assert_int_equal(count(&k), 0);
    kit_free(&k);
}

/* What is not shown is not acted on: its mark waits until it is shown again. */
static void a_filter_hides_marks_and_keeps_them(void **state)
{
    struct targets t;
    struct kit k;

    (void)state;
    open_with(&k, 12);
    kit_press(&k, "Space");
    kit_press(&k, "/ m 1 Enter");
    assert_int_equal(seen_messages_filtered(&k), 3);
    kit_press(&k, "g v G v");
    assert_int_equal(count(&k), 3);
    targets_count(k.app, &t);
    assert_int_equal(t.by_ref, 3);
    kit_press(&k, "Esc");
    assert_int_equal(count(&k), 4);
    expect(&k, "**........**");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_filter_hides_marks_and_keeps_them),
        cmocka_unit_test(space_marks_and_goes_down),
        cmocka_unit_test(a_range_follows_the_cursor),
        cmocka_unit_test(marks_stay_with_their_message),
        cmocka_unit_test(a_range_lives_as_long_as_its_first_message),
        cmocka_unit_test(another_queue_has_no_marks),
        cmocka_unit_test(without_an_id_there_is_no_mark),
        cmocka_unit_test(nothing_to_mark),
    };

    return cmocka_run_group_tests_name("app: marks", tests, NULL, NULL);
}
