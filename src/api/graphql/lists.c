#include "api/graphql/lists.h"

#include "body/json/json.h"

enum { ROWS_DEPTH = 6 };

/* The list at `at` (its bracket) is noted, and ends where is returned. */
static size_t take_list(const char *text, size_t len, size_t at, struct lists *lists,
                        struct buf *rest)
{
    size_t end = json_skip_value(text, len, at);

    buf_print(rest, "[%zu]", lists->n);
    lists->items[lists->n++] = (struct slice){at, end - at};
    return end;
}

bool lists_cut(const char *text, size_t len, struct lists *lists, struct buf *rest)
{
    size_t pos = 0, kept = 0, depth = 0;
    struct json_token t;

    lists->n = 0;
    if (!json_check(text, len))
        return false;
    while ((t = json_next_token(text, len, &pos)).kind != JSON_END) {
        depth += t.kind == JSON_OPEN;
        if (t.kind == JSON_OPEN && depth == ROWS_DEPTH && text[t.at] == '[') {
            if (lists->n == LISTS_MAX)
                return false;
            buf_append(rest, text + kept, t.at - kept);
            kept = pos = take_list(text, len, t.at, lists, rest);
            depth--;
        }
        depth -= t.kind == JSON_CLOSE;
    }
    buf_append(rest, text + kept, len - kept);
    return !rest->overflow;
}
