#include "api/request/operation.h"

#include "base/memory/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void call_free(struct call *c)
{
    for (size_t i = 0; i < c->n_handles; i++)
        free(c->handles[i].id);
    free(c->handles);
    free(c->queue_ids);
    free(c->body);
    c->handles = NULL;
    c->n_handles = 0;
    c->queue_ids = NULL;
    c->n_queue_ids = 0;
    c->body = NULL;
}

static struct handle *add(struct call *c, const char *id)
{
    size_t n = c->n_handles++;

    MEM_GROW(c->handles, n);
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

void call_add_queue(struct call *c, const char *queue_id)
{
    MEM_GROW(c->queue_ids, c->n_queue_ids);
    /* One that was cut to fit would be another one. */
    snprintf(c->queue_ids[c->n_queue_ids++], ID_BYTES, "%s",
             strlen(queue_id) < ID_BYTES ? queue_id : "");
}

/* Puts the id in place of {account} or {queue} at *path and moves *path behind the brace. */
static bool append_id(const struct call *c, const char **path, struct buf *url, struct error *err)
{
    bool account = strncmp(*path, "{account}", 9) == 0;
    const char *id = account ? c->account_id : c->queue_id;

    if (!queue_require_id(id, account ? "an account" : "a queue", err))
        return false;
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

bool operation_build(const struct call *c, struct buf *url, struct buf *body, struct error *err)
{
    if (!append_path(c, url, err) || !operation_get(c->op)->build(c, body, err))
        return false;
    if (url->overflow || body->overflow)
        return error_set(err, ERR_USAGE, "the request is too large");
    return true;
}
