#include "app/take/pipe.h"

#include "app/change/targets.h"
#include "app/keys/actions.h"
#include "app/keys/ask.h"
#include "app/keys/keys.h"
#include "app/show/fields.h"
#include "base/text/format.h"
#include "body/decode/message_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 64 << 20 };

void pipe_free(struct pipe *p)
{
    buf_free(&p->input);
    *p = (struct pipe){.wanted = false};
}

void pipe_ask(struct app *app)
{
    ask_start(app, MODE_PIPE, (struct question){.yes = YES_BY_ENTER, .does = "runs it"});
    ask_add_field(app, FIELD_COMMAND, "");
}

static void add_body(struct buf *out, const struct message *m)
{
    struct body body;

    if (!m->body)
        return;
    body_decode_readable(&body, m);
    buf_append(out, body.bytes, body.len);
    body_free(&body);
}

/* False: it is too much. */
static bool make_input(const struct app *app, struct buf *out)
{
    size_t n;
    const struct message_row **list = targets_list(app, false, &n);

    buf_init(out, INPUT_MAX);
    for (size_t i = 0; i < n && n > 1; i++) {
        message_line_append(out, list[i]->message, app_open_name(app));
        buf_append_byte(out, '\n');
    }
    if (n == 1)
        add_body(out, list[0]->message);
    free(list);
    return !out->overflow;
}

static void show(struct app *app, const char *output, size_t n)
{
    struct buf text;

    buf_init(&text, PIPE_OUTPUT_MAX);
    buf_append(&text, output, n);
    fields_show(app, SCREEN_PIPE, &text);
}

static void run(struct app *app)
{
    struct pipe *p = &app->pipe;

    pipe_free(p);
    if (!make_input(app, &p->input)) {
        pipe_free(p);
        app->mode = MODE_PIPE;
        snprintf(app->prompt.error, sizeof(app->prompt.error),
                 "more than 64 MB of messages: mark fewer, or write them with %s",
                 ACTION_KEY(ACT_EXPORT));
        return;
    }
    snprintf(p->command, sizeof(p->command), "%s", app->prompt.fields[0].text);
    p->wanted = p->running = true;
    show(app, "", 0);
}

void pipe_key(struct app *app, struct key key)
{
    const char *text = app->prompt.fields[0].text;

    if (ask_key(app, key) == QUESTION_YES && text[strspn(text, " ")])
        run(app);
}

void pipe_describe(const struct app *app, char *out, size_t size)
{
    struct targets t;
    char what[80];
    size_t n;

    targets_count(app, &t);
    free(targets_list(app, false, &n));
    if (n > 1)
        snprintf(out, size, "for a shell command: %s, one JSON object a line",
                 targets_print(what, sizeof(what), &t, n));
    else
        snprintf(out, size, "for a shell command: the decoded body of this message");
}

bool pipe_is_shown(const struct app *app)
{
    return app->screen == SCREEN_PIPE;
}

bool pipe_cancel(struct app *app)
{
    app->pipe.cancelled = app->pipe.running;
    return app->pipe.cancelled;
}

void pipe_done(struct app *app, const char *outcome, const char *output, size_t n)
{
    struct pipe *p = &app->pipe;

    p->wanted = p->running = p->cancelled = false;
    buf_free(&p->input);
    snprintf(p->outcome, sizeof(p->outcome), "%s", outcome);
    if (pipe_is_shown(app))
        show(app, output, n);
    else
        app_set_status(app, STATUS_INFO, "! %.40s: %s", p->command, outcome);
    app->dirty = true;
}
