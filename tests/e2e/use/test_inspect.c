/* The inspector as its user drives it, at 80x24. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void every_field_is_in_the_overlay(void **state)
{
    struct inspect i;
    char lease[80];
    json_t *queue;
    const char *text;

    (void)state;
    inspect_start(&i,
                  &(struct inspect_options){
                      .cols = 160, .rows = 48, .args = (const char *[]){"--pull", "orders", NULL}});
    term_wait_text(i.term, "PULLED 5");
    term_keys(i.term, "i");
    term_wait_text(i.term, "lease_id +eyJ");
    term_wait_text(i.term, "attempts +1 \\(max_retries of the consumer: 3\\)");
    term_wait_text(i.term, "timestamp_ms .* ago");
    term_wait_text(i.term, " UTC");
    term_wait_text(i.term, " local");
    term_wait_text(i.term, "\"CF-Content-Type\": \"text\"");
    queue = sim_get(i.sim, "/__sim/queues/orders");
    text = json_string_value(
        json_object_get(json_array_get(json_object_get(queue, "messages"), 0), "lease_id"));
    assert_non_null(text);
    snprintf(lease, sizeof(lease), "%.70s", text);
    assert_non_null(strstr(term_text(i.term), lease));
    json_decref(queue);
    term_keys(i.term, "Esc");
    term_wait_gone(i.term, "All fields");
    inspect_stop(&i);
}

/* A match stands out from the text by its background, its reverse or its underline. */
static bool is_marked(struct term *t, void *arg)
{
    struct screen_point *at = arg;
    struct screen_cell cell = term_cell(t, at->row, at->col);

    return cell.reverse || cell.underline || cell.bg.kind != SCREEN_COLOUR_DEFAULT;
}

static void search_finds_and_says_when_not(void **state)
{
    struct screen_point at;
    struct inspect i;

    (void)state;
    inspect_start_queues(&i, &(struct inspect_options){0});
    inspect_open_orders(&i);
    term_keys(i.term, "Down Enter / text:total Enter");
    term_wait_text(i.term, "\"total\": 12.50");
    term_find_text(i.term, "total\": 12.50", &at);
    term_wait_until(i.term, is_marked, &at, "the match is not marked");
    term_keys(i.term, "/ C-u text:nowhere Enter");
    term_wait_text(i.term, "not found: nowhere");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_field_is_in_the_overlay, inspect_stop_all),
        cmocka_unit_test_teardown(search_finds_and_says_when_not, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("inspect", tests, NULL, NULL);
}
