/* Answers for the decoders' tests. */
#pragma once

#include "api/answer/decode.h"
#include "base/memory/buf.h"
#include "base/memory/mem.h"

#include <stdlib.h>
#include <string.h>

/* bytes is malloc'd; free it when no decoder took it. */
static inline struct answer new_answer_of(int http, const char *bytes, size_t len)
{
    return (struct answer){.http = http,
                           .content_type = "application/json",
                           .bytes = mem_copy_bytes(bytes, len),
                           .len = len,
                           .retry_after_s = -1};
}

static inline struct answer new_answer(int http, const char *text)
{
    return new_answer_of(http, text, strlen(text));
}

/* text with every @ replaced by n times fill. */
static inline struct answer new_answer_with(int http, const char *text, char fill, size_t n)
{
    struct answer a;
    struct buf out;

    buf_init(&out, 1 << 24);
    for (; *text; text++)
        for (size_t i = 0; i < (*text == '@' ? n : 1); i++)
            buf_append_byte(&out, *text == '@' ? fill : *text);
    a = new_answer_of(http, out.bytes, out.len);
    buf_free(&out);
    return a;
}

/* What op's decoder makes of it; json NULL: not wanted.  false with err. */
static inline bool decode_as(enum op op, struct answer *a, bool keep_json, union result *out,
                             char **json, struct error *err)
{
    const struct call call = {.op = op, .keep_json = keep_json};
    char *unwanted = NULL;
    bool ok = decode_answer(&call, a, out, json ? json : &unwanted, err);

    free(unwanted);
    return ok;
}
