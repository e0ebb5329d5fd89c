#include "cli/run/watch.h"

#include "base/memory/mem.h"
#include "base/memory/string_map.h"
#include "cli/print/output.h"
#include "cli/print/sample.h"
#include "cli/run/headless.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { SCREEN_ROWS = 24, LINE_BYTES = 200 };

/* What was printed of one queue. */
struct printed {
    char id[ID_BYTES];
    int64_t measured_mono_ms;
    int64_t n;
};

struct watching {
    struct output out;
    struct string_map printed; /* by id */
    int64_t count;             /* lines of each queue; 0: no end */
    int64_t interval_ms;
    bool json;
    bool repeats;      /* the heading: on a terminal */
    int since_heading; /* lines; -1: there was none */
};

static struct printed *find_printed(struct watching *w, const char *id)
{
    struct printed *p = string_map_get(&w->printed, id);

    if (p)
        return p;
    p = mem_new(1, sizeof(*p));
    snprintf(p->id, sizeof p->id, "%s", id);
    p->measured_mono_ms = INT64_MIN;
    string_map_put(&w->printed, p->id, p);
    return p;
}

static int find_screen_rows(void)
{
    struct winsize size;

    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_row < 4 ? SCREEN_ROWS : size.ws_row;
}

static void write_heading(struct watching *w)
{
    char line[LINE_BYTES];

    if (w->since_heading >= 0 && !(w->repeats && w->since_heading >= find_screen_rows() - 2))
        return;
    w->since_heading = 0;
    sample_print_heading(line, sizeof line);
    output_write_line(&w->out, line, strlen(line));
}

static void write_sample(struct watching *w, const struct measured *m)
{
    struct buf line;

    buf_init(&line, SAMPLE_BYTES);
    if (w->json) {
        sample_append_json(&line, m);
    } else {
        write_heading(w);
        sample_append(&line, m);
        w->since_heading++;
    }
    output_write_line(&w->out, line.bytes, line.len);
    buf_free(&line);
}

/* A stream may bring more than was asked for. */
static bool is_due(const struct watching *w, const struct printed *p, int64_t measured_mono_ms)
{
    return p->measured_mono_ms == INT64_MIN ||
           measured_mono_ms - p->measured_mono_ms >= w->interval_ms / 4 * 3;
}

/* False: more of this queue are wanted. */
static bool take_row(struct watching *w, const struct queue_row *row, const struct instant *now)
{
    const struct series *series = &row->stats->series;
    struct printed *p = find_printed(w, row->queue->id);
    int64_t measured = series->n ? series_at(series, series->n - 1)->mono_ms : INT64_MIN;

    if (w->count && p->n >= w->count)
        return true;
    if (series->n && is_due(w, p, measured)) {
        struct measured m = measured_find(row, now);

        write_sample(w, &m);
        p->measured_mono_ms = measured;
        p->n++;
    }
    return w->count && p->n >= w->count;
}

static bool take_samples(void *watching, struct headless *h)
{
    struct watching *w = watching;
    const struct queue_row *row;
    size_t place = 0;
    bool done = true;

    while ((row = headless_next(h, &place)) != NULL)
        done = take_row(w, row, &h->app->now) && done;
    return !output_flush(&w->out) || done;
}

int watch_show(struct settings *settings)
{
    struct watching w = {.count = settings->options.numbers[OPT_SAMPLES],
                         .interval_ms = settings->options.numbers[OPT_INTERVAL],
                         .json = settings->options.numbers[OPT_JSON],
                         .repeats = isatty(STDOUT_FILENO),
                         .since_heading = -1};
    struct headless h;
    int status;
    enum headless_end end = headless_open(&h, settings, false, &status);

    if (end == HEADLESS_REFUSED)
        return status;
    output_init(&w.out, STDOUT_FILENO);
    if (end == HEADLESS_DONE)
        end = headless_run(&h, take_samples, &w, -1);
    if (end == HEADLESS_DONE && !headless_count(&h)) { /* or none any more */
        output_fail("no queue to watch in account %s", h.account_id);
        end = HEADLESS_NO_QUEUE;
    }
    status =
        end == HEADLESS_SIGNAL && session_is_interrupted(&h.session) ? 0 : headless_report(&h, end);
    if (!output_end(&w.out) && !status)
        status = 1;
    string_map_free(&w.printed, free);
    headless_close(&h);
    return status;
}
