/* The `:` line as it is typed: leaving, history, completion, pasting. */
#include "base/memory/array.h"
#include "tests/unit/seenkit.h"

#include "app/command/command_run.h"

static const char *line(const struct kit *k)
{
    return seen_field(k, 0);
}

static void run(struct kit *k, const char *text)
{
    kit_type(k, ":", false);
    kit_type(k, text, false);
    kit_press(k, "Enter");
    seen_expect_open(k, "");
}

static void ways_out(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, ": q Esc");
    seen_expect_open(&k, "");
    kit_press(&k, ": q Ctrl-C");
    seen_expect_open(&k, "");
    kit_press(&k, ": q Backspace");
    seen_expect_open(&k, "COMMAND");
    kit_press(&k, "Backspace");
    seen_expect_open(&k, "");
    kit_press(&k, ": Enter");
    seen_expect_open(&k, "");
    assert_false(seen_has_left(&k));
    kit_free(&k);
}

static void a_pasted_enter_runs_nothing(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_type(&k, ":quit!\n", true); /* not even the colon */
    seen_expect_open(&k, "");
    kit_press(&k, ":");
    kit_type(&k, "quit!\nset interval 5s\n", true);
    seen_expect_open(&k, "COMMAND");
    assert_string_equal(line(&k), "quit!set interval 5s");
    assert_false(seen_has_left(&k));
    kit_press(&k, "Ctrl-U s o");
    kit_key(&k, (struct key){.code = K_TAB, .pasted = true});
    assert_string_equal(line(&k), "so");
    kit_free(&k);
}

static void history_goes_by_what_was_typed(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    run(&k, "set interval 5s");
    run(&k, "times utc");
    run(&k, "times utc"); /* once */
    run(&k, "set interval 2s");
    assert_int_equal(k.app->line.n, 3);
    kit_press(&k, ": Up");
    assert_string_equal(line(&k), "set interval 2s");
    kit_press(&k, "Up Ctrl-P");
    assert_string_equal(line(&k), "set interval 5s");
    kit_press(&k, "Up");
    assert_string_equal(line(&k), "set interval 5s");
    kit_press(&k, "Down Ctrl-N");
    assert_string_equal(line(&k), "set interval 2s");
    kit_press(&k, "Down Down");
    assert_string_equal(line(&k), "");
    kit_press(&k, "s e t Up Up");
    assert_string_equal(line(&k), "set interval 5s");
    kit_press(&k, "Up");
    assert_string_equal(line(&k), "set interval 5s");
    kit_press(&k, "Down Down");
    assert_string_equal(line(&k), "set");
    kit_press(&k, "Up Backspace Backspace 7 s"); /* an edited line is typed */
    assert_string_equal(line(&k), "set interval 7s");
    kit_press(&k, "Down");
    assert_string_equal(line(&k), "set interval 7s");
    kit_press(&k, "Enter");
    assert_int_equal(app_option(k.app, OPT_INTERVAL), 7000);
    kit_free(&k);
}

static void history_is_capped(void **state)
{
    struct kit k;
    char text[20];

    (void)state;
    kit_ready(&k, 3);
    for (int i = 1; i <= HISTORY_MAX + 5; i++) {
        snprintf(text, sizeof(text), "%d", i);
        run(&k, text);
    }
    assert_int_equal(k.app->line.n, HISTORY_MAX);
    assert_string_equal(k.app->line.history[0], "6");
    assert_string_equal(k.app->line.history[HISTORY_MAX - 1], "55");
    kit_free(&k);
}

/* Presses keys after the text is typed, and wants to see the line. */
static void expect(struct kit *k, const char *text, const char *keys, const char *want)
{
    kit_press(k, ":");
    kit_type(k, text, false);
    kit_press(k, keys);
    assert_string_equal(line(k), want);
    kit_press(k, "Esc");
}

static void completion_comes_from_the_tables(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 12);
    expect(&k, "so", "Tab", "sort ");
    expect(&k, "ref", "Tab", "refresh");
    expect(&k, "s", "Tab", "sort");
    expect(&k, "s", "Tab Tab", "set");
    expect(&k, "s", "Tab Tab Tab", "s"); /* round past what was typed */
    expect(&k, "s", "Shift-Tab", "set");
    expect(&k, "", "Tab Tab", "quit");
    expect(&k, "sort b", "Tab", "sort backlog");
    expect(&k, "sort ", "Tab Tab", "sort name");
    expect(&k, "sort name d", "Tab", "sort name desc");
    expect(&k, "set in", "Tab", "set interval ");
    expect(&k, "set wrap ", "Tab", "set wrap off");
    expect(&k, "set times=", "Tab Tab", "set times=utc");
    expect(&k, "view h", "Tab", "view hex");
    expect(&k, "mark n", "Tab", "mark none");
    expect(&k, "open queue-001", "Tab Tab", "open queue-0011");
    expect(&k, "peek 5 queue-0", "Tab", "peek 5 queue-0000");
    expect(&k, "peek queue-0", "Tab", "peek queue-0000");
    expect(&k, "xyzzy ", "Tab", "xyzzy ");
    expect(&k, "s", "Tab x Tab", "sortx"); /* typing goes on from what is shown */
    kit_press(&k, "3");
    expect(&k, "sort ", "Tab", "sort ");
    kit_free(&k);
}

/* Those that most of the messages have come first, whichever message had one first. */
static void paths_come_by_how_many_messages_have_them(void **state)
{
    static const char *const bodies[] = {"{\"b\":1}", "{\"c\":1}", "{\"c\":[{\"d\":2},{\"d\":3}]}",
                                         "{\"a\":1}"};
    static const char *const want[] = {".c", ".a", ".b", ".c[].d"};
    struct request *r;
    struct batch *b;
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    kit_press(&k, "Enter");
    r = kit_open(&k, OP_PEEK, NULL);
    b = kit_make_batch(&k, r, ARRAY_LEN(bodies), "m");
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
        b->items[i].body = bodies[i];
        b->items[i].body_len = strlen(bodies[i]);
        b->items[i].type = CONTENT_JSON;
    }
    kit_batch(&k, r, b);
    kit_press(&k, "/ .");
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        kit_press(&k, "Tab");
        assert_string_equal(line(&k), want[i]);
    }
    kit_free(&k);
}

static void read_only_takes_pull_away(void **state)
{
    struct kit k;

    (void)state;
    kit_ready(&k, 3);
    expect(&k, "pu", "Tab", "pull ");
    run(&k, "set read-only");
    expect(&k, "pu", "Tab", "pu");
    kit_free(&k);
}

/* Names come from outside: one that cannot be typed is not offered, a long list is cut. */
static void hostile_and_many_names(void **state)
{
    struct kit k;
    struct queue_page *page;
    struct completion c;
    char name[] = "evil\033[2J", other[200];

    (void)state;
    kit_start(&k, kit_config());
    page = kit_make_page("queue", 0, 200);
    page->items[0].name = name;
    memset(other, 'o', sizeof(other) - 1);
    other[sizeof(other) - 1] = '\0';
    page->items[1].name = other;
    kit_page(&k, page);
    kit_list_end(&k);
    command_run_complete(k.app, "open ", &c);
    assert_int_equal(c.words.n, WORDS_MAX);
    assert_string_equal(c.words.items[0], "queue-0002");
    command_run_complete(k.app, "open evil", &c);
    assert_int_equal(c.words.n, 0);
    assert_string_equal(c.arguments, "QUEUE");
    kit_free(&k);
}

static void a_hint_where_there_are_no_words(void **state)
{
    struct kit k;
    struct completion c;

    (void)state;
    kit_ready(&k, 3);
    command_run_complete(k.app, "set interval ", &c);
    assert_int_equal(c.words.n, 0);
    assert_string_equal(c.hint, "how often the screen is refreshed: 500ms to 1h");
    command_run_complete(k.app, "pull ", &c);
    assert_string_equal(c.arguments, "[N] [DURATION]");
    assert_string_equal(c.hint, "the question of P, with N and DURATION");
    command_run_complete(k.app, "nothing ", &c);
    assert_string_equal(c.hint, "");
    kit_free(&k);
}

/* Keys without sense leave a line that fits and no request behind. */
static void random_keys(void **state)
{
    static const char *const keys[] = {"Tab", "Shift-Tab", "Up",     "Down",   "Left", "Home",
                                       "Del", "Backspace", "Ctrl-W", "Ctrl-U", "s",    "e",
                                       "t",   "Space",     "p",      "o",      "5",    "=",
                                       "End", "Ctrl-A",    "q",      "u",      "l",    ":"};
    uint32_t seed = 7;
    struct kit k;

    (void)state;
    kit_ready(&k, 100);
    for (int i = 0; i < 20000; i++) {
        seed = seed * 1664525 + 1013904223;
        if (!*seen_open(&k))
            kit_press(&k, ":");
        kit_press(&k, keys[(seed >> 16) % (ARRAY_LEN(keys))]);
        assert_true(strlen(line(&k)) < sizeof(((struct field *)0)->text));
    }
    assert_int_equal(kit_count(&k, OP_PEEK) + kit_count(&k, OP_PULL), 0);
    kit_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ways_out),
        cmocka_unit_test(a_pasted_enter_runs_nothing),
        cmocka_unit_test(history_goes_by_what_was_typed),
        cmocka_unit_test(history_is_capped),
        cmocka_unit_test(completion_comes_from_the_tables),
        cmocka_unit_test(paths_come_by_how_many_messages_have_them),
        cmocka_unit_test(read_only_takes_pull_away),
        cmocka_unit_test(hostile_and_many_names),
        cmocka_unit_test(a_hint_where_there_are_no_words),
        cmocka_unit_test(random_keys),
    };

    return cmocka_run_group_tests_name("command line", tests, NULL, NULL);
}
