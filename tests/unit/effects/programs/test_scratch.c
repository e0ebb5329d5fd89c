#include "effects/programs/scratch.h"

#include "tests/unit/placekit.h"

#include <sys/wait.h>

static int clean_up(void **state)
{
    place_limit(RLIM_INFINITY);
    return place_stop(state);
}

/* Its folder: the path without the last name. */
static const char *folder_of(const struct scratch *s)
{
    static char path[sizeof(s->path)];

    snprintf(path, sizeof(path), "%.*s", (int)(strrchr(s->path, '/') - s->path), s->path);
    return path;
}

static void expect_in(const struct scratch *s, const char *parent)
{
    char start[100];

    snprintf(start, sizeof(start), "%s/cfqtop-body-", parent);
    assert_memory_equal(s->path, start, strlen(start));
}

static void a_file_is_alone_and_nobody_elses(void **state)
{
    struct scratch s;

    umask(0);
    assert_true(scratch_make(&s, ".json", "{\0}", 3));
    expect_in(&s, *state);
    place_expect_names(folder_of(&s), "body.json");
    place_expect_bytes(s.path, "{\0}", 3);
    place_expect_mode(s.path, 0600);
    place_expect_mode(folder_of(&s), 0700);
    scratch_drop(&s);
}

static void it_goes_with_what_an_editor_put_beside_it(void **state)
{
    struct scratch s;
    char beside[5000];

    (void)state;
    assert_true(scratch_make(&s, "", "text", 4));
    snprintf(beside, sizeof(beside), "%s/.body.swp", folder_of(&s));
    place_write(beside, "swap");
    scratch_drop(&s);
    scratch_drop(&s);
    place_expect_names(".", "");
}

/* As a program that was killed -9 leaves it. */
static void make_and_die(void)
{
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0) {
        struct scratch s;

        scratch_make(&s, ".txt", "secret", 6);
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void what_a_killed_run_left_is_swept(void **state)
{
    struct scratch s;
    char name[60];

    (void)state;
    make_and_die();
    assert_true(scratch_make(&s, "", "mine", 4));
    snprintf(name, sizeof(name), "%s", strrchr(folder_of(&s), '/') + 1);
    make_and_die();
    scratch_sweep();
    place_expect_names(".", name);
    place_expect_text(s.path, "mine");
    scratch_drop(&s);
    place_expect_names(".", "");
}

static void what_is_not_ours_is_not_swept(void **state)
{
    (void)state;
    assert_int_equal(mkdir("cfqtop-bodies", 0700), 0);
    assert_int_equal(mkdir("kept", 0700), 0);
    place_write("kept/file", "kept");
    assert_int_equal(symlink("kept", "cfqtop-body-link"), 0);
    place_write("cfqtop-body-file", "kept");
    scratch_sweep();
    place_expect_names(".", "cfqtop-bodies cfqtop-body-file cfqtop-body-link kept");
    place_expect_text("kept/file", "kept");
}

static void the_next_folder_serves_where_one_does_not(void **state)
{
    static const char *const unfit[] = {"/nowhere/at/all", "relative", ""};
    struct scratch s;
    char folder[sizeof(s.path)];

    for (size_t i = 0; i < ARRAY_LEN(unfit); i++) {
        setenv("XDG_RUNTIME_DIR", unfit[i], 1);
        assert_true(scratch_make(&s, "", "", 0));
        expect_in(&s, *state);
        scratch_drop(&s);
    }
    unsetenv("XDG_RUNTIME_DIR");
    setenv("TMPDIR", "/nowhere/at/all", 1);
    assert_true(scratch_make(&s, "", "", 0));
    expect_in(&s, "/tmp");
    snprintf(folder, sizeof(folder), "%s", folder_of(&s));
    scratch_drop(&s);
    place_expect_none(folder);
}

static void a_disk_that_is_full_leaves_nothing(void **state)
{
    struct scratch s;

    (void)state;
    place_limit(2);
    assert_false(scratch_make(&s, "", "text", 4));
    assert_int_equal(errno, EFBIG);
    place_expect_names(".", "");
    scratch_drop(&s);
}

static void any_other_byte_is_a_change(void **state)
{
    static const struct {
        const char *text;
        bool changed;
    } cases[] = {{"text", false}, {"tExt", true}, {"tex", true}, {"text\n", true}, {"", true}};
    struct scratch s;

    (void)state;
    assert_true(scratch_make(&s, "", "text", 4));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        place_write(s.path, cases[i].text);
        assert_int_equal(scratch_is_changed(&s, "text", 4), cases[i].changed);
    }
    assert_int_equal(unlink(s.path), 0);
    assert_false(scratch_is_changed(&s, "text", 4)); /* it holds no bytes at all */
    scratch_drop(&s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_start, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_file_is_alone_and_nobody_elses),
        TEST(it_goes_with_what_an_editor_put_beside_it),
        TEST(what_a_killed_run_left_is_swept),
        TEST(what_is_not_ours_is_not_swept),
        TEST(the_next_folder_serves_where_one_does_not),
        TEST(a_disk_that_is_full_leaves_nothing),
        TEST(any_other_byte_is_a_change),
    };

    return cmocka_run_group_tests_name("effects: scratch", tests, NULL, NULL);
}
