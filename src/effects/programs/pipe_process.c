#include "effects/programs/pipe_process.h"

#include "base/memory/mem.h"
#include "base/os/child.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pipe_process {
    struct child_pipes child;
};

struct pipe_process *pipe_process_new(void)
{
    struct pipe_process *p = mem_new(1, sizeof(*p));

    child_pipes_init(&p->child);
    return p;
}

static void start(struct pipe_process *p, struct app *app)
{
    char why[100];

    app->pipe.wanted = false;
    if (child_pipes_start(&p->child, app->pipe.command, PIPE_OUTPUT_MAX, false))
        return;
    snprintf(why, sizeof(why), "cannot be started: %s", strerror(errno));
    pipe_done(app, why, "", 0);
}

void pipe_process_ask_to_end(struct pipe_process *p)
{
    if (p)
        child_pipes_ask_to_end(&p->child);
}

static void look(struct pipe_process *p, struct app *app)
{
    const struct buf *output = &p->child.output;
    char how[32], outcome[80];
    int status;

    if (!child_pipes_have_ended(&p->child, &status))
        return;
    snprintf(outcome, sizeof(outcome), "%s%s",
             status == -1 ? "status not known" : child_describe(status, how),
             output->overflow ? ", cut at 1 MB" : "");
    pipe_done(app, outcome, output->bytes ? output->bytes : "", output->len);
    child_pipes_finish(&p->child);
}

void pipe_process_run(struct pipe_process *p, struct app *app)
{
    if (app->pipe.wanted) {
        child_pipes_finish(&p->child); /* nobody waits for it any more */
        start(p, app);
    }
    if (!p->child.pid)
        return;
    child_pipes_move(&p->child, app->pipe.input.bytes, app->pipe.input.len);
    if (app->pipe.cancelled || !pipe_is_shown(app) || p->child.output.overflow)
        child_pipes_ask_to_end(&p->child);
    look(p, app);
}

void pipe_process_get_fds(const struct pipe_process *p, struct pollfd fds[PIPE_FDS])
{
    child_pipes_get_fds(&p->child, fds);
}

int64_t pipe_process_next_due(const struct pipe_process *p)
{
    return p->child.kill_mono_ms;
}

void pipe_process_free(struct pipe_process *p)
{
    if (!p)
        return;
    child_pipes_finish(&p->child);
    free(p);
}
