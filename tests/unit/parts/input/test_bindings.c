#include "base/memory/array.h"
#include "parts/input/bindings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int let_go(void **state)
{
    (void)state;
    bindings_use(NULL);
    return 0;
}

static enum action_id find(const char *key, enum where where)
{
    struct key k;

    assert_true(key_parse(key, &k));
    return action_find(k, where);
}

static void set(struct bindings *b, enum action_id id, const char *keys)
{
    struct error err = {.text = ""};

    if (!bindings_set(b, id, keys, &err))
        fail_msg("%s", err.text);
}

static void a_key_stands_for_what_it_was_given(void **state)
{
    struct bindings b = {.keys = {NULL}};
    struct error err;
    enum action_id id;
    char text[100];

    (void)state;
    set(&b, ACT_PULL, "F7 Alt-p");
    set(&b, ACT_DOWN, "  Ctrl-n \t n ");
    set(&b, ACT_SEARCH_NEXT, "j");
    set(&b, ACT_REDRAW, "none");
    assert_true(bindings_check(&b, &id, &err));
    bindings_use(&b);
    assert_int_equal(find("F7", IN_QUEUES), ACT_PULL);
    assert_int_equal(find("Alt-p", IN_MESSAGES), ACT_PULL);
    assert_int_equal(find("P", IN_QUEUES), ACT_NONE);
    assert_string_equal(action_keys(ACT_DOWN), "Ctrl-N n");
    assert_int_equal(find("n", IN_BODY), ACT_DOWN);
    assert_int_equal(find("j", IN_BODY), ACT_SEARCH_NEXT);
    assert_int_equal(find("j", IN_QUEUES), ACT_NONE);
    assert_int_equal(find("Ctrl-L", IN_QUEUES), ACT_NONE);
    assert_string_equal(ACTION_KEY(ACT_PULL), "F7");
    assert_string_equal(ACTION_KEY(ACT_REDRAW), "key.redraw");
    assert_string_equal(action_fill(text, sizeof(text), "{pull} pulls, {peek} peeks { } {nosuch}"),
                        "F7 pulls, p peeks { } {nosuch}");
    bindings_use(NULL);
    assert_int_equal(find("P", IN_QUEUES), ACT_PULL);
    assert_string_equal(ACTION_KEY(ACT_REDRAW), "Ctrl-L");
}

static void what_is_no_key_is_refused(void **state)
{
    static const struct {
        const char *keys, *why;
    } bad[] = {
        {"", "which key? none takes it away"},
        {"  ", "which key? none takes it away"},
        {"jj", "\"jj\" is no key: j, J, Ctrl-D, Alt-x, F5, Space, Tab, PgDn"},
        {"j Foo", "\"Foo\" is no key: j, J, Ctrl-D, Alt-x, F5, Space, Tab, PgDn"},
        {"none j", "\"none\" is no key: j, J, Ctrl-D, Alt-x, F5, Space, Tab, PgDn"},
        {"F13", "\"F13\" is no key: j, J, Ctrl-D, Alt-x, F5, Space, Tab, PgDn"},
    };
    struct bindings b = {.keys = {NULL}};
    struct error err;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_false(bindings_set(&b, ACT_DOWN, bad[i].keys, &err));
        assert_string_equal(err.text, bad[i].why);
        assert_null(b.keys[ACT_DOWN]);
    }
}

static void a_name_is_looked_up(void **state)
{
    struct error err;

    (void)state;
    assert_int_equal(bindings_find_action("page-down", &err), ACT_PAGE_DOWN);
    assert_int_equal(bindings_find_action("page-dwon", &err), ACT_NONE);
    assert_string_equal(err.text, "no key is called \"page-dwon\": did you mean key.page-down?");
    assert_int_equal(bindings_find_action("xyzzy", &err), ACT_NONE);
    assert_string_equal(err.text, "no key is called \"xyzzy\": README has their names");
    for (int i = 0; i < ACT_COUNT; i++)
        assert_int_equal(bindings_find_action(action_get((enum action_id)i)->name, &err), i);
}

static void expect_fault(enum action_id at, const char *keys, enum action_id other,
                         const char *others, const char *why)
{
    struct bindings b = {.keys = {NULL}};
    struct error err;
    enum action_id id;

    set(&b, at, keys);
    if (other != ACT_NONE)
        set(&b, other, others);
    assert_false(bindings_check(&b, &id, &err));
    assert_int_equal(id, at);
    assert_string_equal(err.text, why);
    bindings_free(&b);
}

static void no_key_stands_for_two_in_one_place(void **state)
{
    struct bindings b = {.keys = {NULL}};
    struct error err;
    enum action_id id;

    (void)state;
    expect_fault(ACT_PULL, "p", ACT_NONE, NULL,
                 "p is key.peek too (queues, messages): give that another, or none");
    expect_fault(ACT_PEEK, "P", ACT_NONE, NULL,
                 "P is key.pull too (queues, messages): give that another, or none");
    expect_fault(ACT_PULL, "F7", ACT_PEEK, "F8 F7",
                 "F7 is key.peek too (queues, messages): give that another, or none");
    /* In different places, or exchanged, they can be told apart. */
    set(&b, ACT_OPEN, "x");
    set(&b, ACT_PULL, "p");
    set(&b, ACT_PEEK, "P");
    assert_true(bindings_check(&b, &id, &err));
    bindings_free(&b);
    assert_true(bindings_check(&b, &id, &err)); /* as in actions.def */
}

static void two_keys_stay_where_they_are(void **state)
{
    (void)state;
    expect_fault(ACT_CANCEL, "F7", ACT_NONE, NULL,
                 "Ctrl-C always cancels: it stays with key.cancel");
    expect_fault(ACT_CANCEL, "none", ACT_NONE, NULL,
                 "Ctrl-C always cancels: it stays with key.cancel");
    expect_fault(ACT_QUIT, "Q Ctrl-C", ACT_NONE, NULL,
                 "Ctrl-C always cancels: it stays with key.cancel");
    expect_fault(ACT_QUIT, "Q Esc", ACT_NONE, NULL,
                 "Esc always goes back: it stays with key.escape");
    expect_fault(ACT_ESCAPE, "F7", ACT_NONE, NULL,
                 "Esc always goes back: it stays with key.escape");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_key_stands_for_what_it_was_given, let_go),
        cmocka_unit_test(what_is_no_key_is_refused),
        cmocka_unit_test(a_name_is_looked_up),
        cmocka_unit_test(no_key_stands_for_two_in_one_place),
        cmocka_unit_test(two_keys_stay_where_they_are),
    };

    return cmocka_run_group_tests_name("bindings", tests, NULL, NULL);
}
