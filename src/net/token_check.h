/* Whether a call was refused for a bad token or for a missing permission: the API is asked once in
 * a run, and the failures that this is about wait for what it says, a few seconds at most.  One
 * engine's; fetch thread only.
 *
 * A user's token is known to /user/tokens/verify.  A token that an account owns is not, but to that
 * account's own tokens/verify: only both together tell a bad one. */
#pragma once

#include "net/protocol.h"

struct token_check {
    enum { CHECK_IDLE, CHECK_WANTED, CHECK_ASKED, CHECK_OVER } step;
    enum op op;                /* asked, or to be asked next */
    char account_id[ID_BYTES]; /* "": not known, then only the user's tokens can be looked up */
    int64_t until_ms;          /* monotonic; the end of waiting */
    enum token_state found;
};

/* A call about the account was refused: it is worth asking. */
void token_check_want(struct token_check *c, const char *account_id, int64_t now_ms);

/* The request to make now; NULL: none. */
struct request *token_check_next(struct token_check *c);

/* Takes the answer to it. */
void token_check_note(struct token_check *c, const struct event *e);

/* Nothing more is waited for: it is told, or it took too long. */
bool token_check_is_over(struct token_check *c, int64_t now_ms);
