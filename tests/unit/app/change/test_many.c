/* A frame, a question and what follows grow no faster than the number of messages. */
#include "app/blocker.h"
#include "app/change/targets.h"
#include "app/change/trash.h"
#include "base/memory/array.h"

#include "tests/unit/changekit.h"
#include "tests/unit/workkit.h"

enum { FEW = 1000, MANY = 10 * FEW };
enum step { MARK, RANGE, FRAME, ASK, SEND, ANSWER, COME_AGAIN, STEP_COUNT };

/* The comparisons of each step. */
struct work {
    size_t of[STEP_COUNT];
};

/* What drawing a frame asks of each row, and of all. */
static void look(const struct kit *k)
{
    const struct app *app = k->app;
    size_t marked = 0;

    app_settle(k->app);
    for (size_t i = 0; i < app->messages.n_view; i++) {
        outcomes_find(&app->changes.outcomes, app->messages.view[i]->message);
        marked += marks_has_row(&app->marks, &app->messages, i);
    }
    assert_int_equal(marked, marks_count(&app->marks, &app->messages));
    for (int id = 0; id < ACT_COUNT; id++)
        blocker_find(app, (enum action_id)id);
}

/* Each with what the server says of every message. */
static void answer_ack(struct kit *k, const struct request *r)
{
    struct event *e = changekit_ack_event(k, -1, -1, NULL);
    struct ack_result *a = e->u.ack;

    a->warnings = arena_new(&a->arena, r->call.n_handles, sizeof(*a->warnings));
    for (; a->n_warnings < r->call.n_handles; a->n_warnings++)
        a->warnings[a->n_warnings] =
            (struct warning){r->call.handles[a->n_warnings].id, "too late"};
    kit_feed(k, e);
}

static void answer_extend(struct kit *k, const struct request *r)
{
    struct event *e = kit_event(k, r, EV_DONE);
    struct extend_result *x = e->u.extend = mem_new(1, sizeof(*x));

    x->items = arena_new(&x->arena, r->call.n_handles, sizeof(*x->items));
    for (; x->n < r->call.n_handles; x->n++) {
        const char *old = r->call.handles[x->n].id;
        char new[80];
        int len = snprintf(new, sizeof(new), "new %s", old);

        x->items[x->n] = (struct extended){.lease_id = arena_copy(&x->arena, new, (size_t)len),
                                           .old_lease_id = old};
    }
    kit_feed(k, e);
}

static void answer_all(struct kit *k)
{
    const struct request *r;

    while (kit_open(k, OP_PURGE_MESSAGES, NULL))
        changekit_answer_purge(k, 0, NULL);
    while ((r = kit_open(k, OP_ACK, NULL)) != NULL)
        answer_ack(k, r);
    while ((r = kit_open(k, OP_EXTEND, NULL)) != NULL)
        answer_extend(k, r);
}

/* n peeked and n pulled messages, all marked: the question of key, yes, and all that follows. */
static struct work do_all(const char *key, const char *yes, size_t n)
{
    struct work w;
    struct kit k;

    changekit_open_with(&k, n, n);
    work_take();
    kit_press(&k, "G v g");
    look(&k);
    w.of[RANGE] = work_take();
    kit_press(&k, "v");
    w.of[MARK] = work_take();
    look(&k);
    w.of[FRAME] = work_take();
    kit_press(&k, key);
    kit_wait(&k, QUESTION_ARM_MS);
    w.of[ASK] = work_take();
    kit_type(&k, yes, false);
    assert_int_equal(k.app->mode, MODE_PANES);
    w.of[SEND] = work_take();
    answer_all(&k);
    look(&k);
    w.of[ANSWER] = work_take();
    kit_messages(&k, kit_pull(&k), n, "m");
    look(&k);
    w.of[COME_AGAIN] = work_take();
    kit_free(&k);
    return w;
}

static void the_work_grows_no_faster_than_the_number(void **state)
{
    static const struct {
        const char *key, *few, *many;
    } rows[] = {{"A", "2000\n", "20000\n"}, {"R", "1000\n", "10000\n"}, {"E", "60s\n", "60s\n"}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct work few = do_all(rows[i].key, rows[i].few, FEW);
        struct work many = do_all(rows[i].key, rows[i].many, MANY);

        for (int step = 0; step < STEP_COUNT; step++)
            if (!work_is_linear(few.of[step], many.of[step], 2000))
                fail_msg("%s, step %d: %zu comparisons for %d messages, %zu for %d", rows[i].key,
                         step, few.of[step], FEW, many.of[step], MANY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_work_grows_no_faster_than_the_number),
    };

    return cmocka_run_group_tests_name("many", tests, NULL, NULL);
}
