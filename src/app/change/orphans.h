/* Leases that an earlier run held when it was killed: asked about once, when it is known which
 * account this is, and given back if the answer is yes. */
#pragma once

#include "parts/input/key.h"
#include "store/lease_file.h"

struct app;

struct orphans {
    struct lease_orphans found; /* of all accounts and servers; owned */
    bool asked;
};

/* Asks, where there is something to ask and nothing else is open. */
void orphans_settle(struct app *app);

/* "3 leases from 12:04:31Z are still held: release them?" */
void orphans_describe(const struct app *app, char *out, size_t size);
