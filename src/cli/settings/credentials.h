/* Which credential is used: an API token, or e-mail and global key.
 *
 * Error texts name the source of a bad value and never the value. */
#pragma once

#include "cli/settings/token.h"
#include "net/fetch.h"

/* A value as found; the texts are borrowed. */
struct credential_source {
    const char *text;     /* NULL: not set anywhere */
    int rank;             /* 0 is the strongest origin */
    const char *where;    /* "CLOUDFLARE_API_TOKEN", "config.ini:3: token" */
    enum token_from from; /* what text is, of a token */
};

/* Chooses by origin first: a key in the environment wins over a token in the config file; from
 * one origin the token wins.  A key without an e-mail is used by nobody: the token then, or an
 * error. out gets copies of its own.  Only the one that is used is read from its file or command.
 */
bool credentials_choose(struct credentials *out, bool *by_key,
                        const struct credential_source *token,
                        const struct credential_source *email, const struct credential_source *key,
                        struct error *err);

/* Frees what is in it, wiping the secrets. */
void credentials_free(struct credentials *c);
