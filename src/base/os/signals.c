#include "base/os/signals.h"

#include "base/memory/array.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static const struct {
    int number;
    bool always; /* install even when it was ignored at the start */
} caught[] = {
    {SIGTERM, false}, {SIGHUP, false}, {SIGINT, false},  {SIGQUIT, false},
    {SIGWINCH, true}, {SIGCONT, true}, {SIGTSTP, false}, {SIGCHLD, true},
};
enum { CAUGHT = ARRAY_LEN(caught) };

static int read_end = -1;
static int write_end = -1;
static struct sigaction old_actions[CAUGHT];
static bool ending; /* a SIGTERM or SIGHUP was taken */

static void on_signal(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    /* A full pipe holds thousands of signals nobody has taken: one more tells nothing new. */
    ssize_t n = write(write_end, &byte, 1);

    (void)n;
    errno = saved;
}

bool signals_start(void)
{
    int fds[2];
    struct sigaction action = {.sa_flags = SA_RESTART};

    assert(read_end < 0);
    if (pipe2(fds, O_CLOEXEC | O_NONBLOCK) < 0)
        return false;
    read_end = fds[0];
    write_end = fds[1];
    action.sa_handler = on_signal;
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < CAUGHT; i++) {
        sigaction(caught[i].number, NULL, &old_actions[i]);
        if (caught[i].always || old_actions[i].sa_handler != SIG_IGN)
            sigaction(caught[i].number, &action, NULL);
    }
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    return true;
}

void signals_stop(void)
{
    struct sigaction ignore = {.sa_flags = 0};

    if (read_end < 0)
        return;
    ignore.sa_handler = SIG_IGN;
    sigemptyset(&ignore.sa_mask);
    for (size_t i = 0; i < CAUGHT; i++)
        sigaction(caught[i].number, caught[i].number == SIGHUP ? &ignore : &old_actions[i], NULL);
    close(read_end);
    close(write_end);
    read_end = -1;
    write_end = -1;
}

int signals_fd(void)
{
    return read_end;
}

int signals_take(void)
{
    unsigned char byte;
    ssize_t n;

    if (read_end < 0)
        return 0;
    do
        n = read(read_end, &byte, 1);
    while (n < 0 && errno == EINTR);
    if (n != 1)
        return 0;
    ending = ending || byte == SIGTERM || byte == SIGHUP;
    return byte;
}

bool signals_are_ending(void)
{
    while (signals_take())
        ;
    return ending;
}
