/* Apart from what works on a row, so that a program can bring a table of its own. */
#include "api/request/operation.h"
#include "base/memory/array.h"

#define QUEUES_PATH "/accounts/{account}/queues"
#define QUEUE_PATH  QUEUES_PATH "/{queue}"

/* changes_server, doubt */
#define READS   false, ""
#define LEASES  true, "messages may be leased now"
#define CHANGES true, "it may have been done"

/* per_page, all_pages, streams */
#define ONE      0, false, false
#define FIRST(n) n, false, false
#define ALL(n)   n, true, false
#define EVENTS   0, false, true

static const struct operation operations[] = {
#define OPERATION(id, name, api, method, path, permission, effect, rows, builder, decoder, result) \
    [OP_##id] = {name, API_##api,       method,           path,           permission, effect,      \
                 rows, build_##builder, decode_##decoder, RESULT_##result},
#include "api/request/operations.def"
};
_Static_assert(ARRAY_LEN(operations) == OP_COUNT, "a row for each operation");

const struct operation *operation_get(enum op op)
{
    return &operations[op];
}
