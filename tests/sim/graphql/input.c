#include "tests/sim/graphql/input.h"

#include "base/memory/array.h"
#include "tests/sim/graphql/schema/schema.h"
#include "tests/sim/graphql/text/times.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(struct gql_inputs *in, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static bool refuse(struct gql_inputs *in, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(in->reason, sizeof(in->reason), fmt, ap);
    va_end(ap);
    return false;
}

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);

    return n > m && strcmp(name + n - m, end) == 0;
}

static bool is_order(const char *type)
{
    return ends_with(type, "OrderBy");
}

static bool is_filter(const char *type)
{
    return ends_with(type, "Filter_InputObject");
}

/* Text, true: any; the types of orders and filters count as text of their kind here. */
static bool check_scalar(struct gql_inputs *in, const char *type, const struct gql_value *v)
{
    int64_t ms;

    if (is_filter(type))
        return v->kind == GQL_VALUE_OBJECT || refuse(in, "expected an object");
    if (is_order(type))
        return v->kind == GQL_VALUE_ENUM || refuse(in, "expected a name");
    if (strcmp(type, "uint64") == 0)
        return (v->kind == GQL_VALUE_INT && v->text[0] != '-' && strlen(v->text) < 19) ||
               refuse(in, "expected uint64");
    if (v->kind != GQL_VALUE_STRING)
        return refuse(in, "expected %s", type);
    if (strcmp(type, "Time") == 0)
        return gql_time_parse(v->text, &ms) || refuse(in, "not an iso8601 time");
    if (strcmp(type, "Date") == 0)
        return gql_date_parse(v->text, &ms) || refuse(in, "date format should be '2006-01-02'");
    return true;
}

/* A variable of type t may stand where wanted is asked for. */
static bool fits(const struct gql_variable *v, const struct gql_type *wanted)
{
    const struct gql_type *t = &v->type;

    return strcmp(t->name, wanted->name) == 0 && t->is_list == wanted->is_list &&
           (t->item_required || !wanted->item_required) &&
           (t->required || v->otherwise || !wanted->required);
}

static void from_json(struct gql_pool *pool, const json_t *json, bool is_enum,
                      struct gql_value *out);

static void items_from_json(struct gql_pool *pool, const json_t *json, bool is_enum,
                            struct gql_value *out)
{
    void *at = json_object_iter((json_t *)(uintptr_t)json);

    out->n = json_is_object(json) ? json_object_size(json) : json_array_size(json);
    out->items = gql_pool_new(pool, out->n, sizeof(*out->items));
    out->names = gql_pool_new(pool, out->n, sizeof(*out->names));
    for (size_t i = 0; i < out->n; i++) {
        if (json_is_array(json)) {
            from_json(pool, json_array_get(json, i), is_enum, &out->items[i]);
            continue;
        }
        out->names[i] = json_object_iter_key(at);
        from_json(pool, json_object_iter_value(at), is_enum, &out->items[i]);
        at = json_object_iter_next((json_t *)(uintptr_t)json, at);
    }
}

/* jansson bounds the depth; the text of strings stays the JSON's. */
static void from_json(struct gql_pool *pool, const json_t *json, bool is_enum,
                      struct gql_value *out)
{
    char *text;

    *out = (struct gql_value){.kind = GQL_VALUE_NULL, .text = ""};
    switch (json_typeof(json)) {
    case JSON_OBJECT:
    case JSON_ARRAY:
        out->kind = json_is_object(json) ? GQL_VALUE_OBJECT : GQL_VALUE_LIST;
        items_from_json(pool, json, is_enum, out);
        break;
    case JSON_STRING:
        out->kind = is_enum ? GQL_VALUE_ENUM : GQL_VALUE_STRING;
        out->text = json_string_value(json);
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        out->kind = json_is_integer(json) ? GQL_VALUE_INT : GQL_VALUE_FLOAT;
        text = json_dumps(json, JSON_ENCODE_ANY);
        out->text = gql_pool_copy(pool, text, strlen(text));
        free(text);
        break;
    case JSON_TRUE:
    case JSON_FALSE: out->kind = GQL_VALUE_BOOL; break;
    case JSON_NULL: break;
    }
}

/* The variable that v names, as a value. */
static bool find_variable(struct gql_inputs *in, const struct gql_value *v,
                          const struct gql_type *wanted, struct gql_value *out)
{
    struct gql_document *d = in->document;
    const json_t *given = json_object_get(in->variables, v->text);
    struct gql_variable *found = NULL;

    for (size_t i = 0; i < d->n_variables; i++)
        if (strcmp(d->variables[i].name, v->text) == 0)
            found = &d->variables[i];
    if (!found)
        return refuse(in, "variable $%s is not declared", v->text);
    found->used = true;
    if (!fits(found, wanted))
        return refuse(in, "variable $%s is not of type %s", v->text, wanted->name);
    *out = (struct gql_value){.kind = GQL_VALUE_NULL, .text = ""};
    if (given)
        from_json(&d->pool, given, is_order(wanted->name), out);
    else if (found->otherwise)
        *out = *found->otherwise;
    if (out->kind == GQL_VALUE_NULL && found->type.required)
        return refuse(in, "variable $%s has no value", v->text);
    return true;
}

static bool read_list(struct gql_inputs *in, const struct gql_type *wanted, struct gql_value *v)
{
    struct gql_type item = {.name = wanted->name, .required = true};
    struct gql_value *one;

    if (v->kind != GQL_VALUE_LIST) {
        one = gql_pool_new(&in->document->pool, 1, sizeof(*one));
        *one = *v;
        *v = (struct gql_value){.kind = GQL_VALUE_LIST, .text = "", .items = one, .n = 1};
    }
    for (size_t i = 0; i < v->n; i++) {
        struct gql_value from = v->items[i];

        if (!gql_input_read(in, &from, &item, &v->items[i]))
            return false;
    }
    return true;
}

bool gql_input_read(struct gql_inputs *in, const struct gql_value *v, const struct gql_type *wanted,
                    struct gql_value *out)
{
    *out = *v;
    if (v->kind == GQL_VALUE_VARIABLE && !find_variable(in, v, wanted, out))
        return false;
    if (out->kind == GQL_VALUE_NULL)
        return !wanted->required || refuse(in, "expected %s", wanted->name);
    return wanted->is_list ? read_list(in, wanted, out) : check_scalar(in, wanted->name, out);
}

static bool is_known(const char *type)
{
    static const char *const scalars[] = {"string", "uint64", "Time",    "Date",
                                          "bool",   "int64",  "float64", "uint32"};

    for (size_t i = 0; i < ARRAY_LEN(scalars); i++)
        if (strcmp(scalars[i], type) == 0)
            return true;
    for (int d = 0; d < GQL_N_DATASETS; d++) {
        size_t n = strlen(gql_datasets[d].type);

        if (strncmp(gql_datasets[d].type, type, n) == 0 &&
            (strcmp(type + n, "OrderBy") == 0 || strcmp(type + n, "Filter_InputObject") == 0))
            return true;
    }
    return false;
}

bool gql_input_check_types(struct gql_inputs *in)
{
    const struct gql_document *d = in->document;

    for (size_t i = 0; i < d->n_variables; i++)
        if (!is_known(d->variables[i].type.name))
            return refuse(in, "unknown type \"%s\"", d->variables[i].type.name);
    return true;
}

bool gql_input_check_used(struct gql_inputs *in)
{
    const struct gql_document *d = in->document;

    for (size_t i = 0; i < d->n_variables; i++)
        if (!d->variables[i].used)
            return refuse(in, "variable $%s is never used", d->variables[i].name);
    return true;
}
