#include "tests/harness/program/place.h"

#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ftw.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const folders[] = {"config", "state", "cache", "data", "run"};

static const char *const pinned[] = {"TERM=xterm-256color", "LANG=C.UTF-8", "LC_ALL=C.UTF-8",
                                     "TZ=UTC"};

static const char *const inherited[] = {
    "PATH",         "TMPDIR",       "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS",
    "LSAN_OPTIONS", "TSAN_OPTIONS", "MSAN_OPTIONS",    "GCOV_PREFIX",  "LLVM_PROFILE_FILE",
};

struct env {
    char **list;
    size_t n;
};

char *place_new_home(void)
{
    const char *top = getenv("TMPDIR");
    char *home = mem_print("%s/cfqtop-test-XXXXXX", top && *top ? top : "/tmp");

    if (!mkdtemp(home)) {
        free(home);
        return NULL;
    }
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char *path = mem_print("%s/%s", home, folders[i]);

        mkdir(path, 0700);
        free(path);
    }
    return home;
}

static int delete_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st;
    (void)kind;
    (void)ftw;
    remove(path);
    return 0;
}

void place_delete_home(const char *home)
{
    nftw(home, delete_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* Where the variable named by the first len bytes of entry stands; n when nowhere. */
static size_t find_variable(const struct env *env, const char *entry, size_t len)
{
    size_t i = 0;

    while (i < env->n && (strncmp(env->list[i], entry, len) != 0 || env->list[i][len] != '='))
        i++;
    return i;
}

/* Takes entry over; one without '=' removes the variable. */
static void put_variable(struct env *env, char *entry)
{
    size_t len = strcspn(entry, "=");
    size_t i = find_variable(env, entry, len);

    if (i < env->n) {
        free(env->list[i]);
        env->list[i] = env->list[--env->n];
        env->list[env->n] = NULL;
    }
    if (!entry[len]) {
        free(entry);
        return;
    }
    env->list = mem_resize(env->list, env->n + 2, sizeof *env->list);
    env->list[env->n++] = entry;
    env->list[env->n] = NULL;
}

static void put_home(struct env *env, const char *home)
{
    static const char *const names[] = {"CONFIG_HOME", "STATE_HOME", "CACHE_HOME", "DATA_HOME",
                                        "RUNTIME_DIR"};

    put_variable(env, mem_print("HOME=%s", home));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        put_variable(env, mem_print("XDG_%s=%s/%s", names[i], home, folders[i]));
}

char **place_environment(const char *home, const char *const *extra)
{
    struct env env = {0};

    for (size_t i = 0; i < sizeof pinned / sizeof pinned[0]; i++)
        put_variable(&env, mem_copy_str(pinned[i]));
    put_home(&env, home);
    for (size_t i = 0; i < sizeof inherited / sizeof inherited[0]; i++) {
        const char *value = getenv(inherited[i]);

        if (value)
            put_variable(&env, mem_print("%s=%s", inherited[i], value));
    }
    for (size_t i = 0; extra && extra[i]; i++)
        put_variable(&env, mem_copy_str(extra[i]));
    return env.list;
}

void place_free_environment(char **env)
{
    for (size_t i = 0; env && env[i]; i++)
        free(env[i]);
    free(env);
}

void place_find_program(const char *variable, const char *name, char *out, size_t size)
{
    const char *named = getenv(variable);
    char self[PATH_MAX], *tests = NULL;
    ssize_t n;

    if (named && *named) {
        snprintf(out, size, "%s", named);
        return;
    }
    n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    self[n > 0 ? n : 0] = '\0';
    /* The last one: the checkout itself may be in a folder of that name. */
    for (char *at = self; (at = strstr(at, "/tests/")) != NULL; at++)
        tests = at;
    if (!tests)
        fail_msg("this test is not below tests/ of a build: set %s", variable);
    snprintf(out, size, "%.*s/%s", (int)(tests - self), self, name);
}
