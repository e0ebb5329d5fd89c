/* The program broken from within while it holds leases: it ends, the terminal is whole, and the
 * leases are given back by another one. */
#include "base/failure/sanitized.h"
#include "base/memory/array.h"
#include "tests/harness/inspect.h"
#include "tests/harness/program/successors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static struct successors left;
static char preload[4200]; /* LD_PRELOAD=... */

static int check_malloc(void **state)
{
    (void)state;
    if (IS_SANITIZED)
        print_message("some not under a sanitizer: it has a malloc and a memory of its own\n");
    return 0;
}

/* breaks: the library is there that breaks it, or its memory ends. */
static void start(struct inspect *i, bool breaks)
{
    static const char *const args[] = {"--pull", "-t", "10m", "orders", NULL};
    static const char seed[] = "{\"reset\":true,\"queues\":["
                               "{\"name\":\"large\",\"consumers\":[{\"type\":\"http_pull\"}],"
                               "\"messages\":[{\"size\":100000,\"count\":90}]},"
                               "{\"name\":\"orders\",\"consumers\":[{\"type\":\"http_pull\"}],"
                               "\"messages\":[{\"body\":\"b\",\"count\":5}]}]}";
    const char *const env[] = {preload, NULL};

    if (breaks && IS_SANITIZED)
        skip();
    inspect_start(
        i, &(struct inspect_options){.seed = seed, .args = args, .env = breaks ? env : NULL});
    term_wait_text(i->term, "PULLED 5");
    term_settle(i->term);
    successors_begin(&left);
}

static size_t count_leased(struct inspect *i)
{
    json_t *queue = sim_get(i->sim, "/__sim/queues/orders"), *m;
    size_t n = 0, index;

    json_array_foreach (json_object_get(queue, "messages"), index, m)
        n += strcmp(json_string_value(json_object_get(m, "state")), "leased") == 0;
    json_decref(queue);
    return n;
}

/* Another program does it, when this one has ended. */
static void wait_until_released(struct inspect *i)
{
    successors_wait(&left);
    assert_int_equal(count_leased(i), 0);
}

/* Returns the wait status. */
static int wait_for_end(struct inspect *i)
{
    int status = -1;

    term_wait_exit(i->term, &status);
    assert_true(term_is_cooked(i->term));
    assert_false(term_is_alternate(i->term));
    assert_true(term_is_cursor_visible(i->term));
    assert_false(term_mode(i->term, 2004));
    assert_true(
        term_has_text(i->term, "cfqtop crashed \\(SIG[A-Z]+\\): this is a bug|out of memory"));
    wait_until_released(i);
    inspect_stop(i);
    return status;
}

/* The program has two threads then: the one that draws, and the one that fetches. */
static pid_t find_fetch_thread(const struct term *t)
{
    struct dirent *entry;
    char folder[64];
    pid_t found = 0;
    DIR *tasks;

    snprintf(folder, sizeof(folder), "/proc/%ld/task", (long)term_pid(t));
    tasks = opendir(folder);
    assert_non_null(tasks);
    while ((entry = readdir(tasks)))
        if (entry->d_name[0] != '.' && strtol(entry->d_name, NULL, 10) != term_pid(t))
            found = (pid_t)strtol(entry->d_name, NULL, 10);
    closedir(tasks);
    assert_int_not_equal(found, 0);
    return found;
}

static void break_thread(struct inspect *i, bool fetching, int signal, int ends_by)
{
    pid_t pid, thread;
    int status;

    start(i, true);
    pid = term_pid(i->term);
    thread = fetching ? find_fetch_thread(i->term) : pid;
    assert_int_equal(syscall(SYS_tgkill, pid, thread, signal), 0);
    status = wait_for_end(i);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), ends_by);
}

static void a_broken_heap_ends_the_program(void **state)
{
    struct inspect i;

    (void)state;
    break_thread(&i, false, SIGTRAP, SIGABRT);
    break_thread(&i, true, SIGTRAP, SIGABRT);
}

static void a_full_stack_ends_the_program(void **state)
{
    struct inspect i;

    (void)state;
    break_thread(&i, false, SIGSYS, SIGSEGV);
    break_thread(&i, true, SIGSYS, SIGSEGV);
}

/* The address space may not grow any more, and much comes. */
static void no_memory_ends_the_program(void **state)
{
    struct rlimit now;
    struct inspect i;
    char path[64];
    long pages = 0;
    int status;
    FILE *f;

    (void)state;
    start(&i, true);
    snprintf(path, sizeof(path), "/proc/%ld/statm", (long)term_pid(i.term));
    f = fopen(path, "r");
    assert_non_null(f);
    assert_int_equal(fscanf(f, "%ld", &pages), 1);
    fclose(f);
    now.rlim_cur = now.rlim_max = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
    assert_int_equal(prlimit(term_pid(i.term), RLIMIT_AS, &now, NULL), 0);
    term_keys(i.term, "M-1 g Enter");
    status = wait_for_end(&i);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

/* Its output is stopped, as by Ctrl-S: the handler cannot write. */
static void a_terminal_that_takes_nothing_does_not_keep_it(void **state)
{
    char path[64], line[512];
    struct inspect i;
    int tty, number = 0, status;
    FILE *f;

    (void)state;
    start(&i, false);
    snprintf(path, sizeof(path), "/proc/%ld/stat", (long)term_pid(i.term));
    f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof(line), f));
    fclose(f);
    assert_int_equal(sscanf(strrchr(line, ')'), ") %*c %*d %*d %*d %d", &number), 1);
    snprintf(path, sizeof(path), "/dev/pts/%d", (int)minor((dev_t)number));
    tty = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(tty >= 0);
    assert_int_equal(tcflow(tty, TCOOFF), 0);
    term_signal(i.term, SIGSEGV);
    term_wait_exit(i.term, &status);
    assert_int_equal(tcflow(tty, TCOON), 0);
    close(tty);
    wait_until_released(&i);
    inspect_stop(&i);
}

static void without_leases_none_are_given_back(void **state)
{
    struct inspect i;
    int status;

    (void)state;
    if (IS_SANITIZED) /* which takes the signal itself */
        skip();
    inspect_start(&i, &(struct inspect_options){.seed = NULL});
    term_wait_text(i.term, "orders");
    term_settle(i.term);
    term_signal(i.term, SIGSEGV);
    term_wait_exit(i.term, &status);
    assert_true(term_has_text(i.term, "cfqtop crashed \\(SIGSEGV\\): this is a bug"));
    assert_false(term_has_text(i.term, "Leases held"));
    inspect_stop(&i);
}

/* What the user wants to keep stays leased. */
static void leases_that_are_kept_are_not_given_back(void **state)
{
    static const char *const args[] = {"--keep-leases", "--pull", "-t", "10m", "orders", NULL};
    struct inspect i;
    size_t leased;

    (void)state;
    if (IS_SANITIZED)
        skip();
    inspect_start(&i, &(struct inspect_options){.args = args});
    term_wait_text(i.term, "PULLED [1-9]");
    term_settle(i.term);
    successors_begin(&left);
    leased = count_leased(&i);
    assert_true(leased > 0);
    term_signal(i.term, SIGSEGV);
    term_wait_exit(i.term, NULL);
    successors_wait(&left);
    assert_int_equal(count_leased(&i), leased);
    inspect_stop(&i);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_broken_heap_ends_the_program, inspect_stop_all),
        cmocka_unit_test_teardown(a_full_stack_ends_the_program, inspect_stop_all),
        cmocka_unit_test_teardown(no_memory_ends_the_program, inspect_stop_all),
        cmocka_unit_test_teardown(without_leases_none_are_given_back, inspect_stop_all),
        cmocka_unit_test_teardown(leases_that_are_kept_are_not_given_back, inspect_stop_all),
        cmocka_unit_test_teardown(a_terminal_that_takes_nothing_does_not_keep_it, inspect_stop_all),
    };
    char folder[4096];
    const char *slash;

    if (argc < 1 || !realpath(argv[0], folder) || !(slash = strrchr(folder, '/')))
        return 1;
    snprintf(preload, sizeof(preload), "LD_PRELOAD=%.*s/broken.so", (int)(slash - folder), folder);
    return cmocka_run_group_tests_name("crash", tests, check_malloc, NULL);
}
