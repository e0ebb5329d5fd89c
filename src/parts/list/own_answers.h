/* What the own decoder of a queue made of its messages, kept with them: in the arenas of their
 * batches, so that it lives as long as they do, also where somebody holds them.  UI thread. */
#pragma once

#include "parts/list/messages.h"

enum { OWN_ANSWERS_MAX = 64 << 20 /* bytes of all that are here */ };

/* Gives a copy of answer to all that are the same message as m (queue, id, content type and body;
 * it need not be there any more).  false: there is no room for it, and it failed for them. */
bool own_answers_keep(struct messages *list, const char *queue_id, const struct message *m,
                      const struct own_answer *answer);

/* Forgets those of the queue's messages. */
void own_answers_forget(struct messages *list, const char *queue_id);

/* The messages of b, about to be added, get those of the same ones that are here already. */
void own_answers_carry(const struct messages *list, struct batch *b);

/* They are one message, byte by byte. */
bool own_answers_are_same(const struct message *a, const struct message *b);
