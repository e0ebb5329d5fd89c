#include "app/show/message_compare.h"

#include "app/keys/actions.h"
#include "app/show/fields.h"
#include "app/state.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "body/compare/compare_json.h"
#include "parts/list/times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 14 };

void message_compare_free(struct message_compare *d)
{
    for (int i = 0; i < 2; i++) {
        body_free(&d->bodies[i]);
        free(d->metadata[i]);
    }
    comparison_free(&d->body);
    comparison_free(&d->about);
    free(d->head);
    *d = (struct message_compare){.cols = 0};
}

/* Two marked ones, or the one that is marked and the selected one; false: neither. */
static bool find_two(const struct app *app, const struct message *two[2])
{
    const struct messages *m = &app->messages;
    const struct message_row *selected = messages_selected(m);
    size_t n = 0;

    for (size_t i = 0; i < m->n_view; i++) {
        if (!marks_has_row(&app->marks, m, i))
            continue;
        if (n == 2)
            return false;
        two[n++] = m->view[i]->message;
    }
    if (n == 1 && selected && selected->message != two[0])
        two[n++] = selected->message;
    return n == 2;
}

static void add_row(struct buf *b, const char *label, const char *left, const char *right)
{
    if (!strcmp(left, right))
        buf_print(b, "  %-*s", LABEL, label);
    else
        buf_print(b, "~ %-*s%s | ", LABEL, label, left);
    buf_print(b, "%s\n", right);
}

static void add_number(struct buf *b, const char *label, int64_t left, int64_t right)
{
    struct format l, r;

    add_row(b, label, format_count(&l, left), format_count(&r, right));
}

/* Lines cannot begin anywhere but here: a type and the names of steps are OUTSIDE bytes. */
static const char *print_type(struct format *out, const struct message *m)
{
    snprintf(out->s, sizeof(out->s), "%.30s", m->type_text ? m->type_text : "-");
    for (char *p = out->s; *p; p++)
        *p = *p == '\n' ? '\r' : *p;
    return out->s;
}

static char *make_head(const struct message_compare *d, const struct message *const two[2])
{
    struct format l, r;
    struct buf b;

    buf_init(&b, FIELDS_MAX);
    add_number(&b, "attempts", two[0]->attempts, two[1]->attempts);
    format_utc(&l, two[0]->timestamp_ms);
    format_utc(&r, two[1]->timestamp_ms);
    add_row(&b, "timestamp", l.s, r.s);
    print_type(&l, two[0]);
    print_type(&r, two[1]);
    add_row(&b, "content type", l.s, r.s);
    add_row(&b, "steps", d->bodies[0].chain, d->bodies[1].chain);
    add_number(&b, "bytes", (int64_t)d->bodies[0].len, (int64_t)d->bodies[1].len);
    return buf_take(&b);
}

static void take_two(struct message_compare *d, const struct message *const two[2])
{
    message_compare_free(d);
    for (int i = 0; i < 2; i++) {
        snprintf(d->ids[i], sizeof(d->ids[i]), "%s", two[i]->id);
        body_decode_readable(&d->bodies[i], two[i]);
        d->metadata[i] = mem_copy_str(two[i]->metadata);
    }
    d->head = make_head(d, two);
    compare_bodies(&d->body, &d->bodies[0], &d->bodies[1]);
    d->has_about = d->metadata[0] && d->metadata[1] &&
                   compare_json(&d->about, d->metadata[0], strlen(d->metadata[0]), d->metadata[1],
                                strlen(d->metadata[1]));
}

void message_compare_open(struct app *app)
{
    const struct message *two[2];
    struct buf empty;

    if (!find_two(app, two)) {
        app_set_status(app, STATUS_ERROR,
                       "%s compares two marked messages, or one with the selected: %s marks",
                       ACTION_KEY(ACT_COMPARE), ACTION_KEY(ACT_MARK));
        return;
    }
    take_two(&app->message_compare, two);
    buf_init(&empty, 1);
    fields_show(app, SCREEN_COMPARE, &empty);
    message_compare_settle(app);
}

void message_compare_describe(const struct app *app, char *out, size_t size)
{
    snprintf(out, size, "Compare %.8s (-) with %.8s (+)", app->message_compare.ids[0],
             app->message_compare.ids[1]);
}
