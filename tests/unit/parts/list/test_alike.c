/* What all messages of a list have in common. */
#include "base/memory/array.h"
#include "parts/list/alike.h"
#include "parts/list/messages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 8 };

struct list_of {
    struct batch batch;
    struct message items[MOST];
    struct message_row rows[MOST];
    size_t n;
    struct alike alike;
};

static void make(struct list_of *l, const char *const *bodies)
{
    *l = (struct list_of){.batch = {.source = BATCH_PEEK}};
    for (; bodies[l->n]; l->n++) {
        l->items[l->n] = (struct message){.id = "",
                                          .body = bodies[l->n],
                                          .body_len = strlen(bodies[l->n]),
                                          .type_text = "json",
                                          .attempts = 1,
                                          .timestamp_ms = 1000 - (int64_t)l->n};
        l->rows[l->n] = (struct message_row){&l->batch, &l->items[l->n], l->n};
    }
}

static void find(struct list_of *l, size_t n_pulled)
{
    alike_find(&l->alike, l->rows, l->n, n_pulled);
}

static void end(struct list_of *l)
{
    alike_free(&l->alike);
    arena_free(&l->batch.arena);
}

static void previews_skip_what_all_begin_with(void **state)
{
    static const struct {
        const char *bodies[MOST];
        const char *begin; /* NULL: nothing */
    } cases[] = {
        {{"{\"type\":\"paid\",\"id\":812,\"a\":1}", "{\"type\":\"paid\",\"id\":845}"},
         "{\"type\":\"paid\",\"id\":"},
        {{"{\"type\":\"order.paid\"}", "{\"type\":\"order.lost\"}"}, "{\"type\":"},
        /* A : or , in a string ends nothing, nor does a quote that is escaped. */
        {{"{\"at\":\"12:04:31\"}", "{\"at\":\"12:04:35\"}"}, "{\"at\":"},
        {{"{\"msg\":\"say \\\"a\\\":1\"}", "{\"msg\":\"say \\\"a\\\":2\"}"}, "{\"msg\":"},
        {{"{\"msg\":\"say \\\"a: 1\"}", "{\"msg\":\"say \\\"a: 2\"}"}, "{\"msg\":"},
        {{"{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}"}, "{\"a\":1,"},
        {{"{\"a\":1}", "{\"b\":1}"}, NULL},
        {{"{\"a\":1}", "{\"a\":2}"}, "{\"a\":"},
        {{"[1]", "[2]"}, NULL},
        /* White space is squeezed before. */
        {{"{ \"type\" : \"x\",\n \"id\" : 1 }", "{\"type\":\"x\",\"id\":2}"},
         "{\"type\":\"x\",\"id\":"},
        {{"worker failed: timeout", "worker failed: refused"}, "worker failed: "},
        {{"workers", "worker failed"}, NULL},
        /* One alone, and all the same: there is nothing more telling behind it. */
        {{"{\"type\":\"paid\",\"id\":812}"}, NULL},
        {{"{\"type\":\"paid\",\"id\":1}", "{\"type\":\"paid\",\"id\":1}"}, NULL},
        /* Those of another form do not count while they are few. */
        {{"{\"id\":\"a\"}", "{\"id\":\"b\"}", "plain text"}, "{\"id\":"},
        {{"{\"id\":\"a\"}", "plain text", "more of it"}, NULL},
        {{"{\"id\":\"a\"}", "{\"id\":\"b\"}", "plain text", "more text"}, NULL},
        {{"", "", "{\"id\":\"a\"}"}, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct list_of l;

        make(&l, cases[i].bodies);
        find(&l, 0);
        if (cases[i].begin && l.alike.begin)
            assert_string_equal(l.alike.begin, cases[i].begin);
        else
            assert_true(!cases[i].begin == !l.alike.begin);
        end(&l);
    }
}

static void a_row_that_begins_otherwise_keeps_its_text(void **state)
{
    struct list_of l;

    (void)state;
    make(&l, (const char *const[]){"{\"id\":\"a\"}", "{\"id\":\"b\"}", "plain", NULL});
    find(&l, 0);
    assert_int_equal(alike_skip(&l.alike, "{\"id\":\"c\"}"), 6);
    assert_int_equal(alike_skip(&l.alike, "{\"ie\":\"c\"}"), 0);
    assert_int_equal(alike_skip(&l.alike, "{\"id\""), 0);
    end(&l);
    assert_int_equal(alike_skip(&l.alike, "{\"id\":\"c\"}"), 0);
}

static void columns_that_are_all_alike(void **state)
{
    static const char *const three[] = {"a", "b", "c", NULL};
    struct list_of l;

    (void)state;
    make(&l, three);
    find(&l, 0);
    assert_true(l.alike.type && l.alike.attempts && l.alike.lease);
    assert_int_equal(l.alike.most_attempts, 1);
    assert_int_equal(l.alike.oldest_ms, 998);
    l.items[2].type_text = "text";
    l.items[1].attempts = 12;
    l.items[2].timestamp_ms = -1;
    find(&l, 0);
    assert_false(l.alike.type || l.alike.attempts);
    assert_int_equal(l.alike.most_attempts, 12);
    assert_int_equal(l.alike.oldest_ms, 999);
    l.items[0].type_text = l.items[1].type_text = l.items[2].type_text = NULL;
    find(&l, 0);
    assert_true(l.alike.type);
    l.items[0].type_text = "json";
    find(&l, 0);
    assert_false(l.alike.type);
    l.n = 1;
    find(&l, 0);
    assert_false(l.alike.type || l.alike.attempts);
    l.n = 0;
    find(&l, 0);
    assert_int_equal(l.alike.oldest_ms, -1);
    end(&l);
}

static void leases_that_end_together_are_said_once(void **state)
{
    static const char *const three[] = {"a", "b", "c", NULL};
    struct list_of l;

    (void)state;
    make(&l, three);
    l.batch = (struct batch){.source = BATCH_PULL, .asked = {.mono_ms = 100}, .lease_ms = 50};
    for (size_t i = 0; i < 3; i++)
        l.items[i].lease_id = "x";
    find(&l, 3);
    assert_true(l.alike.lease);
    assert_int_equal(l.alike.first_deadline_mono_ms, 150);
    l.items[1].deadline_mono_ms = 400; /* extended */
    find(&l, 3);
    assert_false(l.alike.lease);
    assert_int_equal(l.alike.first_deadline_mono_ms, 150);
    assert_int_equal(l.alike.last_deadline_mono_ms, 400);
    l.items[1].deadline_mono_ms = 0;
    find(&l, 2); /* the third was peeked */
    assert_false(l.alike.lease);
    l.items[2].lease_over = true;
    find(&l, 3);
    assert_false(l.alike.lease);
    l.items[0].lease_id = l.items[1].lease_id = NULL;
    find(&l, 3);
    assert_false(l.alike.lease);
    assert_int_equal(l.alike.first_deadline_mono_ms, -1);
    end(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(previews_skip_what_all_begin_with),
        cmocka_unit_test(a_row_that_begins_otherwise_keeps_its_text),
        cmocka_unit_test(columns_that_are_all_alike),
        cmocka_unit_test(leases_that_end_together_are_said_once),
    };

    return cmocka_run_group_tests_name("alike", tests, NULL, NULL);
}
