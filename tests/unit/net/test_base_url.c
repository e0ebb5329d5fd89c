#include "base/memory/array.h"
#include "net/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void what_a_credential_may_be_sent_to(void **state)
{
    static const struct {
        const char *url, *want;
    } good[] = {
        {"https://api.cloudflare.com/client/v4", "https://api.cloudflare.com/client/v4"},
        {"https://api.cloudflare.com/client/v4/", "https://api.cloudflare.com/client/v4"},
        {"https://api.cloudflare.com", "https://api.cloudflare.com"},
        {"HTTPS://API.Cloudflare.COM/client/v4//", "https://api.cloudflare.com/client/v4"},
        {"https://gateway.example:8443/cf", "https://gateway.example:8443/cf"},
        {"http://127.0.0.1:4010", "http://127.0.0.1:4010"},
        {"http://127.9.8.7/x", "http://127.9.8.7/x"},
        {"http://localhost:80/x", "http://localhost:80/x"},
        {"http://LOCALHOST/x", "http://localhost/x"},
        {"http://[::1]:4010/", "http://[::1]:4010"},
        {"https://127.0.0.1:1", "https://127.0.0.1:1"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        struct error err = {0};
        char *url = fetch_check_base_url(good[i].url, &err);

        if (!url)
            fail_msg("%s: %s", good[i].url, err.text);
        assert_string_equal(url, good[i].want);
        free(url);
    }
}

static void what_it_may_not(void **state)
{
    static const char *const bad[] = {
        "",
        "api.cloudflare.com/client/v4",
        "/client/v4",
        "http://api.cloudflare.com/client/v4",
        "http://127.0.0.1.evil.example/",
        "http://localhost.evil.example/",
        "http://128.0.0.1/",
        "http://0.0.0.0/",
        "http://[::2]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25lo]/",
        "https://user@api.cloudflare.com/",
        "https://user:password@api.cloudflare.com/",
        "http://127.0.0.1@evil.example/",
        "https://api.cloudflare.com/?x=1",
        "https://api.cloudflare.com/?",
        "https://api.cloudflare.com/#x",
        "https://api.cloudflare.com/#",
        "https://api.cloudflare.com/a b",
        "https://api.cloudflare.com/\r\nX: y",
        "https://api.cloudflare.com\\@evil.example/",
        "https://api.cloudflare.com:99999/",
        "https://api.cloudflare.com:x/",
        "https://",
        "https://\xc3\xa9.example/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct error err = {0};
        char *url = fetch_check_base_url(bad[i], &err);

        if (url)
            fail_msg("accepted: %s", bad[i]);
        assert_int_equal(err.kind, ERR_USAGE);
        assert_true(err.text[0]);
    }
}

static void other_hosts_are_named(void **state)
{
    char host[64];

    (void)state;
    assert_null(fetch_foreign_host("https://api.cloudflare.com/client/v4", host, sizeof(host)));
    assert_null(fetch_foreign_host("https://api.fed.cloudflare.com/client/v4", host, sizeof(host)));
    assert_string_equal(fetch_foreign_host("https://gateway.example:1/x", host, sizeof(host)),
                        "gateway.example");
    assert_string_equal(fetch_foreign_host("http://127.0.0.1:4010", host, sizeof(host)),
                        "127.0.0.1");
    assert_string_equal(fetch_foreign_host("https://api.cloudflare.com.evil.example", host, 8),
                        "api.clo");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_credential_may_be_sent_to),
        cmocka_unit_test(what_it_may_not),
        cmocka_unit_test(other_hosts_are_named),
    };

    return cmocka_run_group_tests_name("base_url", tests, NULL, NULL);
}
