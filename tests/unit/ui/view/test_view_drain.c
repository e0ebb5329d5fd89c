/* Whether a queue drains, in as many words as fit, and in which role. */
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/dtext.h"
#include "tests/unit/parts/queues/drainkit.h"
#include "ui/view/views.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The drawing itself is not linked here. */
int draw_measure(const char *s)
{
    struct dtext text;

    dtext_make(&text, s, strlen(s), 0, DTEXT_COLS, DTEXT_LINE);
    return text.cols;
}

static void start_unknown(struct fixture *f)
{
    start(f, -1, 5);
}

static void start_empty(struct fixture *f)
{
    start(f, 5, 0);
}

static void start_steady(struct fixture *f)
{
    start(f, 1000, 1000);
}

static void start_steady_rising(struct fixture *f)
{
    start(f, 20000, 20010);
}

static void start_steady_falling(struct fixture *f)
{
    start(f, 20010, 20000);
}

/* Between 120 and highest. */
static void start_swinging(struct fixture *f, int64_t highest)
{
    start(f, 1000, 1000);
    f->stats.trend.n_spans = 1;
    f->stats.trend.spans[0].lowest = 120;
    f->stats.trend.spans[0].highest = highest;
}

static void start_swinging_little(struct fixture *f)
{
    start_swinging(f, 130);
}

static void start_swinging_much(struct fixture *f)
{
    start_swinging(f, 1500);
}

static void start_unclear(struct fixture *f)
{
    start(f, -1, 1010);
    for (int i = 0; i < 20; i++)
        trend_add(&f->stats.trend, NOW.mono_ms - (20 - i) * EVERY, 1000 + i % 3 * 60);
}

static void start_draining(struct fixture *f)
{
    start(f, 2000, 1000);
}

static void start_growing(struct fixture *f)
{
    start(f, 1000, 2000);
}

static void start_unread(struct fixture *f)
{
    start_growing(f);
    f->consumer.kind = CONSUMER_HTTP_PULL;
    set_oldest(f, HOUR, 4 * MINUTE);
}

static void start_without_consumer(struct fixture *f)
{
    start(f, 1000, 1000);
    f->queue.n_consumers = 0;
}

static void start_paused(struct fixture *f)
{
    start_growing(f);
    f->queue.paused = FLAG_YES;
}

static void start_losing(struct fixture *f)
{
    start(f, 1000, 1000);
    set_oldest(f, 4 * DAY - 12 * HOUR, HOUR);
}

static void start_lost(struct fixture *f)
{
    start(f, 1000, 1000);
    set_oldest(f, 4 * DAY + HOUR, HOUR);
}

/* The same, not measured since. */
static void make_old(struct fixture *f)
{
    f->now.mono_ms += 8 * MINUTE;
    f->now.wall_ms += 8 * MINUTE;
}

static void start_old_growing(struct fixture *f)
{
    start_growing(f);
    make_old(f);
}

static void start_old_steady(struct fixture *f)
{
    start_steady(f);
    make_old(f);
}

static void start_old_paused(struct fixture *f)
{
    start_paused(f);
    make_old(f);
}

static const struct {
    void (*start)(struct fixture *f);
    enum role role;
    const char *sign;
    const char *texts[3]; /* the longest that fits stands */
} verdicts[] = {
    {start_unknown, ROLE_DIM, "~", {"measuring", "measuring", "measuring"}},
    {start_empty, ROLE_DIM, ".", {"empty", "empty", "empty"}},
    {start_steady, ROLE_TEXT, ".", {"steady", "steady", "steady"}},
    {start_swinging_little, ROLE_TEXT, ".", {"steady 120-130", "steady 120-130", "steady"}},
    {start_swinging_much, ROLE_TEXT, ".", {"steady 120-1.5k", "steady 120-1.5k", "steady"}},
    {start_unclear, ROLE_DIM, ".", {"no clear trend", "no clear trend", "no trend"}},
    {start_draining, ROLE_DRAINING, "v", {"drains ~4m (3-5m)", "4m (3-5m)", "4m"}},
    {start_growing, ROLE_GROWING, "^", {"grows 250/min, no end", "grows, no end", "grows"}},
    {start_unread, ROLE_WARN, "!", {"grows, nobody pulls", "nobody pulls", "no pulls"}},
    {start_without_consumer, ROLE_WARN, "!", {"no consumer", "no consumer", "nobody"}},
    {start_paused, ROLE_PAUSED, "=", {"PAUSED, grows", "PAUSED, grows", "PAUSED"}},
    {start_losing, ROLE_ERROR, "x", {"first loss in 12h00m", "loss in 12h00m", "loss 12h"}},
    {start_lost, ROLE_ERROR, "x", {"losing now", "losing now", "losing now"}},
    {start_old_growing,
     ROLE_STALE,
     "o",
     {"grows 250/min, no end, 8m ago", "grows, no end", "grows"}},
    {start_old_steady, ROLE_STALE, "o", {"steady, 8m ago", "steady", "steady"}},
    {start_old_paused, ROLE_PAUSED, "=", {"PAUSED, grows", "PAUSED, grows", "PAUSED"}},
};

static void a_verdict_has_as_many_words_as_fit(void **state)
{
    struct app *app = mem_new(1, sizeof(*app));

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(verdicts); i++)
        for (int cols = 12; cols <= 40; cols++) {
            struct fixture f;
            char want[80], got[80];
            int text = 0;

            while (text < 2 && (int)strlen(verdicts[i].texts[text]) + 2 > cols)
                text++;
            snprintf(want, sizeof(want), "%s %s", verdicts[i].sign, verdicts[i].texts[text]);
            verdicts[i].start(&f);
            app->now = f.now;
            assert_int_equal(view_drain_print(app, &f.row, cols, got, sizeof(got)),
                             verdicts[i].role);
            assert_string_equal(got, want);
        }
    free(app);
}

static void what_was_not_measured_has_no_verdict(void **state)
{
    struct app *app = mem_new(1, sizeof(*app));
    struct fixture f;
    char text[80];

    (void)state;
    start(&f, -1, -1);
    app->now = f.now;
    assert_int_equal(view_drain_print(app, &f.row, 16, text, sizeof(text)), ROLE_DIM);
    assert_string_equal(text, "~");
    assert_int_equal(view_drain_print_rate(app, &f.row, 16, text, sizeof(text)), ROLE_DIM);
    assert_string_equal(text, "-");
    app->no_metrics_reason[0] = 'x';
    assert_int_equal(view_drain_print(app, &f.row, 16, text, sizeof(text)), ROLE_DIM);
    assert_string_equal(text, "-");
    free(app);
}

/* A rate has its interval where that fits too; what is steady has nothing else. */
static const struct {
    void (*start)(struct fixture *f);
    enum role role;
    const char *with, *alone;
} rates[] = {
    {start_unknown, ROLE_DIM, "-", "-"},
    {start_steady, ROLE_DIM, "~0.9", "~0.9"},
    /* 2.5, give or take 2.2 */
    {start_steady_rising, ROLE_DIM, "~4.7", "~4.7"},
    {start_steady_falling, ROLE_DIM, "~4.7", "~4.7"},
    {start_draining, ROLE_DRAINING, "-250 ~18", "-250"},
    {start_growing, ROLE_GROWING, "+250 ~18", "+250"},
    {start_unclear, ROLE_DIM, "-", "-"},
    {start_old_growing, ROLE_STALE, "+250 ~18", "+250"},
    {start_old_steady, ROLE_STALE, "~0.9", "~0.9"},
};

static void a_rate_has_its_interval_where_it_fits(void **state)
{
    struct app *app = mem_new(1, sizeof(*app));

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rates); i++)
        for (int cols = 5; cols <= 16; cols++) {
            bool fits = (int)strlen(rates[i].with) <= cols;
            struct fixture f;
            char got[80];

            rates[i].start(&f);
            app->now = f.now;
            assert_int_equal(view_drain_print_rate(app, &f.row, cols, got, sizeof(got)),
                             rates[i].role);
            assert_string_equal(got, fits ? rates[i].with : rates[i].alone);
        }
    free(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_has_as_many_words_as_fit),
        cmocka_unit_test(what_was_not_measured_has_no_verdict),
        cmocka_unit_test(a_rate_has_its_interval_where_it_fits),
    };

    return cmocka_run_group_tests_name("view drain", tests, NULL, NULL);
}
