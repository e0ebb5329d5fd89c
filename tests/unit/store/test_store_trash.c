/* trash.jsonl: deleted messages, byte for byte, under a cap. */
#include "tests/harness/trash.h"
#include "tests/unit/storekit.h"

#include <sys/resource.h>

static const struct trash_place place = {
    .wall_ms = 1700000000000, .account_id = "acc", .queue_id = "q1", .queue = "orders"};

static bool save(struct kit *k, size_t cap, const char *id, const char *body, size_t n)
{
    struct message m = {.id = id, .body = body, .body_len = n, .attempts = -1, .timestamp_ms = -1};
    const struct message *messages[] = {&m};

    return trash_save(&k->dir, cap, &place, messages, 1, &k->err);
}

static void assert_list(struct kit *k, struct trash_list *list)
{
    if (!trash_list_open(&k->dir, list, &k->err))
        fail_msg("%s", k->err.text);
}

static void assert_body(struct kit *k, const struct trash_list *list, const char *text,
                        const char *body, size_t n)
{
    const struct trash_entry *entry = trash_list_find(list, text);
    struct arena arena = {0};
    struct message m;

    assert_non_null(entry);
    if (!trash_list_read(list, entry, &m, &arena, &k->err))
        fail_msg("%s", k->err.text);
    assert_non_null(m.body);
    assert_int_equal(m.body_len, n);
    assert_memory_equal(m.body, body, n);
    assert_int_equal(m.body[n], '\0');
    assert_int_equal(entry->body_bytes, n);
    arena_free(&arena);
}

static void test_whole_message(void **state)
{
    struct kit *k = *state;
    struct message pulled = {.id = "m1",
                             .lease_id = "l1",
                             .body = "{\"a\":\n1}",
                             .body_len = 8,
                             .attempts = 3,
                             .timestamp_ms = 1699999999999,
                             .type = CONTENT_JSON,
                             .type_text = "json",
                             .metadata = "{\"CF-Content-Type\":\"json\",\"n\":1e999}"},
                   peeked = {.id = "", .ref = "r2", .attempts = -1, .timestamp_ms = -1}, m;
    const struct message *messages[] = {&pulled, &peeked};
    struct arena arena = {0};
    struct trash_list list;

    assert_list(k, &list);
    assert_int_equal(list.n, 0);
    trash_list_close(&list);
    assert_true(trash_save(&k->dir, TRASH_BYTES, &place, messages, 2, &k->err));
    kit_assert_mode(k, "trash.jsonl", 0600);
    assert_list(k, &list);
    assert_int_equal(list.n, 2);
    assert_string_equal(list.items[0].id, "m1");
    assert_int_equal(list.items[0].place.wall_ms, 1700000000000);
    assert_string_equal(list.items[0].place.account_id, "acc");
    assert_string_equal(list.items[0].place.queue_id, "q1");
    assert_string_equal(list.items[0].place.queue, "orders");
    assert_int_equal(list.items[0].body_bytes, 8);
    assert_int_equal(list.items[0].attempts, 3);
    assert_int_equal(list.items[0].timestamp_ms, 1699999999999);
    assert_int_equal(list.items[0].type, CONTENT_JSON);
    assert_true(trash_list_read(&list, &list.items[0], &m, &arena, &k->err));
    assert_string_equal(m.id, "m1");
    assert_string_equal(m.lease_id, "l1");
    assert_null(m.ref);
    assert_int_equal(m.body_len, 8);
    assert_string_equal(m.body, pulled.body);
    assert_int_equal(m.attempts, 3);
    assert_int_equal(m.timestamp_ms, 1699999999999);
    assert_int_equal(m.type, CONTENT_JSON);
    assert_string_equal(m.type_text, "json");
    assert_string_equal(m.metadata, pulled.metadata);
    assert_int_equal(list.items[1].body_bytes, -1);
    assert_true(trash_list_read(&list, &list.items[1], &m, &arena, &k->err));
    assert_string_equal(m.id, "");
    assert_string_equal(m.ref, "r2");
    assert_null(m.lease_id);
    assert_null(m.body);
    assert_null(m.metadata);
    assert_int_equal(m.type, CONTENT_NONE);
    assert_int_equal(m.attempts, -1);
    arena_free(&arena);
    trash_list_close(&list);
}

static void test_bodies_are_byte_exact(void **state)
{
    static const char nul[] = "a\0b\n\"\\\x7f\xc2\x85\xe2\x80\xae",
                      bad[] = "\xff\x00\xc3(\xed\xa0\x80";
    struct kit *k = *state;
    struct trash_list list;
    char all[4 * 256], *text;
    size_t n;

    for (size_t i = 0; i < sizeof(all); i++)
        all[i] = (char)(i % 256);
    assert_true(save(k, TRASH_BYTES, "nul", nul, sizeof(nul) - 1));
    assert_true(save(k, TRASH_BYTES, "bad", bad, sizeof(bad) - 1));
    assert_true(save(k, TRASH_BYTES, "all", all, sizeof(all)));
    assert_true(save(k, TRASH_BYTES, "empty", "", 0));
    assert_list(k, &list);
    assert_int_equal(list.n, 4);
    assert_body(k, &list, "nul", nul, sizeof(nul) - 1);
    assert_body(k, &list, "bad", bad, sizeof(bad) - 1);
    assert_body(k, &list, "all", all, sizeof(all));
    assert_body(k, &list, "empty", "", 0);
    trash_list_close(&list);
    /* The file itself may be printed on a terminal. */
    text = kit_read(k, "trash.jsonl", &n);
    for (size_t i = 0; i < n; i++)
        assert_true(text[i] == '\n' || (text[i] >= 0x20 && text[i] < 0x7f));
    assert_non_null(strstr(text, "\"body_base64\":"));
    free(text);
}

static void test_find(void **state)
{
    struct kit *k = *state;
    struct trash_list list;

    assert_true(save(k, TRASH_BYTES, "twice", "old", 3));
    assert_true(save(k, TRASH_BYTES, "other", "x", 1));
    assert_true(save(k, TRASH_BYTES, "twice", "new", 3));
    assert_list(k, &list);
    assert_ptr_equal(trash_list_find(&list, "1"), &list.items[0]);
    assert_ptr_equal(trash_list_find(&list, "3"), &list.items[2]);
    assert_ptr_equal(trash_list_find(&list, "twice"), &list.items[2]);
    assert_null(trash_list_find(&list, "0"));
    assert_null(trash_list_find(&list, "4"));
    assert_null(trash_list_find(&list, "twic"));
    trash_list_close(&list);
}

static void test_oldest_go_first(void **state)
{
    enum { CAP = 100000 };
    struct kit *k = *state;
    char body[1000], id[20];
    struct trash_list list;
    long before = 0, size;
    int rewrites = 0;

    memset(body, 'b', sizeof(body));
    for (int i = 1; i <= 1000; i++) {
        snprintf(id, sizeof(id), "m%d", i);
        assert_true(save(k, CAP, id, body, sizeof(body)));
        size = kit_size(k, "trash.jsonl");
        assert_in_range(size, 1, CAP);
        rewrites += size < before;
        before = size;
    }
    /* A quarter of the cap goes at once: about every 22nd message. */
    assert_in_range(rewrites, 30, 50);
    kit_assert_mode(k, "trash.jsonl", 0600);
    assert_int_equal(kit_size(k, "trash.jsonl.new"), -1);
    assert_list(k, &list);
    assert_in_range(list.n, 60, 100);
    for (size_t i = 0; i < list.n; i++) {
        snprintf(id, sizeof(id), "m%zu", 1000 - list.n + 1 + i);
        assert_string_equal(list.items[i].id, id);
    }
    assert_body(k, &list, "m1000", body, sizeof(body));
    trash_list_close(&list);
    assert_true(save(k, 5000, "small-cap", body, sizeof(body)));
    assert_in_range(kit_size(k, "trash.jsonl"), 1000, 5000 / 4 * 3);
}

static void test_list_stays_while_another_rewrites(void **state)
{
    struct kit *k = *state;
    char body[1000];
    struct trash_list list;

    memset(body, 'b', sizeof(body));
    assert_true(save(k, 5000, "first", "1st", 3));
    assert_list(k, &list);
    for (int i = 0; i < 20; i++)
        assert_true(save(k, 5000, "later", body, sizeof(body)));
    assert_int_equal(list.n, 1);
    assert_body(k, &list, "first", "1st", 3);
    trash_list_close(&list);
    assert_list(k, &list);
    assert_null(trash_list_find(&list, "first"));
    trash_list_close(&list);
}

static void test_larger_than_the_cap(void **state)
{
    struct kit *k = *state;
    char body[1000] = "";
    struct message m = {.id = "m", .body = body, .body_len = 400};
    const struct message *messages[] = {&m, &m, &m};
    struct trash_list list;

    assert_true(save(k, 1000, "kept", "x", 1));
    assert_false(save(k, 1000, "large", body, sizeof(body)));
    kit_assert_error(k, "the message is larger than the whole trash (1.0 kB): see --no-trash");
    assert_false(trash_save(&k->dir, 5000, &place, messages, 3, &k->err));
    kit_assert_error(k, "3 messages are more than the trash holds (5.0 kB): delete fewer at once");
    memset(body, '\xff', sizeof(body));
    assert_false(save(k, 1000, "base64", body, sizeof(body)));
    assert_list(k, &list);
    assert_int_equal(list.n, 1);
    trash_list_close(&list);
}

static void test_bad_lines_spoil_nothing(void **state)
{
    struct kit *k = *state;
    struct trash_list list;
    struct arena arena = {0};
    struct message m;

    kit_write(k, "trash.jsonl",
              "\xff\n{}\n[]\n{\"id\":\"bad-base64\",\"body_base64\":\"a\",\"body_bytes\":\"x\"}\n"
              "{\"id\":7,\"body\":7,\"metadata\":{},\"new\":[]}\n{\"id\":\"torn\",\"body\":\"xx");
    assert_true(save(k, TRASH_BYTES, "good", "x", 1));
    assert_list(k, &list);
    assert_int_equal(list.n, 3);
    assert_int_equal(list.items[0].body_bytes, -1);
    assert_true(trash_list_read(&list, &list.items[0], &m, &arena, &k->err));
    assert_null(m.body);
    assert_string_equal(list.items[1].id, "");
    assert_true(trash_list_read(&list, &list.items[1], &m, &arena, &k->err));
    assert_null(m.body);
    assert_null(m.metadata);
    assert_body(k, &list, "good", "x", 1);
    trash_list_close(&list);
    arena_free(&arena);
}

static void test_file_changed_under_the_list(void **state)
{
    struct kit *k = *state;
    struct trash_list list;
    struct arena arena = {0};
    struct message m;
    int fd;

    assert_true(save(k, TRASH_BYTES, "one", "x", 1));
    assert_list(k, &list);
    fd = openat(k->dir.fd, "trash.jsonl", O_WRONLY);
    assert_int_equal(write(fd, "spoilt", 6), 6);
    assert_false(trash_list_read(&list, &list.items[0], &m, &arena, &k->err));
    kit_assert_error(k, "trash.jsonl was changed by another program: list it again");
    assert_int_equal(ftruncate(fd, 0), 0);
    assert_false(trash_list_read(&list, &list.items[0], &m, &arena, &k->err));
    kit_assert_error(k, "trash.jsonl cannot be read: it was cut short");
    close(fd);
    trash_list_close(&list);
    arena_free(&arena);
}

enum { WRITERS = 3, SAVED = 100, SHARED_CAP = 20000 };

static bool save_many(struct kit *k)
{
    char body[300];

    memset(body, 'b', sizeof(body));
    for (int i = 0; i < SAVED; i++)
        if (!save(k, SHARED_CAP, "m", body, sizeof(body)))
            return false;
    return true;
}

static void test_several_programs(void **state)
{
    struct kit *k = *state;
    pid_t pids[WRITERS];
    struct trash_list list;
    size_t n;
    char *text;

    for (int i = 0; i < WRITERS; i++)
        pids[i] = kit_fork(save_many, k);
    for (int i = 0; i < WRITERS; i++)
        kit_join(pids[i]);
    assert_list(k, &list);
    text = kit_read(k, "trash.jsonl", &n);
    assert_in_range(n, SHARED_CAP / 2, SHARED_CAP);
    for (size_t i = 0; i < n; i++)
        list.n -= text[i] == '\n';
    assert_int_equal(list.n, 0); /* every line is an entry */
    free(text);
    trash_list_close(&list);
}

static bool fill_disk(struct kit *k)
{
    struct rlimit limit = {400, 400};
    char body[500] = "";

    signal(SIGXFSZ, SIG_IGN);
    return !setrlimit(RLIMIT_FSIZE, &limit) && save(k, TRASH_BYTES, "m1", "x", 1) &&
           !save(k, TRASH_BYTES, "m2", body, sizeof(body)) &&
           strstr(k->err.text, "trash.jsonl cannot grow") && save(k, TRASH_BYTES, "m3", "x", 1);
}

static void test_full_disk(void **state)
{
    struct kit *k = *state;
    struct trash_list list;

    kit_join(kit_fork(fill_disk, k));
    assert_list(k, &list);
    assert_int_equal(list.n, 2);
    assert_string_equal(list.items[1].id, "m3");
    trash_list_close(&list);
}

/* There is no room for the new file: the old one stays. */
static bool fill_disk_while_rewriting(struct kit *k)
{
    struct rlimit limit = {1000, 1000};
    char body[500] = "";

    signal(SIGXFSZ, SIG_IGN);
    memset(body, 'b', sizeof(body));
    for (int i = 0; i < 8; i++)
        if (!save(k, 5400, "m", body, sizeof(body)))
            return false;
    return !setrlimit(RLIMIT_FSIZE, &limit) && !save(k, 5400, "new", body, sizeof(body)) &&
           strstr(k->err.text, "trash.jsonl.new cannot grow");
}

static void test_full_disk_while_rewriting(void **state)
{
    struct kit *k = *state;
    struct trash_list list;

    kit_join(kit_fork(fill_disk_while_rewriting, k));
    assert_int_equal(kit_size(k, "trash.jsonl.new"), -1);
    assert_list(k, &list);
    assert_int_equal(list.n, 8);
    trash_list_close(&list);
}

static void test_refused_file(void **state)
{
    struct kit *k = *state;
    struct trash_list list;

    assert_int_equal(symlinkat("/etc/passwd", k->dir.fd, "trash.jsonl"), 0);
    assert_false(save(k, TRASH_BYTES, "m", "x", 1));
    kit_assert_error(k, "trash.jsonl is a link");
    assert_false(trash_list_open(&k->dir, &list, &k->err));
    trash_list_close(&list);
}

#define WITH_KIT(test) cmocka_unit_test_setup_teardown(test, kit_start, kit_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_KIT(test_whole_message),
        WITH_KIT(test_bodies_are_byte_exact),
        WITH_KIT(test_find),
        WITH_KIT(test_oldest_go_first),
        WITH_KIT(test_list_stays_while_another_rewrites),
        WITH_KIT(test_larger_than_the_cap),
        WITH_KIT(test_bad_lines_spoil_nothing),
        WITH_KIT(test_file_changed_under_the_list),
        WITH_KIT(test_several_programs),
        WITH_KIT(test_full_disk),
        WITH_KIT(test_full_disk_while_rewriting),
        WITH_KIT(test_refused_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
