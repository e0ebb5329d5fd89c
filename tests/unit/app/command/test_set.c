/* :set: what can be changed at run time, and what cannot. */
#include "tests/unit/seenkit.h"

#include "base/memory/array.h"

static void set(struct kit *k, const char *rest)
{
    kit_type(k, ":set ", false);
    kit_type(k, rest, false);
    kit_press(k, "Enter");
}

static void set_well(struct kit *k, const char *rest, const char *says)
{
    set(k, rest);
    if (!strcmp(seen_open(k), "COMMAND"))
        fail_msg(":set %s: %s", rest, seen_refusal(k));
    seen_expect_said(k, says);
}

static void set_badly(struct kit *k, const char *rest, const char *error)
{
    set(k, rest);
    seen_expect_open(k, "COMMAND");
    assert_string_equal(seen_refusal(k), error);
    kit_press(k, "Esc");
}

/* :set name value, and the new value stands in the status line and in the list of what can be set.
 */
static void set_and_see(struct kit *k, const char *name, const char *value)
{
    char words[80], row[80];

    snprintf(words, sizeof(words), "%s %s", name, value);
    set_well(k, words, words);
    set(k, "");
    snprintf(row, sizeof(row), "\n  %-10s  %-8s  ", name, value);
    assert_non_null(strstr(seen_screen_text(k), row));
    kit_press(k, "q");
}

/* An option that the table calls settable needs nothing else to be so. */
static void every_settable_option_is_set_and_shown(void **state)
{
    struct kit k;
    char value[40];

    (void)state;
    kit_ready(&k, 3);
    for (enum option_id id = 0; id < OPT_COUNT; id++) {
        const struct option_spec *spec = options_get(id);
        bool is_flag = spec->kind == OPTION_FLAG;

        if (spec->settable != SETTABLE)
            continue;
        set_and_see(&k, spec->name,
                    is_flag ? "on" : options_print_value(value, sizeof(value), id, spec->most));
        set_and_see(&k, spec->name,
                    is_flag ? "off" : options_print_value(value, sizeof(value), id, spec->least));
    }
    kit_free(&k);
}

static void values_in_every_spelling(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    set_well(&k, "interval 5s", "interval 5s");
    set_well(&k, "interval=500ms", "interval 500ms");
    set_well(&k, "interval = 1m", "interval 1m");
    set_well(&k, "int?", "interval 1m");
    set_well(&k, "interval", "interval 1m");
    set_well(&k, "batch-size 25", "batch-size 25");
    set_well(&k, "lease 5m", "lease 5m");
    kit_press(&k, "P");
    assert_string_equal(seen_field(&k, 0), "25");
    assert_string_equal(seen_field(&k, 1), "5m");
    kit_press(&k, "Esc");
    set_well(&k, "times utc", "times utc");
    assert_int_equal(k.app->times, TIMES_UTC);
    set_badly(&k, "view hex", "no queue is open: each queue has its own view");
    kit_press(&k, "Enter");
    set_well(&k, "view hex", "view hex");
    assert_int_equal(k.app->body.view, LAYOUT_BYTES);
    kit_free(&k);
}

static void flags_in_every_spelling(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    set_well(&k, "nowrap", "wrap off");
    assert_false(k.app->body.pager.wrap);
    set_well(&k, "wrap", "wrap on");
    set_well(&k, "wrap!", "wrap off");
    set_well(&k, "wrap on", "wrap on");
    assert_true(k.app->body.pager.wrap);
    set_well(&k, "read-only", "read-only on");
    kit_press(&k, "P");
    seen_expect_open(&k, "");
    seen_expect_said(&k, "read-only: set by :set (:set noread-only ends it)");
    set_well(&k, "read-only?", "read-only on");
    set_well(&k, "noread-only", "read-only off");
    kit_press(&k, "P");
    seen_expect_open(&k, "PULL");
    kit_press(&k, "Esc");
    set_well(&k, "ascii yes", "ascii on");
    set_well(&k, "no-color", "no-color on");
    set_well(&k, "no-color off", "no-color off");
    set_well(&k, "theme light", "theme light");
    set_well(&k, "mouse", "mouse on");
    set_well(&k, "nomouse", "mouse off");
    kit_free(&k);
}

/* no-color lies over the theme: with it ended, the theme wished for last is there again. */
static void no_color_keeps_the_theme(void **state)
{
    static const struct {
        const char *set, *no_color, *theme; /* and what they are then */
    } steps[] = {
        {"theme light", "off", "light"}, {"no-color", "on", "mono"},
        {"nono-color", "off", "light"},  {"no-color", "on", "mono"},
        {"theme 16", "off", "16"},       {"theme mono", "on", "mono"},
        {"theme mono", "on", "mono"},    {"no-color off", "off", "16"},
        {"theme auto", "off", "auto"},   {"no-color!", "on", "mono"},
        {"no-color!", "off", "auto"},
    };
    char says[40];
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        set(&k, steps[i].set);
        snprintf(says, sizeof(says), "no-color %s", steps[i].no_color);
        set_well(&k, "no-color?", says);
        snprintf(says, sizeof(says), "theme %s", steps[i].theme);
        set_well(&k, "theme?", says);
    }
    kit_free(&k);
}

static void what_cannot_be_set(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    set_badly(&k, "interval 5", "interval: \"5\" is not a duration from 500ms to 1h (5s?)");
    set_badly(&k, "interval 2h", "interval: \"2h\" is not a duration from 500ms to 1h");
    set_badly(&k, "batch-size 0", "batch-size: \"0\" is not a number from 1 to 100");
    set_badly(&k, "wrap maybe", "wrap: \"maybe\" is not off or on");
    set_badly(&k, "times gmt", "times: \"gmt\" is not age, utc or local");
    set_badly(&k, "intervall 5s", "no option \"intervall\": did you mean interval?");
    set_badly(&k, "nointerval", "interval needs a value: interval VALUE");
    set_badly(&k, "account x", "account can be set only at the start");
    set_badly(&k, "token x", "no option \"token\": Tab shows what there is");
    assert_int_equal(k.app->line.n, 0); /* what was refused is not kept */
    set_well(&k, "interval?", "interval 2s");
    kit_free(&k);
}

/* The backlog of the selected queue is read at the new pace from now on. */
static void an_interval_takes_effect_at_once(void **state)
{
    struct app_config config = kit_config();
    struct kit k;
    size_t before;

    (void)state;
    config.options.numbers[OPT_INTERVAL] = 3600000;
    kit_start(&k, config);
    kit_list(&k, 1);
    kit_answer_metrics(&k, 5);
    before = kit_count(&k, OP_METRICS);
    kit_wait(&k, 10000);
    assert_int_equal(kit_count(&k, OP_METRICS), before);
    set_well(&k, "interval 5s", "interval 5s");
    assert_int_equal(kit_count(&k, OP_METRICS), before + 1);
    kit_answer_metrics(&k, 5);
    assert_in_range(app_next_due(k.app), k.now.mono_ms + 1, k.now.mono_ms + 5000);
    kit_wait(&k, 5000);
    assert_int_equal(kit_count(&k, OP_METRICS), before + 2);
    kit_free(&k);
}

static void the_overlay_follows(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    set(&k, "");
    seen_expect_screen(&k, "SETTINGS");
    seen_expect_part(seen_screen_text(&k), "interval    2s        500ms to 1h");
    seen_expect_part(seen_screen_text(&k), "times       age       age, utc or");
    set_well(&k, "interval 5s", "interval 5s");
    seen_expect_screen(&k, "SETTINGS");
    seen_expect_part(seen_screen_text(&k), "interval    5s        500ms to 1h");
    kit_press(&k, "q");
    seen_expect_screen(&k, "");
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_settable_option_is_set_and_shown),
        cmocka_unit_test(values_in_every_spelling),
        cmocka_unit_test(flags_in_every_spelling),
        cmocka_unit_test(no_color_keeps_the_theme),
        cmocka_unit_test(what_cannot_be_set),
        cmocka_unit_test(an_interval_takes_effect_at_once),
        cmocka_unit_test(the_overlay_follows),
    };

    return cmocka_run_group_tests_name(":set", tests, NULL, NULL);
}
