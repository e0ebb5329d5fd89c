/* Dead-letter queues that lead back to where they began: what fails there goes round for ever.
 * Pure. */
#pragma once

#include "base/text/text_line.h"
#include "parts/queues/queues.h"

/* Whether failed messages of q come back to it; names the way in out (NULL is fine), with arrow
 * between two: "a -> b -> a".  Longer ways than 8 queues are not followed. */
bool dlq_loop_find(const struct queues *all, const struct queue *q, const char *arrow,
                   struct text_line *out);
