/* Questions, key by key: what says yes, what cancels, what leaves them open. */
#include "parts/input/question.h"

#include "base/memory/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#define NO_FIELD FIELD_KINDS

enum { N_MANY = 3 };

/* Each way of saying yes, with each kind of field that goes with it. */
static const struct asks {
    enum question_yes yes;
    size_t n;
    enum question_field field;
    const char *text;
} kinds[] = {
    {YES_BY_Y, 1, NO_FIELD, NULL},          {YES_BY_Y, 1, FIELD_DELAY, "0s"},
    {YES_BY_COUNT, N_MANY, NO_FIELD, NULL}, {YES_BY_COUNT, N_MANY, FIELD_DELAY, "0s"},
    {YES_BY_ENTER, 1, NO_FIELD, NULL},      {YES_BY_ENTER, 1, FIELD_LEASE, "30s"},
    {YES_BY_ENTER, 1, FIELD_FILE, "name"},  {YES_BY_ENTER, 1, FIELD_COMMAND, ""},
};

enum { KINDS = ARRAY_LEN(kinds) };

struct asked {
    struct question q;
    struct prompt p;
    int64_t now;
};

static void ask(struct asked *a, const struct asks *kind)
{
    *a = (struct asked){.q = {.yes = kind->yes, .n = kind->n, .does = "deletes"}, .now = 1000};
    question_start(&a->q, &a->p, a->now);
    if (kind->field != NO_FIELD)
        question_add_field(&a->q, &a->p, kind->field, kind->text);
    a->now += QUESTION_ARM_MS;
}

/* A field that takes any letter. */
static bool takes_text(const struct asks *kind)
{
    return kind->yes == YES_BY_ENTER && kind->field != NO_FIELD;
}

static enum question_result press_one(struct asked *a, struct key key)
{
    return question_key(&a->q, &a->p, key, a->now);
}

static struct key find_key(const char *name, size_t n)
{
    struct key key;
    char text[16];

    snprintf(text, sizeof(text), "%.*s", (int)n, name);
    assert_true(key_parse(text, &key));
    return key;
}

/* Key names separated by blanks; what the last of them meant. */
static enum question_result press(struct asked *a, const char *names)
{
    enum question_result result = QUESTION_OPEN;

    while (*names) {
        size_t len = strcspn(names, " ");

        assert_int_equal(result, QUESTION_OPEN);
        result = press_one(a, find_key(names, len));
        names += len + strspn(names + len, " ");
    }
    return result;
}

static enum question_result ask_and_press(size_t n, bool delay, const char *names)
{
    struct asked a;

    ask(&a, &(struct asks){question_ask_for(n), n, delay ? FIELD_DELAY : NO_FIELD, "0s"});
    return press(&a, names);
}

static void one_thing_wants_y(void **state)
{
    (void)state;
    assert_int_equal(ask_and_press(1, false, "y"), QUESTION_YES);
    assert_int_equal(ask_and_press(1, false, "Enter"), QUESTION_CANCEL);
    assert_int_equal(ask_and_press(1, false, "1"), QUESTION_OPEN);
    assert_int_equal(ask_and_press(1, false, "1 Enter"), QUESTION_CANCEL);
    assert_int_equal(ask_and_press(1, true, "y"), QUESTION_YES);
    assert_int_equal(ask_and_press(1, true, "Enter"), QUESTION_CANCEL);
}

static void more_want_their_number(void **state)
{
    static const char *const no[] = {"y", "1 Enter", "3 Enter", "2 2 Enter", "0 2 Backspace Enter"};

    (void)state;
    assert_int_equal(ask_and_press(2, false, "2 Enter"), QUESTION_YES);
    assert_int_equal(ask_and_press(12, false, "1 2 Enter"), QUESTION_YES);
    assert_int_equal(ask_and_press(2, false, "Enter"), QUESTION_CANCEL);
    for (size_t i = 0; i < ARRAY_LEN(no); i++)
        assert_int_equal(ask_and_press(2, false, no[i]), QUESTION_OPEN);
}

static void a_wrong_number_is_said(void **state)
{
    struct asked a;

    (void)state;
    ask(&a, &(struct asks){YES_BY_COUNT, 3, NO_FIELD, NULL});
    assert_int_equal(press(&a, "2 Enter"), QUESTION_OPEN);
    assert_string_equal(a.p.error, "not done: type 3, then Enter; Esc cancels");
    assert_int_equal(press(&a, "Enter Enter Enter Enter"), QUESTION_OPEN);
    assert_int_equal(press(&a, "Backspace 3 Enter"), QUESTION_YES);
}

/* What a key of each class means to a question that hears it. */
static enum question_result judge(const struct asks *kind, struct key key)
{
    bool letter = key.code == K_CHAR && !key.ctrl && key.ch > ' ' && key.ch < 0x7f;

    if (key.code == K_ESC || (key.code == K_CHAR && key.ctrl && key.ch == 'c'))
        return QUESTION_CANCEL;
    if (key.code == K_ENTER)
        return kind->yes == YES_BY_ENTER ? QUESTION_YES : QUESTION_CANCEL;
    if (letter && strchr("nNqQ", (int)key.ch) && !takes_text(kind))
        return QUESTION_CANCEL;
    return letter && key.ch == 'y' && kind->yes == YES_BY_Y ? QUESTION_YES : QUESTION_OPEN;
}

typedef void judge_fn(const struct asks *kind, struct key key);

static void for_every_key(judge_fn *fn, bool pasted)
{
    for (size_t i = 0; i < KINDS; i++)
        for (int ctrl = 0; ctrl < 2; ctrl++)
            for (int code = K_NONE; code <= K_F12; code++)
                for (uint32_t ch = 0; ch < (code == K_CHAR ? 0x180 : 1); ch++)
                    fn(&kinds[i],
                       (struct key){
                           .code = (enum key_code)code, .ch = ch, .ctrl = ctrl, .pasted = pasted});
}

static void expect_meaning(const struct asks *kind, struct key key)
{
    struct asked a;

    ask(&a, kind);
    assert_int_equal(press_one(&a, key), judge(kind, key));
}

static void every_key_means_the_same_to_every_question(void **state)
{
    (void)state;
    for_every_key(expect_meaning, false);
}

/* Typed a millisecond too early. */
static void expect_too_early(const struct asks *kind, struct key key)
{
    enum question_result meant = judge(kind, key);
    bool leaves = takes_text(kind) && meant == QUESTION_CANCEL;
    struct prompt before;
    struct asked a;

    ask(&a, kind);
    a.now--;
    before = a.p;
    assert_false(question_is_armed(&a.q, a.now));
    assert_int_equal(press_one(&a, key), leaves ? QUESTION_CANCEL : QUESTION_OPEN);
    a.now++;
    assert_true(question_is_armed(&a.q, a.now));
    if (takes_text(kind))
        return;
    assert_memory_equal(&before, &a.p, sizeof(before));
    assert_int_equal(press_one(&a, find_key("Enter", 5)),
                     judge(kind, (struct key){.code = K_ENTER}));
}

static void keys_typed_ahead_answer_nothing(void **state)
{
    (void)state;
    for_every_key(expect_too_early, false);
}

static void expect_no_answer(const struct asks *kind, struct key key)
{
    struct prompt before;
    struct asked a;

    ask(&a, kind);
    before = a.p;
    assert_int_equal(press_one(&a, key), QUESTION_OPEN);
    if (!takes_text(kind))
        assert_memory_equal(&before, &a.p, sizeof(before));
}

static void a_paste_answers_nothing(void **state)
{
    (void)state;
    for_every_key(expect_no_answer, true);
}

static void text_is_typed_and_pasted_into_fields_at_once(void **state)
{
    struct asked a;

    (void)state;
    ask(&a, &(struct asks){YES_BY_ENTER, 1, FIELD_FILE, ""});
    a.now -= QUESTION_ARM_MS;
    press(&a, "n y q");
    press_one(&a, (struct key){.code = K_CHAR, .ch = 'Q', .pasted = true});
    assert_string_equal(a.p.fields[0].text, "nyqQ");
}

static void the_delay_comes_along(void **state)
{
    static const struct asks one = {YES_BY_Y, 1, FIELD_DELAY, "0s"};
    static const struct asks two = {YES_BY_COUNT, 2, FIELD_DELAY, "0s"};
    struct asked a;

    (void)state;
    ask(&a, &one);
    assert_int_equal(press(&a, "y"), QUESTION_YES);
    assert_int_equal(a.q.values[FIELD_DELAY], 0);
    ask(&a, &one);
    assert_int_equal(press(&a, "3 0 s Enter"), QUESTION_OPEN); /* neither cancels nor does it */
    assert_string_equal(a.p.error, "not done: y deletes, Esc cancels");
    assert_int_equal(press(&a, "y"), QUESTION_YES);
    assert_int_equal(a.q.values[FIELD_DELAY], 30000);
    ask(&a, &two);
    assert_int_equal(press(&a, "2 Tab 2 4 h Enter"), QUESTION_YES);
    assert_int_equal(a.q.values[FIELD_DELAY], 86400000);
    ask(&a, &two);
    assert_int_equal(press(&a, "Tab 5 m Tab 2 Enter"), QUESTION_YES);
    assert_int_equal(a.q.values[FIELD_DELAY], 300000);
}

/* Whoever types a delay and Enter is still heard: no digit goes elsewhere, and nothing is done. */
static void one_that_begins_in_its_field(void **state)
{
    struct asked a = {.q = {.yes = YES_BY_Y, .n = 1, .does = "retries", .in_field = true}};
    char keys[80];

    (void)state;
    question_start(&a.q, &a.p, -QUESTION_ARM_MS);
    question_add_field(&a.q, &a.p, FIELD_DELAY, "0s");
    question_print_keys(&a.q, &a.p, keys, sizeof(keys));
    assert_string_equal(keys, "y retries   Esc cancels");
    assert_int_equal(press(&a, "Enter"), QUESTION_OPEN);
    assert_string_equal(a.p.error, "not done: y retries, Esc cancels");
    assert_int_equal(press(&a, "6 0 s Enter Enter y"), QUESTION_YES);
    assert_int_equal(a.q.values[FIELD_DELAY], 60000);
    a = (struct asked){.q = {.yes = YES_BY_COUNT, .n = 2, .does = "retries", .in_field = true}};
    question_start(&a.q, &a.p, -QUESTION_ARM_MS);
    question_add_field(&a.q, &a.p, FIELD_DELAY, "0s");
    assert_int_equal(press(&a, "Enter 3 0 s Enter"), QUESTION_OPEN); /* a delay, by its unit */
    assert_string_equal(a.p.fields[0].text, "");
    assert_string_equal(a.p.fields[1].text, "30s");
    assert_string_equal(a.p.error, "not done: type 2, then Enter; Esc cancels");
    assert_int_equal(press(&a, "2 Enter"), QUESTION_YES);
    assert_int_equal(a.q.values[FIELD_DELAY], 30000);
}

static void values_that_are_none_are_refused(void **state)
{
    static const struct {
        struct asks kind;
        const char *keys, *error;
    } bad[] = {
        {{YES_BY_Y, 1, FIELD_DELAY, "0s"}, "1 5 0 0 m s y", "delay: 0s to 24h in whole seconds"},
        {{YES_BY_Y, 1, FIELD_DELAY, "0s"}, "2 5 h y", "delay: 0s to 24h in whole seconds"},
        {{YES_BY_Y, 1, FIELD_DELAY, "0s"}, "3 0 y", "delay: 0s to 24h in whole seconds"},
        {{YES_BY_Y, 1, FIELD_DELAY, "0s"}, "Ctrl-U y", "delay: 0s to 24h in whole seconds"},
        {{YES_BY_ENTER, 1, FIELD_LEASE, "30s"}, "1 3 h Enter", "lease: 1s to 12h"},
        {{YES_BY_ENTER, 1, FIELD_LEASE, "30s"}, "0 s Enter", "lease: 1s to 12h"},
        {{YES_BY_ENTER, 1, FIELD_MESSAGES, "10"}, "0 Enter", "messages: a number from 1 to 100"},
        {{YES_BY_ENTER, 1, FIELD_MESSAGES, "10"}, "1 0 1 Enter", "messages: a number from 1 to"},
        {{YES_BY_ENTER, 1, FIELD_FILE, "f"}, "Space Enter", "the file needs a name"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct asked a;

        ask(&a, &bad[i].kind);
        assert_int_equal(press(&a, bad[i].keys), QUESTION_OPEN);
        assert_non_null(strstr(a.p.error, bad[i].error));
    }
}

static void the_keys_that_answer_are_named(void **state)
{
    static const char *const says[KINDS] = {
        "y deletes   Enter or Esc cancels",
        "y deletes   Enter or Esc cancels",
        "3 and Enter deletes   Enter alone or Esc cancels",
        "3 and Enter deletes   Enter alone or Esc cancels",
        "Enter deletes   Esc cancels",
        "Enter deletes   Esc cancels",
        "Enter deletes   Esc cancels",
        "Enter deletes   Esc cancels",
    };
    struct asked a;
    char text[100];

    (void)state;
    for (size_t i = 0; i < KINDS; i++) {
        ask(&a, &kinds[i]);
        question_print_keys(&a.q, &a.p, text, sizeof(text));
        assert_string_equal(text, says[i]);
    }
    question_add_field(&a.q, &a.p, FIELD_LEASE, "30s");
    question_print_keys(&a.q, &a.p, text, sizeof(text));
    assert_string_equal(text, "Enter deletes   Tab next field   Esc cancels");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thing_wants_y),
        cmocka_unit_test(more_want_their_number),
        cmocka_unit_test(a_wrong_number_is_said),
        cmocka_unit_test(every_key_means_the_same_to_every_question),
        cmocka_unit_test(keys_typed_ahead_answer_nothing),
        cmocka_unit_test(a_paste_answers_nothing),
        cmocka_unit_test(text_is_typed_and_pasted_into_fields_at_once),
        cmocka_unit_test(the_delay_comes_along),
        cmocka_unit_test(one_that_begins_in_its_field),
        cmocka_unit_test(values_that_are_none_are_refused),
        cmocka_unit_test(the_keys_that_answer_are_named),
    };

    return cmocka_run_group_tests_name("question", tests, NULL, NULL);
}
