/* Searching the text in focus, a body or a screen: / asks, n and N go on.  UI thread. */
#include "app/keys/actions.h"
#include "app/keys/keys.h"
#include "app/state.h"
#include "base/text/format.h"

#include <stdio.h>
#include <string.h>

void search_start(struct app *app)
{
    prompt_start(&app->prompt);
    prompt_add_field(&app->prompt, "/", app_pager(app)->needle);
    app->mode = MODE_SEARCH;
}

static void say_found(struct app *app)
{
    const struct pager *p = app_pager(app);
    struct format place, hits;

    app_set_status(app, STATUS_INFO, "match %s of %s   n next, N previous",
                   p->place ? format_count(&place, (int64_t)p->place) : "many",
                   p->hits > PAGER_HITS ? "more than 9,999"
                                        : format_count(&hits, (int64_t)p->hits));
}

static void show_found(struct app *app)
{
    help_show_match(app);
    say_found(app);
}

static void say_not_found(struct app *app)
{
    struct pager *p = app_pager(app);

    if (pager_gave_up(p))
        app_set_status(app, STATUS_ERROR, "gave up, too much work: try a simpler re: than %s",
                       p->needle + strlen("re:"));
    else
        app_set_status(app, STATUS_ERROR, "not found: %s", p->needle);
}

void search_next(struct app *app, int forward)
{
    struct pager *p = app_pager(app);

    if (!p->needle[0])
        app_set_status(app, STATUS_INFO, "nothing searched for yet: %s searches",
                       ACTION_KEY(ACT_SEARCH));
    else if (pager_search_next(p, forward))
        show_found(app);
    else
        say_not_found(app);
}

void search_key(struct app *app, struct key key)
{
    enum prompt_result result = prompt_key(&app->prompt, key);
    struct error err;

    if (result == PROMPT_OPEN)
        return;
    if (result == PROMPT_ENTER &&
        !pager_set_needle(app_pager(app), app->prompt.fields[0].text, &err)) {
        snprintf(app->prompt.error, sizeof(app->prompt.error), "%.*s",
                 (int)sizeof(app->prompt.error) - 1, err.text);
        return;
    }
    app->mode = MODE_PANES;
    if (result != PROMPT_ENTER || !app_pager(app)->needle[0])
        return;
    if (pager_search(app_pager(app)))
        show_found(app);
    else
        say_not_found(app);
}
