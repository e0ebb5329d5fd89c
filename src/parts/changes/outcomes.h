/* What became of messages that were acknowledged or retried.
 *
 * Kept by lease id or ref: a message that is peeked or pulled anew starts with a clean slate. */
#pragma once

#include "parts/list/messages.h"

#include <stdbool.h>

enum outcome {
#define OUTCOME(id, ...) OUTCOME_##id,
#include "parts/changes/outcomes.def"
    OUTCOME_COUNT
};

struct message_outcome {
    char *handle;
    enum outcome outcome;
    char *note; /* the warning or the error, may hold OUTSIDE bytes; NULL: none */
};

struct outcomes {
    struct string_map by_handle; /* struct message_outcome */
};

void outcomes_free(struct outcomes *f);

/* Sets the outcome; note is copied, NULL: none. */
void outcomes_set(struct outcomes *f, const char *handle, enum outcome outcome, const char *note);

/* Of the message's lease or ref; OUTCOME_NONE when it has none. */
struct message_outcome outcomes_find(const struct outcomes *f, const struct message *m);
/* The same; handle NULL: none. */
struct message_outcome outcomes_find_handle(const struct outcomes *f, const char *handle);

/* "acked" */
const char *outcome_name(enum outcome outcome);

/* Nothing can or need be asked of it any more, or an answer is awaited. */
bool outcome_is_over(enum outcome outcome);

/* Drops those of messages that nobody holds any more. */
void outcomes_settle(struct outcomes *f, const struct messages *messages);
