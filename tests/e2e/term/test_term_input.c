/* Keys and pastes as a terminal sends them: termdemo, beside this test, names what it gets. */
#include "tests/e2e/term/demo.h"

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

/* None of the letters in what nobody knows may act as a key; with Alt they are keys of their own.
 */
static void test_unknown_sequences(void **state)
{
    struct term *t = demo_run();

    (void)state;
    term_send(t, "\033[1;2P\033[[A\033[<0;3M\033[M "
                 "AA\033OX\033x\033\xc3\xa9\033[?1;2c\033]11;A\aB\033PQ\033\\!");
    term_wait_row(t, 1, "^keys Alt-x Alt-é B ! end$");
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
    term_wait_row(t, 1, "^keys Esc <q> end$");
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

/* A line that tears a key apart after its Esc, or later: it moves, or comes to nothing; none of its
 * bytes is a key. */
static void test_torn_keys(void **state)
{
    static const struct {
        const char *parts[4];
        const char *key; /* "": nothing */
    } torn[] = {
        {{"\033", "[B"}, "Esc Down "},
        {{"\033", "OA"}, "Esc Up "},
        {{"\033", "[", "C"}, "Esc Right "},
        {{"\033", "O", "D"}, "Esc Left "},
        {{"\033[", "B"}, "Down "},
        {{"\033[6", "~"}, "PgDn "},
        {{"\033", "[", "5", "~"}, "Esc PgUp "},
        {{"\033", "[1;5", "B"}, "Esc "},
        {{"\033", "[3~"}, "Esc "},
        {{"\033", "OM"}, "Esc "},
        {{"\033", "[20", "~"}, "Esc "},
        {{"\033", "OR"}, "Esc "},
        {{"\033", "[[", "A"}, "Esc "},
        {{"\033", "[M", " A", "A"}, "Esc "},
        {{"\033", "[Z"}, "Esc "},
        {{"\033", "]1", "0;x\a"}, "Esc "},
    };
    char row[80];

    (void)state;
    for (size_t i = 0; i < sizeof torn / sizeof torn[0]; i++) {
        struct term *t = demo_run();

        for (int part = 0; part < 4 && torn[i].parts[part]; part++)
            send_alone(t, torn[i].parts[part]);
        term_send(t, ".");
        snprintf(row, sizeof(row), "^keys %s\\. end$", torn[i].key);
        term_wait_row(t, 1, row);
        term_stop(t);
    }
}

/* Over a line Esc is waited on longer, but what a person types behind it is typed. */
static void test_keys_behind_esc(void **state)
{
    static const char *const far[] = {"SSH_CONNECTION=10.0.0.1 1 10.0.0.2 22", NULL};
    struct term *t = demo_run_sized(NULL, 0, 0, far);

    (void)state;
    send_alone(t, "\033");
    term_send(t, "xP~;\003");
    term_wait_row(t, 1, "^keys Esc x P ~ ; Ctrl-C end$");
    send_alone(t, "\033");
    send_alone(t, "[");
    term_send(t, "\003\r");
    term_wait_row(t, 1, "^keys .* Esc Ctrl-C Enter end$");
    term_stop(t);
}

static void test_mouse(void **state)
{
    struct term *t = demo_run();

    (void)state;
    term_keys(t, "click:4,7 wheelup:0,0 wheeldown:23,79");
    term_wait_row(t, 1, "^keys click:4,7 up:0,0 down:23,79 end$");
    /* Releases, other buttons, movement, Shift, and what is no report. */
    term_send(t, "\033[<0;8;5m\033[<1;8;5M\033[<2;8;5M\033[<32;8;5M\033[<4;8;5M\033[<68;8;5M"
                 "\033[<0;0;5M\033[<0;8;0M\033[<0;8M\033[<0;8;5;1M\033[<;;M\033[<0;-8;5M"
                 "\033[<0;8;99999M\033[<0;8;5N\033[<0 8;5M\033[<M\033[<0;8;"
                 "00000000000000000000000000000000000000000000000000000005M"
                 "\033[200~\033[<0;8;5M\033[201~.");
    term_wait_row(t, 1, " down:23,79 <<> <0> <;> <8> <;> <5> <M> \\. end$");
    term_stop(t);
}

/* A slow line splits a report anywhere; none of its parts may act as a key. */
static void test_split_mouse(void **state)
{
    struct term *t = demo_run();

    (void)state;
    send_alone(t, "\033[<0;1");
    send_alone(t, "2;3");
    send_alone(t, "M");
    term_wait_row(t, 1, "^keys click:2,11 end$");
    send_alone(t, "\033");
    send_alone(t, "[<65;1;1M");
    term_wait_row(t, 1, " Esc down:0,0 end$");
    send_alone(t, "\033");
    send_alone(t, "[x");
    send_alone(t, "\033[<0;1"); /* its end is lost: the next sequence is not */
    send_alone(t, "\033[Aj");
    term_wait_row(t, 1, " Esc Up j end$");
    term_stop(t);
}

static void test_background(void **state)
{
    struct term *t = demo_run_sized("--auto", 0, 0, NULL);

    (void)state;
    term_wait_raw(t, 0, "\033]11;?\033\\");
    term_send(t, "\033]11;rgb:ffff/ffff/ffff\033\\\033]11;rgb:0/0/0\a"
                 "\033]11;rgba:Ff/ff/e0/80\a");
    term_wait_row(t, 1, "^keys light dark light end$");
    /* Hostile ones, and one in a paste. */
    term_send(t,
              "\033]11;rgb:ffff/ffff\a\033]11;rgb:fffff/0/0\a\033]11;rgb:g/0/0\a\033]11;rgb:///\a"
              "\033]11;rgb:0/0/0/0\a\033]11;rgba:0/0/0\a\033]10;rgb:0/0/0\a\033]11;?\a"
              "\033P11;rgb:0/0/0\033\\\033]11;rgb:0/0/00000000000000000000000000000000000000\a"
              "\033[200~\033]11;rgb:0/0/0\a\033[201~q");
    term_wait_exit(t, NULL);
    term_stop(t);
}

static void test_split_background(void **state)
{
    static const char all[] = "\033]11;rgb:ffff/ffff/ffff\033\\";
    struct term *t = demo_run();
    char part[sizeof(all)];

    (void)state;
    for (size_t i = 2; i < sizeof(all) - 1; i++) {
        memcpy(part, all, i);
        part[i] = '\0';
        send_alone(t, part);
        send_alone(t, all + i);
        term_send(t, ".");
        term_wait_row(t, 1, " light \\. end$");
        send_alone(t, "\033]11;rgb:0/0/0\a");
        term_wait_row(t, 1, " dark end$");
    }
    send_alone(t, "\033");
    send_alone(t, all + 1);
    term_wait_row(t, 1, " dark Esc light end$");
    term_stop(t);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_teardown(name, term_stop_all)
        TEST(test_keys),       TEST(test_unknown_sequences), TEST(test_split_characters),
        TEST(test_paste),      TEST(test_slow_paste),        TEST(test_mouse),
        TEST(test_torn_keys),  TEST(test_keys_behind_esc),   TEST(test_split_mouse),
        TEST(test_background), TEST(test_split_background),
    };

    (void)argc;
    demo_find(argv[0]);
    return cmocka_run_group_tests_name("term input", tests, NULL, NULL);
}
