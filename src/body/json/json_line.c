#include "body/json/json_line.h"

#include "base/text/dtext.h"
#include "base/text/utf8.h"
#include "body/json/json.h"

#include <string.h>

/* Copies valid JSON; outside ASCII there can only be the inside of strings. */
static bool append_escaped(struct buf *out, const char *s, size_t n)
{
    size_t start = 0, i = 0;
    bool ok = true;

    while (i < n && ok) {
        uint32_t cp = (unsigned char)s[i];
        int len = cp < 0x80 ? 1 : utf8_read(s + i, n - i, &cp);

        if (cp < 0x7f || (len && cp > 0x9f && !dtext_is_format(cp))) {
            i += (size_t)len;
            continue;
        }
        ok = buf_append(out, s + start, i - start) && json_append_escape(out, len ? cp : 0xfffd);
        i += len ? (size_t)len : 1;
        start = i;
    }
    return ok && buf_append(out, s + start, n - start);
}

static bool append_value(struct buf *out, const char *json, size_t n)
{
    struct buf compact;
    bool ok;

    buf_init(&compact, out->cap);
    ok = json_append_compact(&compact, json, n) &&
         append_escaped(out, compact.bytes ? compact.bytes : "", compact.len);
    buf_free(&compact);
    return ok;
}

bool json_line_append(struct buf *out, const char *json)
{
    size_t n = json ? strlen(json) : 0, blanks = json ? strspn(json, " \t\r\n") : 0;

    if (!n || json[blanks] != '{')
        return buf_append_str(out, "{}");
    return append_value(out, json, n);
}

static bool reopen(struct buf *out, const char *key)
{
    if (!out->len || out->overflow)
        return false;
    out->len--; /* the brace */
    out->bytes[out->len] = '\0';
    return buf_print(out, "%s\"%s\":", out->bytes[out->len - 1] == '{' ? "" : ",", key);
}

bool json_line_add_json(struct buf *out, const char *key, const char *json, size_t n)
{
    return reopen(out, key) && append_value(out, json, n) && buf_append_byte(out, '}');
}

bool json_line_add_string(struct buf *out, const char *key, const char *s, size_t n)
{
    struct buf text;
    bool ok;

    buf_init(&text, out->cap);
    ok = json_append_string(&text, s, n) && json_line_add_json(out, key, text.bytes, text.len);
    buf_free(&text);
    return ok;
}
