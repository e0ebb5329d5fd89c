#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "base/text/format.h"
#include "tests/sim/api/route.h"
#include "tests/sim/child.h"
#include "tests/sim/control/control.h"
#include "tests/sim/fill/demo.h"
#include "tests/sim/fill/seed.h"
#include "tests/sim/graphql/schema/error.h"
#include "tests/sim/http/server.h"

#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct config {
    int port;
    const char *base;
    bool control;
    bool parent_dies;
    bool demo;
    const char *account; /* a seed; NULL: none */
    bool second_account;
    int64_t seed;
    int64_t rate_limit;
    int64_t latency_ms;
    char *const *program; /* what follows --; NULL: nothing */
};

static const char usage[] =
    "usage: cfqtop-sim [options] [-- PROGRAM ARGS...]\n"
    "A simulator of the Cloudflare Queues API on 127.0.0.1.\n"
    "  --port N           0 (the default): any free one\n"
    "  --base PATH        path before the API's own (default /client/v4)\n"
    "  --demo             a living account instead of an empty one\n"
    "  --account NAME     an account of tests/sim/seeds instead\n"
    "  --seed N           makes the same account and traffic again\n"
    "  --second-account   the credentials see two accounts\n"
    "  --rate-limit N     requests per 300 s before 429 (default: no limit)\n"
    "  --latency-ms N     before each answer\n"
    "  --control          answers /__sim/... (see tests/sim/README.md)\n"
    "  --index            prints the tables of that, and ends\n"
    "  --parent-dies      ends when its standard input ends\n"
    "Without PROGRAM it prints `listening URL` and serves until SIGTERM.  With PROGRAM it runs "
    "that\n"
    "with CLOUDFLARE_API_BASE_URL, _API_TOKEN and _ACCOUNT_ID set, and ends with its status.\n";

enum option_id {
    OPT_PORT = 1,
    OPT_BASE,
    OPT_DEMO,
    OPT_ACCOUNT,
    OPT_SEED,
    OPT_SECOND,
    OPT_LIMIT,
    OPT_LATENCY,
    OPT_CONTROL,
    OPT_PARENT,
    OPT_INDEX,
    OPT_HELP
};

static const struct option options[] = {
    {"port", required_argument, NULL, OPT_PORT},
    {"base", required_argument, NULL, OPT_BASE},
    {"demo", no_argument, NULL, OPT_DEMO},
    {"account", required_argument, NULL, OPT_ACCOUNT},
    {"seed", required_argument, NULL, OPT_SEED},
    {"second-account", no_argument, NULL, OPT_SECOND},
    {"rate-limit", required_argument, NULL, OPT_LIMIT},
    {"latency-ms", required_argument, NULL, OPT_LATENCY},
    {"control", no_argument, NULL, OPT_CONTROL},
    {"parent-dies", no_argument, NULL, OPT_PARENT},
    {"index", no_argument, NULL, OPT_INDEX},
    {"help", no_argument, NULL, OPT_HELP},
    {0},
};

static int64_t read_number(int64_t max)
{
    int64_t n = 0;

    if (!format_parse_int(optarg, 0, max, &n)) {
        fprintf(stderr, "cfqtop-sim: not a number in range: %s\n", optarg);
        exit(2);
    }
    return n;
}

/* What can be seeded and asked for by name: the end of README.md, from the tables that are used. */
static void print_index(void)
{
    static const struct {
        const char *title;
        void (*print)(FILE *f);
    } tables[] = {
        {"Accounts by name", seed_print_index},
        {"Bodies by name", samples_print_index},
        {"Queues of --demo", demo_print_index},
        {"Control paths", control_print_index},
        {"Operations", routes_print_index},
        {"Kinds of faults", faults_print_index},
        {"How the analytics answer", gql_settings_print_index},
        {"Errors of the analytics", gql_errors_print_index},
    };

    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        printf("\n## %s\n\n", tables[i].title);
        tables[i].print(stdout);
    }
}

static void apply_option(struct config *c, int id)
{
    switch (id) {
    case OPT_PORT: c->port = (int)read_number(65535); break;
    case OPT_BASE: c->base = optarg; break;
    case OPT_DEMO: c->demo = true; break;
    case OPT_ACCOUNT: c->account = optarg; break;
    case OPT_SEED: c->seed = read_number(INT64_MAX); break;
    case OPT_SECOND: c->second_account = true; break;
    case OPT_LIMIT: c->rate_limit = read_number(INT32_MAX); break;
    case OPT_LATENCY: c->latency_ms = read_number(INT32_MAX); break;
    case OPT_CONTROL: c->control = true; break;
    case OPT_PARENT: c->parent_dies = true; break;
    case OPT_INDEX: print_index(); exit(0);
    case OPT_HELP: fputs(usage, stdout); exit(0);
    default: fputs(usage, stderr); exit(2);
    }
}

static struct config read_options(int argc, char **argv)
{
    struct config c = {.base = "/client/v4", .seed = 1};
    int id;

    while ((id = getopt_long(argc, argv, "+", options, NULL)) != -1)
        apply_option(&c, id);
    if (optind < argc)
        c.program = argv + optind;
    return c;
}

/* The signals that end it, and those of a child, are read from a descriptor. */
static int open_signals(void)
{
    sigset_t set;

    signal(SIGPIPE, SIG_IGN);
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* true when the program is to end; *status is its exit status. */
static bool read_signals(int fd, pid_t child, int *status)
{
    struct signalfd_siginfo info;

    while (read(fd, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
        if (info.ssi_signo == SIGCHLD) {
            if (child > 0 && child_check(child, status))
                return true;
        } else if (child <= 0) {
            return true;
        } else {
            kill(child, (int)info.ssi_signo);
        }
    }
    return false;
}

static bool stdin_ended(void)
{
    char bytes[256];

    return read(STDIN_FILENO, bytes, sizeof(bytes)) <= 0;
}

static int serve(struct server *server, const struct config *c, int signals, pid_t child)
{
    struct pollfd fds[3] = {
        {.fd = server_fd(server), .events = POLLIN},
        {.fd = signals, .events = POLLIN},
        {.fd = c->parent_dies ? STDIN_FILENO : -1, .events = POLLIN},
    };
    int status = 0;

    for (;;) {
        if (poll(fds, 3, server_timeout(server)) < 0)
            continue;
        if (fds[1].revents && read_signals(signals, child, &status))
            return status;
        if (fds[2].revents && stdin_ended())
            return status;
        server_run(server);
    }
}

static int run(struct service *service, const struct config *c)
{
    int signals = open_signals(), status = 1;
    struct server *server = server_new(service, c->base, c->port);
    pid_t child = -1;
    char *url;

    if (!server) {
        fprintf(stderr, "cfqtop-sim: cannot listen on port %d\n", c->port);
        return 1;
    }
    url = mem_print("http://127.0.0.1:%d%s", server_port(server), c->base);
    if (c->program) {
        child = child_start(c->program, url, service->world.accounts[0].id);
    } else {
        printf("listening %s\n", url);
        fflush(stdout);
    }
    if (!c->program || child > 0)
        status = serve(server, c, signals, child);
    free(url);
    server_free(server);
    close(signals);
    return status;
}

int main(int argc, char **argv)
{
    struct config c = read_options(argc, argv);
    struct service service;
    const char *reason;
    int status;

    service_init(&service, (uint64_t)c.seed);
    service.control = c.control;
    service.world.options.rate_limit = c.rate_limit;
    service.world.options.latency_ms = c.latency_ms;
    service.world.n_accounts = c.second_account ? 2 : 1;
    service.world.options.event_stream = c.demo;
    if (c.demo)
        demo_start(&service.world);
    if (c.account && !seed_apply_named(&service.world, c.account, &reason)) {
        fprintf(stderr, "cfqtop-sim: %s: %s\n", c.account, reason);
        status = 2;
    } else {
        status = run(&service, &c);
    }
    service_free(&service);
    return status;
}
