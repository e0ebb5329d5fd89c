#include "tests/unit/seenkit.h"

static const char *text_of(const struct kit *k)
{
    return seen_screen_text(k);
}

/* One call of d, failed or answered after 40 ms with 300 bytes. */
static void end_describe(struct kit *k, const char *error)
{
    struct request *r;
    struct event *e;

    kit_press(k, "1 d");
    r = kit_open(k, OP_QUEUE, NULL);
    e = kit_event(k, r, error ? EV_FAILED : EV_DONE);
    e->received.mono_ms = e->sent.mono_ms + 40;
    e->bytes = 300;
    if (error) {
        error_set(&e->err, ERR_API, "%s", error);
        e->err.http = 418;
    } else {
        e->u.page = kit_make_page("queue", 0, 1);
    }
    kit_feed(k, e);
    kit_press(k, "q");
}

static void every_call_is_there_once(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 2);
    assert_int_equal(k.app->call_log.n, 3); /* the list, and two measurements */
    end_describe(&k, NULL);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 1, "m");
    kit_press(&k, "!");
    seen_expect_screen(&k, "CALL_LOG");
    assert_int_equal(k.app->call_log.n, 5);
    assert_non_null(strstr(text_of(&k), "queues    ok "));
    assert_non_null(strstr(text_of(&k), "queue     ok            40 ms    300 B  queue-0000\n"));
    assert_non_null(strstr(text_of(&k), "  queue-0000: 1 message"));
    kit_press(&k, "!");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

/* 240 bytes of an error's words, with what could draw another line or command a terminal. */
static void an_error_is_whole_and_one_line(void **state)
{
    char words[241];
    struct kit k;

    (void)state;
    memset(words, 'w', sizeof(words) - 1);
    words[240] = '\0';
    memcpy(words, "one\ntwo\033]0;x\007", 13);
    memcpy(words + 236, "END", 3);
    kit_ready(&k, 1);
    end_describe(&k, words);
    kit_press(&k, "!");
    assert_int_equal(k.app->call_log.failed, 1);
    assert_non_null(strstr(text_of(&k), "queue     418 "));
    assert_non_null(strstr(text_of(&k), "one\rtwo"));
    assert_non_null(strstr(text_of(&k), "END"));
    kit_free(&k);
}

static void tries_and_cancels_are_told_apart(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    kit_retrying(&k, r, 1000);
    kit_fail(&k, r, ERR_CANCELLED, 0, -1, "cancelled");
    kit_press(&k, "!");
    assert_non_null(strstr(text_of(&k), "peek      no answer "));
    assert_non_null(strstr(text_of(&k), "queue-0000 (tried again)\n"));
    assert_non_null(strstr(text_of(&k), "peek      cancelled "));
    assert_int_equal(k.app->call_log.failed, 1);
    kit_free(&k);
}

static size_t count_lines(const struct kit *k)
{
    return k->app->screen_pager.layout.n;
}

static void only_the_last_thousand_stay(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    end_describe(&k, "first failure");
    for (int i = 0; i < CALL_LOG_MAX - 1; i++)
        end_describe(&k, NULL);
    kit_press(&k, "!");
    assert_int_equal(k.app->call_log.n, CALL_LOG_MAX);
    assert_non_null(strstr(text_of(&k), "first failure"));
    assert_int_equal(count_lines(&k), CALL_LOG_MAX + 1);
    kit_press(&k, "!");
    end_describe(&k, NULL);
    kit_press(&k, "!");
    assert_int_equal(k.app->call_log.n, CALL_LOG_MAX);
    assert_int_equal(k.app->call_log.noted, CALL_LOG_MAX + 3);
    assert_null(strstr(text_of(&k), "first failure"));
    assert_int_equal(count_lines(&k), CALL_LOG_MAX);
    kit_free(&k);
}

static void note_more(struct kit *k, int n)
{
    for (int i = 0; i < n; i++) {
        kit_wait(k, 2000);
        kit_answer_metrics(k, 9);
    }
}

/* The row at the top of the view. */
static const char *read_top(const struct kit *k, char out[400])
{
    struct pager_row row;

    assert_true(pager_first_row(&k->app->screen_pager, &row));
    snprintf(out, 400, "%.*s", (int)row.len, row.text);
    return out;
}

/* At the end it follows what comes; scrolled up, the line at the top stays, also when older ones
 * fall off, and when it would itself. */
static void the_view_follows_or_stays(void **state)
{
    const struct pager *p;
    struct kit k;
    char read[400], now[400];
    size_t top, n;

    (void)state;
    kit_ready(&k, 1);
    kit_set_sizes(&k, 10);
    p = &k.app->screen_pager;
    note_more(&k, 30);
    kit_press(&k, "!");
    assert_int_equal(p->top + 10, p->layout.n);
    n = p->layout.n;
    note_more(&k, 3);
    assert_int_equal(p->layout.n, n + 3);
    assert_int_equal(p->top + 10, p->layout.n);
    kit_press(&k, "k k");
    top = p->top;
    note_more(&k, 3);
    assert_int_equal(p->top, top);
    read_top(&k, read);
    note_more(&k, CALL_LOG_MAX);
    assert_string_equal(read_top(&k, now), read);
    kit_press(&k, "G k k");
    top = p->top;
    note_more(&k, 3);
    assert_int_equal(p->top, top - 3);
    /* A line just above the view can go, the first of the view waits. */
    kit_press(&k, "g j");
    assert_int_equal(p->top, k.app->call_log_screen.heading + 1);
    read_top(&k, read);
    note_more(&k, 1);
    assert_int_equal(k.app->call_log_screen.noted, k.app->call_log.noted);
    assert_string_equal(read_top(&k, now), read);
    note_more(&k, 1);
    assert_int_equal(k.app->call_log_screen.noted + 1, k.app->call_log.noted);
    kit_free(&k);
}

/* An entry of two lines, and one of one, a round. */
static void note_mixed(struct kit *k, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        kit_wait(k, 2000);
        kit_retrying(k, kit_open(k, OP_METRICS, NULL), 1000);
        kit_answer_metrics(k, 9);
    }
}

static void have_earlier_runs(struct kit *k, size_t n)
{
    struct audit_page *past = &k->app->earlier;

    past->n = n;
    past->items = arena_new(&past->arena, n, sizeof(*past->items));
    for (size_t i = 0; i < n; i++)
        past->items[i] =
            (struct audit_record){.wall_ms = 1700000000000, .n = (int64_t)i, .op = "pull"};
}

/* Each of the thousand calls and more that end meanwhile drops one of those at the top: below the
 * heading, if there is one. */
static void check_that_it_stays(size_t earlier)
{
    char read[400], now[400];
    struct format clock;
    struct kit k;

    kit_ready(&k, 1);
    k.app->config.options.numbers[OPT_BUDGET] = 100;
    have_earlier_runs(&k, earlier);
    kit_set_sizes(&k, 10);
    note_mixed(&k, CALL_LOG_MAX);
    kit_press(&k, "! 7 0 0 G");
    read_top(&k, read);
    for (int i = 0; i < 100; i++) {
        note_mixed(&k, 1);
        assert_string_equal(read_top(&k, now), read);
    }
    kit_press(&k, "G 3 0 G");
    read_top(&k, read);
    for (int i = 0; i < 20; i++) {
        note_mixed(&k, 1);
        assert_string_equal(read_top(&k, now), read);
    }
    kit_press(&k, "G");
    note_mixed(&k, 1);
    times_print_clock(&clock, k.app->times, k.now.wall_ms);
    assert_non_null(strstr(text_of(&k), clock.s));
    kit_free(&k);
}

static void what_is_read_stays_where_it_is(void **state)
{
    (void)state;
    check_that_it_stays(0);
    check_that_it_stays(40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_call_is_there_once),
        cmocka_unit_test(an_error_is_whole_and_one_line),
        cmocka_unit_test(tries_and_cancels_are_told_apart),
        cmocka_unit_test(only_the_last_thousand_stay),
        cmocka_unit_test(the_view_follows_or_stays),
        cmocka_unit_test(what_is_read_stays_where_it_is),
    };

    return cmocka_run_group_tests_name("app journal", tests, NULL, NULL);
}
