#include "body/value/print.h"

#include "base/text/format.h"
#include "base/text/utf8.h"
#include "body/decode/text.h"
#include "body/json/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { INDENT = 2, MAX_INDENT = 32 * INDENT, HEX_ROW = 16 };

bool print_begin(struct print *p, const char *bytes, size_t n, struct buf *out,
                 struct print_end *end)
{
    size_t left = out->cap - out->len;

    *p = (struct print){.bytes = (const uint8_t *)bytes, .n = n, .unshown = n};
    if (out->overflow || left < PRINT_END_LINE) {
        out->overflow = true;
        *end = (struct print_end){.why = "no room to show it"};
        return false;
    }
    buf_init(&p->text, left - PRINT_END_LINE);
    return true;
}

void print_free(struct print *p)
{
    buf_free(&p->text);
}

bool print_fail(struct print *p, size_t at, const char *fmt, ...)
{
    va_list ap;

    if (p->end.why[0])
        return false;
    va_start(ap, fmt);
    vsnprintf(p->end.why, sizeof p->end.why, fmt, ap);
    va_end(ap);
    p->end.at = at;
    return false;
}

bool print_fail_short(struct print *p, size_t at, const char *what)
{
    p->is_short = !p->end.why[0];
    return print_fail(p, at, "the bytes end within %s", what);
}

void print_settle(struct print *p, bool ok)
{
    if (p->text.overflow || !ok)
        print_fail(p, p->pos, "too long to be shown whole");
    else if (p->pos < p->n)
        print_fail(p, p->pos, "%s after the value", FORMAT_COUNTED(p->n - p->pos, "more byte"));
    else
        p->end.at = p->n;
}

size_t print_length(const struct print *p)
{
    size_t len = p->text.len;

    while (p->end.why[0] && len &&
           (p->text.bytes[len - 1] == ' ' || p->text.bytes[len - 1] == '\n'))
        len--;
    return len;
}

void print_append_end(struct buf *out, const struct print *p, size_t len)
{
    if (p->end.why[0])
        buf_print(out, "%s// byte %zu: %s", len ? "\n" : "", p->end.at, p->end.why);
}

bool print_open(struct print *p, const char *bracket)
{
    if (p->depth == PRINT_DEPTH)
        return print_fail(p, p->pos - 1, "nested deeper than %d", PRINT_DEPTH);
    p->depth++;
    return buf_append_str(&p->text, bracket);
}

void print_break_line(struct print *p)
{
    static const char line[1 + MAX_INDENT + 1] =
        "\n                                                                ";
    size_t indent = p->depth * INDENT;

    buf_append(&p->text, line, 1 + (indent > MAX_INDENT ? MAX_INDENT : indent));
}

bool print_begin_item(struct print *p, size_t *items)
{
    if ((*items)++)
        buf_append_byte(&p->text, ',');
    print_break_line(p);
    return !p->text.overflow;
}

void print_close(struct print *p, size_t items, const char *bracket)
{
    p->depth--;
    if (items)
        print_break_line(p);
    buf_append_str(&p->text, bracket);
}

size_t print_take_shown(struct print *p, size_t n, size_t size)
{
    size_t most = p->unshown < PRINT_SHOWN ? p->unshown : PRINT_SHOWN;
    size_t shown = (n < most ? n : most) / size * size;

    p->unshown -= shown;
    return shown;
}

void print_hex(struct print *p, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    size_t shown = print_take_shown(p, n, 1);
    bool rows = n > HEX_ROW || shown < n;

    buf_append_byte(&p->text, '<');
    p->depth++;
    for (size_t i = 0; i < shown; i++) {
        const char two[] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};

        if (rows && i % HEX_ROW == 0)
            print_break_line(p);
        else if (i)
            buf_append_byte(&p->text, ' ');
        buf_append(&p->text, two, sizeof two);
    }
    if (shown < n) {
        print_break_line(p);
        buf_print(&p->text, "... %zu more", n - shown);
    }
    print_close(p, rows, ">");
}

static void note_string(struct print *p, size_t n)
{
    p->facts.strings += n > 0;
    p->facts.string_bytes += n;
}

void print_note_number(struct print *p, double value, bool wide)
{
    const double year_2015 = 1420070400, year_2040 = 2208988800;
    bool seconds = value >= year_2015 && value < year_2040;
    bool ms = value >= year_2015 * 1000 && value < year_2040 * 1000;

    p->facts.seconds += seconds && !wide;
    p->facts.times += wide && (seconds || ms);
}

void print_note_key(struct print *p, bool is_number, uint64_t value, int64_t *last)
{
    enum { SMALL = 256 };

    if (is_number && value < SMALL && (int64_t)value > *last) {
        p->facts.number_keys++;
        *last = (int64_t)value;
    } else {
        p->facts.odd_keys++;
    }
}

bool print_sequence(struct print *p, bool (*read)(struct print *p), bool (*begins)(uint8_t byte))
{
    do {
        if (p->facts.values++)
            print_break_line(p);
        if (!read(p))
            return false;
    } while (p->pos < p->n && begins(p->bytes[p->pos]));
    return true;
}

bool print_string(struct print *p, const uint8_t *s, size_t n)
{
    p->facts.bad_text |= !utf8_check((const char *)s, n);
    note_string(p, n);
    return json_append_string(&p->text, (const char *)s, n);
}

bool print_key(struct print *p, const uint8_t *s, size_t n)
{
    p->facts.bad_text |= !text_is_readable((const char *)s, n, false);
    p->facts.text_keys++;
    note_string(p, n);
    print_append_key(&p->text, (const char *)s, n);
    return buf_append_str(&p->text, ": ");
}

void print_tell_facts(const struct print *p, struct print_facts *facts)
{
    if (!facts)
        return;
    *facts = p->facts;
    facts->whole = !p->end.why[0];
    facts->is_short = p->is_short;
}

bool print_run(const char *bytes, size_t n, struct buf *out, struct print_end *end,
               struct print_facts *facts, bool (*read)(struct print *p))
{
    struct print p;
    size_t len;

    if (facts)
        *facts = (struct print_facts){0};
    if (!print_begin(&p, bytes, n, out, end))
        return false;
    print_settle(&p, read(&p));
    len = print_length(&p);
    buf_append(out, p.text.bytes ? p.text.bytes : "", len);
    print_append_end(out, &p, len);
    *end = p.end;
    print_tell_facts(&p, facts);
    print_free(&p);
    return !end->why[0];
}
