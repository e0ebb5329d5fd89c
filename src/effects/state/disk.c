#include "effects/state/disk.h"

#include "base/memory/mem.h"
#include "base/os/thread.h"

#include <poll.h>
#include <stdlib.h>

struct disk {
    pthread_t thread;
    struct mailbox *todo, *done;
    size_t n_open; /* put and not finished; the UI thread's */
};

static void *run_all(void *arg)
{
    struct disk *d = arg;
    struct pollfd p = {.fd = mailbox_fd(d->todo), .events = POLLIN};

    for (;;) {
        struct mail *m = mailbox_take(d->todo), *next;

        if (!m)
            poll(&p, 1, -1);
        for (; m; m = next) {
            struct disk_work *w = (struct disk_work *)m;
            bool last = !w->run;

            next = m->next;
            if (!last)
                w->run(w);
            mailbox_put(d->done, m);
            if (last)
                return NULL;
        }
    }
}

static void free_work(struct mail *m)
{
    free(m);
}

static void free_disk(struct disk *d)
{
    mailbox_free(d->todo, free_work);
    mailbox_free(d->done, free_work);
    free(d);
}

struct disk *disk_start(struct error *err)
{
    struct disk *d = mem_new(1, sizeof(*d));

    d->todo = mailbox_new();
    d->done = mailbox_new();
    if (d->todo && d->done && thread_start(&d->thread, run_all, d))
        return d;
    error_set(err, ERR_USAGE, "no thread can be made to write files");
    free_disk(d);
    return NULL;
}

void disk_put(struct disk *d, struct disk_work *w)
{
    d->n_open++;
    mailbox_put(d->todo, &w->mail);
}

int disk_fd(const struct disk *d)
{
    return mailbox_fd(d->done);
}

void disk_take(struct disk *d, struct app *app)
{
    struct mail *m = mailbox_take(d->done), *next;

    for (; m; m = next) {
        struct disk_work *w = (struct disk_work *)m;

        next = m->next;
        d->n_open--;
        w->finish(w, app);
    }
}

bool disk_is_busy(const struct disk *d)
{
    return d->n_open > 0;
}

static void free_last(struct disk_work *w, struct app *app)
{
    (void)app;
    free(w);
}

bool disk_stop(struct disk *d, struct app *app)
{
    int64_t until = clock_now().mono_ms + DISK_STOP_MS, left = DISK_STOP_MS;
    struct pollfd p = {.events = POLLIN};
    struct disk_work *last;

    if (!d)
        return true;
    p.fd = disk_fd(d);
    last = mem_new(1, sizeof(*last));
    last->finish = free_last;
    disk_put(d, last);
    for (; disk_is_busy(d) && left > 0; left = until - clock_now().mono_ms) {
        poll(&p, 1, (int)left);
        disk_take(d, app);
    }
    if (disk_is_busy(d)) {
        thread_leave_behind(d->thread);
        return false;
    }
    pthread_join(d->thread, NULL);
    free_disk(d);
    return true;
}
