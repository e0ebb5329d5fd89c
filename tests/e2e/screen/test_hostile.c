/* Hostile bytes in every kind of body, in names, fields, errors and output, by every by to the
 * terminal: drawn they are, acting they are not. */
#include "base/memory/array.h"
#include "tests/e2e/screen/hostilekit.h"

#include <sys/wait.h>

enum { COLS = 100, ROWS = 150 };

static void start(struct inspect *i, const char *const *args)
{
    char *seed = hostile_make_seed();

    inspect_start(
        i, &(struct inspect_options){.cols = COLS, .rows = ROWS, .seed = seed, .args = args});
    free(seed);
}

static void open_queue(struct inspect *i)
{
    start(i, (const char *[]){HOSTILE_QUEUE, NULL});
    term_wait_text(i->term, "peeked, no lease . 10");
    term_wait_text(i->term, "^‹01›Zq"); /* the body of the first */
}

static void set_view(struct inspect *i, const char *name)
{
    char shown[60];

    term_keys(i->term, ":");
    term_wait_text(i->term, "^ ?:");
    term_send(i->term, "view ");
    term_send(i->term, name);
    term_send(i->term, "\r");
    snprintf(shown, sizeof(shown), "3 Body kind-1 .* as %s", name);
    if (strcmp(name, "auto") != 0)
        term_wait_text(i->term, shown);
}

/* Every control stands there in words. */
static void assert_all_shown(struct inspect *i)
{
    char shown[40];

    for (unsigned cp = 0; cp < 0xa0; cp++) {
        if (cp == '\t' || cp == '\n' || (cp >= 0x20 && cp < 0x7f))
            continue;
        snprintf(shown, sizeof(shown), cp < 0x80 ? "‹%02X›Zq" : "‹U\\+%04X›Zq", cp);
        if (!term_has_text(i->term, shown))
            term_fail(i->term, shown);
    }
}

/* Opens each message of the list full screen, from the first. */
static void look_at_all(struct inspect *i, const char *view)
{
    char title[100];

    for (int k = 0; k < HOSTILE_KINDS; k++) {
        term_keys(i->term, "Enter");
        snprintf(title, sizeof(title), "3 Body %s .*%s", hostile_kinds[k].id,
                 strcmp(view, "auto") ? "" : hostile_kinds[k].chain);
        term_wait_row(i->term, 1, title);
        term_settle(i->term);
        if (!strcmp(view, "text") && hostile_kinds[k].has_lines)
            assert_all_shown(i);
        term_keys(i->term, "G w l h w g q q Down");
        term_wait_text(i->term, "2 Messages");
    }
    term_keys(i->term, "Enter"); /* that whose fields are hostile */
    term_wait_text(i->term, "last");
    term_keys(i->term, "q q g");
    term_wait_text(i->term, "3 Body kind-1 ");
}

static void bodies_are_drawn_and_do_not_act(void **state)
{
    static const char *const views[] = {"auto", "json", "text", "hex", "received"};
    struct inspect i;

    (void)state;
    open_queue(&i);
    for (size_t v = 0; v < ARRAY_LEN(views); v++) {
        set_view(&i, views[v]);
        look_at_all(&i, views[v]);
    }
    hostile_assert_harmless(i.term);
    inspect_stop(&i);
}

/* Esc, which begins a key where another follows at once. */
static void leave(struct inspect *i, const char *shown)
{
    term_keys(i->term, "Esc");
    term_wait_gone(i->term, shown);
}

static void fields_and_names_do_not_act(void **state)
{
    struct inspect i;

    (void)state;
    open_queue(&i);
    term_keys(i.term, "G i");
    term_wait_text(i.term, "All fields");
    term_wait_text(i.term, "Zq‹U\\+202E›Zq");
    term_keys(i.term, "i d");
    term_wait_text(i.term, "DEAD LETTERS");
    term_wait_text(i.term, "sends to +LOOP: q‹1B›\\]0;Zq‹07›");
    term_keys(i.term, "d / text:Zq Enter");
    term_wait_text(i.term, "2 Messages .* /Zq");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Pull from q");
    term_wait_text(i.term, "Enter pulls");
    leave(&i, "Pull from");
    term_keys(i.term, "Space A");
    term_wait_text(i.term, "y deletes");
    leave(&i, "y deletes");
    term_keys(i.term, "y");
    term_wait_text(i.term, "curl");
    leave(&i, "curl");
    term_keys(i.term, "C-s");
    term_wait_text(i.term, "file .*Zq__Zq-2");
    term_wait_text(i.term, "Enter writes");
    leave(&i, "one JSON object a line");
    hostile_assert_harmless(i.term);
    inspect_stop(&i);
}

static void errors_do_not_act(void **state)
{
    struct inspect i;

    (void)state;
    open_queue(&i);
    sim_post(i.sim, "/__sim/fault",
             "{\"op\":\"peek\",\"kind\":\"status\",\"status\":400,\"code\":10026,\"count\":1,"
             "\"message\":\"%s\"}",
             HOSTILE_ERROR);
    term_keys(i.term, "p");
    term_wait_text(i.term, "400/10026 no·\\]0;Zq··\\[7777;7777HZq");
    term_keys(i.term, "!");
    term_wait_text(i.term, "peek +400 ");
    term_wait_text(i.term, "Zq‹U\\+009B›7777mZq");
    hostile_assert_harmless(i.term);
    inspect_stop(&i);
}

static void output_does_not_act(void **state)
{
    struct inspect i;

    (void)state;
    open_queue(&i);
    term_keys(i.term, "G Up Up Up Up Up"); /* kind-5, which is no UTF-8 */
    term_wait_text(i.term, "3 Body kind-5");
    term_keys(i.term, "|");
    term_wait_text(i.term, "Enter runs it");
    term_send(i.term, "cat\r");
    term_wait_text(i.term, "━ ! cat . status 0");
    term_wait_text(i.term, "‹FF›Zq");
    assert_all_shown(&i);
    assert_true(term_has_text(i.term, "‹9B›7777mZq"));
    hostile_assert_harmless(i.term);
    inspect_stop(&i);
}

/* The commands, with a terminal around them. */
static void commands_do_not_print_what_acts(void **state)
{
    static const struct {
        const char *args[6], *shown;
    } cases[] = {
        {{"queues", "--fast"}, "q.*Zq"},
        {{"queues", "--for", "1s"}, "q.*Zq"},
        {{"check", "--nagios", "--fail-if", "backlog>1M"}, "OK - .*q.*Zq"},
        {{"watch", "--count", "1"}, "q.*Zq"},
        {{"metrics", "--prometheus", "--for", "1s"}, "queue=\"q.*Zq"},
        {{"queues", "--fast", "--json"}, "\"queue_name\":\"q.u001b\\]0;Zq"},
        {{"metrics", HOSTILE_QUEUE}, "10"},
        {{"peek", HOSTILE_QUEUE, "-n", "100"}, "kind-9"},
        {{"peek", HOSTILE_QUEUE, "-n", "100", "--json"}, "\"id\":\"kind-9\""},
        {{"pull", HOSTILE_QUEUE, "-n", "100"}, "kind-9"},
    };
    struct inspect i;
    int status;

    (void)state;
    for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
        start(&i, cases[k].args);
        term_wait_exit(i.term, &status);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        if (!term_has_text(i.term, cases[k].shown))
            term_fail(i.term, cases[k].shown);
        hostile_assert_harmless(i.term);
        inspect_stop(&i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(bodies_are_drawn_and_do_not_act, inspect_stop_all),
        cmocka_unit_test_teardown(fields_and_names_do_not_act, inspect_stop_all),
        cmocka_unit_test_teardown(errors_do_not_act, inspect_stop_all),
        cmocka_unit_test_teardown(output_does_not_act, inspect_stop_all),
        cmocka_unit_test_teardown(commands_do_not_print_what_acts, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
