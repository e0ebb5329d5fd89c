/* Strings of V8: Latin-1, UTF-16 (lone surrogates and all) and UTF-8. */
#include "body/v8/v8_reader.h"

#include "base/text/utf8.h"
#include "body/json/json.h"

#include <string.h>

enum { LATIN1 = '"', UTF16 = 'c', UTF8 = 'S', REPLACEMENT = 0xfffd };

bool v8_is_string(uint8_t tag)
{
    return tag == LATIN1 || tag == UTF16 || tag == UTF8;
}

bool v8_read_string(struct v8 *v, uint8_t tag, struct v8_string *s)
{
    size_t at = v->p.pos;

    s->tag = tag;
    if (!v8_read_span(v, "string", &s->bytes, &s->len))
        return false;
    if (tag == UTF16 && s->len % 2)
        return print_fail(&v->p, at, "two-byte string of %zu bytes, an odd number", s->len);
    return true;
}

bool v8_read_string_value(struct v8 *v, struct v8_string *s)
{
    uint8_t tag;

    if (!v8_read_tag(v, &tag))
        return false;
    if (!v8_is_string(tag))
        return print_fail(&v->p, v->p.pos - 1, "tag 0x%02x where a string must be", tag);
    return v8_read_string(v, tag, s);
}

static uint32_t read_utf16(const uint8_t *p, size_t n, size_t *taken)
{
    uint32_t high = (uint32_t)print_load(p, 2), low;

    *taken = 2;
    if (high < 0xd800 || high > 0xdbff || n < 4)
        return high;
    low = (uint32_t)print_load(p + 2, 2);
    if (low < 0xdc00 || low > 0xdfff)
        return high;
    *taken = 4;
    return 0x10000 + ((high & 0x3ff) << 10 | (low & 0x3ff));
}

/* The character at byte i; moves i behind it. */
static uint32_t next_char(const struct v8_string *s, size_t *i)
{
    const uint8_t *p = s->bytes + *i;
    size_t taken = 1;
    uint32_t cp = p[0];

    if (s->tag == UTF16) {
        cp = read_utf16(p, s->len - *i, &taken);
    } else if (s->tag == UTF8) {
        taken = (size_t)utf8_read((const char *)p, s->len - *i, &cp);
        if (!taken) {
            taken = 1;
            cp = REPLACEMENT;
        }
    }
    *i += taken;
    return cp;
}

void v8_append_string(struct buf *out, const struct v8_string *s)
{
    buf_append_byte(out, '"');
    for (size_t i = 0; i < s->len && !out->overflow;)
        json_append_char(out, next_char(s, &i));
    buf_append_byte(out, '"');
}

static bool is_identifier(const struct v8_string *s)
{
    for (size_t i = 0; i < s->len;) {
        bool first = i == 0;
        uint32_t cp = next_char(s, &i);

        if (!print_is_letter(cp) && (first || cp < '0' || cp > '9'))
            return false;
    }
    return s->len > 0;
}

void v8_append_key(struct buf *out, const struct v8_string *s)
{
    if (!is_identifier(s)) {
        v8_append_string(out, s);
        return;
    }
    for (size_t i = 0; i < s->len && !out->overflow;)
        json_append_char(out, next_char(s, &i));
}

/* The inside of a regular expression, where quotes and backslashes stand for themselves. */
void v8_append_source(struct buf *out, const struct v8_string *s)
{
    if (!s->len)
        buf_append_str(out, "(?:)");
    for (size_t i = 0; i < s->len && !out->overflow;) {
        uint32_t cp = next_char(s, &i);

        if (cp == '"' || cp == '\\')
            buf_append_byte(out, (char)cp);
        else
            json_append_char(out, cp);
    }
}
