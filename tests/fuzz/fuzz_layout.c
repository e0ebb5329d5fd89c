/* From any message to lines on the screen: nothing is lost, lines hang together, search finds what
 * is there. */
#include "base/text/utf8.h"
#include "body/decode/base64.h"
#include "body/json/json.h"
#include "body/layout/hex.h"
#include "body/layout/layout.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check_lines(const struct layout *l)
{
    require(l->n >= 1 && l->starts[0] == 0 && l->starts[l->n] == l->len);
    for (size_t i = 0; i < l->n; i++) {
        size_t len;
        const char *line = layout_line(l, i, &len);

        require(line == l->text + l->starts[i] && line + len <= l->text + l->len);
        require(!memchr(line, '\n', len));
        require(i + 1 == l->n || line[len] == '\n');
        require(l->form != BODY_BYTES || len <= HEX_COLS);
        require(l->form != BODY_BYTES || utf8_check(line, len));
    }
}

/* What a fold hides lies between a bracket and the one that closes it, and folds nest. */
static void check_tree(const struct layout *l)
{
    for (size_t i = 0; l->tree && i < l->n; i++) {
        const struct tree_line *t = &l->tree[i];

        require(t->parent == TREE_NONE || t->parent < i);
        require(!t->close || (t->close > i && t->close < l->n));
        require(!t->close || l->tree[t->close].parent == i);
        require(t->parent == TREE_NONE || !l->tree[t->parent].close ||
                (i <= l->tree[t->parent].close && t->close <= l->tree[t->parent].close));
    }
}

static void check_json(const struct layout *l, const struct body *b)
{
    size_t cap = l->len + b->len;
    struct buf before, after;

    buf_init(&before, cap);
    buf_init(&after, cap);
    require(json_append_compact(&before, b->bytes, b->len));
    require(json_append_compact(&after, l->text, l->len));
    require(before.len == after.len && memcmp(before.bytes, after.bytes, after.len) == 0);
    require(!json_check(b->bytes, b->len) || json_check(l->text, l->len));
    buf_free(&before);
    buf_free(&after);
}

/* Less the carriage returns of line ends, where all have one. */
static void check_text(const struct layout *l, const struct body *b)
{
    size_t k = 0;

    for (size_t i = 0; i < b->len; i++) {
        if (l->crlf && b->bytes[i] == '\r' && i + 1 < b->len && b->bytes[i + 1] == '\n')
            continue;
        require(k < l->len && l->text[k++] == b->bytes[i]);
    }
    require(k == l->len && (l->bad_bytes == 0) == utf8_check(b->bytes, b->len));
}

static void check_search(const struct layout *l, const char *needle)
{
    struct layout_hit hit;
    struct pattern p;
    size_t place, n;

    pattern_make_text(&p, needle, strlen(needle));
    if (layout_find_next(l, &p, l->n / 2, 0, &hit)) {
        layout_line(l, hit.line, &n);
        require(hit.line < l->n && hit.len && hit.at + hit.len <= n);
        require(layout_count_hits(l, &p, &hit, 100000, &place) >= place && place);
        require(layout_find_previous(l, &p, l->n / 2, 0, &hit));
    } else if (*needle && !strchr(needle, '\n')) {
        require(!l->len || !memmem(l->text, l->len, needle, strlen(needle)));
    }
    pattern_free(&p);
}

/* What began as base64 went wrong further on, or was no JSON or gzip after all: a list, which looks
 * at the beginning, told the size that base64 would have had. */
static bool is_late_surprise(const struct message *m, const struct body *b)
{
    return m->type != CONTENT_TEXT && m->body_len % 4 == 0 && !b->base64 &&
           body_size(m) == base64_size(m->body, m->body_len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct message m = {.id = ""};
    char needle[4] = "", preview[32];
    enum layout_view view;
    struct layout l;
    struct body b;

    if (size < 5)
        return 0;
    m.type = (enum content_type)(data[0] % CONTENT_COUNT);
    memcpy(needle, data + 2, 3);
    m.body = (const char *)data + 5;
    m.body_len = size - 5;
    require(body_preview(&m, preview, data[1] % sizeof preview) < sizeof preview);
    body_decode(&b, &m);
    require(b.bytes && b.bytes[b.len] == '\0' && (b.layers || b.len <= m.body_len * 2));
    require(body_size(&m) == b.sent || is_late_surprise(&m, &b));
    view = (enum layout_view)(data[1] % LAYOUT_VIEWS);
    layout_make(&l, &b, view);
    check_lines(&l);
    check_tree(&l);
    if (view == LAYOUT_BASE64 || view >= LAYOUT_LATIN1)
        require(l.form < BODY_FORMS); /* of what the body holds, or in other characters */
    else if (l.form == BODY_JSON && !l.broken)
        check_json(&l, &b);
    else if (l.form == BODY_TEXT)
        check_text(&l, &b);
    check_search(&l, needle);
    layout_free(&l);
    body_free(&b);
    return 0;
}
