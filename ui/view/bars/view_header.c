#include "app/read/measure.h"
#include "base/text/format.h"
#include "ui/view/views.h"

#include <stdio.h>
#include <string.h>

enum { SEGMENTS_MAX = 13 };

/* One statement of the header; when room is short the one with the smallest keep goes first. */
struct segment {
    char text[200]; /* may hold OUTSIDE bytes */
    enum role role;
    int keep;       /* 0: never goes */
    char brief[24]; /* what stays of it instead of going; "": nothing */
};

struct header {
    struct segment items[SEGMENTS_MAX];
    int n;
};

static struct segment *add(struct header *h, enum role role, int keep)
{
    struct segment *s = &h->items[h->n++];

    s->role = role;
    s->keep = keep;
    s->brief[0] = '\0';
    return s;
}

static void add_account(struct header *h, const struct app *app)
{
    const char *profile = app->config.options.texts[OPT_PROFILE]; /* OUTSIDE bytes */
    struct segment *s;

    if (profile) {
        s = add(h, ROLE_HEADER_PROFILE, 0);
        snprintf(s->text, sizeof(s->text), "%s", FORMAT_NAME(profile));
    }
    /* One of the two has the colour of the config file. */
    s = add(h, profile ? ROLE_HEADER : ROLE_HEADER_PROFILE, 8);
    if (app->account_name[0])
        snprintf(s->text, sizeof(s->text), "%s", FORMAT_NAME(app->account_name));
    else if (app->config.account_id[0])
        snprintf(s->text, sizeof(s->text), "account %.8s%s", app->config.account_id,
                 strlen(app->config.account_id) > 8 ? glyph(GLYPH_ELLIPSIS) : "");
    if (app->config.host[0]) {
        s = add(h, ROLE_HEADER_WARN, 9);
        snprintf(s->text, sizeof(s->text), "@%.100s", app->config.host);
    }
    s = add(h, ROLE_HEADER_DIM, 3);
    snprintf(s->text, sizeof(s->text), "%s", app->config.credential);
    if (app_option(app, OPT_READ_ONLY) || app->no_write) {
        s = add(h, ROLE_BADGE, 0);
        snprintf(s->text, sizeof(s->text), " READ-ONLY ");
    }
}

/* How the connection stands is not known while nothing is taken in. */
static void add_frozen(struct header *h, const struct app *app)
{
    struct segment *s = add(h, ROLE_BADGE, 0);
    struct format f;

    snprintf(s->text, sizeof(s->text), " FROZEN %s ", format_span(&f, freeze_span(app)));
}

/* What stands in the way of the next answer. */
static bool add_trouble(struct header *h, const struct app *app)
{
    const struct connection *l = &app->connection;
    const struct call_state *slow = connection_find_slow(&app->calls, app->now.mono_ms);
    int64_t wait = l->retry_at_mono_ms - app->now.mono_ms;
    struct segment *s;
    struct format f;

    const char *trouble =
        l->state == CONNECTION_FAILED ? l->trouble : connection_find_read_trouble(l);

    if (l->state != CONNECTION_RETRYING && !trouble && !slow)
        return false;
    s = add(h, ROLE_HEADER_WARN, 0);
    if (l->state == CONNECTION_RETRYING) {
        snprintf(s->text, sizeof(s->text), "%s %s, retry in %s", glyph(GLYPH_CIRCLE), l->trouble,
                 format_span(&f, wait > 0 ? wait + 999 : 0));
    } else if (trouble) {
        s->role = ROLE_HEADER_ERROR;
        snprintf(s->text, sizeof(s->text), "%s %s", glyph(GLYPH_CROSS), trouble);
    } else {
        snprintf(s->text, sizeof(s->text), "%s %s %s%s", glyph(GLYPH_CIRCLE),
                 operation_get(slow->op)->name,
                 format_span(&f, app->now.mono_ms - slow->started_mono_ms),
                 slow->by_user ? ", Ctrl-C cancels" : "");
    }
    return true;
}

/* How old the oldest number in sight is stands beside how the connection is. */
static void add_link(struct header *h, const struct app *app)
{
    int64_t good = measure_oldest_shown(app);
    bool in_way = add_trouble(h, app);
    struct segment *s;
    struct format f;

    if (good < 0 && in_way)
        return;
    s = add(h, in_way ? ROLE_HEADER_DIM : ROLE_HEADER_OK, in_way ? 7 : 0);
    if (good < 0)
        snprintf(s->text, sizeof(s->text), "%s loading", glyph(GLYPH_CIRCLE));
    else
        snprintf(s->text, sizeof(s->text), in_way ? "data %s%s old" : "%s live %s",
                 in_way ? "" : glyph(GLYPH_DOT), format_span(&f, app->now.mono_ms - good));
}

/* How many queues a person should look at; the number always has room. */
static void add_look(struct header *h, const struct app *app)
{
    size_t n = alerting_count(app);
    struct segment *s;
    struct format count;

    if (!n)
        return;
    s = add(h, ROLE_HEADER_WARN, 5);
    format_count(&count, (int64_t)n);
    snprintf(s->text, sizeof(s->text), "%s %s %s a look", glyph(GLYPH_BANG), count.s,
             n == 1 ? "needs" : "need");
    snprintf(s->brief, sizeof(s->brief), "%s %.12s", glyph(GLYPH_BANG), count.s);
}

static void add_leases(struct header *h, const struct app *app)
{
    int64_t next = leases_next_deadline(&app->leases);
    bool soon = next >= 0 && next - app->now.mono_ms <= LEASE_SOON_MS;
    enum role role = soon ? ROLE_HEADER_WARN : next >= 0 ? ROLE_HEADER_HELD : ROLE_HEADER_DIM;
    struct segment *s = add(h, role, 0);
    struct format f;

    if (next < 0)
        snprintf(s->text, sizeof(s->text), "leases 0");
    else
        snprintf(s->text, sizeof(s->text), "leases %zu (%s)", app->leases.held.n,
                 format_span(&f, next > app->now.mono_ms ? next - app->now.mono_ms : 0));
    if (app->n_unsaved) {
        s = add(h, ROLE_BADGE, 0);
        snprintf(s->text, sizeof(s->text), " %zu NOT SAVED ", app->n_unsaved);
    }
}

/* When the first message is lost, whatever is in sight. */
static void add_loss(struct header *h, const struct app *app)
{
    struct segment *s = add(h, ROLE_HEADER_ERROR, 6);
    struct format f;
    int64_t in_ms;

    if (queues_first_loss(&app->queues, &app->now, &in_ms))
        snprintf(s->text, sizeof(s->text), "%s loss in %s", glyph(GLYPH_CROSS),
                 format_span(&f, in_ms));
}

/* Requests of the last five minutes of the share; or what the server has left, where that is less.
 */
static void add_limit(struct header *h, const struct app *app)
{
    int64_t left = app->connection.rate.remaining, used, share;
    struct segment *s;
    char all[24];
    int cols;

    measure_get_budget(app, &used, &share);
    if (left >= 0 && left < share - used) {
        s = add(h, ROLE_HEADER_WARN, 2);
        snprintf(s->text, sizeof(s->text), "api %lld left", (long long)left);
    } else {
        s = add(h, ROLE_HEADER_DIM, 2);
        cols = snprintf(all, sizeof(all), "%lld", (long long)share);
        snprintf(s->text, sizeof(s->text), "api %*lld/%s", cols, (long long)used, all);
    }
}

static int measure(const struct header *h)
{
    int cols = 0;

    for (int i = 0; i < h->n; i++)
        if (h->items[i].text[0])
            cols += draw_measure(h->items[i].text) + 2;
    return cols;
}

static void drop_until_fit(struct header *h, int cols)
{
    while (measure(h) > cols) {
        int least = -1;

        for (int i = 0; i < h->n; i++)
            if (h->items[i].text[0] && h->items[i].keep &&
                (least < 0 || h->items[i].keep < h->items[least].keep))
                least = i;
        if (least < 0)
            return;
        memcpy(h->items[least].text, h->items[least].brief, sizeof(h->items[least].brief));
        h->items[least].keep = 0;
    }
}

void view_header_draw(const struct app *app, struct rect r)
{
    struct header h = {.n = 0};
    struct segment *name = add(&h, ROLE_HEADER, 4);
    struct segment *clock;
    struct format f = {""};
    int col = 1, clock_cols;

    snprintf(name->text, sizeof(name->text), "cfqtop");
    add_account(&h, app);
    if (app->freeze.on)
        add_frozen(&h, app);
    else
        add_link(&h, app);
    add_look(&h, app);
    add_leases(&h, app);
    add_loss(&h, app);
    add_limit(&h, app);
    clock = add(&h, ROLE_HEADER_DIM, 1);
    if (app->connection.good.wall_ms >= 0)
        snprintf(clock->text, sizeof(clock->text), "%s",
                 times_print_clock(&f, app->times, app->connection.good.wall_ms));
    drop_until_fit(&h, r.cols);

    draw_fill(r, 0, 0, r.cols, ROLE_HEADER);
    clock_cols = draw_measure(clock->text);
    for (int i = 0; i < h.n; i++) {
        if (!h.items[i].text[0])
            continue;
        if (&h.items[i] == clock)
            col = r.cols - clock_cols - 1;
        if (h.items[i].role == ROLE_HEADER_PROFILE) /* its background reaches into the gaps */
            draw_fill(r, 0, col - 1, draw_measure(h.items[i].text) + 2, ROLE_HEADER_PROFILE);
        col += draw_text(r, 0, col, h.items[i].role, h.items[i].text) + 2;
    }
}
