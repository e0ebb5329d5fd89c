#include "parts/list/alike.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "body/decode/decode.h"
#include "model/leases.h"
#include "parts/list/messages.h"

#include <stdlib.h>
#include <string.h>

enum {
    SAMPLE = 400,  /* rows of which the previews are looked at */
    LEAST_SKIP = 5 /* bytes that are worth it: one column goes to the sign that says so */
};

void alike_free(struct alike *a)
{
    free(a->begin);
    *a = (struct alike){.most_attempts = -1, .oldest_ms = -1};
}

size_t alike_skip(const struct alike *a, const char *preview)
{
    return a->begin && !strncmp(preview, a->begin, a->begin_len) ? a->begin_len : 0;
}

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static void compare_fields(struct alike *a, const struct message_row *rows, size_t n)
{
    a->type = a->attempts = n > 1;
    for (size_t i = 0; i < n; i++) {
        const struct message *m = rows[i].message;

        a->type = a->type && is_same_text(m->type_text, rows[0].message->type_text);
        a->attempts = a->attempts && m->attempts == rows[0].message->attempts;
        a->most_attempts = m->attempts > a->most_attempts ? m->attempts : a->most_attempts;
        if (m->timestamp_ms >= 0 && (a->oldest_ms < 0 || m->timestamp_ms < a->oldest_ms))
            a->oldest_ms = m->timestamp_ms;
    }
}

static void compare_leases(struct alike *a, const struct message_row *rows, size_t n,
                           size_t n_pulled)
{
    bool all_held = n_pulled == n;

    a->first_deadline_mono_ms = a->last_deadline_mono_ms = -1;
    for (size_t i = 0; i < n_pulled; i++) {
        int64_t end = leases_deadline(rows[i].batch, rows[i].message);

        if (!rows[i].message->lease_id || rows[i].message->lease_over) {
            all_held = false;
            continue;
        }
        if (a->first_deadline_mono_ms < 0 || end < a->first_deadline_mono_ms)
            a->first_deadline_mono_ms = end;
        if (end > a->last_deadline_mono_ms)
            a->last_deadline_mono_ms = end;
    }
    a->lease = !n_pulled || (all_held && a->first_deadline_mono_ms == a->last_deadline_mono_ms);
}

/* Rows of one form look alike from their first byte on. */
static unsigned find_form(const struct glance *g)
{
    return 2 * (unsigned)g->form + g->marked;
}

/* The form that more than half of them have; -1: there is none. */
static int find_major(const struct glance *const *glances, size_t n)
{
    size_t counts[2 * BODY_FORMS] = {0};

    for (size_t i = 0; i < n; i++)
        counts[find_form(glances[i])]++;
    for (size_t form = 0; form < ARRAY_LEN(counts); form++)
        if (2 * counts[form] > n)
            return (int)form;
    return -1;
}

static size_t count_common(const char *a, const char *b, size_t most)
{
    size_t n = 0;

    while (n < most && a[n] == b[n] && a[n])
        n++;
    return n;
}

/* How much of n bytes of JSON ends behind a : or a , that are in no string, of text behind a blank
 * or a comma. */
static size_t find_boundary(const char *s, size_t n, bool json)
{
    bool in_string = false;
    size_t end = 0;

    for (size_t i = 0; i < n; i++) {
        if (json && in_string && s[i] == '\\')
            i++;
        else if (json && s[i] == '"')
            in_string = !in_string;
        else if (!in_string && (s[i] == ',' || s[i] == (json ? ':' : ' ')))
            end = i + 1;
    }
    return end;
}

/* Where all are the same there is nothing more telling behind. */
static void compare_previews(struct alike *a, const struct glance *const *glances, size_t n)
{
    int form = find_major(glances, n);
    const char *first = NULL;
    bool differ = false;
    size_t common = 0;

    for (size_t i = 0; i < n; i++) {
        const char *preview = glances[i]->preview;

        if ((int)find_form(glances[i]) != form)
            continue;
        if (first) {
            common = count_common(first, preview, common);
            differ = differ || preview[common] || first[common];
        } else {
            first = preview;
            common = strlen(first);
        }
    }
    if (!first || !differ)
        return;
    common = find_boundary(first, common, form / 2 != BODY_TEXT);
    if (common < LEAST_SKIP)
        return;
    a->begin = mem_copy_bytes(first, common);
    a->begin_len = common;
}

void alike_find(struct alike *a, const struct message_row *rows, size_t n, size_t n_pulled)
{
    const struct glance *glances[SAMPLE];
    size_t step = n / SAMPLE + 1, count = 0;

    alike_free(a);
    compare_fields(a, rows, n);
    compare_leases(a, rows, n, n_pulled);
    for (size_t i = 0; i < n && count < SAMPLE; i += step)
        if (rows[i].message->body)
            glances[count++] = body_glance(rows[i].message, &rows[i].batch->arena);
    if (count > 1)
        compare_previews(a, glances, count);
}
