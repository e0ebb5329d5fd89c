#include "body/compare/variable.h"

#include "base/memory/array.h"
#include "base/text/ascii.h"

#include <string.h>

enum {
    REACH = 200,      /* no longer a thing is looked for: the work stays linear */
    HEX_LEAST = 8,    /* digits of an id */
    MIXED_LEAST = 10, /* letters and digits of one, */
    MIXED_DIGITS = 3, /* of which so many are digits */
    BASE64_LEAST = 20,
};

static bool is_digit(char c)
{
    return ascii_is_digit(c);
}

static bool is_hex(char c)
{
    return ascii_read_hex(c) >= 0;
}

static bool is_letter(char c)
{
    return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c);
}

/* How many of the characters at s are of that kind. */
static size_t count(const char *s, size_t n, bool (*is)(char))
{
    size_t i = 0;

    while (i < n && is(s[i]))
        i++;
    return i;
}

/* s begins as the pattern says: 9 is a digit, x a hex digit, others are themselves.  0: it does
 * not; else the length. */
static size_t match_pattern(const char *s, size_t n, const char *pattern)
{
    size_t len = strlen(pattern);

    if (n < len)
        return 0;
    for (size_t i = 0; i < len; i++)
        if (pattern[i] == '9'   ? !is_digit(s[i])
            : pattern[i] == 'x' ? !is_hex(s[i])
                                : pattern[i] != s[i])
            return 0;
    return len;
}

/* Nothing of a word goes on behind it. */
static size_t whole(const char *s, size_t n, size_t len)
{
    return len && (len == n || !is_word(s[len])) ? len : 0;
}

static size_t match_uuid(const char *s, size_t n)
{
    return whole(s, n, match_pattern(s, n, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"));
}

/* What may follow a time of day: .123Z, +01:00 */
static size_t match_zone(const char *s, size_t n)
{
    size_t at = 0, zone;

    if (n > 1 && (s[0] == '.' || s[0] == ',') && is_digit(s[1]))
        at = 1 + count(s + 1, n - 1, is_digit);
    if (at < n && s[at] == 'Z')
        return at + 1;
    if (at == n || (s[at] != '+' && s[at] != '-'))
        return at;
    zone = match_pattern(s + at + 1, n - at - 1, "99:99");
    if (!zone)
        zone = match_pattern(s + at + 1, n - at - 1, "9999");
    return zone ? at + 1 + zone : at;
}

static size_t match_clock(const char *s, size_t n)
{
    size_t len = match_pattern(s, n, "99:99:99");

    if (!len)
        return whole(s, n, match_pattern(s, n, "99:99"));
    return whole(s, n, len + match_zone(s + len, n - len));
}

static size_t match_time(const char *s, size_t n)
{
    size_t len = match_pattern(s, n, "9999-99-99"), clock;

    if (!len)
        len = match_pattern(s, n, "9999/99/99");
    if (!len)
        return match_clock(s, n);
    if (len + 1 < n && (s[len] == 'T' || s[len] == ' ')) {
        clock = match_clock(s + len + 1, n - len - 1);
        if (clock)
            return len + 1 + clock;
    }
    return whole(s, n, len);
}

static size_t match_ip4(const char *s, size_t n)
{
    size_t at = 0;

    for (int part = 0; part < 4; part++) {
        size_t digits = count(s + at, n - at, is_digit);

        if (!digits || digits > 3)
            return 0;
        at += digits;
        if (part < 3 && (at == n || s[at++] != '.'))
            return 0;
    }
    if (at < n && s[at] == ':' && at + 1 < n && is_digit(s[at + 1]))
        at += 1 + count(s + at + 1, n - at - 1, is_digit);
    return whole(s, n, at);
}

static size_t match_ip6(const char *s, size_t n)
{
    size_t at = 0, colons = 0;
    bool twice = false;

    for (; at < n && (is_hex(s[at]) || s[at] == ':'); at++) {
        colons += s[at] == ':';
        twice = twice || (at && s[at] == ':' && s[at - 1] == ':');
    }
    if (at && s[at - 1] == ':' && !twice) {
        at--;
        colons--;
    }
    return colons == 7 || (twice && colons <= 7 && at > 2) ? whole(s, n, at) : 0;
}

static size_t match_ip(const char *s, size_t n)
{
    size_t len = match_ip4(s, n);

    return len ? len : match_ip6(s, n);
}

static bool is_email(char c)
{
    return is_word(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

static size_t match_email(const char *s, size_t n)
{
    size_t local = count(s, n, is_email), domain;

    if (!local || local + 1 >= n || s[local] != '@')
        return 0;
    domain = count(s + local + 1, n - local - 1, is_email);
    while (domain && !is_word(s[local + domain])) /* a full stop behind it is none of it */
        domain--;
    return domain && memchr(s + local + 1, '.', domain) ? local + 1 + domain : 0;
}

/* Hex of many digits, and what has letters and digits in a long mixture: UUIDs without hyphens,
 * ULIDs, base64. */
static size_t match_id(const char *s, size_t n)
{
    size_t len = count(s, n, is_word), hex = count(s, n, is_hex), digits = 0, changes = 0;

    for (size_t i = 0; i < len; i++) {
        digits += is_digit(s[i]);
        changes += i && is_digit(s[i]) != is_digit(s[i - 1]);
    }
    if (!digits || digits == len)
        return 0;
    if (hex == len && len >= HEX_LEAST)
        return len;
    return len >= MIXED_LEAST && digits >= MIXED_DIGITS && changes >= MIXED_DIGITS ? len : 0;
}

static bool is_base64(char c)
{
    return is_word(c) || c == '+' || c == '/' || c == '-' || c == '_';
}

static int class_of(char c)
{
    return is_digit(c) ? 0 : ascii_is_lower(c) ? 1 : 2;
}

/* Long, and of one kind of character seldom for long: no words. */
static size_t match_base64(const char *s, size_t n)
{
    size_t len = count(s, n, is_base64), changes = 0;

    for (size_t i = 1; i < len; i++)
        changes += class_of(s[i]) != class_of(s[i - 1]);
    if (len < BASE64_LEAST || changes * 3 < len)
        return 0;
    while (len < n && s[len] == '=')
        len++;
    return len;
}

/* With a unit behind it: 12ms, 4kB. */
static size_t match_number(const char *s, size_t n)
{
    enum { UNIT = 3 };
    size_t at = 0, unit;

    if (n > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && is_hex(s[2]))
        return whole(s, n, 2 + count(s + 2, n - 2, is_hex));
    at += n > 1 && s[0] == '-' && is_digit(s[1]);
    if (at == n || !is_digit(s[at]))
        return 0;
    while (at < n && (is_digit(s[at]) ||
                      ((s[at] == '.' || s[at] == ',') && at + 1 < n && is_digit(s[at + 1]))))
        at++;
    unit = count(s + at, n - at, is_letter);
    return unit <= UNIT ? whole(s, n, at + unit) : 0;
}

static size_t match_quoted(const char *s, size_t n)
{
    const char *end;

    if (s[0] != '"' && s[0] != '\'' && s[0] != '`')
        return 0;
    end = memchr(s + 1, s[0], n - 1);
    if (!end || memchr(s, '\n', (size_t)(end - s)))
        return 0;
    return whole(s, n, (size_t)(end - s) + 1);
}

/* Behind them stands a name of the program, not of its data. */
static const char *const code_words[] = {
    "reading", "setting",  "property", "attribute", "column", "relation", "constraint",
    "table",   "function", "method",   "module",    "field",  "argument", "parameter"};

static bool is_code_char(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == '$' || c == '.';
}

/* Before byte at of s stands such a word. */
static bool is_behind_code_word(const char *s, size_t at)
{
    size_t end = at;

    while (end && s[end - 1] == ' ')
        end--;
    for (size_t i = 0; i < ARRAY_LEN(code_words) && end < at; i++) {
        size_t n = strlen(code_words[i]);

        if (end >= n && memcmp(s + end - n, code_words[i], n) == 0 &&
            (end == n || !is_word(s[end - n - 1])))
            return true;
    }
    return false;
}

/* What is between quotes and does not vary: nothing, and names of the program: reading 'id'. */
static size_t match_kept(const char *all, size_t at, size_t n)
{
    enum { NAME = 40 };
    const char *s = all + at;
    size_t len;

    if (n >= 2 && (s[0] == '"' || s[0] == '\'') && s[1] == s[0])
        return whole(s, n, 2);
    len = match_quoted(s, n);
    if (len < 3 || len > NAME || !is_behind_code_word(all, at) || variable_is(s + 1, len - 2))
        return 0;
    return count(s + 1, len - 2, is_code_char) == len - 2 ? len : 0;
}

static const struct {
    size_t (*match)(const char *s, size_t n);
    const char *placeholder;
} kinds[] = {
    {match_quoted, "<str>"}, {match_email, "<email>"}, {match_time, "<time>"}, {match_uuid, "<id>"},
    {match_ip, "<ip>"},      {match_number, "<n>"},    {match_base64, "<id>"}, {match_id, "<id>"},
};

enum { KINDS = ARRAY_LEN(kinds) };

static bool is_url(char c)
{
    return (unsigned char)c > ' ' && !strchr("\"'<>`)", c);
}

/* Of a URL that begins at s: how long its scheme and host are, and all of it; 0: it is none. */
static size_t match_url(const char *s, size_t n, size_t *host)
{
    size_t scheme = count(s, n, is_letter), len;

    if (!scheme || !match_pattern(s + scheme, n - scheme, "://"))
        return 0;
    len = count(s, n, is_url);
    for (*host = scheme + 3; *host < len && !strchr("/?#", s[*host]);)
        ++*host;
    return len > *host + 1 ? len : 0;
}

/* What is longer than REACH comes in parts. */
static void append_placeholder(struct buf *out, const char *placeholder)
{
    size_t n = strlen(placeholder);

    if (out->len < n || memcmp(out->bytes + out->len - n, placeholder, n) != 0)
        buf_append(out, placeholder, n);
}

/* Appends what begins at byte at and returns how much of it that was.  Behind a word a quote and a
 * hyphen are part of it: "can't", "order-17". */
static size_t take(struct buf *out, const char *all, size_t at, size_t n)
{
    const char *s = all + at;
    bool goes_on = at && is_word(s[-1]) && !is_word(s[0]);
    size_t left = n - at, reach = left < REACH ? left : REACH, host, len;

    len = match_url(s, reach, &host);
    if (len) {
        buf_append(out, s, host);
        append_placeholder(out, "/<…>");
        return len;
    }
    len = goes_on ? 0 : match_kept(all, at, reach);
    if (len) {
        buf_append(out, s, len);
        return len;
    }
    for (size_t i = 0; !goes_on && i < KINDS; i++) {
        len = kinds[i].match(s, reach);
        if (len) {
            append_placeholder(out, kinds[i].placeholder);
            return len;
        }
    }
    len = count(s, left, is_word);
    len = len ? len : 1;
    buf_append(out, s, len);
    return len;
}

bool variable_append(struct buf *out, const char *s, size_t n)
{
    size_t at = 0;

    while (at < n && !out->overflow) {
        if ((unsigned char)s[at] > ' ') {
            at += take(out, s, at, n);
            continue;
        }
        if (out->len && out->bytes[out->len - 1] != ' ')
            buf_append_byte(out, ' ');
        at++;
    }
    return !out->overflow;
}

bool variable_is(const char *s, size_t n)
{
    if (count(s, n, is_digit) == n)
        return n > 0;
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].match != match_quoted && kinds[i].match != match_number &&
            kinds[i].match(s, n) == n)
            return true;
    return false;
}
