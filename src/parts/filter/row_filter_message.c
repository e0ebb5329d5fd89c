/* What of a message a filter looks at; see narrow.h. */
#include "base/array.h"
#include "parts/filter/row_filter.h"

#include "body/decode/decode.h"
#include "model/leases.h"
#include "parts/list/messages.h"

#include <string.h>

enum { PREVIEW_BYTES = 512, SEARCHED_BYTES = 64000, TEXTS = 5 };

struct message_of {
    const struct message_row *row;
    const struct instant *now;
    bool whole; /* open() is to inflate all of it */
    struct body body;
    char preview[PREVIEW_BYTES];
    struct filter_text texts[TEXTS];
};

static bool read_attempts(const struct filter_row *row, int64_t *number)
{
    const struct message_of *of = row->of;

    *number = of->row->message->attempts;
    return *number >= 0;
}

static bool read_age(const struct filter_row *row, int64_t *number)
{
    const struct message_of *of = row->of;

    *number = of->now->wall_ms - of->row->message->timestamp_ms;
    return of->row->message->timestamp_ms >= 0;
}

static bool read_size(const struct filter_row *row, int64_t *number)
{
    const struct message_of *of = row->of;

    *number = (int64_t)body_size(of->row->message);
    return of->row->message->body != NULL;
}

static const char *read_type(const struct filter_row *row)
{
    const struct message_of *of = row->of;

    return of->row->message->type_text ? of->row->message->type_text : "none";
}

static const char *read_form(const struct filter_row *row)
{
    const struct message_of *of = row->of;

    return forms_names[of->body.form];
}

static const char *read_id(const struct filter_row *row)
{
    const struct message_of *of = row->of;

    return of->row->message->id;
}

static const char *read_metadata(const struct filter_row *row)
{
    const struct message_of *of = row->of;

    return of->row->message->metadata ? of->row->message->metadata : "";
}

static const char *read_lease(const struct filter_row *row)
{
    const struct message_of *of = row->of;
    const struct message *m = of->row->message;

    if (!m->lease_id)
        return "none";
    return leases_deadline(of->row->batch, m) > of->now->mono_ms ? "held" : "expired";
}

static const char *const types[] = {"text", "json", "bytes", "v8", "none", NULL};
static const char *const leases[] = {"held", "expired", "none", NULL};

static const struct filter_field fields[] = {
    {.name = "attempts",
     .unit = FILTER_COUNT,
     .example = "att>=3",
     .help = "deliveries so far",
     .read_number = read_attempts},
    {.name = "age",
     .unit = FILTER_SPAN,
     .example = "age>1h",
     .help = "since it was sent",
     .moves = true,
     .read_number = read_age},
    {.name = "size",
     .unit = FILTER_SIZE,
     .example = "size>10k",
     .help = "bytes sent",
     .read_number = read_size},
    {.name = "type",
     .unit = FILTER_WORD,
     .example = "type:v8",
     .help = "content type",
     .words = types,
     .others = true,
     .read_text = read_type},
    {.name = "form",
     .unit = FILTER_WORD,
     .example = "form:json",
     .help = "once decoded",
     .words = forms_names,
     .opens = true,
     .read_text = read_form},
    {.name = "id",
     .unit = FILTER_TEXT,
     .example = "id:b01b",
     .help = "part of it",
     .read_text = read_id},
    {.name = "meta",
     .unit = FILTER_TEXT,
     .example = "meta:dash",
     .help = "part of its metadata",
     .read_text = read_metadata},
    {.name = "lease",
     .unit = FILTER_WORD,
     .example = "lease:held",
     .help = "or expired, none",
     .words = leases,
     .moves = true,
     .read_text = read_lease},
};

const struct filter_language *row_filter_message_language(void)
{
    static const struct filter_language language = {NULL, fields, ARRAY_LEN(fields), true};

    return &language;
}

static struct filter_text text(const char *s)
{
    return s ? (struct filter_text){s, strlen(s)} : (struct filter_text){"", 0};
}

static void open_body(struct filter_row *row, struct message_of *of)
{
    const struct message *m = of->row->message;

    if (of->whole)
        body_decode(&of->body, m);
    else
        body_decode_part(&of->body, m, SEARCHED_BYTES);
    body_make_readable(&of->body, SEARCHED_BYTES);
    of->texts[0] = text(m->id);
    of->texts[1] = text(m->type_text);
    of->texts[2] = text(m->metadata);
    of->texts[3] = (struct filter_text){of->preview, body_preview(m, of->preview, PREVIEW_BYTES)};
    of->texts[4] = (struct filter_text){of->body.bytes, of->body.len};
    row->texts = of->texts;
    row->n_texts = TEXTS;
    if (of->body.form == BODY_JSON) {
        row->json = of->body.bytes;
        row->json_len = of->body.len;
    }
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
    o.of.now = now;
    o.of.whole = filter_opens(f);
    o.of.body = (struct body){.bytes = NULL};
    o.row = (struct filter_row){.of = &o.of, .open = open_row};
    matches = filter_match(f, &o.row);
    if (o.of.body.bytes)
        body_free(&o.of.body);
    return matches;
}
