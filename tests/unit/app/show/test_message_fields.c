/* i shows all fields of a message. */
#include "base/memory/array.h"
#include "tests/unit/seenkit.h"

static void show(struct kit *k, const char *body, enum content_type type)
{
    struct request *r;
    struct batch *b;

    kit_ready(k, 3);
    kit_press(k, "Enter");
    r = kit_open(k, OP_PEEK, NULL);
    b = kit_make_batch(k, r, 1, "m");
    b->items[0].body = body;
    b->items[0].body_len = body ? strlen(body) : 0;
    b->items[0].type = type;
    kit_batch(k, r, b);
    kit_press(k, "i");
    seen_expect_screen(k, "MESSAGE");
}

/* What was sent is told by itself only where it is not what is shown. */
static void a_body_has_its_sizes(void **state)
{
    static const struct {
        const char *body;
        enum content_type type;
        const char *sizes;
    } cases[] = {
        {"hello", CONTENT_TEXT, "5 B decoded, 5 B as received\n"},
        {"", CONTENT_TEXT, "0 B decoded, 0 B as received\n"},
        {NULL, CONTENT_TEXT, "- decoded, - as received\n"},
        {"{\"a\":1}", CONTENT_JSON, "7 B decoded, 7 B as received\n"},
        {"AAEC", CONTENT_BYTES, "3 B decoded, 4 B as received\n"},
        {"H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==", CONTENT_BYTES,
         "5 B decoded, 25 B sent, 36 B as received\n"}, /* gzip */
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct kit k;
        char want[100];

        show(&k, cases[i].body, cases[i].type);
        snprintf(want, sizeof(want), "\n  %-18s%s", "body", cases[i].sizes);
        seen_expect_part(seen_screen_text(&k), want);
        kit_free(&k);
    }
}

/* Who does not know what became of it is told how to find out. */
static void an_outcome_that_is_not_known_says_what_to_do(void **state)
{
    (void)state;
    for (int outcome = OUTCOME_NONE + 1; outcome < OUTCOME_COUNT; outcome++) {
        struct kit k;
        const char *text;

        show(&k, "hello", CONTENT_TEXT);
        kit_press(&k, "i");
        outcomes_set(&k.app->changes.outcomes, "ref of m0", (enum outcome)outcome, "so it goes");
        kit_press(&k, "i");
        text = seen_screen_text(&k);
        seen_expect_part(text, outcome_name((enum outcome)outcome));
        seen_expect_part(text, "so it goes");
        assert_int_equal(strstr(text, "to find out: p peeks again") != NULL,
                         outcome == OUTCOME_UNKNOWN);
        kit_free(&k);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_body_has_its_sizes),
        cmocka_unit_test(an_outcome_that_is_not_known_says_what_to_do),
    };

    return cmocka_run_group_tests_name("message fields", tests, NULL, NULL);
}
