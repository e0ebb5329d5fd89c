/* What the commands that measure are tried on: a queue that grows, one that is empty, one of which
 * nothing is known but its backlog. */
#pragma once

#include "tests/e2e/oneshot/oneshotkit.h"

#define FLOOD_ID "0123456789abcdef0123456789abcdef"

static const char *const env[] = {"LC_ALL=C.UTF-8", "XDG_CONFIG_HOME=/proc/nonexistent", base_url,
                                  state_home,       "CLOUDFLARE_API_TOKEN=" SIM_TOKEN,   NULL};

#define CFQTOP(r, ...) run_cfqtop((r), env, RUN_CAPTURE, __VA_ARGS__, NULL)

static int set_up(void **state)
{
    (void)state;
    sim_delete(sim, "/__sim/faults");
    sim_seed(sim,
             "{\"reset\":true,\"queues\":["
             "{\"name\":\"calm\",\"consumers\":[{\"type\":\"worker\"}]},"
             "{\"name\":\"flood\",\"id\":\"" FLOOD_ID "\",\"consumers\":[{\"type\":\"worker\"}],"
             "\"messages\":[{\"size\":100,\"count\":3000}],"
             "\"history\":[{\"minutes\":20,\"in\":500,\"out\":400}]}]}");
    sim_delete(sim, "/__sim/requests");
    return 0;
}

/* A queue of which neither history nor two measurements tell a trend. */
static inline void add_dim_queue(void)
{
    sim_seed(sim, "{\"queues\":[{\"name\":\"dim\",\"consumers\":[{\"type\":\"worker\"}],"
                  "\"messages\":[{\"size\":100,\"count\":3}]}]}");
}

static inline void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in \"%s\"", part, text);
}

static inline void assert_begins(const char *text, const char *part)
{
    if (strncmp(text, part, strlen(part)) != 0)
        fail_msg("\"%s\" does not begin with \"%s\"", text, part);
}

static inline void finish(struct run *r, int status)
{
    if (r->status != status)
        fail_msg("status %d, not %d: %s%s", r->status, status, r->out, r->err);
    run_free(r);
}

/* Lines of text; each has its end. */
static inline int count_lines(const char *text)
{
    int n = 0;

    for (; *text; text = strchr(text, '\n') + 1) {
        assert_non_null(strchr(text, '\n'));
        n++;
    }
    return n;
}
