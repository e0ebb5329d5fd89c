#include "body/compare/signature_text.h"

#include "base/memory/array.h"
#include "base/text/ascii.h"

#include <string.h>

enum { LOOKED_AT = 64 << 10 };

static const char *const classes[] = {"Error", "Exception"};

/* Small letters. */
static const char *const bad_words[] = {
    "error",    "errors",    "exception", "failed",    "failure",   "fails",    "fatal",
    "panic",    "refused",   "denied",    "timeout",   "timed out", "cannot",   "could not",
    "can't",    "unable",    "invalid",   "not found", "rejected",  "aborted",  "crashed",
    "critical", "traceback", "forbidden", "expired",   "exceeded",  "undefined"};

/* Before a bad word they say that there is nothing bad. */
static const char *const no_words[] = {"no", "0", "without"};

/* What says it in a line of names and values. */
static const char *const names[] = {"error=\"", "err=\"", "msg=\"", "message=\"", "reason=\""};

static bool is_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || (c & 0x80);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct signature_line trim(const char *s, struct signature_line l)
{
    while (l.len && is_blank(s[l.at])) {
        l.at++;
        l.len--;
    }
    while (l.len && is_blank(s[l.at + l.len - 1]))
        l.len--;
    return l;
}

/* The next line that is not blank, trimmed; *at moves behind it. */
static bool next_line(const char *s, size_t n, size_t *at, struct signature_line *line)
{
    n = n < LOOKED_AT ? n : LOOKED_AT;
    while (*at < n) {
        const char *end = memchr(s + *at, '\n', n - *at);
        size_t len = end ? (size_t)(end - s) - *at : n - *at;

        *line = trim(s, (struct signature_line){*at, len});
        *at += len + 1;
        if (line->len)
            return true;
    }
    return false;
}

static bool is_at(const char *s, size_t n, const char *word)
{
    size_t len = strlen(word);

    if (n < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (ascii_to_lower(s[i]) != word[i])
            return false;
    return n == len || !is_word(s[len]);
}

/* A word such as TypeError or java.io.IOException with a colon or nothing behind it; Error alone
 * with a colon. */
static bool is_class(const char *word, size_t n, size_t left)
{
    bool has_colon = left > n && word[n] == ':';

    if (left > n && !has_colon)
        return false;
    for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
        size_t len = strlen(classes[i]);

        if (n + has_colon > len && n >= len && memcmp(word + n - len, classes[i], len) == 0)
            return true;
    }
    return false;
}

static bool find_class(const char *s, struct signature_line *line)
{
    size_t end = line->at + line->len;

    for (size_t at = line->at; at < end;) {
        size_t n = 0;

        while (at + n < end && (is_word(s[at + n]) || s[at + n] == '.' || s[at + n] == '$'))
            n++;
        if (is_class(s + at, n, end - at)) {
            *line = (struct signature_line){at, end - at};
            return true;
        }
        at += n ? n : 1;
    }
    return false;
}

static bool is_denied(const char *s, size_t at, size_t word)
{
    size_t end = word;

    while (end > at && s[end - 1] == ' ')
        end--;
    for (size_t i = 0; i < ARRAY_LEN(no_words); i++) {
        size_t n = strlen(no_words[i]);

        if (end - at >= n && is_at(s + end - n, word - end + n, no_words[i]) &&
            (end - n == at || !is_word(s[end - n - 1])))
            return true;
    }
    return false;
}

static bool has_bad_word(const char *s, struct signature_line line)
{
    size_t end = line.at + line.len;

    for (size_t at = line.at; at < end; at++) {
        if (at > line.at && is_word(s[at - 1]))
            continue;
        for (size_t i = 0; i < ARRAY_LEN(bad_words); i++)
            if (is_at(s + at, end - at, bad_words[i]) && !is_denied(s, line.at, at))
                return true;
    }
    return false;
}

static size_t count_time(const char *s, size_t n)
{
    size_t i = 0, digits = 0;

    for (; i < n && (ascii_is_digit(s[i]) || (s[i] && strchr("-:.,/TZ+[]", s[i]))); i++)
        digits += (size_t)ascii_is_digit(s[i]);
    return digits >= 4 && (i == n || is_blank(s[i])) ? i : 0;
}

/* A date and a time stand in two words. */
static void drop_time(const char *s, struct signature_line *line)
{
    for (int words = 0; words < 2; words++) {
        size_t n = count_time(s + line->at, line->len);

        if (n == line->len)
            return;
        *line = trim(s, (struct signature_line){line->at + n, line->len - n});
    }
}

static void take_value(const char *s, struct signature_line *line)
{
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        size_t n = strlen(names[i]);

        for (size_t k = 0; k + n < line->len; k++) {
            const char *value = s + line->at + k + n;
            size_t left = line->len - k - n;
            const char *end;

            if (memcmp(value - n, names[i], n) != 0 || (k && is_word(value[-(long)n - 1])))
                continue;
            end = memchr(value, '"', left);
            if (!end || end == value)
                continue;
            *line = (struct signature_line){(size_t)(value - s), (size_t)(end - value)};
            return;
        }
    }
}

bool signature_find_line(const char *s, size_t n, struct signature_line *line)
{
    size_t at = 0;

    while (next_line(s, n, &at, line))
        if (find_class(s, line))
            return true;
    at = 0;
    while (next_line(s, n, &at, line))
        if (has_bad_word(s, *line)) {
            drop_time(s, line);
            take_value(s, line);
            return true;
        }
    return false;
}

bool signature_next_json(const char *s, size_t n, struct signature_line *line)
{
    size_t at = line->at + line->len;

    while (next_line(s, n, &at, line))
        if (s[line->at] == '{' && s[line->at + line->len - 1] == '}')
            return true;
    return false;
}
