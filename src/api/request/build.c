/* The JSON bodies of requests, from their calls. */
#include "api/request/operation.h"
#include "base/text/utf8.h"
#include "body/json/json.h"

#include <inttypes.h>
#include <string.h>

bool build_own(const struct call *c, struct buf *body, struct error *err)
{
    (void)err;
    if (c->body)
        buf_append_str(body, c->body);
    return true;
}

bool build_peek(const struct call *c, struct buf *body, struct error *err)
{
    (void)err;
    buf_print(body, "{\"batch_size\":%" PRId64 "}", c->batch_size);
    return true;
}

bool build_pull(const struct call *c, struct buf *body, struct error *err)
{
    (void)err;
    buf_print(body, "{\"batch_size\":%" PRId64 ",\"visibility_timeout_ms\":%" PRId64 "}",
              c->batch_size, c->visibility_timeout_ms);
    return true;
}

/* "NAME":[{"KEY":"..."}, ...] of the handles that are to be retried, or of the others.  One that
 * was changed on the way would be another one.  A retry without a delay would get the consumer's.
 */
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
        if (retry)
            buf_print(body, ",\"delay_seconds\":%" PRId64, h->delay_s);
        buf_append_byte(body, '}');
        comma = ",";
    }
    buf_append_byte(body, ']');
    return true;
}

bool build_ack(const struct call *c, struct buf *body, struct error *err)
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

bool build_extend(const struct call *c, struct buf *body, struct error *err)
{
    buf_append_byte(body, '{');
    if (!append_handles(c, "extend", "lease_id", false, body, err))
        return false;
    buf_print(body, ",\"visibility_timeout_ms\":%" PRId64 "}", c->visibility_timeout_ms);
    return true;
}

bool build_purge_messages(const struct call *c, struct buf *body, struct error *err)
{
    buf_append_byte(body, '{');
    if (!append_handles(c, "refs", "ref", false, body, err))
        return false;
    buf_append_byte(body, '}');
    return true;
}
