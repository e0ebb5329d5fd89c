#include "cli/run/list.h"

#include "base/text/format.h"
#include "cli/print/print.h"
#include "cli/run/headless.h"

#include <unistd.h>

bool list_is_known(void *unused, struct headless *h)
{
    const struct queue_row *row;
    size_t place = 0;

    (void)unused;
    if (headless_waits_for_past(h))
        return false;
    while ((row = headless_next(h, &place)) != NULL)
        if (!headless_is_measured(row) ||
            (!row->stats->failed && drain_find(row, &h->app->now).kind == DRAIN_UNKNOWN))
            return false;
    return true;
}

static void print_rows(struct output *o, const struct headless *h, bool json)
{
    struct table table;
    const struct queue_row *row;
    size_t place = 0;

    if (!json)
        print_measured_start(&table, o);
    while ((row = headless_next(h, &place)) != NULL) {
        struct measured m = measured_find(row, &h->app->now);

        if (json)
            print_measured_json(o, row->queue->json, &m);
        else
            print_measured_row(&table, &m);
    }
    if (!json)
        table_finish(&table);
}

void list_tell_missing(const struct headless *h, int64_t for_ms)
{
    size_t place = 0, n = 0, all = headless_count(h);
    const struct queue_row *row;
    struct format span;

    while ((row = headless_next(h, &place)) != NULL)
        n += row->stats->series.n > 0;
    if (n < all)
        output_fail("%zu of %s measured within %s", n, FORMAT_COUNTED(all, "queue"),
                    format_duration(&span, for_ms));
    if (!all)
        output_note("no queue in account %s", h->account_id);
}

int list_show(struct settings *settings)
{
    int64_t for_ms = settings->options.numbers[OPT_FOR];
    struct headless h;
    struct output o;
    int status;
    enum headless_end end = headless_open(&h, settings, false, &status);

    if (end == HEADLESS_REFUSED)
        return status;
    if (end == HEADLESS_DONE)
        end = headless_run(&h, list_is_known, NULL, for_ms);
    status = headless_report(&h, end);
    if (!status) {
        output_init(&o, STDOUT_FILENO);
        print_rows(&o, &h, settings->options.numbers[OPT_JSON]);
        status = !output_end(&o);
        list_tell_missing(&h, for_ms);
    }
    headless_close(&h);
    return status;
}
