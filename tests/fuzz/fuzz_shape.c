/* Shape and signature of a body: the first byte says of which form it is.  JSON written without its
 * white space has the same; texts end and fit. */
#include "body/compare/shape.h"
#include "body/compare/signature.h"
#include "body/json/json.h"

#include <stdlib.h>
#include <string.h>

static void find(struct shape *shape, struct signature *error, enum body_form form,
                 const char *bytes, size_t n)
{
    struct body b = {.form = form, .bytes = (char *)(uintptr_t)bytes, .len = n};
    struct document d;
    bool json = form == BODY_JSON && document_read(&d, bytes, n);

    shape_find(shape, &b, json ? &d : NULL);
    signature_find(error, &b, json ? &d : NULL);
    if (form == BODY_JSON)
        document_free(&d);
    if (!memchr(shape->text, 0, sizeof(shape->text)) || !shape->text[0])
        abort();
    if (!memchr(error->text, 0, sizeof(error->text)) || (error->text[0] && !error->hash))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum body_form forms[] = {BODY_JSON, BODY_JSON, BODY_TEXT, BODY_BYTES};
    struct shape shape, again;
    struct signature error, error_again;
    enum body_form form;
    struct buf compact;
    char *bytes;

    if (!size)
        return 0;
    form = forms[data[0] % 4];
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
