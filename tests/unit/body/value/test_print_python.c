/* What python's cbor2 and msgpack make of values, against what python says the values are
 * (print_values.py, beside this file). */
#include "tests/unit/peerkit.h"

static void cbor_reads_as_python_says(void **state)
{
    (void)state;
    peer_compare("python3", "tests/unit/print_values.py", "cbor", cbor_print);
}

static void msgpack_reads_as_python_says(void **state)
{
    (void)state;
    peer_compare("python3", "tests/unit/print_values.py", "msgpack", msgpack_print);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cbor_reads_as_python_says),
        cmocka_unit_test(msgpack_reads_as_python_says),
    };

    return cmocka_run_group_tests_name("print python", tests, NULL, NULL);
}
