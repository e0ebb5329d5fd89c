/* Decodes an answer of the API again and again, for a profiler to count instructions.
 *
 *   cost list|batch|show FILE TIMES
 *
 * list and batch: the answer; show: also every body of it, laid out as the inspector shows it. */
#include "api/answer/decode.h"
#include "base/memory/mem.h"
#include "body/layout/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_all(const char *path, size_t *len)
{
    enum { ROOM = 64 << 20 };
    FILE *f = fopen(path, "re");
    char *bytes = mem_new(1, ROOM);

    if (!f)
        exit(2);
    *len = fread(bytes, 1, ROOM - 1, f);
    fclose(f);
    return bytes;
}

static void show(const struct batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct layout layout;
        struct body body;

        body_decode(&body, &b->items[i]);
        layout_make(&layout, &body, LAYOUT_AUTO);
        layout_free(&layout);
        body_free(&body);
    }
}

static bool decode_once(const char *what, const char *bytes, size_t len)
{
    struct answer a = {.http = 200, .bytes = mem_copy_bytes(bytes, len), .len = len};
    const struct call call = {.op = strcmp(what, "list") == 0 ? OP_QUEUES : OP_PEEK};
    union result r;
    struct error err;
    char *json;
    bool ok = decode_answer(&call, &a, &r, &json, &err);

    if (ok && strcmp(what, "show") == 0)
        show(r.batch);
    result_free(operation_get(call.op)->result, &r);
    free(a.bytes);
    return ok;
}

int main(int argc, char **argv)
{
    size_t len;
    char *bytes;

    if (argc != 4)
        return 2;
    bytes = read_all(argv[2], &len);
    decode_start();
    for (long i = strtol(argv[3], NULL, 10); i > 0; i--)
        if (!decode_once(argv[1], bytes, len))
            return 1;
    free(bytes);
    return 0;
}
