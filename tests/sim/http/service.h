/* One request from its arrival to its answer: route, fault, credentials, limits, handler. */
#pragma once

#include "tests/sim/api/route.h"
#include "tests/sim/control/faults.h"
#include "tests/sim/control/journal.h"

struct service {
    struct world world;
    struct fault_list *faults;
    struct journal journal;
    bool control; /* answers /__sim/..., keeps the journal */
};

struct service_call {
    struct route_match match;
    struct fault fault;
    size_t entry; /* in the journal */
};

void service_init(struct service *s, uint64_t seed);
void service_free(struct service *s);

/* Lets everything happen that is due by now. */
void service_catch_up(struct service *s);

/* Notes the request and decides what befalls it. */
void service_begin(struct service *s, struct sim_request *q, struct service_call *call);

/* Carries it out (unless the fault says otherwise) and fills the reply, spoilt by the fault. */
void service_answer(struct service *s, struct sim_request *q, struct service_call *call,
                    struct sim_reply *r);
