/* What bodies are: the shape and the error of each, kept by its bytes, so that a new peek reads
 * only new ones.  The texts, which many bodies share, are there once.  Pure. */
#pragma once

#include "base/memory/hash.h"
#include "body/forms.h"
#include "model/message.h"

struct group_kind {
    uint64_t body; /* hash of its bytes and type */
    uint64_t shape;
    uint64_t error; /* 0: none */
    uint64_t said;  /* the error with what varies in it; 0: none */
    enum body_form form;
};

struct group_text {
    uint64_t hash;
    char *text; /* may hold OUTSIDE bytes */
};

/* A zeroed one is empty. */
struct group_kinds {
    struct group_kind *items;
    size_t n;
    struct hash_table by_body;
    struct group_text *texts;
    size_t n_texts;
    struct hash_table by_text;
};

void group_kinds_free(struct group_kinds *k);

/* The index of what the body of m is; found out where it is not known. */
uint32_t group_kinds_find(struct group_kinds *k, const struct message *m);

/* The text of a shape, of an error or of what was said; "" for none. */
const char *group_kinds_text(const struct group_kinds *k, uint64_t hash);
