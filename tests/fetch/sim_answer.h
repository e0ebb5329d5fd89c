/* Short forms for tests that talk to the simulator: a call with the status it must have, and values
 * picked out of its JSON by a path such as "result.messages.0.id". */
#pragma once

#include "tests/harness/net/sim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define ORDERS_ID "0123456789abcdef0123456789abcdef"
#define QUEUES    "/accounts/" SIM_ACCOUNT "/queues"
#define ORDERS    QUEUES "/" ORDERS_ID

/* cmocka setup and teardown: a server of its own for each test. */
static inline int start_sim(void **state)
{
    *state = sim_start(NULL);
    return 0;
}

static inline int stop_sim(void **state)
{
    sim_stop(*state);
    return 0;
}

/* Fails the test unless the answer has that status. */
static inline json_t *call(struct sim *s, int status, const char *method, const char *path,
                           const char *body)
{
    json_t *answer;
    int got = sim_call(s, SIM_TOKEN, method, path, body, &answer);

    if (got != status)
        fail_msg("%s %s: %d, not %d", method, path, got, status);
    return answer;
}

static inline const json_t *pick(const json_t *from, const char *path)
{
    while (from && *path) {
        char key[64] = "";
        size_t n = strcspn(path, ".");

        memcpy(key, path, n < sizeof(key) ? n : 0);
        from = json_is_array(from) ? json_array_get(from, strtoul(key, NULL, 10))
                                   : json_object_get(from, key);
        path += n + (path[n] == '.');
    }
    return from;
}

static inline long long pick_int(const json_t *from, const char *path)
{
    const json_t *value = pick(from, path);

    if (!json_is_number(value))
        fail_msg("no number at %s", path);
    return (long long)json_number_value(value);
}

static inline const char *pick_text(const json_t *from, const char *path)
{
    const json_t *value = pick(from, path);

    if (!json_is_string(value))
        fail_msg("no string at %s", path);
    return json_string_value(value);
}

static inline size_t pick_size(const json_t *from, const char *path)
{
    const json_t *value = pick(from, path);

    if (!json_is_array(value))
        fail_msg("no array at %s", path);
    return json_array_size(value);
}

/* Messages in a queue, wherever; -1: no such queue. */
static inline int count_in(struct sim *s, const char *name)
{
    json_t *answer, *queues = call(s, 200, "GET", QUEUES "?per_page=1000", NULL);
    bool there = false;
    char path[80];
    int n = -1;

    for (size_t i = 0; i < pick_size(queues, "result"); i++)
        there = there || strcmp(pick_text(json_array_get(pick(queues, "result"), i), "queue_name"),
                                name) == 0;
    if (there) {
        snprintf(path, sizeof(path), "/__sim/queues/%s", name);
        answer = sim_get(s, path);
        n = (int)pick_size(answer, "messages");
        json_decref(answer);
    }
    json_decref(queues);
    return n;
}
