/* Exports and evidence that take their time: they go on beside the screen, and end whole or leave
 * nothing. */
#include "tests/e2e/take/takekit.h"
#include "tests/unit/packkit.h"

#include <signal.h>
#include <sys/resource.h>

enum { BLOCK = 20000, BLOCKS = 400, MANY = 100, FEW = 12 };

/* 8 MB of digits in 30 kB of gzip, as base64. */
static char *make_body(void)
{
    char *text = mem_new(BLOCKS, BLOCK);
    struct buf packed, encoded;
    uint32_t random = 1;

    for (size_t i = 0; i < BLOCK; i++) {
        random = random * 1664525 + 1013904223;
        text[i] = "0123456789abcdef"[random >> 28];
    }
    for (size_t i = 1; i < BLOCKS; i++)
        memcpy(text + i * BLOCK, text, BLOCK);
    buf_init(&packed, 1 << 20);
    pack_zlib(&packed, MAX_WBITS + 16, text, (size_t)BLOCKS * BLOCK);
    buf_init(&encoded, 1 << 20);
    assert_true(base64_encode(packed.bytes, packed.len, &encoded));
    buf_free(&packed);
    free(text);
    return buf_take(&encoded);
}

/* count messages, each of which is 8 MB of the file: more than a slice of the loop. */
static void start(struct take *k, int count)
{
    const char *args[] = {"heavy", NULL};
    char *body = make_body(), *seed, pattern[80];

    seed = mem_print("{\"reset\":true,\"queues\":[{\"name\":\"heavy\",\"consumers\":[{\"type\":"
                     "\"http_pull\",\"settings\":{}}],\"messages\":[{\"content_type\":\"bytes\","
                     "\"count\":%d,\"body_base64\":\"%s\"}]}]}",
                     count, body);
    take_enter(k);
    inspect_start(&k->i, &(struct inspect_options){.seed = seed, .args = args});
    snprintf(pattern, sizeof(pattern), "2 Messages . heavy . peeked, no lease . %d", count);
    term_wait_text(k->i.term, pattern);
    free(seed);
    free(body);
}

static void write_long(struct take *k, const char *command)
{
    term_keys(k->i.term, ":");
    term_send(k->i.term, command);
    term_keys(k->i.term, "Enter");
    term_wait_text(k->i.term, "[1-9][0-9]* of [0-9]+ messages, [0-9.]+ [kMG]?B written");
    term_wait_text(k->i.term, "\\[#*\\.+\\]");
    term_wait_text(k->i.term, "Esc or Ctrl-C cancels");
}

static void a_long_export_can_be_cancelled(void **state)
{
    static const char *const commands[] = {"export long", "evidence long"};
    static const char *const keys[] = {"Esc", "C-c"};
    struct take k;

    (void)state;
    start(&k, MANY);
    for (size_t i = 0; i < 4; i++) {
        write_long(&k, commands[i % 2]);
        assert_int_equal(take_count_files(), 1);
        assert_int_equal(access("long", F_OK), -1);
        term_keys(k.i.term, keys[i / 2]);
        term_wait_gone(k.i.term, "Esc or Ctrl-C cancels");
        term_wait_text(k.i.term, "cancelled: nothing was written");
        term_settle(k.i.term);
        assert_int_equal(take_count_files(), 0);
    }
    term_settle(k.i.term);
    term_assert_clean_output(k.i.term);
    assert_int_equal(sim_count_state_changes(k.i.sim), 0);
    take_stop(&k);
}

static void who_is_ended_leaves_nothing_half_written(void **state)
{
    static const char *const commands[] = {"export long", "evidence long"};
    struct take k;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        start(&k, MANY);
        write_long(&k, commands[i]);
        assert_int_equal(take_count_files(), 1);
        term_signal(k.i.term, SIGTERM);
        term_wait_exit(k.i.term, NULL);
        assert_int_equal(take_count_files(), 0);
        take_stop(&k);
    }
}

/* The screen goes on meanwhile. */
static void a_name_that_is_taken_meanwhile_is_left_alone(void **state)
{
    struct take k;
    char *text;

    (void)state;
    start(&k, FEW);
    write_long(&k, "export long.ndjson");
    take_write("long.ndjson", "mine");
    term_resize(k.i.term, 70, 22);
    term_wait_text(k.i.term, "^[^0-9]+([2-9]|1[0-2]) of 12 messages, [0-9.]+ MB written");
    term_wait_text(k.i.term, "nothing was written: it exists already; choose another");
    text = take_read("long.ndjson");
    assert_string_equal(text, "mine");
    free(text);
    assert_int_equal(take_count_files(), 1);
    take_stop(&k);
}

static void a_full_disk_leaves_nothing(void **state)
{
    struct rlimit before, limit;
    struct take k;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = 20 << 20;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    start(&k, FEW);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    term_keys(k.i.term, "C-s");
    term_wait_text(k.i.term, "Enter writes a new file");
    term_keys(k.i.term, "Enter");
    term_wait_text(k.i.term, "nothing was written: File too large");
    term_wait_text(k.i.term, "file ?heavy-"); /* another place may do */
    term_keys(k.i.term, "Esc");
    term_wait_text(k.i.term, "cancelled");
    term_keys(k.i.term, ":");
    term_send(k.i.term, "evidence case\r");
    term_wait_text(k.i.term, "nothing was written: File too large");
    assert_int_equal(take_count_files(), 0);
    take_stop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_long_export_can_be_cancelled, take_stop_all),
        cmocka_unit_test_teardown(who_is_ended_leaves_nothing_half_written, take_stop_all),
        cmocka_unit_test_teardown(a_name_that_is_taken_meanwhile_is_left_alone, take_stop_all),
        cmocka_unit_test_teardown(a_full_disk_leaves_nothing, take_stop_all),
    };

    return cmocka_run_group_tests_name("take long", tests, NULL, NULL);
}
