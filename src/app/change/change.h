/* A and R: acknowledging (that is, deleting) and retrying messages.  Asks, sends, and notes what
 * became of each message. */
#pragma once

#include "app/state.h"

/* Notes the messages that verb is to be done to as those asked about. */
void change_take(struct app *app, enum verb verb);

/* Sends what was asked about; what deletes waits for the trash first. */
void change_send(struct app *app, int64_t delay_s, int64_t lease_ms);

/* Forgets what was asked about. */
void change_drop_question(struct app *app);

enum { ASK_LINES = 8 };

/* The question in words; may hold OUTSIDE bytes. */
struct ask_text {
    char title[160];
    char lines[ASK_LINES][160];
    int n;
};

void change_describe(const struct app *app, struct ask_text *out);

/* The final event e, whatever it is about, says which leases are over, which have a new id, and
 * which are held as before: known before a person sees it. */
void change_note_leases(struct app *app, const struct event *e);

/* A call ended.  false: it was not one of ours.  why: the error as it is told to a person; NULL: it
 * was done. */
bool change_take_answer(struct app *app, const struct event *e, const char *why);

/* Before new messages come in: those that are acknowledged or retried leave the list. */
void change_drop_done(struct app *app);

/* After the rows changed: marks and outcomes of messages that are gone are forgotten. */
void change_forget(struct app *app);
