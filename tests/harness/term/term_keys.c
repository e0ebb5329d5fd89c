#include "tests/harness/term/term.h"

#include "base/memory/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    int button;
} buttons[] = {{"click:", 1}, {"wheelup:", 4}, {"wheeldown:", 5}};

static bool press_mouse(struct term *t, const char *name)
{
    for (size_t i = 0; i < sizeof buttons / sizeof buttons[0]; i++) {
        size_t n = strlen(buttons[i].name);
        long row, col;
        char *end;

        if (strncmp(name, buttons[i].name, n) != 0)
            continue;
        row = strtol(name + n, &end, 10);
        if (*end != ',')
            return false;
        col = strtol(end + 1, &end, 10);
        screen_press_mouse(term_screen(t), (int)row, (int)col, buttons[i].button);
        return *end == '\0';
    }
    return false;
}

static bool press(struct term *t, const char *name)
{
    if (strncmp(name, "text:", 5) == 0)
        term_send(t, name + 5);
    else if (strncmp(name, "paste:", 6) == 0)
        screen_paste(term_screen(t), name + 6);
    else
        return press_mouse(t, name) || screen_press_key(term_screen(t), name);
    return true;
}

void term_keys_at(struct term *t, const char *names, const char *file, int line)
{
    char *list = mem_copy_str(names);
    char *rest = list;
    char why[128];

    for (char *name = strtok_r(rest, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        if (press(t, name))
            continue;
        snprintf(why, sizeof why, "no key is called \"%s\"", name);
        free(list);
        term_fail_at(t, why, file, line);
    }
    free(list);
    term_send(t, "");
}
