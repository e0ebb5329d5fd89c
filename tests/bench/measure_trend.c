/* What the estimates of 10,000 queues cost: each sample, each look, each queue. */
#include "base/memory/mem.h"
#include "model/trend.h"
#include "tests/bench/bench.h"

#include <stdlib.h>
#include <time.h>

enum { N_QUEUES = 10000, ROUNDS = 100, INTERVAL_MS = 2000 };

/* Ms of processor time: others may be at work. */
static double cpu_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static struct trend *start_queues(void)
{
    struct trend *queues = mem_new(N_QUEUES, sizeof(*queues));

    for (int i = 0; i < N_QUEUES; i++)
        trend_init(&queues[i], 10);
    return queues;
}

/* Each queue once an interval, as it comes: nothing of the others is in a cache that is small.
 * Every count is another one; some drain, some grow. */
static double time_sample(struct trend *queues)
{
    double started = cpu_now();
    uint32_t noise = 1;

    for (int64_t round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < N_QUEUES; i++) {
            noise = noise * 1664525 + 1013904223;
            trend_add(&queues[i], round * INTERVAL_MS + i % INTERVAL_MS,
                      100000 + round * (i % 100 - 50) + (noise >> 27));
        }
    }
    return (cpu_now() - started) * 1e6 / (ROUNDS * N_QUEUES);
}

static double time_look(const struct trend *queues)
{
    volatile double sum = 0; /* or nothing need be looked at */
    double started = cpu_now();

    for (int64_t round = 0; round < ROUNDS; round++)
        for (int i = 0; i < N_QUEUES; i++)
            sum = sum + trend_read(&queues[i], (ROUNDS + round / 10) * INTERVAL_MS).rate.per_s;
    return (cpu_now() - started) * 1e6 / (ROUNDS * N_QUEUES);
}

void measure_trend(const struct bench *b)
{
    struct sample samples = {.n = 0}, looks = {.n = 0};

    report_section("estimates of 10,000 queues");
    for (int i = 0; i < b->runs; i++) {
        struct trend *queues = start_queues();

        sample_put(&samples, time_sample(queues));
        sample_put(&looks, time_look(queues));
        free(queues);
    }
    report_row(&(struct row){"a sample", "ns", sample_median(&samples), NULL, 0, GOAL_MOST, 1000});
    report_row(&(struct row){"a look", "ns", sample_median(&looks), NULL, 0, GOAL_MOST, 1000});
    report_row(&(struct row){"a queue's state", "B", sizeof(struct trend), NULL, 0, GOAL_NONE, 0});
}
