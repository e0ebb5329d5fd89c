/* Answers of the API, decoded.  Pure functions over bytes; the only place that knows jansson.
 *
 * Strict where it matters (an answer that is not the envelope is an error with err filled), lenient
 * where the API is: numbers come as integers or reals, any field may be missing or null, unknown
 * fields are ignored (and kept in json when asked).  Strings longer than 256 bytes are cut out of the
 * answer before jansson sees it, and decoded from the answer itself (api/cut.h): 70 MB/s against
 * several GB/s.
 *
 * http is the status; bytes are the answer.  On failure of any kind err says why (ERR_API with code,
 * text, doc_url, pointer where the envelope has them; ERR_RESPONSE otherwise) and NULL/false comes
 * back. */
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
    char *bytes;              /* malloc'd, NUL behind; decode_batch() takes it over */
    size_t len;
    int retry_after_s; /* -1: none */
};

struct account_list *decode_accounts(const struct answer *a, struct error *err);
struct queue_page *decode_queues(const struct answer *a, bool keep_json, struct error *err);
struct queue_page *decode_queue(const struct answer *a, bool keep_json, struct error *err);
bool decode_metrics(const struct answer *a, struct metrics *out, char **json, struct error *err);
struct batch *decode_batch(struct answer *a, enum batch_source source, bool keep_json,
                           struct error *err);
struct ack_result *decode_ack(const struct answer *a, char **json, struct error *err);

#endif
