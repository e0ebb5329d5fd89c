/* The commands that open a queue, or ask whether to pull from it. */
#include "app/change/pull.h"
#include "app/command/command_run.h"
#include "app/command/complete.h"
#include "app/keys/actions.h"
#include "app/open/open.h"
#include "config/options.h"

#include <stdio.h>
#include <string.h>

/* By name or id, or by the start of a name that only one has. */
static const struct queue_row *find_queue(const struct app *app, const char *name,
                                          struct error *err)
{
    const struct queue_row *row = queues_find_name(&app->queues, name);
    struct completion c = {.at = 0};

    if (!row)
        row = queues_find(&app->queues, name);
    if (row)
        return row;
    complete_queue(app, name, &c);
    if (c.words.n == 1)
        return queues_find_name(&app->queues, c.words.items[0]);
    if (c.words.n > 1)
        words_explain(&c.words, "queue", name, strlen(name), err);
    else
        error_set(err, ERR_USAGE, "no queue is named \"%.*s\"", WORDS_SHOWN, name);
    return NULL;
}

static bool go(struct app *app, const char *name, int64_t n, struct error *err)
{
    const struct queue_row *row = find_queue(app, name, err);

    if (!row)
        return false;
    queues_select(&app->queues, row);
    open_peek(app, row, n);
    return true;
}

bool command_open(struct app *app, const char *arguments, struct error *err)
{
    if (!*arguments)
        return error_set(err, ERR_USAGE, "open: which queue? Tab shows them");
    return go(app, arguments, PEEK_BATCH, err);
}

/* The number that arguments begin with, else *n is left; NULL: it is out of range. */
static const char *skip_number(const char *arguments, int64_t *n, struct error *err)
{
    size_t len = strspn(arguments, "0123456789");
    char digits[24];

    if (!len || (arguments[len] && arguments[len] != ' '))
        return arguments;
    snprintf(digits, sizeof(digits), "%.*s", (int)len, arguments);
    if (!options_check_value(OPT_BATCH_SIZE, digits, n, err))
        return NULL;
    return arguments + len + strspn(arguments + len, " ");
}

bool command_peek(struct app *app, const char *arguments, struct error *err)
{
    int64_t n = PEEK_BATCH;
    const char *name = skip_number(arguments, &n, err);
    const struct queue_row *row;

    if (!name)
        return false;
    if (*name)
        return go(app, name, n, err);
    row = app_target_queue(app);
    if (!row)
        return error_set(err, ERR_USAGE, "there is no queue to peek");
    open_peek(app, row, n);
    return true;
}

/* Only fills in: the question is that of P, and so is what stands in its way. */
bool command_pull(struct app *app, const char *arguments, struct error *err)
{
    int64_t n = app_option(app, OPT_BATCH_SIZE), lease_ms = app_option(app, OPT_LEASE);
    const char *lease = skip_number(arguments, &n, err);
    char number[24], duration[24];

    if (!lease || (*lease && !options_check_value(OPT_LEASE, lease, &lease_ms, err)))
        return false;
    actions_run(app, ACT_PULL);
    if (app->mode != MODE_PULL)
        return true;
    pull_ask_with(app, options_print_value(number, sizeof(number), OPT_BATCH_SIZE, n),
                  options_print_value(duration, sizeof(duration), OPT_LEASE, lease_ms));
    return true;
}
