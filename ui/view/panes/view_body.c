#include "app/show/body_pane.h"
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "parts/queues/prospect.h"
#include "ui/view/views.h"

#include <stdio.h>
#include <string.h>

enum { WARNING_ROWS = 3, PATH_BYTES = 16384, PATH_SHOWN = 40 };

/* The path of the cursor, of a long one the end, once it has left the first line. */
static void add_path(struct text_line *l, const struct pager *p)
{
    struct buf path;
    size_t skip;

    if (!p->cursor)
        return;
    buf_init(&path, PATH_BYTES);
    layout_append_path(&p->layout, p->cursor, &path);
    skip = path.len > PATH_SHOWN ? path.len - PATH_SHOWN : 0;
    while (skip < path.len && ((unsigned char)path.bytes[skip] & 0xc0) == 0x80)
        skip++;
    text_line_add(l, "%s%s %s ", skip ? glyph(GLYPH_ELLIPSIS) : "",
                  path.bytes ? path.bytes + skip : ".", glyph(GLYPH_GAP));
    buf_free(&path);
}

static void describe(const struct app *app, char *out, size_t size)
{
    const struct body_pane *pane = &app->body;
    const struct message *m = pane->shown.message;
    const char *gap = glyph(GLYPH_GAP);
    struct text_line l = text_line(out, size);
    struct format f;
    char state[32];

    text_line_add(&l, "3 Body");
    if (!m)
        return;
    text_line_add(&l, " %.8s %s ", m->id, gap);
    add_path(&l, &pane->pager);
    text_line_add(&l, "%.20s %s %s %s %s B", m->type_text ? m->type_text : "no type", gap,
                  pane->body.chain, gap, format_count(&f, (int64_t)pane->body.len));
    decoder_describe(app, state, sizeof(state));
    if (state[0])
        text_line_add(&l, " %s %s", gap, state);
    if (pane->view != LAYOUT_AUTO)
        text_line_add(&l, " %s %s%s%s%s", gap, layout_view_phrase(pane->view),
                      pane->view == LAYOUT_JSON && pane->pager.layout.broken && !pane->body.too_deep
                          ? ": not valid"
                          : "",
                      pane->pager.layout.steps[0] ? ": " : "", pane->pager.layout.steps);
    view_pager_add_hint(&pane->pager, &l);
    if (pane->pager.layout.crlf)
        text_line_add(&l, " %s CRLF", gap);
    if (pane->pager.layout.bad_bytes)
        text_line_add(&l, " %s %s not UTF-8", gap,
                      FORMAT_COUNTED(pane->pager.layout.bad_bytes, "byte"));
}

static bool find_prospect(const struct app *app, struct prospect *p)
{
    const struct message_row *row = messages_selected(&app->messages);
    const struct queue_row *queue = app_open_queue(app);

    if (!row || !queue)
        return false;
    *p = prospect_find(queue->queue, row->message->attempts);
    return p->kind >= PROSPECT_MAYBE;
}

struct rect view_body_text(const struct app *app, struct rect rows)
{
    struct prospect p;

    if (rows.rows >= WARNING_ROWS && find_prospect(app, &p))
        rect_cut_bottom(&rows, 1);
    return rows;
}

/* How near it is to its end, and where it goes then. */
static void draw_warning(const struct app *app, struct rect r)
{
    struct prospect p;
    char text[300], when[80];

    if (!find_prospect(app, &p))
        return;
    snprintf(text, sizeof(text), "%s %s (max_retries %lld) %s %s", glyph(GLYPH_BANG),
             prospect_print(when, sizeof(when), &p), (long long)p.max, glyph(GLYPH_RIGHT),
             FORMAT_NAME(p.to ? p.to : "DELETED (no dead-letter queue)"));
    draw_cell(r, 0, 1, r.cols - 2, DRAW_LEFT, p.to ? ROLE_WARN : ROLE_ERROR, text);
}

void view_body_draw(const struct app *app, struct rect r, const struct frame *f)
{
    struct rect text;
    const struct pager *p = &app->body.pager;
    char left[500], right[100];

    if (!f->bare) {
        describe(app, left, sizeof(left));
        view_pager_describe_place(p, right, sizeof(right));
        view_title_draw(r, app->focus == PANE_BODY, left, right);
        rect_cut_top(&r, 1);
    }
    text = view_body_text(app, r);
    if (text.rows < r.rows)
        draw_warning(app, rect_cut_bottom(&r, 1));
    if (!app->body.shown.message)
        view_notice_draw(r, ROLE_DIM, "No message selected.");
    else if (!app->body.shown.message->body)
        view_notice_draw(r, ROLE_WARN, "The API sent this message without a body.");
    else if (!app->body.body.len)
        view_notice_draw(r, ROLE_DIM, "The body is empty.");
    else
        view_pager_draw(p, text, app->focus == PANE_BODY);
}
