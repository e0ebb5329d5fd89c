/* What a list is narrowed to: terms that must all hold, parsed as they are typed.  Pure.
 *
 *   word "two words" re:x+   one of the row's texts has it in it, see pattern.h
 *   :state                   the row is in that state, where the list has states
 *   field>=3 field:word      a field of the row compares so; which fields, the list says
 *   .path  .path OP value    the row's JSON has a value there, and it compares so
 *   !term                    the opposite
 *
 * OP is = != < <= > >= ~ !~ with or without blanks around it.  As much of the name of a field or
 * state as tells which is enough.  A value of a path is a number (compared exactly), "text" or
 * text, true, false or null; strings compare as text, byte by byte.
 *
 * A term that says nothing yet ("!", ":", "age>") and one that is wrong hold for every row; error
 * says what is wrong.  What nobody knows of a row holds both ways: what is unknown is not hidden.
 *
 * Who parsed a filter frees it; a zeroed one hides nothing. */
#pragma once

#include "base/text/text_line.h"
#include "parts/input/prompt.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FILTER_BYTES = FIELD_BYTES };

struct filter_row;

enum filter_unit {
    FILTER_COUNT, /* 3, 10k */
    FILTER_SIZE,  /* 412, 10k, 1M */
    FILTER_SPAN,  /* 30s, 5m, 12h, 2d */
    FILTER_RATE,  /* 100 or 100/min, 5/s, 20/h: messages; as a number, in an hour */
    FILTER_WORD,  /* the row's text begins with what is typed; those before it are amounts */
    FILTER_TEXT,  /* the row's text has it in it */
};

/* What of a row can be compared: one line of a list's table. */
struct filter_field {
    const char *name;
    enum filter_unit unit;
    const char *example;      /* for the help */
    const char *const *words; /* of FILTER_WORD: what it can be, NULL behind the last */
    bool others;              /* it can be something else too */
    bool opens;               /* needs filter_row.open */
    bool moves;               /* changes with the clock alone */
    bool (*read_number)(const struct filter_row *row, int64_t *number); /* false: not known */
    const char *(*read_text)(const struct filter_row *row);             /* never NULL */
};

/* What filters of a list can ask. */
struct filter_language {
    const char *const *states; /* names, NULL behind the last (at most 32); NULL: none */
    const struct filter_field *fields;
    size_t n_fields;
    bool paths; /* rows have JSON */
    bool names; /* rows have a name alone: a word is all of it, with * and ? for any characters, and
                   a state needs no colon */
};

struct filter {
    char text[FILTER_BYTES]; /* as typed, UTF-8 */
    char error[256];         /* the first thing that is wrong with it; "" */
    size_t error_at;         /* the byte where that term begins */
    bool unfinished;         /* a term says nothing yet, */
    size_t unfinished_at;    /* the first one here */
    struct filter_term *terms;
    size_t n;     /* 0: nothing is hidden */
    bool limited; /* a regular expression took too much work: some rows are shown for that */
};

struct filter_text {
    const char *s;
    size_t n;
};

/* A row as a filter sees it.  Bit i of the flags is about states[i]. */
struct filter_row {
    const void *of; /* for the functions of fields */
    const struct filter_text *texts;
    size_t n_texts;
    unsigned is;      /* states it is in */
    unsigned unknown; /* states nobody knows of it */
    const char *json; /* valid JSON; NULL: it has none */
    size_t json_len;
    void (*open)(struct filter_row *row); /* NULL: done.  Before texts and json are looked at, once,
                                             when the cheap terms hold */
};

/* Text beyond FILTER_BYTES - 1 is cut off.  Frees what was in f. */
void filter_parse(struct filter *f, const char *text, const struct filter_language *language);
void filter_free(struct filter *f);

bool filter_match(struct filter *f, struct filter_row *row);

/* What is known of the row: whether all terms hold. */
enum filter_answer { FILTER_UNKNOWN = -1, FILTER_NO, FILTER_YES };
enum filter_answer filter_ask(struct filter *f, struct filter_row *row);

/* Its words and expressions hold, whatever the other terms say. */
bool filter_fits_texts(struct filter *f, struct filter_row *row);

/* One of its amounts is known, and on the other side of what the term names by so many percent of
 * that (and by something at all). */
bool filter_is_back(const struct filter *f, const struct filter_row *row, int percent);

/* It asks for an amount or a state, so what it says of a row can change. */
bool filter_can_change(const struct filter *f);

/* What the row has of the amounts and states that are asked for: "backlog 84,210 > 50,000". */
void filter_print_facts(const struct filter *f, const struct filter_row *row,
                        struct text_line *out);

/* The number that the field is to be above; false: none. */
bool filter_find_limit(const struct filter *f, const char *field, int64_t *number);

/* Bits of the states that the filter asks for. */
unsigned filter_states(const struct filter *f);

/* It asks for fields that change with the clock; for paths or fields that need the whole of what
 * open() makes. */
bool filter_moves(const struct filter *f);
bool filter_opens(const struct filter *f);

/* The field with this name, or that alone begins so; NULL: there is none, or several. */
const struct filter_field *filter_find_field(const struct filter_language *language,
                                             const char *name, size_t n);
