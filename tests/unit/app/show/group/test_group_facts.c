/* What is known of the group under the cursor. */
#include "base/memory/array.h"
#include "tests/unit/appkit.h"

#include <stdio.h>
#include <stdlib.h>

enum { MINUTE = 60000 };

/* A message with that body, so many minutes old. */
struct sent {
    const char *body;
    int64_t attempts, minutes;
};

static void feed(struct kit *k, struct request *r, const struct sent *sent, size_t n)
{
    struct batch *b = kit_make_batch(k, r, n, "m");

    for (size_t i = 0; i < n; i++) {
        b->items[i].body = sent[i].body;
        b->items[i].body_len = strlen(sent[i].body);
        b->items[i].type = CONTENT_JSON;
        b->items[i].attempts = sent[i].attempts;
        b->items[i].timestamp_ms =
            sent[i].minutes < 0 ? -1 : k->now.wall_ms - sent[i].minutes * MINUTE;
    }
    kit_batch(k, r, b);
}

static void open_grouped(struct kit *k, const struct sent *sent, size_t n)
{
    kit_ready(k, 3);
    kit_press(k, "Enter");
    feed(k, kit_open(k, OP_PEEK, NULL), sent, n);
    kit_press(k, "% g");
}

static const struct group_facts *facts(const struct kit *k)
{
    assert_true(k->app->groups.facts.is_made);
    return &k->app->groups.facts;
}

#define LATE  "{\"error\":\"late by 5\",\"who\":null}"
#define LATER "{\"error\":\"late by 6\"}"
#define GONE  "{\"error\":\"gone\",\"who\":{\"id\":1}}"

static const struct sent usual[] = {{GONE, 0, 600}, {LATE, 1, 500}, {LATE, 1, 90}, {LATER, 2, 80},
                                    {LATE, 99, 70}, {LATE, -1, 60}, {GONE, 1, 0}};

static void they_are_of_the_group_under_the_cursor(void **state)
{
    const struct group_facts *f;
    struct kit k;

    (void)state;
    open_grouped(&k, usual, ARRAY_LEN(usual));
    f = facts(&k);
    assert_int_equal(f->n, 5);
    assert_string_equal(f->error, "late by <n>"); /* they differ in it */
    assert_int_equal(f->error_n, 5);
    assert_string_equal(f->shape, "{error, who: null}");
    assert_int_equal(f->shape_n, 4);
    assert_string_equal(f->where.path, ".who");
    assert_string_equal(f->where.mine, "null 4, absent 1");
    assert_int_equal(f->looked_at, 5);
    assert_int_equal(f->others_looked_at, 2);
    assert_int_equal(f->attempts[1], 2);
    assert_int_equal(f->attempts[2], 1);
    assert_int_equal(f->attempts[FACTS_ATTEMPTS - 1], 1);
    kit_press(&k, "j");
    f = facts(&k);
    assert_int_equal(f->n, 2);
    assert_string_equal(f->error, "gone");
    assert_int_equal(f->attempts[0], 1);
    kit_free(&k);
}

static void by_shape_the_most_frequent_error_is_told(void **state)
{
    static const struct sent sent[] = {{GONE, 0, 1},
                                       {GONE, 0, 1},
                                       {LATER, 0, 1},
                                       {"{\"error\":\"no 7\",\"who\":{\"id\":2}}", 0, 1}};
    const struct group_facts *f;
    struct kit k;

    (void)state;
    open_grouped(&k, sent, ARRAY_LEN(sent));
    kit_press(&k, "b g");
    f = facts(&k);
    assert_int_equal(f->n, 3);
    assert_string_equal(f->error, "gone");
    assert_int_equal(f->error_n, 2);
    assert_int_equal(f->shape_n, 3);
    kit_free(&k);
}

static void when_they_came_is_told(void **state)
{
    const struct group_facts *f;
    size_t n = 0;
    struct kit k;

    (void)state;
    open_grouped(&k, usual, ARRAY_LEN(usual));
    f = facts(&k);
    assert_int_equal(k.now.wall_ms - f->start_ms, 600 * MINUTE);
    assert_int_equal(k.now.wall_ms - f->end_ms, 0);
    assert_int_equal(k.now.wall_ms - f->since_ms, 80 * MINUTE); /* three of five */
    for (size_t i = 0; i < FACTS_CELLS; i++)
        n += f->cells[i];
    assert_int_equal(n, 5);
    assert_int_equal(f->cells[3], 1);
    assert_int_equal(f->cells[17], 3);
    kit_free(&k);
}

/* More than half of them, in the last third. */
static void most_came_since_only_where_it_is_so(void **state)
{
    static const struct sent half[] = {{GONE, 0, 300}, {LATE, 0, 290}, {LATE, 0, 280},
                                       {LATE, 0, 20},  {LATE, 0, 10},  {GONE, 0, 0}};
    static const struct sent soon[] = {
        {GONE, 0, 300}, {LATE, 0, 250}, {LATE, 0, 100}, {LATE, 0, 99}, {GONE, 0, 0}};
    static const struct sent early[] = {
        {GONE, 0, 300}, {LATE, 0, 250}, {LATE, 0, 101}, {LATE, 0, 99}, {GONE, 0, 0}};
    static const struct sent two[] = {{GONE, 0, 300}, {LATE, 0, 10}, {LATE, 0, 5}};
    static const struct {
        const struct sent *sent;
        size_t n;
        int64_t since;
    } cases[] = {{half, ARRAY_LEN(half), -1},
                 {soon, ARRAY_LEN(soon), 100},
                 {early, ARRAY_LEN(early), -1},
                 {two, ARRAY_LEN(two), -1}};
    struct kit k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        open_grouped(&k, cases[i].sent, cases[i].n);
        if (cases[i].since < 0)
            assert_int_equal(facts(&k)->since_ms, -1);
        else
            assert_int_equal(k.now.wall_ms - facts(&k)->since_ms, cases[i].since * MINUTE);
        kit_free(&k);
    }
}

static void times_that_are_not_known_are_none(void **state)
{
    static const struct sent sent[] = {{LATE, -1, -1}, {LATE, -1, -1}};
    struct kit k;

    (void)state;
    open_grouped(&k, sent, ARRAY_LEN(sent));
    assert_int_equal(facts(&k)->start_ms, -1);
    assert_int_equal(facts(&k)->cells[0], 0);
    kit_free(&k);
}

/* Bodies are read for where: of many only the first. */
static void of_many_only_the_first_are_read(void **state)
{
    enum { MANY = 3 * FACTS_BODIES };
    struct sent *sent = calloc(MANY, sizeof(*sent));
    struct kit k;

    (void)state;
    assert_non_null(sent);
    for (size_t i = 0; i < MANY; i++)
        sent[i] = (struct sent){i % 2 ? LATE : GONE, 0, 1};
    open_grouped(&k, sent, MANY);
    assert_int_equal(facts(&k)->n, MANY / 2);
    assert_int_equal(facts(&k)->looked_at, FACTS_BODIES);
    assert_int_equal(facts(&k)->others_looked_at, FACTS_BODIES);
    assert_int_equal(facts(&k)->others, MANY / 2);
    kit_free(&k);
    free(sent);
}

/* A key, a frame, a tick: only what changes rows or group finds them anew. */
static void they_are_found_once(void **state)
{
    struct kit k;

    (void)state;
    open_grouped(&k, usual, ARRAY_LEN(usual));
    k.app->groups.facts.n = 77;
    kit_press(&k, "Space k");
    app_settle(k.app);
    kit_wait(&k, 2000);
    kit_press(&k, "k"); /* the same group again after the other one */
    assert_int_equal(facts(&k)->n, 5);
    k.app->groups.facts.n = 77;
    kit_wait(&k, 2000);
    kit_press(&k, "k");
    app_settle(k.app);
    assert_int_equal(facts(&k)->n, 77);
    kit_press(&k, "p");
    feed(&k, kit_open(&k, OP_PEEK, NULL), usual, ARRAY_LEN(usual));
    app_settle(k.app);
    assert_int_equal(facts(&k)->n, 5);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_of_the_group_under_the_cursor),
        cmocka_unit_test(by_shape_the_most_frequent_error_is_told),
        cmocka_unit_test(when_they_came_is_told),
        cmocka_unit_test(most_came_since_only_where_it_is_so),
        cmocka_unit_test(times_that_are_not_known_are_none),
        cmocka_unit_test(of_many_only_the_first_are_read),
        cmocka_unit_test(they_are_found_once),
    };

    return cmocka_run_group_tests_name("group facts", tests, NULL, NULL);
}
