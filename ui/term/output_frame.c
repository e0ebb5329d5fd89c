#include "ui/term/output_frame.h"

#include "base/memory/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static FILE *stream;
static int memory = -1; /* -1: none to be had, every flush goes out as it comes */
static char *bytes;
static size_t size;

FILE *output_frame_start(void)
{
    int fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);

    if (fd < 0)
        return NULL;
    stream = fdopen(fd, "w");
    if (!stream) {
        close(fd);
        return NULL;
    }
    memory = memfd_create("frame", MFD_CLOEXEC);
    return stream;
}

void output_frame_stop(void)
{
    if (stream)
        fclose(stream);
    if (memory >= 0)
        close(memory);
    free(bytes);
    stream = NULL;
    memory = -1;
    bytes = NULL;
    size = 0;
}

void output_frame_begin(void)
{
    if (memory < 0)
        return;
    lseek(memory, 0, SEEK_SET);
    dup3(memory, fileno(stream), O_CLOEXEC);
}

void output_frame_end(void)
{
    off_t end;
    ssize_t n;

    if (memory < 0)
        return;
    dup3(STDOUT_FILENO, fileno(stream), O_CLOEXEC);
    end = lseek(memory, 0, SEEK_CUR);
    if (end <= 0)
        return;
    if ((size_t)end > size) {
        size = (size_t)end * 2;
        bytes = mem_resize(bytes, size, 1);
    }
    n = pread(memory, bytes, (size_t)end, 0);
    if (n > 0)
        output_frame_write(bytes, (size_t)n);
}

void output_frame_write(const char *from, size_t n)
{
    while (n > 0) {
        ssize_t sent = write(STDOUT_FILENO, from, n);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return; /* a terminal that is gone shows up in poll() */
        from += sent;
        n -= (size_t)sent;
    }
}
