#include "base/text/redact.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    RUN = 8,             /* characters of a secret that are not chance */
    BASE64_RUN = 9,      /* of its base64 that 8 bytes leave whole, wherever they begin */
    SECRET_MAX = 4096,   /* a longer one is none (base/memory/secret.h) */
    INDEX_BITS = 1 << 16 /* of three characters in a row */
};

struct form {
    char *text; /* in lower case; owned */
    size_t len;
    size_t run; /* as long a part of it is told from chance */
};

struct redact {
    struct form *forms;
    size_t n;
    uint8_t index[INDEX_BITS / 8]; /* which three characters in a row are in a form */
};

static char fold(char c)
{
    return (char)tolower((unsigned char)c);
}

static unsigned find_slot(const char *three)
{
    unsigned h = (unsigned char)fold(three[0]);

    h = h * 37 + (unsigned char)fold(three[1]);
    h = h * 37 + (unsigned char)fold(three[2]);
    return h % INDEX_BITS;
}

/* Takes text; one without three characters is found by chance. */
static void add_form(struct redact *r, char *text, size_t run)
{
    struct form *form;
    size_t len = strlen(text);

    for (size_t i = 0; i < len; i++)
        text[i] = fold(text[i]);
    for (size_t i = 0; i < r->n; i++)
        if (!strcmp(r->forms[i].text, text))
            len = 0;
    if (len < 3) {
        free(text);
        return;
    }
    MEM_GROW(r->forms, r->n);
    form = &r->forms[r->n++];
    *form = (struct form){.text = text, .len = len, .run = len < run ? len : run};
    for (size_t i = 0; i + 3 <= len; i++) {
        unsigned slot = find_slot(text + i);

        r->index[slot / 8] |= (uint8_t)(1U << slot % 8);
    }
}

static bool is_unreserved(char c)
{
    return isalnum((unsigned char)c) || strchr("-._~", c);
}

/* Each byte as before and two digits; with only_special those that need it. */
static char *encode_hex(const char *secret, const char *before, bool only_special)
{
    static const char digits[] = "0123456789abcdef";
    char *out = mem_new(strlen(secret) * 3 + 1, 1), *to = out;

    for (; *secret; secret++) {
        if (only_special && is_unreserved(*secret)) {
            *to++ = *secret;
            continue;
        }
        for (const char *p = before; *p; p++)
            *to++ = *p;
        *to++ = digits[(unsigned char)*secret >> 4];
        *to++ = digits[*secret & 15];
    }
    *to = '\0';
    return out;
}

/* The characters that the secret alone decides, where skip bytes of others stand in front. */
static char *encode_base64(const char *secret, size_t skip, const char *alphabet)
{
    size_t n = strlen(secret), bits = 8 * (skip + n), first = (8 * skip + 5) / 6;
    char *out = mem_new(bits / 6 - first + 1, 1), *to = out;

    for (size_t at = first; 6 * at + 6 <= bits; at++) {
        unsigned value = 0;

        for (size_t bit = 6 * at; bit < 6 * at + 6; bit++)
            value = value << 1 |
                    ((unsigned)(unsigned char)secret[bit / 8 - skip] >> (7 - bit % 8) & 1U);
        *to++ = alphabet[value];
    }
    *to = '\0';
    return out;
}

static void add_secret(struct redact *r, const char *secret)
{
    static const char *const alphabets[] = {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"};
    size_t n = strlen(secret);

    add_form(r, mem_copy_str(secret), RUN);
    if (n < RUN) /* what is made of so little is found by chance */
        return;
    add_form(r, encode_hex(secret, "%", true), RUN);
    add_form(r, encode_hex(secret, "%", false), 3 * (size_t)RUN);
    add_form(r, encode_hex(secret, "", false), 2 * (size_t)RUN);
    for (size_t i = 0; i < ARRAY_LEN(alphabets); i++)
        for (size_t skip = 0; skip < 3; skip++)
            add_form(r, encode_base64(secret, skip, alphabets[i]), BASE64_RUN);
}

struct redact *redact_new(const char *const *secrets, size_t n)
{
    struct redact *r = mem_new(1, sizeof(*r));

    for (size_t i = 0; i < n; i++)
        if (secrets[i])
            add_secret(r, secrets[i]);
    return r;
}

void redact_free(struct redact *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->n; i++) {
        explicit_bzero(r->forms[i].text, r->forms[i].len);
        free(r->forms[i].text);
    }
    free(r->forms);
    explicit_bzero(r, sizeof(*r));
    free(r);
}

/* How many of the n bytes are the same as a part of the form, when it is long enough. */
static size_t match_form(const struct form *form, const char *bytes, size_t n)
{
    size_t longest = 0;

    for (size_t start = 0; start < form->len && form->len - start > longest; start++) {
        size_t len = 0;

        while (len < n && start + len < form->len && form->text[start + len] == fold(bytes[len]))
            len++;
        if (len > longest)
            longest = len;
    }
    return longest >= form->run ? longest : 0;
}

static size_t match(const struct redact *r, const char *bytes, size_t n)
{
    size_t longest = 0;
    unsigned slot;

    if (n < 3)
        return 0;
    slot = find_slot(bytes);
    if (!((unsigned)r->index[slot / 8] >> slot % 8 & 1U))
        return 0;
    for (size_t i = 0; i < r->n; i++) {
        size_t len = match_form(&r->forms[i], bytes, n);

        if (len > longest)
            longest = len;
    }
    return longest;
}

void redact_bytes(const struct redact *r, char *bytes, size_t n)
{
    size_t i = 0;

    while (r && i < n) {
        size_t len = match(r, bytes + i, n - i);

        memset(bytes + i, '*', len);
        i += len ? len : 1;
    }
}

void redact_text(const struct redact *r, char *text)
{
    redact_bytes(r, text, strlen(text));
}

void redact_copy(const struct redact *r, const char *bytes, size_t n, char *out, size_t size)
{
    size_t kept = n < size + 3 * (size_t)SECRET_MAX ? n : size + 3 * (size_t)SECRET_MAX;
    char *copy = mem_copy_bytes(bytes, kept);

    redact_bytes(r, copy, kept);
    if (kept >= size) {
        kept = size - 1;
        while (kept > 0 && ((unsigned char)copy[kept] & 0xC0) == 0x80) /* not inside a character */
            kept--;
    }
    memcpy(out, copy, kept);
    out[kept] = '\0';
    free(copy);
}
