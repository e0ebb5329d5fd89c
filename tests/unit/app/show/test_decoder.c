/* The own decoder of a queue, with the command played. */
#include "app/show/decoder.h"

#include "tests/unit/columnkit.h"

static void command(struct kit *k, const char *line)
{
    kit_press(k, ":");
    kit_type(k, line, false);
    kit_press(k, "Enter");
}

/* As the loop does it. */
static void expect_run(struct kit *k, const char *command, const char *input)
{
    struct decoder *d = &k->app->decoder;

    assert_true(d->wanted && d->running);
    assert_string_equal(d->command, command);
    assert_int_equal(d->input.len, strlen(input));
    assert_memory_equal(d->input.bytes, input, d->input.len);
    d->wanted = false;
}

static void answer(struct kit *k, const char *text)
{
    decoder_done(k->app, NULL, text, strlen(text));
    app_settle(k->app);
}

static void refuse(struct kit *k, const char *why)
{
    decoder_done(k->app, why, "", 0);
    app_settle(k->app);
}

static void expect_no_run(const struct kit *k)
{
    assert_false(k->app->decoder.wanted || k->app->decoder.running);
}

static void peek(struct kit *k, size_t n)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), n, "m");
}

/* The list has it so. */
static void expect_preview(const struct kit *k, size_t row, const char *want)
{
    struct message_row *r = k->app->messages.view[row];

    assert_string_equal(body_glance(r->message, &r->batch->arena)->preview, want);
}

static void it_is_run_for_the_open_message_and_its_answer_shown(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    expect_no_run(&k);
    expect_preview(&k, 0, "body of m0");
    command(&k, "decoder tr a-z A-Z");
    seen_expect_said(&k, "decoder of this queue: tr a-z A-Z");
    expect_run(&k, "tr a-z A-Z", "body of m0");
    kit_press(&k, "Tab w w"); /* it goes on */
    assert_true(k.app->decoder.running && !k.app->decoder.wanted);
    answer(&k, "{\"n\": 7}\n");
    expect_no_run(&k);
    assert_string_equal(seen_body(&k), "{\n  \"n\": 7\n}");
    assert_string_equal(k.app->body.body.chain, "decoder → json");
    expect_preview(&k, 0, "decoder› {\"n\":7}");
    expect_preview(&k, 1, "body of m1");
    command(&k, "decoder off");
    assert_string_equal(seen_body(&k), "body of m0");
    expect_preview(&k, 0, "body of m0");
    expect_no_run(&k);
    kit_free(&k);
}

static void all_that_reads_bodies_sees_it(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    answer(&k, "{\"n\": 7}");
    kit_press(&k, "|");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_type(&k, "cat\n", false);
    assert_string_equal(k.app->pipe.input.bytes, "{\"n\": 7}");
    pipe_done(k.app, "status 0", "", 0);
    kit_press(&k, "q Space j Space |");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_type(&k, "cat\n", false);
    seen_expect_part(k.app->pipe.input.bytes, "\"body\":\"body of m0\"");
    seen_expect_part(k.app->pipe.input.bytes, "\"decoded\":{\"n\":7}");
    seen_expect_part(k.app->pipe.input.bytes, "\"decoded\":\"body of m1\"");
    pipe_done(k.app, "status 0", "", 0);
    kit_press(&k, "q");
    command(&k, "group shape");
    assert_int_equal(k.app->groups.made.n, 2);
    command(&k, "group off");
    command(&k, "filter .n=7");
    assert_int_equal(k.app->messages.n_view, 1);
    assert_string_equal(kit_selected_message(&k), "m0");
    kit_free(&k);
}

static void a_column_follows_the_answer(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "column .n");
    command(&k, "decoder x");
    assert_string_equal(columnkit_cell(&k, 0, 0), "-");
    answer(&k, "{\"n\": 7}");
    assert_string_equal(columnkit_cell(&k, 0, 0), "7");
    assert_string_equal(columnkit_cell(&k, 0, 1), "-");
    command(&k, "decoder off");
    assert_string_equal(columnkit_cell(&k, 0, 0), "-");
    kit_free(&k);
}

/* A filter that is there looks at the answer when it comes. */
static void filter_and_groups_follow_the_answer(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "group error");
    assert_int_equal(k.app->groups.made.n, 1);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    answer(&k, "{\"error\": 7}");
    assert_int_equal(k.app->groups.made.n, 2);
    command(&k, "group off");
    command(&k, "filter body");
    assert_int_equal(k.app->messages.n_view, 1);
    command(&k, "decoder off");
    assert_int_equal(k.app->messages.n_view, 2);
    kit_free(&k);
}

static void to_move_on_is_to_ask_for_the_other(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 3);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    kit_press(&k, "j");
    expect_run(&k, "x", "body of m1");
    answer(&k, "second");
    expect_preview(&k, 0, "body of m0");
    expect_preview(&k, 1, "decoder› second");
    expect_preview(&k, 2, "body of m2");
    kit_press(&k, "k");
    expect_run(&k, "x", "body of m0");
    answer(&k, "first");
    kit_press(&k, "j");
    expect_no_run(&k);
    assert_string_equal(seen_body(&k), "second");
    kit_free(&k);
}

/* The id alone is not the message. */
static void another_body_under_the_same_id_gets_no_answer(void **state)
{
    struct request *r;
    struct event *e;
    struct batch *b;
    struct kit k;

    (void)state;
    peek(&k, 1);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    kit_press(&k, "p");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 1, "m");
    b->items[0].body = "other body";
    kit_batch(&k, r, b);
    expect_run(&k, "x", "other body");
    kit_press(&k, "p");
    r = kit_open(&k, OP_PEEK, NULL);
    e = kit_event(&k, r, EV_DONE);
    e->u.batch = kit_make_batch(&k, r, 1, "m");
    app_event(k.app, e, k.now);
    answer(&k, "of other body"); /* before the app has looked */
    expect_run(&k, "x", "body of m0");
    assert_string_equal(seen_body(&k), "body of m0");
    kit_free(&k);
}

static void the_same_message_read_again_keeps_it(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    kit_press(&k, "p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    assert_true(k.app->decoder.running && !k.app->decoder.wanted);
    answer(&k, "first");
    kit_press(&k, "p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    expect_no_run(&k);
    assert_string_equal(seen_body(&k), "first");
    kit_messages(&k, kit_pull(&k), 2, "m");
    expect_no_run(&k);
    assert_string_equal(seen_body(&k), "first");
    kit_press(&k, "p");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 2, "m");
    b->items[1].id = "m0";
    kit_batch(&k, r, b);
    assert_string_equal(seen_body(&k), "first");
    kit_free(&k);
}

static void one_that_failed_is_run_again_only_when_it_is_set_again(void **state)
{
    char text[32];
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "decoder x");
    decoder_describe(k.app, text, sizeof(text));
    assert_string_equal(text, "decoder runs");
    expect_run(&k, "x", "body of m0");
    refuse(&k, "no such schema (status 1)");
    seen_expect_said(&k, "decoder: no such schema (status 1)");
    assert_true(seen_is_error(&k));
    assert_string_equal(seen_body(&k), "body of m0");
    assert_string_equal(k.app->body.body.chain, "text");
    decoder_describe(k.app, text, sizeof(text));
    assert_string_equal(text, "decoder failed");
    kit_press(&k, "j");
    expect_run(&k, "x", "body of m1");
    kit_press(&k, "k");
    expect_no_run(&k);
    kit_press(&k, "p");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    expect_no_run(&k);
    command(&k, "decoder");
    expect_no_run(&k);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    decoder_describe(k.app, text, sizeof(text));
    assert_string_equal(text, "decoder runs");
    kit_free(&k);
}

static void it_gets_bytes_and_the_list_keeps_the_size(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 2, "m");
    b->items[0].type = CONTENT_BYTES;
    b->items[0].body = "goFhAQ=="; /* CBOR, which has a printer */
    b->items[0].body_len = 8;
    b->items[1].body = NULL;
    b->items[1].body_len = 0;
    kit_batch(&k, r, b);
    command(&k, "decoder x");
    expect_run(&k, "x", "\x82\x81\x61\x01");
    answer(&k, "{\"a\":1}");
    assert_string_equal(k.app->body.body.chain, "base64 → decoder → json");
    assert_int_equal(body_size(&b->items[0]), 4);
    kit_press(&k, "j"); /* there is no body */
    expect_no_run(&k);
    kit_free(&k);
}

static void each_queue_has_its_own_also_from_the_config_file(void **state)
{
    struct app_config config = kit_config();
    struct queue_option *o = queue_options_put(&config.queue_options, "queue-0001");
    struct kit k;

    (void)state;
    o->decoder = mem_copy_str("from-file");
    o->view = LAYOUT_TEXT;
    config.options.numbers[OPT_READ_ONLY] = true; /* nothing is changed on the server */
    kit_start(&k, config);
    kit_list(&k, 3);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 1, "m");
    expect_no_run(&k);
    command(&k, "open queue-0001");
    kit_messages(&k, kit_open(&k, OP_PEEK, "q0001"), 1, "m");
    expect_run(&k, "from-file", "body of m0");
    assert_int_equal(k.app->body.view, LAYOUT_TEXT);
    command(&k, "view json");
    command(&k, "decoder off");
    expect_no_run(&k);
    command(&k, "open queue-0000");
    assert_int_equal(k.app->body.view, LAYOUT_AUTO);
    command(&k, "open queue-0001"); /* what was chosen in this run counts */
    assert_int_equal(k.app->body.view, LAYOUT_JSON);
    kit_messages(&k, kit_open(&k, OP_PEEK, "q0001"), 1, "m");
    expect_no_run(&k);
    command(&k, "decoder y");
    expect_run(&k, "y", "body of m0");
    command(&k, "open queue-0000"); /* the answer is of no use for it */
    expect_no_run(&k);
    kit_free(&k);
}

static void raw_views_show_what_came(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 1);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    answer(&k, "answer");
    assert_string_equal(seen_body(&k), "answer");
    command(&k, "view hex");
    seen_expect_part(seen_body(&k), "62 6f 64 79");
    assert_string_equal(k.app->body.body.chain, "text");
    command(&k, "view received");
    assert_string_equal(seen_body(&k), "body of m0");
    command(&k, "view base64");
    assert_string_equal(seen_body(&k), "body of m0");
    command(&k, "view text");
    assert_string_equal(seen_body(&k), "answer");
    kit_free(&k);
}

static void all_answers_are_bounded(void **state)
{
    enum { FIT = 64 };
    char *text = mem_new(DECODER_OUTPUT_MAX, 1);
    struct kit k;

    (void)state;
    memset(text, 'x', DECODER_OUTPUT_MAX);
    peek(&k, FIT + 1);
    command(&k, "decoder x");
    for (int i = 0; i <= FIT; i++) {
        assert_true(k.app->decoder.wanted);
        decoder_done(k.app, NULL, text, DECODER_OUTPUT_MAX);
        app_settle(k.app);
        assert_int_equal(k.app->body.body.own, i < FIT);
        if (i < FIT)
            kit_press(&k, "j");
    }
    assert_string_equal(k.app->body.body.chain, "text");
    seen_expect_said(&k, "decoder: 64 MB of answers are here: peek at fewer messages");
    assert_string_equal(seen_body(&k), "body of m64");
    kit_free(&k);
    free(text);
}

static void it_goes_on_where_the_queue_is_gone_from_the_list(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    kit_press(&k, "Alt-1 r");
    kit_page(&k, kit_make_page("queue", 1, 2));
    kit_list_end(&k);
    assert_null(app_open_queue(k.app));
    answer(&k, "first");
    assert_string_equal(seen_body(&k), "first");
    kit_press(&k, "Tab j");
    expect_run(&k, "x", "body of m1");
    kit_free(&k);
}

static void ctrl_c_ends_it(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "decoder x");
    expect_run(&k, "x", "body of m0");
    kit_press(&k, "Ctrl-C");
    seen_expect_said(&k, "decoder: cancelled (Ctrl-C again quits)");
    expect_no_run(&k);
    assert_string_equal(seen_body(&k), "body of m0");
    kit_press(&k, "j");
    expect_run(&k, "x", "body of m1");
    kit_free(&k);
}

static void without_a_queue_there_is_none(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    command(&k, "decoder cat");
    assert_string_equal(seen_refusal(&k), "no queue is open: each queue has its own decoder");
    expect_no_run(&k);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_run_for_the_open_message_and_its_answer_shown),
        cmocka_unit_test(all_that_reads_bodies_sees_it),
        cmocka_unit_test(a_column_follows_the_answer),
        cmocka_unit_test(filter_and_groups_follow_the_answer),
        cmocka_unit_test(to_move_on_is_to_ask_for_the_other),
        cmocka_unit_test(another_body_under_the_same_id_gets_no_answer),
        cmocka_unit_test(the_same_message_read_again_keeps_it),
        cmocka_unit_test(one_that_failed_is_run_again_only_when_it_is_set_again),
        cmocka_unit_test(it_gets_bytes_and_the_list_keeps_the_size),
        cmocka_unit_test(each_queue_has_its_own_also_from_the_config_file),
        cmocka_unit_test(raw_views_show_what_came),
        cmocka_unit_test(all_answers_are_bounded),
        cmocka_unit_test(it_goes_on_where_the_queue_is_gone_from_the_list),
        cmocka_unit_test(ctrl_c_ends_it),
        cmocka_unit_test(without_a_queue_there_is_none),
    };

    return cmocka_run_group_tests_name("app decoder", tests, NULL, NULL);
}
