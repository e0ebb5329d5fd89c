#include "effects/programs/decoder_process.h"

#include "base/memory/mem.h"
#include "base/os/child.h"
#include "base/os/clock.h"
#include "base/text/format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHY_BYTES = 300 };

struct decoder_process {
    struct child_pipes child;
    int64_t limit_ms;
    int64_t end_mono_ms; /* it has until then; INT64_MAX: none runs */
};

struct decoder_process *decoder_process_new(int64_t limit_ms)
{
    struct decoder_process *p = mem_new(1, sizeof(*p));

    child_pipes_init(&p->child);
    p->limit_ms = limit_ms;
    p->end_mono_ms = INT64_MAX;
    return p;
}

static void finish(struct decoder_process *p)
{
    child_pipes_finish(&p->child);
    p->end_mono_ms = INT64_MAX;
}

static void fail(struct decoder_process *p, struct app *app, const char *why)
{
    finish(p);
    decoder_done(app, why, "", 0);
}

static void start(struct decoder_process *p, struct app *app)
{
    char why[WHY_BYTES];

    finish(p);
    app->decoder.wanted = false;
    if (child_pipes_start(&p->child, app->decoder.command, DECODER_OUTPUT_MAX, true)) {
        p->end_mono_ms = clock_now().mono_ms + p->limit_ms;
        return;
    }
    snprintf(why, sizeof(why), "cannot be started: %s", strerror(errno));
    fail(p, app, why);
}

/* The first line of stderr that says something, and how it ended. */
static void explain(const struct buf *errors, int status, char *out, size_t size)
{
    const char *line = errors->bytes ? errors->bytes : "";
    char how[32];
    int n;

    line += strspn(line, " \t\r\n");
    n = (int)strcspn(line, "\r\n");
    child_describe(status, how);
    if (n)
        snprintf(out, size, "%.*s (%s)", n < WHY_BYTES / 2 ? n : WHY_BYTES / 2, line, how);
    else
        snprintf(out, size, "%s, and no word why", how);
}

static void take_answer(struct decoder_process *p, struct app *app, int status)
{
    const struct buf *output = &p->child.output;
    char why[WHY_BYTES];

    if (status == -1) {
        fail(p, app, "how it ended is not known");
    } else if (output->overflow) {
        fail(p, app, "it prints more than 1 MB");
    } else if (status) {
        explain(&p->child.errors, status, why, sizeof(why));
        fail(p, app, why);
    } else if (!output->len) {
        fail(p, app, "it printed nothing");
    } else {
        decoder_done(app, NULL, output->bytes, output->len);
        finish(p);
    }
}

static void fail_late(struct decoder_process *p, struct app *app)
{
    char why[WHY_BYTES];
    struct format f;

    snprintf(why, sizeof(why), "it did not end within %s", format_duration(&f, p->limit_ms));
    fail(p, app, why);
}

void decoder_process_run(struct decoder_process *p, struct app *app)
{
    int status;

    if (app->decoder.wanted)
        start(p, app);
    else if (!app->decoder.running)
        finish(p);
    if (!p->child.pid)
        return;
    child_pipes_move(&p->child, app->decoder.input.bytes, app->decoder.input.len);
    if (p->child.output.overflow)
        fail(p, app, "it prints more than 1 MB");
    else if (child_pipes_have_ended(&p->child, &status))
        take_answer(p, app, status);
    else if (clock_now().mono_ms >= p->end_mono_ms)
        fail_late(p, app);
}

void decoder_process_get_fds(const struct decoder_process *p, struct pollfd fds[DECODER_FDS])
{
    child_pipes_get_fds(&p->child, fds);
}

int64_t decoder_process_next_due(const struct decoder_process *p, const struct app *app)
{
    bool changed = app->decoder.wanted || (p->child.pid && !app->decoder.running);

    return changed ? 0 : p->end_mono_ms;
}

void decoder_process_free(struct decoder_process *p)
{
    finish(p);
    free(p);
}
