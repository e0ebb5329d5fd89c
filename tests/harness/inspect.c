#include "tests/harness/inspect.h"

#include "tests/harness/run.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 16 };

const char *inspect_seed(void)
{
    return "{\"reset\":true,\"queues\":["
           "{\"name\":\"orders\",\"consumers\":[{\"type\":\"http_pull\","
           "\"dead_letter_queue\":\"orders-dlq\",\"settings\":{\"max_retries\":3,"
           "\"batch_size\":10,\"visibility_timeout_ms\":30000,\"retry_delay\":0}}],"
           "\"messages\":["
           "{\"body\":\"hello world\",\"content_type\":\"text\",\"age_ms\":5000},"
           "{\"body\":\"{\\\"type\\\":\\\"order.paid\\\",\\\"id\\\":88126,\\\"total\\\":12.50,"
           "\\\"total\\\":1E5}\",\"content_type\":\"json\",\"age_ms\":180000000,\"attempts\":2},"
           "{\"body_base64\":\"AAECA0hlbGxv/w==\",\"content_type\":\"bytes\",\"age_ms\":3700000},"
           "{\"body_base64\":\"/w9vIgJpZEkCewE=\",\"content_type\":\"v8\",\"age_ms\":60000},"
           "{\"body\":\"no type at all\",\"content_type\":null,\"age_ms\":1000}]},"
           "{\"name\":\"orders-dlq\",\"consumers\":[{\"type\":\"http_pull\","
           "\"settings\":{\"max_retries\":3}}],\"messages\":[{\"body\":\"{\\\"n\\\":1}\","
           "\"content_type\":\"json\",\"age_ms\":1000,\"count\":312}]},"
           "{\"name\":\"email\",\"consumers\":[{\"type\":\"worker\",\"script_name\":\"mailer\","
           "\"dead_letter_queue\":\"\",\"settings\":{\"max_retries\":3}}],"
           "\"messages\":[{\"body\":\"a\",\"content_type\":\"text\",\"count\":1918}]},"
           "{\"name\":\"billing\",\"paused\":true,\"consumers\":[{\"type\":\"http_pull\","
           "\"settings\":{\"max_retries\":5}}],"
           "\"messages\":[{\"body\":\"b\",\"content_type\":\"text\",\"count\":44}]},"
           "{\"name\":\"empty\"}]}";
}

void inspect_start_term(struct inspect *i, const struct inspect_options *o)
{
    const char *argv[WORDS_MAX] = {run_find_cfqtop()};
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
    for (int k = 0; o->args && o->args[k] && k < WORDS_MAX - 2; k++)
        argv[k + 1] = o->args[k];
    i->term = term_start(&(struct term_options){
        .cols = o->cols, .rows = o->rows, .argv = argv, .env = env, .home = o->home});
}

void inspect_start(struct inspect *i, const struct inspect_options *o)
{
    *i = (struct inspect){.sim = sim_start(NULL)};
    sim_seed(i->sim, o->seed ? o->seed : inspect_seed());
    inspect_start_term(i, o);
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
