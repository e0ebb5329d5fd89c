/* Whatever the bytes, display text is printable, as wide as it says, and complete. */
#include "base/text/dtext.h"
#include "base/text/utf8.h"

#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        abort();
    return 0;
}

static void require(bool ok)
{
    if (!ok)
        abort();
}

static void check(const struct dtext *t, int max_cols, size_t n)
{
    int cols = 0, len;

    require(t->len >= 0 && t->len < DTEXT_BYTES && t->s[t->len] == '\0');
    for (int i = 0; i < t->len; i += len) {
        uint32_t cp;
        int width;

        len = utf8_read(t->s + i, (size_t)(t->len - i), &cp);
        require(len > 0 && cp >= 0x20 && (cp < 0x7f || cp >= 0xa0) && !dtext_is_format(cp));
        require(cp < 0x80 || !dtext_is_ascii());
        width = wcwidth((wchar_t)cp);
        require(width >= 0);
        cols += width;
    }
    require(t->cols == cols && cols <= max_cols && t->taken <= n);
    require(t->more == (t->taken < n) && (!t->more || cols == max_cols));
}

/* Wrapped at width, every byte is drawn in some row, and each row fits. */
static void check_wrap(const char *s, size_t n, int width, enum dtext_style style)
{
    while (n) {
        struct dtext t;
        size_t taken;

        dtext_make(&t, s, n, 0, width, style);
        check(&t, width, n);
        if (!t.more)
            break;
        taken = t.taken ? t.taken : 1;
        s += taken;
        n -= taken;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *s = (const char *)data + 4;
    int skip, max, col = 0;
    enum dtext_style style;
    struct dtext t;
    char *text;

    if (size < 4)
        return 0;
    size -= 4;
    skip = data[0];
    max = data[1] * 3;
    style = data[2] & 1 ? DTEXT_CELL : DTEXT_LINE;
    dtext_set_ascii(data[2] & 2);
    dtext_make(&t, s, size, skip, max, style);
    check(&t, max > DTEXT_COLS ? DTEXT_COLS : max, size);
    check_wrap(s, size, 1 + data[3] % 80, style);
    for (size_t at = 0; at <= size && at < 200; at++) {
        int next = dtext_find_col(s, size, at);

        require(next >= col);
        col = next;
    }
    text = malloc(size + 1);
    require(text != NULL);
    memcpy(text, s, size);
    text[size] = '\0';
    dtext_make_cell(&t, text, data[1]);
    require(t.cols <= data[1]);
    free(text);
    return 0;
}
