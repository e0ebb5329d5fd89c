#include "app/show/decoder.h"

#include "app/command/command_run.h"
#include "app/show/body_pane.h"
#include "base/memory/mem.h"
#include "parts/list/own_answers.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void decoder_free(struct decoder *d)
{
    free(d->command);
    body_free(&d->input);
    free((char *)(uintptr_t)d->message.id);
    free((char *)(uintptr_t)d->message.body);
    *d = (struct decoder){.wanted = false};
}

/* Of the open queue, also while the list does not have it; NULL: it has none. */
static const char *find_command(const struct app *app)
{
    const struct queue_stats *stats = string_map_get(&app->queues.stats, app->messages.queue_id);
    const struct queue_option *o =
        queue_options_find(&app->config.queue_options, app_open_name(app));
    const char *command = stats && stats->decoder ? stats->decoder : o ? o->decoder : NULL;

    return command && *command ? command : NULL;
}

static bool runs_for(const struct app *app, const char *command, const struct message *m)
{
    const struct decoder *d = &app->decoder;

    return d->running && !strcmp(d->command, command) &&
           !strcmp(d->queue_id, app->messages.queue_id) && own_answers_are_same(&d->message, m);
}

static void start(struct app *app, const char *command, const struct message *m)
{
    struct decoder *d = &app->decoder;

    *d = (struct decoder){.wanted = true,
                          .running = true,
                          .command = mem_copy_str(command),
                          .message = {.id = mem_copy_str(m->id),
                                      .body = mem_copy_bytes(m->body, m->body_len),
                                      .body_len = m->body_len,
                                      .type = m->type}};
    memcpy(d->queue_id, app->messages.queue_id, sizeof(d->queue_id));
    body_unpack(&d->input, m);
}

void decoder_settle(struct app *app)
{
    const struct message_row *row = messages_selected(&app->messages);
    const char *command = find_command(app);
    bool needed = command && row && row->message->body_len && !row->message->own;

    if (needed && runs_for(app, command, row->message))
        return;
    if (app->decoder.running) {
        decoder_free(&app->decoder);
        app->dirty = true;
    }
    if (needed)
        start(app, command, row->message);
}

void decoder_done(struct app *app, const char *why, const char *bytes, size_t n)
{
    struct decoder *d = &app->decoder;
    struct own_answer answer = {.failed = why != NULL,
                                .base64 = d->input.base64,
                                .sent = d->input.sent,
                                .steps = d->input.chain,
                                .bytes = bytes,
                                .len = n};

    if (!own_answers_keep(&app->messages, d->queue_id, &d->message, &answer))
        why = "64 MB of answers are here: peek at fewer messages";
    if (why)
        app_set_status(app, STATUS_ERROR, "decoder: %s", why);
    decoder_free(d);
    body_pane_mark_stale(app);
    app->dirty = true;
}

void decoder_describe(const struct app *app, char *out, size_t size)
{
    const struct message_row *row = messages_selected(&app->messages);

    snprintf(out, size, "%s",
             app->decoder.running                                    ? "decoder runs"
             : row && row->message->own && row->message->own->failed ? "decoder failed"
                                                                     : "");
}

/* For each message of the queue the command is run anew, the same one as well. */
static void choose(struct app *app, struct queue_stats *stats, const char *command)
{
    free(stats->decoder);
    stats->decoder = mem_copy_str(command);
    own_answers_forget(&app->messages, app->messages.queue_id);
    decoder_free(&app->decoder);
    body_pane_mark_stale(app);
}

bool command_decoder(struct app *app, const char *arguments, struct error *err)
{
    const char *command;

    if (!app->messages.queue_id[0])
        return error_set(err, ERR_USAGE, "no queue is open: each queue has its own decoder");
    if (*arguments)
        choose(app, queues_stats(&app->queues, app->messages.queue_id),
               strcmp(arguments, "off") != 0 ? arguments : "");
    command = find_command(app);
    if (command)
        app_set_status(app, STATUS_INFO, "decoder of this queue: %s", command);
    else
        app_set_status(app, STATUS_INFO, "this queue has no decoder: bodies are shown as they are");
    return true;
}
