/* POST .../messages/extend.  The shape of its answer is not published: a list is looked for in the
 * places where the API's other lists are. */
#include "api/answer/decoding.h"

#include "base/memory/mem.h"

static const json_t *find_list(const json_t *result)
{
    const json_t *messages = json_object_get(result, "messages");

    if (json_is_array(result))
        return result;
    return json_is_array(messages) ? messages : json_object_get(result, "extended");
}

bool decode_extend(struct decoding *d)
{
    static const char *const fresh[] = {"new_lease_id", "lease_id", NULL};
    struct extend_result *r = d->out->extend = mem_new(1, sizeof(*r));
    const json_t *list = find_list(d->e.result);
    size_t n = json_array_size(list);

    if (n > DECODE_MESSAGES)
        return decoding_refuse(d, "more than 1,000 leases in one answer");
    r->items = arena_new(&r->arena, n, sizeof(*r->items));
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);

        r->items[r->n++] = (struct extended){
            .lease_id = field_first_str(&d->e, item, fresh, &r->arena),
            .old_lease_id = field_str(&d->e, item, "old_lease_id", &r->arena),
            .id = field_str(&d->e, item, "id", &r->arena),
        };
    }
    field_read_warnings(&d->e, &r->arena, &r->warnings, &r->n_warnings);
    return true;
}
