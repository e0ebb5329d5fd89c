#include "tests/sim/graphql/spoil.h"

#include "tests/sim/graphql/schema/error.h"

#include <stdlib.h>
#include <string.h>

/* The errors of an answer, as JSON. */
static json_t *make_errors(const struct world *w, const char *name, const char *message,
                           const char *at)
{
    struct gql_failures all = {.n = 1};
    struct gql_failure *f = &all.items[0];
    struct buf text;
    json_t *whole, *errors;

    gql_failure_example(name, w->accounts[0].id, f);
    if (*at)
        memcpy(f->path, ((const char *[]){"viewer", "accounts", "0", at}), sizeof(f->path));
    buf_init(&text, 4096);
    buf_append_byte(&text, '{');
    gql_failures_append(&all, &w->options.graphql, world_now(w), &text);
    buf_append_byte(&text, '}');
    whole = json_loadb(text.bytes, text.len, 0, NULL);
    errors = json_incref(json_object_get(whole, "errors"));
    if (!*name) {
        json_t *first = json_array_get(errors, 0);

        json_object_set_new(first, "message", json_string(message));
        json_object_del(json_object_get(first, "extensions"), "code");
    }
    json_decref(whole);
    buf_free(&text);
    return errors;
}

void gql_spoil(const struct world *w, const char *name, const char *message, const char *at,
               struct sim_reply *r)
{
    json_t *all = json_loadb(r->body.bytes ? r->body.bytes : "", r->body.len, 0, NULL);
    json_t *viewer = json_object_get(json_object_get(all, "data"), "viewer");
    json_t *account = json_array_get(json_object_get(viewer, "accounts"), 0);
    char *text;

    if (!all)
        all = json_object();
    if (*at && account)
        json_object_set_new(account, at, json_null());
    else
        json_object_set_new(all, "data", json_null());
    json_object_set_new(all, "errors", make_errors(w, name, message, account ? at : ""));
    text = json_dumps(all, JSON_COMPACT);
    buf_clear(&r->body);
    buf_append_str(&r->body, text);
    free(text);
    json_decref(all);
}
