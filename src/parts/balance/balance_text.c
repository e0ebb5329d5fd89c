#include "parts/balance/balance_text.h"

#include "base/memory/array.h"
#include "base/text/text_line.h"

#include <stdio.h>

enum { TEXT_BYTES = 160 };

/* All that a sentence may need. */
struct said {
    const struct balance *b;
    const struct queue_row *row;
    enum times times;
    int64_t now_ms;
};

/* "11:31", as the axis of a graph has it. */
static const char *print_clock(struct format *out, const struct said *w, int64_t ms)
{
    struct format clock;

    /* cppcheck-suppress ctuuninitvar; it is written */
    snprintf(out->s, sizeof(out->s), "%.5s", times_print_clock(&clock, w->times, ms));
    return out->s;
}

/* " since 11:31"; "": not in these hours. */
static const char *print_since(struct format *out, const struct said *w, enum history_action action)
{
    struct format clock;

    out->s[0] = '\0';
    if (w->b->turns[action].way == TURN_ROSE)
        snprintf(out->s, sizeof(out->s), " since %.5s",
                 print_clock(&clock, w, w->b->turned_ms[action]));
    return out->s;
}

/* One that is not 0, however small. */
static const char *print_some(struct format *out, double rate)
{
    return rate < 0.05 ? "<0.1" : format_rate(out, rate);
}

static int count_minutes(const struct balance *b)
{
    return (int)(b->now.n * b->step_ms / 60000);
}

static void add_unknown(const struct said *w, struct sentences *out)
{
    const struct balance *b = w->b;
    struct format f;

    if (b->step_ms > BALANCE_STEP_MS)
        sentences_add(out, TONE_FACT,
                      "in and out of now are not known: this history has steps of %s",
                      format_duration(&f, b->step_ms));
    else if (b->end_ms < 0)
        sentences_add(out, TONE_FACT,
                      "in and out are not known: analytics say nothing of the last 2 hours");
    else if (b->now.n == 0)
        sentences_add(out, TONE_FACT, "in and out are not known: the newest analytics are %s old",
                      format_span(&f, w->now_ms - b->end_ms));
    else
        sentences_add(out, TONE_FACT,
                      "in and out are not known: of the last minutes only %d %s known",
                      count_minutes(b), b->now.n == 1 ? "is" : "are");
}

static void add_dead(const struct said *w, struct sentences *out)
{
    sentences_add(out, TONE_TROUBLE,
                  "nothing was read or delivered in %d known minutes: consumer dead?",
                  count_minutes(w->b));
}

/* Where messages go that cannot be delivered.  A name that is too long is left out. */
static bool add_dead_letters(const struct said *w, const char *behind, struct sentences *out)
{
    double rate = w->b->now.rate[HISTORY_DEAD_LETTERED];
    const char *name = queue_find_dlq(w->row->queue);
    struct format f, since;

    if (rate <= 0)
        return false;
    print_since(&since, w, HISTORY_DEAD_LETTERED);
    return (name && sentences_add(out, TONE_LOSS, "%s/min go to %s%s%s", print_some(&f, rate),
                                  FORMAT_NAME(name), since.s, behind)) ||
           sentences_add(out, TONE_LOSS, "%s/min go to its dead-letter queue%s%s",
                         print_some(&f, rate), since.s, behind);
}

static bool add_failed(const struct said *w, const char *behind, struct sentences *out)
{
    double rate = w->b->now.rate[HISTORY_FAILED];
    struct format f, since;

    return rate > 0 &&
           sentences_add(out, TONE_LOSS, "%s/min are given up and DELETED%s%s",
                         print_some(&f, rate), print_since(&since, w, HISTORY_FAILED), behind);
}

static void add_wasted(const struct said *w, const char *behind, struct sentences *out)
{
    const struct balance *b = w->b;
    struct format f;

    sentences_add(out, TONE_TROUBLE, "%.0f%% of %s reads/min led to no delivery%s", b->wasted * 100,
                  format_rate(&f, b->now.rate[HISTORY_READ]), behind);
}

static void add_poison(const struct said *w, struct sentences *out)
{
    static const char question[] = ": poison messages?";
    bool said = add_failed(w, question, out);

    said = add_dead_letters(w, said ? "" : question, out) || said;
    add_wasted(w, said ? "" : question, out);
}

/* "10 of 10 workers busy", "lag 4m12s, was 3s": what is known of the two. */
static bool print_work(const struct said *w, char *out, size_t size)
{
    const struct balance *b = w->b;
    struct text_line l = text_line(out, size);
    struct format f, max;

    if (b->now.workers >= 0 && b->workers_max > 0)
        text_line_add(&l, "%s of %s workers busy", format_rate(&f, b->now.workers),
                      format_rate(&max, b->workers_max));
    else if (b->now.workers >= 0)
        text_line_add(&l, "%s workers busy", format_rate(&f, b->now.workers));
    if (b->now.lag_ms >= 0)
        text_line_join(&l, ", ", "lag %s", format_span(&f, (int64_t)b->now.lag_ms));
    if (b->now.lag_ms >= 0 && b->before.lag_ms >= 0)
        text_line_add(&l, ", was %s", format_span(&f, (int64_t)b->before.lag_ms));
    return l.len > 0;
}

static void add_with_work(const struct said *w, const char *reason, struct sentences *out)
{
    char work[TEXT_BYTES];

    if (print_work(w, work, sizeof(work)))
        sentences_add(out, TONE_TROUBLE, "%s: %s", work, reason);
    else
        sentences_add(out, TONE_TROUBLE, "%s", reason);
}

static void add_too_few(const struct said *w, struct sentences *out)
{
    add_with_work(w, "too few consumers", out);
}

static void add_slower(const struct said *w, struct sentences *out)
{
    add_with_work(w, "slower consumer", out);
}

static void add_excess(const struct said *w, const char *reason, struct sentences *out)
{
    struct format f;

    sentences_add(out, TONE_TROUBLE, "%s/min more come than go%s", print_some(&f, w->b->excess),
                  reason);
}

static void add_flood(const struct said *w, struct sentences *out)
{
    add_excess(w, ": producer flood", out);
}

/* What its settings say is said; a cause that is not seen is not made up. */
static void add_behind(const struct said *w, struct sentences *out)
{
    const struct balance_flow *now = &w->b->now, *before = &w->b->before;
    char fewer[TEXT_BYTES];
    struct format f, g;

    snprintf(fewer, sizeof(fewer), ": workers fell from %s to %s", format_rate(&f, before->workers),
             format_rate(&g, now->workers));
    add_excess(w,
               w->row->queue->paused == FLAG_YES     ? ": delivery is paused"
               : queue_lacks_consumer(w->row->queue) ? ": nothing consumes it"
               : balance_has_fewer_workers(w->b)     ? fewer
                                                     : ", for no reason that is seen here",
               out);
}

static void add_fine(const struct said *w, struct sentences *out)
{
    double excess = w->b->excess;
    struct format f;

    if (excess > 0)
        sentences_add(out, TONE_FACT, "%s/min more came than went, and by now it drains",
                      print_some(&f, excess));
    else if (excess < 0)
        sentences_add(out, TONE_FACT, "%s/min more go than come", print_some(&f, -excess));
    else
        sentences_add(out, TONE_FACT, "as many go as come");
}

static const struct {
    void (*add)(const struct said *w, struct sentences *out);
    bool has_work, has_losses; /* what it says itself */
} reasons[] = {
    [BALANCE_UNKNOWN] = {add_unknown, true, true},  [BALANCE_DEAD] = {add_dead, true, false},
    [BALANCE_POISON] = {add_poison, false, true},   [BALANCE_FLOOD] = {add_flood, false, false},
    [BALANCE_TOO_FEW] = {add_too_few, true, false}, [BALANCE_SLOWER] = {add_slower, true, false},
    [BALANCE_BEHIND] = {add_behind, false, false},  [BALANCE_FINE] = {add_fine, false, false},
};
_Static_assert(ARRAY_LEN(reasons) == BALANCE_KINDS, "every reason has its sentence");

/* "out fell from 1.9k to 700/min at 11:30", "out stayed 700/min", "out 700/min". */
static void print_flow(const struct said *w, enum history_action action, const char *name,
                       bool leads, bool alone, char *out, size_t size)
{
    static const char *const ways[] = {
        [TURN_NONE] = "stayed", [TURN_ROSE] = "rose to", [TURN_FELL] = "fell to"};
    _Static_assert(ARRAY_LEN(ways) == TURN_WAYS, "every way has its words");
    const struct turn *t = &w->b->turns[action];
    struct format now, from, at;

    format_rate(&now, w->b->now.rate[action]);
    if (t->at && leads)
        snprintf(out, size, "%s %s from %s to %s/min at %s", name,
                 t->way == TURN_ROSE ? "rose" : "fell", format_rate(&from, t->from), now.s,
                 print_clock(&at, w, w->b->turned_ms[action]));
    else if (!alone)
        snprintf(out, size, "%s %s %s/min", name, ways[t->way], now.s);
    else
        snprintf(out, size, "%s %s/min", name, now.s);
}

/* What turned comes first: a fall of out before a rise of in, which it may answer. */
static void add_flows(const struct said *w, struct sentences *out)
{
    const struct turn *in = &w->b->turns[HISTORY_WRITTEN], *gone = &w->b->turns[HISTORY_DELIVERED];
    bool out_leads = gone->at && (!in->at || gone->way == TURN_FELL), none = !in->at && !gone->at;
    char a[TEXT_BYTES], b[TEXT_BYTES];

    print_flow(w, HISTORY_WRITTEN, "in", !out_leads, none, a, sizeof(a));
    print_flow(w, HISTORY_DELIVERED, "out", out_leads, none, b, sizeof(b));
    sentences_add(out, TONE_FACT, "%s, %s", out_leads ? b : a, out_leads ? a : b);
}

static void add_work(const struct said *w, struct sentences *out)
{
    char work[TEXT_BYTES];

    if (print_work(w, work, sizeof(work)))
        sentences_add(out, TONE_FACT, "%s", work);
}

const char *balance_print_source(const struct balance *b, enum times times, int64_t now_wall_ms,
                                 char *out, size_t size)
{
    const struct said w = {.b = b, .times = times};
    int64_t age_ms = now_wall_ms > b->end_ms ? now_wall_ms - b->end_ms : 0;
    struct text_line l = text_line(out, size);
    struct format f, age;

    text_line_add(&l, "%s up to %s, %s ago", FORMAT_COUNTED(count_minutes(b), "minute"),
                  print_clock(&f, &w, b->end_ms), format_span(&age, age_ms));
    if (b->interval > 1)
        text_line_add(&l, ", one in %s counted", format_rate(&f, b->interval));
    return out;
}

void balance_explain(const struct balance *b, const struct queue_row *row, enum times times,
                     int64_t now_wall_ms, struct sentences *out)
{
    const struct said w = {b, row, times, now_wall_ms};

    reasons[b->kind].add(&w, out);
    if (b->kind == BALANCE_UNKNOWN)
        return;
    add_flows(&w, out);
    if (!reasons[b->kind].has_losses) {
        add_failed(&w, "", out);
        add_dead_letters(&w, "", out);
    }
    if (!reasons[b->kind].has_work)
        add_work(&w, out);
}
