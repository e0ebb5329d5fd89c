/* What tests of A and R share: a queue with messages, the question answered, the server's answer.
 */
#pragma once

#include "app/change/change.h"

#include "tests/unit/seenkit.h"

static inline struct request *changekit_open_with(struct kit *k, size_t peeked, size_t pulled)
{
    struct request *r = NULL;

    kit_ready(k, 3);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), peeked, "p");
    if (pulled)
        kit_messages(k, r = kit_pull(k), pulled, "l");
    kit_press(k, "g");
    return r;
}

/* Marks all rows. */
static inline void changekit_mark_all(struct kit *k)
{
    kit_press(k, "U g v G v");
}

/* Asks with key, waits until keys count, answers. */
static inline void changekit_ask(struct kit *k, const char *key, const char *answer)
{
    kit_press(k, key);
    seen_expect_open(k, "CHANGE");
    kit_wait(k, QUESTION_ARM_MS);
    kit_press(k, answer);
}

static inline size_t changekit_count_writes(const struct kit *k)
{
    return kit_count(k, OP_ACK) + kit_count(k, OP_PURGE_MESSAGES);
}

static inline enum outcome changekit_outcome_of(const struct kit *k, const char *id)
{
    const struct messages *m = &k->app->messages;
    size_t row = messages_find_place(m, id);

    assert_true(row < m->n_view);
    return outcomes_find(&k->app->changes.outcomes, m->view[row]->message).outcome;
}

static inline struct event *changekit_ack_event(struct kit *k, int64_t acks, int64_t retries,
                                                const char *warned)
{
    struct event *e = kit_event(k, kit_open(k, OP_ACK, NULL), EV_DONE);

    e->u.ack = mem_new(1, sizeof(*e->u.ack));
    e->u.ack->ack_count = acks;
    e->u.ack->retry_count = retries;
    if (warned) {
        e->u.ack->warnings = arena_new(&e->u.ack->arena, 1, sizeof(struct warning));
        e->u.ack->warnings[e->u.ack->n_warnings++] = (struct warning){warned, "too\nlate\x1b"};
    }
    return e;
}

static inline void changekit_answer_ack(struct kit *k, int64_t acks, int64_t retries,
                                        const char *warned)
{
    kit_feed(k, changekit_ack_event(k, acks, retries, warned));
}

static inline void changekit_answer_purge(struct kit *k, size_t errors, const char *warned)
{
    struct event *e = kit_event(k, kit_open(k, OP_PURGE_MESSAGES, NULL), EV_DONE);
    struct purge_result *p = e->u.purge = mem_new(1, sizeof(*p));

    p->errors = arena_new(&p->arena, errors, sizeof(*p->errors));
    while (p->n_errors < errors)
        p->errors[p->n_errors++] = "invalid ref";
    if (warned) {
        p->warnings = arena_new(&p->arena, 1, sizeof(*p->warnings));
        p->warnings[p->n_warnings++] = (struct warning){warned, "message not found"};
    }
    kit_feed(k, e);
}

/* Marks all messages and acknowledges them; what waits is not sent yet. */
static inline void changekit_acknowledge(struct kit *k, size_t peeked, size_t pulled)
{
    char n[30];

    snprintf(n, sizeof(n), "%zu\n", peeked + pulled);
    changekit_open_with(k, peeked, pulled);
    changekit_mark_all(k);
    kit_press(k, "A");
    kit_wait(k, QUESTION_ARM_MS);
    kit_type(k, n, false);
}

/* Answers the oldest request: all done. */
static inline void changekit_answer(struct kit *k)
{
    const struct request *r = kit_open(k, OP_ACK, NULL);
    bool retries = r->call.handles[0].retry;
    int64_t n = (int64_t)r->call.n_handles;

    changekit_answer_ack(k, retries ? 0 : n, retries ? n : 0, NULL);
}

static inline void changekit_refuse(struct kit *k, enum err_kind kind, int http)
{
    kit_fail(k, kit_open(k, OP_ACK, NULL), kind, http, -1, "bad");
}

static inline void changekit_expect_status(const struct kit *k, const char *want)
{
    seen_expect_said(k, want);
}
