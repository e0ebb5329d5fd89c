/* The line of a text that names an error.  Pure.
 *
 * That is the first one with the class of an error ("TypeError: ...", "java.io.IOException: ..."),
 * from there on; else the first one with a word for what went wrong ("failed", "timed out"), less
 * the time that it begins with; of a line of names and values (msg="...") the value that says it.
 * Looked at is the beginning of the text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct signature_line {
    size_t at, len;
};

/* false: none does. */
bool signature_find_line(const char *s, size_t n, struct signature_line *line);

/* The next line behind the one given (at first {0}) that may be an object of JSON. */
bool signature_next_json(const char *s, size_t n, struct signature_line *line);
