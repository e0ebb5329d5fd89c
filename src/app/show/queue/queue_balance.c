#include "app/show/queue/queue_balance.h"

#include "app/read/past.h"

struct balance queue_balance_find(const struct app *app, const struct queue_row *row)
{
    struct drain drain = drain_find(row, &app->now);

    return balance_find(past_find(app), row, &drain, app->now.wall_ms);
}

void queue_balance_explain(const struct app *app, const struct queue_row *row,
                           const struct balance *b, struct sentences *out)
{
    if (past_find(app))
        balance_explain(b, row, app->times, app->now.wall_ms, out);
}
