/* The keys that look closer, as their user presses them. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <time.h>

/* The times of the first message, as the simulator has it, with offset_s added. */
static void wait_for_stamp(struct inspect *i, int64_t offset_s)
{
    json_t *queue = sim_get(i->sim, "/__sim/queues/orders");
    json_t *message = json_array_get(json_object_get(queue, "messages"), 0);
    time_t t =
        (time_t)(json_integer_value(json_object_get(message, "timestamp_ms")) / 1000 + offset_s);
    char stamp[40];
    struct tm tm;

    assert_non_null(gmtime_r(&t, &tm));
    strftime(stamp, sizeof(stamp), "^> +%m-%d %H:%M:%S +0/3 +text", &tm);
    term_wait_text(i->term, stamp);
    json_decref(queue);
}

/* Where there is room for it, the axis of the graph has the last ten minutes that are over, by a
 * clock so far from UTC. */
static void wait_for_tick(struct inspect *i, int offset_s)
{
    time_t t = time(NULL);
    char tick[40];
    struct tm tm;

    t += offset_s - 600 - t % 600;
    assert_non_null(gmtime_r(&t, &tm));
    strftime(tick, sizeof(tick), "0┼.*┬%H:%M", &tm);
    term_resize(i->term, 160, 48);
    term_wait_text(i->term, tick);
    term_resize(i->term, 80, 24);
}

/* The seed's second message is 50 hours old by the simulator's clock, which is this machine's. */
static void t_changes_how_times_are_told(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start_queues(&i,
                         &(struct inspect_options){.env = (const char *[]){"TZ=XYZ-5:30", NULL}});
    inspect_open_orders(&i);
    term_wait_text(i.term, "^ +AGE +ATT ");
    term_wait_text(i.term, "2d02h +2/3 +json");
    term_keys(i.term, "t");
    term_wait_text(i.term, "times in UTC");
    term_wait_text(i.term, "^ +UTC +ATT ");
    wait_for_stamp(&i, 0);
    wait_for_tick(&i, 0);
    term_keys(i.term, "t");
    term_wait_text(i.term, "times in local time");
    term_wait_text(i.term, "^ +LOCAL +ATT ");
    wait_for_stamp(&i, 19800);
    wait_for_tick(&i, 19800);
    term_keys(i.term, "t");
    term_wait_text(i.term, "^ +AGE +ATT ");
    inspect_stop(&i);
}

/* New messages arrive at the server and must not show; then they must. */
static void Z_holds_the_screen_still(void **state)
{
    struct inspect i;
    int reads;

    (void)state;
    inspect_start_queues(&i,
                         &(struct inspect_options){.args = (const char *[]){"-i", "500ms", NULL}});
    inspect_open_orders(&i);
    term_keys(i.term, "Z");
    /* What was under way is answered within the first second. */
    term_wait_row(i.term, 0, " FROZEN ([1-9]|[0-9]{2,})s ");
    sim_seed(i.sim, "{\"queues\":[{\"name\":\"orders\",\"messages\":["
                    "{\"body\":\"more\",\"count\":95}]}]}");
    reads = sim_count_requests(i.sim, "any");
    term_wait_row(i.term, 0, " FROZEN ([3-9]|[0-9]{2,})s ");
    assert_int_equal(sim_count_requests(i.sim, "any"), reads);
    assert_true(term_has_text(i.term, "^>.* orders +5 "));
    term_keys(i.term, "p");
    term_wait_text(i.term, "frozen: nothing is read");
    term_keys(i.term, "Down");
    term_wait_text(i.term, "^> +.* 2/3 +json");
    term_keys(i.term, "q");
    term_wait_row(i.term, 0, "● live");
    term_wait_text(i.term, "^>.* orders +100 ");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(t_changes_how_times_are_told, inspect_stop_all),
        cmocka_unit_test_teardown(Z_holds_the_screen_still, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("look", tests, NULL, NULL);
}
