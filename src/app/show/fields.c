#include "app/show/fields.h"

#include "base/memory/mem.h"
#include "base/text/ascii.h"

#include <stdarg.h>
#include <stdio.h>

static void end_line(struct buf *b, const char *text)
{
    for (const char *p = text; *p; p++)
        buf_append(b, *p == '\n' ? "\r" : p, 1);
    buf_append_byte(b, '\n');
}

void fields_add(struct buf *b, const char *label, const char *value)
{
    buf_print(b, "  %-*s", FIELDS_LABEL, label);
    end_line(b, value && value[0] ? value : "-");
}

void fields_say(struct buf *b, const char *sentence)
{
    buf_append_str(b, "  ");
    end_line(b, sentence);
}

void fields_print(struct buf *b, const char *label, const char *fmt, ...)
{
    char value[500];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(value, sizeof(value), fmt, ap);
    va_end(ap);
    fields_add(b, label, value);
}

/* A line that begins with capitals is the title of those below it. */
static void show_titles(struct pager *p)
{
    struct pager_span *spans = mem_new(p->layout.n, sizeof(*spans));
    size_t n = 0, len;

    for (size_t i = 0; i < p->layout.n; i++) {
        const char *line = layout_line(&p->layout, i, &len);

        if (len > 1 && ascii_is_upper(line[0]) && ascii_is_upper(line[1]))
            spans[n++] = (struct pager_span){.line = i, .at = 0, .len = len, .role = ROLE_STRONG};
    }
    pager_set_spans(p, spans, n);
}

/* What this program says wraps between words; what bodies, commands and calls say is as it is. */
static bool says(enum screen_id screen)
{
    return screen == SCREEN_QUEUE || screen == SCREEN_MESSAGE || screen == SCREEN_SETTINGS ||
           screen == SCREEN_COLUMNS || screen == SCREEN_ALERTS;
}

static void set_look(struct app *app)
{
    if (app->screen == SCREEN_QUEUE || app->screen == SCREEN_MESSAGE)
        show_titles(&app->screen_pager);
    app->screen_pager.by_words = says(app->screen);
}

void fields_renew(struct app *app, struct buf *text)
{
    pager_renew_text(&app->screen_pager, text->bytes ? text->bytes : "", text->len, 0, 0, false);
    set_look(app);
    buf_free(text);
}

void fields_show(struct app *app, enum screen_id screen, struct buf *text)
{
    app->screen = screen;
    pager_set_needle(&app->screen_pager, "", NULL);
    pager_set_text(&app->screen_pager, text->bytes ? text->bytes : "", text->len);
    set_look(app);
    buf_free(text);
}
