#include "effects/state_sync.h"

#include "app/app.h"
#include "app/change/trash.h"
#include "base/crash.h"
#include "base/mem.h"
#include "store/trash_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EARLIER_RECORDS = 100 };

struct state_sync {
    struct state_dir dir;
    struct lease_file *leases; /* NULL: not to be had */
    struct error err;          /* why the folder or the leases are not; ERR_NONE: they are */
    bool told;                 /* that something could not be written */
    char run[48];
    struct string_map ids; /* in the file; its values are copies of the ids */
    uint64_t version;      /* of the app's leases, as they are in the file */
};

struct state_sync *state_sync_start(char *const *releaser)
{
    struct state_sync *k = mem_new(1, sizeof(*k));
    struct format now;

    crash_set_successor(releaser);
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

static struct kept_lease make_kept(const struct app *app, const struct lease *l)
{
    const struct queue_row *row = queues_find(&app->queues, l->queue_id);
    struct kept_lease kept = {
        .base_url = app->config.options.texts[OPT_BASE_URL],
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
static void add_new(struct state_sync *k, struct app *app)
{
    struct kept_lease *fresh = mem_new(app->leases.held.n, sizeof(*fresh));
    struct error err;
    size_t n = 0;

    for (size_t i = 0; i < app->leases.held.n; i++) {
        const struct lease *lease = app->leases.held.items[i].value;
        char *id;

        if (string_map_get(&k->ids, lease->id))
            continue;
        fresh[n++] = make_kept(app, lease);
        id = mem_copy_str(lease->id);
        string_map_put(&k->ids, id, id);
    }
    if (n && !lease_file_add(k->leases, fresh, n, &err))
        tell(k, app, &err);
    free(fresh);
}

/* What the file knows and is not among those held. */
static void remove_old(struct state_sync *k, struct app *app, const struct string_map *held)
{
    const char **old = mem_new(k->ids.n, sizeof(*old));
    struct error err;
    size_t n = 0;

    for (size_t i = 0; i < k->ids.n; i++)
        if (!string_map_get(held, k->ids.items[i].key))
            old[n++] = k->ids.items[i].key;
    if (n && !lease_file_remove(k->leases, old, n, &err))
        tell(k, app, &err);
    while (n > 0)
        free(string_map_remove(&k->ids, old[--n]));
    free(old);
}

/* While the program leaves, the file keeps what it knows: whether that was given back is known at
 * the end. */
static void sync_leases(struct state_sync *k, struct app *app)
{
    if (!k->leases || k->version == app->leases.version)
        return;
    k->version = app->leases.version;
    add_new(k, app);
    if (!app->quitting)
        remove_old(k, app, &app->leases.held);
    crash_want_successor(k->ids.n && !app_option(app, OPT_KEEP_LEASES));
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
        trash_done(app, "the list has changed: look at it and try again");
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
    if (k->dir.fd >= 0 && !audit_file_read(&k->dir, EARLIER_RECORDS, &app->earlier, &err))
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

void state_sync_send(struct state_sync *k, struct app *app, struct fetch *fetch)
{
    struct request *r;

    while ((r = app_take_request(app)) != NULL) {
        state_sync_run(k, app); /* the intent, before anything is on its way */
        fetch_put(fetch, r);
    }
}

void state_sync_stop(struct state_sync *k, struct app *app)
{
    bool all_back =
        app->release.released >= app->release.asked && !app_option(app, OPT_KEEP_LEASES);

    state_sync_run(k, app);
    crash_want_successor(false);
    if (k->leases && all_back)
        remove_old(k, app, &(struct string_map){0});
    lease_file_close(k->leases);
    state_dir_close(&k->dir);
    string_map_free(&k->ids, free);
    free(k);
}
