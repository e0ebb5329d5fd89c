#include "model/message.h"

#include "base/memory/array.h"

#include <stdlib.h>
#include <strings.h>

void batch_free(struct batch *b)
{
    if (!b)
        return;
    if (b->holds) {
        b->holds--;
        return;
    }
    arena_free(&b->arena);
    free(b->bytes);
    free(b);
}

void batch_hold(struct batch *b)
{
    b->holds++;
}

enum content_type content_type_read(const char *text)
{
    static const struct {
        const char *text;
        enum content_type type;
    } types[] = {{"text", CONTENT_TEXT},
                 {"json", CONTENT_JSON},
                 {"bytes", CONTENT_BYTES},
                 {"v8", CONTENT_V8}};

    if (!text)
        return CONTENT_NONE;
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        if (strcasecmp(text, types[i].text) == 0)
            return types[i].type;
    return CONTENT_OTHER;
}

int64_t batch_backlog(const struct batch *b)
{
    return b->metrics.backlog_count >= 0 ? b->metrics.backlog_count : b->backlog_count;
}
