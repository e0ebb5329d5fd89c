/* The state files kept in step with the app: leases held, what was done to the server, what was
 * deleted.
 *
 * The loop calls state_sync_run() after everything that changes the app and before anything is sent
 * or drawn, so that a lease is in its file before its message is on the screen.  The journal and
 * the trash are written by the disk thread, and what changes the server is sent by it behind its
 * intent, so that this is on the disk before.  Where the files cannot be had the program goes on
 * and says so once; leases that could not be written are counted in the app and written again every
 * second, and what was to be saved before deleting is then not deleted.  UI thread. */
#pragma once

#include "app/state.h"
#include "effects/state/disk.h"
#include "net/fetch.h"
#include "store/lease_file.h"

struct state_sync;

/* Never fails: without its folder it keeps nothing, and says so in the app's status line.
 * releaser: the command that gives back what is held when this program crashes (crash.h, which
 * copies it); NULL: there is none.  disk is state_sync_stop()'s from then on. */
struct state_sync *state_sync_start(char *const *releaser, struct disk *disk);

/* Gives the app what earlier runs left: leases still held, and the end of the journal. */
void state_sync_tell(struct state_sync *k, struct app *app);

void state_sync_run(struct state_sync *k, struct app *app);

/* Sends what the app asks for: what reads at once, the rest when the disk thread comes to it. */
void state_sync_send(struct state_sync *k, struct app *app, struct fetch *fetch);

/* The leases have been given back, or not: those that were not stay in the file for the next start.
 * Frees k, and stops the disk thread when all of it is written. */
void state_sync_stop(struct state_sync *k, struct app *app);
