/* cfqtop journal and cfqtop trash: what is written down, and that it can be read without network or
 * credential. */
#include "tests/e2e/oneshot/statekit.h"

#include "tests/harness/trash.h"

#define CFQTOP(r, ...) run_cfqtop((r), k->env, RUN_CAPTURE, __VA_ARGS__, NULL)
#define BARE(r, ...)   run_cfqtop((r), k->bare, RUN_CAPTURE, __VA_ARGS__, NULL)

static void test_each_change_is_in_the_journal(void **state)
{
    struct statekit *k = *state;
    const struct audit_record *record;
    struct audit_page page;
    char *ids[2];
    struct run r;

    CFQTOP(&r, "pull", "orders", "-n", "1");
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    run_free(&r);
    record = read_record(k, &page, 0);
    assert_int_equal(page.n, 2);
    assert_true(record->is_result);
    assert_string_equal(record->op, "pull");
    assert_string_equal(record->account_id, SIM_ACCOUNT);
    assert_string_equal(record->queue_id, ORDERS);
    assert_string_equal(record->queue, "orders");
    assert_string_equal(record->messages[0].result, "leased");
    assert_non_null(record->messages[0].id);
    assert_non_null(record->messages[0].lease_id);
    assert_false(record[-1].is_result);
    assert_int_equal(record[-1].n_messages, 0);
    assert_int_equal(record[-1].n, record->n);
    audit_page_free(&page);

    lease(k, ORDERS, ids, 2);
    CFQTOP(&r, "ack", "orders", ids[0], "no-lease");
    run_free(&r);
    record = read_record(k, &page, 0);
    assert_string_equal(record->op, "ack");
    assert_string_equal(record->messages[0].lease_id, ids[0]);
    assert_string_equal(record->messages[0].result, "acked");
    assert_string_equal(record->messages[1].result, "warned");
    assert_string_equal(record->messages[1].note, "invalid lease id");
    assert_string_equal(record[-1].messages[1].lease_id, "no-lease");
    assert_null(record[-1].messages[1].result);
    audit_page_free(&page);

    CFQTOP(&r, "retry", "orders", ids[1]);
    run_free(&r);
    record = read_record(k, &page, 0);
    assert_string_equal(record->op, "retry");
    assert_string_equal(record->messages[0].result, "retried");
    assert_string_not_equal(record->run, record[-2].run);
    audit_page_free(&page);
    free(ids[0]);
    free(ids[1]);

    CFQTOP(&r, "peek", "orders");
    run_free(&r);
    BARE(&r, "journal", "--json");
    assert_lacks(r.out, SIM_TOKEN);
    assert_lacks(r.out, "private body");
    assert_lacks(r.out, "peek");
    run_free(&r);
}

static void test_the_intent_is_there_before_the_request(void **state)
{
    struct statekit *k = *state;
    const char *const argv[] = {run_find_cfqtop(), "pull", "orders", NULL};
    struct audit_page page;
    struct run r;

    sim_post(k->sim, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\"}");
    run_start(&r, argv, k->env, RUN_CAPTURE);
    while (!sim_count_requests(k->sim, "pull"))
        ;
    kill(r.pid, SIGKILL);
    run_finish(&r);
    run_free(&r);
    assert_false(read_record(k, &page, 0)->is_result);
    assert_int_equal(page.n, 1);
    audit_page_free(&page);
}

static void test_failures_are_in_the_journal(void **state)
{
    struct statekit *k = *state;
    const struct audit_record *record;
    struct audit_page page;
    struct run r;

    sim_post(k->sim, "/__sim/fault",
             "{\"op\":\"ack\",\"kind\":\"status\",\"status\":400,"
             "\"code\":99999,\"message\":\"no\"}");
    CFQTOP(&r, "ack", "orders", "a-lease");
    assert_int_equal(r.status, 1);
    assert_lacks(r.err, "may have been done");
    run_free(&r);
    record = read_record(k, &page, 0);
    assert_string_equal(record->error, "400/99999 no");
    assert_string_equal(record->messages[0].result, "failed");
    audit_page_free(&page);

    sim_post(k->sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"status\",\"status\":502}");
    CFQTOP(&r, "ack", "orders", "a-lease");
    assert_has(r.err, "cfqtop: it may have been done\n");
    run_free(&r);
    assert_string_equal(read_record(k, &page, 0)->messages[0].result, "unknown");
    audit_page_free(&page);
}

static void test_no_journal_is_no_reason_to_refuse(void **state)
{
    struct statekit *k = *state;
    struct run r;

    k->env[3] = "XDG_STATE_HOME=/dev/null";
    CFQTOP(&r, "pull", "orders", "-n", "1", "--json");
    assert_int_equal(r.status, 0);
    assert_has(r.out, "\"lease_id\":");
    assert_string_equal(r.err, "cfqtop: not in the journal: /dev/null/cfqtop is a link or not a "
                               "folder: move it away\n");
    run_free(&r);
    k->env[3] = k->xdg;
    assert_int_equal(mkdirat(k->dir.fd, "journal.jsonl", 0700), 0);
    CFQTOP(&r, "pull", "orders", "-n", "1", "--json");
    assert_int_equal(r.status, 0);
    assert_has(r.err, "cfqtop: not in the journal: ");
    assert_null(strstr(strchr(r.err, '\n') + 1, "journal")); /* said once */
    run_free(&r);
}

static void append_record(struct statekit *k, const char *queue, const char *error)
{
    struct audit_message messages[] = {
        {.id = "m1", .lease_id = "l1", .result = "acked"},
        {.id = "m2", .lease_id = "l2", .result = "warned", .note = "too\033[2J late"},
        {.id = "m3", .lease_id = "l3", .result = "acked"}};
    struct audit_record record = {.wall_ms = 1700000000000,
                                  .run = "run-1",
                                  .n = 1,
                                  .is_result = true,
                                  .op = "ack",
                                  .account_id = "acc",
                                  .queue_id = ORDERS,
                                  .queue = queue,
                                  .error = error,
                                  .messages = messages,
                                  .n_messages = 3};
    struct error err;

    assert_true(audit_file_append(&k->dir, &record, &err));
}

static void test_journal(void **state)
{
    struct statekit *k = *state;
    struct run r;

    BARE(&r, "journal");
    assert_ran(&r, 0, "", "");
    append_record(k, "orders", NULL);
    append_record(k, NULL, "403 from Queues");
    BARE(&r, "journal");
    assert_ran(&r, 0,
               "WHEN                  REQUEST  STAGE   QUEUE                             MESSAGES  "
               "RESULT\n"
               "2023-11-14T22:13:20Z  ack      result  orders                                   3  "
               "2 acked, 1 warned: too‹1B›[2J late\n"
               "2023-11-14T22:13:20Z  ack      result  " ORDERS "         3  "
               "2 acked, 1 warned: 403 from Queues\n",
               "");
    BARE(&r, "journal", "--json");
    assert_has(r.out, "{\"time_ms\":1700000000000,\"run\":\"run-1\",\"n\":1,\"stage\":\"result\","
                      "\"op\":\"ack\",\"account_id\":\"acc\",");
    assert_has(r.out, "too\\u001b[2J late");
    assert_has(r.out, ",\"error\":\"403 from Queues\",");
    run_free(&r);
}

static void save(struct statekit *k, const struct message *m)
{
    struct trash_place place = {
        .wall_ms = 1700000000000, .account_id = "acc", .queue_id = ORDERS, .queue = "orders"};
    struct error err;

    assert_true(trash_save(&k->dir, TRASH_BYTES, &place, &m, 1, &err));
}

static struct message new_message(const char *id, const char *type, const char *body, size_t n)
{
    return (struct message){.id = id,
                            .lease_id = "a-lease",
                            .body = body,
                            .body_len = n,
                            .attempts = 2,
                            .timestamp_ms = 1600000000000,
                            .type = content_type_read(type),
                            .type_text = type};
}

static const char raw[] = "a\0b\xff\033[2J\r\nlast";
static const char base64[] = "AAECAwpcbv8="; /* 00 01 02 03 0A 5C 6E FF */
static const char bytes[] = {0, 1, 2, 3, 10, 92, 110, (char)0xff};

static void save_three(struct statekit *k)
{
    struct message text = new_message("m1", "text", raw, sizeof raw - 1),
                   binary = new_message("m2\033[2J", "bytes", base64, sizeof base64 - 1),
                   none = new_message("m1", NULL, NULL, 0);

    save(k, &text);
    save(k, &binary);
    save(k, &none);
}

static void test_trash_list(void **state)
{
    struct statekit *k = *state;
    struct run r;

    BARE(&r, "trash");
    assert_ran(&r, 0, "", "");
    save_three(k);
    BARE(&r, "trash");
    assert_ran(&r, 0,
               "NUMBER  WHEN                  QUEUE   ID         TYPE   SIZE\n"
               "     1  2023-11-14T22:13:20Z  orders  m1         text   14 B\n"
               "     2  2023-11-14T22:13:20Z  orders  m2‹1B›[2J  bytes  12 B\n"
               "     3  2023-11-14T22:13:20Z  orders  m1         -         -\n",
               "");
    BARE(&r, "trash", "--json");
    assert_has(r.out, "{\"number\":1,\"time_ms\":1700000000000,\"account_id\":\"acc\",\"queue_id\":"
                      "\"" ORDERS "\",\"queue\":\"orders\",\"id\":\"m1\",\"attempts\":2,"
                      "\"timestamp_ms\":1600000000000,\"content_type\":\"text\","
                      "\"body_bytes\":14}\n");
    assert_has(r.out, "{\"number\":2,");
    assert_has(r.out, "\"id\":\"m2\\u001b[2J\"");
    run_free(&r);
}

static void test_body_byte_exact(void **state)
{
    struct statekit *k = *state;
    struct run r;

    save_three(k);
    BARE(&r, "trash", "1");
    assert_int_equal(r.status, 0);
    assert_int_equal(r.out_len, sizeof raw - 1);
    assert_memory_equal(r.out, raw, r.out_len);
    run_free(&r);
    BARE(&r, "trash", "m2\033[2J"); /* as the producer sent it */
    assert_int_equal(r.out_len, sizeof bytes);
    assert_memory_equal(r.out, bytes, r.out_len);
    run_free(&r);
    BARE(&r, "trash", "2", "--json"); /* as it was received */
    assert_has(r.out, "\"lease_id\":\"a-lease\",");
    assert_has(r.out, "\"body\":\"AAECAwpcbv8=\"}\n");
    run_free(&r);
}

static void test_what_is_not_in_the_trash(void **state)
{
    struct statekit *k = *state;
    struct run r;

    BARE(&r, "trash", "1");
    assert_ran(&r, 1, "", "cfqtop: not in the trash: \"1\" (see cfqtop trash)\n");
    save_three(k);
    BARE(&r, "trash", "4");
    assert_ran(&r, 1, "", "cfqtop: not in the trash: \"4\" (see cfqtop trash)\n");
    BARE(&r, "trash", "m1"); /* the newest of that id */
    assert_ran(&r, 1, "", "cfqtop: the message was saved without a body: it had none\n");
    BARE(&r, "trash", "");
    assert_ran(&r, 2, "", "cfqtop: WHICH is empty\n");
    BARE(&r, "trash", "1", "2");
    assert_ran(&r, 2, "", "cfqtop: trash takes no more arguments: 2\n");
    run_cfqtop(&r, k->bare, RUN_FULL, "trash", "1", NULL);
    assert_ran(&r, 1, "", "cfqtop: cannot write: No space left on device\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, statekit_set_up, statekit_clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_change_is_in_the_journal),
        TEST(test_the_intent_is_there_before_the_request),
        TEST(test_failures_are_in_the_journal),
        TEST(test_no_journal_is_no_reason_to_refuse),
        TEST(test_journal),
        TEST(test_trash_list),
        TEST(test_body_byte_exact),
        TEST(test_what_is_not_in_the_trash),
    };

    return cmocka_run_group_tests_name("state files", tests, statekit_start, statekit_stop);
}
