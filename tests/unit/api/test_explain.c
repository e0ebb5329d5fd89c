#include "api/explain.h"
#include "base/array.h"

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

static void what_a_person_reads(void **state)
{
    static const struct {
        int http;
        int64_t code; /* -1: none */
        const char *text;
        enum op op;
        bool by_key;
        const char *want;
    } cases[] = {
        {403, 10000, "Authentication error", OP_PULL, false,
         "403 from Queues: the token lacks \"Queues Write\" (needed for pull)"},
        {403, 10000, "Authentication error", OP_QUEUES, true,
         "403 from Queues: the user lacks \"Queues Read\" (needed for queues)"},
        {403, -1, "", OP_METRICS, false,
         "403 from Queues: the token lacks \"Queues Read\" (needed for metrics)"},
        {401, 1000, "Invalid API Token", OP_QUEUES, false,
         "401 from Queues: the token is not valid: check CLOUDFLARE_API_TOKEN"},
        {401, 10000, "Authentication error", OP_ACCOUNTS, true,
         "401 from Cloudflare: e-mail and key are not valid: check CLOUDFLARE_EMAIL, "
         "CLOUDFLARE_API_KEY"},
        {400, 10000, "Authentication error", OP_QUEUES, false,
         "400: the token is not valid: check CLOUDFLARE_API_TOKEN"},
        {405, 0, "messages cannot be pulled unless http_pull mode is enabled", OP_PULL, false,
         "405: queue has no http_pull consumer: pulling is not possible; Enter peeks"},
        {409, 0, "queue_delivery_paused", OP_PULL, false, "409: delivery is paused on this queue"},
        {409, -1, "", OP_PULL, false, "409: delivery is paused on this queue"},
        {404, 0, "Queue does not exist", OP_METRICS, false,
         "404: no such queue in this account (deleted, or another account?)"},
        {404, 11000, "queue not found", OP_PEEK, false,
         "404: no such queue in this account (deleted, or another account?)"},
        {404, 7003, "No route for the URI", OP_PEEK, false,
         "404: peek is not available for this queue or credential; pulling may be"},
        {405, 10405, "Method not allowed for this authentication scheme", OP_PEEK, false,
         "405: peek is not available for this queue or credential; pulling may be"},
        {429, 971, "Please wait and consider throttling your request speed", OP_QUEUES, false,
         "429: rate limited: wait a minute"},
        {429, 10252, "QueueDisabled", OP_PULL, false,
         "429: the queue is disabled: resume its delivery first"},
        {400, 10026, "bad body", OP_ACK, false,
         "400: the API did not accept the request: bad body"},
        {500, 15000, "UnknownInternalError", OP_QUEUES, false,
         "500: internal error of the API: try again in a moment"},
        {503, -1, "", OP_QUEUES, false, "503: the API failed: try again in a moment"},
        {500, 77, "odd", OP_QUEUES, false, "500 from Queues: odd (code 77)"},
        {200, 77, "odd", OP_ACK, false, "Queues refused: odd (code 77)"},
        {418, -1, "", OP_QUEUES, false, "418 from Queues: no reason given"},
        {200, 0, "odd {op} {x", OP_ACK, false, "Queues refused: odd {op} {x (code 0)"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct error e = api_error(cases[i].http, cases[i].code, cases[i].text);
        struct explained out;

        assert_string_equal(explain_error(&out, &e, cases[i].op, cases[i].by_key), cases[i].want);
    }
}

static void a_wait_is_named_when_it_is_known(void **state)
{
    struct error e = api_error(429, 971, "Please wait");
    struct explained out;

    (void)state;
    e.retry_after_s = 37;
    assert_string_equal(explain_error(&out, &e, OP_PEEK, false), "429: rate limited for 37 s");
}

static void a_pointer_says_where(void **state)
{
    struct error e = api_error(400, 4242, "expected number");
    struct explained out;

    (void)state;
    snprintf(e.pointer, sizeof(e.pointer), "/batch_size");
    assert_string_equal(explain_error(&out, &e, OP_PEEK, false),
                        "400 from Queues: expected number at /batch_size (code 4242)");
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

static void the_longest_parts_fit(void **state)
{
    struct error e = api_error(400, INT64_MAX, "");
    struct explained out;

    (void)state;
    memset(e.text, 'x', sizeof(e.text) - 1);
    memset(e.pointer, 'y', sizeof(e.pointer) - 1);
    explain_error(&out, &e, OP_PULL, true);
    assert_true(strlen(out.s) < sizeof(out.s));
    e.code = 10026;
    explain_error(&out, &e, OP_PULL, true);
    assert_non_null(strstr(out.s, "xxx"));
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
        cmocka_unit_test(what_a_person_reads),   cmocka_unit_test(a_wait_is_named_when_it_is_known),
        cmocka_unit_test(a_pointer_says_where),  cmocka_unit_test(errors_that_are_not_the_apis),
        cmocka_unit_test(the_longest_parts_fit), cmocka_unit_test(unavailable_is_not_failed),
    };

    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
