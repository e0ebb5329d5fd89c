#include "tests/sim/control/journal.h"

#include "tests/sim/http/auth.h"

#include <stdlib.h>

enum { KEPT = 50000, KEPT_BODY = 65536 };

void journal_init(struct journal *j)
{
    *j = (struct journal){.list = json_array()};
}

void journal_free(struct journal *j)
{
    json_decref(j->list);
    j->list = NULL;
}

void journal_clear(struct journal *j)
{
    j->cleared += json_array_size(j->list);
    json_array_clear(j->list);
}

size_t journal_add(struct journal *j, const struct sim_request *q, const char *op,
                   const char *queue, bool changes_state, int64_t now)
{
    size_t len = q->body.len < KEPT_BODY ? q->body.len : KEPT_BODY;
    json_t *body = json_stringn(q->body.bytes ? q->body.bytes : "", len);
    json_t *entry;

    if (json_array_size(j->list) >= KEPT)
        journal_clear(j);
    entry = json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:s, s:b, s:I, s:i, s:s?, s:s?}", "method",
                      q->method, "path", q->path, "query", q->query, "op", op, "queue", queue,
                      "status", 0, "auth", auth_name(q->auth), "changes_state", changes_state,
                      "time_ms", (json_int_t)now, "connection", (int)q->connection, "user_agent",
                      q->user_agent, "rate_limit_type", q->rate_limit_type);
    json_object_set_new(entry, "body", body ? body : json_null());
    json_array_append_new(j->list, entry);
    return j->cleared + json_array_size(j->list) - 1;
}

void journal_set_status(struct journal *j, size_t entry, int status)
{
    if (entry >= j->cleared)
        json_object_set_new(json_array_get(j->list, entry - j->cleared), "status",
                            json_integer(status));
}
