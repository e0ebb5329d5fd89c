/* What is to be written into journal.jsonl: of every request that changes the server the intent,
 * before it is sent, and the result.
 *
 * The app makes the entries, the loop takes them and writes them: those of a request when it has
 * taken the request and not sent it yet.  UI thread. */
#pragma once

#include "net/protocol.h"
#include "store/audit_file.h"

struct app;

struct audit_entry {
    struct audit_entry *next;
    struct arena arena; /* what record points to */
    struct audit_record record;
};

struct audit {
    struct audit_entry *first, **last; /* not taken yet, oldest first; owned */
};

void audit_init(struct audit *l);
void audit_free(struct audit *l);
void audit_entry_free(struct audit_entry *e); /* NULL is fine */

/* The oldest entry that is to be written, then the caller's; NULL: none. */
struct audit_entry *audit_take(struct audit *l);

/* r is about to be sent; nothing is noted of one that changes nothing. */
void audit_note_intent(struct app *app, const struct request *r);

/* The final event e: begin before it is taken in, while it is known which messages it is about, and
 * end after that.  NULL: there is nothing to note. */
struct audit_entry *audit_begin_result(struct app *app, const struct event *e);
void audit_end_result(struct app *app, struct audit_entry *entry, const char *error);
