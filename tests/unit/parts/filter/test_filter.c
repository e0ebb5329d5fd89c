#include "base/memory/array.h"
#include "parts/filter/filter.h"

#include "parts/filter/filter_term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static const char *const states[] = {"paused", "pull", "dlq", "dl", NULL};

enum { PAUSED = 1, PULL = 2, DLQ = 4, DL = 8 };

static int64_t attempts = 3, age_ms = 3600000;
static const char *type = "json";

static bool read_attempts(const struct filter_row *row, int64_t *number)
{
    (void)row;
    *number = attempts;
    return attempts >= 0;
}

static bool read_age(const struct filter_row *row, int64_t *number)
{
    (void)row;
    *number = age_ms;
    return true;
}

static const char *read_type(const struct filter_row *row)
{
    (void)row;
    return type;
}

static const char *const types[] = {"json", "text", NULL};

static const struct filter_field fields[] = {
    {.name = "attempts", .unit = FILTER_COUNT, .read_number = read_attempts},
    {.name = "size", .unit = FILTER_SIZE, .read_number = read_attempts},
    {.name = "age", .unit = FILTER_SPAN, .moves = true, .read_number = read_age},
    {.name = "type", .unit = FILTER_WORD, .words = types, .read_text = read_type},
    {.name = "kind", .unit = FILTER_WORD, .words = types, .others = true, .read_text = read_type},
    {.name = "id", .unit = FILTER_TEXT, .read_text = read_type},
};

static const struct filter_language language = {
    .states = states, .fields = fields, .n_fields = 6, .paths = true};

struct test_row {
    const char *text, *json;
    unsigned is, unknown;
};

/* What the filter says of the row; its error in error, which is cut off where there is none. */
static bool match_row(const char *filter, const struct test_row *from, char error[256])
{
    struct filter_text texts[] = {{from->text, strlen(from->text)}, {"second", 6}};
    struct filter_row row = {
        .texts = texts, .n_texts = 2, .is = from->is, .unknown = from->unknown, .json = from->json};
    struct filter f = {.n = 0};
    bool matches;

    row.json_len = row.json ? strlen(row.json) : 0;
    filter_parse(&f, filter, &language);
    memcpy(error, f.error, 256);
    matches = filter_match(&f, &row);
    filter_free(&f);
    return matches;
}

static bool match(const char *filter, const char *text)
{
    struct test_row row = {.text = text};
    char error[256];
    bool matches = match_row(filter, &row, error);

    assert_string_equal(error, "");
    return matches;
}

static bool match_state(const char *filter, unsigned is, unsigned unknown)
{
    struct test_row row = {.text = "x", .is = is, .unknown = unknown};
    char error[256];
    bool matches = match_row(filter, &row, error);

    assert_string_equal(error, "");
    return matches;
}

static bool match_json(const char *filter, const char *json)
{
    struct test_row row = {.text = "", .json = json};
    char error[256];
    bool matches = match_row(filter, &row, error);

    assert_string_equal(error, "");
    return matches;
}

static void words_are_parts_of_the_text(void **state)
{
    (void)state;
    assert_true(match("", "prod-orders"));
    assert_true(match("prod-", "prod-orders"));
    assert_true(match("d-o", "prod-orders"));
    assert_false(match("orderss", "prod-orders"));
    assert_false(match("x", ""));
    assert_true(match("é", "café"));
    assert_true(match("\"id\":4", "{\"id\":47}"));
    assert_true(match("https://a", "see https://a.example"));
    assert_true(match("!a!b", "a b"));
}

static void all_words_must_hold_in_any_text(void **state)
{
    (void)state;
    assert_true(match("  ord   prod  ", "prod-orders"));
    assert_false(match("ord email", "prod-orders"));
    assert_true(match("ord second", "prod-orders"));
}

static void capitals_count_once_typed(void **state)
{
    (void)state;
    assert_true(match("orders", "Prod-ORDERS"));
    assert_true(match("ORDERS", "Prod-ORDERS"));
    assert_false(match("Orders", "Prod-ORDERS"));
    assert_true(match("prod ORDERS", "Prod-ORDERS")); /* word by word */
}

static void quotes_hold_words_together(void **state)
{
    (void)state;
    assert_true(match("\"two words\"", "in two words"));
    assert_false(match("\"two words\"", "two other words"));
    assert_true(match("!\"two words\"", "two other words"));
    assert_true(match("\"say \\\"x\\\"\"", "say \"x\""));
    assert_true(match("\"att>=3\"", "att>=3"));
    assert_true(match("\"re:a\"", "re:a"));
    assert_true(match("\"two wo", "x")); /* not finished */
    assert_true(match("\"\"", "x"));
}

static void bang_negates(void **state)
{
    (void)state;
    assert_false(match("!prod", "prod-orders"));
    assert_true(match("!email", "prod-orders"));
    assert_false(match("prod !orders", "prod-orders"));
    assert_false(match("!second", "prod-orders")); /* no text may have it */
    assert_true(match("a!b", "a!b"));
}

static void re_looks_for_an_expression(void **state)
{
    (void)state;
    assert_true(match("re:^prod.*s$", "prod-orders"));
    assert_false(match("re:^orders", "prod-orders"));
    assert_true(match("!re:^orders x", "x prod-orders"));
    assert_true(match("re:\"a\\s+\\\"b\"", "a  \"b"));
    assert_true(match("re:", "x"));
}

static void colon_names_a_state(void **state)
{
    (void)state;
    assert_true(match_state(":paused", PAUSED, 0));
    assert_false(match_state(":paused", PULL, 0));
    assert_false(match_state("!:paused", PAUSED, 0));
    assert_true(match_state(":paused :pull x", PAUSED | PULL, 0));
    assert_false(match_state(":paused :pull", PAUSED, 0));
    assert_true(match_state(":pa", PAUSED, 0));
    assert_true(match_state(":dl", DL, 0)); /* a whole name comes before a longer one */
    assert_false(match_state(":dl", DLQ, 0));
}

static void what_is_unknown_is_not_hidden(void **state)
{
    (void)state;
    assert_true(match_state(":paused", 0, PAUSED));
    assert_true(match_state("!:paused", 0, PAUSED));
    assert_false(match_state(":paused :pull", 0, PAUSED));
    attempts = -1;
    assert_true(match("att>3", "x"));
    assert_true(match("!att>3", "x"));
    attempts = 3;
}

static void fields_compare(void **state)
{
    static const struct {
        const char *filter;
        bool holds;
    } expected[] = {
        {"attempts>=3", true}, {"att>=3", true},    {"att>3", false},     {"att > 2", true},
        {"att<=3", true},      {"att<3", false},    {"att=3", true},      {"att==3", true},
        {"att:3", true},       {"att!=3", false},   {"!att>3", true},     {"size<1k", true},
        {"size>1M", false},    {"age>59m", true},   {"age>1h", false},    {"age >= 1h", true},
        {"type:json", true},   {"type:js", true},   {"type=text", false}, {"type!=text", true},
        {"!type:text", true},  {"kind:son", false}, {"id:son", true},     {"id!=son", false},
        {"kind:other", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(expected); i++)
        assert_int_equal(match(expected[i].filter, ""), expected[i].holds);
    assert_true(match("a > b", "a > b")); /* no field: three words */
}

static const char order[] = "{\"order\":{\"total\":150.0,\"id\":9007199254740993,\"paid\":true,"
                            "\"by\":null,\"lines\":[{\"sku\":\"a1\"},{\"sku\":\"B2\"}]},"
                            "\"error\":\"upstream Timeout \\u00e9\",\"odd key\":\"12\"}";

static void paths_test_json(void **state)
{
    static const struct {
        const char *filter;
        bool holds;
    } expected[] = {
        {".order.total > 100", true},
        {".order.total>100 .error", true},
        {".order.total = 150", true},
        {".order.total=1.5e2", true},
        {".order.total != 150", false},
        {".order.total < 150", false},
        {".order.total <= 150", true},
        {".order.id = 9007199254740993", true},
        {".order.id = 9007199254740992", false},
        {".order.id > 9007199254740992", true},
        {".order.paid = true", true},
        {".order.paid = false", false},
        {".order.paid = \"true\"", false},
        {".order.by = null", true},
        {".order.by", true},
        {".order.nothing", false},
        {"!.order.nothing", true},
        {".order.nothing != 1", false},
        {".order.lines[].sku = a1", true},
        {".order.lines[].sku = b2", false},
        {".order.lines[1].sku = B2", true},
        {".order.lines[].sku != a1", true},
        {".order.lines[0].sku != a1", false},
        {".order.lines = a1", false},
        {".error ~ \"timeout\"", true},
        {".error ~timeout", true},
        {".error ~ Timeout", true},
        {".error ~ TIMEOUT", false},
        {".error !~ timeout", false},
        {".error !~ other", true},
        {".error ~ re:^up.*é$", true},
        {".error ~ re:\"^up\\S+ time\"", true},
        {".[\"odd key\"] = 12", true},
        {".[\"odd key\"] = \"12\"", true},
        {".[\"odd key\"] < 2", true},
        {".error > upstream", true},
        {".", true},
        {".order.lines ~ sku", true},
        {".error ~ timeout .order.total > 200", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        if (match_json(expected[i].filter, order) != expected[i].holds)
            fail_msg("%s", expected[i].filter);
        if (expected[i].filter[0] == '.')
            assert_false(match_json(expected[i].filter, NULL));
    }
}

static void what_says_nothing_yet_hides_nothing(void **state)
{
    static const char *const words[] = {" ",     "!",     ":",      "!:",       ":p",   "age>",
                                        "age>1", "type:", ".a.",    ".a[\"x",   ".a !", ".a >",
                                        ".a ~ ", "re:",   "att>= ", ".a = \"x", "!.a[1"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        struct filter f = {.n = 0};

        filter_parse(&f, words[i], &language);
        if (strcmp(words[i], ".a !") != 0)
            assert_int_equal(f.n, 0);
        assert_string_equal(f.error, "");
        filter_free(&f);
    }
}

static void what_is_wrong_hides_nothing_and_is_told(void **state)
{
    static const struct {
        const char *filter, *error;
    } wrong[] = {
        {":what", "there is no state :what: paused, pull, dlq or dl"},
        {"foo>3", "no foo: attempts, size, age, type, kind or id; or \"quote\" it"},
        {"a=b", "no a: attempts, size, age, type, kind or id; or \"quote\" it"},
        {"att>x", "attempts: x is not a number: 3 or 10k"},
        {"att>12345678901234567890", "attempts: 12345678901234567890 is not a number: 3 or 10k"},
        {"att~3", "attempts: compare it with = != < <= > >="},
        {"size>9x", "size: 9x is not a size: 412, 10k or 1M"},
        {"age>1 x", "age: 1 is not a duration: 500ms, 30s, 5m, 12h or 2d"},
        {"type:v9", "type: v9 is not json or text"},
        {"type>json", "type: use : or = or !="},
        {"re:(a", "re: missing closing parenthesis, at the end"},
        {".a..b", "path: write odd keys as [\"so\"], after .a."},
        {".a!b", "path: after it use = != < <= > >= ~ or !~"},
        {".error ~ re:[", "re: missing terminating ] for character class, at the end"},
        {"\"a\\x\"", "\"a\\x\": in quotes \\ goes only before \" or \\"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct test_row row = {.text = "x"};
        char error[256];

        assert_true(match_row(wrong[i].filter, &row, error));
        assert_string_equal(error, wrong[i].error);
        assert_true(strlen(error) <= 80);
    }
}

/* The others of its terms still hold or not. */
static void a_wrong_term_leaves_the_others(void **state)
{
    struct test_row row = {.text = "x"};
    char error[256];

    (void)state;
    assert_false(match_row("y re:(", &row, error));
    assert_true(match_row("x foo=1", &row, error));
    assert_false(match_row(".a!b y", &row, error));
    assert_true(match_row(".a!b x", &row, error));
    assert_false(match_row(".a..b y", &row, error));
    assert_false(match_row("foo=1 y", &row, error));
    assert_false(match_row(":what y", &row, error));
    assert_false(match_row("att>x y", &row, error));
    assert_false(match_row("type:v9 y", &row, error));
}

static size_t opened;

static void open_row(struct filter_row *row)
{
    static const struct filter_text text = {"deep", 4};

    row->texts = &text;
    row->n_texts = 1;
    opened++;
}

static void open_is_called_once_and_only_when_it_matters(void **state)
{
    static const struct {
        const char *filter;
        size_t opened;
        bool holds;
    } expected[] = {{"att>3 deep", 0, false},
                    {"deep att>3", 0, false},
                    {"deep ee att>2", 1, true},
                    {"att>2", 0, true},
                    {"", 0, true},
                    {"x deep", 1, false}};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        struct filter_row row = {.open = open_row};
        struct filter f = {.n = 0};

        opened = 0;
        assert_false(filter_opens(&f) || filter_moves(&f) || filter_states(&f));
        filter_parse(&f, expected[i].filter, &language);
        assert_int_equal(filter_match(&f, &row), expected[i].holds);
        assert_int_equal(opened, expected[i].opened);
        filter_free(&f);
    }
}

static void too_much_work_shows_the_row_and_is_told(void **state)
{
    enum { N = 128000 };
    char *s = malloc(N);
    struct filter_text text = {s, N};
    struct filter_row row = {.texts = &text, .n_texts = 1};
    struct filter f = {.n = 0};

    (void)state;
    assert_non_null(s);
    memset(s, 'a', N);
    s[N - 1] = '!';
    filter_parse(&f, "re:(a+)+$", &language);
    assert_true(filter_match(&f, &row));
    assert_true(f.limited);
    f.limited = false;
    text.n = 3; /* the next row is looked at afresh */
    text.s = "bbb";
    assert_false(filter_match(&f, &row));
    assert_false(f.limited);
    filter_free(&f);
    free(s);
}

static void says_what_it_asks_for(void **state)
{
    struct filter f = {.n = 0};

    (void)state;
    filter_parse(&f, "x :pa !:dlq", &language);
    assert_int_equal(filter_states(&f), PAUSED | DLQ);
    assert_false(filter_moves(&f) || filter_opens(&f));
    filter_parse(&f, "age>1h .a", &language);
    assert_true(filter_moves(&f) && filter_opens(&f));
    filter_free(&f);
}

static void any_length_fits(void **state)
{
    char text[2 * FILTER_BYTES];
    struct filter f = {.n = 0};

    (void)state;
    for (size_t i = 0; i < sizeof(text) - 1; i++)
        text[i] = i % 2 ? ' ' : 'a';
    text[sizeof(text) - 1] = '\0';
    filter_parse(&f, text, &language);
    assert_int_equal(f.n, FILTER_BYTES / 2);
    assert_int_equal(strlen(f.text), FILTER_BYTES - 1);
    filter_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_parts_of_the_text),
        cmocka_unit_test(all_words_must_hold_in_any_text),
        cmocka_unit_test(capitals_count_once_typed),
        cmocka_unit_test(quotes_hold_words_together),
        cmocka_unit_test(bang_negates),
        cmocka_unit_test(re_looks_for_an_expression),
        cmocka_unit_test(colon_names_a_state),
        cmocka_unit_test(what_is_unknown_is_not_hidden),
        cmocka_unit_test(fields_compare),
        cmocka_unit_test(paths_test_json),
        cmocka_unit_test(what_says_nothing_yet_hides_nothing),
        cmocka_unit_test(what_is_wrong_hides_nothing_and_is_told),
        cmocka_unit_test(a_wrong_term_leaves_the_others),
        cmocka_unit_test(open_is_called_once_and_only_when_it_matters),
        cmocka_unit_test(too_much_work_shows_the_row_and_is_told),
        cmocka_unit_test(says_what_it_asks_for),
        cmocka_unit_test(any_length_fits),
    };

    return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
