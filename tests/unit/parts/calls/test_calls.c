#include "parts/calls/calls.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_call_is_there_until_it_is_removed(void **state)
{
    struct calls c;
    uint64_t ids[3];

    (void)state;
    calls_init(&c);
    assert_null(calls_find(&c, 0));
    for (int i = 0; i < 3; i++)
        ids[i] = calls_add(&c, OP_PEEK, "q", 1000)->id;
    for (int i = 0; i < 3; i++) {
        int first = (i + 2) % 3; /* the last one, and then the others */

        assert_int_equal(calls_find(&c, ids[first])->id, ids[first]);
        calls_remove(&c, ids[first]);
        assert_null(calls_find(&c, ids[first]));
        calls_remove(&c, ids[first]);
        assert_int_equal(calls_count_op(&c, OP_PEEK), 2 - i);
    }
    assert_null(calls_find_op(&c, OP_PEEK, "q"));
    calls_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_call_is_there_until_it_is_removed)};

    return cmocka_run_group_tests_name("calls", tests, NULL, NULL);
}
