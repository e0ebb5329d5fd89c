#include "effects/programs/decoder_process.h"

#include "base/os/signals.h"
#include "tests/unit/placekit.h"
#include "tests/unit/seenkit.h"

#include <sys/wait.h>

enum { HANG_MS = 60000, BIG = 300000 /* more than pipes hold */ };

static struct decoder_process *process;

static int start(void **state)
{
    assert_true(signals_start());
    process = decoder_process_new(DECODER_MS);
    return place_start(state);
}

/* Nothing that was started is left. */
static int clean_up(void **state)
{
    decoder_process_free(process);
    process = NULL;
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
    signals_stop();
    return place_stop(state);
}

/* Two messages of n bytes. */
static void open_body(struct kit *k, const char *body, size_t n)
{
    struct request *r;
    struct batch *b;

    kit_ready(k, 1);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, 2, "m");
    b->items[0].body = body;
    b->items[0].body_len = n;
    kit_batch(k, r, b);
}

static void ask(struct kit *k, const char *command)
{
    kit_press(k, ":");
    kit_type(k, "decoder ", false);
    kit_type(k, command, false);
    kit_press(k, "Enter");
    decoder_process_run(process, k->app);
}

/* Until it is to be ended. */
static int find_timeout(const struct kit *k)
{
    int64_t left = decoder_process_next_due(process, k->app) - clock_now().mono_ms;

    return left <= 0 ? 0 : left < HANG_MS ? (int)left : HANG_MS;
}

/* Sleeps as the loop does. */
static void run_to_end(struct kit *k)
{
    while (k->app->decoder.running) {
        struct pollfd fds[DECODER_FDS + 1];

        decoder_process_get_fds(process, fds);
        fds[DECODER_FDS] = (struct pollfd){.fd = signals_fd(), .events = POLLIN};
        if (poll(fds, DECODER_FDS + 1, find_timeout(k)) == 0 && find_timeout(k) > 0)
            fail_msg("nothing has happened");
        while (signals_take() != 0)
            ;
        decoder_process_run(process, k->app);
    }
    app_settle(k->app);
}

static void a_command_gets_the_bytes_and_its_output_is_the_body(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "a\0b\nc\xff", 6);
    ask(&k, "cat >got; echo said >&2; echo answer");
    run_to_end(&k);
    place_expect_bytes("got", "a\0b\nc\xff", 6);
    assert_string_equal(seen_body(&k), "answer\n");
    seen_expect_said(&k, "decoder of this queue: cat >got; echo said >&2; echo answer");
    assert_int_equal(decoder_process_next_due(process, k.app), INT64_MAX);
    kit_free(&k);
}

static void more_than_pipes_hold_goes_all_ways(void **state)
{
    char *body = mem_new(BIG, 1);
    struct kit k;

    (void)state;
    memset(body, 'x', BIG);
    open_body(&k, body, BIG);
    ask(&k, "tee /dev/stderr | tr x y");
    run_to_end(&k);
    memset(body, 'y', BIG);
    assert_int_equal(strlen(seen_body(&k)), BIG);
    assert_memory_equal(seen_body(&k), body, BIG);
    kit_free(&k);
    free(body);
}

static void expect_failure(const char *command, const char *said)
{
    struct kit k;

    open_body(&k, "text", 4);
    ask(&k, command);
    run_to_end(&k);
    seen_expect_said(&k, said);
    assert_true(seen_is_error(&k));
    assert_string_equal(seen_body(&k), "text");
    kit_free(&k);
}

static void one_that_fails_is_told(void **state)
{
    (void)state;
    expect_failure("echo part; exit 3", "decoder: status 3, and no word why");
    expect_failure("echo >&2; echo ' one' >&2; echo two >&2; exit 1", "decoder: one (status 1)");
    expect_failure("kill -9 $$", "decoder: ended by signal 9, and no word why");
    expect_failure("cat >/dev/null", "decoder: it printed nothing");
    expect_failure("yes", "decoder: it prints more than 1 MB");
    expect_failure("yes | head -c 1048577", "decoder: it prints more than 1 MB");
}

static void output_that_just_fits_is_whole(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "text", 4);
    ask(&k, "yes | head -c 1048576");
    run_to_end(&k);
    assert_int_equal(strlen(seen_body(&k)), DECODER_OUTPUT_MAX);
    kit_free(&k);
}

/* The first one is deaf and never ends by itself. */
static void to_move_on_ends_it(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "text", 4);
    ask(&k, "grep of && exit; trap '' TERM; echo early; while :; do sleep 1; done");
    kit_press(&k, "j");
    assert_int_equal(decoder_process_next_due(process, k.app), 0);
    decoder_process_run(process, k.app);
    run_to_end(&k);
    assert_string_equal(seen_body(&k), "body of m1\n");
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    kit_press(&k, ":");
    kit_type(&k, "decoder off\n", false);
    assert_string_equal(seen_body(&k), "body of m1");
    kit_press(&k, "k");
    assert_string_equal(seen_body(&k), "text");
    kit_free(&k);
}

static void off_and_the_end_of_the_program_end_it(void **state)
{
    struct kit k;

    (void)state;
    open_body(&k, "text", 4);
    ask(&k, "sleep 1000");
    assert_true(decoder_process_next_due(process, k.app) <= clock_now().mono_ms + DECODER_MS);
    ask(&k, "off");
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    ask(&k, "trap '' TERM; sleep 1000");
    kit_free(&k); /* clean_up() sees that nothing is left */
}

static void one_that_does_not_end_is_ended(void **state)
{
    (void)state;
    decoder_process_free(process);
    process = decoder_process_new(1000);
    expect_failure("trap '' TERM; while :; do sleep 1; done", "decoder: it did not end within 1s");
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static void a_command_that_cannot_be_started_is_said(void **state)
{
    struct rlimit limit, none;
    struct kit k;

    (void)state;
    open_body(&k, "text", 4);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    none = limit;
    none.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    ask(&k, "cat");
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    seen_expect_said(&k, "decoder: cannot be started: Too many open files");
    kit_free(&k);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_command_gets_the_bytes_and_its_output_is_the_body),
        TEST(more_than_pipes_hold_goes_all_ways),
        TEST(one_that_fails_is_told),
        TEST(output_that_just_fits_is_whole),
        TEST(to_move_on_ends_it),
        TEST(off_and_the_end_of_the_program_end_it),
        TEST(one_that_does_not_end_is_ended),
        TEST(a_command_that_cannot_be_started_is_said),
    };

    return cmocka_run_group_tests_name("effects: decoder process", tests, NULL, NULL);
}
