/* What groups are called where there is little room. */
#include "app/show/group/group_name.h"

#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/glyph.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <locale.h>

static const char *const errors[] = {
    "TypeError: Cannot read properties of undefined (reading 'id')",
    "TypeError: Cannot read properties of null (reading 'toFixed')",
    "fetch failed: 504 from api.payments.example/v2",
    "RangeError: no",
};

static void what_others_begin_with_as_well_is_counted(void **state)
{
    static const char *const texts[] = {"ab cd", "ab ce", "ab", "x", "\xc3\xa4", "\xc3\xb6"};
    size_t shared[ARRAY_LEN(texts)];

    (void)state;
    group_name_compare(texts, shared, ARRAY_LEN(texts));
    assert_int_equal(shared[0], 4);
    assert_int_equal(shared[1], 4);
    assert_int_equal(shared[2], 2);
    assert_int_equal(shared[3], 0);
    assert_int_equal(shared[4], 0); /* not half a character */
    group_name_compare(texts, shared, 0);
}

static void expect(int i, int cols, const char *want)
{
    size_t shared[ARRAY_LEN(errors)];
    char out[GROUP_NAME_BYTES];

    group_name_compare(errors, shared, ARRAY_LEN(errors));
    assert_string_equal(group_name_cut(out, errors[i], shared[i], cols), want);
}

static void the_shared_beginning_is_cut_out(void **state)
{
    (void)state;
    expect(0, 61, errors[0]);
    expect(0, 60, "TypeError: … read properties of undefined (reading 'id')");
    expect(0, 37, "TypeError: … undefined (reading 'id')");
    expect(1, 37, "TypeError: … null (reading 'toFixed')");
    /* The end goes, what tells them apart stays. */
    expect(0, 30, "TypeError: … undefined (reading 'id')");
    expect(0, 17, "… undefined (reading 'id')");
    expect(1, 17, "… null (reading 'toFixed')");
    expect(3, 30, "RangeError: no");
}

static void others_are_cut_in_the_middle(void **state)
{
    char out[GROUP_NAME_BYTES];

    (void)state;
    expect(2, 38, "fetch failed: 504 from api.p…xample/v2");
    assert_string_equal(group_name_cut(out, "日本語日本語日本語", 0, 9), "日本語…語");
    assert_string_equal(group_name_cut(out, "abcdef", 0, 1), "abcdef");
    assert_string_equal(group_name_cut(out, "", 0, 0), "");
    /* The beginning as far as others share it is worth more than the end. */
    assert_string_equal(group_name_cut(out, "aaaaaaaaaaaab", 11, 8), "… ab");
}

static void of_a_shape_whole_members_stay(void **state)
{
    static const char *const shapes[] = {
        "{currency: string, customer: null, id: number}",
        "{currency: string, customer: {id: number}, id: number}",
        "v8 {id: number, when: string, and: so, on: string}",
        "{currency: number}",
    };
    size_t shared[ARRAY_LEN(shapes)];
    char out[GROUP_NAME_BYTES];

    (void)state;
    group_name_compare(shapes, shared, ARRAY_LEN(shapes));
    assert_string_equal(group_name_cut_shape(out, shapes[0], shared[0], 46), shapes[0]);
    assert_string_equal(group_name_cut_shape(out, shapes[0], shared[0], 30),
                        "{… customer: null, id: number}");
    assert_string_equal(group_name_cut_shape(out, shapes[1], shared[1], 20),
                        "{… customer: {id: number}, id: number}");
    assert_string_equal(group_name_cut_shape(out, shapes[2], shared[2], 20), shapes[2]);
    assert_string_equal(group_name_cut_shape(out, "text: a b c d", 9, 8), "text: a b c d");
}

static void without_utf8_the_sign_is_another(void **state)
{
    (void)state;
    glyph_start(true);
    expect(0, 37, "TypeError: ~ undefined (reading 'id')");
    glyph_start(false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_others_begin_with_as_well_is_counted),
        cmocka_unit_test(the_shared_beginning_is_cut_out),
        cmocka_unit_test(others_are_cut_in_the_middle),
        cmocka_unit_test(of_a_shape_whole_members_stay),
        cmocka_unit_test(without_utf8_the_sign_is_another),
    };

    assert_non_null(setlocale(LC_ALL, "C.UTF-8"));
    glyph_start(false);
    return cmocka_run_group_tests_name("group name", tests, NULL, NULL);
}
