/* The state files as a user, or the next start, finds them. */
#include "effects/state/state_sync.h"

#include "tests/unit/diskkit.h"
#include "tests/unit/placekit.h"
#include "tests/unit/seenkit.h"

#define LEASES  "cfqtop/leases.jsonl"
#define JOURNAL "cfqtop/journal.jsonl"
#define TRASH   "cfqtop/trash.jsonl"

static struct disk *disk;

static struct state_sync *begin(struct kit *k)
{
    struct state_sync *sync;

    disk = diskkit_start();
    sync = state_sync_start(NULL, disk);

    kit_ready(k, 1);
    state_sync_tell(sync, k->app);
    app_settle(k->app);
    return sync;
}

static void end(struct state_sync *sync, struct kit *k)
{
    state_sync_stop(sync, k->app);
    kit_free(k);
}

/* The loop, until all is written. */
static void run(struct state_sync *sync, struct kit *k)
{
    state_sync_run(sync, k->app);
    diskkit_finish(disk, k->app);
    kit_take(k);
}

static int clean_up(void **state)
{
    place_limit(RLIM_INFINITY);
    return place_stop(state);
}

static void pull(struct kit *k, size_t n)
{
    kit_press(k, "1 Enter");
    kit_messages(k, kit_pull(k), n, "m");
}

/* A of the selected message, as the loop does it: what is deleted is saved first. */
static void acknowledge(struct kit *k, struct state_sync *sync)
{
    kit_press(k, "A");
    kit_wait(k, QUESTION_ARM_MS);
    app_key(k->app, (struct key){.code = K_CHAR, .ch = 'y'}, k->now);
    run(sync, k);
    kit_take(k);
}

static void answer_ack(struct kit *k, int64_t acks, int64_t retries)
{
    struct event *e = kit_event(k, kit_open(k, OP_ACK, NULL), EV_DONE);

    e->u.ack = mem_new(1, sizeof(*e->u.ack));
    e->u.ack->ack_count = acks;
    e->u.ack->retry_count = retries;
    kit_feed(k, e);
}

static void a_pulled_lease_is_in_the_file_before_it_is_drawn(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 2);
    place_expect_no_part(LEASES, "lease of m0");
    run(sync, &k);
    place_expect_part(LEASES,
                      "{\"did\":\"take\",\"lease_id\":\"lease of m0\",\"account_id\":\"acc\"");
    place_expect_part(LEASES, "\"lease_id\":\"lease of m1\"");
    place_expect_part(LEASES, "\"queue_id\":\"q0000\",\"queue\":\"queue-0000\"");
    place_expect_mode(LEASES, 0600);
    place_expect_mode("cfqtop", 0700);
    end(sync, &k);
}

static void an_acknowledged_lease_leaves_it(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 2);
    run(sync, &k);
    acknowledge(&k, sync);
    answer_ack(&k, 1, 0);
    run(sync, &k);
    place_expect_part(LEASES, "{\"did\":\"drop\",\"lease_id\":\"lease of m0\"}\n");
    place_expect_no_part(LEASES, "{\"did\":\"drop\",\"lease_id\":\"lease of m1\"}");
    end(sync, &k);
}

/* The program may die at any time after that, or the answer never come. */
static void a_lease_stays_while_no_answer_came(void **state)
{
    static const char *const keys[] = {"A", "R", "E"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        struct kit k;
        struct state_sync *sync = begin(&k);

        pull(&k, 2);
        kit_press(&k, keys[i]);
        kit_wait(&k, QUESTION_ARM_MS);
        kit_press(&k, *keys[i] == 'E' ? "Enter" : "y");
        assert_non_null(kit_open(&k, *keys[i] == 'E' ? OP_EXTEND : OP_ACK, NULL));
        run(sync, &k);
        place_expect_part(LEASES, "lease of m0");
        place_expect_no_part(LEASES, "drop");
        kit_press(&k, "Q");
        app_leave(k.app, k.now);
        kit_take(&k);
        end(sync, &k); /* the server has not answered */
        place_expect_part(LEASES, "lease of m0");
        place_expect_no_part(LEASES, "drop");
        sync = begin(&k);
        seen_expect_open(&k, "ORPHANS");
        assert_int_equal(k.app->orphans.found.n, 2);
        end(sync, &k);
        assert_int_equal(unlink(LEASES), 0);
    }
}

static void a_failure_that_may_be_a_success_keeps_it(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 1);
    acknowledge(&k, sync);
    kit_fail(&k, kit_open(&k, OP_ACK, NULL), ERR_API, 502, -1, "bad gateway");
    run(sync, &k);
    place_expect_no_part(LEASES, "drop");
    end(sync, &k);
    place_expect_part(LEASES, "lease of m0");
}

/* While the screen stands the program can die as well. */
static void leases_that_come_to_a_frozen_screen_are_noted(void **state)
{
    struct request *r;
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    kit_press(&k, "1 Enter");
    r = kit_pull(&k);
    kit_press(&k, "Z");
    kit_messages(&k, r, 2, "m");
    assert_int_equal(k.app->messages.n_view, 0);
    run(sync, &k);
    place_expect_part(LEASES, "\"lease_id\":\"lease of m0\"");
    place_expect_part(LEASES, "\"lease_id\":\"lease of m1\"");
    kit_press(&k, "Z");
    assert_int_equal(k.app->messages.n_view, 2);
    assert_int_equal(seen_leases(&k), 2);
    acknowledge(&k, sync);
    kit_press(&k, "Z");
    answer_ack(&k, 1, 0);
    run(sync, &k);
    place_expect_part(LEASES, "{\"did\":\"drop\",\"lease_id\":\"lease of m0\"}\n");
    assert_int_equal(seen_leases(&k), 1);
    kit_press(&k, "Z");
    assert_int_equal(seen_leases(&k), 1);
    end(sync, &k);
}

static void answer_extend(struct kit *k, const char *former_id, const char *id)
{
    struct event *e = kit_event(k, kit_open(k, OP_EXTEND, NULL), EV_DONE);
    struct extend_result *x = e->u.extend = mem_new(1, sizeof(*x));

    x->items = arena_new(&x->arena, 1, sizeof(*x->items));
    x->items[x->n++] = (struct extended){.lease_id = id, .old_lease_id = former_id};
    kit_feed(k, e);
}

/* Whenever the program dies, the file has either the one or the other. */
static void the_new_id_of_a_lease_takes_the_place_of_the_old_in_one_record(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 1);
    kit_press(&k, "E");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "Enter");
    run(sync, &k);
    kit_press(&k, "Z");
    answer_extend(&k, "lease of m0", "new");
    run(sync, &k);
    place_expect_part(LEASES,
                      "{\"did\":\"take\",\"lease_id\":\"new\",\"instead_of\":\"lease of m0\",");
    place_expect_no_part(LEASES, "drop");
    end(sync, &k);
    sync = begin(&k);
    assert_int_equal(k.app->orphans.found.n, 1);
    assert_string_equal(k.app->orphans.found.items[0].lease_id, "new");
    end(sync, &k);
}

static void the_intent_is_in_the_journal_before_it_is_sent(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 1);
    run(sync, &k);
    assert_null(kit_open(&k, OP_ACK, NULL));
    acknowledge(&k, sync);
    assert_non_null(kit_open(&k, OP_ACK, NULL)); /* it is about to be sent */
    run(sync, &k);
    place_expect_part(JOURNAL, "\"stage\":\"intent\",\"op\":\"ack\",\"account_id\":\"acc\"");
    place_expect_part(JOURNAL, "\"lease_id\":\"lease of m0\"");
    place_expect_no_part(JOURNAL, "\"result\":\"acked\"");
    place_expect_mode(JOURNAL, 0600);
    answer_ack(&k, 1, 0);
    run(sync, &k);
    place_expect_part(JOURNAL, "\"lease_id\":\"lease of m0\",\"result\":\"acked\"");
    end(sync, &k);
}

static void what_is_deleted_is_saved_first(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 1);
    kit_press(&k, "A");
    kit_wait(&k, QUESTION_ARM_MS);
    app_key(k.app, (struct key){.code = K_CHAR, .ch = 'y'}, k.now);
    assert_null(app_take_request(k.app));
    run(sync, &k);
    place_expect_part(TRASH, "body of m0");
    place_expect_mode(TRASH, 0600);
    kit_take(&k);
    kit_expect_body(kit_open(&k, OP_ACK, NULL),
                    "{\"acks\":[{\"lease_id\":\"lease of m0\"}],\"retries\":[]}");
    end(sync, &k);
}

/* A file of which nobody holds the lock, with two leases of the account and one of another. */
static void leave_orphans(void)
{
    static const char line[] = "{\"did\":\"take\",\"lease_id\":\"%s\",\"account_id\":\"%s\","
                               "\"queue_id\":\"q0000\",\"taken_ms\":1794999990000,"
                               "\"deadline_ms\":%s}\n";
    FILE *f;

    mkdir("cfqtop", 0700);
    f = fopen("cfqtop/leases-2.jsonl", "we");
    assert_non_null(f);
    fprintf(f, line, "left0", "acc", "1795000060000");
    fprintf(f, line, "left1", "acc", "1795000060000");
    fprintf(f, line, "over", "acc", "1794999999000");
    fprintf(f, line, "other", "another", "1795000060000");
    assert_int_equal(fclose(f), 0);
}

static void leases_of_a_killed_run_can_be_given_back(void **state)
{
    char text[200];
    struct kit k;
    struct state_sync *sync;

    (void)state;
    leave_orphans();
    sync = begin(&k);
    seen_expect_open(&k, "ORPHANS");
    orphans_describe(k.app, text, sizeof(text));
    seen_expect_part(text, "Release 2 leases, held since ");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, "y");
    kit_expect_body(kit_open(&k, OP_ACK, "q0000"),
                    "{\"acks\":[],\"retries\":[{\"lease_id\":\"left0\",\"delay_seconds\":0},{"
                    "\"lease_id\":\"left1\",\"delay_seconds\":0}]}");
    answer_ack(&k, 0, 2);
    run(sync, &k);
    place_expect_part(LEASES, "{\"did\":\"drop\",\"lease_id\":\"left0\"}");
    place_expect_part(LEASES, "{\"did\":\"drop\",\"lease_id\":\"left1\"}");
    place_expect_no_part(LEASES, "{\"did\":\"drop\",\"lease_id\":\"other\"}");
    end(sync, &k);
    sync = begin(&k);
    seen_expect_open(&k, "");
    place_expect_part(LEASES, "\"other\""); /* for a start with its account */
    end(sync, &k);
}

static void what_was_not_given_back_stays_for_the_next_start(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 1);
    run(sync, &k);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    end(sync, &k); /* the server has not answered */
    place_expect_part(LEASES, "lease of m0");
    sync = begin(&k);
    seen_expect_open(&k, "ORPHANS");
    end(sync, &k);
}

static void what_was_given_back_does_not(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 1);
    run(sync, &k);
    kit_press(&k, "Q");
    app_leave(k.app, k.now);
    kit_take(&k);
    answer_ack(&k, 0, 1);
    end(sync, &k);
    place_expect_text(LEASES, "");
    sync = begin(&k);
    seen_expect_open(&k, "");
    end(sync, &k);
}

static void a_folder_that_cannot_be_had_is_said_once(void **state)
{
    struct kit k;
    struct state_sync *sync;

    (void)state;
    assert_int_equal(symlink("/tmp", "cfqtop"), 0);
    sync = begin(&k);
    assert_true(seen_is_error(&k));
    seen_expect_part(seen_said(&k), "cfqtop");
    pull(&k, 1);
    assert_false(seen_is_error(&k));
    run(sync, &k);
    assert_true(seen_is_error(&k)); /* of a lease: this one is lost if the program dies now */
    assert_int_equal(k.app->n_unsaved, 1);
    acknowledge(&k, sync);
    app_settle(k.app);
    assert_true(seen_is_error(&k)); /* that it was not deleted is another matter */
    assert_int_equal(kit_count(&k, OP_ACK), 0);
    end(sync, &k);
}

static void a_disk_that_is_full_is_said_once_and_deletes_nothing(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    pull(&k, 1);
    place_limit(0);
    run(sync, &k);
    assert_true(seen_is_error(&k));
    pull(&k, 1);
    assert_false(seen_is_error(&k));
    run(sync, &k);
    assert_false(seen_is_error(&k));
    acknowledge(&k, sync);
    assert_int_equal(kit_count(&k, OP_ACK), 0);
    assert_true(seen_is_error(&k));
    end(sync, &k);
}

/* Whatever is in the way is tried again, as long as it is there, and when it is gone. */
static void expect_unsaved_until(struct kit *k, struct state_sync *sync, void (*mend)(void))
{
    pull(k, 2);
    run(sync, k);
    assert_true(seen_is_error(k));
    assert_int_equal(k->app->n_unsaved, 2);
    kit_wait(k, 1000);
    kit_press(k, "j"); /* it is not said again, and stays in the header */
    for (int i = 0; i < 3; i++) {
        kit_wait(k, 1000);
        run(sync, k);
        assert_false(seen_is_error(k));
        assert_int_equal(k->app->n_unsaved, 2);
    }
    mend();
    kit_press(k, "Z"); /* time goes on for this */
    kit_wait(k, 999);
    run(sync, k);
    assert_int_equal(k->app->n_unsaved, 2);
    kit_wait(k, 1);
    run(sync, k);
    assert_int_equal(k->app->n_unsaved, 0);
    seen_expect_said(k, "the leases held are noted again");
    place_expect_part(LEASES, "lease of m0");
    place_expect_part(LEASES, "lease of m1");
}

static void take_folder_away(void)
{
    assert_int_equal(rmdir(LEASES), 0);
}

static void leases_are_noted_when_the_folder_in_the_way_is_gone(void **state)
{
    struct kit k;
    struct state_sync *sync;

    (void)state;
    assert_int_equal(mkdir("cfqtop", 0700), 0);
    assert_int_equal(mkdir(LEASES, 0700), 0);
    leave_orphans();
    sync = begin(&k);
    seen_expect_open(&k, "");
    expect_unsaved_until(&k, sync, take_folder_away);
    kit_press(&k, "Z");
    app_settle(k.app);
    seen_expect_open(&k, "ORPHANS"); /* what was to be read at the start is read now */
    end(sync, &k);
}

static void free_disk(void)
{
    place_limit(RLIM_INFINITY);
}

static void leases_are_noted_when_the_disk_has_room_again(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    place_limit(0);
    expect_unsaved_until(&k, sync, free_disk);
    end(sync, &k);
}

static void a_lease_that_ended_need_not_be_noted(void **state)
{
    struct kit k;
    struct state_sync *sync = begin(&k);

    (void)state;
    place_limit(0);
    pull(&k, 2);
    run(sync, &k);
    assert_int_equal(k.app->n_unsaved, 2);
    kit_wait(&k, 30000);
    run(sync, &k);
    assert_int_equal(k.app->n_unsaved, 0);
    end(sync, &k);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_start, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_pulled_lease_is_in_the_file_before_it_is_drawn),
        TEST(an_acknowledged_lease_leaves_it),
        TEST(leases_that_come_to_a_frozen_screen_are_noted),
        TEST(a_lease_stays_while_no_answer_came),
        TEST(a_failure_that_may_be_a_success_keeps_it),
        TEST(the_new_id_of_a_lease_takes_the_place_of_the_old_in_one_record),
        TEST(the_intent_is_in_the_journal_before_it_is_sent),
        TEST(what_is_deleted_is_saved_first),
        TEST(leases_of_a_killed_run_can_be_given_back),
        TEST(what_was_not_given_back_stays_for_the_next_start),
        TEST(what_was_given_back_does_not),
        TEST(a_folder_that_cannot_be_had_is_said_once),
        TEST(a_disk_that_is_full_is_said_once_and_deletes_nothing),
        TEST(leases_are_noted_when_the_folder_in_the_way_is_gone),
        TEST(leases_are_noted_when_the_disk_has_room_again),
        TEST(a_lease_that_ended_need_not_be_noted),
    };

    return cmocka_run_group_tests_name("effects: state sync", tests, NULL, NULL);
}
