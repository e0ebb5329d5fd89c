#include "api/answer/envelope.h"

#include "api/answer/field.h"
#include "base/memory/array.h"
#include "base/text/format.h"
#include "base/text/redact.h"
#include "base/text/text_line.h"

#include <inttypes.h>
#include <string.h>

enum { CAUSES_MAX = 8, CAUSES_DEEP = 3 };

bool envelope_refuse(const struct answer *a, struct error *err, const char *why)
{
    error_set(err, ERR_RESPONSE, "%s", why);
    if (err)
        err->http = a->http;
    return false;
}

/* What stands in for an answer that is not the API's: the status decides whether it was a refusal.
 */
static bool refuse_foreign(const struct answer *a, struct error *err, const char *why)
{
    envelope_refuse(a, err, why);
    if (err && a->http >= 400) {
        err->kind = ERR_API;
        err->retry_after_s = a->retry_after_s;
    }
    return false;
}

/* A header as it is told to a person. */
static void quote(const struct answer *a, const char *header, char *out, size_t size)
{
    redact_copy(a->redact, header, strlen(header), out, size);
}

static bool refuse_type(const struct answer *a, struct error *err, const char *why)
{
    struct error e;

    char type[61];

    quote(a, a->content_type ? a->content_type : "no content type", type, sizeof(type));
    error_set(&e, ERR_RESPONSE, "%s (%s, %s)", why, type, FORMAT_COUNTED(a->len, "byte"));
    return refuse_foreign(a, err, e.text);
}

static bool check_http(const struct answer *a, struct error *err)
{
    struct error e;
    char header[151];

    if (a->http >= 300 && a->http < 400) {
        quote(a, a->location ? a->location : "(nowhere)", header, sizeof(header));
        error_set(&e, ERR_RESPONSE, "redirect to %s: not followed", header);
        return envelope_refuse(a, err, e.text);
    }
    if (a->cf_mitigated) {
        quote(a, a->cf_mitigated, header, 41);
        error_set(&e, ERR_RESPONSE, "a browser check blocks the API (cf-mitigated: %s)", header);
        return refuse_foreign(a, err, e.text);
    }
    if (a->http < 200)
        return envelope_refuse(a, err, "no final status");
    return true;
}

/* One number that no integer or no double holds, anywhere, would cost the whole answer, leases and
 * all: it is read as a double, or as null. */
static json_t *load_without_huge(const char *text, size_t len)
{
    json_t *root = NULL;
    struct buf out;

    buf_init(&out, len + 4);
    if (slice_drop_huge(text, len, &out) && out.len)
        root = json_loadb(out.bytes, out.len, JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, NULL);
    buf_free(&out);
    return root;
}

static json_t *load(const char *text, size_t len)
{
    json_error_t why;
    json_t *root = json_loadb(text, len, JSON_ALLOW_NUL, &why);

    if (!root && json_error_code(&why) == json_error_numeric_overflow)
        root = load_without_huge(text, len);
    return root;
}

static json_t *load_graphql(struct envelope *e)
{
    json_t *root = NULL;
    struct buf rest;

    buf_init(&rest, e->cut.len + (size_t)8 * LISTS_MAX);
    if (lists_cut(e->cut.text, e->cut.len, &e->lists, &rest) && rest.len)
        root = load(rest.bytes, rest.len);
    buf_free(&rest);
    return root;
}

bool envelope_next_row(const struct envelope *e, const json_t *list, size_t *cursor, json_t **row)
{
    size_t i = (size_t)json_integer_value(json_array_get(list, 0));
    struct slice written;

    if (i >= e->lists.n || !slice_next(&e->cut, e->lists.items[i], cursor, &written))
        return false;
    *row = load(e->cut.text + written.at, written.len);
    return true;
}

static void add_to_chain(const struct envelope *e, const json_t *item, struct error *err)
{
    struct text_line l = text_line_behind(err->chain, sizeof(err->chain));
    char text[sizeof(err->text)];
    int64_t code;

    if (json_is_string(item))
        field_string(e, item, text, sizeof(text));
    else if (!field_text(e, item, "message", text, sizeof(text)))
        field_text(e, item, "error", text, sizeof(text));
    if (field_code(item, "code", &code))
        text_line_join(&l, "; ", "%" PRId64 "%s%s", code, text[0] ? " " : "", text);
    else if (text[0] && strcmp(text, err->text) != 0) /* GraphQL says the same of every part */
        text_line_join(&l, "; ", "%s", text);
}

/* What the item gives as its causes, and they as theirs. */
static void add_causes(const struct envelope *e, const json_t *item, int depth, struct error *err)
{
    const json_t *chain = json_object_get(item, "error_chain");

    for (size_t i = 0; i < json_array_size(chain) && i < CAUSES_MAX; i++) {
        add_to_chain(e, json_array_get(chain, i), err);
        if (depth < CAUSES_DEEP)
            add_causes(e, json_array_get(chain, i), depth + 1, err);
    }
}

/* Where in a GraphQL question it went wrong: ["viewer", "accounts", "0", "backlog"]. */
static void read_path(const struct envelope *e, const json_t *path, struct error *err)
{
    struct text_line l = text_line(err->pointer, sizeof(err->pointer));

    for (size_t i = 0; i < json_array_size(path); i++) {
        const json_t *part = json_array_get(path, i);
        char name[64];

        if (json_is_integer(part))
            text_line_join(&l, ".", "%" JSON_INTEGER_FORMAT, json_integer_value(part));
        else if (field_string(e, part, name, sizeof(name)))
            text_line_join(&l, ".", "%s", name);
    }
}

static void read_error_item(const struct envelope *e, const json_t *item, struct error *err)
{
    const json_t *source = json_object_get(item, "source");

    err->has_code = field_code(item, "code", &err->code);
    if (!field_text(e, item, "message", err->text, sizeof(err->text)))
        field_text(e, item, "error", err->text, sizeof(err->text));
    field_text(e, item, "documentation_url", err->doc_url, sizeof(err->doc_url));
    if (!field_text(e, source, "pointer", err->pointer, sizeof(err->pointer)))
        read_path(e, json_object_get(item, "path"), err);
    add_causes(e, item, 0, err);
}

static void read_other_items(const struct envelope *e, const json_t *errors, struct error *err)
{
    for (size_t i = 1; i < json_array_size(errors) && i < CAUSES_MAX; i++) {
        add_to_chain(e, json_array_get(errors, i), err);
        add_causes(e, json_array_get(errors, i), 0, err);
    }
}

bool envelope_has_errors(const struct envelope *e)
{
    return json_array_size(json_object_get(e->root, "errors")) > 0;
}

bool envelope_read_error(const struct envelope *e, const struct answer *a, struct error *err)
{
    const json_t *errors = json_object_get(e->root, "errors"), *first = json_array_get(errors, 0);
    struct error ignored;

    if (!err)
        err = &ignored;
    error_set(err, ERR_API, "%s", "");
    err->http = a->http;
    err->retry_after_s = a->retry_after_s;
    if (json_is_string(first))
        field_string(e, first, err->text, sizeof(err->text));
    else
        read_error_item(e, json_is_object(first) ? first : e->root, err);
    read_other_items(e, errors, err);
    return false;
}

/* success decides; where it is missing, a 2xx with a result is one.  `messages` is never looked at:
 * a success may carry code 10000 there. */
static bool check_envelope(struct envelope *e, const struct answer *a, struct error *err)
{
    const json_t *success = json_object_get(e->root, "success");

    if (!json_is_object(e->root))
        return refuse_type(a, err, "the answer is not the API's");
    e->result = json_object_get(e->root, "result");
    if (json_is_null(e->result))
        e->result = NULL;
    if (a->http >= 400 || json_is_false(success))
        return envelope_read_error(e, a, err);
    if (json_is_true(success) || json_object_get(e->root, "result"))
        return true;
    if (json_object_get(e->root, "error") || json_object_get(e->root, "errors"))
        return envelope_read_error(e, a, err);
    return refuse_type(a, err, "the answer is not the API's");
}

/* Data counts, whole or in part: errors beside it are about what it lacks. */
static bool check_graphql(struct envelope *e, const struct answer *a, struct error *err)
{
    json_t *data = json_object_get(e->root, "data");

    if (a->http < 400 && json_is_object(data)) {
        e->result = data;
        return true;
    }
    if (json_is_object(e->root) && (a->http >= 400 || envelope_has_errors(e)))
        return envelope_read_error(e, a, err);
    return refuse_type(a, err, "the answer is not the API's");
}

bool envelope_open(struct envelope *e, enum api api, const struct answer *a, struct error *err)
{
    static bool (*const checks[])(struct envelope *, const struct answer *, struct error *) = {
        [API_REST] = check_envelope, [API_GRAPHQL] = check_graphql};
    _Static_assert(ARRAY_LEN(checks) == API_COUNT, "every API has its envelope");
    bool fits, ok;

    *e = (struct envelope){.redact = a->redact};
    if (!check_http(a, err))
        return false;
    if (a->len == 0) {
        if (api != API_REST || (a->http != 204 && a->http != 205))
            return refuse_type(a, err, "the answer is empty");
        e->root = json_pack("{s:b}", "success", 1);
        return true;
    }
    fits = cut_make(&e->cut, a->bytes, a->len);
    if (fits)
        e->root = api == API_GRAPHQL ? load_graphql(e) : load(e->cut.text, e->cut.len);
    if (e->root)
        ok = checks[api](e, a, err);
    else
        ok = refuse_type(a, err, fits ? "the answer is not JSON" : "the answer is too large");
    if (!ok)
        envelope_close(e);
    return ok;
}

bool envelope_open_bare(struct envelope *e, const char *json, size_t len,
                        const struct redact *redact)
{
    *e = (struct envelope){.redact = redact};
    if (len && cut_make(&e->cut, json, len))
        e->root = load(e->cut.text, e->cut.len);
    e->result = e->root;
    if (!e->root)
        envelope_close(e);
    return e->root != NULL;
}

void envelope_close(struct envelope *e)
{
    json_decref(e->root);
    cut_free(&e->cut);
    *e = (struct envelope){0};
}

bool envelope_find_result(const struct envelope *e, struct slice *result)
{
    return e->result && slice_find(&e->cut, slice_all(&e->cut), "result", result);
}

char *envelope_take_result(const struct envelope *e, bool clean)
{
    struct slice result;
    struct buf out;

    if (!envelope_find_result(e, &result))
        return NULL;
    buf_init(&out, SIZE_MAX / 4);
    slice_write(&e->cut, result, &out);
    if (clean)
        redact_bytes(e->redact, out.bytes, out.len);
    return buf_take(&out);
}
