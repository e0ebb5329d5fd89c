#include "parts/measure/budget.h"

#include <string.h>

/* So many ms would use up what is left.  A share of 300 begins with 6 a second, so that a few dozen
 * queues are known within a minute; what is left then has to last until that is forgotten, and it
 * comes to rest at 0.7 a second. */
enum { BEGIN_MS = 60000, BEGIN_SPEND_MS = 45000, SPEND_MS = 120000, LEAST_MS = 20 };

/* Seconds that have passed since the newest are empty. */
static void move_to(struct budget *b, int64_t second)
{
    if (second - b->newest_s >= BUDGET_WINDOW_S) {
        memset(b->sent, 0, sizeof(b->sent));
        b->used = 0;
        b->newest_s = second;
    }
    while (b->newest_s < second) {
        uint16_t *slot = &b->sent[++b->newest_s % BUDGET_WINDOW_S];

        b->used -= *slot;
        *slot = 0;
    }
}

void budget_note(struct budget *b, int64_t mono_ms, int64_t n)
{
    uint16_t *slot;

    move_to(b, mono_ms / 1000);
    slot = &b->sent[b->newest_s % BUDGET_WINDOW_S];
    if (!b->begun)
        b->first_mono_ms = mono_ms;
    b->begun = true;
    if (n > UINT16_MAX - *slot)
        n = UINT16_MAX - *slot;
    *slot = (uint16_t)(*slot + n);
    b->used += n;
}

int64_t budget_used(struct budget *b, int64_t now_mono_ms)
{
    move_to(b, now_mono_ms / 1000);
    return b->used;
}

int64_t budget_share(const struct rate *told, int64_t percent)
{
    int64_t limit = BUDGET_API;

    if (told->quota > 0 && told->window_s > 0 && told->quota < INT64_MAX / BUDGET_WINDOW_S)
        limit = told->quota * BUDGET_WINDOW_S / told->window_s;
    return limit < INT64_MAX / 100 ? limit * percent / 100 : limit;
}

/* What the server says is left, a quarter of which stays for the keys; 0: it says nothing. */
static int64_t find_told_pace(const struct rate *told)
{
    int64_t left = told->remaining * 3 / 4;

    if (told->remaining < 0 || told->reset_s <= 0)
        return 0;
    return left > 0 ? told->reset_s * 1000 / left : INT64_MAX;
}

static int64_t slower(int64_t x, int64_t y)
{
    return x > y ? x : y;
}

int64_t budget_pace(struct budget *b, int64_t share, const struct rate *told, int64_t now_mono_ms)
{
    int64_t left = share - budget_used(b, now_mono_ms);
    bool begins = !b->begun || now_mono_ms - b->first_mono_ms < BEGIN_MS;

    if (left <= 0)
        return INT64_MAX;
    return slower(slower((begins ? BEGIN_SPEND_MS : SPEND_MS) / left, LEAST_MS),
                  find_told_pace(told));
}

int64_t budget_usual_pace(int64_t share, const struct rate *told)
{
    int64_t rest = (BUDGET_WINDOW_S * 1000 + SPEND_MS) / (share > 0 ? share : 1);

    return slower(rest, find_told_pace(told));
}
