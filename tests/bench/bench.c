#include "tests/bench/bench.h"

#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "tests/harness/program/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void bench_seed_queues(const struct bench *b, int n)
{
    sim_post(b->sim, "/__sim/seed", "{\"reset\":true,\"generate_queues\":%d}", n);
}

void bench_seed_messages(const struct bench *b)
{
    sim_post(b->sim, "/__sim/seed",
             "{\"reset\":true,\"queues\":[{\"name\":\"big\",\"id\":\"" BIG_ID
             "\",\"messages\":[{\"size\":131072,\"content_type\":\"json\",\"count\":100}]},"
             "{\"name\":\"leased\",\"id\":\"" LEASED_ID
             "\",\"consumers\":[{\"type\":\"http_pull\",\"settings\":{}}],"
             "\"messages\":[{\"size\":1000,\"content_type\":\"text\",\"count\":2000}]},"
             "{\"name\":\"small\",\"id\":\"" SMALL_ID
             "\",\"messages\":[{\"size\":1000,\"content_type\":\"json\",\"count\":100}]}]}");
}

void bench_seed_leased(const struct bench *b, int n)
{
    sim_post(b->sim, "/__sim/seed",
             "{\"reset\":true,\"queues\":[{\"name\":\"leased\",\"id\":\"" LEASED_ID
             "\",\"consumers\":[{\"type\":\"http_pull\",\"settings\":{}}],"
             "\"messages\":[{\"size\":1000,\"content_type\":\"text\",\"count\":%d}]}]}",
             n);
}

void bench_start(const struct bench *b, struct tty *t, const char *interval)
{
    const char *const argv[] = {b->cfqtop, "-n", "100", "-t", "12h", "-i", interval, NULL};

    tty_start(t, argv, b->env);
}

static _Noreturn void exec_shell(const struct bench *b, const char *command)
{
    int null = open("/dev/null", O_RDWR);

    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    execle("/bin/sh", "sh", "-c", command, (char *)NULL, b->env);
    _exit(127);
}

static int run_shell(const struct bench *b, const char *command)
{
    pid_t pid = fork();
    int status = -1;

    if (pid == 0)
        exec_shell(b, command);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

double bench_run_shell(const struct bench *b, const char *command)
{
    double started = tty_now();

    if (run_shell(b, command) != 0) {
        fprintf(stderr, "bench: failed: %s\n", command);
        exit(1);
    }
    return tty_now() - started;
}

bool bench_has(const struct bench *b, const char *program)
{
    char command[128];

    snprintf(command, sizeof(command), "command -v %s", program);
    return run_shell(b, command) == 0;
}

void bench_keep_answers(const struct bench *b)
{
    if (!bench_has(b, "curl"))
        return;
    bench_seed_queues(b, 100);
    bench_run_shell(b, CURL "-o \"$BENCH_FOLDER/list.json\" \"" QUEUES "?per_page=100\"");
    bench_seed_messages(b);
    bench_run_shell(b, CURL "-o \"$BENCH_FOLDER/small.json\" " PEEK(SMALL_ID));
    bench_run_shell(b, CURL "-o \"$BENCH_FOLDER/big.json\" " PEEK(BIG_ID));
}

static char **make_environment(const struct bench *b)
{
    const char *extra[6];
    char **env;

    extra[0] = mem_print("CLOUDFLARE_API_BASE_URL=%s", sim_url(b->sim));
    extra[1] = "CLOUDFLARE_API_TOKEN=" SIM_TOKEN;
    extra[2] = "CLOUDFLARE_ACCOUNT_ID=" SIM_ACCOUNT;
    extra[3] = mem_print("BENCH_FOLDER=%s", b->folder);
    extra[4] = "LESS=-S"; /* long lines cut, as a list's are */
    extra[5] = NULL;
    env = place_environment(b->folder, extra);
    free((char *)(uintptr_t)extra[0]);
    free((char *)(uintptr_t)extra[3]);
    return env;
}

static double read_number(const char *name, double otherwise)
{
    const char *text = getenv(name);

    return text && *text ? strtod(text, NULL) : otherwise;
}

/* usage: bench PROGRAM PROGRAMS FOLDER, with the inspector, the folder of floor and plain, and a
 * folder to write to. */
int main(int argc, char **argv)
{
    static void (*const measures[])(const struct bench *) = {
        measure_start,           measure_lists, measure_messages, measure_scrolling,
        measure_keys_under_load, measure_idle,  measure_memory,   bench_keep_answers,
        measure_reading,         measure_trend,
    };
    static const char digits[] = "1234567890";
    struct bench b = {.runs = (int)read_number("BENCH_RUNS", 7),
                      .idle_ms = read_number("BENCH_IDLE", 10) * 1e3,
                      .messages = (int)read_number("BENCH_MESSAGES", 100000)};
    const char *only = getenv("BENCH_ONLY"); /* digits: which measures */

    if (argc != 4)
        return 2;
    b.cfqtop = argv[1];
    b.floor = mem_print("%s/floor", argv[2]);
    b.plain = mem_print("%s/plain", argv[2]);
    b.folder = argv[3];
    b.sim = sim_start(NULL);
    b.env = make_environment(&b);
    for (size_t i = 0; i < ARRAY_LEN(measures); i++)
        if (!only || strchr(only, digits[i]))
            measures[i](&b);
    sim_stop(b.sim);
    place_free_environment(b.env);
    free((char *)(uintptr_t)b.floor);
    free((char *)(uintptr_t)b.plain);
    return 0;
}
