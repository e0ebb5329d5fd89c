#include "tests/harness/file.h"

#include "base/memory/buf.h"

#include <stdio.h>

char *file_read(const char *path)
{
    FILE *f = fopen(path, "re");
    struct buf out;
    char part[4096];
    size_t n;

    if (!f)
        return NULL;
    buf_init(&out, 1 << 24);
    do {
        n = fread(part, 1, sizeof(part), f);
        buf_append(&out, part, n);
    } while (n == sizeof(part));
    fclose(f);
    return buf_take(&out);
}
