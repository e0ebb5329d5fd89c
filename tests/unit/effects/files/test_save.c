#include "effects/files/save.h"

#include "tests/unit/placekit.h"

#include <sys/syscall.h>

static int lacks; /* the errno of a file system without RENAME_NOREPLACE; 0: it has it */

/* In place of the C library's. */
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
    if (!lacks)
        return (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
    errno = lacks;
    return -1;
}

/* Each kind of file system. */
static const int kinds[] = {0, EINVAL, ENOSYS};

static int clean_up(void **state)
{
    lacks = 0;
    place_limit(RLIM_INFINITY);
    return place_stop(state);
}

static void start(struct save *s, const char *path, const char *text)
{
    assert_true(save_start(s, path));
    assert_true(save_write(s, text, strlen(text)));
}

static void a_file_has_its_name_once_it_is_whole(void **state)
{
    struct save s;

    (void)state;
    umask(0);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        lacks = kinds[i];
        start(&s, "a", "one ");
        place_expect_none("a");
        assert_true(save_write(&s, "\0two", 4));
        assert_true(save_finish(&s, "a"));
        save_drop(&s);
        place_expect_names(".", "a");
        place_expect_bytes("a", "one \0two", 8);
        place_expect_mode("a", 0600);
        assert_int_equal(unlink("a"), 0);
    }
}

static void what_is_there_stays(void **state)
{
    struct save s;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        lacks = kinds[i];
        place_write("a", "old");
        start(&s, "a", "new");
        assert_false(save_finish(&s, "a"));
        assert_int_equal(errno, EEXIST);
        assert_true(save_finish(&s, "b"));
        place_expect_names(".", "a b");
        place_expect_text("a", "old");
        place_expect_text("b", "new");
        assert_int_equal(unlink("b"), 0);
    }
}

static void what_is_there_is_replaced_whole_or_stays(void **state)
{
    struct save s;

    (void)state;
    place_write("a", "old and longer");
    start(&s, "a", "new");
    place_expect_text("a", "old and longer");
    assert_true(save_replace(&s, "a"));
    save_drop(&s);
    place_expect_names(".", "a");
    place_expect_text("a", "new");
    start(&s, "a", "newer");
    s.error = ENOSPC;
    assert_false(save_replace(&s, "a"));
    assert_int_equal(errno, ENOSPC);
    place_expect_names(".", "a");
    place_expect_text("a", "new");
    start(&s, "a", "newer");
    assert_false(save_replace(&s, "nosuch/a"));
    assert_int_equal(errno, ENOENT);
    place_expect_names(".", "a");
}

static void a_link_is_not_followed(void **state)
{
    struct save s;

    (void)state;
    assert_int_equal(symlink("elsewhere", "a"), 0);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        lacks = kinds[i];
        start(&s, "a", "new");
        assert_false(save_finish(&s, "a"));
        assert_int_equal(errno, EEXIST);
        save_drop(&s);
        place_expect_names(".", "a");
    }
}

static void what_is_dropped_leaves_nothing(void **state)
{
    struct save s;

    (void)state;
    start(&s, "a", "new");
    errno = EIO;
    save_drop(&s);
    assert_int_equal(errno, EIO); /* why it was dropped */
    save_drop(&s);
    place_expect_names(".", "");
}

static void a_disk_that_is_full_leaves_nothing(void **state)
{
    struct save s;

    (void)state;
    assert_true(save_start(&s, "a"));
    place_limit(4);
    assert_false(save_write(&s, "12345678", 8));
    assert_int_equal(errno, EFBIG);
    place_limit(RLIM_INFINITY);
    assert_false(save_write(&s, "9", 1)); /* there would be a hole */
    errno = 0;
    assert_false(save_finish(&s, "a"));
    assert_int_equal(errno, EFBIG);
    place_expect_names(".", "");
}

static void a_folder_that_went_leaves_nothing(void **state)
{
    struct save s;

    (void)state;
    start(&s, "a", "new");
    assert_false(save_finish(&s, "missing/a"));
    assert_int_equal(errno, ENOENT);
    place_expect_names(".", "");
    assert_false(save_start(&s, "missing/a"));
    assert_int_equal(errno, ENOENT);
}

static void a_path_that_is_too_long_is_not_cut(void **state)
{
    char path[5000];
    struct save s;

    (void)state;
    memset(path, '/', sizeof(path));
    path[sizeof(path) - 1] = '\0';
    assert_false(save_start(&s, path));
    assert_int_equal(errno, ENAMETOOLONG);
}

static void a_name_that_is_taken_gets_a_number(void **state)
{
    static const char *const names[] = {"./a.b.json", "./a.b-2.json", "./a.b-3.json"};
    char path[200];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        assert_true(save_file("a.b.json", names[i], strlen(names[i]), path, sizeof(path)));
        assert_string_equal(path, names[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        place_expect_text(names[i], names[i]);
    place_expect_names(".", "a.b-2.json a.b-3.json a.b.json");
    place_write("plain", "old");
    assert_true(save_file("plain", "new", 3, path, sizeof(path)));
    assert_string_equal(path, "./plain-2");
    place_expect_mode("plain-2", 0600);
}

static void names_that_are_all_taken_are_said(void **state)
{
    char path[200];

    (void)state;
    assert_int_equal(mkdir("sub", 0700), 0);
    assert_int_equal(chdir("sub"), 0);
    for (int i = 1; i <= 99; i++)
        assert_true(save_file("a", "old", 3, path, sizeof(path)));
    assert_string_equal(path, "./a-99");
    assert_false(save_file("a", "new", 3, path, sizeof(path)));
    assert_string_equal(path, "no file was written here: File exists");
    for (int i = 1; i <= 99; i++) {
        snprintf(path, sizeof(path), i > 1 ? "a-%d" : "a", i);
        place_expect_text(path, "old");
        assert_int_equal(unlink(path), 0);
    }
    place_expect_names(".", "");
}

static void why_no_file_was_written_is_said(void **state)
{
    char path[200];

    (void)state;
    place_limit(4);
    assert_false(save_file("a", "12345678", 8, path, sizeof(path)));
    assert_string_equal(path, "no file was written here: File too large");
    place_limit(RLIM_INFINITY);
    place_expect_names(".", "");
    assert_int_equal(mkdir("sub", 0700), 0);
    assert_int_equal(chdir("sub"), 0);
    assert_int_equal(rmdir("../sub"), 0);
    assert_false(save_file("a", "new", 3, path, sizeof(path)));
    assert_string_equal(path, "no file was written here: No such file or directory");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_start, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_has_its_name_once_it_is_whole),     TEST(what_is_there_stays),
        TEST(what_is_there_is_replaced_whole_or_stays), TEST(a_link_is_not_followed),
        TEST(what_is_dropped_leaves_nothing),           TEST(a_disk_that_is_full_leaves_nothing),
        TEST(a_folder_that_went_leaves_nothing),        TEST(a_path_that_is_too_long_is_not_cut),
        TEST(a_name_that_is_taken_gets_a_number),       TEST(names_that_are_all_taken_are_said),
        TEST(why_no_file_was_written_is_said),
    };

    return cmocka_run_group_tests_name("effects: save", tests, NULL, NULL);
}
