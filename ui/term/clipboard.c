#include "ui/term/clipboard.h"

#include "base/buf.h"
#include "body/decode/base64.h"
#include "ui/term/term.h"
#include "ui/term/term_name.h"

#include <stdlib.h>
#include <string.h>

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

bool clipboard_send(const void *bytes, size_t n)
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
