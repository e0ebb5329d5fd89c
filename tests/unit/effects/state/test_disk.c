#include "effects/state/disk.h"

#include "tests/unit/appkit.h"

#include <sys/resource.h>

static void test_no_pipe(void **state)
{
    struct error err = {0};
    struct rlimit was, none;
    struct disk *disk;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    none = (struct rlimit){.rlim_max = was.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    disk = disk_start(&err);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
    assert_null(disk);
    assert_string_equal(err.text, "no thread can be made to write files");
    assert_true(disk_stop(disk, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_pipe)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
