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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(extended_leases_hold_and_are_given_back, inspect_stop_all),
        cmocka_unit_test_teardown(an_account_without_extend_says_so_once, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("leases", tests, NULL, NULL);
}
