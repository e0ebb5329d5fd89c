/* The simulator keeps the service's rules: leases, attempts, dead letters, pause, refs, retention.
 */
#include "base/memory/buf.h"
#include "tests/fetch/sim_answer.h"

#include <stdbool.h>
#include <stdio.h>

/* One queue with three text messages m0 m1 m2, pulled over HTTP with one retry. */
#define SEED                                                                                       \
    "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\",\"retention\":86400,"              \
    "\"consumers\":[{\"type\":\"http_pull\",\"dead_letter_queue\":\"%s\","                         \
    "\"settings\":{\"max_retries\":1}}],\"messages\":["                                            \
    "{\"id\":\"m0\",\"body\":\"zero\",\"age_ms\":3000},"                                           \
    "{\"id\":\"m1\",\"body\":\"one\",\"age_ms\":2000},"                                            \
    "{\"id\":\"m2\",\"body\":\"two\",\"age_ms\":1000}]}]}"

static void seed_orders(struct sim *s, const char *dead_letter_queue)
{
    sim_post(s, "/__sim/seed", SEED, dead_letter_queue);
}

static json_t *pull(struct sim *s, int n, int lease_ms)
{
    char body[96];

    snprintf(body, sizeof(body), "{\"batch_size\":%d,\"visibility_timeout_ms\":%d}", n, lease_ms);
    return call(s, 200, "POST", ORDERS "/messages/pull", body);
}

/* How many messages a pull of up to 100 gets; they are leased for lease_ms. */
static size_t count_pull(struct sim *s, int lease_ms)
{
    json_t *answer = pull(s, 100, lease_ms);
    size_t n = pick_size(answer, "result.messages");

    json_decref(answer);
    return n;
}

/* POSTs {"KEY":[{"TICKET_KEY":"TICKET" EXTRA}]}. */
static json_t *post_handle(struct sim *s, const char *path, const char *key, const char *handle_key,
                           const char *handle, const char *extra)
{
    char body[512];

    snprintf(body, sizeof(body), "{\"%s\":[{\"%s\":\"%s\"%s}]}", key, handle_key, handle, extra);
    return call(s, 200, "POST", path, body);
}

static void lease_hides_until_deadline(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    seed_orders(s, "");
    answer = pull(s, 2, 30000);
    assert_int_equal(pick_size(answer, "result.messages"), 2);
    assert_string_equal(pick_text(answer, "result.messages.0.id"), "m0");
    assert_string_equal(pick_text(answer, "result.messages.1.id"), "m1");
    assert_int_equal(pick_int(answer, "result.messages.0.attempts"), 1);
    assert_int_equal(pick_int(answer, "result.message_backlog_count"), 3);
    assert_int_equal(pick_int(answer, "result.metadata.metrics.backlog_count"), 3);
    json_decref(answer);

    answer = pull(s, 100, 60000);
    assert_int_equal(pick_size(answer, "result.messages"), 1);
    assert_string_equal(pick_text(answer, "result.messages.0.id"), "m2");
    json_decref(answer);

    sim_advance(s, 29000);
    assert_int_equal(count_pull(s, 1000), 0);
    sim_advance(s, 1000);
    answer = pull(s, 100, 30000);
    assert_int_equal(pick_size(answer, "result.messages"), 2);
    assert_int_equal(pick_int(answer, "result.messages.0.attempts"), 2);
    json_decref(answer);
}

static void peek_takes_nothing(void **state)
{
    struct sim *s = *state;
    json_t *first, *second;

    seed_orders(s, "");
    first = call(s, 200, "POST", ORDERS "/messages/peek", "{\"batch_size\":2}");
    second = call(s, 200, "POST", ORDERS "/messages/peek", "{\"batch_size\":2}");
    assert_int_equal(pick_size(first, "result.messages"), 2);
    assert_string_equal(pick_text(second, "result.messages.0.id"), "m0");
    assert_int_equal(pick_int(second, "result.messages.0.attempts"), 0);
    assert_string_equal(pick_text(second, "result.messages.0.body"), "zero");
    assert_null(pick(second, "result.messages.0.lease_id"));
    assert_null(pick(second, "result.message_backlog_count"));
    assert_non_null(pick(second, "result.messages.0.ref"));
    json_decref(first);
    json_decref(second);

    json_decref(pull(s, 2, 30000));
    first = call(s, 200, "POST", ORDERS "/messages/peek", "{}");
    assert_int_equal(pick_size(first, "result.messages"), 1);
    assert_string_equal(pick_text(first, "result.messages.0.id"), "m2");
    json_decref(first);
}

static void ack_deletes_even_late(void **state)
{
    struct sim *s = *state;
    json_t *pulled, *answer;
    char forged[256];

    seed_orders(s, "");
    pulled = pull(s, 1, 1000);
    sim_advance(s, 5000);
    snprintf(forged, sizeof(forged), "%s", pick_text(pulled, "result.messages.0.lease_id"));
    forged[strlen(forged) - 1] ^= 1;
    answer = post_handle(s, ORDERS "/messages/ack", "acks", "lease_id", forged, "");
    assert_int_equal(pick_int(answer, "result.ackCount"), 0);
    json_decref(answer);
    answer = post_handle(s, ORDERS "/messages/ack", "acks", "lease_id",
                         pick_text(pulled, "result.messages.0.lease_id"), "");
    assert_int_equal(pick_int(answer, "result.ackCount"), 1);
    assert_int_equal(pick_int(answer, "result.retryCount"), 0);
    assert_int_equal(json_object_size(pick(answer, "result.warnings")), 0);
    json_decref(answer);
    assert_int_equal(count_in(s, "orders"), 2);

    answer = post_handle(s, ORDERS "/messages/ack", "acks", "lease_id",
                         pick_text(pulled, "result.messages.0.lease_id"), "");
    assert_int_equal(pick_int(answer, "result.ackCount"), 0);
    assert_int_equal(json_object_size(pick(answer, "result.warnings")), 1);
    json_decref(answer);
    json_decref(pulled);
}

static void redelivery_voids_old_lease(void **state)
{
    struct sim *s = *state;
    json_t *pulled, *answer;

    seed_orders(s, "");
    pulled = pull(s, 1, 1000);
    sim_advance(s, 1000);
    json_decref(pull(s, 1, 1000));
    answer = post_handle(s, ORDERS "/messages/ack", "acks", "lease_id",
                         pick_text(pulled, "result.messages.0.lease_id"), "");
    assert_int_equal(pick_int(answer, "result.ackCount"), 0);
    assert_int_equal(count_in(s, "orders"), 3);
    json_decref(answer);
    json_decref(pulled);
}

static void retry_waits_for_its_delay(void **state)
{
    struct sim *s = *state;
    json_t *pulled, *answer;

    seed_orders(s, "");
    pulled = pull(s, 1, 600000);
    answer = post_handle(s, ORDERS "/messages/ack", "retries", "lease_id",
                         pick_text(pulled, "result.messages.0.lease_id"), ",\"delay_seconds\":60");
    assert_int_equal(pick_int(answer, "result.retryCount"), 1);
    json_decref(answer);
    answer = post_handle(s, ORDERS "/messages/ack", "acks", "lease_id",
                         pick_text(pulled, "result.messages.0.lease_id"), "");
    assert_int_equal(pick_int(answer, "result.ackCount"), 0);
    json_decref(answer);
    json_decref(pulled);
    assert_int_equal(count_pull(s, 600000), 2);
    sim_advance(s, 59000);
    assert_int_equal(count_pull(s, 600000), 0);
    sim_advance(s, 1000);
    pulled = pull(s, 1, 1000);
    assert_string_equal(pick_text(pulled, "result.messages.0.id"), "m0");
    assert_int_equal(pick_int(pulled, "result.messages.0.attempts"), 2);
    json_decref(pulled);
}

static void lapses_lead_to_dead_letters(void **state)
{
    struct sim *s = *state;
    json_t *dead;

    seed_orders(s, "orders-dlq");
    assert_int_equal(count_in(s, "orders-dlq"), -1);
    for (int delivery = 0; delivery < 2; delivery++) {
        assert_int_equal(count_in(s, "orders"), 3);
        assert_int_equal(count_pull(s, 1000), 3);
        sim_advance(s, 1000);
    }
    assert_int_equal(count_in(s, "orders"), 0);
    assert_int_equal(count_in(s, "orders-dlq"), 3);
    dead = sim_get(s, "/__sim/queues/orders-dlq");
    assert_string_equal(pick_text(dead, "messages.0.id"), "m0");
    assert_int_equal(pick_int(dead, "messages.0.attempts"), 0);
    json_decref(dead);
}

static void retries_end_without_dead_letters(void **state)
{
    struct sim *s = *state;

    seed_orders(s, "");
    for (int delivery = 0; delivery < 2; delivery++) {
        json_t *pulled = pull(s, 1, 30000);

        assert_string_equal(pick_text(pulled, "result.messages.0.id"), "m0");
        json_decref(post_handle(s, ORDERS "/messages/ack", "retries", "lease_id",
                                pick_text(pulled, "result.messages.0.lease_id"), ""));
        json_decref(pulled);
    }
    assert_int_equal(count_in(s, "orders"), 2);
}

static void paused_refuses_pulls(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    seed_orders(s, "");
    answer = call(s, 200, "PATCH", ORDERS, "{\"settings\":{\"delivery_paused\":true}}");
    assert_true(json_is_true(pick(answer, "result.settings.delivery_paused")));
    json_decref(answer);
    answer = call(s, 409, "POST", ORDERS "/messages/pull", "{}");
    assert_string_equal(pick_text(answer, "errors.0.message"), "queue_delivery_paused");
    json_decref(answer);
    answer = call(s, 200, "POST", ORDERS "/messages/peek", "{}");
    assert_int_equal(pick_size(answer, "result.messages"), 3);
    json_decref(answer);
    json_decref(call(s, 200, "PATCH", ORDERS, "{\"settings\":{\"delivery_paused\":false}}"));
    assert_int_equal(count_pull(s, 1000), 3);
}

static void pull_needs_pull_consumer(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    sim_seed(s, "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\","
                "\"consumers\":[{\"type\":\"worker\"}],\"messages\":[{\"body\":\"x\"}]}]}");
    answer = call(s, 405, "POST", ORDERS "/messages/pull", "{}");
    assert_int_equal(pick_int(answer, "errors.0.code"), 0);
    assert_string_equal(pick_text(answer, "errors.0.message"),
                        "messages cannot be pulled unless http_pull mode is enabled");
    json_decref(answer);
}

static void refs_purge_what_was_peeked(void **state)
{
    struct sim *s = *state;
    json_t *peeked, *answer;

    seed_orders(s, "");
    peeked = call(s, 200, "POST", ORDERS "/messages/peek", "{\"batch_size\":3}");
    answer = post_handle(s, ORDERS "/messages/purge", "refs", "ref",
                         pick_text(peeked, "result.messages.1.ref"), "");
    assert_int_equal(pick_size(answer, "result.errors"), 0);
    json_decref(answer);
    assert_int_equal(count_in(s, "orders"), 2);
    answer = post_handle(s, ORDERS "/messages/purge", "refs", "ref",
                         pick_text(peeked, "result.messages.1.ref"), "");
    assert_int_equal(json_object_size(pick(answer, "result.warnings")), 1);
    json_decref(answer);
    answer = post_handle(s, ORDERS "/messages/purge", "refs", "ref", "made-up", "");
    assert_int_equal(pick_size(answer, "result.errors"), 1);
    json_decref(answer);
    json_decref(peeked);
    json_decref(call(s, 400, "POST", ORDERS "/messages/purge", "{}"));
}

static void extend_renews_without_attempt(void **state)
{
    struct sim *s = *state;
    json_t *pulled, *extended, *answer;
    const char *new_lease;
    char body[512];

    seed_orders(s, "");
    pulled = pull(s, 1, 10000);
    sim_advance(s, 9000);
    snprintf(body, sizeof(body),
             "{\"extend\":[{\"lease_id\":\"%s\"}],\"visibility_timeout_ms\":60000}",
             pick_text(pulled, "result.messages.0.lease_id"));
    extended = call(s, 200, "POST", ORDERS "/messages/extend", body);
    new_lease = pick_text(extended, "result.messages.0.lease_id");
    assert_string_equal(pick_text(extended, "result.messages.0.id"), "m0");
    assert_string_not_equal(new_lease, pick_text(pulled, "result.messages.0.lease_id"));
    sim_advance(s, 59000);
    assert_int_equal(count_pull(s, 600000), 2);
    answer = post_handle(s, ORDERS "/messages/ack", "acks", "lease_id",
                         pick_text(pulled, "result.messages.0.lease_id"), "");
    assert_int_equal(pick_int(answer, "result.ackCount"), 0);
    json_decref(answer);
    sim_advance(s, 1000);
    answer = pull(s, 1, 1000);
    assert_int_equal(pick_int(answer, "result.messages.0.attempts"), 2);
    json_decref(answer);
    json_decref(extended);
    json_decref(pulled);
    sim_post(s, "/__sim/options", "{\"extend\":false}");
    json_decref(call(s, 405, "POST", ORDERS "/messages/extend", "{\"extend\":[]}"));
}

static void retention_ends(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    seed_orders(s, "");
    sim_advance(s, 86400000 - 2500);
    assert_int_equal(count_in(s, "orders"), 2);
    answer = call(s, 200, "GET", ORDERS "/metrics", NULL);
    assert_int_equal(pick_int(answer, "result.backlog_count"), 2);
    assert_int_equal(pick_int(answer, "result.backlog_bytes"), 6);
    json_decref(answer);
    sim_advance(s, 2500);
    answer = call(s, 200, "GET", ORDERS "/metrics", NULL);
    assert_int_equal(pick_int(answer, "result.backlog_count"), 0);
    assert_int_equal(pick_int(answer, "result.backlog_bytes"), 0);
    assert_int_equal(pick_int(answer, "result.oldest_message_timestamp_ms"), 0);
    json_decref(answer);
}

static void metrics_count_leased(void **state)
{
    struct sim *s = *state;
    json_t *peeked, *answer;

    seed_orders(s, "");
    peeked = call(s, 200, "POST", ORDERS "/messages/peek", "{}");
    assert_int_equal(count_pull(s, 30000), 3);
    answer = call(s, 200, "GET", ORDERS "/metrics", NULL);
    assert_int_equal(pick_int(answer, "result.backlog_count"), 3);
    assert_int_equal(pick_int(answer, "result.backlog_bytes"), 10);
    assert_int_equal(pick_int(answer, "result.oldest_message_timestamp_ms"),
                     pick_int(peeked, "result.messages.0.timestamp_ms"));
    json_decref(answer);
    json_decref(post_handle(s, ORDERS "/messages/purge", "refs", "ref",
                            pick_text(peeked, "result.messages.0.ref"), ""));
    answer = call(s, 200, "GET", ORDERS "/metrics", NULL);
    assert_int_equal(pick_int(answer, "result.oldest_message_timestamp_ms"),
                     pick_int(peeked, "result.messages.1.timestamp_ms"));
    json_decref(answer);
    json_decref(peeked);
}

static void purge_empties_the_queue(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    seed_orders(s, "");
    json_decref(call(s, 400, "POST", ORDERS "/purge", "{}"));
    answer = call(s, 200, "POST", ORDERS "/purge", "{\"delete_messages_permanently\":true}");
    assert_string_equal(pick_text(answer, "result.queue_name"), "orders");
    json_decref(answer);
    assert_int_equal(count_in(s, "orders"), 0);
    answer = call(s, 200, "GET", ORDERS "/purge", NULL);
    assert_string_equal(pick_text(answer, "result.completed"), "true");
    json_decref(answer);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start_sim, stop_sim)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(lease_hides_until_deadline),
        EACH(peek_takes_nothing),
        EACH(ack_deletes_even_late),
        EACH(redelivery_voids_old_lease),
        EACH(retry_waits_for_its_delay),
        EACH(lapses_lead_to_dead_letters),
        EACH(retries_end_without_dead_letters),
        EACH(paused_refuses_pulls),
        EACH(pull_needs_pull_consumer),
        EACH(refs_purge_what_was_peeked),
        EACH(extend_renews_without_attempt),
        EACH(retention_ends),
        EACH(metrics_count_leased),
        EACH(purge_empties_the_queue),
    };

    return cmocka_run_group_tests_name("simulator rules", tests, NULL, NULL);
}
