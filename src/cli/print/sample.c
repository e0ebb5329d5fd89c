#include "cli/print/sample.h"

#include "base/text/dtext.h"
#include "body/json/json.h"

#include <stdio.h>
#include <string.h>

/* Numbers as they are: a column that is sorted or drawn by a program has one unit.  The name is
 * last, so that nothing has to be cut. */
#define ROW "%-9s %9s %11s %8s %9s %-11s "

void sample_print_heading(char *out, size_t size)
{
    snprintf(out, size, ROW "QUEUE", "TIME", "BACKLOG", "BYTES", "OLDEST/S", "GROWS/MIN",
             "VERDICT");
}

static const char *print_number(struct format *f, int64_t n)
{
    /* cppcheck-suppress ctuuninitvar; it is written */
    snprintf(f->s, sizeof f->s, n < 0 ? "-" : "%lld", (long long)n);
    return f->s;
}

void sample_append(struct buf *out, const struct measured *m)
{
    struct format at, backlog, bytes, age, growth = {"-"};

    if (m->has_growth)
        snprintf(growth.s, sizeof growth.s, "%.1f", m->per_s * 60);
    buf_print(out, ROW, m->at_ms < 0 ? "-" : format_utc_clock(&at, m->at_ms),
              print_number(&backlog, m->backlog), print_number(&bytes, m->bytes),
              print_number(&age, m->backlog == 0 || m->age_ms < 0 ? -1 : m->age_ms / 1000),
              growth.s, m->has_verdict ? measured_word(m->drain.kind) : "-");
    dtext_append(out, m->name, strlen(m->name));
}

void sample_append_json(struct buf *out, const struct measured *m)
{
    buf_append_str(out, "{\"queue_name\":");
    json_append_string(out, m->name, strlen(m->name));
    buf_append_str(out, ",\"queue_id\":");
    json_append_string(out, m->id, strlen(m->id));
    buf_append_str(out, ",\"measured\":");
    measured_append_json(out, m);
    buf_append_byte(out, '}');
}
