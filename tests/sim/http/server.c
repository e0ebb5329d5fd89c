#include "tests/sim/http/server.h"

#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "tests/sim/control/control.h"
#include "tests/sim/http/exchange.h"
#include "tests/sim/http/limit.h"
#include "tests/sim/http/stream.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { MAX_BODY = 64 << 20 };

struct server {
    struct MHD_Daemon *daemon;
    struct service *service;
    const char *base;
    struct exchange *first; /* all that are under way */
    unsigned connections;
    bool stopping;
    bool woken; /* resumed from within MHD_run(), which sees it only the next time */
};

static int64_t now_ms(void)
{
    return clock_now().mono_ms;
}

/* The raw request line is seen before anything else: the exchange begins here. */
static void *begin_exchange(void *cls, const char *uri, struct MHD_Connection *connection)
{
    struct server *server = cls;
    struct exchange *x = exchange_new(connection, uri);

    x->next = server->first;
    if (x->next)
        x->next->prev = x;
    server->first = x;
    return x;
}

static void end_exchange(struct server *server, struct exchange *x)
{
    *(x->prev ? &x->prev->next : &server->first) = x->next;
    if (x->next)
        x->next->prev = x->prev;
    exchange_free(x);
}

static void on_completed(void *cls, struct MHD_Connection *connection, void **con_cls,
                         enum MHD_RequestTerminationCode code)
{
    (void)connection;
    (void)code;
    if (*con_cls)
        end_exchange(cls, *con_cls);
    *con_cls = NULL;
}

static void on_connection(void *cls, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct server *server = cls;

    (void)connection;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        *socket_context = (void *)(uintptr_t)++server->connections;
}

/* The analytics do not tell how much of their own limit is left. */
static void add_limit_headers(const struct world *w, struct MHD_Response *response)
{
    struct limit_state limit = limit_read(w, world_now(w));
    char text[64];

    snprintf(text, sizeof(text), "\"default\";r=%lld;t=%lld", (long long)limit.remaining,
             (long long)limit.reset_s);
    MHD_add_response_header(response, "Ratelimit", text);
    snprintf(text, sizeof(text), "\"default\";q=%lld;w=%lld", (long long)limit.quota,
             (long long)limit.window_s);
    MHD_add_response_header(response, "Ratelimit-Policy", text);
}

/* The clock that tests move is the server's. */
static void add_date(const struct world *w, struct MHD_Response *response)
{
    time_t now = (time_t)(world_now(w) / 1000);
    struct tm tm;
    char text[64];

    gmtime_r(&now, &tm);
    strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &tm);
    MHD_add_response_header(response, "Date", text);
}

static void add_headers(const struct server *server, const struct exchange *x,
                        struct MHD_Response *response)
{
    const struct world *w = &server->service->world;
    char text[64];

    MHD_add_response_header(response, "Content-Type", x->reply.content_type);
    MHD_add_response_header(response, "Cache-Control", "no-store");
    add_date(w, response);
    if (!route_has_own_rules(x->call.match.route))
        add_limit_headers(w, response);
    if (x->reply.retry_after_s >= 0) {
        snprintf(text, sizeof(text), "%lld", (long long)x->reply.retry_after_s);
        MHD_add_response_header(response, "Retry-After", text);
    }
    if (x->reply.location[0])
        MHD_add_response_header(response, "Location", x->reply.location);
    if (x->reply.challenge)
        MHD_add_response_header(response, "cf-mitigated", "challenge");
    snprintf(text, sizeof(text), "%016llx-SIM", (unsigned long long)w->rate_used);
    MHD_add_response_header(response, "CF-Ray", text);
}

static enum MHD_Result send_reply(struct server *server, struct exchange *x)
{
    struct MHD_Response *response;
    enum MHD_Result result;

    if (x->call.fault.kind == FAULT_RESET)
        return exchange_reset(x);
    response =
        x->reply.streams ? stream_make_response(server->service, x) : exchange_make_response(x);
    add_headers(server, x, response);
    result = MHD_queue_response(x->connection, (unsigned)x->reply.status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result answer_control(struct server *server, struct exchange *x)
{
    bool release = false;

    control_answer(server->service, &x->request, &x->reply, &release);
    if (release)
        server_release(server);
    return send_reply(server, x);
}

/* How long the request waits before it is answered: 0, INT64_MAX for a hanging one. */
static int64_t choose_wait(const struct server *server, const struct exchange *x)
{
    int64_t wait = server->service->world.options.latency_ms;

    if (x->call.fault.kind == FAULT_HANG)
        return INT64_MAX;
    return wait + (x->call.fault.kind == FAULT_DELAY ? x->call.fault.delay_ms : 0);
}

static void answer_call(struct server *server, struct exchange *x)
{
    if (!x->answered)
        service_answer(server->service, &x->request, &x->call, &x->reply);
    x->answered = true;
}

/* The whole request is here. */
static enum MHD_Result handle_request(struct server *server, struct exchange *x)
{
    if (server->service->control && strncmp(x->request.path, "/__sim/", 7) == 0)
        return answer_control(server, x);
    if (!x->begun) {
        int64_t wait;

        x->begun = true;
        exchange_strip_base(x, server->base);
        service_begin(server->service, &x->request, &x->call);
        if (x->call.fault.apply)
            answer_call(server, x);
        wait = choose_wait(server, x);
        if (wait > 0) {
            exchange_wait(x, wait == INT64_MAX ? wait : now_ms() + wait);
            return MHD_YES;
        }
    }
    answer_call(server, x);
    return send_reply(server, x);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_len, void **con_cls)
{
    struct server *server = cls;
    struct exchange *x = *con_cls;

    (void)connection;
    (void)url;
    (void)version;
    if (!x || server->stopping)
        return MHD_NO;
    if (!x->request.method) {
        exchange_read_head(x, method);
        return MHD_YES;
    }
    if (*upload_len > 0) {
        bool fits = x->request.body.len + *upload_len <= MAX_BODY &&
                    buf_append(&x->request.body, upload, *upload_len);

        *upload_len = 0;
        return fits ? MHD_YES : MHD_NO;
    }
    return handle_request(server, x);
}

struct server *server_new(struct service *s, const char *base, int port)
{
    struct server *server = mem_new(1, sizeof(*server));
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    server->service = s;
    server->base = base;
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)port, NULL, NULL, on_request, server,
        MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_URI_LOG_CALLBACK, begin_exchange, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)131072,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
    if (server->daemon)
        return server;
    free(server);
    return NULL;
}

void server_free(struct server *server)
{
    server->stopping = true;
    for (struct exchange *x = server->first; x; x = x->next)
        x->over = true;
    server_release(server);
    MHD_run(server->daemon);
    MHD_stop_daemon(server->daemon);
    while (server->first)
        end_exchange(server, server->first);
    free(server);
}

int server_port(const struct server *server)
{
    return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

int server_fd(const struct server *server)
{
    return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int server_timeout(struct server *server)
{
    MHD_UNSIGNED_LONG_LONG wanted;
    int64_t due = INT64_MAX, wait;

    if (MHD_get_timeout(server->daemon, &wanted) == MHD_YES && wanted < 60000)
        due = now_ms() + (int64_t)wanted;
    for (const struct exchange *x = server->first; x; x = x->next)
        if (x->waiting && x->due_ms < due)
            due = x->due_ms;
    if (server->woken)
        return 0;
    if (due == INT64_MAX)
        return -1;
    wait = due - now_ms();
    return wait < 0 ? 0 : wait > 60000 ? 60000 : (int)wait;
}

void server_run(struct server *server)
{
    int64_t now = now_ms();

    server->woken = false;
    for (struct exchange *x = server->first; x; x = x->next)
        if (x->waiting && x->due_ms <= now)
            exchange_wake(x);
    MHD_run(server->daemon);
}

void server_release(struct server *server)
{
    server->woken = true;
    for (struct exchange *x = server->first; x; x = x->next) {
        x->released = true;
        if (x->waiting)
            exchange_wake(x);
    }
}
