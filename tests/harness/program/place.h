/* The place a tested program runs in: a pinned environment and a home directory of its own. */
#pragma once

#include <stddef.h>

/* A fresh directory under $TMPDIR with home/, config/ and state/ and so on below; free() the name.
 * NULL: cannot be made. */
char *place_new_home(void);

/* Deletes it and all below.  The name is not freed. */
void place_delete_home(const char *home);

/* The environment: TERM, locale, time zone, HOME and the XDG directories pinned; of the caller's
 * only PATH, TMPDIR and the options of sanitizers.  extra (NULL-terminated, may be NULL) overrides:
 * "K=V" sets, "K" removes.  Release with place_free_environment(). */
char **place_environment(const char *home, const char *const *extra);
void place_free_environment(char **env);

/* The path of the program to test into out: what the environment variable says, or else the program
 * of that name in the build folder that this test is in. */
void place_find_program(const char *variable, const char *name, char *out, size_t size);
