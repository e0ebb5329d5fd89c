#include "body/decode/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>

enum { CHUNK = 4096 };

bool charset_convert(const char *name, const char *bytes, size_t n, struct buf *out)
{
    iconv_t converter = iconv_open("UTF-8", name);
    char *from = (char *)(uintptr_t)bytes, chunk[CHUNK];

    if (converter == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr) */
        return false;
    while (n && !out->overflow) {
        char *to = chunk;
        size_t room = sizeof chunk;
        bool stuck = iconv(converter, &from, &n, &to, &room) == (size_t)-1 && errno != E2BIG;

        buf_append(out, chunk, sizeof chunk - room);
        if (stuck && n) {
            buf_append_byte(out, *from++);
            n--;
        }
    }
    iconv_close(converter);
    return true;
}
