/* The regular expressions of pattern.h; used by pattern.c alone. */
#pragma once

#include "base/failure/err.h"

#include <stdbool.h>
#include <stddef.h>

struct pattern_regex;

/* NULL: none, err says why. */
struct pattern_regex *pattern_regex_new(const char *s, size_t n, struct error *err);
void pattern_regex_free(struct pattern_regex *r);

bool pattern_regex_find(struct pattern_regex *r, const char *s, size_t n, size_t from, size_t *at,
                        size_t *len);
bool pattern_regex_hit_limit(const struct pattern_regex *r);
void pattern_regex_forget_limit(struct pattern_regex *r);
