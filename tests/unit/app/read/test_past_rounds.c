/* How often all queues are asked about, and what is asked again after a silence. */
#include "base/memory/array.h"
#include "tests/unit/app/read/pastaskkit.h"

static const struct slope none = {"nobody", 0, 0, -1};

/* The first question of a round about what was done of late. */
static bool begins_round(const struct request *r)
{
    const struct call *c = &r->call;

    return c->history.parts == (HISTORY_PART(HISTORY_BACKLOG) | HISTORY_PART(HISTORY_OPERATIONS)) &&
           (!c->n_queue_ids || !strcmp(c->queue_ids[0], "q0000"));
}

/* Answers, each after a while, until the next round begins. */
static void run_to_round(struct kit *k)
{
    for (int i = 0; i < 4000; i++) {
        if (question(k) && begins_round(question(k)))
            return;
        kit_wait(k, 100);
        if (question(k) && !begins_round(question(k)))
            answer(k, &none, 1);
        if (kit_open(k, OP_QUEUES, NULL))
            kit_list(k, seen_queues(k));
    }
    fail_msg("no round begins");
}

static void the_more_questions_a_round_has_the_later_is_the_next(void **state)
{
    static const struct {
        size_t queues;
        int64_t ms;
    } cases[] = {{3, 60000}, {4999, 60000}, {6001, 78000}, {7501, 96000}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t began;
        struct kit k;

        start(&k, cases[i].queues);
        answer_limits(&k);
        began = k.now.mono_ms;
        for (int round = 0; round < 3; round++) {
            run_to_round(&k);
            assert_int_equal(k.now.mono_ms - began, round * cases[i].ms);
            kit_wait(&k, 1000);
            answer(&k, &none, 1);
        }
        kit_free(&k);
    }
}

static bool asks_for_hour(const struct kit *k)
{
    return question(k) &&
           question(k)->call.history.end_ms - question(k)->call.history.start_ms == 64 * minute_ms;
}

/* What the analytics said of the time between is not asked for by the rounds. */
static void after_a_long_silence_the_hour_is_asked_for_again(void **state)
{
    static const struct {
        int64_t silent_ms;
        bool again;
    } cases[] = {{60000, false}, {900000, false}, {900001, true}, {7200000, true}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t end;
        struct kit k;

        start(&k, 3);
        answer_limits(&k);
        assert_true(begins_round(question(&k)));
        answer(&k, &none, 1);
        end = k.now.mono_ms + cases[i].silent_ms;
        assert_true(asks_for_hour(&k));
        answer(&k, &none, 1);
        for (run_to_round(&k); end - k.now.mono_ms > minute_ms; run_to_round(&k)) {
            kit_fail(&k, question(&k), ERR_NETWORK, 0, -1, "no route to host");
            kit_wait(&k, 30000);
        }
        kit_wait(&k, end - k.now.mono_ms);
        answer(&k, &none, 1);
        assert_int_equal(asks_for_hour(&k), cases[i].again);
        kit_free(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_more_questions_a_round_has_the_later_is_the_next),
        cmocka_unit_test(after_a_long_silence_the_hour_is_asked_for_again),
    };

    return cmocka_run_group_tests_name("past rounds", tests, NULL, NULL);
}
