/* Answers about the past for the decoder's tests: GraphQL's, of two queues A and B from 8 to 9. */
#pragma once

#include "tests/unit/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define A "0000000000000000000000000000000a"
#define B "0000000000000000000000000000000b"

#define DATA(account) "{\"data\":{\"viewer\":{\"accounts\":[" account "]}},\"errors\":null}"
#define WITH_ERROR(data, text)                                                                     \
    "{\"data\":" data ",\"errors\":[{\"message\":\"" text "\",\"path\":[\"viewer\",\"accounts\","  \
    "\"0\",\"operations\"],\"extensions\":{\"timestamp\":\"2026-11-30T09:00:00Z\"}}]}"

static const int64_t start_ms = 1796025600000; /* 2026-11-30T08:00:00Z */
static const int64_t minute_ms = 60000;

static inline struct call new_question(unsigned parts)
{
    return (struct call){.op = OP_HISTORY,
                         .history = {.parts = parts,
                                     .start_ms = start_ms,
                                     .end_ms = start_ms + 60 * minute_ms,
                                     .step = HISTORY_FIVE_MINUTES}};
}

#define ROW(id, messages, time)                                                                    \
    "{\"avg\":{\"messages\":" messages "},\"dimensions\":{\"queueId\":\"" id                       \
    "\",\"datetimeFiveMinutes\":\"" time "\"}}"
#define BACKLOG(rows) DATA("{\"backlog\":[" rows "]}")

#define OPERATION_ROW(more, count)                                                                 \
    "{\"avg\":{\"lagTime\":200,\"retryCount\":1,\"sampleInterval\":10},\"count\":" count           \
    ",\"dimensions\":{\"queueId\":\"" A                                                            \
    "\",\"datetimeFiveMinutes\":\"2026-11-30T08:00:00Z\"," more "}}"
#define ACTION_ROW(action, outcome, count)                                                         \
    OPERATION_ROW("\"actionType\":\"" action "\",\"outcome\":\"" outcome "\"", count)

/* NULL with err. */
static inline struct history *read_as(const struct call *c, int http, const char *text,
                                      struct error *err)
{
    struct answer a = new_answer(http, text);
    union result r;
    char *json;

    *err = (struct error){0};
    decode_answer(c, &a, &r, &json, err);
    assert_null(json);
    free(a.bytes);
    return r.history;
}

static inline struct history *read_all(unsigned parts, const char *text)
{
    const struct call c = new_question(parts);
    struct error err;
    struct history *h = read_as(&c, 200, text, &err);

    if (!h)
        fail_msg("%s", err.text);
    return h;
}

static inline void expect_refused(unsigned parts, const char *text, enum err_kind kind,
                                  const char *why)
{
    const struct call c = new_question(parts);
    struct error err;

    if (read_as(&c, 200, text, &err))
        fail_msg("it was taken: %s", text);
    assert_int_equal(err.kind, kind);
    assert_string_equal(err.text, why);
}
