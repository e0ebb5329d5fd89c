#include "api/error/explain.h"

#include "api/graphql/graphql.h"
#include "base/memory/array.h"
#include "base/memory/buf.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ANY = -1 };

#define NO_QUEUE   "no such queue: deleted, or of another account"
#define NO_PEEK    "no peek for this queue or credential: pulling may work"
#define NO_PURGE   "peeked messages cannot be deleted here: pull, then acknowledge"
#define NO_EXTEND  "no extend for this account: pull with a longer lease"
#define CREDENTIAL NULL /* depends on what the credential is, and on what the API says of it */
#define LIMITED    "rate limited{wait}"
#define FAILED     "try again in a moment"

struct row {
    int http;
    int64_t code;
    int op;
    const char *text;
    const char *says;
};

static const struct row rows[] = {
#define ROW(http, code, op, text, says) {http, code, op, text, says},
#include "api/error/codes.def"
};

static bool row_fits(const struct row *row, const struct error *err, enum op op)
{
    if (row->http && row->http != err->http)
        return false;
    if (row->code != ANY && (!err->has_code || row->code != err->code))
        return false;
    if (row->op != ANY && row->op != (int)op)
        return false;
    return !row->text || strcasestr(err->text, row->text) || strcasestr(err->chain, row->text);
}

/* What we know of the error; false: nothing.  *says NULL: the credential may be at fault. */
static bool find_says(const struct error *err, enum op op, const char **says)
{
    if (operation_get(op)->api == API_GRAPHQL && graphql_find_advice(err, says))
        return true;
    for (size_t i = 0; err->kind == ERR_API && i < ARRAY_LEN(rows); i++)
        if (row_fits(&rows[i], err, op)) {
            *says = rows[i].says;
            return true;
        }
    return false;
}

/* What the API said of the token when it was asked, as far as that tells the cause. */
static const char *const verdicts[] = {
    [TOKEN_UNKNOWN] = "wrong token, or it lacks \"{permission}\" (needed for {op})",
    [TOKEN_ACTIVE] = "the token is valid: it lacks \"{permission}\", or is for another account",
    [TOKEN_EXPIRED] = "the token has expired: make a new one",
    [TOKEN_DISABLED] = "the token is disabled: enable it, or make a new one",
    [TOKEN_BAD] = "no such token: check CLOUDFLARE_API_TOKEN",
};
_Static_assert(ARRAY_LEN(verdicts) == TOKEN_STATES, "every state of a token has its words");

/* A 401 is about who asks, not about what. */
static const char *find_verdict(const struct error *err, enum op op, bool by_key)
{
    bool who = err->http == 401;

    if (by_key)
        return who ? "check CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY"
                   : "wrong e-mail or key, or the user lacks \"{permission}\" (needed for {op})";
    if (err->token == TOKEN_UNKNOWN && who)
        return "wrong or expired token: check CLOUDFLARE_API_TOKEN";
    if (err->token == TOKEN_ACTIVE && operation_get(op)->changes_server)
        return "the token is valid, but lacks \"{permission}\" (needed for {op})";
    return verdicts[err->token];
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

static void append_advice(struct buf *out, const struct error *err, enum op op, bool by_key)
{
    static const char *const waits[] = {
        [API_REST] = ": wait a minute", [API_GRAPHQL] = ": asked again in 5 minutes"};
    _Static_assert(ARRAY_LEN(waits) == API_COUNT, "every API has its wait");
    const char *says;
    char wait[40];
    const struct words words[] = {
        {"{op}", operation_get(op)->name},
        {"{permission}", operation_get(op)->permission},
        {"{wait}", wait},
    };

    if (!find_says(err, op, &says))
        return;
    snprintf(wait, sizeof(wait), "%s", waits[operation_get(op)->api]);
    if (err->retry_after_s >= 0)
        snprintf(wait, sizeof(wait), " for %d s", err->retry_after_s);
    append_filled(out, says ? says : find_verdict(err, op, by_key), words, ARRAY_LEN(words));
}

static void append_server_words(struct buf *out, const struct error *err)
{
    /* GraphQL says no with a status that says yes. */
    if (err->has_code)
        buf_print(out, "%d/%" PRId64 " ", err->http, err->code);
    else if (err->http >= 400)
        buf_print(out, "%d ", err->http);
    buf_append_str(out, err->text[0] ? err->text : "(no reason given)");
    if (err->pointer[0])
        buf_print(out, " at %s", err->pointer);
    if (err->chain[0])
        buf_print(out, ": %s", err->chain);
}

static void append_what(struct buf *out, const struct error *err, enum op op)
{
    switch (err->kind) {
    case ERR_API: append_server_words(out, err); break;
    case ERR_RESPONSE:
        buf_print(out, "unexpected answer to %s: %s", operation_get(op)->name, err->text);
        break;
    case ERR_CANCELLED: buf_append_str(out, err->text[0] ? err->text : "cancelled"); break;
    case ERR_COUNT:
    case ERR_NONE:
    case ERR_USAGE:
    case ERR_NETWORK:
    case ERR_TIMEOUT: buf_append_str(out, err->text); break;
    }
}

static const char *give(struct explained *out, struct buf *line)
{
    snprintf(out->s, sizeof(out->s), "%s", line->len ? line->bytes : "");
    buf_free(line);
    return out->s;
}

const char *explain_advising(struct explained *out, const struct error *err, enum op op,
                             const char *advice)
{
    struct buf line;

    buf_init(&line, sizeof(out->s));
    append_what(&line, err, op);
    if (advice[0])
        buf_print(&line, "; %s", advice);
    if (err->doc_url[0])
        buf_print(&line, "; see %s", err->doc_url);
    return give(out, &line);
}

const char *explain_advice(struct explained *out, const struct error *err, enum op op, bool by_key)
{
    struct buf line;

    buf_init(&line, sizeof(out->s));
    append_advice(&line, err, op, by_key);
    return give(out, &line);
}

const char *explain_error(struct explained *out, const struct error *err, enum op op, bool by_key)
{
    struct explained advice;

    return explain_advising(out, err, op, explain_advice(&advice, err, op, by_key));
}

bool explain_blames_credential(const struct error *err, enum op op)
{
    const char *says;

    return find_says(err, op, &says) && !says;
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

bool explain_is_denied(const struct error *err, enum op op)
{
    return err->http == 403 && err->token == TOKEN_ACTIVE && explain_blames_credential(err, op);
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
