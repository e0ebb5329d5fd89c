#include "cli/oneshot.h"

#include "api/explain.h"
#include "base/format.h"
#include "base/mem.h"
#include "cli/change.h"
#include "cli/history.h"
#include "cli/orphans.h"
#include "cli/output.h"
#include "cli/print.h"
#include "cli/resolve.h"
#include "cli/trash.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What a command has gathered, to be printed when the fetch thread has ended. */
struct answer_set {
    struct resolved where;
    struct queue_page **pages; /* of a list */
    size_t n_pages;
    struct event *final;
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

static enum op find_op(enum command c)
{
    static const enum op ops[COMMAND_COUNT] = {
        [COMMAND_QUEUES] = OP_QUEUES, [COMMAND_METRICS] = OP_METRICS, [COMMAND_PEEK] = OP_PEEK,
        [COMMAND_PULL] = OP_PULL,     [COMMAND_ACK] = OP_ACK,         [COMMAND_RETRY] = OP_ACK};

    return ops[c];
}

static struct request *make_request(const struct session *s, const struct resolved *where)
{
    const struct settings *settings = s->settings;
    struct request *r =
        session_new_request(s, find_op(settings->command), where->account_id, where->queue_id);

    r->call.batch_size = settings->options.numbers[OPT_BATCH_SIZE];
    r->call.visibility_timeout_ms = settings->options.numbers[OPT_LEASE];
    for (size_t i = 0; i < settings->n_leases; i++)
        if (settings->command == COMMAND_RETRY)
            call_add_retry(&r->call, settings->leases[i],
                           settings->options.numbers[OPT_DELAY] / 1000);
        else
            call_add(&r->call, settings->leases[i]);
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

/* Sends a request that changes the server. */
static struct event *change(struct session *s, struct request *r, const char *queue_name)
{
    const struct settings *settings = s->settings;
    struct change_item *items = mem_new(settings->n_leases + 1, sizeof *items);
    struct changes changes;
    struct event *e;

    for (size_t i = 0; i < settings->n_leases; i++)
        items[i].lease_id = settings->leases[i];
    changes_open(&changes, s);
    e = changes_run(&changes, r, queue_name, items, settings->n_leases);
    changes_close(&changes);
    free(items);
    return e;
}

/* Everything that needs the network; an exit status. */
static int ask(struct session *s, struct answer_set *a)
{
    int status = resolve_account(s, &a->where);
    struct request *r;

    if (!status && s->settings->queue)
        status = resolve_queue(s, s->settings->queue, &a->where);
    if (status)
        return status;
    r = make_request(s, &a->where);
    if (operation_get(r->call.op)->changes_server)
        a->final = change(s, r, a->where.queue_name);
    else
        a->final = session_run(s, r, keep_page, a);
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

static int print_leases(struct output *o, const struct settings *s, const struct answer_set *a)
{
    return !print_ack(o, a->final->u.ack, s->command == COMMAND_RETRY, s->leases, s->n_leases,
                      s->options.numbers[OPT_JSON], a->final->json);
}

static int print_answer(struct output *o, const struct settings *s, const struct answer_set *a)
{
    static int (*const printers[RESULT_COUNT])(struct output *, const struct settings *,
                                               const struct answer_set *) = {
        [RESULT_QUEUES] = print_queues,
        [RESULT_METRICS] = print_metrics,
        [RESULT_BATCH] = print_batch,
        [RESULT_ACK] = print_leases,
    };
    enum result_kind kind = operation_get(a->final->op)->result;

    return printers[kind] ? printers[kind](o, s, a) : 0;
}

/* What a person should know and a program reading stdout should not have to skip. */
static void note_batch(const struct settings *s, const struct batch *b, bool written)
{
    int64_t until_ms = b->asked.wall_ms + s->options.numbers[OPT_LEASE];
    struct format lease, until;

    format_duration(&lease, s->options.numbers[OPT_LEASE]);
    format_utc_clock(&until, until_ms);
    if (!b->n)
        output_note(b->source == BATCH_PULL ? "no message to lease now" : "no message to see now");
    else if (b->source == BATCH_PULL && !written)
        output_fail("%zu %s leased until %s, with lease ids that could not be written", b->n,
                    b->n == 1 ? "message stays" : "messages stay", until.s);
    else if (b->source == BATCH_PULL)
        output_note("%zu message%s leased for %s: ack or retry %s before %s", b->n,
                    b->n == 1 ? "" : "s", lease.s, b->n == 1 ? "it" : "them", until.s);
}

static int print_all(const struct settings *s, const struct answer_set *a)
{
    struct output o;
    bool written;
    int status;

    output_init(&o, STDOUT_FILENO);
    status = print_answer(&o, s, a);
    written = output_end(&o);
    if (operation_get(a->final->op)->result == RESULT_BATCH)
        note_batch(s, a->final->u.batch, written);
    if (a->final->op == OP_QUEUES && !(a->n_pages && a->pages[0]->n))
        output_note("no queue in account %s", a->where.account_id);
    return written ? status : 1;
}

static void free_answers(struct answer_set *a)
{
    for (size_t i = 0; i < a->n_pages; i++)
        queue_page_free(a->pages[i]);
    free(a->pages);
    free(a->where.queue_name);
    event_free(a->final);
}

/* One request about one queue or account, and its answer. */
static int ask_and_print(struct settings *settings)
{
    struct answer_set a = {.pages = NULL};
    struct session s;
    struct error err;
    int status;

    if (!session_open(&s, settings, &err)) {
        output_fail("%s", err.text);
        return 1;
    }
    status = ask(&s, &a);
    session_close(&s);
    if (s.signal && status)
        status = 128 + s.signal;
    if (!status)
        status = print_all(settings, &a);
    free_answers(&a);
    return status;
}

int oneshot_run(struct settings *settings)
{
    static int (*const others[COMMAND_COUNT])(struct settings *) = {
        [COMMAND_RELEASE] = orphans_release,
        [COMMAND_TRASH] = trash_show,
        [COMMAND_JOURNAL] = history_show,
    };

    return (others[settings->command] ? others[settings->command] : ask_and_print)(settings);
}
