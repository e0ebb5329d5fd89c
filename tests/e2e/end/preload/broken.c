/* Preloaded into a program that is to break from within: SIGTRAP to one of its threads corrupts the
 * heap that this thread allocates from, and malloc() finds that with its lock held; SIGSYS
 * overflows the thread's stack.  No thread of cfqtop blocks them; let it sleep when they come. */
#include <malloc.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>

enum { SIZE = 60000 }; /* sooner or later out of the chunk at the top, which is then spoilt */

static void spoil_heap(int number)
{
    (void)number;
    for (;;) {
        char *volatile room = malloc(SIZE);

        *(volatile size_t *)(void *)(room + malloc_usable_size(room)) = SIZE_MAX / 2;
    }
}

static int overflow_stack(volatile char *from)
{
    volatile char room[4096];

    room[0] = *from;
    return room[0] ? 0 : overflow_stack(room) + room[0];
}

static void overflow(int number)
{
    volatile char here = 0;

    (void)number;
    overflow_stack(&here);
}

__attribute__((constructor)) static void start(void)
{
    struct sigaction action = {.sa_handler = spoil_heap};

    sigaction(SIGTRAP, &action, NULL);
    action.sa_handler = overflow;
    sigaction(SIGSYS, &action, NULL);
}
