/* cfqtop release: the leases that a killed cfqtop left held are given back, others are not touched.
 */
#include "tests/e2e/oneshot/statekit.h"

#include "base/os/clock.h"

#define CFQTOP(r, ...) run_cfqtop((r), k->env, RUN_CAPTURE, __VA_ARGS__, NULL)

static struct lease_file *open_leases(struct statekit *k)
{
    struct error err;
    struct lease_file *f = lease_file_open(&k->dir, &err);

    if (!f)
        fail_msg("%s", err.text);
    return f;
}

static struct kept_lease new_lease(struct statekit *k, const char *queue, const char *queue_id,
                                   const char *lease_id)
{
    int64_t now = clock_now().wall_ms;
    struct kept_lease lease = {.account_id = SIM_ACCOUNT,
                               .base_url = sim_url(k->sim),
                               .queue = queue,
                               .lease_id = lease_id,
                               .message_id = "a-message",
                               .taken_wall_ms = now,
                               .deadline_wall_ms = now + 600000};

    snprintf(lease.queue_id, sizeof lease.queue_id, "%s", queue_id);
    return lease;
}

static void add(struct lease_file *f, const struct kept_lease *lease)
{
    struct error err;

    if (!lease_file_add(f, lease, 1, &err))
        fail_msg("%s", err.text);
}

/* As a program that was killed leaves it: noted, and the file not locked. */
static void leave(struct statekit *k, const struct kept_lease *lease)
{
    struct lease_file *f = open_leases(k);

    add(f, lease);
    lease_file_close(f);
}

/* Leases n messages and leaves them. */
static void leave_real(struct statekit *k, const char *queue, const char *queue_id, size_t n)
{
    struct lease_file *f = open_leases(k);
    char *ids[100];

    lease(k, queue_id, ids, n);
    for (size_t i = 0; i < n; i++) {
        struct kept_lease kept = new_lease(k, queue, queue_id, ids[i]);

        add(f, &kept);
        free(ids[i]);
    }
    lease_file_close(f);
}

static size_t count_left(struct statekit *k)
{
    struct lease_file *f = open_leases(k);
    struct lease_orphans left;
    struct error err;
    size_t n;

    assert_true(lease_file_orphans(f, clock_now(), &left, &err));
    n = left.n;
    lease_orphans_free(&left);
    lease_file_close(f);
    return n;
}

static void test_nothing_is_held(void **state)
{
    struct statekit *k = *state;
    struct kept_lease old = new_lease(k, "orders", ORDERS, "expired");
    struct run r;

    CFQTOP(&r, "release");
    assert_ran(&r, 0, "no lease is held\n", "");
    old.deadline_wall_ms = old.taken_wall_ms - 1;
    leave(k, &old);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "no lease is held\n", "");
    CFQTOP(&r, "release", "--json");
    assert_ran(&r, 0, "", "");
    assert_int_equal(sim_count_requests(k->sim, "any"), 0);
}

static void test_one_request_a_queue(void **state)
{
    struct statekit *k = *state;
    struct run r;

    leave_real(k, "orders", ORDERS, 3);
    leave_real(k, "emails", EMAILS, 1);
    assert_int_equal(count_free(k, "orders"), 0);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 1 lease of emails\nreleased 3 leases of orders\n", "");
    assert_int_equal(sim_count_requests(k->sim, "any"), 2); /* GET /accounts is not needed */
    assert_int_equal(sim_count_requests(k->sim, "ack"), 2);
    assert_int_equal(count_free(k, "orders"), 3);
    assert_int_equal(count_free(k, "emails"), 3);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "no lease is held\n", "");
}

static void test_json(void **state)
{
    struct statekit *k = *state;
    struct run r;

    leave_real(k, "orders", ORDERS, 2);
    leave_real(k, NULL, EMAILS, 1);
    CFQTOP(&r, "release", "--json");
    assert_ran(&r, 0,
               "{\"account_id\":\"" SIM_ACCOUNT "\",\"queue_id\":\"" EMAILS "\",\"leases\":1,"
               "\"released\":1}\n"
               "{\"account_id\":\"" SIM_ACCOUNT "\",\"queue_id\":\"" ORDERS "\",\"queue\":"
               "\"orders\",\"leases\":2,\"released\":2}\n",
               "");
}

/* This program holds leases as a running cfqtop does. */
static void test_a_running_program_keeps_its_own(void **state)
{
    struct statekit *k = *state;
    struct lease_file *running = open_leases(k);
    struct kept_lease kept;
    struct run r;
    char *id;

    lease(k, ORDERS, &id, 1);
    kept = new_lease(k, "orders", ORDERS, id);
    add(running, &kept);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "no lease is held\n", "");
    leave_real(k, "orders", ORDERS, 1); /* of a second one, that died */
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 1 lease of orders\n", "");
    assert_int_equal(count_free(k, "orders"), 2);
    lease_file_close(running);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 1 lease of orders\n", "");
    assert_int_equal(count_free(k, "orders"), 3);
    free(id);
}

static void test_other_accounts_and_apis_are_left(void **state)
{
    static const char left[] =
        "cfqtop: 2 leases of another account or API not touched: see --account, --base-url\n";
    struct statekit *k = *state;
    struct kept_lease other = new_lease(k, "orders", ORDERS, "of-another-account");
    struct run r;

    snprintf(other.account_id, sizeof other.account_id, "another");
    leave(k, &other);
    other = new_lease(k, "orders", ORDERS, "of-cloudflare");
    other.base_url = NULL;
    leave(k, &other);
    CFQTOP(&r, "release", "--account", SIM_ACCOUNT);
    assert_ran(&r, 0, "no lease is held\n", left);
    leave_real(k, "orders", ORDERS, 1);
    CFQTOP(&r, "release", "--account", SIM_ACCOUNT);
    assert_ran(&r, 0, "released 1 lease of orders\n", left);
    assert_int_equal(count_left(k), 2);
    /* Without an account, all of this API: the token is told that it may not. */
    CFQTOP(&r, "release");
    assert_has(r.err, "cfqtop: orders: 1 lease could not be released: 403/10000 ");
    assert_string_equal(r.out, "released 0 of 1 lease of orders\n");
    assert_int_equal(r.status, 1);
    run_free(&r);
}

static void test_what_is_not_released_stays(void **state)
{
    struct statekit *k = *state;
    struct kept_lease none = new_lease(k, "orders", ORDERS, "no-such-lease");
    struct run r;

    leave_real(k, "orders", ORDERS, 2);
    leave(k, &none);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 2 of 3 leases of orders\n",
               "cfqtop: orders: 1 lease had ended before: forgotten\n");
    assert_int_equal(count_left(k), 0);
    assert_int_equal(count_free(k, "orders"), 3);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "no lease is held\n", "");
}

static void test_leases_of_a_queue_that_is_gone_are_forgotten(void **state)
{
    struct statekit *k = *state;
    struct kept_lease of_none = new_lease(k, "gone", "0123456789abcdef0123456789abcdef", "");
    char id[30];
    struct run r;

    for (int i = 0; i < 150; i++) {
        snprintf(id, sizeof id, "lease-%d", i);
        of_none.lease_id = id;
        leave(k, &of_none);
    }
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 0 of 150 leases of gone\n",
               "cfqtop: gone: 150 leases had ended before: forgotten\n");
    assert_int_equal(count_left(k), 0);
}

/* What the answer does not say is not known: it is asked again. */
static void test_an_answer_without_counts(void **state)
{
    struct statekit *k = *state;
    struct run r;

    leave_real(k, "orders", ORDERS, 2);
    sim_post(k->sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"wrong_types\"}");
    CFQTOP(&r, "release");
    assert_ran(&r, 1, "released 0 of 2 leases of orders\n",
               "cfqtop: orders: 2 leases may still be held: the API did not say\n");
    assert_int_equal(count_left(k), 2);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 0 of 2 leases of orders\n",
               "cfqtop: orders: 2 leases had ended before: forgotten\n");
    assert_int_equal(count_left(k), 0);
}

static void test_a_failure_can_be_tried_again(void **state)
{
    struct statekit *k = *state;
    struct run r;

    leave_real(k, "orders", ORDERS, 2);
    leave_real(k, "emails", EMAILS, 1);
    sim_post(k->sim, "/__sim/fault",
             "{\"op\":\"ack\",\"queue\":\"emails\",\"kind\":\"status\",\"status\":500}");
    CFQTOP(&r, "release");
    assert_string_equal(r.out, "released 0 of 1 lease of emails\nreleased 2 leases of orders\n");
    assert_has(r.err, "cfqtop: emails: 1 lease could not be released: 500/15000 ");
    assert_int_equal(r.status, 1);
    run_free(&r);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 1 lease of emails\n", "");
}

static void test_an_answer_that_was_cut(void **state)
{
    struct statekit *k = *state;
    struct audit_page page;
    struct run r;

    leave_real(k, "orders", ORDERS, 2);
    sim_post(k->sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"invalid_json\"}");
    CFQTOP(&r, "release");
    assert_has(r.err, "cfqtop: orders: 2 leases may still be held: ");
    assert_int_equal(r.status, 1);
    run_free(&r);
    assert_int_equal(count_left(k), 2);
    assert_string_equal(read_record(k, &page, 0)->messages[0].result, "unknown");
    audit_page_free(&page);
}

static void test_refused_when_read_only(void **state)
{
    struct statekit *k = *state;
    struct run r;

    leave_real(k, "orders", ORDERS, 1);
    CFQTOP(&r, "release", "--read-only");
    assert_ran(&r, 2, "", "cfqtop: read-only: started with --read-only\n");
    CFQTOP(&r, "release", "orders");
    assert_ran(&r, 2, "", "cfqtop: release takes no more arguments: orders\n");
    assert_int_equal(count_left(k), 1);
    assert_int_equal(sim_count_requests(k->sim, "any"), 0);
}

/* 250 leases of orders, which has three messages more. */
static void leave_many(struct statekit *k)
{
    sim_seed(k->sim, "{\"queues\":[{\"name\":\"orders\",\"messages\":[{\"count\":250}]}]}");
    leave_real(k, "orders", ORDERS, 100);
    leave_real(k, "orders", ORDERS, 100);
    leave_real(k, "orders", ORDERS, 50);
}

static void test_a_hundred_a_request(void **state)
{
    struct statekit *k = *state;
    struct audit_page page;
    struct run r;

    leave_many(k);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 250 leases of orders\n", "");
    assert_int_equal(sim_count_requests(k->sim, "ack"), 3);
    assert_int_equal(count_free(k, "orders"), 253);
    assert_int_equal(read_record(k, &page, 0)->n_messages, 50);
    assert_int_equal(page.n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(page.items[i].is_result, i % 2);
    audit_page_free(&page);
    assert_int_equal(count_left(k), 0);
}

/* The second of three requests fails: the third does not depend on it, or would fail as well. */
static void test_one_request_of_several_fails(void **state)
{
    static const struct {
        int status, requests;
        const char *out, *err;
        size_t left;
    } cases[] = {
        {400, 3, "released 150 of 250 leases of orders\n",
         "cfqtop: orders: 100 leases could not be released: 400/15000 ", 100},
        {429, 2, "released 100 of 250 leases of orders\n",
         "cfqtop: orders: 150 leases could not be released: 429", 150},
    };
    struct statekit *k = *state;
    struct run r;

    for (size_t i = 0; i < 2; i++) {
        leave_many(k);
        sim_post(k->sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"delay\",\"delay_ms\":1}");
        sim_post(k->sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"status\",\"status\":%d}",
                 cases[i].status);
        CFQTOP(&r, "release");
        assert_string_equal(r.out, cases[i].out);
        assert_has(r.err, cases[i].err);
        assert_int_equal(r.status, 1);
        run_free(&r);
        assert_int_equal(sim_count_requests(k->sim, "ack"), cases[i].requests);
        assert_int_equal(count_left(k), cases[i].left);
        CFQTOP(&r, "release");
        assert_int_equal(r.status, 0);
        run_free(&r);
        assert_int_equal(count_left(k), 0);
        sim_delete(k->sim, "/__sim/requests");
    }
}

static void test_hostile_queue_name(void **state)
{
    struct statekit *k = *state;
    struct run r;

    leave_real(k, "\033[2Jor\u202eders\n", ORDERS, 1);
    CFQTOP(&r, "release");
    assert_ran(&r, 0, "released 1 lease of ‹1B›[2Jor‹U+202E›ders‹0A›\n", "");
}

static void test_it_is_in_the_journal(void **state)
{
    struct statekit *k = *state;
    const struct audit_record *record;
    struct audit_page page;
    struct run r;

    leave_real(k, "orders", ORDERS, 2);
    CFQTOP(&r, "release");
    run_free(&r);
    record = read_record(k, &page, 0);
    assert_int_equal(page.n, 2);
    assert_true(record->is_result);
    assert_string_equal(record->op, "retry");
    assert_string_equal(record->queue, "orders");
    assert_int_equal(record->n_messages, 2);
    assert_string_equal(record->messages[1].result, "retried");
    assert_string_equal(record->messages[1].id, "a-message");
    assert_false(record[-1].is_result);
    assert_string_equal(record[-1].run, record->run);
    audit_page_free(&page);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, statekit_set_up, statekit_clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_nothing_is_held),
        TEST(test_one_request_a_queue),
        TEST(test_json),
        TEST(test_a_running_program_keeps_its_own),
        TEST(test_other_accounts_and_apis_are_left),
        TEST(test_what_is_not_released_stays),
        TEST(test_leases_of_a_queue_that_is_gone_are_forgotten),
        TEST(test_an_answer_without_counts),
        TEST(test_a_failure_can_be_tried_again),
        TEST(test_an_answer_that_was_cut),
        TEST(test_refused_when_read_only),
        TEST(test_a_hundred_a_request),
        TEST(test_one_request_of_several_fails),
        TEST(test_hostile_queue_name),
        TEST(test_it_is_in_the_journal),
    };

    return cmocka_run_group_tests_name("release", tests, statekit_start, statekit_stop);
}
