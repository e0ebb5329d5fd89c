/* Bytes as rows of a hex dump, "00000000  48 65 6c 6c ...  |Hell|", of ASCII only.  Pure. */
#pragma once

#include <stddef.h>

/* Where the parts of a row stand. */
enum { HEX_BYTES = 10, HEX_TEXT = 60, HEX_COLS = 78, HEX_ROW = 16 };

/* The row of the n bytes (at most HEX_ROW), which stand at that offset, without a line end; returns
 * its length. */
size_t hex_print_row(char out[HEX_COLS], const char *bytes, size_t n, size_t offset);
