/* `cfqtop queues`, `watch` and `metrics --prometheus`: what was measured, as it is printed. */
#include "tests/e2e/oneshot/measurekit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

static void queues_have_backlog_rate_and_verdict(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "queues");
    assert_begins(r.out, "QUEUE  BACKLOG ");
    assert_has(r.out, "\ncalm         0 ");
    assert_has(r.out, "  empty    ");
    assert_has(r.out, "\nflood    3,000  +");
    assert_has(r.out, "  growing ");
    assert_string_equal(r.err, "");
    finish(&r, 0);
    assert_int_equal(sim_count_requests(sim, "metrics"), 2);
    assert_int_equal(sim_count_state_changes(sim), 0);
}

/* Its verdict needs no history, its rate does. */
static void history_is_waited_for_where_the_verdict_is_known(void **state)
{
    struct run r;

    (void)state;
    sim_seed(sim, "{\"reset\":true,\"queues\":[{\"name\":\"halted\",\"paused\":true,"
                  "\"consumers\":[{\"type\":\"worker\"}],"
                  "\"messages\":[{\"size\":100,\"count\":3000}],"
                  "\"history\":[{\"minutes\":20,\"in\":100,\"out\":0}]}]}");
    CFQTOP(&r, "queues");
    assert_has(r.out, "\nhalted    3,000  +");
    assert_has(r.out, "  paused ");
    finish(&r, 0);
}

static json_t *parse_line(const char *text, const char *queue)
{
    json_t *line = NULL;

    for (; *text; text = strchr(text, '\n') + 1) {
        line = json_loadb(text, strcspn(text, "\n"), 0, NULL);
        assert_non_null(line);
        if (!strcmp(json_string_value(json_object_get(line, "queue_name")), queue))
            return line;
        json_decref(line);
    }
    fail_msg("no %s", queue);
    return NULL;
}

static void json_is_the_queue_and_what_was_measured(void **state)
{
    struct run r;
    json_t *line, *measured;

    (void)state;
    CFQTOP(&r, "queues", "--json");
    assert_int_equal(count_lines(r.out), 2);
    line = parse_line(r.out, "flood");
    assert_non_null(json_object_get(line, "consumers"));
    measured = json_object_get(line, "measured");
    assert_int_equal(json_number_value(json_object_get(measured, "backlog")), 3000);
    assert_string_equal(json_string_value(json_object_get(measured, "verdict")), "growing");
    assert_true(json_is_number(json_object_get(measured, "growth_low_per_s")));
    assert_int_equal(json_string_length(json_object_get(measured, "backlog_at")), 20);
    json_decref(line);
    line = parse_line(r.out, "calm");
    measured = json_object_get(line, "measured");
    assert_true(json_is_null(json_object_get(measured, "first_loss_s")));
    json_decref(line);
    finish(&r, 0);
}

static void what_was_not_measured_in_time_is_unknown(void **state)
{
    struct run r;
    json_t *line, *measured;

    (void)state;
    add_dim_queue();
    sim_post(sim, "/__sim/fault",
             "{\"op\":\"metrics\",\"queue\":\"dim\",\"kind\":\"hang\",\"count\":0}");
    CFQTOP(&r, "queues", "--json", "--for", "1s");
    line = parse_line(r.out, "dim");
    measured = json_object_get(line, "measured");
    assert_true(json_is_null(json_object_get(measured, "backlog")));
    assert_true(json_is_null(json_object_get(measured, "backlog_at")));
    assert_true(json_is_null(json_object_get(measured, "verdict")));
    json_decref(line);
    assert_string_equal(r.err, "cfqtop: 2 of 3 queues measured within 1s\n");
    finish(&r, 0);
}

static void without_measuring_nothing_is_asked_but_the_list(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "queues", "--fast");
    assert_has(r.out, "CONSUMER");
    finish(&r, 0);
    assert_int_equal(sim_count_requests(sim, "metrics"), 0);
}

/* 1 % of 1,200 requests in five minutes: the accounts, the list and their like count too. */
static void the_budget_holds(void **state)
{
    struct run r;

    (void)state;
    sim_seed(sim, "{\"reset\":true,\"generate_queues\":60}");
    sim_delete(sim, "/__sim/requests");
    CFQTOP(&r, "queues", "--for", "2s", "--budget", "1");
    assert_has(r.err, " of 60 queues measured within 2s\n");
    finish(&r, 0);
    assert_in_range(sim_count_requests(sim, "metrics"), 1, 10);
    assert_in_range(sim_count_requests(sim, "metrics") + sim_count_requests(sim, "list") +
                        sim_count_requests(sim, "accounts"),
                    2, 12);
}

static void watch_prints_a_line_a_sample_under_one_heading(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "watch", "--interval", "500ms", "--count", "2");
    assert_begins(r.out, "TIME        BACKLOG       BYTES OLDEST/S ");
    assert_int_equal(count_lines(r.out), 5);
    assert_null(strstr(r.out + 1, "TIME"));
    assert_has(r.out, "Z      3000      300000 ");
    assert_string_equal(r.err, "");
    finish(&r, 0);
    assert_in_range(sim_count_requests(sim, "metrics"), 2, 5);
    CFQTOP(&r, "watch", "flood", "--interval", "500ms", "--count", "1", "--json");
    assert_begins(r.out, "{\"queue_name\":\"flood\",\"queue_id\":\"" FLOOD_ID "\",\"measured\":{");
    assert_int_equal(count_lines(r.out), 1);
    finish(&r, 0);
}

/* Each line is there as soon as it is known, and Ctrl-C is the ordinary end. */
static void ctrl_c_ends_watch_well(void **state)
{
    const char *const argv[] = {run_find_cfqtop(), "watch", "flood", "-i", "500ms", NULL};
    struct run r;
    char first;

    (void)state;
    run_start(&r, argv, env, RUN_CAPTURE);
    assert_int_equal(read(r.pipes[0], &first, 1), 1);
    kill(r.pid, SIGINT);
    run_finish(&r);
    assert_string_equal(r.err, "");
    assert_true(count_lines(r.out) >= 2);
    finish(&r, 0);
}

static void watch_of_nothing_says_so(void **state)
{
    struct run r;

    (void)state;
    sim_seed(sim, "{\"reset\":true}");
    CFQTOP(&r, "watch");
    assert_begins(r.err, "cfqtop: no queue to watch in account ");
    finish(&r, 1);
}

static void watch_ends_when_nobody_reads(void **state)
{
    struct run r;

    (void)state;
    run_cfqtop(&r, env, RUN_NO_READER, "watch", "flood", "-i", "500ms", NULL);
    assert_string_equal(r.err, "");
    finish(&r, 141);
}

static void prometheus_has_each_family_once(void **state)
{
    struct run r;
    const char *at;

    (void)state;
    CFQTOP(&r, "metrics", "--prometheus");
    at = strstr(r.out, "# TYPE cfqtop_queue_backlog_messages gauge\n");
    assert_non_null(at);
    assert_null(strstr(at + 1, "# TYPE cfqtop_queue_backlog_messages "));
    assert_has(r.out,
               "\ncfqtop_queue_backlog_messages{queue=\"flood\",queue_id=\"" FLOOD_ID "\"} 3000\n");
    assert_has(r.out, "verdict=\"growing\"} 1\n");
    assert_has(r.out, "cfqtop_queue_paused{queue=\"calm\"");
    assert_string_equal(r.err, "");
    finish(&r, 0);
    CFQTOP(&r, "metrics", "calm", "--prometheus");
    assert_null(strstr(r.out, "flood"));
    finish(&r, 0);
    CFQTOP(&r, "metrics");
    assert_has(r.err, "metrics QUEUE");
    finish(&r, 2);
    CFQTOP(&r, "metrics", "--prometheus", "--json");
    assert_has(r.err, "--prometheus and --json exclude each other");
    finish(&r, 2);
    CFQTOP(&r, "metrics", "calm", "--output", "x");
    assert_has(r.err, "--output needs --prometheus");
    finish(&r, 2);
}

static void read_file(const char *path, char *out, size_t size)
{
    FILE *f = fopen(path, "r");
    size_t n;

    assert_non_null(f);
    n = fread(out, 1, size - 1, f);
    out[n] = '\0';
    fclose(f);
}

/* The file is replaced whole, or stays as it was. */
static void prometheus_replaces_a_file(void **state)
{
    char path[400], text[20000];
    struct run r;
    struct stat was, is;

    (void)state;
    snprintf(path, sizeof path, "%s/cfqtop.prom", home);
    CFQTOP(&r, "metrics", "--prometheus", "--output", path);
    assert_string_equal(r.out, "");
    assert_string_equal(r.err, "");
    finish(&r, 0);
    assert_int_equal(stat(path, &was), 0);
    sim_post(sim, "/__sim/fault",
             "{\"op\":\"metrics\",\"kind\":\"status\",\"status\":403,\"code\":10000,"
             "\"message\":\"no\",\"count\":0}");
    CFQTOP(&r, "metrics", "--prometheus", "--output", path);
    finish(&r, 1);
    read_file(path, text, sizeof text);
    assert_has(text, "cfqtop_queue_backlog_messages{queue=\"flood\"");
    sim_delete(sim, "/__sim/faults");
    CFQTOP(&r, "metrics", "--prometheus", "--output", path);
    finish(&r, 0);
    assert_int_equal(stat(path, &is), 0);
    assert_int_not_equal(was.st_ino, is.st_ino);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    CFQTOP(&r, "metrics", "--prometheus", "--output", path);
    assert_has(r.err, "cfqtop.prom was not written: it is no plain file");
    assert_int_equal(stat(path, &is), 0);
    assert_true(S_ISFIFO(is.st_mode));
    finish(&r, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(queues_have_backlog_rate_and_verdict, set_up),
        cmocka_unit_test_setup(history_is_waited_for_where_the_verdict_is_known, set_up),
        cmocka_unit_test_setup(json_is_the_queue_and_what_was_measured, set_up),
        cmocka_unit_test_setup(what_was_not_measured_in_time_is_unknown, set_up),
        cmocka_unit_test_setup(without_measuring_nothing_is_asked_but_the_list, set_up),
        cmocka_unit_test_setup(the_budget_holds, set_up),
        cmocka_unit_test_setup(watch_prints_a_line_a_sample_under_one_heading, set_up),
        cmocka_unit_test_setup(ctrl_c_ends_watch_well, set_up),
        cmocka_unit_test_setup(watch_of_nothing_says_so, set_up),
        cmocka_unit_test_setup(watch_ends_when_nobody_reads, set_up),
        cmocka_unit_test_setup(prometheus_has_each_family_once, set_up),
        cmocka_unit_test_setup(prometheus_replaces_a_file, set_up),
    };

    return cmocka_run_group_tests_name("measured", tests, oneshot_start, oneshot_stop);
}
