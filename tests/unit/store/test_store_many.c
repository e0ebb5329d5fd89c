/* leases.jsonl is read in a time that grows no faster than its lines. */
#include "tests/unit/storekit.h"
#include "tests/unit/workkit.h"

#include "base/memory/buf.h"
#include "store/lease_file.h"

enum { FEW = 900, MANY = 10 * FEW };

static void take(struct buf *text, size_t i)
{
    buf_print(text,
              "{\"did\":\"take\",\"lease_id\":\"%zu\",\"account_id\":\"a\",\"queue_id\":\"q\","
              "\"taken_ms\":1,\"deadline_ms\":9000}\n",
              i);
}

/* n leases taken, the first half dropped, the rest taken once more. */
static void write_lines(struct kit *k, size_t n)
{
    struct buf text;

    buf_init(&text, 16 * 1024 * 1024);
    for (size_t i = 0; i < n; i++)
        take(&text, i);
    for (size_t i = 0; i < n / 2; i++)
        buf_print(&text, "{\"did\":\"drop\",\"lease_id\":\"%zu\"}\n", i);
    for (size_t i = n / 2; i < n; i++)
        take(&text, i);
    assert_false(text.overflow);
    kit_write(k, "leases.jsonl", text.bytes);
    buf_free(&text);
}

/* The comparisons that it takes to read n leases, give them to the next start and drop them all. */
static size_t read_and_release(size_t n)
{
    struct lease_orphans left;
    struct lease_file *f;
    const char **ids;
    void *state;
    struct kit *k;
    size_t work;

    kit_start(&state);
    k = state;
    write_lines(k, n);
    work_take();
    f = lease_file_open(&k->dir, &k->err);
    assert_non_null(f);
    assert_true(lease_file_orphans(f, (struct instant){1, 1}, &left, &k->err));
    assert_int_equal(left.n, n - n / 2);
    ids = mem_new(left.n, sizeof(*ids));
    for (size_t i = 0; i < left.n; i++)
        ids[i] = left.items[i].lease_id;
    assert_true(lease_file_remove(f, ids, left.n, &k->err));
    work = work_take();
    free(ids);
    lease_orphans_free(&left);
    lease_file_close(f);
    assert_int_equal(kit_size(k, "leases.jsonl"), 0);
    kit_stop(&state);
    return work;
}

static void the_work_grows_no_faster_than_the_leases(void **state)
{
    size_t few = read_and_release(FEW), many = read_and_release(MANY);

    (void)state;
    /* They are put in order, too: that takes a little more than the number. */
    if (!work_is_linear(few, many, many / 4))
        fail_msg("%zu comparisons for %d leases, %zu for %d", few, FEW, many, MANY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_work_grows_no_faster_than_the_leases),
    };

    return cmocka_run_group_tests_name("store_many", tests, NULL, NULL);
}
