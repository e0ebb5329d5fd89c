/* Preloaded into a program that is to end at a certain call: see deadly.h. */
#undef _FORTIFY_SOURCE /* has bodies of its own for what is defined here */
#include "tests/e2e/end/deadly.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static struct deadly *deadly;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv(DEADLY_ENV);
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    void *map = fd < 0 ? MAP_FAILED
                       : mmap(NULL, sizeof(*deadly), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

    deadly = map == MAP_FAILED ? NULL : map;
    if (fd >= 0)
        close(fd);
}

static void spoil_heap(void)
{
    enum { SIZE = 60000 };

    for (;;) {
        char *volatile room = malloc(SIZE);

        *(volatile size_t *)(void *)(room + malloc_usable_size(room)) = SIZE_MAX / 2;
    }
}

/* The address space may not grow any more, and what there is is taken. */
static void use_up_memory(void)
{
    struct rlimit now;
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "re");

    if (!f || fscanf(f, "%ld", &pages) != 1)
        abort();
    fclose(f);
    now.rlim_cur = now.rlim_max = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
    setrlimit(RLIMIT_AS, &now);
    for (size_t size = 1 << 20; size >= 16; size /= 2)
        while (malloc(size))
            ;
}

static void strike(void)
{
    static volatile int *volatile nowhere;

    atomic_store(&deadly->armed, 0);
    atomic_store(&deadly->struck, 1);
    switch (deadly->way) {
    case DEADLY_KILL: kill(getpid(), SIGKILL); break;
    case DEADLY_FAULT: *nowhere = 1; break;
    case DEADLY_HEAP: spoil_heap(); break;
    case DEADLY_MEMORY: use_up_memory(); break;
    case DEADLY_TERM: kill(getpid(), SIGTERM); break;
    case DEADLY_HUP: kill(getpid(), SIGHUP); break;
    }
}

/* Files and sockets count; a terminal, a pipe or an event does not. */
static int describe(int fd, struct deadly_call *call, const char *kind)
{
    char link[64], path[4096];
    struct stat st;
    ssize_t n;

    if (fstat(fd, &st) || !(S_ISREG(st.st_mode) || S_ISSOCK(st.st_mode)))
        return 0;
    *call = (struct deadly_call){.name = ""};
    snprintf(call->kind, sizeof(call->kind), "%s", kind);
    snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    n = S_ISREG(st.st_mode) ? readlink(link, path, sizeof(path) - 1) : 0;
    if (n > 0) {
        path[n] = '\0';
        snprintf(call->name, sizeof(call->name), "%s", strrchr(path, '/') + 1);
    }
    return strncmp(call->name, "memfd:", 6) != 0; /* in memory: goes with the program */
}

/* This call is the one. */
static int is_due(int fd, const char *kind)
{
    struct deadly_call call;
    int due = 0, n;

    if (!deadly || !atomic_load(&deadly->armed) || !describe(fd, &call, kind))
        return 0;
    pthread_mutex_lock(&lock);
    if (atomic_load(&deadly->armed) && (n = atomic_load(&deadly->n)) < DEADLY_CALLS) {
        deadly->calls[n] = call;
        atomic_store(&deadly->n, n + 1);
        due = n == deadly->at;
        if (due)
            atomic_store(&deadly->armed, 0);
    }
    pthread_mutex_unlock(&lock);
    return due;
}

#define NEXT(name) ((__typeof__(&name))(uintptr_t)dlsym(RTLD_NEXT, #name))

/* part: the call with half of its bytes; whole: with all. */
#define AROUND(fd, kind, type, part, whole)                                                        \
    do {                                                                                           \
        type done;                                                                                 \
                                                                                                   \
        if (!is_due(fd, kind))                                                                     \
            return whole;                                                                          \
        if (deadly->moment == DEADLY_BEFORE)                                                       \
            strike();                                                                              \
        done = deadly->moment == DEADLY_HALF ? (part) : (whole);                                   \
        if (deadly->moment != DEADLY_BEFORE)                                                       \
            strike();                                                                              \
        return done;                                                                               \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t n)
{
    AROUND(fd, "write", ssize_t, NEXT(write)(fd, bytes, (n + 1) / 2), NEXT(write)(fd, bytes, n));
}

int ftruncate(int fd, off_t n)
{
    AROUND(fd, "write", int, NEXT(ftruncate)(fd, n), NEXT(ftruncate)(fd, n));
}

int fsync(int fd)
{
    AROUND(fd, "sync", int, NEXT(fsync)(fd), NEXT(fsync)(fd));
}

int fdatasync(int fd)
{
    AROUND(fd, "sync", int, NEXT(fdatasync)(fd), NEXT(fdatasync)(fd));
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
    AROUND(fd, "send", ssize_t, NEXT(send)(fd, bytes, (n + 1) / 2, flags),
           NEXT(send)(fd, bytes, n, flags));
}

ssize_t recv(int fd, void *bytes, size_t n, int flags)
{
    AROUND(fd, "receive", ssize_t, NEXT(recv)(fd, bytes, n > 100 ? 100 : n, flags),
           NEXT(recv)(fd, bytes, n, flags));
}
