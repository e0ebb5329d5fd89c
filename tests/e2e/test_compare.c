/* % and = as a person uses them; what counts is the screen, and what the server was sent. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static const char seed[] =
    "{\"queues\":[{\"name\":\"jobs\",\"consumers\":[{\"type\":\"http_pull\"}],\"messages\":["
    "{\"id\":\"aaaa0001\",\"content_type\":\"json\",\"body\":{\"id\":1,\"error\":\"timeout after "
    "17 "
    "ms\"}},"
    "{\"id\":\"aaaa0002\",\"content_type\":\"json\",\"body\":{\"id\":2,\"total\":5}},"
    "{\"id\":\"aaaa0003\",\"content_type\":\"json\",\"body\":{\"error\":\"timeout after 18 "
    "ms\",\"id\":3}},"
    "{\"id\":\"aaaa0004\",\"content_type\":\"json\",\"body\":{\"id\":4,\"error\":\"no user\"}}]}]}";

static void start(struct inspect *i, int cols, const char *const *env)
{
    static const char *const args[] = {"jobs", NULL};
    const struct inspect_options o = {
        .cols = cols, .rows = 24, .seed = seed, .args = args, .env = env};

    inspect_start(i, &o);
    term_wait_text(i->term, "PEEK \\(no lease\\) 4");
}

static void stop(struct inspect *i)
{
    term_assert_clean_output(i->term);
    inspect_stop(i);
}

static void a_whole_group_is_acknowledged(void **state)
{
    struct inspect i;
    json_t *queue;

    (void)state;
    start(&i, 80, NULL);
    term_keys(i.term, "%");
    term_wait_text(i.term, "2 Messages . 3 groups by shape and error . jobs");
    term_wait_text(i.term, "^> +2 .* timeout after <n> ms . \\{error: string");
    term_keys(i.term, "A");
    term_wait_text(i.term, "Acknowledge 2 grouped messages of jobs");
    term_wait_text(i.term, "Esc cancels");
    term_keys(i.term, "2 Enter");
    term_wait_text(i.term, "^ acknowledged 2");
    assert_int_equal(sim_count_state_changes(i.sim), 1);
    queue = sim_get(i.sim, "/__sim/queues/jobs");
    assert_int_equal(json_array_size(json_object_get(queue, "messages")), 2);
    json_decref(queue);
    stop(&i);
}

static void into_a_group_and_out_again(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, 80, NULL);
    term_keys(i.term, "%");
    term_wait_text(i.term, "3 groups");
    term_keys(i.term, "l");
    term_wait_text(i.term, "2 Messages 2/4 . group: error: timeout after <n> ms");
    term_wait_text(i.term, " aaaa0003 ");
    term_keys(i.term, "q");
    term_wait_text(i.term, "3 groups");
    term_keys(i.term, "q");
    term_wait_text(i.term, "2 Messages . jobs");
    term_wait_text(i.term, " aaaa0002 ");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    stop(&i);
}

static void narrow_shows_one_under_the_other(void **state)
{
    struct inspect i;

    (void)state;
    start(&i, 80, NULL);
    term_keys(i.term, "Space j =");
    term_wait_text(i.term, "━ Compare aaaa0001 .-. with aaaa0003 .\\+.");
    term_wait_text(i.term, "^- \"timeout after 17 ms\"");
    term_wait_text(i.term, "^\\+ \"timeout after 18 ms\"");
    term_wait_text(i.term, "besides differ: key order");
    stop(&i);
}

static void wide_shows_side_by_side_without_colour_too(void **state)
{
    static const char *const env[] = {"NO_COLOR=1", NULL};
    struct inspect i;

    (void)state;
    start(&i, 160, env);
    term_keys(i.term, "Space j =");
    term_wait_text(i.term, "^~ \\.error +\\| \"timeout after 17 ms\" +\\| \"timeout after 18 ms\"");
    term_resize(i.term, 80, 24);
    term_wait_text(i.term, "^- \"timeout after 17 ms\"");
    stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_whole_group_is_acknowledged, inspect_stop_all),
        cmocka_unit_test_teardown(into_a_group_and_out_again, inspect_stop_all),
        cmocka_unit_test_teardown(narrow_shows_one_under_the_other, inspect_stop_all),
        cmocka_unit_test_teardown(wide_shows_side_by_side_without_colour_too, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
