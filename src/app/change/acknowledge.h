/* A and R: acknowledging (that is, deleting) and retrying messages.  Asks, sends, and notes what
 * became of each message. */
#ifndef APP_CHANGE_ACKNOWLEDGE_H
#define APP_CHANGE_ACKNOWLEDGE_H

#include "app/app.h"

/* Opens the question about the marked or selected messages; obstacle_find() found nothing. */
void acknowledge_ask(struct app *app, enum deed deed);

/* Notes the messages that deed is to be done to as those asked about. */
void acknowledge_take(struct app *app, enum deed deed);

/* Sends what was asked about. */
void acknowledge_send(struct app *app, int64_t delay_s, int64_t lease_ms);

/* Forgets what was asked about. */
void acknowledge_drop_question(struct app *app);

/* A key while the question is open. */
void acknowledge_key(struct app *app, struct key key);

enum { ASK_LINES = 6 };

/* The question in words; may hold OUTSIDE bytes. */
struct ask_text {
    char title[160];
    char lines[ASK_LINES][160];
    int n;
};

void acknowledge_describe(const struct app *app, struct ask_text *out);

/* A call ended.  false: it was not one of ours.  why is the error as it is told to a person. */
bool acknowledge_note_done(struct app *app, const struct event *e);
bool acknowledge_note_failed(struct app *app, const struct event *e, const char *why);

/* Before new messages come in: those that are acknowledged or retried leave the list. */
void acknowledge_drop_done(struct app *app);

/* After the rows changed: marks and fates of messages that are gone are forgotten. */
void acknowledge_forget(struct app *app);

#endif
