/* The simulator as an HTTP server: credentials, pages, limits, the faults that tests ask for. */
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

/* A GET, or a POST of {} where post says so. */
static struct outcome send_to(struct sim *s, const char *path, bool post, long timeout_ms)
{
    struct outcome o = {0};
    CURL *curl = curl_easy_init();
    struct curl_slist *lines = curl_slist_append(NULL, "Authorization: Bearer " SIM_TOKEN);
    char url[256];

    snprintf(url, sizeof(url), "%s%s", sim_url(s), path);
    if (post)
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, "{}");
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &o.bytes);
    o.code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &o.status);
    curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &o.seconds);
    curl_slist_free_all(lines);
    curl_easy_cleanup(curl);
    return o;
}

static struct outcome get_list(struct sim *s, long timeout_ms)
{
    return send_to(s, QUEUES, false, timeout_ms);
}

static struct outcome get_faulty(struct sim *s, const char *fault, long timeout_ms)
{
    sim_post(s, "/__sim/fault", "{\"op\":\"list\",%s}", fault);
    return get_list(s, timeout_ms);
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
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
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
    whole = get_list(s, 10000);
    assert_int_equal(whole.status, 200);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        o = get_faulty(s, cases[i].fault, 10000);
        if (o.code != cases[i].code || o.status != cases[i].status || o.bytes == whole.bytes)
            fail_msg("%s: curl %d, status %ld", cases[i].fault, (int)o.code, o.status);
        assert_int_equal(get_list(s, 10000).bytes, whole.bytes);
    }
    o = get_faulty(s, "\"kind\":\"invalid_json\"", 10000);
    assert_int_equal(o.bytes, whole.bytes / 2);
    o = get_faulty(s, "\"kind\":\"trickle\",\"delay_ms\":0", 10000);
    assert_int_equal(o.bytes, whole.bytes);
    o = get_faulty(s, "\"kind\":\"delay\",\"delay_ms\":60", 10000);
    assert_true(o.bytes == whole.bytes && o.seconds >= 0.06);
    assert_int_equal(sim_count_requests(s, "list"), 16);
}

static void slow_answers_wait(void **state)
{
    struct sim *s = *state;
    struct outcome o;

    sim_seed(s, SEED);
    o = get_faulty(s, "\"kind\":\"hang\"", 200);
    assert_int_equal(o.code, CURLE_OPERATION_TIMEDOUT);
    assert_int_equal(o.status, 0);
    o = get_faulty(s, "\"kind\":\"hang_body\"", 1000);
    assert_int_equal(o.code, CURLE_OPERATION_TIMEDOUT);
    assert_int_equal(o.status, 200);
    assert_true(o.bytes > 0);
    sim_post(s, "/__sim/fault", "{\"kind\":\"endless\"}");
    o = get_list(s, 10000);
    assert_int_equal(o.code, CURLE_WRITE_ERROR);
    sim_delete(s, "/__sim/faults");
    assert_int_equal(get_list(s, 10000).status, 200);
}

/* One curl multi handle, so that the hanging request and the control call are under way at once. */
static void hanging_answer_comes_on_release(void **state)
{
    struct sim *s = *state;
    CURLM *multi = curl_multi_init();
    CURL *curl = curl_easy_init();
    struct curl_slist *lines = curl_slist_append(NULL, "Authorization: Bearer " SIM_TOKEN);
    char url[256];
    size_t bytes = 0;
    int running = 1;

    sim_seed(s, SEED);
    sim_post(s, "/__sim/fault", "{\"op\":\"list\",\"kind\":\"hang\"}");
    snprintf(url, sizeof(url), "%s" QUEUES, sim_url(s));
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, lines);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, count_bytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &bytes);
    curl_multi_add_handle(multi, curl);
    while (sim_count_requests(s, "list") == 0) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, NULL, 0, 10, NULL);
    }
    assert_int_equal(running, 1);
    assert_int_equal(bytes, 0);
    sim_delete(s, "/__sim/faults");
    while (running > 0) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, NULL, 0, 100, NULL);
    }
    assert_true(bytes > 100);
    curl_multi_remove_handle(multi, curl);
    curl_easy_cleanup(curl);
    curl_multi_cleanup(multi);
    curl_slist_free_all(lines);
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

/* Whether work was done when its answer is lost is the fault's choice. */
static void lose_answer(struct sim *s, const char *kind)
{
    json_t *queue;

    sim_seed(s, SEED);
    sim_post(s, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"reset\"}");
    assert_int_equal(sim_call(s, SIM_TOKEN, "POST", ORDERS "/messages/pull", "{}", NULL), 0);
    queue = sim_get(s, "/__sim/queues/orders");
    assert_string_equal(pick_text(queue, "messages.0.state"), "ready");
    json_decref(queue);
    sim_post(s, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"hang\"}");
    assert_int_equal(send_to(s, ORDERS "/messages/pull", true, 200).status, 0);
    sim_delete(s, "/__sim/faults");
    queue = sim_get(s, "/__sim/queues/orders");
    assert_string_equal(pick_text(queue, "messages.0.state"), "ready");
    json_decref(queue);
    sim_post(s, "/__sim/fault", "{\"op\":\"pull\",\"kind\":\"%s\",\"apply\":true}", kind);
    assert_int_equal(send_to(s, ORDERS "/messages/pull", true, 200).status, 0);
    queue = sim_get(s, "/__sim/queues/orders");
    assert_string_equal(pick_text(queue, "messages.0.state"), "leased");
    json_decref(queue);
}

static void lost_answers_may_have_worked(void **state)
{
    lose_answer(*state, "reset");
    sim_post(*state, "/__sim/seed", "{\"reset\":true}");
    lose_answer(*state, "hang");
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
        EACH(hanging_answer_comes_on_release),
        EACH(requests_are_noted),
        EACH(faults_hit_what_they_name),
        EACH(lost_answers_may_have_worked),
        cmocka_unit_test(options_of_the_program),
    };

    return cmocka_run_group_tests_name("simulator over HTTP", tests, NULL, NULL);
}
