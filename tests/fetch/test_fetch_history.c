/* Questions to GraphQL beside calls of the REST API: what goes over the wire, what comes of it, and
 * that neither takes the other's places or rate. */
#include "api/graphql/graphql.h"
#include "base/memory/mem.h"
#include "net/fetch.h"
#include "tests/harness/net/canned.h"
#include "tests/harness/net/fetcher.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <sys/socket.h>
#include <unistd.h>

#define QUEUE "023e105f4ecef8ad9ca31a8372d0c3aa"
#define LIMITED                                                                                    \
    "{\"data\":null,\"errors\":[{\"message\":\"rate limiter budget depleted, try again after 5 "   \
    "minutes\"}]}"
#define EMPTY                                                                                      \
    "{\"data\":{\"viewer\":{\"accounts\":[{\"backlog\":[],\"delayed\":[],\"concurrency\":[],"      \
    "\"operations\":[]}]}},\"errors\":null}"

struct rig {
    struct canned *server;
    struct fetcher f;
};

/* A server that says this, with so many further header lines. */
static void start(struct rig *rig, const char *status, const char *headers, const char *body)
{
    char *bytes = mem_print("HTTP/1.1 %s\r\nContent-Type: application/json\r\n%sContent-Length: "
                            "%zu\r\nConnection: close\r\n\r\n%s",
                            status, headers, strlen(body), body);

    rig->server = canned_start(bytes, strlen(bytes));
    fetcher_start(&rig->f, canned_url(rig->server));
    free(bytes);
}

static void stop(struct rig *rig)
{
    fetcher_stop(&rig->f);
    canned_stop(rig->server);
}

static struct event *ask(struct rig *rig, enum op op)
{
    struct call c = fetcher_new_call(op, QUEUE);

    return fetcher_do(&rig->f, &c);
}

static void an_answer_becomes_a_history(void **state)
{
    struct rig rig;
    const struct event *e;

    (void)state;
    start(&rig, "200 OK", "",
          "{\"data\":{\"viewer\":{\"accounts\":[{\"backlog\":[{\"avg\":{\"messages\":132},"
          "\"dimensions\":{\"datetimeFiveMinutes\":\"2026-11-30T08:05:00Z\"}}],\"delayed\":null,"
          "\"concurrency\":[],\"operations\":[]}]}},\"errors\":[{\"message\":\"unable to execute "
          "query, please try again later\"}]}");
    e = ask(&rig, OP_HISTORY);
    assert_int_equal(e->kind, EV_DONE);
    assert_string_equal(e->queue_id, QUEUE);
    assert_int_equal(history_find(e->u.history, QUEUE)->rows[0].messages, 132);
    assert_false(e->u.history->parts[HISTORY_DELAYED].came);
    assert_int_equal(graphql_find_trouble(&e->u.history->err).kind, GRAPHQL_SERVER);
    stop(&rig);
}

static void a_limited_question_is_asked_once(void **state)
{
    static const char *const statuses[] = {"429 Too Many Requests", "200 OK"};
    struct rig rig;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct event *e;

        start(&rig, statuses[i], "Retry-After: 0\r\n", LIMITED);
        e = ask(&rig, OP_HISTORY);
        assert_int_equal(e->kind, EV_FAILED);
        assert_int_equal(graphql_find_trouble(&e->err).kind, GRAPHQL_RATE);
        assert_int_equal(fetcher_count(&rig.f, e->req_id, EV_RETRYING), 0);
        assert_int_equal(canned_count(rig.server), 1);
        stop(&rig);
    }
}

static void what_passes_is_asked_again(void **state)
{
    struct rig rig;
    const struct event *e;

    (void)state;
    start(&rig, "503 Service Unavailable", "", "{\"errors\":[{\"message\":\"too many queries\"}]}");
    e = ask(&rig, OP_HISTORY_LIMITS);
    assert_int_equal(e->kind, EV_FAILED);
    assert_int_equal(fetcher_count(&rig.f, e->req_id, EV_RETRYING), 3);
    stop(&rig);
}

/* The app paces its other calls by what a rate says. */
static void the_rate_of_an_answer_is_that_of_rest(void **state)
{
    struct rig rig;
    const struct event *e;

    (void)state;
    start(&rig, "200 OK",
          "Ratelimit: \"default\";r=7;t=30\r\nRatelimit-Policy: \"default\";q=1200;w=300\r\n",
          EMPTY);
    e = ask(&rig, OP_HISTORY);
    assert_int_equal(e->kind, EV_DONE);
    assert_int_equal(e->rate.remaining, -1);
    assert_int_equal(e->rate.quota, -1);
    e = ask(&rig, OP_METRICS);
    assert_int_equal(e->rate.remaining, 7);
    assert_int_equal(e->rate.quota, 1200);
    stop(&rig);
}

static void a_question_that_cannot_be_asked_is_not_sent(void **state)
{
    struct rig rig;
    struct call c = fetcher_new_call(OP_HISTORY, QUEUE);
    const struct event *e;

    (void)state;
    start(&rig, "200 OK", "", EMPTY);
    c.history.end_ms = c.history.start_ms;
    e = fetcher_do(&rig.f, &c);
    assert_int_equal(e->kind, EV_FAILED);
    assert_int_equal(e->err.kind, ERR_USAGE);
    assert_int_equal(canned_count(rig.server), 0);
    stop(&rig);
}

/* One connection of a server that the test is itself: a request was read from it whole. */
struct held {
    int fd;
    char text[16384];
};

static void hold(struct held *held, const struct silent *server)
{
    size_t n = 0;
    const char *end = NULL;

    held->fd = accept(server->fd, NULL, NULL);
    assert_true(held->fd >= 0);
    while (!end || n < (size_t)(end + 4 - held->text) +
                           strtoul(strcasestr(held->text, "content-length:") + 15, NULL, 10)) {
        ssize_t got = recv(held->fd, held->text + n, sizeof(held->text) - 1 - n, 0);

        if (got <= 0)
            fail_msg("a request was cut short");
        n += (size_t)got;
        held->text[n] = '\0';
        end = strstr(held->text, "\r\n\r\n");
        if (end && !strcasestr(held->text, "content-length:"))
            break;
    }
}

static void reply(const struct held *held, const char *body)
{
    char *bytes = mem_print("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
                            strlen(body), body);

    assert_int_equal(send(held->fd, bytes, strlen(bytes), MSG_NOSIGNAL), strlen(bytes));
    free(bytes);
    close(held->fd);
}

/* The second question is put before the other calls, and would reach the server before them.  These
 * are as many as go at a time. */
static void questions_go_one_at_a_time_beside_other_calls(void **state)
{
    enum { CALLS = 16 };
    struct silent server;
    struct fetcher f;
    struct held question, calls[CALLS];
    uint64_t first, second, others[CALLS];
    struct call c;
    char url[64];

    (void)state;
    silent_open(&server, 0);
    snprintf(url, sizeof(url), "http://127.0.0.1:%d", server.port);
    fetcher_start(&f, url);
    c = fetcher_new_call(OP_HISTORY_LIMITS, NULL);
    first = fetcher_call(&f, &c);
    hold(&question, &server);
    assert_int_equal(strncmp(question.text, "POST /graphql HTTP/1.1\r\n", 24), 0);
    assert_non_null(strstr(question.text, "\r\n\r\n{\"query\":\"query Limits("));
    c = fetcher_new_call(OP_HISTORY, QUEUE);
    second = fetcher_call(&f, &c);
    for (size_t i = 0; i < CALLS; i++) {
        c = fetcher_new_call(OP_METRICS, QUEUE);
        others[i] = fetcher_call(&f, &c);
    }
    for (size_t i = 0; i < CALLS; i++) {
        hold(&calls[i], &server);
        assert_int_equal(strncmp(calls[i].text, "GET /accounts/", 14), 0);
    }
    for (size_t i = 0; i < CALLS; i++)
        reply(&calls[i], "{\"success\":true,\"result\":{}}");
    for (size_t i = 0; i < CALLS; i++)
        assert_int_equal(fetcher_wait(&f, others[i])->kind, EV_DONE);
    reply(&question, "{\"data\":null,\"errors\":[{\"message\":\"no\"}]}");
    hold(&question, &server);
    assert_non_null(strstr(question.text, "\r\n\r\n{\"query\":\"query History("));
    assert_int_equal(fetcher_wait(&f, first)->kind, EV_FAILED);
    reply(&question, EMPTY);
    assert_int_equal(fetcher_wait(&f, second)->kind, EV_DONE);
    fetcher_stop(&f);
    silent_close(&server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_becomes_a_history),
        cmocka_unit_test(a_limited_question_is_asked_once),
        cmocka_unit_test(what_passes_is_asked_again),
        cmocka_unit_test(the_rate_of_an_answer_is_that_of_rest),
        cmocka_unit_test(a_question_that_cannot_be_asked_is_not_sent),
        cmocka_unit_test(questions_go_one_at_a_time_beside_other_calls),
    };

    return cmocka_run_group_tests_name("fetch_history", tests, NULL, NULL);
}
