#include "ui/write_export.h"

#include "app/targets.h"
#include "body/message_line.h"
#include "ui/save.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 512 * 1024 * 1024, AT_ONCE = 1 << 20 };

/* ~/ is the shell's to know, but typed here all the same. */
static void find_path(const char *file, char *path, size_t size)
{
    const char *home = getenv("HOME");

    if (file[0] == '~' && file[1] == '/' && home)
        snprintf(path, size, "%s%s", home, file + 1);
    else
        snprintf(path, size, "%s", file);
}

static void flush(struct save *s, struct buf *lines)
{
    if (lines->overflow)
        s->error = EFBIG;
    save_write(s, lines->bytes, lines->len);
    buf_clear(lines);
}

/* The number of messages; what fails is noted in s. */
static size_t write_lines(struct save *s, const struct app *app, int64_t *bytes)
{
    size_t n;
    const struct message **list = targets_list(app, true, &n);
    struct buf lines;

    buf_init(&lines, LINE_BYTES);
    for (size_t i = 0; i < n && !s->error; i++) {
        size_t before = lines.len;

        message_line_append(&lines, list[i], app_open_name(app));
        buf_append_byte(&lines, '\n');
        *bytes += (int64_t)(lines.len - before);
        if (lines.len >= AT_ONCE || lines.overflow)
            flush(s, &lines);
    }
    flush(s, &lines);
    buf_free(&lines);
    free(list);
    return n;
}

void write_export(struct app *app)
{
    char path[4096], why[200];
    struct save s = {.fd = -1};
    int64_t bytes = 0;
    size_t n = 0;
    bool ok;

    if (!app->export.wanted)
        return;
    find_path(app->export.file, path, sizeof(path));
    ok = save_start(&s, path);
    if (ok) {
        n = write_lines(&s, app, &bytes);
        ok = save_finish(&s, path);
        save_drop(&s);
    }
    snprintf(why, sizeof(why), "nothing was written: %s",
             errno == EEXIST ? "there is such a file already" : strerror(errno));
    export_done(app, n, bytes, ok ? NULL : why);
}
