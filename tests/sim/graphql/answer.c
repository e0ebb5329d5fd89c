#include "tests/sim/graphql/answer.h"

#include "tests/sim/graphql/text/times.h"
#include "tests/sim/http/jsontext.h"

#include <inttypes.h>
#include <string.h>

struct answer {
    struct gql_query *query;
    const struct gql_rows *rows;
    struct buf *out;
};

static void append_text(struct buf *out, const char *text)
{
    jsontext_string(out, text, strlen(text));
}

/* __typename of TYPE with an ending; true when the field is that. */
static bool append_typename(struct answer *a, const struct gql_field *f, const char *type,
                            const char *ending)
{
    if (strcmp(f->name, "__typename") != 0)
        return false;
    buf_print(a->out, "\"%s%s\"", type, ending);
    return true;
}

static void append_value(struct answer *a, const struct gql_rows *rows, const struct gql_row *row,
                         enum gql_field_id field)
{
    const struct gql_field_row *is = &gql_fields[field];
    double number = gql_row_number(rows, row, field);
    int64_t start = is->minutes > 0 ? row->minute / is->minutes * is->minutes : 0;

    switch (is->scalar) {
    case GQL_UINT:
        jsontext_number(a->out, (int64_t)(number + 0.5), a->query->world->options.real_numbers);
        break;
    case GQL_REAL: buf_print(a->out, "%.10g", number); break;
    case GQL_TEXT:
        append_text(a->out, field == GQL_FIELD_QUEUE_ID ? row->queue->id
                                                        : gql_series_text(row->series, field));
        break;
    case GQL_TIME: gql_time_append(a->out, start * HISTORY_MINUTE_MS); break;
    case GQL_DATE_ONLY: gql_date_append(a->out, start * HISTORY_MINUTE_MS); break;
    }
}

static void append_part(struct answer *a, const struct gql_node *node, const struct gql_field *f,
                        const struct gql_rows *rows, const struct gql_row *row)
{
    static const char *const endings[] = {"", "Sum", "Avg", "Max", "Dimensions"};
    enum gql_part part = gql_find_part(node->dataset, f->name);

    buf_append_byte(a->out, '{');
    for (size_t i = 0; i < f->n_fields; i++) {
        jsontext_key(a->out, f->fields[i].key);
        if (!append_typename(a, &f->fields[i], gql_datasets[node->dataset].type, endings[part]))
            append_value(a, rows, row, gql_find_field(node->dataset, part, f->fields[i].name));
    }
    buf_append_byte(a->out, '}');
}

static void append_row(struct answer *a, const struct gql_node *node, const struct gql_rows *rows,
                       const struct gql_row *row)
{
    buf_append_byte(a->out, '{');
    for (size_t i = 0; i < node->field->n_fields; i++) {
        const struct gql_field *f = &node->field->fields[i];

        jsontext_key(a->out, f->key);
        if (append_typename(a, f, gql_datasets[node->dataset].type, ""))
            continue;
        if (f->has_fields)
            append_part(a, node, f, rows, row);
        else
            append_value(a, rows, row, gql_find_field(node->dataset, GQL_OWN, f->name));
    }
    buf_append_byte(a->out, '}');
}

static void append_node(struct answer *a, const struct gql_node *node)
{
    const struct gql_rows *rows = &a->rows[node - a->query->nodes];

    if (node->failed) {
        buf_append_str(a->out, "null");
        return;
    }
    buf_append_byte(a->out, '[');
    for (size_t i = 0; i < rows->n; i++) {
        if (i > 0)
            buf_append_byte(a->out, ',');
        append_row(a, node, rows, rows->sorted[i]);
    }
    buf_append_byte(a->out, ']');
}

static void append_available(struct answer *a, enum gql_dataset d, const struct gql_limits *l)
{
    char name[64];

    buf_append_byte(a->out, '[');
    for (int f = 0; f < GQL_N_FIELDS; f++) {
        if (!(gql_fields[f].datasets & 1u << d) || l->hidden & 1u << f)
            continue;
        gql_spell_field((enum gql_field_id)f, name, sizeof(name));
        if (a->out->bytes[a->out->len - 1] != '[')
            buf_append_byte(a->out, ',');
        append_text(a->out, name);
    }
    buf_append_byte(a->out, ']');
}

static void append_limit(struct answer *a, enum gql_dataset d, const char *name)
{
    const struct gql_limits *l = &a->query->world->options.graphql.limits[d];

    if (strcmp(name, "availableFields") == 0)
        append_available(a, d, l);
    else if (strcmp(name, "enabled") == 0)
        buf_append_str(a->out, l->enabled ? "true" : "false");
    else
        buf_print(a->out, "%" PRId64,
                  strcmp(name, "maxDuration") == 0         ? l->max_duration_s
                  : strcmp(name, "maxNumberOfFields") == 0 ? l->max_fields
                  : strcmp(name, "maxPageSize") == 0       ? l->max_page
                                                           : l->not_older_than_s);
}

static void append_settings(struct answer *a, const struct gql_field *settings)
{
    buf_append_byte(a->out, '{');
    for (size_t i = 0; i < settings->n_fields; i++) {
        const struct gql_field *d = &settings->fields[i];

        jsontext_key(a->out, d->key);
        if (append_typename(a, d, "AccountSettings", ""))
            continue;
        buf_append_byte(a->out, '{');
        for (size_t k = 0; k < d->n_fields; k++) {
            jsontext_key(a->out, d->fields[k].key);
            if (!append_typename(a, &d->fields[k], "Settings", ""))
                append_limit(a, gql_find_dataset(d->name), d->fields[k].name);
        }
        buf_append_byte(a->out, '}');
    }
    buf_append_byte(a->out, '}');
}

static void append_accounts(struct answer *a, const struct gql_field *accounts)
{
    const struct world *w = a->query->world;
    size_t account = gql_query_account(a->query, accounts);

    if (account == w->n_accounts) {
        buf_append_str(a->out, "[]");
        return;
    }
    buf_append_str(a->out, "[{");
    for (size_t i = 0; i < accounts->n_fields; i++) {
        const struct gql_field *f = &accounts->fields[i];

        jsontext_key(a->out, f->key);
        if (append_typename(a, f, "account", ""))
            continue;
        if (strcmp(f->name, "accountTag") == 0)
            append_text(a->out, w->accounts[account].id);
        else if (strcmp(f->name, "settings") == 0)
            append_settings(a, f);
        else
            append_node(a, gql_query_node(a->query, f));
    }
    buf_append_str(a->out, "}]");
}

static void append_viewer(struct answer *a, const struct gql_field *viewer)
{
    buf_append_byte(a->out, '{');
    for (size_t i = 0; i < viewer->n_fields; i++) {
        jsontext_key(a->out, viewer->fields[i].key);
        if (!append_typename(a, &viewer->fields[i], "viewer", ""))
            append_accounts(a, &viewer->fields[i]);
    }
    buf_append_byte(a->out, '}');
}

void gql_answer_append(struct gql_query *q, const struct gql_rows *rows, struct buf *out)
{
    struct answer a = {.query = q, .rows = rows, .out = out};
    const struct gql_field *root = &q->document.root;

    buf_append_byte(out, '{');
    for (size_t i = 0; i < root->n_fields; i++) {
        jsontext_key(out, root->fields[i].key);
        if (!append_typename(&a, &root->fields[i], "Query", ""))
            append_viewer(&a, &root->fields[i]);
    }
    buf_append_byte(out, '}');
}
