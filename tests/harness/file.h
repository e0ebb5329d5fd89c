/* Whole files, for tests. */
#pragma once

/* The bytes of a file with a NUL behind them; free() them.  NULL: it cannot be read. */
char *file_read(const char *path);
