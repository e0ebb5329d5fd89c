#include "api/error/explain.h"
#include "base/memory/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct error api_error(int http, int64_t code, const char *text)
{
    struct error e = {.kind = ERR_API, .http = http, .retry_after_s = -1};

    e.has_code = code >= 0;
    e.code = code;
    snprintf(e.text, sizeof(e.text), "%s", text);
    return e;
}

struct said {
    int http;
    int64_t code; /* -1: none */
    const char *text;
    enum op op;
    bool by_key;
    const char *want;
};

static void expect_said(const struct said *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct error e = api_error(cases[i].http, cases[i].code, cases[i].text);
        struct explained out;

        assert_string_equal(explain_error(&out, &e, cases[i].op, cases[i].by_key), cases[i].want);
    }
}

/* A cause only where it has no other. */
static void what_is_said_where_a_credential_may_be_at_fault(void **state)
{
    static const struct said cases[] = {
        {403, 10000, "Authentication error", OP_PULL, false,
         "403/10000 Authentication error; wrong token, or it lacks \"Queues Write\" (needed for "
         "pull)"},
        {403, 10000, "Authentication error", OP_QUEUES, true,
         "403/10000 Authentication error; wrong e-mail or key, or the user lacks \"Queues Read\" "
         "(needed for queues)"},
        {403, -1, "", OP_METRICS, false,
         "403 (no reason given); wrong token, or it lacks \"Queues Read\" (needed for metrics)"},
        {403, 9109, "Cannot use the access token from location: 203.0.113.7", OP_QUEUES, false,
         "403/9109 Cannot use the access token from location: 203.0.113.7; the token may not be "
         "used from this address (its IP filter)"},
        {403, 9109, "Unauthorized to access requested resource", OP_QUEUES, false,
         "403/9109 Unauthorized to access requested resource; wrong token, or it lacks \"Queues "
         "Read\" (needed for queues)"},
        {403, 1020, "Access denied", OP_QUEUES, false,
         "403/1020 Access denied; a firewall rule in front of the API refused this request"},
        {403, 10001, "Unable to authenticate request", OP_QUEUES, false,
         "403/10001 Unable to authenticate request; wrong token, or it lacks \"Queues Read\" "
         "(needed for queues)"},
        {401, 1000, "Invalid API Token", OP_QUEUES, false,
         "401/1000 Invalid API Token; wrong or expired token: check CLOUDFLARE_API_TOKEN"},
        {401, 10000, "Authentication error", OP_ACCOUNTS, true,
         "401/10000 Authentication error; check CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY"},
        {401, 1000, "Invalid API Token", OP_TOKEN, false, "401/1000 Invalid API Token"},
    };

    (void)state;
    expect_said(cases, ARRAY_LEN(cases));
}

static void what_a_person_reads(void **state)
{
    static const struct said cases[] = {
        {405, 0, "messages cannot be pulled unless http_pull mode is enabled", OP_PULL, false,
         "405/0 messages cannot be pulled unless http_pull mode is enabled; the queue has no "
         "http_pull consumer; peek works without"},
        {409, 0, "queue_delivery_paused", OP_PULL, false,
         "409/0 queue_delivery_paused; delivery is paused on this queue"},
        {409, -1, "", OP_PULL, false,
         "409 (no reason given); delivery may be paused on this queue"},
        {404, 0, "Queue does not exist", OP_METRICS, false,
         "404/0 Queue does not exist; no such queue: deleted, or of another account"},
        {404, 7003, "No route for the URI", OP_PEEK, false,
         "404/7003 No route for the URI; no peek for this queue or credential: pulling may work"},
        {429, 971, "Please wait and consider throttling your request speed", OP_QUEUES, false,
         "429/971 Please wait and consider throttling your request speed; rate limited: wait a "
         "minute"},
        {400, 10026, "bad body", OP_ACK, false, "400/10026 bad body"},
        {500, 15000, "UnknownInternalError", OP_QUEUES, false,
         "500/15000 UnknownInternalError; try again in a moment"},
        {503, -1, "", OP_QUEUES, false, "503 (no reason given); try again in a moment"},
        {500, 77, "odd", OP_QUEUES, false, "500/77 odd; try again in a moment"},
        {200, 77, "odd", OP_ACK, false, "200/77 odd"},
        {418, -1, "", OP_QUEUES, false, "418 (no reason given)"},
        {200, 0, "odd {op} {x", OP_ACK, false, "200/0 odd {op} {x"},
    };

    (void)state;
    expect_said(cases, ARRAY_LEN(cases));
}

static void a_wait_is_named_when_it_is_known(void **state)
{
    struct error e = api_error(429, 971, "Please wait");
    struct explained out;

    (void)state;
    e.retry_after_s = 37;
    assert_string_equal(explain_error(&out, &e, OP_PEEK, false),
                        "429/971 Please wait; rate limited for 37 s");
}

static void a_pointer_says_where(void **state)
{
    struct error e = api_error(400, 4242, "expected number");
    struct explained out;

    (void)state;
    snprintf(e.pointer, sizeof(e.pointer), "/batch_size");
    assert_string_equal(explain_error(&out, &e, OP_PEEK, false),
                        "400/4242 expected number at /batch_size");
}

static void errors_that_are_not_the_apis(void **state)
{
    struct explained out;
    struct error e;

    (void)state;
    error_set(&e, ERR_NETWORK, "cannot reach api.cloudflare.com: no route");
    assert_string_equal(explain_error(&out, &e, OP_PEEK, false),
                        "cannot reach api.cloudflare.com: no route");
    error_set(&e, ERR_RESPONSE, "the answer is empty");
    assert_string_equal(explain_error(&out, &e, OP_PULL, false),
                        "unexpected answer to pull: the answer is empty");
    error_set(&e, ERR_CANCELLED, "%s", "");
    assert_string_equal(explain_error(&out, &e, OP_PULL, false), "cancelled");
    error_set(&e, ERR_NONE, "%s", "");
    assert_string_equal(explain_error(&out, &e, OP_PULL, false), "");
}

static void causes_and_documents_stand_behind(void **state)
{
    struct error e = api_error(400, 6003, "Invalid request headers");
    struct explained out;

    (void)state;
    snprintf(e.chain, sizeof(e.chain), "6111 Invalid format for Authorization header");
    snprintf(e.doc_url, sizeof(e.doc_url), "https://x.example/6003");
    assert_string_equal(explain_error(&out, &e, OP_QUEUES, false),
                        "400/6003 Invalid request headers: 6111 Invalid format for Authorization "
                        "header; token or key has the wrong form: check for quotes, blanks, cut "
                        "ends; see https://x.example/6003");
    e.chain[0] = '\0';
    assert_string_equal(explain_error(&out, &e, OP_QUEUES, false),
                        "400/6003 Invalid request headers; see https://x.example/6003");
}

/* Only what the API said of the token names one cause, and takes keys away. */
static void the_token_check_tells_the_causes_apart(void **state)
{
    static const struct {
        enum token_state token;
        enum op op;
        const char *advice;
        bool denied;
    } cases[] = {
        {TOKEN_UNKNOWN, OP_ACK, "wrong token, or it lacks \"Queues Write\" (needed for ack)",
         false},
        {TOKEN_ACTIVE, OP_ACK, "the token is valid, but lacks \"Queues Write\" (needed for ack)",
         true},
        {TOKEN_ACTIVE, OP_QUEUES,
         "the token is valid: it lacks \"Queues Read\", or is for another account", true},
        {TOKEN_BAD, OP_ACK, "no such token: check CLOUDFLARE_API_TOKEN", false},
        {TOKEN_EXPIRED, OP_ACK, "the token has expired: make a new one", false},
        {TOKEN_DISABLED, OP_ACK, "the token is disabled: enable it, or make a new one", false},
    };
    struct error e = api_error(403, 10000, "Authentication error");
    struct explained out;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        e.token = cases[i].token;
        assert_string_equal(explain_advice(&out, &e, cases[i].op, false), cases[i].advice);
        assert_int_equal(explain_is_denied(&e, cases[i].op), cases[i].denied);
    }
    e = api_error(403, 9109, "Cannot use the access token from location: ::1");
    e.token = TOKEN_ACTIVE;
    assert_false(explain_is_denied(&e, OP_ACK));
    assert_false(explain_blames_credential(&e, OP_ACK));
    e = api_error(403, 1020, "Access denied");
    assert_false(explain_blames_credential(&e, OP_ACK));
}

static void the_longest_parts_fit(void **state)
{
    struct error e = api_error(400, INT64_MAX, "");
    struct explained out;

    (void)state;
    memset(e.text, 'x', sizeof(e.text) - 1);
    memset(e.pointer, 'y', sizeof(e.pointer) - 1);
    memset(e.chain, 'c', sizeof(e.chain) - 1);
    memset(e.doc_url, 'd', sizeof(e.doc_url) - 1);
    explain_error(&out, &e, OP_PULL, true);
    assert_true(strlen(out.s) < sizeof(out.s));
    assert_int_equal(out.s[strlen(out.s) - 1], 'd');
}

static void unavailable_is_not_failed(void **state)
{
    static const struct {
        int http;
        int64_t code;
        const char *text;
        bool want;
    } cases[] = {
        {404, -1, "", true},
        {404, 7003, "No route for the URI", true},
        {405, -1, "", true},
        {405, 10405, "Method not allowed", true},
        {403, 10405, "Method not allowed", true},
        {405, 0, "messages cannot be pulled unless http_pull mode is enabled", true},
        {404, 0, "Queue does not exist", false},
        {404, 11000, "whatever", false},
        {404, 10104, "QueueNotFound", false},
        {403, 10000, "Authentication error", false},
        {500, -1, "", false},
    };
    struct error e;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        e = api_error(cases[i].http, cases[i].code, cases[i].text);
        if (explain_is_unavailable(&e) != cases[i].want)
            fail_msg("case %zu", i);
    }
    error_set(&e, ERR_NETWORK, "gone");
    assert_false(explain_is_unavailable(&e));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_where_a_credential_may_be_at_fault),
        cmocka_unit_test(what_a_person_reads),
        cmocka_unit_test(a_wait_is_named_when_it_is_known),
        cmocka_unit_test(a_pointer_says_where),
        cmocka_unit_test(causes_and_documents_stand_behind),
        cmocka_unit_test(the_token_check_tells_the_causes_apart),
        cmocka_unit_test(errors_that_are_not_the_apis),
        cmocka_unit_test(the_longest_parts_fit),
        cmocka_unit_test(unavailable_is_not_failed),
    };

    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
