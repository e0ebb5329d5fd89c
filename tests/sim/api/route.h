/* The table of the API's routes: what a path means, what it needs, whether it changes anything. */
#pragma once

#include "tests/sim/api/api.h"

#include <stdio.h>

struct route {
    const char *method;
    const char *pattern; /* {account}, {queue} and {item} stand for one segment */
    const char *op;      /* its name in faults and in the list of requests */
    bool changes_state;  /* and so needs a credential that may write */
    int not_found;       /* code when there is no such queue */
    sim_handler *handler;
};

struct route_match {
    const struct route *route; /* NULL: no such route */
    bool other_method;         /* the path exists, for another method */
    char account[64];
    char queue[64];
    char item[64];
};

/* For README.md. */
void routes_print_index(FILE *f);

/* The handler sees to credentials and limits itself.  NULL is fine. */
bool route_has_own_rules(const struct route *route);

struct route_match route_find(const char *method, const char *path);
