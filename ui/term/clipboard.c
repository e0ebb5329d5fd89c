#include "ui/term/clipboard.h"

#include "base/memory/buf.h"
#include "base/os/child.h"
#include "body/decode/base64.h"
#include "ui/term/term.h"
#include "ui/term/term_name.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SEQUENCE_MAX = 1 << 20,
    SCREEN_MAX = 250, /* a string of old screens is at most 256 bytes */
};

static bool has_prefix(const char *s, const char *prefix)
{
    return s && strncmp(s, prefix, strlen(prefix)) == 0;
}

/* For tmux with allow-passthrough; with set-clipboard on it takes the plain one, and either may be
 * off. */
static void wrap_for_tmux(struct buf *out, const struct buf *plain)
{
    buf_append(out, plain->bytes, plain->len);
    buf_append_str(out, "\033Ptmux;");
    for (size_t i = 0; i < plain->len; i++) {
        if (plain->bytes[i] == '\033')
            buf_append_byte(out, '\033');
        buf_append_byte(out, plain->bytes[i]);
    }
    buf_append_str(out, "\033\\");
}

static void wrap_for_screen(struct buf *out, const struct buf *plain)
{
    for (size_t at = 0; at < plain->len; at += SCREEN_MAX) {
        size_t left = plain->len - at;

        buf_append_str(out, "\033P");
        buf_append(out, plain->bytes + at, left < SCREEN_MAX ? left : SCREEN_MAX);
        buf_append_str(out, "\033\\");
    }
}

static void wrap(struct buf *out, const struct buf *plain)
{
    const char *term = term_name_given();

    if (getenv("TMUX") || has_prefix(term, "tmux"))
        wrap_for_tmux(out, plain);
    else if (getenv("STY") || has_prefix(term, "screen"))
        wrap_for_screen(out, plain);
    else
        buf_append(out, plain->bytes, plain->len);
}

static bool send_to_terminal(const void *bytes, size_t n)
{
    struct buf plain, out;
    bool ok;

    /* The Linux console has none, and would print the text. */
    if (has_prefix(term_name_given(), "linux"))
        return false;
    buf_init(&plain, SEQUENCE_MAX);
    buf_init(&out, SEQUENCE_MAX);
    buf_append_str(&plain, "\033]52;c;");
    ok = base64_encode(bytes, n, &plain) && buf_append_byte(&plain, '\a');
    if (ok)
        wrap(&out, &plain);
    ok = ok && !out.overflow && term_send(out.bytes, out.len);
    buf_free(&plain);
    buf_free(&out);
    return ok;
}

/* What tmux was asked to take; kept until it has said that it did. */
static struct {
    pid_t pid; /* 0: nothing */
    size_t n;
    struct buf text;
} asked;

static enum clipboard_end send_plain(const void *bytes, size_t n)
{
    if (!send_to_terminal(bytes, n))
        return CLIPBOARD_NONE;
    return getenv("TMUX") ? CLIPBOARD_VIA_TMUX : CLIPBOARD_SENT;
}

static void forget_asked(void)
{
    asked.pid = 0;
    buf_free(&asked.text);
}

/* The text is less than a pipe holds: nobody waits. */
static bool ask_tmux(const void *bytes, size_t n)
{
    struct child_options o = {.script = "exec tmux load-buffer -w - >/dev/null 2>&1",
                              .place = CHILD_APART,
                              .out = -1,
                              .err = -1};
    int ends[2];
    bool ok;

    if (!getenv("TMUX") || asked.pid || pipe2(ends, O_CLOEXEC))
        return false;
    o.in = ends[0];
    ok = fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0 && write(ends[1], bytes, n) == (ssize_t)n;
    asked.pid = ok ? child_start(&o) : 0;
    close(ends[0]);
    close(ends[1]);
    if (asked.pid <= 0) {
        asked.pid = 0;
        return false;
    }
    buf_init(&asked.text, SEQUENCE_MAX);
    buf_append(&asked.text, bytes, n);
    return true;
}

enum clipboard_end clipboard_send(const void *bytes, size_t n)
{
    asked.n = n;
    return ask_tmux(bytes, n) ? CLIPBOARD_ASKED : send_plain(bytes, n);
}

size_t clipboard_count(void)
{
    return asked.n;
}

enum clipboard_end clipboard_follow(void)
{
    enum clipboard_end end = CLIPBOARD_TMUX;
    int status;

    if (!asked.pid || waitpid(asked.pid, &status, WNOHANG) == 0)
        return CLIPBOARD_ASKED;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        end = send_plain(asked.text.bytes, asked.text.len);
    forget_asked();
    return end;
}
