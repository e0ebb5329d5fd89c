#include "app/show/help/help_sign.h"

#include "app/show/queue/queue_track.h"
#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/glyph.h"
#include "base/text/text_line.h"
#include "base/text/utf8.h"

#include <stdbool.h>
#include <string.h>

#define GRAPH_PREFIX "graph "

static void add_sign(struct text_line *l, uint32_t sign)
{
    char bytes[8] = "";

    utf8_write(bytes, sign);
    text_line_add(l, "%s", bytes);
}

static bool is(const char *name, size_t n, const char *want)
{
    return strlen(want) == n && !memcmp(name, want, n);
}

static bool add_graph_sign(struct text_line *l, enum graph_signs signs, const char *name, size_t n)
{
    static const char *const names[] = {
#define SIGN(id, unicode, ascii) #id,
#include "parts/graph/signs.def"
    };
    _Static_assert(ARRAY_LEN(names) == GRAPH_SIGN_COUNT, "every sign has its name");

    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (is(name, n, names[i])) {
            add_sign(l, graph_sign(signs, (enum graph_sign)i));
            return true;
        }
    return false;
}

/* Data of a sparkline: low, middle and high. */
static void add_hour(struct text_line *l, enum graph_signs signs)
{
    for (int level = 2; level <= GRAPH_ROW_PARTS; level += 2)
        add_sign(l, graph_sign_level(signs, level));
}

static bool add(struct text_line *l, const char *name, size_t n, const struct app *app)
{
    const size_t prefix = strlen(GRAPH_PREFIX);
    enum graph_signs signs = queue_track_signs(app);
    enum glyph sign = glyph_find(name, n);

    if (sign != GLYPH_COUNT)
        text_line_add(l, "%s", glyph(sign));
    else if (is(name, n, "hour"))
        add_hour(l, signs);
    else if (is(name, n, "level"))
        add_sign(l, graph_sign_fill(signs, graph_signs_parts(signs)));
    else if (is(name, n, "arrow"))
        text_line_add(l, "%s", dtext_is_ascii() ? ">" : "›");
    else if (is(name, n, "outside"))
        text_line_add(l, "%s", dtext_is_ascii() ? "<1B>" : "‹1B›");
    else
        return n > prefix && !memcmp(name, GRAPH_PREFIX, prefix) &&
               add_graph_sign(l, signs, name + prefix, n - prefix);
    return true;
}

const char *help_sign_fill(char *out, size_t size, const char *text, const struct app *app)
{
    struct text_line l = text_line(out, size);

    while (*text) {
        size_t n = strcspn(text, "{"), name = text[n] ? strcspn(text + n + 1, "}") : 0;

        text_line_add(&l, "%.*s", (int)n, text);
        text += n;
        if (*text && text[name + 1] && add(&l, text + 1, name, app))
            text += name + 2;
        else if (*text)
            text_line_add(&l, "%c", *text++);
    }
    return out;
}
