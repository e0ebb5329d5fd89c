#include "effects/files/writer.h"

#include "base/memory/mem.h"
#include "body/decode/message_line.h"
#include "effects/files/evidence_dir.h"
#include "effects/files/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_BYTES = 512 * 1024 * 1024, AT_ONCE = 1 << 18, SLICE_MS = 10 };

/* What the disk thread waits for. */
struct sync {
    struct disk_work disk;
    struct writer *writer; /* NULL: it does not want to know any more */
    int fd;                /* its own */
    int error;             /* errno; 0: all is on the disk */
};

struct writer {
    struct disk *disk;
    bool running;
    struct sync *sync; /* all is written, and is on its way to the disk; NULL: not yet */
    struct save file;
    struct evidence_dir *dir; /* of evidence, else NULL */
    char path[4096];
    struct buf lines; /* not written yet */
};

struct writer *writer_new(struct disk *disk)
{
    struct writer *w = mem_new(1, sizeof(*w));

    w->disk = disk;
    w->file.fd = -1;
    buf_init(&w->lines, LINE_BYTES);
    return w;
}

static void stop(struct writer *w)
{
    if (w->sync)
        w->sync->writer = NULL;
    w->sync = NULL;
    save_drop(&w->file);
    evidence_dir_free(w->dir);
    w->dir = NULL;
    buf_free(&w->lines);
    buf_init(&w->lines, LINE_BYTES);
    w->running = false;
}

void writer_free(struct writer *w)
{
    if (!w)
        return;
    stop(w);
    free(w);
}

/* ~/ is the shell's to know, but typed here all the same. */
static void find_path(const char *file, char *path, size_t size)
{
    const char *home = getenv("HOME");

    if (file[0] == '~' && file[1] == '/' && home)
        snprintf(path, size, "%s%s", home, file + 1);
    else
        snprintf(path, size, "%s", file);
}

static void fail(struct writer *w, struct app *app)
{
    char why[200];

    snprintf(why, sizeof(why), "nothing was written: %s",
             errno == EEXIST ? "it exists already; choose another name" : strerror(errno));
    stop(w);
    export_done(app, why);
}

/* Whether the name is taken is asked before anything is written, and again at the end. */
static bool start(struct writer *w, const struct export *e)
{
    struct stat st;

    find_path(e->file, w->path, sizeof(w->path));
    if (lstat(w->path, &st) == 0)
        errno = EEXIST;
    else if (e->evidence.on)
        w->running = (w->dir = evidence_dir_start(w->path)) != NULL;
    else
        w->running = save_start(&w->file, w->path);
    return w->running;
}

void writer_follow(struct writer *w, struct app *app)
{
    if (w->running && !app->export.wanted)
        stop(w);
    if (!w->running && app->export.wanted && !start(w, &app->export))
        fail(w, app);
}

static bool flush(struct writer *w)
{
    if (w->lines.overflow)
        w->file.error = EFBIG;
    save_write(&w->file, w->lines.bytes, w->lines.len);
    save_write_back(&w->file);
    buf_clear(&w->lines);
    errno = w->file.error;
    return !w->file.error;
}

/* False: it cannot be written. */
static bool write_row(struct writer *w, struct app *app, const struct snapshot_row *row)
{
    size_t before = w->lines.len;
    int64_t bytes;

    if (w->dir) {
        bytes = evidence_dir_add(w->dir, app, row);
        if (bytes >= 0)
            export_note(app, bytes);
        return bytes >= 0;
    }
    message_line_append(&w->lines, &row->message, app->export.queue);
    buf_append_byte(&w->lines, '\n');
    export_note(app, (int64_t)(w->lines.len - before));
    return (w->lines.len < AT_ONCE && !w->lines.overflow) || flush(w);
}

static bool write_slice(struct writer *w, struct app *app)
{
    int64_t end_mono_ms = clock_now().mono_ms + SLICE_MS;
    const struct snapshot_row *row;

    while ((row = export_next(app)) != NULL && clock_now().mono_ms < end_mono_ms) {
        if (!write_row(w, app, row))
            return false;
    }
    return w->dir || flush(w);
}

static void end(struct writer *w, struct app *app, bool written)
{
    if (!written) {
        fail(w, app);
        return;
    }
    stop(w);
    export_done(app, NULL);
}

static void run_sync(struct disk_work *disk)
{
    struct sync *s = (struct sync *)disk;

    s->error = save_sync(s->fd) ? 0 : errno;
}

static void finish_sync(struct disk_work *disk, struct app *app)
{
    struct sync *s = (struct sync *)disk;
    struct writer *w = s->writer;

    if (w) {
        w->sync = NULL;
        w->file.error = s->error;
        end(w, app, save_finish(&w->file, w->path));
    }
    close(s->fd);
    free(s);
}

/* The file gets its name when it is on the disk. */
static bool start_sync(struct writer *w)
{
    int fd = fcntl(w->file.fd, F_DUPFD_CLOEXEC, 0);

    if (fd < 0)
        return false;
    w->sync = mem_new(1, sizeof(*w->sync));
    w->sync->disk.run = run_sync;
    w->sync->disk.finish = finish_sync;
    w->sync->writer = w;
    w->sync->fd = fd;
    disk_put(w->disk, &w->sync->disk);
    return true;
}

/* The next slice, or the end of it all. */
static bool go_on(struct writer *w, struct app *app)
{
    if (!write_slice(w, app))
        return false;
    if (export_next(app))
        return true;
    if (!w->dir)
        return start_sync(w);
    end(w, app, evidence_dir_finish(w->dir, &app->export.evidence, w->path));
    return true;
}

void writer_run(struct writer *w, struct app *app)
{
    writer_follow(w, app);
    if (writer_is_busy(w) && !go_on(w, app))
        fail(w, app);
}

bool writer_is_busy(const struct writer *w)
{
    return w->running && !w->sync;
}
