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

enum { KEYS = 4000, BURST = 40, LINES = 300 };

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

#define CLICK(row) "\033[<0;20;" #row "M\033[<0;20;" #row "m"

static const char *const mouse[] = {CLICK(5),  CLICK(11),        CLICK(14),        CLICK(20),
                                    CLICK(24), "\033[<64;20;5M", "\033[<65;20;14M"};

enum { POOL = sizeof(pool) / sizeof(pool[0]), MOUSE = sizeof(mouse) / sizeof(mouse[0]) };

static unsigned next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33);
}

static const char *choose(uint64_t *seed)
{
    unsigned i = next_random(seed) % (POOL + MOUSE);

    return i < POOL ? pool[i] : mouse[i - POOL];
}

static bool is_cursor_hidden(struct term *t, void *arg)
{
    (void)arg;
    return !term_is_cursor_visible(t) || term_has_exited(t, NULL);
}

/* A prompt swallows what is typed until it is left: one burst in it is enough.  A key that comes
 * right behind Esc would be Alt with that key. */
static void leave_prompt(struct inspect *i)
{
    if (term_has_exited(i->term, NULL) || !term_is_cursor_visible(i->term))
        return;
    term_send(i->term, "\033");
    term_wait_until(i->term, is_cursor_hidden, NULL, "Esc does not leave the prompt");
}

static void send_burst(struct inspect *i, uint64_t *seed)
{
    leave_prompt(i);
    for (int k = 0; k < BURST && !term_has_exited(i->term, NULL); k++)
        term_send(i->term, choose(seed));
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

/* Leaving is fine: begins again then. */
static bool restart_if_left(struct inspect *i)
{
    if (!term_has_exited(i->term, NULL))
        return false;
    term_stop(i->term);
    inspect_start_term(i, &(struct inspect_options){0});
    open_a_queue(i);
    return true;
}

static uint64_t start_seed(void)
{
    const char *given = getenv("CFQTOP_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);

    print_message("CFQTOP_TEST_SEED=%llu\n", (unsigned long long)seed);
    return seed;
}

static void lower_case_never_changes_the_server(void **state)
{
    uint64_t seed = start_seed();
    struct inspect i;
    int runs = 1;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    open_a_queue(&i);
    for (int k = 0; k < KEYS; k += BURST) {
        send_burst(&i, &seed);
        runs += restart_if_left(&i);
    }
    print_message("%d runs, %d peeks\n", runs, sim_count_requests(i.sim, "peek"));
    assert_true(sim_count_requests(i.sim, "peek") >= runs);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

/* What a command line can be made of: how it begins, and what follows.  A question that it opens is
 * left, never answered. */
static const char *const names[] = {
    "pull ",   "pu ",   "pull 5 1m", "peek ", "open ", "sort ",   "filter ",  "mark ",
    "set ",    "times", "freeze",    "help",  "view ", "journal", "info",     "describe",
    "refresh", "7",     "\033[A",    "p",     "x",     "\t\t",    "\t\t\t\t",
};
static const char *const arguments[] = {
    "orders",      "billing", "all",    "backlog", "5",    "1m",   "read-only",
    "noread-only", "wrap",    "=",      "?",       "!",    " ",    " ",
    "\t",          "\t\t",    "\033[Z", "\033[A",  "\177", "\027", "\033[D",
};

static void type_a_line(struct inspect *i, uint64_t *seed)
{
    term_send(i->term, ":");
    term_send(i->term, names[next_random(seed) % (sizeof(names) / sizeof(names[0]))]);
    for (unsigned n = next_random(seed) % 4; n > 0; n--)
        term_send(i->term,
                  arguments[next_random(seed) % (sizeof(arguments) / sizeof(arguments[0]))]);
    term_send(i->term, "\r");
    if (!term_has_exited(i->term, NULL))
        term_settle(i->term);
    leave_prompt(i);
}

static void no_command_changes_the_server_by_itself(void **state)
{
    uint64_t seed = start_seed();
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    open_a_queue(&i);
    for (int k = 0; k < LINES; k++) {
        type_a_line(&i, &seed);
        restart_if_left(&i);
    }
    print_message("%d peeks\n", sim_count_requests(i.sim, "peek"));
    assert_true(sim_count_requests(i.sim, "peek") >= 1);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(lower_case_never_changes_the_server, inspect_stop_all),
        cmocka_unit_test_teardown(no_command_changes_the_server_by_itself, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("random keys", tests, NULL, NULL);
}
