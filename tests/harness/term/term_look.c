#include "tests/harness/term/term.h"

#include <regex.h>
#include <string.h>

const char *term_row(struct term *t, int row)
{
    return screen_row(term_screen(t), row);
}

const char *term_text(struct term *t)
{
    return screen_text(term_screen(t));
}

struct screen_cell term_cell(struct term *t, int row, int col)
{
    return screen_cell(term_screen(t), row, col);
}

struct screen_point term_cursor(struct term *t)
{
    return screen_cursor(term_screen(t));
}

bool term_mode(struct term *t, int mode)
{
    return screen_mode(term_screen(t), mode);
}

bool term_is_alternate(struct term *t)
{
    return term_mode(t, 1049);
}

bool term_is_cursor_visible(struct term *t)
{
    return term_mode(t, 25);
}

const char *term_title(struct term *t)
{
    return screen_title(term_screen(t));
}

static void compile(struct term *t, regex_t *re, const char *regex)
{
    if (regcomp(re, regex, REG_EXTENDED | REG_NEWLINE) != 0)
        term_fail(t, "bad regular expression in the test");
}

bool term_has_text(struct term *t, const char *regex)
{
    regex_t re;
    bool found;

    compile(t, &re, regex);
    found = regexec(&re, term_text(t), 0, NULL, 0) == 0;
    regfree(&re);
    return found;
}

static int column_at_byte(struct term *t, int row, size_t byte)
{
    int col = 0;

    for (size_t at = 0; at < byte; col++)
        at += strlen(term_cell(t, row, col).utf8);
    return col;
}

bool term_find_text(struct term *t, const char *regex, struct screen_point *at)
{
    bool found = false;
    regmatch_t match;
    regex_t re;

    compile(t, &re, regex);
    for (int row = 0; !found && row < screen_rows(term_screen(t)); row++) {
        found = regexec(&re, term_row(t, row), 1, &match, 0) == 0;
        if (found)
            *at = (struct screen_point){.row = row,
                                        .col = column_at_byte(t, row, (size_t)match.rm_so)};
    }
    regfree(&re);
    return found;
}

bool term_raw_contains(struct term *t, size_t mark, const char *bytes)
{
    size_t len;
    const char *raw = term_raw_since(t, mark, &len);

    return memmem(raw, len, bytes, strlen(bytes)) != NULL;
}
