/* Every API call of this run that has ended or failed once, and what else happened between them:
 * the last 1,000, oldest first.  Holds no bodies and no credentials.  Owns its entries.  UI thread.
 */
#pragma once

#include "net/protocol.h"

enum { CALL_LOG_MAX = 1000 };

struct call_log_entry {
    int64_t wall_ms; /* when it ended */
    int64_t took_ms; /* the last try */
    size_t bytes;
    enum op op;
    char result[12]; /* "ok", the status of a failure ("403"), or why there was none */
    bool retried;    /* failed and is tried again */
    int64_t count;   /* messages that came; -1: not about messages */
    char queue_id[ID_BYTES];
    const char *what; /* no call: what it is, a literal, */
    char *text;       /* and what happened; OUTSIDE bytes; owned.  NULL: a call */
    char *error;      /* NULL, or what a person is told; OUTSIDE bytes; owned */
};

struct call_log {
    struct call_log_entry *ring; /* CALL_LOG_MAX places */
    size_t n;
    size_t first;            /* place of the oldest */
    size_t noted;            /* entries of the run, dropped ones too */
    size_t said;             /* those that are no calls */
    size_t failed;           /* those that are failures */
    size_t gone_error_lines; /* parts of the errors of dropped ones */
};

void call_log_free(struct call_log *j);

/* Notes the event; parts of an answer that is still coming are left out. */
void call_log_note(struct call_log *j, const struct event *e, bool by_key);

/* Notes what is no call: what and result are literals, text is copied. */
void call_log_say(struct call_log *j, int64_t wall_ms, const char *what, const char *result,
                  const char *queue_id, const char *text);

/* An error's next part, such as the server's words or our advice: its length at error; *next is
 * where the one after it begins, NULL: it was the last. */
size_t call_log_part(const char *error, const char **next);

/* Entry i of n, 0 the oldest. */
const struct call_log_entry *call_log_at(const struct call_log *j, size_t i);
