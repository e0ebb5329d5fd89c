/* The program that --demo -- PROGRAM shows against the simulator, in the same terminal and process
 * group; the simulator keeps out of the terminal's way. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/* Starts argv with the environment that points it at url; -1 when it cannot be forked. */
pid_t child_start(char *const *argv, const char *url, const char *account);

/* After SIGCHLD: true with the shell's exit status when the child ended.  When it was stopped (^Z),
 * the whole group stops, as the shell expects, and goes on with it. */
bool child_check(pid_t pid, int *status);
