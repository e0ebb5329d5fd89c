/* The colours: asked for, guessed, answered by the terminal, and kept over what comes between. */
#include "base/memory/array.h"
#include "tests/harness/inspect.h"
#include "tests/harness/program/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#define QUESTION "\033]11;?\033\\"
#define WHITE    "\033]11;rgb:ffff/ffff/ffff\033\\"
#define BLACK    "\033]11;rgb:0000/0000/0000\a"

/* Backgrounds of the header, see roles.def. */
enum { DARK = 236, LIGHT = 255 };

static int header(struct term *t)
{
    struct screen_colour bg = term_cell(t, 0, 1).bg;

    return bg.kind == SCREEN_COLOUR_INDEX ? bg.index : -1;
}

static bool has_header(struct term *t, void *arg)
{
    return header(t) == *(int *)arg;
}

static void wait_header(struct term *t, int bg)
{
    term_wait_until(t, has_header, &bg, "the header to have that background");
}

static void start(struct inspect *i, const char *theme, const char *env)
{
    inspect_start(i, &(struct inspect_options){
                         .args = (const char *[]){theme ? "--theme" : NULL, theme, NULL},
                         .env = (const char *[]){env, NULL}});
    term_wait_text(i->term, "email +1,918");
}

static void themes_by_name(void **state)
{
    static const struct {
        const char *theme, *env;
        int bg;
    } cases[] = {
        {"dark", NULL, DARK},
        {"light", NULL, LIGHT},
        {"mono", NULL, -1},
        {"light", "NO_COLOR=1", LIGHT}, /* the command line is nearer */
        {"light", "TERM=xterm", -1},
        {"light", "TERM=vt100", -1},
        {"auto", NULL, DARK},
        {NULL, "COLORFGBG=0;15", LIGHT},
        {NULL, "COLORFGBG=0;default;7", LIGHT},
        {NULL, "COLORFGBG=15;0", DARK},
        {NULL, "COLORFGBG=0;15;x", DARK},
        {NULL, "COLORFGBG=15", DARK},
        {"dark", "COLORFGBG=0;15", DARK},
    };

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
        bool asks = cases[k].bg >= 0 && (!cases[k].theme || !strcmp(cases[k].theme, "auto"));
        struct inspect i;

        start(&i, cases[k].theme, cases[k].env);
        assert_int_equal(header(i.term), cases[k].bg);
        /* Who is told the theme does not ask. */
        assert_int_equal(term_raw_contains(i.term, 0, QUESTION), asks);
        assert_true(cases[k].bg >= 0 || term_cell(i.term, 0, 1).reverse);
        term_assert_clean_output(i.term);
        inspect_stop(&i);
    }
}

/* -1: the terminal's own. */
static int find_hue(struct term *t)
{
    struct screen_point at;
    struct screen_colour fg;

    if (!term_find_text(t, "Enter peek  ", &at))
        return -2;
    fg = term_cell(t, at.row, at.col).fg;
    return fg.kind == SCREEN_COLOUR_INDEX ? fg.index : -1;
}

static bool has_hue(struct term *t, void *arg)
{
    return find_hue(t) == *(int *)arg;
}

static void wait_hue(struct term *t, int hue)
{
    term_wait_until(t, has_hue, &hue, "a key to have that colour");
}

/* Colours of a key, see roles.def. */
enum { CYAN = 6, BLUE = 4 };

/* Of the 16 others can be read on a light terminal than on a dark one.  An old console would print
 * the question. */
static void sixteen_colours_are_dark_or_light(void **state)
{
    static const struct {
        const char *theme, *env;
        int hue;
        bool asks;
    } cases[] = {
        {"16", NULL, CYAN, true},
        {"16", "COLORFGBG=0;15", BLUE, true},
        {"dark", "TERM=xterm", CYAN, false},
        {"light", "TERM=xterm", BLUE, false},
        {NULL, "TERM=xterm", CYAN, true},
        {NULL, "TERM=linux", CYAN, false},
        {"light", "TERM=linux", BLUE, false},
        {"mono", "TERM=xterm", -1, false},
    };

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
        struct inspect i;

        start(&i, cases[k].theme, cases[k].env);
        assert_int_equal(find_hue(i.term), cases[k].hue);
        assert_int_equal(header(i.term), -1);
        assert_true(term_cell(i.term, 0, 1).reverse);
        assert_int_equal(term_raw_contains(i.term, 0, QUESTION), cases[k].asks);
        inspect_stop(&i);
    }
}

static void sixteen_colours_follow_the_answer(void **state)
{
    static const struct {
        const char *theme, *env;
    } cases[] = {{"16", NULL}, {NULL, "TERM=xterm"}};

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
        struct inspect i;

        start(&i, cases[k].theme, cases[k].env);
        wait_hue(i.term, CYAN);
        term_send(i.term, WHITE);
        wait_hue(i.term, BLUE);
        term_send(i.term, BLACK);
        wait_hue(i.term, CYAN);
        term_assert_clean_output(i.term);
        inspect_stop(&i);
    }
}

/* Where there are 8 the bright ones are bold. */
static void eight_colours_have_bold_for_bright(void **state)
{
    static const struct {
        const char *theme, *env;
        int hue;
        bool bold;
    } cases[] = {{"16", NULL, 13, false},
                 {"dark", "TERM=xterm", 5, true},
                 {"light", "TERM=xterm", 5, false}};

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
        struct screen_point at;
        struct screen_cell cell;
        struct inspect i;

        start(&i, cases[k].theme, cases[k].env);
        term_send(i.term, ":open orders\r");
        term_wait_text(i.term, "2 Messages .* of ~5");
        term_keys(i.term, "Space");
        term_wait_text(i.term, "^ \\*");
        assert_true(term_find_text(i.term, "^ \\*", &at));
        cell = term_cell(i.term, at.row, 1);
        assert_int_equal(cell.fg.index, cases[k].hue);
        assert_int_equal(cell.bold, cases[k].bold);
        inspect_stop(&i);
    }
}

static void mono_has_no_hues(void **state)
{
    struct screen_point at;
    struct inspect i;

    (void)state;
    start(&i, "mono", NULL);
    assert_int_equal(find_hue(i.term), -1);
    assert_true(term_find_text(i.term, "Enter peek  ", &at));
    assert_true(term_cell(i.term, at.row, at.col).bold);
    inspect_stop(&i);
}

static void the_answer_changes_the_colours(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, NULL, NULL);
    wait_header(i.term, DARK);
    term_send(i.term, WHITE);
    wait_header(i.term, LIGHT);
    term_settle(i.term);
    assert_true(term_has_text(i.term, "email +1,918"));
    /* The bar of the selected row, and text in the terminal's own colour. */
    assert_int_equal(term_cell(i.term, 3, 5).bg.index, 24);
    assert_int_equal(term_cell(i.term, 4, 5).fg.kind, SCREEN_COLOUR_DEFAULT);
    term_send(i.term, BLACK);
    wait_header(i.term, DARK);
    term_settle(i.term);
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

/* What the user asked for stands against any answer. */
static void an_answer_nobody_waits_for(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, "dark", NULL);
    term_send(i.term, WHITE);
    term_settle(i.term);
    assert_int_equal(header(i.term), DARK);
    inspect_stop(&i);
}

static void it_is_chosen_while_the_program_runs(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, "mono", NULL);
    assert_int_equal(header(i.term), -1);
    term_send(i.term, ":set theme light\r");
    wait_header(i.term, LIGHT);
    assert_false(term_raw_contains(i.term, 0, QUESTION));
    term_send(i.term, ":set theme auto\r");
    wait_header(i.term, DARK);
    term_wait_raw(i.term, 0, QUESTION);
    term_send(i.term, WHITE);
    wait_header(i.term, LIGHT);
    term_send(i.term, ":set no-color\r");
    wait_header(i.term, -1);
    term_send(i.term, ":set theme green\r");
    term_wait_text(i.term, "theme: \"green\" is not one of auto, dark, light, 16 or mono");
    inspect_stop(&i);
}

/* Who said light sees it again; who says so while there are no colours sees it at once. */
static void no_color_gives_the_theme_back(void **state)
{
    static const struct {
        const char *args[4];
    } cases[] = {{{"--theme", "light"}}, {{"--theme", "light", "--no-color"}}};
    struct inspect i;

    (void)state;
    for (size_t k = 0; k < sizeof(cases) / sizeof(cases[0]); k++) {
        inspect_start(&i, &(struct inspect_options){.args = cases[k].args});
        term_wait_text(i.term, "email +1,918");
        term_send(i.term, ":set no-color\r");
        wait_header(i.term, -1);
        term_send(i.term, ":set nono-color\r");
        wait_header(i.term, LIGHT);
        term_send(i.term, ":set no-color\r");
        wait_header(i.term, -1);
        term_send(i.term, ":set theme dark\r");
        wait_header(i.term, DARK);
        inspect_stop(&i);
    }
}

/* A prompt shows every key that reaches it. */
static void answers_are_never_keys(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, NULL, NULL);
    term_keys(i.term, "/");
    term_send(i.term, "a" WHITE "b\033]11;rgb:ff");
    term_settle(i.term);
    term_send(i.term, "ff/ffff/ffff\033\\c\033]11;rgb:1/2\a\033]11;nonsense\033\\d");
    term_wait_row(i.term, 23, "^ /abcd ");
    assert_int_equal(header(i.term), LIGHT);
    inspect_stop(&i);
}

static void suspend_and_redraw_keep_the_theme(void **state)
{
    struct inspect i;
    size_t mark;

    (void)state;
    start(&i, NULL, NULL);
    term_send(i.term, WHITE);
    wait_header(i.term, LIGHT);
    mark = term_raw_mark(i.term);
    term_keys(i.term, "C-l");
    term_wait_raw(i.term, mark, QUESTION);
    term_settle(i.term);
    assert_int_equal(header(i.term), LIGHT);
    term_keys(i.term, "C-z");
    term_wait_stopped(i.term);
    mark = term_raw_mark(i.term);
    term_continue(i.term);
    term_wait_text(i.term, "email +1,918");
    wait_header(i.term, LIGHT);
    /* Another terminal may have been attached: it is asked. */
    term_wait_raw(i.term, mark, QUESTION);
    term_send(i.term, BLACK);
    wait_header(i.term, DARK);
    inspect_stop(&i);
}

/* The answer to a question that was asked just before is not left to the shell. */
static void no_answer_for_the_shell(void **state)
{
    struct inspect i;
    char line[400];
    const char *argv[] = {"/bin/sh", "-c", line, NULL};
    char base[256];

    (void)state;
    i.sim = sim_start(NULL);
    sim_seed(i.sim, INSPECT_SEED);
    snprintf(base, sizeof(base), "CLOUDFLARE_API_BASE_URL=%s", sim_url(i.sim));
    snprintf(line, sizeof(line),
             "%s; stty -icanon min 0 time 0; dd bs=99 count=1 2>&- | od -c;"
             "echo done",
             run_find_cfqtop());
    i.term = term_start(&(struct term_options){
        .argv = argv, .env = (const char *[]){base, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, NULL}});
    term_send(i.term, "Q");
    term_wait_raw(i.term, 0, QUESTION);
    term_send(i.term, WHITE);
    term_wait_text(i.term, "^done$");
    assert_false(term_has_text(i.term, "r   g   b"));
    inspect_stop(&i);
}

static void assert_looks(struct term *t, const char *text, int hue, bool bold)
{
    struct screen_point at;
    struct screen_cell c;

    assert_true(term_find_text(t, text, &at));
    c = term_cell(t, at.row, at.col);
    assert_int_equal(c.fg.kind == SCREEN_COLOUR_INDEX ? c.fg.index : -1, hue);
    assert_int_equal(c.bold, bold);
}

/* Keys as in the footer, signs as where they mean something, see roles.def. */
static void help_has_the_colours_of_the_screen(void **state)
{
    enum { RED = 203, YELLOW = 220, VIOLET = 141, SKY = 117 };
    struct inspect i;

    (void)state;
    start(&i, "dark", NULL);
    term_keys(i.term, "?");
    term_wait_text(i.term, "━ Help");
    assert_looks(i.term, "LOOK  ", -1, true);
    assert_looks(i.term, "Enter  ", SKY, true);
    assert_looks(i.term, "peek: no lease", -1, false);
    assert_looks(i.term, "✖ +messages", RED, true);
    assert_looks(i.term, "messages are", -1, false);
    assert_looks(i.term, "▲ +grows", YELLOW, false);
    assert_looks(i.term, "‖ +delivery", VIOLET, false);
    term_keys(i.term, "/");
    term_send(i.term, "no lease\r");
    term_wait_text(i.term, "match 1 of");
    assert_looks(i.term, "Enter  ", SKY, true);
    assert_int_equal(term_cell(i.term, 3, 16).bg.index, SKY); /* over the text */
    inspect_stop(&i);
}

static void titles_in_a_text_stand_out(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, "dark", NULL);
    term_keys(i.term, "d");
    term_wait_text(i.term, "━ Describe");
    assert_looks(i.term, "^QUEUE", -1, true);
    assert_looks(i.term, "delivery ", -1, false);
    term_wait_text(i.term, "measured [1-9]s ago"); /* it was brought up to date since then */
    assert_looks(i.term, "^QUEUE", -1, true);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(themes_by_name, inspect_stop_all),
        cmocka_unit_test_teardown(sixteen_colours_are_dark_or_light, inspect_stop_all),
        cmocka_unit_test_teardown(sixteen_colours_follow_the_answer, inspect_stop_all),
        cmocka_unit_test_teardown(eight_colours_have_bold_for_bright, inspect_stop_all),
        cmocka_unit_test_teardown(mono_has_no_hues, inspect_stop_all),
        cmocka_unit_test_teardown(help_has_the_colours_of_the_screen, inspect_stop_all),
        cmocka_unit_test_teardown(titles_in_a_text_stand_out, inspect_stop_all),
        cmocka_unit_test_teardown(the_answer_changes_the_colours, inspect_stop_all),
        cmocka_unit_test_teardown(an_answer_nobody_waits_for, inspect_stop_all),
        cmocka_unit_test_teardown(no_color_gives_the_theme_back, inspect_stop_all),
        cmocka_unit_test_teardown(it_is_chosen_while_the_program_runs, inspect_stop_all),
        cmocka_unit_test_teardown(answers_are_never_keys, inspect_stop_all),
        cmocka_unit_test_teardown(suspend_and_redraw_keep_the_theme, inspect_stop_all),
        cmocka_unit_test_teardown(no_answer_for_the_shell, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("theme", tests, NULL, NULL);
}
