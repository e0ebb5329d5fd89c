/* Why GraphQL does not answer: by its texts, and what is told of it. */
#include "api/error/explain.h"
#include "api/graphql/graphql.h"
#include "base/memory/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct error api_error(int http, const char *text)
{
    struct error e = {.kind = ERR_API, .http = http, .retry_after_s = -1};

    snprintf(e.text, sizeof(e.text), "%s", text);
    return e;
}

/* Texts as the documents have them, and as they were seen. */
static const struct {
    int http;
    const char *text;
    enum graphql_kind kind;
    int64_t limit;
    int wait_s;
} cases[] = {
    {429, "rate limiter budget depleted, try again after 5 minutes", GRAPHQL_RATE, -1, 300},
    {200, "account a32b has exceeded its rate limit.", GRAPHQL_RATE, -1, 300},
    {200, "limit reached, please try again later", GRAPHQL_RATE, -1, 300},
    {429, "", GRAPHQL_RATE, -1, 300},
    {429,
     "query consumed excessive resources, please try running smaller queries which consume "
     "fewer resources",
     GRAPHQL_COST, -1, 60},
    {429, "in combination, your request queries too many nodes, zones and accounts", GRAPHQL_COST,
     -1, 60},
    {200, "quota exceeded", GRAPHQL_COST, -1, 60},
    {503, "too many queries in progress, please try again later", GRAPHQL_PARALLEL, -1, 10},
    {400, "cannot request data older than 2678400s", GRAPHQL_TOO_OLD, 2678400, 0},
    {200,
     "account \"a32b\" cannot request data older than 26w2d, but your query requests data from "
     "28w4d6s ago",
     GRAPHQL_TOO_OLD, 184 * 86400, 0},
    {200, "cannot request data older than", GRAPHQL_TOO_OLD, -1, 0},
    {200, "cannot request data older than a while", GRAPHQL_TOO_OLD, -1, 0},
    {200,
     "account \"a32b\" cannot request a time range wider than 13w2d, but your query time range "
     "spans 38w2d15h32m42s924ms",
     GRAPHQL_TOO_WIDE, 93 * 86400, 0},
    {400, "Query time range is too large. Time range can't be wider than 86400s", GRAPHQL_TOO_WIDE,
     86400, 0},
    {200, "cannot request a time range wider than 52w1d1h2m3s", GRAPHQL_TOO_WIDE,
     365 * 86400 + 3723, 0},
    {200, "number of fields can't be more than 30", GRAPHQL_FIELDS, 30, 0},
    {200, "limit must be positive number and not greater than 10000", GRAPHQL_ROWS, 10000, 0},
    {200, "limit reached, please try reduced time period", GRAPHQL_TOO_MUCH, -1, 0},
    {400, "unknown field \"queueID\"", GRAPHQL_SCHEMA, -1, GRAPHQL_NEVER},
    {200, "error parsing args for \"accounts\"", GRAPHQL_SCHEMA, -1, GRAPHQL_NEVER},
    {200, "scalar fields must have no selections", GRAPHQL_SCHEMA, -1, GRAPHQL_NEVER},
    {200, "object field must have selections", GRAPHQL_SCHEMA, -1, GRAPHQL_NEVER},
    {404, "not found", GRAPHQL_ABSENT, -1, GRAPHQL_NEVER},
    {405, "", GRAPHQL_ABSENT, -1, GRAPHQL_NEVER},
    {200, "not authorized for that account", GRAPHQL_FORBIDDEN, -1, GRAPHQL_NEVER},
    {403, "account 'x' does not have access to the path. Refer to the docs", GRAPHQL_FORBIDDEN, -1,
     GRAPHQL_NEVER},
    {401, "Unauthorized", GRAPHQL_FORBIDDEN, -1, GRAPHQL_NEVER},
    {403, "", GRAPHQL_FORBIDDEN, -1, GRAPHQL_NEVER},
    {200, "this dataset is not available for your plan", GRAPHQL_PLAN, -1, GRAPHQL_NEVER},
    {200, "unable to execute query, please try again later", GRAPHQL_SERVER, -1, 60},
    {500, "Internal server error", GRAPHQL_SERVER, -1, 60},
    {502, "", GRAPHQL_SERVER, -1, 60},
    {200, "something new", GRAPHQL_OTHER, -1, 60},
    {400, "", GRAPHQL_OTHER, -1, 60},
};

static void every_text_has_its_kind_limit_and_wait(void **state)
{
    bool seen[GRAPHQL_KINDS] = {false};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct error e = api_error(cases[i].http, cases[i].text);
        struct graphql_trouble t = graphql_find_trouble(&e);

        if (t.kind != cases[i].kind || t.limit != cases[i].limit || t.wait_s != cases[i].wait_s)
            fail_msg("%d %s: %d, %lld, %d", cases[i].http, cases[i].text, (int)t.kind,
                     (long long)t.limit, t.wait_s);
        seen[t.kind] = true;
    }
    for (size_t i = 0; i < GRAPHQL_KINDS; i++)
        assert_true(seen[i]);
}

static void a_limit_out_of_all_proportion_is_not_known(void **state)
{
    static const char *const texts[] = {
        "cannot request data older than 99999999999999999999999s",
        "cannot request data older than 1000000000000w",
        "cannot request data older than 1000000w1000000w1000000w1000000w1000000w",
        "cannot request data older than -5s",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct error e = api_error(200, texts[i]);

        assert_int_equal(graphql_find_trouble(&e).kind, GRAPHQL_TOO_OLD);
        assert_int_equal(graphql_find_trouble(&e).limit, -1);
    }
}

/* What stops all questions counts before what another one would mend. */
static void of_several_errors_the_gravest_counts(void **state)
{
    struct error e = api_error(200, "number of fields can't be more than 30");

    (void)state;
    snprintf(e.chain, sizeof(e.chain), "cannot request data older than 1w1d; something");
    assert_int_equal(graphql_find_trouble(&e).kind, GRAPHQL_TOO_OLD);
    assert_int_equal(graphql_find_trouble(&e).limit, 8 * 86400);
    snprintf(e.chain, sizeof(e.chain), "something; rate limiter budget depleted");
    assert_int_equal(graphql_find_trouble(&e).kind, GRAPHQL_RATE);
}

static void what_is_no_answer_is_no_trouble_of_graphql(void **state)
{
    struct error e = api_error(0, "unknown field");

    (void)state;
    for (int kind = 0; kind < ERR_COUNT; kind++) {
        e.kind = (enum err_kind)kind;
        assert_int_equal(graphql_find_trouble(&e).kind,
                         kind == ERR_API ? GRAPHQL_SCHEMA : GRAPHQL_OTHER);
    }
}

static void expect_said(int http, const char *text, enum token_state token, const char *want)
{
    struct error e = api_error(http, text);
    struct explained out;

    e.token = token;
    assert_string_equal(explain_error(&out, &e, OP_HISTORY, false), want);
}

/* The server's words first, ours behind; a status only where it says no. */
static void a_person_is_told_both(void **state)
{
    (void)state;
    expect_said(200, "cannot request data older than 1w1d", TOKEN_UNKNOWN,
                "cannot request data older than 1w1d; older history is not kept");
    expect_said(400, "unknown field \"x\"", TOKEN_UNKNOWN,
                "400 unknown field \"x\"; the API has changed: history is left out");
    expect_said(200, "not authorized for that account", TOKEN_UNKNOWN,
                "not authorized for that account; wrong token, or it lacks \"Account Analytics "
                "Read\" (needed for history)");
    expect_said(200, "not authorized for that account", TOKEN_ACTIVE,
                "not authorized for that account; the token is valid: it lacks \"Account Analytics "
                "Read\", or is for another account");
    expect_said(403, "", TOKEN_EXPIRED,
                "403 (no reason given); the token has expired: make a new one");
    expect_said(429, "", TOKEN_UNKNOWN,
                "429 (no reason given); rate limited: asked again in 5 minutes");
    expect_said(503, "", TOKEN_UNKNOWN, "503 (no reason given); try again in a moment");
    expect_said(404, "not found", TOKEN_UNKNOWN,
                "404 not found; history was not found: check the "
                "account id and the base URL");
    expect_said(200, "something new", TOKEN_UNKNOWN, "something new");
}

/* The same words of another operation mean nothing to us. */
static void rest_is_not_explained_so(void **state)
{
    struct error e = api_error(400, "unknown field");
    struct explained out;

    (void)state;
    assert_string_equal(explain_error(&out, &e, OP_QUEUES, false), "400 unknown field");
    assert_false(explain_blames_credential(&e, OP_QUEUES));
    e = api_error(200, "not authorized for that account");
    assert_true(explain_blames_credential(&e, OP_HISTORY));
    assert_false(explain_blames_credential(&e, OP_QUEUES));
    assert_false(graphql_set_no_account(&e));
    assert_int_equal(graphql_find_trouble(&e).kind, GRAPHQL_FORBIDDEN);
    assert_true(explain_blames_credential(&e, OP_HISTORY_LIMITS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_has_its_kind_limit_and_wait),
        cmocka_unit_test(a_limit_out_of_all_proportion_is_not_known),
        cmocka_unit_test(of_several_errors_the_gravest_counts),
        cmocka_unit_test(what_is_no_answer_is_no_trouble_of_graphql),
        cmocka_unit_test(a_person_is_told_both),
        cmocka_unit_test(rest_is_not_explained_so),
    };

    return cmocka_run_group_tests_name("graphql", tests, NULL, NULL);
}
