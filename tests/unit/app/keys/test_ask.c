/* Every question of the program, by the same keys. */
#include "base/memory/array.h"
#include "tests/unit/changekit.h"

static void open_orphans(struct kit *k)
{
    struct lease_orphans *found;

    kit_start(k, kit_config());
    found = &k->app->orphans.found;
    found->n = 1;
    found->items = arena_new(&found->arena, 1, sizeof(*found->items));
    found->items[0] = (struct kept_lease){.account_id = "acc",
                                          .queue_id = "q0000",
                                          .lease_id = "lease",
                                          .deadline_wall_ms = k->now.wall_ms + 30000};
    app_settle(k->app);
}

static void open_quit(struct kit *k)
{
    changekit_open_with(k, 0, 2);
    kit_type(k, ":quit\n", false);
}

static void open_pull(struct kit *k)
{
    kit_ready(k, 1);
    kit_press(k, "P");
}

static void open_extend(struct kit *k)
{
    changekit_open_with(k, 0, 1);
    kit_press(k, "E");
}

static void open_ack(struct kit *k)
{
    changekit_open_with(k, 1, 0);
    kit_press(k, "A");
}

static void open_ack_of_many(struct kit *k)
{
    changekit_open_with(k, 0, 3);
    changekit_mark_all(k);
    kit_press(k, "A");
}

static void open_retry(struct kit *k)
{
    changekit_open_with(k, 0, 1);
    kit_press(k, "R");
}

static void open_long_copy(struct kit *k)
{
    struct request *r;
    struct batch *b;
    char *body = mem_new(COPY_BYTES_MAX + 1, 1);

    kit_ready(k, 1);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, 1, "m");
    memset(body, 'x', COPY_BYTES_MAX + 1);
    b->items[0].body = arena_copy(&b->arena, body, COPY_BYTES_MAX + 1);
    b->items[0].body_len = COPY_BYTES_MAX + 1;
    kit_batch(k, r, b);
    free(body);
    kit_press(k, "y b");
}

static void open_export(struct kit *k)
{
    changekit_open_with(k, 1, 0);
    kit_press(k, "Ctrl-S");
}

static void open_pipe(struct kit *k)
{
    changekit_open_with(k, 1, 0);
    kit_press(k, "|");
    kit_type(k, "cat", false);
}

/* All that a yes can set in motion. */
static bool has_acted(const struct kit *k)
{
    return changekit_count_writes(k) || kit_open(k, OP_PULL, NULL) || kit_count(k, OP_EXTEND) ||
           seen_has_left(k) || k->app->copy.effect == COPY_TO_FILE || k->app->export.wanted ||
           k->app->pipe.wanted;
}

static const struct question_case {
    void (*open)(struct kit *k);
    enum mode mode;
    const char *yes;
    const char *cancelled; /* NULL: as everywhere */
    bool takes_text;
} cases[] = {
    {open_pull, MODE_PULL, "\n", NULL, true},
    {open_extend, MODE_EXTEND, "\n", NULL, true},
    {open_ack, MODE_CHANGE, "y", NULL, false},
    {open_ack_of_many, MODE_CHANGE, "3\n", NULL, false},
    {open_retry, MODE_CHANGE, "y", NULL, false},
    {open_quit, MODE_QUIT, "y", NULL, false},
    {open_orphans, MODE_ORPHANS, "y", "leases kept: cfqtop release gives them back", false},
    {open_long_copy, MODE_COPY_FILE, "y", NULL, false},
    {open_export, MODE_EXPORT, "\n", NULL, true},
    {open_pipe, MODE_PIPE, "\n", NULL, true},
};

enum { CASES = ARRAY_LEN(cases) };

static void start(struct kit *k, const struct question_case *c)
{
    c->open(k);
    assert_int_equal(k->app->mode, c->mode);
    assert_false(has_acted(k));
}

static void yes_acts_once_it_can_have_been_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        struct kit k;

        start(&k, &cases[i]);
        kit_wait(&k, QUESTION_ARM_MS - 1);
        kit_type(&k, cases[i].yes, false);
        assert_false(has_acted(&k));
        assert_int_equal(k.app->mode, cases[i].mode);
        assert_int_equal(app_next_due(k.app), k.now.mono_ms + 1);
        k.app->dirty = false;
        kit_wait(&k, 1);
        assert_true(k.app->dirty); /* the keys are shown */
        kit_type(&k, cases[i].yes, false);
        assert_true(has_acted(&k));
        kit_free(&k);
    }
}

static void a_pasted_yes_does_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        struct kit k;

        start(&k, &cases[i]);
        kit_wait(&k, QUESTION_ARM_MS);
        kit_type(&k, cases[i].yes, true);
        assert_false(has_acted(&k));
        assert_int_equal(k.app->mode, cases[i].mode);
        kit_free(&k);
    }
}

static void expect_cancelled(const struct question_case *c, const char *key)
{
    struct kit k;

    start(&k, c);
    kit_wait(&k, QUESTION_ARM_MS);
    kit_press(&k, key);
    seen_expect_open(&k, "");
    changekit_expect_status(&k, c->cancelled ? c->cancelled : "cancelled: nothing was done");
    assert_false(has_acted(&k));
    kit_free(&k);
}

/* Enter as well, where it is not what says yes. */
static void each_is_cancelled_by_the_same_keys(void **state)
{
    static const char *const keys[] = {"Esc", "Ctrl-C", "n", "N", "q", "Q", "Enter"};

    (void)state;
    for (size_t i = 0; i < CASES; i++)
        for (size_t j = 0; j < (cases[i].takes_text ? 2 : ARRAY_LEN(keys)); j++)
            if (cases[i].open != open_retry || strcmp(keys[j], "Enter") != 0)
                expect_cancelled(&cases[i], keys[j]); /* R begins in its field, not on Cancel */
}

static void any_other_key_leaves_it_open(void **state)
{
    static const char *const keys[] = {"F5", "PgDn", "Ctrl-G", "Down", "Y", "j", "Space", ":"};

    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        struct kit k;

        start(&k, &cases[i]);
        kit_wait(&k, QUESTION_ARM_MS);
        for (size_t j = 0; j < ARRAY_LEN(keys); j++)
            kit_press(&k, keys[j]);
        assert_int_equal(k.app->mode, cases[i].mode);
        assert_false(has_acted(&k));
        kit_free(&k);
    }
}

/* The clock of the screen stands, that of the question goes on. */
static void frozen_they_are_answered_all_the_same(void **state)
{
    static const struct {
        const char *typed, *yes;
    } frozen[] = {{":quit\n", "y"}, {"|cat", "\n"}, {":export\n", "\n"}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(frozen); i++) {
        struct kit k;

        changekit_open_with(&k, 1, 2);
        kit_press(&k, "Z");
        kit_wait(&k, 5000);
        kit_type(&k, frozen[i].typed, false);
        kit_wait(&k, QUESTION_ARM_MS - 1);
        kit_type(&k, frozen[i].yes, false);
        assert_false(has_acted(&k));
        assert_int_equal(app_next_due(k.app), k.now.mono_ms + 1);
        k.app->dirty = false;
        kit_wait(&k, 1);
        assert_true(k.app->dirty);
        kit_type(&k, frozen[i].yes, false);
        assert_true(has_acted(&k));
        kit_free(&k);
    }
}

/* Whoever changes the server is told why not, instead of being asked. */
static void frozen_nothing_is_asked_about_the_server(void **state)
{
    static const char *const keys[] = {"P", "E", "R", "A"};
    struct kit k;

    (void)state;
    changekit_open_with(&k, 1, 2);
    kit_press(&k, "Z");
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        kit_press(&k, keys[i]);
        seen_expect_open(&k, "");
        changekit_expect_status(&k, "frozen: nothing is read or changed until Z goes on");
    }
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yes_acts_once_it_can_have_been_read),
        cmocka_unit_test(a_pasted_yes_does_not),
        cmocka_unit_test(each_is_cancelled_by_the_same_keys),
        cmocka_unit_test(any_other_key_leaves_it_open),
        cmocka_unit_test(frozen_they_are_answered_all_the_same),
        cmocka_unit_test(frozen_nothing_is_asked_about_the_server),
    };

    return cmocka_run_group_tests_name("app: questions", tests, NULL, NULL);
}
