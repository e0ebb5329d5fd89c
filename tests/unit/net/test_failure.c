#include "base/memory/array.h"
#include "net/failure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void curl_codes_become_sentences(void **state)
{
    static const struct {
        struct failure f;
        enum err_kind kind;
        bool lasting;
        const char *want;
    } cases[] = {
        {{CURLE_COULDNT_CONNECT, "h", NULL, "Failed to connect", OP_PULL, false},
         ERR_NETWORK,
         false,
         "cannot reach h: Failed to connect"},
        {{CURLE_OPERATION_TIMEDOUT, "h", NULL, "timed out", OP_PEEK, false},
         ERR_TIMEOUT,
         false,
         "no connection to h: timed out"},
        {{CURLE_PEER_FAILED_VERIFICATION, "h", NULL, "self-signed", OP_PEEK, false},
         ERR_NETWORK,
         true,
         "the certificate of h is not trusted (SSL_CERT_FILE names your CA): self-signed"},
        {{CURLE_RECV_ERROR, "h", NULL, "reset", OP_PEEK, true},
         ERR_NETWORK,
         false,
         "connection to h lost: reset"},
        {{CURLE_RECV_ERROR, "h", NULL, "reset", OP_PULL, true},
         ERR_NETWORK,
         false,
         "connection to h lost; messages may be leased now (reset)"},
        {{CURLE_RECV_ERROR, "h", NULL, "reset", OP_ACK, true},
         ERR_NETWORK,
         false,
         "connection to h lost; it may have been done (reset)"},
        {{CURLE_COULDNT_CONNECT, "h", NULL, "refused", OP_PURGE_MESSAGES, false},
         ERR_NETWORK,
         false,
         "cannot reach h: refused"},
        {{CURLE_COULDNT_CONNECT, "h", "https_proxy p:9", "Failed to connect", OP_PEEK, false},
         ERR_NETWORK,
         false,
         "cannot reach h through https_proxy p:9: Failed to connect"},
        {{CURLE_BAD_CONTENT_ENCODING, "h", NULL, "bad", OP_PEEK, true},
         ERR_RESPONSE,
         true,
         "h: the answer's compression is broken: bad"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct error err;

        assert_int_equal(failure_describe(&cases[i].f, &err), cases[i].lasting);
        assert_int_equal(err.kind, cases[i].kind);
        assert_string_equal(err.text, cases[i].want);
        assert_int_equal(err.sent_once,
                         cases[i].f.sent && operation_get(cases[i].f.op)->changes_server);
    }
}

/* curl's own words for it, which differ from version to version. */
static void an_unknown_host_is_named_once(void **state)
{
    const struct failure f = {CURLE_COULDNT_RESOLVE_HOST,  "h",     NULL,
                              "Could not resolve host: h", OP_PEEK, false};
    struct error err;
    char want[200];

    (void)state;
    assert_false(failure_describe(&f, &err));
    assert_int_equal(err.kind, ERR_NETWORK);
    snprintf(want, sizeof(want), "cannot reach h: %s",
             curl_easy_strerror(CURLE_COULDNT_RESOLVE_HOST));
    assert_string_equal(err.text, want);
}

static void what_may_have_happened_fits_beside_any_detail(void **state)
{
    char host[128], detail[CURL_ERROR_SIZE];
    struct failure f = {CURLE_RECV_ERROR, host, NULL, detail, OP_PULL, true};
    struct error err;

    (void)state;
    memset(host, 'h', sizeof(host));
    host[sizeof(host) - 1] = '\0';
    memset(detail, 'd', sizeof(detail));
    detail[sizeof(detail) - 1] = '\0';
    failure_describe(&f, &err);
    assert_non_null(strstr(err.text, "; messages may be leased now"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curl_codes_become_sentences),
        cmocka_unit_test(an_unknown_host_is_named_once),
        cmocka_unit_test(what_may_have_happened_fits_beside_any_detail),
    };

    return cmocka_run_group_tests_name("failure", tests, NULL, NULL);
}
