/* Does what app/export.h wants: the file of Ctrl-S.  UI thread. */
#ifndef UI_WRITE_EXPORT_H
#define UI_WRITE_EXPORT_H

#include "app/app.h"

/* Writes the file where one is wanted, and tells the app. */
void write_export(struct app *app);

#endif
