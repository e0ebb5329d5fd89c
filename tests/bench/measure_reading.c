/* Reading one large body: 128 kB of JSON on one line, thousands of lines when it is laid out. */
#include "tests/bench/bench.h"

#include "base/memory/buf.h"

#include <stdio.h>
#include <string.h>

enum {
    LIMIT_MS = 30000,
    QUIET_MS = 8,
    REST_MS = 60,
    PRESSES = 20,
    BODY_BYTES_MAX = 130000, /* the server takes 131072 */
    BODIES = 100
};

#define READ_ID "44444444444444444444444444444444"
#define BODY    "\"$BENCH_FOLDER/body.json\""

/* One line of JSON, within a string of JSON. */
static void seed(const struct bench *b)
{
    struct buf body;

    buf_init(&body, 1 << 20);
    buf_append_byte(&body, '[');
    for (int i = 0; body.len < BODY_BYTES_MAX * 5 / 4; i++)
        buf_print(&body,
                  "%s{\\\"id\\\":%d,\\\"name\\\":\\\"item %d\\\",\\\"at\\\":%d000,"
                  "\\\"tags\\\":[\\\"a\\\",{\\\"k\\\":null}]}",
                  i ? "," : "", i, i, 1760000000 + i);
    buf_append_byte(&body, ']');
    sim_post(b->sim, "/__sim/seed",
             "{\"reset\":true,\"queues\":[{\"name\":\"read\",\"id\":\"" READ_ID
             "\",\"messages\":[{\"content_type\":\"json\",\"count\":%d,\"body\":\"%s\"}]}]}",
             BODIES, body.bytes);
    buf_free(&body);
}

/* The time to the last byte of the repaint; undo brings back what was before. */
static double press(struct tty *t, const char *keys, const char *undo)
{
    struct sample ms = {.n = 0};

    for (int i = 0; i < PRESSES; i++) {
        struct tty_repaint r;

        tty_press(t, keys, strlen(keys), QUIET_MS, &r);
        tty_drain(t, REST_MS);
        if (r.first_ms >= 0)
            sample_put(&ms, r.last_ms);
        tty_send(t, undo, strlen(undo));
        tty_drain(t, REST_MS);
    }
    return sample_median(&ms);
}

static double run_all(const struct bench *b, const char *command)
{
    struct sample ms = {.n = 0};

    for (int i = 0; i < b->runs; i++)
        sample_put(&ms, bench_run_shell(b, command));
    return sample_median(&ms);
}

static void row(struct tty *t, const struct bench *b, const char *what, const char *keys,
                const char *undo, const char *name, const char *command)
{
    double ours = press(t, keys, undo);

    report_row(&(struct row){what, "ms", ours, command ? name : NULL,
                             command ? run_all(b, command) : 0, GOAL_MOST, 16});
}

void measure_reading(const struct bench *b)
{
    bool has_jq = bench_has(b, "curl") && bench_has(b, "jq");
    const char *jq = has_jq ? "jq . " BODY : NULL;
    struct tty t;

    report_section("reading a body of 128 kB, "
                   "100 of them in the list");
    seed(b);
    if (has_jq)
        bench_run_shell(
            b, CURL PEEK(READ_ID) " | jq -r '.result.messages[0].body | @base64d' > " BODY);
    bench_start(b, &t, "1h");
    tty_wait_text(&t, "1 Queues 1 ", LIMIT_MS);
    tty_send(&t, RETURN, 1);
    tty_wait_text(&t, "peeked, no lease · 100", LIMIT_MS);
    tty_drain(&t, 4 * REST_MS);
    row(&t, b, "open the next one", DOWN, "", "jq .", jq);
    tty_send(&t, RETURN, 1);
    tty_drain(&t, 4 * REST_MS);
    row(&t, b, "Down", DOWN, "", NULL, NULL);
    row(&t, b, "to its end", "G", "g", NULL, NULL);
    row(&t, b, "fold a level, all over", "-", "+", NULL, NULL);
    row(&t, b, "search, many hits", "/\025name\r", "g", "jq . | grep -c",
        has_jq ? "jq . " BODY " | grep -c name" : NULL);
    row(&t, b, "search, an expression", "/\025re:item \\d+99\r", "g", "jq . | grep -c",
        has_jq ? "jq . " BODY " | grep -cE 'item [0-9]+99'" : NULL);
    tty_stop(&t);
}
