#include "base/memory/array.h"
#include "net/transfer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void a_connection_s_tls_is_read_out_of_words(void **state)
{
    static const struct {
        const char *said, *want;
    } cases[] = {
        {"SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384\n", "TLSv1.3"},
        {"SSL connection using TLSv1.2", "TLSv1.2"},
        {"SSL connection using TLS1.3 / ECDHE", "TLS1.3"},
        {"SSL connection using ", "before"},
        {"SSL connection using \033[1m", ""},
        {"SSL connection using 123456789012345678", "123456789012345"},
        {"ssl connection using TLSv1.3", "before"},
        {"[HTTP/2] [1] [authorization: Bearer secret]", "before"},
        {"", "before"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char tls[ARRIVAL_TLS] = "before";

        transfer_read_tls(tls, cases[i].said, strlen(cases[i].said));
        assert_string_equal(tls, cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_connection_s_tls_is_read_out_of_words)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
