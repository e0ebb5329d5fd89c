#include "tests/harness/term/term.h"

#include "base/os/clock.h"

#include <limits.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define LIMIT_MS   10000
#define SHOWN_TAIL 400

/* What a wait looks for; each test below reads the members it needs. */
struct wanted {
    const regex_t *re;
    const char *bytes;
    size_t mark;
    int number;
    bool on;
};

int term_limit_ms(void)
{
    const char *text = getenv("CFQTOP_TEST_SLOW");
    double factor = text ? strtod(text, NULL) : 1;

    return (int)(LIMIT_MS * (factor >= 1 && factor <= 1000 ? factor : 1));
}

static void print_screen(struct term *t)
{
    struct screen_point at = term_cursor(t);
    int cols = screen_cols(term_screen(t));
    char frame[256];
    int wide = cols < (int)sizeof frame - 1 ? cols : (int)sizeof frame - 1;

    memset(frame, '-', sizeof frame);
    print_error("   +%.*s+\n", wide, frame);
    for (int row = 0; row < screen_rows(term_screen(t)); row++)
        print_error("%3d|%s\n", row, term_row(t, row));
    print_error("   +%.*s+ %dx%d, cursor %s at %d,%d, %s screen\n", wide, frame, cols,
                screen_rows(term_screen(t)), term_is_cursor_visible(t) ? "visible" : "hidden",
                at.row, at.col, term_is_alternate(t) ? "alternate" : "normal");
}

/* Bytes as a C string literal has them. */
static void print_bytes(const char *bytes, size_t len)
{
    char line[512];
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];

        if (c < 0x20 || c >= 0x7f || c == '\\')
            n += (size_t)snprintf(line + n, sizeof line - n, "\\%03o", c);
        else
            line[n++] = (char)c;
        line[n] = '\0';
        if (n > 90 || i + 1 == len) {
            print_error("    %s\n", line);
            n = 0;
        }
    }
}

void term_fail_at(struct term *t, const char *why, const char *file, int line)
{
    int status = 0;
    size_t len;
    const char *raw = term_raw(t, &len);
    size_t shown = len < SHOWN_TAIL ? len : SHOWN_TAIL;

    print_error("%s\n", why);
    if (term_has_exited(t, &status))
        print_error("the program has ended, wait status 0x%x\n", (unsigned)status);
    else if (term_is_stopped(t))
        print_error("the program is stopped\n");
    print_screen(t);
    print_error("last %zu of %zu bytes:\n", shown, len);
    print_bytes(raw + len - shown, shown);
    _fail(file, line);
    abort();
}

/* NULL when test holds, or how it failed. */
static const char *wait_until(struct term *t, term_test_fn *test, void *arg)
{
    int64_t end = clock_now().mono_ms + term_limit_ms();

    for (;;) {
        bool over = term_has_exited(t, NULL); /* before the test, which may be about just that */
        int64_t left = end - clock_now().mono_ms;

        if (test(t, arg))
            return NULL;
        if (left <= 0)
            return "waited for";
        if (!term_pump(t, over ? 0 : (int)left) && over)
            return "the program ended before";
    }
}

void term_wait_until_at(struct term *t, term_test_fn *test, void *arg, const char *why,
                        const char *file, int line)
{
    const char *failure = wait_until(t, test, arg);
    char text[512];

    if (!failure)
        return;
    snprintf(text, sizeof text, "%s %s", failure, why);
    term_fail_at(t, text, file, line);
}

static bool screen_matches(struct term *t, void *arg)
{
    const struct wanted *w = arg;

    return (regexec(w->re, term_text(t), 0, NULL, 0) == 0) == w->on;
}

static bool row_matches(struct term *t, void *arg)
{
    const struct wanted *w = arg;

    return regexec(w->re, term_row(t, w->number), 0, NULL, 0) == 0;
}

static bool raw_contains(struct term *t, void *arg)
{
    const struct wanted *w = arg;

    return term_raw_contains(t, w->mark, w->bytes);
}

static bool mode_is(struct term *t, void *arg)
{
    const struct wanted *w = arg;

    return term_mode(t, w->number) == w->on;
}

static bool is_stopped(struct term *t, void *arg)
{
    (void)arg;
    return term_is_stopped(t);
}

static bool has_exited(struct term *t, void *arg)
{
    return term_has_exited(t, arg);
}

static void wait_regex(struct term *t, term_test_fn *test, struct wanted w, const char *regex,
                       const char *file, int line)
{
    const char *failure;
    char why[400];
    regex_t re;

    if (regcomp(&re, regex, REG_EXTENDED | REG_NEWLINE) != 0)
        term_fail_at(t, "bad regular expression in the test", file, line);
    w.re = &re;
    failure = wait_until(t, test, &w);
    regfree(&re);
    if (!failure)
        return;
    snprintf(why, sizeof why, "%s /%.300s/ to %s", failure, regex, w.on ? "appear" : "be gone");
    term_fail_at(t, why, file, line);
}

void term_wait_text_at(struct term *t, const char *regex, const char *file, int line)
{
    wait_regex(t, screen_matches, (struct wanted){.on = true}, regex, file, line);
}

void term_wait_gone_at(struct term *t, const char *regex, const char *file, int line)
{
    wait_regex(t, screen_matches, (struct wanted){.on = false}, regex, file, line);
}

void term_wait_row_at(struct term *t, int row, const char *regex, const char *file, int line)
{
    wait_regex(t, row_matches, (struct wanted){.on = true, .number = row}, regex, file, line);
}

void term_wait_raw_at(struct term *t, size_t mark, const char *bytes, const char *file, int line)
{
    struct wanted w = {.mark = mark, .bytes = bytes};

    term_wait_until_at(t, raw_contains, &w, "bytes in the output", file, line);
}

void term_wait_mode_at(struct term *t, int mode, bool on, const char *file, int line)
{
    struct wanted w = {.number = mode, .on = on};
    char why[64];

    snprintf(why, sizeof why, "terminal mode %d to be %s", mode, on ? "on" : "off");
    term_wait_until_at(t, mode_is, &w, why, file, line);
}

void term_wait_stopped_at(struct term *t, const char *file, int line)
{
    term_wait_until_at(t, is_stopped, NULL, "the program to stop", file, line);
    while (term_pump(t, 0))
        ;
}

void term_wait_exit_at(struct term *t, int *status, const char *file, int line)
{
    term_wait_until_at(t, has_exited, status, "the program to end", file, line);
    while (term_pump(t, 0))
        ;
}

void term_quiet(struct term *t, int ms)
{
    int64_t end = clock_now().mono_ms + term_limit_ms();

    while (term_pump(t, ms)) {
        if (clock_now().mono_ms > end)
            term_fail(t, "the program is never silent");
    }
}

void term_assert_clean_at(struct term *t, enum escape_allow allow, const char *file, int line)
{
    struct escape_fault fault;
    const char *raw;
    size_t len, from;
    char why[128];

    term_settle_at(t, file, line); /* or it would be in the midst of a frame */
    raw = term_raw(t, &len);
    fault = escape_find_fault(raw, len, allow);
    from = fault.at > 40 ? fault.at - 40 : 0;
    if (!fault.why)
        return;
    snprintf(why, sizeof why, "output is not clean: %s at byte %zu", fault.why, fault.at);
    print_error("the bytes before and from there:\n");
    print_bytes(raw + from, fault.at - from);
    print_bytes(raw + fault.at, fault.len < SHOWN_TAIL ? fault.len : SHOWN_TAIL);
    term_fail_at(t, why, file, line);
}
