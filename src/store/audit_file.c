#include "store/audit_file.h"

#include "base/memory/array.h"
#include "store/record.h"
#include "store/state_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAME     "journal.jsonl"
#define OLD_NAME "journal.jsonl.1"

enum { READ_BYTES = 2 * AUDIT_FILE_BYTES };

enum {
#define AUDIT_FIELD(id, key) F_##id,
#include "store/audit.def"
    F_COUNT
};

static const char *const keys[] = {
#define AUDIT_FIELD(id, key) key,
#include "store/audit.def"
};

enum { M_ID, M_LEASE, M_REF, M_RESULT, M_NOTE, M_COUNT };

static const char *const message_keys[] = {"id", "lease_id", "ref", "result", "note"};
_Static_assert(ARRAY_LEN(message_keys) == M_COUNT, "every field has its key");

/* Left out where it has more than max bytes: half a lease id would be taken for another one. */
static void put_text(struct buf *out, const char *key, const char *s, size_t max)
{
    record_put_text(out, key, s && strlen(s) <= max ? s : NULL);
}

static void write_message(const struct audit_message *m, size_t max, struct buf *out)
{
    record_start(out);
    put_text(out, message_keys[M_ID], m->id, max);
    put_text(out, message_keys[M_LEASE], m->lease_id, max);
    put_text(out, message_keys[M_REF], m->ref, max);
    put_text(out, message_keys[M_RESULT], m->result, max);
    put_text(out, message_keys[M_NOTE], m->note, max);
    record_end(out);
}

static void write_record(const struct audit_record *r, size_t max, struct buf *out)
{
    record_start(out);
    record_put_int(out, keys[F_TIME], r->wall_ms);
    record_put_text(out, keys[F_RUN], r->run);
    record_put_int(out, keys[F_N], r->n);
    record_put_text(out, keys[F_STAGE], r->is_result ? "result" : "intent");
    record_put_text(out, keys[F_OP], r->op);
    record_put_text(out, keys[F_ACCOUNT], r->account_id);
    record_put_text(out, keys[F_QUEUE_ID], r->queue_id);
    put_text(out, keys[F_QUEUE], r->queue, max);
    put_text(out, keys[F_ERROR], r->error, max);
    record_start_list(out, keys[F_MESSAGES]);
    for (size_t i = 0; i < r->n_messages; i++)
        write_message(&r->messages[i], max, out);
    record_end_list(out);
    record_end_line(out);
}

void audit_record_write(const struct audit_record *r, struct buf *out)
{
    write_record(r, SIZE_MAX, out);
}

/* What the server made too large, with handles or warnings of a megabyte, is written without the
 * texts that make it so: each byte may take six in the file. */
static void write_fitting(const struct audit_record *r, struct buf *out)
{
    enum { MESSAGES_MAX = 4000, TEXT_BYTES = AUDIT_FILE_BYTES / 2 / 6 / M_COUNT };
    struct audit_record less = *r;

    audit_record_write(r, out);
    if (!out->overflow)
        return;
    buf_clear(out);
    if (less.n_messages > MESSAGES_MAX)
        less.n_messages = MESSAGES_MAX;
    write_record(&less, TEXT_BYTES / (less.n_messages + 1), out);
}

/* Opens the journal with room for n more bytes. */
static bool open_for(const struct state_dir *dir, size_t n, struct state_file *f, struct error *err)
{
    bool moved;

    if (state_file_open(f, dir, NAME, STATE_MAKE | STATE_WAIT, err) != STATE_OPEN)
        return false;
    if (state_file_size(f) + (off_t)n <= AUDIT_FILE_BYTES || !state_file_size(f))
        return true;
    moved = !renameat(dir->fd, NAME, dir->fd, OLD_NAME) || state_dir_fail(dir, NAME, errno, err);
    state_file_close(f);
    return moved && state_file_open(f, dir, NAME, STATE_MAKE | STATE_WAIT, err) == STATE_OPEN;
}

static bool append(const struct state_dir *dir, const struct buf *line, bool sync,
                   struct error *err)
{
    struct state_file f;
    bool ok;

    if (!open_for(dir, line->len, &f, err))
        return false;
    ok = state_file_append(&f, line->bytes, line->len, err);
    state_file_unlock(&f); /* nobody waits for our disk */
    ok = ok && (!sync || state_file_sync(&f, err));
    state_file_close(&f);
    return ok;
}

bool audit_file_append(const struct state_dir *dir, const struct audit_record *r, struct error *err)
{
    struct buf line;
    bool ok;

    buf_init(&line, AUDIT_FILE_BYTES);
    write_fitting(r, &line);
    ok = append(dir, &line, !r->is_result, err);
    buf_free(&line);
    return ok;
}

/* The last READ_BYTES of a file. */
static bool read_tail(const struct state_file *f, struct buf *out, struct error *err)
{
    off_t at = state_file_size(f) - READ_BYTES;
    char block[16 * 1024];
    ssize_t n;

    at = at > 0 ? at : 0;
    for (;;) {
        n = pread(f->fd, block, sizeof(block), at + (off_t)out->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return state_dir_fail(f->dir, f->name, errno, err);
        if (n == 0 || !buf_append(out, block, (size_t)n))
            return true;
    }
}

static void read_messages(const struct record *r, struct audit_record *out, struct arena *arena)
{
    struct record item;
    size_t cursor = 0;

    while (record_next(r, F_MESSAGES, &cursor, &item, message_keys, M_COUNT))
        out->n_messages++;
    out->messages = arena_new(arena, out->n_messages, sizeof(*out->messages));
    cursor = 0;
    for (size_t i = 0; record_next(r, F_MESSAGES, &cursor, &item, message_keys, M_COUNT); i++)
        out->messages[i] = (struct audit_message){
            .id = record_text(&item, M_ID, arena),
            .lease_id = record_text(&item, M_LEASE, arena),
            .ref = record_text(&item, M_REF, arena),
            .result = record_text(&item, M_RESULT, arena),
            .note = record_text(&item, M_NOTE, arena),
        };
}

static bool read_record(const char *line, size_t n, struct audit_record *out, struct arena *arena)
{
    struct record r;

    if (!record_open(&r, line, n, keys, F_COUNT))
        return false;
    *out = (struct audit_record){
        .wall_ms = record_int(&r, F_TIME),
        .run = record_text(&r, F_RUN, arena),
        .n = record_int(&r, F_N),
        .is_result = record_is(&r, F_STAGE, "result"),
        .op = record_text(&r, F_OP, arena),
        .account_id = record_text(&r, F_ACCOUNT, arena),
        .queue_id = record_text(&r, F_QUEUE_ID, arena),
        .queue = record_text(&r, F_QUEUE, arena),
        .error = record_text(&r, F_ERROR, arena),
    };
    if (!out->op || (!out->is_result && !record_is(&r, F_STAGE, "intent")))
        return false;
    read_messages(&r, out, arena);
    return true;
}

/* Fills the places before the last *left of page, from the newest line up. */
static void take_newest(const struct buf *text, struct audit_page *page, size_t *left)
{
    size_t end = text->len;

    while (*left && end) {
        const char *nl = memrchr(text->bytes, '\n', end);
        size_t start = nl ? (size_t)(nl - text->bytes) + 1 : 0;

        if (read_record(text->bytes + start, end - start, &page->items[*left - 1], &page->arena))
            --*left;
        end = nl ? start - 1 : 0;
    }
}

static bool take_file(struct state_file *f, struct audit_page *page, size_t *left,
                      struct error *err)
{
    struct buf text;
    bool ok;

    if (f->fd < 0)
        return true;
    if (!*left) {
        state_file_close(f);
        return true;
    }
    buf_init(&text, READ_BYTES);
    ok = read_tail(f, &text, err);
    take_newest(&text, page, left);
    buf_free(&text);
    state_file_close(f);
    return ok;
}

bool audit_file_read(const struct state_dir *dir, size_t max, struct audit_page *out,
                     struct error *err)
{
    struct state_file f, old;
    enum state_found found, found_old;
    size_t left = max;
    bool ok;

    *out = (struct audit_page){.n = 0};
    /* The second is opened while the first is locked: no rotation comes between them. */
    found = state_file_open(&f, dir, NAME, STATE_READ | STATE_WAIT, err);
    found_old = state_file_open(&old, dir, OLD_NAME, STATE_READ | STATE_WAIT, err);
    out->items = arena_new(&out->arena, max, sizeof(*out->items));
    if (found == STATE_OPEN)
        state_file_unlock(&f);
    ok = take_file(&f, out, &left, err);
    ok = take_file(&old, out, &left, err) && ok;
    out->items += left;
    out->n = max - left;
    return ok && found <= STATE_MISSING && found_old <= STATE_MISSING;
}

void audit_page_free(struct audit_page *page)
{
    arena_free(&page->arena);
    *page = (struct audit_page){.n = 0};
}
