/* The paths under /__sim, for tests: they move the clock, make faults, seed, and tell what was
 * seen. Only with --control; no credentials.  JSON both ways; 400 {"error":"..."} for what is not
 * understood.
 *
 * POST /__sim/clock {"advance_ms":N}
 *      Moves the clock forward: timestamps, leases, retention, window of the rate limit.  (Delays
 *      of answers are real time.)  Answers {"now_ms":N}; GET /__sim/clock only tells.
 *
 * POST /__sim/fault {"op","queue","kind","status","code","message","retry_after","delay_ms",
 *                    "location","count","apply"}
 *      op      list queue metrics consumers pull peek ack purge extend accounts push any (the
 *              default); also verify patch create delete consumer purge_queue purge_status
 *      queue   name or id; missing: any
 *      count   how many requests it hits, default 1; 0: for ever
 *      apply   true: the request is carried out at once although its answer is lost or late
 *      kind    status          failure envelope with status (500), code (15000), message and
 *                              retry_after (seconds; missing: no header)
 *              hang            no answer before DELETE /__sim/faults; then the right one
 *              hang_body       headers and half the body, the rest after DELETE /__sim/faults
 *              reset           TCP RST
 *              truncate        half the body, then the connection ends
 *              invalid_json    the first half of the body, as if it were all
 *              wrong_types     numbers are strings, strings numbers, booleans strings in result
 *              endless         a body without end
 *              trickle         the right body, a byte every delay_ms
 *              redirect        302 to location
 *              delay           the right answer after delay_ms
 *              html_challenge  403, text/html, cf-mitigated: challenge
 *              empty           200 and no body
 *              status, where given, replaces the status of any kind that answers.
 *      Faults are taken oldest first.  hang, hang_body, truncate, invalid_json, wrong_types,
 *      trickle and delay carry the request out (hang and delay at their end, and only when the
 *      client is still there); the others only with apply.
 * DELETE /__sim/faults
 *
 * POST /__sim/seed {"name":"usual"}
 *      The account of tests/sim/seeds/usual.json (see README.md here), instead of what is there.
 *
 * POST /__sim/seed {"reset":true,"queues":[...],"generate_queues":N}
 *      A queue is {"name","id","account":0,"paused","retention","delay","created_ms",
 *      "jurisdiction","producers":[...],"consumers":[...],"messages":[...]}; a name that is there
 *      already gets more consumers and messages.
 *      A consumer is as the API gives it:
 *          {"type":"http_pull","dead_letter_queue":"name","settings":{...}}
 *      A message is {"id","body","body_base64","size","wire","content_type","metadata",
 *      "attempts","age_ms","age_step_ms","delay_ms","count"}:
 *          body          text, or any JSON value
 *          size          a made-up body of so many bytes
 *          wire          the text that goes out as it is, instead of the encoded body
 *          content_type  missing: "text"; null: none
 *          metadata      any JSON value instead of {"CF-Content-Type":...}
 *          count         so many alike, each age_step_ms younger
 *      generate_queues adds queue-00001 and on.
 *
 * POST /__sim/options {"plain_json":bool,"peek":"ok|405|10405|404","extend":bool,"rate_limit":N,
 *                      "latency_ms":N,"per_page_max":N,"numbers":"int|real"}
 *      rate_limit: requests per 300 s, 0 for no limit; latency_ms: before each API answer.
 *
 * GET /__sim/requests
 *      [{"method","path","query","body","op","queue","status","auth","changes_state","time_ms",
 *        "connection","user_agent"}], oldest first.  path is behind the base path; status 0: not
 *      yet answered; auth: none bad token read_token account_token key; changes_state: what the
 *      route does, whatever came of it.
 * DELETE /__sim/requests
 *
 * GET /__sim/queues/NAME
 *      {"name","id","paused","messages":[{"id","state":"ready|leased|delayed","attempts",
 *       "timestamp_ms","visible_ms","content_type","body_bytes","lease_id"}]}; or 404.
 *
 * Credentials: bearer sim-token (may all), sim-read-token (may read), sim-account-token (owned by
 * the account: /user/tokens/verify does not know it); sim@example.com with key sim-key. */
#ifndef SIM_CONTROL_H
#define SIM_CONTROL_H

#include "tests/sim/service.h"

/* Answers a request whose path begins with /__sim/.  *release is set when hanging answers are to go
 * on. */
void control_answer(struct service *s, struct sim_request *q, struct sim_reply *r, bool *release);

#endif
