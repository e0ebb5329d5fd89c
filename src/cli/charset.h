/* In which characters we write: what the locale says, mended where it cannot mean what it says.
 * Called by main() alone, before threads. */
#pragma once

/* A locale of UTF-8 that is not installed here becomes C.UTF-8. */
void charset_start(void);

/* What is no terminal takes UTF-8, whatever the locale is. */
void charset_set_for_pipe(void);
