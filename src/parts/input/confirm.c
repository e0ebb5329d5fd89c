#include "parts/input/confirm.h"

#include "base/format.h"

#include <stdio.h>
#include <string.h>

enum { DELAY_MAX_S = 86400 }; /* API reference, ack: delay_seconds */

void confirm_start(struct confirm *c, struct prompt *p, size_t n, bool asks_delay,
                   int64_t now_mono_ms)
{
    *c = (struct confirm){.n = n, .asks_delay = asks_delay};
    prompt_start(p, now_mono_ms, false);
    if (n > 1)
        prompt_add_field(p, "number", "");
    if (asks_delay)
        prompt_add_field(p, "delay", "0s");
}

static bool is_char(struct key key, const char *any)
{
    return key.code == K_CHAR && !key.ctrl && key.ch > ' ' && key.ch < 0x7f &&
           strchr(any, (int)key.ch);
}

static bool read_delay(struct confirm *c, struct prompt *p)
{
    const struct field *f = &p->fields[c->n > 1 ? 1 : 0];
    int64_t ms = 0;

    if (c->asks_delay &&
        (!format_parse_duration(f->text, &ms) || ms % 1000 || ms > DELAY_MAX_S * INT64_C(1000))) {
        snprintf(p->error, sizeof(p->error), "delay: 0s to 24h in whole seconds, such as 30s");
        return false;
    }
    c->delay_s = ms / 1000;
    return true;
}

static enum confirm_result say_yes(struct confirm *c, struct prompt *p)
{
    return read_delay(c, p) ? CONFIRM_YES : CONFIRM_OPEN;
}

static enum confirm_result press_enter(struct confirm *c, struct prompt *p)
{
    int64_t typed;

    if (!c->edited)
        return CONFIRM_CANCEL;
    if (c->n == 1) {
        snprintf(p->error, sizeof(p->error), "y says yes, Esc cancels");
        return CONFIRM_OPEN;
    }
    if (format_parse_int(p->fields[0].text, 0, INT64_MAX, &typed) && (uint64_t)typed == c->n)
        return say_yes(c, p);
    snprintf(p->error, sizeof(p->error), "not done: type %zu, then Enter; Esc cancels", c->n);
    return CONFIRM_OPEN;
}

/* What has a place in the active field: digits, and units in the delay. */
static bool is_for_field(const struct confirm *c, const struct prompt *p, struct key key)
{
    bool is_count = c->n > 1 && p->active == 0;

    if (!p->fields[0].label)
        return false;
    return key.code == K_BACKSPACE || (key.code == K_CHAR && key.ctrl && key.ch == 'u') ||
           is_char(key, is_count ? "0123456789" : "0123456789smhd");
}

enum confirm_result confirm_key(struct confirm *c, struct prompt *p, struct key key,
                                int64_t now_mono_ms)
{
    bool is_ctrl_c = key.code == K_CHAR && key.ctrl && key.ch == 'c';

    if (key.pasted || now_mono_ms < p->armed_at_mono_ms)
        return CONFIRM_OPEN;
    if (key.code == K_ESC || is_ctrl_c || is_char(key, "nNqQ"))
        return CONFIRM_CANCEL;
    if (key.code == K_ENTER)
        return press_enter(c, p);
    if (is_char(key, "y") && c->n == 1)
        return say_yes(c, p);
    if (is_for_field(c, p, key))
        c->edited = true;
    else if (key.code == K_CHAR || !p->fields[0].label)
        return CONFIRM_OPEN;
    prompt_key(p, key, now_mono_ms);
    return CONFIRM_OPEN;
}
