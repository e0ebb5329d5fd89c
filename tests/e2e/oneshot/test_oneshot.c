/* The one-shot commands of the real program against the simulator. */
#include "tests/e2e/oneshot/oneshotkit.h"

#include <signal.h>

static const char *const env[] = {"LC_ALL=C.UTF-8", "XDG_CONFIG_HOME=/proc/nonexistent", base_url,
                                  state_home,       "CLOUDFLARE_API_TOKEN=" SIM_TOKEN,   NULL};

#define CFQTOP(r, ...) run_cfqtop((r), env, RUN_CAPTURE, __VA_ARGS__, NULL)

static int set_up(void **state)
{
    (void)state;
    sim_delete(sim, "/__sim/faults");
    sim_seed(sim, "shop");
    sim_delete(sim, "/__sim/requests");
    return 0;
}

static void assert_has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in \"%s\"", part, text);
}

/* Printable text and line ends, nothing a terminal would act on; no credential. */
static void assert_clean(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text[i], next = (unsigned char)text[i + 1];

        if ((c < ' ' && c != '\n') || c == 0x7f || (c == 0xc2 && next < 0xa0))
            fail_msg("byte %02x at %zu of %s", c, i, text);
    }
    assert_null(strstr(text, SIM_TOKEN));
    assert_null(strstr(text, SIM_KEY));
    assert_null(strstr(text, "\xe2\x80\xae")); /* U+202E */
}

static void finish(struct run *r, int status)
{
    assert_clean(r->out, r->out_len);
    assert_clean(r->err, r->err_len);
    if (r->status != status)
        fail_msg("status %d, not %d: %s", r->status, status, r->err);
    if (r->out_len)
        assert_int_equal(r->out[r->out_len - 1], '\n');
    run_free(r);
}

static void assert_failed(struct run *r, int status, const char *line)
{
    assert_string_equal(r->out, "");
    if (strncmp(r->err, "cfqtop: ", 8) != 0 || !strstr(r->err, line))
        fail_msg("\"%s\" is not in \"%s\"", line, r->err);
    finish(r, status);
}

/* Line i of text as JSON; NULL past the end. */
static json_t *parse_line(const char *text, int i)
{
    json_error_t why;
    json_t *line;

    for (; i > 0 && *text; i--)
        text = strchr(text, '\n') + 1;
    if (!*text)
        return NULL;
    line = json_loadb(text, strcspn(text, "\n"), JSON_ALLOW_NUL, &why);
    if (!line)
        fail_msg("%s: %s", why.text, text);
    return line;
}

static const char *get_string(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));

    return s ? s : "(none)";
}

static void test_queues(void **state)
{
    json_t *line;
    struct run r;

    (void)state;
    CFQTOP(&r, "queues", "--fast");
    assert_int_equal(strncmp(r.out, "QUEUE ", 6), 0);
    assert_has(r.out, "\norders      0123456789abcdef0123456789abcdef  http_pull");
    assert_has(r.out, "orders-dlq\n");
    assert_has(r.out, "paused");
    assert_string_equal(r.err, "");
    finish(&r, 0);

    CFQTOP(&r, "queues", "--fast", "--json");
    line = parse_line(r.out, 0);
    assert_string_equal(get_string(line, "queue_name"), "orders");
    assert_has(r.out, "\"not_known_yet\":[1,2.5");
    json_decref(line);
    assert_null(parse_line(r.out, 3));
    finish(&r, 0);
}

static void test_many_pages_in_order(void **state)
{
    struct run r;
    char name[64];
    const char *at;

    (void)state;
    sim_seed(sim, "{\"reset\":true,\"generate_queues\":730}");
    CFQTOP(&r, "queues", "--fast", "--json");
    at = r.out;
    for (int i = 1; i <= 730; i++) {
        snprintf(name, sizeof name, "\"queue_name\":\"queue-%05d\"", i);
        at = strstr(at, name);
        assert_non_null(at);
    }
    finish(&r, 0);
    CFQTOP(&r, "metrics", "queue-00730");
    assert_has(r.out, "queue-00730");
    finish(&r, 0);
}

static void test_metrics(void **state)
{
    json_t *line;
    struct run r;

    (void)state;
    CFQTOP(&r, "metrics", "orders");
    assert_has(r.out, "QUEUE   BACKLOG");
    assert_has(r.out, "orders        3");
    finish(&r, 0);
    CFQTOP(&r, "metrics", "orders-dlq");
    assert_has(r.out, "  -\n"); /* the oldest message is not known */
    finish(&r, 0);
    CFQTOP(&r, "metrics", "--json", "0123456789ABCDEF0123456789abcdef");
    finish(&r, 1); /* ids are lower case: this one is not there, nor a queue of that name */
    CFQTOP(&r, "metrics", "--json", "0123456789abcdef0123456789abcdef");
    line = parse_line(r.out, 0);
    assert_int_equal(json_integer_value(json_object_get(line, "backlog_count")), 3);
    json_decref(line);
    finish(&r, 0);
}

static void test_peek(void **state)
{
    static const char *const decoded[] = {"\"hello there\"", "{\"n\": 1.5, \"b\": [true]}", NULL};
    struct run r;

    (void)state;
    CFQTOP(&r, "peek", "orders", "-n", "3", "--json");
    for (int i = 0; i < 3; i++) {
        json_t *line = parse_line(r.out, i), *value = json_object_get(line, "decoded");
        char *text = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;

        assert_string_equal(get_string(line, "queue"), "orders");
        assert_non_null(json_object_get(line, "ref"));
        assert_int_equal(text != NULL, decoded[i] != NULL);
        if (text)
            assert_string_equal(text, decoded[i]);
        free(text);
        json_decref(line);
    }
    finish(&r, 0);
    CFQTOP(&r, "peek", "orders");
    assert_has(r.out, "hello there\n");
    assert_has(r.out, "2d02h");
    finish(&r, 0);
    assert_int_equal(sim_count_state_changes(sim), 0);
}

static void test_unknown_metadata_is_kept(void **state)
{
    struct run r;

    (void)state;
    sim_seed(sim,
             "{\"queues\":[{\"name\":\"orders-dlq\",\"messages\":[{\"body\":\"x\",\"metadata\":"
             "{\"CF-Content-Type\":\"text\",\"later\":{\"a\":[1,null]}}}]}]}");
    CFQTOP(&r, "peek", "orders-dlq", "--json");
    assert_has(r.out, "\"later\":{\"a\":[1,null]}");
    finish(&r, 0);
}

/* The last word of line i, as somebody would copy it. */
static char *copy_last_word(const char *text, int i)
{
    const char *end, *start;

    for (; i > 0; i--)
        text = strchr(text, '\n') + 1;
    end = strchr(text, '\n');
    for (start = end; start > text && start[-1] != ' '; start--)
        ;
    return strndup(start, (size_t)(end - start));
}

static int count_messages(const char *queue)
{
    char path[100];
    json_t *q;
    int n;

    snprintf(path, sizeof path, "/__sim/queues/%s", queue);
    q = sim_get(sim, path);
    n = (int)json_array_size(json_object_get(q, "messages"));
    json_decref(q);
    return n;
}

static void test_pull_then_ack_by_copy(void **state)
{
    char *first, *second;
    struct run r;

    (void)state;
    CFQTOP(&r, "pull", "orders", "-n", "2", "-t", "10m");
    assert_string_equal(r.err, ""); /* notes are for terminals */
    first = copy_last_word(r.out, 1);
    second = copy_last_word(r.out, 2);
    finish(&r, 0);
    CFQTOP(&r, "ack", "orders", first, second);
    assert_string_equal(r.out, "2 of 2 leases acknowledged\n");
    finish(&r, 0);
    assert_int_equal(count_messages("orders"), 1);
    free(first);
    free(second);
}

static void test_retry_with_delay(void **state)
{
    json_t *line, *q, *message;
    struct run r;
    char *lease;

    (void)state;
    CFQTOP(&r, "pull", "orders", "-n", "1", "--json");
    line = parse_line(r.out, 0);
    lease = strdup(get_string(line, "lease_id"));
    json_decref(line);
    finish(&r, 0);
    CFQTOP(&r, "retry", "orders", "--delay", "90s", lease, "--json");
    line = parse_line(r.out, 0);
    assert_int_equal(json_integer_value(json_object_get(line, "retryCount")), 1);
    json_decref(line);
    finish(&r, 0);
    q = sim_get(sim, "/__sim/queues/orders");
    message = json_array_get(json_object_get(q, "messages"), 0);
    assert_string_equal(get_string(message, "state"), "delayed");
    json_decref(q);
    assert_int_equal(count_messages("orders"), 3);
    free(lease);
}

/* Without a delay it is now, whatever the consumer's retry delay is. */
static void test_retry_now(void **state)
{
    json_t *line, *q, *message;
    struct run r;
    char *lease;

    (void)state;
    sim_seed(sim, "{\"queues\":[{\"name\":\"slow\",\"consumers\":[{\"type\":\"http_pull\","
                  "\"settings\":{\"retry_delay\":3600}}],\"messages\":[{\"body\":\"a\"}]}]}");
    CFQTOP(&r, "pull", "slow", "--json");
    line = parse_line(r.out, 0);
    lease = strdup(get_string(line, "lease_id"));
    json_decref(line);
    finish(&r, 0);
    CFQTOP(&r, "retry", "slow", lease);
    finish(&r, 0);
    q = sim_get(sim, "/__sim/queues/slow");
    message = json_array_get(json_object_get(q, "messages"), 0);
    assert_string_equal(get_string(message, "state"), "ready");
    json_decref(q);
    free(lease);
}

/* Not told as done; what there is to see of it is told. */
static void test_an_answer_without_counts(void **state)
{
    static const char *const commands[] = {"ack", "retry"};
    static const char *const want[] = {
        "1 lease sent; the API did not say how many were acknowledged\n",
        "1 lease sent; the API did not say how many were given back for retry\n"};
    json_t *line;
    struct run r;
    char *lease;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        CFQTOP(&r, "pull", "orders", "-n", "1", "--json");
        line = parse_line(r.out, 0);
        lease = strdup(get_string(line, "lease_id"));
        json_decref(line);
        finish(&r, 0);
        sim_post(sim, "/__sim/fault", "{\"op\":\"ack\",\"kind\":\"wrong_types\"}");
        CFQTOP(&r, commands[i], "orders", lease);
        assert_string_equal(r.out, want[i]);
        assert_string_equal(r.err, "cfqtop: the backlog is now 2\n");
        finish(&r, 1);
        free(lease);
    }
}

static void test_lease_that_is_none(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "ack", "orders", "not-a-lease");
    assert_string_equal(r.out, "0 of 1 lease acknowledged\n");
    finish(&r, 1);
    assert_int_equal(count_messages("orders"), 3);
}

static void test_hostile_text(void **state)
{
    struct run r;
    json_t *line;

    (void)state;
    sim_seed(
        sim,
        "{\"reset\":true,\"queues\":[{\"name\":\"a\\u001b]0;evil\\u0007\\u009b31m\\u202eb\\n\","
        "\"id\":\"0123456789abcdef0123456789abcdef\","
        "\"consumers\":[{\"type\":\"http_pull\",\"dead_letter_queue\":\"\\u001b[2J\"}],"
        "\"messages\":[{\"id\":\"\\u001b[1m\",\"body\":\"\\u001b["
        "31mred\\u0000\\u009b\\u202e\\n\\r\","
        "\"metadata\":{\"CF-Content-Type\":\"\\u001b[5m\",\"x\":\"\\u009b\\u007f\\u202e\"}}]}]}");
    CFQTOP(&r, "queues", "--for", "1s");
    finish(&r, 0);
    CFQTOP(&r, "queues", "--fast");
    finish(&r, 0);
    CFQTOP(&r, "queues", "--fast", "--json");
    line = parse_line(r.out, 0);
    assert_string_equal(get_string(line, "queue_name"), "a\033]0;evil\007\xc2\x9b"
                                                        "31m\xe2\x80\xae"
                                                        "b\n");
    json_decref(line);
    finish(&r, 0);
    CFQTOP(&r, "peek", "0123456789abcdef0123456789abcdef");
    assert_has(r.out, "[31mred");
    finish(&r, 0);
    CFQTOP(&r, "peek", "0123456789abcdef0123456789abcdef", "--json");
    line = parse_line(r.out, 0);
    json_decref(line);
    finish(&r, 0);
    CFQTOP(&r, "metrics", "0123456789abcdef0123456789abcdef");
    finish(&r, 0);
    CFQTOP(&r, "pull", "0123456789abcdef0123456789abcdef");
    finish(&r, 0);
    CFQTOP(&r, "peek", "\033[31mno");
    assert_failed(&r, 1, "no queue \"‹1B›[31mno\"");
}

static void test_server_words_are_made_safe(void **state)
{
    struct run r;

    (void)state;
    sim_post(sim, "/__sim/fault",
             "{\"op\":\"pull\",\"kind\":\"status\",\"status\":400,\"code\":99999,"
             "\"message\":\"\\u001b[31mbad\\u009b\\u202e\"}");
    CFQTOP(&r, "pull", "orders");
    assert_failed(&r, 1, "‹1B›[31mbad");
}

static void test_wrong_credentials(void **state)
{
    const char *const wrong[] = {base_url, "CLOUDFLARE_API_TOKEN=wrong-token", NULL};
    const char *const read[] = {base_url, state_home, "CLOUDFLARE_API_TOKEN=" SIM_READ_TOKEN, NULL};
    const char *const key[] = {base_url, "CLOUDFLARE_EMAIL=" SIM_EMAIL,
                               "CLOUDFLARE_API_KEY=" SIM_KEY, NULL};
    struct run r;

    (void)state;
    run_cfqtop(&r, wrong, RUN_CAPTURE, "queues", "-a", SIM_ACCOUNT, NULL);
    assert_null(strstr(r.err, "wrong-token"));
    assert_failed(&r, 1, "CLOUDFLARE_API_TOKEN");
    run_cfqtop(&r, read, RUN_CAPTURE, "pull", "orders", NULL);
    assert_failed(&r, 1, "lacks \"Queues Write\"");
    run_cfqtop(&r, key, RUN_CAPTURE, "metrics", "orders", NULL);
    finish(&r, 0);
}

static void test_accounts(void **state)
{
    const char *const arguments[] = {"--second-account", NULL};
    struct sim *two = sim_start(arguments);
    char url[200];
    const char *const two_env[] = {url, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, NULL};
    struct run r;

    (void)state;
    CFQTOP(&r, "queues", "-a", "ffffffffffffffffffffffffffffffff");
    assert_failed(&r, 1, "403/10000 Authentication error\ncfqtop:   the token is valid: it lacks");
    snprintf(url, sizeof url, "CLOUDFLARE_API_BASE_URL=%s", sim_url(two));
    run_cfqtop(&r, two_env, RUN_CAPTURE, "queues", NULL);
    assert_has(r.err, "  " SIM_ACCOUNT "  ");
    assert_failed(&r, 2, "the credential sees 2 accounts: choose one with --account");
    run_cfqtop(&r, two_env, RUN_CAPTURE, "queues", "--account", SIM_ACCOUNT, NULL);
    finish(&r, 0);
    sim_stop(two);
}

static void test_unknown_queue(void **state)
{
    struct run r;

    (void)state;
    CFQTOP(&r, "peek", "no-such-queue");
    assert_failed(&r, 1, "no queue \"no-such-queue\" in account " SIM_ACCOUNT);
    CFQTOP(&r, "peek", "ffffffffffffffffffffffffffffffff");
    assert_failed(&r, 1, "no queue \"ffffffffffffffffffffffffffffffff\"");
    CFQTOP(&r, "peek", "no-queue-of-this-name-or-of-any-"); /* as an id it would be refused */
    assert_failed(&r, 1, "no queue");
    CFQTOP(&r, "peek", "0123456789abcdef0123456789abcdef0");
    assert_failed(&r, 1, "no queue");
    CFQTOP(&r, "pull", "orders-dlq");
    assert_failed(&r, 1, "http_pull");
}

static void test_stdout_that_takes_nothing(void **state)
{
    struct run r;

    (void)state;
    run_cfqtop(&r, env, RUN_FULL, "queues", "--json", NULL);
    assert_failed(&r, 1, "cannot write: No space left on device");
    run_cfqtop(&r, env, RUN_CLOSED_OUT, "queues", NULL);
    assert_failed(&r, 1, "cannot write: Bad file descriptor");
    run_cfqtop(&r, env, RUN_NO_READER, "queues", NULL);
    assert_string_equal(r.err, "");
    finish(&r, 141);
    run_cfqtop(&r, env, RUN_NO_READER, "pull", "orders", "-n", "1", NULL);
    assert_has(r.err, "1 message leased until ");
    finish(&r, 141);
}

static void test_large_bodies_whole(void **state)
{
    struct run r;
    int n = 0;

    (void)state;
    sim_seed(sim, "{\"queues\":[{\"name\":\"orders-dlq\",\"messages\":["
                  "{\"size\":120000,\"content_type\":\"json\",\"count\":50}]}]}");
    CFQTOP(&r, "peek", "orders-dlq", "-n", "100", "--json");
    for (json_t *line; (line = parse_line(r.out, n)); n++) {
        assert_true(json_is_object(json_object_get(line, "decoded")));
        json_decref(line);
    }
    assert_int_equal(n, 50);
    finish(&r, 0);
}

static void test_ctrl_c(void **state)
{
    const char *const argv[] = {run_find_cfqtop(), "pull", "orders", NULL};
    struct run r;

    (void)state;
    sim_post(sim, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\"}");
    run_start(&r, argv, env, RUN_CAPTURE);
    while (!sim_count_requests(sim, "pull"))
        ;
    kill(r.pid, SIGINT);
    run_finish(&r);
    assert_failed(&r, 128 + SIGINT, "cancelled; messages may be leased now");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_queues, set_up),
        cmocka_unit_test_setup(test_many_pages_in_order, set_up),
        cmocka_unit_test_setup(test_metrics, set_up),
        cmocka_unit_test_setup(test_peek, set_up),
        cmocka_unit_test_setup(test_unknown_metadata_is_kept, set_up),
        cmocka_unit_test_setup(test_pull_then_ack_by_copy, set_up),
        cmocka_unit_test_setup(test_retry_with_delay, set_up),
        cmocka_unit_test_setup(test_retry_now, set_up),
        cmocka_unit_test_setup(test_an_answer_without_counts, set_up),
        cmocka_unit_test_setup(test_lease_that_is_none, set_up),
        cmocka_unit_test_setup(test_hostile_text, set_up),
        cmocka_unit_test_setup(test_server_words_are_made_safe, set_up),
        cmocka_unit_test_setup(test_wrong_credentials, set_up),
        cmocka_unit_test_setup(test_accounts, set_up),
        cmocka_unit_test_setup(test_unknown_queue, set_up),
        cmocka_unit_test_setup(test_stdout_that_takes_nothing, set_up),
        cmocka_unit_test_setup(test_large_bodies_whole, set_up),
        cmocka_unit_test_setup(test_ctrl_c, set_up),
    };

    return cmocka_run_group_tests_name("one-shot commands", tests, oneshot_start, oneshot_stop);
}
