/* What of a message a filter looks at; see row_filter.h. */
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "parts/filter/row_filter.h"

#include "body/json/json.h"
#include "model/leases.h"
#include "parts/filter/body_json.h"
#include "parts/list/messages.h"

#include <stdlib.h>
#include <string.h>

enum { PREVIEW_BYTES = 512, SEARCHED_BYTES = 64000, TEXTS = 6 };

struct message_of {
    const struct message_row *row;
    const struct message *m; /* of row */
    const struct instant *now;
    bool whole; /* open() is to inflate all of it */
    struct body body;
    struct body_json json;
    char preview[PREVIEW_BYTES];
    char *words; /* the body without escapes; NULL: it has none */
    struct filter_text texts[TEXTS];
};

static const char *name_lease(const struct message_of *of)
{
    if (!of->m->lease_id)
        return "none";
    return !of->m->lease_over && leases_deadline(of->row->batch, of->m) > of->now->mono_ms
               ? "held"
               : "expired";
}

static const char *const types[] = {"text", "json", "bytes", "v8", "none", NULL};
static const char *const leases[] = {"held", "expired", "none", NULL};

#define MESSAGE_NUMBER(title, what, like, follows, known, value)                                   \
    static bool read_##title(const struct filter_row *row, int64_t *number)                        \
    {                                                                                              \
        const struct message_of *of = row->of;                                                     \
                                                                                                   \
        *number = (value);                                                                         \
        return (known);                                                                            \
    }
#define MESSAGE_TEXT(title, what, like, of_words, or_others, inside, follows, value)               \
    static const char *read_##title(const struct filter_row *row)                                  \
    {                                                                                              \
        const struct message_of *of = row->of;                                                     \
                                                                                                   \
        return (value);                                                                            \
    }
#include "parts/filter/fields.def"

static const struct filter_field fields[] = {
#define MESSAGE_NUMBER(title, what, like, follows, known, value)                                   \
    {.name = #title,                                                                               \
     .unit = FILTER_##what,                                                                        \
     .example = like,                                                                              \
     .moves = follows,                                                                             \
     .read_number = read_##title},
#define MESSAGE_TEXT(title, what, like, of_words, or_others, inside, follows, value)               \
    {.name = #title,                                                                               \
     .unit = FILTER_##what,                                                                        \
     .example = like,                                                                              \
     .words = of_words,                                                                            \
     .others = or_others,                                                                          \
     .opens = inside,                                                                              \
     .moves = follows,                                                                             \
     .read_text = read_##title},
#include "parts/filter/fields.def"
};

const struct filter_language *row_filter_message_language(void)
{
    static const struct filter_language language = {
        .fields = fields, .n_fields = ARRAY_LEN(fields), .paths = true};

    return &language;
}

static struct filter_text text(const char *s)
{
    return s ? (struct filter_text){s, strlen(s)} : (struct filter_text){"", 0};
}

static void open_body(struct filter_row *row, struct message_of *of)
{
    const struct message *m = of->m;

    if (of->whole)
        body_decode(&of->body, m);
    else
        body_decode_part(&of->body, m, SEARCHED_BYTES);
    if (of->whole || of->body.form == BODY_JSON)
        body_json_read(&of->json, &of->body);
    body_make_readable(&of->body, SEARCHED_BYTES);
    of->texts[0] = text(m->id);
    of->texts[1] = text(m->type_text);
    of->texts[2] = text(m->metadata);
    of->texts[3] = (struct filter_text){of->preview, body_preview(m, of->preview, PREVIEW_BYTES)};
    of->texts[4] = (struct filter_text){of->body.bytes, of->body.len};
    if (memchr(of->body.bytes, '\\', of->body.len)) {
        of->words = mem_resize(NULL, of->body.len, 1);
        of->texts[5] = (struct filter_text){
            of->words, json_undo_escapes(of->words, NULL, of->body.bytes, of->body.len)};
    }
    row->texts = of->texts;
    row->n_texts = of->words ? TEXTS : TEXTS - 1;
    row->json = of->json.text;
    row->json_len = of->json.len;
}

/* The row is the first member of what row_filter_message() has. */
struct opening {
    struct filter_row row;
    struct message_of of;
};

static void open_row(struct filter_row *row)
{
    open_body(row, &((struct opening *)row)->of);
}

bool row_filter_message(struct filter *f, const struct message_row *row, const struct instant *now)
{
    struct opening o;
    bool matches;

    if (!f->n)
        return true;
    o.of.row = row;
    o.of.m = row->message;
    o.of.now = now;
    o.of.whole = filter_opens(f);
    o.of.body = (struct body){.bytes = NULL};
    o.of.words = NULL;
    o.of.json = (struct body_json){.text = NULL};
    o.row = (struct filter_row){.of = &o.of, .open = open_row};
    matches = filter_match(f, &o.row);
    body_json_free(&o.of.json);
    if (o.of.body.bytes)
        body_free(&o.of.body);
    free(o.of.words);
    return matches;
}
