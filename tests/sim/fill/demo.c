#include "tests/sim/fill/demo.h"

#include "base/memory/array.h"

#include <jansson.h>

#define MINUTE 60000LL
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

enum { PAST_MINUTES = 360 };

/* producers: JSON as the API sends it, NULL for none. */
struct demo_queue {
    const char *name;
    const char *about;
    const char *producers;
    enum { BY_NOBODY, BY_WORKER, BY_PULL } consumer;
    const char *script;
    const char *dead_letters; /* NULL: none */
    int64_t retry_delay_s;
    int64_t max_concurrency; /* 0: not set */
    int64_t lease_ms;        /* 0: the default */
    int64_t retention_s;     /* 0: the default */
    int64_t delay_s;
    const char *jurisdiction;
    bool paused;
};

static const struct demo_queue queues[] = {
    {.name = "prod-orders",
     .about = "84,210 orders, more every minute than its Worker takes; half a percent cannot be "
              "digested",
     .producers = "[{\"type\":\"worker\",\"script\":\"checkout\"}]",
     .consumer = BY_WORKER,
     .script = "order-worker",
     .dead_letters = "prod-orders-dlq",
     .retry_delay_s = 10},
    {.name = "prod-orders-dlq",
     .about = "312 orders that could not be digested, the oldest two days old; can be pulled from",
     .consumer = BY_PULL},
    {.name = "prod-email",
     .about = "bursts of 900 every four minutes; two producers; its dead-letter queue is empty",
     .producers = "[{\"type\":\"worker\",\"script\":\"checkout\"},"
                  "{\"type\":\"worker\",\"script\":\"newsletter\"}]",
     .consumer = BY_WORKER,
     .script = "mailer",
     .dead_letters = "prod-email-dlq",
     .max_concurrency = 10},
    {.name = "prod-email-dlq", .about = "empty"},
    {.name = "prod-billing",
     .about = "paused; 1,044 invoices wait; jurisdiction eu",
     .producers = "[{\"type\":\"worker\",\"script\":\"ledger\"}]",
     .consumer = BY_PULL,
     .dead_letters = "prod-billing-dlq",
     .lease_ms = 120000,
     .jurisdiction = "eu",
     .paused = true},
    {.name = "prod-billing-dlq",
     .about = "two invoices; dead-letter queue of two queues",
     .jurisdiction = "eu"},
    {.name = "prod-invoices",
     .about = "can be pulled from, with leases of a minute; kept for 14 days",
     .producers = "[{\"type\":\"worker\",\"script\":\"ledger\"}]",
     .consumer = BY_PULL,
     .dead_letters = "prod-billing-dlq",
     .retry_delay_s = 60,
     .lease_ms = 60000,
     .retention_s = 1209600,
     .jurisdiction = "eu"},
    {.name = "prod-webhooks",
     .about = "a Worker that keeps up; messages are delayed by 5 s",
     .producers = "[{\"type\":\"worker\",\"script\":\"payments\"}]",
     .consumer = BY_WORKER,
     .script = "webhook-sender",
     .retry_delay_s = 30,
     .max_concurrency = 20,
     .delay_s = 5},
    {.name = "prod-image-resize",
     .about = "empty; filled by an R2 bucket",
     .producers = "[{\"type\":\"r2_bucket\",\"bucket_name\":\"product-photos\"}]",
     .consumer = BY_WORKER,
     .script = "image-resize"},
    {.name = "prod-search-index",
     .about = "a Worker that keeps up with bursts",
     .producers = "[{\"type\":\"worker\",\"script\":\"catalogue\"}]",
     .consumer = BY_WORKER,
     .script = "indexer"},
    {.name = "prod-audit-log",
     .about = "12,400 messages that nobody takes, the oldest two hours from the end of 14 days",
     .producers = "[{\"type\":\"worker\",\"script\":\"gateway\"}]",
     .retention_s = 1209600},
    {.name = "staging-events",
     .about = "every body by name, in this order",
     .producers = "[{\"type\":\"worker\",\"script\":\"staging-web\"}]",
     .consumer = BY_PULL},
    {.name = "staging-orders",
     .about = "empty, without consumer",
     .producers = "[{\"type\":\"worker\",\"script\":\"staging-checkout\"}]"},
};

static const struct {
    const char *queue;
    struct traffic_flow is;
} flows[] = {
    {"prod-orders",
     {.kind = SAMPLE_ORDER,
      .made = 2055,
      .taken = 815,
      .swing_percent = 25,
      .period_s = 180,
      .bad_permille = 5}},
    {"prod-email",
     {.kind = SAMPLE_EMAIL,
      .made = 40,
      .taken = 350,
      .swing_percent = 10,
      .period_s = 90,
      .burst = 900,
      .burst_s = 240}},
    {"prod-billing",
     {.kind = SAMPLE_INVOICE, .made = 6, .taken = 120, .swing_percent = 50, .period_s = 240}},
    {"prod-invoices",
     {.kind = SAMPLE_INVOICE, .made = 22, .taken = 23, .swing_percent = 60, .period_s = 300}},
    {"prod-webhooks",
     {.kind = SAMPLE_WEBHOOK,
      .made = 900,
      .taken = 1120,
      .swing_percent = 40,
      .period_s = 120,
      .burst = 240,
      .burst_s = 95}},
    {"prod-search-index",
     {.kind = SAMPLE_SEARCH,
      .made = 300,
      .taken = 900,
      .swing_percent = 30,
      .period_s = 60,
      .burst = 180,
      .burst_s = 40}},
    {"prod-audit-log", {.kind = SAMPLE_AUDIT, .made = 12}},
};

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
    {"prod-orders-dlq", SAMPLE_BAD_ORDER, 40, 2 * DAY + 3 * HOUR, 14 * HOUR, 3, 0},
    {"prod-orders-dlq", SAMPLE_BAD_ORDER, 60, 14 * HOUR, 80 * MINUTE, 3, 0},
    {"prod-orders-dlq", SAMPLE_BAD_ORDER, 212, 80 * MINUTE, 20000, 3, 0},
    {"prod-email", SAMPLE_EMAIL, 918, 2 * MINUTE + 10000, 0, 1, 0},
    {"prod-billing", SAMPLE_INVOICE, 1044, 2 * HOUR + 48 * MINUTE, 4000, 1, 0},
    {"prod-billing-dlq", SAMPLE_INVOICE, 2, 19 * HOUR, 6 * HOUR, 0, 0},
    {"prod-invoices", SAMPLE_INVOICE, 96, 4 * MINUTE, 1000, 1, 0},
    {"prod-webhooks", SAMPLE_WEBHOOK, 130, 9000, 0, 2, 0},
    {"prod-audit-log", SAMPLE_AUDIT, 12400, 13 * DAY + 22 * HOUR, 3000, 0, 0},
};

/* Most were tried once; few are at the end of their attempts. */
static int64_t choose_attempts(struct sim_random *r, int most)
{
    uint32_t dice = random_below(r, 100);

    if (most == 0)
        return 0;
    return dice < 70 ? 1 : dice < 90 || most < 3 ? most / 2 + most % 2 : most;
}

static void fill_stock(struct world *w, int64_t now)
{
    struct sim_random r = {.state = w->seed};

    for (size_t i = 0; i < ARRAY_LEN(stock); i++) {
        struct sim_queue *q = world_find_name(w, 0, stock[i].queue);
        int64_t span = stock[i].oldest_ms - stock[i].newest_ms;

        for (int k = 0; k < stock[i].count; k++) {
            int64_t age = stock[i].oldest_ms - span * k / stock[i].count;
            bool bad = random_below(&r, 1000) < (uint32_t)stock[i].bad_permille;
            struct content *c =
                traffic_take_body(w->traffic, bad ? SAMPLE_BAD_ORDER : stock[i].kind);
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

static void add_consumer(struct world *w, struct sim_queue *q, const struct demo_queue *from)
{
    struct sim_consumer *c;

    if (from->consumer == BY_NOBODY)
        return;
    c = world_add_consumer(w, q, from->consumer == BY_WORKER ? SIM_WORKER : SIM_HTTP_PULL);
    c->created_ms = q->created_ms + 5 * MINUTE;
    c->retry_delay_s = from->retry_delay_s;
    if (from->script)
        world_set_text(&c->script, from->script);
    if (from->dead_letters)
        world_set_text(&c->dead_letter_queue, from->dead_letters);
    if (from->max_concurrency > 0)
        c->max_concurrency = from->max_concurrency;
    if (from->lease_ms > 0)
        c->visibility_timeout_ms = from->lease_ms;
}

/* The i-th queue, made some months ago. */
static void add_queue(struct world *w, size_t i, int64_t now)
{
    const struct demo_queue *from = &queues[i];
    struct sim_queue *q = world_add_queue(w, 0, from->name, NULL);

    q->created_ms = now - (int64_t)(200 - 11 * i) * DAY - (int64_t)i * 7 * MINUTE;
    q->paused = from->paused;
    q->delay_s = from->delay_s;
    if (from->retention_s > 0)
        q->retention_s = from->retention_s;
    if (from->jurisdiction)
        world_set_text(&q->jurisdiction, from->jurisdiction);
    if (from->producers) {
        json_t *list = json_loads(from->producers, 0, NULL);

        world_set_text(&q->producers, from->producers);
        q->n_producers = json_array_size(list);
        json_decref(list);
    }
    add_consumer(w, q, from);
    world_touch_queue(q, q->created_ms + (int64_t)i * DAY);
}

void demo_print_index(FILE *f)
{
    fprintf(f, "| queue | what is in it |\n|---|---|\n");
    for (size_t i = 0; i < ARRAY_LEN(queues); i++)
        fprintf(f, "| `%s` | %s |\n", queues[i].name, queues[i].about);
}

void demo_start(struct world *w)
{
    int64_t now = world_now(w);

    for (size_t i = 0; i < ARRAY_LEN(queues); i++)
        add_queue(w, i, now);
    fill_stock(w, now);
    fill_oddities(w, now);
    for (size_t i = 0; i < ARRAY_LEN(flows); i++) {
        struct sim_queue *q = world_find_name(w, 0, flows[i].queue);

        traffic_set(w->traffic, q, &flows[i].is, now);
        traffic_make_past(w->traffic, w, q, PAST_MINUTES, now);
    }
}
