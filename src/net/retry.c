#include "net/retry.h"

#include "base/memory/array.h"
#include "base/text/format.h"

#include <time.h>

enum { DAY_S = 86400, BACKOFF_MAX_MS = 30000 };

/* Codes of 429 that are states of the queue or the account, not a rate. */
static bool is_cured_by_waiting(const struct error *err)
{
    return !err->has_code || (err->code != 10251 && err->code != 10252 && err->code != 10253);
}

static bool is_passing(const struct error *err, bool lasting)
{
    switch (err->kind) {
    case ERR_NETWORK:
    case ERR_TIMEOUT: return !lasting;
    case ERR_API:
        return err->http == 408 || (err->http == 429 && is_cured_by_waiting(err)) ||
               err->http >= 500;
    case ERR_COUNT:
    case ERR_NONE:
    case ERR_USAGE:
    case ERR_RESPONSE:
    case ERR_CANCELLED: break;
    }
    return false;
}

/* Where the server has set a limit and does not say for how long, the API's documents do. */
static int64_t find_least_s(enum op op, const struct error *err)
{
    static const int limited_s[] = {[API_REST] = 0, [API_GRAPHQL] = 300};
    _Static_assert(ARRAY_LEN(limited_s) == API_COUNT, "every API has its rate limit");
    int64_t s = err->http == 429 ? limited_s[operation_get(op)->api] : 0;

    return err->retry_after_s > s ? err->retry_after_s : s;
}

int64_t retry_find_delay(enum op op, const struct error *err, bool lasting, int tries,
                         int64_t base_ms, uint32_t chance)
{
    const struct operation *o = operation_get(op);
    int64_t most = base_ms, delay, least_s = find_least_s(op, err);

    if (o->changes_server || o->streams || tries >= RETRY_TRIES || !is_passing(err, lasting))
        return -1;
    if (least_s > RETRY_WAIT_MAX_S)
        return -1;
    for (int i = 1; i < tries && most < BACKOFF_MAX_MS; i++)
        most *= 2;
    if (most > BACKOFF_MAX_MS)
        most = BACKOFF_MAX_MS;
    delay = most * chance / UINT32_MAX;
    /* A little jitter on top of the server's word keeps the tries of several calls apart. */
    return least_s > 0 ? least_s * 1000 + delay / 4 : delay;
}

int retry_parse_after(const char *text, int64_t now_wall_ms)
{
    struct tm tm = {0};
    const char *end;
    int64_t s;

    if (!text)
        return -1;
    if (format_parse_int(text, 0, INT64_MAX, &s))
        return s > DAY_S ? DAY_S : (int)s;
    end = strptime(text, "%a, %d %b %Y %H:%M:%S GMT", &tm);
    if (!end || *end)
        return -1;
    s = (int64_t)timegm(&tm) - now_wall_ms / 1000;
    if (s < 0)
        return 0;
    return s > DAY_S ? DAY_S : (int)s;
}
