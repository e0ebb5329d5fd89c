/* From exec to all queues on the screen. */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <unistd.h>

enum { LIMIT_MS = 120000 };

#define PRINT_NAMES " | jq -r '.result[].queue_name'"
#define ALL_PAGES   "\"" QUEUES "?per_page=100&page=[1-100]\""
#define SIX_AT_A_TIME                                                                              \
    CURL "-Z --no-progress-meter --parallel-max 6 -o \"$BENCH_FOLDER/page-#1.json\" " ALL_PAGES    \
         " && jq -r '.result[].queue_name' \"$BENCH_FOLDER\"/page-*.json"
/* It writes to the folder it runs in. */
#define RUN_WRANGLER "cd build/wrangler && node_modules/.bin/wrangler queues list"
#define SDK          "build/conformance/node_modules/cloudflare"
#define RUN_SDK      "node tests/bench/sdk.mjs build/conformance"

static double time_ours(const struct bench *b, const char *done)
{
    struct tty t;
    double ms;

    bench_start(b, &t, "1h");
    ms = tty_wait_text(&t, done, LIMIT_MS) - t.started_ms;
    tty_stop(&t);
    return ms;
}

static double time_less(const struct bench *b)
{
    const char *const argv[] = {"sh", "-c",
                                CURL "\"" QUEUES "?per_page=100\"" PRINT_NAMES " | less", NULL};
    struct tty t;
    double ms;

    tty_start(&t, argv, b->env);
    ms = tty_wait_text(&t, "queue-00047", LIMIT_MS) - t.started_ms;
    tty_stop(&t);
    return ms;
}

/* Ours and a shell command in turn; command NULL: it cannot be run here. */
static void compare(const struct bench *b, int runs, const char *done, const char *command,
                    struct row *row)
{
    struct sample ours = {.n = 0}, other = {.n = 0};

    for (int i = 0; i < runs; i++) {
        sample_put(&ours, time_ours(b, done));
        if (command)
            sample_put(&other, bench_run_shell(b, command));
    }
    row->unit = "ms";
    row->ours = sample_median(&ours);
    row->beside_value = sample_median(&other);
    if (!command)
        row->beside = NULL;
    report_row(row);
}

static void measure_first_page(const struct bench *b)
{
    bool able = bench_has(b, "curl") && bench_has(b, "jq") && bench_has(b, "less");
    struct sample ours = {.n = 0}, less = {.n = 0};

    bench_seed_queues(b, 100);
    for (int i = 0; i < b->runs; i++) {
        sample_put(&ours, time_ours(b, "1 Queues 100 "));
        if (able)
            sample_put(&less, time_less(b));
    }
    report_row(&(struct row){"100 queues", "ms", sample_median(&ours), able ? "curl|jq|less" : NULL,
                             sample_median(&less), GOAL_RATIO, 0.6});
    if (access("build/wrangler/node_modules/.bin/wrangler", X_OK) == 0)
        compare(b, 3, "1 Queues 100 ", RUN_WRANGLER,
                &(struct row){
                    .what = "100 queues", .beside = "wrangler", .goal = GOAL_RATIO, .limit = 0.02});
}

void measure_lists(const struct bench *b)
{
    bool able = bench_has(b, "curl") && bench_has(b, "jq");
    bool has_sdk = access(SDK, R_OK) == 0 && bench_has(b, "node");

    report_section("lists on the screen");
    measure_first_page(b);
    bench_seed_queues(b, 10000);
    compare(b, b->runs, "1 Queues 10,000 ", able ? CURL ALL_PAGES PRINT_NAMES : NULL,
            &(struct row){
                .what = "10,000 queues", .beside = "curl|jq", .goal = GOAL_RATIO, .limit = 1.0});
    if (has_sdk)
        compare(
            b, 3, "1 Queues 10,000 ", RUN_SDK,
            &(struct row){
                .what = "10,000 queues", .beside = "SDK, Node", .goal = GOAL_RATIO, .limit = 0.4});
    sim_post(b->sim, "/__sim/options", "{\"latency_ms\":80}");
    compare(b, 3, "1 Queues 10,000 ", able ? SIX_AT_A_TIME : NULL,
            &(struct row){.what = "10,000 queues, 80 ms away",
                          .beside = "curl -Z; jq",
                          .goal = GOAL_RATIO,
                          .limit = 1.2});
    sim_post(b->sim, "/__sim/options", "{\"latency_ms\":0}");
}
