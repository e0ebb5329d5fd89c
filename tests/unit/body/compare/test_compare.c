/* Two bodies compared: what differs is told, what does not is not. */
#include "base/memory/array.h"
#include "base/memory/hash.h"
#include "body/compare/align.h"
#include "body/compare/compare.h"
#include "body/json/document.h"
#include "body/json/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOT_THERE = 127, PAIRS = 400 };

static void compare(struct comparison *c, enum body_form form, const char *a, const char *b)
{
    struct body left = {.form = form, .bytes = (char *)(uintptr_t)a, .len = strlen(a)};
    struct body right = {.form = form, .bytes = (char *)(uintptr_t)b, .len = strlen(b)};

    compare_bodies(c, &left, &right);
}

/* One of them goes deeper than is read. */
static void what_cannot_be_read_is_compared_as_text(void **state)
{
    char deep[2 * JSON_DEPTH + 10];
    struct comparison c;

    (void)state;
    memset(deep, '[', JSON_DEPTH + 1);
    memset(deep + JSON_DEPTH + 1, ']', JSON_DEPTH + 1);
    deep[2 * JSON_DEPTH + 2] = '\0';
    for (int i = 0; i < 2; i++) {
        compare(&c, BODY_JSON, i ? deep : "[1]", i ? "[1]" : deep);
        assert_int_equal(c.form, COMPARE_TEXT);
        assert_true(c.coarse);
        assert_int_equal(c.n, 1);
        comparison_free(&c);
    }
}

static void add_side(struct buf *out, const struct difference_side *side)
{
    if (side->s)
        buf_print(out, " %s=%.*s", side->path, (int)side->n, side->s);
}

/* The differences as text: "* .a=1 .a=2; + .b=3". */
static void check_form(enum body_form form, const char *a, const char *b, const char *expected)
{
    static const char signs[] = {[DIFFERENCE_CHANGED] = '*',
                                 [DIFFERENCE_TYPE] = '!',
                                 [DIFFERENCE_LEFT] = '-',
                                 [DIFFERENCE_RIGHT] = '+',
                                 [DIFFERENCE_TWICE] = '2'};
    struct comparison c;
    struct buf out;

    compare(&c, form, a, b);
    buf_init(&out, 100000);
    for (size_t i = 0; i < c.n; i++) {
        buf_print(&out, "%s%c", i ? "; " : "", signs[c.items[i].kind]);
        add_side(&out, &c.items[i].sides[0]);
        add_side(&out, &c.items[i].sides[1]);
    }
    assert_string_equal(out.len ? out.bytes : "", expected);
    buf_free(&out);
    comparison_free(&c);
}

static void check(const char *a, const char *b, const char *expected)
{
    check_form(BODY_JSON, a, b, expected);
}

static void members_are_found_by_their_key(void **state)
{
    (void)state;
    check("{\"a\":1,\"b\":2}", "{ \"b\" : 2, \"a\":1 }", "");
    check("{\"a\":1}", "{\"a\":2}", "* .a=1 .a=2");
    check("{\"a\":1}", "{\"a\":\"1\"}", "! .a=1 .a=\"1\"");
    check("{\"a\":true}", "{\"a\":false}", "* .a=true .a=false");
    check("{\"a\":null}", "{\"a\":false}", "! .a=null .a=false");
    check("{\"a\":1,\"b\":2}", "{\"b\":2,\"c\":3}", "- .a=1; + .c=3");
    check("{\"o\":{\"odd key\":[1,{\"x\":1}]}}", "{\"o\":{\"odd key\":[1,{\"x\":2}]}}",
          "* .o[\"odd key\"][1].x=1 .o[\"odd key\"][1].x=2");
    check("1", "2", "* .=1 .=2");
    check("[]", "{}", "! .=[] .={}");
    check("{\"a\":{}}", "{\"a\":{\"b\":{\"c\":1}}}", "+ .a.b={\"c\":1}");
    check("{\"a\\u0062\":1}", "{\"ab\":1}", "");
    check("{\"\":1}", "{\"\":2}", "* .[\"\"]=1 .[\"\"]=2");
}

static void a_key_that_is_there_twice_is_told(void **state)
{
    (void)state;
    check("{\"a\":1,\"a\":2}", "{\"a\":2}", "2 .a=1");
    check("{\"a\":2}", "{\"a\":1,\"b\":1,\"a\":2,\"b\":2}", "+ .b=2; 2 .a=1; 2 .b=1");
    check("{\"a\":1,\"a\":{\"x\":1}}", "{\"a\":{\"x\":2}}", "* .a.x=1 .a.x=2; 2 .a=1");
}

static void an_item_put_in_front_makes_no_other_differ(void **state)
{
    (void)state;
    check("[1,2,3]", "[0,1,2,3]", "+ .[0]=0");
    check("[0,1,2,3]", "[1,2,3]", "- .[0]=0");
    check("[1,2,3,4]", "[1,9,3]", "* .[1]=2 .[1]=9; - .[3]=4");
    check("[1,2,3,4,5,6]", "[2,3,9,5,6,7]", "- .[0]=1; * .[3]=4 .[2]=9; + .[5]=7");
    check("[{\"id\":1,\"n\":1},{\"id\":2,\"n\":2}]",
          "[{\"id\":9,\"n\":9},{\"id\":1,\"n\":5},{\"id\":2,\"n\":2}]",
          "+ .[0]={\"id\":9,\"n\":9}; * .[0].n=1 .[1].n=5");
    /* and taken away from there */
    check("[{\"x\":1},{\"id\":1,\"n\":1}]", "[{\"id\":1,\"n\":5}]",
          "- .[0]={\"x\":1}; * .[1].n=1 .[0].n=5");
    check("[{\"x\":1},{\"id\":1,\"n\":1},{\"y\":1},{\"id\":2,\"n\":2}]",
          "[{\"id\":1,\"n\":5},{\"id\":2,\"n\":6}]",
          "- .[0]={\"x\":1}; * .[1].n=1 .[0].n=5; - .[2]={\"y\":1}; * .[3].n=2 .[1].n=6");
    check("[{\"a\":1,\"b\":2}]", "[{\"b\":2,\"a\":1.0}]", "");
    check("[]", "[1,2]", "+ .[0]=1; + .[1]=2");
}

static void check_same(const char *a, const char *b, bool reordered, bool respelled, bool spaced)
{
    struct comparison c;

    compare(&c, BODY_JSON, a, b);
    assert_int_equal(c.n, 0);
    assert_int_equal(c.reordered, reordered);
    assert_int_equal(c.respelled, respelled);
    assert_int_equal(c.spaced, spaced);
    assert_int_equal(c.same_bytes, strcmp(a, b) == 0);
    comparison_free(&c);
}

static void what_makes_the_bytes_differ_is_told(void **state)
{
    (void)state;
    check_same("{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}", false, false, false);
    check_same("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true, false, false);
    check_same("{\"a\":1,\"b\":2}", "{\"b\":2, \"a\":1}", true, false, true);
    check_same("{\"a\":1}", "{\"a\": 1}", false, false, true);
    check_same("{\"a\": 1}", "{\"a\" :1}", false, false, true);
    check_same("[1,\"\\u0041\"]", "[1.0,\"A\"]", false, true, false);
}

static void numbers_are_the_same_by_value(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"1", "1.0", true},
        {"1", "10e-1", true},
        {"100", "1E+2", true},
        {"0", "-0.000e5", true},
        {"0.1", "0.1000000000000000055", false},
        {"0.05", "5e-2", true},
        {"0.05", "0.5", false},
        {"12.5", "125e-1", true},
        {"-1", "1", false},
        {"9007199254740993", "9007199254740992", false},
        {"9007199254740993", "9007199254740993.0", true},
        {"1e400", "1e401", false},
        {"10e400", "1e401", true},
        {"1e999999999999999", "1e999999999999998", false},
        {"1e99999999999999999999", "1e99999999999999999998", true}, /* beyond what is told apart */
        {"1e99999999999999999999", "1e99999999999999999999", true},
        {"1e00000000000000000002", "100", true},
        {"101", "11", false},
        {"10.1", "101e-1", true},
        {"1.01", "1.1", false},
        {"1000000000000000000000000001", "1000000000000000000000000002", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *a = cases[i].a, *b = cases[i].b;
        bool same = number_compare(a, strlen(a), b, strlen(b)) == 0;

        assert_int_equal(same, cases[i].same);
        assert_int_equal(number_compare(b, strlen(b), a, strlen(a)) == 0, cases[i].same);
        if (same)
            assert_int_equal(number_hash(a, strlen(a)), number_hash(b, strlen(b)));
    }
}

static void a_lone_surrogate_is_the_same_only_as_written(void **state)
{
    (void)state;
    check("[\"\\ud800\"]", "[\"\\ud801\"]", "* .[0]=\"\\ud800\" .[0]=\"\\ud801\"");
    check("[\"\\ud800\"]", "[\"\\ud800\"]", "");
}

static void text_differs_by_lines(void **state)
{
    (void)state;
    check_form(BODY_TEXT, "a\nb\nc", "a\nb\nc", "");
    check_form(BODY_TEXT, "a\nb\nc", "x\na\nb\nc", "+ line 1=x");
    check_form(BODY_TEXT, "a\nb\nc", "a\nB\nc\nd", "* line 2=b line 2=B; + line 4=d");
    check_form(BODY_TEXT, "", "a", "+ line 1=a");
    check_form(BODY_TEXT, "a", "", "- line 1=a");
    check_form(BODY_TEXT, "", "", "");
    check_form(BODY_TEXT, "a\n", "a", "");
}

static void bytes_differ_by_rows(void **state)
{
    (void)state;
    check_form(BODY_BYTES, "0123456789abcdefX", "0123456789abcdefY",
               "* byte 16=58                                                |X| "
               "byte 16=59                                                |Y|");
    check_form(BODY_BYTES, "0123456789abcdef", "0123456789abcdef", "");
    check_form(BODY_BYTES, "0123456789abcdefghij", "0123456789abcdefghij", "");
    check_form(BODY_BYTES, "0123456789abcdefghij", "X123456789abcdefghij",
               "* byte 0=30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef| "
               "byte 0=58 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |X123456789abcdef|");
    check_form(BODY_BYTES, "0123456789abcdef0", "0123456789abcdef",
               "- byte 16=30                                                |0|");
}

/* A value made from a seed: the same one each time, but for the order of members and white space,
 * which come from noise (0: none), and for the value that counts down to nothing, which is
 * another. */
struct maker {
    struct buf out;
    uint64_t noise;
    long other; /* -1: none */
};

static void make_blank(struct maker *m)
{
    if (m->noise && (m->noise = hash_mix(m->noise, 1)) % 4 == 0)
        buf_append_byte(&m->out, ' ');
}

static void make_value(struct maker *m, uint64_t seed, int depth);

static void make_items(struct maker *m, uint64_t seed, int depth, bool object)
{
    size_t n = seed % 5, first = m->noise && n && object ? m->noise % n : 0;

    buf_append_byte(&m->out, object ? '{' : '[');
    for (size_t i = 0; i < n; i++) {
        size_t k = (first + i) % n;

        make_blank(m);
        if (i)
            buf_append_byte(&m->out, ',');
        make_blank(m);
        if (object)
            buf_print(&m->out, "\"%c%zu\":", "abc"[seed % 3], k);
        make_value(m, hash_mix(seed, k), depth + 1);
    }
    make_blank(m);
    buf_append_byte(&m->out, object ? '}' : ']');
}

static void make_value(struct maker *m, uint64_t seed, int depth)
{
    static const char *const scalars[] = {"null", "true", "\"x\"", "\"\\u00e9\"", "-1.5"};

    if (m->other-- == 0)
        buf_append_str(&m->out, "\"other\"");
    else if (depth < 6 && (depth < 2 || seed % 3))
        make_items(m, hash_mix(seed, 7), depth, seed % 2);
    else if (seed % 4 == 0)
        buf_print(&m->out, "%u", (unsigned)(seed >> 8) % 1000);
    else
        buf_append_str(&m->out, scalars[(seed >> 8) % 5]);
}

static char *make(uint64_t seed, uint64_t noise, long other)
{
    struct maker m = {.noise = noise, .other = other};

    buf_init(&m.out, 1 << 20);
    make_value(&m, seed, 0);
    return buf_take(&m.out);
}

static size_t count(const char *a, const char *b, enum difference_kind kind)
{
    struct comparison c;
    size_t n = 0;

    compare(&c, BODY_JSON, a, b);
    assert_int_equal(c.form, COMPARE_JSON);
    for (size_t i = 0; i < c.n; i++)
        n += c.items[i].kind == kind;
    comparison_free(&c);
    return n;
}

static void what_is_shuffled_is_the_same_and_both_ways_agree(void **state)
{
    size_t differing = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= PAIRS; seed++) {
        char *a = make(seed, 0, -1), *shuffled = make(seed, seed + 99, -1);
        char *b = make(seed, seed, (long)(seed % 17));

        check(a, a, "");
        check(a, shuffled, "");
        assert_int_equal(count(a, b, DIFFERENCE_LEFT), count(b, a, DIFFERENCE_RIGHT));
        assert_int_equal(count(a, b, DIFFERENCE_RIGHT), count(b, a, DIFFERENCE_LEFT));
        assert_int_equal(count(a, b, DIFFERENCE_CHANGED), count(b, a, DIFFERENCE_CHANGED));
        assert_int_equal(count(a, b, DIFFERENCE_TYPE), count(b, a, DIFFERENCE_TYPE));
        differing += count(a, b, DIFFERENCE_TYPE) + count(a, b, DIFFERENCE_CHANGED) > 0;
        free(a);
        free(shuffled);
        free(b);
    }
    assert_true(differing > PAIRS / 3);
}

/* jq reads "[a, b]" from in and says whether they are equal. */
static pid_t start_jq(FILE *in, FILE **out)
{
    int ends[2];
    pid_t pid;

    fflush(in);
    rewind(in);
    assert_int_equal(pipe(ends), 0);
    pid = fork();
    if (pid == 0) {
        dup2(fileno(in), STDIN_FILENO);
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execlp("jq", "jq", "-c", ".[0] == .[1]", (char *)NULL);
        _exit(NOT_THERE);
    }
    assert_true(pid > 0);
    close(ends[1]);
    *out = fdopen(ends[0], "r");
    assert_non_null(*out);
    return pid;
}

static void jq_finds_the_same_equal(void **state)
{
    FILE *in = tmpfile(), *out;
    bool same[PAIRS];
    char line[32];
    int status = 0;
    size_t n = 0;
    pid_t pid;

    (void)state;
    assert_non_null(in);
    for (uint64_t i = 0; i < PAIRS; i++) {
        char *a = make(i, 0, -1), *b = make(i, i + 1, (long)(i % 40));
        struct comparison c;

        compare(&c, BODY_JSON, a, b);
        same[i] = c.n == 0;
        comparison_free(&c);
        fprintf(in, "[%s,%s]\n", a, b);
        free(a);
        free(b);
    }
    pid = start_jq(in, &out);
    while (n < PAIRS && fgets(line, sizeof(line), out)) {
        assert_string_equal(line, same[n] ? "true\n" : "false\n");
        n++;
    }
    fclose(out);
    fclose(in);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_THERE)
        skip(); /* jq is not here */
    assert_int_equal(status, 0);
    assert_int_equal(n, PAIRS);
}

/* Every subsequence that is found is one, and no longer one is there: against the table of lengths.
 */
static void the_longest_common_subsequence_is_found(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 2000; seed++) {
        uint64_t a[12], b[12];
        size_t na = seed % 13, nb = (seed / 13) % 13, found = 0;
        size_t best[13][13] = {{0}};
        uint32_t to[12], last = 0;

        for (size_t i = 0; i < 12; i++) {
            a[i] = hash_mix(seed, i) % 4;
            b[i] = hash_mix(seed, i + 100) % 4;
        }
        assert_true(align_lists(a, na, b, nb, to));
        for (size_t i = 0; i < na; i++) {
            if (to[i] == ALIGN_NONE)
                continue;
            assert_true(to[i] < nb && a[i] == b[to[i]] && (!found || to[i] > last));
            last = to[i];
            found++;
        }
        for (size_t i = na; i-- > 0;)
            for (size_t k = nb; k-- > 0;)
                best[i][k] = a[i] == b[k]                      ? best[i + 1][k + 1] + 1
                             : best[i + 1][k] > best[i][k + 1] ? best[i + 1][k]
                                                               : best[i][k + 1];
        assert_int_equal(found, best[0][0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_read_is_compared_as_text),
        cmocka_unit_test(members_are_found_by_their_key),
        cmocka_unit_test(a_key_that_is_there_twice_is_told),
        cmocka_unit_test(an_item_put_in_front_makes_no_other_differ),
        cmocka_unit_test(what_makes_the_bytes_differ_is_told),
        cmocka_unit_test(numbers_are_the_same_by_value),
        cmocka_unit_test(a_lone_surrogate_is_the_same_only_as_written),
        cmocka_unit_test(text_differs_by_lines),
        cmocka_unit_test(bytes_differ_by_rows),
        cmocka_unit_test(what_is_shuffled_is_the_same_and_both_ways_agree),
        cmocka_unit_test(jq_finds_the_same_equal),
        cmocka_unit_test(the_longest_common_subsequence_is_found),
    };

    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
