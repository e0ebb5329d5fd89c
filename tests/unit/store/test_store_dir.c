/* The state folder: where it is, its modes, and which folders and files are refused. */
#include "tests/unit/storekit.h"

#include "base/os/clock.h"
#include "store/state_file.h"

#include <sys/resource.h>

enum { NOBODY = 65534 };

static void assert_refused(struct kit *k, const char *what)
{
    assert_false(state_dir_open(&k->dir, &k->err));
    kit_assert_error(k, what);
    assert_int_equal(k->dir.fd, -1);
    assert_null(k->dir.path);
}

static void assert_folder(const char *path)
{
    struct stat st;

    assert_int_equal(lstat(path, &st), 0);
    assert_true(S_ISDIR(st.st_mode));
    assert_int_equal(st.st_mode & 07777, 0700);
}

static void test_place(void **state)
{
    struct kit k;
    char path[120];

    (void)state;
    kit_make_home(&k);
    snprintf(path, sizeof(path), "%s/a/b", k.home);
    setenv("XDG_STATE_HOME", path, 1);
    setenv("HOME", k.home, 1);
    assert_true(state_dir_open(&k.dir, &k.err));
    assert_string_equal(k.dir.path, "~/a/b/cfqtop");
    assert_folder(path);
    snprintf(path, sizeof(path), "%s/a/b/cfqtop", k.home);
    assert_folder(path);
    state_dir_close(&k.dir);
    kit_remove(AT_FDCWD, k.home);
}

static void test_home(void **state)
{
    struct kit k;
    char path[120];

    (void)state;
    kit_make_home(&k);
    setenv("XDG_STATE_HOME", "not/absolute", 1);
    setenv("HOME", k.home, 1);
    assert_true(state_dir_open(&k.dir, &k.err));
    assert_string_equal(k.dir.path, "~/.local/state/cfqtop");
    snprintf(path, sizeof(path), "%s/.local/state/cfqtop", k.home);
    assert_folder(path);
    state_dir_close(&k.dir);
    assert_int_equal(rmdir(path), 0);
    snprintf(path, sizeof(path), "%s/.local/state", k.home);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(symlink("nowhere", path), 0);
    assert_refused(&k, "~/.local/state/cfqtop cannot be used: No such file or directory");
    kit_remove(AT_FDCWD, k.home);
    assert_refused(&k, "~/.local/state/cfqtop cannot be used: No such file or directory");
}

static void test_no_home(void **state)
{
    struct kit k = {.home = ""};

    (void)state;
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    assert_refused(&k, "no place for state files: set HOME or XDG_STATE_HOME");
    setenv("HOME", "relative", 1);
    assert_refused(&k, "no place for state files: set HOME or XDG_STATE_HOME");
    setenv("HOME", "", 1);
    assert_refused(&k, "no place for state files: set HOME or XDG_STATE_HOME");
}

static void test_folder_refused(void **state)
{
    struct kit k;
    char path[60], other[60];

    (void)state;
    kit_make_home(&k);
    snprintf(path, sizeof(path), "%s/cfqtop", k.home);
    snprintf(other, sizeof(other), "%s/other", k.home);
    assert_int_equal(mkdir(other, 0700), 0);
    assert_int_equal(symlink("other", path), 0);
    assert_refused(&k, "cfqtop is a link or not a folder: move it away");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(chmod(path, 0770), 0);
    assert_refused(&k, "cfqtop can be written by others: chmod go-w it");
    assert_int_equal(chmod(path, 0702), 0);
    assert_refused(&k, "cfqtop can be written by others: chmod go-w it");
    assert_int_equal(chmod(path, 0755), 0);
    assert_true(state_dir_open(&k.dir, &k.err));
    state_dir_close(&k.dir);
    if (geteuid() == 0) {
        assert_int_equal(chown(path, NOBODY, NOBODY), 0);
        assert_refused(&k, "cfqtop belongs to another user: set XDG_STATE_HOME elsewhere");
    }
    kit_remove(AT_FDCWD, k.home);
}

static enum state_found open_file(struct kit *k, const char *name, int how)
{
    struct state_file f;
    enum state_found found = state_file_open(&f, &k->dir, name, how, &k->err);

    if (found == STATE_OPEN)
        state_file_close(&f);
    else
        assert_int_equal(f.fd, -1);
    return found;
}

static void test_file_modes(void **state)
{
    struct kit *k = *state;

    umask(0);
    assert_int_equal(open_file(k, "new", STATE_MAKE), STATE_OPEN);
    kit_assert_mode(k, "new", 0600);
    assert_int_equal(fchmodat(k->dir.fd, "new", 0644, 0), 0);
    assert_int_equal(open_file(k, "new", 0), STATE_OPEN);
    kit_assert_mode(k, "new", 0600);
    assert_int_equal(open_file(k, "missing", 0), STATE_MISSING);
    assert_int_equal(open_file(k, "missing", STATE_READ), STATE_MISSING);
}

static void test_file_refused(void **state)
{
    struct kit *k = *state;

    kit_write(k, "real", "text\n");
    assert_int_equal(symlinkat("real", k->dir.fd, "link"), 0);
    assert_int_equal(open_file(k, "link", STATE_MAKE), STATE_FAILED);
    kit_assert_error(k, "link is a link: replace it by what it points to");
    assert_int_equal(symlinkat("nowhere", k->dir.fd, "dangling"), 0);
    assert_int_equal(open_file(k, "dangling", STATE_MAKE), STATE_FAILED);
    assert_int_equal(kit_size(k, "nowhere"), -1);
    assert_int_equal(fchmodat(k->dir.fd, "real", 0620, 0), 0);
    assert_int_equal(open_file(k, "real", STATE_MAKE), STATE_FAILED);
    kit_assert_error(k, "real can be written by others: look at it, chmod 600");
    assert_int_equal(mkfifoat(k->dir.fd, "fifo", 0600), 0);
    assert_int_equal(open_file(k, "fifo", STATE_MAKE), STATE_FAILED);
    assert_int_equal(open_file(k, "fifo", STATE_READ), STATE_FAILED);
    kit_assert_error(k, "fifo is not a regular file: move it away");
    assert_int_equal(mkdirat(k->dir.fd, "folder", 0700), 0);
    assert_int_equal(open_file(k, "folder", STATE_MAKE), STATE_FAILED);
    kit_assert_error(k, "folder is a folder: move it away");
    if (geteuid() == 0) {
        kit_write(k, "foreign", "");
        assert_int_equal(fchownat(k->dir.fd, "foreign", NOBODY, NOBODY, 0), 0);
        assert_int_equal(open_file(k, "foreign", STATE_MAKE), STATE_FAILED);
        kit_assert_error(k, "foreign belongs to another user: move it away");
    }
}

/* What root may do anyway is tried as somebody else. */
static bool find_read_only(struct kit *k)
{
    struct state_dir dir;
    struct state_file f;

    if (geteuid() == 0 && (fchown(k->dir.fd, NOBODY, NOBODY) || chown(k->home, NOBODY, NOBODY) ||
                           setegid(NOBODY) || seteuid(NOBODY)))
        return false;
    if (!state_dir_open(&dir, &k->err) || fchmod(dir.fd, 0500) ||
        state_file_open(&f, &dir, "new", STATE_MAKE, &k->err) != STATE_FAILED ||
        !strstr(k->err.text, "cfqtop/new is not yours to use: set XDG_STATE_HOME elsewhere"))
        return false;
    state_dir_close(&dir);
    if (rmdir(k->dir.path) || chmod(k->home, 0500) || state_dir_open(&dir, &k->err))
        return false;
    return strstr(k->err.text, "cfqtop is not yours to use: set XDG_STATE_HOME elsewhere");
}

static void test_read_only(void **state)
{
    struct kit *k = *state;

    kit_join(kit_fork(find_read_only, k));
    assert_int_equal(chmod(k->home, 0700), 0);
}

static void test_lock_is_waited_for_no_longer_than_a_second(void **state)
{
    struct kit *k = *state;
    struct state_file mine, theirs, reader;
    int64_t start;

    assert_int_equal(state_file_open(&mine, &k->dir, "f", STATE_MAKE, &k->err), STATE_OPEN);
    assert_int_equal(state_file_open(&theirs, &k->dir, "f", STATE_MAKE, &k->err), STATE_TAKEN);
    start = clock_now().mono_ms;
    assert_int_equal(state_file_open(&theirs, &k->dir, "f", STATE_WAIT, &k->err), STATE_TAKEN);
    assert_in_range(clock_now().mono_ms - start, 900, 60000);
    kit_assert_error(k, "f is in use by another cfqtop: try again");
    state_file_unlock(&mine);
    assert_int_equal(state_file_open(&theirs, &k->dir, "f", STATE_READ, &k->err), STATE_OPEN);
    assert_int_equal(state_file_open(&reader, &k->dir, "f", STATE_READ, &k->err), STATE_OPEN);
    state_file_close(&reader);
    state_file_close(&theirs);
    state_file_close(&mine);
}

static bool hold_a_lock(struct kit *k)
{
    struct state_file f;

    return state_file_open(&f, &k->dir, "f", STATE_MAKE, &k->err) == STATE_OPEN;
}

static void test_lock_ends_with_its_program(void **state)
{
    struct kit *k = *state;

    kit_kill_after(hold_a_lock, k);
    assert_int_equal(open_file(k, "f", 0), STATE_OPEN);
}

static void assert_file(struct kit *k, const char *name, const char *text)
{
    size_t n;
    char *bytes = kit_read(k, name, &n);

    assert_string_equal(bytes, text);
    free(bytes);
}

static void test_exchanged_file_keeps_its_name_locked(void **state)
{
    struct kit *k = *state;
    struct state_file f, fresh, other;

    assert_int_equal(state_file_open(&f, &k->dir, "f", STATE_MAKE, &k->err), STATE_OPEN);
    assert_true(state_file_append(&f, "old\n", 4, &k->err));
    kit_write(k, "f.new", "left from a crash\n");
    assert_true(state_file_begin(&f, &fresh, &k->err));
    assert_true(state_file_append(&fresh, "fresh\n", 6, &k->err));
    assert_true(state_file_exchange(&f, &fresh, &k->err));
    assert_int_equal(fresh.fd, -1);
    assert_int_equal(state_file_open(&other, &k->dir, "f", 0, &k->err), STATE_TAKEN);
    assert_true(state_file_append(&f, "more\n", 5, &k->err));
    state_file_close(&f);
    assert_file(k, "f", "fresh\nmore\n");
    kit_assert_mode(k, "f", 0600);
    assert_int_equal(kit_size(k, "f.new"), -1);
}

enum { ROUNDS = 2000 };

static bool open_for_sure(struct kit *k, struct state_file *f)
{
    enum state_found found;

    do
        found = state_file_open(f, &k->dir, "f", STATE_MAKE | STATE_WAIT, &k->err);
    while (found == STATE_TAKEN);
    return found == STATE_OPEN;
}

static bool append_often(struct kit *k)
{
    struct state_file f;

    for (int i = 0; i < ROUNDS; i++) {
        if (!open_for_sure(k, &f) || !state_file_append(&f, "a\n", 2, &k->err))
            return false;
        state_file_close(&f);
    }
    return true;
}

static bool exchange_often(struct kit *k)
{
    struct state_file f, fresh;

    for (int i = 0; i < ROUNDS; i++) {
        if (!open_for_sure(k, &f) || !state_file_begin(&f, &fresh, &k->err) ||
            !state_file_copy(&f, 0, &fresh, &k->err) ||
            !state_file_append(&fresh, "x\n", 2, &k->err) ||
            !state_file_exchange(&f, &fresh, &k->err))
            return false;
        state_file_close(&f);
    }
    return true;
}

/* Who waited for the lock of a file that was exchanged meanwhile must not write to the old one. */
static void test_no_line_is_lost_to_an_exchange(void **state)
{
    struct kit *k = *state;
    pid_t appends = kit_fork(append_often, k), exchanges = kit_fork(exchange_often, k);

    kit_join(appends);
    kit_join(exchanges);
    assert_int_equal(kit_size(k, "f"), 2 * 2 * ROUNDS);
}

static void test_torn_line_is_ended(void **state)
{
    struct kit *k = *state;
    struct state_file f;

    kit_write(k, "f", "one\ntw");
    assert_int_equal(state_file_open(&f, &k->dir, "f", 0, &k->err), STATE_OPEN);
    assert_true(state_file_append(&f, "three\n", 6, &k->err));
    assert_true(state_file_append(&f, "four\n", 5, &k->err));
    assert_file(k, "f", "one\ntw\nthree\nfour\n");
    assert_int_equal(state_file_next_line(&f, 0), 0);
    assert_int_equal(state_file_next_line(&f, 1), 4);
    assert_int_equal(state_file_next_line(&f, 4), 4);
    assert_int_equal(state_file_next_line(&f, 5), 7);
    assert_int_equal(state_file_next_line(&f, 14), 18);
    assert_int_equal(state_file_next_line(&f, 99), 18);
    state_file_close(&f);
}

/* As on a full disk: a part of the bytes is written. */
static bool fill_disk(struct kit *k)
{
    struct rlimit limit = {10, 10};
    struct state_file f;

    signal(SIGXFSZ, SIG_IGN);
    if (state_file_open(&f, &k->dir, "f", STATE_MAKE, &k->err) != STATE_OPEN ||
        setrlimit(RLIMIT_FSIZE, &limit))
        return false;
    return state_file_append(&f, "12345\n", 6, &k->err) &&
           !state_file_append(&f, "67890\n", 6, &k->err) &&
           strstr(k->err.text, "f cannot grow, files are limited in size: see ulimit -f");
}

static void test_full_disk_leaves_the_file_as_it_was(void **state)
{
    struct kit *k = *state;

    kit_join(kit_fork(fill_disk, k));
    assert_file(k, "f", "12345\n");
}

static void test_words_for_errno(void **state)
{
    struct kit *k = *state;

    assert_false(state_dir_fail(&k->dir, "f", ENOSPC, &k->err));
    kit_assert_error(k, "cfqtop/f cannot be written, the disk is full: free some space");
    assert_false(state_dir_fail(&k->dir, NULL, EROFS, &k->err));
    kit_assert_error(k, "cfqtop is on a read-only disk: set XDG_STATE_HOME elsewhere");
    assert_false(state_dir_fail(&k->dir, "f", EIO, &k->err));
    kit_assert_error(k, "cfqtop/f cannot be used: Input/output error");
    assert_false(state_dir_fail(&k->dir, "f", EIO, NULL));
}

#define WITH_KIT(test) cmocka_unit_test_setup_teardown(test, kit_start, kit_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_home),
        cmocka_unit_test(test_no_home),
        cmocka_unit_test(test_folder_refused),
        WITH_KIT(test_file_modes),
        WITH_KIT(test_file_refused),
        WITH_KIT(test_read_only),
        WITH_KIT(test_lock_is_waited_for_no_longer_than_a_second),
        WITH_KIT(test_lock_ends_with_its_program),
        WITH_KIT(test_exchanged_file_keeps_its_name_locked),
        WITH_KIT(test_no_line_is_lost_to_an_exchange),
        WITH_KIT(test_torn_line_is_ended),
        WITH_KIT(test_full_disk_leaves_the_file_as_it_was),
        WITH_KIT(test_words_for_errno),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
