/* alert = TERMS of the config file. */
#include "cli/settings/alert_settings.h"

#include "tests/unit/cli/settings/configkit.h"

static bool resolve_all(void *out, const struct config *c, struct error *err)
{
    return alert_settings_resolve(out, c, err);
}

static bool resolve(struct alerts *out, const char *text, const char *profile, struct error *err)
{
    *out = (struct alerts){.n = 0};
    return configkit_run(resolve_all, out, text, profile, err);
}

static void those_of_the_profile_come_to_those_of_all(void **state)
{
    struct alerts a;
    struct error err;

    (void)state;
    assert_true(resolve(&a,
                        "alert = backlog>=1000 prod-*\nalert = age>15m or dead>0\n[unused]\n"
                        "alert = loss<1h\n[p]\nalert=growing\n",
                        "p", &err));
    assert_int_equal(a.n, 4);
    assert_string_equal(a.items[0].filter.text, "backlog>=1000 prod-*");
    assert_string_equal(a.items[2].filter.text, "dead>0");
    assert_string_equal(a.items[3].filter.text, "growing");
    alerts_free(&a);
}

static void expect_refused(const char *text, const char *why)
{
    struct alerts out;
    struct error err;

    assert_false(resolve(&out, text, NULL, &err));
    configkit_expect_error(&err, why);
    alerts_free(&out);
}

static void bad_ones_are_told_with_their_line(void **state)
{
    (void)state;
    expect_refused("\nalert = backlog>x\n",
                   ":2: alert: at 1: backlog: x is not a number: 3 or 10k");
    expect_refused("[unused]\nalert = prod-* or dead>0\n",
                   ":2: alert: at 1, no condition: "
                   "backlog>1000 age>15m grows>100/min loss<2h dead>0 growing");
    expect_refused("alert = dead>0 ; age>1h\n", ":1: alert: a ; after a blank starts a comment");
    expect_refused("alerts = dead>0\n", ":1: unknown key \"alerts\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(those_of_the_profile_come_to_those_of_all),
        cmocka_unit_test(bad_ones_are_told_with_their_line),
    };

    return cmocka_run_group_tests_name("alert settings", tests, configkit_start, configkit_stop);
}
