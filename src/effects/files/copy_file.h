/* A copied text that goes into a file: what app/take/copy.h wants.  UI thread; the disk thread
 * writes it. */
#pragma once

#include "app/state.h"
#include "effects/state/disk.h"

/* Has the text of app->copy written into a new file in the current directory, and tells
 * copy_say_saved() when it is there. */
void copy_file_write(struct disk *disk, struct app *app);
