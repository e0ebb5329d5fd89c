#include "cli/run/orphans.h"

#include "api/error/explain.h"
#include "base/memory/mem.h"
#include "base/text/dtext.h"
#include "base/text/format.h"
#include "cli/print/output.h"
#include "cli/run/change.h"
#include "cli/run/session.h"
#include "store/lease_file.h"
#include "store/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct release_run {
    struct lease_file *file;
    struct session session;
    struct change change;
    struct output out;
    bool json;
    bool failed;
};

/* What came of the leases of one queue. */
struct given_back {
    struct release_run *run;
    const struct kept_lease *leases; /* of one account and queue */
    size_t n;
    size_t n_done;
    size_t n_gone;        /* the server knows of no such lease any more */
    bool unknown;         /* of some it is not known */
    struct explained why; /* not all: the first reason; "": all */
};

static const char *name_queue(const struct kept_lease *lease)
{
    return lease->queue ? lease->queue : lease->queue_id;
}

/* Moves those that the settings are about to the front; returns how many. */
static size_t choose(struct lease_orphans *left, const struct settings *s)
{
    const char *account = s->options.texts[OPT_ACCOUNT];
    size_t n = 0;

    for (size_t i = 0; i < left->n; i++) {
        struct kept_lease lease = left->items[i];

        if (!kept_lease_is_of(&lease, account ? account : "", s->options.texts[OPT_BASE_URL]))
            continue;
        left->items[i] = left->items[n];
        left->items[n++] = lease;
    }
    return n;
}

static size_t count_same_queue(const struct kept_lease *leases, size_t n)
{
    size_t same = 1;

    while (same < n && !strcmp(leases[same].account_id, leases->account_id) &&
           !strcmp(leases[same].queue_id, leases->queue_id))
        same++;
    return same;
}

static void print_json(struct release_run *run, const struct given_back *g)
{
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    record_start(&line);
    record_put_text(&line, "account_id", g->leases->account_id);
    record_put_text(&line, "queue_id", g->leases->queue_id);
    record_put_text(&line, "queue", g->leases->queue);
    record_put_int(&line, "leases", (int64_t)g->n);
    record_put_int(&line, "released", (int64_t)g->n_done);
    if (g->n_gone)
        record_put_int(&line, "ended_before", (int64_t)g->n_gone);
    record_put_text(&line, "error", g->why.s[0] ? g->why.s : NULL);
    record_end(&line);
    output_write_line(&run->out, line.bytes, line.len);
    buf_free(&line);
}

static void print_text(struct release_run *run, const struct given_back *g)
{
    const char *queue = name_queue(g->leases);
    struct buf line;

    buf_init(&line, OUTPUT_LINE_BYTES);
    buf_print(&line, "released ");
    if (g->n_done < g->n)
        buf_print(&line, "%zu of ", g->n_done);
    buf_print(&line, "%s of ", FORMAT_COUNTED(g->n, "lease"));
    dtext_append(&line, queue, strlen(queue));
    output_write_line(&run->out, line.bytes, line.len);
    buf_free(&line);
}

static void tell(struct release_run *run, const struct given_back *g)
{
    size_t left = g->n - g->n_done - g->n_gone;

    (run->json ? print_json : print_text)(run, g);
    if (g->n_gone)
        output_fail("%s: %s had ended before: forgotten", name_queue(g->leases),
                    FORMAT_COUNTED(g->n_gone, "lease"));
    if (!left)
        return;
    run->failed = true;
    output_fail("%s: %s %s: %s", name_queue(g->leases), FORMAT_COUNTED(left, "lease"),
                g->unknown ? "may still be held" : "could not be released", g->why.s);
}

/* What is over leaves the file; all else stays, to be tried again. */
static void settle(void *ctx, const struct change_batch *batch, struct event *e)
{
    struct given_back *g = ctx;
    const char **over = mem_new(batch->n, sizeof *over);
    struct error err;
    size_t n = 0;

    if (e->kind != EV_DONE && !g->why.s[0])
        explain_error(&g->why, &e->err, e->op, g->run->session.settings->by_key);
    for (size_t i = 0; i < batch->n; i++) {
        const struct change_item *item = &batch->items[i];

        g->n_done += change_item_is_done(item);
        g->n_gone += item->is_gone;
        if (change_item_is_over(item))
            over[n++] = item->handle;
        else if (item->note && !g->why.s[0])
            snprintf(g->why.s, sizeof g->why.s, "%s", item->note);
        g->unknown = g->unknown || item->outcome == OUTCOME_UNKNOWN;
    }
    if (e->kind == EV_FAILED && explain_is_queue_gone(&e->err)) {
        /* What was not sent would get the same answer. */
        over = mem_resize(over, g->n, sizeof *over);
        for (n = 0; n < g->n; n++)
            over[n] = g->leases[n].lease_id;
        g->n_gone = g->n - g->n_done;
    }
    if (n && !lease_file_remove(g->run->file, over, n, &err))
        output_fail("%s", err.text);
    event_free(e);
    free(over);
}

static void release_queue(struct release_run *run, struct given_back *g)
{
    struct change_batch asked = {.by = BY_LEASE, .verb = VERB_RETRY};

    memcpy(asked.queue_id, g->leases->queue_id, sizeof asked.queue_id);
    for (size_t i = 0; i < g->n; i++)
        change_batch_add_lease(&asked, g->leases[i].message_id, g->leases[i].lease_id);
    change_run_all(&run->change, g->leases->account_id, g->leases->queue, &asked, settle, g);
    tell(run, g);
}

/* An exit status; what failed is in run. */
static int release_all(struct release_run *run, const struct kept_lease *leases, size_t n,
                       struct settings *settings)
{
    struct error err;

    if (!session_open(&run->session, settings, &err)) {
        output_fail("%s", err.text);
        return 1;
    }
    change_open(&run->change, &run->session);
    while (n && !run->session.signal) {
        struct given_back g = {.run = run, .leases = leases, .n = count_same_queue(leases, n)};

        release_queue(run, &g);
        leases += g.n;
        n -= g.n;
    }
    change_close(&run->change);
    session_close(&run->session);
    return run->session.signal ? 128 + run->session.signal : 0;
}

static int release_left(struct release_run *run, struct settings *settings)
{
    static const char none[] = "no lease is held";
    struct lease_orphans left;
    struct error err;
    int status = 0;
    size_t n;

    if (!lease_file_orphans(run->file, clock_now(), &left, &err)) {
        output_fail("%s", err.text);
        run->failed = true; /* some may be missing; those found are given back all the same */
    }
    n = choose(&left, settings);
    if (n)
        status = release_all(run, left.items, n, settings);
    else if (!run->failed && !run->json)
        output_write_line(&run->out, none, sizeof none - 1);
    if (n < left.n)
        output_fail("%s of another account or API not touched: see --account, --base-url",
                    FORMAT_COUNTED(left.n - n, "lease"));
    lease_orphans_free(&left);
    return status ? status : run->failed;
}

int orphans_release(struct settings *settings)
{
    struct release_run run = {.json = settings->options.numbers[OPT_JSON]};
    struct state_dir dir;
    struct error err;
    int status = 1;

    if (!state_dir_open(&dir, &err)) {
        output_fail("%s", err.text);
        return 1;
    }
    run.file = lease_file_open(&dir, &err);
    if (run.file) {
        output_init(&run.out, STDOUT_FILENO);
        status = release_left(&run, settings);
        status = output_end(&run.out) || status ? status : 1;
    } else {
        output_fail("%s", err.text);
    }
    lease_file_close(run.file);
    state_dir_close(&dir);
    return status;
}
