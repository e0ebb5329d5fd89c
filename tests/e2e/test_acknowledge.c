/* Marking, acknowledging and retrying as a person does it; what counts is what the server was sent.
 */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static const struct inspect_options peeked = {.args = (const char *const[]){"orders", NULL}};
static const struct inspect_options pulled = {
    .args = (const char *const[]){"--pull", "-t", "10m", "orders", NULL}};

static void start_peeked(struct inspect *i)
{
    inspect_start(i, &peeked);
    term_wait_text(i->term, "PEEK \\(no lease\\) 5");
}

static void start_pulled(struct inspect *i)
{
    inspect_start(i, &pulled);
    term_wait_text(i->term, "PULLED 5");
}

/* Three pulled, two peeked, all marked. */
static void start_mixed(struct inspect *i)
{
    start_peeked(i);
    term_keys(i->term, "P");
    term_wait_text(i->term, "Enter pulls");
    term_keys(i->term, "3 Enter");
    term_wait_text(i->term, "PULLED 3");
    term_keys(i->term, "g v G v");
    term_wait_text(i->term, "2 Messages . orders . 5 marked . PULLED 3");
}

/* Asks with key and answers once keys count. */
static void act(struct inspect *i, const char *key, const char *answer)
{
    term_keys(i->term, key);
    term_wait_text(i->term, "Esc cancels");
    term_keys(i->term, answer);
}

static void fault(struct inspect *i, const char *op, const char *rest)
{
    sim_post(i->sim, "/__sim/fault", "{\"op\":\"%s\",%s}", op, rest);
}

/* The body of the only request of op; the caller releases it. */
static json_t *read_request(struct inspect *i, const char *op)
{
    json_t *requests = sim_get(i->sim, "/__sim/requests"), *r, *body = NULL;
    size_t index;

    assert_int_equal(sim_count_requests(i->sim, op), 1);
    json_array_foreach (requests, index, r)
        if (!strcmp(json_string_value(json_object_get(r, "op")), op))
            body = json_loads(json_string_value(json_object_get(r, "body")), 0, NULL);
    json_decref(requests);
    assert_non_null(body);
    return body;
}

/* The messages of orders that are still there. */
static size_t count_left(struct inspect *i)
{
    json_t *queue = sim_get(i->sim, "/__sim/queues/orders");
    size_t n = json_array_size(json_object_get(queue, "messages"));

    json_decref(queue);
    return n;
}

/* The lease of the message at that place of the queue. */
static void find_lease(struct inspect *i, size_t place, char out[300])
{
    json_t *queue = sim_get(i->sim, "/__sim/queues/orders");
    const json_t *m = json_array_get(json_object_get(queue, "messages"), place);

    snprintf(out, 300, "%s", json_string_value(json_object_get(m, "lease_id")));
    json_decref(queue);
}

static void assert_handle(const json_t *items, size_t at, const char *key, const char *want)
{
    const char *got = json_string_value(json_object_get(json_array_get(items, at), key));

    assert_non_null(got);
    assert_string_equal(got, want);
}

static void acknowledges_exactly_the_marked_leases(void **state)
{
    struct inspect i;
    char second[300], fourth[300];
    json_t *body;

    (void)state;
    start_pulled(&i);
    find_lease(&i, 1, second);
    find_lease(&i, 3, fourth);
    term_keys(i.term, "Down Space Down Space");
    term_wait_text(i.term, "2 marked");
    term_wait_text(i.term, "^\\*L");
    act(&i, "A", "2 Enter");
    term_wait_text(i.term, "^ acknowledged 2");
    term_wait_text(i.term, " acked ");
    term_wait_row(i.term, 0, "leases 3 \\(");
    body = read_request(&i, "ack");
    assert_int_equal(json_array_size(json_object_get(body, "acks")), 2);
    assert_int_equal(json_array_size(json_object_get(body, "retries")), 0);
    assert_handle(json_object_get(body, "acks"), 0, "lease_id", second);
    assert_handle(json_object_get(body, "acks"), 1, "lease_id", fourth);
    json_decref(body);
    assert_int_equal(count_left(&i), 3);
    assert_int_equal(sim_count_requests(i.sim, "purge"), 0);
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

static void deletes_a_peeked_message_by_its_ref(void **state)
{
    struct inspect i;
    json_t *body;

    (void)state;
    start_peeked(&i);
    term_keys(i.term, "Down A");
    term_wait_text(i.term, "Acknowledge 1 selected message of orders");
    term_wait_text(i.term, "Deletes 1 by ref \\(purge\\)");
    term_wait_text(i.term, "It cannot be undone");
    term_wait_text(i.term, "y deletes +Enter or Esc cancels");
    term_keys(i.term, "y");
    term_wait_text(i.term, "^ acknowledged 1");
    body = read_request(&i, "purge");
    assert_int_equal(json_array_size(json_object_get(body, "refs")), 1);
    json_decref(body);
    assert_int_equal(count_left(&i), 4);
    assert_int_equal(sim_count_state_changes(i.sim), 1);
    /* A new peek no longer has it. */
    term_keys(i.term, "p");
    term_wait_text(i.term, "PEEK \\(no lease\\) 4");
    term_wait_gone(i.term, " acked ");
    inspect_stop(&i);
}

static void a_mixed_selection_goes_by_both_roads(void **state)
{
    struct inspect i;
    json_t *ack, *purge;

    (void)state;
    start_mixed(&i);
    term_keys(i.term, "A");
    term_wait_text(i.term, "Deletes 3 by lease \\(ack\\) and 2 by ref \\(purge\\)");
    term_wait_text(i.term, "5 and Enter deletes");
    term_keys(i.term, "5 Enter");
    term_wait_text(i.term, "^ acknowledged 5");
    ack = read_request(&i, "ack");
    purge = read_request(&i, "purge");
    assert_int_equal(json_array_size(json_object_get(ack, "acks")), 3);
    assert_int_equal(json_array_size(json_object_get(purge, "refs")), 2);
    json_decref(ack);
    json_decref(purge);
    assert_int_equal(count_left(&i), 0);
    term_wait_row(i.term, 0, "leases 0");
    inspect_stop(&i);
}

static void enter_ten_times_deletes_nothing(void **state)
{
    struct inspect i;

    (void)state;
    start_mixed(&i);
    sim_delete(i.sim, "/__sim/requests");
    term_send(i.term, "A\r\r\r\r\r\r\r\r\r\r");
    term_wait_text(i.term, "Enter alone or Esc cancels");
    for (int k = 0; k < 10; k++)
        term_keys(i.term, "Enter");
    term_wait_gone(i.term, "Acknowledge 5");
    term_keys(i.term, "2 U A");
    term_wait_text(i.term, "y deletes");
    for (int k = 0; k < 10; k++)
        term_keys(i.term, "Enter");
    term_wait_gone(i.term, "y deletes");
    term_settle(i.term);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    assert_int_equal(count_left(&i), 5);
    inspect_stop(&i);
}

static void typed_ahead_and_pasted_deletes_nothing(void **state)
{
    struct inspect i;

    (void)state;
    start_peeked(&i);
    term_send(i.term, "Ay");
    term_wait_text(i.term, "y deletes");
    term_send(i.term, "\033[200~y\r\033[201~");
    term_keys(i.term, "Esc");
    term_wait_text(i.term, "cancelled: nothing was done");
    term_send(i.term, "\033[200~Ay\r1\r\033[201~");
    term_keys(i.term, "i");
    term_wait_text(i.term, "All fields");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void retries_with_a_delay(void **state)
{
    struct inspect i;
    json_t *body, *queue;
    const json_t *first;

    (void)state;
    start_pulled(&i);
    term_keys(i.term, "Space");
    term_keys(i.term, "R");
    term_wait_text(i.term, "A retry counts as a failed delivery");
    term_wait_text(i.term, "After 3 retries: moved to orders-dlq");
    term_wait_text(i.term, "y retries");
    term_keys(i.term, "5 m y");
    term_wait_text(i.term, "^ retried 1, back in 5m");
    term_wait_text(i.term, " retried ");
    term_wait_row(i.term, 0, "leases 4 \\(");
    body = read_request(&i, "ack");
    assert_int_equal(json_array_size(json_object_get(body, "acks")), 0);
    first = json_array_get(json_object_get(body, "retries"), 0);
    assert_int_equal(json_integer_value(json_object_get(first, "delay_seconds")), 300);
    json_decref(body);
    queue = sim_get(i.sim, "/__sim/queues/orders");
    first = json_array_get(json_object_get(queue, "messages"), 0);
    assert_string_equal(json_string_value(json_object_get(first, "state")), "delayed");
    json_decref(queue);
    inspect_stop(&i);
}

static void peeked_messages_are_not_retried(void **state)
{
    struct inspect i;

    (void)state;
    start_mixed(&i);
    term_keys(i.term, "R");
    term_wait_text(i.term, "Gives 3 back to the queue by lease");
    term_wait_text(i.term, "2 peeked left out: without a lease no retry");
    term_wait_text(i.term, "Esc cancels");
    term_keys(i.term, "Esc");
    term_wait_gone(i.term, "Gives 3 back");
    term_keys(i.term, "U G R");
    term_wait_text(i.term, "only pulled messages can be retried");
    assert_int_equal(sim_count_requests(i.sim, "ack"), 0);
    inspect_stop(&i);
}

/* Two of the five are settled by somebody else before. */
static void warnings_are_told_for_each(void **state)
{
    struct inspect i;
    char lease[300], request[400], path[200];

    (void)state;
    start_pulled(&i);
    find_lease(&i, 1, lease);
    snprintf(request, sizeof(request), "{\"acks\":[{\"lease_id\":\"%s\"}]}", lease);
    {
        json_t *queue = sim_get(i.sim, "/__sim/queues/orders");

        snprintf(path, sizeof(path), "/accounts/" SIM_ACCOUNT "/queues/%s/messages/ack",
                 json_string_value(json_object_get(queue, "id")));
        json_decref(queue);
    }
    assert_int_equal(sim_call(i.sim, SIM_TOKEN, "POST", path, request, NULL), 200);
    term_keys(i.term, "v G v");
    act(&i, "A", "5 Enter");
    term_wait_text(i.term, "^ acknowledged 4, 1 warned: lease has expired or was already settled");
    term_wait_text(i.term, " warned ");
    term_wait_text(i.term, "1 marked");
    term_keys(i.term, "g Down i");
    term_wait_text(i.term, "outcome +warned");
    term_wait_text(i.term, "lease has expired or was already settled");
    inspect_stop(&i);
}

static void an_api_failure_is_a_failure(void **state)
{
    struct inspect i;

    (void)state;
    start_pulled(&i);
    fault(&i, "ack", "\"kind\":\"status\",\"status\":500,\"count\":1");
    act(&i, "A", "y");
    term_wait_text(i.term, "^ acknowledge: 1 failed: 500");
    term_wait_text(i.term, " failed ");
    term_wait_row(i.term, 0, "leases 5 \\(");
    assert_int_equal(sim_count_requests(i.sim, "ack"), 1);
    act(&i, "A", "y");
    term_wait_text(i.term, "^ acknowledged 1");
    inspect_stop(&i);
}

static void a_lost_connection_is_unknown_and_not_repeated(void **state)
{
    struct inspect i;

    (void)state;
    start_mixed(&i);
    fault(&i, "ack", "\"kind\":\"reset\",\"apply\":true,\"count\":1");
    fault(&i, "purge", "\"kind\":\"reset\",\"apply\":true,\"count\":1");
    act(&i, "A", "5 Enter");
    term_wait_text(i.term, "^ acknowledge: 5 unknown \\(may be done\\): connection");
    term_wait_text(i.term, " unknown no type at all");
    assert_int_equal(sim_count_requests(i.sim, "ack"), 1);
    assert_int_equal(sim_count_requests(i.sim, "purge"), 1);
    assert_int_equal(count_left(&i), 0);
    inspect_stop(&i);
}

static void a_hanging_purge_can_be_given_up(void **state)
{
    struct inspect i;

    (void)state;
    start_peeked(&i);
    fault(&i, "purge", "\"kind\":\"hang\",\"count\":1");
    act(&i, "A", "y");
    term_wait_text(i.term, " sent ");
    while (sim_count_requests(i.sim, "purge") == 0)
        term_settle(i.term);
    term_keys(i.term, "C-c");
    term_wait_text(i.term,
                   "^ acknowledge: 1 unknown \\(may be done\\): cancelled; it may have been done");
    inspect_stop(&i);
}

static void read_only_has_neither(void **state)
{
    const struct inspect_options o = {
        .args = (const char *const[]){"--read-only", "orders", NULL}, .cols = 120, .rows = 40};
    struct inspect i;

    (void)state;
    inspect_start(&i, &o);
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    assert_false(term_has_text(i.term, "A ack"));
    assert_false(term_has_text(i.term, "R retry"));
    term_keys(i.term, "A");
    term_wait_text(i.term, "read-only: started with --read-only");
    term_keys(i.term, "F9");
    term_wait_text(i.term, "P +pull +read-only: started with --read-only");
    term_keys(i.term, "Esc");
    term_wait_gone(i.term, "P +pull +read-only");
    term_keys(i.term, "?");
    term_wait_text(i.term, "Mark the message");
    assert_false(term_has_text(i.term, "Acknowledge"));
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void the_menu_says_what_is_in_the_way(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"billing", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 44");
    term_keys(i.term, "F9");
    term_wait_text(i.term, "What changes the server");
    term_wait_text(i.term, "P +pull +delivery is paused");
    term_wait_text(i.term, "A +acknowledge +Acknowledge, ");
    term_wait_text(i.term, "R +retry +peeked, without a lease");
    term_keys(i.term, "Down Enter");
    term_wait_text(i.term, "Acknowledge 1 selected message of billing");
    term_wait_text(i.term, "Esc cancels");
    term_keys(i.term, "Esc");
    term_wait_gone(i.term, "Acknowledge 1");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(acknowledges_exactly_the_marked_leases, inspect_stop_all),
        cmocka_unit_test_teardown(deletes_a_peeked_message_by_its_ref, inspect_stop_all),
        cmocka_unit_test_teardown(a_mixed_selection_goes_by_both_roads, inspect_stop_all),
        cmocka_unit_test_teardown(enter_ten_times_deletes_nothing, inspect_stop_all),
        cmocka_unit_test_teardown(typed_ahead_and_pasted_deletes_nothing, inspect_stop_all),
        cmocka_unit_test_teardown(retries_with_a_delay, inspect_stop_all),
        cmocka_unit_test_teardown(peeked_messages_are_not_retried, inspect_stop_all),
        cmocka_unit_test_teardown(warnings_are_told_for_each, inspect_stop_all),
        cmocka_unit_test_teardown(an_api_failure_is_a_failure, inspect_stop_all),
        cmocka_unit_test_teardown(a_lost_connection_is_unknown_and_not_repeated, inspect_stop_all),
        cmocka_unit_test_teardown(a_hanging_purge_can_be_given_up, inspect_stop_all),
        cmocka_unit_test_teardown(read_only_has_neither, inspect_stop_all),
        cmocka_unit_test_teardown(the_menu_says_what_is_in_the_way, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("acknowledge", tests, NULL, NULL);
}
