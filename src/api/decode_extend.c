/* POST .../messages/extend.  The shape of its answer is not published: a list is looked for in the
 * places where the API's other lists are. */
#include "api/decode.h"

#include "api/envelope.h"
#include "api/field.h"
#include "base/mem.h"

static const json_t *find_list(const json_t *result)
{
    const json_t *messages = json_object_get(result, "messages");

    if (json_is_array(result))
        return result;
    return json_is_array(messages) ? messages : json_object_get(result, "extended");
}

static bool read_items(const struct envelope *e, const struct answer *a, struct extend_result *r,
                       struct error *err)
{
    static const char *const fresh[] = {"new_lease_id", "lease_id", NULL};
    const json_t *list = find_list(e->result);
    size_t n = json_array_size(list);

    if (n > DECODE_MESSAGES)
        return envelope_refuse(a, err, "more than 1,000 leases in one answer");
    r->items = arena_new(&r->arena, n, sizeof(*r->items));
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);

        r->items[r->n++] = (struct extended){
            .lease_id = field_first_str(e, item, fresh, &r->arena),
            .old_lease_id = field_str(e, item, "old_lease_id", &r->arena),
            .id = field_str(e, item, "id", &r->arena),
        };
    }
    return true;
}

struct extend_result *decode_extend(const struct answer *a, char **json, struct error *err)
{
    struct extend_result *r;
    struct envelope e;

    if (!envelope_open(&e, a, err))
        return NULL;
    r = mem_new(1, sizeof(*r));
    if (!read_items(&e, a, r, err)) {
        extend_result_free(r);
        envelope_close(&e);
        return NULL;
    }
    field_read_warnings(&e, &r->arena, &r->warnings, &r->n_warnings);
    if (json)
        *json = envelope_take_result(&e);
    envelope_close(&e);
    return r;
}
