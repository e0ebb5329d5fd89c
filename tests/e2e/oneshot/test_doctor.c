/* cfqtop doctor: what it finds, and that it changes nothing and repeats no secret. */
#include "tests/e2e/oneshot/statekit.h"

#include <jansson.h>

#define WRITE "!  write       not tried: it would change a queue; pull needs \"Queues Write\"\n"

#define BUSY                                                                                       \
    "{\"reset\":true,\"queues\":[{\"name\":\"busy\",\"messages\":[{\"body\":\"x\"}],"              \
    "\"history\":[{\"hours\":2,\"in\":60}]}]}"

static void start_doctor(struct statekit *k, struct run *r, const char *token, const char *option)
{
    char credential[100];
    const char *env[] = {"LC_ALL=C.UTF-8", k->path,    k->config, k->xdg,
                         k->base_url,      credential, NULL};

    snprintf(credential, sizeof credential, "CLOUDFLARE_API_TOKEN=%s", token);
    run_cfqtop(r, env, RUN_CAPTURE, "doctor", option, NULL);
    assert_lacks(r->out, token);
    assert_lacks(r->err, token);
    assert_string_equal(r->err, "");
    assert_int_equal(sim_count_state_changes(k->sim), 0);
}

/* The status, and of stdout these lines; frees r. */
static void expect(struct run *r, int status, const char *const *lines)
{
    if (r->status != status)
        fail_msg("status %d, not %d: %s", r->status, status, r->out);
    for (size_t i = 0; lines[i]; i++)
        assert_has(r->out, lines[i]);
    run_free(r);
}

#define EXPECT(r, status, ...) expect(r, status, (const char *const[]){__VA_ARGS__, NULL})

static void all_is_fine(void **state)
{
    struct statekit *k = *state;
    struct run r;
    size_t lines = 0;

    start_doctor(k, &r, SIM_TOKEN, NULL);
    for (const char *at = r.out, *end; (end = strchr(at, '\n')); at = end + 1, lines++)
        assert_true(end - at <= 80 || strstr(at, " free in ") < end ||
                    !strncmp(at, "ok config", 9));
    assert_int_equal(lines, 17);
    assert_lacks(r.out, "✖");
    assert_string_equal(strstr(r.out, "\n!"), strstr(r.out, "\n" WRITE));

    EXPECT(&r, 0, "ok version     cfqtop ", "ok state       no lost lease, 0 in trash, ",
           "ok proxy       none: http on this machine\n",
           "ok trust       no certificates: http on this machine\n",
           "ok connection  127.0.0.1:", ", HTTP/1.1, connected in ",
           "ok clock       as the server's, to the second\n",
           "ok token       active, a user's token\n",
           "ok account     " SIM_ACCOUNT ", the only one: ",
           "ok queues      has \"Queues Read\": 2 queues\n", "has a backlog of 3\n",
           " can be peeked, which takes no lease\n", WRITE,
           " of 1,200 requests left in 5m, used by others: 0\n",
           "ok analytics   has \"Account Analytics Read\": the last 31d00h\n");
}

static void an_object_a_line(void **state)
{
    struct statekit *k = *state;
    struct run r;
    size_t n = 0;

    start_doctor(k, &r, SIM_QUEUES_TOKEN, "--json");
    assert_int_equal(r.status, 0);
    for (const char *at = r.out, *end; (end = strchr(at, '\n')); at = end + 1, n++) {
        json_t *line = json_loadb(at, (size_t)(end - at), 0, NULL);
        const char *check = json_string_value(json_object_get(line, "check"));

        assert_non_null(check);
        assert_int_equal(json_object_size(line), 4);
        assert_true(json_is_string(json_object_get(line, "fact")));
        assert_true(json_is_string(json_object_get(line, "todo")));
        if (!strcmp(check, "analytics"))
            assert_true(json_is_null(json_object_get(line, "ok")));
        if (!strcmp(check, "queues"))
            assert_true(json_is_true(json_object_get(line, "ok")));
        json_decref(line);
    }
    assert_int_equal(n, 17);
    run_free(&r);
}

static void a_token_that_is_not_valid_ends_it(void **state)
{
    struct statekit *k = *state;
    struct run r;

    start_doctor(k, &r, "no-such-token", NULL);
    EXPECT(
        &r, 1,
        "✖  token       the API knows no such token; check it; an account's own needs --account\n",
        "!  account     not tried: the token is not valid\n",
        "!  queues      not tried: the token is not valid\n", "ok clock ", "ok connection ");
    start_doctor(k, &r, "no-such-token", "--account=" SIM_ACCOUNT);
    EXPECT(&r, 1, "✖  token       the API knows no such token; check CLOUDFLARE_API_TOKEN\n",
           "!  newest      not tried: the token is not valid\n");
    start_doctor(k, &r, "sim-expired-token", NULL);
    EXPECT(&r, 1, "✖  token       expired, a user's token; make a new one\n",
           "!  peek        not tried: the token is not valid\n");
    start_doctor(k, &r, SIM_READ_TOKEN, NULL);
    EXPECT(&r, 0, "!  token       active, a user's token, ends in ", "; make a new one\n",
           "ok peek ");
    start_doctor(k, &r, "sim-account-token", "--account=" SIM_ACCOUNT);
    EXPECT(&r, 0, "ok token       active, the account's own token\n",
           "ok account     " SIM_ACCOUNT ", as given\n");
}

static void what_is_missing_is_named(void **state)
{
    struct statekit *k = *state;
    struct run r;

    start_doctor(k, &r, SIM_QUEUES_TOKEN, NULL);
    EXPECT(&r, 0, "ok queues ",
           "!  analytics   lacks \"Account Analytics Read\"; add it, or check --account\n",
           "!  newest      not tried: no analytics\n");
    sim_post(k->sim, "/__sim/fault",
             "{\"op\":\"list\",\"kind\":\"status\",\"status\":403,"
             "\"code\":10000,\"message\":\"Authentication error\"}");
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 1, "ok token ", "✖  queues      lacks \"Queues Read\"; add it, or check --account\n",
           "!  metrics     not tried: no queue is known\n",
           "!  peek        not tried: no queue is known\n", WRITE, "ok analytics ", "ok limit ");
    sim_post(k->sim, "/__sim/fault",
             "{\"op\":\"accounts\",\"kind\":\"status\",\"status\":403,"
             "\"code\":10000,\"message\":\"Authentication error\"}");
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 1, "ok token ",
           "✖  account     lacks \"Account Settings Read\"; give --account ID\n",
           "!  queues      not tried: no account\n");
    sim_post(k->sim, "/__sim/fault",
             "{\"op\":\"peek\",\"kind\":\"status\",\"status\":405,"
             "\"code\":10405,\"message\":\"Method not allowed\"}");
    start_doctor(k, &r, SIM_TOKEN, "--read-only");
    EXPECT(&r, 0, "!  peek        405/10405 Method not allowed; no peek for this queue",
           "ok metrics ", "ok write       not needed: read-only\n");
}

static void a_secret_that_comes_back_is_not_shown(void **state)
{
    static const char *const ops[] = {"verify", "accounts", "list", "metrics", "peek", "graphql"};
    struct statekit *k = *state;
    struct run r;

    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        sim_post(k->sim, "/__sim/fault",
                 "{\"op\":\"%s\",\"kind\":\"status\",\"status\":404,\"code\":1,"
                 "\"message\":\"no sim-token of Bearer sim-token\"}",
                 ops[i]);
        start_doctor(k, &r, SIM_TOKEN, NULL);
        assert_has(r.out, "404/1 no *********");
        run_free(&r);
    }
    sim_seed(k->sim, "{\"reset\":true,\"queues\":[{\"name\":\"of-sim-token\"}]}");
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 0, "of-********* has a backlog of 0\n");
}

/* The simulator's clock goes ahead of ours; what it knows is as new as it says. */
static void a_clock_that_is_wrong_is_told(void **state)
{
    struct statekit *k = *state;
    struct run r;

    sim_advance(k->sim, 7200000);
    sim_seed(k->sim, BUSY);
    sim_delete(k->sim, "/__sim/requests");
    start_doctor(k, &r, SIM_TOKEN, NULL);
    if (!strstr(r.out, "!  clock       1h59m behind the server's; set it: ages and ends are wrong"))
        assert_has(r.out,
                   "!  clock       2h00m behind the server's; set it: ages and ends are wrong");
    EXPECT(&r, 0, "ok token ", "ok newest      the newest minute is ");
}

/* What the analytics are asked costs as much as it may give. */
static void assert_last_question_is_for_one_row(struct statekit *k)
{
    json_t *seen = sim_get(k->sim, "/__sim/requests");
    const json_t *last = json_array_get(seen, json_array_size(seen) - 1);

    assert_has(json_string_value(json_object_get(last, "op")), "graphql");
    assert_has(json_string_value(json_object_get(last, "body")), "(limit: 1,");
    json_decref(seen);
}

static void the_newest_minute_is_told(void **state)
{
    struct statekit *k = *state;
    struct run r;

    sim_seed(k->sim, BUSY);
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 0, "ok newest      the newest minute is ");
    assert_last_question_is_for_one_row(k);
    sim_post(k->sim, "/__sim/options", "{\"graphql\":{\"lag_s\":1200}}");
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 0, "!  newest      the newest minute is ", "s ago; no rates yet\n");
    sim_post(k->sim, "/__sim/options", "{\"graphql\":{\"lag_s\":0}}");
    sim_seed(k->sim, "{\"reset\":true,\"queues\":[{\"name\":\"idle\"}]}");
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 0, "!  newest      nothing of the last hour: idle queues, or late analytics\n");
}

static void others_spend_too(void **state)
{
    struct statekit *k = *state;
    struct run r;

    sim_advance(k->sim, 600000); /* another window */
    for (int i = 0; i < 5; i++)
        assert_int_equal(sim_call(k->sim, SIM_TOKEN, "GET", "/accounts", NULL, NULL), 200);
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 0, "used by others: 5\n");
}

static void without_a_connection_the_rest_is_told(void **state)
{
    struct statekit *k = *state;
    const char *env[8];
    struct run r;
    size_t n = 0;

    run_cfqtop(&r, k->bare, RUN_CAPTURE, "doctor", NULL);
    EXPECT(&r, 1, "ok version ", "ok state ",
           "✖  token       no credential: set CLOUDFLARE_API_TOKEN (see cfqtop --help)\n",
           "!  connection  not tried: no credential\n");
    for (; k->bare[n]; n++)
        env[n] = k->bare[n];
    env[n++] = "CLOUDFLARE_API_TOKEN=hidden-secret-1";
    env[n] = NULL;
    run_cfqtop(&r, env, RUN_CAPTURE, "doctor", NULL);
    assert_lacks(r.out, "hidden");
    EXPECT(&r, 1, "✖  connection  cannot reach 127.0.0.1:1: ", "; check network and proxy\n",
           "!  clock       not tried: no connection\n", "!  token       not tried: no connection\n",
           "!  newest      not tried: no connection\n");
}

static void the_state_folder_is_looked_into(void **state)
{
    struct statekit *k = *state;
    struct lease_file *file;
    struct error err;
    struct run r;

    assert_int_equal(fchmod(k->dir.fd, 0755), 0);
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 0, "!  state       no lost lease, ", "; chmod 700 it\n");
    assert_int_equal(fchmod(k->dir.fd, 0700), 0);
    file = lease_file_open(&k->dir, &err);
    assert_non_null(file);
    assert_true(
        lease_file_add(file,
                       &(struct kept_lease){.account_id = SIM_ACCOUNT,
                                            .queue_id = ORDERS,
                                            .lease_id = "lost",
                                            .deadline_wall_ms = clock_now().wall_ms + 600000},
                       1, &err));
    lease_file_close(file);
    for (int i = 0; i < 2; i++) { /* looking takes nothing away */
        start_doctor(k, &r, SIM_TOKEN, NULL);
        EXPECT(&r, 0, "!  state       1 lost lease, ", "; cfqtop release\n");
    }
    assert_int_equal(fchmod(k->dir.fd, 0777), 0);
    start_doctor(k, &r, SIM_TOKEN, NULL);
    EXPECT(&r, 1, "✖  state       ", " can be written by others: chmod go-w it\n", "ok token ");
}

static void one_of_many_accounts_is_to_be_chosen(void **state)
{
    static const char *const args[] = {"--second-account", NULL};
    struct statekit *k = *state;
    struct sim *two = sim_start(args);
    char base_url[200];
    const char *env[] = {
        "LC_ALL=C.UTF-8", k->config, k->xdg, base_url, "CLOUDFLARE_API_TOKEN=" SIM_TOKEN, NULL};
    struct run r;

    snprintf(base_url, sizeof base_url, "CLOUDFLARE_API_BASE_URL=%s", sim_url(two));
    run_cfqtop(&r, env, RUN_CAPTURE, "doctor", NULL);
    EXPECT(&r, 1, "✖  account     the credential sees 2 accounts; choose one with --account ID\n",
           "ok token ", "!  queues      not tried: no account\n");
    env[4] = "CLOUDFLARE_API_TOKEN=sim-account-token"; /* of which of them cannot be asked */
    run_cfqtop(&r, env, RUN_CAPTURE, "doctor", NULL);
    EXPECT(&r, 1, "ok token       works, and is an account's\n", "✖  account ");
    sim_stop(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, statekit_set_up, statekit_clean)
        TEST(all_is_fine),
        TEST(an_object_a_line),
        TEST(a_token_that_is_not_valid_ends_it),
        TEST(what_is_missing_is_named),
        TEST(a_secret_that_comes_back_is_not_shown),
        TEST(the_newest_minute_is_told),
        TEST(without_a_connection_the_rest_is_told),
        TEST(the_state_folder_is_looked_into),
        TEST(one_of_many_accounts_is_to_be_chosen),
        TEST(a_clock_that_is_wrong_is_told), /* the clock goes on from here */
        TEST(others_spend_too),
    };

    return cmocka_run_group_tests(tests, statekit_start, statekit_stop);
}
