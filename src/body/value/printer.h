/* The printers: each writes the value that bytes of one form are as text, for people to read. There
 * is one for each row of forms.def that names one, in a file of its own, which says what its text
 * looks like.  Pure. */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Where reading stopped. */
struct print_end {
    size_t at;    /* offset into the bytes; n when all were read */
    char why[80]; /* "unknown tag 0x3f"; empty when all were read */
};

/* What guesses at forms go by, found on the way. */
struct print_facts {
    bool whole;    /* all bytes were read */
    bool is_short; /* else: they end too early */
    bool bad_text;
    size_t strings;      /* of text, not empty */
    size_t string_bytes; /* theirs */
    size_t text_keys;
    size_t number_keys; /* small, and rising within their map */
    size_t odd_keys;    /* other ones */
    size_t seconds;     /* numbers of 32 bits that are a time of these years */
    size_t times;       /* the same of more bits, and what says that it is a time */
    size_t values;      /* one behind the other */
};

/* Appends the value that the n bytes are; facts may be NULL.  true: all of them were read.  Else
 * what was read before is there, brackets left open, then a last line "// byte 17: unknown tag
 * 0x3f", and bytes + end->at is where to go on in hex: a tag, a length, a reference or a count that
 * is wrong, bytes behind the value, depth, or no room left.
 *
 * Work and memory are bounded by n and by the cap of out, never by what the bytes claim.  false
 * with out->overflow: out had no room even for the last line, and is as it was. */
typedef bool printer_function(const char *bytes, size_t n, struct buf *out, struct print_end *end,
                              struct print_facts *facts);
#define FORM(...)
#define PRINTED_FORM(id, name, extension, view, phrase, printer) printer_function printer;
#include "body/forms.def"
