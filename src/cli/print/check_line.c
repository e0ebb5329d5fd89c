#include "cli/print/check_line.h"

#include "base/memory/array.h"
#include "base/text/dtext.h"

#include <stdlib.h>
#include <string.h>

enum { STATUS_FAILING = 3, NAGIOS_CRITICAL = 2, NAGIOS_UNKNOWN = 3, SHOWN_UNKNOWN = 10 };

void check_line_init(struct check_line *l, bool nagios)
{
    *l = (struct check_line){.nagios = nagios};
    buf_init(&l->facts, CHECK_LINE_BYTES);
    buf_init(&l->unknown, CHECK_LINE_BYTES);
    buf_init(&l->numbers, CHECK_LINE_BYTES);
}

void check_line_free(struct check_line *l)
{
    buf_free(&l->facts);
    buf_free(&l->unknown);
    buf_free(&l->numbers);
}

static void append_name(struct buf *out, const char *name, const char *not_these)
{
    size_t from = out->len;

    dtext_append(out, name, strlen(name));
    for (size_t i = from; i < out->len; i++)
        if (strchr(not_these, out->bytes[i]))
            out->bytes[i] = '_';
}

static void add_number(struct buf *out, const struct measured *m, const char *what, bool known,
                       int64_t value, const char *unit)
{
    if (!known)
        return;
    buf_append_str(out, out->len ? " '" : "'");
    append_name(out, m->name, "'=|");
    buf_print(out, "_%s'=%lld%s", what, (long long)value, unit);
}

void check_line_add(struct check_line *l, const struct measured *m, enum check_finding finding,
                    const char *facts)
{
    const char *no_bar = l->nagios ? "|" : "";

    if (finding == CHECK_NOT_MEANT)
        return;
    l->n++;
    add_number(&l->numbers, m, "backlog", m->backlog >= 0, m->backlog, "");
    add_number(&l->numbers, m, "oldest", m->age_ms >= 0, m->age_ms / 1000, "s");
    if (finding == CHECK_HOLDS) {
        l->n_failing++;
        buf_append_str(&l->facts, l->facts.len ? "; " : "");
        append_name(&l->facts, m->name, no_bar);
        buf_print(&l->facts, ": %s", facts);
    } else if (finding == CHECK_UNKNOWN && ++l->n_unknown <= SHOWN_UNKNOWN) {
        buf_append_str(&l->unknown, l->unknown.len ? ", " : "");
        append_name(&l->unknown, m->name, no_bar);
    }
}

static void append_text(struct buf *out, const struct buf *text)
{
    if (text->len)
        buf_append(out, text->bytes, text->len);
}

static void append_unknown(const struct check_line *l, int64_t for_ms, struct buf *out)
{
    struct format span;

    if (!l->n_unknown)
        return;
    buf_print(out, "; not known within %s: ", format_duration(&span, for_ms));
    append_text(out, &l->unknown);
    if (l->n_unknown > SHOWN_UNKNOWN)
        buf_print(out, " and %zu more", l->n_unknown - SHOWN_UNKNOWN);
}

enum line_kind { LINE_OK, LINE_FAILING, LINE_UNKNOWN };

static enum line_kind find_kind(const struct check_line *l)
{
    return l->n_failing ? LINE_FAILING : l->n_unknown == l->n ? LINE_UNKNOWN : LINE_OK;
}

int check_line_finish(struct check_line *l, int64_t for_ms, struct buf *out)
{
    static const struct {
        const char *word, *nagios_word;
        int status, nagios_status;
    } kinds[] = {[LINE_OK] = {"ok: ", "OK - ", 0, 0},
                 [LINE_FAILING] = {"failing: ", "CRITICAL - ", STATUS_FAILING, NAGIOS_CRITICAL},
                 [LINE_UNKNOWN] = {"unknown: ", "UNKNOWN - ", 1, NAGIOS_UNKNOWN}};
    _Static_assert(ARRAY_LEN(kinds) == LINE_UNKNOWN + 1, "every kind of line has its word");
    enum line_kind kind = find_kind(l);

    buf_append_str(out, l->nagios ? kinds[kind].nagios_word : kinds[kind].word);
    if (kind == LINE_FAILING)
        append_text(out, &l->facts);
    else
        buf_print(out, "%s", FORMAT_COUNTED(l->n - l->n_unknown, "queue"));
    append_unknown(l, for_ms, out);
    if (l->nagios && l->numbers.len) {
        buf_append_byte(out, '|');
        append_text(out, &l->numbers);
    }
    return l->nagios ? kinds[kind].nagios_status : kinds[kind].status;
}

void check_line_fail(const char *why, struct buf *out)
{
    buf_append_str(out, "UNKNOWN - ");
    append_name(out, why, "|");
}
