#include "base/memory/array.h"
#include "base/text/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

struct sample {
    int64_t n;
    const char *text;
};

typedef const char *format_fn(struct format *, int64_t);

static void check_samples(format_fn *format, const struct sample *samples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct format out;

        assert_string_equal(format(&out, samples[i].n), samples[i].text);
        assert_ptr_equal(format(&out, samples[i].n), out.s);
    }
}

#define CHECK_SAMPLES(format, samples) check_samples(format, samples, ARRAY_LEN(samples))

static void counts_have_commas(void **state)
{
    static const struct sample samples[] = {
        {-1, "-"},         {0, "0"},
        {999, "999"},      {1000, "1,000"},
        {84210, "84,210"}, {1234567, "1,234,567"},
        {INT64_MIN, "-"},  {INT64_MAX, "9,223,372,036,854,775,807"},
    };

    (void)state;
    CHECK_SAMPLES(format_count, samples);
}

static void short_numbers_round_and_carry(void **state)
{
    static const struct sample samples[] = {
        {-1, "-"},
        {0, "0"},
        {999, "999"},
        {1000, "1.0k"},
        {1049, "1.0k"},
        {1050, "1.1k"},
        {84210, "84.2k"},
        {99949, "99.9k"},
        {99950, "100k"},
        {999499, "999k"},
        {999500, "1.0M"},
        {1200000, "1.2M"},
        {118000000, "118M"},
        {INT64_MAX, "9.2E"},
        {999499999999, "999G"},
    };

    (void)state;
    CHECK_SAMPLES(format_short, samples);
}

static void rates_have_a_tenth_where_it_matters(void **state)
{
    static const struct {
        double rate;
        const char *want;
    } samples[] = {
        {0, "0"},       {0.04, "0"},     {0.05, "0.1"},    {0.4, "0.4"},   {0.96, "1"},
        {1.9, "1.9"},   {9.04, "9"},     {9.44, "9.4"},    {9.5, "10"},    {38.4, "38"},
        {1234, "1.2k"}, {999.6, "1.0k"}, {84210, "84.2k"}, {1e30, "9.2E"},
    };
    struct format out;

    (void)state;
    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
        assert_string_equal(format_rate(&out, samples[i].rate), samples[i].want);
}

static void bytes_have_the_units_of_the_api(void **state)
{
    static const struct sample samples[] = {
        {-1, "-"},
        {0, "0 B"},
        {412, "412 B"},
        {1204, "1.2 kB"},
        {640000, "640 kB"},
        {1900000, "1.9 MB"},
        {118000000, "118 MB"},
        {84210, "84.2 kB"},
        {25000000000, "25.0 GB"},
    };

    (void)state;
    CHECK_SAMPLES(format_bytes, samples);
}

static void spans_have_two_units(void **state)
{
    static const struct sample samples[] = {
        {-1, "-"},
        {0, "0s"},
        {999, "0s"},
        {9000, "9s"},
        {59999, "59s"},
        {60000, "1m00s"},
        {130000, "2m10s"},
        {(41 * 60 + 12) * 1000, "41m12s"},
        {(2 * 60 + 5) * 60000, "2h05m"},
        {86399999, "23h59m"},
        {86400000, "1d00h"},
        {(2 * 24 + 3) * 3600000, "2d03h"},
        {(int64_t)100 * 86400000 - 1, "99d23h"},
        {(int64_t)100 * 86400000, "100d"},
        {(int64_t)112 * 86400000, "112d"},
        {INT64_MAX, "999999d"},
    };

    (void)state;
    CHECK_SAMPLES(format_span, samples);
}

static void widths_are_bounded(void **state)
{
    (void)state;
    for (int64_t n = 1; n > 0 && n < INT64_MAX / 3; n = n * 3 / 2 + 1) {
        struct format out;

        assert_true(strlen(format_short(&out, n)) <= 5);
        assert_true(strlen(format_bytes(&out, n)) <= 7);
        assert_true(strlen(format_span(&out, n)) <= 7);
    }
}

static void durations_read_back(void **state)
{
    static const struct sample samples[] = {
        {0, "0s"},      {500, "500ms"},    {1500, "1500ms"},  {30000, "30s"},     {90000, "90s"},
        {300000, "5m"}, {43200000, "12h"}, {172800000, "2d"}, {129600000, "36h"}, {-5, "-"},
    };

    (void)state;
    CHECK_SAMPLES(format_duration, samples);
    for (int64_t n = 0; n >= 0 && n < INT64_MAX / 3; n = n * 3 / 2 + 250) {
        const int64_t near[] = {n, n / 1000 * 1000, n / 3600000 * 3600000};

        for (size_t i = 0; i < sizeof near / sizeof near[0]; i++) {
            struct format out;
            int64_t back = -1;

            assert_true(format_parse_duration(format_duration(&out, near[i]), &back));
            assert_int_equal(back, near[i]);
        }
    }
}

static void only_durations_are_durations(void **state)
{
    static const char *const bad[] = {
        "",
        "s",
        "5",
        "5 s",
        " 5s",
        "5s ",
        "-5s",
        "+5s",
        "1.5h",
        "5S",
        "5sec",
        "5m30s",
        "0x5s",
        "99999999999999999999s",
        "106751991168d",
        "9223372036854775808ms",
        "5mss",
    };
    int64_t ms = 77;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(format_parse_duration(bad[i], &ms));
    assert_int_equal(ms, 77);
    assert_true(format_parse_duration("106751991167d", &ms));
    assert_true(format_parse_duration("9223372036854775807ms", &ms));
    assert_int_equal(ms, INT64_MAX);
}

static void integers_are_digits_in_range(void **state)
{
    static const char *const bad[] = {
        "", "-1", "+1", " 1", "1 ", "0x1", "1a", "0", "101", "1.", "99999999999999999999"};
    int64_t n = 77;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(format_parse_int(bad[i], 1, 100, &n));
    assert_int_equal(n, 77);
    assert_true(format_parse_int("1", 1, 100, &n));
    assert_int_equal(n, 1);
    assert_true(format_parse_int("100", 1, 100, &n));
    assert_int_equal(n, 100);
    assert_true(format_parse_int("9223372036854775807", 0, INT64_MAX, &n));
    assert_int_equal(n, INT64_MAX);
    assert_false(format_parse_int("9223372036854775808", 0, INT64_MAX, &n));
}

static void times_name_their_zone(void **state)
{
    const int64_t at = 1795435471999;
    struct format out;

    (void)state;
    assert_string_equal(format_utc(&out, at), "2026-11-23T12:04:31Z");
    assert_string_equal(format_utc_clock(&out, at), "12:04:31Z");
    assert_string_equal(format_utc(&out, 0), "1970-01-01T00:00:00Z");
    assert_string_equal(format_utc(&out, -1), "-");
    assert_string_equal(format_utc_clock(&out, -1), "-");
    assert_string_equal(format_local(&out, -1), "-");
    assert_true(strlen(format_utc(&out, INT64_MAX)) < sizeof out.s);
    assert_int_equal(setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1), 0);
    tzset();
    assert_string_equal(format_local(&out, at), "2026-11-23 13:04:31 +0100");
    assert_string_equal(format_utc(&out, at), "2026-11-23T12:04:31Z");
    assert_string_equal(format_local_clock(&out, at), "13:04:31");
    assert_string_equal(format_stamp(&out, at, true), "11-23 13:04:31");
    assert_string_equal(format_stamp(&out, at, false), "11-23 12:04:31");
    assert_string_equal(format_stamp(&out, -1, false), "-");
    assert_string_equal(format_local_clock(&out, -1), "-");
}

static void a_time_reads_back(void **state)
{
    static const int64_t times[] = {0, 951782400000, 1709164799000, 1795435471000, 253402300799000};
    struct format out;
    int64_t ms;

    (void)state;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        assert_true(format_parse_utc(format_utc(&out, times[i]), &ms));
        assert_int_equal(ms, times[i]);
    }
    assert_true(format_parse_utc("2026-11-23T12:04:31.25Z", &ms));
    assert_int_equal(ms, 1795435471250);
    assert_true(format_parse_utc("2026-11-23T12:04:31.9Z", &ms));
    assert_int_equal(ms, 1795435471900);
    assert_true(format_parse_utc("2026-11-23T12:04:31.0Z", &ms));
    assert_int_equal(ms, 1795435471000);
    assert_true(format_parse_utc("2026-11-23T12:04:31.0009999999999Z", &ms));
    assert_int_equal(ms, 1795435471000);
}

static void only_times_are_times(void **state)
{
    static const char *const bad[] = {"",
                                      "-",
                                      "2026",
                                      "2026-11-23",
                                      "2026-11-23T12:04Z",
                                      "2026-11-23T12:04:31",
                                      "2026-11-23 12:04:31Z",
                                      "2026-11-23t12:04:31z",
                                      "2026-11-23T12:04:31+00:00",
                                      "2026-11-23T12:04:31.Z",
                                      "2026-11-23T12:04:31,5Z",
                                      "2026-11-23T12:04:31ZZ",
                                      " 2026-11-23T12:04:31Z",
                                      "+026-11-23T12:04:31Z",
                                      "2026-1-23T12:04:31Z",
                                      "2026-00-23T12:04:31Z",
                                      "2026-13-23T12:04:31Z",
                                      "2026-11-00T12:04:31Z",
                                      "2026-11-31T12:04:31Z",
                                      "2026-02-29T12:04:31Z",
                                      "2026-11-23T24:00:00Z",
                                      "2026-11-23T12:60:31Z",
                                      "2026-11-23T12:04:60Z",
                                      "1795435471"};
    int64_t ms = -7;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (format_parse_utc(bad[i], &ms))
            fail_msg("%s is taken for a time", bad[i]);
    assert_int_equal(ms, -7);
}

/* At the beginning a hyphen would be taken for an option. */
static void any_file_may_have_the_name(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},           {"orders", "orders"}, {"AZaz09_-", "AZaz09_-"}, {"-rf", "_rf"},
        {"--", "_-"},       {"a-b", "a-b"},       {"a/b", "a_b"},           {"../x", "___x"},
        {"a b.c", "a_b_c"}, {"\xc3\xa9", "__"},   {"@[`{/:", "______"},
    };
    char name[20];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        snprintf(name, sizeof(name), "%s", cases[i][0]);
        format_file_part(name);
        assert_string_equal(name, cases[i][1]);
    }
}

static void names_are_cut_between_characters(void **state)
{
    char name[80] = "";
    struct format_name f;

    (void)state;
    assert_string_equal(format_name(&f, "orders"), "orders");
    memset(name, 'a', 64);
    assert_string_equal(format_name(&f, name), name);
    memcpy(name + 63, "\xc3\xa9z", 4); /* the character would end behind byte 64 */
    format_name(&f, name);
    assert_int_equal(strlen(f.s), 65);
    assert_string_equal(f.s + 62, "a..");
}

static void counts_have_their_noun(void **state)
{
    (void)state;
    assert_string_equal(FORMAT_COUNTED(0, "lease"), "0 leases");
    assert_string_equal(FORMAT_COUNTED(1, "lease"), "1 lease");
    assert_string_equal(FORMAT_COUNTED(1200, "lease"), "1,200 leases");
    assert_string_equal(FORMAT_COUNTED(1, "retry"), "1 retry");
    assert_string_equal(FORMAT_COUNTED(3, "retry"), "3 retries");
    assert_string_equal(FORMAT_COUNTED(-1, "message"), "- messages");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_have_their_noun),
        cmocka_unit_test(any_file_may_have_the_name),
        cmocka_unit_test(names_are_cut_between_characters),
        cmocka_unit_test(counts_have_commas),
        cmocka_unit_test(short_numbers_round_and_carry),
        cmocka_unit_test(rates_have_a_tenth_where_it_matters),
        cmocka_unit_test(bytes_have_the_units_of_the_api),
        cmocka_unit_test(spans_have_two_units),
        cmocka_unit_test(widths_are_bounded),
        cmocka_unit_test(durations_read_back),
        cmocka_unit_test(only_durations_are_durations),
        cmocka_unit_test(integers_are_digits_in_range),
        cmocka_unit_test(times_name_their_zone),
        cmocka_unit_test(a_time_reads_back),
        cmocka_unit_test(only_times_are_times),
    };

    return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
