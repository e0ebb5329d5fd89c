#include "app/prompt.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

void prompt_start(struct prompt *p, int64_t now_mono_ms, bool armed)
{
    *p = (struct prompt){.armed_at_mono_ms = armed ? now_mono_ms : now_mono_ms + PROMPT_ARM_MS};
}

void prompt_add_field(struct prompt *p, const char *label, const char *text)
{
    int i = p->fields[0].label ? 1 : 0;
    struct field *f = &p->fields[i];

    f->label = label;
    snprintf(f->text, sizeof(f->text), "%s", text);
    f->len = strlen(f->text);
    f->fresh = f->len > 0;
}

static void clear_field(struct field *f)
{
    f->text[0] = '\0';
    f->len = 0;
    f->fresh = false;
}

static void add_char(struct field *f, uint32_t ch)
{
    char utf8[4];
    int n = utf8_write(utf8, ch);

    if (f->fresh)
        clear_field(f);
    if (ch < ' ' || ch == 0x7f || f->len + (size_t)n >= sizeof(f->text))
        return;
    memcpy(f->text + f->len, utf8, (size_t)n);
    f->len += (size_t)n;
    f->text[f->len] = '\0';
}

static void drop_char(struct field *f)
{
    f->fresh = false;
    while (f->len > 0 && ((unsigned char)f->text[f->len - 1] & 0xC0) == 0x80)
        f->len--;
    if (f->len > 0)
        f->len--;
    f->text[f->len] = '\0';
}

static void next_field(struct prompt *p)
{
    p->active = (p->active + 1) % PROMPT_FIELDS;
    if (!p->fields[p->active].label)
        p->active = 0;
}

enum prompt_result prompt_key(struct prompt *p, struct key key, int64_t now_mono_ms)
{
    struct field *f = &p->fields[p->active];
    bool is_ctrl_c = key.code == K_CHAR && key.ctrl && key.ch == 'c';

    if (key.code == K_ENTER)
        return key.pasted || now_mono_ms < p->armed_at_mono_ms ? PROMPT_OPEN : PROMPT_ENTER;
    if (key.code == K_ESC || is_ctrl_c)
        return PROMPT_CANCEL;
    p->error[0] = '\0';
    if (key.code == K_TAB || key.code == K_BACKTAB || key.code == K_UP || key.code == K_DOWN)
        next_field(p);
    else if (key.code == K_BACKSPACE)
        drop_char(f);
    else if (key.code == K_CHAR && key.ctrl && key.ch == 'u')
        clear_field(f);
    else if (key.code == K_LEFT || key.code == K_RIGHT || key.code == K_END)
        f->fresh = false;
    else if (key.code == K_CHAR && !key.ctrl)
        add_char(f, key.ch);
    return PROMPT_OPEN;
}
