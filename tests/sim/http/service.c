#include "tests/sim/http/service.h"

#include "tests/sim/http/auth.h"
#include "tests/sim/http/limit.h"
#include "tests/sim/world/rules.h"
#include "tests/sim/world/traffic.h"

#include <string.h>

void service_init(struct service *s, uint64_t seed)
{
    *s = (struct service){.faults = faults_new()};
    world_init(&s->world, seed);
    s->world.traffic = traffic_new(&s->world);
    journal_init(&s->journal);
}

void service_free(struct service *s)
{
    traffic_free(s->world.traffic);
    world_free(&s->world);
    journal_free(&s->journal);
    faults_free(s->faults);
}

/* The index of the account, or n_accounts. */
static size_t find_account(const struct world *w, const char *id)
{
    size_t i = 0;

    while (i < w->n_accounts && strcmp(w->accounts[i].id, id) != 0)
        i++;
    return i;
}

void service_catch_up(struct service *s)
{
    int64_t now = world_now(&s->world);

    traffic_advance(s->world.traffic, &s->world, now);
    rules_settle(&s->world, now);
}

void service_begin(struct service *s, struct sim_request *q, struct service_call *call)
{
    const struct route *route;
    const struct sim_queue *queue = NULL;
    size_t account;

    service_catch_up(s);
    call->match = route_find(q->method, q->path);
    route = call->match.route;
    q->auth = auth_recognise(q);
    account = find_account(&s->world, call->match.account);
    if (account < s->world.n_accounts)
        queue = world_find_queue(&s->world, account, call->match.queue);
    call->fault = faults_take(s->faults, route ? route->op : "", queue);
    if (s->control)
        call->entry = journal_add(&s->journal, q, route ? route->op : "",
                                  queue ? queue->name : call->match.queue,
                                  route && route->changes_state, world_now(&s->world));
}

static bool check_credentials(struct service *s, struct sim_request *q, const struct route *route,
                              const struct route_match *m, struct sim_reply *r)
{
    bool verify = strcmp(route->op, "verify") == 0;
    bool is_bad = q->auth == AUTH_NONE || q->auth == AUTH_BAD;
    bool is_out = q->auth == AUTH_EXPIRED_TOKEN || q->auth == AUTH_DISABLED_TOKEN;

    if (is_bad && verify) {
        reply_error(r, 401, 1000, "Invalid API Token");
        return false;
    }
    if (is_bad || (is_out && !verify)) {
        reply_error(r, 401, 10000, "Authentication error");
        return false;
    }
    q->account = find_account(&s->world, m->account);
    if ((m->account[0] && q->account == s->world.n_accounts) ||
        (route->changes_state && q->auth == AUTH_READ_TOKEN)) {
        reply_error(r, 403, 10000, "Authentication error");
        return false;
    }
    return true;
}

static bool find_queue(struct service *s, struct sim_request *q, const struct route *route,
                       const char *id, struct sim_reply *r)
{
    if (!id[0])
        return true;
    if (strlen(id) != 32 || strspn(id, "0123456789abcdef") != 32) {
        reply_error(r, 400, 10107, "queue ID is malformed");
        return false;
    }
    q->queue = world_find_queue(&s->world, q->account, id);
    if (q->queue)
        return true;
    reply_error(r, 404, route->not_found, "%s",
                route->not_found == 0 ? "Queue does not exist" : "queue not found");
    return false;
}

static void carry_out(struct service *s, struct sim_request *q, const struct route_match *m,
                      struct sim_reply *r)
{
    const struct route *route = m->route;
    int64_t now = world_now(&s->world);

    if (route_has_own_rules(route)) {
        route->handler(&s->world, q, r);
    } else if (!limit_count(&s->world, now)) {
        reply_error(r, 429, 971, "Please wait and consider throttling your request speed");
        r->retry_after_s = limit_read(&s->world, now).reset_s;
    } else if (!route && m->other_method) {
        reply_error(r, 405, 10405, "Method not allowed for this authentication scheme");
    } else if (!route) {
        reply_error(r, 404, 7003, "No route for the URI");
    } else if (check_credentials(s, q, route, m, r) && find_queue(s, q, route, m->queue, r)) {
        memcpy(q->item, m->item, strnlen(m->item, sizeof(q->item) - 1));
        route->handler(&s->world, q, r);
    }
}

void service_answer(struct service *s, struct sim_request *q, struct service_call *call,
                    struct sim_reply *r)
{
    service_catch_up(s);
    if (faults_do_work(&call->fault))
        carry_out(s, q, &call->match, r);
    else if (!route_has_own_rules(call->match.route))
        limit_count(&s->world, world_now(&s->world));
    service_catch_up(s);
    faults_spoil(&call->fault, &s->world, r);
    if (s->control)
        journal_set_status(&s->journal, call->entry, r->status);
}
