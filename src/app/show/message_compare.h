/* =: two messages compared, in a screen: the two marked ones, or the marked and the selected one.
 *
 * Holds copies, so that neither a new peek nor an ack takes them away.  The text depends on the
 * width: one value under the other, from MESSAGE_COMPARE_WIDE columns on beside each other.  UI
 * thread. */
#pragma once

#include "body/compare/compare.h"

struct app;

enum { MESSAGE_COMPARE_WIDE = 120, MESSAGE_COMPARE_ID = 40 };

struct message_compare {
    char ids[2][MESSAGE_COMPARE_ID]; /* OUTSIDE bytes */
    struct body bodies[2];
    char *metadata[2]; /* JSON; NULL: missing */
    struct comparison body;
    struct comparison about; /* of the metadata, */
    bool has_about;          /* where both have some */
    char *head;              /* what else is known of both, in lines */
    int cols;                /* that the text was made for */
};

void message_compare_free(struct message_compare *d);

/* Makes the text anew where the width has changed. */
void message_compare_settle(struct app *app);

void message_compare_describe(const struct app *app, char *out, size_t size);

/* Where the columns of a wide text begin: path, left, right. */
struct message_compare_columns {
    int at[3];
    int width[3];
};

/* false: it is no wide one. */
bool message_compare_find_columns(int cols, struct message_compare_columns *out);
