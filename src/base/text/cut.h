/* Text cut to columns elsewhere than at its end.  out is display text, to be drawn as any other. */
#pragma once

#include "base/text/dtext.h"

/* The end of s, for what all that stands below it have in common: a sign, and from where it fits
 * the rest from a byte of `from` on, or from behind a byte of `behind`; where none helps, as much
 * as fits. */
const char *cut_front(struct dtext *out, const char *s, int cols, const char *from,
                      const char *behind);

/* Both ends of a name, with a sign between them. */
const char *cut_middle(struct dtext *out, const char *name, int cols);
