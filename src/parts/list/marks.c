#include "parts/list/marks.h"

#include "base/memory/mem.h"

#include <stdlib.h>

void marks_free(struct marks *m)
{
    string_map_free(&m->ids, free);
    free(m->anchor);
    *m = (struct marks){0};
}

bool marks_has(const struct marks *m, const char *id)
{
    return string_map_get(&m->ids, id) != NULL;
}

void marks_add(struct marks *m, const char *id)
{
    char *copy = id[0] ? mem_copy_str(id) : NULL;

    if (copy)
        free(string_map_put(&m->ids, copy, copy));
}

void marks_add_rows(struct marks *m, const struct messages *messages, size_t row, size_t n)
{
    for (; row < messages->n_view && n > 0; row++, n--)
        marks_add(m, messages->view[row]->message->id);
}

void marks_remove(struct marks *m, const char *id)
{
    free(string_map_remove(&m->ids, id));
}

void marks_begin_range(struct marks *m, const struct messages *messages)
{
    const struct message_row *row = messages_selected(messages);

    marks_drop_range(m);
    if (row && row->message->id[0])
        m->anchor = mem_copy_str(row->message->id);
}

void marks_drop_range(struct marks *m)
{
    free(m->anchor);
    m->anchor = NULL;
}

/* The rows of the range, both ends in it; false: there is none. */
static bool find_range(const struct marks *m, const struct messages *messages, size_t *from,
                       size_t *to)
{
    size_t anchor = m->anchor ? messages_find_place(messages, m->anchor) : messages->n_view;
    size_t cursor = messages->list.selected;

    if (anchor == messages->n_view)
        return false;
    *from = anchor < cursor ? anchor : cursor;
    *to = anchor < cursor ? cursor : anchor;
    return true;
}

void marks_end_range(struct marks *m, const struct messages *messages)
{
    size_t from, to;

    if (find_range(m, messages, &from, &to))
        marks_add_rows(m, messages, from, to - from + 1);
    marks_drop_range(m);
}

bool marks_has_row(const struct marks *m, const struct messages *messages, size_t row)
{
    const char *id = messages->view[row]->message->id;
    size_t from, to;

    if (!id[0])
        return false;
    if (find_range(m, messages, &from, &to) && row >= from && row <= to)
        return true;
    return marks_has(m, id);
}

size_t marks_count(const struct marks *m, const struct messages *messages)
{
    size_t from = 1, to = 0, count = 0;

    if (!m->ids.n && !m->anchor)
        return 0;
    find_range(m, messages, &from, &to);
    for (size_t i = 0; i < messages->n_view; i++) {
        const char *id = messages->view[i]->message->id;

        count += id[0] && ((i >= from && i <= to) || marks_has(m, id));
    }
    return count;
}

void marks_settle(struct marks *m, const struct messages *messages)
{
    for (size_t i = m->ids.n; i-- > 0;)
        if (!messages_find_id(messages, m->ids.items[i].key))
            marks_remove(m, m->ids.items[i].key);
    if (m->anchor && !messages_find_id(messages, m->anchor))
        marks_drop_range(m);
}
