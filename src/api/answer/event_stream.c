#include "api/answer/event_stream.h"

#include "base/text/format.h"

#include <string.h>

enum { FIELD_BYTES = 8 /* "data" or "retry", a colon, a blank */ };

void event_stream_init(struct event_stream *s)
{
    *s = (struct event_stream){.at_start = true, .retry_ms = -1};
    buf_init(&s->data, EVENT_STREAM_BYTES);
    buf_init(&s->line, EVENT_STREAM_BYTES + FIELD_BYTES);
}

void event_stream_free(struct event_stream *s)
{
    buf_free(&s->data);
    buf_free(&s->line);
}

static void forget_event(struct event_stream *s)
{
    buf_clear(&s->data);
    s->has_data = s->too_large = s->given = false;
}

static void add_data(struct event_stream *s, const char *value, size_t len)
{
    if (s->has_data && !buf_append_byte(&s->data, '\n'))
        s->too_large = true;
    if (len && !buf_append(&s->data, value, len))
        s->too_large = true;
    s->has_data = true;
}

static void read_retry(struct event_stream *s, const char *value, size_t len)
{
    char digits[12];
    int64_t ms;

    if (!len || len >= sizeof(digits) || strspn(value, "0123456789") != len)
        return;
    memcpy(digits, value, len + 1);
    if (format_parse_int(digits, 0, EVENT_STREAM_RETRY_MAX_MS, &ms))
        s->retry_ms = ms;
}

/* A line that is no blank one: comment, field with a value, or field alone. */
static void read_field(struct event_stream *s)
{
    const char *line = s->line.bytes, *colon = memchr(line, ':', s->line.len);
    size_t name = colon ? (size_t)(colon - line) : s->line.len;
    size_t at = name + (colon != NULL);

    if (at < s->line.len && line[at] == ' ')
        at++;
    if (name == 4 && memcmp(line, "data", 4) == 0) {
        if (s->line_len > s->line.len)
            s->too_large = true;
        else
            add_data(s, line + at, s->line.len - at);
    } else if (name == 5 && memcmp(line, "retry", 5) == 0 && s->line_len == s->line.len) {
        read_retry(s, line + at, s->line.len - at);
    }
}

/* true: the line was the blank one behind an event. */
static bool end_line(struct event_stream *s)
{
    bool blank = s->line_len == 0, is_event = blank && s->has_data && !s->too_large;

    if (!blank)
        read_field(s);
    else if (!is_event)
        forget_event(s);
    buf_clear(&s->line);
    s->line_len = 0;
    s->given = is_event;
    return is_event;
}

/* Of a line that is too long its beginning is kept, which tells its field. */
static void add_to_line(struct event_stream *s, const char *bytes, size_t n)
{
    size_t room = s->line.cap - s->line.len;

    s->line_len += n;
    if (n > room)
        n = room;
    if (n)
        buf_append(&s->line, bytes, n);
}

/* The first three bytes may be a mark, wherever pieces end. */
static void drop_mark(struct event_stream *s)
{
    if (s->line_len < 3)
        return;
    s->at_start = false;
    if (memcmp(s->line.bytes, "\xef\xbb\xbf", 3) != 0)
        return;
    memmove(s->line.bytes, s->line.bytes + 3, s->line.len - 3 + 1);
    s->line.len -= 3;
    s->line_len -= 3;
}

static size_t find_end(const char *bytes, size_t n)
{
    size_t i = 0;

    while (i < n && bytes[i] != '\r' && bytes[i] != '\n')
        i++;
    return i;
}

bool event_stream_next(struct event_stream *s, const char **bytes, size_t *n)
{
    bool found = false;

    if (s->given)
        forget_event(s);
    while (*n && !found) {
        const char *at = *bytes;
        size_t used = find_end(at, *n);

        if (used)
            s->after_cr = false;
        add_to_line(s, at, used);
        if (s->at_start)
            drop_mark(s);
        if (used < *n) {
            bool is_second = at[used] == '\n' && s->after_cr;

            s->after_cr = at[used++] == '\r';
            if (!is_second) {
                s->at_start = false;
                found = end_line(s);
            }
        }
        *bytes += used;
        *n -= used;
    }
    return found;
}
