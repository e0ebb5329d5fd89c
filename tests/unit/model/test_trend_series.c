/* What is said of whole series: tests/data/trend.jsonl, a series a line.
 *
 *   name, batch
 *   counts   one a sample; -1: not known
 *   times    when they were taken, ms; or from and every: the first, and the ms between them
 *   looks    [time, verdict, rate, low, high, confidence, window, eta, eta_low, eta_high], rates a
 *            minute, the rest s; null: nothing is said */
#include "base/memory/array.h"
#include "model/trend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SERIES = 79 };

static const char *const verdicts[] = {
    [TREND_UNKNOWN] = "unknown",   [TREND_EMPTY] = "empty",     [TREND_STEADY] = "steady",
    [TREND_DRAINING] = "draining", [TREND_GROWING] = "growing",
};
_Static_assert(ARRAY_LEN(verdicts) == TREND_VERDICTS, "every verdict has its name");

struct number {
    const char *name;
    bool known;
    double value;
};

static bool agrees(const struct number *n, const json_t *wanted)
{
    double want = json_number_value(wanted);

    if (json_is_null(wanted) || !n->known)
        return json_is_null(wanted) && !n->known;
    return fabs(n->value - want) <= 1e-4 * fabs(want) + 1e-3;
}

static void check_look(const char *name, const struct trend_estimate *e, const json_t *look)
{
    const double rate = e->rate.per_s * 60, half = e->rate.half * 60;
    const bool moves = e->verdict == TREND_DRAINING || e->verdict == TREND_GROWING;
    const struct number numbers[] = {
        {"rate", e->has_rate, rate},
        {"low", e->has_rate, rate - half},
        {"high", e->has_rate, rate + half},
        {"confidence", moves, e->confidence},
        {"window", e->has_rate, e->rate.window_s},
        {"eta", e->has_eta, e->eta_s},
        {"eta_low", e->has_eta, e->eta_low_s},
        {"eta_high", e->has_eta_high, e->eta_high_s},
    };
    const json_int_t at = json_integer_value(json_array_get(look, 0));
    const char *verdict = json_string_value(json_array_get(look, 1));

    assert_int_equal(json_array_size(look), 2 + ARRAY_LEN(numbers));
    if (strcmp(verdicts[e->verdict], verdict) != 0)
        fail_msg("%s: at %lld it is %s, not %s", name, at, verdicts[e->verdict], verdict);
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        if (!agrees(&numbers[i], json_array_get(look, 2 + i)))
            fail_msg("%s: at %lld its %s is %s %.9g", name, at, numbers[i].name,
                     numbers[i].known ? "known," : "not known,", numbers[i].value);
}

static int64_t time_of(const json_t *series, size_t i)
{
    const json_t *times = json_object_get(series, "times");

    return times ? json_integer_value(json_array_get(times, i))
                 : json_integer_value(json_object_get(series, "from")) +
                       (int64_t)i * json_integer_value(json_object_get(series, "every"));
}

static void check_series(const json_t *series)
{
    const char *name = json_string_value(json_object_get(series, "name"));
    const json_t *counts = json_object_get(series, "counts"), *look;
    size_t next = 0, i;
    struct trend t;

    trend_init(&t, json_integer_value(json_object_get(series, "batch")));
    json_array_foreach (json_object_get(series, "looks"), i, look) {
        const int64_t now = json_integer_value(json_array_get(look, 0));
        struct trend_estimate e;

        for (; next < json_array_size(counts) && time_of(series, next) <= now; next++)
            trend_add(&t, time_of(series, next), json_integer_value(json_array_get(counts, next)));
        e = trend_read(&t, now);
        check_look(name, &e, look);
    }
    assert_true(i > 0);
}

static void series_say_what_they_should(void **state)
{
    FILE *f = fopen("tests/data/trend.jsonl", "re");
    size_t room = 0, n = 0;
    char *line = NULL;
    ssize_t len;

    (void)state;
    assert_non_null(f);
    for (; (len = getline(&line, &room, f)) > 0; n++) {
        json_t *series = json_loadb(line, (size_t)len, 0, NULL);

        assert_non_null(series);
        check_series(series);
        json_decref(series);
    }
    assert_int_equal(n, SERIES);
    free(line);
    fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_say_what_they_should),
    };

    return cmocka_run_group_tests_name("trend of series", tests, NULL, NULL);
}
