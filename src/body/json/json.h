/* JSON as tokens, exactly as written: what the body pane lays out and colours, what cuts an answer
 * into items.  Numbers, escapes, key order and duplicate keys are never touched; a library that
 * parses would change them.
 *
 * Pure, no allocation but into the caller's buf, no recursion (depth is bounded). */
#pragma once

#include "base/memory/buf.h"

#include <stdint.h>

enum { JSON_DEPTH = 512 }; /* deeper input is "not JSON" */

enum json_kind {
    JSON_END,   /* no more bytes */
    JSON_ERROR, /* not a token: at tells where it stops being one; *pos stays before it */
    JSON_OPEN,  /* { or [ */
    JSON_CLOSE, /* } or ] */
    JSON_COLON,
    JSON_COMMA,
    JSON_STRING, /* with its quotes, escapes as written */
    JSON_NUMBER,
    JSON_WORD, /* true false null */
};

struct json_token {
    enum json_kind kind;
    size_t at; /* offset of the first byte */
    size_t len;
};

/* The token at or after *pos (white space is skipped); moves *pos behind it.  Tokens only: it does
 * not know what may follow what. */
struct json_token json_next_token(const char *s, size_t n, size_t *pos);

/* All n bytes are one JSON document (any value), UTF-8, no deeper than JSON_DEPTH. */
bool json_check(const char *s, size_t n);

/* What keeps bytes from being one. */
struct json_fault {
    size_t token;    /* offset of the first token that does not fit; n: all do */
    size_t at;       /* of the byte that is wrong, in it or behind it */
    const char *why; /* a literal, "a , or } should be here" */
    bool bad_token;  /* where a key or a value may stand is something that is no token */
    bool deep;       /* nothing is wrong but that it goes deeper than we do */
    bool named;      /* before it stands a key with its colon: it was meant to be JSON */
};

/* false: nothing does. */
bool json_find_fault(const char *s, size_t n, struct json_fault *fault);

/* The end of the value that starts at token position pos of a valid document. */
size_t json_skip_value(const char *s, size_t n, size_t pos);

/* The member named key (compared after unescaping) of the object at pos: offset and length of its
 * value.  The last one wins where a key is there twice, as in most parsers. */
bool json_find_member(const char *s, size_t n, size_t pos, const char *key, size_t *at,
                      size_t *len);

/* The i-th item of the array at pos; false past the end.  Walk with *cursor = 0 first. */
bool json_next_item(const char *s, size_t n, size_t pos, size_t *cursor, size_t *at, size_t *len);

/* How many of the first n bytes are neither ", \, nor a control character below 0x20. */
size_t json_count_plain(const char *s, size_t n);

/* The length of the escape at s (2, 6, or 12 for a surrogate pair) and the character it means,
 * U+FFFD for a lone surrogate; 0 when it is none. */
size_t json_read_escape(const char *s, size_t n, uint32_t *cp);

/* The inside of a JSON string (without quotes), unescaped, is text. */
bool json_equal_string(const char *s, size_t n, const char *text);

/* Unescapes the inside of a JSON string (without quotes) in place of dst, which may be s itself:
 * the result is never longer.  A lone surrogate becomes U+FFFD.  false: a bad escape, a raw quote
 * or a raw control character; *out_len is the result's length. */
bool json_unescape(char *dst, const char *s, size_t n, size_t *out_len);

/* What the escapes in n bytes of JSON mean, wherever they stand, in their places: for looking for
 * words.  dst takes n bytes, and places, unless it is NULL, n + 1 offsets: of each byte of dst, and
 * of the end, that in s.  Returns how many bytes dst has. */
size_t json_undo_escapes(char *dst, size_t *places, const char *s, size_t n);

/* Appends n bytes (UTF-8; a byte that is not becomes U+FFFD) as a JSON string with quotes.  Control
 * characters, DEL and C1 as well, and the format characters of dtext are escaped, so that the
 * string may be printed on a terminal.  false: past the cap; out then holds a part. */
bool json_append_string(struct buf *out, const char *s, size_t n);

/* Appends one character (up to U+10FFFF) of the inside of such a string, a lone surrogate as
 * \udXXX.
 */
void json_append_char(struct buf *out, uint32_t cp);

/* Appends it as \uXXXX, or as two of them. */
bool json_append_escape(struct buf *out, uint32_t cp);

/* Appends the (valid) document without white space between tokens: one line.  Tokens stay as they
 * are, so this is not for a terminal.  false: past the cap, or not tokens; out then holds a part.
 */
bool json_append_compact(struct buf *out, const char *s, size_t n);
