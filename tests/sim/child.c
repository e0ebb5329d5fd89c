#include "tests/sim/child.h"

#include "base/memory/array.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const int terminal_signals[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU};

static void set_terminal_signals(void (*handler)(int))
{
    for (size_t i = 0; i < ARRAY_LEN(terminal_signals); i++)
        signal(terminal_signals[i], handler);
}

static void set_environment(const char *url, const char *account)
{
    static const char *const unset[] = {
        "CLOUDFLARE_EMAIL", "CLOUDFLARE_API_KEY", "CF_API_BASE_URL", "CF_API_TOKEN",
        "CF_API_KEY",       "CF_EMAIL",           "CF_ACCOUNT_ID",
    };

    for (size_t i = 0; i < ARRAY_LEN(unset); i++)
        unsetenv(unset[i]);
    setenv("CLOUDFLARE_API_BASE_URL", url, 1);
    setenv("CLOUDFLARE_API_TOKEN", "sim-token", 1);
    setenv("CLOUDFLARE_ACCOUNT_ID", account, 1);
}

pid_t child_start(char *const *argv, const char *url, const char *account)
{
    sigset_t none;
    pid_t pid = fork();

    if (pid == 0) {
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        set_environment(url, account);
        execvp(argv[0], argv);
        fprintf(stderr, "cfqtop-sim: %s: %s\n", argv[0], strerror(errno));
        _exit(127);
    }
    if (pid > 0)
        set_terminal_signals(SIG_IGN);
    return pid;
}

/* The shell waits for its own child (make, or this program), so all of the group must stop. */
static void stop_group(pid_t pid)
{
    signal(SIGTSTP, SIG_DFL);
    kill(0, SIGTSTP);
    signal(SIGTSTP, SIG_IGN);
    kill(pid, SIGCONT);
}

bool child_check(pid_t pid, int *status)
{
    int how;

    if (waitpid(pid, &how, WNOHANG | WUNTRACED) != pid)
        return false;
    if (WIFSTOPPED(how)) {
        stop_group(pid);
        return false;
    }
    *status = WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
    return true;
}
