#include "base/memory/array.h"
#include "body/json/number.h"
#include "body/json/path.h"
#include "body/layout/layout.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct found {
    const char *doc;
    struct buf values; /* one a line */
};

static bool note(void *arg, size_t at, size_t len)
{
    struct found *f = arg;

    buf_append(&f->values, f->doc + at, len);
    buf_append_byte(&f->values, '\n');
    return false;
}

/* The values at path, one a line; for free(). */
static char *find(const char *path, const char *doc)
{
    struct found f = {.doc = doc};
    struct error err;
    struct path p;
    size_t used;

    buf_init(&f.values, 1 << 20);
    assert_int_equal(path_parse(&p, path, strlen(path), &used, &err), PATH_OK);
    assert_int_equal(used, strlen(path));
    assert_false(path_visit(&p, doc, strlen(doc), note, &f));
    path_free(&p);
    return buf_take(&f.values);
}

static void expect(const char *path, const char *doc, const char *values)
{
    char *got = find(path, doc);

    assert_string_equal(got, values);
    free(got);
}

static const char doc[] =
    "{\"order\": {\"total\": 12.50, \"lines\": [{\"sku\":\"a\"},{\"sku\":\"b\"},{}]}, \"odd key\": "
    "[1,[2,3]], \"q\\\"\\u00e9\": {\"\": true}, \"twice\": 1, \"twice\": 2, \"_x9\": null}";

static void paths_lead_to_values(void **state)
{
    (void)state;
    expect(".order.total", doc, "12.50\n");
    expect(".order.lines[1].sku", doc, "\"b\"\n");
    expect(".order.lines[].sku", doc, "\"a\"\n\"b\"\n");
    expect(".order.lines[2].sku", doc, "");
    expect(".order.lines[9]", doc, "");
    expect(".[\"odd key\"][1][0]", doc, "2\n");
    expect(".\"odd key\"[0]", doc, "1\n");
    expect(".[\"q\\\"\xc3\xa9\"][\"\"]", doc, "true\n");
    expect(".twice", doc, "1\n2\n");
    expect(".a.b", "{\"a\":{\"b\":1},\"a\":{\"b\":2,\"b\":3}}", "1\n2\n3\n");
    expect(".\"a\\u0062\"", "{\"\\u0061b\":1,\"ab\":2}", "1\n2\n");
    expect("._x9", doc, "null\n");
    expect(".", "[1, 2]", "[1, 2]\n");
    expect(".[1]", " [1, 2] ", "2\n");
    expect(".[]", "[1, [2]]", "1\n[2]\n");
    expect(".[]", "{\"a\":1,\"b\":{\"c\":2}}", "1\n{\"c\":2}\n");
    expect(".[][]", "{\"a\":1,\"b\":{\"c\":2}}", "2\n");
    expect(".a", "[1]", "");
    expect(".[0]", "{\"0\":1}", "");
    expect(".a", "\"a\"", "");
}

static void unfinished_and_wrong_paths_are_told_apart(void **state)
{
    static const char *const unfinished[] = {".a.",        ".a[",  ".a[1",     ".a[\"b",
                                             ".a[\"b\\\"", ".[\"", ".a[\"b\"", ".\"a"};
    static const struct {
        const char *path, *why;
    } wrong[] = {
        {".a..b", "path: write odd keys as [\"so\"], after .a."},
        {".a-b", "path: write odd keys as [\"so\"], after .a"},
        {".a[-1]", "path: [ takes an index from 0, a \"key\" or ], after .a["},
        {".a[1b]", "path: there should be a ], after .a[1"},
        {".5", "path: write odd keys as [\"so\"], after ."},
        {".[\"\\x\"]", "path: a key in quotes is a JSON string without zero bytes, after .["},
        {".[\"\\u0000\"]", "path: a key in quotes is a JSON string without zero bytes, after .["},
        {"a", "path: it begins with a dot"},
    };
    struct error err;
    struct path p;
    size_t used;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(unfinished); i++)
        assert_int_equal(path_parse(&p, unfinished[i], strlen(unfinished[i]), &used, &err),
                         PATH_UNFINISHED);
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        assert_int_equal(path_parse(&p, wrong[i].path, strlen(wrong[i].path), &used, &err),
                         PATH_WRONG);
        assert_string_equal(err.text, wrong[i].why);
    }
    assert_int_equal(path_parse(&p, ".a>=3", 5, &used, &err), PATH_OK);
    assert_int_equal(used, 2);
    path_free(&p);
}

static void steps_are_bounded(void **state)
{
    char path[2 * PATH_STEPS + 3];
    struct error err;
    struct path p;
    size_t used;

    (void)state;
    for (size_t i = 0; i < PATH_STEPS + 1; i++)
        memcpy(path + 2 * i, ".a", 3);
    assert_int_equal(path_parse(&p, path, 2 * PATH_STEPS, &used, &err), PATH_OK);
    path_free(&p);
    assert_int_equal(path_parse(&p, path, 2 * PATH_STEPS + 2, &used, &err), PATH_WRONG);
}

/* What the body pane says where a line is leads to what stands on that line. */
static void printed_paths_lead_to_their_lines(void **state)
{
    struct body b = {.form = BODY_JSON, .bytes = strdup(doc), .len = sizeof(doc) - 1};
    struct layout l;
    size_t checked = 0;

    (void)state;
    layout_make(&l, &b, LAYOUT_JSON);
    for (size_t i = 0; i < l.n; i++) {
        struct buf path;
        char *value;
        const char *line;
        size_t len;

        buf_init(&path, 4096);
        assert_true(layout_append_path(&l, i, &path));
        line = layout_line(&l, i, &len);
        value = find(path.bytes, doc);
        assert_true(value[0] && value[strlen(value) - 1] == '\n');
        if (value[0] != '{' && value[0] != '[') {
            value[strcspn(value, "\n")] = '\0';
            if (!strstr(path.bytes, "twice") || memchr(line, '1', len))
                assert_non_null(memmem(line, len, value, strlen(value)));
            checked++;
        }
        free(value);
        buf_free(&path);
    }
    assert_true(checked > 9);
    layout_free(&l);
    free(b.bytes);
}

/* The whole of what jq prints; NULL: there is no jq.  For free(). */
static char *ask_jq(const char *path, const char *file)
{
    char command[300];
    char *out;
    size_t n;
    FILE *f;
    int to[2];
    pid_t child;

    assert_int_equal(pipe(to), 0);
    child = fork();
    assert_true(child >= 0);
    if (!child) {
        dup2(to[1], 1);
        close(to[0]);
        snprintf(command, sizeof(command), "%s", path);
        execlp("jq", "jq", "-c", command, file, (char *)NULL);
        _exit(127);
    }
    close(to[1]);
    f = fdopen(to[0], "r");
    assert_non_null(f);
    out = calloc(1, 4096);
    assert_non_null(out);
    n = fread(out, 1, 4095, f);
    out[n] = '\0';
    fclose(f);
    return out;
}

static void paths_lead_where_those_of_jq_do(void **state)
{
    static const char *const paths[] = {".order.total",
                                        ".order.lines[1].sku",
                                        ".[\"odd key\"][1][0]",
                                        ".\"odd key\"[0]",
                                        ".order.lines[1]",
                                        "._x9",
                                        ".[\"q\\\"\xc3\xa9\"][\"\"]",
                                        ".[\"odd key\"][]"};
    char file[] = "/tmp/test_path.XXXXXX", *version;
    int fd = mkstemp(file);

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(write(fd, doc, sizeof(doc) - 1), sizeof(doc) - 1);
    close(fd);
    version = ask_jq("1", file);
    if (!version[0]) {
        free(version);
        unlink(file);
        print_message("there is no jq to compare with\n");
        skip();
    }
    free(version);
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        char *theirs = ask_jq(paths[i], file), *ours = find(paths[i], doc);

        if (strcmp(paths[i], ".order.total") != 0) /* jq before 1.7 writes numbers anew */
            assert_string_equal(ours, theirs);
        free(theirs);
        free(ours);
    }
    unlink(file);
}

static int compare(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    char *left = exact_copy(a, n), *right = exact_copy(b, m);
    int result = number_compare(left, n, right, m);

    assert_true(number_check(left, n) && number_check(right, m));
    assert_int_equal(result, -number_compare(right, m, left, n));
    free(left);
    free(right);
    return result;
}

static void numbers_compare_exactly(void **state)
{
    static const char *const rising[] = {"-1e999999999999999999",
                                         "-10.5",
                                         "-10.25",
                                         "-1",
                                         "-0.001",
                                         "0",
                                         "1e-7",
                                         "0.0000002",
                                         "0.1",
                                         "0.99",
                                         "1",
                                         "9007199254740992",
                                         "9007199254740993",
                                         "1e17",
                                         "1.0000000000000000000000001e17",
                                         "1e400"};
    static const char *const same[][2] = {
        {"1", "1.0"},     {"0", "-0.0"},        {"0e5", "0"},       {"100", "1e2"},
        {"0.05", "5e-2"}, {"12.50", "1250e-2"}, {"1E+2", "1000e-1"}};
    enum { N = ARRAY_LEN(rising) };

    (void)state;
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < N; k++)
            assert_int_equal(compare(rising[i], rising[k]), i < k ? -1 : i > k);
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        assert_int_equal(compare(same[i][0], same[i][1]), 0);
    assert_false(number_check("01", 2));
    assert_false(number_check("1a", 2));
    assert_false(number_check("", 0));
}

/* However a path was typed, it is printed in one way, and leads there. */
static void each_path_is_written_in_one_way(void **state)
{
    static const char *const same[][2] = {
        {".", "."},
        {".a", ".a"},
        {".[\"a\"]", ".a"},
        {".\"a\".b", ".a.b"},
        {".a[\"b c\"].d", ".a[\"b c\"].d"},
        {".[\"b c\"]", ".[\"b c\"]"},
        {".[12]", ".[12]"},
        {".a[0][]", ".a[0][]"},
        {".[].x", ".[].x"},
        {".[\"\\u0061\\n\\u001b\"]", ".[\"a\\n\\u001b\"]"},
        {".[\"\\\"]\\\\\"]", ".[\"\\\"]\\\\\"]"},
        {".[\"\xc2\x9b\"]", ".[\"\\u009b\"]"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        for (size_t k = 0; k < 2; k++) {
            struct path p;
            struct buf out;
            size_t used;

            assert_int_equal(path_parse(&p, same[i][k], strlen(same[i][k]), &used, NULL), PATH_OK);
            buf_init(&out, 100);
            path_append(&out, &p);
            assert_string_equal(out.bytes, same[i][1]);
            buf_free(&out);
            path_free(&p);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_lead_to_values),
        cmocka_unit_test(unfinished_and_wrong_paths_are_told_apart),
        cmocka_unit_test(steps_are_bounded),
        cmocka_unit_test(printed_paths_lead_to_their_lines),
        cmocka_unit_test(paths_lead_where_those_of_jq_do),
        cmocka_unit_test(each_path_is_written_in_one_way),
        cmocka_unit_test(numbers_compare_exactly),
    };

    return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
