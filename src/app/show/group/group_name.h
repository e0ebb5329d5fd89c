/* What a group is called where there is little room: the beginning that it shares with others is
 * cut out, so that what tells it from them stays in sight.  Pure. */
#pragma once

#include <stddef.h>

enum { GROUP_NAME_BYTES = 400 };

/* For each of n texts, how many bytes of it some other one begins with as well: from there on it is
 * told from all of them.  Equal texts share nothing. */
void group_name_compare(const char *const *texts, size_t *shared, size_t n);

/* The text in at most cols columns: whole, or "TypeError: … undefined (reading 'id')" where its
 * first shared bytes are others' too, or cut in the middle.  Returns out, which may be longer where
 * it is the end that is to go. */
const char *group_name_cut(char out[GROUP_NAME_BYTES], const char *text, size_t shared, int cols);

/* The same of a shape: "{… customer: null, total: string}". */
const char *group_name_cut_shape(char out[GROUP_NAME_BYTES], const char *text, size_t shared,
                                 int cols);
