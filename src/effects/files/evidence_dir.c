#include "effects/files/evidence_dir.h"

#include "app/take/evidence.h"
#include "base/memory/mem.h"
#include "effects/files/save.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_BYTES = 512 * 1024 * 1024, SUMS_BYTES = 64 << 20 };

#define BODIES "bodies"

struct evidence_dir {
    char path[4096]; /* "": it has its own name */
    int fd;          /* -1: not open */
    struct save messages;
    struct sha256_ctx messages_sum;
    struct buf sums;
};

static bool open_files(struct evidence_dir *d)
{
    d->fd = open(d->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (d->fd < 0 || mkdirat(d->fd, BODIES, 0700) < 0)
        return false;
    d->messages.fd =
        openat(d->fd, "messages.ndjson", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    return d->messages.fd >= 0;
}

struct evidence_dir *evidence_dir_start(const char *path)
{
    struct evidence_dir *d = mem_new(1, sizeof(*d));
    size_t n = strlen(path);
    bool ok;

    d->fd = d->messages.fd = -1;
    buf_init(&d->sums, SUMS_BYTES);
    sha256_init(&d->messages_sum);
    while (n > 1 && path[n - 1] == '/')
        n--;
    ok = save_name_beside(d->path, sizeof(d->path), path, n) && mkdtemp(d->path); /* mode 0700 */
    if (!ok)
        d->path[0] = '\0';
    if (ok && open_files(d))
        return d;
    evidence_dir_free(d);
    return NULL;
}

static void note_sum(struct evidence_dir *d, struct sha256_ctx *sum, const char *name)
{
    uint8_t digest[SHA256_DIGEST_SIZE];

    sha256_digest(sum, sizeof(digest), digest);
    for (size_t i = 0; i < sizeof(digest); i++)
        buf_print(&d->sums, "%02x", digest[i]);
    buf_print(&d->sums, "  %s\n", name);
}

static bool add_file(struct evidence_dir *d, const char *name, const char *bytes, size_t n)
{
    struct sha256_ctx sum;

    sha256_init(&sum);
    sha256_update(&sum, n, (const uint8_t *)bytes);
    note_sum(d, &sum, name);
    return save_plainly(d->fd, name, bytes, n);
}

static bool add_line(struct evidence_dir *d, const struct app *app, const struct snapshot_row *row,
                     int64_t *bytes)
{
    struct buf line;
    bool ok;

    buf_init(&line, LINE_BYTES);
    evidence_append_line(&line, row, app->export.queue);
    buf_append_byte(&line, '\n');
    sha256_update(&d->messages_sum, line.len, (const uint8_t *)line.bytes);
    errno = EFBIG;
    ok = !line.overflow && save_write(&d->messages, line.bytes, line.len);
    *bytes += (int64_t)line.len;
    buf_free(&line);
    return ok;
}

static bool add_body(struct evidence_dir *d, size_t place, const struct message *m, int64_t *bytes)
{
    char name[EVIDENCE_NAME], path[sizeof(BODIES) + EVIDENCE_NAME];
    struct body body;
    bool ok;

    if (!m->body)
        return true;
    body_decode_readable(&body, m);
    evidence_name_body(name, place, m, forms_get(body.form)->extension);
    snprintf(path, sizeof(path), BODIES "/%s", name);
    ok = add_file(d, path, body.bytes, body.len);
    *bytes += (int64_t)body.len;
    body_free(&body);
    return ok;
}

int64_t evidence_dir_add(struct evidence_dir *d, const struct app *app,
                         const struct snapshot_row *row)
{
    int64_t bytes = 0;

    if (!add_line(d, app, row, &bytes) || !add_body(d, app->export.done, &row->message, &bytes))
        return -1;
    return bytes;
}

/* Where the file system cannot say "only where nothing is", nothing was when we began. */
static bool rename_whole(const char *from, const char *to)
{
    struct stat st;

    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    if (lstat(to, &st) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(from, to) == 0;
}

bool evidence_dir_finish(struct evidence_dir *d, const struct evidence *e, const char *path)
{
    note_sum(d, &d->messages_sum, "messages.ndjson");
    for (size_t i = 0; i < e->n; i++) {
        const struct buf *b = &e->files[i].bytes;

        errno = EFBIG;
        if (b->overflow || !add_file(d, e->files[i].name, b->bytes ? b->bytes : "", b->len))
            return false;
    }
    errno = EFBIG;
    if (d->sums.overflow || !save_plainly(d->fd, "SHA256SUMS", d->sums.bytes, d->sums.len) ||
        !rename_whole(d->path, path))
        return false;
    d->path[0] = '\0';
    return true;
}

static void remove_all(const struct evidence_dir *d)
{
    int bodies = openat(d->fd, BODIES, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (bodies >= 0) {
        save_clear_folder(bodies);
        close(bodies);
    }
    unlinkat(d->fd, BODIES, AT_REMOVEDIR);
    save_clear_folder(d->fd);
}

void evidence_dir_free(struct evidence_dir *d)
{
    int error = errno;

    if (!d)
        return;
    if (d->path[0] && d->fd >= 0)
        remove_all(d);
    if (d->path[0])
        rmdir(d->path);
    if (d->messages.fd >= 0)
        close(d->messages.fd);
    if (d->fd >= 0)
        close(d->fd);
    buf_free(&d->sums);
    free(d);
    errno = error;
}
