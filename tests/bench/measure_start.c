/* From exec to the first whole frame. */
#include "tests/bench/bench.h"

#include <stdio.h>

enum { LIMIT_MS = 10000 };

static double time_start(const struct bench *b, const char *const *argv, const char *text)
{
    struct tty t;
    double ms;

    tty_start(&t, argv, b->env);
    ms = tty_wait_text(&t, text, LIMIT_MS) - t.started_ms;
    tty_stop(&t);
    return ms;
}

void measure_start(const struct bench *b)
{
    const char *const ours[] = {b->cfqtop, "-i", "1h", NULL};
    const char *const plain[] = {b->plain, NULL};
    const char *const floor[] = {b->floor, NULL};
    const char *const less[] = {"less", "--", b->floor, NULL};
    struct sample s[4] = {{.n = 0}};
    bool has_less = bench_has(b, "less");

    report_section("start");
    bench_seed_queues(b, 100);
    for (int i = 0; i < 3 * b->runs; i++) {
        sample_put(&s[0], time_start(b, ours, "Reading the list"));
        sample_put(&s[1], time_start(b, plain, "row 0 of"));
        sample_put(&s[2], time_start(b, floor, "row 0 of"));
        if (has_less)
            sample_put(&s[3], time_start(b, less, "may be a binary"));
    }
    report_row(&(struct row){"first frame", "ms", sample_median(&s[0]), "ncurses, curl",
                             sample_median(&s[1]), GOAL_RATIO, 1.3});
    report_row(&(struct row){"first frame", "ms", sample_median(&s[0]), "ncurses floor",
                             sample_median(&s[2]), GOAL_NONE, 0});
    if (has_less)
        report_row(&(struct row){"first frame", "ms", sample_median(&s[0]), "less",
                                 sample_median(&s[3]), GOAL_NONE, 0});
}
