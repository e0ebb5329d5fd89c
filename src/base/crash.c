#include "base/crash.h"

#include "base/array.h"
#include "base/child.h"
#include "base/die.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
enum { CRASHES = ARRAY_LEN(crashes), DESCRIPTORS = 1024 };

/* Room for a sanitizer's report, which runs on it too. */
static _Alignas(16) char alternate_stack[128 * 1024];
static struct sigaction old_actions[CRASHES];
static struct crash_terminal terminal;
static _Atomic(char *const *) successor;
static atomic_bool armed; /* terminal is valid, and the screen is ours */

/* From here to on_crash(): async-signal-safe calls only. */
static void write_bytes(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t sent = write(fd, bytes, n);

        if (sent <= 0)
            return; /* there is nobody left to tell */
        bytes += sent;
        n -= (size_t)sent;
    }
}

/* What was captured goes to the terminal as plain ASCII; anything else could be an escape. */
static void print_kept(int fd)
{
    char bytes[256];
    off_t at = 0;
    off_t end = lseek(fd, 0, SEEK_CUR);

    while (at < end) {
        size_t room = end - at < (off_t)sizeof(bytes) ? (size_t)(end - at) : sizeof(bytes);
        ssize_t n = pread(fd, bytes, room, at);

        if (n <= 0)
            return;
        for (ssize_t i = 0; i < n; i++)
            if (bytes[i] != '\n' && (bytes[i] < ' ' || bytes[i] > '~'))
                bytes[i] = '?';
        write_bytes(STDERR_FILENO, bytes, (size_t)n);
        at += n;
    }
}

/* Once only: a second thread that crashes, or abort() after a fault, finds it done. */
static void restore_terminal(void)
{
    sigset_t set;
    sigset_t old;

    if (!atomic_exchange(&armed, false))
        return;
    /* In the background tcsetattr() would stop the process instead of letting it end. */
    sigemptyset(&set);
    sigaddset(&set, SIGTTOU);
    sigprocmask(SIG_BLOCK, &set, &old);
    write_bytes(STDOUT_FILENO, terminal.reset, terminal.reset_len);
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal.cooked);
    if (terminal.stderr_fd >= 0) {
        dup2(terminal.stderr_fd, STDERR_FILENO);
        print_kept(terminal.kept_fd);
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
}

/* Another process, for what this one cannot do any more.  It waits until this one has ended, and
 * with it the locks on its files. */
static void start_successor(void)
{
    char *const *argv = atomic_load(&successor);
    int ends[2];
    char byte;

    if (!argv || pipe(ends) < 0 || fork() != 0)
        return;
    close(ends[1]);
    while (read(ends[0], &byte, 1) > 0)
        ;
    child_close_others(DESCRIPTORS);
    execv(argv[0], argv);
    _exit(127);
}

static void on_crash(int number, siginfo_t *info, void *context)
{
    (void)context;
    restore_terminal();
    start_successor();
    for (size_t i = 0; i < CRASHES; i++)
        if (crashes[i] == number)
            sigaction(number, &old_actions[i], NULL);
    /* A fault happens again on return, with the true address for whoever handles it next; a signal
     * that was sent does not. */
    if (info->si_code <= 0)
        raise(number);
}

void crash_start(void)
{
    static bool started;
    stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof(alternate_stack)};
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};

    if (started)
        return;
    started = true;
    sigaltstack(&stack, NULL);
    action.sa_sigaction = on_crash;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < CRASHES; i++)
        sigaction(crashes[i], &action, &old_actions[i]);
    die_set_hook(restore_terminal);
}

void crash_set_successor(char *const *argv)
{
    atomic_store(&successor, argv);
}

void crash_arm(const struct crash_terminal *t)
{
    atomic_store(&armed, false);
    terminal = *t;
    atomic_store(&armed, true);
}

void crash_disarm(void)
{
    atomic_store(&armed, false);
}
