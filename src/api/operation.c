#include "api/operation.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "body/json/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define QUEUE_PATH "/accounts/{account}/queues/{queue}"

/* Paths and permissions: API reference, Queues and Accounts.  GET /accounts gives at most 50 rows.
 */
static const struct operation operations[OP_COUNT] = {
    [OP_ACCOUNTS] = {"accounts", "GET", "/accounts", false, "Account Settings Read", 50},
    [OP_QUEUES] = {"queues", "GET", "/accounts/{account}/queues", false, "Queues Read", 100},
    [OP_QUEUE] = {"queue", "GET", QUEUE_PATH, false, "Queues Read", 0},
    [OP_METRICS] = {"metrics", "GET", QUEUE_PATH "/metrics", false, "Queues Read", 0},
    [OP_PEEK] = {"peek", "POST", QUEUE_PATH "/messages/peek", false, "Queues Read", 0},
    [OP_PULL] = {"pull", "POST", QUEUE_PATH "/messages/pull", true, "Queues Write", 0},
    [OP_ACK] = {"ack", "POST", QUEUE_PATH "/messages/ack", true, "Queues Write", 0},
    [OP_PURGE] = {"purge", "POST", QUEUE_PATH "/messages/purge", true, "Queues Write", 0},
    [OP_EXTEND] = {"extend", "POST", QUEUE_PATH "/messages/extend", true, "Queues Write", 0},
};

const struct operation *operation_get(enum op op)
{
    return &operations[op];
}

void call_free(struct call *c)
{
    for (size_t i = 0; i < c->n_handles; i++)
        free(c->handles[i].id);
    free(c->handles);
    c->handles = NULL;
    c->n_handles = 0;
}

static struct handle *add(struct call *c, const char *id)
{
    size_t n = c->n_handles++;

    if ((n & (n - 1)) == 0) /* room doubles at each power of two */
        c->handles = mem_resize(c->handles, n ? 2 * n : 1, sizeof(*c->handles));
    c->handles[n] = (struct handle){.id = mem_copy_str(id)};
    return &c->handles[n];
}

void call_add(struct call *c, const char *handle)
{
    add(c, handle);
}

void call_add_retry(struct call *c, const char *lease_id, int64_t delay_s)
{
    struct handle *h = add(c, lease_id);

    h->retry = true;
    h->delay_s = delay_s;
}

static bool is_id_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool operation_check_id(const char *id)
{
    size_t n = 0;

    while (n < ID_BYTES && is_id_char(id[n]))
        n++;
    return n > 0 && n < ID_BYTES && id[n] == '\0';
}

/* Puts the id in place of {account} or {queue} at *path and moves *path behind the brace. */
static bool append_id(const struct call *c, const char **path, struct buf *url, struct error *err)
{
    bool account = strncmp(*path, "{account}", 9) == 0;
    const char *id = account ? c->account_id : c->queue_id;

    if (!operation_check_id(id))
        return error_set(err, ERR_USAGE, "not %s id: %.32s", account ? "an account" : "a queue",
                         *id ? id : "(none)");
    buf_append_str(url, id);
    *path = strchr(*path, '}') + 1;
    return true;
}

static bool append_path(const struct call *c, struct buf *url, struct error *err)
{
    const struct operation *o = operation_get(c->op);

    for (const char *path = o->path; *path;) {
        size_t n = strcspn(path, "{");

        buf_append(url, path, n);
        path += n;
        if (*path && !append_id(c, &path, url, err))
            return false;
    }
    if (o->per_page)
        buf_print(url, "?page=%" PRId64 "&per_page=%" PRId64, c->page > 0 ? c->page : 1,
                  c->per_page > 0 ? c->per_page : o->per_page);
    return true;
}

/* "NAME":[{"KEY":"..."}, ...] of the handles that are to be retried, or of the others.  One that
 * was changed on the way would be another one. */
static bool append_handles(const struct call *c, const char *name, const char *key, bool retry,
                           struct buf *body, struct error *err)
{
    const char *comma = "";

    buf_print(body, "\"%s\":[", name);
    for (size_t i = 0; i < c->n_handles; i++) {
        const struct handle *h = &c->handles[i];

        if (h->retry != retry)
            continue;
        if (!utf8_check(h->id, strlen(h->id)))
            return error_set(err, ERR_USAGE, "a %s is not UTF-8", key);
        buf_print(body, "%s{\"%s\":", comma, key);
        json_append_string(body, h->id, strlen(h->id));
        if (h->delay_s > 0)
            buf_print(body, ",\"delay_seconds\":%" PRId64, h->delay_s);
        buf_append_byte(body, '}');
        comma = ",";
    }
    buf_append_byte(body, ']');
    return true;
}

static bool append_ack(const struct call *c, struct buf *body, struct error *err)
{
    buf_append_byte(body, '{');
    if (!append_handles(c, "acks", "lease_id", false, body, err))
        return false;
    buf_append_byte(body, ',');
    if (!append_handles(c, "retries", "lease_id", true, body, err))
        return false;
    buf_append_byte(body, '}');
    return true;
}

/* Generated code of the vendor's own client, 2026; not in the API reference yet. */
static bool append_extend(const struct call *c, struct buf *body, struct error *err)
{
    buf_append_byte(body, '{');
    if (!append_handles(c, "extend", "lease_id", false, body, err))
        return false;
    buf_print(body, ",\"visibility_timeout_ms\":%" PRId64 "}", c->visibility_timeout_ms);
    return true;
}

static bool append_refs(const struct call *c, struct buf *body, struct error *err)
{
    buf_append_byte(body, '{');
    if (!append_handles(c, "refs", "ref", false, body, err))
        return false;
    buf_append_byte(body, '}');
    return true;
}

static bool append_body(const struct call *c, struct buf *body, struct error *err)
{
    switch (c->op) {
    case OP_PEEK: buf_print(body, "{\"batch_size\":%" PRId64 "}", c->batch_size); return true;
    case OP_PULL:
        buf_print(body, "{\"batch_size\":%" PRId64 ",\"visibility_timeout_ms\":%" PRId64 "}",
                  c->batch_size, c->visibility_timeout_ms);
        return true;
    case OP_ACK: return append_ack(c, body, err);
    case OP_PURGE: return append_refs(c, body, err);
    case OP_EXTEND: return append_extend(c, body, err);
    case OP_ACCOUNTS:
    case OP_QUEUES:
    case OP_QUEUE:
    case OP_METRICS:
    case OP_COUNT: break;
    }
    return true;
}

bool operation_build(const struct call *c, struct buf *url, struct buf *body, struct error *err)
{
    if (!append_path(c, url, err) || !append_body(c, body, err))
        return false;
    if (url->overflow || body->overflow)
        return error_set(err, ERR_USAGE, "the request is too large");
    return true;
}
