#include "cli/print.h"

#include <inttypes.h>
#include <string.h>

enum { LEASE_SHOWN = 16 };

static void print_warning(const struct warning *w, char *const *leases, size_t n)
{
    const char *more = strlen(w->handle) > LEASE_SHOWN ? "..." : "";
    size_t i = 0;

    while (i < n && strcmp(leases[i], w->handle) != 0)
        i++;
    if (i < n)
        output_fail("lease %zu (%.*s%s): %s", i + 1, LEASE_SHOWN, w->handle, more, w->text);
    else
        output_fail("lease %.*s%s: %s", LEASE_SHOWN, w->handle, more, w->text);
}

bool print_ack(struct output *o, const struct ack_result *r, bool retries, char *const *leases,
               size_t n_leases, bool as_json, const char *json)
{
    const char *done = retries ? "given back for retry" : "acknowledged";
    int64_t count = retries ? r->retry_count : r->ack_count;
    struct buf line;

    buf_init(&line, 200);
    if (count >= 0)
        buf_print(&line, "%" PRId64 " of %zu leases %s", count, n_leases, done);
    else
        buf_print(&line, "%zu leases sent; the API did not say how many were %s", n_leases, done);
    if (as_json)
        print_json_line(o, json);
    else
        output_write_line(o, line.bytes, line.len);
    buf_free(&line);
    for (size_t i = 0; i < r->n_warnings; i++)
        print_warning(&r->warnings[i], leases, n_leases);
    return !r->n_warnings && (count < 0 || count >= (int64_t)n_leases);
}
