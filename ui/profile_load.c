#include "ui/profile_load.h"

#include "base/memory/mem.h"
#include "base/os/thread.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

struct profile_load {
    pthread_t thread;
    int rfd, wfd; /* a pipe: the thread closes wfd as the last thing it does */
    profile_loader *load;
    char *name;
    struct ui_config found; /* the thread's until then, as are ok and err */
    bool ok;
    struct error err;
};

static void *run(void *arg)
{
    struct profile_load *l = arg;

    l->ok = l->load(l->name, &l->found, &l->err);
    close(l->wfd);
    return NULL;
}

static void free_load(struct profile_load *l)
{
    close(l->rfd);
    free(l->name);
    free(l);
}

struct profile_load *profile_load_start(profile_loader *load, const char *name)
{
    struct profile_load *l = mem_new(1, sizeof(*l));
    int fds[2];

    if (pipe2(fds, O_CLOEXEC) != 0) {
        free(l);
        return NULL;
    }
    l->rfd = fds[0];
    l->wfd = fds[1];
    l->load = load;
    l->name = mem_copy_str(name);
    if (thread_start(&l->thread, run, l))
        return l;
    close(l->wfd);
    free_load(l);
    return NULL;
}

int profile_load_fd(const struct profile_load *l)
{
    return l->rfd;
}

bool profile_load_is_over(const struct profile_load *l)
{
    struct pollfd p = {.fd = l->rfd, .events = POLLIN};

    return poll(&p, 1, 0) > 0;
}

bool profile_load_finish(struct profile_load *l, struct ui_config *out, struct error *err)
{
    bool ok;

    pthread_join(l->thread, NULL);
    ok = l->ok;
    *out = l->found;
    *err = l->err;
    free_load(l);
    return ok;
}

void profile_load_leave(struct profile_load *l)
{
    if (l)
        pthread_detach(l->thread);
}
