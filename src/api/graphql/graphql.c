#include "api/graphql/graphql.h"

#include "base/memory/array.h"
#include "base/text/ascii.h"

#include <string.h>

#define NO_ACCOUNT "no analytics of this account for this credential"

static const struct {
    int http;
    const char *text;
    enum graphql_kind kind;
    const char *before_limit;
} rows[] = {
#define TEXT(http, text, kind, before_limit) {http, text, GRAPHQL_##kind, before_limit},
#include "api/graphql/graphql.def"
};

static const struct {
    int wait_s;
    const char *says; /* NULL: the credential may be at fault */
} kinds[] = {
    [GRAPHQL_OTHER] = {60, ""},
    [GRAPHQL_RATE] = {300, "no history is asked for within 5 minutes"},
    [GRAPHQL_COST] = {60, "less history is asked for, from the next minute on"},
    [GRAPHQL_PARALLEL] = {10, "history is asked for one question at a time"},
    [GRAPHQL_TOO_OLD] = {0, "older history is not kept"},
    [GRAPHQL_TOO_WIDE] = {0, "history comes in shorter spans"},
    [GRAPHQL_FIELDS] = {0, "history comes in fewer fields"},
    [GRAPHQL_ROWS] = {0, "history comes in fewer rows"},
    [GRAPHQL_TOO_MUCH] = {0, "history comes in longer steps"},
    [GRAPHQL_SCHEMA] = {GRAPHQL_NEVER, "the API has changed: history is left out"},
    [GRAPHQL_ABSENT] = {GRAPHQL_NEVER, ""},
    [GRAPHQL_FORBIDDEN] = {GRAPHQL_NEVER, NULL},
    [GRAPHQL_PLAN] = {GRAPHQL_NEVER, "this plan has no history"},
    [GRAPHQL_SERVER] = {60, "try again in a moment"},
};
_Static_assert(ARRAY_LEN(kinds) == GRAPHQL_KINDS, "every kind has its row");

/* The text where the row's words stand; NULL: nowhere. */
static const char *find_words(size_t row, const struct error *err)
{
    if (strcasestr(err->text, rows[row].text))
        return err->text;
    return strcasestr(err->chain, rows[row].text) ? err->chain : NULL;
}

/* The row that fits, and where; ARRAY_LEN(rows): none. */
static size_t find_row(const struct error *err, const char **where)
{
    size_t i = 0;

    *where = NULL;
    for (; err->kind == ERR_API && i < ARRAY_LEN(rows); i++) {
        if (rows[i].http && rows[i].http != err->http)
            continue;
        *where = rows[i].text ? find_words(i, err) : NULL;
        if (!rows[i].text || *where)
            return i;
    }
    return ARRAY_LEN(rows);
}

/* The seconds in a unit; 0: none that we know. */
static int64_t unit_s(char unit)
{
    static const struct {
        char name;
        int64_t s;
    } units[] = {{'w', 604800}, {'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}};

    for (size_t i = 0; i < ARRAY_LEN(units); i++)
        if (units[i].name == unit)
            return units[i].s;
    return 0;
}

/* "1w1d", "86400s" in seconds, or "30" as it is; -1: not one of these, or out of all proportion. */
static int64_t read_limit(const char *s)
{
    const int64_t most = (int64_t)1 << 40;
    int64_t sum = 0;

    if (*s < '0' || *s > '9')
        return -1;
    while (ascii_is_digit(*s)) {
        int64_t n = 0;

        for (; ascii_is_digit(*s) && n <= most; s++)
            n = n * 10 + (*s - '0');
        if (n > most)
            return -1;
        sum += unit_s(*s) ? n * unit_s(*s) : n;
        if (sum > most)
            return -1;
        if (!unit_s(*s))
            break;
        s++;
    }
    return sum;
}

static int64_t find_limit(size_t row, const char *where)
{
    const char *before = rows[row].before_limit, *at;

    at = before && where ? strcasestr(where, before) : NULL;
    return at ? read_limit(at + strlen(before)) : -1;
}

struct graphql_trouble graphql_find_trouble(const struct error *err)
{
    struct graphql_trouble t = {.kind = GRAPHQL_OTHER, .limit = -1};
    const char *where;
    size_t row = find_row(err, &where);

    if (row < ARRAY_LEN(rows)) {
        t.kind = rows[row].kind;
        t.limit = find_limit(row, where);
    }
    t.wait_s = kinds[t.kind].wait_s;
    return t;
}

bool graphql_find_advice(const struct error *err, const char **says)
{
    const char *where;
    size_t row = find_row(err, &where);

    if (row == ARRAY_LEN(rows) || !where)
        return false;
    *says = kinds[rows[row].kind].says;
    return true;
}

bool graphql_set_no_account(struct error *err)
{
    error_set(err, ERR_API, NO_ACCOUNT);
    if (err)
        err->http = 200;
    return false;
}
