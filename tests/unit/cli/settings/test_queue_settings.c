/* decoder.QUEUE, view.QUEUE and column.QUEUE of the config file. */
#include "cli/settings/queue_settings.h"

#include "body/layout/layout.h"
#include "tests/unit/cli/settings/configkit.h"

static bool resolve_all(void *out, const struct config *c, struct error *err)
{
    return queue_settings_resolve(out, c, err);
}

static bool resolve(struct queue_options *out, const char *text, const char *profile,
                    struct error *err)
{
    *out = (struct queue_options){.n = 0};
    return configkit_run(resolve_all, out, text, profile, err);
}

static void a_profile_is_laid_over_all(void **state)
{
    struct queue_options o;
    struct error err;

    (void)state;
    assert_true(resolve(&o,
                        "[p]\nview.b = text\ndecoder.c = off\n[unused]\nview.a = json\n"
                        "[p]\ndecoder.b = one\ndecoder.b = two\n",
                        "p", &err));
    assert_null(queue_options_find(&o, "a"));
    assert_int_equal(queue_options_find(&o, "b")->view, LAYOUT_TEXT);
    assert_string_equal(queue_options_find(&o, "b")->decoder, "two");
    assert_string_equal(queue_options_find(&o, "c")->decoder, "");
    assert_int_equal(queue_options_find(&o, "c")->view, -1);
    queue_options_free(&o);
    assert_true(resolve(&o,
                        "decoder.b = all\nview.b = hex\nview.d = received\n[p]\n"
                        "decoder.b = off\n",
                        "p", &err));
    assert_string_equal(queue_options_find(&o, "b")->decoder, "");
    assert_int_equal(queue_options_find(&o, "b")->view, LAYOUT_BYTES);
    assert_int_equal(queue_options_find(&o, "d")->view, LAYOUT_RECEIVED);
    assert_null(queue_options_find(&o, "d")->decoder);
    queue_options_free(&o);
}

static void columns_are_paths(void **state)
{
    struct queue_options o;
    struct error err;

    (void)state;
    assert_true(resolve(&o,
                        "column.a = .error  .lines[0].sku .[\"odd key\"]\ncolumn.b = .x\n"
                        "[p]\ncolumn.b = off\ncolumn.c = .y .z\ncolumn.c = .w\n",
                        "p", &err));
    assert_string_equal(queue_options_find(&o, "a")->columns,
                        ".error .lines[0].sku .[\"odd key\"]");
    assert_string_equal(queue_options_find(&o, "b")->columns, "");
    assert_string_equal(queue_options_find(&o, "c")->columns, ".w");
    assert_null(queue_options_find(&o, "a")->decoder);
    queue_options_free(&o);
}

static void expect_refused(const char *text, const char *why)
{
    struct queue_options out;
    struct error err;

    assert_false(resolve(&out, text, NULL, &err));
    configkit_expect_beginning(&err, why);
    queue_options_free(&out);
}

static void bad_ones_are_told_with_their_line(void **state)
{
    (void)state;
    expect_refused("\nview.a = hexx\n", ":2: view.a: \"hexx\" is not auto, json, text");
    expect_refused("[unused]\nview.a =\n", ":2: view.a: \"\" is not auto");
    expect_refused("\n\ncolumn.a = error\n", ":3: column.a: path: it begins with a dot");
    expect_refused("[unused]\ncolumn.a = .x[\n", ":2: column.a: path: .x[ ends too soon");
    expect_refused("column.a = .a .b .c .d .e .f .g .h .i\n", ":1: column.a: column: at most 8");
    expect_refused("column.a =\n", ":1: column.a: is empty: paths, or off");
    expect_refused("decoder.a =\n", ":1: decoder.a: is empty: a command, or off");
    expect_refused("view.a = hex\n[x]\ndecoder. = cat\n", ":3: decoder.: of which queue?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_profile_is_laid_over_all),
        cmocka_unit_test(columns_are_paths),
        cmocka_unit_test(bad_ones_are_told_with_their_line),
    };

    return cmocka_run_group_tests_name("queue settings", tests, configkit_start, configkit_stop);
}
