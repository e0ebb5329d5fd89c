/* Short forms for tests that ask the simulator's analytics.  Times are minutes before now, and the
 * clock is set first so that no minute ends while a test runs. */
#pragma once

#include "tests/fetch/sim_answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#define GQL_ACCOUNT "data.viewer.accounts.0."

/* The account's time is a second after the beginning of a minute. */
static inline void begin_minute(struct sim *s)
{
    json_t *clock = sim_get(s, "/__sim/clock");

    sim_advance(s, 60000 - pick_int(clock, "now_ms") % 60000 + 1000);
    json_decref(clock);
}

/* The beginning of the minute that was so many minutes ago; negative: will be. */
static inline const char *minutes_ago(struct sim *s, int minutes, char out[32])
{
    json_t *clock = sim_get(s, "/__sim/clock");
    time_t t = (time_t)(pick_int(clock, "now_ms") / 60000 - minutes) * 60;
    struct tm tm;

    json_decref(clock);
    gmtime_r(&t, &tm);
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return out;
}

/* Sends a query with variables (JSON, or NULL); the answer has that status. */
static inline json_t *ask_as(struct sim *s, const char *token, int status, const char *query,
                             const char *variables)
{
    json_t *body = json_pack("{s:s}", "query", query), *answer;
    char *text;
    int got;

    if (variables)
        json_object_set_new(body, "variables", json_loads(variables, 0, NULL));
    text = json_dumps(body, JSON_COMPACT);
    got = sim_call(s, token, "POST", "/graphql", text, &answer);
    if (got != status)
        fail_msg("%s: %d, not %d", query, got, status);
    free(text);
    json_decref(body);
    return answer;
}

static inline json_t *ask(struct sim *s, int status, const char *query, const char *variables)
{
    return ask_as(s, SIM_TOKEN, status, query, variables);
}

/* The answer to fields of the account; {SINCE} in them is that many minutes ago. */
static inline json_t *ask_account(struct sim *s, int since, const char *fields)
{
    char query[4096], time[32];
    const char *at = fields, *mark;
    int n = snprintf(query, sizeof(query), "{viewer{accounts(filter:{accountTag:\"%s\"}){",
                     SIM_ACCOUNT);

    minutes_ago(s, since, time);
    for (; (mark = strstr(at, "{SINCE}")) != NULL; at = mark + strlen("{SINCE}"))
        n += snprintf(query + n, sizeof(query) - (size_t)n, "%.*s\"%s\"", (int)(mark - at), at,
                      time);
    snprintf(query + n, sizeof(query) - (size_t)n, "%s}}}", at);
    return ask(s, 200, query, NULL);
}

/* The same, of which there must be no error: the rows that are called so. */
static inline json_t *ask_rows(struct sim *s, int since, const char *fields, const char *key)
{
    json_t *answer = ask_account(s, since, fields), *rows;
    char path[96];

    if (!json_is_null(json_object_get(answer, "errors")))
        fail_msg("%s: %s", fields, pick_text(answer, "errors.0.message"));
    snprintf(path, sizeof(path), GQL_ACCOUNT "%s", key);
    rows = json_incref((json_t *)(uintptr_t)pick(answer, path));
    json_decref(answer);
    return rows;
}

/* Sum of the counts of the operations since then that match the filter's members. */
static inline long long count_operations(struct sim *s, int since, const char *members)
{
    char fields[512];
    long long n = 0;
    json_t *rows;

    snprintf(fields, sizeof(fields),
             "o:queueMessageOperationsAdaptiveGroups(limit:10000,filter:{datetime_geq:{SINCE} %s})"
             "{count dimensions{datetimeMinute}}",
             members);
    rows = ask_rows(s, since, fields, "o");
    for (size_t i = 0; i < json_array_size(rows); i++)
        n += pick_int(json_array_get(rows, i), "count");
    json_decref(rows);
    return n;
}
