#include "ui/term/glyph.h"

#include "base/array.h"
#include "base/dtext.h"

#include <langinfo.h>
#include <string.h>

static const struct {
    const char *utf8;
    const char *ascii;
} spellings[] = {
    [GLYPH_RULE] = {"─", "-"},         [GLYPH_RULE_HEAVY] = {"━", "="},
    [GLYPH_VERTICAL] = {"│", "|"},     [GLYPH_TOP_LEFT] = {"┌", "+"},
    [GLYPH_TOP_RIGHT] = {"┐", "+"},    [GLYPH_BOTTOM_LEFT] = {"└", "+"},
    [GLYPH_BOTTOM_RIGHT] = {"┘", "+"}, [GLYPH_SPARK_1] = {"▁", "_"},
    [GLYPH_SPARK_2] = {"▂", "."},      [GLYPH_SPARK_3] = {"▃", ":"},
    [GLYPH_SPARK_4] = {"▄", "-"},      [GLYPH_SPARK_5] = {"▅", "="},
    [GLYPH_SPARK_6] = {"▆", "+"},      [GLYPH_SPARK_7] = {"▇", "*"},
    [GLYPH_SPARK_8] = {"█", "#"},      [GLYPH_ELLIPSIS] = {"…", "~"},
    [GLYPH_RIGHT] = {"→", ">"},        [GLYPH_LEFT] = {"←", "<"},
    [GLYPH_UP] = {"↑", "^"},           [GLYPH_DOWN] = {"↓", "v"},
    [GLYPH_BOTH] = {"↔", "="},         [GLYPH_DOT] = {"●", "*"},
    [GLYPH_CIRCLE] = {"○", "o"},       [GLYPH_RISING] = {"▲", "^"},
    [GLYPH_FALLING] = {"▼", "v"},      [GLYPH_CROSS] = {"✖", "x"},
    [GLYPH_CHECK] = {"✔", "+"},        [GLYPH_GAP] = {"·", "."},
    [GLYPH_MARKER] = {">", ">"},       [GLYPH_MARKED] = {"*", "*"},
    [GLYPH_FOLDED] = {"▸", "+"},       [GLYPH_FOLD] = {"›", ">"},
    [GLYPH_WRAP] = {"↪", "\\"},        [GLYPH_CURVE] = {"~", "~"},
    [GLYPH_BANG] = {"!", "!"},
};
_Static_assert(ARRAY_LEN(spellings) == GLYPH_COUNT, "every sign has its spellings");

static bool use_ascii = true;

void glyph_start(bool ascii)
{
    use_ascii = ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    dtext_set_ascii(use_ascii);
}

const char *glyph(enum glyph g)
{
    return use_ascii ? spellings[g].ascii : spellings[g].utf8;
}

enum glyph glyph_spark(double value, double max)
{
    double step;

    if (!(value >= 0)) /* a NaN is unknown too */
        return GLYPH_GAP;
    step = max > 0 ? value / max * 8 : 0;
    if (step >= 7)
        return GLYPH_SPARK_8;
    return (enum glyph)(GLYPH_SPARK_1 + (int)step);
}
