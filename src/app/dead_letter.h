/* The two ends of dead-lettering: from a queue to its dead-letter queue, from that to a source. */
#ifndef APP_DEAD_LETTER_H
#define APP_DEAD_LETTER_H

#include "app/state.h"

/* o: selects the other end of the queue that the focus is about, and opens it when the message pane
 * has the focus.  A queue with several other ends gives them in turn: its dead-letter queue, then
 * its sources by name; whoever came from one of them goes back to it first. */
void dead_letter_jump(struct app *app);

#endif
