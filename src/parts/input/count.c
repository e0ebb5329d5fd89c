#include "parts/input/count.h"

bool count_add(struct count *c, struct key key, bool is_own)
{
    bool is_digit = key.code == K_CHAR && !key.ctrl && key.ch >= '0' && key.ch <= '9';

    if (!is_digit || (is_own && !c->pending))
        return false;
    c->pending = true;
    c->n = c->n * 10 + (key.ch - '0');
    if (c->n > COUNT_MAX)
        c->n = COUNT_MAX;
    return true;
}

size_t count_times(const struct count *c)
{
    return c->n ? c->n : 1;
}
