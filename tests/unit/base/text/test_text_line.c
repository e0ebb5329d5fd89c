#include "base/text/text_line.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void pieces_stand_one_behind_the_other(void **state)
{
    char text[40] = "something";
    struct text_line l = text_line(text, sizeof(text));

    (void)state;
    assert_string_equal(text, "");
    text_line_join(&l, ", ", "%d", 1); /* nothing before it */
    text_line_join(&l, ", ", "%s", "two");
    text_line_add(&l, "%s", "");
    text_line_add(&l, "!");
    assert_string_equal(text, "1, two!");
    assert_int_equal(l.len, strlen(text));
    assert_false(l.cut);

    l = text_line_behind(text, sizeof(text));
    text_line_join(&l, " > ", "more");
    assert_string_equal(text, "1, two! > more");
}

/* Whatever the size, as many bytes as there is room for, and never one of the next array: it is as
 * large as it has to be for the sanitizer to see. */
static void what_has_no_room_is_cut(void **state)
{
    static const char whole[] = "one, two, three and four";

    (void)state;
    for (size_t size = 1; size < sizeof(whole) + 3; size++) {
        char *text = malloc(size);
        struct text_line l = text_line(text, size);

        text_line_join(&l, ", ", "one");
        text_line_join(&l, ", ", "two");
        text_line_join(&l, ", ", "three");
        text_line_add(&l, " and %s", "four");
        assert_int_equal(strlen(text), size < sizeof(whole) ? size - 1 : sizeof(whole) - 1);
        assert_memory_equal(text, whole, strlen(text));
        assert_int_equal(l.len, strlen(text));
        assert_int_equal(l.cut, size < sizeof(whole));
        free(text);
    }
}

/* A line that was cut does not go on in the middle of something else. */
static void nothing_is_added_behind_a_cut(void **state)
{
    char text[8];
    struct text_line l = text_line(text, sizeof(text));

    (void)state;
    text_line_add(&l, "12345é€");
    assert_true(l.cut);
    assert_string_equal(text, "12345é");
    text_line_add(&l, "x");
    assert_string_equal(text, "12345é");

    l = text_line(text, sizeof(text));
    text_line_add(&l, "123456€"); /* no half of a character is left */
    assert_string_equal(text, "123456");
    text_line_add(&l, "7");
    text_line_join(&l, ", ", "8");
    assert_string_equal(text, "123456");
    assert_int_equal(l.len, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_stand_one_behind_the_other),
        cmocka_unit_test(what_has_no_room_is_cut),
        cmocka_unit_test(nothing_is_added_behind_a_cut),
    };

    return cmocka_run_group_tests_name("text_line", tests, NULL, NULL);
}
