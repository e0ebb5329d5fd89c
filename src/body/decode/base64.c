#include "body/decode/base64.h"

#include "base/text/ascii.h"

#include <nettle/base64.h>
#include <stdint.h>
#include <string.h>

static bool is_digit(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '+' || c == '/';
}

static size_t count_padding(const char *s, size_t n)
{
    return n == 0 || s[n - 1] != '=' ? 0 : s[n - 2] != '=' ? 1 : 2;
}

/* The length and the alphabet; what stands under the padding is for the decoder. */
static bool has_form(const char *s, size_t n)
{
    size_t end;

    if (n % 4)
        return false;
    end = n - count_padding(s, n);
    for (size_t i = 0; i < end; i++)
        if (!is_digit(s[i]))
            return false;
    return true;
}

/* nettle passes over white space.  It refuses bits that the padding cuts off, so that no two texts
 * mean the same bytes. */
static bool decode(const char *s, size_t n, uint8_t *out, size_t *len)
{
    struct base64_decode_ctx ctx;

    base64_decode_init(&ctx);
    return base64_decode_update(&ctx, len, out, n, s) && base64_decode_final(&ctx);
}

bool base64_check(const char *s, size_t n)
{
    uint8_t last[BASE64_DECODE_LENGTH(4)];
    size_t len = sizeof(last);

    return has_form(s, n) && (n == 0 || decode(s + n - 4, 4, last, &len));
}

size_t base64_size(const char *s, size_t n)
{
    return n / 4 * 3 - count_padding(s, n);
}

bool base64_decode(const char *s, size_t n, struct buf *out)
{
    size_t len = BASE64_DECODE_LENGTH(n);
    bool ok;

    if (n % 4 || !buf_reserve(out, out->len + len))
        return false;
    /* White space that was passed over shows in the length: no second look at each byte. */
    ok = decode(s, n, (uint8_t *)out->bytes + out->len, &len) && len == base64_size(s, n);
    if (ok)
        out->len += len;
    out->bytes[out->len] = '\0';
    return ok;
}

/* What the characters are as strict base64, but for the padding; false: they are none. */
static bool make_strict(const char *s, size_t n, struct buf *out, bool *url)
{
    bool standard = false;
    size_t padding = 0;

    *url = false;
    for (size_t i = 0; i < n; i++) {
        char c = s[i];

        if (c == '\n' || c == '\r')
            continue;
        padding += c == '=';
        if (c == '=')
            continue;
        *url |= c == '-' || c == '_';
        standard |= c == '+' || c == '/';
        c = c == '-' ? '+' : c == '_' ? '/' : c;
        if (!is_digit(c) || padding || (*url && standard) || !buf_append_byte(out, c))
            return false;
    }
    return padding <= 2 && (!padding || (out->len + padding) % 4 == 0);
}

/* Blanks around it, as editors and heredocs leave them, are none of it. */
static void trim(const char **s, size_t *n)
{
    while (*n && strchr(" \t\r\n", **s) && **s) {
        ++*s;
        --*n;
    }
    while (*n && strchr(" \t\r\n", (*s)[*n - 1]) && (*s)[*n - 1])
        --*n;
}

enum base64_way base64_read(const char *s, size_t n, bool cut, struct buf *out)
{
    struct buf strict;
    bool url, ok;

    if (cut)
        n -= n % 4;
    if (base64_decode(s, n, out))
        return BASE64_STRICT;
    trim(&s, &n);
    buf_init(&strict, n + 4);
    ok = make_strict(s, n, &strict, &url);
    if (cut)
        strict.len -= strict.len % 4;
    while (ok && strict.len % 4)
        buf_append_byte(&strict, '=');
    ok = ok && strict.len && base64_decode(strict.bytes, strict.len, out);
    buf_free(&strict);
    return !ok ? BASE64_NOT : url ? BASE64_URL : BASE64_LOOSE;
}

const char *base64_name(enum base64_way way)
{
    return way == BASE64_URL ? "base64url" : "base64";
}

bool base64_encode(const void *bytes, size_t n, struct buf *out)
{
    size_t len;

    if (n > SIZE_MAX / 2 || !buf_reserve(out, out->len + BASE64_ENCODE_RAW_LENGTH(n)))
        return false;
    len = BASE64_ENCODE_RAW_LENGTH(n);
    base64_encode_raw(out->bytes + out->len, n, bytes);
    out->len += len;
    out->bytes[out->len] = '\0';
    return true;
}
