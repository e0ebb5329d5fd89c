/* From what was typed to the ids that the API wants.
 *
 * Both report their failure on stderr and return an exit status: 0, 1 (the API or the network said
 * no) or 2 (the user has to choose). */
#pragma once

#include "cli/run/session.h"

struct resolved {
    char account_id[ID_BYTES];
    char queue_id[ID_BYTES];
    char *queue_name; /* owned, OUTSIDE bytes; NULL: no queue asked for */
};

/* The account of the settings, or the only one that GET /accounts tells. */
int resolve_account(struct session *s, struct resolved *out);

/* 32 hex digits are an id, if there is a queue of that id; all else is a name, or an id in the
 * list. */
int resolve_queue(struct session *s, const char *text, struct resolved *out);
