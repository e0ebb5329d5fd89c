#include "effects/leave.h"

#include "app/app.h"
#include "app/change/release.h"
#include "base/memory/array.h"
#include "base/os/signals.h"
#include "base/text/dtext.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { TELL_MS = 300 };

void leave_print(const char *text)
{
    struct dtext line;

    dtext_make(&line, text, strlen(text), 0, DTEXT_COLS, DTEXT_LINE);
    fprintf(stderr, "cfqtop: %s\n", line.s);
}

struct leaving {
    struct app *app;
    struct fetch *fetch;
    struct state_sync *sync;
    struct disk *disk;
    int64_t until_mono_ms;
    bool told; /* what the wait is for */
};

static void take_events(struct app *app, struct fetch *fetch)
{
    struct event *e = fetch_take(fetch);

    while (e) {
        struct event *next = (struct event *)e->mail.next;

        app_event(app, e, clock_now());
        e = next;
    }
}

/* Of the signals, those that ask the program to end.  A terminal that closes sends SIGHUP and
 * SIGCONT one after the other, after its end was seen: they do not ask to leave leases behind. */
static bool is_told_to_stop(void)
{
    bool told = false;
    int sig;

    while ((sig = signals_take()) != 0)
        told = told || sig == SIGINT || sig == SIGQUIT || sig == SIGTERM;
    return told;
}

/* Waits for something and takes it in.  False: the time is over, or a person will not wait. */
static bool wait_once(struct leaving *l)
{
    struct pollfd fds[] = {
        {.fd = fetch_event_fd(l->fetch), .events = POLLIN},
        {.fd = disk_fd(l->disk), .events = POLLIN},
        {.fd = signals_fd(), .events = POLLIN},
    };
    int64_t left = l->until_mono_ms - clock_now().mono_ms;

    if (left <= 0)
        return false;
    /* A wait that can be felt says what it is for. */
    if (poll(fds, ARRAY_LEN(fds), (int)(l->told || left < TELL_MS ? left : TELL_MS)) == 0 &&
        !l->told) {
        leave_print("releasing leases (Ctrl-C stops that)");
        l->told = true;
    }
    if (is_told_to_stop())
        return false;
    take_events(l->app, l->fetch);
    disk_take(l->disk, l->app);
    state_sync_run(l->sync, l->app);
    state_sync_send(l->sync, l->app, l->fetch);
    return true;
}

static void release_leases(struct leaving *l)
{
    bool waits = true;

    while (signals_take() != 0)
        ;
    /* What was said yes to and is to be saved first is sent all the same. */
    state_sync_run(l->sync, l->app);
    while (waits && disk_is_busy(l->disk))
        waits = wait_once(l);
    app_leave(l->app, clock_now());
    state_sync_send(l->sync, l->app, l->fetch);
    while (waits && !release_is_done(l->app))
        waits = wait_once(l);
}

int leave_run(struct app *app, struct fetch *fetch, struct state_sync *sync, struct disk *disk)
{
    struct leaving leaving = {.app = app,
                              .fetch = fetch,
                              .sync = sync,
                              .disk = disk,
                              .until_mono_ms = clock_now().mono_ms + RELEASE_MAX_MS};
    char line[600];

    release_leases(&leaving);
    release_describe(app, line, sizeof(line));
    if (line[0])
        leave_print(line);
    if (app->fatal[0])
        leave_print(app->fatal);
    return app->fatal[0] ? 1 : 0;
}
