#include "body/compare/structure.h"

#include "base/text/ascii.h"
#include "body/compare/markup.h"
#include "body/compare/printed.h"
#include "body/compare/variable.h"

#include <string.h>

enum { STRUCTURE_MAX = 8 << 20 };

static bool read_document(struct structure *s, enum structure_kind kind, const char *bytes,
                          size_t n)
{
    if (document_read(&s->document, bytes, n)) {
        s->kind = kind;
        return true;
    }
    document_free(&s->document);
    return false;
}

/* JSON that somebody made a string of before it was made JSON. */
static void read_in_string(struct structure *s)
{
    const struct value *v = s->document.values;

    if (v->kind != VALUE_STRING || !v->text_len || !strchr("{[", v->text[0]))
        return;
    buf_append(&s->text, v->text, v->text_len);
    document_free(&s->document);
    if (s->text.overflow || !read_document(s, STRUCTURE_IN_STRING, s->text.bytes, s->text.len))
        s->kind = STRUCTURE_NONE;
}

static void read_printed(struct structure *s, const struct body *b)
{
    s->has_numbers = b->form == BODY_PROTOBUF || b->form == BODY_CBOR;
    if (printed_body_as_json(&s->text, b))
        read_document(s, STRUCTURE_PRINTED, s->text.bytes, s->text.len);
}

static void read_text(struct structure *s, const struct body *b)
{
    size_t at = strspn(b->bytes, " \t\r\n");
    const char *end;

    if (markup_as_json(&s->text, b->bytes, b->len)) {
        read_document(s, STRUCTURE_MARKUP, s->text.bytes, s->text.len);
        return;
    }
    if (at >= b->len || b->bytes[at] != '{')
        return;
    end = memchr(b->bytes + at, '\n', b->len - at);
    if (end)
        read_document(s, STRUCTURE_IN_LINES, b->bytes + at, (size_t)(end - b->bytes) - at);
}

void structure_read(struct structure *s, const struct body *b)
{
    *s = (struct structure){.kind = STRUCTURE_NONE};
    buf_init(&s->text, STRUCTURE_MAX);
    if (b->form == BODY_JSON) {
        if (read_document(s, STRUCTURE_JSON, b->bytes, b->len))
            read_in_string(s);
    } else if (b->form == BODY_TEXT) {
        read_text(s, b);
    } else {
        read_printed(s, b);
    }
}

void structure_free(struct structure *s)
{
    document_free(&s->document);
    buf_free(&s->text);
    s->kind = STRUCTURE_NONE;
}

bool structure_is_any(const struct structure *s, const char *key, size_t n)
{
    enum { LONGEST = 256 };

    if (s->has_numbers && n && ascii_is_digit(key[0]))
        return false;
    return n <= LONGEST && variable_is(key, n);
}

const struct document *structure_document(const struct structure *s)
{
    return s->kind == STRUCTURE_NONE ? NULL : &s->document;
}
