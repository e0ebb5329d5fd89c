/* What GraphQL has of the past: {data: {viewer: {accounts: [{backlog: [...], ...}]}}, errors}.
 *
 * Strict: numbers end up in graphs, where a wrong one is not seen to be wrong.  A value may be
 * missing or null, which is unknown. */
#include "api/answer/decoding.h"

#include "api/graphql/graphql.h"
#include "api/graphql/history_node.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The account that was asked for; NULL: there is none, and d->err says why. */
static const json_t *find_account(struct decoding *d)
{
    const json_t *accounts = json_object_get(json_object_get(d->e.result, "viewer"), "accounts");
    const json_t *account = json_array_get(accounts, 0);

    if (json_is_object(account))
        return account;
    if (envelope_has_errors(&d->e))
        envelope_read_error(&d->e, d->answer, d->err);
    else if (json_is_array(accounts) && json_array_size(accounts) == 0)
        graphql_set_no_account(d->err);
    else
        decoding_refuse(d, "the answer holds no account");
    return NULL;
}

/* Errors beside data are about what it lacks: they are kept in *err.  false: there is nothing
 * of what was asked for. */
static bool keep_errors(const struct decoding *d, bool any, struct error *err)
{
    bool errors = envelope_has_errors(&d->e);

    if (!any && errors)
        return envelope_read_error(&d->e, d->answer, d->err);
    if (!any)
        return decoding_refuse(d, "the answer lacks what was asked for");
    if (errors) {
        envelope_read_error(&d->e, d->answer, err);
        err->token = TOKEN_ACTIVE; /* it was good for the rest */
    }
    return true;
}

/* As many as field_int() takes; false: no number. */
static bool read_int(const json_t *object, const char *key, int64_t *out)
{
    const json_t *v = json_object_get(object, key);

    *out = field_int(object, key);
    return !v || json_is_null(v) || json_is_number(v);
}

static bool read_real(const json_t *object, const char *key, double *out)
{
    const json_t *v = json_object_get(object, key);
    double real = json_number_value(v);

    *out = json_is_number(v) && real >= 0.0 ? real : -1.0;
    return !v || json_is_null(v) || json_is_number(v);
}

static bool read_backlog(const json_t *item, struct history_fact *fact)
{
    const json_t *avg = json_object_get(item, "avg");

    return read_int(avg, "messages", &fact->messages) && read_int(avg, "bytes", &fact->bytes);
}

static bool read_concurrency(const json_t *item, struct history_fact *fact)
{
    return read_real(json_object_get(item, "avg"), "concurrency", &fact->concurrency);
}

static bool is_word(const json_t *v, const char *word)
{
    return json_is_string(v) && json_string_length(v) == strlen(word) &&
           strcmp(json_string_value(v), word) == 0;
}

/* HISTORY_ACTIONS: one that we do not know. */
static enum history_action find_action(const json_t *dimensions)
{
    static const struct {
        const char *action, *outcome; /* NULL: it has none */
        enum history_action is;
    } rows[] = {
        {"WriteMessage", NULL, HISTORY_WRITTEN},
        {"ReadMessage", NULL, HISTORY_READ},
        {"DeleteMessage", "success", HISTORY_DELIVERED},
        {"DeleteMessage", "dlq", HISTORY_DEAD_LETTERED},
        {"DeleteMessage", "fail", HISTORY_FAILED},
    };
    const json_t *type = json_object_get(dimensions, "actionType");
    const json_t *outcome = json_object_get(dimensions, "outcome");

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (is_word(type, rows[i].action) &&
            (!rows[i].outcome || is_word(outcome, rows[i].outcome)))
            return rows[i].is;
    return HISTORY_ACTIONS;
}

static bool read_operation(const json_t *item, struct history_fact *fact)
{
    const json_t *avg = json_object_get(item, "avg");
    struct history_tally *t = &fact->tally;

    fact->action = find_action(json_object_get(item, "dimensions"));
    return read_int(item, "count", &t->count) && read_int(avg, "lagTime", &t->lag_ms) &&
           read_int(avg, "retryCount", &t->retries);
}

/* What is being read. */
struct reading {
    struct decoding *d;
    struct history *history;
    enum history_part part;
    int64_t oldest_ms; /* -1: no row with a time yet */
};

/* When the item's step began; -1: it is about the whole span.  false: no time. */
static bool read_time(const struct reading *r, const json_t *dimensions, int64_t *time_ms)
{
    const struct history_question *q = &r->history->asked;
    const json_t *v = json_object_get(dimensions, history_step_dimension(q->step));

    *time_ms = -1;
    if (q->operations_in_total && r->part == HISTORY_OPERATIONS)
        return true;
    return json_is_string(v) && json_string_length(v) == strlen(json_string_value(v)) &&
           format_parse_utc(json_string_value(v), time_ms) && *time_ms >= 0;
}

/* Which queue it is about; an id that is fit for none is "".  false: not said. */
static bool read_queue(const struct reading *r, const json_t *dimensions, char id[ID_BYTES])
{
    if (r->d->call->queue_id[0]) {
        memcpy(id, r->d->call->queue_id, ID_BYTES);
        return true;
    }
    field_id(dimensions, "queueId", id);
    return json_is_string(json_object_get(dimensions, "queueId"));
}

static void note_sampling(struct reading *r, const json_t *avg)
{
    double *known = &r->history->parts[r->part].sample_interval, interval;

    if (read_real(avg, "sampleInterval", &interval) && interval > *known)
        *known = interval;
}

/* A row that was not asked for is left out. */
static bool is_in_span(const struct history_question *q, int64_t time_ms)
{
    return time_ms < 0 || (time_ms >= history_floor(q->step, q->start_ms) && time_ms < q->end_ms);
}

/* What the item says is added, unless it is about nothing that we know. */
static void add(struct reading *r, const struct history_fact *fact)
{
    if (!is_in_span(&r->history->asked, fact->time_ms))
        return;
    if (fact->time_ms >= 0 && (r->oldest_ms < 0 || fact->time_ms < r->oldest_ms))
        r->oldest_ms = fact->time_ms;
    if (fact->queue_id[0] && fact->action < HISTORY_ACTIONS)
        history_add(r->history, fact);
}

static bool read_item(struct reading *r, const json_t *item)
{
    static bool (*const readers[])(const json_t *, struct history_fact *) = {
        [HISTORY_BACKLOG] = read_backlog,
        [HISTORY_DELAYED] = read_backlog, /* it has no bytes */
        [HISTORY_CONCURRENCY] = read_concurrency,
        [HISTORY_OPERATIONS] = read_operation,
    };
    _Static_assert(ARRAY_LEN(readers) == HISTORY_PARTS, "every part has its reader");
    const json_t *avg = json_object_get(item, "avg");
    const json_t *dimensions = json_object_get(item, "dimensions");
    struct history_fact fact = history_fact(r->part, -1);

    if (!json_is_object(dimensions) || (avg && !json_is_null(avg) && !json_is_object(avg)))
        return decoding_refuse(r->d, "a row of history has not the form of one");
    if (!read_queue(r, dimensions, fact.queue_id) || !read_time(r, dimensions, &fact.time_ms))
        return decoding_refuse(r->d, "a row of history does not say of what queue and time it is");
    if (!readers[r->part](item, &fact))
        return decoding_refuse(r->d, "a value of history is not a number");
    note_sampling(r, avg);
    add(r, &fact);
    return true;
}

static bool refuse_rows(const struct reading *r, int64_t asked)
{
    char why[120];

    snprintf(why, sizeof(why), "more rows of history than the %" PRId64 " that were asked for",
             asked);
    return decoding_refuse(r->d, why);
}

static bool read_rows(struct reading *r, const json_t *list)
{
    int64_t asked = r->history->asked.rows ? r->history->asked.rows : HISTORY_ROWS, n = 0;
    size_t cursor = 0;
    json_t *item;

    for (; envelope_next_row(&r->d->e, list, &cursor, &item); n++) {
        bool ok = n < asked ? read_item(r, item) : refuse_rows(r, asked);

        json_decref(item);
        if (!ok)
            return false;
    }
    history_note_part(r->history, r->part, (size_t)n, r->oldest_ms);
    return true;
}

/* false: the answer is refused.  Where errors say why, a part may be missing. */
static bool read_part(struct reading *r, const json_t *account)
{
    const json_t *list = json_object_get(account, history_node_get(r->part)->alias);

    r->oldest_ms = -1;
    if ((!list || json_is_null(list)) && envelope_has_errors(&r->d->e))
        return true;
    return json_is_array(list) ? read_rows(r, list)
                               : decoding_refuse(r->d, "a part of history is not a list");
}

bool decode_history(struct decoding *d)
{
    struct history *h = d->out->history = history_new(&d->call->history);
    const json_t *account = find_account(d);
    struct reading r = {.d = d, .history = h};
    bool any = false;

    if (!account)
        return false;
    for (int part = 0; part < HISTORY_PARTS; part++) {
        if (!(h->asked.parts & HISTORY_PART(part)))
            continue;
        r.part = (enum history_part)part;
        if (!read_part(&r, account))
            return false;
        any = any || h->parts[part].came;
    }
    if (!keep_errors(d, any, &h->err))
        return false;
    history_finish(h);
    return true;
}

static bool read_limit(const json_t *node, struct history_limit *limit)
{
    limit->enabled = field_flag(node, "enabled");
    return read_int(node, "maxDuration", &limit->max_duration_s) &&
           read_int(node, "notOlderThan", &limit->not_older_than_s) &&
           read_int(node, "maxPageSize", &limit->max_rows) &&
           read_int(node, "maxNumberOfFields", &limit->max_fields);
}

bool decode_history_limits(struct decoding *d)
{
    struct history_limits *limits = d->out->history_limits = mem_new(1, sizeof(*limits));
    const json_t *account = find_account(d);
    const json_t *settings = json_object_get(account, "settings");
    bool any = false;

    if (!account)
        return false;
    for (int part = 0; part < HISTORY_PARTS; part++) {
        const json_t *node =
            json_object_get(settings, history_node_get((enum history_part)part)->dataset);

        if (!read_limit(node, &limits->parts[part]))
            return decoding_refuse(d, "a limit of history is not a number");
        any = any || json_is_object(node);
    }
    return keep_errors(d, any, &limits->err);
}
