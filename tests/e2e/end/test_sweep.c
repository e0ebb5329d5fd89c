/* No lease is lost and no message gone without a copy, whenever and however the program ends.
 *
 * The program is ended at every write and sync of a file and at every send and receive of pull,
 * acknowledge, retry, extend, of its way out, of a change of profile and of "cfqtop release";
 * before the call, in the middle of it and after it; by a kill -9, a fault, a broken heap, the end
 * of memory, SIGTERM and SIGHUP.  Then "cfqtop release" runs, and the simulator is asked what it
 * still holds.  A sample of that, unless CFQTOP_SWEEP says all ("make sweep") or the name of a
 * task. */
#include "base/failure/sanitized.h"
#include "base/memory/array.h"
#include "tests/e2e/end/deadly.h"
#include "tests/harness/file.h"
#include "tests/harness/inspect.h"
#include "tests/harness/program/place.h"
#include "tests/harness/program/run.h"
#include "tests/harness/program/successors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MESSAGES = 3, SAMPLE = 2 };

/* What is done when the program is armed; before that it holds all messages, or peeks them. */
struct task {
    const char *name;
    bool peeks;              /* it does not hold them yet */
    const char *asks, *sure; /* keys that ask, and what is there then; NULL: nothing is asked */
    const char *text;        /* typed, armed */
    const char *done;        /* on the screen; NULL: the program ends */
    bool leases;             /* the server's answer brings leases that were not known */
};

static const struct task tasks[] = {
    {"pull", true, "P", "Enter pulls", "\r", "PULLED 3", true},
    {"pull, frozen", true, "P", "Enter pulls", "\rZ", "FROZEN.*leases 3", true},
    {"ack", false, "A", "y deletes", "y", "acknowledged 1", false},
    {"ack of all", false, "g v G A", "deletes 3|3 deletes|deletes", "3\r", "acknowledged 3", false},
    {"retry", false, "R", "y retries", "y", "retried 1", false},
    {"extend", false, "g v G E", "Enter extends", "\r", "extended 3", true},
    {"leave", false, NULL, NULL, "Q", NULL, false},
    {"profile", false, NULL, NULL, ":profile b\r", "cfqtop  b ", false},
};

/* One end of the program. */
struct end {
    int at;
    enum deadly_way way;
    enum deadly_moment moment;
};

static struct sim *sim;
static struct deadly *deadly;
static char deadly_path[200], deadly_env[240], preload[4300], base_env[200];
static char *home;

static void arm(const struct end *end)
{
    atomic_store(&deadly->n, 0);
    atomic_store(&deadly->struck, 0);
    deadly->at = end->at;
    deadly->way = end->way;
    deadly->moment = end->moment;
    atomic_store(&deadly->armed, 1);
}

static const char *name_end(const struct task *t, const struct end *end)
{
    static const char *const ways[] = {"kill -9",        "a fault", "a broken heap",
                                       "no memory left", "SIGTERM", "SIGHUP"};
    static const char *const moments[] = {"before", "in the middle of", "after"};
    _Static_assert(ARRAY_LEN(ways) == DEADLY_WAYS, "every way has its name");
    _Static_assert(ARRAY_LEN(moments) == DEADLY_MOMENTS, "every moment has its name");
    static char text[300];
    const struct deadly_call *call = &deadly->calls[end->at < 0 ? 0 : end->at];

    snprintf(text, sizeof(text), "%s: %s %s call %d (%s %s)", t->name, ways[end->way],
             moments[end->moment], end->at, call->kind, call->name);
    return text;
}

static void seed(void)
{
    sim_delete(sim, "/__sim/faults");
    sim_seed(sim, "{\"reset\":true,\"queues\":[{\"name\":\"q\",\"consumers\":[{\"type\":"
                  "\"http_pull\",\"settings\":{\"max_retries\":50}}],\"messages\":["
                  "{\"id\":\"m0\",\"body\":\"a\"},{\"id\":\"m1\",\"body\":\"b\"},"
                  "{\"id\":\"m2\",\"body\":\"c\"}]}]}");
}

static void make_home(void)
{
    char path[200];
    FILE *f;

    home = place_new_home();
    assert_non_null(home);
    snprintf(path, sizeof(path), "%s/config/cfqtop", home);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof(path), "%s/config/cfqtop/config.ini", home);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs("[b]\naccount = " SIM_ACCOUNT "\n", f);
    fclose(f);
}

static void delete_home(void)
{
    place_delete_home(home);
    free(home);
    home = NULL;
}

static struct inspect start(const struct task *t)
{
    static const char *const args[] = {"--pull", "-t", "12h", "-i", "60s", "q", NULL};
    const char *const env[] = {preload, deadly_env, NULL};
    struct inspect i = {.sim = sim};

    inspect_start_term(
        &i, &(struct inspect_options){.args = args + t->peeks, .env = env, .home = home});
    term_wait_text(i.term, t->peeks ? "peeked, no lease . 3" : "PULLED 3");
    term_settle(i.term);
    if (!t->asks)
        return i;
    term_keys(i.term, t->asks);
    term_wait_text(i.term, t->sure);
    term_settle(i.term);
    return i;
}

struct watched {
    struct term *term;
    const char *done;
};

static bool is_over(struct term *term, void *arg)
{
    const struct watched *w = arg;

    if (atomic_load(&deadly->struck) && deadly->way == DEADLY_MEMORY)
        return true; /* it may go on, and fail in what it does */
    return term_has_exited(term, NULL) || (w->done && term_has_text(term, w->done));
}

static void run_release(struct run *r)
{
    const char *const argv[] = {run_find_cfqtop(), "release", NULL};
    const char *const extra[] = {base_env, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, preload, deadly_env,
                                 NULL};
    char **env = place_environment(home, extra);

    run_start(r, argv, (const char *const *)env, RUN_CAPTURE);
    run_finish(r);
    place_free_environment(env);
}

static char *read_state(const char *name)
{
    char path[200];

    snprintf(path, sizeof(path), "%s/state/cfqtop/%s", home, name);
    return file_read(path);
}

/* Nobody could know of them: the program ended at once when the answer with their ids had not come,
 * or on the way to the file, with nothing else written in between. */
static bool may_hold(const struct task *t, const struct end *end)
{
    int n = atomic_load(&deadly->n);

    if (!t->leases || end->way == DEADLY_TERM || end->way == DEADLY_HUP || end->at < 0)
        return false;
    for (int i = 0; i < n; i++) {
        const struct deadly_call *call = &deadly->calls[i];
        bool cut = i == end->at && end->moment != DEADLY_AFTER;

        if (!strncmp(call->name, "leases", 6) && !strcmp(call->kind, "write") && !cut)
            return false; /* noted */
    }
    return true;
}

static void expect_nothing_lost(const struct task *t, const struct end *end)
{
    json_t *queue = sim_get(sim, "/__sim/queues/q"), *m;
    char *trash = read_state("trash.jsonl"), id[20];
    size_t index, n_leased = 0, n_gone = 0;

    for (int i = 0; i < MESSAGES; i++) {
        bool there = false;

        snprintf(id, sizeof(id), "\"m%d\"", i);
        json_array_foreach (json_object_get(queue, "messages"), index, m)
            if (!strncmp(json_string_value(json_object_get(m, "id")), id + 1, 2)) {
                there = true;
                n_leased += !strcmp(json_string_value(json_object_get(m, "state")), "leased");
            }
        n_gone += !there && !(trash && strstr(trash, id));
    }
    json_decref(queue);
    free(trash);
    if (n_gone)
        fail_msg("%s: %zu messages are gone", name_end(t, end), n_gone);
    if (n_leased && !may_hold(t, end))
        fail_msg("%s: %zu leases are held", name_end(t, end), n_leased);
}

/* Another start gives back what there is, once and for all. */
static void expect_released(const struct task *t, const struct end *end)
{
    struct run r;

    atomic_store(&deadly->armed, 0);
    run_release(&r);
    if (r.status)
        fail_msg("%s: release says %s%s", name_end(t, end), r.out, r.err);
    run_free(&r);
    run_release(&r);
    if (r.status || strcmp(r.out, "no lease is held\n") != 0)
        fail_msg("%s: the second release says %s%s", name_end(t, end), r.out, r.err);
    run_free(&r);
    expect_nothing_lost(t, end);
}

/* Returns how many calls were counted; end->at is -1 where nothing is to happen. */
static int try_end(const struct task *t, const struct end *end)
{
    struct successors left;
    struct inspect i;
    struct watched w;
    int n;

    seed();
    make_home();
    i = start(t);
    successors_begin(&left);
    w = (struct watched){i.term, t->done};
    arm(end);
    term_send(i.term, t->text);
    term_wait_until(i.term, is_over, &w, t->name);
    n = atomic_load(&deadly->n);
    if (!term_has_exited(i.term, NULL))
        term_signal(i.term, SIGTERM);
    term_wait_exit(i.term, NULL);
    term_stop(i.term);
    successors_wait(&left);
    expect_released(t, end);
    delete_home();
    return n;
}

/* "cfqtop release" itself, after a kill -9. */
static int try_release(const struct task *t, const struct end *end)
{
    static const struct end none = {.at = -1};
    struct inspect i;
    struct run r;
    int n;

    seed();
    make_home();
    i = start(t);
    term_signal(i.term, SIGKILL);
    term_wait_exit(i.term, NULL);
    term_stop(i.term);
    arm(end->at < 0 ? &none : end);
    run_release(&r);
    n = atomic_load(&deadly->n);
    run_free(&r);
    expect_released(t, end);
    delete_home();
    return n;
}

static const struct task release = {.name = "release"};

static int try(const struct task *t, const struct end *end)
{
    return t == &release ? try_release(t, end) : try_end(t, end);
}

/* What an answer brings is noted before anything else is written. */
static void expect_noted_first(const struct task *t, int n)
{
    const struct deadly_call *first = NULL;

    for (int i = 0; i < n; i++) {
        const struct deadly_call *call = &deadly->calls[i];

        if (!strcmp(call->kind, "receive"))
            first = NULL;
        else if (!strcmp(call->kind, "write") && call->name[0] && !first)
            first = call;
    }
    if (t->leases && (!first || strncmp(first->name, "leases", 6) != 0))
        fail_msg("%s: %s is written before the leases", t->name, first ? first->name : "nothing");
}

/* All ends, or some that are spread over all. */
static void sweep(const struct task *t)
{
    const char *whole = getenv("CFQTOP_SWEEP");
    bool all = whole != NULL;
    int n = try(t, &(struct end){.at = -1});
    int ends = n * DEADLY_WAYS * DEADLY_MOMENTS;
    int n_struck = 0, n_tried = 0;
    int step = all ? 1 : ends / SAMPLE + (ends % SAMPLE != 0);

    assert_true(n > 0 && n < DEADLY_CALLS);
    expect_noted_first(t, n);
    for (int i = all ? 0 : step / 2; i < ends; i += step) {
        int at = i / (DEADLY_WAYS * DEADLY_MOMENTS); /* a sample has them all */
        struct end end = {.at = at,
                          .way = (enum deadly_way)((i + at) % DEADLY_WAYS),
                          .moment = (enum deadly_moment)((i / DEADLY_WAYS + at) % DEADLY_MOMENTS)};

        try(t, &end);
        n_struck += atomic_load(&deadly->struck);
        n_tried++;
    }
    print_message("%s: ended at %d of %d calls\n", t->name, n_struck, n_tried);
    assert_true(2 * n_struck >= n_tried); /* a run may make fewer calls than the first one */
}

static bool is_chosen(const struct task *t)
{
    const char *whole = getenv("CFQTOP_SWEEP");

    return !whole || !strcmp(whole, "all") || !strcmp(whole, t->name);
}

static void no_end_loses_a_lease(void **state)
{
    (void)state;
    if (IS_SANITIZED)
        skip();
    for (size_t i = 0; i < ARRAY_LEN(tasks); i++)
        if (is_chosen(&tasks[i]))
            sweep(&tasks[i]);
    if (is_chosen(&release))
        sweep(&release);
}

/* The server is asked, and silent; then the program ends.  What was asked for is not known to be
 * done, so that all is held that was. */
static void end_unanswered(const struct task *t, int signal)
{
    static const struct end none = {.at = -1};
    struct successors left;
    struct inspect i;

    seed();
    make_home();
    i = start(t);
    successors_begin(&left);
    sim_post(sim, "/__sim/fault", "{\"op\":\"%s\",\"kind\":\"hang\",\"count\":0}",
             t->leases ? "extend" : "ack");
    term_send(i.term, t->text);
    term_wait_text(i.term, "ing [13] message");
    if (signal)
        term_signal(i.term, signal);
    else
        term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    term_stop(i.term);
    /* What hangs goes on when the fault ends.  Giving back is an ack; an extend that went on would
     * hold what was just given back, under ids that nobody was told. */
    if (!t->leases)
        sim_delete(sim, "/__sim/faults");
    successors_wait(&left);
    expect_released(t, &none);
    delete_home();
}

static void what_was_never_answered_is_given_back(void **state)
{
    static const int signals[] = {SIGKILL, SIGSEGV, SIGTERM, SIGHUP, 0};

    (void)state;
    if (IS_SANITIZED)
        skip();
    for (size_t i = 0; i < ARRAY_LEN(tasks); i++)
        for (size_t k = 0; k < ARRAY_LEN(signals); k++)
            if (!tasks[i].peeks && tasks[i].asks && ((i + k) % 3 == 0 || getenv("CFQTOP_SWEEP")))
                end_unanswered(&tasks[i], signals[k]);
}

static int begin(void **state)
{
    int fd;

    (void)state;
    if (IS_SANITIZED)
        print_message("not under a sanitizer: it has a malloc and a memory of its own\n");
    sim = sim_start(NULL);
    snprintf(base_env, sizeof(base_env), "CLOUDFLARE_API_BASE_URL=%s", sim_url(sim));
    snprintf(deadly_path, sizeof(deadly_path), "%s/cfqtop-deadly-XXXXXX",
             getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    fd = mkstemp(deadly_path);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, sizeof(*deadly)), 0);
    deadly = mmap(NULL, sizeof(*deadly), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    assert_true(deadly != MAP_FAILED);
    close(fd);
    snprintf(deadly_env, sizeof(deadly_env), DEADLY_ENV "=%s", deadly_path);
    return 0;
}

static int finish(void **state)
{
    int failed = inspect_stop_all(state);

    if (home)
        delete_home();
    unlink(deadly_path);
    sim_stop(sim);
    return failed;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_end_loses_a_lease),
        cmocka_unit_test(what_was_never_answered_is_given_back),
    };
    char folder[4096];
    const char *slash;

    if (argc < 1 || !realpath(argv[0], folder) || !(slash = strrchr(folder, '/')))
        return 1;
    snprintf(preload, sizeof(preload), "LD_PRELOAD=%.*s/deadly.so", (int)(slash - folder), folder);
    return cmocka_run_group_tests_name("sweep", tests, begin, finish);
}
