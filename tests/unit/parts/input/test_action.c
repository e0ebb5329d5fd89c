#include "parts/input/action.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The next name of *keys; false at the end. */
static bool next_name(const char **keys, char out[16])
{
    size_t n = strcspn(*keys, " ");

    assert_true(n < 16);
    snprintf(out, 16, "%.*s", (int)n, *keys);
    *keys += n + strspn(*keys + n, " ");
    return n > 0;
}

static const struct action *get(int i)
{
    return action_get((enum action_id)i);
}

static void every_row_is_whole(void **state)
{
    (void)state;
    for (int i = 0; i < ACT_COUNT; i++) {
        assert_true(get(i)->name[0] != '\0');
        assert_true(!get(i)->help || get(i)->help[0] != '\0');
        assert_true(get(i)->keys[0] != '\0');
        assert_int_not_equal(get(i)->where, 0);
        assert_int_equal(get(i)->where & ~IN_ALL, 0);
        assert_int_equal(get(i)->flags & ~(IS_WRITE | TAKES_COUNT), 0);
    }
}

static void names_are_not_used_twice(void **state)
{
    (void)state;
    for (int i = 0; i < ACT_COUNT; i++)
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(get(i)->name, get(k)->name);
            if (get(i)->help && get(k)->help && (get(i)->where & get(k)->where))
                assert_string_not_equal(get(i)->help, get(k)->help);
        }
}

/* Told together: so they are in the same places, and of those that change the server each has a
 * text of its own, for the menu of F9. */
static void what_is_told_by_another_is_like_it(void **state)
{
    (void)state;
    assert_int_equal(action_teller(ACT_SORT_NEXT), ACT_SORT_PREV);
    assert_int_equal(action_teller(ACT_PANE_3), ACT_PANE_1);
    assert_int_equal(action_teller(ACT_PULL), ACT_PULL);
    for (int i = 0; i < ACT_COUNT; i++) {
        enum action_id teller = action_teller((enum action_id)i);

        assert_int_equal(get(i)->where, action_get(teller)->where);
        assert_true(get(i)->help || !(get(i)->flags & IS_WRITE));
    }
}

static void keys_are_told_together(void **state)
{
    struct keys_text keys;

    (void)state;
    assert_string_equal(action_told_keys(ACT_GRAPH_LEFT, &keys), "h l Left Right");
    assert_string_equal(action_told_keys(ACT_SORT, &keys), "s I F6");
    assert_string_equal(action_told_keys(ACT_PANE_1, &keys), "1 2 3 Alt-1 Alt-2 Alt-3");
    assert_string_equal(action_told_keys(ACT_PULL, &keys), "P");
}

/* One style for all tables: a phrase, that begins with a small letter. */
static void texts_begin_small(void **state)
{
    (void)state;
    for (int i = 0; i < ACT_COUNT; i++)
        if (get(i)->help)
            assert_false(get(i)->help[0] >= 'A' && get(i)->help[0] <= 'Z');
}

static void every_key_has_a_name_that_reads_back(void **state)
{
    (void)state;
    for (int i = 0; i < ACT_COUNT; i++) {
        const char *keys = get(i)->keys;
        char name[16], again[16];
        struct key key;

        while (next_name(&keys, name)) {
            assert_true(key_parse(name, &key));
            assert_string_equal(key_print(key, again), name);
        }
    }
}

/* Which also says that no key is bound twice in a pane: the first action would be found. */
static void every_key_finds_its_action_where_it_is_bound(void **state)
{
    (void)state;
    for (int i = 0; i < ACT_COUNT; i++) {
        const char *keys = get(i)->keys;
        char name[16];
        struct key key;

        while (next_name(&keys, name)) {
            assert_true(key_parse(name, &key));
            for (int where = 1; where <= IN_ALL; where *= 2)
                if (get(i)->where & where)
                    assert_int_equal(action_find(key, (enum where)where), i);
        }
    }
}

static void what_changes_the_server_is_upper_case(void **state)
{
    int writes = 0;

    (void)state;
    for (int i = 0; i < ACT_COUNT; i++) {
        const char *keys = get(i)->keys;
        char name[16];

        if (!(get(i)->flags & IS_WRITE))
            continue;
        writes++;
        while (next_name(&keys, name))
            assert_true(strlen(name) == 1 && name[0] >= 'A' && name[0] <= 'Z');
    }
    assert_true(writes > 0);
    assert_true(get(ACT_PULL)->flags & IS_WRITE);
}

/* A key typed for one pane must not write in another. */
static void unknown_keys_find_nothing(void **state)
{
    static const char *const names[] = {"F12", "é", "Ctrl-J", "Del", "Ctrl-Up"};
    struct key key;

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_true(key_parse(names[i], &key));
        assert_int_equal(action_find(key, IN_QUEUES), ACT_NONE);
    }
    assert_true(key_parse("P", &key));
    assert_int_equal(action_find(key, IN_BODY), ACT_NONE);
    assert_int_equal(action_find((struct key){.code = K_NONE}, IN_QUEUES), ACT_NONE);
}

static void the_first_key_is_named(void **state)
{
    char out[16];

    (void)state;
    assert_string_equal(action_first_key(ACT_HELP, out), "?");
    assert_string_equal(action_first_key(ACT_OPEN, out), "Enter");
    assert_string_equal(action_first_key(ACT_PREV_PANE, out), "Shift-Tab");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(names_are_not_used_twice),
        cmocka_unit_test(what_is_told_by_another_is_like_it),
        cmocka_unit_test(keys_are_told_together),
        cmocka_unit_test(texts_begin_small),
        cmocka_unit_test(every_key_has_a_name_that_reads_back),
        cmocka_unit_test(every_key_finds_its_action_where_it_is_bound),
        cmocka_unit_test(what_changes_the_server_is_upper_case),
        cmocka_unit_test(unknown_keys_find_nothing),
        cmocka_unit_test(the_first_key_is_named),
    };

    return cmocka_run_group_tests_name("action", tests, NULL, NULL);
}
