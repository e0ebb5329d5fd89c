#include "base/text/glyph.h"

#include "base/memory/array.h"
#include "base/text/dtext.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    const char *utf8;
    const char *ascii;
} spellings[] = {
#define GLYPH(id, utf8, ascii) {#id, utf8, ascii},
#include "base/text/glyphs.def"
};
_Static_assert(ARRAY_LEN(spellings) == GLYPH_COUNT, "every sign has its spellings");

static bool use_ascii = true;
static bool is_plain = true; /* the locale knows ASCII alone, or nothing else is wanted */

static bool is_console(void)
{
    const char *term = getenv("TERM");

    return term && (!strcmp(term, "linux") || !strncmp(term, "linux-", strlen("linux-")));
}

void glyph_start(bool ascii)
{
    is_plain = ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
    use_ascii = is_plain || is_console();
    dtext_set_ascii(is_plain);
}

const char *glyph(enum glyph g)
{
    return use_ascii ? spellings[g].ascii : spellings[g].utf8;
}

enum glyph glyph_find(const char *name, size_t n)
{
    int g = 0;

    while (g < GLYPH_COUNT &&
           (strlen(spellings[g].name) != n || memcmp(spellings[g].name, name, n) != 0))
        g++;
    return (enum glyph)g;
}

bool glyph_is_ascii(void)
{
    return use_ascii;
}

bool glyph_is_plain(void)
{
    return is_plain;
}
