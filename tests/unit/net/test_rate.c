#include "base/memory/array.h"
#include "net/rate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define EIGHT    "12345678"
#define FIFTEEN  ",,,,,,,,,,,,,,,"
#define TOO_LONG EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT EIGHT /* for a name, by one */

static void headers_become_numbers(void **state)
{
    static const struct {
        const char *limit, *policy;
        struct rate want;
    } cases[] = {
        {NULL, NULL, {-1, -1, -1, -1}},
        {"\"default\";r=50;t=30", "\"default\";q=1200;w=300", {50, 30, 1200, 300}},
        {"\"default\"; r=50 ;t=30", NULL, {50, 30, -1, -1}},
        {"default;t=30;r=0", "default;w=300;q=1200", {0, 30, 1200, 300}},
        {"\"a\";r=50;t=30, \"b\";r=5;t=9", "\"a\";q=1200;w=300,\"b\";q=100;w=60", {5, 9, 100, 60}},
        {"\"a,b;c\";r=7;t=1", "\"x\";q=1;w=2,\"a,b;c\";q=3;w=4", {7, 1, 3, 4}},
        {"\"a\";r=7;t=1", "\"x\";q=1;w=2,\"y\";q=5;w=6,\"a\";q=3;w=4", {7, 1, 3, 4}},
        {"\"a\";r=7;t=1", "\"a\";q=3;w=4,\"x\";q=1;w=2", {7, 1, 3, 4}},
        {"\"d\";r=5;rx=9;t=6;tt=1", "\"d\";q=7;qq=1;w=8;w=", {5, 6, 7, 8}},
        {"\"d\";r=00000000000000000000005;t=000000000000000000000005", NULL, {5, -1, -1, -1}},
        {FIFTEEN "\"d\";r=4;t=1", FIFTEEN "\"d\";q=5;w=6", {4, 1, 5, 6}},
        {FIFTEEN ",\"d\";r=4;t=1", NULL, {-1, -1, -1, -1}}, /* more than anybody sends */
        {"\"none\";r=7;t=1", "\"other\";q=1200;w=300", {7, 1, 1200, 300}},
        {"\"" TOO_LONG "\";r=7;t=1", "\"x\";q=1;w=2,\"" TOO_LONG "\";q=3;w=4", {7, 1, 3, 4}},
        {"", "", {-1, -1, -1, -1}},
        {"\"default", "\"default\";", {-1, -1, -1, -1}},
        {"\"d\";r=-1;t=x", "\"d\";q=99999999999999999999999999;w=1.5", {-1, -1, -1, -1}},
        {"\"d\";rr=1;t =2;r=", "\"d\";;;q=3", {-1, -1, 3, -1}},
        {",,,\"d\";r=4", "=;=", {4, -1, -1, -1}},
        {"\"d\";r=9223372036854775807;t=5",
         "\"d\";q=1000000001;w=1000000000",
         {-1, -1, -1, 1000000000}},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct rate got;

        rate_parse(&got, cases[i].limit, cases[i].policy);
        assert_int_equal(got.remaining, cases[i].want.remaining);
        assert_int_equal(got.reset_s, cases[i].want.reset_s);
        assert_int_equal(got.quota, cases[i].want.quota);
        assert_int_equal(got.window_s, cases[i].want.window_s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(headers_become_numbers)};

    return cmocka_run_group_tests_name("rate", tests, NULL, NULL);
}
