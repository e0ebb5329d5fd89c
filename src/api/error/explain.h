/* One line for a person from an error: status and code, what the server says, then what we advise:
 *
 *   403/10000 Authentication error; the token is valid, but lacks "Queues Write" (needed for pull)
 *
 * The server's words come first and whole, with the causes it gives; ours beside them name a cause
 * only where it is known, else all that share the code.  What does not fit the screen is cut there:
 * the call log has the line as it is.  The table of known codes is codes.def.  Pure.  The line may
 * hold OUTSIDE bytes: it goes through struct dtext before it is shown. */
#pragma once

#include "api/request/operation.h"
#include "base/failure/err.h"

struct explained {
    char s[2000];
};

/* by_key: the credential is e-mail and key, not a token. */
const char *explain_error(struct explained *out, const struct error *err, enum op op, bool by_key);

/* The same with advice in the place of ours. */
const char *explain_advising(struct explained *out, const struct error *err, enum op op,
                             const char *advice);

/* Our advice alone; "": none. */
const char *explain_advice(struct explained *out, const struct error *err, enum op op, bool by_key);

/* The credential may be at fault: whether it is, the API can be asked (OP_TOKEN). */
bool explain_blames_credential(const struct error *err, enum op op);

/* The operation is not available for this queue or credential, as opposed to having failed: 404
 * without queue-not-found, 405, code 10405 (see messages/peek vs messages/preview). */
bool explain_is_unavailable(const struct error *err);

/* A request that changes the server failed so, and may have been carried out all the same: no
 * answer, one that cannot be read, or one of a gateway.  (A plain no was not carried out.) */
bool explain_may_be_done(const struct error *err);

/* The next request would most likely fail the same way: no network, credential, limit or queue, as
 * opposed to what this one asked for.  And: this holds for requests about its queue only. */
bool explain_will_recur(const struct error *err);
bool explain_is_of_queue(const struct error *err);

/* What the server says of one lease (a warning) means that it knows no such lease any more, as
 * opposed to that something went wrong.  And: an error means that of all leases of its queue. */
bool explain_is_lease_gone(const char *warning);
bool explain_is_queue_gone(const struct error *err);

/* The credential is good and lacks a permission, as the API has said: nothing that needs it will be
 * done, whatever the queue. */
bool explain_is_denied(const struct error *err, enum op op);
