/* The printers on any bytes: each ends, stays within its cap, prints UTF-8 that is safe to draw,
 * and says where it stopped. */
#include "base/memory/array.h"
#include "base/text/dtext.h"
#include "base/text/utf8.h"
#include "body/forms.h"
#include "body/value/guess.h"
#include "body/value/print.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check_text(const char *s, size_t n)
{
    require(utf8_check(s, n));
    for (size_t i = 0; i < n;) {
        uint32_t cp = 0;

        i += (size_t)utf8_read(s + i, n - i, &cp);
        require(cp == '\n' || (cp >= 0x20 && (cp < 0x7f || cp >= 0xa0) && !dtext_is_format(cp)));
    }
}

static void check_end(const struct buf *out, size_t n, const struct print_end *end, bool whole)
{
    char line[PRINT_END_LINE + 1];
    int len = snprintf(line, sizeof line, "// byte %zu: %s", end->at, end->why);

    require(whole == (end->why[0] == '\0') && end->at <= n);
    if (whole) {
        require(end->at == n && out->len > 0);
        return;
    }
    require(len > 0 && (size_t)len < sizeof line && out->len >= (size_t)len);
    require(memcmp(out->bytes + out->len - len, line, (size_t)len) == 0);
}

/* The first byte says which form, the others are the bytes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static printer_function *const printers[] = {
#define FORM(...)
#define PRINTED_FORM(id, name, extension, view, phrase, printer) printer,
#include "body/forms.def"
    };
    printer_function *print;
    struct print_end end;
    const char *s;
    struct buf out;
    bool whole;

    if (!size)
        return 0;
    print = printers[data[0] % ARRAY_LEN(printers)];
    s = (const char *)++data;
    size--;
    buf_init(&out, 1 << 20);
    whole = print(s, size, &out, &end, NULL);
    require(!out.overflow);
    check_text(out.bytes, out.len);
    check_end(&out, size, &end, whole);
    buf_free(&out);

    /* Where the room ends somewhere in the text. */
    buf_init(&out, PRINT_END_LINE + (size ? data[size - 1] : 0U));
    buf_append_str(&out, "x");
    whole = print(s, size, &out, &end, NULL);
    require(out.bytes[0] == 'x');
    if (!out.overflow) {
        check_text(out.bytes, out.len);
        check_end(&out, size, &end, whole);
    }
    buf_free(&out);
    (void)guess_form(s, size, size & 1);
    return 0;
}
