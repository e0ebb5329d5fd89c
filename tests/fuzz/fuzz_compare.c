/* Two bodies compared: the first byte says of which form they are, the first NUL parts them.  A
 * body differs in nothing from itself; both ways find as much; sides lie within the bodies. */
#include "body/compare/compare.h"
#include "body/json/json.h"

#include <stdlib.h>
#include <string.h>

static struct body take(enum body_form form, const uint8_t *data, size_t size)
{
    struct body b = {.form = form, .bytes = malloc(size + 1), .len = size};

    if (!b.bytes)
        abort();
    memcpy(b.bytes, data, size);
    b.bytes[size] = '\0';
    if (form == BODY_JSON && !json_check(b.bytes, size))
        b.form = BODY_TEXT;
    return b;
}

static void check_sides(const struct comparison *c, const struct body *a, const struct body *b)
{
    const struct body *bodies[] = {a, b};

    for (size_t i = 0; i < c->n; i++)
        for (int side = 0; side < 2; side++) {
            const struct difference_side *s = &c->items[i].sides[side];

            if (!s->s)
                continue;
            if (!s->path || !s->path[0])
                abort();
            if (c->form != COMPARE_BYTES && (s->s < bodies[side]->bytes ||
                                             s->s + s->n > bodies[side]->bytes + bodies[side]->len))
                abort();
        }
}

static void check_itself(const struct body *b)
{
    struct comparison c;

    compare_bodies(&c, b, b);
    for (size_t i = 0; i < c.n; i++)
        if (c.items[i].kind != DIFFERENCE_TWICE)
            abort();
    if (!c.same_bytes || c.reordered || c.respelled || c.spaced)
        abort();
    comparison_free(&c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum body_form forms[] = {BODY_JSON, BODY_JSON, BODY_TEXT, BODY_BYTES};
    const uint8_t *parting;
    struct comparison there, back;
    enum body_form form;
    struct body a, b;

    if (!size)
        return 0;
    form = forms[data[0] % 4];
    parting = memchr(data + 1, 0, size - 1);
    if (!parting)
        parting = data + 1 + (size - 1) / 2;
    a = take(form, data + 1, (size_t)(parting - data - 1));
    b = take(form, parting, (size_t)(data + size - parting));
    if (b.len && !b.bytes[0]) {
        body_free(&b);
        b = take(form, parting + 1, (size_t)(data + size - parting - 1));
    }
    check_itself(&a);
    check_itself(&b);
    compare_bodies(&there, &a, &b);
    compare_bodies(&back, &b, &a);
    check_sides(&there, &a, &b);
    if (there.form != back.form || there.same_bytes != back.same_bytes)
        abort();
    if (!there.n != !back.n ||
        there.same_bytes != (a.len == b.len && !memcmp(a.bytes, b.bytes, a.len)))
        abort();
    comparison_free(&there);
    comparison_free(&back);
    body_free(&a);
    body_free(&b);
    return 0;
}
