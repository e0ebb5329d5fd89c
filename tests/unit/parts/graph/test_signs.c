#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/glyph.h"
#include "base/text/utf8.h"
#include "parts/graph/signs.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void check_sign(uint32_t sign)
{
    struct dtext text;
    char bytes[5] = "";

    utf8_write(bytes, sign);
    dtext_make(&text, bytes, strlen(bytes), 0, 10, DTEXT_LINE);
    assert_string_equal(text.s, bytes);
    assert_int_equal(text.cols, 1);
}

static void every_sign_is_one_column_wide(void **state)
{
    static const enum graph_signs all[] = {GRAPH_BRAILLE, GRAPH_BLOCKS, GRAPH_ASCII};

    (void)state;
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        glyph_start(all[i] == GRAPH_ASCII);
        for (int sign = 0; sign < GRAPH_SIGN_COUNT; sign++)
            check_sign(graph_sign(all[i], (enum graph_sign)sign));
        for (int parts = 1; parts <= graph_signs_parts(all[i]); parts++)
            check_sign(graph_sign_fill(all[i], parts));
        for (int level = 1; level <= GRAPH_ROW_PARTS; level++)
            check_sign(graph_sign_level(all[i], level));
    }
    glyph_start(false);
    for (int dots = 1; dots < 25; dots++)
        check_sign(graph_sign_dots(dots / 5, dots % 5));
}

static void they_are_what_the_terminal_can(void **state)
{
    static const struct {
        const char *locale, *term;
        bool ascii;
        enum graph_wish wish;
        enum graph_signs signs;
    } cases[] = {
        {"C.UTF-8", "xterm", false, GRAPH_WISH_AUTO, GRAPH_BRAILLE},
        {"C.UTF-8", "xterm", false, GRAPH_WISH_BLOCKS, GRAPH_BLOCKS},
        {"C.UTF-8", "xterm", false, GRAPH_WISH_ASCII, GRAPH_ASCII},
        {"C.UTF-8", "xterm", true, GRAPH_WISH_BRAILLE, GRAPH_ASCII},
        {"C", "xterm", false, GRAPH_WISH_BLOCKS, GRAPH_ASCII},
        {"C.UTF-8", "linux", false, GRAPH_WISH_AUTO, GRAPH_ASCII},
        {"C.UTF-8", "linux-16color", false, GRAPH_WISH_AUTO, GRAPH_ASCII},
        {"C.UTF-8", "linuxish", false, GRAPH_WISH_AUTO, GRAPH_BRAILLE},
        {"C.UTF-8", "linux", false, GRAPH_WISH_BRAILLE, GRAPH_BRAILLE},
        {"C.UTF-8", "linux", false, GRAPH_WISH_BLOCKS, GRAPH_BLOCKS},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_non_null(setlocale(LC_CTYPE, cases[i].locale));
        setenv("TERM", cases[i].term, 1);
        glyph_start(cases[i].ascii);
        assert_int_equal(graph_signs_choose(cases[i].wish), cases[i].signs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sign_is_one_column_wide),
        cmocka_unit_test(they_are_what_the_terminal_can),
    };

    return cmocka_run_group_tests_name("signs", tests, NULL, NULL);
}
