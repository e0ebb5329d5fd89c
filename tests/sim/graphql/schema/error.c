#include "tests/sim/graphql/schema/error.h"

#include "base/memory/array.h"
#include "tests/sim/graphql/text/times.h"
#include "tests/sim/http/jsontext.h"

#include <inttypes.h>
#include <string.h>

static const struct {
    const char *name;
    int http;
    const char *code;
    const char *documented;
    const char *live;
} errors[] = {
#define GQL_ERROR(id, name, http, code, documented, live) {name, http, code, documented, live},
#include "tests/sim/graphql/schema/errors.def"
#undef GQL_ERROR
};
_Static_assert(ARRAY_LEN(errors) == GQL_N_ERRORS, "an error is missing");

struct gql_failure *gql_fail(struct gql_failures *all, enum gql_error_id id)
{
    struct gql_failure *f = &all->items[all->n < GQL_FAILURES ? all->n++ : GQL_FAILURES - 1];

    *f = (struct gql_failure){.id = id, .account = "", .node = ""};
    return f;
}

static void append_number(const struct gql_failure *f, int64_t n, bool live, struct buf *out)
{
    char span[64];

    gql_span_print(span, sizeof(span), n, live);
    if (f->is_span)
        buf_append_str(out, span);
    else
        buf_print(out, "%" PRId64, n);
}

/* What stands for {name}. */
static void append_value(const struct gql_failure *f, const char *name, bool live, struct buf *out)
{
    if (strncmp(name, "account", 7) == 0)
        buf_append_str(out, f->account);
    else if (strncmp(name, "node", 4) == 0)
        buf_append_str(out, f->node);
    else if (strncmp(name, "what", 4) == 0)
        buf_append_str(out, f->what);
    else
        append_number(f, strncmp(name, "limit", 5) == 0 ? f->limit : f->asked, live, out);
}

void gql_failure_print(const struct gql_failure *f, bool live, struct buf *out)
{
    const char *at = errors[f->id].live;

    if (!live || !*at)
        at = errors[f->id].documented;
    while (*at) {
        size_t n = strcspn(at, "{");

        buf_append(out, at, n);
        at += n;
        if (*at) {
            append_value(f, at + 1, live, out);
            at += strcspn(at, "}") + 1;
        }
    }
}

const char *gql_failure_code(enum gql_error_id id)
{
    return errors[id].code;
}

int gql_failures_status(const struct gql_failures *all, const struct gql_settings *s)
{
    return all->n > 0 && s->http_errors ? errors[all->items[0].id].http : 200;
}

static void append_path(const struct gql_failure *f, struct buf *out)
{
    if (!f->path[0]) {
        buf_append_str(out, "null");
        return;
    }
    for (size_t i = 0; i < GQL_PATH && f->path[i]; i++) {
        buf_append_byte(out, i > 0 ? ',' : '[');
        jsontext_string(out, f->path[i], strlen(f->path[i]));
    }
    buf_append_byte(out, ']');
}

static void append_failure(const struct gql_failure *f, bool live, int64_t now, struct buf *out)
{
    struct buf text;

    buf_init(&text, SIM_TEXT_BYTES);
    gql_failure_print(f, live, &text);
    buf_append_str(out, "{\"message\":");
    jsontext_string(out, text.bytes, text.len);
    buf_append_str(out, ",\"path\":");
    append_path(f, out);
    buf_append_str(out, ",\"extensions\":{");
    if (live && errors[f->id].code[0])
        buf_print(out, "\"code\":\"%s\",", errors[f->id].code);
    buf_append_str(out, "\"timestamp\":");
    jsontext_time(out, now);
    buf_append_str(out, "}}");
    buf_free(&text);
}

void gql_failures_append(const struct gql_failures *all, const struct gql_settings *s, int64_t now,
                         struct buf *out)
{
    buf_append_str(out, "\"errors\":");
    if (all->n == 0)
        buf_append_str(out, "null");
    for (size_t i = 0; i < all->n; i++) {
        buf_append_byte(out, i > 0 ? ',' : '[');
        append_failure(&all->items[i], s->live_texts, now, out);
    }
    if (all->n > 0)
        buf_append_byte(out, ']');
}

bool gql_failure_example(const char *name, const char *account, struct gql_failure *out)
{
    int id = 0;

    while (id < GQL_N_ERRORS && strcmp(errors[id].name, name) != 0)
        id++;
    *out = (struct gql_failure){.account = account, .node = gql_datasets[0].name};
    if (id == GQL_N_ERRORS)
        return false;
    out->id = (enum gql_error_id)id;
    out->is_span = id == GQL_ERROR_OLDER || id == GQL_ERROR_WIDER;
    out->limit = out->is_span ? 604800 : 30;
    out->asked = 777600;
    snprintf(out->what, sizeof(out->what), "%s",
             id == GQL_ERROR_ARGS ? "filter: unknown arg queueID" : "avg_bytes");
    return true;
}

void gql_errors_print_index(FILE *f)
{
    fprintf(f, "| error | HTTP status | text | code |\n|---|---|---|---|\n");
    for (size_t i = 0; i < ARRAY_LEN(errors); i++)
        fprintf(f, "| `%s` | %d | %s | %s |\n", errors[i].name, errors[i].http,
                errors[i].documented, errors[i].code);
}
