/* From an answer to the event that carries it: calls the decoder of the operation.  Pure. */
#ifndef NET_RESULT_H
#define NET_RESULT_H

#include "api/decode.h"
#include "net/protocol.h"

/* Fills e->u and e->json; e's times are set before.  Takes a->bytes over where the result keeps
 * them (they are NULL then).  false with err: e holds nothing new. */
bool result_decode(const struct call *call, struct answer *a, struct event *e, struct error *err);

#endif
