#include "net/transfer.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "net/failure.h"
#include "net/rate.h"
#include "net/retry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define MAX_DATE_S 253402300800 /* the year 10000 */

enum {
    URL_BYTES = 4096,
    BODY_BYTES = 16 * 1024 * 1024,
    HEADER_BYTES = 256 * 1024,
    PAGE_BYTES = 8 * 1024 * 1024, /* of a list; 100 queues are some 60 kB */
};

struct transfer {
    CURL *easy;
    CURLM *multi;
    const struct policy *policy;
    void *owner;
    enum op op;
    struct buf body; /* of the request */
    size_t body_read;
    struct buf answer;
    size_t header_bytes;
    bool streamed; /* the answer is events, which stream reads */
    struct stream stream;
    struct instant sent;
    int64_t silent_ms;   /* the longest time without progress */
    int64_t progress_ms; /* monotonic: when the last byte went either way */
    char errbuf[CURL_ERROR_SIZE];
    char tls[ARRIVAL_TLS];
};

static size_t on_read(char *to, size_t size, size_t n, void *arg)
{
    struct transfer *t = arg;
    size_t room = size * n, left = t->body.len - t->body_read;

    if (left > room)
        left = room;
    if (left)
        memcpy(to, t->body.bytes + t->body_read, left);
    t->body_read += left;
    t->progress_ms = clock_now().mono_ms;
    return left;
}

/* The length that the server announced is worth one allocation, never more than the cap. */
static void reserve(struct transfer *t)
{
    curl_off_t length = -1;

    curl_easy_getinfo(t->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    if (length > 0 && (uint64_t)length <= t->answer.cap)
        buf_reserve(&t->answer, (size_t)length);
}

static size_t on_write(char *bytes, size_t size, size_t n, void *arg)
{
    struct transfer *t = arg;

    t->progress_ms = clock_now().mono_ms;
    if (t->streamed) {
        stream_read(&t->stream, bytes, size * n, t->progress_ms);
        return size * n;
    }
    if (!t->answer.bytes)
        reserve(t);
    return buf_append(&t->answer, bytes, size * n) ? size * n : 0;
}

/* text/event-stream with or without parameters, as an answer that is none of a failure. */
static bool is_stream(const struct transfer *t)
{
    static const char name[] = "text/event-stream";
    char *type = NULL;
    long http = 0;

    curl_easy_getinfo(t->easy, CURLINFO_CONTENT_TYPE, &type);
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &http);
    return operation_get(t->op)->streams && http == 200 && type &&
           strncasecmp(type, name, sizeof(name) - 1) == 0 &&
           strchr("; \t", type[sizeof(name) - 1]) != NULL;
}

static size_t on_header(char *bytes, size_t size, size_t n, void *arg)
{
    struct transfer *t = arg;

    /* They are read with curl_easy_header(), and counted here.  A blank line ends them: a stream
     * may say nothing for a while after it. */
    if (size * n > 0 && (bytes[0] == '\r' || bytes[0] == '\n'))
        t->streamed = is_stream(t);
    t->header_bytes += size * n;
    t->progress_ms = clock_now().mono_ms;
    return t->header_bytes <= HEADER_BYTES ? size * n : 0;
}

/* When a reused connection closes without an answer, curl sends the request again by itself, though
 * the server may have acted on it.  It cannot where a body comes from a callback that does not
 * rewind, or where the connection is a new one: a second lease of other messages is worse than an
 * error. */
static void send_once(struct transfer *t)
{
    curl_easy_setopt(t->easy, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(t->easy, CURLOPT_READDATA, t);
    if (!t->body.len)
        curl_easy_setopt(t->easy, CURLOPT_FRESH_CONNECT, 1L);
}

static void set_body(struct transfer *t)
{
    bool once = operation_get(t->op)->changes_server;

    if (!t->body.len && !once)
        return;
    curl_easy_setopt(t->easy, CURLOPT_POST, 1L);
    curl_easy_setopt(t->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->body.len);
    if (once)
        send_once(t);
    else
        curl_easy_setopt(t->easy, CURLOPT_POSTFIELDS, t->body.bytes);
}

void transfer_read_tls(char out[ARRIVAL_TLS], const char *said, size_t n)
{
    static const char start[] = "SSL connection using ";
    const size_t skip = sizeof(start) - 1;
    size_t len = 0;

    if (n <= skip || memcmp(said, start, skip) != 0)
        return;
    while (skip + len < n && said[skip + len] > ' ')
        len++;
    snprintf(out, ARRIVAL_TLS, "%.*s", (int)len, said + skip);
}

/* Nothing but this says which TLS it is.  What else curl tells here holds the credential. */
static int on_debug(CURL *easy, curl_infotype type, char *bytes, size_t n, void *arg)
{
    struct transfer *t = arg;

    (void)easy;
    if (type == CURLINFO_TEXT)
        transfer_read_tls(t->tls, bytes, n);
    return 0;
}

static void set_request(struct transfer *t, const char *url)
{
    CURL *easy = t->easy;

    policy_apply(t->policy, easy,
                 operation_get(t->op)->streams ? HEADERS_STREAM
                 : t->body.len > 0             ? HEADERS_BODY
                                               : HEADERS_PLAIN);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->errbuf);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_write);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
    if (t->policy->cfg->tells_tls) {
        curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
        curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
        curl_easy_setopt(easy, CURLOPT_DEBUGDATA, t);
    }
    set_body(t);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, operation_get(t->op)->method);
}

/* Several pages of a list are under way at a time. */
static size_t find_cap(const struct policy *policy, enum op op)
{
    size_t most = policy->cfg->max_bytes;

    return operation_get(op)->all_pages && most > PAGE_BYTES ? PAGE_BYTES : most;
}

struct transfer *transfer_start(CURLM *multi, const struct policy *policy, const struct call *call,
                                void *owner, struct error *err)
{
    struct transfer *t = mem_new(1, sizeof(*t));
    struct buf url;

    *t = (struct transfer){.policy = policy, .owner = owner, .op = call->op};
    t->silent_ms = call->silent_ms > 0 ? call->silent_ms : policy->cfg->timeout_ms;
    stream_init(&t->stream, call->op, policy->redact);
    buf_init(&url, URL_BYTES);
    buf_init(&t->body, BODY_BYTES);
    buf_init(&t->answer, find_cap(policy, call->op));
    buf_append_str(&url, policy->cfg->base_url);
    if (operation_build(call, &url, &t->body, err)) {
        t->easy = curl_easy_init();
        t->sent = clock_now();
        t->progress_ms = t->sent.mono_ms;
        if (t->easy) {
            set_request(t, url.bytes);
            if (curl_multi_add_handle(multi, t->easy) == CURLM_OK)
                t->multi = multi;
        }
        if (!t->multi)
            error_set(err, ERR_NETWORK, "libcurl takes no more transfers");
    }
    buf_free(&url);
    if (t->multi)
        return t;
    transfer_free(t);
    return NULL;
}

struct stream *transfer_get_stream(struct transfer *t)
{
    return t->streamed ? &t->stream : NULL;
}

static struct transfer *from_easy(CURL *easy)
{
    char *t = NULL;

    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
    return (struct transfer *)t;
}

void *transfer_get_owner(CURL *easy)
{
    return from_easy(easy)->owner;
}

static const char *find_header(const struct transfer *t, const char *name, size_t index)
{
    struct curl_header *h;

    if (curl_easy_header(t->easy, name, index, CURLH_HEADER, -1, &h) != CURLHE_OK)
        return NULL;
    return h->value;
}

/* Lines of one name are one list (RFC 9110, 5.3). */
static const char *join_headers(const struct transfer *t, const char *name, struct buf *out)
{
    const char *value;

    for (size_t i = 0; i < 8 && (value = find_header(t, name, i)); i++) {
        if (i)
            buf_append_byte(out, ',');
        buf_append_str(out, value);
    }
    return out->len ? out->bytes : NULL;
}

void transfer_read_rate(const struct transfer *t, struct rate *rate)
{
    struct buf limit, policy;

    buf_init(&limit, 4096);
    buf_init(&policy, 4096);
    rate_parse(rate, join_headers(t, "Ratelimit", &limit),
               join_headers(t, "Ratelimit-Policy", &policy));
    buf_free(&limit);
    buf_free(&policy);
}

static int find_http(const struct transfer *t)
{
    static const struct {
        long version;
        int http;
    } rows[] = {{CURL_HTTP_VERSION_1_0, 10},
                {CURL_HTTP_VERSION_1_1, 11},
                {CURL_HTTP_VERSION_2_0, 20},
                {CURL_HTTP_VERSION_3, 30}};
    long version = 0;

    curl_easy_getinfo(t->easy, CURLINFO_HTTP_VERSION, &version);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (rows[i].version == version)
            return rows[i].http;
    return 0;
}

static void read_arrival(const struct transfer *t, struct arrival *c)
{
    const char *date = find_header(t, "Date", 0);
    time_t s = date ? curl_getdate(date, NULL) : -1;
    curl_off_t tcp_us = 0, tls_us = 0;
    long made = 0;

    curl_easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &made);
    curl_easy_getinfo(t->easy, CURLINFO_CONNECT_TIME_T, &tcp_us);
    curl_easy_getinfo(t->easy, CURLINFO_APPCONNECT_TIME_T, &tls_us);
    c->date_ms = s > 0 && s < MAX_DATE_S ? (int64_t)s * 1000 : -1;
    if (made > 0)
        c->connect_ms = (int64_t)(tls_us > tcp_us ? tls_us : tcp_us) / 1000;
    c->http = find_http(t);
    memcpy(c->tls, t->tls, sizeof(c->tls));
}

static void read_answer(struct transfer *t, struct answer *a)
{
    long http = 0;
    char *type = NULL;

    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &http);
    curl_easy_getinfo(t->easy, CURLINFO_CONTENT_TYPE, &type);
    a->http = (int)http;
    a->content_type = type;
    a->cf_mitigated = find_header(t, "cf-mitigated", 0);
    a->location = find_header(t, "Location", 0);
    a->retry_after_s = retry_parse_after(find_header(t, "Retry-After", 0), clock_now().wall_ms);
    a->redact = t->policy->redact;
    a->len = t->answer.len;
    a->bytes = buf_take(&t->answer);
}

bool transfer_is_sent(const struct transfer *t)
{
    long bytes = 0;

    curl_easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &bytes);
    return bytes > 0;
}

/* The proxy, when it is what could not be reached or what refused: curl names whom it tried. */
static const char *find_proxy(const struct transfer *t, CURLcode code)
{
    const struct policy *p = t->policy;
    bool asked = code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY ||
                 strcasestr(t->errbuf, "proxy") || strcasestr(t->errbuf, "CONNECT tunnel");

    if (!p->proxy[0])
        return NULL;
    return asked || strstr(t->errbuf, p->proxy_host) ? p->proxy : NULL;
}

/* curl's words may repeat those of a proxy. */
static struct failure describe(struct transfer *t, CURLcode code)
{
    redact_text(t->policy->redact, t->errbuf);
    return (struct failure){.code = code,
                            .host = t->policy->host,
                            .proxy = find_proxy(t, code),
                            .detail = t->errbuf,
                            .op = t->op,
                            .sent = transfer_is_sent(t)};
}

static void refuse_size(const struct transfer *t, struct transfer_end *end)
{
    struct format most;
    long http = 0;

    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &http);
    if (t->answer.overflow)
        error_set(&end->err, ERR_RESPONSE, "larger than %s",
                  format_bytes(&most, (int64_t)t->answer.cap));
    else
        error_set(&end->err, ERR_RESPONSE, "too many headers");
    end->err.http = (int)http;
    end->lasting = true;
}

static void begin_end(const struct transfer *t, struct transfer_end *end)
{
    *end = (struct transfer_end){.sent = t->sent,
                                 .bytes = t->streamed ? t->stream.bytes : t->answer.len,
                                 .streamed = t->streamed,
                                 .arrival = {.date_ms = -1, .connect_ms = -1},
                                 .rate = {-1, -1, -1, -1}};
    end->answer.retry_after_s = end->err.retry_after_s = -1;
    if (t->streamed && t->stream.parser.retry_ms >= 0)
        end->answer.retry_after_s = (int)((t->stream.parser.retry_ms + 999) / 1000);
}

void transfer_finish(struct transfer *t, CURLcode code, struct transfer_end *end)
{
    begin_end(t, end);
    if (code == CURLE_OK)
        read_arrival(t, &end->arrival);
    if (code == CURLE_OK && t->streamed) {
        transfer_read_rate(t, &end->rate);
    } else if (code == CURLE_OK) {
        read_answer(t, &end->answer);
        transfer_read_rate(t, &end->rate);
    } else if (t->answer.overflow || t->header_bytes > HEADER_BYTES) {
        refuse_size(t, end);
    } else {
        struct failure f = describe(t, code);

        end->lasting = failure_describe(&f, &end->err);
    }
}

/* Four spans without progress are allowed in all: an answer that trickles does end.  A stream may
 * go on for as long as something comes. */
static int64_t find_last_moment(const struct transfer *t)
{
    return t->streamed ? INT64_MAX : t->sent.mono_ms + 4 * t->policy->cfg->timeout_ms;
}

int64_t transfer_get_deadline(const struct transfer *t)
{
    int64_t silent = t->progress_ms + t->silent_ms, last = find_last_moment(t);

    return silent < last ? silent : last;
}

void transfer_give_up(struct transfer *t, struct transfer_end *end)
{
    int64_t span = t->silent_ms;
    struct failure f = describe(t, CURLE_OPERATION_TIMEDOUT);

    begin_end(t, end);
    failure_describe_timeout(&f, t->progress_ms + span <= find_last_moment(t) ? span : -1,
                             &end->err);
}

void transfer_free(struct transfer *t)
{
    if (!t)
        return;
    if (t->multi)
        curl_multi_remove_handle(t->multi, t->easy);
    curl_easy_cleanup(t->easy);
    buf_free(&t->body);
    buf_free(&t->answer);
    stream_free(&t->stream);
    free(t);
}
