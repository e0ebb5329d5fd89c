/* A message of the trash read from its line; trash_file.h writes it.  Private to store/. */
#pragma once

#include "store/record.h"
#include "store/trash_file.h"

#define TRASH_NAME "trash.jsonl"

/* False: the line is none of ours. */
bool trash_record_open(struct record *r, const char *line, size_t n);

/* at and len are left as they are. */
void trash_record_read_entry(const struct record *r, struct trash_entry *out, struct arena *arena);

void trash_record_read_message(const struct record *r, struct message *out, struct arena *arena);
