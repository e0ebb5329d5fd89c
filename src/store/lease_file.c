#include "store/lease_file.h"

#include "base/memory/mem.h"
#include "store/lease_list.h"
#include "store/state_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is not bounded by what is held itself. */
enum { REWRITE_BYTES = 256 * 1024 };
static const size_t LINES_BYTES = SIZE_MAX / 4;

struct lease_file {
    struct state_file file;
    struct lease_list held;
    off_t rewrite_at; /* size at which it is written anew, with what is held and no more */
};

static enum state_found open_number(struct state_file *f, const struct state_dir *dir, int number,
                                    int how, struct error *err)
{
    char name[sizeof(f->name)] = "leases.jsonl";

    if (number > 1)
        snprintf(name, sizeof(name), "leases-%d.jsonl", number);
    return state_file_open(f, dir, name, how, err);
}

struct lease_file *lease_file_open(const struct state_dir *dir, struct error *err)
{
    struct lease_file *f = mem_new(1, sizeof(*f));
    enum state_found found = STATE_TAKEN;

    f->rewrite_at = REWRITE_BYTES;
    for (int i = 1; i <= LEASE_FILES && found == STATE_TAKEN; i++)
        found = open_number(&f->file, dir, i, STATE_MAKE, err);
    if (found == STATE_TAKEN)
        error_set(err, ERR_USAGE, "%d cfqtop are running: end one of them", LEASE_FILES);
    if (found == STATE_OPEN && lease_list_load(&f->held, f->file.fd))
        return f;
    if (found == STATE_OPEN)
        state_dir_fail(dir, f->file.name, errno, err);
    lease_file_close(f);
    return NULL;
}

void lease_file_close(struct lease_file *f)
{
    if (!f)
        return;
    if (f->file.fd >= 0 && !f->held.lines.n)
        state_file_clear(&f->file, NULL); /* what cannot be cleared says that nothing is held */
    state_file_close(&f->file);
    lease_list_free(&f->held);
    free(f);
}

/* Writes the file anew with what is held.  Where that fails the file goes on growing, and it is
 * tried again later. */
static void rewrite(struct lease_file *f)
{
    struct state_file fresh;
    struct buf lines;

    buf_init(&lines, LINES_BYTES);
    lease_list_write(&f->held, &lines);
    if (state_file_begin(&f->file, &fresh, NULL)) {
        if (state_file_append(&fresh, lines.bytes, lines.len, NULL))
            state_file_exchange(&f->file, &fresh, NULL);
        else
            state_file_abandon(&fresh);
    }
    f->rewrite_at = 2 * state_file_size(&f->file) + REWRITE_BYTES;
    buf_free(&lines);
}

static bool append(struct lease_file *f, const struct buf *lines, struct error *err)
{
    if (lines->overflow)
        return error_set(err, ERR_USAGE, "%s: too many leases to be kept", f->file.name);
    return state_file_append(&f->file, lines->bytes, lines->len, err);
}

static void settle(struct lease_file *f)
{
    if (state_file_size(&f->file) > f->rewrite_at)
        rewrite(f);
}

bool lease_file_add(struct lease_file *f, const struct kept_lease *leases, size_t n,
                    struct error *err)
{
    struct lease_list fresh = {0};
    struct buf line, lines;
    bool fit = true, ok;

    buf_init(&lines, LINES_BYTES);
    for (size_t i = 0; i < n; i++) {
        buf_init(&line, LEASE_LINE_BYTES);
        lease_line_write(&leases[i], &line);
        if (line.overflow)
            fit = error_set(err, ERR_USAGE, "%s: a lease id is too long to be kept", f->file.name);
        else
            lease_list_put(&fresh, &leases[i], line.bytes, line.len - 1, false);
        buf_append(&lines, line.bytes, line.overflow ? 0 : line.len);
        buf_free(&line);
    }
    ok = !lines.len || append(f, &lines, err);
    if (ok)
        lease_list_take(&f->held, &fresh);
    lease_list_free(&fresh);
    buf_free(&lines);
    if (ok)
        settle(f);
    return ok && fit;
}

bool lease_file_has(const struct lease_file *f, const char *lease_id)
{
    return string_map_get(&f->held.lines, lease_id) != NULL;
}

static size_t count_held(const struct lease_file *f, const char *const *lease_ids, size_t n)
{
    size_t held = 0;

    for (size_t i = 0; i < n; i++)
        held += lease_file_has(f, lease_ids[i]);
    return held;
}

bool lease_file_remove(struct lease_file *f, const char *const *lease_ids, size_t n,
                       struct error *err)
{
    struct buf lines;
    bool ok;

    if (!count_held(f, lease_ids, n))
        return true;
    for (size_t i = 0; i < n; i++)
        lease_list_remove(&f->held, lease_ids[i]);
    buf_init(&lines, LINES_BYTES);
    for (size_t i = 0; i < n; i++)
        lease_line_write_removed(lease_ids[i], &lines);
    /* Works on a full disk, too. */
    ok = f->held.lines.n ? append(f, &lines, err) : state_file_clear(&f->file, err);
    buf_free(&lines);
    if (ok)
        settle(f);
    return ok;
}

/* Ours has them before theirs loses them: whatever happens in between, no lease is forgotten. */
static bool move_lines(struct lease_file *f, struct state_file *theirs, struct lease_list *left,
                       struct error *err)
{
    struct buf lines;
    bool ok;

    buf_init(&lines, LINES_BYTES);
    lease_list_write(left, &lines);
    ok = append(f, &lines, err);
    buf_free(&lines);
    for (size_t i = 0; i < left->lines.n; i++)
        ((struct lease_line *)left->lines.items[i].value)->inherited = true;
    if (ok)
        lease_list_take(&f->held, left);
    return ok && state_file_clear(theirs, err);
}

static bool inherit(struct lease_file *f, int number, struct instant now, struct error *err)
{
    struct lease_list left = {0};
    struct state_file theirs;
    enum state_found found = open_number(&theirs, f->file.dir, number, 0, err);
    bool ok = true;

    if (found != STATE_OPEN)
        return found != STATE_FAILED;
    if (!lease_list_load(&left, theirs.fd))
        ok = state_dir_fail(theirs.dir, theirs.name, errno, err);
    lease_list_drop_expired(&left, now);
    ok = ok && move_lines(f, &theirs, &left, err);
    lease_list_free(&left);
    state_file_close(&theirs);
    return ok;
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare(const void *left, const void *right)
{
    const struct kept_lease *a = left, *b = right;
    int order = strcmp(a->account_id, b->account_id);

    if (!order)
        order = compare_texts(a->base_url, b->base_url);
    if (!order)
        order = compare_texts(a->queue, b->queue);
    if (!order)
        order = strcmp(a->queue_id, b->queue_id);
    if (!order)
        order = (a->taken_wall_ms > b->taken_wall_ms) - (a->taken_wall_ms < b->taken_wall_ms);
    return order ? order : strcmp(a->lease_id, b->lease_id);
}

bool lease_file_orphans(struct lease_file *f, struct instant now, struct lease_orphans *out,
                        struct error *err)
{
    bool ok = true;

    *out = (struct lease_orphans){.n = 0};
    lease_list_drop_expired(&f->held, now);
    for (int i = 1; i <= LEASE_FILES; i++)
        ok = inherit(f, i, now, err) && ok;
    if (!f->held.lines.n)
        ok = state_file_clear(&f->file, err) && ok;
    settle(f);
    out->items = arena_new(&out->arena, f->held.lines.n, sizeof(*out->items));
    for (size_t i = 0; i < f->held.lines.n; i++) {
        const struct lease_line *line = f->held.lines.items[i].value;

        if (line->inherited && lease_line_read(line, &out->items[out->n], &out->arena))
            out->n++;
    }
    qsort(out->items, out->n, sizeof(*out->items), compare);
    return ok;
}

void lease_orphans_free(struct lease_orphans *out)
{
    arena_free(&out->arena);
    *out = (struct lease_orphans){.n = 0};
}
