/* The app without a terminal, a network or a clock: presses keys, plays the fetch thread, and keeps
 * every request that came out.  Times are invented and start at KIT_START. */
#pragma once

#include "app/app.h"
#include "app/change/trash.h"
#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KIT_START ((struct instant){1000000, 1795000000000})

struct kit_call {
    struct request *request;
    bool answered;
};

struct kit {
    struct app *app;
    struct instant now;
    struct kit_call *sent; /* oldest first */
    size_t n;
};

/* Takes what the app wants to send. */
static inline void kit_take(struct kit *k)
{
    struct request *r;

    while ((r = app_take_request(k->app)) != NULL) {
        MEM_GROW(k->sent, k->n);
        k->sent[k->n++] = (struct kit_call){r, false};
    }
}

static inline struct app_config kit_config(void)
{
    struct app_config config = {.account_id = "acc", .credential = "token"};

    option_values_init(&config.options);
    config.options.numbers[OPT_SORT] = SORT_WISH_NAME; /* rows that stand still */
    return config;
}

static inline void kit_set_sizes(struct kit *k, size_t rows)
{
    struct app_sizes sizes = {rows, rows, rows, 80, rows, 80};

    app_settle(k->app);
    app_set_sizes(k->app, &sizes, k->now);
    kit_take(k);
}

static inline void kit_start(struct kit *k, struct app_config config)
{
    *k = (struct kit){.now = KIT_START};
    k->app = app_new(&config, k->now);
    k->app->watch.again_mono_ms = INT64_MAX; /* no streams, as if the server had said so */
    kit_set_sizes(k, 20);
}

static inline void kit_free(struct kit *k)
{
    app_free(k->app);
    for (size_t i = 0; i < k->n; i++)
        request_free(k->sent[i].request);
    free(k->sent);
}

/* How many calls of op were sent. */
static inline size_t kit_count(const struct kit *k, enum op op)
{
    size_t count = 0;

    for (size_t i = 0; i < k->n; i++)
        count += k->sent[i].request->kind == REQ_CALL && k->sent[i].request->call.op == op;
    return count;
}

/* The oldest call of op about queue_id (NULL: any) that has no final event yet, or NULL. */
static inline struct request *kit_open(const struct kit *k, enum op op, const char *queue_id)
{
    for (size_t i = 0; i < k->n; i++) {
        struct request *r = k->sent[i].request;

        if (r->kind == REQ_CALL && r->call.op == op && !k->sent[i].answered &&
            (!queue_id || !strcmp(r->call.queue_id, queue_id)))
            return r;
    }
    return NULL;
}

/* Fails unless that is what the server would get. */
static inline void kit_expect_body(const struct request *r, const char *want)
{
    struct buf url, body;

    assert_non_null(r);
    buf_init(&url, 4096);
    buf_init(&body, 4096);
    assert_true(operation_build(&r->call, &url, &body, NULL));
    assert_string_equal(body.bytes, want);
    buf_free(&url);
    buf_free(&body);
}

static inline bool kit_is_cancelled(const struct kit *k, uint64_t id)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->sent[i].request->kind == REQ_CANCEL && k->sent[i].request->id == id)
            return true;
    return false;
}

static inline void kit_wait(struct kit *k, int64_t ms)
{
    k->now.mono_ms += ms;
    k->now.wall_ms += ms;
    app_tick(k->app, k->now);
    kit_take(k);
}

/* What is to be saved before it is deleted is saved. */
static inline void kit_save_trash(struct kit *k)
{
    struct trash_order order;

    while (trash_take(k->app, &order)) {
        free(order.messages);
        trash_done(k->app, order.id, NULL);
    }
}

static inline void kit_key(struct kit *k, struct key key)
{
    app_key(k->app, key, k->now);
    kit_save_trash(k);
    app_settle(k->app);
    kit_take(k);
}

/* Key names separated by blanks. */
static inline void kit_press(struct kit *k, const char *names)
{
    while (*names) {
        char name[16];
        struct key key;
        size_t n = strcspn(names, " ");

        snprintf(name, sizeof(name), "%.*s", (int)n, names);
        assert_true(key_parse(name, &key));
        kit_key(k, key);
        names += n + strspn(names + n, " ");
    }
}

/* ASCII text, typed or pasted; a line end is Enter. */
static inline void kit_type(struct kit *k, const char *text, bool pasted)
{
    for (; *text; text++)
        kit_key(k, (struct key){.code = *text == '\n' ? K_ENTER : K_CHAR,
                                .ch = *text == '\n' ? 0 : (unsigned char)*text,
                                .pasted = pasted});
}

static inline struct event *kit_event(const struct kit *k, const struct request *r,
                                      enum ev_kind kind)
{
    struct event *e = mem_new(1, sizeof(*e));

    assert_non_null(r);
    *e = (struct event){.kind = kind,
                        .final = kind == EV_DONE || kind == EV_FAILED,
                        .req_id = r->id,
                        .op = r->call.op,
                        .retry_at_mono_ms = -1,
                        .rate = {-1, -1, -1, -1},
                        .sent = k->now,
                        .received = k->now};
    memcpy(e->queue_id, r->call.queue_id, sizeof(e->queue_id));
    return e;
}

static inline void kit_feed(struct kit *k, struct event *e)
{
    for (size_t i = 0; i < k->n && e->final; i++)
        if (k->sent[i].request->kind == REQ_CALL && k->sent[i].request->id == e->req_id)
            k->sent[i].answered = true;
    app_event(k->app, e, k->now);
    app_settle(k->app);
    kit_take(k);
}

static inline void kit_fail(struct kit *k, const struct request *r, enum err_kind kind, int http,
                            int64_t code, const char *text)
{
    struct event *e = kit_event(k, r, EV_FAILED);

    error_set(&e->err, kind, "%s", text);
    e->err.http = http;
    e->err.code = code;
    e->err.has_code = code >= 0;
    kit_feed(k, e);
}

static inline void kit_retrying(struct kit *k, const struct request *r, int64_t in_ms)
{
    struct event *e = kit_event(k, r, EV_RETRYING);

    error_set(&e->err, ERR_NETWORK, "no route to host");
    e->retry_at_mono_ms = k->now.mono_ms + in_ms;
    kit_feed(k, e);
}

static inline void kit_accounts(struct kit *k, size_t n)
{
    struct event *e = kit_event(k, kit_open(k, OP_ACCOUNTS, NULL), EV_DONE);
    struct account_list *list = mem_new(1, sizeof(*list));

    list->n = n;
    list->total_count = -1;
    list->items = arena_new(&list->arena, n, sizeof(*list->items));
    for (size_t i = 0; i < n; i++) {
        snprintf(list->items[i].id, sizeof(list->items[i].id), "account%zu", i);
        list->items[i].name = "Acme";
    }
    e->u.accounts = list;
    kit_feed(k, e);
}

/* A page of n queues: ids q0000.., names name-0000.., counted from first; each can be pulled. */
static inline struct queue_page *kit_make_page(const char *name, size_t first, size_t n)
{
    struct queue_page *page = mem_new(1, sizeof(*page));

    page->n = n;
    page->page = page->total_pages = page->total_count = -1;
    page->items = arena_new(&page->arena, n, sizeof(*page->items));
    for (size_t i = 0; i < n; i++) {
        struct queue *q = &page->items[i];
        char text[60];

        snprintf(q->id, sizeof(q->id), "q%04zu", first + i);
        snprintf(text, sizeof(text), "%s-%04zu", name, first + i);
        q->name = arena_copy(&page->arena, text, strlen(text));
        q->producers_total = q->consumers_total = q->delivery_delay_s = q->retention_s = -1;
        q->n_consumers = 1;
        q->consumers = arena_new(&page->arena, 1, sizeof(*q->consumers));
        *q->consumers = (struct consumer){.kind = CONSUMER_HTTP_PULL, .max_retries = 3};
    }
    return page;
}

static inline void kit_page(struct kit *k, struct queue_page *page)
{
    struct event *e = kit_event(k, kit_open(k, OP_QUEUES, NULL), EV_PAGE);

    e->u.page = page;
    kit_feed(k, e);
}

static inline void kit_list_end(struct kit *k)
{
    kit_feed(k, kit_event(k, kit_open(k, OP_QUEUES, NULL), EV_DONE));
}

/* A whole list of n queues named queue-0000 and so on. */
static inline void kit_list(struct kit *k, size_t n)
{
    kit_page(k, kit_make_page("queue", 0, n));
    kit_list_end(k);
}

/* Answers the metrics calls that are under way now. */
static inline void kit_answer_metrics(struct kit *k, int64_t count)
{
    size_t n = k->n;

    for (size_t i = 0; i < n; i++) {
        struct request *r = k->sent[i].request;

        if (r->kind == REQ_CALL && r->call.op == OP_METRICS && !k->sent[i].answered) {
            struct event *e = kit_event(k, r, EV_DONE);

            e->u.metrics = (struct metrics){count, count * 100, -1};
            kit_feed(k, e);
        }
    }
}

/* What the call r brings: messages with ids prefix0.. and leases when it is a pull. */
static inline struct batch *kit_make_batch(const struct kit *k, const struct request *r, size_t n,
                                           const char *prefix)
{
    struct batch *b = mem_new(1, sizeof(*b));

    assert_non_null(r);
    b->source = r->call.op == OP_PULL ? BATCH_PULL : BATCH_PEEK;
    memcpy(b->queue_id, r->call.queue_id, sizeof(b->queue_id));
    b->asked = b->received = k->now;
    b->batch_size = r->call.batch_size;
    b->lease_ms = r->call.visibility_timeout_ms;
    b->backlog_count = -1;
    b->metrics = (struct metrics){-1, -1, -1};
    b->n = n;
    b->items = arena_new(&b->arena, n, sizeof(*b->items));
    for (size_t i = 0; i < n; i++) {
        struct message *m = &b->items[i];
        char text[80];

        *m = (struct message){.attempts = 1, .timestamp_ms = -1, .type = CONTENT_TEXT};
        snprintf(text, sizeof(text), "%s%zu", prefix, i);
        m->id = arena_copy(&b->arena, text, strlen(text));
        snprintf(text, sizeof(text), "%s of %s", b->source == BATCH_PULL ? "lease" : "ref", m->id);
        m->lease_id = b->source == BATCH_PULL ? arena_copy(&b->arena, text, strlen(text)) : NULL;
        m->ref = b->source == BATCH_PEEK ? arena_copy(&b->arena, text, strlen(text)) : NULL;
        snprintf(text, sizeof(text), "body of %s", m->id);
        m->body = arena_copy(&b->arena, text, strlen(text));
        m->body_len = strlen(text);
    }
    return b;
}

static inline void kit_batch(struct kit *k, const struct request *r, struct batch *b)
{
    struct event *e = kit_event(k, r, EV_DONE);

    e->u.batch = b;
    kit_feed(k, e);
}

static inline void kit_messages(struct kit *k, const struct request *r, size_t n,
                                const char *prefix)
{
    kit_batch(k, r, kit_make_batch(k, r, n, prefix));
}

/* A started app with n queues in its list and their metrics answered once. */
static inline void kit_ready(struct kit *k, size_t n)
{
    kit_start(k, kit_config());
    kit_list(k, n);
    kit_answer_metrics(k, 5);
}

/* P, the wait until keys count, Enter: the pull's request. */
static inline struct request *kit_pull(struct kit *k)
{
    kit_press(k, "P");
    kit_wait(k, QUESTION_ARM_MS);
    kit_press(k, "Enter");
    return kit_open(k, OP_PULL, NULL);
}

static inline const char *kit_selected_queue(const struct kit *k)
{
    const struct queue_row *row = queues_selected(&k->app->queues);

    return row ? row->queue->id : "";
}

static inline const char *kit_selected_message(const struct kit *k)
{
    const struct message_row *row = messages_selected(&k->app->messages);

    return row ? row->message->id : "";
}

/* The whole text of a pager. */
static inline const char *kit_text(const struct pager *p)
{
    return p->layout.text ? p->layout.text : "";
}
