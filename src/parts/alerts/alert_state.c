#include "parts/alerts/alert_state.h"

static void go_on(struct alert_streak *s, int64_t measured_mono_ms, const struct instant *now)
{
    if (!s->on)
        *s = (struct alert_streak){true, measured_mono_ms, *now};
}

static bool is_settled(const struct alert_streak *s, int64_t measured_mono_ms,
                       const struct instant *now)
{
    return s->on && (measured_mono_ms > s->measured_mono_ms ||
                     now->mono_ms - s->heard.mono_ms >= ALERT_SETTLE_MS);
}

static enum alert_turn rise(struct alert_state *s, enum filter_answer answer,
                            int64_t measured_mono_ms, const struct instant *now,
                            struct instant *since)
{
    if (answer == FILTER_NO) {
        s->above.on = false;
        return ALERT_SAME;
    }
    go_on(&s->above, measured_mono_ms, now);
    if (!is_settled(&s->above, measured_mono_ms, now))
        return ALERT_SAME;
    *since = s->above.heard;
    *s = (struct alert_state){.raised = true};
    return ALERT_RAISED;
}

static enum alert_turn fall(struct alert_state *s, enum filter_answer answer, bool is_back,
                            int64_t measured_mono_ms, const struct instant *now,
                            struct instant *since)
{
    if (answer == FILTER_YES || !is_back)
        s->back.on = false;
    else
        go_on(&s->back, measured_mono_ms, now);
    if (answer == FILTER_YES) {
        s->below.on = false;
        return ALERT_SAME;
    }
    go_on(&s->below, measured_mono_ms, now);
    if (!is_settled(&s->back, measured_mono_ms, now) &&
        measured_mono_ms - s->below.measured_mono_ms < ALERT_BELOW_MS)
        return ALERT_SAME;
    *since = s->below.heard;
    *s = (struct alert_state){.raised = false};
    return ALERT_OVER;
}

enum alert_turn alert_state_step(struct alert_state *s, enum filter_answer answer, bool is_back,
                                 int64_t measured_mono_ms, const struct instant *now,
                                 struct instant *since)
{
    if (answer == FILTER_UNKNOWN) { /* a row begins anew */
        s->above.on = s->below.on = s->back.on = false;
        return ALERT_SAME;
    }
    return s->raised ? fall(s, answer, is_back, measured_mono_ms, now, since)
                     : rise(s, answer, measured_mono_ms, now, since);
}

bool alert_state_is_idle(const struct alert_state *s)
{
    return !s->raised && !s->above.on;
}
