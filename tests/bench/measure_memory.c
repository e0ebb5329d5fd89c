/* What is kept of queues and messages. */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <string.h>

enum { LIMIT_MS = 30000, REST_MS = 300, PULLS = 20, BATCH = 100, BODY_BYTES = 1000 };

static double weigh_queues(const struct bench *b)
{
    struct tty_usage u;
    struct tty t;

    bench_seed_queues(b, 10000);
    bench_start(b, &t, "1h");
    tty_wait_text(&t, "1 Queues 10,000 ", LIMIT_MS);
    tty_drain(&t, REST_MS);
    tty_measure(&t, &u);
    tty_stop(&t);
    return u.rss_kb / 1e3;
}

/* Bytes for each message that the last PULLS - 1 pulls brought; what one pull needs only for a
 * while was there with the first. */
static double weigh_message(const struct bench *b)
{
    struct tty_usage first = {0}, last = {0};
    char seen[40];
    struct tty t;

    bench_seed_messages(b);
    bench_start(b, &t, "1h");
    tty_wait_text(&t, "1 Queues 3 ", LIMIT_MS);
    tty_send(&t, DOWN, strlen(DOWN));
    for (int i = 1; i <= PULLS; i++) {
        tty_send(&t, "P", 1);
        tty_wait_text(&t, "Enter pulls", LIMIT_MS);
        tty_send(&t, RETURN, 1);
        snprintf(seen, sizeof(seen), "PULLED %d", i * BATCH);
        tty_wait_text(&t, seen, LIMIT_MS);
        tty_drain(&t, REST_MS);
        tty_measure(&t, i == 1 ? &first : &last);
    }
    tty_stop(&t);
    return (last.rss_kb - first.rss_kb) * 1024 / ((PULLS - 1) * BATCH) - BODY_BYTES;
}

void measure_memory(const struct bench *b)
{
    report_section("memory");
    report_row(&(struct row){"with 10,000 queues", "MB", weigh_queues(b), NULL, 0, GOAL_MOST, 25});
    report_row(
        &(struct row){"a message beyond its body", "B", weigh_message(b), NULL, 0, GOAL_MOST, 320});
}
