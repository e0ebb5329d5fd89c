#include "cli/run/scrape.h"

#include "base/memory/mem.h"
#include "cli/print/output.h"
#include "cli/print/prometheus.h"
#include "cli/run/headless.h"
#include "cli/run/list.h"
#include "effects/files/save.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT_BYTES = 256 * 1024 * 1024, MODE = 0644 };

static bool make_text(const struct headless *h, struct buf *out)
{
    struct measured *items = mem_new(headless_count(h) + 1, sizeof *items);
    const struct queue_row *row;
    size_t place = 0, n = 0;
    bool ok;

    while ((row = headless_next(h, &place)) != NULL)
        items[n++] = measured_find(row, &h->app->now);
    ok = prometheus_append(out, items, n);
    free(items);
    return ok;
}

/* A collector runs as somebody else: it has to be able to read the file, as it could one that the
 * shell made. */
static bool write_file(const char *path, const struct buf *text)
{
    struct save s = {.fd = -1};
    struct stat there;
    mode_t mask = umask(0);

    umask(mask);
    if (lstat(path, &there) == 0 && !S_ISREG(there.st_mode)) { /* a device would be gone */
        output_fail("%.200s was not written: it is no plain file", path);
        return false;
    }
    if (save_start(&s, path) && save_write(&s, text->bytes, text->len) &&
        fchmod(s.fd, MODE & ~mask) == 0 && save_sync(s.fd) && save_replace(&s, path))
        return true;
    output_fail("%.200s was not written: %s", path, strerror(errno));
    save_drop(&s);
    return false;
}

static bool write_text(const struct settings *s, const struct buf *text)
{
    const char *path = s->options.texts[OPT_OUTPUT];
    struct output o;

    if (path)
        return write_file(path, text);
    output_init(&o, STDOUT_FILENO);
    output_write_bytes(&o, text->bytes, text->len);
    return output_end(&o);
}

int scrape_run(struct settings *settings)
{
    struct headless h;
    struct buf text;
    int status;
    enum headless_end end = headless_open(&h, settings, false, &status);

    if (end == HEADLESS_REFUSED)
        return status;
    if (end == HEADLESS_DONE)
        end = headless_run(&h, list_is_known, NULL, settings->options.numbers[OPT_FOR]);
    status = headless_report(&h, end);
    buf_init(&text, TEXT_BYTES);
    if (!status && !make_text(&h, &text)) {
        output_fail("too many queues to print");
        status = 1;
    }
    if (!status) {
        list_tell_missing(&h, settings->options.numbers[OPT_FOR]);
        status = !write_text(settings, &text);
    }
    buf_free(&text);
    headless_close(&h);
    return status;
}
