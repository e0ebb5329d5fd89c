#include "parts/input/prompt.h"

#include "base/text/utf8.h"

#include <stdio.h>
#include <string.h>

void prompt_start(struct prompt *p)
{
    *p = (struct prompt){.active = 0};
}

static void set_text(struct field *f, const char *text)
{
    snprintf(f->text, sizeof(f->text), "%s", text);
    f->len = f->at = strlen(f->text);
    f->fresh = false;
}

int prompt_add_field(struct prompt *p, const char *label, const char *text)
{
    int i = p->fields[0].label ? 1 : 0;
    struct field *f = &p->fields[i];

    f->label = label;
    set_text(f, text);
    f->fresh = f->len > 0;
    return i;
}

void prompt_go_to(struct prompt *p, int i)
{
    struct field *f = &p->fields[i];

    if (i == p->active)
        return;
    p->active = i;
    f->fresh = f->len > 0;
    f->at = f->len;
}

void prompt_set_text(struct prompt *p, const char *text)
{
    set_text(&p->fields[p->active], text);
}

/* false: the field is full. */
static bool add_char(struct field *f, uint32_t ch)
{
    char utf8[4];
    size_t n = (size_t)utf8_write(utf8, ch);

    if (f->fresh)
        set_text(f, "");
    if (ch < ' ' || ch == 0x7f)
        return true;
    if (f->len + n >= sizeof(f->text))
        return false;
    memmove(f->text + f->at + n, f->text + f->at, f->len - f->at + 1);
    memcpy(f->text + f->at, utf8, n);
    f->len += n;
    f->at += n;
    return true;
}

static size_t char_before(const struct field *f, size_t at)
{
    while (at > 0 && ((unsigned char)f->text[--at] & 0xC0) == 0x80)
        ;
    return at;
}

static size_t char_after(const struct field *f, size_t at)
{
    while (at < f->len && ((unsigned char)f->text[++at] & 0xC0) == 0x80)
        ;
    return at;
}

/* The blanks before the cursor, and the word before those. */
static size_t word_before(const struct field *f)
{
    size_t at = f->at;

    while (at > 0 && f->text[at - 1] == ' ')
        at--;
    while (at > 0 && f->text[at - 1] != ' ')
        at--;
    return at;
}

/* Deletes from byte from to byte to; the cursor stands there. */
static void cut(struct field *f, size_t from, size_t to)
{
    memmove(f->text + from, f->text + to, f->len - to + 1);
    f->len -= to - from;
    f->at = from;
}

static void ctrl_key(struct field *f, uint32_t ch)
{
    if (ch == 'u')
        cut(f, 0, f->fresh ? f->len : f->at);
    else if (ch == 'w')
        cut(f, word_before(f), f->at);
    else if (ch == 'a')
        f->at = 0;
    else if (ch == 'e')
        f->at = f->len;
}

/* A key that deletes or moves in the field. */
static void field_key(struct field *f, struct key key)
{
    if (key.code == K_BACKSPACE)
        cut(f, char_before(f, f->at), f->at);
    else if (key.code == K_DELETE)
        cut(f, f->at, char_after(f, f->at));
    else if (key.code == K_LEFT)
        f->at = char_before(f, f->at);
    else if (key.code == K_RIGHT)
        f->at = char_after(f, f->at);
    else if (key.code == K_HOME)
        f->at = 0;
    else if (key.code == K_END)
        f->at = f->len;
    else if (key.code == K_CHAR)
        ctrl_key(f, key.ch);
    else
        return;
    f->fresh = false;
}

static void next_field(struct prompt *p)
{
    int next = (p->active + 1) % PROMPT_FIELDS;

    prompt_go_to(p, p->fields[next].label ? next : 0);
}

enum prompt_result prompt_key(struct prompt *p, struct key key)
{
    struct field *f = &p->fields[p->active];
    bool is_ctrl_c = key.code == K_CHAR && key.ctrl && key.ch == 'c';

    if (key.code == K_ENTER)
        return key.pasted ? PROMPT_OPEN : PROMPT_ENTER;
    if (key.code == K_ESC || is_ctrl_c)
        return PROMPT_CANCEL;
    p->error[0] = '\0';
    if (key.code == K_TAB || key.code == K_BACKTAB || key.code == K_UP || key.code == K_DOWN)
        next_field(p);
    else if (key.code != K_CHAR || key.ctrl)
        field_key(f, key);
    else if (!add_char(f, key.ch))
        snprintf(p->error, sizeof(p->error), "no room: %d bytes at most", FIELD_BYTES - 1);
    return PROMPT_OPEN;
}
