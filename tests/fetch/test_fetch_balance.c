/* What an account's analytics, as the simulator tells them, make of pasts of which the reason is
 * known. */
#include "parts/balance/balance_text.h"
#include "tests/fetch/sim_graphql.h"
#include "tests/harness/net/fetcher.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Of the queue: what its settings say more, its messages now, its phases. */
struct past {
    const char *settings;
    int64_t backlog;
    const char *phases;
};

static const char usual_options[] =
    "{\"graphql\":{\"lag_s\":0,\"missing_percent\":0,\"sample_interval\":1}}";
/* Two minutes late, one in ten minutes never there, one in four events counted. */
static const char bad_options[] =
    "{\"graphql\":{\"lag_s\":120,\"missing_percent\":10,\"sample_interval\":4}}";

static void seed(struct sim *s, const struct past *p, const char *options)
{
    char text[2000];

    snprintf(text, sizeof(text),
             "{\"reset\":true,\"options\":%s,\"queues\":[{\"name\":\"orders-dlq\"},{\"name\":"
             "\"orders\",\"id\":\"" ORDERS_ID "\",\"consumers\":[{\"type\":\"worker\","
             "\"dead_letter_queue\":\"orders-dlq\",\"settings\":{\"max_retries\":3%s}}],"
             "\"messages\":[{\"size\":100,\"count\":%lld}],\"history\":%s}]}",
             options, p->settings, (long long)p->backlog, p->phases);
    sim_seed(s, text);
}

static int64_t read_clock(struct sim *s)
{
    json_t *clock = sim_get(s, "/__sim/clock");
    int64_t now_ms = pick_int(clock, "now_ms");

    json_decref(clock);
    return now_ms;
}

/* Asks for the last hour and a half, and judges. */
static enum balance_kind judge(struct sim *s, const struct past *p)
{
    struct fetcher f;
    struct call c = fetcher_new_call(OP_HISTORY, ORDERS_ID);
    struct consumer consumer = {.kind = CONSUMER_WORKER, .max_concurrency = 10};
    struct queue queue = {.id = ORDERS_ID, .consumers = &consumer, .n_consumers = 1};
    struct queue_stats stats = {.metrics = {p->backlog, -1, -1}};
    struct queue_row row = {.queue = &queue, .stats = &stats};
    const int64_t minute_ms = 60000, now_ms = read_clock(s);
    const struct event *e;
    struct drain d = {.kind = DRAIN_UNKNOWN};
    struct balance b;

    c.history = (struct history_question){.parts = HISTORY_ALL_PARTS,
                                          .start_ms = now_ms - now_ms % minute_ms - 90 * minute_ms,
                                          .end_ms = now_ms - now_ms % minute_ms,
                                          .step = HISTORY_MINUTE};
    fetcher_start(&f, sim_url(s));
    e = fetcher_do(&f, &c);
    if (e->kind != EV_DONE)
        fail_msg("%s", e->err.text);
    b = balance_find(e->u.history, &row, &d, now_ms);
    fetcher_stop(&f);
    return b.kind;
}

static void expect_with(struct sim *s, const struct past *p, const char *options,
                        enum balance_kind kind)
{
    enum balance_kind found;

    seed(s, p, options);
    begin_minute(s);
    found = judge(s, p);
    if (found != kind)
        fail_msg("%d, not %d: %s", (int)found, (int)kind, p->phases);
}

static void expect(struct sim *s, const struct past *p, enum balance_kind kind)
{
    expect_with(s, p, usual_options, kind);
    expect_with(s, p, bad_options, kind);
}

static void a_past_that_keeps_up_is_fine(void **state)
{
    const struct past p = {"", 600, "{\"hours\":2,\"in\":1900,\"concurrency\":6}"};

    expect(*state, &p, BALANCE_FINE);
}

static void a_dead_consumer_is_found(void **state)
{
    const struct past p = {"", 38600,
                           "[{\"minutes\":100,\"in\":1900,\"concurrency\":6},"
                           "{\"minutes\":20,\"in\":1900,\"out\":0}]"};

    expect(*state, &p, BALANCE_DEAD);
}

static void a_flood_is_found(void **state)
{
    const struct past p = {"", 90600,
                           "[{\"minutes\":90,\"in\":1900,\"concurrency\":6},"
                           "{\"minutes\":30,\"in\":4900,\"out\":1900,\"concurrency\":6}]"};

    expect(*state, &p, BALANCE_FLOOD);
}

static void poison_is_found(void **state)
{
    const struct past p = {"", 600,
                           "[{\"minutes\":90,\"in\":1900,\"concurrency\":6},"
                           "{\"minutes\":30,\"in\":1900,\"out\":1600,\"dlq\":300,"
                           "\"concurrency\":6}]"};

    expect(*state, &p, BALANCE_POISON);
}

static void too_few_consumers_are_found(void **state)
{
    const struct past p = {",\"max_concurrency\":10", 100600,
                           "{\"minutes\":120,\"in\":2700,\"out\":1900,\"concurrency\":10}"};

    expect(*state, &p, BALANCE_TOO_FEW);
}

static void a_slower_consumer_is_found(void **state)
{
    const struct past p = {"", 36600,
                           "[{\"minutes\":90,\"in\":1900,\"concurrency\":6},"
                           "{\"minutes\":30,\"in\":1900,\"out\":700,\"concurrency\":6}]"};

    expect(*state, &p, BALANCE_SLOWER);
}

static int start(void **state)
{
    *state = sim_start(NULL);
    return 0;
}

static int stop(void **state)
{
    sim_stop(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_past_that_keeps_up_is_fine),
        cmocka_unit_test(a_dead_consumer_is_found),
        cmocka_unit_test(a_flood_is_found),
        cmocka_unit_test(poison_is_found),
        cmocka_unit_test(too_few_consumers_are_found),
        cmocka_unit_test(a_slower_consumer_is_found),
    };

    return cmocka_run_group_tests_name("fetch balance", tests, start, stop);
}
