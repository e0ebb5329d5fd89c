#include "tests/unit/seenkit.h"

static void peek(struct kit *k, size_t n)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), n, "m");
}

static void run(struct kit *k, const char *command)
{
    kit_press(k, "|");
    kit_wait(k, QUESTION_ARM_MS);
    kit_type(k, command, false);
    kit_press(k, "Enter");
}

static void one_message_is_its_decoded_bytes(void **state)
{
    char text[100];
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 2, "m");
    b->items[0].type = CONTENT_BYTES;
    b->items[0].body = "AAEC";
    b->items[0].body_len = 4;
    b->items[1].body = NULL;
    kit_batch(&k, r, b);
    run(&k, "wc -c");
    assert_true(k.app->pipe.wanted && k.app->pipe.running);
    assert_string_equal(k.app->pipe.command, "wc -c");
    assert_int_equal(k.app->pipe.input.len, 3);
    assert_memory_equal(k.app->pipe.input.bytes, "\0\1\2", 3);
    seen_expect_screen(&k, "PIPE");
    pipe_done(k.app, "status 0", "3\n", 2);
    assert_string_equal(seen_screen_text(&k), "3\n");
    assert_string_equal(k.app->pipe.outcome, "status 0");
    assert_false(k.app->pipe.running);
    kit_press(&k, "q j |");
    pipe_describe(k.app, text, sizeof(text));
    assert_string_equal(text, "for a shell command: the decoded body of this message");
    kit_press(&k, "Esc");
    run(&k, "cat");
    assert_int_equal(k.app->pipe.input.len, 0); /* there is no body */
    assert_int_equal(kit_count(&k, OP_PULL) + kit_count(&k, OP_ACK), 0);
    kit_free(&k);
}

static void several_are_one_object_a_line(void **state)
{
    char text[100];
    struct kit k;

    (void)state;
    peek(&k, 3);
    kit_press(&k, "Space j Space |");
    pipe_describe(k.app, text, sizeof(text));
    assert_string_equal(text, "for a shell command: 2 marked messages, one JSON object a line");
    kit_press(&k, "Esc");
    run(&k, "jq .id");
    assert_string_equal(
        k.app->pipe.input.bytes,
        "{\"id\":\"m0\",\"body\":\"body of m0\",\"attempts\":1,\"ref\":\"ref of m0\","
        "\"queue\":\"queue-0000\",\"decoded\":\"body of m0\"}\n"
        "{\"id\":\"m2\",\"body\":\"body of m2\",\"attempts\":1,\"ref\":\"ref of m2\","
        "\"queue\":\"queue-0000\",\"decoded\":\"body of m2\"}\n");
    kit_free(&k);
}

static void only_an_enter_of_ones_own_runs(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    kit_press(&k, "|");
    kit_type(&k, "id\n", false); /* typed ahead */
    assert_false(k.app->pipe.wanted);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_type(&k, "rm x\n", true); /* pasted */
    assert_false(k.app->pipe.wanted);
    seen_expect_open(&k, "PIPE");
    kit_press(&k, "Esc");
    seen_expect_open(&k, "");
    run(&k, "  "); /* nothing to run */
    assert_false(k.app->pipe.wanted);
    seen_expect_open(&k, "");
    kit_free(&k);
}

static void ctrl_c_and_leaving_end_it(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    run(&k, "cat");
    kit_press(&k, "Ctrl-C Ctrl-C"); /* the command is meant, not cfqtop */
    assert_true(k.app->pipe.cancelled);
    assert_false(seen_has_left(&k));
    pipe_done(k.app, "ended by signal 15", "part", 4);
    assert_string_equal(seen_screen_text(&k), "part");
    kit_press(&k, "q");
    run(&k, "cat");
    assert_false(k.app->pipe.cancelled);
    assert_true(pipe_is_shown(k.app));
    kit_press(&k, "q");
    assert_false(pipe_is_shown(k.app));
    pipe_done(k.app, "ended by signal 15", "part", 4);
    seen_expect_screen(&k, "");
    seen_expect_said(&k, "! cat: ended by signal 15");
    kit_free(&k);
}

static void too_much_is_refused(void **state)
{
    const size_t size = (64 << 20) + 1;
    struct request *r;
    struct batch *b;
    char *body = mem_new(size, 1);
    struct kit k;

    (void)state;
    memset(body, 'x', size);
    kit_ready(&k, 1);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 1, "m");
    b->items[0].body = body;
    b->items[0].body_len = size;
    kit_batch(&k, r, b);
    run(&k, "cat");
    assert_false(k.app->pipe.wanted);
    assert_non_null(strstr(seen_refusal(&k), "more than 64 MB"));
    kit_free(&k);
    free(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_message_is_its_decoded_bytes),
        cmocka_unit_test(several_are_one_object_a_line),
        cmocka_unit_test(only_an_enter_of_ones_own_runs),
        cmocka_unit_test(ctrl_c_and_leaving_end_it),
        cmocka_unit_test(too_much_is_refused),
    };

    return cmocka_run_group_tests_name("app pipe", tests, NULL, NULL);
}
