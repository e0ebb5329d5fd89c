#include "effects/programs/pipe_process.h"

#include "base/os/signals.h"
#include "tests/unit/placekit.h"
#include "tests/unit/seenkit.h"

#include <sys/wait.h>

enum { HANG_MS = 60000, BIG = 300000 /* more than pipes hold */ };

static struct pipe_process *process;

static int start(void **state)
{
    assert_true(signals_start()); /* that of a child that ended wakes the loop */
    process = pipe_process_new();
    return place_start(state);
}

/* Nothing that was started is left. */
static int clean_up(void **state)
{
    pipe_process_free(process);
    process = NULL;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    signals_stop();
    return place_stop(state);
}

static void ask(struct kit *k, const char *command)
{
    kit_press(k, "|");
    kit_wait(k, QUESTION_ARM_MS);
    kit_type(k, command, false);
    kit_press(k, "Enter");
}

static void open_body(struct kit *k, const char *body, size_t n)
{
    struct request *r;
    struct batch *b;

    kit_ready(k, 1);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, 1, "m");
    b->items[0].body = body;
    b->items[0].body_len = n;
    kit_batch(k, r, b);
}

/* Sleeps as the loop does. */
static void wait_for_more(const struct pipe_process *p)
{
    struct pollfd fds[PIPE_FDS + 1];
    int64_t due = pipe_process_next_due(p), now = clock_now().mono_ms;
    int left = due == INT64_MAX ? HANG_MS : due > now ? (int)(due - now) : 0;

    pipe_process_get_fds(p, fds);
    fds[PIPE_FDS] = (struct pollfd){.fd = signals_fd(), .events = POLLIN};
    if (poll(fds, PIPE_FDS + 1, left) == 0 && due == INT64_MAX)
        fail_msg("nothing has happened");
    while (signals_take() != 0)
        ;
}

static void run_to_end(struct kit *k)
{
    pipe_process_run(process, k->app);
    while (k->app->pipe.running) {
        wait_for_more(process);
        pipe_process_run(process, k->app);
    }
}

/* Until the command has said something: one that says it again and again, as the first may have
 * been read already. */
static void run_to_output(struct kit *k)
{
    struct pollfd fds[PIPE_FDS];

    pipe_process_run(process, k->app);
    pipe_process_get_fds(process, fds);
    assert_int_equal(poll(fds + 1, 1, HANG_MS), 1);
}

static void expect_outcome(const struct kit *k, const char *want)
{
    assert_string_equal(k->app->pipe.outcome, want);
}

static void a_command_gets_the_bytes_and_its_output_is_shown(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "a\0b\nc\xff", 6);
    ask(&k, "cat >got; echo out; echo err >&2; exit 3");
    run_to_end(&k);
    place_expect_bytes("got", "a\0b\nc\xff", 6);
    assert_string_equal(seen_screen_text(&k), "out\nerr\n");
    expect_outcome(&k, "status 3");
    kit_free(&k);
}

static void more_than_pipes_hold_goes_both_ways(void **state)
{
    char *body = mem_new(BIG, 1);
    struct kit k;

    (void)state;
    for (size_t i = 0; i < BIG; i++)
        body[i] = i % 60 == 59 ? '\n' : (char)('a' + i % 23);
    open_body(&k, body, BIG);
    ask(&k, "tee got");
    run_to_end(&k);
    place_expect_bytes("got", body, BIG);
    assert_int_equal(strlen(seen_screen_text(&k)), BIG);
    assert_memory_equal(seen_screen_text(&k), body, BIG);
    expect_outcome(&k, "status 0");
    kit_free(&k);
    free(body);
}

static void a_command_need_not_read_all(void **state)
{
    char *body = mem_new(BIG, 1);
    struct kit k;

    (void)state;
    memset(body, 'x', BIG);
    open_body(&k, body, BIG);
    ask(&k, "head -c 3");
    run_to_end(&k);
    assert_string_equal(seen_screen_text(&k), "xxx");
    expect_outcome(&k, "status 0");
    kit_free(&k);
    free(body);
}

static void too_much_output_is_cut_and_the_command_ended(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "", 0);
    ask(&k, "yes");
    run_to_end(&k);
    assert_int_equal(strlen(seen_screen_text(&k)), PIPE_OUTPUT_MAX);
    expect_outcome(&k, "ended by signal 15, cut at 1 MB");
    kit_free(&k);
}

static void output_that_just_fits_is_whole(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "", 0);
    ask(&k, "yes | head -c 1048576");
    run_to_end(&k);
    assert_int_equal(strlen(seen_screen_text(&k)), PIPE_OUTPUT_MAX);
    expect_outcome(&k, "status 0");
    kit_free(&k);
}

static void leaving_the_screen_ends_it(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "", 0);
    ask(&k, "while echo up; do sleep 1; done");
    run_to_output(&k);
    kit_press(&k, "q");
    run_to_end(&k);
    seen_expect_screen(&k, "");
    seen_expect_said(&k, "! while echo up; do sleep 1; done: ended by signal 15");
    kit_free(&k);
}

static void what_it_will_not_read_is_not_offered_again(void **state)
{
    struct pollfd fds[PIPE_FDS];
    static char big[BIG];
    struct kit k;

    (void)state;
    open_body(&k, big, sizeof big);
    ask(&k, "exec <&-; while echo up; do sleep 1; done");
    run_to_output(&k);
    pipe_process_run(process, k.app);
    pipe_process_get_fds(process, fds);
    assert_int_equal(fds[0].fd, -1);
    pipe_process_ask_to_end(process);
    kit_free(&k);
}

static void ctrl_c_ends_it_and_what_it_said_is_shown(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "", 0);
    ask(&k, "while echo up; do sleep 1; done");
    run_to_output(&k);
    kit_press(&k, "Ctrl-C");
    run_to_end(&k);
    assert_int_equal(strncmp(seen_screen_text(&k), "up\n", 3), 0);
    expect_outcome(&k, "ended by signal 15");
    kit_free(&k);
}

/* It need not end by itself before another one is asked for. */
static void another_command_takes_its_place(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "text", 4);
    ask(&k, "while echo one; do sleep 1; done");
    run_to_output(&k);
    kit_press(&k, "q");
    ask(&k, "cat");
    run_to_end(&k);
    assert_string_equal(seen_screen_text(&k), "text");
    expect_outcome(&k, "status 0");
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    kit_free(&k);
}

/* Where it does not listen, it is made to: clean_up() sees that it is gone. */
static void the_end_of_the_program_is_its_end(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "", 0);
    ask(&k, "trap '' TERM; while echo up; do sleep 1; done");
    run_to_output(&k);
    pipe_process_ask_to_end(process);
    kit_free(&k);
}

static void what_it_leaves_in_the_background_is_not_waited_for(void **state)
{
    struct kit k;
    pid_t left;

    (void)state;
    open_body(&k, "", 0);
    ask(&k, "sleep 1000 & echo $!");
    run_to_end(&k);
    left = (pid_t)strtol(seen_screen_text(&k), NULL, 10);
    assert_true(left > 1);
    expect_outcome(&k, "status 0");
    assert_int_equal(kill(left, SIGKILL), 0); /* it was not ended either */
    kit_free(&k);
}

static void a_command_that_cannot_be_started_is_said(void **state)
{
    struct rlimit limit, none;
    struct kit k;

    (void)state;
    open_body(&k, "", 0);
    ask(&k, "cat");
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = limit;
    none.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    pipe_process_run(process, k.app);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    assert_false(k.app->pipe.running);
    expect_outcome(&k, "cannot be started: Too many open files");
    kit_free(&k);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_command_gets_the_bytes_and_its_output_is_shown),
        TEST(more_than_pipes_hold_goes_both_ways),
        TEST(a_command_need_not_read_all),
        TEST(too_much_output_is_cut_and_the_command_ended),
        TEST(output_that_just_fits_is_whole),
        TEST(leaving_the_screen_ends_it),
        TEST(what_it_will_not_read_is_not_offered_again),
        TEST(ctrl_c_ends_it_and_what_it_said_is_shown),
        TEST(another_command_takes_its_place),
        TEST(the_end_of_the_program_is_its_end),
        TEST(what_it_leaves_in_the_background_is_not_waited_for),
        TEST(a_command_that_cannot_be_started_is_said),
    };

    return cmocka_run_group_tests_name("effects: pipe process", tests, NULL, NULL);
}
