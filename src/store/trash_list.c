/* Reading trash.jsonl. */
#include "store/trash_file.h"

#include "base/memory/mem.h"
#include "base/text/format.h"
#include "store/line_reader.h"
#include "store/state_file.h"
#include "store/trash_record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add_entry(struct trash_list *list, const struct line *line)
{
    struct trash_entry *entry;
    struct record r;

    if (!trash_record_open(&r, line->bytes, line->len))
        return;
    MEM_GROW(list->items, list->n);
    entry = &list->items[list->n++];
    trash_record_read_entry(&r, entry, &list->arena);
    entry->at = line->at;
    entry->len = line->len;
}

bool trash_list_open(const struct state_dir *dir, struct trash_list *list, struct error *err)
{
    struct state_file f;
    struct line_reader reader;
    struct line line;
    enum state_found found;

    *list = (struct trash_list){.fd = -1};
    found = state_file_open(&f, dir, TRASH_NAME, STATE_READ | STATE_WAIT, err);
    if (found != STATE_OPEN)
        return found == STATE_MISSING;
    /* Lines are only ever added behind what is there, or written to a new file. */
    state_file_unlock(&f);
    list->fd = f.fd;
    line_reader_init(&reader, f.fd, TRASH_MAX_BYTES);
    while (line_reader_next(&reader, &line))
        add_entry(list, &line);
    line_reader_free(&reader);
    return !reader.error || state_dir_fail(dir, TRASH_NAME, reader.error, err);
}

void trash_list_close(struct trash_list *list)
{
    if (list->fd >= 0)
        close(list->fd);
    free(list->items);
    arena_free(&list->arena);
    *list = (struct trash_list){.fd = -1};
}

const struct trash_entry *trash_list_find(const struct trash_list *list, const char *text)
{
    int64_t number;

    if (format_parse_int(text, 1, (int64_t)list->n, &number))
        return &list->items[number - 1];
    for (size_t i = list->n; i-- > 0;)
        if (!strcmp(list->items[i].id, text))
            return &list->items[i];
    return NULL;
}

/* The n bytes at offset at; false: errno, 0 when there are fewer. */
static bool read_at(int fd, char *bytes, size_t n, off_t at)
{
    while (n > 0) {
        ssize_t got = pread(fd, bytes, n, at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got == 0)
            errno = 0;
        if (got <= 0)
            return false;
        bytes += got;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

bool trash_list_read(const struct trash_list *list, const struct trash_entry *entry,
                     struct message *out, struct arena *arena, struct error *err)
{
    char *line = mem_new(entry->len + 1, 1);
    struct record r;
    bool ok = true;

    if (!read_at(list->fd, line, entry->len, entry->at))
        ok = error_set(err, ERR_USAGE, "%s cannot be read: %s", TRASH_NAME,
                       errno ? strerror(errno) : "it was cut short");
    else if (!trash_record_open(&r, line, entry->len))
        ok = error_set(err, ERR_USAGE, "%s was changed by another program: list it again",
                       TRASH_NAME);
    else
        trash_record_read_message(&r, out, arena);
    free(line);
    return ok;
}
