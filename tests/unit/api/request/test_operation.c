#include "api/request/operation.h"
#include "base/memory/array.h"

#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
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
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE "/messages/ack",
           "{\"acks\":[{\"lease_id\":\"one\"},{\"lease_id\":\"t\\\"wo\\\\\"}],"
           "\"retries\":[{\"lease_id\":\"three\",\"delay_seconds\":0},{\"lease_id\":\"four\","
           "\"delay_seconds\":86400}]}");
    call_free(&c);
    assert_int_equal(c.n_handles, 0);
}

static void purge_carries_refs(void **state)
{
    struct call c = new_call(OP_PURGE_MESSAGES);

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
        assert_true(queue_check_id(good[i]));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(queue_check_id(bad[i]));
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
    c = new_call(OP_PURGE_MESSAGES);
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

/* What is neither {account} nor {queue} would go out as it stands. */
static void expect_known_braces(const char *path)
{
    for (const char *brace = path; (brace = strpbrk(brace, "{}"));) {
        size_t n = strcspn(brace, "}") + 1;

        if (strncmp(brace, "{account}", n) != 0 && strncmp(brace, "{queue}", n) != 0)
            fail_msg("what is %s in %s?", brace, path);
        brace += n;
    }
}

static void every_row_is_whole(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        const struct operation *o = operation_get((enum op)op);

        assert_true(o->name[0] && o->permission[0] && o->method[0]);
        assert_int_equal(o->path[0], '/');
        expect_known_braces(o->path);
        assert_non_null(o->build);
        assert_non_null(o->decode);
        assert_in_range(o->result, 0, RESULT_COUNT - 1);
        assert_int_equal(o->changes_server, o->doubt[0] != '\0');
        if (o->all_pages)
            assert_true(o->per_page > 0 && o->result == RESULT_QUEUES);
        for (int other = 0; other < op; other++)
            assert_string_not_equal(o->name, operation_get((enum op)other)->name);
    }
}

/* A GET that changed something would be one that is repeated; a POST that changes nothing is a
 * question, or rare enough to be named. */
static void what_changes_the_server_says_so(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        const struct operation *o = operation_get((enum op)op);

        assert_int_equal(o->changes_server,
                         strcmp(o->method, "GET") != 0 && op != OP_PEEK && o->api != API_GRAPHQL);
    }
}

static void a_ready_made_body_is_sent_as_it_is(void **state)
{
    struct call c = new_call(OP_QUEUE);

    (void)state;
    c.body = mem_copy_str("{\"settings\":{\"delivery_paused\":true}}");
    expect(&c, "/accounts/" ACCOUNT "/queues/" QUEUE, "{\"settings\":{\"delivery_paused\":true}}");
    call_free(&c);
    assert_null(c.body);
}

static void many_handles_arrive_in_their_order(void **state)
{
    struct call c = new_call(OP_PURGE_MESSAGES);
    char id[30];

    (void)state;
    for (int i = 0; i < 3000; i++) {
        snprintf(id, sizeof(id), "ref%d", i);
        call_add(&c, id);
    }
    assert_int_equal(c.n_handles, 3000);
    for (size_t i = 0; i < c.n_handles; i++) {
        snprintf(id, sizeof(id), "ref%zu", i);
        assert_string_equal(c.handles[i].id, id);
    }
    call_free(&c);
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
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(what_changes_the_server_says_so),
        cmocka_unit_test(a_ready_made_body_is_sent_as_it_is),
        cmocka_unit_test(many_handles_arrive_in_their_order),
    };

    return cmocka_run_group_tests_name("operation", tests, NULL, NULL);
}
