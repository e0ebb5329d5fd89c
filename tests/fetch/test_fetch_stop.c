/* Cancelling and quitting, at each stage at which a call can hang.  None of the stages ends by
 * itself while a test waits: what returns has not waited for it. */
#include "base/memory/array.h"
#include "net/fetch.h"

#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "base/os/thread.h"
#include "tests/harness/net/canned.h"
#include "tests/harness/net/fetcher.h"
#include "tests/harness/net/sim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <curl/curl.h>
#include <dirent.h>
#include <dlfcn.h>
#include <netdb.h>
#include <poll.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ORDERS "023e105f4ecef8ad9ca31a8372d0c3aa"

/* A place where a thread is held until the test lets it go. */
struct gate {
    int arrived[2]; /* a byte for each thread that came */
    int open[2];    /* closed to let all go */
};

static void gate_make(struct gate *g)
{
    assert_int_equal(pipe(g->arrived), 0);
    assert_int_equal(pipe(g->open), 0);
}

static void gate_hold(struct gate *g)
{
    char c;

    (void)!write(g->arrived[1], "", 1);
    (void)!read(g->open[0], &c, 1);
}

static void gate_wait(const struct gate *g)
{
    struct pollfd p = {.fd = g->arrived[0], .events = POLLIN};

    if (poll(&p, 1, 20000) != 1)
        fail_msg("nobody came to the gate");
}

static struct gate lookup, perform;
static atomic_bool hold_perform;

/* These stand before the libraries' own: the linker takes the program's first. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **out)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **);

    if (node && strcmp(node, "hung.example") == 0) {
        gate_hold(&lookup);
        return EAI_FAIL;
    }
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    return real(node, service, hints, out);
}

CURLMcode curl_multi_perform(CURLM *multi, int *running)
{
    CURLMcode (*real)(CURLM *, int *);

    if (atomic_exchange(&hold_perform, false))
        gate_hold(&perform);
    *(void **)&real = dlsym(RTLD_NEXT, "curl_multi_perform");
    return real(multi, running);
}

/* One stage: start() begins a call that hangs there, and returns when it does. */
struct stage {
    const char *name;
    void (*start)(struct stage *s);
    enum op op;
    struct fetcher f;
    struct sim *sim;
    struct silent silent;
    bool is_silent;
    uint64_t id;
};

static void start_call(struct stage *s, const char *url)
{
    struct call c = fetcher_new_call(s->op, s->op == OP_QUEUES ? NULL : ORDERS);

    fetcher_start(&s->f, url);
    s->id = fetcher_call(&s->f, &c);
}

static void start_on_silent(struct stage *s, const char *scheme, int full)
{
    char *url;

    silent_open(&s->silent, full);
    s->is_silent = true;
    url = mem_print("%s://127.0.0.1:%d", scheme, s->silent.port);
    start_call(s, url);
    free(url);
}

static void wait_until_asked(const struct stage *s)
{
    struct pollfd p = {.fd = s->silent.fd, .events = POLLIN};

    if (poll(&p, 1, 20000) != 1)
        fail_msg("no connection was made");
}

static void hang_in_lookup(struct stage *s)
{
    gate_make(&lookup);
    start_call(s, "https://hung.example/client/v4");
    gate_wait(&lookup);
}

static void hang_in_connect(struct stage *s)
{
    start_on_silent(s, "http", 1);
}

static void hang_in_tls(struct stage *s)
{
    start_on_silent(s, "https", 0);
    wait_until_asked(s);
}

static void hang_before_answer(struct stage *s)
{
    start_on_silent(s, "http", 0);
    wait_until_asked(s);
}

static void start_on_sim(struct stage *s, const char *fault)
{
    s->sim = sim_start(NULL);
    sim_seed(s->sim, "{\"reset\":true,\"generate_queues\":950,\"queues\":[{\"name\":\"orders\","
                     "\"id\":\"" ORDERS "\",\"messages\":[{\"size\":100000}]}]}");
    sim_post(s->sim, "/__sim/fault", "%s", fault);
    start_call(s, sim_url(s->sim));
    while (sim_count_requests(s->sim, "any") < 1)
        ;
}

static void hang_in_body(struct stage *s)
{
    start_on_sim(s, "{\"op\":\"peek\",\"kind\":\"hang_body\",\"count\":0}");
}

static void hang_in_trickle(struct stage *s)
{
    start_on_sim(s, "{\"op\":\"peek\",\"kind\":\"trickle\",\"delay_ms\":10,\"count\":0}");
}

static void hang_before_next_try(struct stage *s)
{
    start_on_sim(s, "{\"op\":\"peek\",\"kind\":\"status\",\"status\":503,\"retry_after\":50}");
    fetcher_wait_for(&s->f, s->id, EV_RETRYING, 1);
}

static void hang_in_later_pages(struct stage *s)
{
    /* The first fault lets page 1 through. */
    s->sim = sim_start(NULL);
    sim_seed(s->sim, "{\"reset\":true,\"generate_queues\":950}");
    sim_post(s->sim, "/__sim/fault", "{\"op\":\"list\",\"kind\":\"delay\",\"delay_ms\":1}");
    sim_post(s->sim, "/__sim/fault", "{\"op\":\"list\",\"kind\":\"hang\",\"count\":0}");
    start_call(s, sim_url(s->sim));
    fetcher_wait_for(&s->f, s->id, EV_PAGE, 1);
}

static struct stage stages[] = {
    {.name = "look-up", .start = hang_in_lookup, .op = OP_PULL},
    {.name = "connect", .start = hang_in_connect, .op = OP_PULL},
    {.name = "TLS", .start = hang_in_tls, .op = OP_PULL},
    {.name = "answer", .start = hang_before_answer, .op = OP_PULL},
    {.name = "body", .start = hang_in_body, .op = OP_PEEK},
    {.name = "trickle", .start = hang_in_trickle, .op = OP_PEEK},
    {.name = "next try", .start = hang_before_next_try, .op = OP_PEEK},
    {.name = "later pages", .start = hang_in_later_pages, .op = OP_QUEUES},
};
enum { STAGES = ARRAY_LEN(stages) };

static void end_stage(struct stage *s)
{
    fetcher_quit(&s->f);
    if (fetcher_wait(&s->f, s->id)->err.kind != ERR_CANCELLED)
        fail_msg("%s: not cancelled: %s", s->name, fetcher_wait(&s->f, s->id)->err.text);
    fetcher_stop(&s->f);
    if (s->is_silent)
        silent_close(&s->silent);
    sim_stop(s->sim);
    if (s->start == hang_in_lookup)
        close(lookup.open[1]);
    s->sim = NULL;
    s->is_silent = false;
}

static void a_cancelled_call_ends(void **state)
{
    (void)state;
    for (int i = 0; i < STAGES; i++) {
        struct stage *s = &stages[i];
        struct call other = fetcher_new_call(OP_QUEUE, "../x");

        s->start(s);
        fetcher_cancel(&s->f, s->id);
        assert_int_equal(fetcher_wait(&s->f, s->id)->err.kind, ERR_CANCELLED);
        /* The thread is free again: it answers what needs no network. */
        assert_int_equal(fetcher_do(&s->f, &other)->err.kind, ERR_USAGE);
        end_stage(s);
    }
}

static void quitting_ends_a_call(void **state)
{
    (void)state;
    for (int i = 0; i < STAGES; i++) {
        stages[i].start(&stages[i]);
        end_stage(&stages[i]);
    }
}

static void a_pull_that_was_sent_says_so(void **state)
{
    struct stage s = {.name = "answer", .op = OP_PULL};

    (void)state;
    s.sim = sim_start(NULL);
    sim_post(s.sim, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\"}");
    start_call(&s, sim_url(s.sim));
    while (sim_count_requests(s.sim, "pull") < 1)
        ;
    fetcher_cancel(&s.f, s.id);
    assert_string_equal(fetcher_wait(&s.f, s.id)->err.text,
                        "cancelled; messages may be leased now");
    end_stage(&s);
}

static void a_call_that_never_left_says_so(void **state)
{
    struct stage s = {.name = "connect", .op = OP_PULL};

    (void)state;
    hang_in_connect(&s);
    fetcher_cancel(&s.f, s.id);
    assert_string_equal(fetcher_wait(&s.f, s.id)->err.text, "cancelled");
    end_stage(&s);
}

static void cancelling_what_is_not_there_does_nothing(void **state)
{
    struct silent silent;
    struct fetcher f;
    char *url;

    (void)state;
    silent_open(&silent, 0);
    url = mem_print("http://127.0.0.1:%d", silent.port);
    fetcher_start(&f, url);
    fetcher_cancel(&f, 77);
    {
        struct call c = fetcher_new_call(OP_QUEUE, ORDERS);
        uint64_t id = fetcher_call(&f, &c);

        fetcher_cancel(&f, 77);
        fetcher_cancel(&f, id);
        fetcher_cancel(&f, id);
    }
    fetcher_stop(&f);
    silent_close(&silent);
    free(url);
}

static void calls_in_one_batch_with_quit_are_answered(void **state)
{
    struct fetcher f;

    (void)state;
    fetcher_start(&f, "http://127.0.0.1:1");
    for (int i = 0; i < 100; i++) {
        struct call c = fetcher_new_call(OP_ACK, ORDERS);

        call_add(&c, "lease");
        fetcher_call(&f, &c);
    }
    fetcher_stop(&f);
}

static void stopping_without_a_call_starts_nothing(void **state)
{
    struct fetcher f;

    (void)state;
    fetcher_start(&f, "https://hung.example");
    fetcher_stop(&f);
}

static void stopping_frees_what_was_not_taken(void **state)
{
    struct fetcher f;
    struct call c = fetcher_new_call(OP_METRICS, "../x");
    struct pollfd p;

    (void)state;
    fetcher_start(&f, "https://hung.example");
    fetcher_call(&f, &c);
    p = (struct pollfd){.fd = fetch_event_fd(f.fetch), .events = POLLIN};
    assert_int_equal(poll(&p, 1, 20000), 1);
    fetch_stop(f.fetch);
}

static int count_threads(void)
{
    DIR *dir = opendir("/proc/self/task");
    int n = 0;

    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

/* What a hung thread is left with; reachable, so that it is no leak. */
static struct fetcher hung;

static void a_thread_that_hangs_is_left_behind(void **state)
{
    struct call c = fetcher_new_call(OP_METRICS, ORDERS);
    int threads = count_threads();
    int64_t start;

    (void)state;
    gate_make(&perform);
    fetcher_start(&hung, "http://127.0.0.1:1");
    atomic_store(&hold_perform, true);
    fetcher_call(&hung, &c);
    gate_wait(&perform);
    start = clock_now().mono_ms;
    fetch_stop(hung.fetch);
    assert_true(thread_is_left_behind());
    assert_true(clock_now().mono_ms - start >= 50);
    close(perform.open[1]);
    while (count_threads() > threads) /* it ends by itself; checkers want it gone before main() */
        sched_yield();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cancelled_call_ends),
        cmocka_unit_test(quitting_ends_a_call),
        cmocka_unit_test(a_pull_that_was_sent_says_so),
        cmocka_unit_test(a_call_that_never_left_says_so),
        cmocka_unit_test(cancelling_what_is_not_there_does_nothing),
        cmocka_unit_test(calls_in_one_batch_with_quit_are_answered),
        cmocka_unit_test(stopping_without_a_call_starts_nothing),
        cmocka_unit_test(stopping_frees_what_was_not_taken),
        cmocka_unit_test(a_thread_that_hangs_is_left_behind),
    };

    return cmocka_run_group_tests_name("fetch_stop", tests, NULL, NULL);
}
