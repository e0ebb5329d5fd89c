/* The simulator as a test sees it: starts build/cfqtop-sim, moves its clock, makes faults, asks
 * what it saw.  The control paths and their JSON are documented in tests/sim/README.md.
 *
 * One struct sim per server; the test owns it and ends it with sim_stop().  Not thread-safe: call
 * from one thread at a time.  Every failure here (no server, an answer other than 2xx) fails the
 * running cmocka test with the reason. */
#pragma once

#include <stdint.h>

#include <jansson.h>

/* The simulator's defaults. */
#define SIM_ACCOUNT      "023e105f4ecef8ad9ca31a8372d0c353"
#define SIM_TOKEN        "sim-token"
#define SIM_READ_TOKEN   "sim-read-token"
#define SIM_QUEUES_TOKEN "sim-queues-token"
#define SIM_EMAIL        "sim@example.com"
#define SIM_KEY          "sim-key"

struct sim;

/* Starts the program named by CFQTOP_SIM, or else cfqtop-sim of this build, with --parent-dies
 * --control on a free port, and waits until it listens.  extra_args is NULL or ends with NULL.  An
 * account without queues, unless an argument or sim_seed() says otherwise. */
struct sim *sim_start(const char *const *extra_args);

/* Ends the server, waits for it, frees s.  NULL is fine. */
void sim_stop(struct sim *s);

/* "http://127.0.0.1:PORT/client/v4", what CLOUDFLARE_API_BASE_URL takes; valid until sim_stop(). */
const char *sim_url(const struct sim *s);
int sim_port(const struct sim *s);

/* POSTs the formatted JSON text to a control path such as "/__sim/clock". */
void sim_post(struct sim *s, const char *path, const char *fmt_json, ...)
    __attribute__((format(printf, 3, 4)));

/* The JSON at a control path, such as "/__sim/requests" or "/__sim/queues/orders"; the caller
 * releases it with json_decref(). */
json_t *sim_get(struct sim *s, const char *path);

/* DELETEs a control path, such as "/__sim/faults" or "/__sim/requests". */
void sim_delete(struct sim *s, const char *path);

/* POST /__sim/seed: the name of one of tests/sim/seeds, or {"reset":true,"queues":[...]}. */
void sim_seed(struct sim *s, const char *seed);
/* Any control call, for tests of what is refused: the status alone. */
int sim_control(struct sim *s, const char *method, const char *path, const char *body);

/* POST /__sim/clock. */
void sim_advance(struct sim *s, int64_t ms);

/* Requests seen since the start or the last DELETE /__sim/requests.  op is a name of the fault
 * table ("list", "pull", ... or "any"). */
int sim_count_requests(struct sim *s, const char *op);
int sim_count_state_changes(struct sim *s);

/* Messages of a queue that are ready, leased or delayed; all: whatever they are. */
int sim_count_messages(struct sim *s, const char *queue, const char *state);

/* A call of the API itself, for tests of the simulator: path is behind the base path
 * ("/accounts/..."), body NULL for none; token is a bearer token, NULL for no credentials.  Returns
 * the status; *answer (if not NULL) gets the parsed JSON or NULL. */
int sim_call(struct sim *s, const char *token, const char *method, const char *path,
             const char *body, json_t **answer);

/* The same with further header lines ("X-Auth-Key: sim-key"), NULL-terminated, and the answer's
 * header lines in headers (a buffer of size bytes, NUL-terminated, cut to fit; NULL: not wanted).
 */
int sim_call_with(struct sim *s, const char *const *header_lines, const char *method,
                  const char *path, const char *body, json_t **answer, char *headers, int size);
