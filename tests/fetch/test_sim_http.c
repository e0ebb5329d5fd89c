/* The simulator as an HTTP server: credentials, pages, limits, the faults that tests ask for. */
#include "base/memory/array.h"
#include "tests/fetch/sim_answer.h"

#include <curl/curl.h>

#include <stdbool.h>
#include <stdio.h>

#define SEED                                                                                       \
    "{\"queues\":[{\"name\":\"orders\",\"id\":\"" ORDERS_ID "\","                                  \
    "\"consumers\":[{\"type\":\"http_pull\"}],\"messages\":[{\"body\":\"one\"}]}]}"

/* No answer is taken further than this. */
enum { ENOUGH = 10000000 };

/* What came of a GET of the list, as curl sees it. */
struct outcome {
    CURLcode code;
    long status;
    size_t bytes;
    double seconds;
};

static size_t count_bytes(char *bytes, size_t size, size_t n, void *cls)
{
    (void)bytes;
    *(size_t *)cls += size * n;
    return *(size_t *)cls < ENOUGH ? size * n : 0;
}

static struct outcome get_list(struct sim *s)
{
    struct outcome o = {0};
    CURL *curl = curl_easy_init();
    struct curl_slist *lines = curl_slist_append(NULL, "Authorization: Bearer " SIM_TOKEN);
    char url[256];

    snprintf(url, sizeof(url), "%s" QUEUES, sim_url(s));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &o.bytes);
    o.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &o.status);
    curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &o.seconds);
    curl_slist_free_all(lines);
    curl_easy_cleanup(curl);
    return o;
}

static struct outcome get_faulty(struct sim *s, const char *fault)
{
    sim_post(s, "/__sim/fault", "{\"op\":\"list\",%s}", fault);
    return get_list(s);
}

static int status_of(struct sim *s, const char *const *lines, const char *method, const char *path,
                     const char *body, int *code)
{
    json_t *answer;
    int status = sim_call_with(s, lines, method, path, body, &answer, NULL, 0);

    *code = status < 300 ? -1 : (int)pick_int(answer, "errors.0.code");
    json_decref(answer);
    return status;
}

static void credentials_decide(void **state)
{
    static const char *const none[] = {NULL};
    static const char *const wrong[] = {"Authorization: Bearer wrong", NULL};
    static const char *const reader[] = {"Authorization: Bearer " SIM_READ_TOKEN, NULL};
    static const char *const key[] = {"X-Auth-Email: " SIM_EMAIL, "X-Auth-Key: " SIM_KEY, NULL};
    static const char *const half[] = {"X-Auth-Key: " SIM_KEY, NULL};
    static const struct {
        const char *const *lines;
        const char *method;
        const char *path;
        int status;
        int code;
    } cases[] = {
        {none, "GET", QUEUES, 401, 10000},
        {wrong, "GET", QUEUES, 401, 10000},
        {half, "GET", QUEUES, 401, 10000},
        {key, "GET", QUEUES, 200, -1},
        {key, "POST", ORDERS "/messages/pull", 200, -1},
        {reader, "GET", QUEUES, 200, -1},
        {reader, "GET", ORDERS "/metrics", 200, -1},
        {reader, "POST", ORDERS "/messages/peek", 200, -1},
        {reader, "POST", ORDERS "/messages/pull", 403, 10000},
        {reader, "POST", ORDERS "/messages/ack", 403, 10000},
        {reader, "PATCH", ORDERS, 403, 10000},
        {reader, "GET", "/user/tokens/verify", 200, -1},
        {key, "GET", "/user/tokens/verify", 401, 1000},
        {reader, "GET", "/accounts/00000000000000000000000000000000/queues", 403, 10000},
    };
    struct sim *s = *state;
    int code;

    sim_seed(s, SEED);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int status = status_of(s, cases[i].lines, cases[i].method, cases[i].path,
                               cases[i].method[0] == 'P' ? "{}" : NULL, &code);

        if (status != cases[i].status || code != cases[i].code)
            fail_msg("case %zu: %d, code %d", i, status, code);
    }
}

static void unknown_is_said(void **state)
{
    struct sim *s = *state;
    json_t *answer = call(s, 404, "GET", "/nothing/here", NULL);

    assert_int_equal(pick_int(answer, "errors.0.code"), 7003);
    json_decref(answer);
    answer = call(s, 404, "GET", ORDERS, NULL);
    assert_int_equal(pick_int(answer, "errors.0.code"), 11000);
    json_decref(answer);
    answer = call(s, 400, "GET", QUEUES "/orders", NULL);
    assert_int_equal(pick_int(answer, "errors.0.code"), 10107);
    json_decref(answer);
    sim_seed(s, SEED);
    answer = call(s, 400, "POST", ORDERS "/messages/pull", "{\"batch_size\":101}");
    assert_int_equal(pick_int(answer, "errors.0.code"), 10026);
    json_decref(answer);
    json_decref(call(s, 405, "DELETE", ORDERS "/metrics", NULL));
}

static void lists_come_in_pages(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    sim_seed(s, "{\"generate_queues\":45}");
    answer = call(s, 200, "GET", QUEUES, NULL);
    assert_int_equal(pick_size(answer, "result"), 20);
    assert_int_equal(json_object_size(pick(answer, "result_info")), 5);
    assert_int_equal(pick_int(answer, "result_info.page"), 1);
    assert_int_equal(pick_int(answer, "result_info.per_page"), 20);
    assert_int_equal(pick_int(answer, "result_info.count"), 20);
    assert_int_equal(pick_int(answer, "result_info.total_count"), 45);
    assert_int_equal(pick_int(answer, "result_info.total_pages"), 3);
    json_decref(answer);
    answer = call(s, 200, "GET", QUEUES "?per_page=13&page=3", NULL);
    assert_int_equal(pick_size(answer, "result"), 13);
    assert_string_equal(pick_text(answer, "result.0.queue_name"), "queue-00027");
    json_decref(answer);
    answer = call(s, 200, "GET", QUEUES "?per_page=20&page=3", NULL);
    assert_int_equal(pick_size(answer, "result"), 5);
    assert_string_equal(pick_text(answer, "result.4.queue_name"), "queue-00045");
    json_decref(answer);
    answer = call(s, 200, "GET", QUEUES "?page=4", NULL);
    assert_int_equal(pick_size(answer, "result"), 0);
    json_decref(answer);
    answer = call(s, 200, "GET", QUEUES "?name=queue-00007&name=queue%2D00009", NULL);
    assert_int_equal(pick_size(answer, "result"), 2);
    assert_int_equal(pick_int(answer, "result_info.total_count"), 2);
    assert_string_equal(pick_text(answer, "result.1.queue_name"), "queue-00009");
    json_decref(answer);
    sim_post(s, "/__sim/options", "{\"per_page_max\":10}");
    answer = call(s, 200, "GET", QUEUES "?per_page=100", NULL);
    assert_int_equal(pick_size(answer, "result"), 10);
    assert_int_equal(pick_int(answer, "result_info.per_page"), 10);
    json_decref(answer);
}

static void limit_says_when_to_return(void **state)
{
    static const char *const lines[] = {"Authorization: Bearer " SIM_TOKEN, NULL};
    struct sim *s = *state;
    char headers[2048];

    sim_post(s, "/__sim/options", "{\"rate_limit\":2}");
    assert_int_equal(sim_call_with(s, lines, "GET", QUEUES, NULL, NULL, headers, sizeof(headers)),
                     200);
    assert_non_null(strstr(headers, "Ratelimit: \"default\";r=1;t="));
    assert_non_null(strstr(headers, "Ratelimit-Policy: \"default\";q=2;w=300"));
    assert_null(strstr(headers, "Retry-After"));
    json_decref(call(s, 200, "GET", QUEUES, NULL));
    assert_int_equal(sim_call_with(s, lines, "GET", QUEUES, NULL, NULL, headers, sizeof(headers)),
                     429);
    assert_non_null(strstr(headers, "Retry-After: "));
    sim_advance(s, 300000);
    json_decref(call(s, 200, "GET", QUEUES, NULL));
}

static void peek_can_be_missing(void **state)
{
    struct sim *s = *state;
    json_t *answer;

    sim_seed(s, SEED);
    sim_post(s, "/__sim/options", "{\"peek\":\"10405\"}");
    answer = call(s, 405, "POST", ORDERS "/messages/peek", "{}");
    assert_int_equal(pick_int(answer, "errors.0.code"), 10405);
    json_decref(answer);
    sim_post(s, "/__sim/options", "{\"peek\":\"404\"}");
    json_decref(call(s, 404, "POST", ORDERS "/messages/peek", "{}"));
    sim_post(s, "/__sim/options", "{\"peek\":\"ok\"}");
    json_decref(call(s, 200, "POST", ORDERS "/messages/peek", "{}"));
}

static void faults_break_what_they_say(void **state)
{
    static const struct {
        const char *fault;
        CURLcode code;
        long status;
    } cases[] = {
        {"\"kind\":\"status\",\"status\":503", CURLE_OK, 503},
        {"\"kind\":\"reset\"", CURLE_RECV_ERROR, 0},
        {"\"kind\":\"truncate\"", CURLE_PARTIAL_FILE, 200},
        {"\"kind\":\"redirect\"", CURLE_OK, 302},
        {"\"kind\":\"html_challenge\"", CURLE_OK, 403},
        {"\"kind\":\"empty\"", CURLE_OK, 200},
    };
    struct sim *s = *state;
    struct outcome whole, o;

    sim_seed(s, SEED);
    whole = get_list(s);
    assert_int_equal(whole.status, 200);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        o = get_faulty(s, cases[i].fault);
        if (o.code != cases[i].code || o.status != cases[i].status || o.bytes == whole.bytes)
            fail_msg("%s: curl %d, status %ld", cases[i].fault, (int)o.code, o.status);
        assert_int_equal(get_list(s).bytes, whole.bytes);
    }
    o = get_faulty(s, "\"kind\":\"invalid_json\"");
    assert_int_equal(o.bytes, whole.bytes / 2);
    o = get_faulty(s, "\"kind\":\"trickle\",\"delay_ms\":0");
    assert_int_equal(o.bytes, whole.bytes);
    o = get_faulty(s, "\"kind\":\"delay\",\"delay_ms\":60");
    assert_true(o.bytes == whole.bytes && o.seconds >= 0.06);
    assert_int_equal(sim_count_requests(s, "list"), 16);
}

static void slow_answers_wait(void **state)
{
    struct sim *s = *state;
    struct outcome o;

    sim_seed(s, SEED);
    sim_post(s, "/__sim/fault", "{\"kind\":\"endless\"}");
    o = get_list(s);
    assert_int_equal(o.code, CURLE_WRITE_ERROR);
    sim_delete(s, "/__sim/faults");
    assert_int_equal(get_list(s).status, 200);
}

/* A request on a curl multi handle of its own, so that others can be made while it hangs. */
struct hanging {
    CURLM *multi;
    CURL *curl;
    struct curl_slist *lines;
    size_t bytes;
    int running;
};

static void hanging_pump(struct hanging *h)
{
    curl_multi_perform(h->multi, &h->running);
    curl_multi_poll(h->multi, NULL, 0, 10, NULL);
}

/* Returns when the server has the request; a POST of {} where post says so. */
static void hanging_start(struct hanging *h, struct sim *s, const char *op, const char *path,
                          bool post)
{
    int seen = sim_count_requests(s, op);
    char url[256];

    *h = (struct hanging){.multi = curl_multi_init(), .curl = curl_easy_init(), .running = 1};
    h->lines = curl_slist_append(NULL, "Authorization: Bearer " SIM_TOKEN);
    snprintf(url, sizeof(url), "%s%s", sim_url(s), path);
    curl_easy_setopt(h->curl, CURLOPT_URL, url);
    curl_easy_setopt(h->curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, h->lines);
    curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, count_bytes);
    curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, &h->bytes);
    if (post)
        curl_easy_setopt(h->curl, CURLOPT_POSTFIELDS, "{}");
    curl_multi_add_handle(h->multi, h->curl);
    while (sim_count_requests(s, op) == seen)
        hanging_pump(h);
    assert_int_equal(h->running, 1);
}

/* The client is gone. */
static void hanging_end(struct hanging *h)
{
    curl_multi_remove_handle(h->multi, h->curl);
    curl_easy_cleanup(h->curl);
    curl_multi_cleanup(h->multi);
    curl_slist_free_all(h->lines);
}

static void hanging_answers_come_on_release(void **state)
{
    struct sim *s = *state;
    struct hanging h;
    size_t whole;

    sim_seed(s, SEED);
    whole = get_list(s).bytes;
    sim_post(s, "/__sim/fault", "{\"op\":\"list\",\"kind\":\"hang\"}");
    hanging_start(&h, s, "list", QUEUES, false);
    assert_int_equal(h.bytes, 0);
    sim_delete(s, "/__sim/faults");
    while (h.running > 0)
        hanging_pump(&h);
    assert_int_equal(h.bytes, whole);
    hanging_end(&h);
    sim_post(s, "/__sim/fault", "{\"op\":\"list\",\"kind\":\"hang_body\"}");
    hanging_start(&h, s, "list", QUEUES, false);
    while (h.bytes < whole / 2)
        hanging_pump(&h);
    assert_int_equal(h.bytes, whole / 2);
    assert_int_equal(h.running, 1);
    sim_delete(s, "/__sim/faults");
    while (h.running > 0)
        hanging_pump(&h);
    assert_int_equal(h.bytes, whole);
    hanging_end(&h);
}

static void requests_are_noted(void **state)
{
    struct sim *s = *state;
    json_t *list;

    sim_seed(s, SEED);
    json_decref(call(s, 200, "GET", QUEUES "?page=1", NULL));
    json_decref(call(s, 200, "POST", ORDERS "/messages/peek", "{}"));
    assert_int_equal(sim_count_state_changes(s), 0);
    json_decref(call(s, 200, "POST", ORDERS "/messages/pull", "{\"batch_size\":1}"));
    assert_int_equal(sim_count_state_changes(s), 1);
    assert_int_equal(sim_count_requests(s, "pull"), 1);
    list = sim_get(s, "/__sim/requests");
    assert_int_equal(json_array_size(list), 3);
    assert_string_equal(pick_text(list, "0.query"), "page=1");
    assert_string_equal(pick_text(list, "2.path"), ORDERS "/messages/pull");
    assert_string_equal(pick_text(list, "2.body"), "{\"batch_size\":1}");
    assert_string_equal(pick_text(list, "2.queue"), "orders");
    assert_string_equal(pick_text(list, "2.auth"), "token");
    assert_int_equal(pick_int(list, "2.status"), 200);
    json_decref(list);
    sim_delete(s, "/__sim/requests");
    assert_int_equal(sim_count_requests(s, "any"), 0);
}

static void faults_hit_what_they_name(void **state)
{
    struct sim *s = *state;

    sim_seed(s, SEED);
    sim_post(s, "/__sim/fault", "{\"op\":\"metrics\",\"queue\":\"other\",\"kind\":\"status\"}");
    sim_post(s, "/__sim/fault",
             "{\"op\":\"metrics\",\"queue\":\"orders\",\"kind\":\"status\",\"status\":429,"
             "\"code\":10250,\"message\":\"QueueOverloaded\",\"retry_after\":7,\"count\":2}");
    json_decref(call(s, 200, "GET", QUEUES, NULL));
    json_decref(call(s, 200, "GET", ORDERS, NULL));
    for (int i = 0; i < 2; i++) {
        json_t *answer = call(s, 429, "GET", ORDERS "/metrics", NULL);

        assert_int_equal(pick_int(answer, "errors.0.code"), 10250);
        assert_string_equal(pick_text(answer, "errors.0.message"), "QueueOverloaded");
        json_decref(answer);
    }
    json_decref(call(s, 200, "GET", ORDERS "/metrics", NULL));
}

static void expect_state(struct sim *s, const char *want)
{
    json_t *queue = sim_get(s, "/__sim/queues/orders");

    assert_string_equal(pick_text(queue, "messages.0.state"), want);
    json_decref(queue);
}

/* Whether work was done when its answer is lost is the fault's choice. */
static void a_reset_answer_may_have_worked(void **state)
{
    struct sim *s = *state;

    sim_seed(s, SEED);
    sim_post(s, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"reset\"}");
    assert_int_equal(sim_call(s, SIM_TOKEN, "POST", ORDERS "/messages/pull", "{}", NULL), 0);
    expect_state(s, "ready");
    sim_post(s, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"reset\",\"apply\":true}");
    assert_int_equal(sim_call(s, SIM_TOKEN, "POST", ORDERS "/messages/pull", "{}", NULL), 0);
    expect_state(s, "leased");
}

static void a_hanging_answer_may_have_worked(void **state)
{
    struct sim *s = *state;
    struct hanging h;

    sim_seed(s, SEED);
    sim_post(s, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\"}");
    hanging_start(&h, s, "pull", ORDERS "/messages/pull", true);
    hanging_end(&h);
    sim_delete(s, "/__sim/faults");
    expect_state(s, "ready");
    sim_post(s, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\",\"apply\":true}");
    hanging_start(&h, s, "pull", ORDERS "/messages/pull", true);
    expect_state(s, "leased");
    hanging_end(&h);
}

static void options_of_the_program(void **state)
{
    static const char *const args[] = {"--base", "", "--second-account", "--demo", NULL};
    struct sim *s = sim_start(args);
    json_t *answer;

    (void)state;
    assert_non_null(strstr(sim_url(s), "http://127.0.0.1:"));
    assert_null(strstr(sim_url(s), "/client"));
    answer = call(s, 200, "GET", "/accounts", NULL);
    assert_int_equal(pick_size(answer, "result"), 2);
    assert_string_equal(pick_text(answer, "result.0.id"), SIM_ACCOUNT);
    assert_string_equal(pick_text(answer, "result.0.name"), "acme");
    json_decref(answer);
    answer = call(s, 200, "GET", QUEUES "?per_page=100", NULL);
    assert_true(pick_size(answer, "result") >= 10);
    json_decref(answer);
    sim_stop(s);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, start_sim, stop_sim)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(credentials_decide),
        EACH(unknown_is_said),
        EACH(lists_come_in_pages),
        EACH(limit_says_when_to_return),
        EACH(peek_can_be_missing),
        EACH(faults_break_what_they_say),
        EACH(slow_answers_wait),
        EACH(hanging_answers_come_on_release),
        EACH(requests_are_noted),
        EACH(faults_hit_what_they_name),
        EACH(a_reset_answer_may_have_worked),
        EACH(a_hanging_answer_may_have_worked),
        cmocka_unit_test(options_of_the_program),
    };

    return cmocka_run_group_tests_name("simulator over HTTP", tests, NULL, NULL);
}
