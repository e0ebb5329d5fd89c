#include "api/operation.h"
#include "base/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ACCOUNT "023e105f4ecef8ad9ca31a8372d0c353"
#define QUEUE   "5f4e3d2c1b0a99887766554433221100"

struct built {
    struct buf url, body;
    struct error err;
    bool ok;
};

static void build(struct built *b, const struct call *c)
{
    buf_init(&b->url, 4096);
    buf_init(&b->body, 4096);
    b->err = (struct error){0};
    b->ok = operation_build(c, &b->url, &b->body, &b->err);
}

static void drop(struct built *b)
{
    buf_free(&b->url);
    buf_free(&b->body);
}

static struct call new_call(enum op op)
{
    struct call c = {.op = op};

    memcpy(c.account_id, ACCOUNT, sizeof(ACCOUNT));
    memcpy(c.queue_id, QUEUE, sizeof(QUEUE));
    return c;
}

static void expect(const struct call *c, const char *url, const char *body)
{
    struct built b;

    build(&b, c);
    assert_true(b.ok);
    assert_string_equal(b.url.bytes, url);
    assert_string_equal(b.body.bytes ? b.body.bytes : "", body);
    drop(&b);
}

static void urls_and_bodies_are_those_of_the_api(void **state)
{
    struct call c = new_call(OP_ACCOUNTS);

    (void)state;
    expect(&c, "/accounts?page=1&per_page=50", "");
    c.op = OP_QUEUES;
    expect(&c, "/accounts/" ACCOUNT "/queues?page=1&per_page=100", "");
    c.page = 7;
    c.per_page = 20;
    expect(&c, "/accounts/" ACCOUNT "/queues?page=7&per_page=20", "");
    c.op = OP_QUEUE;
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE, "");
    c.op = OP_METRICS;
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE "/metrics", "");
    c.batch_size = 10;
    c.visibility_timeout_ms = 43200000;
    c.op = OP_PEEK;
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE "/messages/peek", "{\"batch_size\":10}");
    c.op = OP_PULL;
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE "/messages/pull",
           "{\"batch_size\":10,\"visibility_timeout_ms\":43200000}");
}

static void ack_carries_leases_and_delays(void **state)
{
    struct call c = new_call(OP_ACK);

    (void)state;
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE "/messages/ack",
           "{\"acks\":[],\"retries\":[]}");
    call_add(&c, "one");
    call_add(&c, "t\"wo\\");
    call_add_retry(&c, "three", 0);
    call_add_retry(&c, "four", 86400);
    expect(
        &c, "/accounts/" ACCOUNT "/queues/" QUEUE "/messages/ack",
        "{\"acks\":[{\"lease_id\":\"one\"},{\"lease_id\":\"t\\\"wo\\\\\"}],"
        "\"retries\":[{\"lease_id\":\"three\"},{\"lease_id\":\"four\",\"delay_seconds\":86400}]}");
    call_free(&c);
    assert_int_equal(c.n_handles, 0);
}

static void purge_carries_refs(void **state)
{
    struct call c = new_call(OP_PURGE);

    (void)state;
    call_add(&c, "eyJ.one");
    call_add(&c, "t\"wo\\");
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE "/messages/purge",
           "{\"refs\":[{\"ref\":\"eyJ.one\"},{\"ref\":\"t\\\"wo\\\\\"}]}");
    call_free(&c);
    assert_int_equal(c.n_handles, 0);
}

static void extend_carries_leases_and_their_new_length(void **state)
{
    struct call c = new_call(OP_EXTEND);

    (void)state;
    c.visibility_timeout_ms = 45000;
    call_add(&c, "one");
    call_add(&c, "t\"wo\\");
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE "/messages/extend",
           "{\"extend\":[{\"lease_id\":\"one\"},{\"lease_id\":\"t\\\"wo\\\\\"}],"
           "\"visibility_timeout_ms\":45000}");
    call_free(&c);
    assert_int_equal(c.n_handles, 0);
}

static void only_ids_that_need_no_escape_reach_a_url(void **state)
{
    static const char *const good[] = {"a", "A-z_9", QUEUE};
    static const char *const bad[] = {"",    "..",  "a/b", "a%2f", "a b",
                                      "a?b", "a#b", "é",   "a\n",  QUEUE "0"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(operation_check_id(good[i]));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(operation_check_id(bad[i]));
}

static void a_bad_id_is_refused_before_anything_is_sent(void **state)
{
    struct call c = new_call(OP_PULL);
    struct built b;

    (void)state;
    memcpy(c.queue_id, "../x", 5);
    build(&b, &c);
    assert_false(b.ok);
    assert_int_equal(b.err.kind, ERR_USAGE);
    assert_string_equal(b.err.text, "not a queue id: ../x");
    drop(&b);
    c = new_call(OP_QUEUES);
    c.account_id[0] = '\0';
    build(&b, &c);
    assert_false(b.ok);
    assert_string_equal(b.err.text, "not an account id: (none)");
    drop(&b);
}

static void a_lease_that_would_change_on_the_way_is_refused(void **state)
{
    struct call c = new_call(OP_ACK);
    struct built b;

    (void)state;
    call_add_retry(&c, "bad\xff", 0);
    build(&b, &c);
    assert_false(b.ok);
    assert_int_equal(b.err.kind, ERR_USAGE);
    drop(&b);
    call_free(&c);
    c = new_call(OP_PURGE);
    call_add(&c, "bad\xff");
    build(&b, &c);
    assert_false(b.ok);
    assert_string_equal(b.err.text, "a ref is not UTF-8");
    drop(&b);
    call_free(&c);
}

static void a_full_buffer_is_an_error(void **state)
{
    struct call c = new_call(OP_ACK);
    struct buf url, body;
    struct error err;

    (void)state;
    call_add(&c, "lease");
    buf_init(&url, 4096);
    buf_init(&body, 10);
    assert_false(operation_build(&c, &url, &body, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    buf_free(&url);
    buf_free(&body);
    call_free(&c);
}

static void only_pull_ack_and_purge_change_the_server(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        const struct operation *o = operation_get((enum op)op);

        assert_non_null(o->name);
        assert_non_null(o->permission);
        assert_int_equal(o->changes_server,
                         op == OP_PULL || op == OP_ACK || op == OP_PURGE || op == OP_EXTEND);
        assert_string_equal(o->method, strstr(o->path, "/messages/") ? "POST" : "GET");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_and_bodies_are_those_of_the_api),
        cmocka_unit_test(ack_carries_leases_and_delays),
        cmocka_unit_test(purge_carries_refs),
        cmocka_unit_test(extend_carries_leases_and_their_new_length),
        cmocka_unit_test(only_ids_that_need_no_escape_reach_a_url),
        cmocka_unit_test(a_bad_id_is_refused_before_anything_is_sent),
        cmocka_unit_test(a_lease_that_would_change_on_the_way_is_refused),
        cmocka_unit_test(a_full_buffer_is_an_error),
        cmocka_unit_test(only_pull_ack_and_purge_change_the_server),
    };

    return cmocka_run_group_tests_name("operation", tests, NULL, NULL);
}
