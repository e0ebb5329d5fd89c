#include "net/policy.h"

#include "base/memory/mem.h"
#include "base/text/redact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define API "https://api.example.com/v4"

static int clear(void **state)
{
    static const char *const names[] = {"https_proxy", "HTTPS_PROXY",   "all_proxy",
                                        "ALL_PROXY",   "SSL_CERT_FILE", "SSL_CERT_DIR"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
    return 0;
}

static void set(const char *name, const char *value)
{
    assert_int_equal(setenv(name, value, 1), 0);
}

static void the_setup_is_that_of_the_environment(void **state)
{
    struct fetch_setup s;

    (void)state;
    fetch_describe_setup(API, &s);
    assert_int_equal(strncmp(s.library, "libcurl ", 8), 0);
    assert_false(s.plain);
    assert_string_equal(s.proxy, "");
    assert_null(s.named_by);
    set("SSL_CERT_DIR", "/tmp/certificates");
    fetch_describe_setup(API, &s);
    assert_string_equal(s.authorities, "/tmp/certificates");
    assert_string_equal(s.named_by, "SSL_CERT_DIR");
    set("SSL_CERT_FILE", "/tmp/ca.pem");
    set("ALL_PROXY", "http://other.example:1");
    set("https_proxy", "http://user:p%40ss@word@proxy.example:3128/");
    fetch_describe_setup(API, &s);
    assert_string_equal(s.authorities, "/tmp/ca.pem");
    assert_string_equal(s.named_by, "SSL_CERT_FILE");
    assert_string_equal(s.proxy, "https_proxy proxy.example:3128");
    fetch_describe_setup("http://127.0.0.1:1/v4", &s);
    assert_true(s.plain);
    assert_string_equal(s.proxy, "");
    assert_string_equal(s.authorities, "");
}

/* What the policy of this proxy leaves of a text. */
static void expect_text(const char *proxy, const char *text, const char *want)
{
    struct fetch_config cfg = {.base_url = mem_copy_str(API)};
    struct policy p;
    char got[200];

    set("https_proxy", proxy);
    cfg.credentials.token = secret_take(mem_copy_str("the-api-token"));
    policy_make(&p, &cfg);
    redact_copy(p.redact, text, strlen(text), got, sizeof got);
    assert_string_equal(got, want);
    policy_free(&p);
    fetch_config_free(&cfg);
}

static void a_proxy_s_password_is_blotted_out(void **state)
{
    (void)state;
    expect_text("http://user:secret1@proxy:9", "bad http://user:secret1@proxy:9 the-api-token",
                "bad http://user:*******@proxy:9 *************");
    expect_text("http://u:abc@proxy:9", "abc of u:abc@proxy", "abc of *****@proxy");
    expect_text("http://user@proxy:9", "user@proxy", "user@proxy");
    expect_text("http://user:@proxy:9", "user:@proxy", "user:@proxy");
    expect_text("http://proxy:9", "http://proxy:9", "http://proxy:9");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_setup_is_that_of_the_environment, clear),
        cmocka_unit_test_setup(a_proxy_s_password_is_blotted_out, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
