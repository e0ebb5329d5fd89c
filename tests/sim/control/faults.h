/* Things that go wrong on purpose (POST /__sim/fault; the forms are in README.md). */
#pragma once

#include "tests/sim/http/reply.h"

#include <stdio.h>

enum fault_kind {
    FAULT_NONE,
    FAULT_STATUS,
    FAULT_HANG,
    FAULT_HANG_BODY,
    FAULT_RESET,
    FAULT_TRUNCATE,
    FAULT_INVALID_JSON,
    FAULT_WRONG_TYPES,
    FAULT_ENDLESS,
    FAULT_TRICKLE,
    FAULT_REDIRECT,
    FAULT_DELAY,
    FAULT_HTML_CHALLENGE,
    FAULT_EMPTY,
    FAULT_GRAPHQL,
};

/* One fault as it hits one request: a plain value. */
struct fault {
    enum fault_kind kind;
    int status; /* 0: the kind's own */
    int64_t code;
    int64_t retry_after_s; /* -1: none */
    int64_t delay_ms;
    bool apply; /* the request is carried out although its answer is lost */
    char message[256];
    char more[1024]; /* members of the error object, as JSON, with a comma before each; "" */
    char location[512];
    char error[24]; /* name of an error of the analytics */
    char at[64];    /* the dataset it hits, as the query calls it; "": all */
};

struct fault_list;

struct fault_list *faults_new(void);
void faults_free(struct fault_list *list);
void faults_clear(struct fault_list *list);

void faults_print_index(FILE *f);

/* Adds one from its JSON; false with a reason (static text) when it is not as README.md says. */
bool faults_add(struct fault_list *list, const json_t *from, const char **reason);

/* The oldest fault for that operation and queue (NULL: a call without one), counted down. */
struct fault faults_take(struct fault_list *list, const char *op, const struct sim_queue *q);

/* The request does what it asks for even so (its answer is spoilt, cut or late). */
bool faults_do_work(const struct fault *f);

/* Spoils the answer r of a request that was hit by f. */
void faults_spoil(const struct fault *f, const struct world *w, struct sim_reply *r);
