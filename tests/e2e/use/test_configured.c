/* What the config file sets: keys, with whatever names them, how a queue's bodies are shown, and
 * the colour of the name. */
#include "base/memory/array.h"
#include "tests/harness/inspect.h"
#include "tests/harness/program/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static char *home;

static int set_up(void **state)
{
    (void)state;
    home = place_new_home();
    return home ? 0 : -1;
}

static int tear_down(void **state)
{
    int status = inspect_stop_all(state);

    place_delete_home(home);
    free(home);
    return status;
}

static void start_under(struct inspect *i, const char *text, const char *env)
{
    char path[160];
    FILE *f;

    snprintf(path, sizeof(path), "%s/config/cfqtop", home);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/config/cfqtop/config.ini", home);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    inspect_start_queues(
        i, &(struct inspect_options){.home = home, .env = (const char *[]){env, NULL}});
}

static void start(struct inspect *i, const char *text)
{
    start_under(i, text, NULL);
}

static void keys_move_and_all_that_names_them_follows(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, "key.help = F2 H\nkey.pull = F7\nkey.peek = u Alt-p\nkey.back = B\nkey.open = o\n"
              "key.other-end = none\nkey.down = n Down\nkey.search-next = j\n");
    term_wait_row(i.term, 23, "^ F2 help  o peek  m graph  / filter .* F7 pull .* B quit$");
    term_keys(i.term, "P");
    term_wait_row(i.term, 23, "^ P is bound to nothing: F2 lists the keys");
    term_keys(i.term, "Esc");
    term_wait_row(i.term, 23, "^ this is the top: Esc goes no further back, B quits");
    term_keys(i.term, "n n n");
    term_wait_text(i.term, "^>H orders ");
    term_keys(i.term, "F7");
    term_wait_text(i.term, "Pull from orders");
    term_keys(i.term, "Esc");
    term_wait_gone(i.term, "Pull from orders");
    term_keys(i.term, "o");
    term_wait_text(i.term, "peeked, no lease . 5");
    term_keys(i.term, "M-1 H");
    term_wait_text(i.term, "^  o +peek: no lease");
    term_keys(i.term, "B");
    term_wait_gone(i.term, "━ Help");
    assert_int_equal(sim_count_requests(i.sim, "pull"), 0);
    inspect_stop(&i);
}

static void run_line(struct inspect *i, const char *line)
{
    term_keys(i->term, ":");
    term_send(i->term, line);
}

static void a_decoder_and_a_view_are_kept_for_a_queue(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, "decoder.orders = cat >/dev/null && echo by the decoder\nview.email = hex\n");
    run_line(&i, "open orders\r");
    term_wait_text(i.term, "^by the decoder");
    term_wait_text(i.term, "3 Body .* decoder → text");
    run_line(&i, "open email\r");
    term_wait_text(i.term, "3 Body .* as hex");
    term_wait_gone(i.term, "by the decoder");
    run_line(&i, "view received\r");
    term_wait_text(i.term, "3 Body .* as received");
    run_line(&i, "open orders\r");
    term_wait_text(i.term, "^by the decoder");
    run_line(&i, "open email\r");
    term_wait_text(i.term, "3 Body .* as received"); /* what was chosen since then counts */
    inspect_stop(&i);
}

/* Where no profile has a name the account is it. */
static void the_name_in_the_header_has_its_colour(void **state)
{
    struct screen_point name;
    struct inspect i;

    (void)state;
    start(&i, "header = red\ntheme = light\n");
    term_wait_text(i.term, "cfqtop  acme  @");
    assert_true(term_find_text(i.term, "acme", &name));
    for (int col = 0; col < 80; col++) {
        bool in_it = col >= name.col - 1 && col <= name.col + 4;

        assert_int_equal(term_cell(i.term, name.row, col).bg.index, in_it ? 88 : 255);
    }
    assert_int_equal(term_cell(i.term, name.row, name.col).fg.index, 231);
    inspect_stop(&i);
}

/* Of what the terminal has; the table's own elsewhere, and where there are no colours. */
static void roles_have_colours_of_their_own(void **state)
{
    static const struct {
        const char *text, *env;
        int hue, background;
        bool underline, bold;
    } cases[] = {
        {"color.key = 201 on 17 underline\n", NULL, 201, 17, true, false},
        {"color.key = bright-red\n", NULL, 9, -1, false, true},
        {"color.key = on 17\ntheme = dark\n", NULL, 117, 17, false, true},
        {"color.key = on 17\ntheme = light\n", NULL, 26, 17, false, true},
        {"color.key = plain\ntheme = dark\n", NULL, 117, -1, false, false},
        {"color.key = 201 underline\n", "TERM=xterm", 6, -1, false, true},
        {"color.key = red underline\n", "TERM=xterm", 1, -1, true, false},
        {"color.key = on red\ntheme = light\n", "TERM=xterm", 4, 1, false, true},
        {"color.key = red plain\ntheme = mono\n", NULL, -1, -1, false, true},
    };

    for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
        struct screen_point at;
        struct screen_cell cell;
        struct inspect i;

        if (k)
            assert_int_equal(set_up(state), 0);
        start_under(&i, cases[k].text, cases[k].env);
        term_wait_text(i.term, "Enter peek  ");
        assert_true(term_find_text(i.term, "Enter peek  ", &at));
        cell = term_cell(i.term, at.row, at.col);
        assert_int_equal(cell.fg.kind == SCREEN_COLOUR_INDEX ? cell.fg.index : -1, cases[k].hue);
        assert_int_equal(cell.bg.kind == SCREEN_COLOUR_INDEX ? cell.bg.index : -1,
                         cases[k].background);
        assert_int_equal(cell.underline != 0, cases[k].underline);
        assert_int_equal(cell.bold, cases[k].bold);
        inspect_stop(&i);
        if (k + 1 < ARRAY_LEN(cases))
            assert_int_equal(tear_down(state), 0);
    }
}

/* Its chip is the one filled hue of the screen. */
static void alerts_are_raised_from_the_start(void **state)
{
    struct screen_point chip;
    struct inspect i;

    (void)state;
    start(&i, "theme = dark\ninterval = 500ms\nalert = em* backlog>1000\nalert = backlog>1M\n");
    term_wait_row(i.term, 1, "^ ! ALERT  email backlog 1,918 > 1,000 since .* a seen$");
    assert_true(term_find_text(i.term, "ALERT", &chip));
    assert_int_equal(term_cell(i.term, 1, chip.col).bg.index, 220);
    assert_int_equal(term_cell(i.term, 1, chip.col).fg.index, 16);
    run_line(&i, "alert -1\r");
    term_wait_gone(i.term, "ALERT");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keys_move_and_all_that_names_them_follows, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_decoder_and_a_view_are_kept_for_a_queue, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_name_in_the_header_has_its_colour, set_up, tear_down),
        cmocka_unit_test_setup_teardown(alerts_are_raised_from_the_start, set_up, tear_down),
        cmocka_unit_test_setup_teardown(roles_have_colours_of_their_own, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("configured", tests, NULL, NULL);
}
