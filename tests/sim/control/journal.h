/* Every API request that was seen, for tests (GET /__sim/requests). */
#pragma once

#include "tests/sim/http/reply.h"

struct journal {
    json_t *list;
    size_t cleared; /* entries that are gone; numbers go on */
};

void journal_init(struct journal *j);
void journal_free(struct journal *j);
void journal_clear(struct journal *j);

/* Notes a request as it arrives; op is its name in the route table ("" when there is no such
 * route). The entry's status is 0 until journal_set_status(). */
size_t journal_add(struct journal *j, const struct sim_request *q, const char *op,
                   const char *queue, bool changes_state, int64_t now);

/* entry is what journal_add() returned; nothing happens when the journal was cleared since. */
void journal_set_status(struct journal *j, size_t entry, int status);
