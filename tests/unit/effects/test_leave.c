/* The way out, with a fetch thread that is played: what it gets, and what is said afterwards. */
#include "effects/leave.h"

#include "base/os/signals.h"
#include "tests/unit/diskkit.h"
#include "tests/unit/placekit.h"
#include "tests/unit/seenkit.h"

#include <fcntl.h>
#include <pthread.h>

enum answer { ANSWERS, REFUSES, ANSWERS_LATE, IS_SILENT };

struct fetch {
    enum answer answer;
    int signal; /* raised when leases are to be given back; 0: none */
    int events[2];
    pthread_mutex_t lock; /* of what follows: the disk thread puts, the UI thread takes */
    struct event *ready;
    bool was_asked;  /* for events, since something was put */
    char sent[2000]; /* the bodies of changing calls, each with a line's end */
    int n_reads;
    int n_in_journal; /* of those, whose intent was there when they came */
    const struct kit *kit;
};

static void take_call(struct fetch *f, const struct request *r)
{
    struct event *e = kit_event(f->kit, r, f->answer == REFUSES ? EV_FAILED : EV_DONE);
    const char *intent;
    struct buf url, body;

    assert_true(r->call.op == OP_ACK || f->answer == IS_SILENT);
    buf_init(&url, 4096);
    buf_init(&body, 4096);
    assert_true(operation_build(&r->call, &url, &body, NULL));
    snprintf(f->sent + strlen(f->sent), sizeof(f->sent) - strlen(f->sent), "%s\n", body.bytes);
    buf_free(&url);
    buf_free(&body);
    intent =
        strstr(place_read("cfqtop/journal.jsonl", NULL), "\"stage\":\"intent\",\"op\":\"retry\"");
    f->n_in_journal += intent && r->call.n_handles && strstr(intent, r->call.handles[0].id);
    if (f->answer == REFUSES) {
        error_set(&e->err, ERR_API, "no");
        e->err.http = 403;
    } else if (r->call.op == OP_ACK) {
        e->u.ack = mem_new(1, sizeof(*e->u.ack));
        *(r->call.handles[0].retry ? &e->u.ack->retry_count : &e->u.ack->ack_count) =
            (int64_t)r->call.n_handles;
    }
    if (f->signal)
        kill(getpid(), f->signal);
    if (f->answer == IS_SILENT) {
        event_free(e);
        return;
    }
    e->mail.next = (void *)f->ready;
    f->ready = e;
    if (f->answer != ANSWERS_LATE)
        assert_int_equal(write(f->events[1], "", 1), 1);
}

/* In place of the disk's: it takes as long as the gate is closed. */
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

int fdatasync(int fd)
{
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return fsync(fd);
}

/* In place of the fetch thread's own. */
void fetch_put(struct fetch *f, struct request *r)
{
    pthread_mutex_lock(&f->lock);
    if (r->kind == REQ_CALL && operation_get(r->call.op)->changes_server)
        take_call(f, r);
    else
        f->n_reads++;
    pthread_mutex_unlock(&f->lock);
    request_free(r);
}

int fetch_event_fd(const struct fetch *f)
{
    return f->events[0];
}

/* What comes late comes when it was asked for once in vain. */
struct event *fetch_take(struct fetch *f)
{
    struct event *e;
    char woken[100];

    pthread_mutex_lock(&f->lock);
    e = f->ready;
    assert_true(read(f->events[0], woken, sizeof(woken)) != 0);
    if (e && f->answer == ANSWERS_LATE && !f->was_asked) {
        f->was_asked = true;
        assert_int_equal(write(f->events[1], "", 1), 1);
        e = NULL;
    } else {
        f->ready = NULL;
    }
    pthread_mutex_unlock(&f->lock);
    return e;
}

static struct kit kit;
static struct fetch fetch;
static struct disk *disk;
static struct state_sync *state_sync;
static char said[1000];

/* With a lease, by the true clock: leaving asks for the time itself. */
static int start(void **state)
{
    struct app_config config = kit_config();

    place_start(state);
    kit = (struct kit){.now = clock_now()};
    kit.app = app_new(&config, kit.now);
    kit_set_sizes(&kit, 20);
    kit_list(&kit, 2);
    disk = diskkit_start();
    state_sync = state_sync_start(NULL, disk);
    fetch = (struct fetch){.kit = &kit, .lock = PTHREAD_MUTEX_INITIALIZER};
    assert_int_equal(pipe2(fetch.events, O_CLOEXEC | O_NONBLOCK), 0);
    signal(SIGINT, SIG_DFL); /* which a shell ignores in what runs beside it */
    assert_true(signals_start());
    return 0;
}

static int clean_up(void **state)
{
    signals_stop();
    state_sync_stop(state_sync, kit.app);
    event_free(fetch.ready);
    close(fetch.events[0]);
    close(fetch.events[1]);
    kit_free(&kit);
    return place_stop(state);
}

static void pull(const char *key, size_t n, const char *prefix)
{
    kit_press(&kit, key);
    kit_messages(&kit, kit_pull(&kit), n, prefix);
    state_sync_run(state_sync, kit.app);
    diskkit_finish(disk, kit.app);
}

/* What it printed is in said, but for the line that a wait which can be felt begins with: the disk
 * may be slow. */
static int leave(void)
{
    static const char wait[] = "cfqtop: releasing leases (Ctrl-C stops that)\n";
    const char *printed;
    int status, true_stderr = dup(STDERR_FILENO);
    FILE *f = freopen("stderr", "w", stderr);

    assert_non_null(f);
    status = leave_run(kit.app, &fetch, state_sync, disk);
    fflush(stderr);
    dup2(true_stderr, STDERR_FILENO);
    close(true_stderr);
    printed = place_read("stderr", NULL);
    if (strncmp(printed, wait, sizeof(wait) - 1) == 0)
        printed += sizeof(wait) - 1;
    snprintf(said, sizeof(said), "%.900s", printed);
    return status;
}

static void leases_are_given_back_and_it_is_said(void **state)
{
    (void)state;
    pull("Alt-1 g", 2, "a");
    pull("Alt-1 j", 1, "b");
    assert_int_equal(leave(), 0);
    assert_string_equal(fetch.sent, "{\"acks\":[],\"retries\":["
                                    "{\"lease_id\":\"lease of a0\",\"delay_seconds\":0},"
                                    "{\"lease_id\":\"lease of a1\",\"delay_seconds\":0}]}\n"
                                    "{\"acks\":[],\"retries\":["
                                    "{\"lease_id\":\"lease of b0\",\"delay_seconds\":0}]}\n");
    assert_int_equal(fetch.n_in_journal, 2);
    assert_string_equal(said, "cfqtop: released 3 leases\n");
}

static void without_leases_nothing_is_sent_or_said(void **state)
{
    (void)state;
    assert_int_equal(leave(), 0);
    assert_string_equal(fetch.sent, "");
    assert_string_equal(said, "");
}

static void kept_leases_stay_for_the_next_start(void **state)
{
    (void)state;
    kit.app->config.options.numbers[OPT_KEEP_LEASES] = 1;
    pull("1", 2, "a");
    assert_int_equal(leave(), 0);
    assert_string_equal(fetch.sent, "");
    assert_string_equal(said,
                        "cfqtop: 2 leases kept (--keep-leases): give back with cfqtop release\n");
    place_expect_part("cfqtop/leases.jsonl", "lease of a0");
    place_expect_no_part("cfqtop/leases.jsonl", "drop");
}

static void why_leases_were_not_taken_is_said(void **state)
{
    (void)state;
    fetch.answer = REFUSES;
    pull("1", 2, "a");
    assert_int_equal(leave(), 0);
    seen_expect_part(said, "cfqtop: released 0 of 2 leases, the rest end by themselves: ");
    seen_expect_part(said, "Queues Write");
}

static void ctrl_c_ends_the_wait_for_a_server_that_is_silent(void **state)
{
    (void)state;
    fetch.answer = IS_SILENT;
    fetch.signal = SIGINT;
    pull("1", 2, "a");
    assert_int_equal(leave(), 0);
    assert_string_equal(
        said, "cfqtop: released 0 of 2 leases, the rest end by themselves: no answer in time\n");
    assert_int_not_equal(fetch.sent[0], '\0');
    place_expect_no_part("cfqtop/leases.jsonl", "drop");
}

/* Nor does a signal that was there before leaving began. */
static void a_terminal_that_closes_does_not(void **state)
{
    (void)state;
    fetch.answer = ANSWERS_LATE;
    fetch.signal = SIGHUP;
    pull("1", 2, "a");
    raise(SIGTERM);
    assert_int_equal(leave(), 0);
    seen_expect_part(said, "cfqtop: released 2 leases\n");
}

static void say_yes_to_acknowledge(void)
{
    kit_press(&kit, "A");
    kit_wait(&kit, QUESTION_ARM_MS);
    app_key(kit.app, (struct key){.code = K_CHAR, .ch = 'y'}, kit.now);
    app_settle(kit.app);
}

static void leave_and_expect_both_acknowledged(void)
{
    app_quit(kit.app);
    assert_int_equal(leave(), 0);
    assert_string_equal(fetch.sent, "{\"acks\":[{\"lease_id\":\"lease of a0\"}],\"retries\":[]}\n"
                                    "{\"acks\":[{\"lease_id\":\"lease of a1\"}],\"retries\":[]}\n");
    place_expect_part("cfqtop/trash.jsonl", "\"a0\"");
    place_expect_part("cfqtop/trash.jsonl", "\"a1\"");
}

/* Of two yes: the first is on its way to the disk, the second was not looked at yet. */
static void what_was_said_yes_to_is_done_before(void **state)
{
    (void)state;
    pull("1", 2, "a");
    say_yes_to_acknowledge();
    state_sync_run(state_sync, kit.app);
    kit_press(&kit, "j");
    say_yes_to_acknowledge();
    leave_and_expect_both_acknowledged();
}

/* The first is done, and nobody has looked at its answer yet. */
static void an_answer_does_not_end_what_is_not_sent_yet(void **state)
{
    (void)state;
    pull("1", 2, "a");
    say_yes_to_acknowledge();
    state_sync_run(state_sync, kit.app);
    diskkit_finish(disk, kit.app);
    state_sync_send(state_sync, kit.app, &fetch);
    diskkit_finish(disk, kit.app);
    assert_non_null(fetch.ready);
    kit_press(&kit, "j");
    say_yes_to_acknowledge();
    leave_and_expect_both_acknowledged();
}

static void press(const char *name)
{
    struct key key;

    assert_true(key_parse(name, &key));
    app_key(kit.app, key, kit.now);
    state_sync_send(state_sync, kit.app, &fetch);
}

static void only_what_changes_the_server_waits_for_a_slow_disk(void **state)
{
    (void)state;
    fetch.answer = IS_SILENT;
    pthread_mutex_lock(&gate);
    press("P");
    kit_wait(&kit, QUESTION_ARM_MS);
    press("Enter");
    press("Alt-1");
    press("j");
    press("Enter");
    assert_true(fetch.n_reads > 0);
    assert_string_equal(fetch.sent, "");
    pthread_mutex_unlock(&gate);
    diskkit_finish(disk, kit.app);
    seen_expect_part(fetch.sent, "visibility_timeout_ms");
}

static void what_went_wrong_is_the_last_word(void **state)
{
    (void)state;
    snprintf(kit.app->fatal, sizeof(kit.app->fatal), "the token is not valid\x1b[2J");
    assert_int_equal(leave(), 1);
    seen_expect_part(said, "cfqtop: the token is not valid");
    assert_null(strchr(said, '\x1b'));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, clean_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(leases_are_given_back_and_it_is_said),
        TEST(without_leases_nothing_is_sent_or_said),
        TEST(kept_leases_stay_for_the_next_start),
        TEST(why_leases_were_not_taken_is_said),
        TEST(ctrl_c_ends_the_wait_for_a_server_that_is_silent),
        TEST(a_terminal_that_closes_does_not),
        TEST(what_was_said_yes_to_is_done_before),
        TEST(an_answer_does_not_end_what_is_not_sent_yet),
        TEST(only_what_changes_the_server_waits_for_a_slow_disk),
        TEST(what_went_wrong_is_the_last_word),
    };

    return cmocka_run_group_tests_name("effects: leave", tests, NULL, NULL);
}
