/* Columns of paths: which there are, what they show of a body, in which order. */
#include "base/memory/array.h"
#include "parts/list/messages.h"
#include "parts/list/path_columns.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_columns(const struct path_columns *c, const char *want)
{
    struct buf text;
    char *got;

    buf_init(&text, PATH_COLUMNS_BYTES);
    path_columns_print(c, &text);
    got = buf_take(&text);
    assert_string_equal(got, want);
    free(got);
}

static void columns_come_and_go(void **state)
{
    static const struct {
        const char *change, *columns; /* NULL: refused */
    } steps[] = {
        {".error .code", ".error .code"},
        {".error", ".error .code"}, /* it is there */
        {"  .a[\"b c\"].d[0]  ", ".error .code .a[\"b c\"].d[0]"},
        {".[\"a\"] .[\"b\\u0020c\"]", ".error .code .a[\"b c\"].d[0] .a .[\"b c\"]"},
        {"-.code -.a", ".error .a[\"b c\"].d[0] .[\"b c\"]"},
        {"-.code", NULL},
        {".x -.code", NULL},
        {".x y", NULL},
        {".x[", NULL},
        {".x]", NULL},
        {".x=1", NULL},
        {"off .lines[].sku .", ".lines[].sku ."},
        {".1", NULL},
        {".x off", ""},
        {".a .b .c .d .e .f .g .h", ".a .b .c .d .e .f .g .h"},
        {".i", NULL},
        {"-.a .i", ".b .c .d .e .f .g .h .i"},
        {"off", ""},
    };
    struct path_columns c = {.n = 0};
    const char *before = "";

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        struct error err = {.text = ""};

        assert_int_equal(path_columns_change(&c, steps[i].change, &err), steps[i].columns != NULL);
        assert_int_equal(err.text[0] != '\0', steps[i].columns == NULL);
        before = steps[i].columns ? steps[i].columns : before;
        expect_columns(&c, before);
    }
    path_columns_free(&c);
}

static void a_refusal_says_why(void **state)
{
    static const struct {
        const char *change, *why;
    } cases[] = {
        {"error", "path: it begins with a dot"},
        {".a.", "path: .a. ends too soon"},
        {".a=1", "path: only a blank may follow .a"},
        {"-.b", "column: .b is not shown"},
        {".a .b .c .d .e .f .g .h .i", "column: at most 8; -PATH takes one out"},
    };
    struct path_columns c = {.n = 0};
    char longer[PATH_COLUMN_NAME + 2] = ".";
    struct error err;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_false(path_columns_change(&c, cases[i].change, &err));
        assert_string_equal(err.text, cases[i].why);
    }
    memset(longer + 1, 'a', PATH_COLUMN_NAME);
    assert_false(path_columns_change(&c, longer, &err));
    longer[PATH_COLUMN_NAME - 1] = '\0';
    assert_true(path_columns_change(&c, longer, &err));
    path_columns_free(&c);
}

/* A row with that body, read for one path. */
struct read_row {
    struct batch batch;
    struct message message;
    struct message_row row;
    struct path_columns columns;
};

static const struct path_value *read_value(struct read_row *r, const char *path, const char *body)
{
    *r = (struct read_row){.batch = {.source = BATCH_PEEK},
                           .message = {.id = "", .body = body, .body_len = strlen(body)}};
    r->row = (struct message_row){&r->batch, &r->message, 0};
    assert_true(path_columns_change(&r->columns, path, NULL));
    path_columns_forget(&r->columns, 1);
    path_columns_read(&r->columns, &r->row, 0);
    return path_columns_value(&r->columns, 0, 0);
}

static void end_row(struct read_row *r)
{
    path_columns_free(&r->columns);
    arena_free(&r->batch.arena);
}

static void values_are_told_apart(void **state)
{
    static const struct {
        const char *body, *cell;
        enum column_kind kind;
    } cases[] = {
        {"{\"a\":\"x y\"}", "x y", COLUMN_STRING},
        {"{\"a\":\"\\u00e9\\n\"}", "é\n", COLUMN_STRING},
        {"{\"a\":12.50}", "12.50", COLUMN_NUMBER},
        {"{\"a\":12345678901234567890}", "12345678901234567890", COLUMN_NUMBER},
        {"{\"a\":true}", "true", COLUMN_TRUE},
        {"{\"a\":false}", "false", COLUMN_FALSE},
        {"{\"a\":null}", "null", COLUMN_NULL},
        {"{\"a\":{\"b\":[1]}}", "{\"b\":[1]}", COLUMN_OTHER},
        {"{\"b\":1}", "-", COLUMN_ABSENT},
        {"no json", "-", COLUMN_ABSENT},
        {"", "-", COLUMN_ABSENT},
        /* Texts that would be taken for something else. */
        {"{\"a\":\"12.50\"}", "\"12.50\"", COLUMN_STRING},
        {"{\"a\":\"true\"}", "\"true\"", COLUMN_STRING},
        {"{\"a\":\"null\"}", "\"null\"", COLUMN_STRING},
        {"{\"a\":\"-\"}", "\"-\"", COLUMN_STRING},
        {"{\"a\":\"\"}", "\"\"", COLUMN_STRING},
        {"{\"a\":\" x\"}", "\" x\"", COLUMN_STRING},
        {"{\"a\":\"x \"}", "\"x \"", COLUMN_STRING},
        {"{\"a\":\"{}\"}", "\"{}\"", COLUMN_STRING},
        {"{\"a\":\"\\u0000x\"}", "\"\x01x\"", COLUMN_STRING},
        /* A key that is there twice. */
        {"{\"a\":\"x\",\"a\":2,\"a\":3}", "x +2", COLUMN_STRING},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct read_row r;
        const struct path_value *v = read_value(&r, ".a", cases[i].body);
        char cell[300];

        path_value_print(v, cell, sizeof(cell));
        assert_string_equal(cell, cases[i].cell);
        assert_int_equal(v->kind, cases[i].kind);
        end_row(&r);
    }
}

/* A body that comes as base64 of gzip is read as well. */
static void bodies_are_read_as_filters_read_them(void **state)
{
    struct read_row r;

    (void)state;
    r = (struct read_row){.batch = {.source = BATCH_PEEK}};
    assert_int_equal(read_value(&r, ".id", "eyJpZCI6NzAxMn0=")->kind, COLUMN_NUMBER);
    end_row(&r);
    assert_string_equal(read_value(&r, ".lines[].sku", "{\"lines\":[{},{\"sku\":\"b\"}]}")->text,
                        "b");
    end_row(&r);
    assert_string_equal(read_value(&r, ".", "[1]")->text, "[1]");
    end_row(&r);
}

static void only_the_beginning_of_a_value_is_kept(void **state)
{
    enum { LONG = 500 };
    char body[LONG + 20], text[LONG + 1], cell[300];
    const struct path_value *v;
    struct read_row r;

    (void)state;
    memset(text, 'x', LONG);
    text[LONG] = '\0';
    memcpy(text + PATH_VALUE_BYTES - 1, "é", 2); /* is not cut in half */
    snprintf(body, sizeof(body), "{\"a\":\"%s\"}", text);
    v = read_value(&r, ".a", body);
    assert_int_equal(v->len, PATH_VALUE_BYTES - 1);
    path_value_print(v, cell, sizeof(cell));
    assert_string_equal(cell + PATH_VALUE_BYTES - 1, "…");
    end_row(&r);
    memset(text, '1', LONG);
    snprintf(body, sizeof(body), "{\"a\":%s}", text);
    assert_int_equal(read_value(&r, ".a", body)->kind, COLUMN_OTHER); /* no number that is wrong */
    end_row(&r);
}

static void columns_are_as_wide_as_what_was_seen(void **state)
{
    struct read_row r;

    (void)state;
    read_value(&r, ".a", "{\"a\":12345}");
    assert_int_equal(r.columns.items[0]->cols, 5);
    assert_true(r.columns.items[0]->numbers && !r.columns.items[0]->others);
    r.message.body = "{\"a\":\"漢字漢字\"}";
    r.message.body_len = strlen(r.message.body);
    path_columns_read(&r.columns, &r.row, 0); /* it was read */
    assert_int_equal(r.columns.items[0]->cols, 5);
    path_columns_forget_row(&r.columns, 0);
    path_columns_read(&r.columns, &r.row, 0);
    assert_int_equal(r.columns.items[0]->cols, 8);
    assert_true(r.columns.items[0]->others);
    path_columns_forget(&r.columns, 1);
    assert_int_equal(path_columns_value(&r.columns, 0, 0)->kind, COLUMN_ABSENT);
    assert_int_equal(r.columns.items[0]->cols, 0);
    end_row(&r);
}

/* Each comes before the next. */
static void values_have_an_order(void **state)
{
    static const char *const rising[] = {
        "null", "false", "true",  "-1e3",         "-2",     "0",     "2",     "10",        "1e3",
        "\"\"", "\"A\"", "\"a\"", "\"a\\u0000\"", "\"aa\"", "\"b\"", "\"é\"", "{\"a\":1}", "{}"};
    struct read_row r[ARRAY_LEN(rising)];
    const struct path_value *values[ARRAY_LEN(rising)];
    char bodies[ARRAY_LEN(rising)][40];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rising); i++) {
        snprintf(bodies[i], sizeof(bodies[i]), "{\"a\":%s}", rising[i]);
        values[i] = read_value(&r[i], ".a", bodies[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(rising); i++)
        for (size_t k = 0; k < ARRAY_LEN(rising); k++) {
            int by = path_value_compare(values[i], values[k]);

            assert_int_equal((by > 0) - (by < 0), (i > k) - (i < k));
        }
    for (size_t i = 0; i < ARRAY_LEN(rising); i++)
        end_row(&r[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_come_and_go),
        cmocka_unit_test(a_refusal_says_why),
        cmocka_unit_test(values_are_told_apart),
        cmocka_unit_test(bodies_are_read_as_filters_read_them),
        cmocka_unit_test(only_the_beginning_of_a_value_is_kept),
        cmocka_unit_test(columns_are_as_wide_as_what_was_seen),
        cmocka_unit_test(values_have_an_order),
    };

    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests_name("path_columns", tests, NULL, NULL);
}
