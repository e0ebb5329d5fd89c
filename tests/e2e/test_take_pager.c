/* e: the body in the user's pager, and the terminal there and back. */
#include "tests/e2e/takekit.h"

#include <poll.h>
#include <signal.h>

#define PAGER "PAGER=./pager"

/* Notes what it was given, and stays until Enter. */
static const char pager[] = "#!/bin/sh\n"
                            "echo $$ >pid\n"
                            "cp \"$1\" seen\n"
                            "stat -c %a \"$1\" >mode\n"
                            "echo \"secure: $LESSSECURE\" >secure\n"
                            "printf %s \"$1\" >name\n"
                            "echo the pager is here: $(head -c 5 \"$1\")\n"
                            "read -r line\n";

static void start(struct take *k, const char *text, const char *const *env, const char *const *args)
{
    take_start_with(k, "pager", text, env, args);
}

static void assert_file(const char *name, const char *text)
{
    char *found = take_read(name);

    assert_string_equal(found, text);
    free(found);
}

/* The file that the pager was given is not there any more. */
static void assert_gone(const char *extension)
{
    char *name = take_read("name");
    size_t n = strlen(name), len = strlen(extension);

    assert_true(n > len && name[0] == '/');
    assert_string_equal(name + n - len, extension);
    assert_int_equal(access(name, F_OK), -1);
    free(name);
}

/* Dead, and perhaps not yet asked about by whoever its parent is now. */
static bool is_dead(pid_t pid)
{
    char path[40], line[512] = "";
    const char *name_end;
    FILE *f;

    snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
    f = fopen(path, "re");
    if (!f)
        return true;
    name_end = fgets(line, sizeof(line), f) ? strrchr(line, ')') : NULL;
    fclose(f);
    return !name_end || name_end[2] == 'Z' || name_end[2] == 'X';
}

static void wait_for_its_end(void)
{
    char *text = take_read("pid");
    pid_t pid = (pid_t)strtol(text, NULL, 10);

    free(text);
    assert_true(pid > 1);
    for (int ms = 0; !is_dead(pid); ms += 10) {
        assert_true(ms < term_limit_ms());
        poll(NULL, 0, 10);
    }
}

static void assert_terminal(struct term *t, bool ours)
{
    assert_true(term_is_cooked(t) == !ours);
    assert_true(term_is_alternate(t) == ours);
    assert_true(term_mode(t, 1000) == ours);
    assert_true(term_mode(t, 2004) == ours);
}

static void the_pager_gets_the_body_and_the_terminal(void **state)
{
    struct take k;

    (void)state;
    start(&k, pager, (const char *[]){PAGER, NULL}, NULL);
    assert_terminal(k.i.term, true);
    term_keys(k.i.term, "e");
    term_wait_text(k.i.term, "^the pager is here");
    assert_terminal(k.i.term, false);
    assert_true(term_is_cursor_visible(k.i.term));
    assert_file("seen", "hello world");
    assert_file("mode", "600\n");
    assert_file("secure", "secure: 1\n");
    term_resize(k.i.term, 60, 20);
    term_keys(k.i.term, "C-c"); /* the pager's to handle: it ends */
    term_wait_row(k.i.term, 19, "the pager: ended by signal 2");
    term_wait_mode(k.i.term, 1000, true);
    term_wait_text(k.i.term, "2 Messages . orders . PEEK");
    assert_terminal(k.i.term, true);
    assert_gone(".txt");
    term_keys(k.i.term, "Down e");
    term_wait_text(k.i.term, "^the pager is here: .\"type?"); /* not the one before */
    term_keys(k.i.term, "Enter");
    term_wait_mode(k.i.term, 1000, true);
    term_wait_text(k.i.term, "2 Messages . orders . PEEK");
    assert_file("seen", "{\"type\":\"order.paid\",\"id\":88126,\"total\":12.50,\"total\":1E5}");
    assert_gone(".json");
    term_assert_clean_output(k.i.term);
    assert_int_equal(sim_count_state_changes(k.i.sim), 0);
    take_stop(&k);
}

static void less_is_the_pager_where_none_is_set(void **state)
{
    static const char *const unset[] = {"PAGER", "PAGER=", "PAGER=cat"};
    char path[5000];
    struct take k;

    (void)state;
    for (size_t i = 0; i < sizeof(unset) / sizeof(unset[0]); i++) {
        snprintf(path, sizeof(path), "PATH=.:%s", getenv("PATH"));
        take_start_with(&k, "less", pager, (const char *[]){unset[i], path, "LESSSECURE=", NULL},
                        NULL);
        term_keys(k.i.term, "e");
        term_wait_text(k.i.term, "^the pager is here");
        assert_file("secure", "secure: \n"); /* the user's own is kept */
        term_keys(k.i.term, "Enter");
        term_wait_mode(k.i.term, 1049, true);
        take_stop(&k);
    }
}

static void a_pager_that_is_not_there_is_told(void **state)
{
    struct take k;

    (void)state;
    start(&k, pager, (const char *[]){"PAGER=./none", NULL}, NULL);
    term_keys(k.i.term, "e");
    term_wait_text(k.i.term, "the pager: status 127");
    assert_terminal(k.i.term, true);
    take_stop(&k);
}

/* Ctrl-Z in the pager stops both, and fg brings both back. */
static void the_pager_can_be_suspended(void **state)
{
    struct take k;

    (void)state;
    start(&k, pager, (const char *[]){PAGER, NULL}, NULL);
    term_keys(k.i.term, "e");
    term_wait_text(k.i.term, "^the pager is here");
    term_keys(k.i.term, "C-z");
    term_wait_stopped(k.i.term);
    assert_terminal(k.i.term, false);
    term_continue(k.i.term);
    term_keys(k.i.term, "Enter");
    term_wait_mode(k.i.term, 1000, true);
    term_wait_text(k.i.term, "2 Messages . orders . PEEK");
    assert_terminal(k.i.term, true);
    assert_gone(".txt");
    take_stop(&k);
}

/* Whether it goes when it is asked to, or not: leases are released, and the file is gone. */
static void signals_end_the_pager_too(void **state)
{
    static const char *const stubborn = "#!/bin/sh\n"
                                        "trap '' TERM HUP\n"
                                        "echo $$ >pid\n"
                                        "printf %s \"$1\" >name\n"
                                        "echo the pager is here\n"
                                        "while :; do sleep 100; done\n";
    static const char *const pull[] = {"-t", "1h", "--pull", "orders", NULL};
    static const struct {
        const char *pager;
        int signal;
    } cases[] = {{pager, SIGTERM}, {pager, SIGHUP}, {stubborn, SIGTERM}};
    struct take k;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        start(&k, cases[i].pager, (const char *[]){PAGER, NULL}, pull);
        term_keys(k.i.term, "e");
        term_wait_text(k.i.term, "^the pager is here");
        assert_int_equal(sim_count_requests(k.i.sim, "ack"), 0);
        term_signal(k.i.term, cases[i].signal);
        term_wait_exit(k.i.term, NULL);
        term_wait_text(k.i.term, "^cfqtop: released 5 leases");
        assert_true(term_is_cooked(k.i.term));
        assert_gone(".txt");
        wait_for_its_end();
        take_stop(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_pager_gets_the_body_and_the_terminal, take_stop_all),
        cmocka_unit_test_teardown(less_is_the_pager_where_none_is_set, take_stop_all),
        cmocka_unit_test_teardown(a_pager_that_is_not_there_is_told, take_stop_all),
        cmocka_unit_test_teardown(the_pager_can_be_suspended, take_stop_all),
        cmocka_unit_test_teardown(signals_end_the_pager_too, take_stop_all),
    };

    return cmocka_run_group_tests_name("take pager", tests, NULL, NULL);
}
