#include "model/id_map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { COUNT = 10000 };

static const char *make_id(int i)
{
    static char id[ID_BYTES];

    snprintf(id, sizeof(id), "%032d", i * 7919);
    return id;
}

static void an_empty_map_has_nothing(void **state)
{
    struct id_map m = {0};

    (void)state;
    assert_null(id_map_get(&m, "a"));
    assert_null(id_map_get(&m, ""));
    id_map_free(&m);
}

static void ten_thousand_are_found_again(void **state)
{
    static int values[COUNT];
    struct id_map m = {0};

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        assert_null(id_map_get(&m, make_id(i)));
        id_map_put(&m, make_id(i), &values[i]);
    }
    assert_int_equal(m.n, COUNT);
    for (int i = 0; i < COUNT; i++)
        assert_ptr_equal(id_map_get(&m, make_id(i)), &values[i]);
    assert_null(id_map_get(&m, make_id(COUNT)));
    id_map_free(&m);
    assert_null(id_map_get(&m, make_id(0)));
}

static void putting_again_replaces(void **state)
{
    struct id_map m = {0};
    int a, b;

    (void)state;
    id_map_put(&m, "id", &a);
    id_map_put(&m, "id", &b);
    assert_int_equal(m.n, 1);
    assert_ptr_equal(id_map_get(&m, "id"), &b);
    id_map_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_has_nothing),
        cmocka_unit_test(ten_thousand_are_found_again),
        cmocka_unit_test(putting_again_replaces),
    };

    return cmocka_run_group_tests_name("id_map", tests, NULL, NULL);
}
