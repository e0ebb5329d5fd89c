/* What an inspector that nobody touches costs. */
#include "tests/bench/bench.h"

#include <stdio.h>

enum { LIMIT_MS = 30000, SETTLE_MS = 3000 };

struct idle {
    double cpu_ms, bytes, switches;
};

static void rest(struct tty *t, double ms, struct idle *out)
{
    struct tty_usage before, after;
    double until = tty_now() + ms;
    size_t from = t->len;

    tty_measure(t, &before);
    for (double left = ms; left > 0; left = until - tty_now())
        tty_read(t, left);
    tty_measure(t, &after);
    out->cpu_ms = after.cpu_ms - before.cpu_ms;
    out->switches = (double)(after.switches - before.switches);
    out->bytes = (double)(t->len - from);
}

/* The first reads of all rows on the screen are over after a while. */
static void rest_inspector(const struct bench *b, const char *interval, struct idle *out)
{
    struct idle settling;
    struct tty t;

    bench_start(b, &t, interval);
    tty_wait_text(&t, "1 Queues 20 ", LIMIT_MS);
    rest(&t, SETTLE_MS, &settling);
    rest(&t, b->idle_ms, out);
    tty_stop(&t);
}

static void rest_monitor(const struct bench *b, const char **name, struct idle *out)
{
    static const char *const commands[][4] = {{"htop", "-d", "20", NULL}, {"top", "-d", "2", NULL}};
    struct tty t;

    for (int i = 0; i < 2; i++) {
        if (!bench_has(b, commands[i][0]))
            continue;
        *name = i == 0 ? "htop" : "top";
        tty_start(&t, commands[i], b->env);
        rest(&t, 1000, out);
        rest(&t, b->idle_ms, out);
        tty_stop(&t);
        return;
    }
}

void measure_idle(const struct bench *b)
{
    struct idle live, still, monitor = {0};
    const char *name = NULL;
    bool is_htop;

    report_section("idle for 10 s");
    bench_seed_queues(b, 20);
    rest_inspector(b, "2s", &live);
    rest_inspector(b, "1h", &still);
    rest_monitor(b, &name, &monitor);
    is_htop = name && name[0] == 'h';
    report_row(&(struct row){"2 s refresh, CPU", "ms", live.cpu_ms, name, monitor.cpu_ms,
                             is_htop ? GOAL_RATIO : GOAL_NONE, 0.3});
    report_row(
        &(struct row){"2 s refresh, bytes", "B", live.bytes, name, monitor.bytes, GOAL_NONE, 0});
    report_row(&(struct row){"2 s refresh, switches", "", live.switches, name, monitor.switches,
                             GOAL_NONE, 0});
    report_row(&(struct row){"no refresh, CPU", "ms", still.cpu_ms, NULL, 0, GOAL_MOST, 0});
    report_row(&(struct row){"no refresh, bytes", "B", still.bytes, NULL, 0, GOAL_MOST, 0});
    report_row(&(struct row){"no refresh, switches", "", still.switches, NULL, 0, GOAL_MOST, 0});
}
