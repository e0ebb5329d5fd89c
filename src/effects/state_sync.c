#include "effects/state_sync.h"

#include "app/change/trash.h"
#include "base/crash.h"
#include "base/mem.h"
#include "store/trash_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAST_RECORDS = 100 };

struct state_sync {
    struct state_dir dir;
    struct lease_file *leases; /* NULL: not to be had */
    struct error err;          /* why the folder or the leases are not; ERR_NONE: they are */
    bool told;                 /* that something could not be written */
    char *const *releaser;
    char run[48];
    char **ids; /* in the file, sorted; owned */
    size_t n_ids;
    uint64_t version; /* of the app's leases, as they are in the file */
};

struct state_sync *state_sync_start(char *const *releaser)
{
    struct state_sync *k = mem_new(1, sizeof(*k));
    struct format now;

    k->releaser = releaser;

    snprintf(k->run, sizeof(k->run), "%s-%ld", format_utc(&now, clock_now().wall_ms),
             (long)getpid());
    if (state_dir_open(&k->dir, &k->err))
        k->leases = lease_file_open(&k->dir, &k->err);
    return k;
}

/* The first failure is said; the others would say the same. */
static void tell(struct state_sync *k, struct app *app, const struct error *err)
{
    if (!k->told)
        app_set_status(app, STATUS_ERROR, "%s", err->text);
    k->told = true;
}

static void write_journal(struct state_sync *k, struct app *app, struct audit_entry *e)
{
    struct error err;

    e->record.run = k->run;
    if (k->dir.fd >= 0 && !audit_file_append(&k->dir, &e->record, &err))
        tell(k, app, &err);
    e->record.run = NULL;
}

/* Leases of an earlier run are not among the app's: here it is seen that they are over. */
static void forget_leases(struct state_sync *k, struct app *app, const struct audit_entry *e)
{
    const char **over = mem_new(e->record.n_messages, sizeof(*over));
    struct error err;
    size_t n = 0;

    for (size_t i = 0; i < e->record.n_messages; i++) {
        const struct audit_message *m = &e->record.messages[i];

        if (m->lease_id && m->result && strcmp(m->result, outcome_name(OUTCOME_RETRIED)) == 0)
            over[n++] = m->lease_id;
    }
    if (n && k->leases && !lease_file_remove(k->leases, over, n, &err))
        tell(k, app, &err);
    free(over);
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool has_id(char *const *ids, size_t n, const char *id)
{
    return n && bsearch(&id, ids, n, sizeof(*ids), compare_ids);
}

static struct kept_lease make_kept(const struct app *app, const struct lease *l)
{
    const struct queue_row *row = queues_find(&app->queues, l->queue_id);
    struct kept_lease kept = {
        .base_url = app->config.base_url,
        .queue = row ? row->queue->name : NULL,
        .lease_id = l->id,
        .taken_wall_ms = app->now.wall_ms,
        .deadline_wall_ms = app->now.wall_ms + l->deadline_mono_ms - app->now.mono_ms,
    };

    memcpy(kept.account_id, app->config.account_id, sizeof(kept.account_id));
    memcpy(kept.queue_id, l->queue_id, sizeof(kept.queue_id));
    return kept;
}

/* What the app holds and the file does not know yet. */
static void add_new(struct state_sync *k, struct app *app, struct error *err)
{
    struct kept_lease *fresh = mem_new(app->leases.n, sizeof(*fresh));
    size_t n = 0;

    for (size_t i = 0; i < app->leases.n; i++)
        if (!has_id(k->ids, k->n_ids, app->leases.items[i].id))
            fresh[n++] = make_kept(app, &app->leases.items[i]);
    if (n && !lease_file_add(k->leases, fresh, n, err))
        tell(k, app, err);
    free(fresh);
}

/* What the file knows and the app does not hold any more: ids are the app's, sorted. */
static void remove_old(struct state_sync *k, struct app *app, char *const *ids, size_t n_ids,
                       struct error *err)
{
    const char **old = mem_new(k->n_ids, sizeof(*old));
    size_t n = 0;

    for (size_t i = 0; i < k->n_ids; i++)
        if (!has_id(ids, n_ids, k->ids[i]))
            old[n++] = k->ids[i];
    if (n && !lease_file_remove(k->leases, old, n, err))
        tell(k, app, err);
    free(old);
}

static void free_ids(struct state_sync *k)
{
    for (size_t i = 0; i < k->n_ids; i++)
        free(k->ids[i]);
    free(k->ids);
}

/* The leases of the app, and while it leaves also those that were in the file before: whether they
 * were given back is known at the end. */
static char **list_ids(const struct state_sync *k, const struct app *app, size_t *n)
{
    size_t before = app->quitting ? k->n_ids : 0;
    char **ids = mem_new(app->leases.n + before, sizeof(*ids));

    *n = 0;
    for (size_t i = 0; i < app->leases.n; i++)
        ids[(*n)++] = mem_copy_str(app->leases.items[i].id);
    for (size_t i = 0; i < before; i++)
        ids[(*n)++] = mem_copy_str(k->ids[i]);
    if (*n)
        qsort(ids, *n, sizeof(*ids), compare_ids);
    return ids;
}

static void sync_leases(struct state_sync *k, struct app *app)
{
    struct error err;
    char **ids;
    size_t n;

    if (!k->leases || k->version == app->leases.version)
        return;
    k->version = app->leases.version;
    add_new(k, app, &err);
    ids = list_ids(k, app, &n);
    remove_old(k, app, ids, n, &err);
    free_ids(k);
    k->ids = ids;
    k->n_ids = n;
    crash_set_successor(n && !app->config.keep_leases ? k->releaser : NULL);
}

static void save_trash(struct state_sync *k, struct app *app)
{
    const char *queue_id = app->changes.asked[BY_LEASE].queue_id;
    const struct queue_row *row = queues_find(&app->queues, queue_id);
    struct trash_place place = {app->now.wall_ms, app->config.account_id, queue_id,
                                row ? row->queue->name : NULL};
    const struct message **messages;
    struct error err = k->err;
    size_t n;
    bool saved;

    messages = trash_collect(app, &n);
    if (!messages) {
        trash_done(app, "the list has changed meanwhile: look, and ask again");
        return;
    }
    saved = k->dir.fd >= 0 && trash_file_add(&k->dir, TRASH_BYTES, &place, messages, n, &err);
    free(messages);
    trash_done(app, saved ? NULL : err.text);
}

void state_sync_tell(struct state_sync *k, struct app *app)
{
    struct error err;

    if (k->err.kind != ERR_NONE)
        tell(k, app, &k->err);
    if (k->dir.fd >= 0 && !audit_file_read(&k->dir, PAST_RECORDS, &app->past, &err))
        tell(k, app, &err);
    if (k->leases && !lease_file_orphans(k->leases, app->now.wall_ms, &app->orphans.found, &err))
        tell(k, app, &err);
}

void state_sync_run(struct state_sync *k, struct app *app)
{
    struct audit_entry *e;

    if (app->trash_wanted)
        save_trash(k, app);
    sync_leases(k, app);
    while ((e = audit_take(&app->audit)) != NULL) {
        write_journal(k, app, e);
        if (e->record.is_result)
            forget_leases(k, app, e);
        audit_entry_free(e);
    }
}

void state_sync_stop(struct state_sync *k, struct app *app)
{
    bool all_back = app->release.released >= app->release.asked && !app->config.keep_leases;
    struct error err;

    state_sync_run(k, app);
    crash_set_successor(NULL);
    if (k->leases && all_back)
        remove_old(k, app, NULL, 0, &err);
    lease_file_close(k->leases);
    state_dir_close(&k->dir);
    free_ids(k);
    free(k);
}
