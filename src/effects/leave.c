#include "effects/leave.h"

#include "app/app.h"
#include "app/change/release.h"
#include "base/dtext.h"
#include "base/signals.h"

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

static void release_leases(struct app *app, struct fetch *fetch, struct state_sync *sync)
{
    int64_t until = clock_now().mono_ms + RELEASE_MAX_MS;
    bool told = false;
    struct pollfd fds[] = {
        {.fd = fetch_event_fd(fetch), .events = POLLIN},
        {.fd = signals_fd(), .events = POLLIN},
    };

    while (signals_take() != 0)
        ;
    app_leave(app, clock_now());
    state_sync_send(sync, app, fetch);
    while (!release_is_done(app)) {
        int64_t left = until - clock_now().mono_ms;

        if (left <= 0)
            return;
        /* A wait that can be felt says what it is for. */
        if (poll(fds, 2, (int)(told || left < TELL_MS ? left : TELL_MS)) == 0 && !told) {
            leave_print("releasing leases (Ctrl-C stops that)");
            told = true;
        }
        if (is_told_to_stop())
            return;
        take_events(app, fetch);
        state_sync_run(sync, app);
        state_sync_send(sync, app, fetch);
    }
}

int leave_run(struct app *app, struct fetch *fetch, struct state_sync *sync)
{
    char line[600];

    release_leases(app, fetch, sync);
    release_describe(app, line, sizeof(line));
    if (line[0])
        leave_print(line);
    if (app->fatal[0])
        leave_print(app->fatal);
    return app->fatal[0] ? 1 : 0;
}
