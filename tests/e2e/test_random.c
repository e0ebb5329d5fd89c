/* No lower-case or movement key ever changes the server: thousands of random ones, and the server's
 * own log.  The seed is printed; CFQTOP_TEST_SEED repeats a run. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { KEYS = 4000, BURST = 40 };

/* Everything a tired hand can hit but upper-case letters and Ctrl-C. */
static const char *const pool[] = {
    "a",        "b",      "c",
    "d",        "e",      "f",
    "g",        "h",      "i",
    "j",        "k",      "l",
    "m",        "n",      "o",
    "p",        "r",      "s",
    "t",        "u",      "v",
    "w",        "x",      "y",
    "z",        "0",      "1",
    "2",        "3",      "9",
    "\r",       "\t",     " ",
    "/",        "?",      "!",
    ",",        ".",      "<",
    ">",        "=",      "%",
    "[",        "]",      "-",
    "+",        "\177",   "\004",
    "\025",     "\006",   "\002",
    "\f",       "\033",   "\033OA",
    "\033OB",   "\033OC", "\033OD",
    "\033[A",   "\033[B", "\033[5~",
    "\033[6~",  "\033[H", "\033[F",
    "\033OP",   "\033OS", "\033[15~",
    "\033[17~", "q",      "\033[200~P\rA\rR\r\033[201~",
};

static unsigned next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33);
}

/* A prompt swallows what is typed until it is left: one burst in it is enough. */
static void leave_prompt(struct inspect *i)
{
    if (!term_is_cursor_visible(i->term))
        return;
    term_send(i->term, "\033");
    term_settle(i->term);
}

static void send_burst(struct inspect *i, uint64_t *seed)
{
    leave_prompt(i);
    for (int k = 0; k < BURST && !term_has_exited(i->term, NULL); k++)
        term_send(i->term, pool[next_random(seed) % (sizeof(pool) / sizeof(pool[0]))]);
    if (!term_has_exited(i->term, NULL))
        term_settle(i->term);
}

/* Every run begins with messages in sight, whatever its keys do. */
static void open_a_queue(struct inspect *i)
{
    term_wait_text(i->term, "1 Queues 5");
    term_keys(i->term, "G Enter");
    term_wait_text(i->term, "PEEK \\(no lease\\) 100 of ~312");
}

static void lower_case_never_changes_the_server(void **state)
{
    const char *given = getenv("CFQTOP_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    struct inspect i;
    int runs = 1;

    (void)state;
    print_message("CFQTOP_TEST_SEED=%llu\n", (unsigned long long)seed);
    inspect_start(&i, &(struct inspect_options){0});
    open_a_queue(&i);
    for (int k = 0; k < KEYS; k += BURST) {
        send_burst(&i, &seed);
        if (!term_has_exited(i.term, NULL))
            continue;
        /* q and Esc at the top leave: begin again. */
        term_stop(i.term);
        inspect_start_term(&i, &(struct inspect_options){0});
        open_a_queue(&i);
        runs++;
    }
    print_message("%d runs, %d peeks\n", runs, sim_count_requests(i.sim, "peek"));
    assert_true(sim_count_requests(i.sim, "peek") >= runs);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(lower_case_never_changes_the_server, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("random keys", tests, NULL, NULL);
}
