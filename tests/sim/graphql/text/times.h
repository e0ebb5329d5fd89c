/* Times as queries and answers spell them. */
#pragma once

#include "base/memory/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* "2026-11-30T08:00:00Z", with a fraction or an offset; false: it is none. */
bool gql_time_parse(const char *s, int64_t *unix_ms);

/* "2026-11-30" */
bool gql_date_parse(const char *s, int64_t *unix_ms);

/* With quotes. */
void gql_time_append(struct buf *out, int64_t unix_ms);
void gql_date_append(struct buf *out, int64_t unix_ms);

/* A span in seconds: "604800s", or as "1w", "4w4d", "1d2h30m". */
void gql_span_print(char *out, size_t size, int64_t seconds, bool in_units);
