/* Whole files, for tests. */
#ifndef TESTS_HARNESS_FILE_H
#define TESTS_HARNESS_FILE_H

/* The bytes of a file with a NUL behind them; free() them.  NULL: it cannot be read. */
char *file_read(const char *path);

#endif
