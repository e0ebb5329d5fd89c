/* What the numbers of cfqtop doctor mean.  Pure. */
#pragma once

#include "cli/doctor/findings.h"
#include "net/protocol.h"

/* How far the clock of this machine is ahead of the server's, in ms (behind: negative), from an
 * answer with a Date: at least so far.  The server read its clock, and dropped the fraction of a
 * second, some time between the request and the answer: what that explains is 0. */
int64_t judge_skew(int64_t date_ms, int64_t sent_wall_ms, int64_t received_wall_ms);

void judge_clock(struct findings *f, int64_t skew_ms);

/* whose: ", a user's token", or "" where the API knows none; now at the server. */
void judge_token(struct findings *f, const struct token *t, const char *whose, int64_t now_ms);

/* How many requests of this window others made, by the answer to the last of own; -1: it does not
 * say. */
int64_t judge_others(const struct rate *rate, int64_t own);

/* What is left by rate; others: what judge_others() said before. */
void judge_limit(struct findings *f, const struct rate *rate, int64_t others);

/* The newest minute of the analytics began at minute_ms (-1: none of the last hour), now at the
 * server. */
void judge_newest(struct findings *f, int64_t minute_ms, int64_t now_ms);

void judge_connection(struct findings *f, const char *host, bool plain, const struct arrival *a,
                      int64_t answer_ms);

/* cols, rows 0: not known. */
struct terminal {
    const char *term, *colorterm; /* of the environment; NULL: not there */
    const char *codeset;
    bool ascii, no_color; /* as was asked for */
    int cols, rows;
};

void judge_terminal(struct findings *f, const struct terminal *t);
