#include "net/policy.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/redact.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONNECT_TIMEOUT_MS = 10000,
    TIMEOUT_MS = 30000,
    RETRY_BASE_MS = 500,
    MAX_BYTES = 64 * 1024 * 1024,
    SHORT_PASSWORD = 5,
    READ_BYTES = 128 * 1024, /* a pull can be 17 MB: fewer, larger reads */
};

static void fill_defaults(struct fetch_config *cfg)
{
    if (cfg->connect_timeout_ms <= 0)
        cfg->connect_timeout_ms = CONNECT_TIMEOUT_MS;
    if (cfg->timeout_ms <= 0)
        cfg->timeout_ms = TIMEOUT_MS;
    if (cfg->retry_base_ms <= 0)
        cfg->retry_base_ms = RETRY_BASE_MS;
    if (cfg->max_bytes == 0)
        cfg->max_bytes = MAX_BYTES;
}

/* OpenSSL's names: 8 hex digits, a dot, a number. */
static bool is_hashed_name(const char *name)
{
    for (int i = 0; i < 8; i++)
        if (!isxdigit((unsigned char)name[i]))
            return false;
    return name[8] == '.' && isdigit((unsigned char)name[9]);
}

static bool has_hashed_names(const char *path)
{
    const struct dirent *entry;
    DIR *dir = opendir(path);
    bool found = false;

    while (dir && !found && (entry = readdir(dir)))
        found = is_hashed_name(entry->d_name);
    if (dir)
        closedir(dir);
    return found;
}

/* A hashed directory costs a look-up; reading the whole bundle costs 40 ms at the first connection.
 */
static void find_authorities(struct policy *p)
{
    static const char *const paths[] = {"/etc/ssl/certs", "/etc/pki/tls/certs"};
    const char *file = getenv("SSL_CERT_FILE"), *path = getenv("SSL_CERT_DIR");

    if (file && *file)
        p->ca_file = file;
    if (path && *path)
        p->ca_path = path;
    for (size_t i = 0; i < ARRAY_LEN(paths) && !p->ca_file && !p->ca_path; i++)
        if (has_hashed_names(paths[i]))
            p->ca_path = paths[i];
}

static void add_header(struct curl_slist **list, const char *line)
{
    *list = curl_slist_append(*list, line);
}

static struct curl_slist *make_headers(const struct credentials *c, enum policy_headers which)
{
    static const char *const accept[] = {
        [HEADERS_PLAIN] = "Accept: application/json",
        [HEADERS_BODY] = "Accept: application/json",
        [HEADERS_STREAM] = "Accept: text/event-stream, application/json;q=0.9",
    };
    _Static_assert(ARRAY_LEN(accept) == HEADERS_COUNT, "every kind says what it takes");
    struct curl_slist *list = NULL;

    add_header(&list, accept[which]);
    if (which == HEADERS_BODY) {
        add_header(&list, "Content-Type: application/json");
        add_header(&list, "Expect:");
    }
    if (!c->token.text) {
        char *mail = mem_print("X-Auth-Email: %s", c->email);
        struct secret key = secret_take(mem_print("X-Auth-Key: %s", c->key.text));

        add_header(&list, mail);
        add_header(&list, key.text);
        secret_free(&key);
        free(mail);
    }
    return list;
}

static void find_host(struct policy *p)
{
    const char *start = strstr(p->cfg->base_url, "://") + 3;

    snprintf(p->host, sizeof(p->host), "%.*s", (int)strcspn(start, "/"), start);
}

/* The password in the n bytes of "user:password", or both where it is so short that it would be
 * found in every word. */
static struct secret copy_password(const char *text, size_t n)
{
    const char *colon = memchr(text, ':', n);
    size_t skip = colon ? (size_t)(colon - text) + 1 : n;

    if (skip == n)
        return (struct secret){.text = NULL};
    if (n - skip < SHORT_PASSWORD)
        skip = 0;
    return secret_take(mem_copy_bytes(text + skip, n - skip));
}

/* The proxy that libcurl takes from the environment, without its user and password; gives the
 * latter, which a proxy or curl may repeat. */
static struct secret find_proxy(struct policy *p)
{
    struct secret password = {.text = NULL};

    static const char *const names[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};

    for (size_t i = 0; i < ARRAY_LEN(names) && !p->proxy[0]; i++) {
        const char *url = getenv(names[i]), *start;
        int n;

        if (!url || !*url)
            continue;
        start = strstr(url, "://") ? strstr(url, "://") + 3 : url;
        n = (int)strcspn(start, "/?#");
        for (int at = n - 1; at >= 0; at--)
            if (start[at] == '@') {
                password = copy_password(start, (size_t)at);
                start += at + 1;
                n -= at + 1;
                break;
            }
        snprintf(p->proxy, sizeof(p->proxy), "%s %.*s", names[i], n > 120 ? 120 : n, start);
        n = *start == '[' ? (int)strcspn(start, "]") : (int)strcspn(start, ":/?#");
        snprintf(p->proxy_host, sizeof(p->proxy_host), "%.*s", n > 120 ? 120 : n,
                 start + (*start == '['));
    }
    return password;
}

static bool is_plain(const char *base_url)
{
    return strncmp(base_url, "http:", 5) == 0;
}

void policy_make(struct policy *p, struct fetch_config *cfg)
{
    struct secret proxy = {.text = NULL};
    const char *secrets[] = {cfg->credentials.token.text, cfg->credentials.key.text, NULL};

    fill_defaults(cfg);
    *p = (struct policy){.cfg = cfg, .plain = is_plain(cfg->base_url)};
    for (int i = 0; i < HEADERS_COUNT; i++)
        p->headers[i] = make_headers(&cfg->credentials, (enum policy_headers)i);
    if (!p->plain) {
        find_authorities(p);
        proxy = find_proxy(p);
    }
    find_host(p);
    secrets[2] = proxy.text;
    p->redact = redact_new(secrets, ARRAY_LEN(secrets));
    secret_free(&proxy);
}

void fetch_describe_setup(const char *base_url, struct fetch_setup *out)
{
    const curl_version_info_data *v = curl_version_info(CURLVERSION_NOW);
    struct policy p = {.plain = is_plain(base_url)};
    struct secret password;
    const char *store = NULL;

    *out = (struct fetch_setup){.plain = p.plain};
    snprintf(out->library, sizeof(out->library), "libcurl %s %s", v->version,
             v->ssl_version ? v->ssl_version : "without TLS");
    if (p.plain)
        return;
    find_authorities(&p);
    password = find_proxy(&p);
    secret_free(&password);
    memcpy(out->proxy, p.proxy, sizeof(out->proxy));
    if (!p.ca_file && !p.ca_path && v->age >= CURLVERSION_SEVENTH)
        store = v->cainfo ? v->cainfo : v->capath;
    store = p.ca_file ? p.ca_file : p.ca_path ? p.ca_path : store;
    snprintf(out->authorities, sizeof(out->authorities), "%s", store ? store : "");
    if (p.ca_file)
        out->named_by = "SSL_CERT_FILE";
    else if (p.ca_path && p.ca_path == getenv("SSL_CERT_DIR"))
        out->named_by = "SSL_CERT_DIR";
}

static void wipe_headers(struct curl_slist *list)
{
    for (struct curl_slist *h = list; h; h = h->next)
        explicit_bzero(h->data, strlen(h->data));
    curl_slist_free_all(list);
}

void policy_free(struct policy *p)
{
    for (int i = 0; i < HEADERS_COUNT; i++)
        wipe_headers(p->headers[i]);
    redact_free(p->redact);
    *p = (struct policy){0};
}

static void apply_trust(const struct policy *p, CURL *easy)
{
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, p->plain ? "http" : "https");
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (p->plain) /* a proxy would read the token */
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
    if (!p->ca_file && !p->ca_path)
        return;
    curl_easy_setopt(easy, CURLOPT_CAINFO, p->ca_file);
    curl_easy_setopt(easy, CURLOPT_CAPATH, p->ca_path);
}

void policy_apply(const struct policy *p, CURL *easy, enum policy_headers headers)
{
    const struct credentials *c = &p->cfg->credentials;

    apply_trust(p, easy);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)p->cfg->connect_timeout_ms);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "cfqtop/" CFQTOP_VERSION);
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)READ_BYTES);
    if (!p->plain) /* rather a stream on the open connection than another one */
        curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    /* Without it, removing a handle waits for its name lookup: seconds when DNS hangs. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, p->headers[headers]);
    if (c->token.text) {
        curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
        curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, c->token.text);
    }
}
