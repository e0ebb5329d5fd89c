#include "app/take/curl.h"

#include <string.h>

enum { PART_MAX = 1 << 20 };

/* 'text', every ' of it as '\'' . */
static void add_quoted(struct buf *out, const char *text, size_t n)
{
    buf_append_byte(out, '\'');
    for (size_t i = 0; i < n; i++)
        if (text[i] == '\'')
            buf_append_str(out, "'\\''");
        else
            buf_append_byte(out, text[i]);
    buf_append_byte(out, '\'');
}

bool curl_print(struct buf *out, const struct call *call, const char *base_url, bool by_key)
{
    struct buf url, body;
    bool ok;

    buf_init(&url, PART_MAX);
    buf_init(&body, PART_MAX);
    buf_append_str(&url, base_url ? base_url : "https://api.cloudflare.com/client/v4");
    ok = operation_build(call, &url, &body, NULL);
    if (ok) {
        buf_print(out, "curl -sS -X %s ", operation_get(call->op)->method);
        add_quoted(out, url.bytes, url.len);
        buf_append_str(out, by_key ? " -H \"X-Auth-Email: $CLOUDFLARE_EMAIL\""
                                     " -H \"X-Auth-Key: $CLOUDFLARE_API_KEY\""
                                   : " -H \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\"");
        if (body.len) {
            buf_append_str(out, " -H 'Content-Type: application/json' --data ");
            add_quoted(out, body.bytes, body.len);
        }
    }
    buf_free(&url);
    buf_free(&body);
    return ok && !out->overflow;
}
