#include "tests/harness/net/canned.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

struct canned {
    char *bytes;
    size_t len;
    char *url;
    int fd;
    int stop[2];
    pthread_t thread;
    atomic_int count;
};

static int listen_somewhere(int backlog, int *port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(at);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, backlog) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &size) != 0)
        fail_msg("no port to listen on");
    *port = ntohs(at.sin_port);
    return fd;
}

/* Readable before it is time to stop. */
static bool wait_for(const struct canned *c, int fd, short events)
{
    struct pollfd p[] = {{.fd = fd, .events = events}, {.fd = c->stop[0], .events = POLLIN}};

    return poll(p, 2, -1) > 0 && !p[1].revents;
}

static size_t body_length(const char *head)
{
    const char *at = strcasestr(head, "\r\ncontent-length:");

    return at ? strtoul(at + 17, NULL, 10) : 0;
}

/* Reads head and body of one request; false: the other side is gone, or it is time to stop. */
static bool read_request(const struct canned *c, int fd)
{
    char text[65536];
    size_t n = 0;

    while (n < sizeof(text) - 1 && wait_for(c, fd, POLLIN)) {
        ssize_t got = recv(fd, text + n, sizeof(text) - 1 - n, 0);
        const char *end;

        if (got <= 0)
            return false;
        n += (size_t)got;
        text[n] = '\0';
        end = strstr(text, "\r\n\r\n");
        if (end && n >= (size_t)(end - text) + 4 + body_length(text))
            return true;
    }
    return false;
}

static void serve(struct canned *c, int fd)
{
    size_t sent = 0;

    if (!read_request(c, fd))
        return;
    atomic_fetch_add(&c->count, 1);
    while (sent < c->len && wait_for(c, fd, POLLOUT)) {
        ssize_t n = send(fd, c->bytes + sent, c->len - sent, MSG_NOSIGNAL | MSG_DONTWAIT);

        if (n <= 0)
            return;
        sent += (size_t)n;
    }
    shutdown(fd, SHUT_WR);
    while (wait_for(c, fd, POLLIN) && recv(fd, (char[512]){0}, 512, 0) > 0)
        ;
}

static void *run(void *arg)
{
    struct canned *c = arg;

    while (wait_for(c, c->fd, POLLIN)) {
        int fd = accept(c->fd, NULL, NULL);

        if (fd < 0)
            continue;
        serve(c, fd);
        close(fd);
    }
    return NULL;
}

struct canned *canned_start(const void *bytes, size_t len)
{
    struct canned *c = mem_new(1, sizeof(*c));
    int port;

    c->bytes = mem_copy_bytes(bytes, len);
    c->len = len;
    c->fd = listen_somewhere(16, &port);
    c->url = mem_print("http://127.0.0.1:%d", port);
    if (pipe(c->stop) != 0 || pthread_create(&c->thread, NULL, run, c) != 0)
        fail_msg("no thread for a server");
    return c;
}

const char *canned_url(const struct canned *c)
{
    return c->url;
}

int canned_count(struct canned *c)
{
    return atomic_load(&c->count);
}

void canned_stop(struct canned *c)
{
    close(c->stop[1]);
    pthread_join(c->thread, NULL);
    close(c->stop[0]);
    close(c->fd);
    free(c->url);
    free(c->bytes);
    free(c);
}

void silent_open(struct silent *s, int full)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

    s->fd = listen_somewhere(full ? 0 : 16, &s->port);
    to.sin_port = htons((uint16_t)s->port);
    for (size_t i = 0; i < ARRAY_LEN(s->fill); i++) {
        s->fill[i] = -1;
        if (!full)
            continue;
        s->fill[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (s->fill[i] < 0)
            fail_msg("no socket to connect");
        (void)!connect(s->fill[i], (struct sockaddr *)&to, sizeof(to));
    }
}

int silent_was_asked(const struct silent *s)
{
    struct pollfd p = {.fd = s->fd, .events = POLLIN};

    return poll(&p, 1, 0) > 0;
}

void silent_close(struct silent *s)
{
    for (size_t i = 0; i < ARRAY_LEN(s->fill); i++)
        if (s->fill[i] >= 0)
            close(s->fill[i]);
    close(s->fd);
}
