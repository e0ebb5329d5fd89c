/* Any method, with a body or without: operations of a table of this test's own.  The linker takes
 * operation_get() from here, so that the product's table is not in this program. */
#include "net/fetch.h"

#include "base/memory/array.h"
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

#define ORDERS     "023e105f4ecef8ad9ca31a8372d0c3aa"
#define QUEUE_PATH "/accounts/{account}/queues/{queue}"
#define SETTINGS   "{\"settings\":{\"delivery_paused\":true}}"

enum {
    READ = OP_QUEUE,
    READ_WITH_BODY = OP_PEEK,
    PATCH = OP_QUEUES,
    PUT = OP_EXTEND,
    DELETE = OP_ACK,
    DELETE_BARE = OP_PULL
};

static const struct operation rows[OP_COUNT] = {
    [READ] = {.method = "GET",
              .path = QUEUE_PATH,
              .result = RESULT_QUEUES,
              .decode = decode_queue,
              .build = build_own,
              .name = "read",
              .doubt = ""},
    [READ_WITH_BODY] = {.method = "POST",
                        .path = QUEUE_PATH "/messages/peek",
                        .result = RESULT_BATCH,
                        .decode = decode_peek,
                        .build = build_own,
                        .name = "read",
                        .doubt = ""},
    [PATCH] = {.method = "PATCH",
               .path = QUEUE_PATH,
               .result = RESULT_QUEUES,
               .decode = decode_queue,
               .build = build_own,
               .name = "patch",
               .changes_server = true,
               .doubt = "it may have been done"},
    [PUT] = {.method = "PUT",
             .path = QUEUE_PATH,
             .result = RESULT_QUEUES,
             .decode = decode_queue,
             .build = build_own,
             .name = "put",
             .changes_server = true,
             .doubt = "it may have been done"},
    [DELETE] = {.method = "DELETE",
                .path = QUEUE_PATH,
                .result = RESULT_ACK,
                .decode = decode_ack,
                .build = build_own,
                .name = "delete",
                .changes_server = true,
                .doubt = "it may have been done"},
    [DELETE_BARE] = {.method = "DELETE",
                     .path = QUEUE_PATH,
                     .result = RESULT_ACK,
                     .decode = decode_ack,
                     .build = build_own,
                     .name = "delete",
                     .changes_server = true,
                     .doubt = "it may have been done"},
};

const struct operation *operation_get(enum op op)
{
    return &rows[op];
}

static const int changes[] = {PATCH, PUT, DELETE, DELETE_BARE};

struct rig {
    struct sim *sim;
    struct fetcher f;
};

static void seed(struct rig *rig)
{
    sim_seed(rig->sim, "{\"reset\":true,\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS "\"}]}");
}

static int set_up(void **state)
{
    struct rig *rig = mem_new(1, sizeof(*rig));

    rig->sim = sim_start(NULL);
    seed(rig);
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

static struct event *send(struct rig *rig, int op)
{
    struct call c = fetcher_new_call((enum op)op, ORDERS);

    if (op == READ_WITH_BODY)
        c.body = mem_copy_str("{\"batch_size\":1}");
    else if (op != READ && op != DELETE_BARE)
        c.body = mem_copy_str(SETTINGS);
    return fetcher_do(&rig->f, &c);
}

/* What the server saw last. */
static void expect_seen(struct rig *rig, const char *method, const char *body)
{
    json_t *requests = sim_get(rig->sim, "/__sim/requests");
    const json_t *last = json_array_get(requests, json_array_size(requests) - 1);

    assert_string_equal(json_string_value(json_object_get(last, "method")), method);
    assert_string_equal(json_string_value(json_object_get(last, "body")), body);
    json_decref(requests);
}

static void a_body_goes_with_any_method(void **state)
{
    struct rig *rig = *state;
    const struct event *e;

    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        seed(rig);
        e = send(rig, changes[i]);
        if (e->kind != EV_DONE)
            fail_msg("%s: %s", rows[changes[i]].method, e->err.text);
        if (rows[changes[i]].result == RESULT_QUEUES)
            assert_int_equal(e->u.page->items[0].paused, FLAG_YES);
        expect_seen(rig, rows[changes[i]].method, changes[i] == DELETE_BARE ? "" : SETTINGS);
    }
    seed(rig);
    assert_int_equal(send(rig, READ_WITH_BODY)->kind, EV_DONE);
    expect_seen(rig, "POST", "{\"batch_size\":1}");
}

/* Each after a read on the same connection, where curl would repeat it by itself. */
static void what_changes_the_server_is_sent_once(void **state)
{
    static const char *const kinds[] = {"reset", "empty", "truncate", "status"};
    struct rig *rig = *state;

    for (size_t i = 0; i < ARRAY_LEN(changes) * 4; i++) {
        const struct operation *o = &rows[changes[i / 4]];
        const struct event *e;

        seed(rig);
        assert_int_equal(send(rig, READ)->kind, EV_DONE);
        sim_delete(rig->sim, "/__sim/requests");
        sim_post(rig->sim, "/__sim/fault", "{\"kind\":\"%s\"}", kinds[i % 4]);
        e = send(rig, changes[i / 4]);
        sim_delete(rig->sim, "/__sim/faults");
        if (sim_count_requests(rig->sim, "any") != 1)
            fail_msg("%s was sent again after %s", o->method, kinds[i % 4]);
        assert_int_equal(fetcher_count(&rig->f, e->req_id, EV_RETRYING), 0);
        if (i % 4 == 0 && !strstr(e->err.text, "it may have been done"))
            fail_msg("%s: %s", o->method, e->err.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_body_goes_with_any_method, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_changes_the_server_is_sent_once, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("methods", tests, NULL, NULL);
}
