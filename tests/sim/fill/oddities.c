/* samples_pick(): bodies of every content type, and what a terminal must not be shown raw. */
#include "base/memory/array.h"
#include "tests/sim/fill/samples.h"

#include "base/memory/mem.h"
#include "body/decode/base64.h"
#include "tests/sim/fill/seed.h"
#include "tests/sim/http/jsontext.h"

#include <stdlib.h>
#include <string.h>

/* One of text (as it is), coded (base64 of the bytes) or made. */
struct oddity {
    const char *name, *about;
    const char *type; /* NULL: none */
    const char *text;
    const char *coded;
    char *(*make)(void);
};

/* A stack trace as a long log of many lines. */
static char *make_log(void)
{
    struct buf out;

    buf_init(&out, SIM_TEXT_BYTES);
    for (int i = 0; i < 120; i++)
        buf_print(&out, "2026-11-22T18:%02d:%02d.%03dZ %s worker[%d]: batch %d of 120 took %d ms\n",
                  i / 60, i % 60, i * 7 % 1000, i % 17 == 0 ? "ERROR" : "info ", 4100 + i % 4,
                  i + 1, 40 + i * 13 % 400);
    return buf_take(&out);
}

/* A catalogue: deep and wide JSON of about 30 kB. */
static char *make_catalogue(void)
{
    struct sim_random r = {.state = 48};
    struct buf out;

    buf_init(&out, SIM_TEXT_BYTES);
    buf_append_str(&out, "{\"type\":\"catalogue.snapshot\",\"region\":\"eu-west\",\"sections\":[");
    for (int i = 0; i < 12; i++) {
        buf_print(&out,
                  "%s{\"name\":\"Section %d\",\"path\":[\"root\",\"shop\",\"s%d\"],\"products\":[",
                  i ? "," : "", i + 1, i);
        for (int k = 0; k < 20; k++)
            buf_print(
                &out,
                "%s{\"sku\":\"P-%02d%02d\",\"price\":%u.%02u,\"stock\":{\"lisboa\":%u,\"praha\":"
                "null},\"tags\":[\"new\",\"été\"],\"active\":%s}",
                k ? "," : "", i, k, random_below(&r, 200), random_below(&r, 100),
                random_below(&r, 50), k % 3 ? "true" : "false");
        buf_append_str(&out, "]}");
    }
    buf_append_str(&out, "],\"checksum\":9007199254740993}");
    return buf_take(&out);
}

static char *make_long_line(void)
{
    return seed_make_body("json", 100000, 7);
}

static const struct oddity oddities[] = {
    {"text", "a line of text", "text", "deploy 2f9c1e finished in 48 s", NULL, NULL},
    {"json", "a small JSON object", "json",
     "{\"type\":\"session.start\",\"user\":40211,\"ab\":{\"checkout\":\"B\"},\"ok\":true}", NULL,
     NULL},
    {"catalogue", "30 kB of deep and wide JSON, with a number beyond 2^53", "json", NULL, NULL,
     make_catalogue},
    {"numbers",
     "JSON with numbers that no double holds, a name that stands twice, and an escape sequence",
     "json",
     "{\"n\":12345678901234567890,\"price\":0.10,\"big\":1e400,\"n\":2,\"esc\":\"\\u001b[31m\\t\"}",
     NULL, NULL},
    {"empty-array", "[]", "json", "[]", NULL, NULL},
    {"escapes", "text full of escape sequences: clear, title, colours, alternate screen, clipboard",
     "text",
     "\x1b[2J\x1b[H\x1b]0;owned\x07\x1b[31mred?\x1b[0m\x1b[?1049h\x1b]52;c;ZWNobw==\x07 end", NULL,
     NULL},
    {"bidi", "text with bidirectional and zero-width characters, and a C1 control", "text",
     "\xE2\x80\xAE"
     "txt.exe\xE2\x80\xAC \xC2\x9B"
     "31m \xE2\x80\x8B zero \xEF\xBB\xBF width",
     NULL, NULL},
    {"wide", "Japanese, emoji of several characters, flags, combining marks", "text",
     "注文が完了しました 🎉 ご利用ありがとうございます · "
     "👩‍👩‍👧 "
     "🇵🇹 "
     "· "
     "e\xCC\x81 "
     "a\xCC\x8A",
     NULL, NULL},
    {"right-to-left", "Arabic and Hebrew beside Latin letters", "text",
     "مرحبا بالعالم — שלום עולם — Grüße, naïve façade", NULL, NULL},
    {"log", "a log of 120 lines", "text", NULL, NULL, make_log},
    {"empty-text", "no bytes, as text", "text", "", NULL, NULL},
    {"crlf", "lines that end in CRLF, tabs, and a last line without an end", "text",
     "line one\r\nline two\tafter a tab\r\n\r\nlast line without an end", NULL, NULL},
    {"gzip", "JSON in gzip", "bytes", NULL,
     "H4sIAAAAAAACAzWOwW7CMBBEfyXac4JI4AA5tUgRF7hUzalC1dbeFovYDvYaiqL8e9eVOM68nZmdgB8jQQuBvpPTUI"
     "LR0G42dVOCD5qCoNeqXq6b1UogWp8cQzvBDYeUc9V6u9guBakUAjn1EK/r32AupRKjd6I1WvwhXRhXcEAXDecdJhuh"
     "/ZggXpIcHft9tTv0naArS0szl0/03nXV8enX8ylXXxNFJv35lQeNo7hQPjK+0C/acSBRVhLOM+URGM+efYHMqM6k/9"
     "+N7C2FQuEwyG98N4rgNP8BmghK8REBAAA=",
     NULL},
    {"png", "the head of a picture", "bytes", NULL,
     "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
     "rkJggg==",
     NULL},
    {"protobuf", "a small message of protocol buffers", "bytes", NULL,
     "CJYBEgdjaGVja2luGgQKAggBIgUI0g8QKioDAQIDMg4xOTIuMC4yLjE3AAAA", NULL},
    {"empty-bytes", "no bytes, as bytes", "bytes", NULL, "", NULL},
    {"v8", "a value of v8 with a BigInt, a date, a set, a map, typed arrays", "v8", NULL,
     "/w9vIgJpZFoQDAAAAAAAAAAiBHdoZW5EAABoePQfekIiBHR5cGUiC3Nlc3Npb24uZW5kIgR0YWdzJyICZXUiBm1vYmls"
     "ZSwCIgR1c2VybyICaWRJpvQEIgRuYW1lIgNab+siBWZsYWdzQQNURjAkAAN7AyIFc2NvcmVOAAAAAAAA0D8iBmZpbHRl"
     "clIiBGFiK2MDewc=",
     NULL},
    {"v8-error", "a value of v8 with an error in it", "v8", NULL,
     "/w87IgdhdHRlbXB0SQYiBWVycm9yIg54IGlzIHVuZGVmaW5lZCIDYmlnWiEAAAAAAAAAAAEAAAAAAAAAIgRsaXN0YQNJ"
     "AE4AAAAAAAD4P0kEAGMCCU5AAgM6CA==",
     NULL},
    {"v8-untyped", "a value of v8 as Workers of before 2024 sent it, without a content type", NULL,
     NULL,
     "/w9vIgZkZXZpY2UiB3RoLTA0MTIiCHJlYWRpbmdzQQNOAAAAAACANUBOAAAAAADANUBOAAAAAAAANkAkAAMiAmF0RAAA"
     "qFfVH3pCewM=",
     NULL},
    {"untyped", "text without a content type", NULL, "plain text that names no content type", NULL,
     NULL},
    {"unknown-type", "MessagePack with a content type that is not one of the four", "msgpack", NULL,
     "gqNmb2+jYmFyo251bQE=", NULL},
    {"cbor", "CBOR with a date, a BigInt and an address", "bytes", NULL,
     "qWR0eXBlbnNlbnNvci5yZWFkaW5nZmRldmljZWd0aC0wNDEyYmF0wRprAy6vZW5vbmNlRAD/F6lmdmFsdWVzg/"
     "tANYAAAAAAA"
     "PtANcAAAAAAABZldG90YWzCSQEAAAAAAAAABWRsaW5r2CB3aHR0cHM6Ly9leGFtcGxlLmNvbS9yLzFib2v1ZG5vdGX2",
     NULL},
    {"msgpack", "MessagePack with a time", "bytes", NULL,
     "hqR0eXBlrGNhcnQudXBkYXRlZKR1c2VyzZ0TpWl0ZW1zkoKjc2t1plAtMDQxMqNxdHkCgqNza3WmUC0wMDk5o3F0eQGkc"
     "2Vl"
     "btf/dzWUAGkh+y+kZXRhZ8QDAAH+o2JpZ8///////////w==",
     NULL},
    {"msgpack-gzip", "the same in gzip", "bytes", NULL,
     "H4sIAAAAAAACA2tbUlJZkLomObGoRK+"
     "0ICWxJDVlSWlxatHZucJLM0tSc4snNS0uzi5dFqBrYGJotLiwpJIJLmBgaQkSYFxS"
     "nJqad/1/uekUhkzF3/pLUksS048wMzD+W5yUmX7+PxQAAG1KobBqAAAA",
     NULL},
    {"protobuf-nested", "protocol buffers: an order, its items, packed numbers", "bytes", NULL,
     "CgtvcmRlci04ODEyNhCkDRoPCgZQLTA0MTIQAh0AAJxBGg8KBlAtMDA5ORABHQAAiEAqBgOOAp6nBTD+//////////8B",
     NULL},
    {"long-line", "100 kB of JSON in one line", "json", NULL, NULL, make_long_line},
};

struct content *samples_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(oddities); i++)
        if (strcmp(oddities[i].name, name) == 0)
            return samples_pick(i);
    return NULL;
}

void samples_print_index(FILE *f)
{
    fprintf(f, "| name | content type | body |\n|---|---|---|\n");
    for (size_t i = 0; i < ARRAY_LEN(oddities); i++)
        fprintf(f, "| `%s` | %s | %s |\n", oddities[i].name,
                oddities[i].type ? oddities[i].type : "(none)", oddities[i].about);
}

struct content *samples_pick(size_t i)
{
    const struct oddity *o = &oddities[i];
    struct buf out;
    size_t n;

    if (i >= ARRAY_LEN(oddities))
        return NULL;
    buf_init(&out, SIM_TEXT_BYTES);
    if (o->make) {
        char *made = o->make();

        return content_new(made, strlen(made), o->type);
    }
    if (o->coded)
        base64_decode(o->coded, strlen(o->coded), &out);
    else
        buf_append_str(&out, o->text);
    n = out.len;
    return content_new(buf_take(&out), n, o->type);
}
