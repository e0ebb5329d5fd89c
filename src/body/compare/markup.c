#include "body/compare/markup.h"

#include "base/memory/array.h"
#include "base/text/ascii.h"
#include "body/json/json.h"

#include <string.h>

enum { DEPTH = 100 };

struct span {
    const char *s;
    size_t n;
};

struct element {
    struct span name; /* as it is written, to be closed by */
    struct span text; /* the first that it holds */
    bool is_open;     /* as an object: it holds elements or attributes */
    bool has_members;
};

struct reader {
    struct buf *out;
    const char *s;
    size_t n, pos;
    struct element elements[DEPTH];
    size_t depth;
    bool has_root;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_name(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (c & 0x80) || (c && strchr("_-.:", c));
}

static struct span trim(const char *s, size_t n)
{
    while (n && is_blank(s[0])) {
        s++;
        n--;
    }
    while (n && is_blank(s[n - 1]))
        n--;
    return (struct span){s, n};
}

static void skip_blanks(struct reader *r)
{
    while (r->pos < r->n && is_blank(r->s[r->pos]))
        r->pos++;
}

static bool at_word(const struct reader *r, const char *word)
{
    size_t n = strlen(word);

    return r->n - r->pos >= n && memcmp(r->s + r->pos, word, n) == 0;
}

/* Behind the word, from behind the one it begins with; false: there is none. */
static bool skip_to(struct reader *r, const char *word)
{
    size_t n = strlen(word);

    for (; r->n - r->pos >= n; r->pos++)
        if (at_word(r, word)) {
            r->pos += n;
            return true;
        }
    return false;
}

static struct span read_name(struct reader *r)
{
    size_t from = r->pos;

    while (r->pos < r->n && is_name(r->s[r->pos]))
        r->pos++;
    return (struct span){r->s + from, r->pos - from};
}

static struct span local_name(struct span name)
{
    for (size_t i = name.n; i > 0; i--)
        if (name.s[i - 1] == ':' && i < name.n)
            return (struct span){name.s + i, name.n - i};
    return name;
}

/* The five that every document has; others stay as they are written. */
static size_t read_entity(const char *s, size_t n, char *c)
{
    static const struct {
        const char *written;
        char is;
    } entities[] = {
        {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};

    for (size_t i = 0; i < ARRAY_LEN(entities); i++) {
        size_t len = strlen(entities[i].written);

        if (n >= len && memcmp(s, entities[i].written, len) == 0) {
            *c = entities[i].is;
            return len;
        }
    }
    return 0;
}

static bool append_text(struct buf *out, struct span text)
{
    struct buf plain;
    bool ok;

    buf_init(&plain, text.n);
    for (size_t i = 0; i < text.n;) {
        char c = text.s[i];
        size_t len = c == '&' ? read_entity(text.s + i, text.n - i, &c) : 0;

        buf_append_byte(&plain, c);
        i += len ? len : 1;
    }
    ok = json_append_string(out, plain.bytes ? plain.bytes : "", plain.len);
    buf_free(&plain);
    return ok;
}

/* A member begins in the innermost element, or in the document. */
static void begin_member(struct reader *r, struct span name)
{
    struct element *in = r->depth ? &r->elements[r->depth - 1] : NULL;

    if (!in || !in->is_open)
        buf_append_byte(r->out, '{');
    else if (in->has_members)
        buf_append_byte(r->out, ',');
    if (in)
        in->is_open = in->has_members = true;
    name = local_name(name);
    json_append_string(r->out, name.s, name.n);
    buf_append_byte(r->out, ':');
}

static void close_element(struct reader *r)
{
    struct element *e = &r->elements[--r->depth];

    if (e->is_open)
        buf_append_byte(r->out, '}');
    else if (e->text.n)
        append_text(r->out, e->text);
    else
        buf_append_str(r->out, "null");
    if (!r->depth)
        buf_append_byte(r->out, '}');
}

static bool read_attribute(struct reader *r)
{
    struct span name = read_name(r), value;
    char quote;
    size_t from;

    skip_blanks(r);
    if (!name.n || !at_word(r, "="))
        return false;
    r->pos++;
    skip_blanks(r);
    quote = r->pos < r->n ? r->s[r->pos] : '\0';
    from = ++r->pos;
    if ((quote != '"' && quote != '\'') || !skip_to(r, quote == '"' ? "\"" : "'"))
        return false;
    value = (struct span){r->s + from, r->pos - from - 1};
    if (name.n >= 5 && memcmp(name.s, "xmlns", 5) == 0)
        return true;
    begin_member(r, name);
    return append_text(r->out, value);
}

/* From behind its <. */
static bool open_element(struct reader *r)
{
    struct span name = read_name(r);

    if (!name.n || r->depth == DEPTH || (!r->depth && r->has_root))
        return false;
    r->has_root = true;
    begin_member(r, name);
    r->elements[r->depth++] = (struct element){.name = name};
    for (;;) {
        skip_blanks(r);
        if (at_word(r, ">")) {
            r->pos++;
            return true;
        }
        if (at_word(r, "/>")) {
            r->pos += 2;
            close_element(r);
            return true;
        }
        if (!read_attribute(r))
            return false;
    }
}

/* From behind its </. */
static bool read_end(struct reader *r)
{
    struct span name = read_name(r);
    const struct element *e = r->depth ? &r->elements[r->depth - 1] : NULL;

    skip_blanks(r);
    if (!e || e->name.n != name.n || memcmp(e->name.s, name.s, name.n) != 0 || !at_word(r, ">"))
        return false;
    r->pos++;
    close_element(r);
    return true;
}

static void note_text(struct reader *r, const char *s, size_t n)
{
    struct element *e = r->depth ? &r->elements[r->depth - 1] : NULL;

    if (e && !e->text.n)
        e->text = trim(s, n);
}

static bool read_cdata(struct reader *r)
{
    size_t from = r->pos += strlen("<![CDATA[");

    if (!skip_to(r, "]]>"))
        return false;
    note_text(r, r->s + from, r->pos - from - 3);
    return r->depth > 0;
}

/* At its <. */
static bool read_tag(struct reader *r)
{
    if (at_word(r, "<![CDATA["))
        return read_cdata(r);
    if (at_word(r, "<!--"))
        return skip_to(r, "-->");
    if (at_word(r, "<?"))
        return skip_to(r, "?>");
    if (at_word(r, "<!"))
        return !r->depth && skip_to(r, ">");
    if (at_word(r, "</")) {
        r->pos += 2;
        return read_end(r);
    }
    r->pos++;
    return open_element(r);
}

static bool read_all(struct reader *r)
{
    while (r->pos < r->n) {
        const char *tag = memchr(r->s + r->pos, '<', r->n - r->pos);
        size_t end = tag ? (size_t)(tag - r->s) : r->n;
        struct span text = trim(r->s + r->pos, end - r->pos);

        if (text.n && !r->depth)
            return false;
        note_text(r, r->s + r->pos, end - r->pos);
        r->pos = end;
        if (tag && !read_tag(r))
            return false;
    }
    return r->has_root && !r->depth;
}

bool markup_as_json(struct buf *out, const char *s, size_t n)
{
    struct reader r = {.out = out, .s = s, .n = n};
    size_t before = out->len;

    if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)
        r.pos = 3;
    skip_blanks(&r);
    if (r.pos + 1 < n && s[r.pos] == '<' && strchr("?!", s[r.pos + 1]) == NULL &&
        !is_name(s[r.pos + 1]))
        return false;
    if (r.pos < n && s[r.pos] == '<' && read_all(&r) && !out->overflow)
        return true;
    out->len = before;
    return false;
}
