/* :set: what can be changed at run time, and what cannot. */
#include "tests/unit/appkit.h"

#include "app/command/setting.h"

static void set(struct kit *k, const char *rest)
{
    kit_type(k, ":set ", false);
    kit_type(k, rest, false);
    kit_press(k, "Enter");
}

static void set_well(struct kit *k, const char *rest, const char *says)
{
    set(k, rest);
    if (k->app->mode == MODE_COMMAND)
        fail_msg(":set %s: %s", rest, k->app->prompt.error);
    assert_string_equal(k->app->status.text, says);
}

static void set_badly(struct kit *k, const char *rest, const char *error)
{
    set(k, rest);
    assert_int_equal(k->app->mode, MODE_COMMAND);
    assert_string_equal(k->app->prompt.error, error);
    kit_press(k, "Esc");
}

/* Whatever the table of options calls settable has a row, and nothing else of it. */
static void settings_are_the_settable_options(void **state)
{
    (void)state;
    for (enum option_id id = 0; id < OPT_COUNT; id++) {
        size_t rows = 0;

        for (size_t i = 0; i < setting_count(); i++)
            rows += setting_at(i)->option == id;
        assert_int_equal(rows, options_get(id)->settable == SETTABLE);
    }
}

static void values_in_every_spelling(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    set_well(&k, "interval 5s", "interval 5s");
    assert_int_equal(k.app->config.interval_ms, 5000);
    set_well(&k, "interval=500ms", "interval 500ms");
    set_well(&k, "interval = 1m", "interval 1m");
    assert_int_equal(k.app->config.interval_ms, 60000);
    set_well(&k, "int?", "interval 1m");
    set_well(&k, "interval", "interval 1m");
    set_well(&k, "batch-size 25", "batch-size 25");
    set_well(&k, "lease 5m", "lease 5m");
    kit_press(&k, "P");
    assert_string_equal(k.app->prompt.fields[0].text, "25");
    assert_string_equal(k.app->prompt.fields[1].text, "5m");
    kit_press(&k, "Esc");
    set_well(&k, "times utc", "times utc");
    assert_int_equal(k.app->times, TIMES_UTC);
    set_badly(&k, "view hex", "no queue is open: the view is kept for each queue");
    kit_press(&k, "Enter");
    set_well(&k, "view hex", "view hex");
    assert_int_equal(k.app->body.view, LAYOUT_HEX);
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
    assert_true(k.app->config.read_only);
    kit_press(&k, "P");
    assert_int_equal(k.app->mode, MODE_PANES);
    assert_string_equal(k.app->status.text, "read-only: by :set (:set noread-only ends it)");
    set_well(&k, "read-only?", "read-only on");
    set_well(&k, "noread-only", "read-only off");
    kit_press(&k, "P");
    assert_int_equal(k.app->mode, MODE_PULL);
    kit_press(&k, "Esc");
    set_well(&k, "ascii yes", "ascii on");
    assert_true(k.app->config.ascii);
    set_well(&k, "no-color", "no-color on");
    assert_int_equal(k.app->config.theme, THEME_MONO);
    set_well(&k, "no-color off", "no-color off");
    set_well(&k, "theme light", "theme light");
    assert_int_equal(k.app->config.theme, THEME_LIGHT);
    set_well(&k, "mouse", "mouse on");
    assert_true(k.app->config.mouse);
    set_well(&k, "nomouse", "mouse off");
    kit_free(&k);
}

static void what_cannot_be_set(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    set_badly(&k, "interval 5", "interval: \"5\" is not a duration from 500ms to 1h");
    set_badly(&k, "interval 2h", "interval: \"2h\" is not a duration from 500ms to 1h");
    set_badly(&k, "batch-size 0", "batch-size: \"0\" is not a number from 1 to 100");
    set_badly(&k, "wrap maybe", "wrap: \"maybe\" is not off or on");
    set_badly(&k, "times gmt", "times: \"gmt\" is not age, utc or local");
    set_badly(&k, "intervall 5s", "no option \"intervall\": did you mean interval?");
    set_badly(&k, "nointerval", "interval is not on or off: interval VALUE sets it");
    set_badly(&k, "account x", "account: can be set at the start only");
    set_badly(&k, "token x", "no option \"token\": Tab shows what there is");
    assert_int_equal(k.app->config.interval_ms, 2000);
    assert_int_equal(k.app->line.n, 0); /* what was refused is not kept */
    kit_free(&k);
}

/* The backlog of the selected queue is read at the new pace from now on. */
static void an_interval_takes_effect_at_once(void **state)
{
    struct app_config config = kit_config();
    struct kit k;
    size_t before;

    (void)state;
    config.interval_ms = 3600000;
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
    assert_int_equal(k.app->screen, SCREEN_SETTINGS);
    assert_non_null(strstr(kit_text(&k.app->screen_pager), "interval    2s        500ms to 1h"));
    assert_non_null(strstr(kit_text(&k.app->screen_pager), "times       age       age, utc or"));
    set_well(&k, "interval 5s", "interval 5s");
    assert_int_equal(k.app->screen, SCREEN_SETTINGS);
    assert_non_null(strstr(kit_text(&k.app->screen_pager), "interval    5s        500ms to 1h"));
    kit_press(&k, "q");
    assert_int_equal(k.app->screen, SCREEN_NONE);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_the_settable_options),
        cmocka_unit_test(values_in_every_spelling),
        cmocka_unit_test(flags_in_every_spelling),
        cmocka_unit_test(what_cannot_be_set),
        cmocka_unit_test(an_interval_takes_effect_at_once),
        cmocka_unit_test(the_overlay_follows),
    };

    return cmocka_run_group_tests_name(":set", tests, NULL, NULL);
}
