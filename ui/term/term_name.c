#include "ui/term/term_name.h"

#include "base/memory/array.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

/* What a terminal that nobody here has heard of most likely understands: nearly all are like xterm
 * today.  The best first, the least behind it. */
static const struct {
    const char *prefix;
    const char *names[4];
} families[] = {
    {"tmux", {"tmux-256color", "screen-256color", "screen"}},
    {"screen", {"screen-256color", "screen"}},
    {"linux", {"linux", "vt220", "vt100"}},
    {"vt", {"vt220", "vt100"}},
    {"ansi", {"ansi", "vt100"}},
    {"dumb", {"dumb"}},
    {"", {"xterm-256color", "xterm", "vt100", "ansi"}},
};

static struct {
    char given[64];
    char notice[160];
} name;

enum ability { NOT_KNOWN, NO_CURSOR, ABLE };

/* Without touching the terminal; newterm() would send bytes before it can say no. */
static enum ability try_name(struct term_name *out, const char *wanted)
{
    int status = 0;
    const char *cup;
    bool able;

    if (setupterm(wanted, STDOUT_FILENO, &status) != OK)
        return NOT_KNOWN;
    cup = tigetstr("cup");
    able = cup && cup != (const char *)-1 && *cup;
    out->ansi = able && strncmp(cup, "\033[", 2) == 0;
    del_curterm(cur_term);
    snprintf(out->used, sizeof(out->used), "%s", wanted);
    return able ? ABLE : NO_CURSOR;
}

/* Of the first family that the name belongs to. */
static enum ability try_family(struct term_name *out, const char *given)
{
    enum ability ability = NOT_KNOWN;
    size_t f = 0;

    while (strncmp(given, families[f].prefix, strlen(families[f].prefix)) != 0)
        f++;
    for (size_t i = 0; i < ARRAY_LEN(families[f].names) && families[f].names[i]; i++) {
        ability = try_name(out, families[f].names[i]);
        if (ability != NOT_KNOWN)
            break;
    }
    return ability;
}

bool term_name_find(struct term_name *out, struct error *err)
{
    const char *given = getenv("TERM");
    enum ability ability;

    if (!given || !*given)
        return error_set(err, ERR_USAGE, "TERM is not set: try TERM=xterm-256color cfqtop");
    ability = try_name(out, given);
    if (ability == NOT_KNOWN) {
        ability = try_family(out, given);
        snprintf(name.notice, sizeof(name.notice), "TERM %.40s is not known here: taken for %s",
                 given, out->used);
    }
    if (ability == NOT_KNOWN)
        return error_set(err, ERR_USAGE,
                         "TERM %s is not known here, nor is xterm: install ncurses' terminfo",
                         given);
    if (ability == NO_CURSOR)
        return error_set(err, ERR_USAGE, "TERM=%s cannot move the cursor: cfqtop queues needs none",
                         given);
    if (!name.given[0])
        snprintf(name.given, sizeof(name.given), "%s", given);
    setenv("TERM", out->used, 1);
    return true;
}

const char *term_name_given(void)
{
    return name.given;
}

const char *term_name_take_notice(void)
{
    static char taken[sizeof(name.notice)];

    if (!name.notice[0])
        return NULL;
    memcpy(taken, name.notice, sizeof(taken));
    name.notice[0] = '\0';
    return taken;
}
