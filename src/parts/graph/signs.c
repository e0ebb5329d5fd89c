#include "parts/graph/signs.h"

#include "base/memory/array.h"
#include "base/text/glyph.h"

enum { DOTS = 4, EIGHTHS = 8, HALVES = 2, BRAILLE = 0x2800, LOWEST_BLOCK = 0x2581 };

enum graph_signs graph_signs_choose(enum graph_wish wish)
{
    static const enum graph_signs signs[] = {[GRAPH_WISH_AUTO] = GRAPH_BRAILLE,
                                             [GRAPH_WISH_BRAILLE] = GRAPH_BRAILLE,
                                             [GRAPH_WISH_BLOCKS] = GRAPH_BLOCKS,
                                             [GRAPH_WISH_ASCII] = GRAPH_ASCII};
    _Static_assert(ARRAY_LEN(signs) == GRAPH_WISH_COUNT, "every wish has its signs");

    if (glyph_is_plain() || (wish == GRAPH_WISH_AUTO && glyph_is_ascii()))
        return GRAPH_ASCII;
    return signs[wish];
}

uint32_t graph_sign(enum graph_signs signs, enum graph_sign sign)
{
    static const uint32_t spellings[][2] = {
#define SIGN(id, unicode, ascii) {unicode, ascii},
#include "parts/graph/signs.def"
    };
    _Static_assert(ARRAY_LEN(spellings) == GRAPH_SIGN_COUNT, "every sign has its spellings");

    return spellings[sign][signs == GRAPH_ASCII];
}

int graph_signs_parts(enum graph_signs signs)
{
    return signs == GRAPH_BRAILLE ? DOTS : signs == GRAPH_BLOCKS ? EIGHTHS : HALVES;
}

uint32_t graph_sign_dots(int left, int right)
{
    static const uint32_t lefts[] = {0x00, 0x40, 0x44, 0x46, 0x47};
    static const uint32_t rights[] = {0x00, 0x80, 0xa0, 0xb0, 0xb8};

    return BRAILLE | lefts[left] | rights[right];
}

uint32_t graph_sign_fill(enum graph_signs signs, int parts)
{
    switch (signs) {
    case GRAPH_BRAILLE: return graph_sign_dots(parts, parts);
    case GRAPH_BLOCKS: return LOWEST_BLOCK + (uint32_t)parts - 1;
    case GRAPH_ASCII: break;
    }
    return parts == HALVES ? '#' : ':';
}

uint32_t graph_sign_level(enum graph_signs signs, int level)
{
    static const char ramp[GRAPH_ROW_PARTS + 1] = ":-=+*#@";

    if (signs == GRAPH_ASCII)
        return (uint32_t)ramp[level - 1];
    return LOWEST_BLOCK + (uint32_t)level - 1;
}
