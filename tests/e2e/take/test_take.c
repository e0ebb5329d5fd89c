/* What is taken away from the inspector: the file of Ctrl-S. */
#include "tests/e2e/take/takekit.h"

/* The only file in the folder that is there beside what the test made. */
static void find_export(char *out, size_t size)
{
    DIR *folder = opendir(".");
    struct dirent *entry;
    int n = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL)
        if (strstr(entry->d_name, "orders-") == entry->d_name) {
            snprintf(out, size, "%s", entry->d_name);
            n++;
        }
    closedir(folder);
    assert_int_equal(n, 1);
}

/* Each line is the object that the command prints, but for the ref, which each peek makes anew. */
static void assert_same_lines(const char *file, const char *printed)
{
    json_error_t why;
    int n = 0;

    while (*file) {
        json_t *a = json_loads(file, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &why);
        json_t *b = json_loads(printed, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &why);

        assert_non_null(a);
        assert_int_equal(json_object_del(a, "ref"), 0);
        assert_int_equal(json_object_del(b, "ref"), 0);
        assert_true(json_equal(a, b));
        json_decref(a);
        json_decref(b);
        file = strchr(file, '\n') + 1;
        printed = strchr(printed, '\n') + 1;
        n++;
    }
    assert_int_equal(*printed, '\0');
    assert_int_equal(n, 5);
}

static void export_writes_what_the_command_prints(void **state)
{
    char base[256], name[256];
    const char *env[] = {base, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, "LC_ALL=C.UTF-8", NULL};
    struct take k;
    struct run r;
    char *text;

    (void)state;
    take_start(&k, NULL);
    snprintf(base, sizeof(base), "CLOUDFLARE_API_BASE_URL=%s", sim_url(k.i.sim));
    term_keys(k.i.term, "C-s");
    term_wait_text(k.i.term, "file ?orders-[0-9-]+T[0-9]{4}Z.ndjson");
    term_wait_text(k.i.term, "5 messages shown, one JSON object a line");
    term_wait_text(k.i.term, "Enter writes a new file");
    term_keys(k.i.term, "Enter");
    term_wait_text(k.i.term, "wrote 5 messages, [0-9,]+ bytes, to orders-");
    find_export(name, sizeof(name));
    take_assert_private(name);
    text = take_read(name);
    run_cfqtop(&r, env, RUN_CAPTURE, "peek", "orders", "--json", NULL);
    assert_int_equal(r.status, 0);
    assert_same_lines(text, r.out);
    assert_non_null(strstr(text, "\"total\":12.50,\"total\":1E5"));
    run_free(&r);
    free(text);
    assert_int_equal(sim_count_state_changes(k.i.sim), 0);
    term_assert_clean_output(k.i.term);
    take_stop(&k);
}

/* A file that is there, and a link to nowhere, are left alone; another name does. */
static void export_never_overwrites(void **state)
{
    struct take k;
    char *text;

    (void)state;
    take_start(&k, NULL);
    take_write("taken", "mine");
    assert_int_equal(symlink("victim", "link"), 0);
    term_keys(k.i.term, "Space C-s");
    term_wait_text(k.i.term, "1 marked message, one JSON");
    term_wait_text(k.i.term, "Enter writes");
    term_keys(k.i.term, "text:taken Enter");
    term_wait_text(k.i.term, "nothing was written: it exists already; choose another");
    term_keys(k.i.term, "C-u text:link Enter");
    term_wait_text(k.i.term, "nothing was written: it exists already; choose another");
    term_keys(k.i.term, "C-u text:mine.ndjson Enter");
    term_wait_text(k.i.term, "wrote 1 message, [0-9]+ bytes, to mine.ndjson");
    text = take_read("taken");
    assert_string_equal(text, "mine");
    free(text);
    assert_int_equal(access("victim", F_OK), -1);
    text = take_read("mine.ndjson");
    assert_non_null(strstr(text, "\"decoded\":\"hello world\"}\n"));
    assert_int_equal(strchr(text, '\n')[1], '\0');
    free(text);
    assert_int_equal(take_count_files(), 3); /* and nothing half-written beside them */
    take_stop(&k);
}

static void export_says_where_it_cannot_write(void **state)
{
    struct take k;

    (void)state;
    take_start(&k, NULL);
    term_keys(k.i.term, ":");
    term_send(k.i.term, "export /proc/cfqtop.ndjson\r");
    term_wait_text(k.i.term, "nothing was written: ");
    term_keys(k.i.term, ":");
    term_send(k.i.term, "export no-such-folder/a\r");
    term_wait_text(k.i.term, "nothing was written: No such file or directory");
    assert_int_equal(take_count_files(), 0);
    term_keys(k.i.term, ":");
    term_send(k.i.term, "export ~/by command.ndjson\r");
    term_wait_text(k.i.term, "wrote 5 messages, [0-9,]+ bytes, to ~/by command.ndjson");
    assert_int_equal(take_count_files(), 0);
    take_stop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(export_writes_what_the_command_prints, take_stop_all),
        cmocka_unit_test_teardown(export_never_overwrites, take_stop_all),
        cmocka_unit_test_teardown(export_says_where_it_cannot_write, take_stop_all),
    };

    return cmocka_run_group_tests_name("take", tests, NULL, NULL);
}
