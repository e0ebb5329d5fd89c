/* From a body as the API gave it to what can be read.  Pure.
 *
 * First base64, to the bytes that the producer sent.  Which content types come so is told
 * differently by different sources; the rule here:
 *   text   as it is, never decoded
 *   json   itself JSON -> as it is; else base64 -> that, JSON or not; else text.  (Both cannot
 * hold: JSON of base64 characters alone is digits, true or null.)  A word that decodes to no text,
 * and does not look like base64, stays bytes  base64; where it is not strict base64, as it is, and
 * the chain says so v8     base64 that starts FF 0D..0F, a header of the V8 format; else as those
 * of no type none, others: base64 whose bytes are whole JSON, or a V8 value; else text and of all
 * but text, base64 of gzip or zstd without a fault, and of what guess.h takes for a form by strong
 * evidence: types are often wrong.  Base64 that is written loosely (base64.h) counts where
 * something can be read in it.
 *
 * Then the steps of chain.h. */
#pragma once

#include "body/forms.h"
#include "model/message.h"

#include <stdbool.h>

struct body {
    enum body_form form;
    char chain[200]; /* the steps, "base64 → gzip → json"; "missing".  An arrow is > where only
                        ASCII can be shown */
    char *bytes;     /* malloc'd, NUL behind */
    size_t len;
    char mark[48];    /* what stands before it in a list, "gzip› zstd› " */
    bool cut;         /* bytes are only the beginning: more was not asked for */
    size_t sent;      /* how many bytes the producer sent */
    bool base64;      /* they came as base64 */
    bool broken_json; /* text or bytes that were meant to be JSON, see json_find_fault() */
    bool too_deep;    /* it is no more than that, as far as we read */
    bool guessed;     /* the form is a guess: a ? stands behind its name */
    bool framed;      /* a framing was taken off */
    bool own;         /* it is what the own decoder of its queue made of it */
    int layers;       /* of compression, undone or named */
};

/* The form is one that a printer prints, and no guess. */
static inline bool body_is_sure(const struct body *b)
{
    return forms_get(b->form)->print && !b->guessed;
}

/* Never fails: what cannot be decoded is shown as it came.  Where the own decoder of the queue gave
 * an answer, the body is that; sent and base64 are those of what came. */
void body_decode(struct body *out, const struct message *m);
void body_free(struct body *b);

/* The same, whatever an own decoder made of it. */
void body_decode_came(struct body *out, const struct message *m);

/* For an own decoder: base64 and compression are undone and nothing else, and the chain says so.
 * What frames look like is left to it, because to take one off is a guess for each message. */
void body_unpack(struct body *out, const struct message *m);

/* The same, but what a printer prints comes as that text: for programs and people elsewhere.  Where
 * that is too much, it comes as BODY_BYTES. */
void body_decode_readable(struct body *out, const struct message *m);

/* The same of a decoded body, as far as most bytes of text go. */
void body_make_readable(struct body *b, size_t most);

/* The same, but of compressed bytes only the first most of each layer are inflated: to look for
 * words in many bodies. */
void body_decode_part(struct body *out, const struct message *m, size_t most);

/* The bytes that the producer sent, base64 undone and nothing else: malloc'd, *len of them. */
char *body_copy_sent(const struct message *m, size_t *len);

/* n decoded bytes start as a V8 value that Queues can have written: FF, version 0D to 0F. */
bool body_is_v8(const char *bytes, size_t n);

/* The same of the beginning of a body alone: all of one that is not large.  For lists. */
void body_decode_head(struct body *out, const struct message *m);

/* What a list shows of body_decode_head(), into out (at most size bytes, not NUL-terminated, no
 * character cut in half); returns how many.  "gzip› " stands before what was compressed.  White
 * space of JSON is squeezed; bytes that are not text come as hex digits. */
size_t body_preview(const struct message *m, char *out, size_t size);

/* White space of JSON, or of what a printer prints (printed), squeezed as a preview has it: from n
 * bytes into out, of size bytes; returns how many. */
size_t body_squeeze(char *out, size_t size, const char *s, size_t n, bool printed);

/* The same as a string: a NUL in it becomes another control character. */
void body_preview_text(const struct message *m, char *out, size_t size);

/* How many bytes the producer sent: base64 undone, not inflated. */
size_t body_size(const struct message *m);

/* Both for a list, which asks at every frame: found once and kept in the arena, that of the batch.
 */
struct glance {
    size_t size; /* body_size() */
    enum body_form form;
    bool marked;    /* a mark stands before it (struct body) */
    char preview[]; /* body_preview_text() */
};

const struct glance *body_glance(struct message *m, struct arena *arena);
