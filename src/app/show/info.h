/* The texts of the overlays: every field of a message, and the help.  Made into the
 * overlay's pager; lines may hold OUTSIDE bytes. */
#ifndef APP_SHOW_INFO_H
#define APP_SHOW_INFO_H

#include "app/app.h"

void info_show_message(struct app *app, const struct message_row *row);
void info_show_help(struct app *app);

#endif
