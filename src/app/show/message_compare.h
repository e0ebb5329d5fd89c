/* =: two messages compared, in an overlay: the two marked ones, or the marked and the selected one.
 *
 * Holds copies, so that neither a new peek nor an ack takes them away.  The text depends on the
 * width: one value under the other, from DIFFER_WIDE columns on beside each other.  UI thread. */
#ifndef APP_SHOW_MESSAGE_COMPARE_H
#define APP_SHOW_MESSAGE_COMPARE_H

#include "body/compare/compare.h"

struct app;

enum { DIFFER_WIDE = 120, DIFFER_ID = 40 };

struct differ {
    char ids[2][DIFFER_ID]; /* OUTSIDE bytes */
    struct body bodies[2];
    char *metadata[2]; /* JSON; NULL: missing */
    struct comparison body;
    struct comparison about; /* of the metadata, */
    bool has_about;          /* where both have some */
    char *head;              /* what else is known of both, in lines */
    int cols;                /* that the text was made for */
};

void differ_free(struct differ *d);

/* Compares and opens the overlay, or says what to mark. */
void differ_open(struct app *app);

/* Makes the text anew where the width has changed. */
void differ_settle(struct app *app);

void differ_describe(const struct app *app, char *out, size_t size);

/* Where the columns of a wide text begin: path, left, right. */
struct differ_columns {
    int at[3];
    int width[3];
};

/* false: it is no wide one. */
bool differ_find_columns(int cols, struct differ_columns *out);

#endif
