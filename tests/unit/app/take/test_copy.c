#include "base/memory/array.h"
#include "tests/unit/seenkit.h"

static const char *copied(const struct kit *k)
{
    assert_int_equal(k->app->copy.effect, COPY_TO_CLIPBOARD);
    return k->app->copy.text.bytes;
}

static void peek(struct kit *k)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), 2, "m");
}

static void each_thing_of_a_message(void **state)
{
    static const struct {
        const char *keys, *text;
    } things[] = {
        {"y b", "body of m1"},
        {"y r", "body of m1"},
        {"y i", "m1"},
        {"y l", "ref of m1"},
        {"y Enter", "body of m1"},
        {"y j j Enter", "m1"},
        {"y j j j Enter", "ref of m1"},
        {"3 y i", "m1"},
        {"y m", "{\"id\":\"m1\",\"body\":\"body of m1\",\"attempts\":1,\"ref\":\"ref of m1\","
                "\"queue\":\"queue-0000\",\"decoded\":\"body of m1\"}"},
        {"y c", "curl -sS -X POST 'https://api.cloudflare.com/client/v4/accounts/acc/queues/q0000/"
                "messages/peek' -H \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\" -H "
                "'Content-Type: application/json' --data '{\"batch_size\":100}'"},
    };
    struct kit k;

    (void)state;
    peek(&k);
    kit_press(&k, "j");
    for (size_t i = 0; i < ARRAY_LEN(things); i++) {
        kit_press(&k, things[i].keys);
        assert_string_equal(copied(&k), things[i].text);
        seen_expect_open(&k, "");
        copy_done(k.app, NULL);
        assert_int_equal(k.app->copy.effect, COPY_NOTHING);
        kit_press(&k, "2");
    }
    kit_press(&k, "y i");
    copy_done(k.app, NULL);
    seen_expect_said(&k, "sent 2 bytes to the terminal's clipboard; it gives no answer");
    kit_press(&k, "y i");
    copy_done(k.app, "no clipboard");
    assert_true(seen_is_error(&k));
    assert_int_equal(kit_count(&k, OP_PULL) + kit_count(&k, OP_ACK), 0);
    kit_free(&k);
}

/* Of the body pane, where it has a cursor. */
static void the_value_at_the_cursor_and_its_path(void **state)
{
    static const struct {
        const char *keys, *text;
    } things[] = {
        {"y v", "{\n  \"a b\": [\n    1.50,\n    \"x\\ny\"\n  ]\n}"},
        {"y p", "."},
        {"j y p", ".[\"a b\"]"},
        {"j y p", ".[\"a b\"][0]"},
        {"y v", "1.50"},
        {"j y v", "x\ny"},
        {"y Enter", "x\ny"},
        {"j y p", ".[\"a b\"]"}, /* the closing bracket */
        {"y v", "[\n  1.50,\n  \"x\\ny\"\n]"},
    };
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 2, "m");
    b->items[0].body = "{\"a b\":[1.50,\"x\\ny\"]}";
    b->items[0].body_len = strlen(b->items[0].body);
    b->items[0].type = CONTENT_JSON;
    kit_batch(&k, r, b);
    kit_press(&k, "y v"); /* the list has no cursor in a body: v is no key of the menu there */
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    seen_expect_open(&k, "MENU");
    kit_press(&k, "Esc Enter");
    for (size_t i = 0; i < ARRAY_LEN(things); i++) {
        kit_press(&k, things[i].keys);
        assert_string_equal(copied(&k), things[i].text);
        copy_done(k.app, NULL);
    }
    kit_press(&k, "Alt-2 j Enter y p"); /* text has none */
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    kit_free(&k);
}

/* What it was opened for is not there any more: another body came while the menu was open. */
static void a_cursor_that_moved_copies_nothing(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    for (int i = 0; i < 2; i++) {
        kit_press(&k, i ? "p Alt-3 G y" : "Enter");
        r = kit_open(&k, OP_PEEK, NULL);
        b = kit_make_batch(&k, r, 1, "m");
        b->items[0].body = i ? "7" : "[1,2,3]";
        b->items[0].body_len = strlen(b->items[0].body);
        b->items[0].type = CONTENT_JSON;
        kit_batch(&k, r, b);
    }
    kit_press(&k, "p");
    seen_expect_said(&k, "not available here: nothing was copied");
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    kit_free(&k);
}

static void the_ids_of_all_marked(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "Enter");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 4, "m");
    kit_press(&k, "y a");
    seen_expect_open(&k, "MENU"); /* none is marked */
    kit_press(&k, "Esc G Space g Space");
    kit_press(&k, "y a");
    assert_string_equal(copied(&k), "m0\nm3");
    copy_done(k.app, NULL);
    kit_press(&k, "y i"); /* the others are of the one at the cursor still */
    assert_string_equal(copied(&k), "m1");
    kit_free(&k);
}

/* The pull's own number and lease are in the command; e-mail and key are variables too. */
static void each_thing_of_a_pulled_message(void **state)
{
    struct app_config config = kit_config();
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    config.by_key = true;
    config.options.texts[OPT_BASE_URL] = mem_copy_str("http://127.0.0.1:1/it's");
    kit_start(&k, config);
    kit_list(&k, 1);
    r = kit_pull(&k);
    b = kit_make_batch(&k, r, 1, "m");
    b->items[0].metadata = "{\"CF-Content-Type\":\"bytes\"}";
    b->items[0].type = CONTENT_BYTES;
    b->items[0].body = "aGVsbG8A";
    b->items[0].body_len = 8;
    b->items[0].timestamp_ms = 1795000000000;
    kit_batch(&k, r, b);
    kit_press(&k, "y l");
    assert_string_equal(copied(&k), "lease of m0");
    copy_done(k.app, NULL);
    kit_press(&k, "y b");
    assert_int_equal(k.app->copy.text.len, 6);
    assert_memory_equal(copied(&k), "hello", 6);
    copy_done(k.app, NULL);
    kit_press(&k, "y r");
    assert_string_equal(copied(&k), "aGVsbG8A");
    copy_done(k.app, NULL);
    kit_press(&k, "y m");
    assert_string_equal(copied(&k),
                        "{\"id\":\"m0\",\"body\":\"aGVsbG8A\",\"timestamp_ms\":1795000000000,"
                        "\"attempts\":1,\"metadata\":{\"CF-Content-Type\":\"bytes\"},"
                        "\"lease_id\":\"lease of m0\",\"queue\":\"queue-0000\"}");
    copy_done(k.app, NULL);
    kit_press(&k, "y c");
    assert_string_equal(
        copied(&k),
        "curl -sS -X POST 'http://127.0.0.1:1/it'\\''s/accounts/acc/queues/q0000/messages/pull' "
        "-H \"X-Auth-Email: $CLOUDFLARE_EMAIL\" -H \"X-Auth-Key: $CLOUDFLARE_API_KEY\" -H "
        "'Content-Type: application/json' --data "
        "'{\"batch_size\":10,\"visibility_timeout_ms\":30000}'");
    kit_free(&k);
}

static void the_queue_pane_copies_the_queue(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "j y n");
    assert_string_equal(copied(&k), "queue-0001");
    kit_press(&k, "y i");
    assert_string_equal(copied(&k), "q0001");
    kit_press(&k, "y c");
    assert_string_equal(copied(&k),
                        "curl -sS -X GET 'https://api.cloudflare.com/client/v4/accounts/acc/queues/"
                        "q0001/metrics' -H \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\"");
    kit_free(&k);
}

static void give_size(struct kit *k, size_t n)
{
    struct request *r;
    struct batch *b;
    char *text;

    kit_press(k, "1 Enter p");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, 1, "../m");
    text = mem_new(n, 1);
    memset(text, 'x', n);
    b->items[0].body = arena_copy(&b->arena, text, n);
    free(text);
    b->items[0].body_len = n;
    kit_batch(k, r, b);
}

static void too_long_asks_for_a_file(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    give_size(&k, COPY_BYTES_MAX);
    kit_press(&k, "y b");
    assert_int_equal(k.app->copy.effect, COPY_TO_CLIPBOARD);
    copy_done(k.app, NULL);
    give_size(&k, COPY_BYTES_MAX + 1);
    kit_press(&k, "y b");
    seen_expect_open(&k, "COPY_FILE");
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    kit_press(&k, "y"); /* typed ahead */
    seen_expect_open(&k, "COPY_FILE");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_type(&k, "y", true); /* pasted */
    seen_expect_open(&k, "COPY_FILE");
    kit_press(&k, "y");
    assert_int_equal(k.app->copy.effect, COPY_TO_FILE);
    assert_int_equal(k.app->copy.text.len, COPY_BYTES_MAX + 1);
    assert_string_equal(k.app->copy.file, "cfqtop-___m0-body.txt");
    copy_say_saved(k.app, k.app->copy.text.len, "./x", NULL);
    seen_expect_said(&k, "wrote 56,245 bytes to ./x");
    kit_press(&k, "y r");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    seen_expect_open(&k, "");
    kit_free(&k);
}

/* Messages may come and go while the menu is open: what is copied is what it was opened for. */
static void the_menu_stays_with_its_message(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    peek(&k);
    kit_press(&k, "p y");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 2, "m");
    b->items[0].id = "other";
    b->items[1].id = "m0";
    kit_batch(&k, r, b);
    kit_press(&k, "i");
    assert_string_equal(copied(&k), "m0");
    copy_done(k.app, NULL);
    kit_press(&k, "p y");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 2, "new");
    kit_press(&k, "i");
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    seen_expect_part(seen_said(&k), "no longer in the list");
    kit_free(&k);
}

static void what_is_not_there_is_not_copied(void **state)
{
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_start(&k, kit_config());
    kit_press(&k, "y");
    seen_expect_open(&k, "");
    kit_list(&k, 1);
    kit_press(&k, "2 y");
    seen_expect_open(&k, "");
    kit_press(&k, "1 Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, 1, "m");
    b->items[0].body = NULL;
    b->items[0].body_len = 0;
    b->items[0].ref = NULL;
    kit_batch(&k, r, b);
    kit_press(&k, "y b");
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    kit_press(&k, "y r y l");
    assert_int_equal(k.app->copy.effect, COPY_NOTHING);
    kit_press(&k, "y m");
    assert_non_null(strstr(copied(&k), "\"body\":null,"));
    kit_free(&k);
}

static void the_menu_is_left_without_copying(void **state)
{
    static const char *const keys[] = {"Esc", "q", "Ctrl-C", "F9"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        struct kit k;

        peek(&k);
        kit_press(&k, "y");
        kit_type(&k, "b\n", true);
        seen_expect_open(&k, "MENU");
        kit_press(&k, keys[i]);
        seen_expect_open(&k, "");
        assert_int_equal(k.app->copy.effect, COPY_NOTHING);
        assert_false(seen_has_left(&k));
        kit_free(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_thing_of_a_message),
        cmocka_unit_test(the_value_at_the_cursor_and_its_path),
        cmocka_unit_test(a_cursor_that_moved_copies_nothing),
        cmocka_unit_test(the_ids_of_all_marked),
        cmocka_unit_test(each_thing_of_a_pulled_message),
        cmocka_unit_test(the_queue_pane_copies_the_queue),
        cmocka_unit_test(too_long_asks_for_a_file),
        cmocka_unit_test(the_menu_stays_with_its_message),
        cmocka_unit_test(what_is_not_there_is_not_copied),
        cmocka_unit_test(the_menu_is_left_without_copying),
    };

    return cmocka_run_group_tests_name("app copy", tests, NULL, NULL);
}
