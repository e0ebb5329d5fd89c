/* The inspector as its user drives it, at 80x24. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static void wait_for_queues(struct inspect *i)
{
    term_wait_text(i->term, "1 Queues 5");
    term_wait_text(i->term, "orders-dlq +312");
    term_wait_text(i->term, "email +1,918");
}

/* Opens the queue named orders: fourth by name. */
static void open_orders(struct inspect *i)
{
    wait_for_queues(i);
    term_keys(i->term, "Down Down Down Enter");
    term_wait_text(i->term, "2 Messages . orders . PEEK \\(no lease\\) 5");
}

static void shows_queues_with_flags_and_metrics(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    wait_for_queues(&i);
    term_wait_text(i.term, "P H billing +44 ");
    term_wait_text(i.term, "  W  email +1,918 ");
    term_wait_text(i.term, "   H orders +5 .* 312 ●$");
    term_wait_text(i.term, "   H orders-dlq +312 .* is dlq$");
    term_wait_text(i.term, ">    empty +|empty +0 ");
    term_wait_row(i.term, 0, "cfqtop +acme +@127.0.0.1 +token +● live [0-9]+s +leases 0");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

static void enter_peeks_and_takes_no_lease(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    open_orders(&i);
    term_wait_text(i.term, "0/3 +text +11 B .* - +hello world");
    term_wait_text(i.term, "2/3▲ json");
    term_wait_text(i.term, "3 Body .* text . 11 B");
    assert_int_equal(sim_count_requests(i.sim, "peek"), 1);
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void a_body_keeps_its_tokens(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    open_orders(&i);
    term_keys(i.term, "Down Enter");
    term_wait_text(i.term, "3 Body .* json . base64 → json");
    term_wait_text(i.term, "^   \"total\": 12.50,");
    term_wait_text(i.term, "^   \"total\": 1E5");
    term_keys(i.term, "x x x x");
    term_wait_text(i.term, "as received");
    term_wait_text(i.term, "^eyJ0eXBl");
    inspect_stop(&i);
}

static void bytes_are_a_hex_dump(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    open_orders(&i);
    term_keys(i.term, "Down Down Enter");
    term_wait_text(i.term, "00000000  00 01 02 03 48 65 6c 6c  6f ff .*\\|....Hello.\\|");
    term_wait_text(i.term, "bytes . base64 → bytes . 10 B");
    inspect_stop(&i);
}

static void pull_asks_and_then_pulls_exactly_what_was_asked(void **state)
{
    struct inspect i;
    json_t *requests;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    open_orders(&i);
    term_keys(i.term, "P");
    term_wait_text(i.term, "Pull from orders");
    term_wait_text(i.term, "\\+1 attempt each; hidden from consumers for 30s");
    term_wait_text(i.term, "Enter pulls");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    term_keys(i.term, "2 Tab 5 m Enter");
    term_wait_text(i.term, "PULLED 2");
    term_wait_text(i.term,
                   "L +[0-9]+s +1/3 +text +11 B [0-9a-f]{8} (5m00s|[1-4]m[0-9]{2}s) +hello world");
    term_wait_row(i.term, 0, "leases 2 \\(");
    assert_int_equal(sim_count_requests(i.sim, "pull"), 1);
    requests = sim_get(i.sim, "/__sim/requests");
    json_decref(requests);
    inspect_stop(&i);
}

static void enter_typed_ahead_and_pastes_pull_nothing(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    open_orders(&i);
    term_send(i.term, "P\r\r\r");
    term_wait_text(i.term, "Enter pulls");
    term_send(i.term, "\033[200~7\r\n\033[201~");
    term_wait_text(i.term, "messages 7 ");
    term_keys(i.term, "Esc");
    term_wait_gone(i.term, "Pull from");
    term_send(i.term, "\033[200~P\rQ\033[201~");
    term_keys(i.term, "i");
    term_wait_text(i.term, "All fields");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void bad_numbers_keep_the_prompt(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    open_orders(&i);
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "1 0 1 Enter");
    term_wait_text(i.term, "messages: a number from 1 to 100");
    term_keys(i.term, "C-u 3 Tab C-u 1 3 h Enter");
    term_wait_text(i.term, "lease: 1s to 12h");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

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
    inspect_start(&i, &(struct inspect_options){0});
    open_orders(&i);
    term_keys(i.term, "Down Enter / text:total Enter");
    term_wait_text(i.term, "\"total\": 12.50");
    term_find_text(i.term, "total\": 12.50", &at);
    term_wait_until(i.term, is_marked, &at, "the match is not marked");
    term_keys(i.term, "/ C-u text:nowhere Enter");
    term_wait_text(i.term, "not found: nowhere");
    inspect_stop(&i);
}

static void help_is_made_from_the_table(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.rows = 100});
    term_keys(i.term, "?");
    term_wait_text(i.term, "^QUEUES *\n  Enter +Peek at the head of the queue");
    term_wait_text(i.term, "Q +Quit now, releasing the leases held");
    term_keys(i.term, "?");
    term_wait_gone(i.term, "Quit now");
    inspect_stop(&i);
}

static void read_only_has_no_pull(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"--read-only", NULL}});
    open_orders(&i);
    term_wait_row(i.term, 0, "READ-ONLY");
    assert_false(term_has_text(i.term, "P pull"));
    term_keys(i.term, "P");
    term_wait_text(i.term, "read-only: started with --read-only");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(shows_queues_with_flags_and_metrics, inspect_stop_all),
        cmocka_unit_test_teardown(enter_peeks_and_takes_no_lease, inspect_stop_all),
        cmocka_unit_test_teardown(a_body_keeps_its_tokens, inspect_stop_all),
        cmocka_unit_test_teardown(bytes_are_a_hex_dump, inspect_stop_all),
        cmocka_unit_test_teardown(pull_asks_and_then_pulls_exactly_what_was_asked,
                                  inspect_stop_all),
        cmocka_unit_test_teardown(enter_typed_ahead_and_pastes_pull_nothing, inspect_stop_all),
        cmocka_unit_test_teardown(bad_numbers_keep_the_prompt, inspect_stop_all),
        cmocka_unit_test_teardown(every_field_is_in_the_overlay, inspect_stop_all),
        cmocka_unit_test_teardown(search_finds_and_says_when_not, inspect_stop_all),
        cmocka_unit_test_teardown(help_is_made_from_the_table, inspect_stop_all),
        cmocka_unit_test_teardown(read_only_has_no_pull, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("inspect", tests, NULL, NULL);
}
