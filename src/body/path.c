#include "body/path.h"

static bool is_name(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool letter = (s[i] >= 'a' && s[i] <= 'z') || (s[i] >= 'A' && s[i] <= 'Z') || s[i] == '_';

        if (!letter && (i == 0 || s[i] < '0' || s[i] > '9'))
            return false;
    }
    return n > 0;
}

void path_append_key(struct buf *out, const char *key, size_t n)
{
    bool quoted = key[0] == '"';

    if (is_name(key + quoted, n - 2 * quoted))
        buf_print(out, ".%.*s", (int)(n - 2 * quoted), key + quoted);
    else
        buf_print(out, "%s[%.*s]", out->len ? "" : ".", (int)n, key);
}

void path_append_item(struct buf *out, size_t item)
{
    buf_print(out, "%s[%zu]", out->len ? "" : ".", item);
}
