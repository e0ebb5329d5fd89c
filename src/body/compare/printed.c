#include "body/compare/printed.h"

#include "body/json/json.h"
#include "body/layout/notation.h"

#include <string.h>

enum {
    DEPTH = 300,          /* deeper than any printer goes */
    PRINTED_MAX = 8 << 20 /* bytes that it may write */
};

struct level {
    bool is_array;
    bool has_items;
};

struct reader {
    struct buf *out;
    const char *line;
    size_t n;
    struct level levels[DEPTH];
    size_t depth;
    bool has_key;
    struct notation_token key;
    struct notation_token name; /* that stands before a bracket: TypeError; len 0: none */
    bool has_value;             /* of the item at hand: what follows on its line only explains it */
    bool in_bytes;              /* rows of hex digits */
    bool is_over;
};

static bool is_word(const struct reader *r, struct notation_token t, const char *word)
{
    return t.len == strlen(word) && memcmp(r->line + t.at, word, t.len) == 0;
}

static bool begins(const struct reader *r, struct notation_token t, const char *word)
{
    return t.len >= strlen(word) && memcmp(r->line + t.at, word, strlen(word)) == 0;
}

static bool ends(const struct reader *r, struct notation_token t, const char *word)
{
    size_t n = strlen(word);

    return t.len >= n && memcmp(r->line + t.at + t.len - n, word, n) == 0;
}

static void append_key(struct reader *r)
{
    const char *s = r->line + r->key.at;

    if (!r->has_key)
        buf_append_str(r->out, "\"<item>\"");
    else if (s[0] == '"')
        buf_append(r->out, s, r->key.len);
    else
        json_append_string(r->out, s, r->key.len);
    buf_append_byte(r->out, ':');
}

/* What belongs before a value where it stands. */
static void begin_value(struct reader *r)
{
    if (r->depth) {
        struct level *l = &r->levels[r->depth - 1];

        if (l->has_items)
            buf_append_byte(r->out, ',');
        l->has_items = true;
        if (!l->is_array)
            append_key(r);
    }
    r->has_key = false;
}

static bool open_bracket(struct reader *r, char bracket)
{
    bool is_array = bracket == '[' || is_word(r, r->name, "Set");
    bool is_error =
        !is_array && r->name.len && (ends(r, r->name, "Error") || ends(r, r->name, "Exception"));

    if (r->depth == DEPTH)
        return false;
    begin_value(r);
    buf_append_byte(r->out, is_array ? '[' : '{');
    r->levels[r->depth++] = (struct level){is_array, is_error};
    if (is_error) {
        buf_append_str(r->out, "\"name\":");
        json_append_string(r->out, r->line + r->name.at, r->name.len);
    }
    r->name.len = 0;
    return true;
}

static void close_bracket(struct reader *r)
{
    if (!r->depth)
        return;
    buf_append_byte(r->out, r->levels[--r->depth].is_array ? ']' : '}');
    r->has_value = true;
    r->is_over = !r->depth;
}

static void append_number(struct reader *r, struct notation_token t)
{
    size_t n = t.len - (r->line[t.at + t.len - 1] == 'n'), pos = 0;
    struct json_token json = json_next_token(r->line + t.at, n, &pos);

    if (json.kind == JSON_NUMBER && json.len == n)
        buf_append(r->out, r->line + t.at, n);
    else
        json_append_string(r->out, r->line + t.at, t.len);
}

static void append_scalar(struct reader *r, struct notation_token t)
{
    begin_value(r);
    if (t.kind == NOTATION_STRING || is_word(r, t, "true") || is_word(r, t, "false") ||
        is_word(r, t, "null"))
        buf_append(r->out, r->line + t.at, t.len);
    else if (is_word(r, t, "undefined"))
        buf_append_str(r->out, "null");
    else if (t.kind == NOTATION_NUMBER)
        append_number(r, t);
    else if (r->line[t.at] == '<')
        buf_append_str(r->out, "\"<bytes>\"");
    else
        json_append_string(r->out, r->line + t.at, t.len);
    r->has_value = true;
    r->is_over = !r->depth;
}

/* Something else stands behind it in the item: a name, a tag, the label of a reference. */
static bool is_prefix(const struct reader *r, struct notation_token t)
{
    size_t pos = t.at + t.len;
    struct notation_token next = notation_next(r->line, r->n, &pos);

    return t.kind == NOTATION_WORD && next.kind != NOTATION_END && next.kind != NOTATION_COMMENT &&
           !begins(r, next, ",") && !begins(r, next, "}") && !begins(r, next, "]");
}

static void take_word(struct reader *r, struct notation_token t)
{
    if (ends(r, t, " empty item>") || ends(r, t, " empty items>"))
        return;
    if (is_prefix(r, t))
        r->name = t;
    else
        append_scalar(r, t);
}

static bool take_punct(struct reader *r, char c)
{
    if (c == ',') {
        r->has_value = false;
        r->name.len = 0;
    } else if (c == '}' || c == ']') {
        close_bracket(r);
    } else if ((c == '{' || c == '[') && !r->has_value) {
        return open_bracket(r, c);
    }
    return true;
}

/* false: here it ends. */
static bool take_token(struct reader *r, struct notation_token t)
{
    if (t.kind == NOTATION_COMMENT)
        return false;
    if (t.kind == NOTATION_PUNCT)
        return take_punct(r, r->line[t.at]);
    if (r->has_value)
        return true;
    if (t.kind == NOTATION_KEY) {
        r->key = t;
        r->has_key = true;
    } else if (t.kind == NOTATION_WORD) {
        take_word(r, t);
    } else if (t.kind == NOTATION_STRING || t.kind == NOTATION_NUMBER) {
        append_scalar(r, t);
    } else if (r->line[t.at] == '<') {
        append_scalar(r, t);
        r->in_bytes = true;
    }
    return true;
}

/* A key and its value begin on one line, and a value that goes on has a bracket. */
static bool take_line(struct reader *r)
{
    struct notation_token t;
    size_t pos = 0;

    if (r->in_bytes) {
        const char *end = memchr(r->line, '>', r->n);

        r->in_bytes = !end;
        if (r->in_bytes)
            return true;
        pos = (size_t)(end - r->line) + 1;
    }
    r->has_value = pos > 0;
    r->name.len = 0;
    while (!r->is_over && (t = notation_next(r->line, r->n, &pos)).kind != NOTATION_END)
        if (!take_token(r, t))
            return false;
    return true;
}

bool printed_as_json(struct buf *out, const char *text, size_t n)
{
    struct reader r = {.out = out};
    size_t at = 0, before = out->len;
    bool goes_on = true;

    while (goes_on && at < n && !r.is_over) {
        const char *end = memchr(text + at, '\n', n - at);

        r.line = text + at;
        r.n = end ? (size_t)(end - text) - at : n - at;
        goes_on = take_line(&r);
        at += r.n + 1;
    }
    while (r.depth)
        close_bracket(&r);
    return out->len > before && !out->overflow;
}

bool printed_body_as_json(struct buf *out, const struct body *b)
{
    printer_function *print = forms_get(b->form)->print;
    struct print_end end;
    struct buf text;
    bool ok;

    if (!print)
        return false;
    buf_init(&text, PRINTED_MAX);
    print(b->bytes, b->len, &text, &end, NULL);
    ok = !text.overflow && text.len && printed_as_json(out, text.bytes, text.len) &&
         !out->overflow && json_check(out->bytes, out->len);
    buf_free(&text);
    return ok;
}
