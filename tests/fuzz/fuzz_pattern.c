/* Any text is a pattern or told to be wrong; a match lies in what was searched, is the first one,
 * and a text is found where memmem() finds it. */
#include "body/match/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check_matches(struct pattern *p, const char *s, size_t n)
{
    size_t at = 0, len = 0, from = 0, found = 0;

    while (from <= n && pattern_find(p, s, n, from, &at, &len) && found < 50) {
        require(at >= from && len > 0 && at + len <= n);
        from = at + (p->regex ? len : 1);
        found++;
    }
}

static void check_text(const char *needle, size_t needle_n, const char *s, size_t n)
{
    const char *plain = needle_n ? memmem(s, n, needle, needle_n) : NULL;
    struct pattern p;
    size_t at = 0, len = 0;
    bool found;

    pattern_make_text(&p, needle, needle_n);
    found = pattern_find(&p, s, n, 0, &at, &len);
    require(!plain || (found && s + at <= plain));
    check_matches(&p, s, n);
    pattern_free(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error err = {.kind = ERR_NONE};
    const char *s = (const char *)data + 1;
    size_t needle_n, n;
    struct pattern p;

    if (size < 1)
        return 0;
    needle_n = data[0] < size - 1 ? data[0] : size - 1;
    n = size - 1 - needle_n;
    check_text(s, needle_n, s + needle_n, n);
    if (pattern_make_regex(&p, s, needle_n, &err))
        check_matches(&p, s + needle_n, n);
    else
        require(err.kind == ERR_USAGE && err.text[0] && !p.len);
    pattern_free(&p);
    return 0;
}
