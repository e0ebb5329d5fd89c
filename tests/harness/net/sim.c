#include "tests/harness/net/sim.h"

#include "base/memory/buf.h"
#include "base/memory/mem.h"
#include "tests/harness/program/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <curl/curl.h>

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_ANSWER = 256 << 20, MAX_ARGS = 32 };

struct sim {
    pid_t pid;
    int life; /* the server's standard input: it ends with this descriptor */
    int port;
    char *url;
    char *root; /* http://127.0.0.1:PORT */
    CURL *curl;
};

static void exec_server(const char *program, int in, int out, const char *const *extra_args)
{
    const char *argv[MAX_ARGS + 4] = {program, "--parent-dies", "--control"};
    size_t n = 3;

    for (size_t i = 0; extra_args && extra_args[i] && i < MAX_ARGS; i++)
        argv[n++] = extra_args[i];
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    execv(program, (char *const *)(uintptr_t)argv);
    _exit(127);
}

/* The line "listening URL" into s; false when the server ended before it. */
static bool read_listening(struct sim *s, int fd)
{
    static const char head[] = "listening http://127.0.0.1:";
    char line[256], *base;
    size_t n = 0;

    while (n < sizeof(line) - 1 && read(fd, line + n, 1) == 1 && line[n] != '\n')
        n++;
    line[n] = '\0';
    if (strncmp(line, head, sizeof(head) - 1) != 0)
        return false;
    s->port = (int)strtol(line + sizeof(head) - 1, &base, 10);
    s->root = mem_print("http://127.0.0.1:%d", s->port);
    s->url = mem_print("%s%s", s->root, base);
    return true;
}

struct sim *sim_start(const char *const *extra_args)
{
    struct sim *s = mem_new(1, sizeof(*s));
    char program[PATH_MAX + 32];
    int in[2] = {-1, -1}, out[2] = {-1, -1};
    bool up;

    place_find_program("CFQTOP_SIM", "cfqtop-sim", program, sizeof(program));
    /* Close-on-exec: a server started later must not hold this one's standard input open. */
    if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
        fail_msg("no pipes for the simulator");
    s->pid = fork();
    if (s->pid == 0)
        exec_server(program, in[0], out[1], extra_args);
    close(in[0]);
    close(out[1]);
    s->life = in[1];
    up = s->pid > 0 && read_listening(s, out[0]);
    close(out[0]);
    if (!up)
        fail_msg("the simulator did not start: %s", program);
    s->curl = curl_easy_init();
    assert_non_null(s->curl);
    return s;
}

void sim_stop(struct sim *s)
{
    if (!s)
        return;
    close(s->life);
    kill(s->pid, SIGTERM);
    while (waitpid(s->pid, NULL, 0) < 0)
        continue;
    curl_easy_cleanup(s->curl);
    free(s->url);
    free(s->root);
    free(s);
}

const char *sim_url(const struct sim *s)
{
    return s->url;
}

int sim_port(const struct sim *s)
{
    return s->port;
}

static size_t keep_bytes(char *bytes, size_t size, size_t n, void *cls)
{
    return buf_append(cls, bytes, size * n) ? size * n : 0;
}

/* One transfer; the bytes of the answer in body and its header lines in headers.  0: no answer. */
static int transfer(struct sim *s, const char *method, const char *url, const char *body,
                    const struct curl_slist *lines, struct buf *answer, struct buf *headers)
{
    bool control = strncmp(url + strlen(s->root), "/__sim/", 7) == 0;
    CURL *curl = s->curl;
    long status = 0;

    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
    /* On a connection used before, libcurl repeats by itself a request that is reset. */
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, control ? 0L : 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, keep_bytes);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, headers);
    if (body) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    }
    if (curl_easy_perform(curl) != CURLE_OK)
        return 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    return (int)status;
}

static int call_url(struct sim *s, const char *const *lines, const char *method, const char *url,
                    const char *body, struct buf *answer, struct buf *headers)
{
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json");
    int status;

    for (size_t i = 0; lines && lines[i]; i++)
        list = curl_slist_append(list, lines[i]);
    buf_init(answer, MAX_ANSWER);
    buf_init(headers, MAX_ANSWER);
    status = transfer(s, method, url, body, list, answer, headers);
    curl_slist_free_all(list);
    return status;
}

static json_t *parse(const struct buf *answer)
{
    return json_loadb(answer->bytes ? answer->bytes : "", answer->len,
                      JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
}

/* A control call: 2xx, or the test fails.  The parsed answer. */
static json_t *call_control(struct sim *s, const char *method, const char *path, const char *body)
{
    char *url = mem_print("%s%s", s->root, path);
    struct buf answer, headers;
    int status = call_url(s, NULL, method, url, body, &answer, &headers);
    json_t *json = parse(&answer);

    free(url);
    if (status < 200 || status > 299)
        fail_msg("%s %s %s: %d %s", method, path, body ? body : "", status,
                 answer.bytes ? answer.bytes : "");
    buf_free(&answer);
    buf_free(&headers);
    return json;
}

int sim_control(struct sim *s, const char *method, const char *path, const char *body)
{
    char *url = mem_print("%s%s", s->root, path);
    struct buf answer, headers;
    int status = call_url(s, NULL, method, url, body, &answer, &headers);

    free(url);
    buf_free(&answer);
    buf_free(&headers);
    return status;
}

void sim_post(struct sim *s, const char *path, const char *fmt_json, ...)
{
    va_list ap;
    char *body;

    va_start(ap, fmt_json);
    if (vasprintf(&body, fmt_json, ap) < 0)
        fail_msg("out of memory");
    va_end(ap);
    json_decref(call_control(s, "POST", path, body));
    free(body);
}

json_t *sim_get(struct sim *s, const char *path)
{
    return call_control(s, "GET", path, NULL);
}

void sim_delete(struct sim *s, const char *path)
{
    json_decref(call_control(s, "DELETE", path, NULL));
}

void sim_seed(struct sim *s, const char *seed)
{
    if (*seed == '{')
        json_decref(call_control(s, "POST", "/__sim/seed", seed));
    else
        sim_post(s, "/__sim/seed", "{\"name\":\"%s\"}", seed);
}

void sim_advance(struct sim *s, int64_t ms)
{
    sim_post(s, "/__sim/clock", "{\"advance_ms\":%lld}", (long long)ms);
}

static int count_requests(struct sim *s, const char *op, bool changes_only)
{
    json_t *list = sim_get(s, "/__sim/requests");
    int count = 0;

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *seen = json_string_value(json_object_get(item, "op"));

        if ((strcmp(op, "any") == 0 || (seen && strcmp(op, seen) == 0)) &&
            (!changes_only || json_is_true(json_object_get(item, "changes_state"))))
            count++;
    }
    json_decref(list);
    return count;
}

int sim_count_requests(struct sim *s, const char *op)
{
    return count_requests(s, op, false);
}

int sim_count_state_changes(struct sim *s)
{
    return count_requests(s, "any", true);
}

int sim_count_messages(struct sim *s, const char *queue, const char *state)
{
    char *path = mem_print("/__sim/queues/%s", queue);
    json_t *q = sim_get(s, path), *m;
    size_t index;
    int n = 0;

    json_array_foreach (json_object_get(q, "messages"), index, m)
        n +=
            !strcmp(state, "all") || !strcmp(state, json_string_value(json_object_get(m, "state")));
    json_decref(q);
    free(path);
    return n;
}

int sim_call_with(struct sim *s, const char *const *header_lines, const char *method,
                  const char *path, const char *body, json_t **answer, char *headers, int size)
{
    char *url = mem_print("%s%s", s->url, path);
    struct buf bytes, lines;
    int status = call_url(s, header_lines, method, url, body, &bytes, &lines);

    free(url);
    if (answer)
        *answer = parse(&bytes);
    if (headers)
        snprintf(headers, (size_t)size, "%s", lines.bytes ? lines.bytes : "");
    buf_free(&bytes);
    buf_free(&lines);
    return status;
}

int sim_call(struct sim *s, const char *token, const char *method, const char *path,
             const char *body, json_t **answer)
{
    char line[256];
    const char *const lines[] = {line, NULL};

    snprintf(line, sizeof(line), "Authorization: Bearer %s", token ? token : "");
    return sim_call_with(s, token ? lines : NULL, method, path, body, answer, NULL, 0);
}
