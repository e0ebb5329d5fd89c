#include "parts/filter/paths.h"

#include "base/memory/mem.h"
#include "body/json/json.h"
#include "body/json/path.h"
#include "parts/filter/body_json.h"
#include "parts/list/messages.h"

#include <stdlib.h>
#include <string.h>

void paths_free(struct paths *p)
{
    free(p->items);
    *p = (struct paths){.n = 0};
}

/* text occurs in the message of that number (from 1). */
static void note(struct paths *p, const char *text, size_t n, size_t message)
{
    struct path_count *item = p->items;

    if (n >= PATHS_LONGEST || memchr(text, 0x7f, n))
        return;
    while (item < p->items + p->n && (strncmp(item->text, text, n) != 0 || item->text[n]))
        item++;
    if (item == p->items + PATHS_MAX)
        return;
    if (item == p->items + p->n) {
        memcpy(item->text, text, n);
        item->text[n] = '\0';
        p->n++;
    }
    item->messages += item->last != message;
    item->last = message;
}

/* Where the walk through a document is. */
struct walk {
    struct buf path;                /* of the value to come */
    size_t parents[PATH_STEPS + 1]; /* the path's length at each open bracket */
    bool arrays[PATH_STEPS + 1];
    size_t depth;
};

static void open_bracket(struct walk *w, bool array)
{
    w->parents[w->depth] = w->path.len;
    w->arrays[w->depth++] = array;
    if (array)
        buf_append_str(&w->path, w->path.len ? "[]" : ".[]");
}

static void cut_to(struct buf *b, size_t len)
{
    b->len = len;
    b->overflow = false;
}

/* All bytes of a valid document; stops where it is nested deeper than paths are. */
static void walk_document(struct paths *p, const char *s, size_t n, size_t message)
{
    struct walk w = {.depth = 0};
    size_t pos = 0;

    buf_init(&w.path, PATHS_LONGEST);
    for (;;) {
        struct json_token t = json_next_token(s, n, &pos);
        size_t behind = pos;
        bool in_object = w.depth && !w.arrays[w.depth - 1];

        if (t.kind == JSON_END || t.kind == JSON_ERROR ||
            (t.kind == JSON_OPEN && w.depth == PATH_STEPS))
            break;
        if (t.kind == JSON_OPEN) {
            open_bracket(&w, s[t.at] == '[');
        } else if (t.kind == JSON_CLOSE) {
            cut_to(&w.path, w.parents[--w.depth]);
        } else if (t.kind == JSON_STRING && in_object &&
                   json_next_token(s, n, &behind).kind == JSON_COLON) {
            pos = behind;
            cut_to(&w.path, w.parents[w.depth - 1]);
            path_append_key(&w.path, s + t.at, t.len);
            if (!w.path.overflow)
                note(p, w.path.bytes, w.path.len, message);
        }
    }
    buf_free(&w.path);
}

static int compare(const void *a, const void *b)
{
    const struct path_count *x = a, *y = b;

    if (x->messages != y->messages)
        return x->messages > y->messages ? -1 : 1;
    return strcmp(x->text, y->text);
}

void paths_collect(struct paths *p, const struct messages *m)
{
    size_t looked_at = 0;

    paths_free(p);
    p->items = mem_new(PATHS_MAX + 1, sizeof(*p->items));
    for (size_t i = 0; i < m->n_rows && i < PATHS_MESSAGES && looked_at < PATHS_BYTES; i++) {
        struct body body;
        struct body_json json;

        body_decode_part(&body, m->rows[i].message, PATHS_BYTES);
        looked_at += body.len + 1000;
        body_json_read(&json, &body);
        if (json.text)
            walk_document(p, json.text, json.len, i + 1);
        body_json_free(&json);
        body_free(&body);
    }
    qsort(p->items, p->n, sizeof(*p->items), compare);
}
