#include "effects/state/state_work.h"

#include "app/change/audit.h"
#include "base/memory/mem.h"
#include "store/trash_file.h"

#include <stdlib.h>

struct work {
    struct disk_work disk; /* first */
    struct state_work place;
    struct audit_entry *entry;
    uint64_t trash_id;
    struct buf lines;
    struct request *request;
    struct fetch *fetch;
    bool failed;
    struct error err;
};

static struct work *new_work(const struct state_work *k, void (*run)(struct disk_work *),
                             void (*finish)(struct disk_work *, struct app *))
{
    struct work *w = mem_new(1, sizeof(*w));

    w->disk.run = run;
    w->disk.finish = finish;
    w->place = *k;
    return w;
}

static void write_entry(struct disk_work *disk)
{
    struct work *w = (struct work *)disk;

    w->failed = !audit_file_append(w->place.dir, &w->entry->record, &w->err);
}

static void finish_entry(struct disk_work *disk, struct app *app)
{
    struct work *w = (struct work *)disk;

    if (w->failed)
        w->place.tell(w->place.arg, app, &w->err);
    audit_entry_free(w->entry);
    free(w);
}

void state_work_write_journal(const struct state_work *k, struct audit_entry *e)
{
    struct work *w = new_work(k, write_entry, finish_entry);

    w->entry = e;
    disk_put(k->disk, &w->disk);
}

static void write_trash(struct disk_work *disk)
{
    struct work *w = (struct work *)disk;

    w->failed = !trash_file_append(w->place.dir, TRASH_BYTES, &w->lines, &w->err);
}

static void finish_trash(struct disk_work *disk, struct app *app)
{
    struct work *w = (struct work *)disk;

    trash_done(app, w->trash_id, w->failed ? w->err.text : NULL);
    buf_free(&w->lines);
    free(w);
}

void state_work_save_trash(const struct state_work *k, uint64_t trash_id, struct buf *lines)
{
    struct work *w = new_work(k, write_trash, finish_trash);

    w->trash_id = trash_id;
    w->lines = *lines;
    *lines = (struct buf){0};
    disk_put(k->disk, &w->disk);
}

static void send_request(struct disk_work *disk)
{
    struct work *w = (struct work *)disk;

    fetch_put(w->fetch, w->request);
}

static void finish_request(struct disk_work *disk, struct app *app)
{
    (void)app;
    free(disk);
}

void state_work_send(const struct state_work *k, struct request *r, struct fetch *fetch)
{
    struct work *w = new_work(k, send_request, finish_request);

    w->request = r;
    w->fetch = fetch;
    disk_put(k->disk, &w->disk);
}
