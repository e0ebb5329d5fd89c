/* Answers of the API, decoded.  Pure functions over bytes; the only place that knows jansson.
 *
 * Strict where it matters (an answer that is not the envelope is an error with err filled), lenient
 * where the API is: numbers come as integers or reals, any field may be missing or null, unknown
 * fields are ignored (and kept in json when asked).  Strings longer than 256 bytes are cut out of
 * the answer before jansson sees it, and decoded from the answer itself (api/cut.h): 70 MB/s
 * against several GB/s.
 *
 * http is the status; bytes are the answer.  On failure of any kind err says why and NULL/false
 * comes back: ERR_API for a status of 400 and above and for success:false (code, text, doc_url,
 * pointer where the envelope has them), ERR_RESPONSE for what is not an answer of this API.
 *
 * One field of a wrong type is unknown; `result`, a list or a row of a wrong type fails the whole
 * answer.  A null list is an empty one.  A queue whose id is not fit for a URL cannot be asked
 * about: decode_queues() leaves it out, decode_queue() fails.  An account likewise.  A string with
 * a NUL in it is missing, except in a body.  More than 1,000 messages, or 10,000 rows, fail the
 * answer.
 *
 * json arguments: NULL when not wanted, else the malloc'd `result` on one line (NULL: there was
 * none). */
#ifndef API_DECODE_H
#define API_DECODE_H

#include "base/err.h"
#include "model/account.h"
#include "model/ack.h"
#include "model/message.h"

struct answer {
    int http;
    const char *content_type; /* NULL: none */
    const char *cf_mitigated; /* header cf-mitigated; NULL: none */
    const char *location;     /* header of a redirect, which is never followed; NULL: none */
    char *bytes; /* malloc'd, NUL behind; decode_batch() takes it over (it is NULL then)
                    when it succeeds */
    size_t len;
    int retry_after_s; /* -1: none */
};

enum { DECODE_MESSAGES = 1000, DECODE_ROWS = 10000 };

/* Once, before any thread decodes: the parser picks its hash seed. */
void decode_start(void);

struct account_list *decode_accounts(const struct answer *a, struct error *err);
struct queue_page *decode_queues(const struct answer *a, bool keep_json, struct error *err);
struct queue_page *decode_queue(const struct answer *a, bool keep_json, struct error *err);
bool decode_metrics(const struct answer *a, struct metrics *out, char **json, struct error *err);
struct batch *decode_batch(struct answer *a, enum batch_source source, bool keep_json,
                           struct error *err);
struct ack_result *decode_ack(const struct answer *a, char **json, struct error *err);
struct purge_result *decode_purge(const struct answer *a, char **json, struct error *err);
struct extend_result *decode_extend(const struct answer *a, char **json, struct error *err);

#endif
