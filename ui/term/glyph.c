#include "ui/term/glyph.h"

#include "base/array.h"
#include "base/dtext.h"

#include <langinfo.h>
#include <string.h>

static const struct {
    const char *utf8;
    const char *ascii;
} spellings[] = {
#define GLYPH(id, utf8, ascii) {utf8, ascii},
#include "ui/term/glyphs.def"
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
