/* Which base URLs a credential may be sent to. */
#include "net/fetch.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { URL_BYTES = 1024 };

struct parts {
    char *scheme, *host, *port, *path, *query, *fragment;
};

static void free_parts(struct parts *p)
{
    curl_free(p->scheme);
    curl_free(p->host);
    curl_free(p->port);
    curl_free(p->path);
    curl_free(p->query);
    curl_free(p->fragment);
    *p = (struct parts){0};
}

static bool split(const char *url, struct parts *p)
{
    CURLU *u = curl_url();
    bool ok;

    *p = (struct parts){0};
    ok = u && curl_url_set(u, CURLUPART_URL, url, CURLU_DISALLOW_USER) == CURLUE_OK &&
         curl_url_get(u, CURLUPART_SCHEME, &p->scheme, 0) == CURLUE_OK &&
         curl_url_get(u, CURLUPART_HOST, &p->host, 0) == CURLUE_OK &&
         curl_url_get(u, CURLUPART_PATH, &p->path, 0) == CURLUE_OK;
    if (ok) { /* what is not there stays NULL */
        curl_url_get(u, CURLUPART_PORT, &p->port, 0);
        curl_url_get(u, CURLUPART_QUERY, &p->query, 0);
        curl_url_get(u, CURLUPART_FRAGMENT, &p->fragment, 0);
    }
    curl_url_cleanup(u);
    if (!ok)
        free_parts(p);
    return ok;
}

/* By the address written, never by what a name resolves to. */
static bool is_loopback(const char *host)
{
    struct in_addr four;

    if (strcasecmp(host, "localhost") == 0 || strcmp(host, "[::1]") == 0)
        return true;
    return inet_pton(AF_INET, host, &four) == 1 && (ntohl(four.s_addr) >> 24) == 127;
}

static bool is_plain(const char *url)
{
    size_t n = 0;

    for (; url[n]; n++)
        if (url[n] <= ' ' || url[n] > '~' || url[n] == '\\')
            return false;
    return n > 0 && n < URL_BYTES;
}

static void make_lower(char *s)
{
    for (; *s; s++)
        *s = (char)tolower((unsigned char)*s);
}

static char *join(struct parts *p)
{
    size_t n = strlen(p->path);

    while (n > 0 && p->path[n - 1] == '/')
        n--;
    make_lower(p->scheme);
    make_lower(p->host);
    return mem_print("%s://%s%s%s%.*s", p->scheme, p->host, p->port ? ":" : "",
                     p->port ? p->port : "", (int)n, p->path);
}

char *fetch_check_base_url(const char *url, struct error *err)
{
    struct parts p;
    char *checked = NULL;

    if (!is_plain(url) || !split(url, &p)) {
        error_set(err, ERR_USAGE, "the base URL is not a URL (user and password are not allowed)");
        return NULL;
    }
    /* A trailing ? or # leaves an empty part that curl does not report. */
    if (p.query || p.fragment || strpbrk(url, "?#"))
        error_set(err, ERR_USAGE, "the base URL may have no query and no fragment");
    else if (strcasecmp(p.scheme, "https") != 0 && strcasecmp(p.scheme, "http") != 0)
        error_set(err, ERR_USAGE, "the base URL must be https");
    else if (strcasecmp(p.scheme, "http") == 0 && !is_loopback(p.host))
        error_set(err, ERR_USAGE, "the base URL must be https (http only on this machine)");
    else
        checked = join(&p);
    free_parts(&p);
    return checked;
}

const char *fetch_foreign_host(const char *base_url, char *out, size_t size)
{
    static const char *const own[] = {"api.cloudflare.com", "api.fed.cloudflare.com",
                                      "api.staging.cloudflare.com"};
    const char *host = "?";
    struct parts p;
    bool ok = split(base_url, &p);

    if (ok)
        host = p.host;
    for (size_t i = 0; ok && i < ARRAY_LEN(own); i++)
        if (strcmp(host, own[i]) == 0 && strcmp(p.scheme, "https") == 0) {
            free_parts(&p);
            return NULL;
        }
    snprintf(out, size, "%s", host);
    free_parts(&p);
    return out;
}
