#include "tests/sim/http/jsontext.h"

#include "base/text/utf8.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

/* How many bytes from s can go as they are: plain ASCII, and whole UTF-8 characters. */
static size_t span_plain(const char *s, size_t n)
{
    size_t i = 0;
    uint32_t cp;
    int len;

    while (i < n) {
        unsigned char c = (unsigned char)s[i];

        if (c < 0x20 || c == '"' || c == '\\')
            break;
        if (c < 0x80) {
            i++;
            continue;
        }
        len = utf8_read(s + i, n - i, &cp);
        if (len == 0)
            break;
        i += (size_t)len;
    }
    return i;
}

static void append_escape(struct buf *out, unsigned char c)
{
    if (c == '"' || c == '\\') {
        buf_append_byte(out, '\\');
        buf_append_byte(out, (char)c);
    } else if (c == '\n') {
        buf_append(out, "\\n", 2);
    } else if (c < 0x20) {
        buf_print(out, "\\u%04x", c);
    } else {
        buf_append_str(out, "\xEF\xBF\xBD");
    }
}

void jsontext_string(struct buf *out, const char *s, size_t n)
{
    buf_append_byte(out, '"');
    while (n > 0) {
        size_t plain = span_plain(s, n);

        buf_append(out, s, plain);
        s += plain;
        n -= plain;
        if (n > 0) {
            append_escape(out, (unsigned char)*s);
            s++;
            n--;
        }
    }
    buf_append_byte(out, '"');
}

void jsontext_number(struct buf *out, int64_t n, bool real)
{
    buf_print(out, real ? "%" PRId64 ".0" : "%" PRId64, n);
}

void jsontext_key(struct buf *out, const char *key)
{
    if (out->len > 0 && !strchr("{[", out->bytes[out->len - 1]))
        buf_append_byte(out, ',');
    buf_append_byte(out, '"');
    buf_append_str(out, key);
    buf_append(out, "\":", 2);
}

void jsontext_time(struct buf *out, int64_t unix_ms)
{
    time_t t = (time_t)(unix_ms / 1000);
    struct tm tm;
    char text[40] = "";

    gmtime_r(&t, &tm);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
    buf_print(out, "\"%s.%06dZ\"", text, (int)(unix_ms % 1000) * 1000);
}
