/* A program that does nothing but use the base of ui/, for test_term*.c to drive.
 *
 * It draws hostile strings, names the keys it gets, and crashes, dies or stops on request:
 * c SIGSEGV, a abort(), o stack overflow, t SIGSEGV in another thread, m die_now(), e writes to
 * stderr, s runs a shell line, p toggles the cursor, Ctrl-L repaints, Ctrl-Z suspends, q quits. */
#include "base/failure/crash.h"
#include "base/failure/die.h"
#include "base/failure/err.h"
#include "base/memory/array.h"
#include "base/os/signals.h"
#include "base/os/thread.h"
#include "parts/input/key.h"
#include "ui/term/draw/draw.h"
#include "ui/term/input/input.h"
#include "ui/term/term.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KEYS_SHOWN = 12, CELL = 20, FIRST_ROW = 4 };

static const char *const hostile[] = {
    "plain",
    "\033]0;owned\a\033[2J",
    "safe\rEVIL\n\t.",
    ("\xc2\x9b"
     "31mred"),
    "\xff\xfe bytes",
    "rlo \xe2\x80\xae live",
    "\xe2\x80\x8bzero\xef\xb8\x8f",
    "\xcc\x81mark e\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
    "漢字漢字漢字漢字漢字漢字",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb join",
};
enum { HOSTILE = ARRAY_LEN(hostile) };

static struct {
    bool quit;
    bool cursor;
    int status;
    int wakes;
    int signals;
    char keys[KEYS_SHOWN][20];
    int nkeys;
} demo;

__attribute__((format(printf, 1, 2))) static void note(const char *fmt, ...)
{
    va_list ap;

    if (demo.nkeys == KEYS_SHOWN) {
        memmove(demo.keys[0], demo.keys[1], sizeof(demo.keys) - sizeof(demo.keys[0]));
        demo.nkeys--;
    }
    va_start(ap, fmt);
    vsnprintf(demo.keys[demo.nkeys++], sizeof(demo.keys[0]), fmt, ap);
    va_end(ap);
}

static int overflow_stack(volatile char *from)
{
    volatile char room[4096];

    room[0] = *from;
    return room[0] ? 0 : overflow_stack(room) + room[0];
}

static void fault(void)
{
    /* Read at run time, so that no compiler sees it coming; not NULL, which UBSan looks for. */
    static volatile char *volatile nowhere = (volatile char *)1;

    *nowhere = 0;
}

static void *crash_thread(void *arg)
{
    fault();
    return arg;
}

static void crash_elsewhere(void)
{
    pthread_t thread;

    if (thread_start(&thread, crash_thread, NULL))
        pthread_join(thread, NULL);
}

static void run_child(void)
{
    int status = -1;
    pid_t pid;

    term_leave();
    pid = fork();
    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", "echo child here; read line; echo to stderr >&2",
              (char *)NULL);
        _exit(127);
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (status != 0)
        demo.status = 3;
    term_resume();
}

static void do_key(struct key k)
{
    volatile char here = 0;
    char name[16];

    note(k.pasted ? "<%s>" : "%s", key_print(k, name));
    if (k.pasted || k.code != K_CHAR)
        return;
    if (k.ctrl) {
        if (k.ch == 'z')
            term_suspend();
        else if (k.ch == 'l')
            term_redraw_all();
        return;
    }
    switch (k.ch) {
    case 'q': demo.quit = true; break;
    case 'c': fault(); break;
    case 'a': abort();
    case 'o': demo.status = overflow_stack(&here); break;
    case 't': crash_elsewhere(); break;
    case 'm': die_now("out of memory");
    case 'e': fprintf(stderr, "library says \033[31mred\xff\nsecond line\n"); break;
    case 's': run_child(); break;
    case 'p': demo.cursor = !demo.cursor; break;
    }
}

static void do_input(const struct input *in)
{
    static const char *const names[] = {
        [MOUSE_CLICK] = "click", [MOUSE_WHEEL_UP] = "up", [MOUSE_WHEEL_DOWN] = "down"};

    if (in->kind == INPUT_KEY) {
        do_key(in->key);
    } else if (in->kind == INPUT_MOUSE) {
        note("%s:%d,%d", names[in->mouse.kind], in->mouse.line, in->mouse.col);
    } else {
        note("%s", in->light ? "light" : "dark");
        term_note_background();
        theme_note_background(in->light);
    }
}

static void do_signal(int number)
{
    if (number == SIGCHLD)
        return;
    demo.signals++;
    switch (number) {
    case SIGWINCH: term_resize(); break;
    case SIGCONT: term_resume(); break;
    case SIGTSTP: term_suspend(); break;
    default: demo.quit = true; break;
    }
}

/* Text that crosses each edge of a small box. */
static void draw_clipped(struct rect screen)
{
    struct rect box = rect_clip(rect_make(FIRST_ROW, 60, 4, 9), screen);
    struct rect inside = rect_inset(box, 0, 1);

    draw_vertical(box, 0, ROLE_RULE, false);
    draw_vertical(box, box.cols - 1, ROLE_RULE, false);
    draw_text(inside, 0, -1, ROLE_TEXT, "漢字漢字漢字");
    draw_text(inside, 1, 0, ROLE_TEXT, "漢字漢字漢字");
    draw_cell(inside, 2, 2, 20, DRAW_LEFT, ROLE_TEXT, "abcdefghijklmnop");
    draw_bytes(inside, 3, 0, ROLE_TEXT, "0123456789", 10, 2);
    draw_text(inside, -1, 0, ROLE_TEXT, "above");
    draw_text(inside, 4, 0, ROLE_TEXT, "below");
}

static void draw_hostile(struct rect screen)
{
    for (int i = 0; i < HOSTILE; i++) {
        int row = FIRST_ROW + i;

        draw_cell(screen, row, 0, CELL, i % 2 ? DRAW_RIGHT : DRAW_LEFT, ROLE_TEXT, hostile[i]);
        draw_glyph(screen, row, CELL, ROLE_RULE, GLYPH_VERTICAL);
        draw_bytes(screen, row, CELL + 1, ROLE_JSON_STRING, hostile[i], strlen(hostile[i]), 0);
    }
    draw_text(screen, FIRST_ROW + HOSTILE + 2, 0, ROLE_TEXT, hostile[1]);
}

static void draw_roles(struct rect screen)
{
    int row = FIRST_ROW + HOSTILE;

    draw_fill(screen, row, 0, screen.cols, ROLE_SELECTED);
    draw_text(screen, row, 0, ROLE_SELECTED, "selected");
    draw_text(screen, row, 10, theme_select(ROLE_WARN, true), "warning");
    draw_text(screen, row + 1, 0, ROLE_TEXT, "text");
    draw_text(screen, row + 1, 10, ROLE_WARN, "warning");
    draw_text(screen, row + 1, 20, ROLE_ERROR, "error");
    draw_text(screen, row + 1, 30, ROLE_HEADER, "header");
}

static void draw_frame(void)
{
    struct rect screen = term_rect();
    char line[KEYS_SHOWN * 20 + 80];
    size_t at;

    draw_clear(screen);
    snprintf(line, sizeof(line), "size %dx%d wakes %d signals %d", screen.rows, screen.cols,
             demo.wakes, demo.signals);
    draw_text(screen, 0, 0, ROLE_STRONG, line);
    at = (size_t)snprintf(line, sizeof(line), "keys");
    for (int i = 0; i < demo.nkeys; i++)
        at += (size_t)snprintf(line + at, sizeof(line) - at, " %s", demo.keys[i]);
    snprintf(line + at, sizeof(line) - at, " end");
    draw_text(screen, 1, 0, ROLE_TEXT, line);
    draw_rule(screen, 2, ROLE_RULE_FOCUS, true);
    draw_hostile(screen);
    draw_clipped(screen);
    draw_roles(screen);
    draw_text(screen, screen.rows - 1, screen.cols - 6, ROLE_KEY, "corner and more");
    term_set_cursor(demo.cursor ? 1 : -1, 5);
    term_flush();
}

static void run(void)
{
    struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
                            {.fd = signals_fd(), .events = POLLIN}};
    struct input in;
    int number;

    while (!demo.quit) {
        draw_frame();
        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            return;
        demo.wakes++;
        while ((number = signals_take()) != 0)
            do_signal(number);
        if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
            return;
        while (!demo.quit && input_read(&in))
            do_input(&in);
    }
}

int main(int argc, char **argv)
{
    enum theme_wish theme = THEME_DARK;
    struct term_options o = {0};
    struct error err;

    for (int i = 1; i < argc; i++) {
        o.ascii |= strcmp(argv[i], "--ascii") == 0;
        if (strcmp(argv[i], "--no-color") == 0)
            theme = THEME_MONO;
        else if (strcmp(argv[i], "--auto") == 0)
            theme = THEME_AUTO;
    }
    setlocale(LC_CTYPE, "");
    crash_start();
    if (!term_start(&o, &err)) {
        fprintf(stderr, "termdemo: %s\n", err.text);
        return 2;
    }
    theme_set(theme);
    term_set_mouse(true);
    if (!signals_start())
        die_now("no pipe for signals");
    run();
    term_stop();
    term_stop();
    signals_stop();
    return demo.status;
}
