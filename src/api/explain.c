#include "api/explain.h"

#include "base/array.h"
#include "base/buf.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ANY = -1 };
enum when { ALWAYS, ADD_WORDS, NO_WORDS };

#define NO_QUEUE "no such queue in this account (deleted, or another account?)"
#define NO_PEEK  "peek is not available for this queue or credential; pulling may be"
#define NO_PURGE                                                                                   \
    "deleting peeked messages is not available here: pull them and acknowledge by lease"
#define NO_EXTEND "leases cannot be extended here: P pulls with a longer one, R gives back"
#define NOT_VALID "{valid}: check {check}"
#define LACKS     "the {who} lacks \"{permission}\" (needed for {op})"
#define LIMITED   "rate limited{wait}"
#define FAILED    "the API failed: try again in a moment"

struct row {
    int http;
    int64_t code;
    int op;
    const char *text;
    enum when when;
    const char *says;
};

static const struct row rows[] = {
#define ROW(http, code, op, text, when, says) {http, code, op, text, when, says},
#include "api/codes.def"
};

static bool row_fits(const struct row *row, const struct error *err, enum op op)
{
    if (row->http && row->http != err->http)
        return false;
    if (row->code != ANY && (!err->has_code || row->code != err->code))
        return false;
    if (row->op != ANY && row->op != (int)op)
        return false;
    if (row->when == NO_WORDS && err->text[0])
        return false;
    return !row->text || strstr(err->text, row->text);
}

static const struct row *find_row(const struct error *err, enum op op)
{
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (row_fits(&rows[i], err, op))
            return &rows[i];
    return NULL;
}

struct words {
    const char *name; /* with its braces */
    const char *text;
};

/* says with each {name} replaced. */
static void append_filled(struct buf *out, const char *says, const struct words *words, size_t n)
{
    while (*says) {
        size_t plain = strcspn(says, "{"), i = 0;

        buf_append(out, says, plain);
        says += plain;
        while (*says && i < n && strncmp(says, words[i].name, strlen(words[i].name)) != 0)
            i++;
        if (!*says || i == n)
            break;
        buf_append_str(out, words[i].text);
        says += strlen(words[i].name);
    }
}

static void append_row(struct buf *out, const struct row *row, const struct error *err, enum op op,
                       bool by_key)
{
    char wait[40] = ": wait a minute";
    const struct words words[] = {
        {"{op}", operation_get(op)->name},
        {"{permission}", operation_get(op)->permission},
        {"{who}", by_key ? "user" : "token"},
        {"{valid}", by_key ? "e-mail and key are not valid" : "the token is not valid"},
        {"{check}", by_key ? "CLOUDFLARE_EMAIL, CLOUDFLARE_API_KEY" : "CLOUDFLARE_API_TOKEN"},
        {"{wait}", wait},
    };

    if (err->retry_after_s >= 0)
        snprintf(wait, sizeof(wait), " for %d s", err->retry_after_s);
    append_filled(out, row->says, words, ARRAY_LEN(words));
    if (row->when == ADD_WORDS && err->text[0])
        buf_print(out, ": %s", err->text);
}

static void append_server_words(struct buf *out, const struct error *err)
{
    buf_append_str(out, err->text[0] ? err->text : "no reason given");
    if (err->pointer[0])
        buf_print(out, " at %s", err->pointer);
    if (err->has_code)
        buf_print(out, " (code %" PRId64 ")", err->code);
}

static void append_api_error(struct buf *out, const struct error *err, enum op op, bool by_key)
{
    const struct row *row = find_row(err, op);
    const char *who = strstr(operation_get(op)->path, "/queues") ? "Queues" : "Cloudflare";

    /* Who said it matters where credentials are at fault, and where only the server's words are. */
    if (row && err->http >= 400 && err->http != 401 && err->http != 403)
        buf_print(out, "%d: ", err->http);
    else if (err->http >= 400)
        buf_print(out, "%d from %s: ", err->http, who);
    else
        buf_print(out, "%s refused: ", who);
    if (row)
        append_row(out, row, err, op, by_key);
    else
        append_server_words(out, err);
}

const char *explain_error(struct explained *out, const struct error *err, enum op op, bool by_key)
{
    struct buf line;

    buf_init(&line, 1000); /* more than all parts of an error together */
    switch (err->kind) {
    case ERR_API: append_api_error(&line, err, op, by_key); break;
    case ERR_RESPONSE:
        buf_print(&line, "unexpected answer to %s: %s", operation_get(op)->name, err->text);
        break;
    case ERR_CANCELLED: buf_append_str(&line, err->text[0] ? err->text : "cancelled"); break;
    case ERR_COUNT:
    case ERR_NONE:
    case ERR_USAGE:
    case ERR_NETWORK:
    case ERR_TIMEOUT: buf_append_str(&line, err->text); break;
    }
    out->s[0] = '\0';
    if (line.len)
        snprintf(out->s, sizeof(out->s), "%s", line.bytes);
    buf_free(&line);
    return out->s;
}

static bool is_queue_missing(const struct error *err)
{
    if (strstr(err->text, "does not exist") || strstr(err->text, "not found"))
        return true;
    return err->has_code && (err->code == 11000 || err->code == 10104);
}

bool explain_is_unavailable(const struct error *err)
{
    if (err->kind != ERR_API)
        return false;
    if (err->has_code && (err->code == 10405 || err->code == 7003))
        return true;
    return err->http == 405 || (err->http == 404 && !is_queue_missing(err));
}

bool explain_may_be_done(const struct error *err)
{
    bool by_gateway =
        err->kind == ERR_API && (err->http == 502 || err->http == 504 || err->http >= 520);

    return err->sent_once || by_gateway || err->kind == ERR_RESPONSE;
}

bool explain_is_of_queue(const struct error *err)
{
    return err->kind == ERR_API && (err->http == 404 || err->http == 405);
}

bool explain_will_recur(const struct error *err)
{
    if (err->kind != ERR_API)
        return err->kind != ERR_USAGE;
    return err->http == 401 || err->http == 403 || err->http == 429 || err->http == 503 ||
           explain_is_of_queue(err) || explain_may_be_done(err);
}

bool explain_is_denied(const struct error *err)
{
    return err->kind == ERR_API && err->http == 403 && !strstr(err->text, "browser check");
}

static bool has_any(const char *text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcasestr(text, words[i]))
            return true;
    return false;
}

/* The texts are not published.  Where one leaves a doubt, the lease is held. */
bool explain_is_lease_gone(const char *warning)
{
    static const char *const over[] = {"expired",
                                       "already",
                                       "settled",
                                       "no longer",
                                       "not found",
                                       "does not exist",
                                       "no such",
                                       "invalid lease",
                                       "lease is invalid",
                                       "unknown lease",
                                       "lease id is invalid",
                                       "invalid_lease",
                                       "not a valid lease",
                                       "not recogni"};
    static const char *const passes[] = {"try again", "retry later", "temporar", "timed out",
                                         "timeout",   "unavailable", "overload", "rate limit",
                                         "internal",  "in progress", "throttl"};

    return has_any(warning, over, ARRAY_LEN(over)) && !has_any(warning, passes, ARRAY_LEN(passes));
}

bool explain_is_queue_gone(const struct error *err)
{
    if (err->kind != ERR_API || err->http != 404)
        return false;
    return (err->has_code && (err->code == 11000 || err->code == 10104)) ||
           (strcasestr(err->text, "queue") && is_queue_missing(err));
}
