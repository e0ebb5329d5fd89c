#include "base/memory/array.h"
#include "tests/unit/parts/balance/balancekit.h"

#include <stdlib.h>
#include <time.h>

static void expect_said(struct past *p, size_t i, const char *want)
{
    struct sentences s = past_explain(p);

    if (i >= s.n || strcmp(s.all[i].text, want) != 0)
        fail_msg("sentence %zu of %zu: \"%s\", not \"%s\"", i, s.n, i < s.n ? s.all[i].text : "",
                 want);
}

static void expect_tone(struct past *p, size_t i, enum tone tone)
{
    struct sentences s = past_explain(p);

    assert_true(i < s.n);
    assert_int_equal(s.all[i].tone, tone);
}

static void expect_count(struct past *p, size_t n)
{
    assert_int_equal(past_explain(p).n, n);
}

static void expect_source(struct past *p, const char *want)
{
    struct balance b = past_read(p);
    char text[100];

    assert_string_equal(balance_print_source(&b, TIMES_UTC, p->f.now.wall_ms, text, sizeof(text)),
                        want);
}

/* NOW is 11:06:40 in UTC. */
static void what_is_fine_has_its_numbers(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 0, USUAL);
    expect_said(&p, 0, "as many go as come");
    expect_said(&p, 1, "in 1.9k/min, out 1.9k/min");
    expect_said(&p, 2, "6 workers busy, lag 3s, was 3s");
    expect_count(&p, 3);
    expect_source(&p, "5 minutes up to 11:06, 40s ago");
    expect_tone(&p, 0, TONE_FACT);
    past_end(&p);
}

static void what_is_not_known_says_why(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    expect_said(&p, 0, "in and out are not known: analytics say nothing of the last 2 hours");
    expect_count(&p, 1);
    past_end(&p);
    past_start(&p);
    past_fill(&p, 60, 20, USUAL);
    expect_said(&p, 0, "in and out are not known: the newest analytics are 20m40s old");
    past_end(&p);
    past_start(&p);
    past_fill(&p, 1, 0, USUAL);
    expect_said(&p, 0, "in and out are not known: of the last minutes only 1 is known");
    past_end(&p);
    past_start(&p);
    p.h->asked.step = HISTORY_HOUR;
    expect_said(&p, 0, "in and out of now are not known: this history has steps of 1h");
    past_end(&p);
}

/* Of which workers alone are told. */
static void a_minute_that_is_not_told_is_passed_over(void **state)
{
    static const struct minute silent = {
        .in = -1, .read = -1, .out = -1, .dead = -1, .failed = -1, .lag_ms = -1, .workers = 6};
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 20, USUAL);
    past_fill(&p, 20, 19, silent);
    past_fill(&p, 19, 0, USUAL);
    expect_said(&p, 0, "as many go as come");
    expect_said(&p, 1, "in 1.9k/min, out 1.9k/min");
    expect_source(&p, "5 minutes up to 11:06, 40s ago");
    past_end(&p);
}

static void a_death_has_its_minute(void **state)
{
    struct minute m = {.in = 1900, .lag_ms = -1, .workers = 0};
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 8, USUAL);
    past_fill(&p, 8, 0, m);
    expect_said(&p, 0, "nothing was read or delivered in 5 known minutes: consumer dead?");
    expect_said(&p, 1, "out fell from 1.9k to 0/min at 10:58, in stayed 1.9k/min");
    expect_count(&p, 2);
    expect_tone(&p, 0, TONE_TROUBLE);
    past_end(&p);
}

static void a_flood_is_told_with_who_works(void **state)
{
    struct minute m = USUAL;
    struct past p;

    (void)state;
    m.in = 6000;
    m.workers = 10;
    m.lag_ms = 252000;
    past_start(&p);
    p.f.consumer.max_concurrency = 10;
    past_fill(&p, 60, 10, USUAL);
    past_fill(&p, 10, 0, m);
    expect_said(&p, 0, "4.1k/min more come than go: producer flood");
    expect_said(&p, 1, "in rose from 1.9k to 6.0k/min at 10:56, out stayed 1.9k/min");
    expect_said(&p, 2, "10 of 10 workers busy, lag 4m12s, was 3s");
    past_end(&p);
}

/* What turned comes first; of two that turned the fall of out, which in may have answered. */
static void of_both_flows_what_turned_comes_first(void **state)
{
    static const struct {
        int64_t in, out;
        const char *want;
    } cases[] = {
        {1900, 1900, "in 1.9k/min, out 1.9k/min"},
        {1900, 700, "out fell from 1.9k to 700/min at 10:46, in stayed 1.9k/min"},
        {1900, 6000, "out rose from 1.9k to 6.0k/min at 10:46, in stayed 1.9k/min"},
        {700, 1900, "in fell from 1.9k to 700/min at 10:46, out stayed 1.9k/min"},
        {6000, 1900, "in rose from 1.9k to 6.0k/min at 10:46, out stayed 1.9k/min"},
        {6000, 700, "out fell from 1.9k to 700/min at 10:46, in rose to 6.0k/min"},
        {700, 700, "out fell from 1.9k to 700/min at 10:46, in fell to 700/min"},
        {6000, 6000, "in rose from 1.9k to 6.0k/min at 10:46, out rose to 6.0k/min"},
        {700, 6000, "in fell from 1.9k to 700/min at 10:46, out rose to 6.0k/min"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct minute m = USUAL;
        struct past p;

        m.in = cases[i].in;
        m.out = m.read = cases[i].out;
        past_start(&p);
        past_fill(&p, 60, 20, USUAL);
        past_fill(&p, 20, 0, m);
        expect_said(&p, 1, cases[i].want);
        past_end(&p);
    }
}

static void few_consumers_are_counted(void **state)
{
    struct minute m = USUAL;
    struct past p;

    (void)state;
    m.in = 2500;
    m.workers = 10;
    past_start(&p);
    p.f.consumer.max_concurrency = 10;
    for (int64_t ago = 59; ago >= 0; ago--) {
        m.lag_ms = (60 - ago) * 4000;
        past_add(&p, ago, m);
    }
    expect_said(&p, 0, "10 of 10 workers busy, lag 3m52s, was 1m52s: too few consumers");
    expect_said(&p, 1, "in 2.5k/min, out 1.9k/min");
    expect_count(&p, 2);
    past_end(&p);
}

static void a_slower_consumer_has_its_lag(void **state)
{
    struct minute m = USUAL, usual = USUAL;
    struct past p;

    (void)state;
    m.out = m.read = 700;
    m.lag_ms = 252000;
    past_start(&p);
    past_fill(&p, 60, 20, USUAL);
    past_fill(&p, 20, 0, m);
    expect_said(&p, 0, "6 workers busy, lag 4m12s, was 3s: slower consumer");
    expect_said(&p, 1, "out fell from 1.9k to 700/min at 10:46, in stayed 1.9k/min");
    past_end(&p);
    past_start(&p); /* neither is known */
    m.lag_ms = usual.lag_ms = -1;
    m.workers = usual.workers = -1;
    past_fill(&p, 60, 20, usual);
    past_fill(&p, 20, 0, m);
    expect_said(&p, 0, "slower consumer");
    past_end(&p);
}

static void what_is_behind_has_a_cause_only_where_one_is_seen(void **state)
{
    struct minute m = USUAL;
    struct past p;

    (void)state;
    m.out = m.read = 700;
    m.workers = 2;
    past_start(&p);
    past_fill(&p, 60, 20, USUAL);
    past_fill(&p, 20, 0, m);
    expect_said(&p, 0, "1.2k/min more come than go: workers fell from 6 to 2");
    p.f.queue.paused = FLAG_YES;
    expect_said(&p, 0, "1.2k/min more come than go: delivery is paused");
    p.f.queue.paused = FLAG_NO;
    p.f.queue.n_consumers = 0;
    expect_said(&p, 0, "1.2k/min more come than go: nothing consumes it");
    past_end(&p);
    past_start(&p);
    past_fill(&p, 60, 0, m);
    expect_said(&p, 0, "1.2k/min more come than go, for no reason that is seen here");
    past_end(&p);
    m.in = 100;
    past_start(&p);
    past_fill(&p, 60, 0, m);
    expect_said(&p, 0, "600/min more go than come");
    past_end(&p);
}

static void fill_failing(struct past *p, int64_t dead, int64_t failed)
{
    struct minute m = {.in = 120,
                       .read = 120,
                       .out = 80,
                       .dead = dead,
                       .failed = failed,
                       .lag_ms = 9000,
                       .retries = 1,
                       .workers = 6};
    struct minute usual = {.in = 120, .read = 120, .out = 120, .lag_ms = 9000, .workers = 6};

    past_start(p);
    p->f.consumer.dead_letter_queue = "prod-orders-dlq";
    past_fill(p, 60, 35, usual);
    past_fill(p, 35, 0, m);
}

static void dead_letters_go_somewhere(void **state)
{
    struct past p;

    (void)state;
    fill_failing(&p, 8, 0);
    expect_said(&p, 0, "8/min go to prod-orders-dlq since 10:31: poison messages?");
    expect_said(&p, 1, "33% of 120 reads/min led to no delivery");
    expect_said(&p, 2, "out fell from 120 to 80/min at 10:31, in stayed 120/min");
    expect_tone(&p, 0, TONE_LOSS);
    p.f.consumer.dead_letter_queue = NULL; /* as analytics know it, and settings do not any more */
    expect_said(&p, 0, "8/min go to its dead-letter queue since 10:31: poison messages?");
    p.f.consumer.dead_letter_queue =
        "a-name-as-long-as-the-name-of-a-queue-may-be-which-is-63-letters";
    expect_said(&p, 0, "8/min go to its dead-letter queue since 10:31: poison messages?");
    past_end(&p);
    fill_failing(&p, 0, 8);
    expect_said(&p, 0, "8/min are given up and DELETED since 10:31: poison messages?");
    past_end(&p);
    fill_failing(&p, 0, 0);
    expect_said(&p, 0, "33% of 120 reads/min led to no delivery: poison messages?");
    past_end(&p);
}

/* Few of many: no reason for the backlog, and still said. */
static void few_dead_letters_are_said_too(void **state)
{
    struct minute m = USUAL;
    struct past p;

    (void)state;
    m.out = 1892;
    m.dead = 8;
    past_start(&p);
    p.f.consumer.dead_letter_queue = "prod-orders-dlq";
    past_fill(&p, 60, 0, m);
    expect_said(&p, 0, "as many go as come");
    expect_said(&p, 2, "8/min go to prod-orders-dlq");
    expect_tone(&p, 2, TONE_LOSS);
    past_end(&p);
}

/* The names of queues are somebody else's. */
static void a_hostile_name_does_not_fit_what_it_is_not(void **state)
{
    struct past p;

    (void)state;
    fill_failing(&p, 8, 0);
    p.f.consumer.dead_letter_queue = "x\x1b[2J\x1b[2J\x1b[2J\x1b[2J\x1b[2J\x1b[2J";
    expect_said(&p, 0, "8/min go to its dead-letter queue since 10:31: poison messages?");
    past_end(&p);
}

static void sampled_counts_say_so(void **state)
{
    struct past p;

    (void)state;
    past_start(&p);
    past_fill(&p, 60, 0, USUAL);
    p.h->parts[HISTORY_OPERATIONS].sample_interval = 10;
    expect_source(&p, "5 minutes up to 11:06, 40s ago, one in 10 counted");
    past_end(&p);
}

/* The widest numbers there are do not lose a sentence. */
static void every_sentence_fits(void **state)
{
    struct minute usual = {.in = 99900,
                           .read = 99900,
                           .out = 99900,
                           .dead = 14100,
                           .failed = 14100,
                           .lag_ms = 3599000,
                           .retries = 0,
                           .workers = 248.7};
    struct minute m = {.in = 84200,
                       .read = 84200,
                       .out = 74200,
                       .dead = 88800,
                       .failed = 88800,
                       .lag_ms = 36000000,
                       .retries = 0,
                       .workers = 248.7};
    struct past p;
    struct sentences s;

    (void)state;
    past_start(&p);
    p.f.consumer.max_concurrency = 250;
    past_fill(&p, 60, 30, usual);
    past_fill(&p, 30, 14, m);
    p.h->parts[HISTORY_OPERATIONS].sample_interval = 12345;
    past_expect(&p, BALANCE_POISON);
    s = past_explain(&p);
    assert_int_equal(s.n, 5);
    past_end(&p);
}

static void times_are_by_the_clock_that_was_chosen(void **state)
{
    struct minute m = USUAL;
    struct sentences s = {0};
    struct balance b;
    struct past p;

    (void)state;
    setenv("TZ", "XXX-3:00", 1);
    tzset();
    m.out = m.read = 700;
    past_start(&p);
    past_fill(&p, 60, 20, USUAL);
    past_fill(&p, 20, 0, m);
    b = past_read(&p);
    balance_explain(&b, &p.f.row, TIMES_LOCAL, p.f.now.wall_ms, &s);
    assert_string_equal(s.all[1].text,
                        "out fell from 1.9k to 700/min at 13:46, in stayed 1.9k/min");
    past_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_fine_has_its_numbers),
        cmocka_unit_test(what_is_not_known_says_why),
        cmocka_unit_test(a_minute_that_is_not_told_is_passed_over),
        cmocka_unit_test(a_death_has_its_minute),
        cmocka_unit_test(a_flood_is_told_with_who_works),
        cmocka_unit_test(of_both_flows_what_turned_comes_first),
        cmocka_unit_test(few_consumers_are_counted),
        cmocka_unit_test(a_slower_consumer_has_its_lag),
        cmocka_unit_test(what_is_behind_has_a_cause_only_where_one_is_seen),
        cmocka_unit_test(dead_letters_go_somewhere),
        cmocka_unit_test(few_dead_letters_are_said_too),
        cmocka_unit_test(a_hostile_name_does_not_fit_what_it_is_not),
        cmocka_unit_test(sampled_counts_say_so),
        cmocka_unit_test(every_sentence_fits),
        cmocka_unit_test(times_are_by_the_clock_that_was_chosen),
    };

    return cmocka_run_group_tests_name("balance text", tests, NULL, NULL);
}
