#include "app/show/body_pane.h"

#include "tests/unit/seenkit.h"

static void enter_peeks(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "j Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    assert_string_equal(r->call.queue_id, "q0001");
    assert_int_equal(r->call.batch_size, 100);
    seen_expect_pane(&k, "messages");
    kit_messages(&k, r, 3, "m");
    assert_int_equal(seen_messages(&k), 3);
    assert_string_equal(kit_selected_message(&k), "m0");
    assert_int_equal(seen_leases(&k), 0);
    assert_int_equal(kit_count(&k, OP_PULL) + kit_count(&k, OP_ACK), 0);
    kit_free(&k);
}

static void a_peek_under_way_is_not_doubled(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter p p");
    assert_int_equal(kit_count(&k, OP_PEEK), 1);
    kit_free(&k);
}

static void opening_another_queue_cancels_the_peek(void **state)
{
    struct request *first, *second;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter Alt-1 j Enter");
    first = kit_open(&k, OP_PEEK, "q0000");
    second = kit_open(&k, OP_PEEK, "q0001");
    assert_true(kit_is_cancelled(&k, first->id));
    assert_false(kit_is_cancelled(&k, second->id));
    kit_fail(&k, first, ERR_CANCELLED, 0, -1, "");
    seen_expect_said(&k, "");
    kit_messages(&k, second, 2, "m");
    assert_int_equal(seen_messages(&k), 2);
    kit_free(&k);
}

/* The answer was on its way when the cancel went out. */
static void a_late_peek_of_another_queue_is_dropped(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter Alt-1 j Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, "q0000"), 4, "old");
    assert_int_equal(seen_messages(&k), 0);
    kit_messages(&k, kit_open(&k, OP_PEEK, "q0001"), 2, "m");
    assert_int_equal(seen_messages(&k), 2);
    kit_free(&k);
}

static void a_late_failure_of_another_queue_says_nothing_of_this_one(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter Alt-1 j Enter");
    kit_fail(&k, kit_open(&k, OP_PEEK, "q0000"), ERR_API, 405, 10405, "Method not allowed");
    assert_string_equal(k.app->no_peek_reason, "");
    kit_free(&k);
}

static void peek_unavailable(void **state)
{
    static const struct {
        int http;
        int64_t code;
    } answers[] = {{405, -1}, {403, 10405}, {404, 7003}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct kit k;

        kit_ready(&k, 5);
        kit_press(&k, "Enter");
        kit_fail(&k, kit_open(&k, OP_PEEK, NULL), ERR_API, answers[i].http, answers[i].code,
                 "Method not allowed for this authentication scheme");
        seen_expect_part(seen_said(&k), "P pulls");
        assert_true(k.app->no_peek_reason[0] != '\0');
        assert_int_equal(kit_count(&k, OP_PULL), 0);
        kit_press(&k, "p");
        seen_expect_part(seen_said(&k), "P pulls");
        assert_int_equal(kit_count(&k, OP_PEEK), 1);
        kit_press(&k, "Alt-1 j Enter");
        assert_int_equal(kit_count(&k, OP_PEEK), 2);
        assert_string_equal(k.app->no_peek_reason, "");
        kit_free(&k);
    }
}

/* r asks for everything anew: what the API refused once, it may give now. */
static void refresh_tries_peek_again(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    kit_fail(&k, kit_open(&k, OP_PEEK, NULL), ERR_API, 405, -1, "no");
    kit_press(&k, "r p");
    assert_int_equal(kit_count(&k, OP_PEEK), 2);
    kit_free(&k);
}

static void a_failed_peek_keeps_what_is_shown(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 3, "m");
    kit_press(&k, "p");
    kit_fail(&k, kit_open(&k, OP_PEEK, NULL), ERR_API, 500, -1, "down");
    assert_int_equal(seen_messages(&k), 3);
    assert_true(seen_is_error(&k));
    kit_press(&k, "p");
    assert_int_equal(kit_count(&k, OP_PEEK), 3);
    kit_free(&k);
}

static void an_empty_peek_says_so(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 0, "m");
    assert_int_equal(seen_messages(&k), 0);
    assert_false(seen_is_error(&k));
    kit_press(&k, "j Enter i x Alt-3 j q");
    kit_free(&k);
}

static void a_new_peek_keeps_the_selection_by_id(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 5, "m");
    kit_press(&k, "j j");
    assert_string_equal(kit_selected_message(&k), "m2");
    kit_press(&k, "p");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 6, "m");
    b->items[0].id = "newer";
    b->items[2].id = "other";
    b->items[5].id = "m2";
    kit_batch(&k, r, b);
    assert_string_equal(kit_selected_message(&k), "m2");
    assert_int_equal(seen_message_row(&k), 5);
    kit_free(&k);
}

static void give_body(struct batch *b, size_t item, size_t lines)
{
    struct buf text;

    buf_init(&text, 1 << 20);
    for (size_t i = 0; i < lines; i++)
        buf_print(&text, "line %zu\n", i);
    b->items[item].body = arena_copy(&b->arena, text.bytes, text.len);
    b->items[item].body_len = text.len;
    buf_free(&text);
}

static void peek_with_body(struct kit *k, size_t lines)
{
    struct request *r = kit_open(k, OP_PEEK, NULL);
    struct batch *b = kit_make_batch(k, r, 3, "m");

    give_body(b, 0, lines);
    kit_batch(k, r, b);
}

static void the_same_body_stays_where_it_was_scrolled_to(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    peek_with_body(&k, 200);
    kit_press(&k, "Enter j j j");
    assert_int_equal(k.app->body.pager.top, 3);
    kit_press(&k, "p");
    peek_with_body(&k, 200);
    assert_int_equal(k.app->body.pager.top, 3);
    kit_press(&k, "p");
    peek_with_body(&k, 201);
    assert_int_equal(k.app->body.pager.top, 0);
    kit_free(&k);
}

static void the_body_follows_the_cursor(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 3, "m");
    assert_string_equal(seen_body(&k), "body of m0");
    kit_press(&k, "j");
    assert_string_equal(seen_body(&k), "body of m1");
    kit_press(&k, "Alt-1 j Enter");
    assert_null(k.app->body.shown.message);
    assert_string_equal(seen_body(&k), "");
    kit_free(&k);
}

/* Opens the selected queue, whose one message has this body. */
static void open_with_body(struct kit *k, enum content_type type, const char *body)
{
    struct request *r;
    struct batch *b;

    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, 1, "m");
    b->items[0].type = type;
    b->items[0].body = body;
    b->items[0].body_len = strlen(body);
    kit_batch(k, r, b);
}

static void x_goes_through_the_views(void **state)
{
    static const struct {
        const char *name;
        const char *text;
    } views[] = {
        {"as json", "\"a\": 1"},         {"as text", "{\"a\":1}"},         {"as hex", "7b 22 61"},
        {"as received", "eyJhIjoxfQ=="}, {"by what they are", "\"a\": 1"},
    };
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    open_with_body(&k, CONTENT_JSON, "eyJhIjoxfQ==");
    seen_expect_part(seen_body(&k), "\"a\": 1");
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        kit_press(&k, "x");
        assert_string_equal(layout_view_phrase(k.app->body.view), views[i].name);
        assert_non_null(strstr(seen_body(&k), views[i].text));
    }
    kit_free(&k);
}

/* Each queue keeps its own, also where the next message is byte for byte the same. */
static void a_view_sticks_to_its_queue(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    open_with_body(&k, CONTENT_JSON, "{\"a\":1}");
    kit_press(&k, "x x x");
    assert_string_equal(layout_view_phrase(k.app->body.view), "as hex");
    kit_press(&k, "Alt-1 j");
    open_with_body(&k, CONTENT_JSON, "{\"a\":1}");
    assert_string_equal(layout_view_phrase(k.app->body.view), "by what they are");
    seen_expect_part(seen_body(&k), "\"a\": 1");
    kit_press(&k, "Alt-1 k");
    open_with_body(&k, CONTENT_JSON, "{\"a\":1}");
    assert_string_equal(layout_view_phrase(k.app->body.view), "as hex");
    seen_expect_part(seen_body(&k), "7b 22 61");
    kit_free(&k);
}

/* Pulled messages are there as soon as their queue is opened again. */
static void pulled_messages_keep_the_view_of_their_queue(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    for (int i = 0; i < 2; i++) {
        kit_press(&k, "Enter");
        r = kit_pull(&k);
        kit_batch(&k, r, kit_make_batch(&k, r, 1, "m"));
        assert_string_equal(seen_body(&k), "body of m0");
        kit_press(&k, i ? "Alt-1 k Enter" : "x x x Alt-1 j");
    }
    seen_expect_part(seen_body(&k), "62 6f 64 79");
    kit_press(&k, "Alt-1 j Enter");
    assert_string_equal(seen_body(&k), "body of m0");
    kit_free(&k);
}

static void without_a_queue_x_says_so(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "2 x");
    seen_expect_said(&k, "no queue is open: each queue has its own view");
    assert_int_equal(k.app->body.view, LAYOUT_AUTO);
    kit_free(&k);
}

static void what_is_not_json_stays_readable(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    open_with_body(&k, CONTENT_TEXT, "not json");
    kit_press(&k, "x");
    assert_string_equal(seen_body(&k), "// byte 0: a value should be here\nnot json");
    assert_true(k.app->body.pager.layout.broken);
    kit_free(&k);
}

/* As received differs though the decoded bytes are the same. */
static void the_raw_view_shows_what_came_last(void **state)
{
    static const char *const bodies[] = {"eyJhIjoxfQ==", "{\"a\":1}"};
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter x x x x");
    for (size_t i = 0; i < 2; i++) {
        struct request *r = kit_open(&k, OP_PEEK, NULL);
        struct batch *b = kit_make_batch(&k, r, 1, "m");

        b->items[0].type = CONTENT_JSON;
        b->items[0].body = bodies[i];
        b->items[0].body_len = strlen(bodies[i]);
        kit_batch(&k, r, b);
        assert_string_equal(seen_body(&k), bodies[i]);
        kit_press(&k, "p");
    }
    kit_free(&k);
}

static void a_message_without_body_is_shown(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 1, "m");
    b->items[0].body = NULL;
    b->items[0].body_len = 0;
    kit_batch(&k, r, b);
    kit_press(&k, "x x x i q Enter / q Enter j");
    kit_free(&k);
}

static void search_in_a_body(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 5);
    kit_press(&k, "Enter");
    peek_with_body(&k, 200);
    kit_press(&k, "Enter n");
    assert_false(seen_is_error(&k));
    kit_press(&k, "/");
    kit_type(&k, "line 15\n", false);
    assert_int_equal(k.app->body.pager.match.line, 15);
    kit_press(&k, "n");
    assert_int_equal(k.app->body.pager.match.line, 150);
    kit_press(&k, "N");
    assert_int_equal(k.app->body.pager.match.line, 15);
    kit_press(&k, "/");
    kit_type(&k, "no such\n", false);
    assert_true(seen_is_error(&k));
    seen_expect_open(&k, "");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enter_peeks),
        cmocka_unit_test(a_peek_under_way_is_not_doubled),
        cmocka_unit_test(opening_another_queue_cancels_the_peek),
        cmocka_unit_test(a_late_peek_of_another_queue_is_dropped),
        cmocka_unit_test(a_late_failure_of_another_queue_says_nothing_of_this_one),
        cmocka_unit_test(peek_unavailable),
        cmocka_unit_test(refresh_tries_peek_again),
        cmocka_unit_test(a_failed_peek_keeps_what_is_shown),
        cmocka_unit_test(an_empty_peek_says_so),
        cmocka_unit_test(a_new_peek_keeps_the_selection_by_id),
        cmocka_unit_test(the_same_body_stays_where_it_was_scrolled_to),
        cmocka_unit_test(the_body_follows_the_cursor),
        cmocka_unit_test(x_goes_through_the_views),
        cmocka_unit_test(a_view_sticks_to_its_queue),
        cmocka_unit_test(pulled_messages_keep_the_view_of_their_queue),
        cmocka_unit_test(without_a_queue_x_says_so),
        cmocka_unit_test(what_is_not_json_stays_readable),
        cmocka_unit_test(the_raw_view_shows_what_came_last),
        cmocka_unit_test(a_message_without_body_is_shown),
        cmocka_unit_test(search_in_a_body),
    };

    return cmocka_run_group_tests_name("app: peeking", tests, NULL, NULL);
}
