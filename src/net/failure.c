#include "net/failure.h"

#include "base/memory/array.h"
#include "base/text/text_line.h"

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

/* A proxy that looks into connections is one of a company, with an authority of its own. */
#define UNTRUSTED " is not trusted (SSL_CERT_FILE names your CA)"

/* What is not here is a lost connection. */
static const struct row rows[] = {
    {CURLE_COULDNT_RESOLVE_HOST, ERR_NETWORK, false, "cannot reach ", ""},
    {CURLE_COULDNT_RESOLVE_PROXY, ERR_NETWORK, false, "cannot reach the proxy to ", ""},
    {CURLE_COULDNT_CONNECT, ERR_NETWORK, false, "cannot reach ", ""},
    {CURLE_PROXY, ERR_NETWORK, false, "cannot reach ", ""},
    {CURLE_OPERATION_TIMEDOUT, ERR_TIMEOUT, false, "no connection to ", ""},
    {CURLE_SSL_CONNECT_ERROR, ERR_NETWORK, false, "no secure connection to ", ""},
    {CURLE_PEER_FAILED_VERIFICATION, ERR_NETWORK, true, "the certificate of ", UNTRUSTED},
    {CURLE_SSL_ISSUER_ERROR, ERR_NETWORK, true, "the certificate of ", UNTRUSTED},
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

    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].code == code)
            return &rows[i];
    return &lost;
}

static void append(struct error *err, const char *before, const char *text, const char *after)
{
    struct text_line l = text_line_behind(err->text, sizeof(err->text));

    text_line_add(&l, "%s%s%s", before, text, after);
}

/* What a person has to know when a request that is never repeated got no answer. */
static void add_doubt(enum op op, bool sent, struct error *err)
{
    const struct operation *o = operation_get(op);

    err->sent_once = sent && o->changes_server;
    if (err->sent_once)
        append(err, "; ", o->doubt, "");
}

bool failure_describe(const struct failure *f, struct error *err)
{
    const struct row *row = find_row(f->code);
    const char *detail = f->detail;
    char brief[61];

    /* The buffer repeats the host for these. */
    if (!*detail || f->code == CURLE_COULDNT_RESOLVE_HOST)
        detail = curl_easy_strerror(f->code);
    error_set(err, row->kind, "%s%s%s%s%s", row->says, f->host, row->more,
              f->proxy ? " through " : "", f->proxy ? f->proxy : "");
    add_doubt(f->op, f->sent, err);
    snprintf(brief, sizeof(brief), "%s", detail);
    if (err->sent_once)
        append(err, " (", brief, ")");
    else
        append(err, ": ", detail, "");
    return row->lasting;
}

void failure_describe_timeout(const struct failure *f, int64_t silent_ms, struct error *err)
{
    if (silent_ms < 0)
        error_set(err, ERR_TIMEOUT, "the answer of %s takes too long", f->host);
    else if (silent_ms >= 1000)
        error_set(err, ERR_TIMEOUT, "no answer from %s for %" PRId64 " s", f->host,
                  silent_ms / 1000);
    else
        error_set(err, ERR_TIMEOUT, "no answer from %s for %" PRId64 " ms", f->host, silent_ms);
    add_doubt(f->op, f->sent, err);
}

void failure_describe_cancel(enum op op, bool sent, struct error *err)
{
    error_set(err, ERR_CANCELLED, "cancelled");
    add_doubt(op, sent, err);
}
