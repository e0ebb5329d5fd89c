#include "tests/bench/list.h"

#include <curses.h>

static void draw_row(int y, int i, bool selected)
{
    attrset(selected ? A_REVERSE : A_NORMAL);
    mvprintw(y, 0, "  queue-%05d  %9d %7d %7d  running  orders and their payments, row %d", i,
             i * 7919 % 100000, i * 31 % 1000, i * 17 % 600, i);
    clrtoeol();
    attrset(A_NORMAL);
}

static void draw(int rows, int top, int selected)
{
    for (int y = 0; y < LINES - 1 && top + y < rows; y++)
        draw_row(y, top + y, top + y == selected);
    mvprintw(LINES - 1, 0, "row %d of %d", selected, rows);
    clrtoeol();
    refresh();
}

static int move_down(int selected, int step, int rows)
{
    return selected + step < rows ? selected + step : rows - 1;
}

int list_run(int rows, bool careful)
{
    int selected = 0, top = 0, key;

    initscr();
    raw();
    noecho();
    curs_set(0);
    keypad(stdscr, TRUE);
    do {
        draw(rows, top, selected);
        timeout(-1);
        key = getch();
        timeout(0);
        do {
            int page = LINES - 1;

            if (key == KEY_DOWN || key == KEY_NPAGE)
                selected = move_down(selected, key == KEY_DOWN ? 1 : page, rows);
            if (selected >= top + page)
                top = key == KEY_NPAGE ? selected : selected - page + 1;
        } while (careful && key != 'q' && (key = getch()) != ERR);
    } while (key != 'q');
    endwin();
    return 0;
}
