/* From Enter on a queue to its messages on the screen, the first one decoded. */
#include "tests/bench/bench.h"

#include <string.h>

enum { LIMIT_MS = 30000, REST_MS = 50 };

#define DECODE " | jq -r '.result.messages[].body | @base64d'"

static double time_peek(const struct bench *b, const char *keys, double *growth_kb)
{
    struct tty_usage before, after;
    struct tty t;
    double ms;

    bench_start(b, &t, "1h");
    tty_wait_text(&t, "1 Queues 3 ", LIMIT_MS);
    tty_send(&t, keys, strlen(keys));
    tty_drain(&t, REST_MS);
    tty_measure(&t, &before);
    tty_send(&t, RETURN, 1);
    ms = tty_wait_text(&t, "peeked, no lease · 100", LIMIT_MS) - t.sent_ms;
    tty_measure(&t, &after);
    tty_stop(&t);
    *growth_kb = after.peak_kb - before.rss_kb;
    return ms;
}

struct job {
    const char *what;
    const char *keys; /* from the top of the list to the queue */
    const char *decode, *discard;
    double body_kb; /* all bodies as sent */
};

static void measure_one(const struct bench *b, const struct job *job, double to_discarded)
{
    struct sample ours = {.n = 0}, decoded = {.n = 0}, discarded = {.n = 0}, growth = {.n = 0};
    bool has_curl = bench_has(b, "curl"), has_jq = has_curl && bench_has(b, "jq");

    for (int i = 0; i < b->runs; i++) {
        double kb;

        sample_put(&ours, time_peek(b, job->keys, &kb));
        sample_put(&growth, kb / job->body_kb);
        if (has_jq)
            sample_put(&decoded, bench_run_shell(b, job->decode));
        if (has_curl)
            sample_put(&discarded, bench_run_shell(b, job->discard));
    }
    report_row(&(struct row){job->what, "ms", sample_median(&ours), has_jq ? "curl|jq" : NULL,
                             sample_median(&decoded), GOAL_NONE, 0});
    report_row(&(struct row){job->what, "ms", sample_median(&ours), has_curl ? "curl alone" : NULL,
                             sample_median(&discarded), to_discarded > 0 ? GOAL_RATIO : GOAL_NONE,
                             to_discarded});
    if (to_discarded > 0)
        report_row(&(struct row){"  memory, x the bodies", "x", sample_median(&growth), NULL, 0,
                                 GOAL_MOST, 2.6});
}

void measure_messages(const struct bench *b)
{
    static const struct job small = {"100 x 1 kB", DOWN DOWN, CURL PEEK(SMALL_ID) DECODE,
                                     CURL PEEK(SMALL_ID), 100};
    static const struct job big = {"100 x 128 kB", "", CURL PEEK(BIG_ID) DECODE, CURL PEEK(BIG_ID),
                                   12800};

    report_section("Enter to messages on the screen");
    bench_seed_messages(b);
    measure_one(b, &small, 0);
    measure_one(b, &big, 3);
}
