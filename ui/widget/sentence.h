/* A sentence on as many rows as it takes, parted between words; a word that is longer than a row is
 * cut. */
#pragma once

#include "ui/term/draw/draw.h"

enum { SENTENCE_ROW_BYTES = 400 }; /* of one row, at most */

int sentence_count_rows(const char *text, int cols);

/* Draws at most max rows of it from row y of r on; returns how many.  text may hold OUTSIDE bytes.
 */
int sentence_draw(struct rect r, int y, int max, enum role role, const char *text);
