#include "base/memory/array.h"
#include "tests/unit/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static struct extend_result *read_extend(const char *text)
{
    struct answer a = new_answer(200, text);
    struct error err;
    union result r;

    decode_as(OP_EXTEND, &a, false, &r, NULL, &err);
    free(a.bytes);
    return r.extend;
}

/* Nobody has published the shape: the list is found in each place where it may be. */
static void new_leases_are_found_wherever_they_are(void **state)
{
    static const char *const shapes[] = {
        "{\"success\":true,\"result\":{\"messages\":["
        "{\"id\":\"m1\",\"old_lease_id\":\"a\",\"lease_id\":\"b\"},{\"id\":\"m2\"}]}}",
        "{\"success\":true,\"result\":{\"extended\":["
        "{\"id\":\"m1\",\"old_lease_id\":\"a\",\"lease_id\":\"b\"},{\"id\":\"m2\"}]}}",
        "{\"success\":true,\"result\":["
        "{\"id\":\"m1\",\"old_lease_id\":\"a\",\"new_lease_id\":\"b\"},{\"id\":\"m2\"}]}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
        struct extend_result *r = read_extend(shapes[i]);

        assert_non_null(r);
        assert_int_equal(r->n, 2);
        assert_string_equal(r->items[0].id, "m1");
        assert_string_equal(r->items[0].old_lease_id, "a");
        assert_string_equal(r->items[0].lease_id, "b");
        assert_null(r->items[1].lease_id);
        extend_result_free(r);
    }
}

static void what_is_not_a_list_is_an_empty_one(void **state)
{
    static const char *const empty[] = {"{\"success\":true}", "{\"success\":true,\"result\":null}",
                                        "{\"success\":true,\"result\":{\"messages\":3}}",
                                        "{\"success\":true,\"result\":{\"extended\":{}}}",
                                        "{\"success\":true,\"result\":\"ok\"}"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
        struct extend_result *r = read_extend(empty[i]);

        assert_non_null(r);
        assert_int_equal(r->n, 0);
        extend_result_free(r);
    }
    assert_null(read_extend("{\"success\":false,\"errors\":[]}"));
}

static void odd_items_and_warnings(void **state)
{
    struct extend_result *r =
        read_extend("{\"success\":true,\"result\":{\"messages\":[7,null,{\"lease_id\":7},"
                    "{\"lease_id\":\"x\"}],\"warnings\":{\"old\":\"lease has expired\"}}}");

    (void)state;
    assert_int_equal(r->n, 4);
    for (size_t i = 0; i < 3; i++)
        assert_null(r->items[i].lease_id);
    assert_string_equal(r->items[3].lease_id, "x");
    assert_int_equal(r->n_warnings, 1);
    assert_string_equal(r->warnings[0].handle, "old");
    assert_string_equal(r->warnings[0].text, "lease has expired");
    extend_result_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_leases_are_found_wherever_they_are),
        cmocka_unit_test(what_is_not_a_list_is_an_empty_one),
        cmocka_unit_test(odd_items_and_warnings),
    };

    return cmocka_run_group_tests_name("decode extend", tests, NULL, NULL);
}
