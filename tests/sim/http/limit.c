#include "tests/sim/http/limit.h"

enum { WINDOW_MS = 300000, DEFAULT_QUOTA = 1200 };

bool limit_count(struct world *w, int64_t now)
{
    if (now - w->rate_window_ms >= WINDOW_MS || now < w->rate_window_ms) {
        w->rate_window_ms = now;
        w->rate_used = 0;
    }
    w->rate_used++;
    return w->options.rate_limit == 0 || w->rate_used <= w->options.rate_limit;
}

struct limit_state limit_read(const struct world *w, int64_t now)
{
    struct limit_state s = {.quota = w->options.rate_limit, .window_s = WINDOW_MS / 1000};

    if (s.quota == 0)
        s.quota = DEFAULT_QUOTA;
    s.remaining = w->rate_used < s.quota ? s.quota - w->rate_used : 0;
    s.reset_s = (w->rate_window_ms + WINDOW_MS - now + 999) / 1000;
    return s;
}
