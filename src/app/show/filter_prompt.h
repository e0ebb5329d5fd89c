/* /: the prompt of the filter of the list in focus, which narrows it as it is typed.  UI thread. */
#ifndef APP_SHOW_FILTER_PROMPT_H
#define APP_SHOW_FILTER_PROMPT_H

#include "app/state.h"

void filter_prompt_open(struct app *app);

/* A key while it is open. */
void filter_prompt_key(struct app *app, struct key key);

#endif
