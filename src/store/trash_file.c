#include "store/trash_file.h"

#include "base/text/format.h"
#include "store/state_file.h"
#include "store/trash_record.h"

static bool refuse_size(size_t cap, size_t n, struct error *err)
{
    struct format size;

    format_bytes(&size, (int64_t)cap);
    if (n == 1)
        return error_set(err, ERR_USAGE,
                         "the message is larger than the whole trash (%s): see --no-trash", size.s);
    return error_set(err, ERR_USAGE,
                     "%zu messages are more than the trash holds (%s): delete fewer at once", n,
                     size.s);
}

/* Writes the file anew without its oldest lines.  On the disk before it takes the name: until then
 * the old one is what there is. */
static bool drop_oldest(struct state_file *f, off_t keep, struct error *err)
{
    off_t start = state_file_next_line(f, state_file_size(f) - keep);
    struct state_file fresh;

    if (!state_file_begin(f, &fresh, err))
        return false;
    if (state_file_copy(f, start, &fresh, err) && state_file_sync(&fresh, err))
        return state_file_exchange(f, &fresh, err);
    state_file_abandon(&fresh);
    return false;
}

/* n <= cap.  More goes than must, so that not every call writes the file anew. */
static bool make_room(struct state_file *f, size_t cap, size_t n, struct error *err)
{
    off_t most = (off_t)cap, aim = most - most / 4, more = (off_t)n;

    if (state_file_size(f) + more < most) /* a torn line may need one byte */
        return true;
    return drop_oldest(f, more < aim ? aim - more : 0, err);
}

bool trash_file_append(const struct state_dir *dir, size_t cap, const struct buf *lines,
                       struct error *err)
{
    struct state_file f;
    bool ok;

    if (state_file_open(&f, dir, TRASH_NAME, STATE_MAKE | STATE_WAIT, err) != STATE_OPEN)
        return false;
    ok =
        make_room(&f, cap, lines->len, err) && state_file_append(&f, lines->bytes, lines->len, err);
    state_file_unlock(&f); /* nobody waits for our disk */
    ok = ok && state_file_sync(&f, err);
    state_file_close(&f);
    return ok;
}

bool trash_lines_make(struct buf *lines, size_t cap, const struct trash_place *place,
                      const struct message *const *messages, size_t n, struct error *err)
{
    buf_init(lines, cap);
    for (size_t i = 0; i < n && !lines->overflow; i++)
        trash_record_write(place, messages[i], lines);
    if (!lines->overflow)
        return true;
    buf_free(lines);
    return refuse_size(cap, n, err);
}
