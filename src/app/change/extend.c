#include "app/change/extend.h"

#include "app/change/change.h"
#include "app/change/sending.h"
#include "app/change/targets.h"
#include "app/keys/actions.h"
#include "app/keys/ask.h"
#include "app/keys/keys.h"
#include "base/memory/mem.h"
#include "base/text/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SOON_MS = 10000 };

void extend_ask(struct app *app)
{
    struct format lease;

    marks_end_range(&app->marks, &app->messages);
    change_take(app, VERB_EXTEND);
    format_duration(&lease, app_option(app, OPT_LEASE));
    ask_start(app, MODE_EXTEND, (struct question){.yes = YES_BY_ENTER, .does = "extends"});
    ask_add_field(app, FIELD_LEASE, lease.s);
}

void extend_describe(const struct app *app, char *out, size_t size)
{
    char what[80];

    snprintf(out, size, "Hides %s from consumers for so long, from now.",
             targets_print(what, sizeof(what), &app->targets, app->changes.asked[BY_LEASE].n));
}

void extend_key(struct app *app, struct key key)
{
    if (ask_key(app, key) == QUESTION_YES)
        change_send(app, 0, app->question.values[FIELD_LEASE]);
}

/* The pulled message that is being read, whose lease ends soon, and that nothing is asked of; NULL:
 * none. */
static const struct message_row *find_ending(const struct app *app)
{
    const struct message_row *row = messages_selected(&app->messages);
    int64_t left;

    if (!row || !row->message->lease_id || app->focus != PANE_BODY ||
        outcome_is_over(outcomes_find(&app->changes.outcomes, row->message).outcome))
        return NULL;
    left = leases_deadline(row->batch, row->message) - app->now.mono_ms;
    return left > 0 && left <= SOON_MS ? row : NULL;
}

/* The time for this message is not used up. */
static bool has_time(struct app *app, const struct message *m)
{
    int64_t since;

    if (!app->extended_id || strcmp(app->extended_id, m->id) != 0) {
        free(app->extended_id);
        app->extended_id = mem_copy_str(m->id);
        app->extended_since_mono_ms = app->now.mono_ms;
    }
    since = app->now.mono_ms - app->extended_since_mono_ms;
    if (since < EXTEND_MAX_MS)
        return true;
    app_set_status(app, STATUS_INFO, "auto-extend: 15m are over, the lease will end (%s extends)",
                   ACTION_KEY(ACT_EXTEND));
    return false;
}

void extend_tick(struct app *app)
{
    const struct message_row *row = app_option(app, OPT_AUTO_EXTEND) ? find_ending(app) : NULL;
    struct change_batch one = {
        .by = BY_LEASE, .verb = VERB_EXTEND, .lease_ms = app_option(app, OPT_LEASE)};

    if (!row || app->quitting || app->no_extend || app->no_write ||
        app_option(app, OPT_READ_ONLY) || !has_time(app, row->message))
        return;
    one.summary = change_summary_new(VERB_EXTEND, 0);
    memcpy(one.queue_id, app->messages.queue_id, sizeof(one.queue_id));
    change_batch_add(&one, row);
    sending_add(app, &one);
    sending_run(app);
}
