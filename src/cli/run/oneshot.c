#include "cli/run/oneshot.h"

#include "api/error/explain.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "cli/doctor/doctor.h"
#include "cli/print/output.h"
#include "cli/print/print.h"
#include "cli/run/change.h"
#include "cli/run/check.h"
#include "cli/run/history.h"
#include "cli/run/list.h"
#include "cli/run/orphans.h"
#include "cli/run/resolve.h"
#include "cli/run/scrape.h"
#include "cli/run/trash.h"
#include "cli/run/watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What a command has gathered, to be printed when the fetch thread has ended. */
struct answer_set {
    struct resolved where;
    struct queue_page **pages; /* of a list */
    size_t n_pages;
    struct session *session;
    struct event **acks; /* the answers to ack or retry, one a request */
    size_t n_acks;
    size_t n_answered;   /* leases in them */
    bool in_doubt;       /* what became of some is not known */
    struct event *final; /* of all else */
};

static bool keep_page(void *ctx, struct event *e)
{
    struct answer_set *a = ctx;

    if (!e->u.page)
        return true;
    MEM_GROW(a->pages, a->n_pages);
    a->pages[a->n_pages++] = e->u.page;
    e->u.page = NULL;
    return true;
}

static int compare_pages(const void *a, const void *b)
{
    const struct queue_page *const *x = a, *const *y = b;

    return ((*x)->page > (*y)->page) - ((*x)->page < (*y)->page);
}

static struct request *make_request(const struct session *s, const struct resolved *where)
{
    static const enum op ops[COMMAND_COUNT] = {[COMMAND_QUEUES] = OP_QUEUES,
                                               [COMMAND_METRICS] = OP_METRICS,
                                               [COMMAND_PEEK] = OP_PEEK,
                                               [COMMAND_PULL] = OP_PULL};
    const struct settings *settings = s->settings;
    struct request *r =
        session_new_request(s, ops[settings->command], where->account_id, where->queue_id);

    r->call.batch_size = settings->options.numbers[OPT_BATCH_SIZE];
    r->call.visibility_timeout_ms = settings->options.numbers[OPT_LEASE];
    return r;
}

/* Where no answer came, the error's own text says what that means for leases. */
static void report_failure(const struct session *s, const struct event *e)
{
    const struct operation *o = operation_get(e->op);

    session_report(s, e);
    if (o->changes_server && !e->err.sent_once && explain_may_be_done(&e->err))
        output_fail("%s", o->doubt);
}

static void keep_ack(void *ctx, const struct change_batch *batch, struct event *e)
{
    struct answer_set *a = ctx;

    for (size_t i = 0; i < batch->n; i++)
        a->in_doubt = a->in_doubt || batch->items[i].outcome == OUTCOME_UNKNOWN;
    if (e->kind == EV_DONE) {
        MEM_GROW(a->acks, a->n_acks);
        a->acks[a->n_acks++] = e;
        a->n_answered += batch->n;
        return;
    }
    report_failure(a->session, e);
    event_free(e);
}

/* What there is to see of messages that are acknowledged, or not. */
static void tell_backlog(struct session *s, const struct answer_set *a)
{
    struct request *r = session_new_request(s, OP_METRICS, a->where.account_id, a->where.queue_id);
    struct event *e = session_run(s, r, NULL, NULL);

    if (e->kind == EV_DONE && e->u.metrics.backlog_count >= 0)
        output_fail("the backlog is now %lld", (long long)e->u.metrics.backlog_count);
    event_free(e);
}

/* ack and retry; an exit status. */
static int acknowledge(struct session *s, struct answer_set *a)
{
    const struct settings *settings = s->settings;
    bool retries = settings->command == COMMAND_RETRY;
    struct change_batch asked = {.by = BY_LEASE,
                                 .verb = retries ? VERB_RETRY : VERB_ACK,
                                 .delay_s = settings->options.numbers[OPT_DELAY] / 1000};
    struct change change;
    size_t left;

    memcpy(asked.queue_id, a->where.queue_id, sizeof asked.queue_id);
    for (size_t i = 0; i < settings->n_leases; i++)
        change_batch_add_lease(&asked, NULL, settings->leases[i]);
    change_open(&change, s);
    left = change_run_all(&change, a->where.account_id, a->where.queue_name, &asked, keep_ack, a);
    change_close(&change);
    if (left)
        output_fail("%s not sent", FORMAT_COUNTED(left, "lease"));
    if (a->in_doubt && !s->signal)
        tell_backlog(s, a);
    return a->n_answered < settings->n_leases;
}

/* Everything that needs the network; an exit status. */
static int ask(struct session *s, struct answer_set *a)
{
    int status = resolve_account(s, &a->where);
    struct change change;
    struct request *r;

    if (!status && s->settings->queue)
        status = resolve_queue(s, s->settings->queue, &a->where);
    if (status)
        return status;
    if (s->settings->n_leases)
        return acknowledge(s, a);
    r = make_request(s, &a->where);
    if (operation_get(r->call.op)->changes_server) {
        change_open(&change, s);
        a->final = change_run(&change, r, a->where.queue_name, NULL);
        change_close(&change);
    } else {
        a->final = session_run(s, r, keep_page, a);
    }
    if (a->final->kind != EV_DONE) {
        report_failure(s, a->final);
        return 1;
    }
    if (a->final->op == OP_QUEUES) {
        keep_page(a, a->final);
        if (a->n_pages)
            qsort(a->pages, a->n_pages, sizeof(struct event *), compare_pages);
    }
    return 0;
}

static int find_cols(void)
{
    struct winsize size;

    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) ? 0 : size.ws_col;
}

/* Each prints the answer of its kind; returns an exit status. */
static int print_queues(struct output *o, const struct settings *s, const struct answer_set *a)
{
    (s->options.numbers[OPT_JSON] ? print_queues_json : print_queues_table)(o, a->pages,
                                                                            a->n_pages);
    return 0;
}

static int print_metrics(struct output *o, const struct settings *s, const struct answer_set *a)
{
    if (s->options.numbers[OPT_JSON])
        print_json_line(o, a->final->json);
    else
        print_metrics_table(o, a->where.queue_name, &a->final->u.metrics, clock_now());
    return 0;
}

static int print_batch(struct output *o, const struct settings *s, const struct answer_set *a)
{
    const struct batch *b = a->final->u.batch;

    if (s->options.numbers[OPT_JSON])
        print_messages_json(o, b, a->where.queue_name);
    else
        print_messages_table(o, b, clock_now(), find_cols());
    return 0;
}

static int print_answer(struct output *o, const struct settings *s, const struct answer_set *a)
{
    static int (*const printers[RESULT_COUNT])(struct output *, const struct settings *,
                                               const struct answer_set *) = {
        [RESULT_QUEUES] = print_queues,
        [RESULT_METRICS] = print_metrics,
        [RESULT_BATCH] = print_batch,
    };
    enum result_kind kind;

    if (a->n_acks)
        return !print_acks(o, a->acks, a->n_acks, a->n_answered, s);
    kind = operation_get(a->final->op)->result;
    return printers[kind] ? printers[kind](o, s, a) : 0;
}

/* What a person should know and a program reading stdout should not have to skip. */
static void note_batch(const struct settings *s, const struct batch *b, bool written)
{
    int64_t until_ms = b->asked.wall_ms + s->options.numbers[OPT_LEASE];
    struct format lease, until, left;

    format_duration(&lease, s->options.numbers[OPT_LEASE]);
    format_utc_clock(&until, until_ms);
    if (!b->n && batch_backlog(b) > 0)
        output_fail("no message: %s in the backlog: %s", format_count(&left, batch_backlog(b)),
                    BATCH_WHY_EMPTY);
    else if (!b->n)
        output_note(b->source == BATCH_PULL ? "no message to lease now" : "no message to see now");
    else if (b->source == BATCH_PULL && !written)
        output_fail("%s leased until %s: the lease ids could not be written",
                    FORMAT_COUNTED(b->n, "message"), until.s);
    else if (b->source == BATCH_PULL)
        output_note("%s leased for %s: ack or retry before %s", FORMAT_COUNTED(b->n, "message"),
                    lease.s, until.s);
}

static int print_all(const struct settings *s, const struct answer_set *a)
{
    struct output o;
    bool written;
    int status;

    output_init(&o, STDOUT_FILENO);
    status = print_answer(&o, s, a);
    written = output_end(&o);
    if (s->command == COMMAND_PEEK || s->command == COMMAND_PULL)
        note_batch(s, a->final->u.batch, written);
    if (s->command == COMMAND_QUEUES && !(a->n_pages && a->pages[0]->n))
        output_note("no queue in account %s", a->where.account_id);
    return written ? status : 1;
}

static void free_answers(struct answer_set *a)
{
    for (size_t i = 0; i < a->n_pages; i++)
        queue_page_free(a->pages[i]);
    free(a->pages);
    for (size_t i = 0; i < a->n_acks; i++)
        event_free(a->acks[i]);
    free(a->acks);
    free(a->where.queue_name);
    event_free(a->final);
}

/* What is asked about one queue or account, and the answer. */
static int ask_and_print(struct settings *settings)
{
    struct session s;
    struct answer_set a = {.session = &s};
    struct error err;
    int status, printed = 0;

    if (!session_open(&s, settings, &err)) {
        output_fail("%s", err.text);
        return 1;
    }
    status = ask(&s, &a);
    session_close(&s);
    if (s.signal && status)
        status = 128 + s.signal;
    /* What was done is told, whatever failed after it. */
    if (!status || a.n_acks)
        printed = print_all(settings, &a);
    free_answers(&a);
    return status ? status : printed;
}

int oneshot_run(struct settings *settings)
{
    static int (*const others[COMMAND_COUNT])(struct settings *) = {
        [COMMAND_RELEASE] = orphans_release, [COMMAND_CHECK] = check_run,
        [COMMAND_WATCH] = watch_show,        [COMMAND_TRASH] = trash_show,
        [COMMAND_JOURNAL] = history_show,    [COMMAND_DOCTOR] = doctor_run,
    };

    if (settings->command == COMMAND_QUEUES && !settings->options.numbers[OPT_FAST])
        return list_show(settings);
    if (settings->options.numbers[OPT_PROMETHEUS])
        return scrape_run(settings);
    return (others[settings->command] ? others[settings->command] : ask_and_print)(settings);
}
