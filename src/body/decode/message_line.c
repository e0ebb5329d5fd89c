#include "body/decode/message_line.h"

#include "body/decode/decode.h"
#include "body/json/json.h"
#include "body/json/json_line.h"

#include <stdio.h>
#include <string.h>

static bool add_text(struct buf *out, const char *key, const char *s, size_t n)
{
    return s ? json_line_add_string(out, key, s, n) : json_line_add_json(out, key, "null", 4);
}

static bool add_int(struct buf *out, const char *key, int64_t n)
{
    char text[24];

    if (n < 0)
        return true;
    snprintf(text, sizeof(text), "%lld", (long long)n);
    return json_line_add_json(out, key, text, strlen(text));
}

static bool add_metadata(struct buf *out, const char *json)
{
    size_t n = json ? strlen(json) : 0;

    return !json_check(json ? json : "", n) || json_line_add_json(out, "metadata", json, n);
}

/* Numbers that the API gave in a form of its own ("1.0") are the one thing that differs. */
static bool append_fields(struct buf *out, const struct message *m)
{
    const char *handle = message_handle(m);

    return json_line_append(out, NULL) && add_text(out, "id", m->id, strlen(m->id)) &&
           add_text(out, "body", m->body, m->body_len) &&
           add_int(out, "timestamp_ms", m->timestamp_ms) && add_int(out, "attempts", m->attempts) &&
           add_metadata(out, m->metadata) &&
           (!handle || add_text(out, m->lease_id ? "lease_id" : "ref", handle, strlen(handle)));
}

static bool add_decoded(struct buf *out, const struct message *m)
{
    struct body body;
    bool ok;

    if (!m->body)
        return true;
    body_decode(&body, m);
    /* What was sent as text stays a string, whatever it looks like. */
    if (body.form == BODY_JSON && (m->type != CONTENT_TEXT || body.own))
        ok = json_line_add_json(out, "decoded", body.bytes, body.len);
    else
        ok = body.form == BODY_BYTES || forms_get(body.form)->print ||
             json_line_add_string(out, "decoded", body.bytes, body.len);
    body_free(&body);
    return ok;
}

bool message_line_append(struct buf *out, const struct message *m, const char *queue_name)
{
    return (m->json ? json_line_append(out, m->json) : append_fields(out, m)) &&
           json_line_add_string(out, "queue", queue_name, strlen(queue_name)) &&
           add_decoded(out, m);
}
