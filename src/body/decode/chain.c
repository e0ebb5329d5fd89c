#include "body/decode/chain.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/dtext.h"
#include "base/text/format.h"
#include "base/text/text_line.h"
#include "base/text/utf8.h"
#include "body/decode/framing.h"
#include "body/decode/inflate.h"
#include "body/decode/magic.h"
#include "body/decode/text.h"
#include "body/json/json.h"
#include "body/value/guess.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEAST_TEXT = 16, /* shorter text is no evidence that bytes were deflated */
    LAST_TOKEN = 12, /* the longest escape of a string */
};

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

/* A step that was taken stands before the body in a list, too. */
static void add_mark(struct body *b, const char *name)
{
    struct text_line l = text_line_behind(b->mark, sizeof b->mark);

    text_line_add(&l, "%s%s ", name, dtext_is_ascii() ? ">" : "›");
}

void chain_wrap(struct body *b, const char *steps, const char *name)
{
    char chain[sizeof b->chain], mark[sizeof b->mark];
    struct text_line marks;

    memcpy(chain, b->chain, sizeof chain);
    memcpy(mark, b->mark, sizeof mark);
    text_line(b->chain, sizeof b->chain);
    text_line(b->mark, sizeof b->mark);
    if (*steps)
        chain_add(b, "%s", steps);
    chain_add(b, "%s", name);
    chain_add(b, "%s", chain);
    add_mark(b, name);
    marks = text_line_behind(b->mark, sizeof b->mark);
    text_line_add(&marks, "%s", mark);
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
    bool cut; /* it holds more than was wished for, or than is here */
    size_t behind;
    struct buf out;
};

/* JSON with brackets, however short, or text that is not: few bytes inflate to something by chance.
 */
static bool is_content(const struct buf *out, bool cut)
{
    bool brackets = out->len > 1 && (out->bytes[0] == '{' || out->bytes[0] == '[');

    return (brackets && !cut && json_check(out->bytes, out->len)) ||
           (out->len >= LEAST_TEXT && text_is_readable(out->bytes, out->len, true));
}

/* zlib, deflate and brotli: what came out speaks for itself. */
static bool is_certain(const struct unpacked *u)
{
    bool ended = u->end == INFLATE_WHOLE || u->end == INFLATE_FULL || u->cut;

    if (u->packing == PACKING_ZLIB && !u->cut)
        return ended || u->end == INFLATE_BEHIND;
    if (u->packing != PACKING_GZIP && u->packing != PACKING_ZSTD)
        return ended && is_content(&u->out, u->cut);
    return true;
}

static bool try_packing(const struct body *b, enum packing p, const struct chain_wish *wish,
                        struct unpacked *u)
{
    size_t limit = inflate_limit(b->len);

    *u = (struct unpacked){.packing = p};
    buf_init(&u->out, wish->most < limit ? wish->most : limit);
    u->end = inflate_bytes(p, b->bytes, b->len, &u->out, &u->behind);
    u->cut = (u->end == INFLATE_FULL && wish->most < limit) || (u->end == INFLATE_CUT && b->cut);
    if (u->cut)
        u->end = INFLATE_WHOLE; /* as much as was wished for */
    if (is_certain(u))
        return true;
    buf_free(&u->out);
    return false;
}

static bool find_layer(const struct body *b, const struct chain_wish *wish, struct unpacked *u)
{
    enum packing marked = packing_find(b->bytes, b->len);

    if (marked != PACKING_NONE)
        return try_packing(b, marked, wish, u);
    if (wish->cautious || text_is_readable(b->bytes, b->len, b->cut))
        return false;
    for (enum packing p = PACKING_ZLIB; p <= PACKING_BROTLI; p++)
        if (packing_may_be(p, b->bytes, b->len) && try_packing(b, p, wish, u))
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
    struct unpacked u;
    enum outcome outcome = LAYER_KEPT;

    if (!find_layer(b, wish, &u))
        return LAYER_NONE;
    if (wish->cautious && u.end != INFLATE_WHOLE && u.end != INFLATE_FULL) {
        outcome = LAYER_NONE;
    } else if (u.end == INFLATE_FULL) {
        add_bomb(b, &u);
    } else {
        add_layer(b, &u);
        if (u.out.len || ((u.end == INFLATE_WHOLE || u.end == INFLATE_BEHIND) && !u.cut)) {
            replace_bytes(b, &u.out);
            b->cut = u.cut;
            add_mark(b, packing_name(u.packing));
            outcome = LAYER_TAKEN;
        }
    }
    buf_free(&u.out);
    return outcome;
}

bool chain_unpack(struct body *b, const struct chain_wish *wish)
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

static enum bom convert(struct body *b)
{
    struct buf out;
    enum bom bom;

    buf_init(&out, b->len * 2); /* three bytes of UTF-8 from two */
    bom = text_convert(b->bytes, b->len, b->cut, &out);
    if (bom != BOM_NONE)
        replace_bytes(b, &out);
    buf_free(&out);
    return bom;
}

/* UTF-16 or UTF-32 that nothing marks. */
static bool convert_wide(struct body *b)
{
    struct buf out;
    enum bom bom;

    buf_init(&out, b->len * 2);
    bom = text_guess_wide(b->bytes, b->len, b->cut, &out);
    if (bom != BOM_NONE) {
        replace_bytes(b, &out);
        chain_add(b, "%s?", text_bom_name(bom));
    }
    buf_free(&out);
    return bom != BOM_NONE;
}

/* Where only the beginning is here, what is wrong with its last token may be that. */
static bool is_json(const char *s, size_t n, bool cut, struct json_fault *fault)
{
    n = cut ? utf8_trim(s, n) : n;
    return !json_find_fault(s, n, fault) || (cut && fault->at + LAST_TOKEN >= n);
}

bool chain_is_json(const char *s, size_t n, bool cut)
{
    struct json_fault fault;

    return is_json(s, n, cut, &fault);
}

/* Whether it is JSON, or was meant to be. */
static void find_json(struct body *b, bool any)
{
    char first = b->bytes[strspn(b->bytes, " \t\r\n")];
    bool brackets = first == '{' || first == '[';
    struct json_fault fault;

    if (!any && !brackets)
        return;
    if (is_json(b->bytes, b->len, b->cut, &fault))
        b->form = BODY_JSON;
    else if (fault.deep)
        b->too_deep = b->broken_json = brackets;
    else /* Several values in a row, such as lines of JSON, are text. */
        b->broken_json =
            brackets &&
            (any || (fault.named && (fault.token == b->len || b->bytes[fault.token] != '{')));
}

/* Bytes that are no text are few enough to be marked. */
static void add_mostly_text(struct body *b)
{
    b->form = BODY_TEXT;
    chain_add(b, "%s", utf8_check(b->bytes, b->len) ? "text" : "text, not UTF-8");
}

static void add_bytes(struct body *b)
{
    const char *guess = magic_guess(b->bytes, b->len);
    struct guess form = guess_form(b->bytes, b->len, b->cut);
    const char *mark = form.sure ? "" : "?";

    b->form = form.form;
    b->guessed = form.form != BODY_BYTES && !form.sure;
    if (b->form != BODY_BYTES && form.values > 1)
        chain_add(b, "%s%s, %zu values", forms_names[b->form], mark, form.values);
    else if (b->form != BODY_BYTES)
        chain_add(b, "%s%s", forms_names[b->form], mark);
    else if (guess && magic_tool(guess))
        chain_add(b, "%s: | %s reads it", guess, magic_tool(guess));
    else if (guess)
        chain_add(b, "bytes (%s?)", guess);
    else if (text_is_mostly(b->bytes, b->len))
        add_mostly_text(b);
    else
        chain_add(b, "bytes");
}

static const char *name_text(const struct chain_wish *wish)
{
    return wish->text ? wish->text : wish->not_json ? wish->not_json : "text";
}

/* What is known of the inside is enough for that framing. */
static bool is_inside(const struct framing *f, const struct body *in)
{
    bool packed = in->layers && (in->form != BODY_BYTES);

    switch (f->needs) {
    case FRAMING_NOTHING: return true;
    case FRAMING_READABLE: return packed || in->form == BODY_JSON || body_is_sure(in);
    case FRAMING_TEXT:
        return in->form == BODY_TEXT && text_is_readable(in->bytes, in->len, in->cut);
    case FRAMING_PROTOBUF: return in->form == BODY_PROTOBUF;
    case FRAMING_CERTAIN: return packed || in->form == BODY_JSON;
    }
    return false;
}

/* Takes over what was found inside; in is empty then. */
static void take_inside(struct body *b, const struct framing *f, struct body *in)
{
    struct text_line marks;

    chain_add(b, "%s", f->name);
    chain_add(b, "%s", in->chain);
    add_mark(b, f->name);
    marks = text_line_behind(b->mark, sizeof b->mark);
    text_line_add(&marks, "%s", in->mark);
    free(b->bytes);
    b->bytes = in->bytes;
    b->len = in->len;
    b->form = in->form;
    b->cut = in->cut;
    b->guessed = in->guessed;
    b->broken_json = in->broken_json;
    b->too_deep = in->too_deep;
    b->layers += in->layers;
    b->framed = true;
}

/* Takes one framing off. */
static bool unframe(struct body *b, const struct chain_wish *wish)
{
    struct guess guess = guess_form(b->bytes, b->len, b->cut);
    size_t total = b->cut && !b->layers ? b->sent : b->len;
    struct chain_wish inside = {.cautious = wish->cautious, .framed = true, .most = wish->most};
    struct framing f;
    bool found = false;
    int next = 0;

    if (wish->framed || guess.sure)
        return false;
    while (!found && framing_find(b->bytes, b->len, total, &next, &f)) {
        struct body in = {.len = f.inside.len, .cut = b->cut, .layers = b->layers};

        in.bytes = buf_take(&f.inside);
        if (!f.last || guess.form == BODY_BYTES) {
            chain_follow(&in, &inside);
            if (f.opaque && in.form == BODY_TEXT && in.layers == b->layers) {
                in.form = BODY_BYTES;
                snprintf(in.chain, sizeof in.chain, "bytes");
            }
            in.layers -= b->layers;
            found = is_inside(&f, &in);
        }
        if (found)
            take_inside(b, &f, &in);
        else
            free(in.bytes);
    }
    return found;
}

/* The last step: what the bytes are. */
static void find_form(struct body *b, const struct chain_wish *wish)
{
    b->form = BODY_BYTES;
    if (!wish->is_v8)
        find_json(b, wish->any_json);
    if (wish->is_v8) {
        b->form = BODY_V8;
        chain_add(b, "v8");
    } else if (b->form == BODY_JSON) {
        chain_add(b, "json");
    } else if (b->broken_json) {
        b->form = BODY_TEXT;
        if (b->too_deep)
            chain_add(b, "json, deeper than %d", JSON_DEPTH);
        else
            chain_add(b, "json, not valid");
    } else if (wish->text || (b->len && text_is_readable(b->bytes, b->len, b->cut))) {
        b->form = BODY_TEXT;
        chain_add(b, "%s", name_text(wish));
    } else if (convert_wide(b)) {
        find_form(b, wish);
    } else if (!unframe(b, wish)) {
        add_bytes(b);
    }
}

void chain_follow(struct body *b, const struct chain_wish *wish)
{
    enum bom bom = BOM_NONE;

    b->form = BODY_BYTES;
    if (!wish->text && !wish->is_v8 && !chain_unpack(b, wish))
        return;
    /* What came as text came in UTF-8. */
    if (!wish->is_v8 && (!wish->text || text_find_bom(b->bytes, b->len) == BOM_UTF8))
        bom = convert(b);
    if (bom != BOM_NONE)
        chain_add(b, "%s", text_bom_name(bom));
    find_form(b, wish);
}
