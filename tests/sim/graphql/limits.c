#include "tests/sim/graphql/limits.h"

#include <string.h>

struct gql_failure *gql_limits_fail(struct gql_query *q, struct gql_node *node,
                                    enum gql_error_id id)
{
    struct gql_failure *f = gql_fail(&q->failures, id);

    node->failed = true;
    f->account = q->world->accounts[node->account].id;
    f->node = node->field->name;
    memcpy(f->path, node->path, sizeof(f->path));
    return f;
}

static void check_fields(struct gql_query *q, struct gql_node *node, const struct gql_limits *l)
{
    int64_t n = 0;

    for (int f = 0; f < GQL_N_FIELDS && !node->failed; f++) {
        if (!(node->asked & 1u << f))
            continue;
        n++;
        if (l->hidden & 1u << f)
            gql_spell_field((enum gql_field_id)f,
                            gql_limits_fail(q, node, GQL_ERROR_HIDDEN_FIELD)->what, GQL_WHAT);
    }
    if (!node->failed && n > l->max_fields)
        gql_limits_fail(q, node, GQL_ERROR_FIELDS)->limit = l->max_fields;
}

static void fail_span(struct gql_query *q, struct gql_node *node, enum gql_error_id id,
                      int64_t limit_s, int64_t asked_ms)
{
    struct gql_failure *f = gql_limits_fail(q, node, id);

    f->is_span = true;
    f->limit = limit_s;
    f->asked = (asked_ms + 999) / 1000;
}

/* Without a bound the time begins where it may, and ends now. */
static void check_time(struct gql_query *q, struct gql_node *node, const struct gql_limits *l,
                       int64_t now)
{
    int64_t oldest = now - l->not_older_than_s * 1000, from = 0, until = INT64_MAX;

    gql_filter_narrow(node->filter, &from, &until);
    if (from == 0)
        from = oldest;
    if (until == INT64_MAX)
        until = now;
    if (from < oldest)
        fail_span(q, node, GQL_ERROR_OLDER, l->not_older_than_s, now - from);
    else if (until - from > l->max_duration_s * 1000)
        fail_span(q, node, GQL_ERROR_WIDER, l->max_duration_s, until - from);
}

bool gql_limits_check(struct gql_query *q, int64_t now)
{
    const struct gql_settings *s = &q->world->options.graphql;

    if (s->max_nodes > 0 && (int64_t)q->n_nodes > s->max_nodes) {
        gql_fail(&q->failures, GQL_ERROR_NODES);
        return false;
    }
    for (size_t i = 0; i < q->n_nodes; i++) {
        struct gql_node *node = &q->nodes[i];
        const struct gql_limits *l = &s->limits[node->dataset];

        if (node->account == q->world->n_accounts)
            continue;
        if (!l->enabled)
            gql_limits_fail(q, node, GQL_ERROR_PATH);
        else if (node->limit < 1 || node->limit > l->max_page)
            gql_limits_fail(q, node, GQL_ERROR_PAGE)->limit = l->max_page;
        else
            check_fields(q, node, l);
        if (!node->failed)
            check_time(q, node, l, now);
    }
    return true;
}
