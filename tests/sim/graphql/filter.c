#include "tests/sim/graphql/filter.h"

#include "base/memory/array.h"
#include "tests/sim/graphql/text/times.h"

#include <stdio.h>
#include <string.h>

enum operator{ IS, GEQ, GT, LEQ, LT, NEQ, ONE_OF, NONE_OF, LIKE, NOT_LIKE, N_OPERATORS };

static const struct {
    const char *suffix;
    bool takes_list;
    bool text_only;
} operators[] = {
    [IS] = {"", false, false},       [GEQ] = {"_geq", false, false},
    [GT] = {"_gt", false, false},    [LEQ] = {"_leq", false, false},
    [LT] = {"_lt", false, false},    [NEQ] = {"_neq", false, false},
    [ONE_OF] = {"_in", true, false}, [NONE_OF] = {"_notin", true, false},
    [LIKE] = {"_like", false, true}, [NOT_LIKE] = {"_notlike", false, true},
};
_Static_assert(ARRAY_LEN(operators) == N_OPERATORS, "an operator is missing");

struct gql_filter {
    enum { ALL_OF, ANY_OF, CONDITION } kind;
    struct gql_filter *parts; /* of ALL_OF and ANY_OF; the values of a condition are below */
    size_t n;
    enum gql_field_id field;
    enum operator op;
    bool narrows; /* gql_filter_narrow() sees to it */
    const char **texts;
    int64_t *times; /* ms */
};

static const struct {
    const char *action;
    const char *outcome;
    const char *consumer;
} series_texts[] = {
    [HISTORY_WRITE] = {"WriteMessage", "none", ""},
    [HISTORY_READ_WORKER] = {"ReadMessage", "none", "worker"},
    [HISTORY_READ_HTTP] = {"ReadMessage", "none", "http"},
    [HISTORY_SUCCESS_WORKER] = {"DeleteMessage", "success", "worker"},
    [HISTORY_SUCCESS_HTTP] = {"DeleteMessage", "success", "http"},
    [HISTORY_DLQ_WORKER] = {"DeleteMessage", "dlq", "worker"},
    [HISTORY_DLQ_HTTP] = {"DeleteMessage", "dlq", "http"},
    [HISTORY_FAIL_WORKER] = {"DeleteMessage", "fail", "worker"},
    [HISTORY_FAIL_HTTP] = {"DeleteMessage", "fail", "http"},
};
_Static_assert(ARRAY_LEN(series_texts) == HISTORY_N_SERIES, "a series is missing");

const char *gql_series_text(enum history_series series, enum gql_field_id dimension)
{
    if (dimension == GQL_FIELD_ACTION_TYPE)
        return series_texts[series].action;
    if (dimension == GQL_FIELD_OUTCOME)
        return series_texts[series].outcome;
    return dimension == GQL_FIELD_CONSUMER_TYPE ? series_texts[series].consumer : "";
}

static bool is_text(enum gql_field_id field)
{
    return gql_fields[field].scalar == GQL_TEXT;
}

/* Splits "queueId_notin"; false: there is no such argument. */
static bool find_argument(enum gql_dataset d, const char *name, struct gql_filter *f)
{
    for (int op = 0; op < N_OPERATORS; op++) {
        size_t n = strlen(name), m = strlen(operators[op].suffix);
        enum gql_field_id field;

        if (n <= m || strcmp(name + n - m, operators[op].suffix) != 0)
            continue;
        field = gql_find_spelled(d, name, n - m);
        if (field == GQL_N_FIELDS || gql_fields[field].part != GQL_DIMENSIONS ||
            (operators[op].text_only && !is_text(field)))
            continue;
        f->field = field;
        f->op = (enum operator)op;
        return true;
    }
    return false;
}

/* Comparisons that bound the time from one side. */
static bool is_bound(const struct gql_filter *f)
{
    return !is_text(f->field) && (f->op == GEQ || f->op == GT || f->op == LEQ || f->op == LT);
}

static void take_values(struct gql_inputs *in, const struct gql_value *values, struct gql_filter *f)
{
    f->n = values->n;
    f->texts = gql_pool_new(&in->document->pool, f->n, sizeof(*f->texts));
    f->times = gql_pool_new(&in->document->pool, f->n, sizeof(*f->times));
    for (size_t i = 0; i < f->n; i++) {
        f->texts[i] = values->items[i].text;
        if (gql_fields[f->field].scalar == GQL_TIME)
            gql_time_parse(f->texts[i], &f->times[i]);
        if (gql_fields[f->field].scalar == GQL_DATE_ONLY)
            gql_date_parse(f->texts[i], &f->times[i]);
    }
}

/* One member that is not AND or OR; *given is false where its value is null. */
static bool read_condition(struct gql_inputs *in, enum gql_dataset d, const char *name,
                           const struct gql_value *v, struct gql_filter *f, bool *given)
{
    static const char *const scalars[] = {
        [GQL_TEXT] = "string", [GQL_TIME] = "Time", [GQL_DATE_ONLY] = "Date"};
    struct gql_type wanted = {.item_required = true};
    struct gql_value value, as_list;
    char why[GQL_REASON];

    *f = (struct gql_filter){.kind = CONDITION};
    if (!find_argument(d, name, f)) {
        snprintf(in->reason, sizeof(in->reason), "filter: unknown arg %s", name);
        return false;
    }
    wanted.name = scalars[gql_fields[f->field].scalar];
    wanted.is_list = operators[f->op].takes_list;
    wanted.item_required = wanted.is_list;
    if (!gql_input_read(in, v, &wanted, &value)) {
        snprintf(why, sizeof(why), "%s", in->reason);
        snprintf(in->reason, sizeof(in->reason), "filter: %.40s: %.100s", name, why);
        return false;
    }
    *given = value.kind != GQL_VALUE_NULL;
    as_list = (struct gql_value){.items = &value, .n = 1};
    if (*given)
        take_values(in, wanted.is_list ? &value : &as_list, f);
    return true;
}

static bool read_object(struct gql_inputs *in, enum gql_dataset d, const struct gql_value *object,
                        struct gql_filter *f);

/* A list of filters behind AND or OR. */
static bool read_parts(struct gql_inputs *in, enum gql_dataset d, const struct gql_value *v,
                       bool any, struct gql_filter *f)
{
    char type[96];
    struct gql_type wanted = {.name = type, .is_list = true, .item_required = true};
    struct gql_value list;

    snprintf(type, sizeof(type), "%sFilter_InputObject", gql_datasets[d].type);
    if (!gql_input_read(in, v, &wanted, &list))
        return false;
    *f = (struct gql_filter){.kind = any ? ANY_OF : ALL_OF, .n = list.n};
    f->parts = gql_pool_new(&in->document->pool, f->n, sizeof(*f->parts));
    for (size_t i = 0; i < f->n; i++)
        if (!read_object(in, d, &list.items[i], &f->parts[i]))
            return false;
    return true;
}

static bool read_object(struct gql_inputs *in, enum gql_dataset d, const struct gql_value *object,
                        struct gql_filter *f)
{
    *f = (struct gql_filter){.kind = ALL_OF};
    f->parts = gql_pool_new(&in->document->pool, object->n, sizeof(*f->parts));
    for (size_t i = 0; i < object->n; i++) {
        const char *name = object->names[i];
        bool is_and = strcmp(name, "AND") == 0, is_or = strcmp(name, "OR") == 0, given = true;

        if (is_and || is_or) {
            if (!read_parts(in, d, &object->items[i], is_or, &f->parts[f->n]))
                return false;
        } else if (!read_condition(in, d, name, &object->items[i], &f->parts[f->n], &given)) {
            return false;
        }
        f->n += given;
    }
    return true;
}

const struct gql_filter *gql_filter_read(struct gql_inputs *in, enum gql_dataset d,
                                         const struct gql_value *object)
{
    struct gql_filter *f = gql_pool_new(&in->document->pool, 1, sizeof(*f));

    if (!read_object(in, d, object, f))
        return NULL;
    for (size_t i = 0; i < f->n; i++)
        f->parts[i].narrows = f->parts[i].kind == CONDITION && is_bound(&f->parts[i]) &&
                              f->parts[i].field == GQL_FIELD_DATETIME;
    return f;
}

/* The first ms behind the bucket that begins at ms, of a dimension that is a time; of datetime
 * itself, behind ms. */
static int64_t end_of(enum gql_field_id field, int64_t ms)
{
    return ms + (field == GQL_FIELD_DATETIME ? 1 : gql_fields[field].minutes * HISTORY_MINUTE_MS);
}

static void narrow(const struct gql_filter *c, int64_t *from_ms, int64_t *until_ms)
{
    int64_t from = *from_ms, until = *until_ms;

    switch (c->op) {
    case IS:
        from = c->times[0];
        until = end_of(c->field, c->times[0]);
        break;
    case GEQ: from = c->times[0]; break;
    case GT: from = end_of(c->field, c->times[0]); break;
    case LEQ: until = end_of(c->field, c->times[0]); break;
    case LT: until = c->times[0]; break;
    case NEQ:
    case ONE_OF:
    case NONE_OF:
    case LIKE:
    case NOT_LIKE:
    case N_OPERATORS: break;
    }
    *from_ms = from > *from_ms ? from : *from_ms;
    *until_ms = until < *until_ms ? until : *until_ms;
}

void gql_filter_narrow(const struct gql_filter *f, int64_t *from_ms, int64_t *until_ms)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->parts[i].kind == CONDITION && !is_text(f->parts[i].field))
            narrow(&f->parts[i], from_ms, until_ms);
}

/* % stands for anything, _ for one character. */
static bool is_like(const char *text, const char *pattern)
{
    for (; *pattern; text++, pattern++) {
        if (*pattern == '%') {
            while (!is_like(text, pattern + 1))
                if (!*text++)
                    return false;
            return true;
        }
        if (!*text || (*pattern != '_' && *pattern != *text))
            return false;
    }
    return !*text;
}

/* The sign of a comparison with the i-th value. */
static int compare(const struct gql_filter *c, size_t i, const struct gql_record *r)
{
    int64_t step = gql_fields[c->field].minutes, time;

    if (c->field == GQL_FIELD_QUEUE_ID)
        return strcmp(r->queue_id, c->texts[i]);
    if (is_text(c->field))
        return strcmp(gql_series_text(r->series, c->field), c->texts[i]);
    time = r->minute / step * step * HISTORY_MINUTE_MS;
    return (time > c->times[i]) - (time < c->times[i]);
}

static bool is_one_of(const struct gql_filter *c, const struct gql_record *r)
{
    for (size_t i = 0; i < c->n; i++)
        if (compare(c, i, r) == 0)
            return true;
    return false;
}

static bool match_condition(const struct gql_filter *c, const struct gql_record *r)
{
    const char *text =
        c->field == GQL_FIELD_QUEUE_ID ? r->queue_id : gql_series_text(r->series, c->field);

    switch (c->op) {
    case IS: return compare(c, 0, r) == 0;
    case GEQ: return compare(c, 0, r) >= 0;
    case GT: return compare(c, 0, r) > 0;
    case LEQ: return compare(c, 0, r) <= 0;
    case LT: return compare(c, 0, r) < 0;
    case NEQ: return compare(c, 0, r) != 0;
    case ONE_OF: return is_one_of(c, r);
    case NONE_OF: return !is_one_of(c, r);
    case LIKE: return is_like(text, c->texts[0]);
    case NOT_LIKE: return !is_like(text, c->texts[0]);
    case N_OPERATORS: break;
    }
    return false;
}

bool gql_filter_match(const struct gql_filter *f, const struct gql_record *r)
{
    if (f->kind == CONDITION)
        return f->narrows || match_condition(f, r);
    for (size_t i = 0; i < f->n; i++)
        if (gql_filter_match(&f->parts[i], r) == (f->kind == ANY_OF))
            return f->kind == ANY_OF;
    return f->kind == ALL_OF;
}

bool gql_filter_match_queue(const struct gql_filter *f, const char *queue_id)
{
    struct gql_record r = {.queue_id = queue_id};

    for (size_t i = 0; i < f->n; i++)
        if (f->parts[i].kind == CONDITION && f->parts[i].field == GQL_FIELD_QUEUE_ID &&
            !match_condition(&f->parts[i], &r))
            return false;
    return true;
}
