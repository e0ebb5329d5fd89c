/* Servers that misbehave: what the fetch thread makes of it, and that it never gives more than it
 * was asked for. */
#include "base/memory/array.h"
#include "net/fetch.h"

#include "base/memory/buf.h"
#include "base/memory/mem.h"
#include "base/os/clock.h"
#include "tests/harness/net/canned.h"
#include "tests/harness/net/fetcher.h"
#include "tests/harness/net/sim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ORDERS "023e105f4ecef8ad9ca31a8372d0c3aa"

struct rig {
    struct sim *sim;
    struct fetcher f;
};

static int set_up(void **state)
{
    struct rig *rig = mem_new(1, sizeof(*rig));
    struct fetch_config cfg;

    rig->sim = sim_start(NULL);
    sim_seed(rig->sim,
             "{\"reset\":true,\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS
             "\",\"consumers\":[{\"type\":\"http_pull\"}],\"messages\":[{\"body\":\"hello\"},"
             "{\"size\":3000}]}]}");
    cfg = fetcher_config(sim_url(rig->sim));
    cfg.max_bytes = 1000000;
    fetcher_start_with(&rig->f, &cfg);
    *state = rig;
    return 0;
}

static int tear_down(void **state)
{
    struct rig *rig = *state;

    fetcher_stop(&rig->f);
    sim_stop(rig->sim);
    free(rig);
    return 0;
}

static struct event *do_op(struct rig *rig, enum op op)
{
    struct call c = fetcher_new_call(op, ORDERS);

    return fetcher_do(&rig->f, &c);
}

static void expect_failure(const struct event *e, enum err_kind kind, const char *what)
{
    if (e->kind != EV_FAILED || e->err.kind != kind || !e->err.text[0])
        fail_msg("%s: event %d, error %d, \"%s\"", what, (int)e->kind, (int)e->err.kind,
                 e->err.text);
}

static void spoilt_answers_fail_every_call(void **state)
{
    static const struct {
        const char *kind;
        enum err_kind want;
    } cases[] = {{"invalid_json\",\"status\":200,\"x\":\"", ERR_RESPONSE},
                 {"empty", ERR_RESPONSE},
                 {"html_challenge", ERR_API},
                 {"truncate", ERR_NETWORK},
                 {"reset", ERR_NETWORK},
                 {"endless", ERR_RESPONSE}};
    struct rig *rig = *state;

    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        for (int op = 0; op < OP_COUNT; op++) {
            sim_post(rig->sim, "/__sim/fault", "{\"kind\":\"%s\",\"count\":0}", cases[i].kind);
            expect_failure(do_op(rig, (enum op)op), cases[i].want, cases[i].kind);
            sim_delete(rig->sim, "/__sim/faults");
        }
}

static void wrong_types_crash_nothing(void **state)
{
    struct rig *rig = *state;

    for (int op = 0; op < OP_COUNT; op++) {
        sim_post(rig->sim, "/__sim/fault", "{\"kind\":\"wrong_types\"}");
        do_op(rig, (enum op)op);
    }
}

static void an_endless_answer_stops_at_the_cap(void **state)
{
    struct rig *rig = *state;
    const struct event *e;

    sim_post(rig->sim, "/__sim/fault", "{\"kind\":\"endless\"}");
    e = do_op(rig, OP_METRICS);
    assert_string_equal(e->err.text, "larger than 1.0 MB");
    assert_int_equal(e->err.http, 200);
    assert_true(e->bytes <= 1000000);
    assert_int_equal(sim_count_requests(rig->sim, "metrics"), 1);
}

static void a_redirect_is_not_followed(void **state)
{
    struct rig *rig = *state;
    struct silent elsewhere;
    const struct event *e;
    char where[100];

    silent_open(&elsewhere, 0);
    snprintf(where, sizeof(where), "http://127.0.0.1:%d/x", elsewhere.port);
    sim_post(rig->sim, "/__sim/fault", "{\"kind\":\"redirect\",\"location\":\"%s\"}", where);
    e = do_op(rig, OP_METRICS);
    expect_failure(e, ERR_RESPONSE, "redirect");
    assert_non_null(strstr(e->err.text, where));
    assert_false(silent_was_asked(&elsewhere));
    silent_close(&elsewhere);
}

static void a_token_in_an_error_is_blotted_out(void **state)
{
    struct rig *rig = *state;
    const struct event *e;

    sim_post(rig->sim, "/__sim/fault",
             "{\"kind\":\"status\",\"status\":400,\"code\":1,\"message\":\"bad token " SIM_TOKEN
             " (" SIM_TOKEN ")\"}");
    e = do_op(rig, OP_METRICS);
    assert_string_equal(e->err.text, "bad token ********* (*********)");
}

/* A fetcher against url that gives up after ms without progress, and four times that in all. */
static void start_impatient(struct fetcher *f, const char *url, int64_t ms)
{
    struct fetch_config cfg = fetcher_config(url);

    cfg.timeout_ms = ms;
    cfg.connect_timeout_ms = ms;
    fetcher_start_with(f, &cfg);
}

static void silence_is_a_timeout(void **state)
{
    static const struct {
        const char *scheme, *want;
        int full;
    } cases[] = {{"http", "no connection to", 1},
                 {"https", "no connection to", 0},
                 {"http", "no answer from", 0}};
    static const enum op ops[] = {OP_METRICS, OP_PULL};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases) * 2; i++) {
        struct call c = fetcher_new_call(ops[i % 2], ORDERS);
        const struct event *e;
        struct silent silent;
        struct fetcher f;
        char *url;

        silent_open(&silent, cases[i / 2].full);
        url = mem_print("%s://127.0.0.1:%d", cases[i / 2].scheme, silent.port);
        start_impatient(&f, url, 100);
        e = fetcher_do(&f, &c);
        expect_failure(e, ERR_TIMEOUT, cases[i / 2].want);
        assert_int_equal(fetcher_count(&f, e->req_id, EV_RETRYING), ops[i % 2] == OP_PULL ? 0 : 3);
        fetcher_stop(&f);
        silent_close(&silent);
        free(url);
    }
}

static void a_body_that_stalls_is_a_timeout(void **state)
{
    struct rig *rig = *state;
    struct call c = fetcher_new_call(OP_PULL, ORDERS);
    struct fetcher f;

    sim_post(rig->sim, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang_body\"}");
    start_impatient(&f, sim_url(rig->sim), 100);
    expect_failure(fetcher_do(&f, &c), ERR_TIMEOUT, "hang_body");
    fetcher_stop(&f);
}

/* The patience is enough to send a request on a busy machine; the body lasts many times longer. */
static void a_trickle_ends_too(void **state)
{
    struct rig *rig = *state;
    struct call c = fetcher_new_call(OP_PULL, ORDERS);
    const struct event *e;
    struct fetcher f;

    sim_post(rig->sim, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"trickle\",\"delay_ms\":50}");
    start_impatient(&f, sim_url(rig->sim), 500);
    e = fetcher_do(&f, &c);
    expect_failure(e, ERR_TIMEOUT, "trickle");
    assert_non_null(strstr(e->err.text, "may be leased"));
    fetcher_stop(&f);
}

static void nobody_there_is_a_network_error(void **state)
{
    struct silent silent;
    struct fetcher f;
    struct call c = fetcher_new_call(OP_METRICS, ORDERS);
    const struct event *e;
    char *url;

    (void)state;
    silent_open(&silent, 0);
    url = mem_print("http://127.0.0.1:%d", silent.port);
    silent_close(&silent);
    fetcher_start(&f, url);
    e = fetcher_do(&f, &c);
    expect_failure(e, ERR_NETWORK, "closed port");
    assert_int_equal(strncmp(e->err.text, "cannot reach 127.0.0.1:", 23), 0);
    assert_int_equal(fetcher_count(&f, e->req_id, EV_RETRYING), 3);
    fetcher_stop(&f);
    free(url);
}

/* The final event of op against a server that says only these bytes; owned by f. */
static struct event *ask_canned(struct fetcher *f, enum op op, const void *bytes, size_t len,
                                int *count)
{
    struct canned *server = canned_start(bytes, len);
    struct fetch_config cfg = fetcher_config(canned_url(server));
    struct call c = fetcher_new_call(op, ORDERS);
    struct event *e;

    cfg.max_bytes = 1000000;
    fetcher_start_with(f, &cfg);
    e = fetcher_do(f, &c);
    *count = canned_count(server);
    canned_stop(server);
    return e;
}

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static void numbers_too_large_are_unknown(void **state)
{
    static const char text[] =
        HEAD "\r\n{\"success\":true,\"result\":{\"backlog_count\":9223372036854775808,"
             "\"backlog_bytes\":7}}";
    struct fetcher f;
    int count;
    const struct event *e = ask_canned(&f, OP_METRICS, text, strlen(text), &count);

    (void)state;
    assert_int_equal(e->kind, EV_DONE);
    assert_int_equal(e->u.metrics.backlog_count, -1);
    assert_int_equal(e->u.metrics.backlog_bytes, 7);
    fetcher_stop(&f);
}

/* echo -n '{"success":true,"result":{"backlog_count":5}}' | gzip -9 */
static const unsigned char gzipped[] = {
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0x2a, 0x2e, 0x4d, 0x4e,
    0x4e, 0x2d, 0x2e, 0x56, 0xb2, 0x2a, 0x29, 0x2a, 0x4d, 0xd5, 0x51, 0x2a, 0x4a, 0x2d, 0x2e, 0xcd,
    0x29, 0x51, 0xb2, 0xaa, 0x56, 0x4a, 0x4a, 0x4c, 0xce, 0xce, 0xc9, 0x4f, 0x8f, 0x4f, 0xce, 0x2f,
    0xcd, 0x03, 0x0a, 0x98, 0xd6, 0xd6, 0x02, 0x00, 0x9f, 0x15, 0x1b, 0xbd, 0x2d, 0x00, 0x00, 0x00,
};

static void answers_may_be_compressed(void **state)
{
    static const char head[] = HEAD "Content-Encoding: gzip\r\nConnection: close\r\n\r\n";
    struct fetcher f;
    struct buf answer;
    const struct event *e;
    int count;

    (void)state;
    buf_init(&answer, 1000);
    buf_append_str(&answer, head);
    buf_append(&answer, gzipped, sizeof(gzipped));
    e = ask_canned(&f, OP_METRICS, answer.bytes, answer.len, &count);
    assert_int_equal(e->kind, EV_DONE);
    assert_int_equal(e->u.metrics.backlog_count, 5);
    fetcher_stop(&f);
    answer.bytes[answer.len - 12] ^= 1;
    e = ask_canned(&f, OP_METRICS, answer.bytes, answer.len, &count);
    expect_failure(e, ERR_RESPONSE, "broken gzip");
    assert_int_equal(count, 1);
    fetcher_stop(&f);
    buf_free(&answer);
}

static void a_claimed_length_is_not_believed(void **state)
{
    static const char text[] = HEAD "Content-Length: 99999999999999\r\n\r\n{}";
    struct fetcher f;
    int count;
    const struct event *e = ask_canned(&f, OP_PULL, text, strlen(text), &count);

    (void)state;
    expect_failure(e, ERR_NETWORK, "short body");
    assert_int_equal(count, 1);
    fetcher_stop(&f);
}

static void what_is_not_http_is_refused(void **state)
{
    static const char *const texts[] = {"", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 banana\r\n\r\n",
                                        "{\"success\":true,\"result\":{}}", "\0\0\0"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct fetcher f;
        int count;
        const struct event *e = ask_canned(&f, OP_PULL, texts[i], strlen(texts[i]), &count);

        assert_int_equal(e->kind, EV_FAILED);
        assert_true(e->err.kind == ERR_NETWORK || e->err.kind == ERR_RESPONSE);
        assert_int_equal(count, 1);
        fetcher_stop(&f);
    }
}

static void headers_without_end_are_refused(void **state)
{
    struct buf text;
    struct fetcher f;
    int count;
    const struct event *e;

    (void)state;
    buf_init(&text, 4000000);
    buf_append_str(&text, HEAD);
    while (text.len < 3000000)
        buf_append_str(&text, "X-More: and more and more and more and more and more and more\r\n");
    e = ask_canned(&f, OP_METRICS, text.bytes, text.len, &count);
    expect_failure(e, ERR_RESPONSE, "headers");
    assert_string_equal(e->err.text, "too many headers");
    fetcher_stop(&f);
    buf_free(&text);
}

static void a_list_that_never_ends_is_refused(void **state)
{
    static const char *const bodies[] = {
        /* the same page for every number, without and with the number */
        "{\"success\":true,\"result\":[{\"queue_id\":\"" ORDERS
        "\"}],\"result_info\":{\"total_pages\":900}}",
        "{\"success\":true,\"result\":[],\"result_info\":{\"page\":1,\"total_pages\":900}}",
        "{\"success\":true,\"result\":[],\"result_info\":{\"total_pages\":1001}}",
        "{\"success\":true,\"result\":[],\"result_info\":{\"total_count\":9e18,\"per_page\":1}}",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
        struct buf text;
        struct fetcher f;
        int count;
        const struct event *e;

        buf_init(&text, 4096);
        buf_print(&text, HEAD "Content-Length: %zu\r\n\r\n%s", strlen(bodies[i]), bodies[i]);
        e = ask_canned(&f, OP_QUEUES, text.bytes, text.len, &count);
        expect_failure(e, ERR_RESPONSE, bodies[i]);
        assert_in_range(count, 1, 7);
        fetcher_stop(&f);
        buf_free(&text);
    }
}

/* Each page is small enough, all of them are not. */
static void pages_that_are_too_much_together_are_refused(void **state)
{
    enum { PAD = 900 * 1000 };
    static const char before[] =
        "{\"success\":true,\"result\":[],\"result_info\":{\"total_pages\":900},\"pad\":\"";
    struct fetcher f;
    struct buf text;
    const struct event *e;
    int count;

    (void)state;
    buf_init(&text, PAD + 4096);
    buf_print(&text, HEAD "Content-Length: %zu\r\n\r\n%s", sizeof(before) - 1 + PAD + 2, before);
    for (int i = 0; i < PAD; i++)
        buf_append_byte(&text, 'x');
    buf_append_str(&text, "\"}");
    e = ask_canned(&f, OP_QUEUES, text.bytes, text.len, &count);
    expect_failure(e, ERR_RESPONSE, "pages");
    assert_memory_equal(e->err.text, "more than 67", 12);
    assert_in_range(count, 70, 90);
    fetcher_stop(&f);
    buf_free(&text);
}

static void configs_that_could_do_harm_are_refused(void **state)
{
    static const struct {
        const char *url, *token, *email, *key;
    } cases[] = {
        {"http://api.cloudflare.com/client/v4", "t", NULL, NULL},
        {"https://user@host/", "t", NULL, NULL},
        {NULL, "t", NULL, NULL},
        {"https://host", "a\r\nX-Injected: 1", NULL, NULL},
        {"https://host", "a b", NULL, NULL},
        {"https://host", "", NULL, NULL},
        {"https://host", NULL, NULL, NULL},
        {"https://host", NULL, "a@b", NULL},
        {"https://host", NULL, NULL, "key"},
        {"https://host", NULL, "a@b\r\nX: 1", "key"},
        {"https://host", NULL, "a@b", "k\n"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fetch_config cfg = {.base_url = mem_copy_str(cases[i].url)};
        struct error err;

        cfg.credentials.token = secret_take(mem_copy_str(cases[i].token));
        cfg.credentials.email = mem_copy_str(cases[i].email);
        cfg.credentials.key = secret_take(mem_copy_str(cases[i].key));
        assert_null(fetch_start(&cfg, &err));
        assert_int_equal(err.kind, ERR_USAGE);
        assert_null(cfg.base_url);
        assert_null(cfg.credentials.token.text);
        assert_null(cfg.credentials.key.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(spoilt_answers_fail_every_call, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_types_crash_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_endless_answer_stops_at_the_cap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_redirect_is_not_followed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_token_in_an_error_is_blotted_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_body_that_stalls_is_a_timeout, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_trickle_ends_too, set_up, tear_down),
        cmocka_unit_test(silence_is_a_timeout),
        cmocka_unit_test(nobody_there_is_a_network_error),
        cmocka_unit_test(numbers_too_large_are_unknown),
        cmocka_unit_test(answers_may_be_compressed),
        cmocka_unit_test(a_claimed_length_is_not_believed),
        cmocka_unit_test(what_is_not_http_is_refused),
        cmocka_unit_test(headers_without_end_are_refused),
        cmocka_unit_test(a_list_that_never_ends_is_refused),
        cmocka_unit_test(pages_that_are_too_much_together_are_refused),
        cmocka_unit_test(configs_that_could_do_harm_are_refused),
    };

    return cmocka_run_group_tests_name("fetch_hostile", tests, NULL, NULL);
}
