#include "app/command/command_run.h"
#include "base/memory/array.h"
#include "tests/unit/seenkit.h"

static void peek(struct kit *k, const char *body, enum content_type type)
{
    struct request *r;
    struct batch *b;

    kit_ready(k, 3);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, 2, "m");
    b->items[0].body = body;
    b->items[0].body_len = body ? strlen(body) : 0;
    b->items[0].type = type;
    kit_batch(k, r, b);
}

static void the_decoded_body_is_opened(void **state)
{
    static const struct {
        const char *body;
        enum content_type type;
        const char *decoded;
        size_t len;
        const char *extension;
    } cases[] = {
        {"hello", CONTENT_TEXT, "hello", 5, ".txt"},
        {"eyJhIjogMS4wfQ==", CONTENT_JSON, "{\"a\": 1.0}", 10, ".json"},
        {"AAEC", CONTENT_BYTES, "\0\1\2", 3, ".bin"},
        {"/w9JVA==", CONTENT_V8, "42", 2, ".txt"}, /* FF 0F, an int32 in zigzag */
        {"", CONTENT_TEXT, "", 0, ".txt"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct external *o;
        struct kit k;

        peek(&k, cases[i].body, cases[i].type);
        kit_press(&k, i % 2 ? "e" : "3 x e"); /* however it is shown */
        o = &k.app->external;
        assert_true(o->wanted);
        assert_int_equal(o->body.len, cases[i].len);
        assert_memory_equal(o->body.bytes, cases[i].decoded, cases[i].len);
        assert_string_equal(o->extension, cases[i].extension);
        kit_press(&k, "e"); /* once more before the loop has looked: nothing is lost */
        external_done(k.app, k.now, false, NULL);
        assert_false(o->wanted);
        assert_int_equal(kit_count(&k, OP_PULL) + kit_count(&k, OP_ACK), 0);
        kit_free(&k);
    }
}

static void what_is_not_there_is_not_opened(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_press(&k, "2 e");
    seen_expect_part(seen_said(&k), "no queue is open");
    assert_false(k.app->external.wanted);
    kit_free(&k);
    peek(&k, NULL, CONTENT_TEXT);
    kit_press(&k, "e");
    seen_expect_said(&k, "this message has no body to open");
    assert_false(k.app->external.wanted);
    kit_free(&k);
}

static void an_error_is_said(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, "x", CONTENT_TEXT);
    kit_press(&k, "e");
    external_done(k.app, k.now, false, "the pager: status 127");
    assert_true(seen_is_error(&k));
    seen_expect_said(&k, "the pager: status 127");
    kit_free(&k);
}

/* While the pager has the terminal nothing is extended and nothing ticks. */
static void leases_that_ended_meanwhile_are_told(void **state)
{
    struct instant later;
    struct kit k;

    (void)state;
    kit_ready(&k, 1);
    kit_messages(&k, kit_pull(&k), 3, "m");
    assert_int_equal(seen_leases(&k), 3);
    kit_press(&k, "e");
    later = (struct instant){k.now.mono_ms + 29000, k.now.wall_ms + 29000};
    external_done(k.app, later, false, NULL);
    assert_int_equal(seen_leases(&k), 3);
    seen_expect_said(&k, "");
    kit_press(&k, "e");
    later.mono_ms += 2000;
    external_done(k.app, later, false, NULL);
    assert_int_equal(seen_leases(&k), 0);
    seen_expect_said(&k, "3 leases ended meanwhile: visible to consumers again");
    kit_free(&k);
}

static void an_editor_changes_nothing_but_its_file(void **state)
{
    struct error err;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    assert_false(command_run(k.app, "editor", &err));
    assert_non_null(strstr(err.text, "no queue is open"));
    kit_free(&k);
    peek(&k, "x", CONTENT_TEXT);
    assert_false(command_run(k.app, "editor vi", &err));
    assert_string_equal(err.text, "editor takes no argument");
    assert_true(command_run(k.app, "editor", &err));
    assert_true(k.app->external.wanted);
    assert_int_equal(k.app->external.program, EXTERNAL_EDITOR);
    external_done(k.app, k.now, true, NULL);
    seen_expect_said(&k, "changes are not sent: the message is unchanged, the file deleted");
    assert_true(command_run(k.app, "pager", &err));
    assert_int_equal(k.app->external.program, EXTERNAL_PAGER);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_decoded_body_is_opened),
        cmocka_unit_test(what_is_not_there_is_not_opened),
        cmocka_unit_test(an_error_is_said),
        cmocka_unit_test(leases_that_ended_meanwhile_are_told),
        cmocka_unit_test(an_editor_changes_nothing_but_its_file),
    };

    return cmocka_run_group_tests_name("app outside", tests, NULL, NULL);
}
