/* Keys in long lists: time to the last byte of the repaint, and its bytes. */
#include "tests/bench/bench.h"

#include "base/memory/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LIMIT_MS = 30000,
    FEW = 12,
    PRESSES = 40,
    PAGES = 20,
    BURST = 100,
    BURSTS = 5,
    PROGRAMS_MAX = 3
};

/* Data that comes for rows newly shown is a frame of its own, at least 33 ms later. */
enum { QUIET_MS = 8, REST_MS = 60 };

struct program {
    const char *name;
    struct tty tty;
    struct sample ms, bytes;
};

/* home: the inspector goes back to the top before each press, lest its list end. */
static void press_all(struct program *programs, int n, const char *keys, size_t len, int times,
                      bool home)
{
    for (int i = 0; i < n; i++)
        programs[i].ms.n = programs[i].bytes.n = 0;
    for (int k = 0; k < times; k++)
        for (int i = 0; i < n; i++) {
            struct tty_repaint r;

            if (home && i == 0) {
                tty_send(&programs[i].tty, "g", 1);
                tty_drain(&programs[i].tty, REST_MS);
            }
            tty_press(&programs[i].tty, keys, len, QUIET_MS, &r);
            tty_drain(&programs[i].tty, REST_MS);
            if (r.first_ms < 0)
                continue;
            sample_put(&programs[i].ms, r.last_ms);
            sample_put(&programs[i].bytes, (double)r.bytes);
        }
}

/* At most so much; 0: no goal. */
struct goals {
    double ratio, ms, p95_ms, bytes;
};

/* Rows of the first program beside each of the others; the goals are against the first of these. */
static void print_rows(struct program *p, int n, const char *what, const struct goals *g)
{
    enum goal_kind kind = g->ratio > 0 ? GOAL_RATIO : g->ms > 0 ? GOAL_MOST : GOAL_NONE;
    char name[100];

    for (int i = 1; i < n; i++)
        report_row(&(struct row){what, "ms", sample_median(&p[0].ms), p[i].name,
                                 sample_median(&p[i].ms), i == 1 ? kind : GOAL_NONE,
                                 g->ratio > 0 ? g->ratio : g->ms});
    if (g->p95_ms > 0) {
        snprintf(name, sizeof(name), "%s, p95", what);
        report_row(&(struct row){name, "ms", sample_at_part(&p[0].ms, 0.95), p[1].name,
                                 sample_at_part(&p[1].ms, 0.95), GOAL_MOST, g->p95_ms});
    }
    snprintf(name, sizeof(name), "%s, bytes", what);
    for (int i = 1; i < n; i++)
        report_row(&(struct row){name, "B", sample_median(&p[0].bytes), p[i].name,
                                 sample_median(&p[i].bytes),
                                 i == 1 && g->bytes > 0 ? GOAL_MOST : GOAL_NONE, g->bytes});
}

static void press_and_print(struct program *p, int n)
{
    char burst[BURST * sizeof(DOWN)] = "";

    press_all(p, n, "g", 1, 1, false);
    press_all(p, n, DOWN, strlen(DOWN), FEW, false);
    print_rows(p, n, "Down", &(struct goals){2, 0, 5, 400});
    press_all(p, n, DOWN, strlen(DOWN), PRESSES, false);
    print_rows(p, n, "Down, list scrolls", &(struct goals){0, 0, 0, 0});
    press_all(p, n, PAGE_DOWN, strlen(PAGE_DOWN), PAGES, false);
    print_rows(p, n, "PgDn", &(struct goals){0, 0, 0, 6000});
    for (size_t i = 0; i < BURST; i++)
        memcpy(burst + i * strlen(DOWN), DOWN, strlen(DOWN));
    press_all(p, n, burst, BURST * strlen(DOWN), BURSTS, true);
    print_rows(p, n, "100 Downs in one", &(struct goals){0, 5, 0, 8000});
}

/* A list for less, of as many lines. */
static void write_lines(const char *path, int n)
{
    FILE *f = fopen(path, "we");

    for (int i = 1; f && i <= n; i++)
        fprintf(f, "queue-%05d   12,345  running  orders and their payments\n", i);
    if (f)
        fclose(f);
}

static int start_others(const struct bench *b, struct program *p, const char *rows)
{
    const char *const floor[] = {b->floor, rows, NULL};
    char path[4096];
    const char *const less[] = {"less", "--", path, NULL};
    int n = 1;

    p[n].name = "ncurses floor";
    tty_start(&p[n].tty, floor, b->env);
    tty_wait_text(&p[n++].tty, "row 0 of", LIMIT_MS);
    snprintf(path, sizeof(path), "%s/lines.txt", b->folder);
    write_lines(path, (int)strtol(rows, NULL, 10));
    if (bench_has(b, "less")) {
        p[n].name = "less";
        tty_start(&p[n].tty, less, b->env);
        tty_wait_text(&p[n++].tty, "queue-00047", LIMIT_MS);
    }
    return n;
}

static void stop_all(struct program *p, int n)
{
    for (int i = 0; i < n; i++)
        tty_stop(&p[i].tty);
    free(p);
}

static double time_few(const struct bench *b)
{
    struct program *p = mem_new(1, sizeof(*p));
    double ms;

    bench_seed_queues(b, 100);
    bench_start(b, &p->tty, "1h");
    tty_wait_text(&p->tty, "1 Queues 100 ", LIMIT_MS);
    tty_drain(&p->tty, 4 * REST_MS);
    press_all(p, 1, DOWN, strlen(DOWN), PRESSES, false);
    ms = sample_median(&p->ms);
    stop_all(p, 1);
    return ms;
}

static void measure_queues(const struct bench *b)
{
    struct program *p = mem_new(PROGRAMS_MAX, sizeof(*p));
    double few = time_few(b);
    int n;

    bench_seed_queues(b, 10000);
    bench_start(b, &p[0].tty, "1h");
    tty_wait_text(&p[0].tty, "1 Queues 10,000 ", LIMIT_MS);
    tty_drain(&p[0].tty, 4 * REST_MS);
    press_all(p, 1, DOWN, strlen(DOWN), PRESSES, false);
    report_row(
        &(struct row){"Down", "ms", sample_median(&p[0].ms), "100 queues", few, GOAL_RATIO, 1.2});
    n = start_others(b, p, "10000");
    press_and_print(p, n);
    stop_all(p, n);
}

/* A pull brings 100 at most: a long list is made of many, whose leases last for hours. */
static void pull_all(struct tty *t, int n)
{
    char seen[40];

    for (int have = 100; have <= n; have += 100) {
        tty_send(t, "P", 1);
        tty_expect(t, "Enter pulls", LIMIT_MS);
        tty_send(t, RETURN, 1);
        snprintf(seen, sizeof(seen), "PULLED %d ", have);
        tty_expect(t, seen, LIMIT_MS);
    }
}

static void start_messages(const struct bench *b, struct tty *t, int n)
{
    bench_seed_leased(b, n);
    bench_start(b, t, "1h");
    tty_wait_text(t, "1 Queues 1 ", LIMIT_MS);
    pull_all(t, n);
    tty_send(t, "2", 1);
    tty_drain(t, 4 * REST_MS);
}

static void measure_messages_list(const struct bench *b)
{
    struct program *p = mem_new(PROGRAMS_MAX, sizeof(*p));
    char rows[20], name[60];
    double few;
    int n;

    snprintf(name, sizeof(name), "%d messages, pulled 100 at a time", b->messages);
    report_section(name);
    start_messages(b, &p->tty, 100);
    press_all(p, 1, DOWN, strlen(DOWN), PRESSES, false);
    few = sample_median(&p->ms);
    tty_stop(&p->tty);
    start_messages(b, &p->tty, b->messages);
    press_all(p, 1, DOWN, strlen(DOWN), PRESSES, false);
    report_row(
        &(struct row){"Down", "ms", sample_median(&p[0].ms), "100 messages", few, GOAL_RATIO, 1.2});
    snprintf(rows, sizeof(rows), "%d", b->messages);
    n = start_others(b, p, rows);
    press_and_print(p, n);
    stop_all(p, n);
}

void measure_scrolling(const struct bench *b)
{
    report_section("keys in 10,000 queues");
    measure_queues(b);
    measure_messages_list(b);
}
