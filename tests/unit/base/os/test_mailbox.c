#include "base/os/mailbox.h"

#include "base/memory/mem.h"

#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { COUNT = 200000 };

struct letter {
    struct mail mail; /* first */
    int number;
};

static size_t freed;

static void free_letter(struct mail *m)
{
    free((struct letter *)m);
    freed++;
}

static void put(struct mailbox *mb, int number)
{
    struct letter *l = mem_new(1, sizeof(*l));

    l->number = number;
    mailbox_put(mb, &l->mail);
}

static int wait_for(const struct mailbox *mb, int timeout_ms)
{
    struct pollfd fd = {.fd = mailbox_fd(mb), .events = POLLIN};

    return poll(&fd, 1, timeout_ms);
}

static void mail_comes_out_in_order(void **state)
{
    struct mailbox *mb = mailbox_new();
    struct mail *m, *next;
    int number = 0;

    (void)state;
    assert_non_null(mb);
    assert_null(mailbox_take(mb));
    assert_int_equal(wait_for(mb, 0), 0);
    for (int i = 0; i < 100; i++)
        put(mb, i);
    assert_int_equal(wait_for(mb, 0), 1);
    for (m = mailbox_take(mb); m; m = next) {
        next = m->next;
        assert_int_equal(((struct letter *)m)->number, number++);
        free(m);
    }
    assert_int_equal(number, 100);
    assert_int_equal(wait_for(mb, 0), 0);
    mailbox_free(mb, free_letter);
}

/* More than a pipe holds: putting never blocks, and the reader is still woken. */
static void a_full_pipe_does_not_block(void **state)
{
    struct mailbox *mb = mailbox_new();

    (void)state;
    for (int i = 0; i < 100000; i++)
        put(mb, i);
    assert_int_equal(wait_for(mb, 0), 1);
    freed = 0;
    mailbox_free(mb, free_letter);
    assert_int_equal(freed, 100000);
    mailbox_free(NULL, free_letter);
}

static void *write_all(void *mb)
{
    for (int i = 0; i < COUNT; i++)
        put(mb, i);
    return NULL;
}

/* The reader sleeps in poll() between looks: a lost wake-up would leave it there. */
static void nothing_is_lost_between_two_threads(void **state)
{
    struct mailbox *mb = mailbox_new();
    pthread_t writer;
    int number = 0;

    (void)state;
    assert_int_equal(pthread_create(&writer, NULL, write_all, mb), 0);
    while (number < COUNT) {
        struct mail *m, *next;

        assert_int_equal(wait_for(mb, 60000), 1);
        for (m = mailbox_take(mb); m; m = next) {
            next = m->next;
            assert_int_equal(((struct letter *)m)->number, number++);
            free(m);
        }
    }
    pthread_join(writer, NULL);
    assert_null(mailbox_take(mb));
    mailbox_free(mb, free_letter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mail_comes_out_in_order),
        cmocka_unit_test(a_full_pipe_does_not_block),
        cmocka_unit_test(nothing_is_lost_between_two_threads),
    };

    return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
