/* What of a queue is a number, and what is not known. */
#include "cli/print/measured.h"

#include "cli/print/sample.h"
#include "tests/unit/parts/queues/drainkit.h"

#include <stdlib.h>
#include <string.h>

static char *print_json(const struct measured *m)
{
    struct buf out;

    buf_init(&out, 10000);
    measured_append_json(&out, m);
    return buf_take(&out);
}

static void a_queue_never_measured_is_all_null(void **state)
{
    struct fixture f;
    struct measured m;
    char *json, text[100];

    (void)state;
    start(&f, -1, -1);
    f.stats.metrics.oldest_ms = -1;
    f.stats.measured_mono_ms = -1;
    m = measured_find(&f.row, &f.now);
    json = print_json(&m);
    assert_string_equal(json, "{\"backlog\":null,\"backlog_bytes\":null,\"backlog_at\":null,"
                              "\"oldest_age_s\":null,\"first_loss_s\":null,\"oldest_at\":null,"
                              "\"growth_per_s\":null,\"growth_low_per_s\":null,"
                              "\"growth_high_per_s\":null,\"growth_at\":null,\"verdict\":null}");
    assert_null(measured_print_rate(text, sizeof text, &m));
    assert_null(measured_print_verdict(text, sizeof text, &m));
    free(json);
}

static void one_that_grows_has_an_interval_around_its_rate(void **state)
{
    struct fixture f;
    struct measured m;
    char text[100], *json;

    (void)state;
    start(&f, 1000, 3400); /* 10 a second for 4 minutes */
    set_oldest(&f, HOUR, MINUTE);
    f.now.mono_ms += 1000;
    f.now.wall_ms += 1000;
    m = measured_find(&f.row, &f.now);
    assert_int_equal(m.backlog, 3400);
    assert_int_equal(m.old_ms, 1000);
    assert_int_equal(m.at_ms, NOW.wall_ms);
    assert_int_equal(m.age_ms, HOUR + 1000);
    assert_int_equal(m.loss_ms, 4 * DAY - HOUR - 1000);
    assert_true(m.has_interval);
    assert_true(m.low_per_s < 10.1 && m.high_per_s > 9.9 && m.low_per_s < m.per_s);
    assert_string_equal(measured_print_verdict(text, sizeof text, &m), "growing");
    assert_int_equal(strncmp(measured_print_rate(text, sizeof text, &m), "+600 (", 6), 0);
    json = print_json(&m);
    assert_non_null(strstr(json, "\"verdict\":\"growing\""));
    assert_non_null(strstr(json, "\"oldest_age_s\":3601,"));
    free(json);
}

static void one_that_drains_says_how_long_that_takes(void **state)
{
    struct fixture f;
    struct measured m;
    char text[100];

    (void)state;
    start(&f, 12000, 2400);
    set_oldest(&f, MINUTE, MINUTE);
    m = measured_find(&f.row, &f.now);
    assert_int_equal(strncmp(measured_print_verdict(text, sizeof text, &m), "draining ", 9), 0);
    assert_int_equal(measured_print_rate(text, sizeof text, &m)[0], '-');
    assert_int_equal(m.loss_ms, -1); /* all are gone before */
}

/* Measured longer ago than filters and alerts take: nothing is known any more. */
static void what_is_old_is_not_known(void **state)
{
    struct fixture f;
    struct measured m;

    (void)state;
    start(&f, 1000, 3400);
    set_oldest(&f, HOUR, MINUTE);
    f.now.mono_ms += 6 * MINUTE;
    f.now.wall_ms += 6 * MINUTE;
    m = measured_find(&f.row, &f.now);
    assert_int_equal(m.backlog, -1);
    assert_int_equal(m.age_ms, -1);
    assert_int_equal(m.loss_ms, -1);
    assert_false(m.has_growth);
    assert_false(m.has_verdict);
}

static void a_sample_has_plain_numbers_in_its_columns(void **state)
{
    struct measured m = {.name = "orders\n",
                         .backlog = 84210,
                         .bytes = 28152139,
                         .age_ms = 2472900,
                         .has_growth = true,
                         .per_s = -0.5,
                         .drain = {.kind = DRAIN_ETA},
                         .has_verdict = true,
                         .at_ms = 1795000000000};
    char heading[200];
    struct buf out;

    (void)state;
    buf_init(&out, SAMPLE_BYTES);
    sample_print_heading(heading, sizeof heading);
    sample_append(&out, &m);
    assert_string_equal(heading,
                        "TIME        BACKLOG       BYTES OLDEST/S GROWS/MIN VERDICT     QUEUE");
    assert_string_equal(
        out.bytes, "11:06:40Z     84210    28152139     2472     -30.0 draining    orders‹0A›");
    buf_clear(&out);
    sample_append(&out, &(struct measured){
                            .name = "q", .backlog = -1, .bytes = -1, .age_ms = -1, .at_ms = -1});
    assert_string_equal(out.bytes,
                        "-                 -           -        -         - -           q");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_queue_never_measured_is_all_null),
        cmocka_unit_test(one_that_grows_has_an_interval_around_its_rate),
        cmocka_unit_test(one_that_drains_says_how_long_that_takes),
        cmocka_unit_test(what_is_old_is_not_known),
        cmocka_unit_test(a_sample_has_plain_numbers_in_its_columns),
    };

    return cmocka_run_group_tests_name("what was measured", tests, NULL, NULL);
}
