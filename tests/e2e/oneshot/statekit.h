/* What the tests of the commands that use state files share: a simulator, a home of one's own whose
 * state folder both this program and cfqtop use, and assertions on what cfqtop printed. */
#pragma once

#include "store/audit_file.h"
#include "store/lease_file.h"
#include "tests/harness/net/sim.h"
#include "tests/harness/program/place.h"
#include "tests/harness/program/run.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define ORDERS "0123456789abcdef0123456789abcdef"
#define EMAILS "abcdefabcdefabcdefabcdefabcdef00"

struct statekit {
    struct sim *sim;
    char *home;
    struct state_dir dir;
    char base_url[200], xdg[200], config[200], path[4096];
    const char *env[8];  /* with a token */
    const char *bare[6]; /* without a token, and with a base URL where nothing listens */
};

static inline int statekit_start(void **state)
{
    struct statekit *k = calloc(1, sizeof *k);

    assert_non_null(k);
    k->sim = sim_start(NULL);
    snprintf(k->base_url, sizeof k->base_url, "CLOUDFLARE_API_BASE_URL=%s", sim_url(k->sim));
    snprintf(k->path, sizeof k->path, "PATH=%s", getenv("PATH"));
    *state = k;
    return 0;
}

static inline int statekit_stop(void **state)
{
    struct statekit *k = *state;

    sim_stop(k->sim);
    free(k);
    return 0;
}

static inline int statekit_set_up(void **state)
{
    struct statekit *k = *state;
    struct error err;

    k->home = place_new_home();
    assert_non_null(k->home);
    snprintf(k->xdg, sizeof k->xdg, "XDG_STATE_HOME=%s/state", k->home);
    snprintf(k->config, sizeof k->config, "XDG_CONFIG_HOME=%s/config", k->home);
    assert_int_equal(setenv("XDG_STATE_HOME", k->xdg + sizeof "XDG_STATE_HOME", 1), 0);
    assert_true(state_dir_open(&k->dir, &err));
    memcpy(k->env,
           ((const char *[8]){"LC_ALL=C.UTF-8", k->path, k->config, k->xdg, k->base_url,
                              "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, NULL}),
           sizeof k->env);
    memcpy(k->bare,
           ((const char *[6]){"LC_ALL=C.UTF-8", k->config, k->xdg,
                              "CLOUDFLARE_API_BASE_URL=http://127.0.0.1:1/client/v4", NULL}),
           sizeof k->bare);
    sim_delete(k->sim, "/__sim/faults");
    sim_seed(k->sim, "two-queues");
    sim_delete(k->sim, "/__sim/requests");
    return 0;
}

static inline int statekit_clean(void **state)
{
    struct statekit *k = *state;

    state_dir_close(&k->dir);
    place_delete_home(k->home);
    free(k->home);
    return 0;
}

static inline void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in \"%s\"", part, text);
}

static inline void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("\"%s\" is in \"%s\"", part, text);
}

/* What was printed, byte by byte, and the exit status; frees r. */
static inline void assert_ran(struct run *r, int status, const char *out, const char *err)
{
    if (r->status != status)
        fail_msg("status %d, not %d: %s", r->status, status, r->err);
    assert_string_equal(r->out, out);
    assert_string_equal(r->err, err);
    run_free(r);
}

/* Messages of the queue that nobody has leased. */
static inline int count_free(struct statekit *k, const char *queue)
{
    return sim_count_messages(k->sim, queue, "all") - sim_count_messages(k->sim, queue, "leased");
}

/* Leases n messages of a queue; the ids are malloc'd. */
static inline void lease(struct statekit *k, const char *queue_id, char **ids, size_t n)
{
    char path[200], body[100];
    json_t *answer, *messages;

    snprintf(path, sizeof path, "/accounts/%s/queues/%s/messages/pull", SIM_ACCOUNT, queue_id);
    snprintf(body, sizeof body, "{\"batch_size\":%zu,\"visibility_timeout_ms\":600000}", n);
    assert_int_equal(sim_call(k->sim, SIM_TOKEN, "POST", path, body, &answer), 200);
    messages = json_object_get(json_object_get(answer, "result"), "messages");
    assert_int_equal(json_array_size(messages), n);
    for (size_t i = 0; i < n; i++)
        ids[i] =
            strdup(json_string_value(json_object_get(json_array_get(messages, i), "lease_id")));
    json_decref(answer);
    sim_delete(k->sim, "/__sim/requests");
}

/* The newest record of the journal but back; the page is freed with audit_page_free(). */
static inline const struct audit_record *read_record(struct statekit *k, struct audit_page *page,
                                                     size_t back)
{
    struct error err;

    assert_true(audit_file_read(&k->dir, 100, page, &err));
    assert_true(back < page->n);
    return &page->items[page->n - 1 - back];
}
