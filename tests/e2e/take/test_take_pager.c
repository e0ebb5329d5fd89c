/* e and :editor: the body in the user's programs, and the terminal there and back. */
#include "base/memory/array.h"
#include "tests/e2e/take/takekit.h"

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

/* The file that the program was given and its folder are there, or not any more. */
static void assert_there(const char *extension, bool there)
{
    char *name = take_read("name"), *slash = strrchr(name, '/');
    struct stat st;

    assert_true(name[0] == '/' && slash);
    assert_string_equal(slash, extension);
    assert_int_equal(access(name, F_OK), there ? 0 : -1);
    *slash = '\0';
    assert_int_equal(lstat(name, &st), there ? 0 : -1);
    if (there)
        assert_int_equal(st.st_mode & 07777, 0700);
    free(name);
}

static void assert_gone(const char *extension)
{
    char name[40];

    snprintf(name, sizeof(name), "/body%s", extension);
    assert_there(name, false);
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
    term_wait_text(k.i.term, "2 Messages . orders . peeked");
    assert_terminal(k.i.term, true);
    assert_gone(".txt");
    term_keys(k.i.term, "Down e");
    term_wait_text(k.i.term, "^the pager is here: .\"type?"); /* not the one before */
    term_keys(k.i.term, "Enter");
    term_wait_mode(k.i.term, 1000, true);
    term_wait_text(k.i.term, "2 Messages . orders . peeked");
    assert_file("seen", "{\"type\":\"order.paid\",\"id\":88126,\"total\":12.50,\"total\":1E5}");
    assert_gone(".json");
    term_settle(k.i.term);
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
    for (size_t i = 0; i < ARRAY_LEN(unset); i++) {
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
    term_wait_text(k.i.term, "2 Messages . orders . peeked");
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
    } cases[] = {
        {pager, SIGTERM}, {pager, SIGHUP}, {pager, SIGINT}, {pager, SIGQUIT}, {stubborn, SIGTERM}};
    struct take k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
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

/* Notes how it was called, leaves files beside the one it was given, and does to it what the first
 * line of the terminal says. */
static const char editor[] = "#!/bin/sh\n"
                             "for file; do :; done\n"
                             "printf %s \"$file\" >name\n"
                             "printf %s \"$0 $#\" >how\n"
                             "echo swap >\"$file~\"; ln -s nowhere \"${file%/*}/.#lock\"\n"
                             "echo the editor is here: $(head -c 5 \"$file\")\n"
                             "read -r line; printf '\\033[H\\033[2J'; eval \"$line\"\n";

static void edit(struct take *k, const char *line)
{
    term_keys(k->i.term, ":");
    term_send(k->i.term, "editor\r");
    term_wait_text(k->i.term, "^the editor is here: hello");
    assert_terminal(k->i.term, false);
    assert_there("/body.txt", true);
    term_send(k->i.term, line);
    term_keys(k->i.term, "Enter");
    term_wait_mode(k->i.term, 1000, true);
    term_wait_text(k->i.term, "2 Messages . orders . peeked");
    assert_gone(".txt");
}

static void the_editor_is_the_users(void **state)
{
    static const struct {
        const char *visual, *other, *how;
    } cases[] = {{"VISUAL=./editor", "EDITOR=none", "./editor 1"},
                 {"VISUAL=./editor -x", "EDITOR=none", "./editor 2"},
                 {"VISUAL=", "EDITOR=./editor", "./editor 1"},
                 {"VISUAL", "EDITOR", "./vi 1"}};
    char path[5000];
    struct take k;

    (void)state;
    snprintf(path, sizeof(path), "PATH=.:%s", getenv("PATH"));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        take_start_with(&k, i == 3 ? "vi" : "editor", editor,
                        (const char *[]){cases[i].visual, cases[i].other, path, NULL}, NULL);
        edit(&k, ":");
        assert_file("how", cases[i].how);
        take_stop(&k);
    }
}

/* Neither what is written into the file nor another one in its place reaches the server. */
static void what_is_edited_is_not_sent(void **state)
{
    static const char *const changes[] = {"echo more >>\"$file\"", "printf hello >\"$file\"",
                                          "echo other >new; mv new \"$file\""};
    struct take k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        take_start_with(&k, "editor", editor, (const char *[]){"VISUAL=./editor", NULL}, NULL);
        edit(&k, "touch \"$file\"");
        assert_false(term_has_text(k.i.term, "not sent"));
        edit(&k, changes[i]);
        term_wait_text(k.i.term, "changes are not sent: the message is unchanged");
        assert_int_equal(sim_count_state_changes(k.i.sim), 0);
        take_stop(&k);
    }
}

static void an_editor_that_fails_is_told(void **state)
{
    struct take k;

    (void)state;
    take_start_with(&k, "editor", editor, (const char *[]){"VISUAL=./editor", NULL}, NULL);
    edit(&k, "exit 3");
    term_wait_text(k.i.term, "the editor: status 3");
    term_settle(k.i.term);
    term_assert_clean_output(k.i.term);
    take_stop(&k);
}

/* Not what one that still runs has open. */
static void the_next_start_removes_what_a_killed_run_left(void **state)
{
    char runtime[64];
    const char *env[] = {PAGER, runtime, NULL};
    struct inspect other;
    struct take k;

    (void)state;
    snprintf(runtime, sizeof(runtime), "XDG_RUNTIME_DIR=%s", "/tmp/cfqtop-run-XXXXXX");
    assert_non_null(mkdtemp(strchr(runtime, '/')));
    start(&k, pager, env, NULL);
    term_keys(k.i.term, "e");
    term_wait_text(k.i.term, "^the pager is here");
    assert_there("/body.txt", true);
    other.sim = k.i.sim;
    inspect_start_term(&other, &(struct inspect_options){.env = env});
    term_wait_text(other.term, "orders-dlq +312");
    assert_there("/body.txt", true);
    term_signal(k.i.term, SIGKILL);
    term_wait_exit(k.i.term, NULL);
    assert_there("/body.txt", true);
    term_stop(other.term);
    inspect_start_term(&other, &(struct inspect_options){.env = env});
    term_wait_text(other.term, "orders-dlq +312");
    assert_gone(".txt");
    term_stop(other.term);
    take_stop(&k);
    assert_int_equal(rmdir(strchr(runtime, '/')), 0); /* nothing else is in it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_pager_gets_the_body_and_the_terminal, take_stop_all),
        cmocka_unit_test_teardown(less_is_the_pager_where_none_is_set, take_stop_all),
        cmocka_unit_test_teardown(the_pager_can_be_suspended, take_stop_all),
        cmocka_unit_test_teardown(signals_end_the_pager_too, take_stop_all),
        cmocka_unit_test_teardown(the_editor_is_the_users, take_stop_all),
        cmocka_unit_test_teardown(what_is_edited_is_not_sent, take_stop_all),
        cmocka_unit_test_teardown(an_editor_that_fails_is_told, take_stop_all),
        cmocka_unit_test_teardown(the_next_start_removes_what_a_killed_run_left, take_stop_all),
    };

    return cmocka_run_group_tests_name("take pager", tests, NULL, NULL);
}
