#include "parts/calls/call_log.h"

#include "api/error/explain.h"
#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_entry(struct call_log_entry *e)
{
    free(e->error);
    free(e->text);
}

void call_log_free(struct call_log *j)
{
    for (size_t i = 0; i < j->n; i++)
        free_entry(&j->ring[(j->first + i) % CALL_LOG_MAX]);
    free(j->ring);
    *j = (struct call_log){0};
}

const struct call_log_entry *call_log_at(const struct call_log *j, size_t i)
{
    return &j->ring[(j->first + i) % CALL_LOG_MAX];
}

size_t call_log_part(const char *error, const char **next)
{
    const char *end = strstr(error, "; ");

    *next = end ? end + 2 : NULL;
    return end ? (size_t)(end - error) : strlen(error);
}

static size_t count_parts(const char *error)
{
    size_t n = 0;

    for (; error; n++)
        call_log_part(error, &error);
    return n;
}

/* A place for one more: the oldest goes when all are taken. */
static struct call_log_entry *add(struct call_log *j)
{
    struct call_log_entry *oldest;

    if (!j->ring)
        j->ring = mem_new(CALL_LOG_MAX, sizeof(*j->ring));
    j->noted++;
    if (j->n < CALL_LOG_MAX)
        return &j->ring[(j->first + j->n++) % CALL_LOG_MAX];
    oldest = &j->ring[j->first];
    j->gone_error_lines += count_parts(oldest->error);
    free_entry(oldest);
    j->first = (j->first + 1) % CALL_LOG_MAX;
    return oldest;
}

static void print_result(char *out, size_t size, const struct event *e)
{
    static const char *const failures[] = {
        [ERR_NONE] = "failed",         [ERR_USAGE] = "not sent",    [ERR_NETWORK] = "no answer",
        [ERR_TIMEOUT] = "timeout",     [ERR_RESPONSE] = "unusable", [ERR_API] = "refused",
        [ERR_CANCELLED] = "cancelled",
    };
    _Static_assert(ARRAY_LEN(failures) == ERR_COUNT, "every error has its word");

    if (e->kind == EV_DONE)
        snprintf(out, size, "ok");
    else if (e->err.http > 0 && e->err.kind == ERR_API)
        snprintf(out, size, "%d", e->err.http);
    else
        snprintf(out, size, "%s", failures[e->err.kind]);
}

void call_log_say(struct call_log *j, int64_t wall_ms, const char *what, const char *result,
                  const char *queue_id, const char *text)
{
    struct call_log_entry *entry = add(j);

    *entry = (struct call_log_entry){
        .wall_ms = wall_ms, .count = -1, .what = what, .text = mem_copy_str(text)};
    snprintf(entry->result, sizeof(entry->result), "%s", result);
    snprintf(entry->queue_id, sizeof(entry->queue_id), "%s", queue_id);
    j->said++;
}

void call_log_note(struct call_log *j, const struct event *e, bool by_key)
{
    bool messages = e->kind == EV_DONE && operation_get(e->op)->result == RESULT_BATCH;
    struct call_log_entry *entry;
    struct explained why;

    if (e->kind == EV_PAGE || e->kind == EV_STREAM || e->kind == EV_SAMPLE)
        return;
    entry = add(j);
    *entry = (struct call_log_entry){.wall_ms = e->received.wall_ms,
                                     .took_ms = e->received.mono_ms - e->sent.mono_ms,
                                     .bytes = e->bytes,
                                     .op = e->op,
                                     .retried = e->kind == EV_RETRYING,
                                     .count = messages ? (int64_t)e->u.batch->n : -1};
    memcpy(entry->queue_id, e->queue_id, sizeof(entry->queue_id));
    print_result(entry->result, sizeof(entry->result), e);
    if (e->kind == EV_DONE)
        return;
    entry->error = mem_copy_str(explain_error(&why, &e->err, e->op, by_key));
    /* Without a stream there is the ordinary way, which fails by itself. */
    j->failed += e->err.kind != ERR_CANCELLED && !operation_get(e->op)->streams;
}
