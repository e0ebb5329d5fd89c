#include "parts/alerts/alerts.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "parts/filter/queue_amounts.h"
#include "parts/filter/row_filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_alert(struct alert *alert)
{
    filter_free(&alert->filter);
    string_map_free(&alert->cases, free);
}

void alerts_free(struct alerts *a)
{
    for (size_t i = 0; i < a->n; i++)
        free_alert(&a->items[i]);
    free(a->items);
    *a = (struct alerts){.n = 0};
}

bool alert_case_counts(const struct alert_case *c)
{
    return c->state.raised || c->over;
}

static bool is_unseen(const struct alert_case *c)
{
    return alert_case_counts(c) && !c->seen;
}

static struct alert_case *find_case(const struct alert *alert, const char *id)
{
    return string_map_get(&alert->cases, id);
}

/* An alert before this one counts the queue already, or its verdict does. */
static bool is_counted(const struct alerts *a, size_t nth, const char *id, const struct queues *q)
{
    const struct queue_row *row = queues_find(q, id);

    for (size_t i = 0; i < nth; i++) {
        const struct alert_case *c = find_case(&a->items[i], id);

        if (c && alert_case_counts(c))
            return true;
    }
    return row && row->needs_look;
}

/* What is derived of the cases. */
static void settle(struct alerts *a, const struct queues *q)
{
    a->n_unseen = a->n_queues = 0;
    a->newest = NULL;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < a->items[i].cases.n; k++) {
            const struct alert_case *c = a->items[i].cases.items[k].value;

            a->n_queues += alert_case_counts(c) && !is_counted(a, i, c->id, q);
            if (!is_unseen(c))
                continue;
            a->n_unseen++;
            if (!a->newest || c->nth > a->newest->nth) {
                a->newest = c;
                a->newest_alert = i;
            }
        }
}

static bool is_kept(const struct alert_case *c)
{
    return is_unseen(c) || !alert_state_is_idle(&c->state);
}

/* From the last to the first, as one that is removed is replaced by the last. */
static void drop_cases(struct alert *alert)
{
    for (size_t k = alert->cases.n; k-- > 0;) {
        struct alert_case *c = alert->cases.items[k].value;

        if (!is_kept(c)) {
            string_map_remove(&alert->cases, c->id);
            free(c);
        }
    }
}

void alerts_see(struct alerts *a, const struct queues *q, bool all)
{
    uint64_t newest = a->newest ? a->newest->nth : 0;

    for (size_t i = 0; i < a->n; i++) {
        for (size_t k = 0; k < a->items[i].cases.n; k++) {
            struct alert_case *c = a->items[i].cases.items[k].value;

            if (c->nth && (all || c->nth == newest))
                c->seen = true;
        }
        drop_cases(&a->items[i]);
    }
    settle(a, q);
}

static struct alert *find_alert(const struct alerts *a, const char *which)
{
    int64_t nth;

    if (format_parse_int(which, 1, (int64_t)a->n, &nth))
        return &a->items[nth - 1];
    for (size_t i = 0; i < a->n; i++)
        if (!strcmp(a->items[i].filter.text, which))
            return &a->items[i];
    return NULL;
}

bool alerts_remove(struct alerts *a, const struct queues *q, const char *which)
{
    struct alert *found = find_alert(a, which);

    if (!found)
        return false;
    free_alert(found);
    a->n--;
    for (struct alert *alert = found; alert < a->items + a->n; alert++)
        *alert = alert[1];
    a->anew = true;
    settle(a, q);
    return true;
}

void alerts_clear(struct alerts *a)
{
    uint64_t n_raised = a->n_raised;

    alerts_free(a);
    a->n_raised = n_raised;
    a->anew = true;
}

void alerts_take(struct alerts *a, struct alerts *from)
{
    alerts_free(a);
    *a = *from;
    a->anew = true;
    *from = (struct alerts){.n = 0};
}

struct look {
    struct alerts *alerts;
    const struct queues *queues;
    const struct instant *now;
    void (*tell)(void *arg, const struct alert_news *news);
    void *arg;
};

static void tell(const struct look *l, const struct alert *alert, const struct alert_case *c)
{
    l->tell(l->arg, &(struct alert_news){alert, c, c->state.raised});
}

static void note_fact(const struct look *l, const struct alert *alert, const struct queue_row *row,
                      struct alert_case *c)
{
    struct text_line fact = text_line(c->fact, sizeof(c->fact));

    row_filter_print_facts(&alert->filter, row, l->now, &fact);
}

static void raise_case(const struct look *l, const struct alert *alert, struct alert_case *c,
                       int64_t since_wall_ms)
{
    c->over = false;
    c->nth = ++l->alerts->n_raised;
    c->since_wall_ms = since_wall_ms;
    tell(l, alert, c);
}

static void end_case(const struct look *l, const struct alert *alert, struct alert_case *c,
                     int64_t until_wall_ms)
{
    c->over = true;
    c->until_wall_ms = until_wall_ms;
    tell(l, alert, c);
}

static void judge(const struct look *l, struct alert *alert, const struct queue_row *row,
                  struct alert_case *c, enum filter_answer answer)
{
    bool is_back = answer == FILTER_NO && c->state.raised &&
                   row_filter_is_back(&alert->filter, row, l->now, ALERT_BACK_PERCENT);
    struct instant since;
    enum alert_turn turn =
        alert_state_step(&c->state, answer, is_back, row->stats->measured_mono_ms, l->now, &since);

    if (answer == FILTER_YES)
        note_fact(l, alert, row, c);
    if (turn == ALERT_RAISED)
        raise_case(l, alert, c, since.wall_ms);
    else if (turn == ALERT_OVER)
        end_case(l, alert, c, since.wall_ms);
}

static struct alert_case *add_case(struct alert *alert, const struct queue_row *row)
{
    struct alert_case *c = mem_new(1, sizeof(*c));

    snprintf(c->id, sizeof(c->id), "%s", row->queue->id);
    snprintf(c->name, sizeof(c->name), "%s", FORMAT_NAME(row->queue->name));
    string_map_put(&alert->cases, c->id, c);
    return c;
}

static void look_at_row(const struct look *l, struct alert *alert, const struct queue_row *row)
{
    struct alert_case *c;
    enum filter_answer answer;

    if (!row_filter_fits_name(&alert->filter, row))
        return;
    row->stats->watched = true;
    c = find_case(alert, row->queue->id);
    answer = row_filter_ask_queue(&alert->filter, row, l->now);
    if (!c && answer == FILTER_YES)
        c = add_case(alert, row);
    if (c)
        judge(l, alert, row, c, answer);
}

/* What was measured since the last look. */
static void look_at_rows(const struct look *l)
{
    struct alerts *a = l->alerts;

    for (size_t i = 0; (a->n || a->anew) && i < l->queues->n_rows; i++) {
        const struct queue_row *row = &l->queues->rows[i];
        struct queue_stats *stats = row->stats;

        if (!a->anew && stats->looked_mono_ms == stats->measured_mono_ms)
            continue;
        stats->looked_mono_ms = stats->measured_mono_ms;
        stats->watched = false;
        for (size_t k = 0; k < a->n; k++)
            look_at_row(l, &a->items[k], row);
    }
    a->anew = false;
}

/* What time alone may settle; a queue that is gone has nothing more to say. */
static void look_at_cases(const struct look *l, struct alert *alert)
{
    for (size_t k = 0; k < alert->cases.n; k++) {
        struct alert_case *c = alert->cases.items[k].value;
        const struct queue_row *row = queues_find(l->queues, c->id);

        if (row && !alert_state_is_idle(&c->state)) {
            judge(l, alert, row, c, row_filter_ask_queue(&alert->filter, row, l->now));
        } else if (!row && l->queues->loaded) {
            bool raised = c->state.raised;

            c->state = (struct alert_state){.raised = false};
            if (raised)
                end_case(l, alert, c, l->now->wall_ms);
        }
    }
    drop_cases(alert);
}

void alerts_look(struct alerts *a, const struct queues *q, const struct instant *now,
                 void (*tell_news)(void *arg, const struct alert_news *news), void *arg)
{
    struct look l = {a, q, now, tell_news, arg};

    look_at_rows(&l);
    for (size_t i = 0; i < a->n; i++)
        look_at_cases(&l, &a->items[i]);
    settle(a, q);
}

struct alert_count alerts_count(struct alert *alert, const struct queues *q,
                                const struct instant *now)
{
    struct alert_count count = {.about = 0};

    for (size_t i = 0; i < q->n_rows; i++) {
        const struct queue_row *row = &q->rows[i];

        if (!row_filter_fits_name(&alert->filter, row))
            continue;
        count.about++;
        if (!queue_amounts_are_fresh(row, now))
            count.stale++;
        else if (row_filter_ask_queue(&alert->filter, row, now) == FILTER_UNKNOWN)
            count.unknown++;
    }
    for (size_t k = 0; k < alert->cases.n; k++)
        count.raised += ((const struct alert_case *)alert->cases.items[k].value)->state.raised;
    return count;
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

size_t alerts_find_limits(const struct alerts *a, const struct queue_row *row, const char *field,
                          int64_t *out, size_t n)
{
    size_t found = 0;

    for (size_t i = 0; i < a->n && found < n; i++)
        if (filter_find_limit(&a->items[i].filter, field, &out[found]) &&
            row_filter_fits_name(&a->items[i].filter, row))
            found++;
    if (found)
        qsort(out, found, sizeof(*out), compare);
    return found;
}
