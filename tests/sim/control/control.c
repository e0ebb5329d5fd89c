#include "tests/sim/control/control.h"

#include "base/memory/array.h"
#include "tests/sim/control/options.h"
#include "tests/sim/fill/seed.h"
#include "tests/sim/world/rules.h"

#include <stdlib.h>
#include <string.h>

static void answer_json(struct sim_reply *r, int status, json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);

    r->status = status;
    buf_clear(&r->body);
    buf_append_str(&r->body, text);
    free(text);
    json_decref(json);
}

static void refuse(struct sim_reply *r, const char *reason)
{
    answer_json(r, 400, json_pack("{s:s}", "error", reason));
}

static void get_clock(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    (void)q;
    answer_json(r, 200, json_pack("{s:I}", "now_ms", (json_int_t)world_now(&s->world)));
}

static void set_clock(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    const json_t *advance = json_object_get(q->json, "advance_ms");

    if (!json_is_integer(advance) || json_integer_value(advance) < 0) {
        refuse(r, "advance_ms is not a positive whole number");
        return;
    }
    s->world.clock_offset_ms += json_integer_value(advance);
    service_catch_up(s);
    get_clock(s, q, r);
}

static void add_fault(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    const char *reason;

    if (faults_add(s->faults, q->json, &reason))
        answer_json(r, 200, json_object());
    else
        refuse(r, reason);
}

static void clear_faults(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    (void)q;
    faults_clear(s->faults);
    answer_json(r, 200, json_object());
}

static void seed(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    const char *reason;

    if (seed_apply(&s->world, q->json, &reason))
        answer_json(r, 200, json_object());
    else
        refuse(r, reason);
}

static void set_options(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    char reason[OPTIONS_REASON];

    if (!options_read(&s->world.options, q->json, reason)) {
        refuse(r, reason);
        return;
    }
    s->world.rate_used = 0;
    s->world.gql_rates = (struct gql_rates){.windows = {{0}}};
    answer_json(r, 200, json_object());
}

static void get_requests(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    (void)q;
    answer_json(r, 200, json_incref(s->journal.list));
}

static void clear_requests(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    (void)q;
    journal_clear(&s->journal);
    answer_json(r, 200, json_object());
}

static json_t *describe_message(const struct world *w, const struct sim_message *m, int64_t now)
{
    const char *state = m->visible_ms <= now ? "ready" : m->leased ? "leased" : "delayed";
    char lease[SIM_TICKET_BYTES] = "";

    if (m->lease > 0)
        rules_print_lease(w, m, lease);
    return json_pack("{s:s, s:s, s:I, s:I, s:I, s:s?, s:I, s:s}", "id", m->id, "state", state,
                     "attempts", (json_int_t)m->attempts, "timestamp_ms",
                     (json_int_t)m->timestamp_ms, "visible_ms", (json_int_t)m->visible_ms,
                     "content_type", m->content->type, "body_bytes",
                     (json_int_t)m->content->raw_len, "lease_id", lease);
}

static void get_queue(struct service *s, struct sim_request *q, struct sim_reply *r)
{
    const char *name = q->path + strlen("/__sim/queues/");
    const struct sim_queue *queue = NULL;
    json_t *messages;

    service_catch_up(s);
    for (size_t i = 0; i < s->world.n_accounts && !queue; i++)
        queue = world_find_name(&s->world, i, name);
    if (!queue) {
        answer_json(r, 404, json_pack("{s:s}", "error", "no such queue"));
        return;
    }
    messages = json_array();
    for (const struct sim_message *m = queue->first; m; m = m->next)
        json_array_append_new(messages, describe_message(&s->world, m, world_now(&s->world)));
    answer_json(r, 200,
                json_pack("{s:s, s:s, s:b, s:o}", "name", queue->name, "id", queue->id, "paused",
                          queue->paused, "messages", messages));
}

static const struct {
    const char *method;
    const char *path; /* ends with / : what follows is the handler's */
    void (*answer)(struct service *s, struct sim_request *q, struct sim_reply *r);
    const char *example, *about;
} paths[] = {
    {"GET", "/__sim/clock", get_clock, "", "what time it is: `{\"now_ms\":N}`"},
    {"POST", "/__sim/clock", set_clock, "{\"advance_ms\": 90000}",
     "moves the clock forward: timestamps, Date of answers, leases, retention, window of the rate "
     "limit; delays of "
     "answers are real time"},
    {"POST", "/__sim/fault", add_fault, "{\"op\": \"pull\", \"kind\": \"hang\", \"count\": 1}",
     "something goes wrong, see below"},
    {"DELETE", "/__sim/faults", clear_faults, "", "ends all faults; what hangs goes on"},
    {"POST", "/__sim/seed", seed, "{\"name\": \"usual\"}", "fills the account, see below"},
    {"POST", "/__sim/options", set_options, "{\"peek\": \"10405\", \"extend\": false}",
     "plain_json, peek (ok, 405, 10405, 404), extend, event_stream (metrics come as a stream where "
     "that is asked for; with --demo they do), rate_limit (requests per 300 s, 0: none), "
     "latency_ms (before each answer), per_page_max, numbers (int, real), graphql (see below)"},
    {"GET", "/__sim/requests", get_requests, "",
     "what was asked, oldest first: method, path, query, body, op, queue, status (0: not yet "
     "answered), auth, changes_state, time_ms, connection, user_agent, rate_limit_type"},
    {"DELETE", "/__sim/requests", clear_requests, "", "forgets them"},
    {"GET", "/__sim/queues/", get_queue, "",
     "a queue by name: its messages with id, state (ready, leased, delayed), attempts, "
     "timestamp_ms, visible_ms, content_type, body_bytes, lease_id"},
};

void control_print_index(FILE *f)
{
    fprintf(f, "| path | example | does |\n|---|---|---|\n");
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        const char *code = *paths[i].example ? "`" : "";
        size_t n = strlen(paths[i].path);

        fprintf(f, "| %s `%s%s` | %s%s%s | %s |\n", paths[i].method, paths[i].path,
                paths[i].path[n - 1] == '/' ? "NAME" : "", code, paths[i].example, code,
                paths[i].about);
    }
}

void control_answer(struct service *s, struct sim_request *q, struct sim_reply *r, bool *release)
{
    if (strcmp(q->method, "POST") == 0) {
        q->json = json_loadb(q->body.bytes ? q->body.bytes : "", q->body.len, JSON_ALLOW_NUL, NULL);
        if (!json_is_object(q->json)) {
            refuse(r, "the body is not a JSON object");
            return;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
        size_t n = strlen(paths[i].path);
        bool open = paths[i].path[n - 1] == '/';

        if (strcmp(q->method, paths[i].method) != 0 ||
            strncmp(q->path, paths[i].path, open ? n : n + 1) != 0)
            continue;
        paths[i].answer(s, q, r);
        *release = paths[i].answer == clear_faults;
        return;
    }
    answer_json(r, 404, json_pack("{s:s}", "error", "no such control path"));
}
