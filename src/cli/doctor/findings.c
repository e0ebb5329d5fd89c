#include "cli/doctor/findings.h"

#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/glyph.h"
#include "store/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NAME_COLS = 10, LEAD_COLS = 2 + 1 + NAME_COLS + 2, LEAST_FACT_COLS = 12 };

static const char *const names[] = {
#define CHECK(id, name) [CHECK_##id] = (name),
#include "cli/doctor/checks.def"
};
_Static_assert(ARRAY_LEN(names) == CHECK_COUNT, "every check has its name");

const char *findings_name(enum check c)
{
    return names[c];
}

static void fill(const struct findings *f, char *out, size_t size, const char *fmt, va_list ap)
    __attribute__((format(printf, 4, 0)));

static void fill(const struct findings *f, char *out, size_t size, const char *fmt, va_list ap)
{
    char text[4096];

    vsnprintf(text, sizeof(text), fmt, ap);
    redact_copy(f->redact, text, strlen(text), out, size);
}

void findings_set(struct findings *f, enum check c, enum finding_state state, const char *fmt, ...)
{
    struct finding *item = &f->items[c];
    va_list ap;

    *item = (struct finding){.state = state};
    va_start(ap, fmt);
    fill(f, item->fact, sizeof(item->fact), fmt, ap);
    va_end(ap);
}

void findings_advise(struct findings *f, enum check c, const char *fmt, ...)
{
    struct finding *item = &f->items[c];
    va_list ap;

    va_start(ap, fmt);
    fill(f, item->todo, sizeof(item->todo), fmt, ap);
    va_end(ap);
}

void findings_end(struct findings *f)
{
    for (int c = 0; c < CHECK_COUNT; c++)
        if (f->items[c].state == FINDING_NONE)
            findings_set(f, (enum check)c, FINDING_WARNS, "not tried%s%s", f->why_none ? ": " : "",
                         f->why_none ? f->why_none : "");
}

bool findings_have_failed(const struct findings *f)
{
    for (int c = 0; c < CHECK_COUNT; c++)
        if (f->items[c].state == FINDING_FAILS)
            return true;
    return false;
}

static const char *find_sign(enum finding_state state)
{
    if (state == FINDING_OK)
        return "ok";
    return glyph(state == FINDING_FAILS ? GLYPH_CROSS : GLYPH_BANG);
}

static void append_cut(struct buf *out, const char *text, int cols)
{
    struct dtext d;

    dtext_make_cell(&d, text, cols);
    buf_append(out, d.s, (size_t)d.len);
}

/* Where both do not fit, what is to be done says more. */
static void append_cut_line(struct buf *out, const struct finding *item, int cols)
{
    int todo = dtext_find_col(item->todo, strlen(item->todo), strlen(item->todo));
    int left = todo ? cols - todo - 2 : cols;

    if (left >= LEAST_FACT_COLS) {
        append_cut(out, item->fact, left);
        buf_append_str(out, todo ? "; " : "");
    }
    append_cut(out, item->todo, cols < todo ? cols : todo);
}

void findings_write_line(const struct findings *f, enum check c, int cols, struct buf *out)
{
    const struct finding *item = &f->items[c];
    bool ok = item->state == FINDING_OK;

    buf_print(out, "%s%s%-*s  ", find_sign(item->state), ok ? " " : "  ", NAME_COLS, names[c]);
    if (cols > LEAD_COLS) {
        append_cut_line(out, item, cols - LEAD_COLS);
        return;
    }
    dtext_append(out, item->fact, strlen(item->fact));
    if (item->todo[0])
        buf_append_str(out, "; ");
    dtext_append(out, item->todo, strlen(item->todo));
}

void findings_write_json(const struct findings *f, enum check c, struct buf *out)
{
    static const enum flag flags[] = {[FINDING_NONE] = FLAG_UNKNOWN,
                                      [FINDING_OK] = FLAG_YES,
                                      [FINDING_WARNS] = FLAG_UNKNOWN,
                                      [FINDING_FAILS] = FLAG_NO};
    _Static_assert(ARRAY_LEN(flags) == FINDING_STATES, "every state has its flag");
    const struct finding *item = &f->items[c];

    record_start(out);
    record_put_text(out, "check", names[c]);
    record_put_flag(out, "ok", flags[item->state]);
    record_put_text(out, "fact", item->fact);
    record_put_text(out, "todo", item->todo);
    record_end(out);
}
