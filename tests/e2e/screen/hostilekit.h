/* Bodies that would take a terminal over, of every kind that a queue can hold, and a look at what
 * became of them.
 *
 * Behind every control, sequence and format character stands "Zq".  A sequence that the program
 * writes itself ends in a letter or begins another one, so none of it has "Zq" behind it: where a
 * control stands before "Zq" among the bytes that reached the terminal, it came from outside. */
#pragma once

#include "base/memory/array.h"
#include "base/text/utf8.h"
#include "tests/harness/inspect.h"
#include "tests/unit/packkit.h"

#include <stdio.h>

#define HOSTILE_QUEUE "0123456789abcdef0123456789abcdef"

/* JSON strings: a name, which has room for 64 bytes, and an error's text. */
#define HOSTILE_NAME "q\\u001b]0;Zq\\u0007\\u009b31mZq\\u202eZq\\u200bZq\\nZq\\r\\u007fZq"
#define HOSTILE_ERROR                                                                              \
    "no\\u001b]0;Zq\\u0007\\u001b[7777;7777HZq\\u009b7777mZq\\u202eZq\\u0090Zq\\u009c"

static const char *const hostile_sequences[] = {
    "\033]0;Zq\aZq",
    "\033]52;c;WnE=\aZq",
    "\033]8;;http://Zq\033\\Zq",
    "\033]10;?\033\\Zq",
    "\033P$qZq\033\\Zq",
    "\033_Zq\033\\Zq",
    "\033^Zq\033\\Zq",
    "\033XZq\033\\Zq",
    "\033[7777;7777HZq",
    "\033[?7777hZq",
    "\033[>7777cZq",
    "\033[7777mZq",
    "\033[6nZq",
    "\033cZq",
    "\033#8Zq",
    "\033[201~Zq",
    "\033%GZq",
    "\xc2\x9b\x37\x37\x37\x37mZq",
    "\xc2\x9d\x30;Zq\xc2\x9cZq",
    "\xc2\x90Zq\xc2\x9cZq",
};

/* What terminals reorder by, hide, or join. */
static const uint32_t hostile_formats[] = {
    0xad,   0x61c,  0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a,  0x202b, 0x202c,
    0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xfe0f, 0xfeff, 0xe0041, 0xfff9,
};

/* No UTF-8, among it the C1 controls of an 8-bit terminal. */
static const char *const hostile_torn[] = {
    "\x9b\x37\x37\x37\x37mZq", "\x9d\x30;Zq\x9cZq",  "\x90Zq\x9cZq", "\xc0\x9bZq", "\xe0\x80\x9bZq",
    "\xed\xa0\x80Zq",          "\xf4\xbf\xbf\xbfZq", "\xffZq",       "\xc2Zq",
};

static inline void hostile_add_char(struct buf *out, uint32_t cp)
{
    char utf8[4];

    buf_append(out, utf8, (size_t)utf8_write(utf8, cp));
    buf_append_str(out, "Zq\n");
}

/* A line each.  from: the first control, so that what may not hold C0 raw can do without. */
static inline void hostile_add_lines(struct buf *out, uint32_t from)
{
    for (uint32_t cp = from; cp < 0xa0; cp++)
        if (cp < 0x20 || cp >= 0x7f)
            hostile_add_char(out, cp);
    for (size_t i = 0; i < ARRAY_LEN(hostile_formats); i++)
        hostile_add_char(out, hostile_formats[i]);
    for (size_t i = 0; i < ARRAY_LEN(hostile_sequences); i++) {
        if (from && (unsigned char)hostile_sequences[i][0] < 0x20)
            continue;
        buf_append_str(out, hostile_sequences[i]);
        buf_append_byte(out, '\n');
    }
}

static inline void hostile_make_text(struct buf *out)
{
    hostile_add_lines(out, 0);
}

static inline void hostile_make_torn(struct buf *out)
{
    hostile_add_lines(out, 0);
    for (size_t i = 0; i < ARRAY_LEN(hostile_torn); i++) {
        buf_append_str(out, hostile_torn[i]);
        buf_append_byte(out, '\n');
    }
}

/* Valid: what may stand in a string raw does, as key and value; C0 is escaped. */
static inline void hostile_make_json(struct buf *out)
{
    struct buf lines;

    buf_init(&lines, 1 << 16);
    hostile_add_lines(&lines, 0x7f);
    for (size_t i = 0; i < lines.len; i++)
        if (lines.bytes[i] == '\n')
            lines.bytes[i] = ' ';
    buf_print(out, "{\"%s\":\"%s\",\"escaped\":\"\\u0000Zq\\u001b[2JZq\\u009bZq\\u202eZq\"}",
              lines.bytes, lines.bytes);
    buf_free(&lines);
}

static inline void hostile_make_broken_json(struct buf *out)
{
    buf_append_str(out, "{\"a\": [1, \"two\"],\n\"b");
    hostile_add_lines(out, 0);
}

static inline void hostile_make_gzip(struct buf *out)
{
    struct buf text;

    buf_init(&text, 1 << 16);
    hostile_make_text(&text);
    pack(out, PACKING_GZIP, text.bytes, text.len);
    buf_free(&text);
}

static inline void hostile_make_zstd(struct buf *out)
{
    struct buf text;

    buf_init(&text, 1 << 16);
    hostile_make_json(&text);
    pack(out, PACKING_ZSTD, text.bytes, text.len);
    buf_free(&text);
}

/* The characters of the text below U+10000 as UTF-16, little end first. */
static inline void hostile_add_utf16(struct buf *out, uint32_t from)
{
    struct buf text;
    uint32_t cp;

    buf_init(&text, 1 << 16);
    hostile_add_lines(&text, from);
    for (size_t i = 0; i < text.len; i += (size_t)utf8_read(text.bytes + i, text.len - i, &cp)) {
        utf8_read(text.bytes + i, text.len - i, &cp);
        if (cp > 0xffff)
            continue;
        buf_append_byte(out, (char)(cp & 0xff));
        buf_append_byte(out, (char)(cp >> 8));
    }
    buf_free(&text);
}

static inline void hostile_make_utf16(struct buf *out)
{
    buf_append(out, "\xff\xfe", 2);
    hostile_add_utf16(out, 0x7f); /* with C0 it would be called bytes */
}

/* A string of two bytes a character, as V8 serialises it: its length in 7-bit groups. */
static inline void hostile_make_v8(struct buf *out)
{
    struct buf text;

    buf_init(&text, 1 << 16);
    hostile_add_utf16(&text, 0);
    assert_in_range(text.len, 128, 16383);
    buf_append(out, "\xff\x0f\0c", 4);
    buf_append_byte(out, (char)(0x80 | (text.len & 0x7f)));
    buf_append_byte(out, (char)(text.len >> 7));
    buf_append(out, text.bytes, text.len);
    buf_free(&text);
}

static const struct hostile_kind {
    const char *id, *type, *chain; /* chain: how its title calls it */
    void (*make)(struct buf *out);
    bool plain;     /* its body is no base64, against the rule */
    bool has_lines; /* each attack stands in a line of its own when it is shown as text */
} hostile_kinds[] = {
    {"kind-1", "text", "text", hostile_make_text, false, true},
    {"kind-2", "json", "json", hostile_make_json, false, false},
    {"kind-3", "json", "json, not valid", hostile_make_broken_json, true, true},
    {"kind-4", "bytes", "bytes", hostile_make_text, false, true},
    {"kind-5", "bytes", "bytes", hostile_make_torn, false, true},
    {"kind-6", "bytes", "gzip → bytes", hostile_make_gzip, false, true},
    {"kind-7", "bytes", "zstd → json", hostile_make_zstd, false, false},
    {"kind-8", "bytes", "UTF-16LE → text", hostile_make_utf16, false, false},
    {"kind-9", "v8", "v8", hostile_make_v8, false, false},
};
enum { HOSTILE_KINDS = ARRAY_LEN(hostile_kinds) };

/* As base64, or plain as a JSON string; for free(). */
static inline char *hostile_print_body(const struct hostile_kind *k)
{
    struct buf body, base64;
    json_t *text;
    char *out;

    buf_init(&body, 1 << 16);
    buf_init(&base64, 1 << 17);
    k->make(&body);
    if (k->plain) {
        text = json_stringn(body.bytes, body.len);
        out = json_dumps(text, JSON_ENCODE_ANY);
        json_decref(text);
    } else {
        assert_true(base64_encode(body.bytes, body.len, &base64));
        out = mem_print("\"%s\"", base64.bytes);
    }
    buf_free(&body);
    buf_free(&base64);
    assert_non_null(out);
    return out;
}

static inline void hostile_add_message(struct buf *seed, const struct hostile_kind *k)
{
    char *body = hostile_print_body(k);

    buf_print(seed, "{\"id\":\"%s\",\"content_type\":\"%s\",\"%s\":%s},", k->id, k->type,
              k->plain ? "wire" : "body_base64", body);
    free(body);
}

/* A queue of all kinds, and a message whose every field is hostile; free() it. */
static inline char *hostile_make_seed(void)
{
    struct buf seed;

    buf_init(&seed, 1 << 20);
    buf_print(&seed,
              "{\"reset\":true,\"queues\":[{\"name\":\"" HOSTILE_NAME "\",\"id\":\"" HOSTILE_QUEUE
              "\",\"consumers\":[{\"type\":\"http_pull\",\"dead_letter_queue\":\"" HOSTILE_NAME
              "\"}],\"messages\":[");
    for (int i = 0; i < HOSTILE_KINDS; i++)
        hostile_add_message(&seed, &hostile_kinds[i]);
    buf_print(&seed,
              "{\"id\":\"" HOSTILE_NAME "\",\"body\":\"last\",\"metadata\":{\"CF-Content-Type\":\""
              "\\u001b]0;Zq\\u0007\\u009bZq\",\"" HOSTILE_NAME "\":[\"" HOSTILE_NAME "\"]}}]}]}");
    assert_false(seed.overflow);
    return buf_take(&seed);
}

/* Nothing that came from outside acted on the terminal. */
static inline void hostile_assert_harmless(struct term *t)
{
    static const char *const never[] = {"\033[7777", "\033[?7777", "\033[>7777", "\xc2\x9b\x37\x37",
                                        "\x9b\x37\x37"};
    char utf8[8];

    term_assert_clean_output(t);
    assert_string_equal(term_title(t), "");
    for (size_t i = 0; i < ARRAY_LEN(never); i++)
        assert_false(term_raw_contains(t, 0, never[i]));
    for (uint32_t cp = 1; cp < 0xa0; cp++) {
        bool moves = cp == '\b' || cp == '\t' || cp == '\n' || cp == '\r';

        if (moves || (cp >= 0x20 && cp < 0x7f))
            continue;
        memcpy(utf8 + utf8_write(utf8, cp), "Zq", 3);
        if (term_raw_contains(t, 0, utf8))
            fail_msg("U+%04X reached the terminal", (unsigned)cp);
    }
}
