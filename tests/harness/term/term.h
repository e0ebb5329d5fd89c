/* Runs a program in a pseudo-terminal whose output goes to a terminal emulator, for tests that look
 * at the screen as a person does, and at the raw bytes as a terminal does.
 *
 * Every wait reads the program's output until its condition holds.  After 10 s (times the number in
 * CFQTOP_TEST_SLOW, for sanitizers and valgrind) or when the program has ended, the running cmocka
 * test fails with the screen and the last raw bytes printed.  A frame may arrive in parts: wait for
 * what is asserted.
 *
 * One thread.  Strings returned belong to the term and stay valid until the next call on it. */
#pragma once

#include "tests/harness/term/escape.h"
#include "tests/harness/term/screen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct term;

struct term_options {
    int cols, rows;          /* 0: 80x24 */
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
    const char *const *env;  /* "K=V" sets, "K" removes, TERM=xterm-256color and a pinned rest
                                otherwise (place.h); NULL-terminated, or NULL */
    const char *home;        /* kept for a next run; NULL: a fresh one, deleted at the end */
};

/* Fails the test when there is no pseudo-terminal to be had. */
struct term *term_start(const struct term_options *o);

/* Kills the program when it still runs, and releases everything.  NULL is fine. */
void term_stop(struct term *t);

/* Stops every term that a failed test left behind; fits as a cmocka teardown. */
int term_stop_all(void **state);

/* Input.  Key names are those of keys.h, separated by blanks; besides them text:abc (no blanks),
 * click:ROW,COL wheelup:ROW,COL wheeldown:ROW,COL (from 0,0) and paste:abc. */
void term_send(struct term *t, const char *bytes);
void term_send_bytes(struct term *t, const char *bytes, size_t len);
#define term_keys(t, names) term_keys_at(t, names, __FILE__, __LINE__)

/* Waits.  Patterns are POSIX extended regular expressions; ^ and $ match at rows, a dot does not
 * pass the end of a row. */
#define term_wait_text(t, regex)           term_wait_text_at(t, regex, __FILE__, __LINE__)
#define term_wait_gone(t, regex)           term_wait_gone_at(t, regex, __FILE__, __LINE__)
#define term_wait_row(t, row, regex)       term_wait_row_at(t, row, regex, __FILE__, __LINE__)
#define term_wait_raw(t, mark, bytes)      term_wait_raw_at(t, mark, bytes, __FILE__, __LINE__)
#define term_wait_mode(t, mode, on)        term_wait_mode_at(t, mode, on, __FILE__, __LINE__)
#define term_wait_stopped(t)               term_wait_stopped_at(t, __FILE__, __LINE__)
#define term_wait_exit(t, status)          term_wait_exit_at(t, status, __FILE__, __LINE__)
#define term_wait_until(t, test, arg, why) term_wait_until_at(t, test, arg, why, __FILE__, __LINE__)

/* How long a wait may last. */
int term_limit_ms(void);

/* Reads what comes within ms and handles what became of the program.  False: nothing happened. */
bool term_pump(struct term *t, int ms);

/* Reads until the program has taken all input, its main thread sleeps and its output is read: then
 * the frame is whole and every key sent is dealt with.  Answers of a server are another matter. */
#define term_settle(t) term_settle_at(t, __FILE__, __LINE__)

/* Reads until the program has been silent for ms: only to assert that it is idle. */
void term_quiet(struct term *t, int ms);

/* Fails the test with the screen and the last raw bytes printed. */
#define term_fail(t, why) term_fail_at(t, why, __FILE__, __LINE__)

/* The screen; rows and columns count from 0. */
const char *term_row(struct term *t, int row);
const char *term_text(struct term *t);
bool term_has_text(struct term *t, const char *regex);
/* Where regex first matches, as row and column of the cell; false: nowhere. */
bool term_find_text(struct term *t, const char *regex, struct screen_point *at);
struct screen_cell term_cell(struct term *t, int row, int col);
struct screen_point term_cursor(struct term *t);
bool term_mode(struct term *t, int mode); /* as screen_mode() */
bool term_is_alternate(struct term *t);
bool term_is_cursor_visible(struct term *t);
const char *term_title(struct term *t);
struct screen *term_screen(struct term *t);
void term_resize(struct term *t, int cols, int rows);

/* Everything the program wrote.  A mark is a position in it: term_raw_mark() is the end as of now,
 * 0 the beginning. */
const char *term_raw(struct term *t, size_t *len);
size_t term_raw_mark(struct term *t);
const char *term_raw_since(struct term *t, size_t mark, size_t *len);
bool term_raw_contains(struct term *t, size_t mark, const char *bytes);

/* Every escape sequence is one that terminfo can produce (escape.h). */
#define term_assert_clean_output(t)            term_assert_clean_at(t, 0, __FILE__, __LINE__)
#define term_assert_clean_output_but(t, allow) term_assert_clean_at(t, allow, __FILE__, __LINE__)

/* The process. */
bool term_has_input_left(struct term *t); /* sent, and not read by the program */
pid_t term_pid(const struct term *t);
void term_signal(struct term *t, int sig);
void term_continue(struct term *t); /* SIGCONT to the whole process group, as fg does */
bool term_is_stopped(struct term *t);
bool term_has_exited(struct term *t, int *status); /* wait status; NULL: not wanted */
bool term_is_cooked(struct term *t);    /* the terminal echoes and edits lines, as a shell wants */
void term_close_master(struct term *t); /* the terminal window is closed */
const char *term_home(const struct term *t);
/* Context switches of all threads so far; -1 where /proc does not tell. */
int64_t term_context_switches(const struct term *t);

/* What the macros above stand for. */
typedef bool term_test_fn(struct term *t, void *arg);
void term_keys_at(struct term *t, const char *names, const char *file, int line);
void term_wait_text_at(struct term *t, const char *regex, const char *file, int line);
void term_wait_gone_at(struct term *t, const char *regex, const char *file, int line);
void term_wait_row_at(struct term *t, int row, const char *regex, const char *file, int line);
void term_wait_raw_at(struct term *t, size_t mark, const char *bytes, const char *file, int line);
void term_wait_mode_at(struct term *t, int mode, bool on, const char *file, int line);
void term_wait_stopped_at(struct term *t, const char *file, int line);
void term_wait_exit_at(struct term *t, int *status, const char *file, int line);
void term_settle_at(struct term *t, const char *file, int line);
void term_wait_until_at(struct term *t, term_test_fn *test, void *arg, const char *why,
                        const char *file, int line);
void term_assert_clean_at(struct term *t, enum escape_allow allow, const char *file, int line);
_Noreturn void term_fail_at(struct term *t, const char *why, const char *file, int line);
