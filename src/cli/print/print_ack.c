#include "cli/print/print.h"

#include "base/text/format.h"

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

/* How many of n_leases the API says were done; -1: it did not say so in every answer. */
static int64_t count_done(struct event *const *answers, size_t n, bool retries, size_t n_leases)
{
    int64_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        const struct ack_result *r = answers[i]->u.ack;
        int64_t count = retries ? r->retry_count : r->ack_count;

        if (count < 0 || count > (int64_t)n_leases)
            return -1;
        sum += count;
    }
    return sum <= (int64_t)n_leases ? sum : -1;
}

bool print_acks(struct output *o, struct event *const *answers, size_t n, size_t n_leases,
                const struct settings *s)
{
    bool retries = s->command == COMMAND_RETRY;
    const char *done = retries ? "given back for retry" : "acknowledged";
    int64_t count = count_done(answers, n, retries, n_leases);
    bool warned = false;
    struct buf line;

    buf_init(&line, 200);
    if (count >= 0)
        buf_print(&line, "%" PRId64 " of %s %s", count, FORMAT_COUNTED(s->n_leases, "lease"), done);
    else
        buf_print(&line, "%s sent; the API did not say how many were %s",
                  FORMAT_COUNTED(n_leases, "lease"), done);
    if (!s->options.numbers[OPT_JSON])
        output_write_line(o, line.bytes, line.len);
    buf_free(&line);
    for (size_t i = 0; i < n; i++) {
        const struct ack_result *r = answers[i]->u.ack;

        if (s->options.numbers[OPT_JSON])
            print_json_line(o, answers[i]->json);
        for (size_t k = 0; k < r->n_warnings; k++)
            print_warning(&r->warnings[k], s->leases, s->n_leases);
        warned = warned || r->n_warnings;
    }
    return !warned && count >= (int64_t)s->n_leases;
}
