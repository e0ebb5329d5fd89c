/* The queue named on the command line: opened as soon as the list has it. */
#pragma once

#include "app/state.h"

void named_queue_open(struct app *app);

/* The list is whole: where it did not have that queue, there is nothing to show. */
void named_queue_miss(struct app *app);
