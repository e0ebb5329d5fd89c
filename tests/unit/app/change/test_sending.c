/* What is asked of more than 100 messages: several requests, each on its own. */
#include "tests/unit/changekit.h"

/* The leases that were acknowledged, request by request. */
static void assert_acks(const struct kit *k, const size_t *want, size_t n)
{
    size_t at = 0, lease = 0;

    for (size_t i = 0; i < k->n; i++) {
        const struct request *r = k->sent[i].request;

        if (r->kind != REQ_CALL || r->call.op != OP_ACK)
            continue;
        assert_true(at < n);
        assert_int_equal(r->call.n_handles, want[at++]);
        for (size_t j = 0; j < r->call.n_handles; j++) {
            char id[40];

            snprintf(id, sizeof(id), "lease of l%zu", lease++);
            assert_string_equal(r->call.handles[j].id, id);
            assert_false(r->call.handles[j].retry);
        }
    }
    assert_int_equal(at, n);
}

static void each_batch_is_journalled_sent_and_settled_on_its_own(void **state)
{
    static const size_t sizes[] = {100, 100, 50};
    struct audit_entry *e;
    size_t intents = 0, results = 0;
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 0, 250);
    assert_acks(&k, sizes, 3);
    changekit_expect_status(&k, "acknowledging 250 messages");
    changekit_answer(&k);
    changekit_expect_status(&k, "acknowledged 100, 150 under way");
    changekit_refuse(&k, ERR_API, 400);
    changekit_expect_status(&k, "acknowledged 100, 100 failed, 50 under way: 400 bad");
    changekit_answer(&k);
    changekit_expect_status(&k, "acknowledged 150, 100 failed: 400 bad");
    /* Those of the one that failed are as before: held, marked, to be asked for again. */
    assert_int_equal(k.app->leases.held.n, 100);
    assert_int_equal(marks_count(&k.app->marks, &k.app->messages), 100);
    assert_int_equal(changekit_outcome_of(&k, "l99"), OUTCOME_ACKED);
    assert_int_equal(changekit_outcome_of(&k, "l100"), OUTCOME_FAILED);
    assert_int_equal(changekit_outcome_of(&k, "l200"), OUTCOME_ACKED);
    while ((e = audit_take(&k.app->audit)) != NULL) {
        const struct audit_record *r = &e->record;

        if (strcmp(r->op, "ack") == 0) {
            size_t *n = r->is_result ? &results : &intents;

            assert_true(r->is_result || results == 0);
            assert_int_equal(r->n_messages, sizes[*n]);
            if (r->is_result) {
                assert_string_equal(r->messages[0].result, *n == 1 ? "failed" : "acked");
                assert_int_equal(r->error != NULL, *n == 1);
            }
            ++*n;
        }
        audit_entry_free(e);
    }
    assert_int_equal(intents, 3);
    assert_int_equal(results, 3);
    changekit_ask(&k, "A", "1 0 0 Enter");
    assert_string_equal(kit_open(&k, OP_ACK, NULL)->call.handles[0].id, "lease of l100");
    changekit_answer(&k);
    changekit_expect_status(&k, "acknowledged 100");
    kit_free(&k);
}

static void the_first_four_go_and_the_others_wait(void **state)
{
    static const size_t sizes[] = {100, 100, 100, 100, 100, 100, 20};
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 0, 620);
    assert_acks(&k, sizes, 4);
    assert_int_equal(seen_leases(&k), 620);
    assert_int_equal(seen_leases_to_release(&k), 220); /* what waits */
    assert_int_equal(changekit_outcome_of(&k, "l399"), OUTCOME_SENT);
    assert_int_equal(changekit_outcome_of(&k, "l400"), OUTCOME_WAITING);
    kit_press(&k, "A");
    changekit_expect_status(&k, "acknowledged or retried already");
    for (size_t i = 0; i < 3; i++) {
        changekit_answer(&k);
        assert_acks(&k, sizes, 5 + i);
    }
    for (size_t i = 0; i < 4; i++)
        changekit_answer(&k);
    changekit_expect_status(&k, "acknowledged 620");
    assert_acks(&k, sizes, 7);
    assert_int_equal(k.app->leases.held.n, 0);
    assert_int_equal(k.app->changes.n, 0);
    kit_free(&k);
}

static void by_lease_and_by_ref_each_in_batches(void **state)
{
    struct kit k;

    (void)state;
    changekit_acknowledge(&k, 130, 120);
    assert_int_equal(kit_count(&k, OP_ACK), 2);
    assert_int_equal(kit_count(&k, OP_PURGE_MESSAGES), 2);
    assert_int_equal(kit_open(&k, OP_PURGE_MESSAGES, NULL)->call.n_handles, 100);
    changekit_answer(&k);
    changekit_answer_purge(&k, 0, NULL);
    assert_int_equal(kit_open(&k, OP_PURGE_MESSAGES, NULL)->call.n_handles, 30);
    changekit_answer_purge(&k, 0, NULL);
    changekit_expect_status(&k, "acknowledged 230, 20 under way");
    changekit_answer(&k);
    changekit_expect_status(&k, "acknowledged 250");
    kit_free(&k);
}

static void answer_extend(struct kit *k)
{
    const struct request *r = kit_open(k, OP_EXTEND, NULL);
    struct event *e = kit_event(k, r, EV_DONE);
    struct extend_result *x = e->u.extend = mem_new(1, sizeof(*x));

    x->items = arena_new(&x->arena, r->call.n_handles, sizeof(*x->items));
    for (; x->n < r->call.n_handles; x->n++) {
        char fresh[60];

        snprintf(fresh, sizeof(fresh), "new %s", r->call.handles[x->n].id);
        x->items[x->n].lease_id = arena_copy(&x->arena, fresh, strlen(fresh));
    }
    kit_feed(k, e);
}

/* By their places in the batch, not in the answer as a whole. */
static void leases_are_extended_in_batches(void **state)
{
    struct audit_entry *e;
    size_t n = 0;
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 150);
    changekit_mark_all(&k);
    kit_press(&k, "E");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_type(&k, "60s\n", false);
    assert_int_equal(kit_count(&k, OP_EXTEND), 2);
    answer_extend(&k);
    answer_extend(&k);
    changekit_expect_status(&k, "extended 150");
    assert_int_equal(k.app->leases.held.n, 150);
    assert_true(seen_holds(&k, "new lease of l0") && seen_holds(&k, "new lease of l149"));
    while ((e = audit_take(&k.app->audit)) != NULL) {
        if (e->record.is_result && !strcmp(e->record.op, "extend"))
            for (size_t i = 0; i < e->record.n_messages; i++, n++)
                assert_string_equal(e->record.messages[i].result, "extended");
        audit_entry_free(e);
    }
    assert_int_equal(n, 150);
    kit_free(&k);
}

/* A lease ends while others wait: E does not stand in line behind them. */
static void an_extension_overtakes(void **state)
{
    struct kit k;

    (void)state;
    changekit_open_with(&k, 0, 601);
    changekit_mark_all(&k);
    kit_press(&k, "G Space");
    changekit_ask(&k, "A", "6 0 0 Enter");
    kit_press(&k, "U G E");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    assert_int_equal(kit_count(&k, OP_EXTEND), 0);
    changekit_answer(&k);
    assert_int_equal(kit_count(&k, OP_EXTEND), 1);
    assert_int_equal(kit_count(&k, OP_ACK), 4);
    answer_extend(&k);
    changekit_expect_status(&k, "extended 1");
    /* Each answer to a person adds up for itself. */
    changekit_answer(&k);
    changekit_expect_status(&k, "acknowledged 200, 400 under way");
    kit_free(&k);
}

static void leave_orphans(struct kit *k, const char *queue_id, size_t n)
{
    struct lease_orphans *o = &k->app->orphans.found;

    for (size_t i = 0; i < n; i++) {
        struct kept_lease *l = &o->items[o->n++];
        char id[40];

        *l = (struct kept_lease){.account_id = "acc", .deadline_wall_ms = k->now.wall_ms + 60000};
        snprintf(l->queue_id, sizeof(l->queue_id), "%s", queue_id);
        snprintf(id, sizeof(id), "%s-%zu", queue_id, i);
        l->lease_id = arena_copy(&o->arena, id, strlen(id));
    }
}

static void orphans_go_in_batches_of_a_queue(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    k.app->orphans.found.items =
        arena_new(&k.app->orphans.found.arena, 600, sizeof(struct kept_lease));
    leave_orphans(&k, "q0000", 510);
    leave_orphans(&k, "q0001", 30);
    app_settle(k.app);
    assert_int_equal(k.app->mode, MODE_ORPHANS);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "y");
    assert_int_equal(kit_count(&k, OP_ACK), 4);
    assert_int_equal(kit_open(&k, OP_ACK, NULL)->call.n_handles, 100);
    changekit_answer(&k);
    assert_int_equal(kit_count(&k, OP_ACK), 5);
    /* The queue is gone: what waits for it has nowhere to go, what waits for others has. */
    changekit_refuse(&k, ERR_API, 404);
    assert_int_equal(kit_count(&k, OP_ACK), 6);
    assert_int_equal(kit_open(&k, OP_ACK, "q0001")->call.n_handles, 30);
    while (kit_open(&k, OP_ACK, NULL))
        changekit_answer(&k);
    assert_memory_equal(k.app->status.text, "retried 430, 100 failed, 10 not sent: 404", 41);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_batch_is_journalled_sent_and_settled_on_its_own),
        cmocka_unit_test(the_first_four_go_and_the_others_wait),
        cmocka_unit_test(by_lease_and_by_ref_each_in_batches),
        cmocka_unit_test(leases_are_extended_in_batches),
        cmocka_unit_test(an_extension_overtakes),
        cmocka_unit_test(orphans_go_in_batches_of_a_queue),
    };

    return cmocka_run_group_tests_name("app: batches under way", tests, NULL, NULL);
}
