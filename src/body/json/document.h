/* A JSON document as a list of its values, each before what it holds: to be compared with another,
 * and to have its shape told.  Strings and keys are there unescaped, numbers as they are written.
 * Pure.
 *
 * The work is linear in the bytes, whatever they are: members are found through one table. */
#pragma once

#include "base/memory/buf.h"
#include "base/memory/hash.h"
#include "body/json/json.h"

enum { DOCUMENT_VALUES = 200000 }; /* more is too much */

#define VALUE_NONE UINT32_MAX

enum value_kind {
    VALUE_NULL,
    VALUE_BOOLEAN,
    VALUE_NUMBER,
    VALUE_STRING,
    VALUE_ARRAY,
    VALUE_OBJECT,
    VALUE_KINDS
};

struct value {
    enum value_kind kind;
    bool shadowed;        /* a later member of the object has the same key: that one counts */
    uint32_t parent;      /* VALUE_NONE: it is the document */
    uint32_t end;         /* index behind the last value in it; its own + 1 for a scalar */
    uint32_t item;        /* of an array: its place, from 0; of an object, the same */
    uint32_t n;           /* how many values stand directly in it */
    uint32_t at, len;     /* as it is written */
    uint32_t key_at;      /* a member's key as it is written, with quotes */
    uint32_t key_written; /* its length; 0: no member */
    uint32_t key_len;     /* unescaped */
    uint32_t text_len;    /* of a string, unescaped */
    const char *key;      /* NULL: no member */
    const char *text;     /* of a string, else NULL */
    uint64_t hash;        /* set by document_hash() */
};

struct document {
    const char *s; /* borrowed */
    size_t len;
    struct value *values; /* the first is the document itself */
    size_t n;
    size_t keyed;  /* values that are members */
    char *strings; /* what key and text point into */
    struct hash_table members;
    size_t shadowed; /* members that do not count */
    size_t tokens;   /* bytes that are no white space */
};

/* false: no valid JSON, or more than DOCUMENT_VALUES values; free it all the same. */
bool document_read(struct document *d, const char *s, size_t len);
void document_free(struct document *d);

/* Sets the hashes of all values: of what they mean, so that the order of keys, spelling and white
 * space do not count. */
void document_hash(struct document *d);

/* "null", "boolean" and so on, as jq's type has it. */
const char *value_kind_name(enum value_kind kind);

/* The member of that object which has the key (unescaped) and counts; VALUE_NONE: there is none. */
uint32_t document_find(const struct document *d, uint32_t object, const char *key, size_t n);

/* Appends the path of a value; "." is the document's; past the cap, a part of it. */
void document_append_path(const struct document *d, uint32_t value, struct buf *out);
