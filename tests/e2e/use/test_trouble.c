/* What a refusal teaches, beside scripts/end/trouble.test. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

/* Any key takes the error away, once it has been there for a second. */
static bool is_footer_without_writes(struct term *t, void *unused)
{
    (void)unused;
    term_keys(t, "Down");
    return strstr(term_row(t, 23), "? help") && !strstr(term_row(t, 23), "P pull") &&
           !strstr(term_row(t, 23), "A ack");
}

static void a_read_token_cannot_pull_and_says_what_is_missing(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *const[]){"orders", NULL},
                                                .token = SIM_READ_TOKEN});
    term_wait_text(i.term, "peeked, no lease . 5");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_text(i.term,
                   "403/10000 Authentication error; the token is valid, but lacks \"Queues Wri");
    /* That teaches it: the keys that change the server are gone, and say why when pressed. */
    term_wait_row(i.term, 0, " READ-ONLY ");
    term_wait_until(i.term, is_footer_without_writes, NULL, "no P, A in the footer");
    term_keys(i.term, "A");
    term_wait_row(i.term, 23, "^ read-only: the token lacks \"Queues Write\", as a 403 said");
    assert_int_equal(sim_count_requests(i.sim, "purge"), 0);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_read_token_cannot_pull_and_says_what_is_missing,
                                  inspect_stop_all),
    };

    return cmocka_run_group_tests_name("trouble", tests, NULL, NULL);
}
