/* One request and its answer, apart from how they travel; and the API's envelope.
 *
 * server.c makes both for each request and frees them.  Strings of the request live as long as it.
 */
#pragma once

#include "base/memory/buf.h"
#include "tests/sim/world/world.h"

#include <jansson.h>

enum { SIM_PARAMS = 64 };

struct sim_param {
    char *name; /* decoded */
    char *value;
};

enum sim_auth {
    AUTH_NONE,
    AUTH_BAD,
    AUTH_TOKEN,
    AUTH_READ_TOKEN,
    AUTH_QUEUES_TOKEN,
    AUTH_ACCOUNT_TOKEN,
    AUTH_EXPIRED_TOKEN,
    AUTH_DISABLED_TOKEN,
    AUTH_KEY
};

struct sim_request {
    char *method;
    char *path;  /* behind the base path, without the query */
    char *query; /* as sent, without the ? */
    struct sim_param params[SIM_PARAMS];
    size_t n_params;
    struct buf body;
    const char *authorization; /* header values, or NULL */
    const char *auth_email;
    const char *auth_key;
    const char *user_agent;
    const char *rate_limit_type;
    const char *accept;
    enum sim_auth auth;
    unsigned connection; /* TCP connections are numbered from 1 */
    /* filled by the route: */
    size_t account;
    struct sim_queue *queue;
    char item[SIM_ID_BYTES]; /* a consumer's id */
    json_t *json;            /* the body, parsed by reply_need_json() */
};

struct sim_reply {
    int status;
    struct buf body;
    const char *content_type;
    char location[512];
    int64_t retry_after_s; /* -1: no header */
    bool challenge;
    bool streams; /* what follows is events (stream.h), not body */
};

void reply_init(struct sim_reply *r);
void reply_free(struct sim_reply *r);

/* The failure envelope with one error, instead of whatever r held.  more: members of the error
 * beside code and message, as JSON, with a comma before each. */
void reply_error_with(struct sim_reply *r, int status, int64_t code, const char *more,
                      const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void reply_error(struct sim_reply *r, int status, int64_t code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* {"success":true,"errors":[],"messages":[],"result": ; the caller appends the result, and then
 * reply_close() or result_info and reply_close(). */
void reply_open(struct sim_reply *r);
void reply_close(struct sim_reply *r);

/* The whole envelope around null. */
void reply_null(struct sim_reply *r);

/* Parses the request's body as a JSON object; false, with 400 and code in r, when it is not one. */
bool reply_need_json(struct sim_request *q, struct sim_reply *r, int64_t code);

/* The first parameter of that name, or NULL. */
const char *reply_param(const struct sim_request *q, const char *name);

/* A whole number from min to max at key of object; otherwise where it is missing.  false: something
 * else stands there.  A real without a fraction is a whole number. */
bool reply_read_number(const json_t *object, const char *key, int64_t min, int64_t max,
                       int64_t otherwise, int64_t *n);
