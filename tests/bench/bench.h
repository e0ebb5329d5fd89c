/* What every measure needs: a server, programs, an environment; and the measures themselves, each
 * of which prints its rows of the table.  Each seeds the server as it wants it. */
#pragma once

#include "tests/bench/report.h"
#include "tests/bench/sample.h"
#include "tests/bench/tty.h"
#include "tests/harness/net/sim.h"

struct bench {
    struct sim *sim;
    char **env;
    const char *cfqtop, *floor, *plain;
    const char *folder; /* for answers and lists that other programs read */
    int runs;           /* of each thing that is timed; the median counts */
    double idle_ms;
    int messages; /* in the long list of messages */
};

#define DOWN      "\033OB"
#define PAGE_DOWN "\033[6~"
#define RETURN    "\r"

/* The API's list of queues and the messages of queue "id", as the shell commands name them. */
#define CURL   "curl -s -H \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\" "
#define QUEUES "$CLOUDFLARE_API_BASE_URL/accounts/$CLOUDFLARE_ACCOUNT_ID/queues"
#define PEEK(id)                                                                                   \
    "-d '{\"batch_size\":100}' -H 'Content-Type: application/json' \"" QUEUES "/" id               \
    "/messages/peek\""
#define SMALL_ID  "11111111111111111111111111111111"
#define BIG_ID    "22222222222222222222222222222222"
#define LEASED_ID "33333333333333333333333333333333"

/* A fresh account with n queues, queue-00001 and on. */
void bench_seed_queues(const struct bench *b, int n);

/* A fresh account with "big", 100 JSON messages of 128 kB (17 MB as base64), "leased", 2,000 of
 * 1 kB of text, and "small", 100 of 1 kB of JSON. */
void bench_seed_messages(const struct bench *b);

/* A fresh account with "leased" alone, n messages of 1 kB of text. */
void bench_seed_leased(const struct bench *b, int n);

/* The inspector in a terminal, refreshing at interval ("1h": practically never). */
void bench_start(const struct bench *b, struct tty *t, const char *interval);

/* Runs a shell command with the environment of b; its time in ms.  A command that fails ends the
 * process. */
double bench_run_shell(const struct bench *b, const char *command);
bool bench_has(const struct bench *b, const char *program);

/* Keeps the answers that cost.c decodes. */
void bench_keep_answers(const struct bench *b);

void measure_start(const struct bench *b);
void measure_lists(const struct bench *b);
void measure_messages(const struct bench *b);
void measure_scrolling(const struct bench *b);
void measure_keys_under_load(const struct bench *b);
void measure_idle(const struct bench *b);
void measure_reading(const struct bench *b);
void measure_memory(const struct bench *b);
void measure_trend(const struct bench *b);
