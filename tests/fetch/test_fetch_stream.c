/* Metrics that come as a stream: what the fetch thread tells of it while it goes on, and every way
 * in which it ends. */
#include "base/memory/array.h"
#include "base/memory/mem.h"
#include "net/stream.h"
#include "tests/harness/net/canned.h"
#include "tests/harness/net/fetcher.h"
#include "tests/harness/net/sim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ORDERS "023e105f4ecef8ad9ca31a8372d0c3aa"
#define QUEUES "/accounts/" SIM_ACCOUNT "/queues/"

enum { PATIENT_MS = 600000, SHORT_MS = 500 };

struct rig {
    struct sim *sim;
    struct fetcher f;
};

static int set_up(void **state)
{
    struct rig *rig = mem_new(1, sizeof(*rig));

    rig->sim = sim_start(NULL);
    sim_seed(rig->sim, "{\"reset\":true,\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS "\","
                       "\"messages\":[{\"body\":\"hello\",\"count\":3}]}]}");
    sim_post(rig->sim, "/__sim/options", "{\"event_stream\":true}");
    fetcher_start(&rig->f, sim_url(rig->sim));
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

static uint64_t watch_for(struct fetcher *f, int64_t silent_ms)
{
    struct call c = fetcher_new_call(OP_WATCH, ORDERS);

    c.silent_ms = silent_ms;
    return fetcher_call(f, &c);
}

static uint64_t watch(struct rig *rig)
{
    return watch_for(&rig->f, PATIENT_MS);
}

static void fault(struct rig *rig, const char *json)
{
    sim_post(rig->sim, "/__sim/fault", "%s", json);
}

/* One more message. */
static void add_message(struct rig *rig)
{
    sim_seed(rig->sim, "{\"queues\":[{\"name\":\"orders\",\"messages\":[{\"body\":\"more\"}]}]}");
}

static struct event *wait_sample(struct rig *rig, uint64_t id, int n)
{
    return fetcher_wait_for(&rig->f, id, EV_SAMPLE, n);
}

static void every_event_is_a_sample(void **state)
{
    struct rig *rig = *state;
    uint64_t id = watch(rig);
    const struct event *e = fetcher_wait_for(&rig->f, id, EV_STREAM, 1);

    assert_false(e->final);
    assert_string_equal(e->queue_id, ORDERS);
    assert_true(e->rate.remaining >= 0);
    e = wait_sample(rig, id, 1);
    assert_false(e->final);
    assert_int_equal(e->u.metrics.backlog_count, 3);
    assert_string_equal(e->queue_id, ORDERS);
    assert_int_equal(e->rate.remaining, -1);
    assert_true(e->bytes > 0);
    add_message(rig);
    e = wait_sample(rig, id, 2);
    assert_int_equal(e->u.metrics.backlog_count, 4);
    assert_int_equal(fetcher_count(&rig->f, id, EV_STREAM), 1);
    assert_int_equal(sim_count_requests(rig->sim, "metrics"), 1);
    fetcher_cancel(&rig->f, id);
    e = fetcher_wait(&rig->f, id);
    assert_int_equal(e->err.kind, ERR_CANCELLED);
    assert_true(e->streamed);
    assert_true(e->bytes > 0);
}

static void other_calls_go_on_beside_it(void **state)
{
    struct rig *rig = *state;
    uint64_t id = watch(rig);
    struct call c = fetcher_new_call(OP_METRICS, ORDERS);

    wait_sample(rig, id, 1);
    assert_int_equal(fetcher_do(&rig->f, &c)->u.metrics.backlog_count, 3);
    add_message(rig);
    assert_int_equal(wait_sample(rig, id, 2)->u.metrics.backlog_count, 4);
}

static void a_plain_answer_is_one_answer(void **state)
{
    struct rig *rig = *state;
    const struct event *e;
    uint64_t id;

    sim_post(rig->sim, "/__sim/options", "{\"event_stream\":false}");
    id = watch(rig);
    e = fetcher_wait(&rig->f, id);
    assert_int_equal(e->kind, EV_DONE);
    assert_false(e->streamed);
    assert_int_equal(e->u.metrics.backlog_count, 3);
    assert_int_equal(fetcher_count(&rig->f, id, EV_STREAM), 0);
}

/* There is an ordinary way: nothing is tried again, and nobody asks about the token. */
static void a_refusal_is_the_end(void **state)
{
    static const int statuses[] = {400, 401, 403, 404, 406, 408, 429, 500, 503};
    struct rig *rig = *state;

    for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
        const struct event *e;
        uint64_t id;

        sim_delete(rig->sim, "/__sim/requests");
        sim_post(rig->sim, "/__sim/fault", "{\"kind\":\"status\",\"code\":10000,\"status\":%d}",
                 statuses[i]);
        id = watch(rig);
        e = fetcher_wait(&rig->f, id);
        assert_int_equal(e->kind, EV_FAILED);
        assert_int_equal(e->err.http, statuses[i]);
        assert_false(e->streamed);
        assert_int_equal(fetcher_count(&rig->f, id, EV_RETRYING), 0);
        assert_int_equal(sim_count_requests(rig->sim, "any"), 1);
    }
}

static void it_may_end(void **state)
{
    struct rig *rig = *state;
    uint64_t id = watch(rig);
    const struct event *e;

    wait_sample(rig, id, 1);
    assert_int_equal(sim_call(rig->sim, SIM_TOKEN, "DELETE", QUEUES ORDERS, NULL, NULL), 200);
    e = fetcher_wait(&rig->f, id);
    assert_int_equal(e->kind, EV_DONE);
    assert_true(e->streamed);
    assert_int_equal(fetcher_count(&rig->f, id, EV_SAMPLE), 1);
}

static void it_may_break(void **state)
{
    struct rig *rig = *state;
    const struct event *e;
    uint64_t id;

    fault(rig, "{\"op\":\"metrics\",\"kind\":\"truncate\"}");
    id = watch(rig);
    wait_sample(rig, id, 1);
    add_message(rig);
    e = fetcher_wait(&rig->f, id);
    assert_int_equal(e->kind, EV_FAILED);
    assert_true(e->streamed);
    assert_int_equal(e->err.kind, ERR_NETWORK);
    assert_int_equal(fetcher_count(&rig->f, id, EV_SAMPLE), 1);
}

static void it_may_go_silent(void **state)
{
    struct rig *rig = *state;
    const struct event *e;
    uint64_t id;

    fault(rig, "{\"op\":\"metrics\",\"kind\":\"hang_body\"}");
    id = watch_for(&rig->f, SHORT_MS);
    e = fetcher_wait(&rig->f, id);
    assert_int_equal(e->kind, EV_FAILED);
    assert_true(e->streamed);
    assert_int_equal(e->err.kind, ERR_TIMEOUT);
    assert_non_null(strstr(e->err.text, "500 ms"));
    assert_int_equal(fetcher_count(&rig->f, id, EV_SAMPLE), 2);
}

/* Of two that came together the newest waits for its moment, not for more to come.  curl wakes when
 * its own limit for connecting is over. */
static void what_waits_comes_by_itself(void **state)
{
    struct rig *rig = *state;
    struct fetch_config cfg = fetcher_config(sim_url(rig->sim));
    struct fetcher f;
    uint64_t id;

    cfg.connect_timeout_ms = PATIENT_MS;
    fetcher_start_with(&f, &cfg);
    fault(rig, "{\"op\":\"metrics\",\"kind\":\"hang_body\"}");
    id = watch_for(&f, PATIENT_MS);
    assert_int_equal(fetcher_wait_for(&f, id, EV_SAMPLE, 2)->u.metrics.backlog_count, 3);
    fetcher_stop(&f);
}

static void it_may_never_begin(void **state)
{
    struct rig *rig = *state;
    const struct event *e;
    uint64_t id;

    fault(rig, "{\"op\":\"metrics\",\"kind\":\"hang\"}");
    id = watch_for(&rig->f, SHORT_MS);
    e = fetcher_wait(&rig->f, id);
    assert_int_equal(e->kind, EV_FAILED);
    assert_false(e->streamed);
    assert_int_equal(e->err.kind, ERR_TIMEOUT);
    assert_int_equal(fetcher_count(&rig->f, id, EV_STREAM), 0);
}

/* Every other answer has to be there in four times the limit of silence. */
static void it_may_go_on_for_ever(void **state)
{
    struct rig *rig = *state;
    struct fetch_config cfg = fetcher_config(sim_url(rig->sim));
    struct fetcher f;
    uint64_t id;

    cfg.timeout_ms = 200;
    fetcher_start_with(&f, &cfg);
    id = watch_for(&f, PATIENT_MS);
    fetcher_wait_for(&f, id, EV_SAMPLE, 1);
    add_message(rig);
    fetcher_wait_for(&f, id, EV_SAMPLE, 2);
    add_message(rig);
    assert_int_equal(fetcher_wait_for(&f, id, EV_SAMPLE, 3)->u.metrics.backlog_count, 5);
    fetcher_stop(&f);
}

static void what_says_nothing_is_passed_over(void **state)
{
    struct rig *rig = *state;
    uint64_t id;

    fault(rig, "{\"op\":\"metrics\",\"kind\":\"invalid_json\"}");
    id = watch(rig);
    assert_int_equal(wait_sample(rig, id, 1)->u.metrics.backlog_count, 3);
    add_message(rig);
    assert_int_equal(wait_sample(rig, id, 2)->u.metrics.backlog_count, 4);
}

static void a_flood_is_thinned(void **state)
{
    enum { SAMPLES = 3 };
    struct rig *rig = *state;
    const struct event *first, *last;
    uint64_t id;

    fault(rig, "{\"op\":\"metrics\",\"kind\":\"endless\",\"apply\":true}");
    id = watch(rig);
    first = wait_sample(rig, id, 1);
    last = wait_sample(rig, id, SAMPLES);
    assert_true(last->received.mono_ms - first->received.mono_ms >= (SAMPLES - 2) * STREAM_GAP_MS);
    assert_true(last->u.metrics.backlog_count - first->u.metrics.backlog_count > 100 * SAMPLES);
    fetcher_cancel(&rig->f, id);
    assert_int_equal(fetcher_wait(&rig->f, id)->err.kind, ERR_CANCELLED);
}

/* Cancelled, or left to the end of the thread: the final event comes once (fetcher_stop() looks),
 * and the thread does not wait. */
static void it_ends_on_request_at_every_stage(void **state)
{
    static const struct {
        const char *fault;
        enum ev_kind kind; /* waited for; EV_DONE: nothing */
    } stages[] = {
        {"{\"kind\":\"none\"}", EV_DONE},
        {"{\"kind\":\"hang\"}", EV_DONE},
        {"{\"kind\":\"delay\",\"delay_ms\":1}", EV_STREAM},
        {"{\"kind\":\"delay\",\"delay_ms\":1}", EV_SAMPLE},
        {"{\"kind\":\"hang_body\"}", EV_SAMPLE},
        {"{\"kind\":\"endless\",\"apply\":true}", EV_SAMPLE},
    };
    struct rig *rig = *state;

    for (size_t i = 0; i < 2 * ARRAY_LEN(stages); i++) {
        struct fetcher f;
        uint64_t id;

        fetcher_start(&f, sim_url(rig->sim));
        if (i / 2 > 0)
            fault(rig, stages[i / 2].fault);
        id = watch_for(&f, PATIENT_MS);
        if (stages[i / 2].kind != EV_DONE)
            fetcher_wait_for(&f, id, stages[i / 2].kind, 1);
        if (i % 2) {
            fetcher_cancel(&f, id);
            assert_int_equal(fetcher_wait(&f, id)->err.kind, ERR_CANCELLED);
        }
        fetcher_stop(&f);
        sim_delete(rig->sim, "/__sim/faults");
    }
}

/* What a server says that says only this. */
static const struct event *hear(struct fetcher *f, struct canned **server, enum op op,
                                const char *head, const char *body)
{
    char *text = mem_print("HTTP/1.1 %s\r\nConnection: close\r\n\r\n%s", head, body);
    struct call c = fetcher_new_call(op, ORDERS);

    *server = canned_start(text, strlen(text));
    free(text);
    fetcher_start(f, canned_url(*server));
    return fetcher_do(f, &c);
}

static void what_a_stream_is_its_headers_say(void **state)
{
    static const struct {
        enum op op;
        const char *head;
        bool streamed;
    } cases[] = {
        {OP_WATCH, "200 OK\r\nContent-Type: text/event-stream", true},
        {OP_WATCH, "200 OK\r\nContent-Type: Text/Event-Stream;charset=utf-8", true},
        {OP_WATCH, "200 OK\r\nContent-Type: text/event-streams", false},
        {OP_WATCH, "200 OK\r\nContent-Type: text/plain", false},
        {OP_WATCH, "200 OK\r\nX: y", false},
        {OP_WATCH, "500 Oh\r\nContent-Type: text/event-stream", false},
        {OP_WATCH, "201 Made\r\nContent-Type: text/event-stream", false},
        {OP_METRICS, "200 OK\r\nContent-Type: text/event-stream", false},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct canned *server;
        struct fetcher f;
        const struct event *e = hear(&f, &server, cases[i].op, cases[i].head,
                                     "retry: 2500\n\ndata: {\"backlog_count\":7}\n\ndata: {");

        if (e->streamed != cases[i].streamed || (e->kind == EV_DONE) != cases[i].streamed)
            fail_msg("%s: %s", cases[i].head, e->err.text);
        assert_int_equal(fetcher_count(&f, e->req_id, EV_SAMPLE), cases[i].streamed);
        if (cases[i].streamed) {
            assert_int_equal(e->err.retry_after_s, 3);
            assert_int_equal(fetcher_wait_for(&f, e->req_id, EV_SAMPLE, 1)->u.metrics.backlog_count,
                             7);
        }
        fetcher_stop(&f);
        canned_stop(server);
    }
}

/* The newest that waited for its turn is not lost. */
static void the_last_event_is_given_at_the_end(void **state)
{
    struct canned *server;
    struct fetcher f;
    const struct event *e = hear(&f, &server, OP_WATCH, "200 OK\r\nContent-Type: text/event-stream",
                                 "data: {\"backlog_count\":1}\n\ndata: {\"backlog_count\":2}\n\n"
                                 "data: {\"backlog_count\":3}\n\n");

    (void)state;
    assert_true(e->streamed);
    assert_int_equal(
        fetcher_wait_for(&f, e->req_id, EV_SAMPLE, fetcher_count(&f, e->req_id, EV_SAMPLE))
            ->u.metrics.backlog_count,
        3);
    fetcher_stop(&f);
    canned_stop(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_event_is_a_sample, set_up, tear_down),
        cmocka_unit_test_setup_teardown(other_calls_go_on_beside_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plain_answer_is_one_answer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_refusal_is_the_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_may_end, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_may_break, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_may_go_silent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_waits_comes_by_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_may_never_begin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_may_go_on_for_ever, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_says_nothing_is_passed_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_flood_is_thinned, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_ends_on_request_at_every_stage, set_up, tear_down),
        cmocka_unit_test(what_a_stream_is_its_headers_say),
        cmocka_unit_test(the_last_event_is_given_at_the_end),
    };

    return cmocka_run_group_tests_name("fetch_stream", tests, NULL, NULL);
}
