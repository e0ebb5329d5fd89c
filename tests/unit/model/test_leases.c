#include "model/leases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void add(struct leases *l, const char *queue_id, int64_t asked, int64_t lease_ms, size_t n)
{
    struct message items[100] = {{0}};
    struct batch b = {.source = BATCH_PULL,
                      .asked = {asked, 0},
                      .received = {asked + 500, 0},
                      .lease_ms = lease_ms,
                      .items = items,
                      .n = n};
    char ids[100][40];

    snprintf(b.queue_id, sizeof(b.queue_id), "%s", queue_id);
    for (size_t i = 0; i < n; i++) {
        snprintf(ids[i], sizeof(ids[i]), "%s-%zu", queue_id, i);
        items[i] = (struct message){.id = "m", .lease_id = ids[i]};
    }
    leases_add_batch(l, &b);
    memset(ids, 'x', sizeof(ids)); /* the leases outlive the batch */
}

static const struct lease *get_lease(const struct leases *l, size_t i)
{
    return l->held.items[i].value;
}

/* Never later than the server's: the lease cannot begin before the request was sent. */
static void a_lease_counts_from_the_request(void **state)
{
    struct leases l = {0};

    (void)state;
    assert_int_equal(leases_next_deadline(&l), -1);
    add(&l, "q", 1000, 30000, 1);
    assert_int_equal(leases_next_deadline(&l), 31000);
    assert_string_equal(get_lease(&l, 0)->id, "q-0");
    assert_string_equal(get_lease(&l, 0)->queue_id, "q");
    leases_free(&l);
    assert_int_equal(l.held.n, 0);
}

static void the_earliest_is_next(void **state)
{
    struct leases l = {0};

    (void)state;
    add(&l, "a", 1000, 30000, 40);
    add(&l, "b", 2000, 5000, 40);
    add(&l, "c", 3000, 90000, 40);
    assert_int_equal(l.held.n, 120);
    assert_int_equal(leases_next_deadline(&l), 7000);
    leases_drop_expired(&l, 6999);
    assert_int_equal(l.held.n, 120);
    leases_drop_expired(&l, 7000);
    assert_int_equal(l.held.n, 80);
    assert_int_equal(leases_next_deadline(&l), 31000);
    leases_drop_expired(&l, 31000);
    assert_int_equal(l.held.n, 40);
    for (size_t i = 0; i < l.held.n; i++)
        assert_string_equal(get_lease(&l, i)->queue_id, "c");
    leases_drop_expired(&l, 93000);
    assert_int_equal(l.held.n, 0);
    assert_int_equal(leases_next_deadline(&l), -1);
    leases_free(&l);
}

static void a_message_without_lease_holds_none(void **state)
{
    struct message m = {.id = "m"};
    struct batch b = {.source = BATCH_PULL, .items = &m, .n = 1};
    struct leases l = {0};

    (void)state;
    leases_add_batch(&l, &b);
    assert_int_equal(l.held.n, 0);
    leases_free(&l);
}

static void one_lease_comes_and_goes(void **state)
{
    struct leases l = {0};

    (void)state;
    leases_add(&l, "q", "one", 500);
    leases_add(&l, "q", "two", 400);
    leases_end(&l, "one");
    assert_int_equal(l.held.n, 1);
    leases_end(&l, "one");
    assert_int_equal(l.held.n, 1);
    assert_string_equal(get_lease(&l, 0)->id, "two");
    assert_string_equal(get_lease(&l, 0)->queue_id, "q");
    assert_int_equal(leases_next_deadline(&l), 400);
    leases_free(&l);
}

/* Until its end is known it is held, whatever was asked for. */
static void what_is_asked_for_ends_no_lease(void **state)
{
    struct leases l = {0};

    (void)state;
    leases_add(&l, "q", "one", 500);
    leases_add(&l, "q", "two", 500);
    leases_set_state(&l, "one", LEASE_BUSY);
    leases_set_state(&l, "none", LEASE_BUSY);
    assert_int_equal(l.held.n, 2);
    assert_int_equal(leases_count(&l, LEASE_HELD), 1);
    assert_int_equal(l.n_over, 0);
    leases_end(&l, "one");
    leases_end(&l, "of an earlier run");
    assert_int_equal(l.held.n, 1);
    assert_int_equal(l.n_over, 2);
    assert_string_equal(l.over[0], "one");
    assert_string_equal(l.over[1], "of an earlier run");
    leases_clear_over(&l);
    assert_int_equal(l.n_over, 0);
    leases_free(&l);
}

static void a_queue_ends_its_own_leases(void **state)
{
    struct leases l = {0};

    (void)state;
    add(&l, "a", 1000, 30000, 3);
    add(&l, "b", 1000, 30000, 2);
    leases_set_state(&l, "b-0", LEASE_BUSY);
    assert_int_equal(leases_count(&l, LEASE_HELD), 4);
    assert_int_equal(leases_count(&l, LEASE_BUSY), 1);
    leases_end_queue(&l, "a");
    assert_int_equal(l.held.n, 2);
    for (size_t i = 0; i < l.held.n; i++)
        assert_string_equal(get_lease(&l, i)->queue_id, "b");
    leases_end_queue(&l, "b");
    assert_int_equal(l.held.n, 0);
    leases_free(&l);
}

/* Some of which were extended. */
static void a_batch_ends_with_its_last_lease(void **state)
{
    static const struct {
        int64_t deadlines[2], want;
    } cases[] = {
        {{0, 0}, 31000}, {{30000, 0}, 31000}, {{0, 40000}, 40000}, {{50000, 40000}, 50000}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct message items[] = {{.deadline_mono_ms = cases[i].deadlines[0]},
                                  {.deadline_mono_ms = cases[i].deadlines[1]}};
        struct batch b = {.asked = {1000, 0}, .lease_ms = 30000, .items = items, .n = 2};

        assert_int_equal(leases_batch_deadline(&b), cases[i].want);
        for (size_t k = 0; k < 2; k++)
            assert_int_equal(leases_deadline(&b, &items[k]),
                             cases[i].deadlines[k] ? cases[i].deadlines[k] : 31000);
    }
}

/* Whatever the file knows it by is what the new id takes the place of. */
static void an_extended_lease_has_one_id(void **state)
{
    struct leases l = {0};

    (void)state;
    leases_add(&l, "q", "one", 500);
    leases_set_state(&l, "one", LEASE_BUSY);
    leases_renew(&l, "q", "one", "two", 900);
    leases_renew(&l, "q", "two", "three", 1500);
    assert_int_equal(l.held.n, 1);
    assert_int_equal(l.n_over, 0);
    assert_string_equal(get_lease(&l, 0)->id, "three");
    assert_string_equal(get_lease(&l, 0)->former_id, "one");
    assert_int_equal(get_lease(&l, 0)->state, LEASE_HELD);
    assert_int_equal(leases_next_deadline(&l), 1500);
    leases_renew(&l, "q", "ended", "four", 1600);
    assert_int_equal(l.held.n, 2);
    leases_end(&l, "three");
    assert_int_equal(l.n_over, 2);
    assert_string_equal(l.over[0], "one");
    assert_string_equal(l.over[1], "three");
    leases_renew(&l, "q", "four", "four", 1700);
    assert_int_equal(l.held.n, 1);
    assert_string_equal(get_lease(&l, 0)->former_id, "ended");
    leases_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lease_counts_from_the_request),
        cmocka_unit_test(the_earliest_is_next),
        cmocka_unit_test(one_lease_comes_and_goes),
        cmocka_unit_test(what_is_asked_for_ends_no_lease),
        cmocka_unit_test(a_queue_ends_its_own_leases),
        cmocka_unit_test(a_batch_ends_with_its_last_lease),
        cmocka_unit_test(an_extended_lease_has_one_id),
        cmocka_unit_test(a_message_without_lease_holds_none),
    };

    return cmocka_run_group_tests_name("leases", tests, NULL, NULL);
}
