#include "base/failure/crash.h"

#include "base/failure/die.h"
#include "base/memory/array.h"
#include "base/os/child.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DESCRIPTORS = 1024, END_SECONDS = 3, WORDS = 16, WORD_BYTES = 16 * 1024 };

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
static const char *const names[] = {"SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGABRT"};
_Static_assert(ARRAY_LEN(names) == ARRAY_LEN(crashes), "every signal has its name");
static struct sigaction old_actions[ARRAY_LEN(crashes)];
static _Alignas(16) char main_stack[CRASH_STACK];
static struct crash_terminal terminal;
static atomic_bool armed; /* terminal is valid, and the screen is ours */

/* What runs next, not on the heap: that may be what is broken. */
static char *words[WORDS + 1];
static char word_bytes[WORD_BYTES];
static atomic_bool is_wanted;

static atomic_int ending; /* the thread that ends the program; 0: none does */

_Static_assert(ATOMIC_BOOL_LOCK_FREE == 2 && ATOMIC_INT_LOCK_FREE == 2,
               "a handler that takes a lock waits for itself");

/* From here to on_crash(): async-signal-safe calls only, also in the child; the heap and all locks
 * may be in any state. */
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

/* fork() would run what libraries have registered for it, and malloc's part waits for its locks. */
static pid_t fork_without_locks(void)
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
    return _Fork();
#else
    return (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
#endif
}

/* Another process, for what this one cannot do any more.  It waits until this one has ended, and
 * with it the locks on its files. */
static void start_successor(void)
{
    sigset_t none;
    int ends[2];
    char byte;

    if (!atomic_load(&is_wanted) || pipe(ends) < 0 || fork_without_locks() != 0)
        return;
    setsid(); /* where this one leads its session, its end hangs all others up */
    close(ends[1]);
    while (read(ends[0], &byte, 1) > 0)
        ;
    child_close_others(DESCRIPTORS);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL); /* all are blocked in the fetch thread */
    execv(words[0], words);
    _exit(127);
}

/* Whatever hangs from here on (a terminal that takes no bytes), the program ends. */
static void set_alarm(void)
{
    struct sigaction usual = {.sa_flags = 0};
    sigset_t set;

    usual.sa_handler = SIG_DFL;
    sigemptyset(&usual.sa_mask);
    sigaction(SIGALRM, &usual, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    alarm(END_SECONDS);
}

/* Once: abort() after a fault, or a crash in here, finds it begun, and another thread that crashes
 * meanwhile must not end the program before it is done. */
static void put_right(void)
{
    int none = 0, self = (int)syscall(SYS_gettid);

    if (atomic_compare_exchange_strong(&ending, &none, self)) {
        set_alarm();
        start_successor();
        restore_terminal();
        alarm(0);
    }
    while (none && none != self)
        pause();
}

static void print(const char *text)
{
    write_bytes(STDERR_FILENO, text, strlen(text));
}

/* The shell may say no more than "Aborted", and a screen that vanishes looks like a key. */
static void tell_crash(int number)
{
    static atomic_bool told;

    if (atomic_exchange(&told, true))
        return;
    print("cfqtop crashed");
    for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
        if (crashes[i] == number) {
            print(" (");
            print(names[i]);
            print(")");
        }
    print(atomic_load(&is_wanted) ? ": this is a bug. Leases held are given back now.\n"
                                  : ": this is a bug.\n");
}

static void on_crash(int number, siginfo_t *info, void *context)
{
    (void)context;
    put_right();
    tell_crash(number);
    for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
        if (crashes[i] == number)
            sigaction(number, &old_actions[i], NULL);
    /* A fault happens again on return, with the true address for whoever handles it next; a signal
     * that was sent does not. */
    if (info->si_code <= 0)
        raise(number);
}

void crash_use_stack(char *room)
{
    stack_t stack = {.ss_sp = room, .ss_size = CRASH_STACK}, old;

    /* A sanitizer has given the thread one, and takes that back itself. */
    if (sigaltstack(NULL, &old) == 0 && (old.ss_flags & SS_DISABLE))
        sigaltstack(&stack, NULL);
}

void crash_start(void)
{
    static bool started;
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};

    if (started)
        return;
    started = true;
    crash_use_stack(main_stack);
    action.sa_sigaction = on_crash;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
        sigaction(crashes[i], &action, &old_actions[i]);
    die_set_hook(put_right);
}

void crash_set_successor(char *const *argv)
{
    size_t n = 0, used = 0;

    atomic_store(&is_wanted, false);
    for (; argv && argv[n]; n++) {
        size_t len = strlen(argv[n]) + 1;

        if (n == WORDS || len > sizeof(word_bytes) - used) {
            n = 0;
            break;
        }
        words[n] = memcpy(word_bytes + used, argv[n], len);
        used += len;
    }
    words[n] = NULL;
}

void crash_want_successor(bool wanted)
{
    atomic_store(&is_wanted, wanted && words[0]);
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
