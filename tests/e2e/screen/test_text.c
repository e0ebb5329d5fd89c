/* Names and bodies that terminals disagree about, and the columns behind them, which stand where
 * they stand: cell by cell, as the terminal emulator has it. */
#include "base/memory/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

/* JSON strings.  Each also begins a body, behind which stands "end". */
static const char *const texts[] = {
    "漢字のキュー",
    "ｆｕｌｌｗｉｄｔｈ",
    "한국어 큐",
    "e\\u0301te\\u0301 a\\u0308\\u0308",
    "Z\\u0351\\u036b\\u0343\\u032a\\u0302\\u0323a\\u0334\\u0335\\u0336lgo",
    "\\u0301starts with a mark",
    "\\ud83d\\ude00 smile",
    "\\ud83d\\udc69\\u200d\\ud83d\\udcbb joined",
    "\\ud83d\\udc68\\u200d\\ud83d\\udc69\\u200d\\ud83d\\udc67\\u200d\\ud83d\\udc66 family",
    "\\ud83c\\uddf5\\ud83c\\uddf9\\ud83c\\udde8\\ud83c\\uddff flags",
    "\\u2764\\ufe0f \\u263a\\ufe0e heart",
    "\\ud83d\\udc4d\\ud83c\\udffd thumb",
    "1\\ufe0f\\u20e3 keycap",
    "שלום עולם",
    "مرحبا بالعالم",
    "\\u202eabc\\u202c override",
    "\\u2066isolate\\u2069",
    "a\\u200bb\\u200cc\\u2060d\\ufeffe",
    "नमस्ते दुनिया",
    "สวัสดีชาวโลก",
    "\\u1100\\u1161\\u11a8 jamo",
    "\\u001b[2J\\r\\n\\t\\u009b31m",
    "\\u00ad\\u2028\\u2029\\u3164x",
    "…—→█▓",
};
enum { TEXTS = ARRAY_LEN(texts), SEED_BYTES = 16384 };

/* Queues named after the texts, each with one message, and one queue that has all of them. */
static void make_seed(char *out)
{
    size_t n = 0;

    n += (size_t)snprintf(out + n, SEED_BYTES - n, "{\"reset\":true,\"queues\":[");
    for (int i = 0; i < TEXTS; i++)
        n += (size_t)snprintf(out + n, SEED_BYTES - n,
                              "{\"name\":\"q%02d %s\",\"consumers\":[{\"type\":\"http_pull\","
                              "\"dead_letter_queue\":\"q%02d %s\"}],\"messages\":["
                              "{\"body\":\"x\",\"content_type\":\"text\",\"count\":%d}]},",
                              i, texts[i], (i + 1) % TEXTS, texts[(i + 1) % TEXTS], 1000 + i);
    n += (size_t)snprintf(out + n, SEED_BYTES - n, "{\"name\":\"all\",\"messages\":[");
    for (int i = 0; i < TEXTS; i++)
        n += (size_t)snprintf(out + n, SEED_BYTES - n,
                              "%s{\"body\":\"%s end\",\"content_type\":\"text\"}", i ? "," : "",
                              texts[i]);
    n += (size_t)snprintf(out + n, SEED_BYTES - n, "]}]}");
    assert_true(n < SEED_BYTES);
}

static void start(struct inspect *i, int cols, int rows)
{
    static char seed[SEED_BYTES];

    make_seed(seed);
    inspect_start(i, &(struct inspect_options){.cols = cols,
                                               .rows = rows,
                                               .seed = seed,
                                               .args = (const char *[]){"all", "-n", "100", NULL}});
    term_wait_text(i->term, "peeked, no lease . 24");
}

/* The text of cells from..to of a row, without what lies left and right of them. */
static const char *cells(struct term *t, int row, int from, int to)
{
    static char out[2000];
    size_t n = 0;

    for (int col = from; col < to; col++)
        n += (size_t)snprintf(out + n, sizeof(out) - n, "%s", term_cell(t, row, col).utf8);
    return out;
}

/* The column at which word begins in a row of ASCII up to there. */
static int find_col(struct term *t, const char *regex)
{
    struct screen_point at;

    assert_true(term_find_text(t, regex, &at));
    return at.col;
}

/* No wide character hangs over an edge, and every cell right of the names is one of the table. */
static void check_queue(struct term *t, int row, int number, int backlog_end)
{
    char want[20];

    snprintf(want, sizeof(want), "1,0%02d", number);
    assert_string_equal(cells(t, row, backlog_end - 5, backlog_end), want);
    assert_string_equal(cells(t, row, backlog_end - 6, backlog_end - 5), " ");
    assert_string_equal(cells(t, row, backlog_end, backlog_end + 1), " ");
}

static void check_queues(int cols, int rows)
{
    struct screen_point at;
    struct inspect i;
    int backlog_end, dlq;

    start(&i, cols, rows);
    term_keys(i.term, "M-1 g");
    for (int k = 0; k < TEXTS; k++) {
        char selected[40];

        term_keys(i.term, "Down");
        snprintf(selected, sizeof(selected), "^>H q%02d .* 1,0%02d ", k, k);
        term_wait_text(i.term, selected);
        term_settle(i.term);
        backlog_end = find_col(i.term, "BACKLOG") + 7;
        dlq = find_col(i.term, "DLQ") + 3;
        assert_true(term_find_text(i.term, selected, &at));
        check_queue(i.term, at.row, k, backlog_end);
        assert_string_equal(cells(i.term, at.row, dlq - 5, dlq), "  dlq");
        if (cols == 160)
            assert_string_equal(cells(i.term, at.row, 76, 77), "│");
    }
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

static void names_keep_their_columns(void **state)
{
    (void)state;
    check_queues(80, 24);
    check_queues(160, 48);
}

static void check_messages(int cols, int rows)
{
    struct inspect i;
    int preview;

    start(&i, cols, rows);
    for (int k = 0; k < TEXTS; k++) {
        struct screen_point at;

        term_wait_text(i.term, "^(.*│)?> .* [0-9]+ B  ");
        term_settle(i.term);
        preview = find_col(i.term, "PREVIEW");
        assert_true(term_find_text(i.term, "^(.*│)?> .* [0-9]+ B  ", &at));
        assert_string_equal(cells(i.term, at.row, preview - 1, preview), " ");
        assert_string_not_equal(cells(i.term, at.row, preview, preview + 1), " ");
        term_keys(i.term, "Down");
    }
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

static void previews_keep_their_columns(void **state)
{
    (void)state;
    check_messages(80, 24);
    check_messages(160, 48);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(names_keep_their_columns, inspect_stop_all),
        cmocka_unit_test_teardown(previews_keep_their_columns, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
