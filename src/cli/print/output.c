#include "cli/print/output.h"

#include "base/os/write.h"
#include "base/text/dtext.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    FLUSH_BYTES = 64 * 1024,
    STDERR_BYTES = 8 * 1024, /* of one line on stderr */
    NO_READER = 141          /* exit status: 128 and the number of SIGPIPE */
};

static bool no_reader;

void output_note_error(int number)
{
    if (number == EPIPE)
        no_reader = true;
    else
        output_fail("cannot write: %s", strerror(number));
}

int output_exit_status(int status)
{
    return no_reader ? NO_READER : status;
}

void output_init(struct output *o, int fd)
{
    *o = (struct output){.fd = fd};
    buf_init(&o->pending, (size_t)OUTPUT_LINE_BYTES + FLUSH_BYTES + 1);
}

static void flush_pending(struct output *o)
{
    if (!o->error && !write_all(o->fd, o->pending.bytes, o->pending.len))
        o->error = errno;
    buf_clear(&o->pending);
}

/* After an append that returned ok. */
static void settle(struct output *o, bool ok)
{
    if (!ok) {
        buf_clear(&o->pending);
        o->error = EFBIG;
    } else if (o->pending.len >= FLUSH_BYTES) {
        flush_pending(o);
    }
}

void output_write_line(struct output *o, const char *line, size_t n)
{
    if (!o->error)
        settle(o, buf_append(&o->pending, line, n) && buf_append_byte(&o->pending, '\n'));
}

void output_write_bytes(struct output *o, const char *bytes, size_t n)
{
    if (!o->error)
        settle(o, buf_append(&o->pending, bytes, n));
}

void output_write_safe(struct output *o, const char *s, size_t n)
{
    while (n && !o->error) {
        const char *end = memchr(s, '\n', n);
        size_t len = end ? (size_t)(end - s) : n;

        settle(o, dtext_append(&o->pending, s, len) && buf_append_byte(&o->pending, '\n'));
        len += end != NULL;
        s += len;
        n -= len;
    }
}

bool output_flush(struct output *o)
{
    flush_pending(o);
    return !o->error;
}

bool output_end(struct output *o)
{
    flush_pending(o);
    /* A network file system may report a full disk only now. */
    if (close(o->fd) && !o->error && errno != EINTR)
        o->error = errno;
    buf_free(&o->pending);
    if (o->error)
        output_note_error(o->error);
    return !o->error;
}

static void print_line(const char *start, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

static void print_line(const char *start, const char *fmt, va_list ap)
{
    char text[STDERR_BYTES];
    struct buf line;

    vsnprintf(text, sizeof text, fmt, ap);
    buf_init(&line, sizeof text * 8);
    buf_append_str(&line, start);
    dtext_append(&line, text, strlen(text));
    buf_append_byte(&line, '\n');
    write_all(STDERR_FILENO, line.bytes, line.len);
    buf_free(&line);
}

void output_fail(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    print_line("cfqtop: ", fmt, ap);
    va_end(ap);
}

void output_note(const char *fmt, ...)
{
    va_list ap;

    if (!isatty(STDERR_FILENO))
        return;
    va_start(ap, fmt);
    print_line("", fmt, ap);
    va_end(ap);
}
