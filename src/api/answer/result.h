/* What an answer says, decoded; results.def has the kinds, an operation's row tells which it has.
 * Owned by whoever holds it: who takes a member sets it to NULL. */
#pragma once

#include "base/failure/err.h"
#include "model/account.h"
#include "model/ack.h"
#include "model/history.h"
#include "model/message.h"
#include "model/queue.h"

enum result_kind {
#define RESULT(kind, member, free) RESULT_##kind,
#include "api/answer/results.def"
    RESULT_COUNT
};

union result {
#define RESULT(kind, member, free) member;
#include "api/answer/results.def"
};

void result_free(enum result_kind kind, union result *r); /* frees what it holds, not r */
