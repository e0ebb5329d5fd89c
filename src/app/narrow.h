/* What of a queue and of a message a filter looks at: which texts, which states.  UI thread. */
#ifndef APP_NARROW_H
#define APP_NARROW_H

#include "app/filter.h"

#include <stdint.h>

struct queue_row;
struct message_row;

/* The states of a queue, in words: "paused" and so on, NULL behind the last. */
const char *const *narrow_queue_states(void);

/* Name and states.  What was measured holds for 5 minutes: a queue not measured since is shown, and
 * what is shown is measured. */
bool narrow_queue(const struct filter *f, const struct queue_row *row, int64_t now_mono_ms);

/* The filter asks for states that change with every measurement. */
bool narrow_is_measured(const struct filter *f);

/* Id, type, preview and the whole decoded body; where it is compressed, the first 64 kB of it. */
bool narrow_message(const struct filter *f, const struct message_row *row);

#endif
