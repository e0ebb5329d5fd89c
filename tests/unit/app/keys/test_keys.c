#include "tests/unit/seenkit.h"

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

/* Any key that may not change the server: all but the upper-case letters. */
static struct key pick_key(uint32_t *seed)
{
    static const enum key_code codes[] = {
        K_ENTER,     K_ENTER,  K_ENTER, K_ESC,   K_TAB,  K_BACKTAB, K_UP,   K_DOWN,
        K_BACKSPACE, K_DELETE, K_LEFT,  K_RIGHT, K_HOME, K_END,     K_PGUP, K_PGDN};
    uint32_t r = next_random(seed) % 100;
    uint32_t n = next_random(seed);

    if (r < 40)
        return (struct key){.code = K_CHAR, .ch = 'a' + n % 26};
    if (r < 50)
        return (struct key){.code = K_CHAR, .ch = '0' + n % 10};
    if (r < 55)
        return (struct key){.code = K_CHAR, .ch = (unsigned char)"/?:!,%= |"[n % 9]};
    if (r < 60)
        return (struct key){.code = K_CHAR, .ch = 'a' + n % 26, .ctrl = true};
    if (r < 65) /* F9 is the way to P in the menu */
        return (struct key){.code = (enum key_code)(K_F1 + n % 8)};
    return (struct key){.code = codes[n % (sizeof codes / sizeof codes[0])]};
}

/* Answers one call under way, in one of the ways a server has. */
static void answer_one(struct kit *k, uint32_t *seed)
{
    struct request *r = NULL;
    size_t from = next_random(seed) % k->n;

    for (size_t i = 0; i < k->n && !r; i++) {
        const struct kit_call *call = &k->sent[(from + i) % k->n];

        if (call->request->kind == REQ_CALL && !call->answered)
            r = call->request;
    }
    if (!r)
        return;
    if (next_random(seed) % 6 == 0)
        kit_fail(k, r, ERR_API, next_random(seed) % 2 ? 405 : 500, -1, "no");
    else if (r->call.op == OP_QUEUES)
        kit_list(k, 1 + next_random(seed) % 30);
    else if (r->call.op == OP_PEEK)
        kit_messages(k, r, next_random(seed) % 12, "m");
    else if (r->call.op == OP_METRICS)
        kit_answer_metrics(k, 9);
    else
        kit_fail(k, r, ERR_NETWORK, 0, -1, "reset");
}

static size_t count_writes(const struct kit *k)
{
    return kit_count(k, OP_PULL) + kit_count(k, OP_ACK) + kit_count(k, OP_PURGE_MESSAGES);
}

static void looking_never_changes_the_server(void **state)
{
    uint32_t seed = 20261123;
    struct kit k;

    (void)state;
    kit_ready(&k, 12);
    for (int i = 0; i < 20000; i++) {
        kit_key(&k, pick_key(&seed));
        if (next_random(&seed) % 2)
            kit_wait(&k, next_random(&seed) % 900);
        if (next_random(&seed) % 3 == 0)
            answer_one(&k, &seed);
        if (seen_has_left(&k) || k.n > 5000) {
            assert_int_equal(count_writes(&k), 0);
            kit_free(&k);
            kit_ready(&k, 12);
        }
    }
    assert_int_equal(count_writes(&k), 0);
    kit_free(&k);
}

/* And the test above is worth something: with P among the keys there are pulls. */
static void the_same_keys_with_p_do_pull(void **state)
{
    uint32_t seed = 20261123;
    size_t pulls = 0;
    struct kit k;

    (void)state;
    kit_ready(&k, 12);
    for (int i = 0; i < 2000; i++) {
        kit_key(&k, pick_key(&seed));
        if (i % 20 == 0)
            kit_press(&k, "P");
        kit_wait(&k, 400);
        if (seen_has_left(&k)) {
            pulls += kit_count(&k, OP_PULL);
            kit_free(&k);
            kit_ready(&k, 12);
        }
    }
    assert_true(pulls + kit_count(&k, OP_PULL) > 0);
    kit_free(&k);
}

/* Nothing that a paste holds is a command, in any mode. */
static void pasted_keys_do_nothing(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_wait(&k, 5000);
    kit_answer_metrics(&k, 1);
    kit_type(&k, "P\nQ\nqqqqy\nj\n", true);
    seen_expect_open(&k, "");
    assert_false(seen_has_left(&k));
    assert_string_equal(kit_selected_queue(&k), "q0000");
    assert_int_equal(kit_count(&k, OP_PEEK), 0);
    kit_free(&k);
}

/* Every key of every action, in every pane, with a screen or without. */
static void every_action_runs(void **state)
{
    static const char *const places[] = {"1", "2", "3", "i", "?", "1 f", "3 f"};

    (void)state;
    for (size_t place = 0; place < sizeof places / sizeof places[0]; place++)
        for (int i = 0; i < ACT_COUNT; i++) {
            struct kit k;

            kit_ready(&k, 3);
            kit_press(&k, "Enter");
            kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 3, "m");
            kit_press(&k, places[place]);
            kit_press(&k, action_get((enum action_id)i)->keys);
            kit_wait(&k, 1000);
            kit_free(&k);
        }
}

static void keys_work_before_anything_has_come(void **state)
{
    (void)state;
    for (int i = 0; i < ACT_COUNT; i++) {
        struct kit k;

        kit_start(&k, kit_config());
        kit_press(&k, "2");
        kit_press(&k, action_get((enum action_id)i)->keys);
        kit_press(&k, "Esc 1");
        kit_press(&k, action_get((enum action_id)i)->keys);
        assert_int_equal(kit_count(&k, OP_QUEUES), 1);
        kit_free(&k);
    }
}

static void the_loop_is_asked_to_redraw_and_suspend(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Ctrl-L");
    assert_true(k.app->wants_redraw);
    kit_press(&k, "Ctrl-Z");
    assert_true(k.app->wants_suspend);
    kit_free(&k);
}

static const char long_lease[] =
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..QUFBQUFBQUFBQUFBQUFBQQ.bG9uZyBsZWFzZSBpZCB0"
    "aGF0IGRvZXMgbm90IGZpdCBvbmUgbGluZSBvZiA4MCBjb2x1bW5zIGFuZCBtdXN0IHN0aWxsIGJlIHRoZXJlIHdob2xl.e"
    "nd";

static void a_messages_fields_are_all_there(void **state)
{
    struct request *r;
    struct batch *b;
    const char *text;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    r = kit_pull(&k);
    b = kit_make_batch(&k, r, 1, "m");
    b->items[0].lease_id = long_lease;
    b->items[0].type_text = "application/x-odd";
    b->items[0].timestamp_ms = k.now.wall_ms - 61000;
    b->items[0].attempts = 2;
    b->items[0].metadata = "{\"CF-Content-Type\":\"text\",\"deep\":{\"n\":1.50}}";
    kit_batch(&k, r, b);
    kit_press(&k, "i");
    text = seen_screen_text(&k);
    seen_expect_screen(&k, "MESSAGE");
    assert_non_null(strstr(text, long_lease));
    assert_non_null(strstr(text, "lease ends in 30s"));
    assert_non_null(strstr(text, "m0"));
    assert_non_null(strstr(text, "application/x-odd"));
    assert_non_null(strstr(text, "1m01s ago"));
    assert_non_null(strstr(text, "2 (max_retries of the consumer: 3)"));
    assert_non_null(strstr(text, "\"CF-Content-Type\": \"text\""));
    assert_non_null(strstr(text, "1.50"));
    assert_null(strstr(text, "(null)"));
    kit_free(&k);
}

static void a_peeked_message_shows_its_ref(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    kit_press(&k, "j i");
    seen_expect_part(seen_screen_text(&k), "ref of m1");
    seen_expect_part(seen_screen_text(&k), "no lease");
    assert_null(strstr(seen_screen_text(&k), "(null)"));
    kit_press(&k, "i");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

/* A line end in a value must not start a line of its own that looks like another field. */
static void a_value_cannot_fake_a_field(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    r = kit_pull(&k);
    b = kit_make_batch(&k, r, 1, "m");
    b->items[0].type_text = "text\n  lease_id          stolen";
    b->items[0].metadata = "not JSON\n  lease_id          stolen";
    kit_batch(&k, r, b);
    kit_press(&k, "i");
    for (size_t i = 0; i < k.app->screen_pager.layout.n; i++) {
        size_t n;
        const char *line = layout_line(&k.app->screen_pager.layout, i, &n);

        assert_false(n >= 26 && !memcmp(line, "  lease_id          stolen", 26));
    }
    kit_free(&k);
}

static void a_queues_fields_are_shown_and_refreshed(void **state)
{
    struct request *r;
    struct event *e;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "j i");
    seen_expect_part(seen_screen_text(&k), "queue-0001");
    seen_expect_part(seen_screen_text(&k), "3 retries, then DELETED");
    assert_null(strstr(seen_screen_text(&k), "(null)"));
    r = kit_open(&k, OP_QUEUE, NULL);
    assert_string_equal(r->call.queue_id, "q0001");
    e = kit_event(&k, r, EV_DONE);
    e->u.page = kit_make_page("renamed", 1, 1);
    kit_feed(&k, e);
    seen_expect_part(seen_screen_text(&k), "renamed-0001");
    kit_free(&k);
}

static void give_queue(struct kit *k, struct request *r)
{
    struct event *e = kit_event(k, r, EV_DONE);

    e->u.page = kit_make_page("late", 0, 1);
    kit_feed(k, e);
}

/* The answer for a queue comes when the screen is closed, or about something else by then. */
static void late_fields_do_not_replace_others(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "i");
    r = kit_open(&k, OP_QUEUE, NULL);
    kit_press(&k, "i j i");
    give_queue(&k, r);
    seen_expect_part(seen_screen_text(&k), "queue-0001");
    kit_press(&k, "i k i");
    r = kit_open(&k, OP_QUEUE, "q0000");
    kit_press(&k, "i Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    kit_press(&k, "i");
    give_queue(&k, r);
    seen_expect_part(seen_screen_text(&k), "ref of m0");
    kit_press(&k, "i 1 i");
    r = kit_open(&k, OP_QUEUE, "q0000");
    kit_press(&k, "i ?");
    give_queue(&k, r);
    assert_null(strstr(seen_screen_text(&k), "late-0000"));
    kit_press(&k, "?");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

static void an_overlay_takes_the_scrolling_keys(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "? j");
    assert_int_equal(seen_top(&k), 1);
    assert_string_equal(kit_selected_queue(&k), "q0000");
    kit_press(&k, "/");
    kit_type(&k, "wrap or cut\n", false);
    assert_true(k.app->screen_pager.matched);
    kit_free(&k);
}

/* Long values are wrapped; cut instead, they scroll sideways. */
static void an_overlay_can_be_cut_and_scrolled_sideways(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "d l");
    assert_int_equal(seen_left(&k), 0);
    kit_press(&k, "w l");
    assert_int_equal(seen_left(&k), 8);
    kit_press(&k, "h");
    assert_int_equal(seen_left(&k), 0);
    assert_true(k.app->body.pager.wrap);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looking_never_changes_the_server),
        cmocka_unit_test(the_same_keys_with_p_do_pull),
        cmocka_unit_test(pasted_keys_do_nothing),
        cmocka_unit_test(every_action_runs),
        cmocka_unit_test(keys_work_before_anything_has_come),
        cmocka_unit_test(the_loop_is_asked_to_redraw_and_suspend),
        cmocka_unit_test(a_messages_fields_are_all_there),
        cmocka_unit_test(a_peeked_message_shows_its_ref),
        cmocka_unit_test(a_value_cannot_fake_a_field),
        cmocka_unit_test(a_queues_fields_are_shown_and_refreshed),
        cmocka_unit_test(late_fields_do_not_replace_others),
        cmocka_unit_test(an_overlay_takes_the_scrolling_keys),
        cmocka_unit_test(an_overlay_can_be_cut_and_scrolled_sideways),
    };

    return cmocka_run_group_tests_name("app: keys and screens", tests, NULL, NULL);
}
