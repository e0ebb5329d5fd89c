/* journal.jsonl: intents and results of several programs, rotation, the last records. */
#include "tests/unit/storekit.h"

#include "store/audit_file.h"

#include <sys/resource.h>

enum { WRITERS = 3, RECORDS = 400 };

static bool note(struct kit *k, const char *run, int64_t n, const char *queue)
{
    struct audit_record r = {.wall_ms = 1700000000000,
                             .run = run,
                             .n = n,
                             .is_result = true,
                             .op = "ack",
                             .queue = queue};

    return audit_file_append(&k->dir, &r, &k->err);
}

static void assert_read(struct kit *k, size_t max, struct audit_page *page)
{
    if (!audit_file_read(&k->dir, max, page, &k->err))
        fail_msg("%s", k->err.text);
}

static void test_intent_and_result(void **state)
{
    struct kit *k = *state;
    struct audit_message messages[] = {{.id = "m1", .lease_id = "l1"}, {.id = "m2", .ref = "r2"}};
    struct audit_record r = {.wall_ms = 1700000000000,
                             .run = "1-2",
                             .n = 7,
                             .op = "ack",
                             .account_id = "acc",
                             .queue_id = "q1",
                             .queue = "orders",
                             .messages = messages,
                             .n_messages = 2};
    struct audit_page page;

    assert_read(k, 10, &page);
    assert_int_equal(page.n, 0);
    audit_page_free(&page);
    assert_true(audit_file_append(&k->dir, &r, &k->err));
    r.is_result = true;
    r.error = "503 \"\x1b[31m";
    messages[1].result = "warned";
    messages[1].note = "lease \n gone";
    assert_true(audit_file_append(&k->dir, &r, &k->err));
    kit_assert_mode(k, "journal.jsonl", 0600);
    assert_read(k, 10, &page);
    assert_int_equal(page.n, 2);
    assert_false(page.items[0].is_result);
    assert_null(page.items[0].error);
    assert_int_equal(page.items[0].n_messages, 2);
    assert_null(page.items[0].messages[1].result);
    r = page.items[1];
    assert_true(r.is_result);
    assert_int_equal(r.wall_ms, 1700000000000);
    assert_string_equal(r.run, "1-2");
    assert_int_equal(r.n, 7);
    assert_string_equal(r.op, "ack");
    assert_string_equal(r.account_id, "acc");
    assert_string_equal(r.queue_id, "q1");
    assert_string_equal(r.queue, "orders");
    assert_string_equal(r.error, "503 \"\x1b[31m");
    assert_string_equal(r.messages[0].id, "m1");
    assert_string_equal(r.messages[0].lease_id, "l1");
    assert_null(r.messages[0].ref);
    assert_string_equal(r.messages[1].ref, "r2");
    assert_string_equal(r.messages[1].result, "warned");
    assert_string_equal(r.messages[1].note, "lease \n gone");
    audit_page_free(&page);
}

static void test_last_records(void **state)
{
    struct kit *k = *state;
    struct audit_page page;

    for (int i = 1; i <= 5; i++)
        assert_true(note(k, "r", i, "q"));
    assert_read(k, 3, &page);
    assert_int_equal(page.n, 3);
    assert_int_equal(page.items[0].n, 3);
    assert_int_equal(page.items[2].n, 5);
    audit_page_free(&page);
    assert_read(k, 0, &page);
    assert_int_equal(page.n, 0);
    audit_page_free(&page);
}

static void test_bad_lines_spoil_nothing(void **state)
{
    struct kit *k = *state;
    struct audit_page page;

    kit_write(k, "journal.jsonl",
              "{\"stage\":\"intent\",\"op\":\"old\",\"more\":{\"x\":[]}}\n\xff\n\n{}\n[]\n"
              "{\"op\":\"no-stage\"}\n{\"stage\":\"intent\"}\n{\"stage\":\"other\",\"op\":\"x\"}\n"
              "{\"stage\":\"result\",\"op\":\"pull\",\"n\":-4,\"messages\":{}}\n{\"stage\":\"int");
    assert_true(note(k, "r", 1, "q"));
    assert_read(k, 10, &page);
    assert_int_equal(page.n, 3);
    assert_string_equal(page.items[0].op, "old");
    assert_int_equal(page.items[0].wall_ms, -1);
    assert_null(page.items[0].run);
    assert_string_equal(page.items[1].op, "pull");
    assert_int_equal(page.items[1].n, -1);
    assert_int_equal(page.items[1].n_messages, 0);
    assert_int_equal(page.items[2].n, 1);
    audit_page_free(&page);
}

static bool write_many(struct kit *k)
{
    char run[20];

    snprintf(run, sizeof(run), "%d", (int)getpid());
    for (int i = 0; i < RECORDS; i++)
        if (!note(k, run, i, "q"))
            return false;
    return true;
}

static void test_several_programs(void **state)
{
    struct kit *k = *state;
    struct audit_page page;
    pid_t pids[WRITERS];
    int64_t next[WRITERS] = {0};

    for (int i = 0; i < WRITERS; i++)
        pids[i] = kit_fork(write_many, k);
    for (int i = 0; i < WRITERS; i++)
        kit_join(pids[i]);
    assert_read(k, 10000, &page);
    assert_int_equal(page.n, WRITERS * RECORDS);
    for (size_t i = 0; i < page.n; i++)
        for (int w = 0; w < WRITERS; w++)
            if (strtol(page.items[i].run, NULL, 10) == pids[w])
                assert_int_equal(page.items[i].n, next[w]++);
    for (int w = 0; w < WRITERS; w++)
        assert_int_equal(next[w], RECORDS);
    audit_page_free(&page);
}

/* A record of about 20 kB: 4 MB are 200 of them. */
static bool note_long(struct kit *k, int64_t n)
{
    static char name[20000];

    memset(name, 'x', sizeof(name) - 1);
    return note(k, "r", n, name);
}

static bool write_past_nine_rotations(struct kit *k)
{
    for (int i = 1; i <= 2000; i++)
        if (!note_long(k, i))
            return false;
    return true;
}

/* Whenever it is read: the last records, none missing between them, none twice. */
static int64_t assert_no_gap(struct kit *k)
{
    struct audit_page page;
    int64_t last = 0;

    assert_read(k, 300, &page);
    for (size_t i = 0; i < page.n; i++) {
        if (i)
            assert_int_equal(page.items[i].n, last + 1);
        last = page.items[i].n;
    }
    assert_true((int64_t)page.n >= (last < 190 ? last : 190));
    audit_page_free(&page);
    return last;
}

static void test_rotation_while_another_reads(void **state)
{
    struct kit *k = *state;
    pid_t pid = kit_fork(write_past_nine_rotations, k);
    int64_t last;
    bool ended;

    do {
        ended = waitpid(pid, NULL, WNOHANG) == pid;
        last = assert_no_gap(k);
    } while (!ended);
    assert_int_equal(last, 2000);
    assert_in_range(kit_size(k, "journal.jsonl"), 1, AUDIT_FILE_BYTES);
    assert_in_range(kit_size(k, "journal.jsonl.1"), AUDIT_FILE_BYTES - 21000, AUDIT_FILE_BYTES);
    kit_assert_mode(k, "journal.jsonl", 0600);
    kit_assert_mode(k, "journal.jsonl.1", 0600);
}

/* Died after the old journal was renamed: what is there is read. */
static void test_only_the_old_journal(void **state)
{
    struct kit *k = *state;
    struct audit_page page;

    assert_true(note(k, "r", 1, "q"));
    assert_int_equal(renameat(k->dir.fd, "journal.jsonl", k->dir.fd, "journal.jsonl.1"), 0);
    assert_read(k, 10, &page);
    assert_int_equal(page.n, 1);
    audit_page_free(&page);
}

static void test_record_too_large(void **state)
{
    struct kit *k = *state;
    char *text = mem_new(AUDIT_FILE_BYTES, 1);
    struct audit_message messages[] = {{.id = "m1", .lease_id = text, .result = "pulled"},
                                       {.id = "m2", .lease_id = "l2", .note = text}};
    struct audit_record r = {.run = "r", .op = "pull", .messages = messages, .n_messages = 2};
    struct audit_page page;

    memset(text, 0x1b, AUDIT_FILE_BYTES - 1);
    assert_true(note(k, "r", 1, text));
    assert_true(audit_file_append(&k->dir, &r, &k->err));
    assert_read(k, 10, &page);
    assert_int_equal(page.n, 2);
    assert_null(page.items[0].queue);
    assert_int_equal(page.items[0].n, 1);
    r = page.items[1];
    assert_string_equal(r.messages[0].id, "m1");
    assert_null(r.messages[0].lease_id);
    assert_string_equal(r.messages[0].result, "pulled");
    assert_string_equal(r.messages[1].lease_id, "l2");
    assert_null(r.messages[1].note);
    audit_page_free(&page);
    free(text);
}

/* What fits into it stays below the size at which the journal is moved. */
static void test_very_many_messages(void **state)
{
    enum { MANY = 100000 };
    struct kit *k = *state;
    struct audit_message *messages = mem_new(MANY, sizeof(*messages));
    struct audit_record r = {.run = "r", .op = "pull", .messages = messages, .n_messages = MANY};

    for (size_t i = 0; i < MANY; i++)
        messages[i] = (struct audit_message){"id", "lease", "ref", "result", "note"};
    assert_true(audit_file_append(&k->dir, &r, &k->err));
    assert_in_range(kit_size(k, "journal.jsonl"), 1, AUDIT_FILE_BYTES);
    free(messages);
}

static bool fill_disk(struct kit *k)
{
    struct rlimit limit = {250, 250};

    signal(SIGXFSZ, SIG_IGN);
    return !setrlimit(RLIMIT_FSIZE, &limit) && note(k, "r", 1, "q") && note(k, "r", 2, "q") &&
           !note(k, "r", 3, "q") && strstr(k->err.text, "journal.jsonl cannot grow");
}

static void test_full_disk(void **state)
{
    struct kit *k = *state;
    struct audit_page page;

    kit_join(kit_fork(fill_disk, k));
    assert_true(note(k, "r", 4, "q"));
    assert_read(k, 10, &page);
    assert_int_equal(page.n, 3);
    assert_int_equal(page.items[2].n, 4);
    audit_page_free(&page);
}

static void test_refused_file(void **state)
{
    struct kit *k = *state;
    struct audit_page page;

    assert_int_equal(symlinkat("/etc/passwd", k->dir.fd, "journal.jsonl"), 0);
    assert_false(note(k, "r", 1, "q"));
    kit_assert_error(k, "journal.jsonl is a link");
    assert_false(audit_file_read(&k->dir, 10, &page, &k->err));
    kit_assert_error(k, "journal.jsonl is a link");
    assert_int_equal(page.n, 0);
    audit_page_free(&page);
}

#define WITH_KIT(test) cmocka_unit_test_setup_teardown(test, kit_start, kit_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_KIT(test_intent_and_result),
        WITH_KIT(test_last_records),
        WITH_KIT(test_bad_lines_spoil_nothing),
        WITH_KIT(test_several_programs),
        WITH_KIT(test_rotation_while_another_reads),
        WITH_KIT(test_only_the_old_journal),
        WITH_KIT(test_record_too_large),
        WITH_KIT(test_very_many_messages),
        WITH_KIT(test_full_disk),
        WITH_KIT(test_refused_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
