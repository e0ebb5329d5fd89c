#include "parts/list/seen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void what_was_added_is_there(void **state)
{
    enum { N = 1000 };
    char ids[N][16];
    struct seen s;

    (void)state;
    seen_init(&s, N);
    for (int i = 0; i < N; i++) {
        snprintf(ids[i], sizeof(ids[i]), "m%d", i);
        assert_false(seen_has(&s, ids[i]));
        seen_add(&s, ids[i]);
        assert_true(seen_has(&s, ids[i]));
    }
    for (int i = 0; i < N; i++)
        assert_true(seen_has(&s, ids[i]));
    assert_false(seen_has(&s, "m1000"));
    seen_free(&s);
}

/* Messages without an id are all different. */
static void no_id_is_never_seen(void **state)
{
    struct seen s;

    (void)state;
    seen_init(&s, 0);
    seen_add(&s, "");
    assert_false(seen_has(&s, ""));
    seen_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_added_is_there),
        cmocka_unit_test(no_id_is_never_seen),
    };

    return cmocka_run_group_tests_name("seen", tests, NULL, NULL);
}
