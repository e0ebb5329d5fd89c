/* What two JSON documents differ in, by their structure.  Pure.
 *
 * Members by their key, in any order; where a key is there twice the last one counts, and that it
 * is there twice is told.  Items of an array by what they are as far as align.h goes, what is left
 * between them by what is most alike, or in order.  Numbers are the same where their value is,
 * exactly (number.h): 1.0 is 1.  Strings are the same where they mean the same characters. */
#pragma once

#include "body/compare/comparison.h"

/* Borrows both until comparison_free(); false: one is no JSON, or too much (then nothing is told).
 */
bool compare_json(struct comparison *out, const char *left, size_t n_left, const char *right,
                  size_t n_right);
