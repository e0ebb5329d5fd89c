/* The keys that look closer, as their user presses them. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void wait_for_queues(struct inspect *i)
{
    term_wait_text(i->term, "1 Queues 5");
    term_wait_text(i->term, "orders-dlq +312");
    term_wait_text(i->term, "email +1,918");
}

static void d_describes_the_queue(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.rows = 40});
    wait_for_queues(&i);
    term_keys(i.term, "Down Down Down d");
    term_wait_text(i.term, "━ Describe ━");
    term_wait_text(i.term, "^  name +orders");
    term_wait_text(i.term, "^  delivery +running");
    term_wait_text(i.term, "^  retention +4d");
    term_wait_text(i.term, "^  sends to +orders-dlq \\(backlog 312\\)");
    term_wait_text(i.term, "^  failed messages +3 retries, then to orders-dlq");
    term_wait_text(i.term, "^  lease +30s");
    term_keys(i.term, "d");
    term_wait_gone(i.term, "Describe ━");
    term_keys(i.term, "Down i");
    term_wait_text(i.term, "^  receives from +orders \\(http_pull\\)");
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

/* The queues pane only selects; the message pane opens what it leads to. */
static void o_goes_to_the_other_end_and_back(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    wait_for_queues(&i);
    term_keys(i.term, "Down Down Down o");
    term_wait_text(i.term, "^> +H orders-dlq ");
    term_wait_text(i.term, "orders-dlq: dead-letter queue of orders");
    term_keys(i.term, "o");
    term_wait_text(i.term, "^> +H orders ");
    assert_int_equal(sim_count_requests(i.sim, "peek"), 0);
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "2 Messages . orders . PEEK \\(no lease\\) 5");
    term_keys(i.term, "o");
    term_wait_text(i.term, "2 Messages . orders-dlq . PEEK \\(no lease\\) 100 of ~312");
    term_keys(i.term, "o");
    term_wait_text(i.term, "2 Messages . orders . PEEK \\(no lease\\) 5");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(d_describes_the_queue, inspect_stop_all),
        cmocka_unit_test_teardown(o_goes_to_the_other_end_and_back, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("look", tests, NULL, NULL);
}
