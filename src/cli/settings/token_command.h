/* A command that prints a token: run by /bin/sh with our environment and our stderr, and nothing to
 * read.  It stays in our process group, so that Ctrl-C ends both and it may ask on the terminal. */
#pragma once

#include "base/failure/err.h"
#include "base/memory/buf.h"

#include <stdint.h>

/* All that it prints into out (buf_init()ed; more than its cap fails).  Waits until the command
 * has ended, limit_ms at most, then kills it; it has to end with status 0. */
bool token_command_run(const char *command, int64_t limit_ms, struct buf *out, struct error *err);
