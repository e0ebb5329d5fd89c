/* Which credential is used, and that a refused one is never shown. */
#include "cli/settings/credentials.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ENV = 1, PROFILE = 2 };

struct given {
    const char *token, *email, *key;
    int token_rank, email_rank, key_rank;
};

static bool choose(struct credentials *c, bool *by_key, const struct given *g, struct error *err)
{
    struct credential_source token = {g->token, g->token_rank, "CLOUDFLARE_API_TOKEN", TOKEN_TEXT},
                             email = {g->email, g->email_rank, "CLOUDFLARE_EMAIL", TOKEN_TEXT},
                             key = {g->key, g->key_rank, "CLOUDFLARE_API_KEY", TOKEN_TEXT};

    *err = (struct error){.kind = ERR_NONE};
    return credentials_choose(c, by_key, &token, &email, &key, err);
}

static void assert_chosen(struct given g, bool want_key)
{
    struct credentials c;
    struct error err;
    bool by_key;

    assert_true(choose(&c, &by_key, &g, &err));
    assert_int_equal(by_key, want_key);
    if (want_key) {
        assert_string_equal(c.email, g.email);
        assert_string_equal(c.key.text, g.key);
        assert_null(c.token.text);
    } else {
        assert_string_equal(c.token.text, g.token);
        assert_null(c.email);
        assert_null(c.key.text);
    }
    credentials_free(&c);
    assert_null(c.token.text);
}

static void assert_refused(struct given g, const char *why)
{
    struct credentials c;
    struct error err;
    bool by_key;

    assert_false(choose(&c, &by_key, &g, &err));
    assert_int_equal(err.kind, ERR_USAGE);
    assert_string_equal(err.text, why);
    assert_null(c.token.text);
    assert_null(c.key.text);
}

static void test_token_wins(void **state)
{
    (void)state;
    assert_chosen((struct given){.token = "t", .token_rank = ENV}, false);
    assert_chosen((struct given){"t", "me@x", "k", ENV, ENV, ENV}, false);
    assert_chosen((struct given){"t", NULL, "k", ENV, ENV, ENV}, false);
    assert_chosen((struct given){"t", "me@x", "k", PROFILE, PROFILE, PROFILE}, false);
    assert_chosen((struct given){"t", "me@x", "k", ENV, PROFILE, PROFILE}, false);
}

static void test_key_pair(void **state)
{
    (void)state;
    assert_chosen((struct given){NULL, "me@x", "k", ENV, ENV, ENV}, true);
    assert_chosen((struct given){NULL, "me@x", "k", ENV, PROFILE, ENV}, true);
}

static void test_nearer_origin_wins(void **state)
{
    (void)state;
    assert_chosen((struct given){"t", "me@x", "k", PROFILE, ENV, ENV}, true);
    assert_chosen((struct given){"t", NULL, "k", PROFILE, ENV, ENV}, false);
}

static void test_missing(void **state)
{
    (void)state;
    assert_refused((struct given){.token = NULL},
                   "no credential: set CLOUDFLARE_API_TOKEN (see cfqtop --help)");
    assert_refused((struct given){.email = "me@x"},
                   "no credential: set CLOUDFLARE_API_TOKEN (see cfqtop --help)");
    assert_refused((struct given){.key = "k"},
                   "CLOUDFLARE_API_KEY is set, but no e-mail: set CLOUDFLARE_EMAIL too");
}

static void test_bad_bytes(void **state)
{
    static const char *const bad[] = {"sekrit\n",   "sekrit\r",       "sek rit",         "\tsekrit",
                                      "sekrit\x7f", "sekrit\xc3\xa9", "sekrit\r\nX-A: b"};
    static const char why[] = "holds a blank, a line end or a character that is not ASCII";
    char want[200];

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(want, sizeof want, "CLOUDFLARE_API_TOKEN: %s", why);
        assert_refused((struct given){.token = bad[i]}, want);
        snprintf(want, sizeof want, "CLOUDFLARE_EMAIL: %s", why);
        assert_refused((struct given){.email = bad[i], .key = "k"}, want);
        snprintf(want, sizeof want, "CLOUDFLARE_API_KEY: %s", why);
        assert_refused((struct given){.email = "me@x", .key = bad[i]}, want);
    }
}

static void test_too_long(void **state)
{
    char token[5001];
    struct given g = {.token = token};
    struct credentials c;
    struct error err;
    bool by_key;

    (void)state;
    memset(token, 'a', sizeof token - 1);
    token[sizeof token - 1] = '\0';
    assert_false(choose(&c, &by_key, &g, &err));
    assert_null(strstr(err.text, "aaaa"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_token_wins),         cmocka_unit_test(test_key_pair),
        cmocka_unit_test(test_nearer_origin_wins), cmocka_unit_test(test_missing),
        cmocka_unit_test(test_bad_bytes),          cmocka_unit_test(test_too_long),
    };

    return cmocka_run_group_tests_name("credentials", tests, NULL, NULL);
}
