/* A server that fails, lies or is hostile: said on the screen, and the last good data stays. */
#include "base/array.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static const struct inspect_options on_orders = {.args = (const char *const[]){"orders", NULL}};

static void fault(struct inspect *i, const char *op, const char *rest)
{
    sim_post(i->sim, "/__sim/fault", "{\"op\":\"%s\",%s}", op, rest);
}

static void assert_exits(struct inspect *i, int want, const char *line)
{
    int status;

    term_wait_exit(i->term, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), want);
    if (!term_has_text(i->term, line))
        term_fail(i->term, line);
    assert_true(term_is_cooked(i->term));
}

static void a_wrong_token_ends_with_one_line(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.token = "wrong"});
    assert_exits(&i, 1, "^cfqtop: 40[13] .*CLOUDFLARE_API_TOKEN");
    inspect_stop(&i);
}

static void an_unknown_queue_ends_with_one_line(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"nosuch", NULL}});
    assert_exits(&i, 1, "^cfqtop: no queue is named nosuch in this account");
    inspect_stop(&i);
}

static void a_failing_metric_keeps_the_last_value(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    term_wait_text(i.term, "email +1,918");
    fault(&i, "metrics", "\"kind\":\"invalid_json\",\"count\":0");
    term_wait_row(i.term, 0, "bad answer");
    assert_true(term_has_text(i.term, "email +1,918"));
    sim_delete(i.sim, "/__sim/faults");
    term_wait_row(i.term, 0, "live");
    inspect_stop(&i);
}

/* The countdown is looked for among the bytes: it may be over by the time the screen is looked at.
 */
static void a_read_that_fails_is_retried_with_a_countdown(void **state)
{
    struct inspect i = {.sim = sim_start(NULL)};

    (void)state;
    sim_seed(i.sim, inspect_seed());
    fault(&i, "list",
          "\"kind\":\"status\",\"status\":429,\"code\":971,\"retry_after\":2,\"count\":1");
    inspect_start_term(&i, &(struct inspect_options){0});
    term_wait_text(i.term, "1 Queues 5");
    assert_true(term_raw_contains(i.term, 0, "rate limited, retry in "));
    assert_int_equal(sim_count_requests(i.sim, "list"), 2);
    inspect_stop(&i);
}

static void a_pull_is_never_sent_twice(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &on_orders);
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    fault(&i, "pull", "\"kind\":\"status\",\"status\":503,\"code\":15000,\"count\":1");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "^ 503: ");
    assert_int_equal(sim_count_requests(i.sim, "pull"), 1);
    assert_true(term_has_text(i.term, "PEEK \\(no lease\\) 5"));
    inspect_stop(&i);
}

static void no_peek_offers_pull(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    sim_post(i.sim, "/__sim/options", "{\"peek\":\"10405\"}");
    term_wait_text(i.term, "1 Queues 5");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "P pulls");
    assert_int_equal(sim_count_state_changes(i.sim), 0);
    inspect_stop(&i);
}

static void a_pull_without_consumer_says_why(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"email", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 100 of ~1,918");
    term_keys(i.term, "P");
    term_wait_text(i.term, "a Worker consumes it: nothing can be pulled; p peeks without a lease");
    assert_true(term_has_text(i.term, "PEEK \\(no lease\\) 100"));
    assert_int_equal(sim_count_requests(i.sim, "pull"), 0);
    inspect_stop(&i);
}

/* Any key takes the error away, once it has been there for a second. */
static bool is_footer_without_writes(struct term *t, void *unused)
{
    (void)unused;
    term_keys(t, "Down");
    return strstr(term_row(t, 23), "? help") && !strstr(term_row(t, 23), "P pull") &&
           !strstr(term_row(t, 23), "A ack");
}

static void a_read_token_cannot_pull_and_says_what_is_missing(void **state)
{
    struct inspect i;
    struct inspect_options o = on_orders;

    (void)state;
    o.token = SIM_READ_TOKEN;
    inspect_start(&i, &o);
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_text(i.term,
                   "403 from Queues: the token lacks \"Queues Write\" \\(needed for pull\\)");
    /* That teaches it: the keys that change the server are gone, and say why when pressed. */
    term_wait_row(i.term, 0, " READ-ONLY ");
    term_wait_until(i.term, is_footer_without_writes, NULL, "no P, A in the footer");
    term_keys(i.term, "A");
    term_wait_row(i.term, 23, "^ read-only: the token lacks \"Queues Write\", as a 403 said");
    assert_int_equal(sim_count_requests(i.sim, "purge"), 0);
    inspect_stop(&i);
}

/* No answer that is not what it should be takes the screen down or the last good data away. */
static void broken_answers_are_errors_on_the_screen(void **state)
{
    static const struct {
        const char *kind;
        const char *line;
    } broken[] = {
        {"truncate", "^ pull failed, what it leased comes back by itself: "},
        {"invalid_json", "^ pull failed, what it leased comes back by itself: "},
        {"empty", "^ pull failed, what it leased comes back by itself: "},
        {"redirect", "^ pull failed, what it leased comes back by itself: "},
        {"html_challenge", "^ 403 from Queues: a browser check"},
    };
    struct inspect i;
    char rest[128];

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"orders-dlq", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 100 of ~312");
    for (size_t k = 0; k < ARRAY_LEN(broken); k++) {
        snprintf(rest, sizeof(rest),
                 "\"kind\":\"%s\",\"count\":0,\"location\":\"http://127.0.0.1:9/\"",
                 broken[k].kind);
        fault(&i, "pull", rest);
        term_keys(i.term, "P");
        term_wait_text(i.term, "Enter pulls");
        term_keys(i.term, "Enter");
        term_wait_gone(i.term, "Enter pulls");
        term_wait_row(i.term, 23, broken[k].line);
        assert_true(term_has_text(i.term, "PEEK \\(no lease\\) 100 of ~312"));
        sim_delete(i.sim, "/__sim/faults");
    }
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

/* A field of the wrong type is unknown; the message stays. */
static void wrong_types_are_unknown_fields(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"orders", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    fault(&i, "pull", "\"kind\":\"wrong_types\",\"count\":1");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "PULLED 5");
    term_wait_text(i.term, ">L +- +- +- +2 B +no id +42");
    term_wait_row(i.term, 0, "leases 0");
    inspect_stop(&i);
}

static const char hostile[] =
    "{\"reset\":true,\"queues\":[{\"name\":\"a\\u001b]0;owned\\u0007\\u009b31mb\\u202ec\","
    "\"consumers\":[{\"type\":\"http_pull\",\"settings\":{\"max_retries\":3}}],\"messages\":["
    "{\"body\":\"\\u001b]52;c;AAAA\\u0007\\u001b[2J\\u001bc\\r\\n\\u0090q\\u009c "
    "end\",\"content_type\":"
    "\"text\"},"
    "{\"body_base64\":\"G103O293bmVkBxtbMko=\",\"content_type\":\"bytes\"},"
    "{\"body\":\"{\\\"k\\u001b]0;x\\u0007\\\":\\\"\\u202e\\u200b\\\"}\",\"content_type\":\"json\"}]"
    "}]}";

static void hostile_bytes_never_reach_the_terminal(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.seed = hostile, .rows = 40});
    term_wait_text(i.term, "1 Queues 1");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "PEEK \\(no lease\\) 3");
    term_wait_text(i.term, "‹1B›\\]52;c;AAAA‹07›‹1B›\\[2J‹1B›c");
    term_keys(i.term, "i");
    term_wait_text(i.term, "All fields");
    term_keys(i.term, "i Enter Down x x q q Down Enter");
    term_wait_text(i.term, "3 Body");
    term_keys(i.term, "q q P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "PULLED 3");
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    term_assert_clean_output(i.term);
    assert_string_equal(term_title(i.term), "");
    inspect_stop(&i);
}

static void the_token_is_nowhere(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &on_orders);
    term_wait_text(i.term, "PEEK");
    term_keys(i.term, "i");
    term_wait_text(i.term, "All fields");
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    assert_false(term_raw_contains(i.term, 0, SIM_TOKEN));
    inspect_stop(&i);
}

static void ctrl_c_cancels_what_hangs(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){0});
    fault(&i, "peek", "\"kind\":\"hang\",\"count\":0");
    term_wait_text(i.term, "1 Queues 5");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "Peeking");
    term_keys(i.term, "Down Up");
    term_keys(i.term, "C-c");
    term_wait_text(i.term, "peek cancelled");
    term_wait_gone(i.term, "Peeking .Ctrl-C");
    inspect_stop(&i);
}

/* What takes long is named, with its seconds, until it ends. */
static void a_slow_call_is_named_in_the_header(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &on_orders);
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    fault(&i, "peek", "\"kind\":\"hang\",\"count\":0");
    term_keys(i.term, "p");
    term_wait_row(i.term, 0, "○ peek [0-9]+s, Ctrl-C cancels");
    term_keys(i.term, "C-c");
    term_wait_row(i.term, 0, "● live");
    assert_true(term_has_text(i.term, "PEEK \\(no lease\\) 5"));
    inspect_stop(&i);
}

static void no_network_is_said_as_such(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &on_orders);
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    sim_stop(i.sim);
    i.sim = NULL;
    term_wait_row(i.term, 0, "no network, retry in [0-9]+s +data [0-9]+s old");
    assert_true(term_has_text(i.term, "PEEK \\(no lease\\) 5"));
    inspect_stop(&i);
}

/* The list as far as it came stays, and says that it is not whole. */
static void a_long_load_shows_progress_and_can_be_cancelled(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i,
                  &(struct inspect_options){.seed = "{\"reset\":true,\"generate_queues\":1000}"});
    term_stop(i.term);
    fault(&i, "list", "\"kind\":\"delay\",\"delay_ms\":0,\"count\":4");
    fault(&i, "list", "\"kind\":\"hang\",\"count\":0");
    inspect_start_term(&i, &(struct inspect_options){0});
    term_wait_row(i.term, 1, "1 Queues 400 of 1,000 ");
    term_keys(i.term, "C-c");
    term_wait_row(i.term, 1, "1 Queues 400 of 1,000 . r reads all");
    sim_delete(i.sim, "/__sim/faults");
    term_keys(i.term, "r");
    term_wait_row(i.term, 1, "1 Queues 1,000 ");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_wrong_token_ends_with_one_line, inspect_stop_all),
        cmocka_unit_test_teardown(an_unknown_queue_ends_with_one_line, inspect_stop_all),
        cmocka_unit_test_teardown(a_failing_metric_keeps_the_last_value, inspect_stop_all),
        cmocka_unit_test_teardown(a_read_that_fails_is_retried_with_a_countdown, inspect_stop_all),
        cmocka_unit_test_teardown(a_pull_is_never_sent_twice, inspect_stop_all),
        cmocka_unit_test_teardown(no_peek_offers_pull, inspect_stop_all),
        cmocka_unit_test_teardown(a_pull_without_consumer_says_why, inspect_stop_all),
        cmocka_unit_test_teardown(a_read_token_cannot_pull_and_says_what_is_missing,
                                  inspect_stop_all),
        cmocka_unit_test_teardown(broken_answers_are_errors_on_the_screen, inspect_stop_all),
        cmocka_unit_test_teardown(wrong_types_are_unknown_fields, inspect_stop_all),
        cmocka_unit_test_teardown(hostile_bytes_never_reach_the_terminal, inspect_stop_all),
        cmocka_unit_test_teardown(the_token_is_nowhere, inspect_stop_all),
        cmocka_unit_test_teardown(ctrl_c_cancels_what_hangs, inspect_stop_all),
        cmocka_unit_test_teardown(a_slow_call_is_named_in_the_header, inspect_stop_all),
        cmocka_unit_test_teardown(no_network_is_said_as_such, inspect_stop_all),
        cmocka_unit_test_teardown(a_long_load_shows_progress_and_can_be_cancelled,
                                  inspect_stop_all),
    };

    return cmocka_run_group_tests_name("trouble", tests, NULL, NULL);
}
