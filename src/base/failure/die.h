/* The end of the program when nothing sensible can follow: out of memory, a broken invariant.
 *
 * die_set_hook() names what must be put right first (the terminal, leases).  Any thread may die;
 * the hook therefore does only what is safe in any thread and in a signal handler. */
#pragma once

/* hook runs before the message is written to stderr; NULL removes it. */
void die_set_hook(void (*hook)(void));

/* Writes "cfqtop: WHAT\n" to stderr and ends with status 1.  what is trusted text. */
_Noreturn void die_now(const char *what);
