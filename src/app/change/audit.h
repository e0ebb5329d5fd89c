/* What is to be written into journal.jsonl: of every request that changes the server the intent,
 * before it is sent, and the result.
 *
 * The app makes the entries, the loop takes them and writes them: those of a request when it has
 * taken the request and not sent it yet.  UI thread. */
#ifndef APP_CHANGE_AUDIT_H
#define APP_CHANGE_AUDIT_H

#include "net/protocol.h"
#include "store/audit_file.h"

struct app;

struct ledger_entry {
    struct ledger_entry *next;
    struct arena arena; /* what record points to */
    struct journal_record record;
};

struct ledger {
    struct ledger_entry *first, **last; /* not taken yet, oldest first; owned */
};

void ledger_init(struct ledger *l);
void ledger_free(struct ledger *l);
void ledger_entry_free(struct ledger_entry *e); /* NULL is fine */

/* The oldest entry that is to be written, then the caller's; NULL: none. */
struct ledger_entry *ledger_take(struct ledger *l);

/* r is about to be sent; nothing is noted of one that changes nothing. */
void ledger_note_intent(struct app *app, const struct request *r);

/* The final event e: begin before it is taken in, while it is known which messages it is about, and
 * end after that.  NULL: there is nothing to note. */
struct ledger_entry *ledger_begin_result(struct app *app, const struct event *e);
void ledger_end_result(struct app *app, struct ledger_entry *entry, const char *error);

#endif
