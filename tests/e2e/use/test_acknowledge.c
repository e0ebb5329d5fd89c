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

/* Asks with key and answers once keys count. */
static void act(struct inspect *i, const char *key, const char *answer)
{
    term_keys(i->term, key);
    term_wait_text(i->term, "Esc cancels");
    term_keys(i->term, answer);
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
    inspect_start_pulled(&i);
    find_lease(&i, 1, second);
    find_lease(&i, 3, fourth);
    term_keys(i.term, "Down Space Down Space");
    term_wait_text(i.term, "2 marked");
    term_wait_text(i.term, "^ \\*L");
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
    assert_int_equal(sim_count_messages(i.sim, "orders", "all"), 3);
    assert_int_equal(sim_count_requests(i.sim, "purge"), 0);
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

/* Two of the five are settled by somebody else before. */
static void warnings_are_told_for_each(void **state)
{
    struct inspect i;
    char lease[300], request[400], path[200];

    (void)state;
    inspect_start_pulled(&i);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(acknowledges_exactly_the_marked_leases, inspect_stop_all),
        cmocka_unit_test_teardown(warnings_are_told_for_each, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("acknowledge", tests, NULL, NULL);
}
