/* No lower-case or movement key ever changes the server, and none at all does in read-only mode:
 * thousands of random ones and clicks, and the server's own log.  The seed is printed;
 * CFQTOP_TEST_SEED repeats a run. */
#include "base/memory/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BURST = 40, LINES = 300 };

/* Everything a tired hand can hit but upper-case letters and Ctrl-C. */
static const char *const lower[] = {
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

/* Q is not among them: it is the way out. */
static const char *const upper[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I",
                                    "J", "K", "L", "M", "N", "O", "P", "R", "S",
                                    "T", "U", "V", "W", "X", "Y", "Z", "y", "\033[20~"};

enum { N_LOWER = ARRAY_LEN(lower), N_UPPER = ARRAY_LEN(upper) };

struct plan {
    int keys;
    int cols, rows;
    bool read_only; /* and upper-case keys too */
};

static uint64_t seed;

static unsigned next_random(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static bool is_cursor_hidden(struct term *t, void *arg)
{
    (void)arg;
    return !term_is_cursor_visible(t) || term_has_exited(t, NULL);
}

static bool is_up(struct term *t, void *arg)
{
    (void)arg;
    return term_is_alternate(t) || term_has_exited(t, NULL);
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

/* Nothing is sent unless the program asks for the mouse.  The last line is left out: a click on A
 * there is that key. */
static void click(struct inspect *i, const struct plan *plan)
{
    static const char *const kinds[] = {"click", "wheelup", "wheeldown"};
    char name[40];

    snprintf(name, sizeof(name), "%s:%u,%u", kinds[next_random(3)],
             next_random((unsigned)plan->rows - 1), next_random((unsigned)plan->cols));
    term_keys(i->term, name);
}

static void send_burst(struct inspect *i, const struct plan *plan)
{
    leave_prompt(i);
    for (int k = 0; k < BURST && !term_has_exited(i->term, NULL); k++) {
        if (next_random(20) == 0)
            click(i, plan);
        else if (plan->read_only && next_random(3) == 0)
            term_send(i->term, upper[next_random(N_UPPER)]);
        else
            term_send(i->term, lower[next_random(N_LOWER)]);
    }
    if (term_has_exited(i->term, NULL))
        return;
    /* An Esc at the end would be waited for while the frame before it is on the screen. */
    term_send(i->term, "\f");
    term_settle(i->term);
    /* What is typed while the pager of e has the terminal is the pager's. */
    term_wait_until(i->term, is_up, NULL, "the pager does not end");
    if (!term_has_exited(i->term, NULL))
        term_settle(i->term);
}

/* Every run begins with messages in sight, whatever its keys do. */
static void open_a_queue(struct inspect *i)
{
    term_wait_text(i->term, "1 Queues 5");
    term_keys(i->term, "G Enter");
    term_wait_text(i->term, "peeked, no lease . 100 of ~312");
}

/* What may come to be: text on the screen, or no longer, or the end of the program. */
struct hope {
    const char *regex;
    bool gone;
};

static bool is_so_or_left(struct term *t, void *hope)
{
    const struct hope *h = hope;

    return term_has_exited(t, NULL) || term_has_text(t, h->regex) != h->gone;
}

static void wait_for(struct term *t, const char *regex, bool gone)
{
    struct hope h = {regex, gone};

    term_wait_until(t, is_so_or_left, &h, regex);
}

/* Sends a key that takes what is there away. */
static void send_away(struct term *t, const char *key, const char *what)
{
    if (!term_has_text(t, what))
        return;
    term_send(t, key);
    wait_for(t, what, true);
}

/* Out of prompt, menu or question, and then one key more: the program is there.  False: the last
 * keys have made it leave. */
static bool answers(struct inspect *i)
{
    struct term *t = i->term;

    term_resize(t, 80, 24);
    term_settle(t);
    wait_for(t, "[^ ]", false);
    leave_prompt(i);
    if (term_has_text(t, "Write \\./"))
        wait_for(t, "y writes", false);
    send_away(t, "\033", "┏━");
    send_away(t, "q", "━ Help");
    if (!term_has_exited(t, NULL))
        term_send(t, "?");
    wait_for(t, "━ Help", false);
    return !term_has_exited(t, NULL);
}

static void begin(struct inspect *i, const struct plan *plan)
{
    /* An answer to the question for the background would be waited for before a pager comes up, and
     * keys are dropped then. */
    static const char *const args[] = {"--theme", "dark", NULL};
    static const char *const read_only[] = {"--theme", "dark", "--read-only", NULL};
    static const char *const env[] = {"PAGER=true", NULL}; /* keys are for cfqtop */

    term_stop(i->term);
    inspect_start_term(
        i, &(struct inspect_options){.args = plan->read_only ? read_only : args, .env = env});
    open_a_queue(i);
    term_resize(i->term, plan->cols, plan->rows);
}

static void assert_answers(struct inspect *i, const struct plan *plan)
{
    if (answers(i))
        return;
    begin(i, plan);
    assert_true(answers(i));
}

/* Leaving is fine: q and Esc at the top do. */
static bool begin_again_if_left(struct inspect *i, const struct plan *plan)
{
    if (!term_has_exited(i->term, NULL))
        return false;
    begin(i, plan);
    return true;
}

static void start(struct inspect *i, const struct plan *plan)
{
    const char *given = getenv("CFQTOP_TEST_SEED");

    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("CFQTOP_TEST_SEED=%llu\n", (unsigned long long)seed);
    *i = (struct inspect){.sim = sim_start(NULL)};
    sim_seed(i->sim, INSPECT_SEED);
    begin(i, plan);
}

static void press_at_random(const struct plan *plan)
{
    struct inspect i;
    int runs = 1;

    start(&i, plan);
    for (int k = 0; k < plan->keys; k += BURST) {
        send_burst(&i, plan);
        runs += begin_again_if_left(&i, plan);
    }
    assert_answers(&i, plan);
    print_message("%d runs, %d peeks\n", runs, sim_count_requests(i.sim, "peek"));
    assert_true(sim_count_requests(i.sim, "peek") >= runs);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void lower_case_never_changes_the_server(void **state)
{
    (void)state;
    press_at_random(&(struct plan){.keys = 4000, .cols = 80, .rows = 24});
}

static void nor_on_a_tiny_screen(void **state)
{
    (void)state;
    press_at_random(&(struct plan){.keys = 1000, .cols = 20, .rows = 4});
}

static void nor_on_a_wide_one(void **state)
{
    (void)state;
    press_at_random(&(struct plan){.keys = 1000, .cols = 160, .rows = 48});
}

static void upper_case_does_not_either_when_read_only(void **state)
{
    (void)state;
    press_at_random(&(struct plan){.keys = 2000, .cols = 80, .rows = 24, .read_only = true});
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

static void type_a_line(struct inspect *i)
{
    term_send(i->term, ":");
    term_send(i->term, names[next_random(ARRAY_LEN(names))]);
    for (unsigned n = next_random(4); n > 0; n--)
        term_send(i->term, arguments[next_random(ARRAY_LEN(arguments))]);
    term_send(i->term, "\r");
    if (!term_has_exited(i->term, NULL))
        term_settle(i->term);
    leave_prompt(i);
}

static void no_command_changes_the_server_by_itself(void **state)
{
    const struct plan plan = {.cols = 80, .rows = 24};
    struct inspect i;

    (void)state;
    start(&i, &plan);
    for (int k = 0; k < LINES; k++) {
        type_a_line(&i);
        begin_again_if_left(&i, &plan);
    }
    assert_answers(&i, &plan);
    print_message("%d peeks\n", sim_count_requests(i.sim, "peek"));
    assert_true(sim_count_requests(i.sim, "peek") >= 1);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(lower_case_never_changes_the_server, inspect_stop_all),
        cmocka_unit_test_teardown(nor_on_a_tiny_screen, inspect_stop_all),
        cmocka_unit_test_teardown(nor_on_a_wide_one, inspect_stop_all),
        cmocka_unit_test_teardown(no_command_changes_the_server_by_itself, inspect_stop_all),
        cmocka_unit_test_teardown(upper_case_does_not_either_when_read_only, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("random keys", tests, NULL, NULL);
}
