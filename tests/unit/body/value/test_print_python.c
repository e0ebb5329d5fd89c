/* What python's cbor2 and msgpack make of values, against what python says the values are
 * (print_values.py, beside this file). */
#include "body/value/cbor.h"
#include "body/value/msgpack.h"
#include "tests/unit/peerkit.h"

static bool print_cbor(const char *bytes, size_t n, struct buf *out, struct print_end *end)
{
    return cbor_print(bytes, n, out, end, NULL);
}

static bool print_msgpack(const char *bytes, size_t n, struct buf *out, struct print_end *end)
{
    return msgpack_print(bytes, n, out, end, NULL);
}

static void cbor_reads_as_python_says(void **state)
{
    (void)state;
    peer_compare("python3", "tests/unit/print_values.py", "cbor", print_cbor);
}

static void msgpack_reads_as_python_says(void **state)
{
    (void)state;
    peer_compare("python3", "tests/unit/print_values.py", "msgpack", print_msgpack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cbor_reads_as_python_says),
        cmocka_unit_test(msgpack_reads_as_python_says),
    };

    return cmocka_run_group_tests_name("print python", tests, NULL, NULL);
}
