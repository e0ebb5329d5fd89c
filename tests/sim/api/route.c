#include "tests/sim/api/route.h"

#include "base/memory/array.h"
#include "tests/sim/graphql/api_graphql.h"

#include <stdio.h>
#include <string.h>

#define QUEUES "/accounts/{account}/queues"
#define QUEUE  QUEUES "/{queue}"

static const struct route routes[] = {
    {"GET", "/accounts", "accounts", false, 0, api_list_accounts},
    {"GET", "/user/tokens/verify", "verify", false, 0, api_verify_token},
    {"GET", "/accounts/{account}/tokens/verify", "verify", false, 0, api_verify_token},
    {"GET", QUEUES, "list", false, 0, api_list_queues},
    {"POST", QUEUES, "create", true, 0, api_create_queue},
    {"GET", QUEUE, "queue", false, 11000, api_get_queue},
    {"PATCH", QUEUE, "patch", true, 11000, api_update_queue},
    {"PUT", QUEUE, "patch", true, 11000, api_update_queue},
    {"DELETE", QUEUE, "delete", true, 11000, api_delete_queue},
    {"GET", QUEUE "/metrics", "metrics", false, 11000, api_get_metrics},
    {"GET", QUEUE "/consumers", "consumers", false, 11000, api_list_consumers},
    {"POST", QUEUE "/consumers", "consumer_create", true, 11000, api_create_consumer},
    {"GET", QUEUE "/consumers/{item}", "consumer", false, 11000, api_get_consumer},
    {"PUT", QUEUE "/consumers/{item}", "consumer_update", true, 11000, api_update_consumer},
    {"DELETE", QUEUE "/consumers/{item}", "consumer_delete", true, 11000, api_delete_consumer},
    {"GET", QUEUE "/purge", "purge_status", false, 11000, api_get_purge},
    {"POST", QUEUE "/purge", "purge_queue", true, 11000, api_purge_queue},
    {"POST", QUEUE "/messages", "push", true, 10104, api_push},
    {"POST", QUEUE "/messages/batch", "push", true, 10104, api_push_batch},
    {"POST", QUEUE "/messages/pull", "pull", true, 0, api_pull},
    {"POST", QUEUE "/messages/peek", "peek", false, 0, api_peek},
    {"POST", QUEUE "/messages/ack", "ack", true, 0, api_ack},
    {"POST", QUEUE "/messages/purge", "purge", true, 0, api_purge_refs},
    {"POST", QUEUE "/messages/extend", "extend", true, 0, api_extend},
    {"POST", "/graphql", "graphql", false, 0, api_graphql},
};

void routes_print_index(FILE *f)
{
    fprintf(f, "| op | request | changes the account |\n|---|---|---|\n");
    for (size_t i = 0; i < ARRAY_LEN(routes); i++)
        fprintf(f, "| `%s` | %s `%s` | %s |\n", routes[i].op, routes[i].method, routes[i].pattern,
                routes[i].changes_state ? "yes" : "");
}

/* Where a segment of that pattern is kept. */
static char *find_slot(struct route_match *m, const char *pattern)
{
    return pattern[1] == 'a' ? m->account : pattern[1] == 'q' ? m->queue : m->item;
}

static bool match(const char *pattern, const char *path, struct route_match *m)
{
    while (*pattern && *path) {
        size_t n = 1 + strcspn(path + 1, "/"), want = 1 + strcspn(pattern + 1, "/");

        if (pattern[1] == '{') {
            if (n < 2 || n > sizeof(m->account))
                return false;
            snprintf(find_slot(m, pattern + 1), sizeof(m->account), "%.*s", (int)n - 1, path + 1);
        } else if (n != want || memcmp(path, pattern, n) != 0) {
            return false;
        }
        path += n;
        pattern += want;
    }
    return !*pattern && !*path;
}

bool route_has_own_rules(const struct route *route)
{
    return route && route->handler == api_graphql;
}

struct route_match route_find(const char *method, const char *path)
{
    struct route_match found = {0};

    for (size_t i = 0; i < ARRAY_LEN(routes); i++) {
        struct route_match m = {.route = &routes[i]};

        if (!match(routes[i].pattern, path, &m))
            continue;
        if (strcmp(routes[i].method, method) == 0)
            return m;
        found.other_method = true;
    }
    return found;
}
