/* The second line while an alert is unseen: what is so, by which rule, and the key that takes it
 * away.  What room lacks goes in this order: the rule, the middle of the queue's name. */
#include "base/text/format.h"
#include "ui/view/views.h"

#include <stdio.h>
#include <string.h>

enum { GAP = 2, NAME_COLS = 8 };

static const char chip[] = " ! ALERT ";

/* What stands at the right, from the edge on; returns the columns that are left. */
static int draw_right(const struct app *app, struct rect r)
{
    int cols = r.cols - 1;
    char more[40], key[16];

    cols -= draw_measure(" seen");
    draw_text(r, 0, cols, ROLE_KEY_LABEL, " seen");
    action_first_key(ACT_ALERT_SEEN, key);
    cols -= draw_measure(key);
    draw_text(r, 0, cols, ROLE_KEY, key);
    if (app->alerts.n_unseen < 2)
        return cols - GAP;
    snprintf(more, sizeof(more), "+%zu", app->alerts.n_unseen - 1);
    cols -= GAP + draw_measure(more);
    draw_text(r, 0, cols, ROLE_WARN, more);
    return cols - GAP;
}

void view_alert_draw(const struct app *app, struct rect r)
{
    const struct alert_case *c = app->alerts.newest;
    struct alerting_when when;
    char fact[sizeof(c->fact) + sizeof(when) + 4];
    int col, end, name;
    const char *rule;

    if (rect_is_empty(r) || !c)
        return;
    snprintf(fact, sizeof(fact), " %s %s", c->fact, alerting_print_when(app, c, &when));
    rule = app->alerts.items[app->alerts.newest_alert].filter.text;
    end = draw_right(app, r);
    col = draw_text(r, 0, 0, ROLE_ALERT, chip) + GAP - 1;
    name = end - col - draw_measure(fact);
    name = name < NAME_COLS ? NAME_COLS : name;
    name = name < draw_measure(c->name) ? name : draw_measure(c->name);
    draw_cell(r, 0, col, name, DRAW_MIDDLE, ROLE_STRONG, c->name);
    col += name;
    draw_cell(r, 0, col, end - col < draw_measure(fact) ? end - col : draw_measure(fact), DRAW_LEFT,
              ROLE_TEXT, fact);
    col += draw_measure(fact) + GAP;
    if (col + draw_measure(rule) <= end)
        draw_text(r, 0, col, ROLE_DIM, rule);
}
