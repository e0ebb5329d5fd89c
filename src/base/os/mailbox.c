#include "base/os/mailbox.h"

#include "base/memory/mem.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct mailbox {
    pthread_mutex_t lock; /* guards head and tail */
    struct mail *head;
    struct mail **tail;
    int rfd, wfd; /* constant after mailbox_new(); both ends non-blocking */
};

static bool set_flags(int fd)
{
    return fcntl(fd, F_SETFL, O_NONBLOCK) == 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

struct mailbox *mailbox_new(void)
{
    struct mailbox *mb;
    int fds[2];

    if (pipe(fds) != 0)
        return NULL;
    if (!set_flags(fds[0]) || !set_flags(fds[1])) {
        close(fds[0]);
        close(fds[1]);
        return NULL;
    }
    mb = mem_new(1, sizeof(*mb));
    pthread_mutex_init(&mb->lock, NULL);
    mb->tail = &mb->head;
    mb->rfd = fds[0];
    mb->wfd = fds[1];
    return mb;
}

void mailbox_free(struct mailbox *mb, void (*free_mail)(struct mail *))
{
    struct mail *m, *next;

    if (!mb)
        return;
    for (m = mailbox_take(mb); m; m = next) {
        next = m->next;
        free_mail(m);
    }
    close(mb->rfd);
    close(mb->wfd);
    pthread_mutex_destroy(&mb->lock);
    free(mb);
}

void mailbox_put(struct mailbox *mb, struct mail *m)
{
    ssize_t n;

    m->next = NULL;
    pthread_mutex_lock(&mb->lock);
    *mb->tail = m;
    mb->tail = &m->next;
    pthread_mutex_unlock(&mb->lock);

    do
        n = write(mb->wfd, "", 1);
    while (n < 0 && errno == EINTR);
    /* A full pipe already wakes the reader: EAGAIN is success. */
    assert(n == 1 || errno == EAGAIN);
}

struct mail *mailbox_take(struct mailbox *mb)
{
    struct mail *all;
    char drain[64];

    /* Empty the pipe before the queue: the other order loses a wake-up. */
    while (read(mb->rfd, drain, sizeof(drain)) > 0)
        ;
    pthread_mutex_lock(&mb->lock);
    all = mb->head;
    mb->head = NULL;
    mb->tail = &mb->head;
    pthread_mutex_unlock(&mb->lock);
    return all;
}

int mailbox_fd(const struct mailbox *mb)
{
    return mb->rfd;
}
