#include "parts/input/count.h"

#include "base/text/ascii.h"

bool count_is_digit(struct key key)
{
    return key.code == K_CHAR && !key.ctrl && ascii_is_digit((int)key.ch);
}

bool count_add(struct count *c, struct key key)
{
    if (!count_is_digit(key))
        return false;
    c->pending = true;
    c->lone = false;
    c->n = c->n * 10 + (key.ch - '0');
    if (c->n > COUNT_MAX)
        c->n = COUNT_MAX;
    return true;
}

bool count_is_over(const struct count *c, int64_t now_mono_ms)
{
    return c->lone && now_mono_ms - c->typed_mono_ms > COUNT_LONE_MS;
}

size_t count_times(const struct count *c)
{
    return c->n ? c->n : 1;
}
