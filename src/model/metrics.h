/* The backlog of one queue at one moment: best effort, approximate (GET .../metrics, and
 * metadata.metrics of a pull).  -1 is unknown; the API's oldest_message_timestamp_ms 0 means
 * unknown and is stored as -1. */
#pragma once

#include <stdint.h>

struct metrics {
    int64_t backlog_count;
    int64_t backlog_bytes;
    int64_t oldest_ms; /* Unix ms */
};
