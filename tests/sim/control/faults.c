#include "tests/sim/control/faults.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "tests/sim/graphql/schema/error.h"
#include "tests/sim/graphql/spoil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct armed {
    struct armed *next;
    struct fault fault;
    char op[24];
    char queue[64]; /* name or id; "": any */
    int64_t left;   /* 0: for ever */
};

struct fault_list {
    struct armed *first;
};

/* default_status 0: the answer's own; works: the request is carried out. */
static const struct {
    const char *name;
    int default_status;
    bool works;
    const char *about;
} kinds[] = {
    [FAULT_NONE] = {"none", 0, true, ""},
    [FAULT_STATUS] =
        {"status", 500, false,
         "a failure envelope with status (500), code (15000), message, what the "
         "object `more` holds (such as error_chain) and retry_after (seconds; missing: "
         "no header)"},
    [FAULT_HANG] = {"hang", 0, true, "no answer before `DELETE /__sim/faults`; then the right one"},
    [FAULT_HANG_BODY] =
        {"hang_body", 0, true,
         "headers and half the body, the rest after `DELETE /__sim/faults`; of a stream one "
         "event, twice"},
    [FAULT_RESET] = {"reset", 0, false, "the connection is reset"},
    [FAULT_TRUNCATE] = {"truncate", 0, true,
                        "half the body, then the connection ends; of a stream "
                        "one event and a half"},
    [FAULT_INVALID_JSON] = {"invalid_json", 0, true,
                            "the first half of the body, as if it were all; of a stream events "
                            "that say nothing before each one"},
    [FAULT_WRONG_TYPES] =
        {"wrong_types", 0, true,
         "numbers are strings, strings numbers, booleans strings in result or data"},
    [FAULT_ENDLESS] = {"endless", 0, false, "a body without end; a stream without a pause"},
    [FAULT_TRICKLE] = {"trickle", 0, true, "the right body, a byte every delay_ms (80)"},
    [FAULT_REDIRECT] = {"redirect", 302, false, "302 to location"},
    [FAULT_DELAY] = {"delay", 0, true, "the right answer after delay_ms (80)"},
    [FAULT_HTML_CHALLENGE] = {"html_challenge", 403, false,
                              "403, text/html, cf-mitigated: challenge"},
    [FAULT_EMPTY] = {"empty", 200, false, "200 and no body"},
    [FAULT_GRAPHQL] = {"graphql", 0, true,
                       "200 (or status) and an error in the form of /graphql: `error` (below) or "
                       "message; data is null, or with `at` only what the query calls so"},
};

enum { N_KINDS = ARRAY_LEN(kinds) };

struct fault_list *faults_new(void)
{
    return mem_new(1, sizeof(struct fault_list));
}

void faults_clear(struct fault_list *list)
{
    while (list->first) {
        struct armed *a = list->first;

        list->first = a->next;
        free(a);
    }
}

void faults_free(struct fault_list *list)
{
    faults_clear(list);
    free(list);
}

static int64_t get_number(const json_t *from, const char *key, int64_t otherwise)
{
    const json_t *value = json_object_get(from, key);

    return json_is_number(value) ? (int64_t)json_number_value(value) : otherwise;
}

static void get_text(const json_t *from, const char *key, char *out, size_t size,
                     const char *otherwise)
{
    const char *text = json_string_value(json_object_get(from, key));

    snprintf(out, size, "%s", text ? text : otherwise);
}

void faults_print_index(FILE *f)
{
    fprintf(f, "| kind | what the client gets | carried out |\n|---|---|---|\n");
    for (size_t k = FAULT_NONE + 1; k < N_KINDS; k++)
        fprintf(f, "| `%s` | %s | %s |\n", kinds[k].name, kinds[k].about,
                kinds[k].works ? "yes" : "with apply");
}

/* What does not fit is left out. */
static void get_more(const json_t *from, char *out, size_t size)
{
    char *text = json_dumps(json_object_get(from, "more"), JSON_COMPACT);
    size_t n = text ? strlen(text) : 0;

    if (n > 2 && n < size) {
        memcpy(out, text, n - 1);
        out[0] = ',';
    }
    free(text);
}

bool faults_add(struct fault_list *list, const json_t *from, const char **reason)
{
    struct armed **last = &list->first, *a;
    char kind[24], error[24];
    struct gql_failure example;
    size_t k = 1;

    get_text(from, "kind", kind, sizeof(kind), "");
    while (k < N_KINDS && strcmp(kinds[k].name, kind) != 0)
        k++;
    if (k == N_KINDS) {
        *reason = "no such kind of fault";
        return false;
    }
    get_text(from, "error", error, sizeof(error), "");
    if (*error && !gql_failure_example(error, "", &example)) {
        *reason = "no such error of the analytics";
        return false;
    }
    a = mem_new(1, sizeof(*a));
    a->fault = (struct fault){.kind = (enum fault_kind)k};
    a->fault.status = (int)get_number(from, "status", kinds[k].default_status);
    a->fault.code = get_number(from, "code", 15000);
    a->fault.retry_after_s = get_number(from, "retry_after", -1);
    a->fault.delay_ms = get_number(from, "delay_ms", 80);
    a->fault.apply = json_is_true(json_object_get(from, "apply"));
    a->left = get_number(from, "count", 1);
    get_text(from, "message", a->fault.message, sizeof(a->fault.message), "simulated failure");
    get_text(from, "location", a->fault.location, sizeof(a->fault.location),
             "http://127.0.0.1:1/elsewhere");
    get_more(from, a->fault.more, sizeof(a->fault.more));
    memcpy(a->fault.error, error, sizeof(error));
    get_text(from, "at", a->fault.at, sizeof(a->fault.at), "");
    get_text(from, "op", a->op, sizeof(a->op), "any");
    get_text(from, "queue", a->queue, sizeof(a->queue), "");
    while (*last)
        last = &(*last)->next;
    *last = a;
    return true;
}

static bool hits(const struct armed *a, const char *op, const struct sim_queue *q)
{
    if (strcmp(a->op, "any") != 0 && strcmp(a->op, op) != 0)
        return false;
    return !a->queue[0] || (q && (strcmp(a->queue, q->name) == 0 || strcmp(a->queue, q->id) == 0));
}

struct fault faults_take(struct fault_list *list, const char *op, const struct sim_queue *q)
{
    for (struct armed **at = &list->first; *at; at = &(*at)->next) {
        struct armed *a = *at;
        struct fault f = a->fault;

        if (!hits(a, op, q))
            continue;
        if (a->left > 0 && --a->left == 0) {
            *at = a->next;
            free(a);
        }
        return f;
    }
    return (struct fault){.kind = FAULT_NONE};
}

bool faults_do_work(const struct fault *f)
{
    return f->apply || kinds[f->kind].works;
}

/* Every value below the envelope becomes one of another type. */
static json_t *twist(const json_t *value)
{
    json_t *out;
    const char *key;

    switch (json_typeof(value)) {
    case JSON_OBJECT: {
        void *at;

        out = json_object();
        for (at = json_object_iter((json_t *)(uintptr_t)value); at;
             at = json_object_iter_next((json_t *)(uintptr_t)value, at)) {
            key = json_object_iter_key(at);
            json_object_set_new(out, key, twist(json_object_iter_value(at)));
        }
        return out;
    }
    case JSON_ARRAY:
        out = json_array();
        for (size_t i = 0; i < json_array_size(value); i++)
            json_array_append_new(out, twist(json_array_get(value, i)));
        return out;
    case JSON_STRING: return json_integer(42);
    case JSON_INTEGER:
    case JSON_REAL: return json_string("12");
    case JSON_TRUE:
    case JSON_FALSE: return json_string("yes");
    case JSON_NULL: break;
    }
    return json_array();
}

static void twist_reply(struct sim_reply *r)
{
    json_t *all = json_loadb(r->body.bytes, r->body.len, JSON_ALLOW_NUL, NULL);
    const char *part;
    char *text;

    r->streams = false;
    if (!all)
        return;
    part = json_object_get(all, "data") ? "data" : "result";
    json_object_set_new(all, part, twist(json_object_get(all, part)));
    text = json_dumps(all, JSON_COMPACT);
    buf_clear(&r->body);
    buf_append_str(&r->body, text);
    free(text);
    json_decref(all);
}

static void replace_body(struct sim_reply *r, const char *type, const char *text)
{
    buf_clear(&r->body);
    buf_append_str(&r->body, text);
    r->content_type = type;
    r->streams = false;
}

void faults_spoil(const struct fault *f, const struct world *w, struct sim_reply *r)
{
    switch (f->kind) {
    case FAULT_STATUS:
        reply_error_with(r, f->status, f->code, f->more, "%s", f->message);
        r->retry_after_s = f->retry_after_s;
        break;
    case FAULT_INVALID_JSON: r->body.len /= 2; break;
    case FAULT_WRONG_TYPES: twist_reply(r); break;
    case FAULT_REDIRECT:
        replace_body(r, "text/plain", "moved\n");
        snprintf(r->location, sizeof(r->location), "%s", f->location);
        break;
    case FAULT_HTML_CHALLENGE:
        replace_body(r, "text/html; charset=UTF-8",
                     "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>\n");
        r->challenge = true;
        break;
    case FAULT_EMPTY: replace_body(r, "application/json", ""); break;
    case FAULT_ENDLESS:
        if (r->streams) /* the events do not end then */
            break;
        replace_body(r, "application/json",
                     "{\"success\":true,\"errors\":[],\"messages\":[],\"result\":{\"messages\":"
                     "[{\"id\":\"0\",\"body\":\"");
        break;
    case FAULT_GRAPHQL: gql_spoil(w, f->error, f->message, f->at, r); break;
    case FAULT_NONE:
    case FAULT_HANG:
    case FAULT_HANG_BODY:
    case FAULT_RESET:
    case FAULT_TRUNCATE:
    case FAULT_TRICKLE:
    case FAULT_DELAY: break;
    }
    if (f->status > 0)
        r->status = f->status;
}
