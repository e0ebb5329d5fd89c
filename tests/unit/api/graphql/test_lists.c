/* Lists of rows cut out of an answer. */
#include "api/graphql/lists.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define AROUND(account) "{\"data\":{\"viewer\":{\"accounts\":[" account "]}},\"errors\":null}"

/* What is left, malloc'd; NULL: refused. */
static char *cut(const char *text, struct lists *lists)
{
    struct buf rest;

    buf_init(&rest, 1 << 20);
    if (lists_cut(text, strlen(text), lists, &rest))
        return buf_take(&rest);
    buf_free(&rest);
    return NULL;
}

static void expect(const char *text, const char *rest, size_t n)
{
    struct lists lists;
    char *left = cut(text, &lists);

    assert_non_null(left);
    assert_string_equal(left, rest);
    assert_int_equal(lists.n, n);
    free(left);
}

static void a_number_stands_in_the_place_of_each_list(void **state)
{
    const char *text = AROUND("{\"a\":[{\"x\":[1]}, 2],\"b\" : [] ,\"c\":{\"d\":[7]},\"e\":3}");
    struct lists lists;
    char *left = cut(text, &lists);

    (void)state;
    assert_string_equal(left, AROUND("{\"a\":[0],\"b\" : [1] ,\"c\":{\"d\":[7]},\"e\":3}"));
    assert_int_equal(lists.n, 2);
    assert_memory_equal(text + lists.items[0].at, "[{\"x\":[1]}, 2]", lists.items[0].len);
    assert_int_equal(lists.items[0].len, 14);
    assert_memory_equal(text + lists.items[1].at, "[]", lists.items[1].len);
    assert_int_equal(lists.items[1].len, 2);
    free(left);
}

/* By their depth: of several accounts all, of errors and limits none. */
static void lists_elsewhere_stay(void **state)
{
    static const char *const same[] = {
        "{}", "[[[[[7]]]]]", "{\"errors\":[{\"path\":[\"viewer\",0]}]}",
        AROUND("{\"settings\":{\"queue\":{\"availableFields\":[\"x\"]}}}"), AROUND("\"[]\",7")};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(same); i++)
        expect(same[i], same[i], 0);
    expect(AROUND("{\"a\":[1]},{\"a\":[2]}"), AROUND("{\"a\":[0]},{\"a\":[1]}"), 2);
    expect("[[[[[[8,[9]],[]]]]]]", "[[[[[[0],[1]]]]]]", 2);
}

static void what_is_no_json_is_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "{\"a\":[}",
                                      AROUND("{\"a\":[{}}"),
                                      AROUND("{\"a\":[{},]}"),
                                      AROUND("{\"a\":[{} {}]}"),
                                      AROUND("{\"a\":[\"\xff\"]}"),
                                      AROUND("{\"a\":[1]}") "x"};
    struct lists lists;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_null(cut(bad[i], &lists));
}

static void so_many_lists_nobody_asked_for(void **state)
{
    struct lists lists;
    struct buf text;

    (void)state;
    for (size_t n = LISTS_MAX; n <= LISTS_MAX + 1; n++) {
        char *left;

        buf_init(&text, 4096);
        buf_append_str(&text, "{\"data\":{\"viewer\":{\"accounts\":[{\"x\":0");
        for (size_t i = 0; i < n; i++)
            buf_print(&text, ",\"a%zu\":[]", i);
        buf_append_str(&text, "}]}}}");
        left = cut(text.bytes, &lists);
        assert_int_equal(left != NULL, n == LISTS_MAX);
        assert_int_equal(lists.n, LISTS_MAX);
        free(left);
        buf_free(&text);
    }
}

static void a_full_buffer_is_no_answer(void **state)
{
    const char *text = AROUND("{\"a\":[1]}");
    struct lists lists;
    struct buf rest;

    (void)state;
    buf_init(&rest, 20);
    assert_false(lists_cut(text, strlen(text), &lists, &rest));
    buf_free(&rest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_stands_in_the_place_of_each_list),
        cmocka_unit_test(lists_elsewhere_stay),
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(so_many_lists_nobody_asked_for),
        cmocka_unit_test(a_full_buffer_is_no_answer),
    };

    return cmocka_run_group_tests_name("lists", tests, NULL, NULL);
}
