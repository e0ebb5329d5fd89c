/* The inspector inside tmux: a second terminal emulator between the program and the test's own. */
#include "tests/harness/inspect.h"
#include "tests/harness/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <unistd.h>

static void start_in_tmux(struct inspect *i)
{
    char socket[64], base[256], bin[600];
    const char *argv[] = {"tmux",   "-L", socket, "-f", "/dev/null", "new-session", bin,
                          "orders", ";",  "set",  "-g", "status",    "off",         NULL};
    const char *env[] = {base, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, "TMUX", NULL};

    snprintf(socket, sizeof(socket), "cfqtop-test-%d", (int)getpid());
    snprintf(bin, sizeof(bin), "%s", run_find_cfqtop());
    *i = (struct inspect){.sim = sim_start(NULL)};
    sim_seed(i->sim, INSPECT_SEED);
    snprintf(base, sizeof(base), "CLOUDFLARE_API_BASE_URL=%s", sim_url(i->sim));
    i->term = term_start(&(struct term_options){.argv = argv, .env = env});
}

static void keys_resize_and_quit_through_tmux(void **state)
{
    struct inspect i;

    (void)state;
    start_in_tmux(&i);
    term_wait_text(i.term, "2 Messages . orders . PEEK \\(no lease\\) 5");
    term_wait_text(i.term, "hello world");
    term_keys(i.term, "Down Down");
    term_wait_text(i.term, "bytes . base64 → bytes . 10 B");
    term_resize(i.term, 160, 48);
    term_wait_text(i.term, "dead-letter queue +orders-dlq");
    term_resize(i.term, 40, 12);
    term_wait_gone(i.term, "dead-letter queue +orders-dlq");
    term_wait_text(i.term, "2 Messages");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "pulled 5 messages");
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    assert_int_equal(sim_count_requests(i.sim, "ack"), 1);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(keys_resize_and_quit_through_tmux, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("tmux", tests, NULL, NULL);
}
