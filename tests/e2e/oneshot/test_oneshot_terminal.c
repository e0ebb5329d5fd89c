/* One-shot commands with a terminal around them: notes for the person, and no byte that the
 * terminal would act on. */
#include "tests/e2e/oneshot/oneshotkit.h"
#include "tests/harness/program/pty.h"
#include "tests/harness/trash.h"

#include <errno.h>
#include <poll.h>
#include <sys/wait.h>

static char locale[24] = "LC_ALL=C.UTF-8", token[] = "CLOUDFLARE_API_TOKEN=" SIM_TOKEN;
static char config[] = "XDG_CONFIG_HOME=/proc/nonexistent";

struct shown {
    char bytes[65536];
    size_t len;
    int status;
};

static void read_some(struct shown *s, int fd)
{
    ssize_t n = read(fd, s->bytes + s->len, sizeof s->bytes - 1 - s->len);

    if (n > 0)
        s->len += (size_t)n;
    s->bytes[s->len] = '\0';
}

/* Runs cfqtop in a terminal of 100 columns to its end. */
static void show(struct shown *s, const char *const *argv)
{
    char *env[] = {locale, token, config, base_url, state_home, NULL};
    bool ended = false;
    struct pty p;
    int status;

    *s = (struct shown){.status = -1};
    assert_true(pty_start(&p, 100, 24, argv, env));
    while (!ended) {
        struct pollfd fds[2] = {{.fd = p.master, .events = POLLIN},
                                {.fd = p.events, .events = POLLIN}};

        assert_true(poll(fds, 2, RUN_LIMIT_MS) > 0);
        read_some(s, p.master);
        while (pty_next_event(&p, &status))
            if (WIFEXITED(status)) {
                s->status = WEXITSTATUS(status);
                ended = true;
            }
    }
    for (size_t before = s->len + 1; before != s->len;) {
        before = s->len;
        read_some(s, p.master);
    }
    pty_stop(&p);
}

static void assert_shows(const struct shown *s, const char *text)
{
    if (!strstr(s->bytes, text))
        fail_msg("\"%s\" is not in \"%s\"", text, s->bytes);
}

static void assert_clean(const struct shown *s)
{
    for (size_t i = 0; i < s->len; i++) {
        unsigned char c = (unsigned char)s->bytes[i], next = (unsigned char)s->bytes[i + 1];

        if ((c < ' ' && c != '\n' && c != '\r') || c == 0x7f || (c == 0xc2 && next < 0xa0))
            fail_msg("byte %02x at %zu of %s", c, i, s->bytes);
    }
}

static void test_pull_says_until_when(void **state)
{
    const char *const argv[] = {run_find_cfqtop(), "pull", "q", "-n", "3", "-t", "5m", NULL};
    struct shown s;

    (void)state;
    show(&s, argv);
    assert_int_equal(s.status, 0);
    assert_shows(&s, "3 messages leased for 5m: ack or retry before ");
    assert_clean(&s);
    show(&s, argv);
    assert_shows(&s, "no message: 3 in the backlog: delayed, leased elsewhere, or not there yet");
}

/* Of text without wide characters. */
static int count_cols(const char *at, const char *end)
{
    int cols = 0;

    for (; at < end; at++)
        cols += (*at & 0xc0) != 0x80;
    return cols;
}

/* 80 columns, and what is to be done is whole on them. */
static void test_doctor_fits_the_terminal(void **state)
{
    const char *const argv[] = {run_find_cfqtop(), "doctor", NULL};
    struct shown s;
    size_t lines = 0;

    (void)state;
    sim_post(sim, "/__sim/fault",
             "{\"op\":\"list\",\"kind\":\"status\",\"status\":404,\"code\":7003,"
             "\"message\":\"Could not \\u001b[31m route to it, as the object "
             "identifier is invalid, at great length\"}");
    show(&s, argv);
    assert_int_equal(s.status, 1);
    assert_shows(&s, "✖  terminal    TERM is not set; set it to what this is: xterm-256color?\r\n");
    assert_shows(&s, "✖  queues      queues was not found: check the account id and the "
                     "base URL\r\n");
    for (const char *at = s.bytes, *end; (end = strstr(at, "\r\n")); at = end + 2, lines++)
        assert_true(count_cols(at, end) <= 80);
    assert_int_equal(lines, 17);
    assert_clean(&s);
}

static void test_json_is_harmless(void **state)
{
    const char *const argv[] = {run_find_cfqtop(), "peek", "q", "--json", NULL};
    struct shown s;

    (void)state;
    show(&s, argv);
    assert_int_equal(s.status, 0);
    assert_shows(&s, "\\u009b");
    assert_shows(&s, "\\u202e");
    assert_shows(&s, "\\udb40\\udc41"); /* U+E0041, a tag character */
    assert_clean(&s);
}

static void test_peek_fits_the_width(void **state)
{
    const char *const argv[] = {run_find_cfqtop(), "peek", "long", NULL};
    struct shown s;
    size_t cols = 0;

    (void)state;
    show(&s, argv);
    assert_int_equal(s.status, 0);
    for (const char *c = strchr(s.bytes, '\n') + 1; *c && *c != '\r'; c++)
        cols += ((unsigned char)*c & 0xc0) != 0x80;
    assert_in_range(cols, 80, 100);
}

static void test_body_of_the_trash_is_harmless(void **state)
{
    const char *const argv[] = {run_find_cfqtop(), "trash", "1", NULL};
    static const char body[] = "a\0b\xff\033[2J\r\n\nlast";
    struct message m = {
        .id = "m1", .body = body, .body_len = sizeof body - 1, .type = CONTENT_TEXT};
    const struct message *saved = &m;
    struct trash_place place = {.queue = "q"};
    struct state_dir dir;
    struct error err;
    struct shown s;

    (void)state;
    assert_true(state_dir_open(&dir, &err));
    assert_true(trash_save(&dir, TRASH_BYTES, &place, &saved, 1, &err));
    state_dir_close(&dir);
    show(&s, argv);
    assert_int_equal(s.status, 0);
    assert_string_equal(s.bytes, "a‹00›b‹FF›‹1B›[2J‹0D›\r\n\r\nlast\r\n");
}

/* Keys come from a terminal, and the screen goes to one. */
static void test_the_inspector_needs_both_ways(void **state)
{
    static const char *const ways[] = {"exec \"$0\" q </dev/null",
                                       "{ \"$0\" q; echo \"status $?\" >&2; } | cat"};
    struct shown s;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const char *const argv[] = {"/bin/sh", "-c", ways[i], run_find_cfqtop(), NULL};

        show(&s, argv);
        assert_shows(&s, "the inspector needs a terminal");
        if (i)
            assert_shows(&s, "status 2");
        else
            assert_int_equal(s.status, 2);
        assert_clean(&s);
    }
}

static int set_up(void **state)
{
    (void)state;
    sim_seed(sim,
             "{\"reset\":true,\"queues\":[{\"name\":\"q\",\"consumers\":[{\"type\":\"http_pull\"}],"
             "\"messages\":[{\"body\":\"\\u001b[2J\\u009b\\u202e\\udb40\\udc41\",\"count\":3}]},"
             "{\"name\":\"long\",\"messages\":[{\"size\":5000}]}]}");
    return 0;
}

/* A letter that the locale lacks is spelled out, so that it is no dot. */
static void without_utf8_letters_are_spelled(void **state)
{
    const char *const argv[] = {run_find_cfqtop(), "peek", "q", NULL};
    struct shown s;

    (void)state;
    sim_seed(sim, "{\"reset\":true,\"queues\":[{\"name\":\"q\",\"messages\":[{\"body\":"
                  "\"Jos\xc3\xa9.\"}]}]}");
    snprintf(locale, sizeof locale, "LC_ALL=C");
    show(&s, argv);
    snprintf(locale, sizeof locale, "LC_ALL=C.UTF-8");
    assert_int_equal(s.status, 0);
    assert_shows(&s, "Jos<U+00E9>.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_pull_says_until_when, set_up),
        cmocka_unit_test_setup(test_doctor_fits_the_terminal, set_up),
        cmocka_unit_test_setup(test_json_is_harmless, set_up),
        cmocka_unit_test_setup(test_peek_fits_the_width, set_up),
        cmocka_unit_test_setup(test_body_of_the_trash_is_harmless, set_up),
        cmocka_unit_test_setup(test_the_inspector_needs_both_ways, set_up),
        cmocka_unit_test_setup(without_utf8_letters_are_spelled, set_up),
    };

    return cmocka_run_group_tests_name("one-shot commands in a terminal", tests, oneshot_start,
                                       oneshot_stop);
}
