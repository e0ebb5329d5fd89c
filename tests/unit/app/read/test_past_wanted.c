/* What the screen is about is asked for as it rests, within a part of the limit. */
#include "tests/unit/app/read/pastaskkit.h"

static void an_answer_about_another_queue_is_dropped(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1}, other = {"q0000", 5, 0, -1};
    struct kit k;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    answer(&k, &none, 1);
    answer(&k, &none, 1);
    kit_wait(&k, 1000);
    kit_press(&k, "j");
    answer(&k, &other, 1);
    assert_null(past_find(k.app));
    kit_wait(&k, 1000);
    assert_string_equal(question(&k)->call.queue_ids[0], "q0001");
    kit_free(&k);
}

static void a_hand_on_the_arrow_key_asks_nothing(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    struct kit k;
    size_t before;

    (void)state;
    start(&k, 40);
    answer_limits(&k);
    run(&k, 5000, &none);
    before = kit_count(&k, OP_HISTORY);
    for (int i = 0; i < 30; i++) {
        kit_press(&k, "j");
        kit_wait(&k, 200);
    }
    assert_int_equal(kit_count(&k, OP_HISTORY), before);
    kit_free(&k);
}

static void it_keeps_to_its_part_of_the_limit(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    struct kit k;
    size_t before;

    (void)state;
    start(&k, 40);
    answer_limits(&k);
    run(&k, 5000, &none);
    before = kit_count(&k, OP_HISTORY);
    for (int i = 0; i < 300; i++) { /* 5 minutes, a queue a second */
        kit_press(&k, i / 30 % 2 ? "k" : "j");
        run(&k, 1000, &none);
    }
    assert_in_range(kit_count(&k, OP_HISTORY) - before, 100, 150);
    kit_free(&k);
}

static void nothing_is_asked_while_the_screen_stands(void **state)
{
    static const struct slope none = {"nobody", 0, 0, -1};
    struct kit k;
    size_t before;

    (void)state;
    start(&k, 3);
    answer_limits(&k);
    run(&k, 5000, &none);
    kit_press(&k, "Z");
    before = kit_count(&k, OP_HISTORY);
    for (int i = 0; i < 100; i++)
        kit_wait(&k, 2000);
    assert_int_equal(kit_count(&k, OP_HISTORY), before);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_about_another_queue_is_dropped),
        cmocka_unit_test(a_hand_on_the_arrow_key_asks_nothing),
        cmocka_unit_test(it_keeps_to_its_part_of_the_limit),
        cmocka_unit_test(nothing_is_asked_while_the_screen_stands),
    };

    return cmocka_run_group_tests_name("past wanted", tests, NULL, NULL);
}
