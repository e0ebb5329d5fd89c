#include "effects/programs/external_program.h"

#include "base/memory/array.h"
#include "base/os/child.h"
#include "base/os/signals.h"
#include "effects/programs/scratch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 1000 }; /* with a program that was asked to end */

/* Each script opens $1.  The shell outlives a SIGTERM until the program has ended, so that we wait
 * for that. */
#define WAIT "trap : TERM HUP\n"

/* cat pages nothing: its text would be gone with the next frame.  less could start a shell or an
 * editor, and write files. */
#define PAGE                                                                                       \
    "export LESSSECURE=\"${LESSSECURE-1}\"\n"                                                      \
    "case \"${PAGER:-cat}\" in\n"                                                                  \
    "cat) if command -v less >/dev/null 2>&1; then less \"$1\"; else more \"$1\"; fi ;;\n"         \
    "*) eval \"$PAGER \\\"\\$1\\\"\" ;;\n"                                                         \
    "esac"

#define EDIT "eval \"${VISUAL:-${EDITOR:-vi}} \\\"\\$1\\\"\""

static const struct {
    const char *name, *script;
} programs[] = {
    [EXTERNAL_PAGER] = {"pager", WAIT PAGE},
    [EXTERNAL_EDITOR] = {"editor", WAIT EDIT},
};
_Static_assert(ARRAY_LEN(programs) == EXTERNAL_COUNT, "every program has its script");

/* The program that has the terminal. */
struct holder {
    const struct external_terminal *terminal;
    pid_t pid;
    int status;
    bool over;
    bool ended; /* we were told to end, and so was it */
    int64_t patience_mono_ms;
};

/* From the background, where doing so would stop us. */
static void take_foreground(void)
{
    sigset_t stop, mask;

    sigemptyset(&stop);
    sigaddset(&stop, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stop, &mask);
    tcsetpgrp(STDIN_FILENO, getpgrp());
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

/* Stopped in the terminal: so are we, and the shell has it until it continues us. */
static void stop_too(const struct holder *h)
{
    take_foreground();
    h->terminal->stop_group();
    tcsetpgrp(STDIN_FILENO, h->pid); /* continued in the background: stops us once more */
    kill(-h->pid, SIGCONT);
}

static void look(struct holder *h)
{
    int status;
    pid_t found = waitpid(h->pid, &status, WNOHANG | WUNTRACED);

    if (found == 0 || (found < 0 && errno == EINTR))
        return;
    if (found > 0 && WIFSTOPPED(status)) {
        stop_too(h);
        return;
    }
    h->status = found > 0 ? status : 0;
    h->over = true;
}

static void take_signals(struct holder *h)
{
    int sig;

    while ((sig = signals_take()) != 0) {
        if (sig != SIGTERM && sig != SIGHUP && sig != SIGINT && sig != SIGQUIT)
            continue;
        if (!h->ended)
            h->patience_mono_ms = clock_now().mono_ms + PATIENCE_MS;
        h->ended = true;
        child_ask_to_end(h->pid);
    }
}

static void wait_for(struct holder *h)
{
    struct pollfd fds[] = {{.fd = signals_fd(), .events = POLLIN},
                           {.fd = h->terminal->event_fd, .events = POLLIN}};

    for (;;) {
        int64_t left = h->patience_mono_ms - clock_now().mono_ms;

        take_signals(h);
        look(h);
        if (h->over)
            return;
        if (h->ended && left <= 0)
            child_kill(h->pid);
        h->terminal->take_events(h->terminal->arg);
        poll(fds, 2, h->ended && left > 0 ? (int)left : h->ended ? PATIENCE_MS : -1);
    }
}

/* Why it was not opened, or how the program failed; "": neither. */
static void show(struct app *app, const struct external_terminal *terminal, const char *path,
                 char *why, size_t size)
{
    enum external_program program = app->external.program;
    struct holder h = {.terminal = terminal, .pid = -1};
    char how[32];

    why[0] = '\0';
    terminal->leave();
    h.pid = child_start(&(struct child_options){.script = programs[program].script,
                                                .argument = path,
                                                .place = CHILD_FOREGROUND,
                                                .in = -1,
                                                .out = -1,
                                                .err = -1});
    if (h.pid < 0) {
        snprintf(why, size, "no %s can be started: %s", programs[program].name, strerror(errno));
    } else {
        wait_for(&h);
        take_foreground();
        if (h.status)
            snprintf(why, size, "the %s: %s", programs[program].name,
                     child_describe(h.status, how));
    }
    terminal->take_again();
    if (h.ended)
        app_quit(app);
}

void external_program_run(struct app *app, const struct external_terminal *terminal)
{
    const struct external *o = &app->external;
    struct scratch file;
    char why[200];
    bool changed = false;

    if (!o->wanted)
        return;
    if (scratch_make(&file, o->extension, o->body.bytes, o->body.len)) {
        show(app, terminal, file.path, why, sizeof(why));
        changed = scratch_is_changed(&file, o->body.bytes, o->body.len);
        scratch_drop(&file);
    } else {
        snprintf(why, sizeof(why), "no file for the %s: %s", programs[o->program].name,
                 strerror(errno));
    }
    external_done(app, clock_now(), changed, why[0] ? why : NULL);
}
