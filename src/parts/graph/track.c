#include "parts/graph/track.h"

static int64_t half_ms(const struct graph_track *t)
{
    return t->window.column_ms / 2;
}

static int count_halves(const struct graph_track *t)
{
    return 2 * t->window.columns;
}

void graph_track_begin(struct graph_track *t, const struct graph_window *w)
{
    t->window = *w;
    t->before = (struct graph_slot){0};
    t->first_sample_ms = t->first_row_ms = -1;
    t->extent = (struct graph_extent){-1.0, -1.0, -1.0};
    for (int i = 0; i < count_halves(t); i++)
        t->slots[i] = (struct graph_slot){0};
}

static void widen(struct graph_extent *e, double value)
{
    e->least = e->least < 0.0 || value < e->least ? value : e->least;
    e->most = value > e->most ? value : e->most;
}

static void note_sample(struct graph_slot *slot, int64_t ms, double value)
{
    slot->sum += value;
    slot->n += 1.0;
    slot->last = value;
    slot->last_ms = ms;
}

void graph_track_add_sample(struct graph_track *t, int64_t ms, double value)
{
    int64_t at = (ms - t->window.start_ms) / half_ms(t);

    if (!(value >= 0.0))
        return;
    if (ms < t->window.start_ms) {
        note_sample(&t->before, ms, value);
    } else if (at < count_halves(t)) {
        note_sample(&t->slots[at], ms, value);
        widen(&t->extent, value);
        if (t->first_sample_ms < 0)
            t->first_sample_ms = ms;
    }
}

void graph_track_add_row(struct graph_track *t, int64_t ms, int64_t step_ms, double mean)
{
    int64_t start = t->window.start_ms, half = half_ms(t);
    int64_t end = start + count_halves(t) * half;
    int64_t from = ms > start ? ms : start, to = ms + step_ms < end ? ms + step_ms : end;

    if (!(mean >= 0.0))
        return;
    if (from >= to)
        return;
    widen(&t->extent, mean);
    if (t->first_row_ms < 0 || from < t->first_row_ms)
        t->first_row_ms = from;
    for (int64_t next; from < to; from = next) {
        struct graph_slot *slot = &t->slots[(from - start) / half];

        next = start + ((from - start) / half + 1) * half;
        next = next < to ? next : to;
        slot->row_sum += mean * (double)(next - from);
        slot->row_ms += (double)(next - from);
    }
}

void graph_track_end(struct graph_track *t, int64_t hold_ms)
{
    const struct graph_slot *held = &t->before;

    for (int i = 0; i < count_halves(t); i++) {
        const struct graph_slot *slot = &t->slots[i];
        int64_t begin_ms = t->window.start_ms + i * half_ms(t);
        bool holds =
            held->n > 0.0 && begin_ms < held->last_ms + hold_ms && begin_ms <= t->window.now_ms;

        t->values[i] = slot->n > 0.0        ? slot->sum / slot->n
                       : holds              ? held->last
                       : slot->row_ms > 0.0 ? slot->row_sum / slot->row_ms
                                            : -1.0;
        if (slot->n > 0.0)
            held = slot;
        if (t->values[i] >= 0.0) {
            widen(&t->extent, t->values[i]);
            t->extent.last = slot->n > 0.0 ? slot->last : t->values[i];
        }
    }
}

const double *graph_track_halves(const struct graph_track *t, int column)
{
    return &t->values[2 * (size_t)column];
}

double graph_track_read(const struct graph_track *t, int column)
{
    const double *v;

    if (column < 0 || column >= t->window.columns)
        return -1.0;
    v = graph_track_halves(t, column);
    return v[0] < 0.0 ? v[1] : v[1] < 0.0 ? v[0] : v[0] / 2.0 + v[1] / 2.0;
}

void graph_track_copy(const struct graph_track *t, double *out)
{
    for (int i = 0; i < t->window.columns; i++)
        out[i] = graph_track_read(t, i);
}

bool graph_track_measure(const struct graph_track *t, struct graph_extent *out)
{
    *out = t->extent;
    return out->last >= 0.0;
}

int64_t graph_track_find_seam(const struct graph_track *t)
{
    return t->first_row_ms >= 0 && t->first_row_ms < t->first_sample_ms ? t->first_sample_ms : -1;
}
