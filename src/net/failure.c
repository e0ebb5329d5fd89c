#include "net/failure.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct row {
    CURLcode code;
    enum err_kind kind;
    bool lasting;
    const char *says; /* then the host, then: */
    const char *more;
};

/* What is not here is a lost connection. */
static const struct row rows[] = {
    {CURLE_COULDNT_RESOLVE_HOST, ERR_NETWORK, false, "cannot reach ", ""},
    {CURLE_COULDNT_RESOLVE_PROXY, ERR_NETWORK, false, "cannot reach the proxy to ", ""},
    {CURLE_COULDNT_CONNECT, ERR_NETWORK, false, "cannot reach ", ""},
    {CURLE_PROXY, ERR_NETWORK, false, "cannot reach ", " through the proxy"},
    {CURLE_OPERATION_TIMEDOUT, ERR_TIMEOUT, false, "no connection to ", ""},
    {CURLE_SSL_CONNECT_ERROR, ERR_NETWORK, false, "no secure connection to ", ""},
    {CURLE_PEER_FAILED_VERIFICATION, ERR_NETWORK, true, "the certificate of ", " is not trusted"},
    {CURLE_SSL_ISSUER_ERROR, ERR_NETWORK, true, "the certificate of ", " is not trusted"},
    {CURLE_SSL_CACERT_BADFILE, ERR_NETWORK, true, "cannot check the certificate of ", ""},
    {CURLE_SSL_CIPHER, ERR_NETWORK, true, "no secure connection to ", ""},
    {CURLE_SSL_CERTPROBLEM, ERR_NETWORK, true, "no secure connection to ", ""},
    {CURLE_UNSUPPORTED_PROTOCOL, ERR_NETWORK, true, "cannot speak to ", ""},
    {CURLE_URL_MALFORMAT, ERR_NETWORK, true, "cannot ask ", ""},
    {CURLE_FAILED_INIT, ERR_NETWORK, true, "libcurl does not work (asking ", ")"},
    {CURLE_OUT_OF_MEMORY, ERR_NETWORK, true, "out of memory (asking ", ")"},
    {CURLE_BAD_CONTENT_ENCODING, ERR_RESPONSE, true, "", ": the answer's compression is broken"},
    {CURLE_WEIRD_SERVER_REPLY, ERR_RESPONSE, true, "", " does not speak HTTP"},
};

static const struct row *find_row(CURLcode code)
{
    static const struct row lost = {CURLE_OK, ERR_NETWORK, false, "connection to ", " lost"};

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].code == code)
            return &rows[i];
    return &lost;
}

/* What a person has to know when a request that is never repeated got no answer. */
static const char *find_price(enum op op, bool sent)
{
    if (!sent || !operation_get(op)->changes_server)
        return "";
    return op == OP_PULL ? "; messages may be leased now" : "; it may have been done";
}

bool failure_describe(const struct failure *f, struct error *err)
{
    const struct row *row = find_row(f->code);
    const char *price = find_price(f->op, f->sent);
    const char *detail = f->detail;
    char what[200];

    /* The buffer repeats the host for these. */
    if (!*detail || f->code == CURLE_COULDNT_RESOLVE_HOST)
        detail = curl_easy_strerror(f->code);
    snprintf(what, sizeof(what), "%s%s%s", row->says, f->host, row->more);
    if (*price)
        error_set(err, row->kind, "%s%s (%.60s)", what, price, detail);
    else
        error_set(err, row->kind, "%s: %s", what, detail);
    err->sent_once = *price != '\0';
    return row->lasting;
}

void failure_describe_timeout(const struct failure *f, int64_t silent_ms, struct error *err)
{
    const char *price = find_price(f->op, f->sent);

    if (silent_ms < 0)
        error_set(err, ERR_TIMEOUT, "the answer of %s takes too long%s", f->host, price);
    else if (silent_ms >= 1000)
        error_set(err, ERR_TIMEOUT, "no answer from %s for %" PRId64 " s%s", f->host,
                  silent_ms / 1000, price);
    else
        error_set(err, ERR_TIMEOUT, "no answer from %s for %" PRId64 " ms%s", f->host, silent_ms,
                  price);
    err->sent_once = *price != '\0';
}

void failure_describe_cancel(enum op op, bool sent, struct error *err)
{
    const char *price = find_price(op, sent);

    error_set(err, ERR_CANCELLED, "cancelled%s", price);
    err->sent_once = *price != '\0';
}

static void blot_out(char *text, const char *word)
{
    size_t n = word ? strlen(word) : 0;

    while (n && (text = strstr(text, word))) {
        memset(text, '*', n);
        text += n;
    }
}

void failure_redact(struct error *err, const struct credentials *c)
{
    const char *const words[] = {c->token.text, c->key.text};

    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        blot_out(err->text, words[i]);
        blot_out(err->doc_url, words[i]);
        blot_out(err->pointer, words[i]);
    }
}
