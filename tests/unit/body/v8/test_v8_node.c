/* What node serialises, against what node says the value is (v8_values.mjs, beside this file). */
#include "body/value/print.h"
#include "tests/unit/peerkit.h"

static void values_read_as_node_says(void **state)
{
    (void)state;
    peer_compare("node", "tests/unit/v8_values.mjs", NULL, v8_print);
}

/* The bytes of v8.serialize({a: 1}), so that something is tested without node too. */
static void one_value_of_node_is_read_without_it(void **state)
{
    struct print_end end;
    struct buf out;

    (void)state;
    buf_init(&out, 1000);
    assert_true(v8_print("\xff\x0fo\"\x01"
                         "aI\x02{\x01",
                         10, &out, &end, NULL));
    assert_string_equal(out.bytes, "{\n  a: 1\n}");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_read_as_node_says),
        cmocka_unit_test(one_value_of_node_is_read_without_it),
    };

    return cmocka_run_group_tests_name("v8 node", tests, NULL, NULL);
}
