/* More than 100 messages at once: what the server is sent, and what is left there. */
#include "tests/e2e/oneshot/statekit.h"
#include "tests/harness/inspect.h"

enum { MANY = 250 };

static void seed_many(struct sim *sim)
{
    sim_seed(sim, "{\"reset\":true,\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS "\","
                  "\"consumers\":[{\"type\":\"http_pull\"}],\"messages\":[{\"count\":250}]}]}");
}

/* The nth request of op hits it, those before it go well. */
static void fault_at(struct sim *sim, int n, const char *rest)
{
    for (int i = 1; i < n; i++)
        sim_post(sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"delay\",\"delay_ms\":1}");
    sim_post(sim, "/__sim/fault", "{\"op\":\"ack\",%s}", rest);
}

static size_t count_messages(struct sim *sim)
{
    json_t *queue = sim_get(sim, "/__sim/queues/orders");
    size_t n = json_array_size(json_object_get(queue, "messages"));

    json_decref(queue);
    return n;
}

/* cfqtop command orders LEASE... [last], with the 250 leases of all messages. */
static void run_with_leases(struct statekit *k, struct run *r, const char *command,
                            const char *last)
{
    const char *argv[MANY + 5] = {run_find_cfqtop(), command, "orders"};
    char *ids[MANY];

    seed_many(k->sim);
    lease(k, ORDERS, ids, 100);
    lease(k, ORDERS, ids + 100, 100);
    lease(k, ORDERS, ids + 200, 50);
    for (int i = 0; i < MANY; i++)
        argv[3 + i] = ids[i];
    argv[3 + MANY] = last;
    run_start(r, argv, k->env, RUN_CAPTURE);
    run_finish(r);
    for (int i = 0; i < MANY; i++)
        free(ids[i]);
}

static void test_ack_sends_a_hundred_a_request(void **state)
{
    static const size_t sizes[] = {100, 100, 50};
    struct statekit *k = *state;
    struct audit_page page;
    struct run r;

    run_with_leases(k, &r, "ack", NULL);
    assert_ran(&r, 0, "250 of 250 leases acknowledged\n", "");
    assert_int_equal(sim_count_requests(k->sim, "ack"), 3);
    assert_int_equal(count_messages(k->sim), 0);
    read_record(k, &page, 0);
    assert_int_equal(page.n, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(page.items[i].is_result, i % 2);
        assert_int_equal(page.items[i].n_messages, sizes[i / 2]);
        assert_int_equal(page.items[i].n, i / 2 + 1);
    }
    audit_page_free(&page);
}

static void test_json_has_a_line_a_request(void **state)
{
    struct statekit *k = *state;
    static const int counts[] = {100, 100, 50};
    const char *line;
    struct run r;

    run_with_leases(k, &r, "retry", "--json");
    assert_int_equal(r.status, 0);
    line = r.out;
    for (int i = 0; i < 3; i++) {
        json_t *answer = json_loads(line, JSON_DISABLE_EOF_CHECK, NULL);

        assert_int_equal(json_integer_value(json_object_get(answer, "retryCount")), counts[i]);
        json_decref(answer);
        line = strchr(line, '\n') + 1;
    }
    assert_string_equal(line, "");
    run_free(&r);
    assert_int_equal(count_free(k, "orders"), MANY);
}

static void test_what_fails_for_one_goes_on(void **state)
{
    struct statekit *k = *state;
    struct run r;

    fault_at(k->sim, 2, "\"kind\":\"status\",\"status\":500");
    run_with_leases(k, &r, "ack", NULL);
    assert_string_equal(r.out, "150 of 250 leases acknowledged\n");
    assert_has(r.err, "cfqtop: 500");
    assert_lacks(r.err, "not sent");
    assert_int_equal(r.status, 1);
    run_free(&r);
    assert_int_equal(sim_count_requests(k->sim, "ack"), 3);
    assert_int_equal(count_messages(k->sim), 100);
}

static void test_what_fails_for_all_stops(void **state)
{
    struct statekit *k = *state;
    struct run r;

    fault_at(k->sim, 2, "\"kind\":\"status\",\"status\":429");
    run_with_leases(k, &r, "ack", NULL);
    assert_string_equal(r.out, "100 of 250 leases acknowledged\n");
    assert_has(r.err, "cfqtop: 429");
    assert_has(r.err, "cfqtop: 50 leases not sent\n");
    assert_int_equal(r.status, 1);
    run_free(&r);
    assert_int_equal(sim_count_requests(k->sim, "ack"), 2);
    assert_int_equal(count_messages(k->sim), 150);
}

/* Three pulls, all of it marked. */
static void start_many(struct inspect *i)
{
    const struct inspect_options o = {
        .args = (const char *const[]){"--pull", "-n", "100", "-t", "10m", "orders", NULL},
        .seed = "{\"reset\":true,\"queues\":[{\"name\":\"orders\",\"consumers\":"
                "[{\"type\":\"http_pull\"}],\"messages\":[{\"count\":250}]}]}"};
    static const char *const pulled[] = {"PULLED 100", "PULLED 200", "PULLED 250"};

    inspect_start(i, &o);
    for (int n = 0; n < 3; n++) {
        if (n) {
            term_keys(i->term, "P");
            term_wait_text(i->term, "Enter pulls");
            term_keys(i->term, "Enter");
        }
        term_wait_text(i->term, pulled[n]);
    }
    term_keys(i->term, "g v G v");
    term_wait_text(i->term, "250 marked");
}

static void acknowledge(struct inspect *i)
{
    term_keys(i->term, "A");
    term_wait_text(i->term, "250 and Enter deletes");
    term_keys(i->term, "2 5 0 Enter");
}

static void test_a_acknowledges_all(void **state)
{
    struct inspect i;

    (void)state;
    start_many(&i);
    acknowledge(&i);
    term_wait_text(i.term, "^ acknowledged 250");
    term_wait_row(i.term, 0, "leases 0");
    assert_int_equal(sim_count_requests(i.sim, "ack"), 3);
    assert_int_equal(count_messages(i.sim), 0);
    inspect_stop(&i);
}

/* Whichever of the three it hits: that one is as before, and can be acknowledged again. */
static void test_a_request_that_fails_leaves_its_own(void **state)
{
    struct inspect i;
    size_t left;

    (void)state;
    start_many(&i);
    fault_at(i.sim, 1, "\"kind\":\"status\",\"status\":500,\"count\":1");
    acknowledge(&i);
    term_wait_text(i.term, "^ acknowledged (150|200), (100|50) failed: 500");
    left = count_messages(i.sim);
    assert_true(left == 100 || left == 50);
    term_wait_text(i.term, left == 100 ? "100 marked" : "50 marked");
    term_keys(i.term, "A");
    term_wait_text(i.term, "and Enter deletes");
    term_keys(i.term, left == 100 ? "1 0 0 Enter" : "5 0 Enter");
    term_wait_text(i.term, left == 100 ? "^ acknowledged 100" : "^ acknowledged 50");
    assert_int_equal(count_messages(i.sim), 0);
    inspect_stop(&i);
}

static void test_quitting_gives_all_back(void **state)
{
    struct inspect i;

    (void)state;
    start_many(&i);
    term_keys(i.term, "Q");
    term_wait_text(i.term, "released 250 leases");
    term_wait_exit(i.term, NULL);
    assert_int_equal(sim_count_requests(i.sim, "ack"), 3);
    assert_int_equal(count_messages(i.sim), MANY);
    inspect_stop(&i);
}

#define TEST(name)   cmocka_unit_test_setup_teardown(name, statekit_set_up, statekit_clean)
#define SCREEN(name) cmocka_unit_test_teardown(name, inspect_stop_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_ack_sends_a_hundred_a_request), TEST(test_json_has_a_line_a_request),
        TEST(test_what_fails_for_one_goes_on),    TEST(test_what_fails_for_all_stops),
        SCREEN(test_a_acknowledges_all),          SCREEN(test_a_request_that_fails_leaves_its_own),
        SCREEN(test_quitting_gives_all_back),
    };

    return cmocka_run_group_tests_name("batches", tests, statekit_start, statekit_stop);
}
