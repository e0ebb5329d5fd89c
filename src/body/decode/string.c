#include "body/decode/string.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/ascii.h"
#include "body/decode/base64.h"
#include "body/decode/chain.h"
#include "body/decode/text.h"
#include "body/json/json.h"

#include <stdlib.h>
#include <string.h>

enum {
    LEAST_PADDED = 8,  /* fewer characters decode to something readable by chance: with padding, */
    LEAST_BASE64 = 16, /* without, */
    LEAST_HEX = 16,    /* and as hex digits */
    LONG_TEXT = 32,
    LONG_HEX = 32, /* so many digits without a letter are no number */
};

static bool is_brackets(const struct body *b)
{
    char first = b->bytes[strspn(b->bytes, " \t\r\n")];

    return b->form == BODY_JSON && (first == '{' || first == '[');
}

static bool is_text(const struct body *b)
{
    return b->form == BODY_TEXT && !b->broken_json && text_is_readable(b->bytes, b->len, false);
}

/* Short text by chance is seldom made of letters. */
static bool is_words(const struct body *b)
{
    size_t letters = 0;

    if (!is_text(b) || !b->len)
        return false;
    for (size_t i = 0; i < b->len; i++) {
        char c = b->bytes[i];

        letters += ascii_is_letter(c) || ascii_is_digit(c) || c == ' ' || c == '\n';
    }
    return b->len >= LONG_TEXT || letters >= b->len - b->len / 6;
}

/* What text may be found in a string, beside JSON and what is packed. */
enum text { TEXT_NONE, TEXT_WORDS, TEXT_ANY };

/* Takes bytes over and follows them. */
static bool follow(struct body *out, struct buf *bytes, const char *way, enum text text)
{
    static const struct chain_wish wish = {.cautious = true, .most = SIZE_MAX};

    *out = (struct body){.sent = bytes->len, .len = bytes->len};
    out->bytes = buf_take(bytes);
    chain_add(out, "%s", way);
    chain_follow(out, &wish);
    if (is_brackets(out) || out->layers || body_is_sure(out) ||
        (text == TEXT_WORDS && is_words(out)) || (text == TEXT_ANY && is_text(out)))
        return true;
    body_free(out);
    return false;
}

static bool open_base64(struct body *out, const char *s, size_t n)
{
    struct buf bytes;
    bool opened = false, padded = n && s[n - 1] == '=';
    enum base64_way way;

    buf_init(&bytes, n);
    way = base64_read(s, n, false, &bytes);
    if (way != BASE64_NOT)
        opened = follow(out, &bytes, base64_name(way),
                        n >= (padded ? LEAST_PADDED : LEAST_BASE64) ? TEXT_WORDS : TEXT_NONE);
    if (opened)
        out->base64 = true;
    buf_free(&bytes);
    return opened;
}

static bool open_hex(struct body *out, const char *s, size_t n)
{
    bool letters = false, opened = false;
    size_t at = n > 2 && s[0] == '0' && (s[1] | 0x20) == 'x' ? 2 : 0;
    struct buf bytes;

    if ((n - at) % 2 || n == at)
        return false;
    buf_init(&bytes, n);
    for (; at < n && ascii_read_hex(s[at]) >= 0 && ascii_read_hex(s[at + 1]) >= 0; at += 2) {
        letters |= ascii_read_hex(s[at]) > 9 || ascii_read_hex(s[at + 1]) > 9;
        buf_append_byte(&bytes, (char)(ascii_read_hex(s[at]) << 4 | ascii_read_hex(s[at + 1])));
    }
    if (at == n)
        opened = follow(out, &bytes, "hex",
                        n >= (letters ? LEAST_HEX : LONG_HEX) ? TEXT_WORDS : TEXT_NONE);
    buf_free(&bytes);
    return opened;
}

/* Each % stands before two hex digits; a + is a blank where blanks are not written as %20. */
static bool undo_percent(const char *s, size_t n, struct buf *out, size_t *escapes)
{
    bool plus = true;

    for (size_t i = 0; i + 2 < n; i++)
        plus = plus && strncmp(s + i, "%20", 3) != 0;
    *escapes = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == ' ' || (unsigned char)s[i] < ' ')
            return false;
        if (s[i] != '%') {
            buf_append_byte(out, s[i] == '+' && plus ? ' ' : s[i]);
            continue;
        }
        if (n - i < 3 || ascii_read_hex(s[i + 1]) < 0 || ascii_read_hex(s[i + 2]) < 0)
            return false;
        buf_append_byte(out, (char)(ascii_read_hex(s[i + 1]) << 4 | ascii_read_hex(s[i + 2])));
        ++*escapes;
        i += 2;
    }
    return *escapes > 0;
}

static bool open_percent(struct body *out, const char *s, size_t n)
{
    struct buf bytes;
    size_t escapes;
    bool opened = false;

    buf_init(&bytes, n);
    if (memchr(s, '%', n) && undo_percent(s, n, &bytes, &escapes))
        opened = follow(out, &bytes, "%XX", escapes > 1 || n >= LONG_TEXT ? TEXT_ANY : TEXT_NONE);
    buf_free(&bytes);
    return opened;
}

/* The length of the next part of a token, before its dot. */
static size_t part_length(const char *s, size_t n)
{
    const char *dot = memchr(s, '.', n);

    return dot ? (size_t)(dot - s) : n;
}

/* One part, which is an object, as a member. */
static bool add_part(struct buf *json, const char *key, const char *s, size_t n)
{
    struct buf bytes;
    bool ok;

    buf_init(&bytes, n);
    ok = base64_read(s, n, false, &bytes) != BASE64_NOT && bytes.bytes[0] == '{' &&
         json_check(bytes.bytes, bytes.len) && buf_print(json, "\"%s\":%s,", key, bytes.bytes);
    buf_free(&bytes);
    return ok;
}

/* Header, payload and signature (RFC 7519), also behind the word of an Authorization header. */
static bool open_jwt(struct body *out, const char *s, size_t n)
{
    size_t header, payload, skip = n > 7 && strncmp(s, "Bearer ", 7) == 0 ? 7 : 0;
    struct buf json;
    bool opened = false;

    s += skip;
    n -= skip;
    header = part_length(s, n);
    if (n < 4 || strncmp(s, "ey", 2) != 0 || header == n)
        return false;
    payload = part_length(s + header + 1, n - header - 1);
    buf_init(&json, 4 * n + 100);
    buf_append_byte(&json, '{');
    if (header + 1 + payload < n && add_part(&json, "header", s, header) &&
        add_part(&json, "payload", s + header + 1, payload) &&
        buf_append_str(&json, "\"signature\":") &&
        json_append_string(&json, s + header + payload + 2, n - header - payload - 2) &&
        buf_append_byte(&json, '}'))
        opened = follow(out, &json, "jwt", TEXT_NONE);
    buf_free(&json);
    return opened;
}

static bool open_json(struct body *out, const char *s, size_t n)
{
    static const struct chain_wish wish = {.text = "text", .most = SIZE_MAX};
    bool quoted = n > 2 && s[0] == '"' && json_check(s, n);
    size_t len = n;

    if (!quoted && (!n || (s[0] != '{' && s[0] != '[') || !json_check(s, n)))
        return false;
    *out = (struct body){.sent = n, .bytes = mem_copy_bytes(s, n)};
    if (quoted) {
        json_unescape(out->bytes, s + 1, n - 2, &len);
        out->bytes[len] = '\0';
        chain_add(out, "quoted");
    }
    out->len = len;
    chain_follow(out, &wish);
    return true;
}

/* In the order in which they are tried. */
static const struct {
    const char *name;
    bool (*open)(struct body *out, const char *s, size_t n);
} ways[] = {{"json", open_json},
            {"jwt", open_jwt},
            {"hex", open_hex},
            {"base64", open_base64},
            {"%XX", open_percent}};

static const char *open_string(struct body *out, const char *s, size_t n)
{
    for (size_t i = 0; i < ARRAY_LEN(ways); i++)
        if (ways[i].open(out, s, n))
            return ways[i].name;
    return NULL;
}

bool string_open(struct body *out, const char *s, size_t n)
{
    return open_string(out, s, n) != NULL;
}

const char *string_name(const char *s, size_t n)
{
    struct body b;
    const char *name = open_string(&b, s, n);

    if (name)
        body_free(&b);
    return name;
}
