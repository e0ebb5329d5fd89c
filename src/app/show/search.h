/* Searching the text in focus, a body or an screen: / asks, n and N go on.  UI thread. */
#ifndef APP_SHOW_SEARCH_H
#define APP_SHOW_SEARCH_H

#include "parts/input/key.h"

struct app;

/* Opens the prompt, with what was searched for last. */
void search_start(struct app *app);

/* A key while it is open.  It stays open while what is typed is no pattern. */
void search_key(struct app *app, struct key key);

void search_next(struct app *app, int forward);

#endif
