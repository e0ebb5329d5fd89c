#include "tests/sim/http/exchange.h"

#include "base/memory/mem.h"
#include "base/os/clock.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c | 0x20) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* A copy of n characters with %XX (and + where it means a blank) undone. */
static char *decode(const char *s, size_t n, bool plus)
{
    char *out = mem_copy_bytes(s, n);
    size_t len = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] == '%' && i + 2 < n && hex_digit(s[i + 1]) >= 0 && hex_digit(s[i + 2]) >= 0) {
            out[len++] = (char)(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]));
            i += 2;
        } else {
            out[len++] = plus && s[i] == '+' ? ' ' : s[i];
        }
    }
    out[len] = '\0';
    return out;
}

static void read_params(struct sim_request *q)
{
    const char *at = q->query;

    while (*at && q->n_params < SIM_PARAMS) {
        size_t n = strcspn(at, "&"), name = strcspn(at, "=&");
        struct sim_param *p = &q->params[q->n_params++];

        p->name = decode(at, name, true);
        p->value = name < n ? decode(at + name + 1, n - name - 1, true) : mem_copy_str("");
        at += n + (at[n] == '&');
    }
}

struct exchange *exchange_new(struct MHD_Connection *connection, const char *uri)
{
    struct exchange *x = mem_new(1, sizeof(*x));
    size_t n = strcspn(uri, "?");

    x->connection = connection;
    x->request.path = decode(uri, n, false);
    x->request.query = mem_copy_str(uri[n] ? uri + n + 1 : "");
    buf_init(&x->request.body, (size_t)1 << 30);
    read_params(&x->request);
    reply_init(&x->reply);
    return x;
}

void exchange_free(struct exchange *x)
{
    for (size_t i = 0; i < x->request.n_params; i++) {
        free(x->request.params[i].name);
        free(x->request.params[i].value);
    }
    free(x->request.method);
    free(x->request.path);
    free(x->request.query);
    json_decref(x->request.json);
    buf_free(&x->request.body);
    reply_free(&x->reply);
    free(x);
}

static const char *find_header(const struct exchange *x, const char *name)
{
    return MHD_lookup_connection_value(x->connection, MHD_HEADER_KIND, name);
}

void exchange_read_head(struct exchange *x, const char *method)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    x->request.method = mem_copy_str(method);
    x->request.authorization = find_header(x, "Authorization");
    x->request.auth_email = find_header(x, "X-Auth-Email");
    x->request.auth_key = find_header(x, "X-Auth-Key");
    x->request.user_agent = find_header(x, "User-Agent");
    x->request.accept = find_header(x, "Accept");
    x->request.rate_limit_type = find_header(x, "X-Rate-Limit-Type");
    if (info)
        x->request.connection = (unsigned)(uintptr_t)info->socket_context;
}

void exchange_strip_base(struct exchange *x, const char *base)
{
    size_t n = strlen(base);
    char *path = x->request.path;

    if (strncmp(path, base, n) == 0 && path[n] == '/')
        memmove(path, path + n, strlen(path + n) + 1);
    else
        path[0] = '\0';
}

void exchange_wait(struct exchange *x, int64_t due_ms)
{
    x->waiting = true;
    x->due_ms = due_ms;
    MHD_suspend_connection(x->connection);
}

void exchange_wake(struct exchange *x)
{
    x->waiting = false;
    MHD_resume_connection(x->connection);
}

static int find_socket(const struct exchange *x)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CONNECTION_FD);

    return info ? info->connect_fd : -1;
}

/* Dissolving the association of a connected socket sends RST; an ordinary close would send FIN. */
enum MHD_Result exchange_reset(struct exchange *x)
{
    struct sockaddr nobody = {.sa_family = AF_UNSPEC};
    int fd = find_socket(x);

    if (fd >= 0)
        (void)!connect(fd, &nobody, sizeof(nobody)); /* a client that has gone needs none */
    return MHD_NO;
}

static ssize_t copy_part(const struct exchange *x, uint64_t pos, char *out, size_t max, size_t end)
{
    size_t n = end > pos ? end - (size_t)pos : 0;

    n = n < max ? n : max;
    memcpy(out, x->reply.body.bytes + pos, n);
    return (ssize_t)n;
}

static ssize_t read_half(struct exchange *x, uint64_t pos, char *out, size_t max)
{
    size_t half = x->reply.body.len / 2;

    if (x->released)
        return copy_part(x, pos, out, max, x->reply.body.len);
    if (pos < half)
        return copy_part(x, pos, out, max, half);
    if (x->call.fault.kind == FAULT_TRUNCATE)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    exchange_wait(x, INT64_MAX);
    return 0;
}

static ssize_t read_byte(struct exchange *x, uint64_t pos, char *out, size_t max)
{
    int64_t now = clock_now().mono_ms;

    if (x->released)
        return copy_part(x, pos, out, max, x->reply.body.len);
    if (pos > 0 && now < x->byte_due_ms) {
        exchange_wait(x, x->byte_due_ms);
        return 0;
    }
    x->byte_due_ms = now + x->call.fault.delay_ms;
    return copy_part(x, pos, out, 1, x->reply.body.len);
}

static ssize_t read_endless(struct exchange *x, uint64_t pos, char *out, size_t max)
{
    if (x->released)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (pos < x->reply.body.len)
        return copy_part(x, pos, out, max, x->reply.body.len);
    memset(out, 'a', max);
    return (ssize_t)max;
}

static ssize_t read_slowly(void *cls, uint64_t pos, char *out, size_t max)
{
    struct exchange *x = cls;

    if (x->call.fault.kind == FAULT_TRICKLE)
        return read_byte(x, pos, out, max);
    if (x->call.fault.kind == FAULT_ENDLESS)
        return read_endless(x, pos, out, max);
    return read_half(x, pos, out, max);
}

struct MHD_Response *exchange_make_response(struct exchange *x)
{
    enum fault_kind kind = x->call.fault.kind;
    size_t len = x->reply.body.len;

    if (kind == FAULT_ENDLESS)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 65536, read_slowly, x, NULL);
    if (kind == FAULT_HANG_BODY || kind == FAULT_TRUNCATE || kind == FAULT_TRICKLE)
        return MHD_create_response_from_callback(len, 65536, read_slowly, x, NULL);
    return MHD_create_response_from_buffer(len, buf_take(&x->reply.body), MHD_RESPMEM_MUST_FREE);
}
