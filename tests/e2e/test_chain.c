/* Compressed bodies: title, text and preview, from the simulator to the screen. */
#include "tests/harness/inspect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A document in gzip; the same in zstd in gzip; a million digits in zstd; the first again, but cut
 * short. */
static const char seed[] =
    "{\"reset\":true,\"queues\":[{\"name\":\"packed\",\"consumers\":[{\"type\":\"http_pull\","
    "\"settings\":{\"max_retries\":3}}],\"messages\":["
    "{\"content_type\":\"bytes\",\"age_ms\":50000,\"body_base64\":"
    "\"H4sIAAAAAAACA6tWKqksSFWyUipKTSvNS1HSUcpMUbKysDA0MtdRyi9KSS0CyiUZGCaZmlqaAGXz8ktAqgsSM1MUSsoz"
    "k1N1FCpTi5VqAbvHJytIAAAA\"},"
    "{\"content_type\":\"bytes\",\"age_ms\":40000,\"body_base64\":\"H4sIAAAAAAACAwFOALH/KLUv/"
    "QRoDQIAgkQPEZB91J68b2y2uwOeUK8PM7MQ2+"
    "tnEL5BbIGDa7rytzJ68JKMYUMwV07fUenhkIGQcgc9uIv3PXXlP7N1HQCnbNbx7lakJU4AAAA=\"},"
    "{\"content_type\":\"bytes\",\"age_ms\":30000,\"body_base64\":\"KLUv/QRoTAAACDABAPz/"
    "ORACAgAQMAIAEDACABAwAgAQMAIAEDACABAwAxIKMCTBY+k=\"},"
    "{\"content_type\":\"bytes\",\"age_ms\":20000,\"body_base64\":"
    "\"H4sIAAAAAAACA6tWKqksSFWyUipKTSvNS1HSUcpMUbKysDA0MtdRyi9KSS0CyiUZGCaZmlqaAGXz8ktAqgsSM1MUSg=="
    "\"}]},"
    "{\"name\":\"plain\",\"consumers\":[{\"type\":\"http_pull\",\"settings\":{}}],"
    "\"messages\":[{\"content_type\":\"json\",\"body\":\"{\\\"a\\\":1}\"}]}]}";

static void open_packed(struct inspect *i)
{
    inspect_start(i, &(struct inspect_options){.seed = seed});
    term_wait_text(i->term, "1 Queues 2");
    term_wait_text(i->term, "packed +4");
    term_keys(i->term, "Enter");
    term_wait_text(i->term, "2 Messages . packed . PEEK \\(no lease\\) 4");
}

static void a_gzip_body_is_read_as_what_it_holds(void **state)
{
    struct inspect i;

    (void)state;
    open_packed(&i);
    term_wait_text(i.term, "bytes +[0-9]+ B .* gzip› \\{\"type\":\"refund\",\"id\":");
    term_wait_text(i.term, "3 Body .* bytes . base64 → gzip → json . 72 B");
    term_wait_text(i.term, "^   \"type\": \"refund\",");
    term_wait_text(i.term, "^   \"id\": 88127,");
    term_keys(i.term, "Down");
    term_wait_text(i.term, "3 Body .* bytes . base64 → gzip → zstd → json . 72 B");
    term_wait_text(i.term, "> .* gzip› zstd› \\{\"type\":\"ref");
    term_assert_clean_output(i.term);
    inspect_stop(&i);
}

static void a_bomb_is_named(void **state)
{
    struct inspect i;

    (void)state;
    open_packed(&i);
    term_keys(i.term, "Down Down");
    term_wait_text(i.term, "base64 → zstd bomb: more than 1000 times its ");
    term_wait_text(i.term, "^00000000  28 b5 2f fd ");
    term_keys(i.term, "Down");
    term_wait_text(i.term, "base64 → gzip \\(cut short\\) → json, not valid");
    term_wait_text(i.term, "^   \"type\": \"refund\",");
    inspect_stop(&i);
}

/* The choice of x is the queue's: another queue keeps its own, and coming back finds it again. */
static void the_view_stays_with_the_queue(void **state)
{
    struct inspect i;

    (void)state;
    open_packed(&i);
    term_keys(i.term, "x x x");
    term_wait_text(i.term, "3 Body .* as hex ");
    term_wait_text(i.term, "^00000000  7b 22 74 79 ");
    term_keys(i.term, "Down");
    term_wait_text(i.term, "3 Body .* zstd → json . 72 B . as hex");
    term_keys(i.term, "1 Down Enter");
    term_wait_text(i.term, "3 Body .* json . base64 → json . 7 B [─━]");
    term_wait_text(i.term, "^   \"a\": 1");
    term_keys(i.term, "1 Up Enter");
    term_wait_text(i.term, "3 Body .* as hex ");
    term_keys(i.term, ":");
    term_keys(i.term, "v i e w Space r e c Enter");
    term_wait_text(i.term, "3 Body .* as received");
    term_wait_text(i.term, "^H4sI");
    inspect_stop(&i);
}

/* The seed's fourth message is {id: 1} as node serialises it. */
static void v8_is_written_like_javascript(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.args = (const char *[]){"orders", NULL}});
    term_wait_text(i.term, "PEEK \\(no lease\\) 5");
    term_wait_text(i.term, " v8 .* v8› \\{id:1\\}");
    term_keys(i.term, "Down Down Down");
    term_wait_text(i.term, "3 Body [0-9a-f]+ . v8 . base64 → v8 ");
    term_wait_text(i.term, "^   id: 1$");
    term_keys(i.term, "x x x");
    term_wait_text(i.term, "00000000  ff 0f 6f 22");
    inspect_stop(&i);
}

static const char forms[] =
    "{\"queues\":[{\"name\":\"forms\",\"consumers\":[{\"type\":\"http_pull\",\"settings\":{}}],"
    "\"messages\":["
    "{\"content_type\":\"bytes\",\"age_ms\":3000,\"body_base64\":\"omRuYW1lZnRoZXJtb2JhdBpo5aMA\"},"
    "{\"content_type\":\"v8\",\"age_ms\":2000,\"body_base64\":\"/w9jBOVlLGc=\"}]}]}";

/* What a guess took for something is another thing on request, as far as it goes. */
static void a_form_can_be_asked_for(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.seed = forms});
    term_wait_text(i.term, "forms +2");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "3 Body .* base64 → cbor . 21 B");
    term_wait_text(i.term, "^   name: \"thermo\",\n   at: 1759879936  // 2025-10-07T23:32:16Z");
    term_keys(i.term, ":");
    term_keys(i.term, "text:view Space text:msgpack Enter");
    term_wait_text(i.term, "3 Body .* as msgpack");
    term_wait_text(i.term, "// byte [0-9]+: .*\n 000000");
    inspect_stop(&i);
}

/* Text that is UTF-16 in the body is found as it is shown. */
static void the_filter_finds_what_is_printed(void **state)
{
    struct inspect i;

    (void)state;
    inspect_start(&i, &(struct inspect_options){.seed = forms});
    term_wait_text(i.term, "forms +2");
    term_keys(i.term, "Enter");
    term_wait_text(i.term, "PEEK \\(no lease\\) 2");
    term_keys(i.term, "/ text:本 Enter");
    term_wait_text(i.term, "2 Messages 1/2 ");
    term_wait_text(i.term, "^> .* v8› \"日本\"");
    inspect_stop(&i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(v8_is_written_like_javascript, inspect_stop_all),
        cmocka_unit_test_teardown(a_gzip_body_is_read_as_what_it_holds, inspect_stop_all),
        cmocka_unit_test_teardown(a_bomb_is_named, inspect_stop_all),
        cmocka_unit_test_teardown(a_form_can_be_asked_for, inspect_stop_all),
        cmocka_unit_test_teardown(the_filter_finds_what_is_printed, inspect_stop_all),
        cmocka_unit_test_teardown(the_view_stays_with_the_queue, inspect_stop_all),
    };

    return cmocka_run_group_tests_name("chain", tests, NULL, NULL);
}
