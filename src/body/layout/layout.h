/* A decoded body as lines of text to scroll and search.  Pure.
 *
 * JSON is indented as json_lay.h says.  No token crosses a line, so it can be coloured when it is
 * drawn.
 *
 * What is no valid JSON is laid out as far as it can be read: behind a token that is none of JSON
 * stands what is wrong with it ("// byte 9: no value of JSON"), and it goes on.  Where it cannot go
 * on, a line says where and why ("// byte 17, line 2: a , or } should be here"), and the rest
 * follows as text.
 *
 * Text breaks at its line ends.  Where each is a carriage return and a line feed, neither is there;
 * else a carriage return is a character like others.
 *
 * Bytes are a hex dump (hex.h).
 *
 * The lines are OUTSIDE bytes: they are drawn through struct dtext. */
#pragma once

#include "base/memory/buf.h"
#include "body/decode/decode.h"
#include "body/layout/tree.h"
#include "body/match/pattern.h"

#include <stdbool.h>

/* As a form (forms.def), as far as it is that, read in a character set (charsets.def), or one of
 * those that are none. */
enum layout_view {
    LAYOUT_AUTO, /* by form */
#define FORM(id, ...) LAYOUT_##id,
#define PRINTED_FORM(...)
#include "body/forms.def"
    LAYOUT_BASE64, /* as what a text holds (decode/string.h); by form where it holds nothing else */
    LAYOUT_RECEIVED, /* as text: b is not decoded */
    LAYOUT_LAST_WALKED =
        LAYOUT_RECEIVED, /* a key walks to here; the others are asked for by name */
#define FORM(...)
#define PRINTED_FORM(id, ...) LAYOUT_##id,
#include "body/forms.def"
#define CHARSET(id, ...) LAYOUT_##id,
#include "body/layout/charsets.def"
    LAYOUT_VIEWS
};

struct layout {
    enum body_form form; /* how it was laid out */
    char *text;          /* all lines, each ended by \n but perhaps the last */
    size_t len;
    size_t *starts;         /* n + 1 offsets: line i is starts[i] .. starts[i + 1], less its \n */
    size_t n;               /* at least 1 */
    struct tree_line *tree; /* of each line, where form is a value (JSON, or printed); else NULL */
    size_t bad_bytes;       /* that are not UTF-8, of a text or of broken JSON */
    bool crlf;              /* a text's line ends are so */
    bool broken;            /* JSON that is not valid */
    char steps[120];        /* how the view decoded it, "hex → json"; "" where it need not */
};

/* A word for each view, NULL behind the last; and one as part of a sentence: "as hex". */
const char *const *layout_view_words(void);
const char *layout_view_phrase(enum layout_view view);

/* The view is of use for that body: the key that walks passes over it else. */
bool layout_has_view(const struct body *b, enum layout_view view);

void layout_make(struct layout *out, const struct body *b, enum layout_view view);
void layout_free(struct layout *l);

/* Line i (< n) without its line end. */
const char *layout_line(const struct layout *l, size_t i, size_t *len);

/* Appends the path of line i as jq writes it, ".order.lines[2].sku"; that of a closing bracket is
 * the path of what it closes.  false: there is none (the form is no value), or past the cap. */
bool layout_append_path(const struct layout *l, size_t i, struct buf *out);

/* Appends the value of line i: of a string what it means, of a { or [ all lines that it holds, as
 * they stand but for their indentation, else the token.  false: there is none, or past the cap. */
bool layout_append_value(const struct layout *l, size_t i, struct buf *out);

/* The token that is the value of line i: offset and length in it.  false: it has none; a { or [ is
 * one. */
bool layout_find_value(const struct layout *l, size_t i, size_t *at, size_t *len);

/* Where a pattern was found: no hit crosses a line, and none in a line overlaps another. */
struct layout_hit {
    size_t line;
    size_t at, len; /* bytes of that line */
};

/* The first hit at or behind that place, else from the top; false: there is none, or the first line
 * that is too much work comes before it (pattern_hit_limit(), which stops all three). */
bool layout_find_next(const struct layout *l, struct pattern *p, size_t line, size_t at,
                      struct layout_hit *hit);

/* The last hit that begins before that place, else from the bottom. */
bool layout_find_previous(const struct layout *l, struct pattern *p, size_t line, size_t at,
                          struct layout_hit *hit);

/* How many hits there are, most + 1 at the most; *place: how many up to hit, with it. */
size_t layout_count_hits(const struct layout *l, struct pattern *p, const struct layout_hit *hit,
                         size_t most, size_t *place);
