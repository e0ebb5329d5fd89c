/* Shape and signature of a body: the first byte says of which form it is.  JSON written without its
 * white space has the same; texts end and fit. */
#include "body/compare/contrast.h"
#include "body/compare/shape.h"
#include "body/compare/signature.h"
#include "body/json/json.h"

#include <stdlib.h>
#include <string.h>

static bool ends(const char *text, size_t size)
{
    return memchr(text, 0, size) != NULL;
}

/* What tells the body from itself is nothing, whatever it is. */
static void compare_with_itself(const struct structure *s)
{
    struct contrast *c = contrast_new();
    struct contrast_result r;

    for (int i = 0; i < 6; i++)
        contrast_add(c, s, i < 3);
    contrast_find(c, &r);
    if (r.path[0])
        abort();
    contrast_free(c);
}

static void find(struct shape *shape, struct signature *error, enum body_form form,
                 const char *bytes, size_t n)
{
    struct body b = {.form = form, .bytes = (char *)(uintptr_t)bytes, .len = n};
    struct structure structure;
    char brief[SHAPE_TEXT];

    structure_read(&structure, &b);
    shape_find(shape, &b, &structure);
    shape_print_brief(brief, &b, &structure);
    signature_find(error, &b, &structure);
    compare_with_itself(&structure);
    structure_free(&structure);
    if (!ends(shape->text, sizeof(shape->text)) || !ends(brief, sizeof(brief)) || !shape->text[0])
        abort();
    if (!ends(error->text, sizeof(error->text)) || !ends(error->whole, sizeof(error->whole)) ||
        (error->text[0] && !error->hash))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum body_form forms[] = {BODY_JSON, BODY_JSON,    BODY_TEXT, BODY_TEXT,
                                           BODY_CBOR, BODY_MSGPACK, BODY_V8,   BODY_PROTOBUF};
    struct shape shape, again;
    struct signature error, error_again;
    enum body_form form;
    struct buf compact;
    char *bytes;

    if (!size)
        return 0;
    form = forms[data[0] % 8];
    bytes = malloc(size);
    if (!bytes)
        abort();
    memcpy(bytes, data + 1, size - 1);
    bytes[size - 1] = '\0';
    if (form == BODY_JSON && !json_check(bytes, size - 1))
        form = BODY_TEXT;
    find(&shape, &error, form, bytes, size - 1);
    buf_init(&compact, size);
    if (form == BODY_JSON && json_append_compact(&compact, bytes, size - 1)) {
        find(&again, &error_again, form, compact.bytes, compact.len);
        if (again.hash != shape.hash || error_again.hash != error.hash ||
            strcmp(again.text, shape.text) != 0)
            abort();
    }
    buf_free(&compact);
    free(bytes);
    return 0;
}
