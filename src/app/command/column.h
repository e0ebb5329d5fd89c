/* :column, the columns of paths of the open queue: chosen in this run, else by the config file. */
#pragma once

struct app;

/* A queue was opened: its columns are shown. */
void column_open_queue(struct app *app);
