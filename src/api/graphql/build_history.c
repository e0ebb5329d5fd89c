/* Questions to the GraphQL API about the past: POST /graphql {query, variables}.
 *
 * The query is made of our own words alone; ids and times go as variables.  Nothing in it needs
 * escaping in JSON. */
#include "api/graphql/history_node.h"
#include "api/request/operation.h"
#include "base/text/format.h"

#include <inttypes.h>

#define LIMITS "enabled maxDuration notOlderThan maxPageSize maxNumberOfFields"

/* The last moment of year 9999, and with it of RFC 3339. */
static const int64_t last_ms = 253402300799000;

bool build_history_limits(const struct call *c, struct buf *body, struct error *err)
{
    if (!queue_require_id(c->account_id, "an account", err))
        return false;
    buf_append_str(body, "{\"query\":\"query Limits($accountTag: string!) { viewer { "
                         "accounts(filter: {accountTag: $accountTag}) { settings {");
    for (int part = 0; part < HISTORY_PARTS; part++)
        buf_print(body, " %s { " LIMITS " }", history_node_get((enum history_part)part)->dataset);
    buf_print(body, " } } } }\",\"variables\":{\"accountTag\":\"%s\"}}", c->account_id);
    return true;
}

static bool check_ids(const struct call *c, struct error *err)
{
    if (!queue_require_id(c->account_id, "an account", err) ||
        (c->queue_id[0] && !queue_require_id(c->queue_id, "a queue", err)))
        return false;
    for (size_t i = 0; i < c->n_queue_ids; i++)
        if (!queue_require_id(c->queue_ids[i], "a queue", err))
            return false;
    return true;
}

static bool check_question(const struct history_question *q, struct error *err)
{
    if (!q->parts || q->parts & ~HISTORY_ALL_PARTS)
        return error_set(err, ERR_USAGE, "not a part of history");
    if ((int)q->step < 0 || q->step >= HISTORY_STEPS)
        return error_set(err, ERR_USAGE, "not a step of history");
    if (q->start_ms < 0 || q->start_ms >= q->end_ms || q->end_ms > last_ms ||
        q->start_ms % 1000 != 0 || q->end_ms % 1000 != 0)
        return error_set(err, ERR_USAGE, "not a span of whole seconds");
    if (q->rows < 0 || q->rows > HISTORY_ROWS)
        return error_set(err, ERR_USAGE, "not a number of rows: %" PRId64, q->rows);
    return true;
}

/* Which queues it is about. */
struct about {
    const char *declaration, *filter;
};

static struct about find_about(const struct call *c)
{
    if (c->queue_id[0])
        return (struct about){", $queueId: string!", "queueId: $queueId, "};
    if (c->n_queue_ids)
        return (struct about){", $queueIds: [string!]", "queueId_in: $queueIds, "};
    return (struct about){"", ""};
}

/* Newest first: where the rows are cut off, what is missing is the oldest. */
static void append_node(const struct call *c, enum history_part part, struct buf *body)
{
    const struct history_question *q = &c->history;
    const struct history_node *node = history_node_get(part);
    const char *time = history_step_dimension(q->step);
    bool in_total = q->operations_in_total && part == HISTORY_OPERATIONS;

    buf_print(body,
              " %s: %s(limit: %" PRId64 ", filter: {%sdatetime_geq: $start, datetime_lt: $end}, "
              "orderBy: [%s_DESC]) { %s dimensions { %s%s%s%s} }",
              node->alias, node->dataset, q->rows ? q->rows : HISTORY_ROWS, find_about(c).filter,
              in_total ? "count" : time, node->values, c->queue_id[0] ? "" : "queueId ",
              node->dimensions, in_total ? "" : time, in_total ? "" : " ");
}

static void append_variables(const struct call *c, struct buf *body)
{
    struct format start, end;

    buf_print(body, "\"variables\":{\"accountTag\":\"%s\",\"start\":\"%s\",\"end\":\"%s\"",
              c->account_id, format_utc(&start, c->history.start_ms),
              format_utc(&end, c->history.end_ms));
    if (c->queue_id[0]) {
        buf_print(body, ",\"queueId\":\"%s\"", c->queue_id);
    } else if (c->n_queue_ids) {
        for (size_t i = 0; i < c->n_queue_ids; i++)
            buf_print(body, "%s\"%s\"", i ? "," : ",\"queueIds\":[", c->queue_ids[i]);
        buf_append_byte(body, ']');
    }
    buf_append_byte(body, '}');
}

bool build_history(const struct call *c, struct buf *body, struct error *err)
{
    if (!check_ids(c, err) || !check_question(&c->history, err))
        return false;
    buf_print(body,
              "{\"query\":\"query History($accountTag: string!, $start: Time!, $end: Time!%s) "
              "{ viewer { accounts(filter: {accountTag: $accountTag}) {",
              find_about(c).declaration);
    for (int part = 0; part < HISTORY_PARTS; part++)
        if (c->history.parts & HISTORY_PART(part))
            append_node(c, (enum history_part)part, body);
    buf_append_str(body, " } } }\",");
    append_variables(c, body);
    buf_append_byte(body, '}');
    return true;
}
