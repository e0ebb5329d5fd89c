#include "body/decode/chain.h"

#include "base/array.h"
#include "base/dtext.h"
#include "base/format.h"
#include "base/mem.h"
#include "base/text_line.h"
#include "body/decode/inflate.h"
#include "body/decode/magic.h"
#include "body/decode/text.h"
#include "body/json/json.h"
#include "body/value/guess.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Shorter text is no evidence that bytes were deflated: few bytes inflate to something by chance.
 */
enum { LEAST_TEXT = 16 };

void chain_add(struct body *b, const char *fmt, ...)
{
    struct text_line l = text_line_behind(b->chain, sizeof b->chain);
    char step[sizeof b->chain];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(step, sizeof step, fmt, ap);
    va_end(ap);
    text_line_join(&l, dtext_is_ascii() ? " > " : " → ", "%s", step);
}

static void replace_bytes(struct body *b, struct buf *bytes)
{
    free(b->bytes);
    b->len = bytes->len;
    b->bytes = buf_take(bytes);
}

/* What one packing made of the bytes. */
struct unpacked {
    enum packing packing;
    enum inflate_end end;
    size_t behind;
    struct buf out;
};

/* How layers are looked for. */
struct search {
    size_t most;
    bool marked_only;
    bool cut; /* of the bytes, only the beginning is here */
    bool (*accept)(const struct unpacked *u);
};

/* zlib and deflate: what came out speaks for itself. */
static bool is_certain(const struct unpacked *u)
{
    bool ended = u->end == INFLATE_WHOLE || u->end == INFLATE_FULL;

    if (u->packing == PACKING_ZLIB)
        return ended || u->end == INFLATE_BEHIND;
    if (u->packing == PACKING_DEFLATE)
        return ended && u->out.len >= LEAST_TEXT &&
               text_is_readable(u->out.bytes, u->out.len, true);
    return true;
}

/* The same where only the beginning was looked at. */
static bool is_likely(const struct unpacked *u)
{
    if (u->packing == PACKING_GZIP || u->packing == PACKING_ZSTD)
        return u->out.len || u->end == INFLATE_WHOLE;
    return u->end != INFLATE_BROKEN && u->end != INFLATE_DICTIONARY && u->out.len >= LEAST_TEXT &&
           text_is_readable(u->out.bytes, u->out.len, true);
}

static bool try_packing(const struct body *b, enum packing p, const struct search *how,
                        struct unpacked *u)
{
    size_t limit = inflate_limit(b->len);

    *u = (struct unpacked){.packing = p};
    buf_init(&u->out, how->most < limit ? how->most : limit);
    u->end = inflate_bytes(p, b->bytes, b->len, &u->out, &u->behind);
    if (u->end == INFLATE_FULL && how->most < limit)
        u->end = INFLATE_WHOLE; /* as much as was wished for */
    if (how->accept(u))
        return true;
    buf_free(&u->out);
    return false;
}

static bool find_layer(const struct body *b, const struct search *how, struct unpacked *u)
{
    enum packing marked = packing_find(b->bytes, b->len);

    if (marked != PACKING_NONE)
        return try_packing(b, marked, how, u);
    if (how->marked_only || text_is_readable(b->bytes, b->len, how->cut))
        return false;
    for (enum packing p = PACKING_ZLIB; p <= PACKING_DEFLATE; p++)
        if (packing_may_be(p, b->bytes, b->len) && try_packing(b, p, how, u))
            return true;
    return false;
}

static void add_bomb(struct body *b, const struct unpacked *u)
{
    struct format from;

    format_bytes(&from, (int64_t)b->len);
    if (u->out.cap == INFLATE_MAX)
        chain_add(b, "%s bomb: more than %d MB from %s, not inflated", packing_name(u->packing),
                  INFLATE_MAX / 1000000, from.s);
    else
        chain_add(b, "%s bomb: more than %d times its %s, not inflated", packing_name(u->packing),
                  INFLATE_RATIO, from.s);
}

/* Names the layer, and what is wrong with it. */
static void add_layer(struct body *b, const struct unpacked *u)
{
    static const char *const faults[] = {
        [INFLATE_WHOLE] = "",
        [INFLATE_BEHIND] = "",
        [INFLATE_CUT] = " (cut short)",
        [INFLATE_BROKEN] = " (broken)",
        [INFLATE_DICTIONARY] = " (needs a dictionary)",
        [INFLATE_FULL] = "",
    };
    _Static_assert(ARRAY_LEN(faults) == INFLATE_COUNT, "what is wrong, for each end");
    struct format f;

    if (u->end == INFLATE_BEHIND)
        chain_add(b, "%s (%s after it left out)", packing_name(u->packing),
                  format_bytes(&f, (int64_t)u->behind));
    else
        chain_add(b, "%s%s", packing_name(u->packing), faults[u->end]);
}

enum outcome { LAYER_NONE, LAYER_TAKEN, LAYER_KEPT /* named, but the bytes stay packed */ };

static enum outcome unpack(struct body *b, const struct chain_wish *wish)
{
    struct search how = {.most = wish->most, .marked_only = wish->cautious, .accept = is_certain};
    struct unpacked u;
    enum outcome outcome = LAYER_KEPT;

    if (!find_layer(b, &how, &u))
        return LAYER_NONE;
    if (wish->cautious && u.end != INFLATE_WHOLE && u.end != INFLATE_FULL) {
        outcome = LAYER_NONE;
    } else if (u.end == INFLATE_FULL) {
        add_bomb(b, &u);
    } else {
        add_layer(b, &u);
        if (u.out.len || u.end == INFLATE_WHOLE || u.end == INFLATE_BEHIND) {
            replace_bytes(b, &u.out);
            outcome = LAYER_TAKEN;
        }
    }
    buf_free(&u.out);
    return outcome;
}

/* false: the last step is named already. */
static bool unpack_layers(struct body *b, const struct chain_wish *wish)
{
    enum outcome outcome = LAYER_TAKEN;

    while (outcome == LAYER_TAKEN) {
        if (b->layers == CHAIN_LAYERS && packing_find(b->bytes, b->len) != PACKING_NONE) {
            chain_add(b, "%s, not inflated: more than %d layers",
                      packing_name(packing_find(b->bytes, b->len)), CHAIN_LAYERS);
            return false;
        }
        outcome = b->layers < CHAIN_LAYERS ? unpack(b, wish) : LAYER_NONE;
        b->layers += outcome != LAYER_NONE;
    }
    return outcome != LAYER_KEPT;
}

static enum bom convert(struct body *b, bool cut)
{
    struct buf out;
    enum bom bom;

    buf_init(&out, b->len * 2); /* three bytes of UTF-8 from two */
    bom = text_convert(b->bytes, b->len, cut, &out);
    if (bom != BOM_NONE)
        replace_bytes(b, &out);
    buf_free(&out);
    return bom;
}

/* Whether it is JSON, or was meant to be. */
static void find_json(const struct body *b, bool any, bool *is_json, bool *is_broken)
{
    size_t at = strspn(b->bytes, " \t\r\n");
    bool brackets = b->bytes[at] == '{' || b->bytes[at] == '[';
    struct json_fault fault;

    *is_json = *is_broken = false;
    if (!any && !brackets)
        return;
    *is_json = !json_find_fault(b->bytes, b->len, &fault);
    /* Several values in a row, such as lines of JSON, are text. */
    *is_broken = !*is_json && brackets &&
                 (any || (fault.named && (fault.token == b->len || b->bytes[fault.token] != '{')));
}

static void add_bytes(struct body *b)
{
    const char *guess = magic_guess(b->bytes, b->len);

    b->form = guess_form(b->bytes, b->len, false);
    if (b->form != BODY_BYTES)
        chain_add(b, "%s%s", forms_names[b->form], guess_mark(b->form));
    else if (guess)
        chain_add(b, "bytes (%s?)", guess);
    else
        chain_add(b, "bytes");
}

/* The last step: what the bytes are. */
static void find_form(struct body *b, const struct chain_wish *wish)
{
    bool is_json = false;

    b->form = BODY_BYTES;
    if (!wish->is_v8)
        find_json(b, wish->any_json, &is_json, &b->broken_json);
    if (wish->is_v8) {
        b->form = BODY_V8;
        chain_add(b, "v8");
    } else if (is_json) {
        b->form = BODY_JSON;
        chain_add(b, "json");
    } else if (b->broken_json) {
        b->form = wish->text || text_is_readable(b->bytes, b->len, false) ? BODY_TEXT : BODY_BYTES;
        chain_add(b, "json, not valid");
    } else if (wish->text || (b->len && text_is_readable(b->bytes, b->len, false))) {
        b->form = BODY_TEXT;
        chain_add(b, "%s", wish->text ? wish->text : "text");
    } else {
        add_bytes(b);
    }
}

void chain_follow(struct body *b, const struct chain_wish *wish)
{
    enum bom bom = BOM_NONE;

    b->form = BODY_BYTES;
    if (!wish->text && !wish->is_v8 && !unpack_layers(b, wish))
        return;
    /* What came as text came in UTF-8. */
    if (!wish->is_v8 && (!wish->text || text_find_bom(b->bytes, b->len) == BOM_UTF8))
        bom = convert(b, false);
    if (bom != BOM_NONE)
        chain_add(b, "%s", text_bom_name(bom));
    find_form(b, wish);
}

bool chain_peek(struct body *b)
{
    static const struct search how = {.most = CHAIN_PEEK, .cut = true, .accept = is_likely};
    struct unpacked u;
    bool marked;

    for (; b->layers < CHAIN_LAYERS && find_layer(b, &how, &u); b->layers++) {
        struct text_line l = text_line_behind(b->chain, sizeof b->chain);

        text_line_add(&l, "%s%s ", packing_name(u.packing), dtext_is_ascii() ? ">" : "›");
        replace_bytes(b, &u.out);
    }
    marked = convert(b, true) != BOM_NONE;
    return marked || b->layers;
}
