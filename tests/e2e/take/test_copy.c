/* y: what reaches the terminal's clipboard, and what goes to a file instead. */
#include "base/memory/array.h"
#include "body/decode/base64.h"
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HELLO "\033]52;c;aGVsbG8gd29ybGQ=\a"

/* The text of the first OSC 52, NUL-terminated. */
static void read_clipboard(struct inspect *i, struct buf *out)
{
    static const char start[] = "\033]52;c;";
    size_t len;
    const char *raw = term_raw(i->term, &len);
    const char *from = memmem(raw, len, start, strlen(start));

    assert_non_null(from);
    from += strlen(start);
    buf_init(out, 1 << 20);
    assert_true(base64_decode(from, strcspn(from, "\a"), out));
}

static void the_curl_command_has_no_token(void **state)
{
    struct inspect i;
    struct buf text;

    (void)state;
    inspect_start_queues(&i, &(struct inspect_options){0});
    inspect_open_orders(&i);
    term_keys(i.term, "y c");
    term_wait_text(i.term, "sent [0-9]+ bytes");
    read_clipboard(&i, &text);
    assert_null(strstr(text.bytes, SIM_TOKEN));
    assert_non_null(strstr(text.bytes, sim_url(i.sim)));
    assert_non_null(strstr(text.bytes, "messages/peek"));
    assert_non_null(strstr(text.bytes, "Bearer $CLOUDFLARE_API_TOKEN"));
    buf_free(&text);
    inspect_stop(&i);
}

/* In tmux and screen the sequence comes in the wrapping that they pass on. */
static void multiplexers_get_it_wrapped(void **state)
{
    static const struct {
        const char *env, *bytes;
    } cases[] = {
        {"TMUX=/tmp/x,1,0", "\033Ptmux;\033" HELLO "\033\\"},
        {"TERM=tmux-256color", "\033Ptmux;\033" HELLO "\033\\"},
        {"STY=1.x", "\033P" HELLO "\033\\"},
        {"TERM=screen-256color", "\033P" HELLO "\033\\"},
    };

    (void)state;
    for (size_t n = 0; n < ARRAY_LEN(cases); n++) {
        struct inspect i;

        inspect_start_queues(
            &i, &(struct inspect_options){.env = (const char *[]){cases[n].env, NULL}});
        inspect_open_orders(&i);
        term_keys(i.term, "y b");
        term_wait_text(i.term, "sent 11 bytes");
        assert_true(term_raw_contains(i.term, 0, cases[n].bytes));
        inspect_stop(&i);
    }
}

static const char large[] = "{\"reset\":true,\"queues\":[{\"name\":\"big\",\"messages\":["
                            "{\"id\":\"m1\",\"size\":100000,\"content_type\":\"text\"}]}]}";

static void assert_is_private_and_whole(const char *name)
{
    struct stat st;

    assert_int_equal(lstat(name, &st), 0);
    assert_true(S_ISREG(st.st_mode));
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, 100000);
}

/* A name that is taken, here by a link to nowhere, is left alone. */
static void too_long_goes_to_a_file_of_ones_own(void **state)
{
    char folder[] = "/tmp/cfqtop-copy-XXXXXX", before[4096];
    struct inspect i;

    (void)state;
    assert_non_null(getcwd(before, sizeof(before)));
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(symlink("victim", "cfqtop-m1-body.txt"), 0);
    inspect_start(&i, &(struct inspect_options){.seed = large});
    term_wait_text(i.term, "1 Queues 1");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "peeked, no lease . 1");
    term_keys(i.term, "y b");
    term_wait_text(i.term, "100,000 bytes: terminals take 56,244 at most");
    term_wait_text(i.term, "Write ./cfqtop-m1-body.txt");
    term_wait_text(i.term, "y writes it");
    term_keys(i.term, "y");
    term_wait_text(i.term, "wrote 100,000 bytes to ./cfqtop-m1-body-2.txt");
    assert_is_private_and_whole("cfqtop-m1-body-2.txt");
    assert_int_equal(access("victim", F_OK), -1);
    term_assert_clean_output(i.term);
    inspect_stop(&i);
    unlink("cfqtop-m1-body.txt");
    unlink("cfqtop-m1-body-2.txt");
    assert_int_equal(chdir(before), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_curl_command_has_no_token, inspect_stop_all),
        cmocka_unit_test_teardown(multiplexers_get_it_wrapped, inspect_stop_all),
        cmocka_unit_test_teardown(too_long_goes_to_a_file_of_ones_own, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("copy", tests, NULL, NULL);
}
