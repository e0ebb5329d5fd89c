#include "tests/unit/app/show/queue/pastkit.h"
#include "tests/unit/seenkit.h"

#include "app/show/queue/graph_screen.h"

enum { DATA = 60 }; /* columns of it on a screen of 80 */

static int find_cursor(const struct kit *k)
{
    struct graph_window w = graph_screen_window(k->app);

    assert_int_equal(w.columns, DATA);
    return graph_screen_find_cursor(k->app, &w);
}

static double read_value(const struct kit *k, enum queue_track what)
{
    struct graph_window w = graph_screen_window(k->app);
    struct graph_readings r;

    graph_screen_read(k->app, graph_screen_queue(k->app)->stats, &w, &r);
    return r.values[what];
}

static void expect_reading(const struct kit *k, enum queue_track what, double want)
{
    double value = read_value(k, what);

    if (value < want || value > want)
        fail_msg("track %d: %g, not %g", (int)what, value, want);
}

/* queue-0000 dead-letters into queue-0001. */
static void start_with_dlq(struct kit *k, bool listed)
{
    struct queue_page *page = kit_make_page("queue", 0, listed ? 2 : 1);

    page->items[0].consumers[0].dead_letter_queue = "queue-0001";
    kit_start(k, kit_config());
    kit_page(k, page);
    kit_list_end(k);
    kit_answer_metrics(k, 5);
}

static void it_is_about_the_queue_that_keys_are_about(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "j m");
    seen_expect_screen(&k, "GRAPH");
    assert_string_equal(graph_screen_queue(k.app)->queue->name, "queue-0001");
    kit_press(&k, "m");
    seen_expect_screen(&k, "");
    kit_press(&k, "Enter 1 k");
    kit_wait(&k, COUNT_LONE_MS);
    kit_press(&k, "2 m");
    assert_string_equal(graph_screen_queue(k.app)->queue->name, "queue-0001");
    kit_press(&k, "q");
    seen_expect_screen(&k, "");
    seen_expect_pane(&k, "messages");
    kit_press(&k, "m Esc");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

static void without_a_queue_there_is_none(void **state)
{
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_press(&k, "m");
    seen_expect_screen(&k, "");
    seen_expect_said(&k, "there is no queue to draw a graph of");
    kit_free(&k);
}

static void lines_go_to_other_queues(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "m j");
    assert_string_equal(graph_screen_queue(k.app)->queue->name, "queue-0001");
    assert_string_equal(k.app->past.wanted[0], "q0001");
    kit_press(&k, "PgDn");
    assert_string_equal(graph_screen_queue(k.app)->queue->name, "queue-0002");
    kit_press(&k, "k q");
    assert_string_equal(kit_selected_queue(&k), "q0001");
    kit_press(&k, "Enter m j");
    assert_string_equal(graph_screen_queue(k.app)->queue->name, "queue-0001");
    seen_expect_part(seen_said(&k), "the open queue");
    kit_free(&k);
}

static void a_queue_that_is_gone_leaves_nothing_to_copy(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 2);
    kit_press(&k, "m r");
    kit_press(&k, "q r");
    kit_press(&k, "m");
    kit_page(&k, kit_make_page("queue", 5, 1));
    kit_list_end(&k);
    assert_null(graph_screen_queue(k.app));
    kit_press(&k, "y +");
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    kit_press(&k, "[ h q");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

static void ranges_go_from_minutes_to_days(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "m");
    assert_int_equal(k.app->graph_screen.range_ms, minute_ms * 3 * 60);
    kit_press(&k, "[");
    assert_int_equal(k.app->graph_screen.range_ms, 60 * minute_ms);
    seen_expect_said(&k, "");
    kit_press(&k, "[ [");
    assert_int_equal(k.app->graph_screen.range_ms, 15 * minute_ms);
    kit_press(&k, "[");
    assert_int_equal(k.app->graph_screen.range_ms, 15 * minute_ms);
    seen_expect_said(&k, "there is no shorter range than that");
    kit_press(&k, "9 ]");
    assert_int_equal(k.app->graph_screen.range_ms, minute_ms * 14 * 24 * 60);
    kit_press(&k, "]");
    seen_expect_said(&k, "there is no longer range than that");
    kit_press(&k, "q m");
    assert_int_equal(k.app->graph_screen.range_ms, minute_ms * 14 * 24 * 60);
    kit_free(&k);
}

static void the_cursor_goes_over_columns(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "m");
    assert_int_equal(find_cursor(&k), -1);
    kit_press(&k, "h");
    assert_int_equal(find_cursor(&k), DATA - 1);
    kit_press(&k, "h Left");
    assert_int_equal(find_cursor(&k), DATA - 3);
    kit_press(&k, "5 h Right l");
    assert_int_equal(find_cursor(&k), DATA - 6);
    kit_press(&k, "g");
    assert_int_equal(find_cursor(&k), 0);
    kit_press(&k, "h");
    assert_int_equal(find_cursor(&k), 0);
    kit_press(&k, "1 0 G");
    assert_int_equal(find_cursor(&k), 9);
    kit_press(&k, "End l");
    assert_int_equal(find_cursor(&k), DATA - 1);
    kit_press(&k, "q m");
    assert_int_equal(find_cursor(&k), -1);
    kit_free(&k);
}

/* On the newest column it stays there; elsewhere at its time, as far as that is in sight. */
static void the_cursor_keeps_its_time(void **state)
{
    struct graph_window w;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "m G");
    kit_wait(&k, 10 * minute_ms);
    assert_int_equal(find_cursor(&k), DATA - 1);
    kit_press(&k, "h h");
    kit_wait(&k, 9 * minute_ms);
    assert_int_equal(find_cursor(&k), DATA - 6);
    kit_press(&k, "]");
    w = graph_screen_window(k.app);
    assert_int_equal(w.column_ms, 6 * minute_ms);
    assert_true(find_cursor(&k) == graph_window_find(&w, k.app->graph_screen.cursor_ms));
    kit_press(&k, "[ [ [ [");
    assert_int_equal(find_cursor(&k), 0);
    kit_free(&k);
}

static void every_track_is_read_at_the_cursor(void **state)
{
    struct graph_window w;
    struct history *h;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "m [");
    w = graph_screen_window(k.app);
    assert_int_equal(w.column_ms, minute_ms);
    h = past_new(HISTORY_MINUTE, w.start_ms, graph_window_time(&w, 50));
    past_add_backlog(h, "q0000", w.start_ms, 70, 7000);
    past_add_work(h, "q0000", w.start_ms, 3);
    past_add_action(h, "q0000", w.start_ms, HISTORY_WRITTEN, 12);
    past_add_action(h, "q0000", graph_window_time(&w, 1), HISTORY_WRITTEN, 9);
    past_put(&k, h);
    expect_reading(&k, TRACK_BACKLOG, 5);
    expect_reading(&k, TRACK_BYTES, 500);
    expect_reading(&k, TRACK_IN, 9);
    kit_press(&k, "g");
    expect_reading(&k, TRACK_BACKLOG, 70);
    expect_reading(&k, TRACK_BYTES, 7000);
    expect_reading(&k, TRACK_WORK, 3);
    expect_reading(&k, TRACK_IN, 12);
    expect_reading(&k, TRACK_OUT, 0);
    expect_reading(&k, TRACK_OLDEST, -1);
    kit_press(&k, "l l");
    expect_reading(&k, TRACK_BACKLOG, -1);
    kit_free(&k);
}

static void its_history_is_wanted_and_that_of_its_dlq(void **state)
{
    struct kit k;

    (void)state;
    start_with_dlq(&k, true);
    assert_int_equal(k.app->past.n_wanted, 1); /* that of the selected one */
    kit_press(&k, "m");
    assert_int_equal(k.app->past.n_wanted, 2);
    assert_string_equal(k.app->past.wanted[0], "q0000");
    assert_string_equal(k.app->past.wanted[1], "q0001");
    assert_int_equal(k.app->past.range_ms, minute_ms * DATA * 3);
    kit_press(&k, "] j");
    assert_int_equal(k.app->past.range_ms, minute_ms * DATA * 6);
    assert_int_equal(k.app->past.n_wanted, 1);
    kit_free(&k);
}

static void the_dlq_is_drawn_where_there_is_one(void **state)
{
    struct kit k;

    (void)state;
    start_with_dlq(&k, true);
    kit_press(&k, "m");
    assert_null(graph_screen_dead(k.app));
    kit_press(&k, "+");
    assert_string_equal(graph_screen_dead(k.app)->queue->name, "queue-0001");
    kit_press(&k, "+");
    assert_null(graph_screen_dead(k.app));
    kit_press(&k, "+ j");
    assert_null(graph_screen_dead(k.app));
    kit_press(&k, "+");
    seen_expect_said(&k, "queue-0001 has no dead-letter queue");
    kit_press(&k, "k");
    assert_non_null(graph_screen_dead(k.app));
    kit_free(&k);
    start_with_dlq(&k, false);
    kit_press(&k, "m +");
    seen_expect_said(&k, "queue-0001, its dead-letter queue, is not in the list");
    kit_free(&k);
}

/* Both are measured as what is looked at is, not now and then. */
static void its_dlq_is_measured_with_it(void **state)
{
    struct queue_page *page = kit_make_page("queue", 0, 60);
    struct kit k;
    size_t n = 0;

    (void)state;
    page->items[0].consumers[0].dead_letter_queue = "queue-0050";
    kit_start(&k, kit_config());
    kit_page(&k, page);
    kit_list_end(&k);
    kit_press(&k, "m");
    for (int s = 0; s < 120; s++) {
        kit_answer_metrics(&k, 5);
        kit_wait(&k, 1000);
    }
    for (size_t i = 0; i < k.n; i++)
        n += !strcmp(k.sent[i].request->call.queue_id, "q0050");
    assert_true(n > 20);
    kit_free(&k);
}

static void values_are_copied_as_csv(void **state)
{
    static const char head[] = "time,backlog,bytes,in_per_minute,out_per_minute,"
                               "failed_per_minute,dead_per_minute,concurrency\n";
    struct graph_window w;
    struct format time;
    struct history *h;
    char line[200];
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "m [");
    w = graph_screen_window(k.app);
    h = past_new(HISTORY_MINUTE, w.start_ms, graph_window_time(&w, 50));
    past_add_backlog(h, "q0000", w.start_ms, 70, 7000);
    past_add_work(h, "q0000", w.start_ms, 2.5);
    past_add_action(h, "q0000", w.start_ms, HISTORY_WRITTEN, 120);
    past_put(&k, h);
    kit_press(&k, "y");
    assert_int_equal(k.app->copy.effect, COPY_TO_CLIPBOARD);
    assert_string_equal(k.app->copy.file, "cfqtop-q0000-graph.csv");
    assert_memory_equal(k.app->copy.text.bytes, head, strlen(head));
    snprintf(line, sizeof(line), "\n%s,70,7000,120,0,0,0,2.5\n", format_utc(&time, w.start_ms));
    seen_expect_part(k.app->copy.text.bytes, line);
    snprintf(line, sizeof(line), "\n%s,,,,,,,\n",
             format_utc(&time, graph_window_time(&w, DATA - 10)));
    seen_expect_part(k.app->copy.text.bytes, line);
    snprintf(line, sizeof(line), "\n%s,5,500,,,,,\n",
             format_utc(&time, graph_window_time(&w, DATA - 1)));
    seen_expect_part(k.app->copy.text.bytes, line);
    kit_free(&k);
}

static void columns_are_shared_at_any_width(void **state)
{
    (void)state;
    for (int cols = 0; cols < 700; cols++) {
        struct graph_share s = graph_screen_share(cols);

        assert_true(s.left >= 0 && s.right >= 1 && s.data >= 1 && s.data <= GRAPH_COLUMNS);
        assert_true(s.left + s.data + s.right <= cols || s.data == 1);
    }
    assert_int_equal(graph_screen_share(80).data, DATA);
    assert_int_equal(graph_screen_share(160).data, 120);
    assert_int_equal(graph_screen_share(40).data, 31);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_about_the_queue_that_keys_are_about),
        cmocka_unit_test(without_a_queue_there_is_none),
        cmocka_unit_test(lines_go_to_other_queues),
        cmocka_unit_test(a_queue_that_is_gone_leaves_nothing_to_copy),
        cmocka_unit_test(ranges_go_from_minutes_to_days),
        cmocka_unit_test(the_cursor_goes_over_columns),
        cmocka_unit_test(the_cursor_keeps_its_time),
        cmocka_unit_test(every_track_is_read_at_the_cursor),
        cmocka_unit_test(its_history_is_wanted_and_that_of_its_dlq),
        cmocka_unit_test(the_dlq_is_drawn_where_there_is_one),
        cmocka_unit_test(its_dlq_is_measured_with_it),
        cmocka_unit_test(values_are_copied_as_csv),
        cmocka_unit_test(columns_are_shared_at_any_width),
    };

    return cmocka_run_group_tests_name("graph_screen", tests, NULL, NULL);
}
