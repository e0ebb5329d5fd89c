#include "ui/term/term.h"

#include "base/failure/crash.h"
#include "base/memory/array.h"
#include "base/os/clock.h"
#include "base/text/dtext.h"
#include "base/text/glyph.h"
#include "ui/term/capture.h"
#include "ui/term/input/input.h"
#include "ui/term/input/torn.h"
#include "ui/term/output_frame.h"
#include "ui/term/term_name.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

enum { ANSWER_MS = 150 };                         /* an answer may take that long */
enum { SIZE_ROWS = 500, SIZE_COLS = DTEXT_COLS }; /* a claim beyond is not believed */

static struct {
    bool up;   /* between start and stop */
    bool away; /* a child or the shell has the terminal */
    bool ansi; /* understands ESC [ */
    bool mouse;
    int64_t asked_mono_ms; /* when the background was asked for */
    pthread_t owner;
    SCREEN *screen;
    WINDOW *pad; /* keys are read from it: reading from stdscr would send a half-drawn frame */
    int cursor_row, cursor_col;
    struct crash_terminal crash;
} term = {.cursor_row = -1, .asked_mono_ms = -ANSWER_MS};

static void set_paste_marks(bool on)
{
    static const char sequence[2][9] = {"\033[?2004l", "\033[?2004h"};

    if (term.ansi)
        output_frame_write(sequence[on], 8);
}

/* Clicks and the wheel, no movement; places as decimal numbers. */
static void set_mouse_reports(bool on)
{
    static const char *const sequence[2] = {"\033[?1006l\033[?1000l", "\033[?1000h\033[?1006h"};

    if (term.ansi && term.mouse)
        output_frame_write(sequence[on], 16);
}

static bool check_terminal(struct term_name *name, struct error *err)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return error_set(err, ERR_USAGE, "%s is not a terminal",
                         isatty(STDIN_FILENO) ? "stdout" : "stdin");
    return term_name_find(name, err);
}

static void add_reset(const char *s)
{
    struct crash_terminal *c = &term.crash;

    if (!s || s == (const char *)-1)
        return;
    while (*s && c->reset_len < sizeof(c->reset)) {
        const char *end = strncmp(s, "$<", 2) == 0 ? strchr(s, '>') : NULL;

        if (end) /* padding is for terminals that print on paper */
            s = end + 1;
        else
            c->reset[c->reset_len++] = *s++;
    }
}

/* Made now because a signal handler can not ask terminfo. */
static void make_reset(void)
{
    static const char *const names[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
    const char *rmcup = tigetstr("rmcup");

    term.crash.reset_len = 0;
    if (term.ansi)
        add_reset("\033[?1000l\033[?1002l\033[?1003l\033[?1006l\033[?2004l");
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char name[8];

        memcpy(name, names[i], strlen(names[i]) + 1); /* tigetstr() takes no const */
        add_reset(tigetstr(name));
    }
    if (!rmcup || rmcup == (const char *)-1)
        add_reset("\r\n");
}

static void set_modes(void)
{
    raw();
    noecho();
    nonl();
    /* Else an update stops half-way when a key waits. */
    typeahead(-1);
    leaveok(stdscr, TRUE);
    curs_set(0);
    keypad(term.pad, TRUE);
    nodelay(term.pad, TRUE);
    if (!getenv("ESCDELAY"))
        set_escdelay(torn_find_delay());
    set_paste_marks(true);
}

static void arm(void)
{
    term.crash.stderr_fd = capture_true_fd();
    term.crash.kept_fd = capture_kept_fd();
    crash_arm(&term.crash);
}

bool term_start(const struct term_options *o, struct error *err)
{
    struct term_name name = {.ansi = false};
    FILE *out;

    assert(!term.up);
    if (!check_terminal(&name, err))
        return false;
    term.ansi = name.ansi;
    if (tcgetattr(STDIN_FILENO, &term.crash.cooked) < 0)
        return error_set(err, ERR_USAGE, "stdin: %s", strerror(errno));
    use_env(FALSE); /* LINES and COLUMNS may be those of another window */
    use_tioctl(TRUE);
    out = output_frame_start();
    term.screen = out ? newterm(name.used, out, stdin) : NULL;
    if (!term.screen) {
        output_frame_stop();
        return error_set(err, ERR_USAGE, "the terminal cannot be used");
    }
    term.up = true;
    term.away = term.mouse = false;
    term.owner = pthread_self();
    make_reset();
    capture_start();
    arm();
    term.pad = newpad(1, 1);
    set_modes();
    input_start(term.pad);
    glyph_start(o->ascii);
    term_resize();
    return true;
}

/* The answer to a question asked just now would go to the shell, which would show it as typed. */
static void drop_answer(void)
{
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    int64_t left;

    while ((left = term.asked_mono_ms + ANSWER_MS - clock_now().mono_ms) > 0 &&
           poll(&in, 1, (int)left) >= 0 && !(in.revents & ~POLLIN))
        flushinp();
}

void term_note_background(void)
{
    term.asked_mono_ms = -ANSWER_MS;
}

void term_leave(void)
{
    if (!term.up || term.away)
        return;
    set_mouse_reports(false);
    set_paste_marks(false);
    drop_answer();
    term.away = true;
    endwin();
    crash_disarm();
    capture_pause();
}

void term_stop(void)
{
    if (!term.up)
        return;
    term_leave();
    /* What is typed or pasted ahead was meant for us; the shell would run it. */
    flushinp();
    input_start(NULL);
    delwin(term.pad);
    delscreen(term.screen);
    output_frame_stop();
    term.up = false;
    capture_stop();
}

void term_resume(void)
{
    if (!term.up)
        return;
    term_leave(); /* after SIGSTOP nobody had left; only curses' own way in sets every mode */
    capture_start();
    arm();
    term.away = false;
    reset_prog_mode();
    keypad(term.pad, TRUE);
    set_paste_marks(true);
    set_mouse_reports(true);
    term_resize();
    term_redraw_all();
}

static bool can_stop(void)
{
    struct sigaction stop;

    sigaction(SIGTSTP, NULL, &stop);
    return stop.sa_handler != SIG_IGN;
}

void term_stop_group(void)
{
    struct sigaction usual = {.sa_flags = 0};
    struct sigaction stop;
    struct sigaction cont;

    if (!can_stop())
        return; /* nobody could bring us back */
    usual.sa_handler = SIG_DFL;
    sigemptyset(&usual.sa_mask);
    sigaction(SIGTSTP, &usual, &stop);
    sigaction(SIGCONT, &usual, &cont); /* ours would ask for what follows here anyway */
    kill(0, SIGTSTP);                  /* the whole group, as the terminal does it */
    sigaction(SIGCONT, &cont, NULL);
    sigaction(SIGTSTP, &stop, NULL);
}

void term_suspend(void)
{
    if (!term.up || !can_stop())
        return;
    term_leave();
    term_stop_group();
    term_resume();
}

struct rect term_rect(void)
{
    return (struct rect){.rows = term.up ? getmaxy(stdscr) : 0,
                         .cols = term.up ? getmaxx(stdscr) : 0};
}

void term_resize(void)
{
    struct winsize size;
    int rows;
    int cols;

    if (!term.up || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0)
        return;
    if (size.ws_row == 0 || size.ws_col == 0)
        return;
    rows = size.ws_row < SIZE_ROWS ? size.ws_row : SIZE_ROWS;
    cols = size.ws_col < SIZE_COLS ? size.ws_col : SIZE_COLS;
    if (is_term_resized(rows, cols))
        resizeterm(rows, cols);
    /* Also when the size is as before: it may have been another in between, and cells are lost. */
    term_redraw_all();
}

void term_drop_input(void)
{
    if (term.up && !term.away)
        flushinp();
}

void term_redraw_all(void)
{
    if (term.up)
        clearok(curscr, TRUE);
}

void term_set_cursor(int row, int col)
{
    term.cursor_row = row;
    term.cursor_col = col;
}

void term_set_mouse(bool on)
{
    if (on == term.mouse)
        return;
    if (!on && term.up && !term.away)
        set_mouse_reports(false);
    term.mouse = on;
    if (on && term.up && !term.away)
        set_mouse_reports(true);
}

void term_ask_background(void)
{
    static const char question[] = "\033]11;?\033\\";

    if (term_send(question, sizeof(question) - 1))
        term.asked_mono_ms = clock_now().mono_ms;
}

void term_ring(void)
{
    if (term.up && !term.away)
        beep();
}

bool term_send(const char *bytes, size_t n)
{
    if (!term.up || term.away || !term.ansi)
        return false;
    output_frame_write(bytes, n);
    return true;
}

void term_flush(void)
{
    bool shown;

    if (!term.up || term.away)
        return;
    assert(pthread_equal(term.owner, pthread_self()));
    shown = term.cursor_row >= 0 && term.cursor_row < getmaxy(stdscr) && term.cursor_col >= 0 &&
            term.cursor_col < getmaxx(stdscr);
    leaveok(stdscr, !shown);
    if (shown)
        move(term.cursor_row, term.cursor_col);
    output_frame_begin();
    wnoutrefresh(stdscr);
    doupdate();
    curs_set(shown ? 1 : 0);
    output_frame_end();
}
