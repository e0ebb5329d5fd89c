/* Keys and pastes as a terminal sends them: termdemo, beside this test, names what it gets. */
#include "tests/e2e/demo.h"

#include <stdio.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_keys(void **state)
{
    struct term *t = demo_run();

    (void)state;
    term_keys(t, "Up Down Left Right Home End PgUp PgDn F1 F5 F12 S-Tab");
    term_wait_row(t, 1,
                  "^keys Up Down Left Right Home End PgUp PgDn F1 F5 F12 (Shift-Tab|BackTab)");
    term_keys(t, "Tab Enter BS Del Space é 漢 C-d C-c text:jG Esc");
    term_wait_row(t, 1, " Tab Enter Backspace Del(ete)? Space é 漢 Ctrl-D Ctrl-C j G Esc end$");
    /* As a terminal sends them whose modes are not those TERM describes. */
    term_send(t, "\033[A\033[H\033OH\033[1~\033[F\033[4~\033OP\033[11~.");
    term_wait_row(t, 1, " Up Home Home Home End End F1 F1 \\. end$");
    term_stop(t);
}

/* None of the letters in what nobody knows may act as a key. */
static void test_unknown_sequences(void **state)
{
    struct term *t = demo_run();

    (void)state;
    term_send(t, "\033[1;2P\033[[A\033[<0;3;4M\033[M "
                 "AA\033OX\033x\033\xc3\xa9\033[?1;2c\033]11;A\aB\033PQ\033\\!");
    term_wait_row(t, 1, "^keys B ! end$");
    term_stop(t);
}

static bool has_woken_more(struct term *t, void *arg)
{
    const int *before = arg;
    int now;

    return sscanf(term_row(t, 0), "size %*s wakes %d", &now) == 1 && now > *before;
}

/* Sends bytes and waits until the program has read all of them and found no more. */
static void send_alone(struct term *t, const char *bytes)
{
    int before = -1;

    assert_int_equal(sscanf(term_row(t, 0), "size %*s wakes %d", &before), 1);
    term_send(t, bytes);
    term_wait_until(t, has_woken_more, &before, "the program to take its input");
}

static void test_split_characters(void **state)
{
    struct term *t = demo_run();

    (void)state;
    send_alone(t, "\xe6");
    send_alone(t, "\xbc");
    send_alone(t, "\xa2");
    term_wait_row(t, 1, "^keys 漢 end$");
    send_alone(t, "\xe6j\xffk"); /* what is no character takes no key with it */
    term_wait_row(t, 1, "^keys 漢 j k end$");
    term_stop(t);
}

static void test_paste(void **state)
{
    struct term *t = demo_run();

    (void)state;
    demo_assert_taken(t);
    term_send(t, "\033[200~q\rc\td\001\033[A\033[201~j");
    term_wait_row(t, 1, "^keys <q> <Enter> <c> <Tab> <d> j end$");
    term_stop(t);
}

/* The marks byte by byte, as over a line so slow that they are not taken for sequences. */
static void test_slow_paste(void **state)
{
    struct term *t = demo_run();

    (void)state;
    send_alone(t, "\033");
    term_wait_row(t, 1, "^keys Esc end$");
    send_alone(t, "[20");
    send_alone(t, "0~q");
    term_wait_row(t, 1, "^keys Esc \\[ 2 0 0 <q> end$");
    send_alone(t, "\033");
    send_alone(t, "[2");
    send_alone(t, "01~j");
    term_wait_row(t, 1, " <q> j end$");
    /* A paste whose end never comes: Ctrl-C by itself ends it. */
    send_alone(t, "\033[200~\003x");
    term_wait_row(t, 1, " j <x> end$");
    send_alone(t, "\003");
    send_alone(t, "k");
    term_wait_row(t, 1, " <x> Ctrl-C k end$");
    term_stop(t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, term_stop_all)
        TEST(test_keys),  TEST(test_unknown_sequences), TEST(test_split_characters),
        TEST(test_paste), TEST(test_slow_paste),
    };

    (void)argc;
    demo_find(argv[0]);
    return cmocka_run_group_tests_name("term input", tests, NULL, NULL);
}
