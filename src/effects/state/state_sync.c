#include "effects/state/state_sync.h"

#include "app/app.h"
#include "app/change/audit.h"
#include "app/change/trash.h"
#include "base/failure/crash.h"
#include "base/memory/mem.h"
#include "effects/state/state_work.h"
#include "store/trash_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EARLIER_RECORDS = 100, AGAIN_MS = 1000 };

struct state_sync {
    struct state_dir dir;
    struct lease_file *leases; /* NULL: not to be had */
    struct error err;          /* why the folder or the leases are not; ERR_NONE: they are */
    bool told;                 /* that something could not be written */
    bool looked;               /* for what earlier runs left */
    struct state_work work;
    char run[48];
    uint64_t version;      /* of the app's leases, as they are in the file */
    int64_t again_mono_ms; /* when those that are not in the file are to be written again */
};

static bool open_leases(struct state_sync *k)
{
    k->err = (struct error){.kind = ERR_NONE};
    if (k->dir.fd >= 0 || state_dir_open(&k->dir, &k->err))
        k->leases = lease_file_open(&k->dir, &k->err);
    return k->leases != NULL;
}

/* The first failure is said; the others would say the same. */
static void tell(void *arg, struct app *app, const struct error *err)
{
    struct state_sync *k = arg;

    if (!k->told)
        app_set_status(app, STATUS_ERROR, "%s", err->text);
    k->told = true;
}

struct state_sync *state_sync_start(char *const *releaser, struct disk *disk)
{
    struct state_sync *k = mem_new(1, sizeof(*k));
    struct format now;

    k->work = (struct state_work){disk, &k->dir, tell, k};
    crash_set_successor(releaser);
    snprintf(k->run, sizeof(k->run), "%s-%ld", format_utc(&now, clock_now().wall_ms),
             (long)getpid());
    k->dir.fd = -1;
    open_leases(k);
    return k;
}

static struct kept_lease make_kept(const struct app *app, const struct lease *l)
{
    const struct queue_row *row = queues_find(&app->queues, l->queue_id);
    struct kept_lease kept = {
        .base_url = app->config.options.texts[OPT_BASE_URL],
        .queue = row ? row->queue->name : NULL,
        .lease_id = l->id,
        .former_id = l->former_id,
        .taken_wall_ms = app->now.wall_ms,
        .deadline_wall_ms = app->now.wall_ms + l->deadline_mono_ms - app->now.mono_ms,
        .deadline_mono_ms = l->deadline_mono_ms,
    };

    memcpy(kept.account_id, app->config.account_id, sizeof(kept.account_id));
    memcpy(kept.queue_id, l->queue_id, sizeof(kept.queue_id));
    return kept;
}

static void find_orphans(struct state_sync *k, struct app *app)
{
    struct error err;

    if (k->looked || !k->leases)
        return;
    k->looked = true;
    if (!lease_file_orphans(k->leases, app->now, &app->orphans.found, &err))
        tell(k, app, &err);
}

/* Of those that are not in the file it is said how many, as long as it is so, and when there are
 * more of them, why. */
static void count_unsaved(struct state_sync *k, struct app *app, size_t n, const struct error *err)
{
    if (n > app->n_unsaved)
        app_set_status(app, STATUS_ERROR, "%s", err->text);
    else if (!n && app->n_unsaved && app->leases.held.n)
        app_set_status(app, STATUS_INFO, "the leases held are noted again");
    app->dirty |= n != app->n_unsaved;
    app->n_unsaved = n;
    k->again_mono_ms = app_true_now(app) + AGAIN_MS;
}

/* What the app holds and the file does not know yet. */
static void note_new(struct state_sync *k, struct app *app)
{
    struct lease **fresh = mem_new(app->leases.held.n, sizeof(struct lease *));
    struct kept_lease *kept = mem_new(app->leases.held.n, sizeof(*kept));
    struct error err = k->err;
    size_t n = 0, n_left = 0;

    for (size_t i = 0; i < app->leases.held.n; i++) {
        struct lease *lease = app->leases.held.items[i].value;

        if (lease->noted)
            continue;
        fresh[n] = lease;
        kept[n++] = make_kept(app, lease);
    }
    if (n && k->leases)
        lease_file_add(k->leases, kept, n, &err);
    for (size_t i = 0; i < n; i++) {
        fresh[i]->noted = k->leases && lease_file_has(k->leases, fresh[i]->id);
        n_left += !fresh[i]->noted;
    }
    count_unsaved(k, app, n_left, &err);
    free(fresh);
    free(kept);
}

/* A lease leaves the file when it is known to be over, and for no other reason. */
static void forget_over(struct state_sync *k, struct app *app)
{
    struct error err;

    if (k->leases && app->leases.n_over &&
        !lease_file_remove(k->leases, (const char *const *)app->leases.over, app->leases.n_over,
                           &err))
        tell(k, app, &err);
    leases_clear_over(&app->leases);
}

static void sync_leases(struct state_sync *k, struct app *app)
{
    bool again = app->n_unsaved && app_true_now(app) >= k->again_mono_ms;

    if (k->version == app->leases.version && !again)
        return;
    k->version = app->leases.version;
    if (!k->leases && open_leases(k))
        find_orphans(k, app);
    note_new(k, app);
    forget_over(k, app);
    crash_want_successor(app->leases.held.n && !app_option(app, OPT_KEEP_LEASES));
}

static void save_trash(struct state_sync *k, struct app *app, const struct trash_order *order)
{
    const struct queue_row *row = queues_find(&app->queues, order->queue_id);
    struct trash_place place = {app->now.wall_ms, app->config.account_id, order->queue_id,
                                row ? row->queue->name : NULL};
    struct error err = k->err;
    struct buf lines;

    if (!order->messages)
        trash_done(app, order->id, "the list has changed: look at it and try again");
    else if (k->dir.fd < 0 ||
             !trash_lines_make(&lines, TRASH_BYTES, &place, order->messages, order->n, &err))
        trash_done(app, order->id, err.text);
    else
        state_work_save_trash(&k->work, order->id, &lines);
}

void state_sync_tell(struct state_sync *k, struct app *app)
{
    struct error err;

    if (k->err.kind != ERR_NONE)
        tell(k, app, &k->err);
    if (k->dir.fd >= 0 && !audit_file_read(&k->dir, EARLIER_RECORDS, &app->earlier, &err))
        tell(k, app, &err);
    find_orphans(k, app);
}

static void write_journal(struct state_sync *k, struct audit_entry *e)
{
    e->record.run = k->run;
    if (k->dir.fd >= 0)
        state_work_write_journal(&k->work, e);
    else
        audit_entry_free(e);
}

void state_sync_run(struct state_sync *k, struct app *app)
{
    struct trash_order order;
    struct audit_entry *e;

    while (trash_take(app, &order)) {
        save_trash(k, app, &order);
        free(order.messages);
    }
    sync_leases(k, app);
    while ((e = audit_take(&app->audit)) != NULL)
        write_journal(k, e);
}

void state_sync_send(struct state_sync *k, struct app *app, struct fetch *fetch)
{
    struct request *r;

    while ((r = app_take_request(app)) != NULL) {
        bool reads = r->kind == REQ_CALL && !operation_get(r->call.op)->changes_server;

        state_sync_run(k, app); /* the intent, before anything is on its way */
        if (reads)
            fetch_put(fetch, r);
        else
            state_work_send(&k->work, r, fetch);
    }
}

void state_sync_stop(struct state_sync *k, struct app *app)
{
    state_sync_run(k, app);
    crash_want_successor(false);
    if (!disk_stop(k->work.disk, app))
        return; /* the thread still works with the folder */
    lease_file_close(k->leases);
    state_dir_close(&k->dir);
    free(k);
}
