#include "tests/sim/graphql/api_graphql.h"

#include "tests/sim/graphql/answer.h"
#include "tests/sim/graphql/limits.h"
#include "tests/sim/http/auth.h"

#include <strings.h>

enum { ACCOUNT_WINDOWS = GQL_WINDOWS / 2 }; /* behind those of credentials */

static void finish(const struct world *w, const struct gql_failures *failures, struct sim_reply *r)
{
    const struct gql_settings *s = &w->options.graphql;

    gql_failures_append(failures, s, world_now(w), &r->body);
    buf_append_byte(&r->body, '}');
    r->status = gql_failures_status(failures, s);
}

/* A failure of the whole request, with the account it is about. */
static void refuse(const struct world *w, enum gql_error_id id, const char *account,
                   struct sim_reply *r)
{
    struct gql_failures failures = {.n = 0};

    gql_fail(&failures, id)->account = account;
    buf_append_str(&r->body, "{\"data\":null,");
    finish(w, &failures, r);
}

/* The account that a request is counted for when it asks to be. */
static size_t find_account(const struct gql_query *query)
{
    return query->n_nodes > 0 ? query->nodes[0].account : 0;
}

/* false, with the reply filled: too many requests. */
static bool count(struct world *w, const struct sim_request *q, const struct gql_query *query,
                  struct sim_reply *r)
{
    bool by_account = q->rate_limit_type && strcasecmp(q->rate_limit_type, "account-based") == 0;
    size_t account = find_account(query);
    size_t window = by_account ? ACCOUNT_WINDOWS + account : (size_t)q->auth;

    if (gql_rate_count(&w->gql_rates, window, w->options.graphql.rate_limit, world_now(w)))
        return true;
    if (by_account && account < w->n_accounts)
        refuse(w, GQL_ERROR_ACCOUNT_RATE, w->accounts[account].id, r);
    else
        refuse(w, GQL_ERROR_RATE, "", r);
    return false;
}

static void collect(struct world *w, struct gql_query *query, struct gql_rows *rows)
{
    int64_t points = 0;

    w->gql_serial++;
    for (size_t i = 0; i < query->n_nodes; i++) {
        struct gql_node *node = &query->nodes[i];

        if (!node->failed && node->account < w->n_accounts &&
            !gql_rows_collect(&rows[i], w, node, world_now(w), w->gql_serial, &points))
            gql_limits_fail(query, node, GQL_ERROR_REDUCE);
    }
}

static void answer(struct world *w, struct gql_query *query, struct sim_reply *r)
{
    struct gql_rows rows[GQL_NODES] = {{.n = 0}};

    if (query->failures.n == 0 && gql_limits_check(query, world_now(w)))
        collect(w, query, rows);
    buf_append_str(&r->body, "{\"data\":");
    if (query->failures.n == 0 || (w->options.graphql.partial && query->failures.items[0].path[0]))
        gql_answer_append(query, rows, &r->body);
    else
        buf_append_str(&r->body, "null");
    buf_append_byte(&r->body, ',');
    finish(w, &query->failures, r);
    for (size_t i = 0; i < query->n_nodes; i++)
        gql_rows_free(&rows[i]);
}

static bool may_read(const struct world *w, const struct sim_request *q)
{
    return w->options.graphql.answer != GQL_FORBIDDEN && q->auth != AUTH_QUEUES_TOKEN;
}

void api_graphql(struct world *w, struct sim_request *q, struct sim_reply *r)
{
    struct gql_query query;
    const json_t *text;

    if (w->options.graphql.answer == GQL_ABSENT) {
        reply_error(r, 404, 7003, "No route for the URI");
        return;
    }
    if (!auth_is_valid(q->auth)) {
        refuse(w, GQL_ERROR_UNAUTHORIZED, "", r);
        r->status = 401;
        return;
    }
    q->json = json_loadb(q->body.bytes ? q->body.bytes : "", q->body.len, 0, NULL);
    text = json_object_get(q->json, "query");
    gql_query_read(&query, w, json_is_string(text) ? json_string_value(text) : "",
                   json_string_length(text), json_object_get(q->json, "variables"));
    if (count(w, q, &query, r)) {
        if (query.failures.n == 0 && !may_read(w, q))
            refuse(w, GQL_ERROR_ACCOUNT, "", r);
        else
            answer(w, &query, r);
    }
    gql_query_free(&query);
}
