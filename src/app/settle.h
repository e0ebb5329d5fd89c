/* Everything that is derived brought in line with what it is derived from.  UI thread. */
#pragma once

#include "app/state.h"

/* Before drawing, and before a key acts on rows: rows, groups and the shown body agree with what
 * was received. */
void app_settle(struct app *app);
