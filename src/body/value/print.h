/* Values written as text like JavaScript: what the printers of V8, CBOR, MessagePack and protobuf
 * share.  Pure.
 *
 * One item a line, two blanks a level (to 32 levels), empty brackets on one line, no line end
 * behind the last line.  Strings are quoted and escaped as json_append_char() does, keys where they
 * are no identifiers; bytes are <01 02 03>, in rows where there are many, PRINT_SHOWN of each at
 * the most, and of all no more than the value has.  So the text may be drawn and printed; it is
 * UTF-8.
 *
 * Every function that returns bool says false once something is wrong (print_fail() was called) or
 * the text is full; the caller stops and hands the false on. */
#pragma once

#include "body/value/printer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PRINT_DEPTH = 200,    /* brackets within brackets; deeper is an end */
    PRINT_SHOWN = 1024,   /* bytes of one string of bytes that are printed */
    PRINT_BIGINT = 4096,  /* bytes of a BigInt that are printed in decimal, which takes n * n */
    PRINT_END_LINE = 120, /* room that the last line needs at the most */
};

/* The bytes being read and the text being written. */
struct print {
    const uint8_t *bytes;
    size_t n;
    size_t pos;
    struct buf text;
    size_t depth;   /* brackets open */
    size_t unshown; /* bytes of bytes that may still be printed: as many as there are, so that views
                       of one buffer do not print it without end */
    struct print_end end; /* why is empty until something is wrong */
    bool is_short;        /* what is wrong is that the bytes end */
    bool is_padded;       /* a number takes more bytes than it needs */
    struct print_facts facts;
};

/* Reads n bytes into out, which gets a last line at most behind its cap less PRINT_END_LINE. false:
 * out has no room even for that; its overflow is set and end says so.  print_free() when true. */
bool print_begin(struct print *p, const char *bytes, size_t n, struct buf *out,
                 struct print_end *end);
void print_free(struct print *p);

/* Notes the first reason; at is the offset of what is wrong.  Returns false. */
bool print_fail(struct print *p, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The same where the bytes end too early. */
bool print_fail_short(struct print *p, size_t at, const char *what);

/* facts may be NULL. */
void print_tell_facts(const struct print *p, struct print_facts *facts);

/* What is wrong at the end of all reading, if anything is; ok is what reading said. */
void print_settle(struct print *p, bool ok);

/* The length of the text less the blanks that a value which breaks off leaves behind, and the last
 * line "// byte 17: unknown tag 0x3f" behind what is in out by then, if there has to be one. */
size_t print_length(const struct print *p);
void print_append_end(struct buf *out, const struct print *p, size_t len);

/* Brackets and lists.  items counts what is in the innermost one. */
bool print_open(struct print *p, const char *bracket);
void print_break_line(struct print *p);
bool print_begin_item(struct print *p, size_t *items);
void print_close(struct print *p, size_t items, const char *bracket);

/* A printer's frame: begin, read with this, settle, append to out, free. */
bool print_run(const char *bytes, size_t n, struct buf *out, struct print_end *end,
               struct print_facts *facts, bool (*read)(struct print *p));

/* Notes a number where a value is, and one where a key is: last is that before it in the same map,
 * -1 at first. */
void print_note_number(struct print *p, double value, bool wide);
void print_note_key(struct print *p, bool is_number, uint64_t value, int64_t *last);

/* Reads one value after the other with read while begins says that the next byte begins one. */
bool print_sequence(struct print *p, bool (*read)(struct print *p), bool (*begins)(uint8_t byte));

/* n bytes that should be UTF-8, as a string or a key; false: no room. */
bool print_string(struct print *p, const uint8_t *s, size_t n);
bool print_key(struct print *p, const uint8_t *s, size_t n);

/* <01 02 03> */
void print_hex(struct print *p, const uint8_t *bytes, size_t n);

/* Takes so many bytes off what may still be shown: those of n that may, whole ones of size. */
size_t print_take_shown(struct print *p, size_t n, size_t size);

/* Scalars as text (print_text.c).  A BigInt's bytes come lowest first. */
void print_append_double(struct buf *out, double d);
void print_append_bigint(struct buf *out, bool negative, const uint8_t *bytes, size_t n);
void print_append_date(struct buf *out, double ms);

/* The same of whole seconds since 1970 and nanoseconds (below 1e9), all digits that are not 0. */
void print_append_time(struct buf *out, int64_t seconds, uint32_t ns);

/* n bytes of UTF-8 (a byte that is not becomes U+FFFD) as a key: bare if an identifier. */
void print_append_key(struct buf *out, const char *s, size_t n);
bool print_is_letter(uint32_t cp); /* that an identifier may begin with */

/* Bits to numbers: little-endian, size <= 8; and of 2, 4 or 8 bytes. */
uint64_t print_load(const uint8_t *p, size_t size);
double print_load_float(uint64_t bits, size_t size);
