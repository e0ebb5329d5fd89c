#include "tests/sim/demo.h"

#include "tests/sim/seed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTE 60000LL
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

#define WORKER(script, dlq, extra)                                                                 \
    "\"consumers\":[{\"type\":\"worker\",\"script_name\":\"" script                                \
    "\",\"dead_letter_queue\":\"" dlq "\",\"settings\":{\"max_retries\":3" extra "}}]"
#define PULL(dlq, extra)                                                                           \
    "\"consumers\":[{\"type\":\"http_pull\",\"dead_letter_queue\":\"" dlq                          \
    "\",\"settings\":{\"max_retries\":3" extra "}}]"
#define FROM(script) "\"producers\":[{\"type\":\"worker\",\"script\":\"" script "\"}]"

static const char queues[] =
    "{\"queues\":["
    "{\"name\":\"prod-orders\"," FROM("checkout") "," WORKER(
        "order-worker", "prod-orders-dlq",
        ",\"retry_delay\":10,\"batch_size\":"
        "50") "},"
              "{\"name\":\"prod-orders-"
              "dlq\"," PULL(
                  "",
                  "") "},"
                      "{\"name\":\"prod-"
                      "email\","
                      "\"producers\":[{"
                      "\"type\":\"worker\","
                      "\"script\":"
                      "\"checkout\"},{"
                      "\"type\":\"worker\","
                      "\"script\":"
                      "\"newsletter\"}]"
                      "," WORKER("mailer",
                                 "prod-email-"
                                 "dlq",
                                 ",\"max_"
                                 "concurrency"
                                 "\":10") "},"
                                          "{\""
                                          "nam"
                                          "e\""
                                          ":\""
                                          "pro"
                                          "d-"
                                          "ema"
                                          "il-"
                                          "dlq"
                                          "\"}"
                                          ","
                                          "{\""
                                          "nam"
                                          "e\""
                                          ":\""
                                          "pro"
                                          "d-"
                                          "bil"
                                          "lin"
                                          "g\""
                                          ",\""
                                          "pau"
                                          "sed"
                                          "\":"
                                          "tru"
                                          "e,"
                                          "\"j"
                                          "uri"
                                          "sdi"
                                          "cti"
                                          "on"
                                          "\":"
                                          "\"e"
                                          "u\""
                                          "," FROM(
                                              "ledger") "," PULL("prod-billing-dlq",
                                                                 ",\"visibility_timeout_ms\":"
                                                                 "120000") "},"
                                                                           "{\"name\":\"prod-"
                                                                           "billing-dlq\","
                                                                           "\"jurisdiction\":"
                                                                           "\"eu\"},"
                                                                           "{\"name\":\"prod-"
                                                                           "invoices\","
                                                                           "\"jurisdiction\":"
                                                                           "\"eu\",\"retention\":"
                                                                           "1209600," FROM(
                                                                               "ledge"
                                                                               "r") "," PULL("prod-"
                                                                                             "billi"
                                                                                             "ng-"
                                                                                             "dlq",
                                                                                             ",\"re"
                                                                                             "try_"
                                                                                             "delay"
                                                                                             "\":"
                                                                                             "60,"
                                                                                             "\"vis"
                                                                                             "ibili"
                                                                                             "ty_"
                                                                                             "timeo"
                                                                                             "ut_"
                                                                                             "ms\":"
                                                                                             "6000"
                                                                                             "0") "},"
                                                                                                  "{\"name\""
                                                                                                  ":\"prod-"
                                                                                                  "webhooks"
                                                                                                  "\","
                                                                                                  "\"delay\""
                                                                                                  ":5," FROM("payments") "," WORKER(
                                                                                                      "webho"
                                                                                                      "ok-"
                                                                                                      "sende"
                                                                                                      "r",
                                                                                                      "",
                                                                                                      ",\"re"
                                                                                                      "try_"
                                                                                                      "delay"
                                                                                                      "\":"
                                                                                                      "30,"
                                                                                                      "\"max"
                                                                                                      "_conc"
                                                                                                      "urren"
                                                                                                      "cy\":"
                                                                                                      "20") "},"
                                                                                                            "{\"name\":\"prod-image-resize\",\"producers\":[{\"type\":\"r2_bucket\",\"bucket_name\":"
                                                                                                            "\"product-photos\"}]," WORKER(
                                                                                                                "image-resize",
                                                                                                                "",
                                                                                                                "") "},"
                                                                                                                    "{\"name\":\"prod-search-index\"," FROM("catalogue") "," WORKER(
                                                                                                                        "indexer",
                                                                                                                        "",
                                                                                                                        "") "},"
                                                                                                                            "{\"name\":\"prod-audit-log\",\"retention\":1209600," FROM(
                                                                                                                                "gateway") "},"
                                                                                                                                           "{\"name\":\"staging-events\"," FROM("staging-web") "," PULL(
                                                                                                                                               "",
                                                                                                                                               ",\"visibility_timeout_ms\":30000") "},"
                                                                                                                                                                                   "{\"name\":\"staging-orders\"," FROM(
                                                                                                                                                                                       "staging-checkout") "}"
                                                                                                                                                                                                           "]}";

const struct demo_flow demo_flows[] = {
    {.queue = "prod-orders",
     .kind = SAMPLE_ORDER,
     .made = 2055,
     .taken = 815,
     .swing_percent = 25,
     .period_s = 180,
     .bad_permille = 5},
    {.queue = "prod-email",
     .kind = SAMPLE_EMAIL,
     .made = 40,
     .taken = 350,
     .swing_percent = 10,
     .period_s = 90,
     .burst = 900,
     .burst_s = 240},
    {.queue = "prod-billing",
     .kind = SAMPLE_INVOICE,
     .made = 6,
     .taken = 120,
     .swing_percent = 50,
     .period_s = 240},
    {.queue = "prod-invoices",
     .kind = SAMPLE_INVOICE,
     .made = 22,
     .taken = 23,
     .swing_percent = 60,
     .period_s = 300},
    {.queue = "prod-webhooks",
     .kind = SAMPLE_WEBHOOK,
     .made = 900,
     .taken = 1120,
     .swing_percent = 40,
     .period_s = 120,
     .burst = 240,
     .burst_s = 95},
    {.queue = "prod-search-index",
     .kind = SAMPLE_SEARCH,
     .made = 300,
     .taken = 900,
     .swing_percent = 30,
     .period_s = 60,
     .burst = 180,
     .burst_s = 40},
    {.queue = "prod-audit-log", .kind = SAMPLE_AUDIT, .made = 12},
};
const size_t demo_n_flows = sizeof(demo_flows) / sizeof(demo_flows[0]);

/* What lies in the queues at the start, oldest first, ages falling evenly. */
static const struct {
    const char *queue;
    enum sample_kind kind;
    int count;
    int64_t oldest_ms;
    int64_t newest_ms;
    int attempts;     /* up to so many */
    int bad_permille; /* SAMPLE_BAD_ORDER instead */
} stock[] = {
    {"prod-orders", SAMPLE_ORDER, 84210, 41 * MINUTE + 12000, 0, 0, 5},
    {"prod-orders-dlq", SAMPLE_BAD_ORDER, 312, 2 * DAY + 3 * HOUR, 20000, 3, 0},
    {"prod-email", SAMPLE_EMAIL, 918, 2 * MINUTE + 10000, 0, 1, 0},
    {"prod-billing", SAMPLE_INVOICE, 1044, 2 * HOUR + 48 * MINUTE, 4000, 1, 0},
    {"prod-billing-dlq", SAMPLE_INVOICE, 2, 19 * HOUR, 6 * HOUR, 0, 0},
    {"prod-invoices", SAMPLE_INVOICE, 96, 4 * MINUTE, 1000, 1, 0},
    {"prod-webhooks", SAMPLE_WEBHOOK, 130, 9000, 0, 2, 0},
    {"prod-audit-log", SAMPLE_AUDIT, 12400, 13 * DAY + 22 * HOUR, 3000, 0, 0},
};

void demo_pool_init(struct demo_pool *p, enum sample_kind kind, uint64_t seed)
{
    struct sim_random r = {.state = random_mix(seed, kind)};

    *p = (struct demo_pool){.next = 0};
    for (size_t i = 0; i < sizeof(p->items) / sizeof(p->items[0]); i++) {
        p->items[i] = samples_make(kind, &r);
        p->items[i]->poison = kind == SAMPLE_BAD_ORDER;
    }
}

void demo_pool_free(struct demo_pool *p)
{
    for (size_t i = 0; i < sizeof(p->items) / sizeof(p->items[0]); i++)
        content_release(p->items[i]);
}

struct content *demo_pool_take(struct demo_pool *p)
{
    return content_hold(p->items[p->next++ % (sizeof(p->items) / sizeof(p->items[0]))]);
}

/* Most were tried once; few are at the end of their attempts. */
static int64_t choose_attempts(struct sim_random *r, int most)
{
    uint32_t dice = random_below(r, 100);

    if (most == 0)
        return 0;
    return dice < 70 ? 1 : dice < 90 || most < 3 ? most / 2 + most % 2 : most;
}

static void fill_stock(struct world *w, struct demo_pool *pools, int64_t now)
{
    struct sim_random r = {.state = w->seed};

    for (size_t i = 0; i < sizeof(stock) / sizeof(stock[0]); i++) {
        struct sim_queue *q = world_find_name(w, 0, stock[i].queue);
        int64_t span = stock[i].oldest_ms - stock[i].newest_ms;

        for (int k = 0; k < stock[i].count; k++) {
            int64_t age = stock[i].oldest_ms - span * k / stock[i].count;
            bool bad = random_below(&r, 1000) < (uint32_t)stock[i].bad_permille;
            struct content *c = demo_pool_take(&pools[bad ? SAMPLE_BAD_ORDER : stock[i].kind]);
            struct sim_message *m = world_add_message(w, q, c, NULL, now - age);

            m->attempts = choose_attempts(&r, stock[i].attempts);
        }
    }
}

/* Every body type, the oldest three days old. */
static void fill_oddities(struct world *w, int64_t now)
{
    struct sim_queue *q = world_find_name(w, 0, "staging-events");
    struct content *c;
    size_t n = 0;

    while ((c = samples_pick(n)) != NULL) {
        int64_t age = 3 * DAY >> n;

        world_add_message(w, q, c, NULL, now - age)->attempts = (int64_t)(n % 4 == 1);
        n++;
    }
}

void demo_fill(struct world *w, struct demo_pool *pools, int64_t now)
{
    json_t *seed = json_loads(queues, 0, NULL);
    const char *reason = "the demo's own JSON is not JSON";

    if (!seed || !seed_apply(w, seed, &reason)) {
        fprintf(stderr, "cfqtop-sim: %s\n", reason);
        exit(1);
    }
    json_decref(seed);
    for (size_t i = 0; i < w->n_queues; i++) {
        struct sim_queue *q = w->queues[i];

        q->created_ms = now - (int64_t)(200 - 11 * i) * DAY - (int64_t)i * 7 * MINUTE;
        world_touch_queue(q, q->created_ms + (int64_t)i * DAY);
        for (size_t k = 0; k < q->n_consumers; k++)
            q->consumers[k].created_ms = q->created_ms + 5 * MINUTE;
    }
    fill_stock(w, pools, now);
    fill_oddities(w, now);
}
