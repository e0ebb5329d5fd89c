#include "tests/sim/fill/seed.h"

#include "base/memory/mem.h"
#include "body/decode/base64.h"
#include "tests/sim/control/options.h"
#include "tests/sim/fill/samples.h"
#include "tests/sim/fill/seed_life.h"
#include "tests/sim/http/jsontext.h"
#include "tests/sim/http/reply.h"
#include "tests/sim/world/random.h"
#include "tests/sim/world/rules.h"
#include "tests/sim/world/traffic.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SIM_SEEDS
#define SIM_SEEDS "tests/sim/seeds" /* the Makefile says where that is */
#endif

static const char *get_text(const json_t *object, const char *key, const char *otherwise)
{
    const json_t *value = json_object_get(object, key);

    return json_is_string(value) ? json_string_value(value) : otherwise;
}

static int64_t get_number(const json_t *object, const char *key, int64_t otherwise)
{
    const json_t *value = json_object_get(object, key);

    return json_is_number(value) ? (int64_t)json_number_value(value) : otherwise;
}

bool seed_set_consumer(struct sim_consumer *c, const json_t *from)
{
    const json_t *settings = json_object_get(from, "settings");
    struct sim_consumer new = *c;

    if (!reply_read_number(settings, "batch_size", 1, 100, c->batch_size, &new.batch_size) ||
        !reply_read_number(settings, "max_retries", 0, 100, c->max_retries, &new.max_retries) ||
        !reply_read_number(settings, "retry_delay", 0, 86400, c->retry_delay_s,
                           &new.retry_delay_s) ||
        !reply_read_number(settings, "max_wait_time_ms", 0, 60000, c->max_wait_ms,
                           &new.max_wait_ms) ||
        !reply_read_number(settings, "visibility_timeout_ms", 0, 43200000, c->visibility_timeout_ms,
                           &new.visibility_timeout_ms))
        return false;
    if (!json_is_null(json_object_get(settings, "max_concurrency")) &&
        !reply_read_number(settings, "max_concurrency", 1, 250, c->max_concurrency,
                           &new.max_concurrency))
        return false;
    *c = new;
    world_set_text(&c->script, get_text(from, "script_name", c->script));
    world_set_text(&c->dead_letter_queue,
                   get_text(from, "dead_letter_queue", c->dead_letter_queue));
    return true;
}

struct sim_consumer *seed_add_consumer(struct world *w, struct sim_queue *q, const json_t *from)
{
    const char *type = get_text(from, "type", "http_pull");
    enum sim_consumer_kind kind = strcmp(type, "worker") == 0      ? SIM_WORKER
                                  : strcmp(type, "http_pull") == 0 ? SIM_HTTP_PULL
                                                                   : SIM_OTHER_CONSUMER;
    struct sim_consumer *c = world_add_consumer(w, q, kind);
    const char *id = get_text(from, "consumer_id", NULL);
    char *settings = json_dumps(json_object_get(from, "settings"), JSON_COMPACT);

    world_set_text(&c->type, type);
    if (kind == SIM_OTHER_CONSUMER && settings)
        world_set_text(&c->settings, settings);
    if (id)
        snprintf(c->id, sizeof(c->id), "%s", id);
    free(settings);
    if (seed_set_consumer(c, from))
        return c;
    world_remove_consumer(q, c);
    return NULL;
}

static char *make_json(size_t n, uint64_t seed)
{
    static const char open[] = "{\"items\":[", close[] = "\"]}";
    struct buf out;
    char line[48];

    buf_init(&out, SIM_TEXT_BYTES);
    buf_append_str(&out, open);
    while (out.len + 100 < n) {
        random_hex(line, 40, seed + out.len);
        buf_print(&out, "{\"k\":\"%s\",\"n\":%zu},", line, out.len);
    }
    buf_append_byte(&out, '"');
    while (out.len + sizeof(close) - 1 < n)
        buf_append_byte(&out, 'x');
    buf_append_str(&out, close);
    return buf_take(&out);
}

/* The smallest JSON that make_json() can make is 14 bytes; shorter is a number. */
char *seed_make_body(const char *type, size_t n, uint64_t seed)
{
    char *raw;

    if (type && strcmp(type, "json") == 0 && n >= 14)
        return make_json(n, seed);
    raw = mem_new(n + 1, 1);
    for (size_t i = 0; i < n; i++) {
        uint64_t bits = random_mix(seed, i / 8) >> (i % 8 * 8);

        if (type && strcmp(type, "json") == 0)
            raw[i] = '7';
        else if (type && strcmp(type, "text") == 0)
            raw[i] = i % 64 == 63 ? '\n' : "abcdefghijklmnopqrstuvwxyz      "[bits & 31];
        else
            raw[i] = (char)(bits & 0xFF);
    }
    return raw;
}

/* The bytes of a message: "body" (text; another JSON value is kept as JSON text), "body_base64", or
 * made by "size". */
static char *read_raw(const json_t *from, const char *type, uint64_t seed, size_t *n)
{
    const json_t *body = json_object_get(from, "body");
    const char *coded = get_text(from, "body_base64", NULL);
    struct buf out;

    if (coded) {
        buf_init(&out, SIM_TEXT_BYTES);
        if (!base64_decode(coded, strlen(coded), &out))
            return NULL;
        *n = out.len;
        return buf_take(&out);
    }
    if (json_is_string(body)) {
        *n = json_string_length(body);
        return mem_copy_bytes(json_string_value(body), *n);
    }
    if (body) {
        char *text = json_dumps(body, JSON_COMPACT | JSON_ENCODE_ANY);

        *n = strlen(text);
        return text;
    }
    *n = (size_t)get_number(from, "size", 0);
    return seed_make_body(type, *n, seed);
}

static struct content *read_content(const json_t *from, uint64_t seed)
{
    const char *type = get_text(from, "content_type", NULL);
    const json_t *metadata = json_object_get(from, "metadata");
    const json_t *wire = json_object_get(from, "wire");
    const char *oddity = get_text(from, "oddity", NULL);
    struct content *c;
    size_t n = 0;
    char *raw;

    if (oddity)
        return samples_find(oddity);
    if (!type && !json_object_get(from, "content_type"))
        type = "text";
    raw = read_raw(from, type, seed, &n);
    if (!raw)
        return NULL;
    c = content_new(raw, n, type);
    if (json_is_string(wire))
        content_set_wire(c, json_string_value(wire), json_string_length(wire));
    if (metadata) {
        char *text = json_dumps(metadata, JSON_COMPACT | JSON_ENCODE_ANY);

        content_set_metadata(c, text);
        free(text);
    }
    return c;
}

static bool add_messages(struct world *w, struct sim_queue *q, const json_t *from)
{
    int64_t count = get_number(from, "count", 1), now = world_now(w);
    int64_t age = get_number(from, "age_ms", 0), step = get_number(from, "age_step_ms", 0);
    int64_t delay = get_number(from, "delay_ms", 0), attempts = get_number(from, "attempts", 0);
    const char *id = count == 1 ? get_text(from, "id", NULL) : NULL;
    struct content *c = read_content(from, w->last_serial);

    if (!c)
        return false;
    for (int64_t i = 0; i < count; i++) {
        struct sim_message *m = world_add_message(w, q, content_hold(c), id, now - age + i * step);

        m->attempts = attempts;
        if (delay > 0)
            world_delay_message(m, now + delay);
    }
    content_release(c);
    return true;
}

/* What says how a queue is, but not what is in it. */
static void set_queue(struct sim_queue *q, const json_t *from)
{
    const json_t *producers = json_object_get(from, "producers");

    q->paused = json_is_true(json_object_get(from, "paused"));
    q->retention_s = get_number(from, "retention", q->retention_s);
    q->delay_s = get_number(from, "delay", q->delay_s);
    q->created_ms = get_number(from, "created_ms", q->created_ms);
    q->modified_ms = q->created_ms;
    if (json_object_get(from, "jurisdiction"))
        world_set_text(&q->jurisdiction, get_text(from, "jurisdiction", ""));
    if (json_is_array(producers)) {
        free(q->producers);
        q->producers = json_dumps(producers, JSON_COMPACT);
        q->n_producers = json_array_size(producers);
    }
    world_touch_queue(q, q->modified_ms);
}

static const char *add_queue(struct world *w, const json_t *from)
{
    const char *name = get_text(from, "name", NULL);
    size_t account = (size_t)get_number(from, "account", 0);
    const json_t *consumers, *messages;
    struct sim_queue *q;

    if (!name || account >= w->n_accounts)
        return "a queue needs a name, and an account that exists";
    q = world_find_name(w, account, name);
    if (!q)
        q = world_add_queue(w, account, name, get_text(from, "id", NULL));
    if (!q)
        return "the queue's id is taken";
    set_queue(q, from);
    consumers = json_object_get(from, "consumers");
    for (size_t i = 0; i < json_array_size(consumers); i++)
        if (!seed_add_consumer(w, q, json_array_get(consumers, i)))
            return "a consumer's settings are out of bounds";
    messages = json_object_get(from, "messages");
    for (size_t i = 0; i < json_array_size(messages); i++)
        if (!add_messages(w, q, json_array_get(messages, i)))
            return "a message's body_base64 is not base64, or its oddity has no such name";
    return NULL;
}

/* When all queues are there: the past of one may be that of its dead letters too. */
static const char *start_life(struct world *w, const json_t *from)
{
    size_t account = (size_t)get_number(from, "account", 0);

    return seed_life(w, world_find_name(w, account, get_text(from, "name", "")), from);
}

/* Queues "queue-00001" ... with a consumer of changing kind, for long lists. */
static const char *generate_queues(struct world *w, int64_t n, const json_t *history)
{
    const char *reason = NULL;

    for (int64_t i = 1; i <= n && !reason; i++) {
        char name[32];
        struct sim_queue *q;

        snprintf(name, sizeof(name), "queue-%05d", (int)i);
        q = world_add_queue(w, 0, name, NULL);
        if (q && i % 3 != 0)
            world_add_consumer(w, q, i % 3 == 1 ? SIM_HTTP_PULL : SIM_WORKER);
        if (q)
            reason = seed_history(w, q, history);
    }
    return reason;
}

static void print_about(FILE *f, const char *path)
{
    json_t *seed = json_load_file(path, 0, NULL);
    const char *name = strrchr(path, '/') + 1;

    fprintf(f, "| `%.*s` | %s |\n", (int)strcspn(name, "."), name,
            get_text(seed, "about", "not JSON, or without \"about\""));
    json_decref(seed);
}

void seed_print_index(FILE *f)
{
    glob_t found = {0};

    fprintf(f, "| name | what is in it, and for what |\n|---|---|\n");
    if (glob(SIM_SEEDS "/*.json", 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            print_about(f, found.gl_pathv[i]);
    globfree(&found);
}

static void reset(struct world *w)
{
    traffic_clear(w->traffic);
    world_reset(w);
}

bool seed_apply_named(struct world *w, const char *name, const char **reason)
{
    char *path = mem_print("%s/%s.json", SIM_SEEDS, name);
    json_t *seed = strchr(name, '/') ? NULL : json_load_file(path, 0, NULL);
    bool applied;

    free(path);
    *reason = "no such seed in tests/sim/seeds, or it is not JSON";
    if (!seed)
        return false;
    reset(w);
    applied = seed_apply(w, seed, reason);
    json_decref(seed);
    return applied;
}

bool seed_apply(struct world *w, const json_t *seed, const char **reason)
{
    const json_t *queues = json_object_get(seed, "queues");
    const json_t *options = json_object_get(seed, "options");
    char why[OPTIONS_REASON];
    const char *name = get_text(seed, "name", NULL);

    if (name)
        return seed_apply_named(w, name, reason);

    if (json_is_true(json_object_get(seed, "reset")))
        reset(w);
    *reason = "options has something that README.md does not know";
    if (options && !options_read(&w->options, options, why))
        return false;
    for (size_t i = 0; i < json_array_size(queues); i++) {
        *reason = add_queue(w, json_array_get(queues, i));
        if (*reason)
            return false;
    }
    for (size_t i = 0; i < json_array_size(queues); i++) {
        *reason = start_life(w, json_array_get(queues, i));
        if (*reason)
            return false;
    }
    *reason = generate_queues(w, get_number(seed, "generate_queues", 0),
                              json_object_get(seed, "generate_history"));
    return !*reason;
}
