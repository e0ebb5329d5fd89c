/* Where an API token comes from when it is not written out: a variable, a file, a command.
 *
 * Error texts never hold a value: they go behind the name of the source. */
#pragma once

#include "base/failure/err.h"
#include "base/memory/secret.h"

enum {
    TOKEN_MAX_BYTES = 4096, /* of a file's first line, of all that a command prints */
    TOKEN_LIMIT_MS = 10000  /* of a command */
};

enum token_from {
    TOKEN_TEXT,    /* it is the text itself */
    TOKEN_ENV,     /* the text is the name of an environment variable */
    TOKEN_FILE,    /* a path: of a file that is ours and that nobody else can use; its first line */
    TOKEN_COMMAND, /* for /bin/sh; the first line of what it prints.  Waits for it */
    TOKEN_FROM_COUNT
};

/* The token as it is found, into out: whether it is fit to be sent is for the caller to check. */
bool token_read(enum token_from from, const char *text, struct secret *out, struct error *err);
