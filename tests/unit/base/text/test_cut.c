/* Text cut at its front and in its middle, with a sign for what is cut. */
#include "base/text/cut.h"

#include "base/text/glyph.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_end_is_kept_from_where_it_tells(void **state)
{
    struct dtext out;

    (void)state;
    assert_string_equal(cut_front(&out, "{\"type\":\"paid\",\"id\":", 30, "", ",{"),
                        "{\"type\":\"paid\",\"id\":");
    assert_string_equal(cut_front(&out, "{\"type\":\"paid\",\"id\":", 15, "", ",{"), "…\"id\":");
    assert_int_equal(out.cols, 6);
    assert_string_equal(cut_front(&out, "{\"type\":\"paid\",\"id\":", 6, "", ",{"), "…\"id\":");
    assert_string_equal(cut_front(&out, "{\"type\":\"paid\",\"id\":", 4, "", ",{"), "…d\":");
    assert_string_equal(cut_front(&out, ".order.lines[2].sku", 10, ".[", ""), "…[2].sku");
    assert_string_equal(cut_front(&out, ".order.lines[2].sku", 8, ".[", ""), "…[2].sku");
    assert_string_equal(cut_front(&out, ".order.lines[2].sku", 7, ".[", ""), "….sku");
    assert_string_equal(cut_front(&out, ".abcdef", 3, ".[", ""), "…ef");
    assert_string_equal(cut_front(&out, ".abcdef", 0, ".[", ""), "");
}

static void both_ends_of_a_name_are_kept(void **state)
{
    struct dtext out;

    (void)state;
    assert_string_equal(cut_middle(&out, "prod-search-index", 17), "prod-search-index");
    assert_string_equal(cut_middle(&out, "prod-search-index", 16), "prod-sea…h-index");
    assert_int_equal(out.cols, 16);
    assert_string_equal(cut_middle(&out, "prod-search-index", 5), "pr…ex");
    assert_string_equal(cut_middle(&out, "prod-search-index", 1), "…");
    assert_string_equal(cut_middle(&out, "", 5), "");
}

/* Nothing of it is longer than its columns, whatever it is made of. */
static void it_never_takes_more(void **state)
{
    static const char *const texts[] = {"漢字漢字漢字漢字", "a\x1b[31mb\xff\xff\xff\xffzz",
                                        "été, à la carte, ÿ", ",,,,,,,,,,,,"};
    struct dtext out, again;

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        for (int cols = 0; cols < 20; cols++) {
            cut_front(&out, texts[i], cols, "", ",");
            dtext_make(&again, out.s, strlen(out.s), 0, DTEXT_COLS, DTEXT_CELL);
            assert_true(again.cols <= cols);
            cut_middle(&out, texts[i], cols);
            dtext_make(&again, out.s, strlen(out.s), 0, DTEXT_COLS, DTEXT_CELL);
            assert_true(again.cols <= cols);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_is_kept_from_where_it_tells),
        cmocka_unit_test(both_ends_of_a_name_are_kept),
        cmocka_unit_test(it_never_takes_more),
    };

    setlocale(LC_CTYPE, "C.UTF-8");
    glyph_start(false);
    return cmocka_run_group_tests_name("cut", tests, NULL, NULL);
}
