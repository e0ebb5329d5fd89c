/* JSON written as text: answers are appended piece by piece, so that a large one costs one copy. */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIM_TEXT_BYTES = 1 << 30 }; /* cap of every buffer the simulator fills itself */

/* n bytes as a JSON string with quotes; what is not UTF-8 becomes U+FFFD. */
void jsontext_string(struct buf *out, const char *s, size_t n);

/* A number, as 5 or, when real, as 5.0: both are JSON numbers, and clients must take both. */
void jsontext_number(struct buf *out, int64_t n, bool real);

/* ,"key":  or without the comma when the object has just been opened. */
void jsontext_key(struct buf *out, const char *key);

/* Unix ms as "2026-01-10T09:00:00.000000Z", with quotes. */
void jsontext_time(struct buf *out, int64_t unix_ms);
