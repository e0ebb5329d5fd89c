#include "cli/run/check.h"

#include "api/error/explain.h"
#include "base/text/text_line.h"
#include "cli/print/check_line.h"
#include "cli/print/output.h"
#include "cli/run/headless.h"
#include "parts/filter/row_filter.h"

#include <stdio.h>
#include <unistd.h>

enum { CHECK_FACTS_BYTES = 1000, NAGIOS_UNKNOWN = 3 };

/* Of one queue: one condition that holds is enough, and one that nobody knows may hold.  The facts
 * of those that hold go to facts. */
static enum check_finding judge(struct alerts *a, const struct queue_row *row,
                                const struct instant *now, struct text_line *facts)
{
    enum check_finding finding = CHECK_NOT_MEANT;
    char fact[ALERT_FACT_BYTES];

    for (size_t i = 0; i < a->n; i++) {
        struct filter *f = &a->items[i].filter;
        enum filter_answer answer;

        if (!row_filter_fits_name(f, row))
            continue;
        answer = row_filter_ask_queue(f, row, now);
        if (answer == FILTER_YES && facts) {
            struct text_line line = text_line(fact, sizeof fact);

            row_filter_print_facts(f, row, now, &line);
            text_line_join(facts, ", ", "%s", fact);
        }
        if (answer == FILTER_YES)
            finding = CHECK_HOLDS;
        else if (answer == FILTER_UNKNOWN && finding != CHECK_HOLDS)
            finding = CHECK_UNKNOWN;
        else if (finding == CHECK_NOT_MEANT)
            finding = CHECK_HOLDS_NOT;
    }
    return finding;
}

/* Of some condition about the queue nobody knows yet. */
static bool is_open(struct alerts *a, const struct queue_row *row, const struct instant *now)
{
    for (size_t i = 0; i < a->n; i++)
        if (row_filter_fits_name(&a->items[i].filter, row) &&
            row_filter_ask_queue(&a->items[i].filter, row, now) == FILTER_UNKNOWN)
            return true;
    return false;
}

/* What history alone says may be minutes old: each queue is measured.  Where one condition holds
 * already, the others are waited for as long as history may tell. */
static bool needs_more(struct alerts *a, const struct headless *h, const struct queue_row *row)
{
    const struct instant *now = &h->app->now;
    enum check_finding finding = judge(a, row, now, NULL);

    if (finding == CHECK_HOLDS && headless_waits_for_past(h) && is_open(a, row, now))
        return true;
    return finding == CHECK_UNKNOWN || (finding != CHECK_NOT_MEANT && !headless_is_measured(row));
}

static bool is_known(void *alerts, struct headless *h)
{
    const struct queue_row *row;
    size_t place = 0;

    while ((row = headless_next(h, &place)) != NULL)
        if (needs_more(alerts, h, row))
            return false;
    return true;
}

static int print(struct headless *h, struct alerts *alerts, const struct settings *s,
                 struct buf *out)
{
    struct check_line line;
    const struct queue_row *row;
    size_t place = 0;
    int status;

    check_line_init(&line, s->options.numbers[OPT_NAGIOS]);
    while ((row = headless_next(h, &place)) != NULL) {
        struct measured m = measured_find(row, &h->app->now);
        char facts[CHECK_FACTS_BYTES];
        struct text_line l = text_line(facts, sizeof facts);
        enum check_finding finding = judge(alerts, row, &h->app->now, &l);

        check_line_add(&line, &m, finding, facts);
    }
    status = check_line_finish(&line, s->options.numbers[OPT_FOR], out);
    check_line_free(&line);
    return status;
}

/* A plugin says so on stdout; everybody else on stderr. */
static int print_failure(const struct headless *h, enum headless_end end, const struct settings *s,
                         struct buf *out)
{
    struct explained why;

    if (!s->options.numbers[OPT_NAGIOS])
        return headless_report(h, end);
    if (end == HEADLESS_FAILED)
        check_line_fail(explain_error(&why, &h->failure->err, h->failure->op, s->by_key), out);
    else
        check_line_fail(end == HEADLESS_SIGNAL ? "interrupted" : "no such queue", out);
    return NAGIOS_UNKNOWN;
}

/* Prints the line, if there is one; an exit status. */
static int write_line(const struct buf *line, const struct settings *s, int status)
{
    struct output o;

    if (!line->len)
        return status;
    output_init(&o, STDOUT_FILENO);
    output_write_line(&o, line->bytes, line->len);
    if (output_end(&o))
        return status;
    return s->options.numbers[OPT_NAGIOS] ? NAGIOS_UNKNOWN : 1;
}

static int answer(struct headless *h, enum headless_end end, struct alerts *alerts,
                  const struct settings *s, struct buf *line)
{
    if (end == HEADLESS_DONE)
        end = headless_run(h, is_known, alerts, s->options.numbers[OPT_FOR]);
    return end == HEADLESS_DONE || end == HEADLESS_TIME ? print(h, alerts, s, line)
                                                        : print_failure(h, end, s, line);
}

/* Nothing could be asked at all. */
static int refuse(const struct settings *s, const char *why, int status, struct buf *line)
{
    if (!s->options.numbers[OPT_NAGIOS])
        return status;
    check_line_fail(why, line);
    return NAGIOS_UNKNOWN;
}

static int run(struct settings *settings, struct alerts *alerts, struct buf *line)
{
    struct headless h;
    struct error err;
    enum headless_end end;
    int status;

    if (!alerts_add(alerts, settings->options.texts[OPT_FAIL_IF], &err)) {
        output_fail("--fail-if: %s", err.text);
        return refuse(settings, err.text, 2, line);
    }
    end = headless_open(&h, settings, true, &status);
    if (end == HEADLESS_REFUSED)
        return refuse(settings, "the account could not be asked, as stderr says", status, line);
    status = answer(&h, end, alerts, settings, line);
    headless_close(&h);
    return status;
}

int check_run(struct settings *settings)
{
    struct alerts alerts = {.n = 0};
    struct buf line;
    int status;

    buf_init(&line, 4 * (size_t)CHECK_LINE_BYTES);
    status = run(settings, &alerts, &line);
    status = write_line(&line, settings, status);
    buf_free(&line);
    alerts_free(&alerts);
    return status;
}
