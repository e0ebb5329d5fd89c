#include "app/change/targets.h"
#include "app/command/command_run.h"
#include "app/take/evidence.h"
#include "base/memory/array.h"
#include "body/decode/message_line.h"
#include "tests/unit/seenkit.h"

static void peek(struct kit *k, size_t n)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), n, "m");
}

/* The ids of what would be written, with blanks between. */
static const char *listed(const struct kit *k, bool all)
{
    static char text[200];
    size_t n, at = 0;
    const struct message_row **list = targets_list(k->app, all, &n);

    text[0] = '\0';
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(text + at, sizeof(text) - at, "%s%s", i ? " " : "",
                               list[i]->message->id);
    free(list);
    return text;
}

static void marked_else_all_or_the_selected(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 4);
    kit_press(&k, "j");
    assert_string_equal(listed(&k, true), "m0 m1 m2 m3");
    assert_string_equal(listed(&k, false), "m1");
    kit_press(&k, "g Space j Space");
    assert_string_equal(listed(&k, true), "m0 m2");
    assert_string_equal(listed(&k, false), "m0 m2");
    kit_press(&k, "U / m 2 Enter"); /* what a filter hides stays out */
    assert_string_equal(listed(&k, true), "m2");
    kit_free(&k);
}

static void the_name_is_proposed(void **state)
{
    char text[100];
    struct kit k;

    (void)state;
    peek(&k, 1200);
    kit_press(&k, "Ctrl-S");
    seen_expect_open(&k, "EXPORT");
    assert_string_equal(seen_field(&k, 0), "queue-0000-2026-11-18T1106Z.ndjson");
    export_describe(k.app, text, sizeof(text));
    assert_string_equal(text, "1,200 messages shown, one JSON object a line.");
    kit_press(&k, "Esc Space Ctrl-S");
    export_describe(k.app, text, sizeof(text));
    assert_string_equal(text, "1 marked message, one JSON object a line.");
    kit_free(&k);
}

/* A queue's name can hold anything. */
static void a_hostile_name_is_made_harmless(void **state)
{
    struct queue_page *page;
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    page = kit_make_page("queue", 0, 1);
    page->items[0].name = "-../a\033[2Jb";
    kit_page(&k, page);
    kit_list_end(&k);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 1, "m");
    kit_press(&k, "Ctrl-S");
    assert_string_equal(seen_field(&k, 0), "____a__2Jb-2026-11-18T1106Z.ndjson");
    kit_free(&k);
}

static void only_an_enter_of_ones_own_writes(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    kit_press(&k, "Ctrl-S Enter"); /* typed ahead */
    assert_false(k.app->export.wanted);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_type(&k, "x\n", true); /* pasted */
    assert_false(k.app->export.wanted);
    kit_press(&k, "Ctrl-U Enter");
    assert_false(k.app->export.wanted);
    assert_string_equal(seen_refusal(&k), "the file needs a name");
    kit_type(&k, "y\n", false);
    assert_true(k.app->export.wanted);
    assert_string_equal(k.app->export.file, "y");
    kit_free(&k);
}

static void the_prompt_waits_for_a_name_that_works(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    kit_press(&k, "Ctrl-S");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    seen_expect_open(&k, "WRITING");
    export_done(k.app, "taken");
    seen_expect_open(&k, "EXPORT");
    assert_string_equal(seen_refusal(&k), "taken");
    kit_press(&k, "End b Enter");
    export_note(k.app, 1000);
    export_note(k.app, 234);
    assert_null(export_next(k.app));
    export_done(k.app, NULL);
    seen_expect_open(&k, "");
    seen_expect_said(&k, "wrote 2 messages, 1,234 bytes, to queue-0000-2026-11-18T1106Z.ndjsonb");
    kit_press(&k, "Ctrl-S Esc");
    assert_false(k.app->export.wanted);
    seen_expect_open(&k, "");
    kit_free(&k);
}

/* Whatever the screen shows by then. */
static void what_was_asked_for_is_held(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 3);
    kit_press(&k, "j Space Space p Ctrl-S");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    assert_string_equal(export_next(k.app)->message.id, "m1");
    export_note(k.app, 100);
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 1, "other");
    assert_string_equal(messages_selected(&k.app->messages)->message->id, "other0");
    assert_string_equal(export_next(k.app)->message.id, "m2");
    assert_string_equal(k.app->export.queue, "queue-0000");
    export_note(k.app, 100);
    assert_null(export_next(k.app));
    export_done(k.app, NULL);
    kit_free(&k);
}

static void how_far_it_is_is_told(void **state)
{
    char text[100];
    struct kit k;

    (void)state;
    peek(&k, 4);
    for (size_t i = 0; i < 4; i++)
        k.app->messages.peek->items[i].body_len = i ? 1 : 7;
    kit_press(&k, "Ctrl-S");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    export_draw_bar(k.app, text, 9);
    assert_string_equal(text, "[.......]");
    export_note(k.app, 2000);
    export_draw_bar(k.app, text, 9);
    assert_string_equal(text, "[####...]");
    export_describe_progress(k.app, text, sizeof(text));
    assert_string_equal(text, "1 of 4 messages, 2.0 kB written");
    for (int i = 0; i < 3; i++)
        export_note(k.app, 1000);
    export_draw_bar(k.app, text, 9);
    assert_string_equal(text, "[#######]");
    kit_free(&k);
}

/* Every key but those that cancel waits; pasted ones count for nothing. */
static void writing_can_be_cancelled(void **state)
{
    static const char *const keys[] = {"Esc", "Ctrl-C"};
    struct kit k;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        peek(&k, 2);
        assert_true(command_run(k.app, "export a", NULL));
        kit_press(&k, "q Q j Enter");
        kit_type(&k, "\x1b", true);
        assert_true(k.app->export.wanted);
        kit_press(&k, keys[i]);
        assert_false(k.app->export.wanted);
        assert_false(seen_has_left(&k));
        seen_expect_open(&k, "");
        seen_expect_said(&k, "cancelled: nothing was written");
        kit_free(&k);
    }
}

static void frozen_messages_can_be_written(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    kit_press(&k, "Z Ctrl-S");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    assert_true(k.app->export.wanted);
    kit_free(&k);
}

static void the_command_does_the_same(void **state)
{
    struct error err;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    assert_false(command_run(k.app, "export x", &err));
    assert_non_null(strstr(err.text, "no queue is open"));
    kit_press(&k, "2 Ctrl-S");
    seen_expect_open(&k, "");
    seen_expect_part(seen_said(&k), "no queue is open");
    kit_press(&k, "1 Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "m");
    assert_true(command_run(k.app, "export /tmp/a b", &err));
    assert_true(k.app->export.wanted);
    assert_string_equal(k.app->export.file, "/tmp/a b");
    export_done(k.app, "no room");
    assert_true(seen_is_error(&k));
    seen_expect_said(&k, "no room");
    assert_true(command_run(k.app, "export", &err));
    seen_expect_open(&k, "EXPORT");
    assert_int_equal(kit_count(&k, OP_PULL) + kit_count(&k, OP_ACK), 0);
    kit_free(&k);
}

static void evidence(struct kit *k)
{
    struct error err;

    assert_false(command_run(k->app, "evidence", &err));
    assert_string_equal(err.text, "evidence: which folder? It must not exist yet");
    assert_true(command_run(k->app, "evidence case", &err));
    kit_wait(k, 1);
}

static const char *evidence_file(const struct kit *k, const char *name)
{
    const struct evidence *e = &k->app->export.evidence;

    for (size_t i = 0; i < e->n; i++)
        if (!strcmp(e->files[i].name, name))
            return e->files[i].bytes.bytes;
    return NULL;
}

/* It is read with its configuration, or without where that fails. */
static void evidence_reads_the_configuration_first(void **state)
{
    struct queue_page *page;
    struct error err = {.kind = ERR_API, .http = 500, .text = "no\x1b[2J"};
    struct event *e;
    struct kit k;

    (void)state;
    peek(&k, 2);
    evidence(&k);
    assert_false(k.app->export.wanted);
    assert_true(kit_open(&k, OP_QUEUE, NULL)->call.keep_json);
    e = kit_event(&k, kit_open(&k, OP_QUEUE, NULL), EV_DONE);
    page = kit_make_page("queue", 0, 1);
    page->items[0].json = "{\"a\": 1.0,\"b\":\"\x7f\"}";
    page->items[0].name = "q\x1b[2J";
    e->u.page = page;
    queues_stats(&k.app->queues, k.app->messages.queue_id)->metrics.backlog_bytes = -1;
    kit_feed(&k, e);
    assert_true(k.app->export.wanted);
    assert_string_equal(evidence_file(&k, "queue.json"), "{\"a\":1.0,\"b\":\"\\u007f\"}\n");
    assert_null(strchr(evidence_file(&k, "queue.txt"), '\x1b'));
    assert_non_null(strstr(evidence_file(&k, "metrics.json"), "\"backlog_bytes\":null"));
    kit_press(&k, "Esc");
    evidence(&k);
    e = kit_event(&k, kit_open(&k, OP_QUEUE, NULL), EV_FAILED);
    e->err = err;
    kit_feed(&k, e);
    assert_true(k.app->export.wanted);
    assert_null(evidence_file(&k, "queue.json"));
    assert_non_null(strstr(evidence_file(&k, "about.txt"), "queue.json            \"500"));
    assert_null(strchr(evidence_file(&k, "about.txt"), '\x1b'));
    kit_free(&k);
}

static void evidence_can_be_cancelled_and_frozen(void **state)
{
    struct event *e;
    struct kit k;

    (void)state;
    peek(&k, 2);
    evidence(&k);
    kit_press(&k, "Esc");
    seen_expect_open(&k, "");
    e = kit_event(&k, kit_open(&k, OP_QUEUE, NULL), EV_FAILED);
    e->err.kind = ERR_CANCELLED;
    kit_feed(&k, e);
    assert_false(k.app->export.wanted);
    kit_press(&k, "Z");
    evidence(&k);
    assert_true(k.app->export.wanted);
    assert_non_null(strstr(evidence_file(&k, "about.txt"), "not read: the screen was frozen"));
    kit_free(&k);
}

#define TEN "0123456789"

static void evidence_names_and_lines_are_harmless(void **state)
{
    const struct batch batch = {.source = BATCH_PULL, .received = {.wall_ms = 0}};
    const struct snapshot_row row = {&batch,
                                     {.id = "../\x1b[2Ja",
                                      .lease_id = "l",
                                      .attempts = -1,
                                      .timestamp_ms = -1,
                                      .json = "{\"lease_id\":\"l\"}"}};
    char name[EVIDENCE_NAME];
    struct buf line;

    (void)state;
    evidence_name_body(name, 11, &row.message, ".txt");
    assert_string_equal(name, "12-_____2Ja.txt");
    evidence_name_body(name, 0, &(struct message){.id = TEN TEN TEN TEN "x"}, ".json");
    assert_string_equal(name, "1-" TEN TEN TEN TEN ".json");
    buf_init(&line, 1000);
    evidence_append_line(&line, &row, "q");
    assert_string_equal(line.bytes, "{\"id\":\"../\\u001b[2Ja\",\"body\":null,\"queue\":\"q\","
                                    "\"fetched_by\":\"pull\","
                                    "\"fetched_at\":\"1970-01-01T00:00:00Z\"}");
    buf_free(&line);
}

static const char *line_of(struct message m)
{
    static struct buf out;

    buf_free(&out);
    buf_init(&out, 1000);
    assert_true(message_line_append(&out, &m, "q\"\x1b"));
    return out.bytes;
}

/* With what the API wrote, or, where that was not kept, made anew. */
static void a_message_is_one_line(void **state)
{
    const struct message bare = {.id = "", .attempts = -1, .timestamp_ms = -1};
    const struct message whole = {.id = "i",
                                  .lease_id = "l",
                                  .attempts = 0,
                                  .timestamp_ms = 7,
                                  .type = CONTENT_JSON,
                                  .metadata = "{\"a\": 1.50}",
                                  .body = "{\"n\": 1E5,\n\"n\":\"\\u003c\"}",
                                  .body_len = 24};
    const struct message kept = {
        .id = "i", .json = "{\"new\": 1.0}", .body = "a\0\x9b", .body_len = 3};

    (void)state;
    assert_string_equal(line_of(bare), "{\"id\":\"\",\"body\":null,\"queue\":\"q\\\"\\u001b\"}");
    assert_string_equal(
        line_of(whole),
        "{\"id\":\"i\",\"body\":\"{\\\"n\\\": 1E5,\\n\\\"n\\\":\\\"\\\\u003c\\\"}\","
        "\"timestamp_ms\":7,\"attempts\":0,\"metadata\":{\"a\":1.50},\"lease_id\":\"l\","
        "\"queue\":\"q\\\"\\u001b\",\"decoded\":{\"n\":1E5,\"n\":\"\\u003c\"}}");
    assert_string_equal(
        line_of(kept),
        "{\"new\":1.0,\"queue\":\"q\\\"\\u001b\",\"decoded\":\"a\\u0000\xef\xbf\xbd\"}");
}

/* Whatever was sent as text is a string to its consumers too; bytes that are no text are not made
 * into some. */
static void decoded_is_what_the_type_says(void **state)
{
    static const struct {
        enum content_type type;
        const char *body, *decoded; /* NULL: there is none */
    } cases[] = {
        {CONTENT_TEXT, "[1]", "\"[1]\""}, {CONTENT_JSON, "[1]", "[1]"},
        {CONTENT_BYTES, "WzFd", "[1]"},   {CONTENT_BYTES, "AAEC", NULL},
        {CONTENT_V8, "/w9JVA==", NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const char *line = line_of((struct message){.id = "i",
                                                    .json = "{}",
                                                    .type = cases[i].type,
                                                    .body = cases[i].body,
                                                    .body_len = strlen(cases[i].body)});
        const char *decoded = strstr(line, ",\"decoded\":");

        assert_int_equal(decoded != NULL, cases[i].decoded != NULL);
        if (decoded)
            assert_memory_equal(decoded + 11, cases[i].decoded, strlen(cases[i].decoded));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marked_else_all_or_the_selected),
        cmocka_unit_test(the_name_is_proposed),
        cmocka_unit_test(a_hostile_name_is_made_harmless),
        cmocka_unit_test(only_an_enter_of_ones_own_writes),
        cmocka_unit_test(the_prompt_waits_for_a_name_that_works),
        cmocka_unit_test(frozen_messages_can_be_written),
        cmocka_unit_test(what_was_asked_for_is_held),
        cmocka_unit_test(how_far_it_is_is_told),
        cmocka_unit_test(writing_can_be_cancelled),
        cmocka_unit_test(the_command_does_the_same),
        cmocka_unit_test(evidence_reads_the_configuration_first),
        cmocka_unit_test(evidence_can_be_cancelled_and_frozen),
        cmocka_unit_test(evidence_names_and_lines_are_harmless),
        cmocka_unit_test(a_message_is_one_line),
        cmocka_unit_test(decoded_is_what_the_type_says),
    };

    return cmocka_run_group_tests_name("app export", tests, NULL, NULL);
}
