/* What the fetch thread does for each call, against the simulator. */
#include "base/memory/array.h"
#include "net/fetch.h"

#include "api/error/explain.h"
#include "base/memory/mem.h"
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

struct rig {
    struct sim *sim;
    struct fetcher f;
};

static int set_up(void **state)
{
    struct rig *rig = mem_new(1, sizeof(*rig));

    rig->sim = sim_start(NULL);
    sim_seed(rig->sim,
             "{\"reset\":true,\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS "\",\"consumers\":"
             "[{\"type\":\"http_pull\",\"settings\":{\"max_retries\":3}}],\"messages\":["
             "{\"body\":\"hello\"},{\"body\":{\"n\":1},\"content_type\":\"json\"},"
             "{\"size\":100000,\"content_type\":\"bytes\"}]}]}");
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

static struct event *do_op(struct rig *rig, enum op op)
{
    struct call c = fetcher_new_call(op, ORDERS);

    return fetcher_do(&rig->f, &c);
}

static void fault(struct rig *rig, const char *json)
{
    sim_post(rig->sim, "/__sim/fault", "%s", json);
}

static void an_answer_says_how_it_came(void **state)
{
    struct rig *rig = *state;
    struct event *e = do_op(rig, OP_ACCOUNTS);
    int64_t date_ms = e->arrival.date_ms;

    assert_true(date_ms > e->sent.wall_ms - 1000 && date_ms <= e->received.wall_ms);
    assert_true(e->arrival.connect_ms >= 0);
    assert_int_equal(e->arrival.http, 11);
    assert_string_equal(e->arrival.tls, "");
    sim_advance(rig->sim, 3600000);
    fault(rig, "{\"op\":\"accounts\",\"kind\":\"status\",\"status\":404,\"code\":1}");
    e = do_op(rig, OP_ACCOUNTS);
    assert_int_equal(e->kind, EV_FAILED);
    assert_true(e->arrival.date_ms - date_ms >= 3600000);
    assert_true(e->arrival.date_ms - date_ms < 3700000);
    assert_int_equal(e->arrival.connect_ms, -1); /* the same one */
    fault(rig, "{\"op\":\"accounts\",\"kind\":\"reset\",\"count\":0}");
    e = do_op(rig, OP_ACCOUNTS);
    assert_int_equal(e->arrival.date_ms, -1);
    assert_int_equal(e->arrival.http, 0);
}

static void every_read_is_answered(void **state)
{
    struct rig *rig = *state;
    struct event *e = do_op(rig, OP_ACCOUNTS);

    assert_int_equal(e->kind, EV_DONE);
    assert_string_equal(e->u.accounts->items[0].id, SIM_ACCOUNT);
    e = do_op(rig, OP_QUEUE);
    assert_int_equal(e->kind, EV_DONE);
    assert_string_equal(e->u.page->items[0].name, "orders");
    assert_string_equal(e->queue_id, ORDERS);
    e = do_op(rig, OP_METRICS);
    assert_int_equal(e->kind, EV_DONE);
    assert_int_equal(e->u.metrics.backlog_count, 3);
    assert_true(e->rate.remaining >= 0);
    assert_true(e->rate.quota > 0);
    assert_true(e->bytes > 0);
    assert_true(e->received.mono_ms >= e->sent.mono_ms);
    assert_null(e->json);
    e = do_op(rig, OP_PEEK);
    assert_int_equal(e->kind, EV_DONE);
    assert_int_equal(e->u.batch->n, 3);
    assert_int_equal(e->u.batch->source, BATCH_PEEK);
    assert_string_equal(e->u.batch->queue_id, ORDERS);
    assert_int_equal(e->u.batch->items[2].body_len, 133336);
    assert_non_null(e->u.batch->items[0].ref);
    assert_int_equal(sim_count_state_changes(rig->sim), 0);
}

static void pull_and_ack_go_together(void **state)
{
    struct rig *rig = *state;
    struct call c = fetcher_new_call(OP_PULL, ORDERS);
    struct event *e;
    struct batch *b;

    c.visibility_timeout_ms = 45000;
    c.keep_json = true;
    e = fetcher_do(&rig->f, &c);
    assert_int_equal(e->kind, EV_DONE);
    b = e->u.batch;
    assert_int_equal(b->source, BATCH_PULL);
    assert_int_equal(b->n, 3);
    assert_int_equal(b->lease_ms, 45000);
    assert_true(b->asked.mono_ms == e->sent.mono_ms);
    assert_int_equal(b->items[0].json[0], '{');
    c = fetcher_new_call(OP_ACK, ORDERS);
    c.keep_json = true;
    call_add(&c, b->items[0].lease_id);
    call_add(&c, b->items[1].lease_id);
    call_add_retry(&c, b->items[2].lease_id, 60);
    e = fetcher_do(&rig->f, &c);
    assert_int_equal(e->kind, EV_DONE);
    assert_int_equal(e->u.ack->ack_count, 2);
    assert_int_equal(e->u.ack->retry_count, 1);
    assert_non_null(strstr(e->json, "ackCount"));
}

static void all_pages_come_six_at_a_time(void **state)
{
    struct rig *rig = *state;
    struct event *done, *first;
    json_t *requests;
    int64_t rows = 0;
    uint64_t id;
    struct call c = fetcher_new_call(OP_QUEUES, NULL);

    sim_post(rig->sim, "/__sim/seed", "{\"generate_queues\":1499}");
    sim_post(rig->sim, "/__sim/options", "{\"latency_ms\":20}");
    id = fetcher_call(&rig->f, &c);
    done = fetcher_wait(&rig->f, id);
    assert_int_equal(done->kind, EV_DONE);
    assert_int_equal(fetcher_count(&rig->f, id, EV_PAGE), 15);
    first = fetcher_wait_for(&rig->f, id, EV_PAGE, 1);
    assert_int_equal(first->u.page->page, 1);
    for (int i = 1; i <= 15; i++)
        rows += (int64_t)fetcher_wait_for(&rig->f, id, EV_PAGE, i)->u.page->n;
    assert_int_equal(rows, 1500);
    assert_int_equal(sim_count_requests(rig->sim, "list"), 15);
    assert_true(done->bytes > first->bytes);
    /* HTTP/1.1: as many connections as requests at once. */
    requests = sim_get(rig->sim, "/__sim/requests");
    {
        char seen[1000] = {0};
        int connections = 0;

        for (size_t i = 0; i < json_array_size(requests); i++) {
            json_int_t n =
                json_integer_value(json_object_get(json_array_get(requests, i), "connection"));

            assert_in_range(n, 0, 999);
            connections += !seen[n];
            seen[n] = 1;
        }
        assert_int_equal(connections, 6);
    }
    json_decref(requests);
}

static void one_page_that_fails_ends_the_list(void **state)
{
    struct rig *rig = *state;
    struct call c = fetcher_new_call(OP_QUEUES, NULL);
    struct event *e;
    uint64_t id;

    sim_post(rig->sim, "/__sim/seed", "{\"generate_queues\":899}");
    fault(rig, "{\"op\":\"list\",\"kind\":\"delay\",\"delay_ms\":1}");
    fault(rig, "{\"op\":\"list\",\"kind\":\"status\",\"status\":403,\"code\":10000}");
    id = fetcher_call(&rig->f, &c);
    e = fetcher_wait(&rig->f, id);
    assert_int_equal(e->kind, EV_FAILED);
    assert_int_equal(e->err.http, 403);
    assert_true(fetcher_count(&rig->f, id, EV_PAGE) >= 1);
}

static void a_page_is_tried_again_by_itself(void **state)
{
    struct rig *rig = *state;
    struct call c = fetcher_new_call(OP_QUEUES, NULL);
    uint64_t id;

    sim_post(rig->sim, "/__sim/seed", "{\"generate_queues\":299}");
    fault(rig, "{\"op\":\"list\",\"kind\":\"delay\",\"delay_ms\":1}");
    fault(rig, "{\"op\":\"list\",\"kind\":\"status\",\"status\":503,\"count\":2}");
    id = fetcher_call(&rig->f, &c);
    assert_int_equal(fetcher_wait(&rig->f, id)->kind, EV_DONE);
    assert_int_equal(fetcher_count(&rig->f, id, EV_PAGE), 3);
    assert_int_equal(fetcher_count(&rig->f, id, EV_RETRYING), 2);
    assert_int_equal(sim_count_requests(rig->sim, "list"), 5);
}

static void reads_are_tried_again(void **state)
{
    static const struct {
        enum op op;
        const char *name, *fault;
    } cases[] = {
        /* First, on a fresh connection: curl itself repeats a read on a used one that is reset. */
        {OP_QUEUE, "queue", "{\"op\":\"queue\",\"kind\":\"reset\",\"count\":2}"},
        {OP_METRICS, "metrics",
         "{\"op\":\"metrics\",\"kind\":\"status\",\"status\":503,\"count\":2}"},
        {OP_PEEK, "peek", "{\"op\":\"peek\",\"kind\":\"truncate\",\"count\":2}"},
        {OP_ACCOUNTS, "accounts",
         "{\"op\":\"accounts\",\"kind\":\"status\",\"status\":408,\"count\":2}"},
    };
    struct rig *rig = *state;

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct event *e;

        fault(rig, cases[i].fault);
        e = do_op(rig, cases[i].op);
        if (e->kind != EV_DONE)
            fail_msg("%s: %s", cases[i].name, e->err.text);
        assert_int_equal(fetcher_count(&rig->f, e->req_id, EV_RETRYING), 2);
        assert_int_equal(sim_count_requests(rig->sim, cases[i].name), 3);
    }
}

static void there_are_four_tries(void **state)
{
    struct rig *rig = *state;
    struct event *e;

    fault(rig, "{\"op\":\"metrics\",\"kind\":\"status\",\"status\":502,\"count\":0}");
    e = do_op(rig, OP_METRICS);
    assert_int_equal(e->kind, EV_FAILED);
    assert_int_equal(e->err.kind, ERR_API);
    assert_int_equal(e->err.http, 502);
    assert_int_equal(fetcher_count(&rig->f, e->req_id, EV_RETRYING), 3);
    assert_int_equal(sim_count_requests(rig->sim, "metrics"), 4);
}

static void retry_after_is_waited_for(void **state)
{
    struct rig *rig = *state;
    struct event *e, *retrying;

    fault(rig,
          "{\"op\":\"metrics\",\"kind\":\"status\",\"status\":429,\"code\":971,\"retry_after\":1}");
    e = do_op(rig, OP_METRICS);
    assert_int_equal(e->kind, EV_DONE);
    retrying = fetcher_wait_for(&rig->f, e->req_id, EV_RETRYING, 1);
    assert_int_equal(retrying->err.http, 429);
    assert_int_equal(retrying->err.retry_after_s, 1);
    assert_true(retrying->retry_at_mono_ms - retrying->received.mono_ms >= 1000);
    assert_true(e->sent.mono_ms >= retrying->retry_at_mono_ms);
}

static void a_long_retry_after_is_a_failure(void **state)
{
    struct rig *rig = *state;
    struct event *e;

    fault(rig, "{\"op\":\"metrics\",\"kind\":\"status\",\"status\":429,\"retry_after\":300}");
    e = do_op(rig, OP_METRICS);
    assert_int_equal(e->kind, EV_FAILED);
    assert_int_equal(e->err.retry_after_s, 300);
    assert_int_equal(sim_count_requests(rig->sim, "metrics"), 1);
}

/* Each after a read on the same connection: curl repeats a request by itself when a connection that
 * was used before closes without an answer. */
static void what_changes_the_server_is_never_tried_again(void **state)
{
    static const char *const kinds[] = {"status\",\"status\":503,\"x\":\"",
                                        "status\",\"status\":429,\"retry_after\":0,\"x\":\"",
                                        "reset",
                                        "truncate",
                                        "empty",
                                        "invalid_json"};
    struct rig *rig = *state;

    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        for (enum op op = 0; op < OP_COUNT; op++) {
            const char *name = operation_get(op)->name;
            struct event *e;

            if (!operation_get(op)->changes_server)
                continue;
            assert_int_equal(do_op(rig, OP_METRICS)->kind, EV_DONE);
            sim_delete(rig->sim, "/__sim/requests");
            sim_post(rig->sim, "/__sim/fault", "{\"apply\":true,\"kind\":\"%s\"}", kinds[i]);
            e = do_op(rig, op);
            if (e->kind != EV_FAILED)
                fail_msg("%s was answered after %s", name, kinds[i]);
            assert_int_equal(fetcher_count(&rig->f, e->req_id, EV_RETRYING), 0);
            if (sim_count_requests(rig->sim, "any") != 1)
                fail_msg("%s was sent again after %s", name, kinds[i]);
        }
    }
}

static void a_lost_pull_says_what_it_may_have_done(void **state)
{
    struct rig *rig = *state;
    struct event *e;

    fault(rig, "{\"op\":\"pull\",\"kind\":\"reset\"}");
    e = do_op(rig, OP_PULL);
    assert_int_equal(e->err.kind, ERR_NETWORK);
    assert_non_null(strstr(e->err.text, "may be leased"));
}

static void what_will_not_change_is_not_tried_again(void **state)
{
    static const int statuses[] = {400, 401, 403, 404, 405, 409};
    struct rig *rig = *state;

    for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
        struct event *e;

        sim_post(rig->sim, "/__sim/fault", "{\"op\":\"metrics\",\"kind\":\"status\",\"status\":%d}",
                 statuses[i]);
        e = do_op(rig, OP_METRICS);
        assert_int_equal(e->kind, EV_FAILED);
        assert_int_equal(e->err.http, statuses[i]);
        assert_int_equal(sim_count_requests(rig->sim, "metrics"), (int)i + 1);
    }
}

static void peek_may_be_unavailable(void **state)
{
    static const char *const ways[] = {"405", "10405", "404"};
    struct rig *rig = *state;

    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        struct event *e;

        sim_post(rig->sim, "/__sim/options", "{\"peek\":\"%s\"}", ways[i]);
        e = do_op(rig, OP_PEEK);
        assert_int_equal(e->kind, EV_FAILED);
        assert_true(explain_is_unavailable(&e->err));
        assert_int_equal(sim_count_requests(rig->sim, "peek"), (int)i + 1);
    }
}

static void a_missing_queue_is_not_unavailable(void **state)
{
    struct rig *rig = *state;
    struct call c = fetcher_new_call(OP_PEEK, "00000000000000000000000000000000");
    struct event *e = fetcher_do(&rig->f, &c);

    assert_int_equal(e->kind, EV_FAILED);
    assert_int_equal(e->err.http, 404);
    assert_false(explain_is_unavailable(&e->err));
}

static void many_calls_at_once(void **state)
{
    struct rig *rig = *state;

    sim_post(rig->sim, "/__sim/options", "{\"latency_ms\":5}");
    for (int i = 0; i < 60; i++) {
        struct call c = fetcher_new_call(OP_METRICS, ORDERS);

        fetcher_call(&rig->f, &c);
    }
    for (uint64_t id = 1; id <= 60; id++)
        assert_int_equal(fetcher_wait(&rig->f, id)->kind, EV_DONE);
    assert_int_equal(sim_count_requests(rig->sim, "metrics"), 60);
}

static void a_bad_id_never_leaves(void **state)
{
    struct rig *rig = *state;
    struct call c = fetcher_new_call(OP_PULL, "../x");
    struct event *e = fetcher_do(&rig->f, &c);

    assert_int_equal(e->kind, EV_FAILED);
    assert_int_equal(e->err.kind, ERR_USAGE);
    assert_int_equal(sim_count_requests(rig->sim, "any"), 0);
}

static void requests_say_who_asks(void **state)
{
    struct rig *rig = *state;
    json_t *requests;
    const json_t *r;

    do_op(rig, OP_METRICS);
    requests = sim_get(rig->sim, "/__sim/requests");
    r = json_array_get(requests, 0);
    assert_string_equal(json_string_value(json_object_get(r, "auth")), "token");
    assert_string_equal(json_string_value(json_object_get(r, "user_agent")),
                        "cfqtop/" CFQTOP_VERSION);
    json_decref(requests);
}

static void mail_and_key_work_too(void **state)
{
    struct rig *rig = *state;
    struct fetch_config cfg = {.base_url = mem_copy_str(sim_url(rig->sim))};
    struct call c = fetcher_new_call(OP_METRICS, ORDERS);
    struct fetcher f;
    json_t *requests;

    cfg.credentials.email = mem_copy_str(SIM_EMAIL);
    cfg.credentials.key = secret_take(mem_copy_str(SIM_KEY));
    fetcher_start_with(&f, &cfg);
    assert_null(cfg.credentials.key.text);
    assert_int_equal(fetcher_do(&f, &c)->kind, EV_DONE);
    fetcher_stop(&f);
    requests = sim_get(rig->sim, "/__sim/requests");
    assert_string_equal(json_string_value(json_object_get(json_array_get(requests, 0), "auth")),
                        "key");
    json_decref(requests);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_answer_says_how_it_came, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_read_is_answered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pull_and_ack_go_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_pages_come_six_at_a_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_page_that_fails_ends_the_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_page_is_tried_again_by_itself, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_are_tried_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(there_are_four_tries, set_up, tear_down),
        cmocka_unit_test_setup_teardown(retry_after_is_waited_for, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_long_retry_after_is_a_failure, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_changes_the_server_is_never_tried_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_lost_pull_says_what_it_may_have_done, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_will_not_change_is_not_tried_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(peek_may_be_unavailable, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_queue_is_not_unavailable, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_calls_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_bad_id_never_leaves, set_up, tear_down),
        cmocka_unit_test_setup_teardown(requests_say_who_asks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mail_and_key_work_too, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("fetch", tests, NULL, NULL);
}
