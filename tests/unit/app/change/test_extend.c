/* E: the prompt, what is sent, and what becomes of the leases. */
#include "app/change/release.h"

#include "base/memory/array.h"
#include "tests/unit/changekit.h"

/* Pulls n messages, asks for 60 s more for all of them and returns what was sent. */
static struct request *extend_all(struct kit *k, size_t n)
{
    changekit_open_with(k, 0, n);
    changekit_mark_all(k);
    kit_press(k, "E");
    seen_expect_open(k, "EXTEND");
    kit_wait(k, QUESTION_ARM_MS);
    kit_type(k, "60s\n", false);
    seen_expect_open(k, "");
    return kit_open(k, OP_EXTEND, NULL);
}

static struct event *answer(struct kit *k, const struct extended *items, size_t n)
{
    struct event *e = kit_event(k, kit_open(k, OP_EXTEND, NULL), EV_DONE);
    struct extend_result *x = e->u.extend = mem_new(1, sizeof(*x));

    x->items = arena_new(&x->arena, n, sizeof(*x->items));
    if (n)
        memcpy(x->items, items, n * sizeof(*items));
    x->n = n;
    return e;
}

static const struct message *find(const struct kit *k, const char *id)
{
    const struct messages *m = &k->app->messages;
    size_t place = messages_find_place(m, id);

    assert_true(place < m->n_view);
    return m->view[place]->message;
}

static void the_leases_and_their_new_length_are_sent(void **state)
{
    struct request *r;
    struct kit k;

    (void)state;
    r = extend_all(&k, 2);
    kit_expect_body(r, "{\"extend\":[{\"lease_id\":\"lease of l0\"},"
                       "{\"lease_id\":\"lease of l1\"}],\"visibility_timeout_ms\":60000}");
    changekit_expect_status(&k, "extending 2 messages");
    kit_free(&k);
}

/* The three ways in which an answer can tell which lease is which. */
static void new_leases_take_the_place_of_the_old_ones(void **state)
{
    static const struct extended answers[][2] = {
        {{"new1", "lease of l1", NULL}, {"new0", "lease of l0", NULL}},
        {{"new1", NULL, "l1"}, {"new0", NULL, "l0"}},
        {{"new0", NULL, NULL}, {"new1", NULL, NULL}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        int64_t sent;
        struct kit k;

        extend_all(&k, 2);
        sent = k.now.mono_ms;
        kit_feed(&k, answer(&k, answers[i], 2));
        assert_string_equal(find(&k, "l0")->lease_id, "new0");
        assert_string_equal(find(&k, "l1")->lease_id, "new1");
        assert_int_equal(find(&k, "l0")->deadline_mono_ms, sent + 60000);
        assert_int_equal(seen_leases(&k), 2);
        assert_int_equal(leases_next_deadline(&k.app->leases), sent + 60000);
        assert_true(seen_holds(&k, "new0") && seen_holds(&k, "new1"));
        changekit_expect_status(&k, "extended 2");
        assert_int_equal(changekit_outcome_of(&k, "l0"), OUTCOME_NONE);
        kit_free(&k);
    }
}

/* The old lease is void, if the server did as it says: it is not shown, but kept until that is
 * known. */
static void a_lease_that_the_answer_does_not_name_is_unknown(void **state)
{
    static const struct extended one[] = {{"new0", "lease of l0", "l0"}};
    struct kit k;

    (void)state;
    extend_all(&k, 2);
    kit_feed(&k, answer(&k, one, 1));
    assert_string_equal(find(&k, "l0")->lease_id, "new0");
    assert_null(find(&k, "l1")->lease_id);
    assert_int_equal(seen_leases(&k), 2);
    assert_true(seen_holds(&k, "lease of l1"));
    changekit_expect_status(&k,
                            "extended 1, 1 unknown (may be done): the answer names no new lease");
    kit_free(&k);
}

/* Unless the server says that it is none any more. */
static void a_warned_lease_stays_as_it_was(void **state)
{
    static const struct {
        const char *text;
        size_t held;
    } cases[] = {{"too many extensions", 1}, {"lease has expired", 0}};
    struct event *e;
    struct kit k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        extend_all(&k, 1);
        e = answer(&k, NULL, 0);
        e->u.extend->warnings = arena_new(&e->u.extend->arena, 1, sizeof(struct warning));
        e->u.extend->warnings[e->u.extend->n_warnings++] =
            (struct warning){"lease of l0", cases[i].text};
        kit_feed(&k, e);
        assert_string_equal(find(&k, "l0")->lease_id, "lease of l0");
        assert_int_equal(changekit_outcome_of(&k, "l0"), OUTCOME_WARNED);
        assert_int_equal(seen_leases(&k), cases[i].held);
        kit_free(&k);
    }
}

static void an_account_without_extend_is_told_once(void **state)
{
    struct kit k;

    (void)state;
    extend_all(&k, 1);
    kit_fail(&k, kit_open(&k, OP_EXTEND, NULL), ERR_API, 405, 10405, "Method not allowed");
    seen_expect_part(seen_said(&k), "no extend for this account");
    assert_int_equal(seen_leases(&k), 1); /* still held, still to be given back */
    assert_int_equal(changekit_outcome_of(&k, "l0"), OUTCOME_NONE);
    kit_wait(&k, 1000);
    kit_press(&k, "E");
    seen_expect_open(&k, "");
    changekit_expect_status(
        &k, "leases cannot be extended here: P pulls with a longer one, R gives back");
    assert_int_equal(kit_count(&k, OP_EXTEND), 1);
    kit_free(&k);
}

static void what_cannot_be_extended_says_why(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 1, 0);
    kit_press(&k, "E");
    changekit_expect_status(&k, "not pulled: there is no lease to extend");
    kit_free(&k);
    changekit_open_with(&k, 0, 1);
    kit_wait(&k, 30000);
    kit_press(&k, "E");
    changekit_expect_status(&k, "the lease has expired: the message is visible to consumers again");
    kit_free(&k);
}

static void bad_lengths_and_keys_typed_ahead_send_nothing(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 1);
    kit_press(&k, "E Enter");
    seen_expect_open(&k, "EXTEND"); /* too early to have been read */
    kit_wait(&k, QUESTION_ARM_MS);
    kit_type(&k, "30s\n", true);
    seen_expect_open(&k, "EXTEND"); /* pasted */
    kit_press(&k, "Ctrl-U");
    kit_type(&k, "13h\n", false);
    seen_expect_open(&k, "EXTEND");
    assert_string_equal(seen_refusal(&k), "lease: 1s to 12h, such as 30s or 5m");
    kit_press(&k, "Esc");
    changekit_expect_status(&k, "cancelled: nothing was done");
    assert_int_equal(kit_count(&k, OP_EXTEND), 0);
    kit_free(&k);
}

/* The answer may bring new leases: it is waited for, and they are given back. */
static void leaving_while_it_is_under_way(void **state)
{
    static const struct extended one[] = {{"new0", "lease of l0", "l0"}};
    struct request *r;
    struct kit k;

    (void)state;
    extend_all(&k, 1);
    app_quit(k.app);
    app_leave(k.app, k.now);
    assert_false(release_is_done(k.app));
    kit_feed(&k, answer(&k, one, 1));
    r = kit_open(&k, OP_ACK, NULL);
    kit_expect_body(r, "{\"acks\":[],\"retries\":[{\"lease_id\":\"new0\",\"delay_seconds\":0}]}");
    kit_free(&k);
}

static size_t count_extended_in(struct kit *k, int seconds)
{
    size_t before = kit_count(k, OP_EXTEND);

    for (int i = 0; i < seconds; i++) {
        struct request *r;

        kit_wait(k, 1000);
        r = kit_open(k, OP_EXTEND, NULL);
        if (r) {
            struct extended one = {NULL, r->call.handles[0].id, NULL};
            char fresh[40];

            snprintf(fresh, sizeof(fresh), "lease %d", (int)r->id);
            one.lease_id = fresh;
            kit_feed(k, answer(k, &one, 1));
        }
    }
    return kit_count(k, OP_EXTEND) - before;
}

/* Of the message that is read, not of those that only lie in the list; and not for ever. */
static void auto_extend_holds_what_is_being_read(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 1);
    assert_int_equal(count_extended_in(&k, 25), 0); /* not asked for */
    k.app->config.options.numbers[OPT_AUTO_EXTEND] = true;
    assert_int_equal(count_extended_in(&k, 1), 0); /* the list has the focus */
    kit_press(&k, "3");
    assert_int_equal(count_extended_in(&k, 1), 1);
    assert_true(seen_leases(&k) == 1);
    /* 30 s each, from 10 s before the end on. */
    assert_int_equal(count_extended_in(&k, 60), 3);
    count_extended_in(&k, 15 * 60);
    assert_int_equal(count_extended_in(&k, 60), 0);
    assert_int_equal(seen_leases(&k), 0);
    kit_free(&k);
}

static void auto_extend_stops_where_there_is_no_extend(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 1);
    k.app->config.options.numbers[OPT_AUTO_EXTEND] = true;
    kit_press(&k, "3");
    for (int i = 0; i < 22; i++)
        kit_wait(&k, 1000);
    assert_int_equal(kit_count(&k, OP_EXTEND), 1);
    kit_fail(&k, kit_open(&k, OP_EXTEND, NULL), ERR_API, 405, 10405, "Method not allowed");
    for (int i = 0; i < 5; i++)
        kit_wait(&k, 1000);
    assert_int_equal(kit_count(&k, OP_EXTEND), 1);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_leases_and_their_new_length_are_sent),
        cmocka_unit_test(new_leases_take_the_place_of_the_old_ones),
        cmocka_unit_test(a_lease_that_the_answer_does_not_name_is_unknown),
        cmocka_unit_test(a_warned_lease_stays_as_it_was),
        cmocka_unit_test(an_account_without_extend_is_told_once),
        cmocka_unit_test(what_cannot_be_extended_says_why),
        cmocka_unit_test(bad_lengths_and_keys_typed_ahead_send_nothing),
        cmocka_unit_test(leaving_while_it_is_under_way),
        cmocka_unit_test(auto_extend_holds_what_is_being_read),
        cmocka_unit_test(auto_extend_stops_where_there_is_no_extend),
    };

    return cmocka_run_group_tests_name("app: extend", tests, NULL, NULL);
}
