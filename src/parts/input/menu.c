#include "parts/input/menu.h"

#include "base/memory/array.h"

void menu_start(struct menu *m, const char *title)
{
    *m = (struct menu){.title = title};
}

void menu_add(struct menu *m, struct menu_row row)
{
    if (m->list.n == MENU_ROWS)
        return;
    m->rows[m->list.n] = row;
    list_fit(&m->list, m->list.n + 1, m->list.n + 1);
}

void menu_select(struct menu *m, size_t row)
{
    list_select(&m->list, row);
}

static const struct {
    struct key key;
    enum list_move move;
} moves[] = {
    {{.code = K_DOWN}, LIST_DOWN},   {{.code = K_CHAR, .ch = 'j'}, LIST_DOWN},
    {{.code = K_UP}, LIST_UP},       {{.code = K_CHAR, .ch = 'k'}, LIST_UP},
    {{.code = K_HOME}, LIST_TOP},    {{.code = K_CHAR, .ch = 'g'}, LIST_TOP},
    {{.code = K_END}, LIST_BOTTOM},  {{.code = K_CHAR, .ch = 'G'}, LIST_BOTTOM},
    {{.code = K_PGDN}, LIST_BOTTOM}, {{.code = K_PGUP}, LIST_TOP},
};

static bool is_leaving(struct key key)
{
    return key.code == K_ESC || (key.code >= K_F1 && key.code <= K_F12) ||
           (key.code == K_CHAR && (key.ctrl ? key.ch == 'c' : key.ch == 'q'));
}

enum menu_result menu_key(struct menu *m, struct key key)
{
    if (key.pasted)
        return MENU_OPEN;
    if (key.code == K_ENTER)
        return MENU_CHOSEN;
    if (is_leaving(key))
        return MENU_CANCELLED;
    for (size_t i = 0; i < ARRAY_LEN(moves); i++)
        if (key_equal(moves[i].key, key))
            list_move(&m->list, moves[i].move, 1);
    for (size_t i = 0; i < m->list.n; i++)
        if (key.code == K_CHAR && !key.ctrl && key.ch && key.ch == (unsigned char)m->rows[i].key) {
            list_select(&m->list, i);
            return MENU_CHOSEN;
        }
    return MENU_OPEN;
}
