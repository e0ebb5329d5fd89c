/* Keys while 17 MB arrive and are decoded. */
#include "tests/bench/bench.h"

#include <string.h>

enum { LIMIT_MS = 30000, QUIET_MS = 2, PEEK_MS = 250, REST_MS = 300, ROUNDS = 12 };

/* Down and Up in turn, the next as soon as the last is answered, from the moment of a peek on. */
static void press_during_peek(struct tty *t, struct sample *ms)
{
    double until = tty_now() + PEEK_MS;

    tty_send(t, "p", 1);
    for (int i = 0; tty_now() < until; i++) {
        struct tty_repaint r;

        tty_press(t, i % 2 ? "\033OA" : DOWN, strlen(DOWN), QUIET_MS, &r);
        sample_put(ms, r.first_ms);
    }
    tty_drain(t, REST_MS);
}

void measure_keys_under_load(const struct bench *b)
{
    struct sample ms = {.n = 0};
    struct tty t;

    report_section("keys while 17 MB arrive");
    bench_seed_messages(b);
    bench_start(b, &t, "1h");
    tty_wait_text(&t, "1 Queues 3 ", LIMIT_MS);
    tty_send(&t, RETURN, 1);
    tty_wait_text(&t, "peeked, no lease · 100", LIMIT_MS);
    tty_send(&t, "2", 1);
    tty_drain(&t, REST_MS);
    for (int i = 0; i < ROUNDS; i++)
        press_during_peek(&t, &ms);
    tty_stop(&t);
    report_row(&(struct row){"key to repaint, p95", "ms", sample_at_part(&ms, 0.95), NULL, 0,
                             GOAL_MOST, 10});
    report_row(
        &(struct row){"key to repaint, max", "ms", sample_at_part(&ms, 1), NULL, 0, GOAL_MOST, 33});
}
