/* The inspector inside tmux: a second terminal emulator between the program and the test's own. */
#include "tests/harness/inspect.h"
#include "tests/harness/program/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
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
    term_wait_text(i.term, "2 Messages . orders . peeked, no lease . 5");
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

/* tmux does not take the sequence of a program (set-clipboard external); its own command it takes.
 */
static void a_copy_reaches_tmux(void **state)
{
    char script[100], path[300];
    const char *argv[] = {"/bin/sh", "-c", script, NULL}, *env[] = {path, NULL};
    struct inspect i;
    struct run r;

    (void)state;
    snprintf(script, sizeof(script), "tmux -L cfqtop-test-%d show-buffer", (int)getpid());
    snprintf(path, sizeof(path), "PATH=%.280s", getenv("PATH"));
    start_in_tmux(&i);
    term_wait_text(i.term, "hello world");
    term_keys(i.term, "y b");
    term_wait_text(i.term, "tmux has 11 bytes, and was asked to hand them to the terminal");
    run_start(&r, argv, env, RUN_CAPTURE);
    run_finish(&r);
    assert_string_equal(r.out, "hello world");
    run_free(&r);
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(keys_resize_and_quit_through_tmux, inspect_stop_all),
        cmocka_unit_test_teardown(a_copy_reaches_tmux, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("tmux", tests, NULL, NULL);
}
