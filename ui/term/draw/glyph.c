#include "ui/term/draw/glyph.h"

#include "base/memory/array.h"
#include "base/text/dtext.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *utf8;
    const char *ascii;
} spellings[] = {
#define GLYPH(id, utf8, ascii) {utf8, ascii},
#include "ui/term/draw/glyphs.def"
};
_Static_assert(ARRAY_LEN(spellings) == GLYPH_COUNT, "every sign has its spellings");

static bool use_ascii = true;
static bool is_plain = true; /* the locale knows ASCII alone, or nothing else is wanted */
static enum graph_wish graph_wish;

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

void glyph_set_graph(enum graph_wish wish)
{
    graph_wish = wish;
}

enum graph_signs glyph_graph_signs(void)
{
    static const enum graph_signs signs[] = {[GRAPH_WISH_AUTO] = GRAPH_BRAILLE,
                                             [GRAPH_WISH_BRAILLE] = GRAPH_BRAILLE,
                                             [GRAPH_WISH_BLOCKS] = GRAPH_BLOCKS,
                                             [GRAPH_WISH_ASCII] = GRAPH_ASCII};
    _Static_assert(ARRAY_LEN(signs) == GRAPH_WISH_COUNT, "every wish has its signs");

    if (is_plain || (graph_wish == GRAPH_WISH_AUTO && use_ascii))
        return GRAPH_ASCII;
    return signs[graph_wish];
}
