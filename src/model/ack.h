/* What the API answered to an acknowledge-or-retry call (POST .../messages/ack), to a purge of
 * peeked messages (POST .../messages/purge) and to an extension of leases (POST
 * .../messages/extend).  Owned like struct queue_page; strings are OUTSIDE
 * bytes. */
#pragma once

#include "base/memory/arena.h"
#include "base/memory/string_map.h"

#include <stdint.h>

/* What the API has to say of one message that it did not do as asked. */
struct warning {
    const char *handle; /* lease id or ref */
    const char *text;
};

/* By handle, the first where there are several; borrows them. */
struct string_map warnings_map(struct warning *warnings, size_t n);

/* The text about a handle, never empty; NULL: there is none about it. */
const char *warning_find(const struct string_map *warnings, const char *handle);

struct ack_result {
    struct arena arena;
    int64_t ack_count; /* -1: not said */
    int64_t retry_count;
    struct warning *warnings;
    size_t n_warnings;
};

/* Errors do not say which message they are about. */
struct purge_result {
    struct arena arena;
    const char **errors;
    size_t n_errors;
    struct warning *warnings;
    size_t n_warnings;
};

/* A lease that got a new id.  Which one it was is told by the old id, or else by the message's id,
 * or else by its place among those asked for. */
struct extended {
    const char *lease_id;     /* the new one; NULL: not said */
    const char *old_lease_id; /* NULL: not said */
    const char *id;           /* of the message; NULL: not said */
};

struct extend_result {
    struct arena arena;
    struct extended *items;
    size_t n;
    struct warning *warnings;
    size_t n_warnings;
};

void ack_result_free(struct ack_result *r); /* NULL is fine */
void purge_result_free(struct purge_result *r);
void extend_result_free(struct extend_result *r);
