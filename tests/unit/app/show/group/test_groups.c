/* % groups the messages; keys act on a group. */
#include "app/change/targets.h"
#include "app/take/export.h"
#include "base/memory/array.h"
#include "tests/unit/changekit.h"

static const char *const bodies[] = {
    "{\"error\":\"timeout after 17 ms\",\"id\":1}", "{\"id\":2,\"total\":5}",
    "{\"id\":3,\"error\":\"timeout after 18 ms\"}", "{\"id\":4,\"total\":6}",
    "{\"id\":5,\"error\":\"no user 7\"}",           "{\"id\":6,\"error\":\"timeout after 19 ms\"}",
};

enum { BODIES = ARRAY_LEN(bodies) };

/* Messages m0.. with the bodies from the first on, each a minute younger. */
static void feed_bodies(struct kit *k, struct request *r, size_t first, size_t n)
{
    struct batch *b = kit_make_batch(k, r, n, "m");

    for (size_t i = 0; i < n; i++) {
        struct message *m = &b->items[i];
        char id[16];

        snprintf(id, sizeof(id), "m%zu", first + i);
        m->id = arena_copy(&b->arena, id, strlen(id));
        m->body = bodies[first + i];
        m->body_len = strlen(m->body);
        m->type = CONTENT_JSON;
        m->attempts = (int64_t)(first + i);
        m->timestamp_ms = k->now.wall_ms - (int64_t)(BODIES - first - i) * 60000;
    }
    kit_batch(k, r, b);
}

static void open_grouped(struct kit *k)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    feed_bodies(k, kit_open(k, OP_PEEK, NULL), 0, BODIES);
    kit_press(k, "%");
}

/* The counts of the groups, the cursor's in brackets: "[3] 2 1"; in a group: "in 3". */
static void expect(const struct kit *k, const char *want)
{
    const struct groups *g = &k->app->groups;
    char got[200] = "";
    size_t n = 0;

    if (g->by == GROUPING_OFF)
        snprintf(got, sizeof(got), "off");
    if (g->inside)
        snprintf(got, sizeof(got), "in %zu", seen_messages_filtered(k));
    for (size_t i = 0; i < g->made.n && groups_are_shown(k->app); i++)
        n += (size_t)snprintf(got + n, sizeof(got) - n, i == g->list.selected ? "%s[%zu]" : "%s%zu",
                              i ? " " : "", g->made.items[i].n);
    assert_string_equal(got, want);
}

static void the_most_frequent_comes_first(void **state)
{
    const struct group *items;
    struct kit k;

    (void)state;
    open_grouped(&k);
    expect(&k, "[3] 2 1");
    items = k.app->groups.made.items;
    assert_string_equal(items[0].text, "timeout after <n> ms");
    assert_int_equal(k.now.wall_ms - items[0].newest_ms, 60000);
    assert_int_equal(k.now.wall_ms - items[0].oldest_ms, BODIES * 60000);
    assert_string_equal(items[1].text, "no error named (json 2)");
    assert_false(items[1].is_named);
    assert_string_equal(items[2].text, "no user 7"); /* as all of them say it */
    /* Two shapes, two errors, four ways to say them: each is kept once. */
    assert_int_equal(k.app->groups.kinds.n_texts, 8);
    kit_press(&k, "b");
    items = k.app->groups.made.items;
    assert_string_equal(items[0].text, "{error: string, id: number}");
    kit_free(&k);
}

static void open_with(struct kit *k, const char *const *own, size_t n)
{
    struct request *r;
    struct batch *b;

    kit_ready(k, 3);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, n, "m");
    for (size_t i = 0; i < n; i++) {
        b->items[i].body = own[i];
        b->items[i].body_len = strlen(own[i]);
        b->items[i].type = CONTENT_JSON;
    }
    kit_batch(k, r, b);
}

/* Whichever was seen first. */
static void the_rarest_comes_last(void **state)
{
    static const char *const rising[] = {"{\"a\":1}", "{\"b\":1}", "{\"b\":2}",
                                         "{\"c\":1}", "{\"c\":2}", "{\"c\":3}"};
    struct kit k;

    (void)state;
    open_with(&k, rising, ARRAY_LEN(rising));
    kit_press(&k, "% %");
    expect(&k, "3 2 [1]");
    kit_free(&k);
}

/* Two shapes, two errors, three of them together. */
static void shapes_and_errors_are_told_apart(void **state)
{
    static const char *const mixed[] = {
        "{\"error\":\"late\"}",         "{\"error\":\"late\",\"a\":1}",
        "{\"error\":\"late\",\"a\":2}", "{\"error\":\"gone\",\"a\":3}",
        "{\"error\":\"late\",\"a\":4}",
    };
    struct kit k;

    (void)state;
    open_with(&k, mixed, ARRAY_LEN(mixed));
    kit_press(&k, "%");
    expect(&k, "[4] 1");
    kit_press(&k, "j b");
    expect(&k, "[4] 1");
    assert_string_equal(kit_selected_message(&k), "m3"); /* the cursor stays on it */
    kit_press(&k, "j b");
    expect(&k, "[4] 1");
    kit_free(&k);
}

static void percent_goes_through_what_to_group_by(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_press(&k, "%");
    expect(&k, "[4] 2");
    kit_press(&k, "%");
    expect(&k, "off");
    kit_press(&k, "% l %");
    expect(&k, "off");
    assert_int_equal(seen_messages_filtered(&k), BODIES);
    kit_free(&k);
}

static void b_is_for_the_list_of_groups(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_press(&k, "b");
    expect(&k, "[4] 2");
    kit_press(&k, "b");
    expect(&k, "[3] 2 1");
    kit_press(&k, "l b");
    expect(&k, "in 3");
    assert_false(seen_is_error(&k));
    kit_press(&k, "Esc Esc b");
    expect(&k, "off");
    assert_false(seen_is_error(&k));
    kit_free(&k);
}

static void the_cursor_takes_the_body_along(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k);
    assert_string_equal(kit_selected_message(&k), "m0");
    kit_press(&k, "j");
    expect(&k, "3 [2] 1");
    assert_string_equal(kit_selected_message(&k), "m1");
    assert_string_equal(k.app->body.shown.message->id, "m1");
    kit_press(&k, "G");
    assert_string_equal(kit_selected_message(&k), "m4");
    kit_press(&k, "g");
    assert_string_equal(kit_selected_message(&k), "m0");
    kit_free(&k);
}

static void enter_goes_in_and_escape_comes_back(void **state)
{
    char title[100];
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_press(&k, "j Enter");
    expect(&k, "in 2");
    seen_expect_pane(&k, "messages");
    groups_describe(k.app, title, sizeof(title));
    assert_string_equal(title, "group: no error named (json 2)");
    assert_string_equal(kit_selected_message(&k), "m1");
    kit_press(&k, "j");
    assert_string_equal(kit_selected_message(&k), "m3");
    kit_press(&k, "q");
    expect(&k, "3 [2] 1");
    assert_string_equal(kit_selected_message(&k), "m3");
    kit_press(&k, "k l Enter");
    seen_expect_pane(&k, "body");
    kit_press(&k, "q q Esc");
    expect(&k, "[3] 2 1");
    kit_press(&k, "Esc");
    expect(&k, "off");
    seen_expect_pane(&k, "messages");
    kit_free(&k);
}

static void a_new_peek_keeps_groups_and_cursor(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_press(&k, "G p");
    feed_bodies(&k, kit_open(&k, OP_PEEK, NULL), 1, BODIES - 1);
    expect(&k, "2 2 [1]");
    assert_string_equal(kit_selected_message(&k), "m4");
    kit_press(&k, "p");
    feed_bodies(&k, kit_open(&k, OP_PEEK, NULL), 0, 3);
    expect(&k, "2 [1]");
    kit_press(&k, "l p");
    expect(&k, "in 1");
    feed_bodies(&k, kit_open(&k, OP_PEEK, NULL), 0, BODIES);
    expect(&k, "in 2");
    kit_press(&k, "p");
    feed_bodies(&k, kit_open(&k, OP_PEEK, NULL), 4, 1);
    expect(&k, "[1]");
    kit_free(&k);
}

static size_t count_by_ref(const struct kit *k)
{
    struct targets t;

    targets_count(k->app, &t);
    return t.by_ref;
}

static void actions_are_about_the_group_or_the_marks(void **state)
{
    struct kit k;
    size_t n;

    (void)state;
    open_grouped(&k);
    assert_int_equal(count_by_ref(&k), 3);
    kit_press(&k, "A");
    seen_expect_open(&k, "CHANGE");
    assert_int_equal(k.app->question.n, 3);
    assert_int_equal(k.app->targets.n_groups, 1);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Esc j Space");
    expect(&k, "3 2 [1]");
    assert_int_equal(count_by_ref(&k), 2);
    assert_true(groups_is_marked(k.app, 1) && !groups_is_marked(k.app, 0));
    free(targets_list(k.app, true, &n));
    assert_int_equal(n, 2);
    kit_press(&k, "k Space g");
    assert_int_equal(count_by_ref(&k), 3); /* nothing is marked again */
    kit_press(&k, "3");
    assert_int_equal(count_by_ref(&k), 1); /* the body is one message's */
    kit_press(&k, "Alt-2 l");
    free(targets_list(k.app, true, &n));
    assert_int_equal(n, 3);
    free(targets_list(k.app, false, &n));
    assert_int_equal(n, 1);
    kit_free(&k);
}

/* Ctrl-S writes the group, and evidence all that is shown. */
static void the_group_is_what_is_written(void **state)
{
    char text[100];
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_press(&k, "Ctrl-S");
    export_describe(k.app, text, sizeof(text));
    assert_string_equal(text, "3 messages of 1 group, one JSON object a line.");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    assert_true(k.app->export.wanted);
    assert_int_equal(k.app->export.snapshot.n, 3);
    export_free(&k.app->export);
    export_start_evidence(k.app, "x");
    assert_int_equal(k.app->export.snapshot.n, BODIES);
    kit_free(&k);
}

/* It cannot be marked, and is in no way of the group being so. */
static void a_message_without_an_id_is_not_missed(void **state)
{
    static const char *const same[] = {"{\"error\":\"a\"}", "{\"error\":\"a\"}"};
    struct message *m;
    struct kit k;

    (void)state;
    open_with(&k, same, ARRAY_LEN(same));
    m = k.app->messages.view[1]->message;
    m->id = "";
    kit_press(&k, "% Space");
    assert_true(groups_is_marked(k.app, 0));
    assert_int_equal(marks_count(&k.app->marks, &k.app->messages), 1);
    kit_press(&k, "Space");
    assert_false(groups_is_marked(k.app, 0));
    kit_free(&k);
}

static void limits_are_those_of_the_queue_now(void **state)
{
    const struct group *items;
    struct kit k;

    (void)state;
    open_grouped(&k); /* attempts 0 2 5, 1 3, 4; at most 3 retries */
    items = k.app->groups.made.items;
    assert_int_equal(items[0].n_limits, 3);
    assert_int_equal(items[0].at_limit, 1);
    assert_int_equal(items[0].at_end, 1);
    assert_int_equal(items[1].at_limit, 1);
    app_open_queue(k.app)->queue->consumers[0].max_retries = 2;
    kit_press(&k, "k");
    items = k.app->groups.made.items;
    assert_int_equal(items[0].at_limit, 2);
    app_open_queue(k.app)->queue->consumers[0].max_retries = -1;
    kit_press(&k, "k");
    assert_int_equal(k.app->groups.made.items[0].n_limits, 0);
    kit_free(&k);
}

static void a_group_that_is_gone_is_left(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_press(&k, "G l");
    expect(&k, "in 1");
    changekit_ask(&k, "A", "y");
    changekit_answer_purge(&k, 0, NULL);
    kit_press(&k, "p");
    feed_bodies(&k, kit_open(&k, OP_PEEK, NULL), 0, 4);
    expect(&k, "2 [2]");
    kit_free(&k);
}

static void a_filter_narrows_the_groups(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_press(&k, "/ u s e r Enter");
    expect(&k, "[1]");
    kit_press(&k, "Esc");
    expect(&k, "3 2 [1]");
    kit_press(&k, "g l / 1 8 Enter");
    expect(&k, "in 1");
    kit_press(&k, "Esc");
    expect(&k, "[1]");
    kit_free(&k);
}

static void another_queue_is_not_grouped(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_press(&k, "l Alt-1 j Enter");
    expect(&k, "off");
    feed_bodies(&k, kit_open(&k, OP_PEEK, "q0001"), 0, BODIES);
    assert_int_equal(seen_messages_filtered(&k), BODIES);
    kit_free(&k);
}

static void commands_group_too(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k);
    kit_type(&k, ":group sh\n", false);
    expect(&k, "[4] 2");
    kit_type(&k, ":group off\n", false);
    expect(&k, "off");
    kit_type(&k, ":group colour\n", false);
    expect(&k, "off");
    assert_non_null(strstr(seen_refusal(&k), "colour"));
    kit_free(&k);
}

static void what_needs_groups_says_so(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "2 %");
    assert_true(seen_is_error(&k));
    kit_press(&k, "1 Enter");
    feed_bodies(&k, kit_open(&k, OP_PEEK, NULL), 0, 2);
    kit_press(&k, "l");
    expect(&k, "off");
    assert_false(seen_is_error(&k));
    kit_press(&k, "% v");
    assert_null(k.app->marks.anchor);
    kit_free(&k);
}

static void a_click_selects_a_group(void **state)
{
    struct click click = {.on = CLICK_ROW, .pane = PANE_MESSAGES, .row = 2, .line = 9, .col = 9};
    struct kit k;

    (void)state;
    open_grouped(&k);
    app_click(k.app, click, k.now);
    expect(&k, "3 2 [1]");
    assert_string_equal(kit_selected_message(&k), "m4");
    app_click(k.app, click, k.now);
    app_settle(k.app);
    expect(&k, "in 1");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_frequent_comes_first),
        cmocka_unit_test(the_rarest_comes_last),
        cmocka_unit_test(shapes_and_errors_are_told_apart),
        cmocka_unit_test(percent_goes_through_what_to_group_by),
        cmocka_unit_test(b_is_for_the_list_of_groups),
        cmocka_unit_test(the_cursor_takes_the_body_along),
        cmocka_unit_test(enter_goes_in_and_escape_comes_back),
        cmocka_unit_test(a_new_peek_keeps_groups_and_cursor),
        cmocka_unit_test(actions_are_about_the_group_or_the_marks),
        cmocka_unit_test(the_group_is_what_is_written),
        cmocka_unit_test(a_message_without_an_id_is_not_missed),
        cmocka_unit_test(limits_are_those_of_the_queue_now),
        cmocka_unit_test(a_group_that_is_gone_is_left),
        cmocka_unit_test(a_filter_narrows_the_groups),
        cmocka_unit_test(another_queue_is_not_grouped),
        cmocka_unit_test(commands_group_too),
        cmocka_unit_test(what_needs_groups_says_so),
        cmocka_unit_test(a_click_selects_a_group),
    };

    return cmocka_run_group_tests_name("groups", tests, NULL, NULL);
}
