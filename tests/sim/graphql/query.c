#include "tests/sim/graphql/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool fail(struct gql_query *q, enum gql_error_id id, const char *what)
{
    struct gql_failure *f = gql_fail(&q->failures, id);

    snprintf(f->what, sizeof(f->what), "%s", what);
    return false;
}

static bool fail_args(struct gql_query *q, const struct gql_field *field, const char *what)
{
    fail(q, GQL_ERROR_ARGS, what);
    q->failures.items[q->failures.n - 1].node = field->name;
    return false;
}

static bool is_typename(const struct gql_field *f)
{
    return strcmp(f->name, "__typename") == 0;
}

static bool need_scalar(struct gql_query *q, const struct gql_field *f)
{
    if (f->has_fields)
        return fail(q, GQL_ERROR_SCALAR, "");
    return f->n_args == 0 || fail_args(q, f, "it takes none");
}

static bool need_object(struct gql_query *q, const struct gql_field *f)
{
    return f->has_fields || fail(q, GQL_ERROR_OBJECT, "");
}

static const struct gql_value *find_arg(const struct gql_field *f, const char *name)
{
    for (size_t i = 0; i < f->n_args; i++)
        if (strcmp(f->args[i].name, name) == 0)
            return &f->args[i].value;
    return NULL;
}

/* The argument as it is wanted; GQL_VALUE_NULL where it is not there. */
static bool read_arg(struct gql_query *q, const struct gql_field *f, const char *name,
                     const struct gql_type *wanted, struct gql_value *out)
{
    const struct gql_value *v = find_arg(f, name);
    char what[GQL_WHAT];

    *out = (struct gql_value){.kind = GQL_VALUE_NULL, .text = ""};
    if (v ? gql_input_read(&q->inputs, v, wanted, out) : !wanted->required)
        return true;
    snprintf(what, sizeof(what), "%s: %s", name, v ? q->inputs.reason : "it is required");
    return fail_args(q, f, what);
}

static bool check_args(struct gql_query *q, const struct gql_field *f, const char *const *known)
{
    for (size_t i = 0; i < f->n_args; i++) {
        char what[GQL_WHAT];
        size_t k = 0;

        while (known[k] && strcmp(known[k], f->args[i].name) != 0)
            k++;
        if (known[k])
            continue;
        snprintf(what, sizeof(what), "unknown arg %s", f->args[i].name);
        return fail_args(q, f, what);
    }
    return true;
}

/* Selected fields of a part of a row. */
static bool check_part(struct gql_query *q, struct gql_node *node, const struct gql_field *part,
                       enum gql_part id)
{
    if (!need_object(q, part) || !check_args(q, part, (const char *const[]){NULL}))
        return false;
    for (size_t i = 0; i < part->n_fields; i++) {
        const struct gql_field *f = &part->fields[i];
        enum gql_field_id field = gql_find_field(node->dataset, id, f->name);

        if (field == GQL_N_FIELDS && !is_typename(f))
            return fail(q, GQL_ERROR_UNKNOWN_FIELD, f->name);
        if (!need_scalar(q, f))
            return false;
        if (field < GQL_N_FIELDS)
            node->asked |= 1u << field;
    }
    return true;
}

static bool check_row(struct gql_query *q, struct gql_node *node)
{
    const struct gql_field *row = node->field;

    if (!need_object(q, row))
        return false;
    for (size_t i = 0; i < row->n_fields; i++) {
        const struct gql_field *f = &row->fields[i];
        enum gql_part part = gql_find_part(node->dataset, f->name);
        enum gql_field_id own = gql_find_field(node->dataset, GQL_OWN, f->name);

        if (part < GQL_N_PARTS) {
            if (!check_part(q, node, f, part))
                return false;
        } else if (own == GQL_N_FIELDS && !is_typename(f)) {
            return fail(q, GQL_ERROR_UNKNOWN_FIELD, f->name);
        } else if (!need_scalar(q, f)) {
            return false;
        } else if (own < GQL_N_FIELDS) {
            node->asked |= 1u << own;
        }
    }
    return true;
}

/* One name of orderBy.  Rows are sorted by what they are grouped by, or by what is measured. */
static bool read_order(struct gql_query *q, struct gql_node *node, const char *name)
{
    size_t n = strlen(name);
    bool ascending = n > 4 && strcmp(name + n - 4, "_ASC") == 0;
    bool descending = n > 5 && strcmp(name + n - 5, "_DESC") == 0;
    struct gql_order *o = &node->orders[node->n_orders++];
    char what[GQL_WHAT];

    o->descending = descending;
    o->field = gql_find_spelled(node->dataset, name, n - (descending ? 5 : ascending ? 4 : 0));
    if ((!ascending && !descending) || o->field == GQL_N_FIELDS) {
        snprintf(what, sizeof(what), "orderBy: unknown value %s", name);
        return fail_args(q, node->field, what);
    }
    if (gql_fields[o->field].part == GQL_DIMENSIONS && !(node->asked & 1u << o->field)) {
        snprintf(what, sizeof(what), "orderBy: %s is not among the dimensions", name);
        return fail_args(q, node->field, what);
    }
    return true;
}

static bool read_orders(struct gql_query *q, struct gql_node *node)
{
    char type[96];
    struct gql_type wanted = {.name = type, .is_list = true, .item_required = true};
    struct gql_value list;

    snprintf(type, sizeof(type), "%sOrderBy", gql_datasets[node->dataset].type);
    if (!read_arg(q, node->field, "orderBy", &wanted, &list))
        return false;
    if (list.n > GQL_ORDERS)
        return fail_args(q, node->field, "orderBy: too many");
    for (size_t i = 0; i < list.n; i++)
        if (!read_order(q, node, list.items[i].text))
            return false;
    return true;
}

static bool read_node_args(struct gql_query *q, struct gql_node *node)
{
    static const char *const known[] = {"filter", "limit", "orderBy", NULL};
    static const struct gql_type limit_type = {.name = "uint64", .required = true};
    char type[96];
    struct gql_type wanted = {.name = type, .required = true};
    struct gql_value limit, filter;

    snprintf(type, sizeof(type), "%sFilter_InputObject", gql_datasets[node->dataset].type);
    if (!check_args(q, node->field, known) ||
        !read_arg(q, node->field, "limit", &limit_type, &limit) ||
        !read_arg(q, node->field, "filter", &wanted, &filter) || !read_orders(q, node))
        return false;
    node->limit = strtoll(limit.text, NULL, 10);
    node->filter = gql_filter_read(&q->inputs, node->dataset, &filter);
    return node->filter || fail_args(q, node->field, q->inputs.reason);
}

static bool check_settings(struct gql_query *q, const struct gql_field *settings)
{
    static const char *const known[] = {
        "enabled",      "maxDuration",     "maxNumberOfFields", "maxPageSize",
        "notOlderThan", "availableFields", "__typename",        NULL};

    if (!need_object(q, settings) || !check_args(q, settings, (const char *const[]){NULL}))
        return false;
    for (size_t i = 0; i < settings->n_fields; i++) {
        const struct gql_field *d = &settings->fields[i];

        if (is_typename(d))
            continue;
        if (gql_find_dataset(d->name) == GQL_N_DATASETS)
            return fail(q, GQL_ERROR_UNKNOWN_FIELD, d->name);
        if (!need_object(q, d))
            return false;
        for (size_t k = 0; k < d->n_fields; k++) {
            size_t at = 0;

            while (known[at] && strcmp(known[at], d->fields[k].name) != 0)
                at++;
            if (!known[at])
                return fail(q, GQL_ERROR_UNKNOWN_FIELD, d->fields[k].name);
            if (!need_scalar(q, &d->fields[k]))
                return false;
        }
    }
    return true;
}

/* A field of an account. */
static bool check_account_field(struct gql_query *q, const struct gql_node *scope,
                                const struct gql_field *f)
{
    struct gql_node *node;

    if (strcmp(f->name, "settings") == 0)
        return check_settings(q, f);
    if (is_typename(f) || strcmp(f->name, "accountTag") == 0)
        return need_scalar(q, f);
    if (gql_find_dataset(f->name) == GQL_N_DATASETS)
        return fail(q, GQL_ERROR_UNKNOWN_FIELD, f->name);
    if (q->n_nodes == GQL_NODES)
        return fail(q, GQL_ERROR_NODES, "");
    node = &q->nodes[q->n_nodes++];
    *node = *scope;
    node->field = f;
    node->path[3] = f->key;
    node->dataset = gql_find_dataset(f->name);
    return check_row(q, node) && read_node_args(q, node);
}

size_t gql_query_account(struct gql_query *q, const struct gql_field *accounts)
{
    static const struct gql_type tag = {.name = "string", .required = true};
    const struct gql_value *filter = find_arg(accounts, "filter");
    struct gql_value wanted;
    size_t i = 0;

    if (!filter || filter->n != 1 || !gql_input_read(&q->inputs, &filter->items[0], &tag, &wanted))
        return q->world->n_accounts;
    while (i < q->world->n_accounts && strcmp(q->world->accounts[i].id, wanted.text) != 0)
        i++;
    return i;
}

/* accounts(filter: {accountTag: ...}): the schema would do without the filter, no client does. */
static bool check_accounts(struct gql_query *q, const char *viewer_key, const struct gql_field *f)
{
    static const struct gql_type tag = {.name = "string", .required = true};
    const struct gql_value *filter = find_arg(f, "filter");
    struct gql_node scope = {.path = {viewer_key, f->key, "0", NULL}};
    struct gql_value wanted;

    if (!need_object(q, f) || !check_args(q, f, (const char *const[]){"filter", NULL}))
        return false;
    if (!filter || filter->kind != GQL_VALUE_OBJECT || filter->n != 1 ||
        strcmp(filter->names[0], "accountTag") != 0)
        return fail_args(q, f, "filter: accountTag is required, and nothing else is known");
    if (!gql_input_read(&q->inputs, &filter->items[0], &tag, &wanted))
        return fail_args(q, f, q->inputs.reason);
    scope.account = gql_query_account(q, f);
    for (size_t i = 0; i < f->n_fields; i++)
        if (!check_account_field(q, &scope, &f->fields[i]))
            return false;
    return true;
}

static bool check_viewer(struct gql_query *q, const struct gql_field *viewer)
{
    if (!need_object(q, viewer) || !check_args(q, viewer, (const char *const[]){NULL}))
        return false;
    for (size_t i = 0; i < viewer->n_fields; i++) {
        const struct gql_field *f = &viewer->fields[i];

        if (is_typename(f)                     ? !need_scalar(q, f)
            : strcmp(f->name, "accounts") == 0 ? !check_accounts(q, viewer->key, f)
                                               : !fail(q, GQL_ERROR_UNKNOWN_FIELD, f->name))
            return false;
    }
    return true;
}

static bool check_root(struct gql_query *q)
{
    const struct gql_field *root = &q->document.root;

    for (size_t i = 0; i < root->n_fields; i++) {
        const struct gql_field *f = &root->fields[i];

        if (is_typename(f)                   ? !need_scalar(q, f)
            : strcmp(f->name, "viewer") == 0 ? !check_viewer(q, f)
                                             : !fail(q, GQL_ERROR_UNKNOWN_FIELD, f->name))
            return false;
    }
    return true;
}

bool gql_query_read(struct gql_query *q, const struct world *w, const char *text, size_t n,
                    const json_t *variables)
{
    char reason[GQL_REASON];

    *q = (struct gql_query){.world = w};
    q->inputs = (struct gql_inputs){.document = &q->document, .variables = variables};
    if (!gql_document_parse(&q->document, text, n, reason))
        return fail(q, GQL_ERROR_QUERY, reason);
    if (!gql_input_check_types(&q->inputs))
        return fail(q, GQL_ERROR_QUERY, q->inputs.reason);
    if (!check_root(q))
        return false;
    return gql_input_check_used(&q->inputs) || fail(q, GQL_ERROR_QUERY, q->inputs.reason);
}

void gql_query_free(struct gql_query *q)
{
    gql_document_free(&q->document);
}

const struct gql_node *gql_query_node(const struct gql_query *q, const struct gql_field *field)
{
    for (size_t i = 0; i < q->n_nodes; i++)
        if (q->nodes[i].field == field)
            return &q->nodes[i];
    return NULL;
}
