/* Says of series of samples what the inspector would: JSON lines in, JSON lines out.
 *
 *   {"batch": 10, "samples": [[t_ms, count, ...], ...], "at": [now_ms, ...]}
 *   {"out": [{"rate":, "low":, "high":, "verdict":, "conf":, "window":, "eta":, "eta_low":,
 *             "eta_high":}, ...]}
 *
 * Rates are messages per minute, the rest seconds; null is unknown (eta_high: no upper end).  An
 * answer at now_ms uses the samples that are not later.  A count of -1 is not known. */
#include "base/memory/array.h"
#include "model/trend.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const char *name_verdict(enum trend_verdict verdict)
{
    static const char *const names[] = {
        [TREND_UNKNOWN] = "unknown",   [TREND_EMPTY] = "empty",     [TREND_STEADY] = "steady",
        [TREND_DRAINING] = "draining", [TREND_GROWING] = "growing",
    };
    _Static_assert(ARRAY_LEN(names) == TREND_VERDICTS, "every verdict has its name");

    return names[verdict];
}

/* A number that is no 64-bit integer counts as the nearest one. */
static int64_t read_integer(const json_t *number)
{
    double real;

    if (json_is_integer(number))
        return json_integer_value(number);
    real = json_number_value(number);
    return real >= 0x1p63 ? INT64_MAX : real < -0x1p63 ? INT64_MIN : (int64_t)real;
}

static json_t *real_or_null(bool known, double value)
{
    return known ? json_real(value) : json_null();
}

static json_t *print_estimate(const struct trend_estimate *e)
{
    const double rate = e->rate.per_s * 60, half = e->rate.half * 60;
    const bool has_direction = e->verdict == TREND_DRAINING || e->verdict == TREND_GROWING;

    return json_pack(
        "{so so so ss so so so so so}", "rate", real_or_null(e->has_rate, rate), "low",
        real_or_null(e->has_rate, rate - half), "high", real_or_null(e->has_rate, rate + half),
        "verdict", name_verdict(e->verdict), "conf", real_or_null(has_direction, e->confidence),
        "window", real_or_null(e->has_rate, e->rate.window_s), "eta",
        real_or_null(e->has_eta, e->eta_s), "eta_low", real_or_null(e->has_eta, e->eta_low_s),
        "eta_high", real_or_null(e->has_eta_high, e->eta_high_s));
}

/* All estimates of a series. */
static json_t *follow(const json_t *series)
{
    const json_t *samples = json_object_get(series, "samples");
    const json_t *looks = json_object_get(series, "at"), *batch = json_object_get(series, "batch");
    const json_t *now;
    json_t *out = json_array();
    size_t look, next = 0;
    struct trend trend;

    trend_init(&trend, batch ? read_integer(batch) : 10);
    json_array_foreach (looks, look, now) {
        const int64_t now_ms = read_integer(now);
        struct trend_estimate e;

        for (; next < json_array_size(samples); next++) {
            const json_t *sample = json_array_get(samples, next);
            const int64_t t_ms = read_integer(json_array_get(sample, 0));

            if (t_ms > now_ms)
                break;
            trend_add(&trend, t_ms, read_integer(json_array_get(sample, 1)));
        }
        e = trend_read(&trend, now_ms);
        json_array_append_new(out, print_estimate(&e));
    }
    return out;
}

static json_t *read_series(const char *line, size_t len)
{
    json_t *series = json_loadb(line, len, 0, NULL);

    /* An integer of more than 63 bits fails the whole line. */
    return series ? series : json_loadb(line, len, JSON_DECODE_INT_AS_REAL, NULL);
}

int main(void)
{
    size_t room = 0;
    char *line = NULL;
    ssize_t len;

    while ((len = getline(&line, &room, stdin)) > 0) {
        json_t *series, *out;

        if (line[0] == '\n')
            continue;
        series = read_series(line, (size_t)len);
        if (!series) {
            fputs("drain: a line that is no JSON\n", stderr);
            return 1;
        }
        out = json_pack("{so}", "out", follow(series));
        json_dumpf(out, stdout, 0);
        putchar('\n');
        fflush(stdout);
        json_decref(out);
        json_decref(series);
    }
    free(line);
    return 0;
}
