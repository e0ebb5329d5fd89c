/* Whole frames, row by row, against tests/data/frames.  Digits and the graph are masked: time moves
 * them. CFQTOP_WRITE_FRAMES=1 writes the files anew; look at the difference before you keep it. */
#include "base/memory/array.h"
#include "base/memory/buf.h"
#include "base/text/utf8.h"
#include "tests/harness/file.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scene {
    const char *name;
    int cols, rows;
    const char *const *args;
    const char *first; /* on the screen before keys are pressed */
    const char *keys;
    const char *ready;
};

/* Backlogs come in any order: all of them are waited for. */
#define ALL   "billing +44.*\n.* email +1,918.*\n.* empty +0.*\n.* orders +3.*\n.* orders-dlq +312"
#define THREE "^>.* orders +3.* 312"

static const struct scene scenes[] = {
    {"queues-80x24", 80, 24, NULL, ALL, NULL, ALL},
    {"queues-160x48", 160, 48, NULL, ALL, NULL, "── Why ──"},
    {"queues-40x12", 40, 12, NULL, ALL, NULL, ALL},
    {"queues-20x4", 20, 4, NULL, "billing +44\n.*email +1,918", NULL, "billing +44"},
    {"queues-1x1", 1, 1, NULL, "…", NULL, "…"},
    {"peek-80x24", 80, 24, (const char *const[]){"orders", NULL}, THREE, "Down", "\"id\": 88126"},
    {"peek-160x48", 160, 48, (const char *const[]){"orders", NULL}, ALL, "Down", "\"id\": 88126"},
    {"peek-40x12", 40, 12, (const char *const[]){"orders", NULL}, "hello", "Down", "^> .*\"type"},
    {"body-80x24", 80, 24, (const char *const[]){"orders", NULL}, "hello", "Down Enter",
     "\"id\": 88126"},
    {"body-20x4", 20, 4, (const char *const[]){"orders", NULL}, "hello", "Down Enter", "\"type\""},
    {"graph-80x24", 80, 24, NULL, ALL, "m", "analytics say nothing"},
    {"graph-160x48", 160, 48, NULL, ALL, "m", "analytics say nothing"},
    {"graph-40x12", 40, 12, NULL, ALL, "m", "3h"},
    {"graph-20x4", 20, 4, NULL, "billing +44", "m", "3h"},
    {"help-80x24", 80, 24, NULL, "email +1,918", "?", "Help"},
};

/* Data in blocks or braille, or the axis of times. */
static bool is_graph(const char *s)
{
    static const char *const signs[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█", "┼"};
    uint32_t cp;

    for (size_t i = 0; i < ARRAY_LEN(signs); i++)
        if (!strncmp(s, signs[i], strlen(signs[i])))
            return true;
    return utf8_read(s, strlen(s), &cp) > 0 && cp >= 0x2800 && cp <= 0x28ff;
}

/* The times below an axis, which stand elsewhere a minute later. */
static bool is_times(const char *row)
{
    return strchr(row, ':') && row[strspn(row, " 0123456789:")] == '\0';
}

static bool has_axes(const char *row)
{
    bool has = strstr(row, "┤") != NULL || strstr(row, "┼") != NULL;

    for (const char *p = row; *p && !has; p++)
        has = !strncmp(p, "\xe2\xa0", 2) || !strncmp(p, "\xe2\xa1", 2) ||
              !strncmp(p, "\xe2\xa2", 2) || !strncmp(p, "\xe2\xa3", 2); /* braille */
    return has;
}

static bool has_verdict(const char *row)
{
    return strstr(row, "‖ ") || strstr(row, "… ") || strstr(row, "· ");
}

/* What needs a few seconds of samples: a slow machine has them, a quick one does not. */
static const struct {
    const char *seen, *kept;
} slow[] = {
    {"· steady        ", "… measuring     "},
    {"· no clear trend", "… measuring     "},
    {"· steady ", "… measuring "},
    {"· no trend", "… measuring"},
    {"     0  …", "     -  …"},
    {"  . ", "    "},
    {"  .. ", "     "},
};

static size_t mask_slow(struct buf *out, const char *p)
{
    for (size_t i = 0; i < ARRAY_LEN(slow); i++)
        if (!strncmp(p, slow[i].seen, strlen(slow[i].seen))) {
            buf_append_str(out, slow[i].kept);
            return strlen(slow[i].seen);
        }
    return 0;
}

/* A row of the graph says nothing that lasts, nor does the last hour of a queue; in all others a
 * digit becomes #. */
static void append_masked(struct buf *out, const char *row)
{
    bool in_list = !has_axes(row) && has_verdict(row);
    size_t start = out->len;
    bool times = is_times(row);

    for (const char *p = row; *p; p++) {
        size_t n = mask_slow(out, p);

        if (n) {
            p += n - 1;
            continue;
        }
        if (times || (!in_list && (is_graph(p) || has_axes(row)))) {
            out->len = start;
            buf_append_str(out, "(graph)");
            break;
        }
        if (is_graph(p)) {
            buf_append_byte(out, ' ');
            p += 2;
            continue;
        }
        if (!strncmp(p, "api ", 4)) { /* a slow machine has asked for more by now */
            buf_append_str(out, "api ");
            for (p += 4; *p == ' ' || (*p >= '0' && *p <= '9'); p++)
                buf_append_byte(out, '#');
        }
        buf_append_byte(out, *p >= '0' && *p <= '9' ? '#' : *p);
    }
    buf_append_byte(out, '\n');
}

static void write_file(const char *path, const struct buf *text)
{
    FILE *f = fopen(path, "w");

    assert_non_null(f);
    assert_int_equal(fwrite(text->bytes, 1, text->len, f), text->len);
    assert_int_equal(fclose(f), 0);
}

/* Fails with the first row that differs. */
static void compare(const char *name, const char *drawn, const char *want)
{
    for (int row = 0; *drawn || *want; row++) {
        size_t n = strcspn(drawn, "\n"), m = strcspn(want, "\n");

        if (n != m || memcmp(drawn, want, n) != 0)
            fail_msg("%s, row %d\n drawn: %.*s\n  kept: %.*s", name, row, (int)n, drawn, (int)m,
                     want);
        drawn += n + (drawn[n] == '\n');
        want += m + (want[m] == '\n');
    }
}

static void check_scene(const struct scene *scene)
{
    char path[200], *want;
    struct buf frame;
    struct inspect i;

    snprintf(path, sizeof(path), "tests/data/frames/%s.txt", scene->name);
    inspect_start(
        &i, &(struct inspect_options){
                .cols = scene->cols, .rows = scene->rows, .seed = "days", .args = scene->args});
    term_wait_text(i.term, scene->first);
    if (scene->keys)
        term_keys(i.term, scene->keys);
    term_wait_text(i.term, scene->ready);
    if (scene->rows > 4)
        term_wait_text(i.term, "! 1( needs a look)?  leases"); /* counted within a second */
    term_settle(i.term);
    buf_init(&frame, 1 << 20);
    for (int row = 0; row < scene->rows; row++)
        append_masked(&frame, term_row(i.term, row));
    if (getenv("CFQTOP_WRITE_FRAMES"))
        write_file(path, &frame);
    want = file_read(path);
    if (!want)
        fail_msg("%s: run with CFQTOP_WRITE_FRAMES=1 to write it", path);
    compare(scene->name, frame.bytes, want);
    buf_free(&frame);
    free(want);
    inspect_stop(&i);
}

static void frames_are_as_drawn_before(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(scenes); i++)
        check_scene(&scenes[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(frames_are_as_drawn_before, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("frames", tests, NULL, NULL);
}
