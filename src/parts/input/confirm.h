/* The question before anything is done to messages: who may say yes, and how.  Pure.
 *
 * Cancel is where the cursor stands.  For exactly one message only y says yes; for more, only their
 * number, typed, and then Enter.  Enter on its own cancels.  Keys of the first PROMPT_ARM_MS and
 * all pasted ones are dropped: what was typed ahead or pasted answers nothing. */
#ifndef PARTS_INPUT_CONFIRM_H
#define PARTS_INPUT_CONFIRM_H

#include "parts/input/prompt.h"

struct confirm {
    size_t n;        /* messages it is about */
    bool asks_delay; /* a field for a delay in whole seconds, 0s to 24h */
    bool edited;     /* something was typed */
    int64_t delay_s; /* of CONFIRM_YES */
};

enum confirm_result { CONFIRM_OPEN, CONFIRM_YES, CONFIRM_CANCEL };

/* Makes p the question's fields: the count (n > 1), the delay (asks_delay). */
void confirm_start(struct confirm *c, struct prompt *p, size_t n, bool asks_delay,
                   int64_t now_mono_ms);

enum confirm_result confirm_key(struct confirm *c, struct prompt *p, struct key key,
                                int64_t now_mono_ms);

#endif
