/* What of a queue and of a message a filter looks at: which texts, which states.  UI thread. */
#pragma once

#include "base/memory/buf.h"
#include "base/os/clock.h"
#include "body/decode/decode.h"
#include "parts/filter/filter.h"

struct queue_row;
struct message_row;

/* What filters of queues and of messages can ask. */
const struct filter_language *row_filter_queue_language(void);
const struct filter_language *row_filter_message_language(void);

/* The same of queues, as alerts are written: a word is the whole name of a queue, or a pattern. */
const struct filter_language *row_filter_alert_language(void);

/* Name, states and measurements.  What was measured holds for 5 minutes: a queue not measured since
 * is shown, and what is shown is measured. */
bool row_filter_queue(struct filter *f, const struct queue_row *row, const struct instant *now);

/* The functions of filter.h, of a queue. */
enum filter_answer row_filter_ask_queue(struct filter *f, const struct queue_row *row,
                                        const struct instant *now);
bool row_filter_fits_name(struct filter *f, const struct queue_row *row);
bool row_filter_is_back(const struct filter *f, const struct queue_row *row,
                        const struct instant *now, int percent);
void row_filter_print_facts(const struct filter *f, const struct queue_row *row,
                            const struct instant *now, struct text_line *line);

/* Words are looked for in id, metadata, preview and the whole decoded body; where it is compressed,
 * in the first 64 kB of it.  Paths and form: see the whole. */
bool row_filter_message(struct filter *f, const struct message_row *row, const struct instant *now);

/* Appends the lines that teach the language: term, TAB, what it does; as the rows of a Markdown
 * table where one is made of it. */
void row_filter_append_help(struct buf *out, bool as_table);
