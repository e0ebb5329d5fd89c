/* Queues: GET .../queues and GET .../queues/Q (mq_queue with its consumers and producers). */
#include "api/answer/decoding.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    CONSUMERS_MAX = 32, /* a queue has one, rarely two */
    PRODUCERS_MAX = 1000,
    SETTINGS_MAX = 32,
    SETTING_BYTES = 4000,
};

static size_t count_some(const json_t *list, size_t most)
{
    size_t n = json_array_size(list);

    return n < most ? n : most;
}

static enum consumer_kind read_kind(const char *type)
{
    if (type && strcmp(type, "worker") == 0)
        return CONSUMER_WORKER;
    if (type && strcmp(type, "notification") == 0)
        return CONSUMER_NOTIFICATION;
    return type && strcmp(type, "http_pull") == 0 ? CONSUMER_HTTP_PULL : CONSUMER_OTHER;
}

/* A JSON value as it was written, on one line. */
static void append_value(const struct envelope *e, const json_t *value, struct buf *out)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);

    if (text)
        cut_expand(&e->cut, text, strlen(text), out);
    free(text);
}

/* A list of destinations is their ids, "a@example.com, b@example.com". */
static const char *copy_setting(const struct envelope *e, const json_t *value, struct arena *arena)
{
    size_t n = json_array_size(value);
    struct buf out;
    const char *copy;

    buf_init(&out, SETTING_BYTES);
    if (!json_is_array(value))
        append_value(e, value, &out);
    for (size_t i = 0; i < n && !out.overflow; i++) {
        const json_t *item = json_array_get(value, i);
        const char *id = field_str(e, item, "id", arena);

        if (i)
            buf_append_str(&out, ", ");
        if (id)
            buf_append_str(&out, id);
        else
            append_value(e, item, &out);
    }
    if (n == 0 && json_is_array(value))
        buf_append_str(&out, "none");
    copy = out.overflow ? "too long to be shown" : arena_copy(arena, out.bytes, out.len);
    buf_free(&out);
    return copy;
}

static void read_settings(const struct envelope *e, json_t *settings, struct arena *arena,
                          struct consumer *c)
{
    size_t n = json_object_size(settings);
    const char *name;
    json_t *value;

    c->settings = arena_new(arena, n < SETTINGS_MAX ? n : SETTINGS_MAX, sizeof(*c->settings));
    json_object_foreach (settings, name, value)
        if (c->n_settings < SETTINGS_MAX)
            c->settings[c->n_settings++] = (struct consumer_setting){
                arena_copy(arena, name, strlen(name)), copy_setting(e, value, arena)};
}

/* Fixed by the platform, and in no answer: one message at a time, 100 retries, 10 s apart. */
static void fill_notification(struct consumer *c)
{
    if (c->batch_size < 0)
        c->batch_size = 1;
    if (c->max_retries < 0)
        c->max_retries = 100;
    if (c->retry_delay_s < 0)
        c->retry_delay_s = 10;
}

static void read_consumer(const struct envelope *e, const json_t *item, struct arena *arena,
                          struct consumer *c)
{
    static const struct field_int_row settings[] = {
        {"batch_size", offsetof(struct consumer, batch_size)},
        {"max_retries", offsetof(struct consumer, max_retries)},
        {"retry_delay", offsetof(struct consumer, retry_delay_s)},
        {"max_wait_time_ms", offsetof(struct consumer, max_wait_ms)},
        {"max_concurrency", offsetof(struct consumer, max_concurrency)},
        {"visibility_timeout_ms", offsetof(struct consumer, visibility_timeout_ms)},
    };
    /* The later names are those of older answers. */
    static const char *const scripts[] = {"script_name", "script", "service", NULL};

    c->type = field_str(e, item, "type", arena);
    c->kind = read_kind(c->type);
    c->id = field_str(e, item, "consumer_id", arena);
    c->script = field_first_str(e, item, scripts, arena);
    c->created_on = field_str(e, item, "created_on", arena);
    c->dead_letter_queue = field_str(e, item, "dead_letter_queue", arena);
    if (c->dead_letter_queue && !*c->dead_letter_queue) /* the API's word for none */
        c->dead_letter_queue = NULL;
    field_read_ints(json_object_get(item, "settings"), settings, ARRAY_LEN(settings), c);
    if (c->kind == CONSUMER_NOTIFICATION)
        fill_notification(c);
    if (c->kind == CONSUMER_NOTIFICATION || c->kind == CONSUMER_OTHER)
        read_settings(e, json_object_get(item, "settings"), arena, c);
}

static void read_consumers(const struct envelope *e, const json_t *list, struct arena *arena,
                           struct queue *q)
{
    size_t n = count_some(list, CONSUMERS_MAX);

    q->consumers = arena_new(arena, n, sizeof(*q->consumers));
    for (size_t i = 0; i < n; i++)
        if (json_is_object(json_array_get(list, i)))
            read_consumer(e, json_array_get(list, i), arena, &q->consumers[q->n_consumers++]);
}

static void read_producers(const struct envelope *e, const json_t *list, struct arena *arena,
                           struct queue *q)
{
    static const char *const names[] = {"script", "bucket_name", "service", NULL};
    size_t n = count_some(list, PRODUCERS_MAX);

    q->producers = arena_new(arena, n, sizeof(*q->producers));
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);

        if (json_is_object(item))
            q->producers[q->n_producers++] =
                (struct producer){.type = field_str(e, item, "type", arena),
                                  .name = field_first_str(e, item, names, arena)};
    }
}

/* false: the id is not fit for a URL. */
static bool read_queue(const struct envelope *e, const json_t *item, struct arena *arena,
                       struct queue *q)
{
    const json_t *settings = json_object_get(item, "settings");

    if (!field_id(item, "queue_id", q->id))
        return false;
    q->name = field_str(e, item, "queue_name", arena);
    if (!q->name)
        q->name = arena_copy(arena, q->id, strlen(q->id));
    q->created_on = field_str(e, item, "created_on", arena);
    q->modified_on = field_str(e, item, "modified_on", arena);
    q->jurisdiction = field_str(e, item, "jurisdiction", arena);
    q->producers_total = field_int(item, "producers_total_count");
    q->consumers_total = field_int(item, "consumers_total_count");
    q->delivery_delay_s = field_int(settings, "delivery_delay");
    q->retention_s = field_int(settings, "message_retention_period");
    q->paused = field_flag(settings, "delivery_paused");
    read_consumers(e, json_object_get(item, "consumers"), arena, q);
    read_producers(e, json_object_get(item, "producers"), arena, q);
    return true;
}

static bool read_rows(struct decoding *d, struct queue_page *page)
{
    size_t n = json_array_size(d->e.result), cursor = 0;
    struct slice list = {0}, row;
    bool keep_json = d->call->keep_json && envelope_find_result(&d->e, &list);

    if (!decoding_check_rows(d, n, "queue"))
        return false;
    page->items = arena_new(&page->arena, n, sizeof(*page->items));
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(d->e.result, i);
        struct queue *q = &page->items[page->n];
        bool written = keep_json && slice_next(&d->e.cut, list, &cursor, &row);

        if (!json_is_object(item))
            return decoding_refuse(d, "a queue in the answer is not an object");
        if (!read_queue(&d->e, item, &page->arena, q))
            continue;
        if (written)
            q->json = slice_copy(&d->e.cut, row, &page->arena);
        page->n++;
    }
    return true;
}

bool decode_queues(struct decoding *d)
{
    static const struct field_int_row info[] = {
        {"page", offsetof(struct queue_page, page)},
        {"per_page", offsetof(struct queue_page, per_page)},
        {"total_pages", offsetof(struct queue_page, total_pages)},
        {"total_count", offsetof(struct queue_page, total_count)},
    };
    struct queue_page *page = d->out->page = mem_new(1, sizeof(*page));

    d->keeps_rows = true;
    field_read_ints(json_object_get(d->e.root, "result_info"), info, ARRAY_LEN(info), page);
    if (!json_object_get(d->e.root, "result") || (d->e.result && !json_is_array(d->e.result)))
        return decoding_refuse(d, "the answer holds no list of queues");
    return read_rows(d, page);
}

bool decode_queue(struct decoding *d)
{
    struct queue_page *page = d->out->page = mem_new(1, sizeof(*page));
    struct slice row;

    d->keeps_rows = true;
    page->page = page->per_page = page->total_pages = page->total_count = -1;
    page->items = arena_new(&page->arena, 1, sizeof(*page->items));
    page->n = 1;
    if (!json_is_object(d->e.result) || !read_queue(&d->e, d->e.result, &page->arena, page->items))
        return decoding_refuse(d, "the answer holds no queue");
    if (d->call->keep_json && envelope_find_result(&d->e, &row))
        page->items->json = slice_copy(&d->e.cut, row, &page->arena);
    return true;
}
