#include "cli/run/session.h"

#include "api/error/explain.h"
#include "base/memory/mem.h"
#include "base/os/write.h"
#include "cli/print/output.h"
#include "parts/calls/call_log.h"
#include "store/record.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JSON_BYTES = 16 * 1024 };

/* A handler can reach nothing but globals.  Only the session between open and close uses them. */
static int signal_pipe[2] = {-1, -1};

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { N_SIGNALS = sizeof signals / sizeof *signals };
static struct sigaction before[N_SIGNALS];

static void note_signal(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t n = write(signal_pipe[1], &byte, 1);

    (void)n; /* a full pipe already says it */
    errno = saved;
}

static bool catch_signals(struct error *err)
{
    struct sigaction sa = {.sa_handler = note_signal};

    if (pipe2(signal_pipe, O_CLOEXEC | O_NONBLOCK))
        return error_set(err, ERR_USAGE, "no pipe: %s", strerror(errno));
    sigemptyset(&sa.sa_mask);
    for (int i = 0; i < N_SIGNALS; i++) {
        sigaction(signals[i], NULL, &before[i]);
        /* Under nohup, SIGHUP stays ignored. */
        if (before[i].sa_handler != SIG_IGN)
            sigaction(signals[i], &sa, NULL);
    }
    return true;
}

static void release_signals(void)
{
    for (int i = 0; i < N_SIGNALS; i++)
        sigaction(signals[i], &before[i], NULL);
    close(signal_pipe[0]);
    close(signal_pipe[1]);
    signal_pipe[0] = signal_pipe[1] = -1;
}

bool session_open(struct session *s, struct settings *settings, struct error *err)
{
    struct fetch_config cfg = {.credentials = settings->credentials};
    sigset_t all, old;

    *s = (struct session){.settings = settings};
    if (!catch_signals(err))
        return false;
    cfg.tells_tls = settings->command == COMMAND_DOCTOR;
    cfg.base_url = mem_copy_str(settings->options.texts[OPT_BASE_URL]);
    settings->credentials = (struct credentials){.email = NULL};
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    s->fetch = fetch_start(&cfg, err);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (!s->fetch)
        release_signals();
    return s->fetch != NULL;
}

void session_close(struct session *s)
{
    release_signals();
    fetch_stop(s->fetch);
    s->fetch = NULL;
}

struct request *session_new_request(const struct session *s, enum op op, const char *account_id,
                                    const char *queue_id)
{
    struct request *r = request_new(REQ_CALL, 0);

    r->call.op = op;
    r->call.keep_json = s->settings->options.numbers[OPT_JSON];
    snprintf(r->call.account_id, sizeof r->call.account_id, "%s", account_id ? account_id : "");
    snprintf(r->call.queue_id, sizeof r->call.queue_id, "%s", queue_id ? queue_id : "");
    return r;
}

static void cancel(struct session *s)
{
    fetch_put(s->fetch, request_new(REQ_CANCEL, s->last_id));
}

void session_note_retry(const struct session *s, const struct event *e)
{
    struct explained why;
    int64_t wait_ms = e->retry_at_mono_ms - clock_now().mono_ms;

    explain_error(&why, &e->err, e->op, s->settings->by_key);
    output_note("%s: trying again in %lld s", why.s,
                (long long)(wait_ms > 0 ? (wait_ms + 999) / 1000 : 0));
}

void session_wait(struct session *s, int timeout_ms)
{
    struct pollfd fds[2] = {{.fd = fetch_event_fd(s->fetch), .events = POLLIN},
                            {.fd = signal_pipe[0], .events = POLLIN}};
    unsigned char number;

    if (poll(fds, 2, timeout_ms) < 0)
        return;
    while (read(signal_pipe[0], &number, 1) == 1) {
        if (s->signal)
            _exit(128 + number);
        s->signal = number;
        cancel(s);
    }
}

bool session_is_interrupted(const struct session *s)
{
    return s->signal == SIGINT;
}

/* The final event of the call under way, or NULL. */
static struct event *take_events(struct session *s, session_page *on_page, void *ctx)
{
    struct event *final = NULL, *next;

    for (struct event *e = fetch_take(s->fetch); e; e = next) {
        next = (struct event *)e->mail.next;
        if (e->req_id == s->last_id && e->final && !final) {
            final = e;
            continue;
        }
        if (e->req_id == s->last_id && e->kind == EV_RETRYING)
            session_note_retry(s, e);
        if (e->req_id == s->last_id && e->kind == EV_PAGE && on_page && !on_page(ctx, e)) {
            on_page = NULL;
            cancel(s);
        }
        event_free(e);
    }
    return final;
}

struct event *session_run(struct session *s, struct request *r, session_page *on_page, void *ctx)
{
    struct event *final = NULL;

    r->id = ++s->last_id;
    fetch_put(s->fetch, r);
    while (!final) {
        session_wait(s, -1);
        final = take_events(s, on_page, ctx);
    }
    return final;
}

/* The whole of it for a program, on one line of its own. */
static void report_json(const struct error *err, enum op op, const char *advice)
{
    struct buf line;

    buf_init(&line, JSON_BYTES);
    record_start(&line);
    record_put_text(&line, "error", err->text);
    record_put_text(&line, "call", operation_get(op)->name);
    record_put_int(&line, "http", err->http ? err->http : -1);
    if (err->has_code)
        record_put_int(&line, "code", err->code);
    record_put_text(&line, "error_chain", err->chain[0] ? err->chain : NULL);
    record_put_text(&line, "pointer", err->pointer[0] ? err->pointer : NULL);
    record_put_text(&line, "documentation_url", err->doc_url[0] ? err->doc_url : NULL);
    record_put_text(&line, "advice", advice[0] ? advice : NULL);
    record_end_line(&line);
    write_all(STDERR_FILENO, line.bytes, line.len);
    buf_free(&line);
}

/* What the API says, our advice, and where to read more: each on a line. */
void session_report(const struct session *s, const struct event *e)
{
    struct explained why;
    const char *part, *rest;

    if (s->settings->options.numbers[OPT_JSON]) {
        report_json(&e->err, e->op, explain_advice(&why, &e->err, e->op, s->settings->by_key));
        return;
    }
    rest = explain_error(&why, &e->err, e->op, s->settings->by_key);
    if (e->err.kind != ERR_API) {
        output_fail("%s", rest);
        return;
    }
    for (bool first = true; rest; first = false) {
        part = rest;
        output_fail("%s%.*s", first ? "" : "  ", (int)call_log_part(part, &rest), part);
    }
}
