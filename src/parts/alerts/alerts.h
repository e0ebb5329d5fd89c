/* Alerts: what a person wants to be told of queues.  Pure; knows no clock and no screen.
 *
 *   [NAME] TERM...          all terms must hold, for any queue or those of that name (with * and ?)
 *   ALERT or ALERT          are two
 *
 * TERM is one of the filter of queues (parts/filter/fields.def): backlog>1000, age>15m,
 * grows>100/min, loss<2h, dead>0, growing.  So what a queue has, and in which unit, is known there
 * alone; whether it grows, loses messages or fails is what parts/queues/ says of it.  When an alert
 * is raised and over: alert_state.h.
 *
 * One that was raised stays until it is over and somebody has seen it.  A zeroed struct has none.
 * UI thread. */
#pragma once

#include "base/memory/string_map.h"
#include "parts/alerts/alert_state.h"
#include "parts/queues/queues.h"

enum { ALERTS_MAX = 50, ALERT_FACT_BYTES = 160 };

/* What an alert says of one queue. */
struct alert_case {
    char id[ID_BYTES];
    char name[72]; /* of the queue, OUTSIDE bytes, cut */
    struct alert_state state;
    bool over;                   /* it was raised, and is not any more: */
    bool seen;                   /* an unseen one is kept */
    uint64_t nth;                /* raised as the nth of all; 0: never */
    char fact[ALERT_FACT_BYTES]; /* as it last held: "backlog 84,210 > 50,000" */
    int64_t since_wall_ms, until_wall_ms;
};

struct alert {
    struct filter filter; /* its text is the alert as typed */
    struct string_map
        cases; /* by id: struct alert_case, of those queues about which there is one */
};

struct alerts {
    struct alert *items;
    size_t n;
    uint64_t n_raised;               /* so far */
    bool anew;                       /* all queues are to be looked at */
    size_t n_unseen;                 /* cases, */
    const struct alert_case *newest; /* and of these the newest, NULL: none; */
    size_t newest_alert;             /* of that alert */
    size_t n_queues; /* that need a look by a case alone, not by the verdict on them */
};

void alerts_free(struct alerts *a);

/* Adds what text says; on failure nothing, and err says what is wrong, where, and what can be
 * written, in a line of 80 columns. */
bool alerts_add(struct alerts *a, const char *text, struct error *err);

/* Removes the one of that number, from 1, or of that text; false: there is none. */
bool alerts_remove(struct alerts *a, const struct queues *q, const char *which);

void alerts_clear(struct alerts *a);

/* Takes what is in from, which is empty then. */
void alerts_take(struct alerts *a, struct alerts *from);

/* An alert was raised, or is over. */
struct alert_news {
    const struct alert *alert;
    const struct alert_case *of;
    bool raised;
};

/* Looks at the queues that were measured since the last look, and at what may settle.  A queue that
 * an alert is about is marked: watched. */
void alerts_look(struct alerts *a, const struct queues *q, const struct instant *now,
                 void (*tell)(void *arg, const struct alert_news *news), void *arg);

/* The newest unseen case, or all of them, are seen. */
void alerts_see(struct alerts *a, const struct queues *q, bool all);

/* The queue has one that is raised or unseen. */
bool alert_case_counts(const struct alert_case *c);

/* How many queues an alert is about, and what is not known of them. */
struct alert_count {
    size_t about;
    size_t stale;   /* not measured within QUEUE_AMOUNTS_HOLD_MS */
    size_t unknown; /* measured, but what is asked for is not known */
    size_t raised;
};

struct alert_count alerts_count(struct alert *alert, const struct queues *q,
                                const struct instant *now);

/* The thresholds of alerts about the queue for a field, the lowest first; at most n. */
size_t alerts_find_limits(const struct alerts *a, const struct queue_row *row, const char *field,
                          int64_t *out, size_t n);
