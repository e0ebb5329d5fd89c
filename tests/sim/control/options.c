#include "tests/sim/control/options.h"

#include "base/memory/array.h"

#include <stdio.h>
#include <string.h>

static void set_peek(struct sim_options *o, const char *name)
{
    static const char *const names[] = {
        [PEEK_OK] = "ok", [PEEK_405] = "405", [PEEK_10405] = "10405", [PEEK_404] = "404"};

    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (strcmp(name, names[i]) == 0)
            o->peek = (enum peek_mode)i;
}

bool options_read(struct sim_options *o, const json_t *from, char reason[OPTIONS_REASON])
{
    const char *peek = NULL, *numbers = NULL, *wrong;
    int plain_json = o->plain_json, extend = o->extend, streams = o->event_stream;
    json_int_t limit = o->rate_limit, latency = o->latency_ms, per_page = o->per_page_max;
    json_t *graphql = NULL;
    json_error_t err;

    if (json_unpack_ex((json_t *)(uintptr_t)from, &err, JSON_STRICT,
                       "{s?b, s?s, s?b, s?b, s?I, s?I, s?I, s?s, s?o}", "plain_json", &plain_json,
                       "peek", &peek, "extend", &extend, "event_stream", &streams, "rate_limit",
                       &limit, "latency_ms", &latency, "per_page_max", &per_page, "numbers",
                       &numbers, "graphql", &graphql) != 0) {
        snprintf(reason, OPTIONS_REASON, "%s", err.text);
        return false;
    }
    wrong = graphql ? gql_settings_read(&o->graphql, graphql) : NULL;
    if (wrong) {
        snprintf(reason, OPTIONS_REASON, "%s", wrong);
        return false;
    }
    o->plain_json = plain_json;
    o->extend = extend;
    o->event_stream = streams;
    o->rate_limit = limit;
    o->latency_ms = latency;
    o->per_page_max = per_page > 0 ? per_page : 1;
    if (peek)
        set_peek(o, peek);
    if (numbers)
        o->real_numbers = strcmp(numbers, "real") == 0;
    return true;
}
