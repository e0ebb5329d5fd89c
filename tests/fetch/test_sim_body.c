/* What the simulator takes and gives as bodies: encodings, what can be pushed, limits. */
#include "base/memory/array.h"
#include "base/memory/buf.h"
#include "tests/fetch/sim_answer.h"

#include <stdio.h>

static void bodies_go_as_documented(void **state)
{
    static const char *const bodies[] = {"<\x1b[2J\"\\\xE2\x82\xAC>", "eyJpZCI6MX0=", "AQID",
                                         "/w9JAg==", "/w9JAg=="};
    struct sim *s = *state;
    json_t *answer;

    sim_seed(s, "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\",\"messages\":["
                "{\"body\":\"<\\u001b[2J\\\"\\\\\xE2\x82\xAC>\"},"
                "{\"body\":{\"id\":1},\"content_type\":\"json\"},"
                "{\"body_base64\":\"AQID\",\"content_type\":\"bytes\"},"
                "{\"body_base64\":\"/w9JAg==\",\"content_type\":\"v8\"},"
                "{\"body_base64\":\"/w9JAg==\",\"content_type\":null}]}]}");
    answer = call(s, 200, "POST", ORDERS "/messages/peek", "{\"batch_size\":5}");
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(json_string_value(json_object_get(
                                json_array_get(pick(answer, "result.messages"), i), "body")),
                            bodies[i]);
    assert_string_equal(pick_text(answer, "result.messages.3.metadata.CF-Content-Type"), "v8");
    assert_null(pick(answer, "result.messages.4.metadata.CF-Content-Type"));
    json_decref(answer);

    sim_post(s, "/__sim/options", "{\"plain_json\":true,\"numbers\":\"real\"}");
    answer = call(s, 200, "POST", ORDERS "/messages/peek", "{\"batch_size\":5}");
    assert_string_equal(pick_text(answer, "result.messages.1.body"), "{\"id\":1}");
    assert_string_equal(pick_text(answer, "result.messages.2.body"), "AQID");
    assert_true(json_is_real(pick(answer, "result.messages.0.attempts")));
    json_decref(answer);
}

static void push_stores_or_says_why_not(void **state)
{
    static const struct {
        const char *path;
        const char *body;
        int status;
        int code;
    } cases[] = {
        {ORDERS "/messages", "{\"body\":\"text\",\"content_type\":\"text\"}", 200, -1},
        {ORDERS "/messages", "{\"body\":{\"a\":1}}", 200, -1},
        {ORDERS "/messages", "{\"body\":\"text\"}", 400, 10207},
        {ORDERS "/messages", "{\"messages\":[]}", 400, 10207},
        {ORDERS "/messages", "{", 400, 10208},
        {ORDERS "/messages", "{\"body\":\"x\",\"content_type\":\"v8\"}", 400, 10203},
        {ORDERS "/messages/batch", "{\"messages\":[{\"body\":{}},{\"body\":[1]}]}", 200, -1},
        {ORDERS "/messages/batch", "{\"messages\":[{\"body\":{}},{\"body\":\"x\"}]}", 400, 10207},
        {ORDERS "/messages/batch", "{\"messages\":[]}", 400, 10206},
        {ORDERS "/messages/batch", "{\"messages\":[{\"body\":{}}],\"delay_seconds\":-1}", 400,
         10202},
    };
    struct sim *s = *state;

    sim_seed(s, "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\"}]}");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        json_t *answer = call(s, cases[i].status, "POST", cases[i].path, cases[i].body);

        if (cases[i].code >= 0)
            assert_int_equal(pick_int(answer, "errors.0.code"), cases[i].code);
        json_decref(answer);
    }
    assert_int_equal(count_in(s, "orders"), 4);
}

/* {"messages":[n times {"body":"xx...","content_type":"text"}]} with bodies of size bytes. */
static char *make_batch(int n, int size)
{
    struct buf out;

    buf_init(&out, 1 << 20);
    buf_append_str(&out, "{\"messages\":[");
    for (int i = 0; i < n; i++)
        buf_print(&out, "%s{\"body\":\"%0*d\",\"content_type\":\"text\"}", i ? "," : "", size, 0);
    buf_append_str(&out, "]}");
    return buf_take(&out);
}

static void push_has_limits(void **state)
{
    static const struct {
        int n;
        int size;
        int status;
        int code;
    } cases[] = {
        {1, 127900, 200, -1},    {1, 127901, 413, 10204}, {2, 127900, 200, -1},
        {3, 100000, 413, 10205}, {100, 10, 200, -1},      {101, 10, 400, 10206},
    };
    struct sim *s = *state;

    sim_seed(s, "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\"}]}");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char *body = make_batch(cases[i].n, cases[i].size);
        json_t *answer = call(s, cases[i].status, "POST", ORDERS "/messages/batch", body);

        if (cases[i].code >= 0)
            assert_int_equal(pick_int(answer, "errors.0.code"), cases[i].code);
        json_decref(answer);
        free(body);
    }
    assert_int_equal(count_in(s, "orders"), 103);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start_sim, stop_sim)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(bodies_go_as_documented),
        EACH(push_stores_or_says_why_not),
        EACH(push_has_limits),
    };

    return cmocka_run_group_tests_name("simulator bodies", tests, NULL, NULL);
}
