#include "tests/sim/graphql/schema/settings.h"

#include "base/memory/array.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

enum { DAY_S = 86400 };

static const char *const answers[] = {"yes", "absent", "forbidden"};
_Static_assert(ARRAY_LEN(answers) == GQL_N_ANSWERS, "an answer is missing");

struct key {
    const char *name;
    size_t offset;
    bool is_switch;
    int64_t min;
    int64_t usual;
    const char *about;
};

#define KEY(name) #name, offsetof(struct gql_settings, name)

static const struct key keys[] = {
    {KEY(http_errors), true, 0, 0, "errors come with their HTTP status (below) instead of 200"},
    {KEY(live_texts), true, 0, 0,
     "errors with today's wording (spans as 1w2d) and extensions.code, not the documented one "
     "(604800s, no code)"},
    {KEY(partial), true, 0, 0,
     "an error of one dataset makes that null, with its path; else data is null"},
    {KEY(rate_limit), false, 0, 300,
     "requests per 300 s and credential (per account with X-Rate-Limit-Type: account-based); 0: "
     "none"},
    {KEY(lag_s), false, 0, 0, "a minute is there so many seconds after it began"},
    {KEY(sample_interval), false, 1, 1,
     "more than 1: counts are estimates that differ a little from answer to answer, and small ones "
     "may be missing"},
    {KEY(missing_percent), false, 0, 0, "so many of a queue's minutes are never there"},
    {KEY(max_points), false, 0, 0, "minutes of queues that a request may look through; 0: any"},
    {KEY(max_nodes), false, 0, 0, "datasets that a request may ask; 0: any"},
};

#define LIMIT(name) offsetof(struct gql_limits, name)

static const struct key limit_keys[] = {
    {"notOlderThan", LIMIT(not_older_than_s), false, 0, 31LL * DAY_S, "seconds"},
    {"maxDuration", LIMIT(max_duration_s), false, 0, 7LL * DAY_S, "seconds"},
    {"maxNumberOfFields", LIMIT(max_fields), false, 0, 30, "in one dataset"},
    {"maxPageSize", LIMIT(max_page), false, 0, 10000, "the highest limit"},
};

static void set_number(const struct key *k, void *into, int64_t n)
{
    memcpy((char *)into + k->offset, &n, sizeof(n));
}

void gql_settings_init(struct gql_settings *s)
{
    *s = (struct gql_settings){.answer = GQL_ANSWERS};
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        set_number(&keys[i], s, keys[i].usual);
    for (size_t d = 0; d < GQL_N_DATASETS; d++) {
        s->limits[d].enabled = true;
        for (size_t i = 0; i < ARRAY_LEN(limit_keys); i++)
            set_number(&limit_keys[i], &s->limits[d], limit_keys[i].usual);
    }
}

/* true when name is one of the keys, and value fits it. */
static bool read_key(const struct key *list, size_t n, const char *name, const json_t *value,
                     void *into)
{
    size_t i = 0;

    while (i < n && strcmp(list[i].name, name) != 0)
        i++;
    if (i == n)
        return false;
    if (list[i].is_switch ? !json_is_boolean(value)
                          : !json_is_integer(value) || json_integer_value(value) < list[i].min)
        return false;
    set_number(&list[i], into, list[i].is_switch ? json_is_true(value) : json_integer_value(value));
    return true;
}

/* Every name that some dataset has; those that this one has not change nothing. */
static bool read_hidden(struct gql_limits *l, const json_t *names)
{
    l->hidden = 0;
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        unsigned found = 0;

        for (int f = 0; name && f < GQL_N_FIELDS; f++) {
            char spelled[64];

            gql_spell_field((enum gql_field_id)f, spelled, sizeof(spelled));
            found |= strcmp(spelled, name) == 0 ? 1u << f : 0;
        }
        if (!found)
            return false;
        l->hidden |= found;
    }
    return json_is_array(names);
}

static bool read_limits_of(struct gql_limits *l, const json_t *from)
{
    void *at = json_object_iter((json_t *)(uintptr_t)from);

    for (; at; at = json_object_iter_next((json_t *)(uintptr_t)from, at)) {
        const char *name = json_object_iter_key(at);
        const json_t *value = json_object_iter_value(at);

        if (strcmp(name, "enabled") == 0 && json_is_boolean(value))
            l->enabled = json_is_true(value);
        else if (!(strcmp(name, "unavailable") == 0 && read_hidden(l, value)) &&
                 !read_key(limit_keys, ARRAY_LEN(limit_keys), name, value, l))
            return false;
    }
    return json_is_object(from);
}

/* {"queueBacklogAdaptiveGroups": {...}}, or "all" for each of them. */
static bool read_limits(struct gql_settings *s, const json_t *from)
{
    void *at = json_object_iter((json_t *)(uintptr_t)from);

    for (; at; at = json_object_iter_next((json_t *)(uintptr_t)from, at)) {
        const char *name = json_object_iter_key(at);
        bool known = false;

        for (int d = 0; d < GQL_N_DATASETS; d++) {
            if (strcmp(name, "all") != 0 && strcmp(name, gql_datasets[d].name) != 0)
                continue;
            known = true;
            if (!read_limits_of(&s->limits[d], json_object_iter_value(at)))
                return false;
        }
        if (!known)
            return false;
    }
    return json_is_object(from);
}

static bool read_answer(struct gql_settings *s, const json_t *value)
{
    int i = 0;

    while (i < GQL_N_ANSWERS &&
           (!json_is_string(value) || strcmp(answers[i], json_string_value(value)) != 0))
        i++;
    if (i < GQL_N_ANSWERS)
        s->answer = (enum gql_answer)i;
    return i < GQL_N_ANSWERS;
}

const char *gql_settings_read(struct gql_settings *s, const json_t *from)
{
    void *at = json_object_iter((json_t *)(uintptr_t)from);

    if (!json_is_object(from))
        return "graphql is not an object";
    for (; at; at = json_object_iter_next((json_t *)(uintptr_t)from, at)) {
        const char *name = json_object_iter_key(at);
        const json_t *value = json_object_iter_value(at);

        if (strcmp(name, "answer") == 0) {
            if (!read_answer(s, value))
                return "graphql.answer is none of yes, absent, forbidden";
        } else if (strcmp(name, "limits") == 0) {
            if (!read_limits(s, value))
                return "graphql.limits has something that README.md does not know";
        } else if (!read_key(keys, ARRAY_LEN(keys), name, value, s)) {
            return "graphql has a key that README.md does not know, or a value that does not fit";
        }
    }
    return NULL;
}

void gql_settings_print_index(FILE *f)
{
    fprintf(f, "| key of `graphql` | without it | |\n|---|---|---|\n"
               "| `answer` | yes | absent: there is no such route; forbidden: nobody may |\n");
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        if (keys[i].is_switch)
            fprintf(f, "| `%s` | false | %s |\n", keys[i].name, keys[i].about);
        else
            fprintf(f, "| `%s` | %" PRId64 " | %s |\n", keys[i].name, keys[i].usual, keys[i].about);
    fprintf(f, "| `limits` | | an object by dataset, or `all` for each: what follows |\n"
               "| `limits.all.enabled` | true | false: the dataset is refused |\n");
    for (size_t i = 0; i < ARRAY_LEN(limit_keys); i++)
        fprintf(f, "| `limits.all.%s` | %" PRId64 " | %s |\n", limit_keys[i].name,
                limit_keys[i].usual, limit_keys[i].about);
    fprintf(f, "| `limits.all.unavailable` | [] | fields that are refused, as `avg_bytes` |\n");
}
