#include "tests/harness/inspect.h"

#include "base/memory/array.h"
#include "tests/harness/program/run.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 16 };

void inspect_start_term(struct inspect *i, const struct inspect_options *o)
{
    /* By name: rows that stand still are found where they are. */
    const char *argv[WORDS_MAX] = {run_find_cfqtop(), "--sort", "name"};
    const char *env[WORDS_MAX];
    char base[256], token[256];
    int n = 0;

    snprintf(base, sizeof(base), "CLOUDFLARE_API_BASE_URL=%s", sim_url(i->sim));
    snprintf(token, sizeof(token), "CLOUDFLARE_API_TOKEN=%s", o->token ? o->token : SIM_TOKEN);
    env[n++] = base;
    env[n++] = token;
    for (int k = 0; o->env && o->env[k] && n < WORDS_MAX - 1; k++)
        env[n++] = o->env[k];
    env[n] = NULL;
    for (int k = 0; o->args && o->args[k] && k < WORDS_MAX - 4; k++)
        argv[k + 3] = o->args[k];
    i->term = term_start(&(struct term_options){
        .cols = o->cols, .rows = o->rows, .argv = argv, .env = env, .home = o->home});
}

void inspect_start(struct inspect *i, const struct inspect_options *o)
{
    *i = (struct inspect){.sim = sim_start(NULL)};
    sim_seed(i->sim, o->seed ? o->seed : INSPECT_SEED);
    inspect_start_term(i, o);
}

void inspect_wait_queues(struct inspect *i)
{
    static const char *const rows[] = {"1 Queues 5", "billing +44", "email +1,918",
                                       "empty +0",   "orders +5",   "orders-dlq +312"};

    for (size_t k = 0; k < ARRAY_LEN(rows); k++)
        term_wait_text(i->term, rows[k]);
}

void inspect_start_queues(struct inspect *i, const struct inspect_options *o)
{
    inspect_start(i, o);
    inspect_wait_queues(i);
}

void inspect_open_orders(struct inspect *i)
{
    term_keys(i->term, "Down Down Down Enter");
    term_wait_text(i->term, "2 Messages . orders . peeked, no lease . 5");
}

void inspect_start_pulled(struct inspect *i)
{
    static const char *const args[] = {"--pull", "-t", "10m", "orders", NULL};

    inspect_start(i, &(struct inspect_options){.args = args});
    term_wait_text(i->term, "PULLED 5");
    term_wait_row(i->term, 0, "leases 5 \\(");
}

void inspect_stop(struct inspect *i)
{
    term_stop(i->term);
    sim_stop(i->sim);
    *i = (struct inspect){0};
}

/* The struct itself stood on the stack of the test that failed: only what it pointed to is left,
 * and that ends with this program (the simulator when its standard input does). */
int inspect_stop_all(void **state)
{
    return term_stop_all(state);
}
