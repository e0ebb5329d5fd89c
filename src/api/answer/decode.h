/* Answers of the API, decoded.  Pure functions over bytes; the only place that knows jansson.
 *
 * Strict where it matters (an answer that is not the envelope is an error with err filled), lenient
 * where the API is: numbers come as integers or reals, any field may be missing or null, unknown
 * fields are ignored (and kept in json when asked).  Strings longer than 256 bytes are cut out of
 * the answer before jansson sees it, and decoded from the answer itself (api/answer/cut.h): 70 MB/s
 * against several GB/s.
 *
 * http is the status; bytes are the answer.  On failure of any kind err says why: ERR_API for a
 * status of 400 and above and for success:false (code, text, chain, doc_url, pointer where the
 * envelope has them), ERR_RESPONSE for what is not an answer of this API.
 *
 * One field of a wrong type is unknown; `result`, a list or a row of a wrong type fails the whole
 * answer.  A null list is an empty one.  A queue whose id is not fit for a URL cannot be asked
 * about: a list leaves it out, the answer about one queue fails.  An account likewise.  A string
 * with a NUL in it is missing, except in a body.  More than 1,000 messages, or more rows of a list
 * than were asked for, fail the answer.
 *
 * GraphQL: errors with data beside them are kept in the result, where it holds some of what was
 * asked; else they fail the call.  A value of a wrong type, or a time that is none, fails the
 * answer.
 *
 * Credentials in what the API says (errors, warnings, headers) are redacted here, before anything
 * is cut.  Messages and their bodies are what somebody else sent: they stay as they are.
 *
 * *json is the malloc'd `result` on one line where the call asks for it (keep_json) and the rows do
 * not keep theirs; else, or where the answer has none, NULL. */
#pragma once

#include "api/request/operation.h"
#include "base/os/clock.h"
#include "base/text/redact.h"

struct answer {
    int http;
    const char *content_type; /* NULL: none */
    const char *cf_mitigated; /* header cf-mitigated; NULL: none */
    const char *location;     /* header of a redirect, which is never followed; NULL: none */
    char *bytes;              /* malloc'd, NUL behind; messages take it over (it is NULL then) */
    size_t len;
    int retry_after_s;           /* -1: none */
    const struct redact *redact; /* what no text of the answer may show; NULL: nothing */
    struct instant sent, received;
};

enum { DECODE_MESSAGES = 1000 };

/* What one event of a stream says, which is the `result` of op's answer without an envelope. false:
 * nothing that can be used. */
bool decode_event(enum op op, const char *data, size_t len, const struct redact *redact,
                  union result *out);

/* Once, before any thread decodes: the parser picks its hash seed. */
void decode_start(void);

/* The parser and its version: "jansson 2.14". */
const char *decode_library(void);

/* What the answer to call says, in out and *json; false with err: both hold nothing. */
bool decode_answer(const struct call *call, struct answer *a, union result *out, char **json,
                   struct error *err);
