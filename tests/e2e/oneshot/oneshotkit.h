/* One simulator and one state folder for all one-shot commands of a test program. */
#pragma once

#include "tests/harness/net/sim.h"
#include "tests/harness/program/place.h"
#include "tests/harness/program/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static struct sim *sim;
static char *home;
static char base_url[200], state_home[300]; /* as a program finds them in its environment */

/* Group set-up and tear-down.  This process has that state folder too. */
static inline int oneshot_start(void **state)
{
    (void)state;
    home = place_new_home();
    assert_non_null(home);
    snprintf(state_home, sizeof state_home, "XDG_STATE_HOME=%s/state", home);
    assert_int_equal(setenv("XDG_STATE_HOME", state_home + sizeof "XDG_STATE_HOME", 1), 0);
    sim = sim_start(NULL);
    snprintf(base_url, sizeof base_url, "CLOUDFLARE_API_BASE_URL=%s", sim_url(sim));
    return 0;
}

static inline int oneshot_stop(void **state)
{
    (void)state;
    sim_stop(sim);
    place_delete_home(home);
    free(home);
    return 0;
}
