/* Messages into the trash, in one step. */
#pragma once

#include "store/trash_file.h"

static inline bool trash_save(const struct state_dir *dir, size_t cap,
                              const struct trash_place *place,
                              const struct message *const *messages, size_t n, struct error *err)
{
    struct buf lines;
    bool ok;

    if (!trash_lines_make(&lines, cap, place, messages, n, err))
        return false;
    ok = trash_file_append(dir, cap, &lines, err);
    buf_free(&lines);
    return ok;
}
