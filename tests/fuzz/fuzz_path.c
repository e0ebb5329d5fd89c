/* Any text is a path, the start of one or wrong; what it leads to lies in the document and is a
 * value; numbers compare the same both ways. */
#include "body/json/json.h"
#include "body/json/number.h"
#include "body/json/path.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct document {
    const char *s;
    size_t n;
    size_t values;
    size_t last_at, last_len; /* of the last number */
};

static void require(bool ok)
{
    if (!ok)
        abort();
}

static bool check_value(void *arg, size_t at, size_t len)
{
    struct document *d = arg;

    require(at <= d->n && len > 0 && len <= d->n - at && json_check(d->s + at, len));
    if (number_check(d->s + at, len)) {
        require(number_compare(d->s + at, len, d->s + at, len) == 0);
        if (d->last_len)
            require(number_compare(d->s + at, len, d->s + d->last_at, d->last_len) ==
                    -number_compare(d->s + d->last_at, d->last_len, d->s + at, len));
        d->last_at = at;
        d->last_len = len;
    }
    return ++d->values == 200;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error err = {.kind = ERR_NONE};
    const char *s = (const char *)data + 1;
    enum path_result result;
    struct document d;
    struct path p;
    size_t n, used = 0;

    if (size < 1)
        return 0;
    n = data[0] < size - 1 ? data[0] : size - 1;
    result = path_parse(&p, s, n, &used, &err);
    require(used <= n && p.n <= PATH_STEPS);
    require((result == PATH_WRONG) == (err.kind == ERR_USAGE));
    require(result == PATH_OK || !p.steps);
    d = (struct document){s + n, size - 1 - n, 0, 0, 0};
    if (result == PATH_OK && json_check(d.s, d.n))
        path_visit(&p, d.s, d.n, check_value, &d);
    path_free(&p);
    return 0;
}
