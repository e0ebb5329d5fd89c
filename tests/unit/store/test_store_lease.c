/* leases.jsonl: what is held survives kill -9, and belongs to one program at a time. */
#include "tests/unit/storekit.h"

#include "store/lease_file.h"

#include <sys/resource.h>

enum { NOW = 1700000000, LATER = NOW + 60000 };

#define AT(wall) ((struct instant){5000, wall})

static struct kept_lease new_lease(const char *queue, const char *lease_id)
{
    struct kept_lease lease = {.account_id = "acc",
                               .base_url = "https://api.cloudflare.com/client/v4",
                               .queue = queue,
                               .lease_id = lease_id,
                               .message_id = "m1",
                               .taken_wall_ms = NOW,
                               .deadline_wall_ms = LATER};

    snprintf(lease.queue_id, sizeof(lease.queue_id), "id-of-%s", queue);
    return lease;
}

static struct lease_file *open_leases(struct kit *k)
{
    struct lease_file *f = lease_file_open(&k->dir, &k->err);

    if (!f)
        fail_msg("%s", k->err.text);
    return f;
}

static void add(struct kit *k, struct lease_file *f, const char *queue, const char *lease_id)
{
    struct kept_lease lease = new_lease(queue, lease_id);

    if (!lease_file_add(f, &lease, 1, &k->err))
        fail_msg("%s", k->err.text);
}

/* The ids of the leases that were left, each with a blank behind it. */
static void assert_orphans(struct kit *k, struct lease_file *f, const char *want)
{
    struct lease_orphans left;
    char got[400] = "";

    assert_true(lease_file_orphans(f, AT(NOW), &left, &k->err));
    for (size_t i = 0; i < left.n; i++)
        snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s ", left.items[i].lease_id);
    assert_string_equal(got, want);
    lease_orphans_free(&left);
}

static void assert_left_for_next(struct kit *k, const char *want)
{
    struct lease_file *f = open_leases(k);

    assert_orphans(k, f, want);
    lease_file_close(f);
}

static bool hold_three(struct kit *k)
{
    struct lease_file *f = lease_file_open(&k->dir, &k->err);
    struct kept_lease leases[] = {new_lease("q2", "l1"), new_lease("q1", "l2"),
                                  new_lease("q1", "l3"), new_lease("q1", "gone")};
    const char *gone = "gone";

    leases[1].taken_wall_ms++;
    return f && lease_file_add(f, leases, 4, &k->err) && lease_file_remove(f, &gone, 1, &k->err);
}

static void test_killed_program_leaves_its_leases(void **state)
{
    struct kit *k = *state;
    struct lease_file *f;
    struct lease_orphans left;

    kit_kill_after(hold_three, k);
    kit_assert_mode(k, "leases.jsonl", 0600);
    f = open_leases(k);
    assert_true(lease_file_orphans(f, AT(NOW), &left, &k->err));
    assert_int_equal(left.n, 3);
    assert_string_equal(left.items[0].lease_id, "l3");
    assert_string_equal(left.items[1].lease_id, "l2");
    assert_string_equal(left.items[2].lease_id, "l1");
    assert_string_equal(left.items[0].account_id, "acc");
    assert_string_equal(left.items[0].queue_id, "id-of-q1");
    assert_string_equal(left.items[0].queue, "q1");
    assert_string_equal(left.items[0].base_url, "https://api.cloudflare.com/client/v4");
    assert_string_equal(left.items[0].message_id, "m1");
    assert_int_equal(left.items[0].taken_wall_ms, NOW);
    assert_int_equal(left.items[0].deadline_wall_ms, LATER);
    lease_orphans_free(&left);
    lease_file_close(f);
    /* Nobody released them: they are asked about again. */
    assert_left_for_next(k, "l3 l2 l1 ");
}

static void test_nothing_held_leaves_nothing(void **state)
{
    static const char *const ids[] = {"l1", "l2", "unknown"};
    struct kit *k = *state;
    struct lease_file *f = open_leases(k);

    add(k, f, "q", "l1");
    add(k, f, "q", "l2");
    assert_true(kit_size(k, "leases.jsonl") > 0);
    assert_orphans(k, f, "");
    assert_true(lease_file_remove(f, ids, 3, &k->err));
    assert_int_equal(kit_size(k, "leases.jsonl"), 0);
    lease_file_close(f);
    assert_int_equal(kit_size(k, "leases.jsonl"), 0);
    lease_file_close(NULL);
}

static void test_second_program_has_a_file_of_its_own(void **state)
{
    struct kit *k = *state;
    struct lease_file *first = open_leases(k), *second = open_leases(k);

    add(k, first, "q", "of-first");
    add(k, second, "q", "of-second");
    assert_true(kit_size(k, "leases-2.jsonl") > 0);
    assert_orphans(k, first, "");
    assert_orphans(k, second, "");
    lease_file_close(second); /* with a lease held */
    assert_orphans(k, first, "of-second ");
    assert_int_equal(kit_size(k, "leases-2.jsonl"), 0);
    lease_file_close(first);
    assert_left_for_next(k, "of-first of-second ");
}

static bool hold_as_second(struct kit *k)
{
    struct lease_file *f = lease_file_open(&k->dir, &k->err);
    struct kept_lease lease = new_lease("q", "of-second");

    return f && lease_file_add(f, &lease, 1, &k->err);
}

static void test_second_program_killed_while_the_first_runs(void **state)
{
    struct kit *k = *state;
    struct lease_file *first = open_leases(k);
    const char *id = "of-second";

    kit_kill_after(hold_as_second, k);
    assert_true(kit_size(k, "leases-2.jsonl") > 0);
    assert_orphans(k, first, "of-second ");
    assert_true(lease_file_remove(first, &id, 1, &k->err));
    assert_orphans(k, first, "");
    lease_file_close(first);
    assert_left_for_next(k, "");
}

static void test_as_many_programs_as_there_are_files(void **state)
{
    struct kit *k = *state;
    struct lease_file *files[LEASE_FILES];

    for (int i = 0; i < LEASE_FILES; i++)
        files[i] = open_leases(k);
    assert_null(lease_file_open(&k->dir, &k->err));
    kit_assert_error(k, "32 cfqtop are running: end one of them");
    for (int i = 0; i < LEASE_FILES; i++)
        lease_file_close(files[i]);
    assert_true(kit_size(k, "leases-32.jsonl") == 0);
}

static void test_expired_go_by_themselves(void **state)
{
    struct kit *k = *state;
    struct lease_file *f = open_leases(k), *other = open_leases(k);
    struct kept_lease late = new_lease("q", "late");

    late.deadline_wall_ms = NOW;
    assert_true(lease_file_add(f, &late, 1, &k->err));
    assert_true(lease_file_add(other, &late, 1, &k->err));
    lease_file_close(f);
    lease_file_close(other);
    assert_left_for_next(k, "");
    assert_int_equal(kit_size(k, "leases.jsonl"), 0);
    assert_int_equal(kit_size(k, "leases-2.jsonl"), 0);
}

static void test_extended_lease(void **state)
{
    struct kit *k = *state;
    struct lease_file *f = open_leases(k);
    struct kept_lease lease = new_lease("q", "l1");
    struct lease_orphans left;

    assert_true(lease_file_add(f, &lease, 1, &k->err));
    lease.deadline_wall_ms = LATER + 1;
    assert_true(lease_file_add(f, &lease, 1, &k->err));
    lease_file_close(f);
    f = open_leases(k);
    assert_true(lease_file_orphans(f, AT(LATER), &left, &k->err));
    assert_int_equal(left.n, 1);
    assert_int_equal(left.items[0].deadline_wall_ms, LATER + 1);
    lease_orphans_free(&left);
    lease_file_close(f);
}

/* Died after the lines were appended to its own file, before the other was emptied. */
static void test_move_that_was_cut_short(void **state)
{
    struct kit *k = *state;
    struct lease_file *f = open_leases(k);
    char *text;
    size_t n;

    add(k, f, "q", "l1");
    lease_file_close(f);
    text = kit_read(k, "leases.jsonl", &n);
    kit_write(k, "leases-3.jsonl", text);
    free(text);
    assert_left_for_next(k, "l1 ");
    assert_int_equal(kit_size(k, "leases-3.jsonl"), 0);
}

#define TAKE(id)                                                                                   \
    "{\"did\":\"take\",\"lease_id\":\"" id "\",\"account_id\":\"a\",\"queue_id\":\"q\","           \
    "\"taken_ms\":1,\"deadline_ms\":1800000000000}"

static void test_bad_lines_spoil_nothing(void **state)
{
    struct kit *k = *state;
    struct lease_file *f;

    kit_write(
        k, "leases.jsonl",
        "\n\xff\xfe\n[1]\n{}\n{\"did\":\"drop\"}\n{\"did\":7,\"lease_id\":\"x\"}\n"
        "{\"did\":\"take\",\"lease_id\":\"no-deadline\",\"account_id\":\"a\",\"queue_id\":\"q\"}\n"
        "{\"did\":\"take\",\"lease_id\":\"bad-id\",\"account_id\":\"a/..\",\"queue_id\":\"q\","
        "\"deadline_ms\":1800000000000}\n" TAKE("nul\\u0000") "\n" TAKE(
            "good") "\n"
                    "{\"did\":\"drop\",\"lease_id\":\"never-taken\",\"more\":[1]}\n{\"did\":"
                    "\"take\",\"lea");
    f = open_leases(k);
    add(k, f, "q", "after-the-torn-line");
    lease_file_close(f);
    assert_left_for_next(k, "good after-the-torn-line ");
}

static void test_rewritten_when_it_grows(void **state)
{
    struct kit *k = *state;
    struct lease_file *f = open_leases(k);
    long size, most = 0;
    char id[40];

    add(k, f, "q", "kept");
    for (int i = 0; i < 5000; i++) {
        const char *ids[] = {id};

        snprintf(id, sizeof(id), "lease-number-%d", i);
        add(k, f, "q", id);
        assert_true(lease_file_remove(f, ids, 1, &k->err));
        size = kit_size(k, "leases.jsonl");
        most = size > most ? size : most;
    }
    assert_in_range(most, 256 * 1024, 257 * 1024);
    kit_assert_mode(k, "leases.jsonl", 0600);
    assert_int_equal(kit_size(k, "leases.jsonl.new"), -1);
    /* The lock has moved with the name. */
    lease_file_close(open_leases(k));
    assert_int_equal(kit_size(k, "leases-2.jsonl"), 0);
    add(k, f, "q", "last");
    lease_file_close(f);
    assert_left_for_next(k, "kept last ");
}

/* More is held than the size at which the file is written anew: not with each lease.  There is no
 * number from which on leases are forgotten. */
static void test_many_held(void **state)
{
    enum { MANY = 25000 };
    struct kit *k = *state;
    struct lease_file *f = open_leases(k);
    struct kept_lease *leases = mem_new(MANY, sizeof(*leases));
    char(*ids)[16] = mem_new(MANY, sizeof(*ids));
    struct lease_orphans left;

    for (int i = 0; i < MANY; i++) {
        snprintf(ids[i], sizeof(ids[i]), "l%d", i);
        leases[i] = new_lease("q", ids[i]);
    }
    for (int i = 0; i < MANY; i += 100)
        assert_true(lease_file_add(f, leases + i, 100, &k->err));
    lease_file_close(f);
    f = open_leases(k);
    assert_true(lease_file_orphans(f, AT(NOW), &left, &k->err));
    assert_int_equal(left.n, MANY);
    lease_orphans_free(&left);
    lease_file_close(f);
    free(leases);
    free(ids);
}

/* The clock on the wall is set, by days; the machine's own goes on. */
static void test_the_clock_that_nobody_sets_decides(void **state)
{
    static const struct {
        struct instant now;
        const char *want;
    } cases[] = {{{64999, NOW}, "l1 "},
                 {{5000, NOW + 100LL * 86400000}, "l1 "},
                 {{5000, 0}, "l1 "},
                 {{65000, NOW}, ""},
                 {{65000, 0}, ""}};
    struct kit *k = *state;

    if (!clock_boot_id()[0])
        skip();
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct lease_file *f = open_leases(k);
        struct kept_lease lease = new_lease("q", "l1");
        struct lease_orphans left;

        lease.deadline_mono_ms = 65000;
        assert_true(lease_file_add(f, &lease, 1, &k->err));
        lease_file_close(f);
        f = open_leases(k);
        assert_true(lease_file_orphans(f, cases[i].now, &left, &k->err));
        assert_int_equal(left.n, *cases[i].want ? 1 : 0);
        lease_orphans_free(&left);
        lease_file_close(f);
    }
}

/* After another start of the machine, or from a program that noted none. */
static void test_without_it_the_wall_decides(void **state)
{
    struct kit *k = *state;
    char line[400];

    snprintf(line, sizeof(line),
             "{\"did\":\"take\",\"lease_id\":\"%s\",\"account_id\":\"a\",\"queue_id\":\"q\","
             "\"taken_ms\":1,\"deadline_ms\":%d,\"boot_id\":\"another\",\"deadline_boot_ms\":1}\n",
             "l1", LATER);
    kit_write(k, "leases.jsonl", line);
    assert_left_for_next(k, "l1 ");
    snprintf(
        line, sizeof(line),
        "{\"did\":\"take\",\"lease_id\":\"%s\",\"account_id\":\"a\",\"queue_id\":\"q\","
        "\"taken_ms\":1,\"deadline_ms\":%d,\"boot_id\":\"another\",\"deadline_boot_ms\":9999999}\n",
        "l2", NOW);
    kit_write(k, "leases.jsonl", line);
    assert_left_for_next(k, "l1 ");
}

static void test_renewed_lease(void **state)
{
    struct kit *k = *state;
    struct lease_file *f = open_leases(k);
    struct kept_lease lease = new_lease("q", "l2");

    add(k, f, "q", "l1");
    lease.former_id = "l1";
    assert_true(lease_file_add(f, &lease, 1, &k->err));
    assert_false(lease_file_has(f, "l1"));
    assert_true(lease_file_has(f, "l2"));
    lease_file_close(f);
    assert_left_for_next(k, "l2 ");
}

static bool fill_disk(struct kit *k)
{
    struct rlimit limit = {300, 300};
    struct lease_file *f = lease_file_open(&k->dir, &k->err);
    struct kept_lease lease = new_lease("q", "l1"), second = new_lease("q", "l2");
    const char *one = "l1", *two = "l2";
    bool ok;

    signal(SIGXFSZ, SIG_IGN);
    if (!f || setrlimit(RLIMIT_FSIZE, &limit))
        return false;
    ok = lease_file_add(f, &lease, 1, &k->err) && !lease_file_add(f, &second, 1, &k->err) &&
         strstr(k->err.text, "leases.jsonl cannot grow") &&
         lease_file_remove(f, &two, 1, &k->err) && lease_file_remove(f, &one, 1, &k->err) &&
         lease_file_add(f, &second, 1, &k->err);
    lease_file_close(f);
    return ok;
}

static void test_full_disk(void **state)
{
    struct kit *k = *state;

    kit_join(kit_fork(fill_disk, k));
    assert_left_for_next(k, "l2 ");
}

/* It keeps no other lease from being noted. */
static void test_too_long_to_be_read_again_is_not_written(void **state)
{
    enum { LONG = 5000000 };
    struct kit *k = *state;
    struct lease_file *f = open_leases(k);
    char *id = mem_new(LONG, 1);
    struct kept_lease leases[] = {new_lease("q", "l1"), new_lease("q", id), new_lease("q", "l3")};

    memset(id, 'x', LONG - 1);
    assert_false(lease_file_add(f, leases, 3, &k->err));
    kit_assert_error(k, "leases.jsonl: a lease id is too long to be kept");
    assert_true(lease_file_has(f, "l1") && lease_file_has(f, "l3"));
    assert_false(lease_file_has(f, id));
    id[1000000] = '\0';
    assert_true(lease_file_add(f, leases, 3, &k->err));
    lease_file_close(f);
    f = open_leases(k);
    assert_true(lease_file_has(f, id));
    lease_file_close(f);
    free(id);
}

static void test_refused_file(void **state)
{
    struct kit *k = *state;
    struct lease_file *f;
    struct lease_orphans left;

    assert_int_equal(symlinkat("/etc/passwd", k->dir.fd, "leases.jsonl"), 0);
    assert_null(lease_file_open(&k->dir, &k->err));
    kit_assert_error(k, "leases.jsonl is a link");
    assert_int_equal(unlinkat(k->dir.fd, "leases.jsonl", 0), 0);
    assert_int_equal(symlinkat("/etc/passwd", k->dir.fd, "leases-2.jsonl"), 0);
    kit_write(k, "leases-3.jsonl", TAKE("l3") "\n");
    f = open_leases(k);
    assert_false(lease_file_orphans(f, AT(NOW), &left, &k->err));
    kit_assert_error(k, "leases-2.jsonl is a link");
    assert_int_equal(left.n, 1);
    lease_orphans_free(&left);
    lease_file_close(f);
}

#define WITH_KIT(test) cmocka_unit_test_setup_teardown(test, kit_start, kit_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_KIT(test_killed_program_leaves_its_leases),
        WITH_KIT(test_nothing_held_leaves_nothing),
        WITH_KIT(test_second_program_has_a_file_of_its_own),
        WITH_KIT(test_second_program_killed_while_the_first_runs),
        WITH_KIT(test_as_many_programs_as_there_are_files),
        WITH_KIT(test_expired_go_by_themselves),
        WITH_KIT(test_extended_lease),
        WITH_KIT(test_move_that_was_cut_short),
        WITH_KIT(test_bad_lines_spoil_nothing),
        WITH_KIT(test_rewritten_when_it_grows),
        WITH_KIT(test_many_held),
        WITH_KIT(test_the_clock_that_nobody_sets_decides),
        WITH_KIT(test_without_it_the_wall_decides),
        WITH_KIT(test_renewed_lease),
        WITH_KIT(test_full_disk),
        WITH_KIT(test_too_long_to_be_read_again_is_not_written),
        WITH_KIT(test_refused_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
