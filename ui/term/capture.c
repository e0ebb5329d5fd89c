#include "ui/term/capture.h"

#include "base/memory/mem.h"
#include "base/text/dtext.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { KEPT_SIZE = 64 * 1024 }; /* the first messages say most; later ones are dropped */

static int true_fd = -1;
static int kept_fd = -1;
static bool active;

/* A file of a size that no writer can pass: each write beyond it fails. */
static int open_kept(void)
{
    int fd = memfd_create("stderr", MFD_CLOEXEC | MFD_ALLOW_SEALING);

    if (fd < 0)
        return -1;
    if (ftruncate(fd, KEPT_SIZE) < 0 || fcntl(fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

void capture_start(void)
{
    if (active || (true_fd < 0 && !isatty(STDERR_FILENO)))
        return;
    if (kept_fd < 0)
        kept_fd = open_kept();
    if (true_fd < 0)
        true_fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (kept_fd < 0 || true_fd < 0)
        return;
    active = dup2(kept_fd, STDERR_FILENO) >= 0;
}

void capture_pause(void)
{
    if (!active)
        return;
    fflush(stderr);
    dup2(true_fd, STDERR_FILENO);
    active = false;
}

static void print_line(const char *s, size_t n)
{
    struct dtext text;
    size_t at = 0;

    do {
        dtext_make(&text, s + at, n - at, 0, DTEXT_COLS, DTEXT_LINE);
        fprintf(stderr, "%s", text.s);
        at += text.taken;
    } while (text.more && text.taken > 0 && at < n);
    fputc('\n', stderr);
}

static void print_kept(void)
{
    off_t end = lseek(kept_fd, 0, SEEK_CUR);
    size_t size = end > 0 ? (size_t)end : 0;
    char *bytes = mem_new(size + 1, 1);
    ssize_t n = pread(kept_fd, bytes, size, 0);
    const char *line = bytes;
    size_t left = n > 0 ? (size_t)n : 0;

    while (left > 0) {
        const char *newline = memchr(line, '\n', left);
        size_t len = newline ? (size_t)(newline - line) : left;

        print_line(line, len);
        left -= newline ? len + 1 : len;
        line += len + 1;
    }
    free(bytes);
}

void capture_stop(void)
{
    capture_pause();
    if (kept_fd >= 0 && true_fd >= 0)
        print_kept();
    if (kept_fd >= 0)
        close(kept_fd);
    if (true_fd >= 0)
        close(true_fd);
    kept_fd = -1;
    true_fd = -1;
}

int capture_true_fd(void)
{
    return active ? true_fd : -1;
}

int capture_kept_fd(void)
{
    return active ? kept_fd : -1;
}
