/* The harness tested on small shell programs: what it reports about a terminal must be true. */
#include "base/memory/buf.h"
#include "tests/harness/shot/shot.h"
#include "tests/harness/term/term.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define WAIT_FOR_ENTER "; read -r line"

static struct term *run_sized(const char *script, int cols, int rows, const char *const *env)
{
    const char *const argv[] = {"/bin/sh", "-c", script, NULL};
    const struct term_options o = {.cols = cols, .rows = rows, .argv = argv, .env = env};

    return term_start(&o);
}

static struct term *run(const char *script)
{
    return run_sized(script, 0, 0, NULL);
}

static void test_text(void **state)
{
    struct term *t = run("printf 'one\\r\\n  two 漢字 e\xcc\x81.'" WAIT_FOR_ENTER);
    struct screen_point at;

    (void)state;
    term_wait_text(t, "^  two .*\\.$");
    assert_string_equal(term_row(t, 0), "one");
    assert_string_equal(term_row(t, 1), "  two 漢字 e\xcc\x81.");
    assert_string_equal(term_row(t, 2), "");
    assert_string_equal(term_row(t, 99), "");
    assert_string_equal(term_cell(t, 1, 6).utf8, "漢");
    assert_int_equal(term_cell(t, 1, 6).width, 2);
    assert_int_equal(term_cell(t, 1, 7).width, 0);
    assert_string_equal(term_cell(t, 1, 8).utf8, "字");
    assert_true(term_find_text(t, "e.\\.", &at));
    assert_int_equal(at.row, 1);
    assert_int_equal(at.col, 11);
    assert_false(term_has_text(t, "three"));
    assert_int_equal(term_cursor(t).row, 1);
    assert_int_equal(term_cursor(t).col, 13);
    term_stop(t);
}

static void test_attributes(void **state)
{
    struct term *t =
        run("printf '\\033[1;31;44mB\\033[0;2mD\\033[22;7mR\\033[m\\033[4;38;5;2;48;2;1;2;3mU"
            "\\033[0;3;97mI\\033[mx\\033[2;1mE\\033[mend'" WAIT_FOR_ENTER);

    (void)state;
    term_wait_text(t, "end");
    assert_true(term_cell(t, 0, 0).bold);
    assert_int_equal(term_cell(t, 0, 0).fg.kind, SCREEN_COLOUR_INDEX);
    assert_int_equal(term_cell(t, 0, 0).fg.index, 1);
    assert_int_equal(term_cell(t, 0, 0).bg.index, 4);
    assert_true(term_cell(t, 0, 1).dim);
    assert_false(term_cell(t, 0, 1).bold);
    assert_int_equal(term_cell(t, 0, 1).fg.kind, SCREEN_COLOUR_DEFAULT);
    assert_true(term_cell(t, 0, 2).reverse);
    assert_false(term_cell(t, 0, 2).dim);
    assert_true(term_cell(t, 0, 3).underline);
    assert_false(term_cell(t, 0, 3).dim);
    assert_int_equal(term_cell(t, 0, 3).fg.index, 2);
    assert_int_equal(term_cell(t, 0, 3).bg.kind, SCREEN_COLOUR_RGB);
    assert_int_equal(term_cell(t, 0, 3).bg.blue, 3);
    assert_true(term_cell(t, 0, 4).italic);
    assert_int_equal(term_cell(t, 0, 4).fg.index, 15);
    assert_false(term_cell(t, 0, 5).dim || term_cell(t, 0, 5).italic || term_cell(t, 0, 5).bold);
    assert_true(term_cell(t, 0, 6).dim && term_cell(t, 0, 6).bold);
    term_stop(t);
}

static void test_repeat_and_line_drawing(void **state)
{
    struct term *t = run("printf 'a-\\033[5b|\\033(0qx\\033(B.'" WAIT_FOR_ENTER);

    (void)state;
    term_wait_row(t, 0, "^a------\\|─│\\.$");
    term_stop(t);
}

static void test_keys(void **state)
{
    struct term *t = run("stty raw -echo; printf '\\033[?1hready'; dd bs=1 count=32 2>/dev/null | "
                         "od -An -c | tr -d ' \\n'");

    (void)state;
    term_wait_text(t, "ready");
    term_keys(t, "Up F1 F5 C-c M-x S-Tab Enter BS Esc text:abc é PgDn Home");
    term_wait_text(t, "033OA033OP033\\[15~003033x033\\[Z\\\\r177033abc303251033\\[6~033OH$");
    term_stop(t);
}

static void test_mouse_and_paste(void **state)
{
    struct term *t = run("stty raw -echo; printf '\\033[?1000h\\033[?1006h\\033[?2004hready';"
                         "dd bs=1 count=42 2>/dev/null | od -An -c | tr -d ' \\n'");

    (void)state;
    term_wait_text(t, "ready");
    assert_true(term_mode(t, 1006));
    assert_true(term_mode(t, 2004));
    term_keys(t, "click:2,4 wheelup:0,0 paste:hi");
    term_wait_text(t, "033\\[<0;5;3M033\\[<0;5;3m033\\[<64;1;1M033\\[200~hi033\\[201~");
    term_stop(t);
}

static void test_resize(void **state)
{
    struct term *t = run_sized("trap 'stty size; echo now' WINCH; stty size; "
                               "while :; do read -r line; done",
                               70, 20, NULL);

    (void)state;
    term_wait_text(t, "^20 70$");
    term_resize(t, 100, 30);
    term_keys(t, "Enter");
    term_wait_text(t, "^30 100$");
    term_wait_text(t, "^now$");
    assert_int_equal(screen_cols(term_screen(t)), 100);
    for (int size = 1; size < 300; size += 41) {
        term_resize(t, size, 1 + size / 3);
        term_send(t, "\n");
        term_pump(t, 0);
    }
    term_stop(t);
}

static void test_text_that_libvterm_cannot_show(void **state)
{
    struct screen *s = screen_new(1, 2, NULL, NULL);

    (void)state;
    screen_feed(s, "\xe6\xbc\xa2x", 4);
    assert_string_equal(screen_row(s, 0), "x");
    screen_free(s);
    s = screen_new(3, 2, NULL, NULL);
    screen_feed(s, "a\xe6\xbc\xa2\xcc\x81", 6);
    assert_string_equal(screen_row(s, 0), "a\xe6\xbc\xa2");
    assert_string_equal(screen_row(s, 1), "");
    screen_free(s);
}

static void test_exit(void **state)
{
    struct term *t = run("i=0; while [ $i -lt 400 ]; do echo line $i; i=$((i+1)); done; exit 7");
    int status;

    (void)state;
    term_wait_exit(t, &status);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
    assert_true(term_has_text(t, "^line 399$"));
    assert_true(term_raw_contains(t, 0, "line 0\r\n"));
    assert_true(term_is_cooked(t));
    term_stop(t);
    t = run("kill -SEGV $$");
    term_wait_exit(t, &status);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
    term_stop(t);
}

static void test_environment(void **state)
{
    const char *const extra[] = {"TERM=vt100", "EXTRA=yes", "TZ", NULL};
    struct term *t;

    (void)state;
    setenv("CLOUDFLARE_API_TOKEN", "secret", 1);
    setenv("NO_COLOR", "1", 1);
    t = run_sized(
        "env | grep -cE '^(CLOUDFLARE|CF_|NO_COLOR|TZ|ESCDELAY)'; echo $TERM $EXTRA $LANG;"
        "[ \"$HOME/state\" = \"$XDG_STATE_HOME\" ] && test -d $HOME/state && echo home; ls $HOME",
        0, 0, extra);
    term_wait_exit(t, NULL);
    assert_string_equal(term_row(t, 0), "0");
    assert_string_equal(term_row(t, 1), "vt100 yes C.UTF-8");
    assert_string_equal(term_row(t, 2), "home");
    term_stop(t);
}

static void test_modes(void **state)
{
    struct term *t = run("printf 'shell'; stty -icanon -echo; printf "
                         "'\\033[?1049h\\033[?25l\\033]2;a title\\007in'; read -r x;"
                         "printf '\\033[?1049l\\033[?25h'; stty sane; read -r x");

    (void)state;
    term_wait_text(t, "in$");
    assert_true(term_is_alternate(t));
    assert_false(term_is_cursor_visible(t));
    assert_false(term_is_cooked(t));
    assert_string_equal(term_title(t), "a title");
    assert_false(term_has_text(t, "shell"));
    term_keys(t, "Enter");
    term_wait_mode(t, 1049, false);
    term_wait_text(t, "shell");
    term_wait_mode(t, 25, true);
    term_stop(t);
}

static bool is_cooked(struct term *t, void *arg)
{
    (void)arg;
    return term_is_cooked(t);
}

static void test_stop_and_continue(void **state)
{
    struct term *t = run("echo begin; kill -TSTP $$; echo again; read -r x");

    (void)state;
    term_wait_stopped(t);
    assert_true(term_has_text(t, "begin"));
    assert_false(term_has_text(t, "again"));
    term_continue(t);
    term_wait_text(t, "again");
    assert_false(term_is_stopped(t));
    term_send(t, "\032");
    term_wait_stopped(t);
    term_continue(t);
    term_signal(t, SIGTERM);
    term_wait_until(t, is_cooked, NULL, "a sane terminal");
    term_wait_exit(t, NULL);
    term_stop(t);
}

static void test_hang_up(void **state)
{
    struct term *other = run("read -r x");
    struct term *t = run("echo ready; read -r x; read -r y");
    struct term *later = run("read -r x");
    int status;

    (void)state;
    term_wait_text(t, "ready");
    term_close_master(t);
    term_wait_exit(t, &status);
    assert_true(WIFSIGNALED(status) ? WTERMSIG(status) == SIGHUP : WIFEXITED(status));
    assert_false(term_has_exited(other, NULL));
    assert_int_equal(term_stop_all(NULL), 0);
    (void)later;
}

static void test_answers(void **state)
{
    struct term *t =
        run("stty raw -echo; printf '\\033[3;5H\\033[6n'; dd bs=1 count=6 2>/dev/null | od -An -c");

    (void)state;
    term_wait_text(t, "033 +\\[ +3 +; +5 +R");
    term_stop(t);
}

static void test_idleness(void **state)
{
    struct term *t = run("echo ready; read -r x");
    int64_t before, after;

    (void)state;
    term_wait_text(t, "ready");
    term_settle(t);
    before = term_context_switches(t);
    term_quiet(t, 50);
    after = term_context_switches(t);
    assert_true(before > 0);
    assert_int_equal(before, after);
    term_stop(t);
}

static void test_settling(void **state)
{
    struct term *t = run("stty -echo; while read -r x; do i=0; while [ $i -lt 300 ]; do echo $x $i;"
                         " i=$((i+1)); done; done");

    (void)state;
    term_settle(t);
    for (int round = 0; round < 5; round++) {
        term_send(t, "a\nb\n");
        term_settle(t);
        assert_false(term_has_input_left(t));
        assert_string_equal(term_row(t, 22), "b 299");
        term_send(t, "c\n");
        term_settle(t);
        assert_string_equal(term_row(t, 22), "c 299");
    }
    term_stop(t);
}

static void test_raw_marks(void **state)
{
    struct term *t = run("echo first; read -r x; echo second");
    size_t mark, len;

    (void)state;
    term_wait_text(t, "first");
    mark = term_raw_mark(t);
    assert_true(mark >= 5);
    term_keys(t, "Enter");
    term_wait_raw(t, mark, "second");
    assert_false(term_raw_contains(t, mark, "first"));
    assert_non_null(term_raw(t, &len));
    assert_true(len > mark);
    term_stop(t);
}

static const char *fault_of(const char *bytes, size_t len, enum escape_allow allow)
{
    return escape_find_fault(bytes, len, allow).why;
}

static void test_clean_streams(void **state)
{
    static const char *const clean[] = {
        "plain \xe6\xbc\xa2 \xe2\x94\x80\r\n\t\b\a\016\017",
        "\033[?1049h\033[22;0;0t\033[1;24r\033(B\033[m\033[4l\033[?7h\033[?1h\033=\033[H\033[2J",
        "\033[38;5;12m\033[48;5;0mx\033[39;49m\033[3;7Hy\033[5d\033[8G\033[K\033[1K\033[J",
        "\033[3X\033[4P\033[2@\033[L\033[3M\033[2S\033[T\033[9b\033M\0337\0338\033[Z",
        "\033[?25l\033[?12l\033[?25h\033[?1000h\033[?1006;1002h\033[?2004h\033[?1006;1000l",
        "\033[?1004l\033[?1034h\033]104\007",
    };

    (void)state;
    for (size_t i = 0; i < sizeof clean / sizeof clean[0]; i++)
        assert_null(fault_of(clean[i], strlen(clean[i]), 0));
}

static void test_unclean_streams(void **state)
{
    static const char *const unclean[] = {
        "x\033]52;c;aGk=\007",
        "\033]0;title\007",
        "\033]8;;http://x\033\\",
        "\033]52;c;",
        "\033P+q\033\\",
        "\033_apc\033\\",
        "\033^pm\033\\",
        "\033Xsos\033\\",
        "\033c",
        "\033[6n",
        "\033[c",
        "\033[5i",
        "\033[>4;1m",
        "\033[?47h",
        "\033[?1049;47h",
        "\033[14t",
        "\033[1\002m",
        "\033[ q",
        "\033[!q",
        "\033#8",
        "\033(A",
        "\033Z",
        "\033\033[m",
        "\033",
        "\23331m",
        "\302\23331m",
        "\xff",
        "\xc0\xaf",
        "\xed\xa0\x80",
        "\x7f",
        "\001",
        "\013",
        "\xe2\x80\xae",
        "\xe2\x80\x8b",
        "\xef\xbb\xbf",
        "\xe6\xbc",
        "\xc2\x85",
        "\xc2\xad",
        "\033[31",
        "\x80",
    };

    (void)state;
    for (size_t i = 0; i < sizeof unclean / sizeof unclean[0]; i++) {
        if (!fault_of(unclean[i], strlen(unclean[i]), 0))
            fail_msg("passed as clean: number %zu", i);
    }
    assert_non_null(fault_of("a\0b", 3, 0));
    assert_null(fault_of("\xe6\xbc", 2, ESCAPE_ALLOW_CUT));
}

static void test_clipboard_allowance(void **state)
{
    static const char *const wrong[] = {"\033]52;c;?\007", "\033]52;p;aGk=\007",
                                        "\033]52;c;a\nb\007", "\033]52;c;aGk=;x\033\\",
                                        "\033]0;x\007"};

    (void)state;
    assert_null(fault_of("\033]52;c;aGk=\007x", 13, ESCAPE_ALLOW_CLIPBOARD));
    assert_null(fault_of("\033]52;c;aGk=\033\\", 13, ESCAPE_ALLOW_CLIPBOARD));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_non_null(fault_of(wrong[i], strlen(wrong[i]), ESCAPE_ALLOW_CLIPBOARD));
}

/* Output that arrives byte by byte gives the same screen as in one piece. */
static void test_split_output(void **state)
{
    static const char bytes[] =
        "\033[1;32mok\033[m \xe6\xbc\xa2\033]2;name\033\\-\033[3b\033[3;1Hrow";
    struct screen *s = screen_new(20, 5, NULL, NULL);

    (void)state;
    for (size_t i = 0; i + 1 < sizeof bytes; i++)
        screen_feed(s, bytes + i, 1);
    assert_string_equal(screen_row(s, 0), "ok 漢----");
    assert_string_equal(screen_row(s, 2), "row");
    assert_string_equal(screen_title(s), "name");
    assert_true(screen_cell(s, 0, 1).bold);
    screen_free(s);
}

static void test_picture(void **state)
{
    struct screen *s = screen_new(20, 2, NULL, NULL);
    struct buf svg;

    (void)state;
    buf_init(&svg, 1U << 20);
    screen_feed(s, "<漢b\033[31m──\033[mend", strlen("<漢b\033[31m──\033[mend"));
    shot_draw_svg(s, "a & b", SHOT_DARK, &svg);
    assert_non_null(strstr(svg.bytes, ">a &#38; b</text>"));
    assert_non_null(strstr(svg.bytes, "<text x=\"28\" y=\"75.5\" fill=\"#d3d8e0\">&#60;</text>"));
    assert_non_null(strstr(svg.bytes, "<text x=\"37\" y=\"75.5\" fill=\"#d3d8e0\">漢</text>"));
    assert_non_null(strstr(svg.bytes, "<text x=\"55\" y=\"75.5\" fill=\"#d3d8e0\">b</text>"));
    assert_non_null(strstr(svg.bytes, "<text x=\"82\" y=\"75.5\" fill=\"#d3d8e0\">end</text>"));
    assert_null(strstr(svg.bytes, "─"));
    buf_free(&svg);
    screen_free(s);
}

#define CASE(name) cmocka_unit_test_teardown(name, term_stop_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_text),
        CASE(test_attributes),
        CASE(test_repeat_and_line_drawing),
        CASE(test_keys),
        CASE(test_mouse_and_paste),
        CASE(test_resize),
        CASE(test_text_that_libvterm_cannot_show),
        CASE(test_exit),
        CASE(test_environment),
        CASE(test_modes),
        CASE(test_stop_and_continue),
        CASE(test_hang_up),
        CASE(test_answers),
        CASE(test_idleness),
        CASE(test_settling),
        CASE(test_raw_marks),
        CASE(test_clean_streams),
        CASE(test_unclean_streams),
        CASE(test_clipboard_allowance),
        CASE(test_split_output),
        CASE(test_picture),
    };

    return cmocka_run_group_tests_name("harness", tests, NULL, NULL);
}
