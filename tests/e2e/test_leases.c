/* Leases as a person sees them: counted down, extended, given back. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void start_pulled(struct inspect *i, const char *lease)
{
    const char *args[] = {"--pull", "-t", lease, "orders", NULL};

    inspect_start(i, &(struct inspect_options){.args = args});
    term_wait_text(i->term, "PULLED 5");
}

/* Messages of orders in a state: "leased", "ready". */
static size_t count_in_state(struct inspect *i, const char *state)
{
    json_t *queue = sim_get(i->sim, "/__sim/queues/orders"), *m;
    size_t n = 0, index;

    json_array_foreach (json_object_get(queue, "messages"), index, m)
        n += !strcmp(json_string_value(json_object_get(m, "state")), state);
    json_decref(queue);
    return n;
}

static void extended_leases_hold_and_are_given_back(void **state)
{
    struct inspect i;

    (void)state;
    start_pulled(&i, "60s");
    term_keys(i.term, "g v G v E");
    term_wait_text(i.term, "5 messages stay hidden from consumers that long, from now");
    term_wait_text(i.term, "Enter extends");
    term_keys(i.term, "C-u text:2h Enter");
    term_wait_text(i.term, "^ extended 5");
    term_wait_text(i.term, "1h59m");
    term_wait_row(i.term, 0, "leases 5 \\(1h59m\\)");
    sim_advance(i.sim, 90000); /* past the first deadline */
    assert_int_equal(count_in_state(&i, "leased"), 5);
    term_keys(i.term, "Q");
    term_wait_text(i.term, "released 5 leases");
    term_wait_exit(i.term, NULL);
    assert_int_equal(count_in_state(&i, "ready"), 5);
    inspect_stop(&i);
}

static void an_account_without_extend_says_so_once(void **state)
{
    struct inspect i;

    (void)state;
    start_pulled(&i, "60s");
    sim_post(i.sim, "/__sim/options", "{\"extend\":false}");
    term_keys(i.term, "E");
    term_wait_text(i.term, "Enter extends");
    term_keys(i.term, "Enter");
    term_wait_row(i.term, 23,
                  "^ 405: leases cannot be extended here: P pulls with a longer one, R gives back");
    term_keys(i.term, "F9");
    term_wait_text(i.term, "E +extend +leases cannot be extended here");
    term_keys(i.term, "Esc");
    assert_int_equal(sim_count_requests(i.sim, "extend"), 1);
    inspect_stop(&i);
}

/* The second message of the seed has failed twice, of three times. */
static void a_message_near_its_end_says_where_it_goes(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"orders", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    term_wait_text(i.term, "^  +2d 02h +2/3▲ json ");
    assert_false(term_has_text(i.term, "one more failed delivery"));
    term_keys(i.term, "Down");
    term_wait_text(i.term, "^ ! one more failed delivery \\(2/3\\) → orders-dlq$");
    term_keys(i.term, "P");
    term_wait_text(i.term, "1 of the first 5 at their limit: if it fails, to orders-dlq");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "PULLED 5");
    term_keys(i.term, "Down");
    term_wait_text(i.term, "^ ! if this delivery fails \\(3/3\\) → orders-dlq$");
    term_keys(i.term, "R");
    term_wait_text(i.term, "Ends 1 at the limit: moved to orders-dlq");
    term_wait_text(i.term, "Esc cancels");
    term_keys(i.term, "Esc");
    term_wait_gone(i.term, "Ends 1 at");
    term_keys(i.term, "i");
    term_wait_text(i.term, "if it fails +the next failed delivery ends it; then to orders-dlq");
    inspect_stop(&i);
}

/* The queue keeps messages for 4 days. */
static void what_expires_within_a_day_is_marked(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){
                          .cols = 120,
                          .args = (const char *[]){"old", NULL},
                          .seed = "{\"reset\":true,\"queues\":[{\"name\":\"old\",\"messages\":["
                                  "{\"body\":\"a\",\"age_ms\":300000000},"
                                  "{\"body\":\"b\",\"age_ms\":200000000}]}]}"});
    term_wait_text(i.term, "PEEK \\(no lease\\) 2 .* first expires in 12h39m ");
    term_wait_text(i.term, "^> +3d 11h! +0/-  text");
    term_wait_text(i.term, "^  +2d 07h  +0/-  text");
    inspect_stop(&i);
}

/* The server knows better than our clock: a late acknowledge is tried, and what it said is told. */
static void an_expired_lease_says_so_and_can_be_tried(void **state)
{
    struct inspect i;

    (void)state;
    start_pulled(&i, "1s");
    sim_advance(i.sim, 2000);
    term_wait_text(i.term, "expired");
    term_wait_row(i.term, 0, "leases 0");
    term_keys(i.term, "A");
    term_wait_text(i.term, "1 lease has expired: a late ack may be accepted");
    term_wait_text(i.term, "y deletes");
    term_keys(i.term, "y");
    term_wait_text(i.term, "^ acknowledged 1");
    assert_int_equal(sim_count_requests(i.sim, "ack"), 1);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(an_expired_lease_says_so_and_can_be_tried, inspect_stop_all),
        cmocka_unit_test_teardown(a_message_near_its_end_says_where_it_goes, inspect_stop_all),
        cmocka_unit_test_teardown(what_expires_within_a_day_is_marked, inspect_stop_all),
        cmocka_unit_test_teardown(extended_leases_hold_and_are_given_back, inspect_stop_all),
        cmocka_unit_test_teardown(an_account_without_extend_says_so_once, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("leases", tests, NULL, NULL);
}
