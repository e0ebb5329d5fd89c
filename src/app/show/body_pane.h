/* Which message the body pane shows, and how.  The body is decoded and laid out when it is about to
 * be drawn, not at every step of the cursor. */
#pragma once

#include "app/state.h"

/* The rows that messages may point into are about to change: let go of what is shown.  Keeps the
 * place for when the same message is shown again. */
void body_pane_mark_stale(struct app *app);

/* Shows the selected message, if it is not shown already. */
void body_pane_settle(struct app *app);

/* How the bodies of the open queue are shown, from now on and whenever it is open; false: no queue
 * is. */
bool body_pane_set_view(struct app *app, enum layout_view view, struct error *err);

/* Another queue was opened: its bodies are shown as they were last. */
void body_pane_open_queue(struct app *app);

void body_pane_close(struct app *app);
