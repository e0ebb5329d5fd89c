#include "tests/unit/app/show/queue/pastkit.h"
#include "tests/unit/seenkit.h"

#include "app/settle.h"

static const char *text_of(const struct kit *k)
{
    return seen_screen_text(k);
}

/* Whether the screen has "label   value" as a line; blanks between the two do not count. */
static bool has_field(const struct kit *k, const char *label, const char *value)
{
    const struct layout *l = &k->app->screen_pager.layout;

    for (size_t i = 0; i < l->n; i++) {
        size_t n, at = 2, label_len = strlen(label);
        const char *line = layout_line(l, i, &n);

        if (n < at + label_len || memcmp(line + at, label, label_len) != 0)
            continue;
        for (at += label_len; at < n && line[at] == ' '; at++)
            ;
        if (n - at == strlen(value) && !memcmp(line + at, value, n - at))
            return true;
    }
    return false;
}

/* Three queues: 0 and 1 dead-letter into 2. */
static struct queue_page *make_page(void)
{
    struct queue_page *page = kit_make_page("queue", 0, 3);
    struct queue *q = &page->items[0];

    q->retention_s = 345600;
    q->delivery_delay_s = 0;
    q->paused = FLAG_YES;
    q->producers_total = 1;
    q->n_producers = 1;
    q->producers = arena_new(&page->arena, 1, sizeof(*q->producers));
    q->producers[0] = (struct producer){"worker", "checkout"};
    q->consumers[0] = (struct consumer){.kind = CONSUMER_WORKER,
                                        .type = "worker",
                                        .script = "mailer",
                                        .dead_letter_queue = "queue-0002",
                                        .batch_size = 10,
                                        .max_retries = 3,
                                        .retry_delay_s = 90,
                                        .max_wait_ms = 5000,
                                        .max_concurrency = -1,
                                        .visibility_timeout_ms = -1};
    page->items[1].consumers[0] = (struct consumer){.kind = CONSUMER_HTTP_PULL,
                                                    .type = "http_pull",
                                                    .dead_letter_queue = "queue-0002",
                                                    .batch_size = 5,
                                                    .max_retries = 1,
                                                    .retry_delay_s = 0,
                                                    .max_wait_ms = -1,
                                                    .max_concurrency = -1,
                                                    .visibility_timeout_ms = 30000};
    page->items[2].n_consumers = 0;
    page->items[2].consumers_total = 0;
    page->items[2].producers_total = 0;
    return page;
}

static void start(struct kit *k)
{
    kit_start(k, kit_config());
    kit_page(k, make_page());
    kit_list_end(k);
    kit_answer_metrics(k, 1234);
}

static void settings_are_words_and_units(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "d");
    assert_true(has_field(&k, "delivery", "PAUSED: producers may send, consumers get nothing"));
    assert_true(has_field(&k, "retention", "4d"));
    assert_true(has_field(&k, "delivery delay", "none"));
    assert_true(has_field(&k, "backlog", "1,234 messages, 123 kB, oldest - (measured 0s ago)"));
    assert_true(has_field(&k, "pushed to", "Worker mailer"));
    assert_true(has_field(&k, "failed messages", "3 retries, then to queue-0002"));
    assert_true(has_field(&k, "retry delay", "90s"));
    assert_true(has_field(&k, "batch", "up to 10 messages, or what came in 5s"));
    assert_true(has_field(&k, "concurrency", "as many as the platform allows"));
    assert_true(has_field(&k, "worker", "checkout"));
    assert_true(has_field(&k, "jurisdiction", "-"));
    kit_press(&k, "d j d");
    assert_true(has_field(&k, "failed messages", "1 retry, then to queue-0002"));
    assert_true(has_field(&k, "lease", "30s"));
    assert_true(has_field(&k, "delivery", "-"));
    assert_null(strstr(text_of(&k), "(null)"));
    kit_free(&k);
}

static void a_dead_letter_queue_names_its_sources(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j j d");
    assert_true(has_field(&k, "receives from", "queue-0000 (Worker mailer)"));
    assert_true(has_field(&k, "", "queue-0001 (http_pull)"));
    assert_true(has_field(&k, "sends to", "nowhere: nothing consumes this queue"));
    assert_non_null(strstr(text_of(&k), "none: messages stay until they expire"));
    assert_non_null(strstr(text_of(&k), "none: only the API sends here"));
    kit_press(&k, "d k d");
    assert_true(has_field(&k, "receives from", "no queue of the list"));
    assert_true(has_field(&k, "sends to", "queue-0002 (backlog 1,234)"));
    kit_free(&k);
}

static void a_dead_letter_queue_that_is_not_there_is_named(void **state)
{
    struct queue_page *page = make_page();
    struct kit k;

    (void)state;
    page->items[0].consumers[0].dead_letter_queue = "gone\nsends to   x";
    kit_start(&k, kit_config());
    kit_page(&k, page);
    kit_list_end(&k);
    kit_press(&k, "d");
    assert_non_null(strstr(text_of(&k), "gone\rsends to   x, which is not in the list"));
    kit_free(&k);
}

static void a_loop_of_dead_letter_queues_is_shown(void **state)
{
    struct queue_page *page = kit_make_page("queue", 0, 12);
    struct kit k;

    (void)state;
    page->items[0].consumers[0].dead_letter_queue = "queue-0001";
    page->items[1].consumers[0].dead_letter_queue = "queue-0002";
    page->items[2].consumers[0].dead_letter_queue = "queue-0000";
    page->items[3].consumers[0].dead_letter_queue =
        "queue-0000"; /* leads there, and is not in it */
    page->items[4].consumers[0].dead_letter_queue = "queue-0004";
    kit_start(&k, kit_config());
    kit_page(&k, page);
    kit_list_end(&k);
    kit_press(&k, "d");
    assert_true(has_field(&k, "backlog", "-")); /* not measured yet */
    assert_non_null(strstr(text_of(&k), "LOOP: queue-0000 \xe2\x86\x92 queue-0001 \xe2\x86\x92 "
                                        "queue-0002 \xe2\x86\x92 queue-0000: "));
    kit_press(&k, "d j j j d");
    assert_null(strstr(text_of(&k), "LOOP"));
    kit_press(&k, "d j d");
    assert_non_null(strstr(text_of(&k), "LOOP: queue-0004 \xe2\x86\x92 queue-0004: "));
    kit_free(&k);
}

static void d_and_i_are_the_same_for_a_queue(void **state)
{
    struct kit k;
    char *first;

    (void)state;
    start(&k);
    kit_press(&k, "d");
    assert_int_equal(kit_count(&k, OP_QUEUE), 1);
    first = mem_copy_str(text_of(&k));
    kit_press(&k, "d");
    seen_expect_screen(&k, "");
    kit_press(&k, "i");
    assert_string_equal(text_of(&k), first);
    assert_int_equal(kit_count(&k, OP_QUEUE), 1);
    kit_press(&k, "i");
    seen_expect_screen(&k, "");
    free(first);
    kit_free(&k);
}

/* In the message pane i is about the message, d about its queue. */
static void d_of_a_message_is_about_its_queue(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    kit_press(&k, "d");
    assert_true(has_field(&k, "name", "queue-0001"));
    kit_press(&k, "d i");
    assert_true(has_field(&k, "ref", "ref of m0"));
    kit_press(&k, "d");
    assert_true(has_field(&k, "name", "queue-0001"));
    kit_free(&k);
}

static void fresh_fields_leave_the_view_where_it_was(void **state)
{
    struct request *r;
    struct event *e;
    struct kit k;

    (void)state;
    start(&k);
    kit_set_sizes(&k, 5);
    kit_press(&k, "d j j");
    r = kit_open(&k, OP_QUEUE, NULL);
    e = kit_event(&k, r, EV_DONE);
    e->u.page = kit_make_page("renamed", 0, 1);
    kit_feed(&k, e);
    assert_true(has_field(&k, "name", "renamed-0000"));
    assert_int_equal(seen_top(&k), 2);
    kit_free(&k);
}

static void expect_line(const struct kit *k, size_t i, const char *want)
{
    const struct layout *l = &k->app->screen_pager.layout;
    const char *line;
    size_t n;

    assert_true(i < l->n);
    line = layout_line(l, i, &n);
    if (n != strlen(want) || memcmp(line, want, n) != 0)
        fail_msg("line %zu is \"%.*s\", not \"%s\"", i, (int)n, line, want);
}

/* An hour in which its consumer died seven whole minutes ago. */
static struct history *make_death(const struct kit *k)
{
    int64_t end_ms = k->now.wall_ms / minute_ms * minute_ms;
    struct history *h = past_new(HISTORY_MINUTE, end_ms - 60 * minute_ms, end_ms);

    for (int ago = 60; ago > 0; ago--) {
        int64_t ms = end_ms - ago * minute_ms;

        past_add_action(h, "q0001", ms, HISTORY_WRITTEN, 1900);
        if (ago > 7)
            past_add_action(h, "q0001", ms, HISTORY_DELIVERED, 1900);
    }
    return h;
}

static void wait_and_look(struct kit *k, int64_t ms)
{
    kit_wait(k, ms);
    app_settle(k->app);
}

static void why_it_grows_comes_first(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j d");
    expect_line(&k, 0, "WHY");
    expect_line(&k, 1, "  not measured for long enough to tell a trend, measured 0s ago");
    expect_line(&k, 2, "  in and out are not known: there are no analytics yet");
    expect_line(&k, 3, "");
    expect_line(&k, 4, "QUEUE");
    snprintf(k.app->past.trouble, sizeof(k.app->past.trouble), "the credential may not ask");
    kit_press(&k, "d d");
    expect_line(&k, 2, "  in and out are not known: the credential may not ask");
    kit_press(&k, "d");
    past_put(&k, make_death(&k));
    kit_press(&k, "d");
    expect_line(&k, 2, "  nothing was read or delivered in 5 known minutes: consumer dead?");
    expect_line(&k, 3, "  out fell from 1.9k to 0/min at 10:59, in stayed 1.9k/min");
    expect_line(&k, 4, "  by analytics of 5 minutes up to 11:06, 40s ago");
    expect_line(&k, 6, "QUEUE");
    kit_free(&k);
}

/* What was read anew counts, and not what the list still says. */
static void why_goes_by_the_newest_settings(void **state)
{
    struct event *e;
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j");
    past_put(&k, make_death(&k));
    kit_press(&k, "d");
    e = kit_event(&k, kit_open(&k, OP_QUEUE, NULL), EV_DONE);
    e->u.page = kit_make_page("renamed", 1, 1);
    e->u.page->items[0].paused = FLAG_YES;
    kit_feed(&k, e);
    expect_line(&k, 1, "  delivery is paused, measured 0s ago");
    expect_line(&k, 2, "  1.9k/min more come than go: delivery is paused");
    wait_and_look(&k, 3000); /* and goes on to */
    expect_line(&k, 1, "  delivery is paused, measured 3s ago");
    assert_true(has_field(&k, "name", "renamed-0001"));
    kit_free(&k);
}

static void ages_go_on_while_they_are_in_sight(void **state)
{
    const char *first = "  not measured for long enough to tell a trend, measured 0s ago";
    struct kit k;

    (void)state;
    start(&k);
    kit_set_sizes(&k, 5);
    kit_press(&k, "j d");
    wait_and_look(&k, 999);
    expect_line(&k, 1, first);
    kit_press(&k, "5 j");
    wait_and_look(&k, 3000);
    expect_line(&k, 1, first);
    kit_press(&k, "g");
    expect_line(&k, 1, "  not measured for long enough to tell a trend, measured 3s ago");
    assert_int_equal(seen_top(&k), 0);
    kit_free(&k);
}

/* While the screen is frozen nothing on it moves. */
static void frozen_ages_stand(void **state)
{
    struct kit k;

    (void)state;
    start(&k);
    kit_press(&k, "j d Z");
    wait_and_look(&k, 5000);
    expect_line(&k, 1, "  not measured for long enough to tell a trend, measured 0s ago");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_words_and_units),
        cmocka_unit_test(a_dead_letter_queue_names_its_sources),
        cmocka_unit_test(a_dead_letter_queue_that_is_not_there_is_named),
        cmocka_unit_test(a_loop_of_dead_letter_queues_is_shown),
        cmocka_unit_test(d_and_i_are_the_same_for_a_queue),
        cmocka_unit_test(d_of_a_message_is_about_its_queue),
        cmocka_unit_test(fresh_fields_leave_the_view_where_it_was),
        cmocka_unit_test(why_it_grows_comes_first),
        cmocka_unit_test(why_goes_by_the_newest_settings),
        cmocka_unit_test(ages_go_on_while_they_are_in_sight),
        cmocka_unit_test(frozen_ages_stand),
    };

    return cmocka_run_group_tests_name("app describe", tests, NULL, NULL);
}
