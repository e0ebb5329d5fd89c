#include "effects/files/writer.h"

#include "app/command/command_run.h"
#include "tests/unit/diskkit.h"
#include "tests/unit/placekit.h"
#include "tests/unit/toolkit.h"

#define LINE(id)                                                                                   \
    "{\"id\":\"" id "\",\"body\":\"body of " id "\",\"attempts\":1,\"ref\":\"ref of " id "\","     \
    "\"queue\":\"queue-0000\",\"decoded\":\"body of " id "\"}\n"

static struct disk *disk;
static struct writer *writer;

static int start(void **state)
{
    disk = diskkit_start();
    writer = writer_new(disk);
    return place_start(state);
}

static int clean_up(void **state)
{
    writer_free(writer);
    disk_stop(disk, NULL);
    place_limit(RLIM_INFINITY);
    return place_stop(state);
}

static void peek(struct kit *k, size_t n)
{
    kit_ready(k, 1);
    kit_press(k, "Enter");
    kit_messages(k, kit_open(k, OP_PEEK, NULL), n, "m");
}

static void command(struct kit *k, const char *line)
{
    struct error err;

    if (!command_run(k->app, line, &err))
        fail_msg("%s", err.text);
}

/* Without the configuration, which a frozen screen does not read. */
static void ask_for_evidence(struct kit *k, size_t n)
{
    peek(k, n);
    call_log_say(&k->app->call_log, 0, "alert", "raised", "q0000", "no call");
    kit_press(k, "Z");
    command(k, "evidence case");
}

static void write_all(struct kit *k)
{
    writer_follow(writer, k->app);
    while (writer_is_busy(writer))
        writer_run(writer, k->app);
    diskkit_finish(disk, k->app);
    assert_false(k->app->export.wanted);
}

static void what_is_shown_is_written(void **state)
{
    struct kit k;

    (void)state;
    umask(0);
    peek(&k, 2);
    command(&k, "export out");
    write_all(&k);
    place_expect_names(".", "out");
    place_expect_text("out", LINE("m0") LINE("m1"));
    place_expect_mode("out", 0600);
    seen_expect_part(seen_said(&k), "wrote 2 messages, ");
    kit_free(&k);
}

static void what_was_marked_when_asked_is_written(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 4);
    kit_press(&k, "j Space G Space p");
    command(&k, "export ~/out");
    kit_messages(&k, kit_open(&k, OP_PEEK, NULL), 1, "other");
    write_all(&k);
    place_expect_text("out", LINE("m1") LINE("m3"));
    kit_free(&k);
}

static void what_is_there_stays(void **state)
{
    struct kit k;

    (void)state;
    place_write("out", "old");
    peek(&k, 2);
    command(&k, "export out");
    write_all(&k);
    place_expect_names(".", "out");
    place_expect_text("out", "old");
    assert_true(seen_is_error(&k));
    seen_expect_said(&k, "nothing was written: it exists already; choose another name");
    kit_free(&k);
}

static void what_came_meanwhile_stays(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "export out");
    writer_follow(writer, k.app);
    place_write("out", "of another program");
    write_all(&k);
    place_expect_names(".", "out");
    place_expect_text("out", "of another program");
    seen_expect_part(seen_said(&k), "it exists already");
    kit_free(&k);
}

static void a_name_that_is_taken_can_be_changed(void **state)
{
    struct kit k;

    (void)state;
    place_write("out", "old");
    peek(&k, 1);
    kit_press(&k, "Ctrl-S Ctrl-U");
    kit_wait(&k, QUESTION_ARM_MS);
    kit_type(&k, "out\n", false);
    write_all(&k);
    seen_expect_open(&k, "EXPORT");
    seen_expect_part(seen_refusal(&k), "it exists already");
    kit_type(&k, "2\n", false);
    write_all(&k);
    place_expect_names(".", "out out2");
    place_expect_text("out2", LINE("m0"));
    kit_free(&k);
}

static void cancelled_leaves_nothing(void **state)
{
    struct kit k;

    (void)state;
    peek(&k, 2);
    command(&k, "export out");
    writer_follow(writer, k.app);
    assert_true(writer_is_busy(writer));
    kit_press(&k, "Esc");
    writer_follow(writer, k.app);
    assert_false(writer_is_busy(writer));
    place_expect_names(".", "");
    command(&k, "export out"); /* nor when it is on its way to the disk */
    writer_run(writer, k.app);
    assert_false(writer_is_busy(writer));
    kit_press(&k, "Esc");
    writer_follow(writer, k.app);
    diskkit_finish(disk, k.app);
    place_expect_names(".", "");
    command(&k, "export out"); /* and the next one is whole */
    write_all(&k);
    place_expect_text("out", LINE("m0") LINE("m1"));
    kit_free(&k);
}

static void leaving_meanwhile_leaves_nothing(void **state)
{
    static const char *const commands[] = {"export out", "evidence out"};
    struct kit k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        peek(&k, 2);
        kit_press(&k, "Z");
        command(&k, commands[i]);
        writer_follow(writer, k.app);
        writer_free(writer);
        writer = writer_new(disk);
        place_expect_names(".", "");
        kit_free(&k);
    }
}

static void a_disk_that_is_full_leaves_nothing(void **state)
{
    static const char *const commands[] = {"export out", "evidence out"};
    struct kit k;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        peek(&k, 2);
        kit_press(&k, "Z");
        command(&k, commands[i]);
        place_limit(10);
        write_all(&k);
        place_limit(RLIM_INFINITY);
        place_expect_names(".", "");
        assert_true(seen_is_error(&k));
        seen_expect_said(&k, "nothing was written: File too large");
        kit_free(&k);
    }
}

static void evidence_is_a_folder_with_its_sums(void **state)
{
    static const char *const files[] = {"case/SHA256SUMS", "case/messages.ndjson",
                                        "case/bodies/1-m0.txt"};
    struct buf checked;
    struct kit k;

    (void)state;
    umask(0);
    ask_for_evidence(&k, 2);
    write_all(&k);
    place_expect_names(".", "case");
    place_expect_names("case", "SHA256SUMS about.txt bodies calls.ndjson messages.ndjson "
                               "metrics.json queue.txt");
    place_expect_names("case/bodies", "1-m0.txt 2-m1.txt");
    place_expect_mode("case", 0700);
    place_expect_mode("case/bodies", 0700);
    for (size_t i = 0; i < ARRAY_LEN(files); i++)
        place_expect_mode(files[i], 0600);
    place_expect_text("case/bodies/2-m1.txt", "body of m1");
    assert_int_equal(chdir("case"), 0);
    tool_run(TOOL("sha256sum", "--strict", "-c", "SHA256SUMS"), "", 0, &checked);
    seen_expect_part(checked.bytes, "bodies/1-m0.txt: OK\nbodies/2-m1.txt: OK\n");
    seen_expect_part(checked.bytes, "messages.ndjson: OK\n");
    seen_expect_part(checked.bytes, "about.txt: OK\n");
    seen_expect_part(checked.bytes, "calls.ndjson: OK\n");
    seen_expect_part(checked.bytes, "metrics.json: OK\n");
    seen_expect_part(checked.bytes, "queue.txt: OK\n");
    buf_free(&checked);
    place_expect_no_part("messages.ndjson", "ref of");
    place_expect_no_part("calls.ndjson", "raised");
    kit_free(&k);
}

static void evidence_that_is_cancelled_leaves_nothing(void **state)
{
    struct kit k;

    (void)state;
    ask_for_evidence(&k, 2);
    writer_follow(writer, k.app);
    assert_true(writer_is_busy(writer));
    kit_press(&k, "Esc");
    writer_follow(writer, k.app);
    place_expect_names(".", "");
    kit_free(&k);
}

static void a_folder_that_is_there_stays(void **state)
{
    struct kit k;

    (void)state;
    for (int meanwhile = 0; meanwhile < 2; meanwhile++) {
        ask_for_evidence(&k, 1);
        if (meanwhile)
            writer_follow(writer, k.app);
        assert_int_equal(mkdir("case", 0700), 0);
        write_all(&k);
        place_expect_names(".", "case");
        place_expect_names("case", "");
        seen_expect_said(&k, "nothing was written: it exists already; choose another name");
        assert_int_equal(rmdir("case"), 0);
        kit_free(&k);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_shown_is_written),
        TEST(what_was_marked_when_asked_is_written),
        TEST(what_is_there_stays),
        TEST(what_came_meanwhile_stays),
        TEST(a_name_that_is_taken_can_be_changed),
        TEST(cancelled_leaves_nothing),
        TEST(leaving_meanwhile_leaves_nothing),
        TEST(a_disk_that_is_full_leaves_nothing),
        TEST(evidence_is_a_folder_with_its_sums),
        TEST(evidence_that_is_cancelled_leaves_nothing),
        TEST(a_folder_that_is_there_stays),
    };

    return cmocka_run_group_tests_name("effects: writer", tests, NULL, NULL);
}
