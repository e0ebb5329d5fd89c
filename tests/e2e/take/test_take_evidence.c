/* :evidence: a folder that says what was known, and when. */
#include "tests/e2e/take/takekit.h"

#include <jansson.h>
#include <sys/wait.h>

static void run_evidence(struct take *k, const char *folder)
{
    term_keys(k->i.term, ":");
    term_send(k->i.term, "evidence ");
    term_send(k->i.term, folder);
    term_send(k->i.term, "\r");
}

static json_t *read_json(const char *name)
{
    char *text = take_read(name);
    json_error_t why;
    json_t *j = json_loads(text, 0, &why);

    if (!j)
        fail_msg("%s: %s", name, why.text);
    free(text);
    return j;
}

static void assert_has(const char *name, const char *words)
{
    char *text = take_read(name);

    if (!strstr(text, words))
        fail_msg("%s has no \"%s\":\n%s", name, words, text);
    free(text);
}

/* The status of a script. */
static int shell(const char *script)
{
    int status;
    pid_t pid = fork();

    if (pid == 0) {
        execl("/bin/sh", "sh", "-c", script, (char *)NULL);
        _exit(127);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Every file is private, and its sum is right; the folder is gone afterwards. */
static void check_and_remove(const char *folder)
{
    char command[300];
    struct stat st;

    assert_int_equal(lstat(folder, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    snprintf(command, sizeof(command),
             "cd %s && sha256sum --quiet --strict -c SHA256SUMS && test -z \"$(find . -type f ! "
             "-perm 0600)\" && test $(find . -type f | wc -l) = $(($(wc -l <SHA256SUMS) + 1))",
             folder);
    assert_int_equal(shell(command), 0);
    snprintf(command, sizeof(command), "rm -r %s", folder);
    assert_int_equal(shell(command), 0);
}

static void evidence_is_whole_and_can_be_checked(void **state)
{
    struct take k;
    json_t *j;
    char *text;

    (void)state;
    take_start(&k, NULL);
    run_evidence(&k, "case");
    term_wait_text(k.i.term, "wrote 5 messages, [0-9,]+ bytes, to case");
    j = read_json("case/queue.json");
    assert_string_equal(json_string_value(json_object_get(j, "queue_name")), "orders");
    assert_int_equal(json_array_size(json_object_get(j, "consumers")), 1);
    json_decref(j);
    j = read_json("case/metrics.json");
    assert_int_equal(json_integer_value(json_object_get(j, "backlog_count")), 5);
    assert_true(json_array_size(json_object_get(j, "samples")) > 0);
    assert_true(json_is_string(json_object_get(j, "measured_at")));
    json_decref(j);
    assert_has("case/queue.txt", "orders-dlq");
    assert_has("case/calls.ndjson", "\"call\":\"peek\",\"result\":\"ok\"");
    assert_has("case/about.txt", "queue                 \"orders\"");
    assert_has("case/messages.ndjson", "\"fetched_by\":\"peek\",\"fetched_at\":\"20");
    assert_has("case/messages.ndjson", "\"total\":12.50,\"total\":1E5");
    text = take_read("case/messages.ndjson");
    assert_null(strstr(text, "\"ref\":"));
    assert_null(strstr(text, "lease_id"));
    free(text);
    assert_int_equal(shell("test \"$(cat case/bodies/1-*.txt)\" = 'hello world'"), 0);
    assert_int_equal(shell("grep -q '\"total\":12.50' case/bodies/2-*.json"), 0);
    assert_int_equal(shell("! grep -rq " SIM_TOKEN " case"), 0);
    check_and_remove("case");
    assert_int_equal(sim_count_state_changes(k.i.sim), 0);
    term_settle(k.i.term);
    term_assert_clean_output(k.i.term);
    take_stop(&k);
}

static void evidence_has_no_leases_and_only_what_is_marked(void **state)
{
    static const char *const pull[] = {"-t", "1h", "--pull", "orders", NULL};
    struct take k;
    char *text;

    (void)state;
    take_start_with(&k, NULL, NULL, NULL, pull);
    term_keys(k.i.term, "Space");
    run_evidence(&k, "case/");
    term_wait_text(k.i.term, "wrote 1 message, [0-9,]+ bytes, to case/");
    text = take_read("case/messages.ndjson");
    assert_int_equal(strchr(text, '\n')[1], '\0');
    assert_null(strstr(text, "lease_id"));
    assert_non_null(strstr(text, "\"fetched_by\":\"pull\""));
    free(text);
    check_and_remove("case");
    take_stop(&k);
}

static void evidence_never_overwrites(void **state)
{
    static const char *const taken[] = {"file", "folder"};
    struct take k;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        take_start(&k, NULL);
        take_write("file", "mine");
        assert_int_equal(mkdir("folder", 0700), 0);
        run_evidence(&k, taken[i]);
        term_wait_text(k.i.term, "nothing was written: it exists already; choose another");
        run_evidence(&k, "none/case");
        term_wait_text(k.i.term, "nothing was written: No such file or directory");
        assert_int_equal(rmdir("folder"), 0);
        assert_int_equal(take_count_files(), 1);
        take_stop(&k);
    }
}

/* What the server no longer tells is left out, and why stands there. */
static void evidence_goes_without_the_server(void **state)
{
    struct take k;

    (void)state;
    take_start(&k, NULL);
    sim_stop(k.i.sim);
    k.i.sim = NULL;
    run_evidence(&k, "case");
    term_wait_text(k.i.term, "reading the configuration of the queue");
    term_wait_text(k.i.term, "wrote 5 messages, [0-9,]+ bytes, to case");
    assert_int_equal(access("case/queue.json", F_OK), -1);
    assert_has("case/about.txt", "queue.json            \"");
    assert_has("case/queue.txt", "orders-dlq");
    check_and_remove("case");
    take_stop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(evidence_is_whole_and_can_be_checked, take_stop_all),
        cmocka_unit_test_teardown(evidence_has_no_leases_and_only_what_is_marked, take_stop_all),
        cmocka_unit_test_teardown(evidence_never_overwrites, take_stop_all),
        cmocka_unit_test_teardown(evidence_goes_without_the_server, take_stop_all),
    };

    return cmocka_run_group_tests_name("take evidence", tests, NULL, NULL);
}
