/* What outlives the program: leases after a kill -9, a copy of what was deleted, the journal. */
#include "tests/harness/file.h"
#include "tests/harness/inspect.h"
#include "tests/harness/program/place.h"
#include "tests/harness/program/successors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A home that several runs share. */
static char *home;

static int make_home(void **state)
{
    (void)state;
    home = place_new_home();
    return home ? 0 : -1;
}

static int delete_home(void **state)
{
    int failed = inspect_stop_all(state);

    place_delete_home(home);
    free(home);
    return failed;
}

/* A file of the state folder, whole; the caller frees it.  NULL: there is none. */
static char *read_state(const char *name)
{
    char path[160];

    snprintf(path, sizeof(path), "%s/state/cfqtop/%s", home, name);
    return file_read(path);
}

static void start(struct inspect *i, const char *const *args)
{
    inspect_start_term(i, &(struct inspect_options){.args = args, .home = home});
}

static void start_sim(struct inspect *i)
{
    *i = (struct inspect){.sim = sim_start(NULL)};
    sim_seed(i->sim, INSPECT_SEED);
}

static const char *const pull[] = {"--pull", "-t", "10m", "orders", NULL};

static void kill_9(struct inspect *i)
{
    term_signal(i->term, SIGKILL);
    term_wait_exit(i->term, NULL);
    term_stop(i->term);
}

static void leases_held_at_a_kill_9_are_released_by_the_next_start(void **state)
{
    struct inspect i;
    char *text;

    (void)state;
    start_sim(&i);
    start(&i, pull);
    term_wait_text(i.term, "PULLED 5");
    kill_9(&i);
    assert_int_equal(sim_count_messages(i.sim, "orders", "leased"), 5);
    start(&i, NULL);
    term_wait_text(i.term, "Release 5 leases, held since [0-9:]+Z\\?");
    term_wait_text(i.term, "y releases   Enter or Esc cancels");
    term_keys(i.term, "y");
    term_wait_text(i.term, "^ retried 5");
    assert_int_equal(sim_count_messages(i.sim, "orders", "ready"), 5);
    assert_int_equal(sim_count_requests(i.sim, "ack"), 1);
    term_keys(i.term, "! g");
    term_wait_text(i.term, "EARLIER RUNS: what was done");
    term_wait_text(i.term, "pull +orders: 5 pulled");
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    text = read_state("leases.jsonl");
    assert_non_null(text);
    assert_string_equal(text, "");
    free(text);
    inspect_stop(&i);
}

/* Said as long as it is so, and no longer. */
static void leases_that_cannot_be_noted_are_in_the_header(void **state)
{
    char folder[200];
    struct inspect i;

    (void)state;
    start_sim(&i);
    snprintf(folder, sizeof(folder), "%s/state/cfqtop", home);
    mkdir(folder, 0700);
    snprintf(folder, sizeof(folder), "%s/state/cfqtop/leases.jsonl", home);
    assert_int_equal(mkdir(folder, 0700), 0);
    start(&i, pull);
    term_wait_row(i.term, 0, "leases 5 \\(.*\\) +5 NOT SAVED");
    term_wait_row(i.term, 23, "leases.jsonl");
    term_keys(i.term, "j k");
    assert_true(term_has_text(i.term, "5 NOT SAVED"));
    assert_int_equal(rmdir(folder), 0);
    term_wait_row(i.term, 23, "the leases held are noted again");
    term_wait_gone(i.term, "NOT SAVED");
    kill_9(&i);
    start(&i, NULL);
    term_wait_text(i.term, "Release 5 leases, held since");
    inspect_stop(&i);
}

static bool are_noted(struct term *t, void *arg)
{
    char *text = read_state("leases.jsonl");
    bool noted = text && strstr(text, "take");

    (void)t;
    (void)arg;
    free(text);
    return noted;
}

static bool is_asked(struct term *t, void *sim)
{
    (void)t;
    return sim_count_requests(sim, "pull") > 0;
}

/* The answer of a pull comes while the pager has the terminal. */
static void leases_that_come_behind_the_pager_are_noted(void **state)
{
    static const char *const args[] = {"-t", "10m", "orders", NULL};
    static const char *const env[] = {"PAGER=echo paged; read line #", NULL};
    struct inspect i;

    (void)state;
    start_sim(&i);
    inspect_start_term(&i, &(struct inspect_options){.args = args, .env = env, .home = home});
    term_wait_text(i.term, "peeked, no lease . 5");
    sim_post(i.sim, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\"}");
    term_keys(i.term, "P");
    term_wait_text(i.term, "Enter pulls");
    term_keys(i.term, "Enter");
    term_wait_until(i.term, is_asked, i.sim, "a pull");
    term_keys(i.term, "e");
    term_wait_text(i.term, "paged");
    sim_delete(i.sim, "/__sim/faults");
    term_wait_until(i.term, are_noted, NULL, "leases in the file");
    kill_9(&i);
    start(&i, NULL);
    term_wait_text(i.term, "Release 5 leases, held since");
    inspect_stop(&i);
}

static void a_second_one_never_touches_the_leases_of_the_first(void **state)
{
    struct inspect first, second;

    (void)state;
    start_sim(&first);
    start(&first, pull);
    term_wait_text(first.term, "PULLED 5");
    second = (struct inspect){.sim = first.sim};
    start(&second, NULL);
    term_wait_text(second.term, "email +1,918");
    assert_false(term_has_text(second.term, "held since"));
    term_keys(second.term, "Q");
    term_wait_exit(second.term, NULL);
    term_stop(second.term);
    assert_int_equal(sim_count_messages(first.sim, "orders", "leased"), 5);
    /* Now the first one dies: a third finds them. */
    kill_9(&first);
    start(&second, NULL);
    term_wait_text(second.term, "Release 5 leases, held since ");
    inspect_stop(&second);
}

static void what_is_deleted_is_saved_before(void **state)
{
    static const char *const orders[] = {"orders", NULL};
    struct inspect i;
    struct stat st;
    char *text, path[160];

    (void)state;
    start_sim(&i);
    start(&i, orders);
    term_wait_text(i.term, "peeked, no lease . 5");
    term_keys(i.term, "Down A");
    term_wait_text(i.term, "It cannot be undone; a copy is kept \\(cfqtop trash\\)");
    term_wait_text(i.term, "y deletes");
    term_keys(i.term, "y");
    term_wait_text(i.term, "^ acknowledged 1");
    text = read_state("trash.jsonl");
    assert_non_null(text);
    assert_non_null(strstr(text, "\"queue\":\"orders\""));
    assert_non_null(strstr(text, "eyJ0eXBlIjoib3JkZXIucGFpZCI")); /* the body, as received */
    free(text);
    snprintf(path, sizeof(path), "%s/state/cfqtop/trash.jsonl", home);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    inspect_stop(&i);
}

/* Where no copy can be kept nothing is deleted, unless that is what was asked for. */
static void without_a_copy_nothing_is_deleted(void **state)
{
    static const char *const orders[] = {"orders", NULL};
    static const char *const no_trash[] = {"--no-trash", "orders", NULL};
    char path[160];
    struct inspect i;

    (void)state;
    start_sim(&i);
    snprintf(path, sizeof(path), "%s/state/cfqtop", home);
    assert_int_equal(symlink("/nowhere", path), 0);
    start(&i, orders);
    term_wait_text(i.term, "peeked, no lease . 5");
    term_keys(i.term, "A");
    term_wait_text(i.term, "y deletes");
    term_keys(i.term, "y");
    term_wait_row(i.term, 23, "^ nothing was deleted: ");
    assert_int_equal(sim_count_requests(i.sim, "purge"), 0);
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    term_stop(i.term);
    start(&i, no_trash);
    term_wait_text(i.term, "peeked, no lease . 5");
    term_keys(i.term, "A");
    term_wait_text(i.term, "no copy is kept \\(--no-trash\\)");
    term_wait_text(i.term, "y deletes");
    term_keys(i.term, "y");
    term_wait_text(i.term, "^ acknowledged 1");
    inspect_stop(&i);
}

static void acknowledge_one_and_end(struct inspect *i, const char *said)
{
    int status;

    term_keys(i->term, "A");
    term_wait_text(i->term, "y deletes");
    term_keys(i->term, "y");
    term_wait_text(i->term, said);
    term_signal(i->term, SIGTERM);
    term_wait_exit(i->term, &status);
}

static void the_journal_has_intent_and_result(void **state)
{
    struct inspect i;
    char *text;

    (void)state;
    start_sim(&i);
    start(&i, pull);
    term_wait_text(i.term, "PULLED 5");
    acknowledge_one_and_end(&i, "^ acknowledged 1");
    text = read_state("journal.jsonl");
    assert_non_null(strstr(text, "\"stage\":\"intent\",\"op\":\"pull\""));
    assert_non_null(strstr(text, "\"stage\":\"result\",\"op\":\"pull\""));
    assert_non_null(strstr(text, "\"stage\":\"intent\",\"op\":\"ack\""));
    assert_non_null(strstr(text, "\"result\":\"acked\""));
    assert_null(strstr(text, "hello world")); /* no bodies */
    assert_null(strstr(text, SIM_TOKEN));
    free(text);
    inspect_stop(&i);
}

static void an_answer_that_never_comes_leaves_the_intent(void **state)
{
    struct inspect i;
    char *text;

    (void)state;
    start_sim(&i);
    start(&i, pull);
    term_wait_text(i.term, "PULLED 5");
    sim_post(i.sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"hang\",\"count\":9}");
    acknowledge_one_and_end(&i, "^ acknowledging 1");
    text = read_state("journal.jsonl");
    assert_non_null(strstr(text, "\"stage\":\"intent\",\"op\":\"ack\""));
    assert_null(strstr(text, "\"stage\":\"result\",\"op\":\"ack\""));
    free(text);
    inspect_stop(&i);
}

/* The program that crashed cannot say anything any more: another one does it when it has ended. */
static void a_crash_gives_leases_back(void **state)
{
    struct successors left;
    struct inspect i;
    int status;

    (void)state;
    start_sim(&i);
    start(&i, pull);
    term_wait_text(i.term, "PULLED 5");
    successors_begin(&left);
    term_signal(i.term, SIGSEGV);
    term_wait_exit(i.term, &status);
    assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) != 0);
    successors_wait(&left);
    assert_int_equal(sim_count_messages(i.sim, "orders", "ready"), 5);
    inspect_stop(&i);
}

static void write_config(const char *text)
{
    char path[160];
    FILE *f;

    snprintf(path, sizeof(path), "%s/config/cfqtop", home);
    mkdir(path, 0700);
    snprintf(path, sizeof(path), "%s/config/cfqtop/config.ini", home);
    f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void a_profile_is_changed_to_without_restart(void **state)
{
    static const char *const args[] = {"--profile", "dev", "--pull", "-t", "10m", "orders", NULL};
    struct inspect i;
    struct screen_cell cell;

    (void)state;
    start_sim(&i);
    write_config("[dev]\naccount = " SIM_ACCOUNT "\n"
                 "[prod]\naccount = " SIM_ACCOUNT "\nread-only = yes\nheader = red\n");
    start(&i, args);
    term_wait_row(i.term, 0, "^ cfqtop  dev ");
    term_wait_text(i.term, "PULLED 5");
    term_send(i.term, ":profile nosuch\r");
    term_wait_text(i.term, "no profile \"nosuch\"");
    term_wait_row(i.term, 23, "^ :profile nosuch");
    assert_true(term_has_text(i.term, "PULLED 5"));
    /* What is typed behind it is text, also when it comes at once: no key of it acts. */
    term_send(i.term, "\025profile nosuch\rAqQ");
    term_wait_row(i.term, 23, "^ :profile nosuchAqQ");
    term_send(i.term, "\025profile p\t");
    term_wait_row(i.term, 23, "^ :profile prod");
    term_send(i.term, "\r");
    term_wait_row(i.term, 0, "^ cfqtop  prod .* READ-ONLY ");
    term_wait_text(i.term, "1 Queues 5");
    cell = term_cell(i.term, 0, 9);
    assert_int_equal(cell.bg.kind, SCREEN_COLOUR_INDEX);
    assert_int_equal(cell.bg.index, 88);
    assert_int_not_equal(term_cell(i.term, 0, 1).bg.index, 88);
    assert_int_equal(sim_count_messages(i.sim, "orders", "ready"), 5);
    term_keys(i.term, "P");
    term_wait_row(i.term, 23, "^ read-only: started with --read-only");
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    inspect_stop(&i);
}

/* A command for the token may wait for somebody to type: keys are answered meanwhile. */
static void keys_are_answered_while_a_profile_is_read(void **state)
{
    static const char *const args[] = {"--profile", "dev", NULL};
    static const char *const env[] = {"CLOUDFLARE_API_TOKEN", NULL};
    struct inspect i;
    char config[400], fifo[160];
    FILE *f;

    (void)state;
    start_sim(&i);
    snprintf(fifo, sizeof(fifo), "%s/fifo", home);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    snprintf(config, sizeof(config),
             "[dev]\naccount = %s\ntoken-command = echo %s\n"
             "[slow]\naccount = %s\ntoken-command = cat %s\n",
             SIM_ACCOUNT, SIM_TOKEN, SIM_ACCOUNT, fifo);
    write_config(config);
    inspect_start_term(&i, &(struct inspect_options){.args = args, .env = env, .home = home});
    term_wait_text(i.term, "1 Queues 5");
    term_send(i.term, ":profile slow\r");
    term_wait_row(i.term, 23, "reading the profile");
    term_keys(i.term, "?");
    term_wait_text(i.term, "Help");
    term_keys(i.term, "?");
    term_wait_gone(i.term, "Help");
    f = fopen(fifo, "w");
    assert_non_null(f);
    fputs(SIM_TOKEN "\n", f);
    fclose(f);
    term_wait_row(i.term, 0, "^ cfqtop  slow ");
    term_wait_text(i.term, "1 Queues 5");
    term_keys(i.term, "Q");
    term_wait_exit(i.term, NULL);
    unlink(fifo);
    inspect_stop(&i);
}

/* What ends the program still ends it then, and no child is told to ignore it. */
static void a_hangup_ends_the_second_profile(void **state)
{
    static const char *const args[] = {"--profile", "dev", "--pull", "-t", "10m", "orders", NULL};
    static const char *const env[] = {
        "PAGER=echo $(grep -c '^SigIgn:.*[02468ace]$' /proc/self/status) paged; read line #", NULL};
    struct inspect i;
    int status;

    (void)state;
    for (int paged = 0; paged < 2; paged++) {
        start_sim(&i);
        write_config("[dev]\naccount = " SIM_ACCOUNT "\n[prod]\naccount = " SIM_ACCOUNT "\n");
        inspect_start_term(&i, &(struct inspect_options){.args = args, .env = env, .home = home});
        term_wait_text(i.term, "PULLED 5");
        term_send(i.term, ":profile prod\r");
        term_wait_row(i.term, 0, "^ cfqtop  prod ");
        term_wait_text(i.term, "1 Queues 5");
        inspect_open_orders(&i);
        term_keys(i.term, "P");
        term_wait_text(i.term, "Enter pulls");
        term_keys(i.term, "Enter");
        term_wait_text(i.term, "PULLED 5");
        if (paged) {
            term_send(i.term, "e");
            term_wait_text(i.term, "1 paged");
        }
        term_signal(i.term, SIGHUP);
        term_wait_exit(i.term, &status);
        assert_true(WIFEXITED(status));
        assert_int_equal(sim_count_messages(i.sim, "orders", "leased"), 0);
        inspect_stop(&i);
    }
}

/* Told to end on its way to another profile, the program does not go on there. */
static void what_ends_the_program_ends_a_change_of_profile(void **state)
{
    static const char *const args[] = {"--profile", "dev", "--pull", "-t", "10m", "orders", NULL};
    static const int signals[] = {SIGTERM, SIGHUP};
    struct inspect i;
    int status;

    (void)state;
    for (size_t k = 0; k < 2; k++) {
        start_sim(&i);
        write_config("[dev]\naccount = " SIM_ACCOUNT "\n[prod]\naccount = " SIM_ACCOUNT "\n");
        start(&i, args);
        term_wait_text(i.term, "PULLED 5");
        sim_post(i.sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"hang\",\"count\":1}");
        term_send(i.term, ":profile prod\r");
        term_wait_text(i.term, "releasing leases");
        term_signal(i.term, signals[k]);
        if (signals[k] == SIGHUP) /* it does not ask to leave leases behind */
            sim_delete(i.sim, "/__sim/faults");
        term_wait_exit(i.term, &status);
        assert_true(WIFEXITED(status));
        inspect_stop(&i);
    }
}

#define KEEP_TEST(f) cmocka_unit_test_setup_teardown(f, make_home, delete_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEEP_TEST(leases_held_at_a_kill_9_are_released_by_the_next_start),
        KEEP_TEST(leases_that_cannot_be_noted_are_in_the_header),
        KEEP_TEST(leases_that_come_behind_the_pager_are_noted),
        KEEP_TEST(a_second_one_never_touches_the_leases_of_the_first),
        KEEP_TEST(what_is_deleted_is_saved_before),
        KEEP_TEST(without_a_copy_nothing_is_deleted),
        KEEP_TEST(the_journal_has_intent_and_result),
        KEEP_TEST(an_answer_that_never_comes_leaves_the_intent),
        KEEP_TEST(a_crash_gives_leases_back),
        KEEP_TEST(a_profile_is_changed_to_without_restart),
        KEEP_TEST(keys_are_answered_while_a_profile_is_read),
        KEEP_TEST(a_hangup_ends_the_second_profile),
        KEEP_TEST(what_ends_the_program_ends_a_change_of_profile),
    };

    return cmocka_run_group_tests_name("keep", tests, NULL, NULL);
}
