/* What a list shows of a body, however little room there is. */
#include "base/memory/array.h"
#include "body/decode/decode.h"
#include "tests/unit/exactkit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *text;
    bool printed;
    const char *squeezed;
} cases[] = {
    {"{ \"a\" : [ 1 , 2 ] }", false, "{\"a\":[1,2]}"},
    {"{\"a b\": \"c  d\"}", false, "{\"a b\":\"c  d\"}"},
    {"{\"a\\\"  b\": 1}", false, "{\"a\\\"  b\":1}"},
    {"[true   false]", false, "[true false]"},
    {"a   b\n\tc", true, "a b c"},
    {"  a  b ", true, "a b"},
    {"a   b", false, "a   b"},
    {"  [1]  ", false, "[1]"},
    {"   ", false, "   "},
    {"", false, ""},
};

/* As much as there is room for, and not a byte more. */
static void what_is_squeezed_is_cut_where_the_room_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        for (size_t size = 0; size <= strlen(cases[i].squeezed) + 1; size++) {
            size_t len = strlen(cases[i].squeezed), want = len < size ? len : size;
            char *text = exact_copy(cases[i].text, strlen(cases[i].text));
            char out[100];

            memset(out, '#', sizeof(out));
            assert_int_equal(body_squeeze(out, size, text, strlen(cases[i].text), cases[i].printed),
                             want);
            assert_memory_equal(out, cases[i].squeezed, want);
            assert_int_equal(out[want], '#');
            free(text);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_squeezed_is_cut_where_the_room_ends),
    };

    return cmocka_run_group_tests_name("preview", tests, NULL, NULL);
}
