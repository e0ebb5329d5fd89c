#include "net/token_check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define ACCOUNT "023e105f4ecef8ad9ca31a8372d0c353"

static void expect_request(struct token_check *c, enum op op, const char *account)
{
    struct request *r = token_check_next(c);

    assert_non_null(r);
    assert_int_equal(r->call.op, op);
    assert_string_equal(r->call.account_id, account);
    request_free(r);
    assert_null(token_check_next(c));
}

static void refuse(struct token_check *c, enum op op, int http)
{
    const struct event e = {.kind = EV_FAILED, .op = op, .err = {.kind = ERR_API, .http = http}};

    token_check_note(c, &e);
}

static void a_user_token_is_asked_about_once(void **state)
{
    const struct event e = {.kind = EV_DONE, .op = OP_TOKEN, .u.token = {TOKEN_EXPIRED, -1}};
    struct token_check c = {.step = CHECK_IDLE};

    (void)state;
    assert_null(token_check_next(&c));
    token_check_want(&c, ACCOUNT, 1000);
    expect_request(&c, OP_TOKEN, "");
    assert_false(token_check_is_over(&c, 1001));
    token_check_note(&c, &e);
    assert_true(token_check_is_over(&c, 1001));
    assert_int_equal(c.found, TOKEN_EXPIRED);
    token_check_want(&c, ACCOUNT, 9000);
    assert_null(token_check_next(&c));
    assert_true(token_check_is_over(&c, 9000));
}

/* Neither place knows it. */
static void an_account_token_is_looked_for_there_too(void **state)
{
    struct token_check c = {.step = CHECK_IDLE};

    (void)state;
    token_check_want(&c, ACCOUNT, 0);
    expect_request(&c, OP_TOKEN, "");
    refuse(&c, OP_TOKEN, 401);
    assert_false(token_check_is_over(&c, 1));
    expect_request(&c, OP_ACCOUNT_TOKEN, ACCOUNT);
    refuse(&c, OP_ACCOUNT_TOKEN, 403);
    assert_true(token_check_is_over(&c, 1));
    assert_int_equal(c.found, TOKEN_BAD);
}

/* Without an account it may still be that of one; an error of the server says nothing. */
static void nothing_is_concluded_from_half_an_answer(void **state)
{
    struct token_check c = {.step = CHECK_IDLE};

    (void)state;
    token_check_want(&c, "", 0);
    expect_request(&c, OP_TOKEN, "");
    refuse(&c, OP_TOKEN, 401);
    assert_true(token_check_is_over(&c, 1));
    assert_int_equal(c.found, TOKEN_UNKNOWN);
    c = (struct token_check){.step = CHECK_IDLE};
    token_check_want(&c, ACCOUNT, 0);
    expect_request(&c, OP_TOKEN, "");
    refuse(&c, OP_TOKEN, 500);
    assert_true(token_check_is_over(&c, 1));
    assert_int_equal(c.found, TOKEN_UNKNOWN);
}

static void it_is_not_waited_for_long(void **state)
{
    struct token_check c = {.step = CHECK_IDLE};

    (void)state;
    assert_false(token_check_is_over(&c, 0));
    token_check_want(&c, ACCOUNT, 1000);
    expect_request(&c, OP_TOKEN, "");
    assert_false(token_check_is_over(&c, c.until_ms - 1));
    assert_true(token_check_is_over(&c, c.until_ms));
    assert_true(c.until_ms <= 6000);
    assert_int_equal(c.found, TOKEN_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_user_token_is_asked_about_once),
        cmocka_unit_test(an_account_token_is_looked_for_there_too),
        cmocka_unit_test(nothing_is_concluded_from_half_an_answer),
        cmocka_unit_test(it_is_not_waited_for_long),
    };

    return cmocka_run_group_tests_name("token_check", tests, NULL, NULL);
}
