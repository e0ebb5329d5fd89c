/* Alerts as they are written; see alerts.h. */
#include "base/memory/mem.h"
#include "parts/alerts/alerts.h"
#include "parts/filter/row_filter.h"

#include <stdio.h>
#include <string.h>

static const char possible[] = "backlog>1000 age>15m grows>100/min loss<2h dead>0 growing";

/* The characters before that byte, and one more. */
static size_t find_place(const char *text, size_t at)
{
    size_t place = 1;

    for (size_t i = 0; i < at && text[i]; i++)
        place += ((unsigned char)text[i] & 0xc0) != 0x80;
    return place;
}

/* from: where in what was typed the text of the filter begins. */
static bool check(const struct filter *f, const char *typed, size_t from, struct error *err)
{
    if (f->error[0])
        return error_set(err, ERR_USAGE, "at %zu: %s", find_place(typed, from + f->error_at),
                         f->error);
    if (f->unfinished)
        return error_set(err, ERR_USAGE, "at %zu, not finished: %s",
                         find_place(typed, from + f->unfinished_at), possible);
    return filter_can_change(f) ||
           error_set(err, ERR_USAGE, "at %zu, no condition: %s", find_place(typed, from), possible);
}

static bool is_there(const struct alerts *a, const char *text)
{
    for (size_t i = 0; i < a->n; i++)
        if (!strcmp(a->items[i].filter.text, text))
            return true;
    return false;
}

/* How long the alert at s is: up to " or " outside quotes, which has *next bytes behind it then, or
 * to the end: 0. */
static size_t find_end(const char *s, size_t *next)
{
    bool quoted = false;
    size_t end = strlen(s);

    *next = 0;
    for (size_t i = 0; s[i] && !*next; i++) {
        quoted = quoted != (s[i] == '"');
        if (!quoted && !strncmp(s + i, " or", 3) && (s[i + 3] == ' ' || !s[i + 3])) {
            *next = i + 3;
            end = i;
        }
    }
    while (end > 0 && s[end - 1] == ' ')
        end--;
    return end;
}

static bool add_one(struct alerts *a, const char *typed, size_t from, size_t n, struct error *err)
{
    struct filter f = {.n = 0};
    char text[FILTER_BYTES];

    snprintf(text, sizeof(text), "%.*s", (int)n, typed + from);
    if (n >= sizeof(text))
        return error_set(err, ERR_USAGE, "an alert has %d bytes at most", FILTER_BYTES - 1);
    filter_parse(&f, text, row_filter_alert_language());
    if (!check(&f, typed, from, err)) {
        filter_free(&f);
        return false;
    }
    MEM_GROW(a->items, a->n);
    a->items[a->n++] = (struct alert){.filter = f};
    return true;
}

/* Those that are not there. */
static bool take_new(struct alerts *a, struct alerts *added, struct error *err)
{
    if (a->n + added->n > ALERTS_MAX)
        return error_set(err, ERR_USAGE, "there can be %d alerts", ALERTS_MAX);
    for (size_t i = 0; i < added->n; i++) {
        if (is_there(a, added->items[i].filter.text))
            continue;
        MEM_GROW(a->items, a->n);
        a->items[a->n++] = added->items[i];
        added->items[i] = (struct alert){.filter = {.n = 0}};
        a->anew = true;
    }
    return true;
}

bool alerts_add(struct alerts *a, const char *text, struct error *err)
{
    struct alerts added = {.n = 0};
    size_t at = 0, next;
    bool ok;

    do {
        size_t from = at + strspn(text + at, " ");

        ok = add_one(&added, text, from, find_end(text + from, &next), err);
        at = from + next;
    } while (ok && next);
    ok = ok && take_new(a, &added, err);
    alerts_free(&added);
    return ok;
}
