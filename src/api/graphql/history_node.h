/* The datasets that history comes from, as questions and answers name them.  Private to api/. */
#pragma once

#include "model/history.h"

struct history_node {
    const char *alias;      /* of its rows in the answer */
    const char *dataset;    /* in the account's schema */
    const char *values;     /* what is asked of each row */
    const char *dimensions; /* beside queue and time; "" or with a blank behind */
};

const struct history_node *history_node_get(enum history_part part);
