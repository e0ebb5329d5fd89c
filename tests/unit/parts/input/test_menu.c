#include "base/memory/array.h"
#include "parts/input/menu.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct menu make(void)
{
    struct menu m;

    menu_start(&m, "Fruit");
    menu_add(&m, (struct menu_row){'a', "apple", "", false});
    menu_add(&m, (struct menu_row){'b', "banana", "yellow", false});
    menu_add(&m, (struct menu_row){'c', "cherry", "", false});
    return m;
}

static enum menu_result press(struct menu *m, const char *name)
{
    struct key key;

    assert_true(key_parse(name, &key));
    return menu_key(m, key);
}

static void a_letter_chooses_at_once(void **state)
{
    struct menu m = make();

    (void)state;
    assert_int_equal(press(&m, "b"), MENU_CHOSEN);
    assert_int_equal(m.list.selected, 1);
    assert_int_equal(press(&m, "x"), MENU_OPEN);
    assert_int_equal(press(&m, "B"), MENU_OPEN);
    assert_int_equal(press(&m, "Ctrl-B"), MENU_OPEN);
}

static void arrows_move_and_enter_chooses(void **state)
{
    static const struct {
        const char *key;
        size_t selected;
    } moves[] = {{"Down", 2}, {"Down", 2}, {"k", 1}, {"Up", 0},   {"Up", 0},  {"j", 1},
                 {"End", 2},  {"g", 0},    {"G", 2}, {"Home", 0}, {"PgDn", 2}};
    struct menu m = make();

    (void)state;
    menu_select(&m, 1);
    for (size_t i = 0; i < ARRAY_LEN(moves); i++) {
        assert_int_equal(press(&m, moves[i].key), MENU_OPEN);
        assert_int_equal(m.list.selected, moves[i].selected);
    }
    assert_int_equal(press(&m, "Enter"), MENU_CHOSEN);
    assert_int_equal(m.list.selected, 2);
}

static void esc_q_and_ctrl_c_leave(void **state)
{
    struct menu m = make();

    (void)state;
    assert_int_equal(press(&m, "Esc"), MENU_CANCELLED);
    assert_int_equal(press(&m, "q"), MENU_CANCELLED);
    assert_int_equal(press(&m, "Ctrl-C"), MENU_CANCELLED);
}

static void pasted_keys_choose_nothing(void **state)
{
    struct menu m = make();

    (void)state;
    assert_int_equal(menu_key(&m, (struct key){.code = K_ENTER, .pasted = true}), MENU_OPEN);
    assert_int_equal(menu_key(&m, (struct key){.code = K_CHAR, .ch = 'b', .pasted = true}),
                     MENU_OPEN);
    assert_int_equal(m.list.selected, 0);
}

static void a_full_menu_takes_no_more(void **state)
{
    struct menu m;

    (void)state;
    menu_start(&m, "");
    for (int i = 0; i < MENU_ROWS + 3; i++)
        menu_add(&m, (struct menu_row){'x', "", "", false});
    assert_int_equal(m.list.n, MENU_ROWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_letter_chooses_at_once),
        cmocka_unit_test(arrows_move_and_enter_chooses),
        cmocka_unit_test(esc_q_and_ctrl_c_leave),
        cmocka_unit_test(pasted_keys_choose_nothing),
        cmocka_unit_test(a_full_menu_takes_no_more),
    };

    return cmocka_run_group_tests_name("menu", tests, NULL, NULL);
}
