#include "effects/files/copy_file.h"

#include "base/memory/mem.h"
#include "effects/files/save.h"

#include <stdlib.h>

struct work {
    struct disk_work disk; /* first */
    struct copy copy;
    bool saved;
    char path[200]; /* or why not */
};

static void write_file(struct disk_work *disk)
{
    struct work *w = (struct work *)disk;
    const struct copy *c = &w->copy;

    w->saved = save_file(c->file, c->text.bytes, c->text.len, w->path, sizeof(w->path));
}

static void finish(struct disk_work *disk, struct app *app)
{
    struct work *w = (struct work *)disk;

    copy_say_saved(app, w->copy.text.len, w->saved ? w->path : NULL, w->path);
    copy_free(&w->copy);
    free(w);
}

void copy_file_write(struct disk *disk, struct app *app)
{
    struct work *w = mem_new(1, sizeof(*w));

    w->disk.run = write_file;
    w->disk.finish = finish;
    w->copy = app->copy;
    app->copy = (struct copy){0};
    disk_put(disk, &w->disk);
}
