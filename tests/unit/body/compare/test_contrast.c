/* Where one set of bodies differs from the others. */
#include "base/memory/array.h"
#include "body/compare/contrast.h"
#include "body/compare/structure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void add(struct contrast *c, bool is_mine, const char *json, size_t times)
{
    struct body b = {.form = BODY_JSON, .bytes = (char *)(uintptr_t)json, .len = strlen(json)};
    struct structure s;

    structure_read(&s, &b);
    assert_int_equal(s.kind, STRUCTURE_JSON);
    for (size_t i = 0; i < times; i++)
        contrast_add(c, &s, is_mine);
    structure_free(&s);
}

/* "path mine; others", "": nothing. */
static void expect(struct contrast *c, const char *want)
{
    struct contrast_result r;
    char got[400] = "";

    contrast_find(c, &r);
    if (r.path[0])
        snprintf(got, sizeof(got), "%s %s; %s", r.path, r.mine, r.others);
    assert_string_equal(got, want);
    contrast_free(c);
}

static void kinds_tell_them_apart(void **state)
{
    struct contrast *c = contrast_new();

    (void)state;
    add(c, true, "{\"id\":1,\"customer\":null}", 47);
    add(c, true, "{\"id\":2}", 6);
    add(c, false, "{\"id\":3,\"customer\":{\"id\":4}}", 40);
    expect(c, ".customer null 47, absent 6; in all other groups an object");
}

static void others_that_are_alike_are_counted(void **state)
{
    struct contrast *c = contrast_new();

    (void)state;
    add(c, true, "{\"a\":null}", 4);
    add(c, false, "{\"a\":\"x\"}", 7);
    add(c, false, "{\"a\":null}", 1);
    expect(c, ".a null in all 4; a string in 7 of 8 others");
    c = contrast_new();
    add(c, true, "{\"a\":null}", 4);
    add(c, false, "{\"a\":\"x\"}", 2);
    add(c, false, "{\"a\":null}", 1);
    expect(c, ""); /* two of three are too few */
}

static void what_stands_further_out_counts(void **state)
{
    struct contrast *c = contrast_new();

    (void)state;
    add(c, true, "{\"a\":{\"b\":{\"c\":1}}}", 1);
    add(c, false, "{\"a\":[1]}", 3);
    expect(c, ".a object; in all other groups an array");
    c = contrast_new();
    add(c, true, "{\"lines\":[{\"odd key\":1}]}", 3);
    add(c, false, "{\"lines\":[{\"odd key\":\"1\"}]}", 3);
    expect(c, ".lines[][\"odd key\"] number in all 3; in all other groups a string");
    c = contrast_new();
    add(c, true, "[]", 2);
    add(c, false, "{}", 2);
    expect(c, ". array in all 2; in all other groups an object");
}

static void values_tell_where_kinds_do_not(void **state)
{
    struct contrast *c = contrast_new();

    (void)state;
    add(c, true, "{\"id\":1,\"cur\":\"\"}", 8);
    add(c, true, "{\"id\":2,\"cur\":\"EUR\"}", 1);
    add(c, false, "{\"id\":3,\"cur\":\"EUR\"}", 50);
    expect(c, ".id 1 8 of 9; in no other group");
    c = contrast_new();
    add(c, true, "{\"cur\":\"\"}", 8);
    add(c, true, "{\"cur\":\"XX\"}", 8);
    add(c, false, "{\"cur\":\"EUR\"}", 50);
    add(c, false, "{\"cur\":\"XX\"}", 1);
    expect(c, ".cur \"\" 8, \"XX\" 8; in 1 of 51 others");
}

static void several_values_are_told(void **state)
{
    struct contrast *c = contrast_new();

    (void)state;
    add(c, true, "{\"a\":\"x\"}", 3);
    add(c, true, "{\"a\":\"y\"}", 3);
    add(c, true, "{\"a\":\"z\"}", 2);
    add(c, false, "{\"a\":\"w\"}", 9);
    expect(c, ".a \"x\" 3, \"y\" 3, \"z\" 2; in no other group");
}

/* Each is another one: it would tell any set from any other. */
static void ids_tell_nothing(void **state)
{
    struct contrast *c = contrast_new();
    char json[40];

    (void)state;
    for (int i = 0; i < 20; i++) {
        snprintf(json, sizeof(json), "{\"id\":%d}", i);
        add(c, i < 10, json, 1);
    }
    expect(c, "");
    c = contrast_new();
    add(c, true, "{\"a\":1}", 2); /* too few for a value to come again */
    add(c, false, "{\"a\":2}", 5);
    expect(c, "");
}

static void the_error_itself_is_left_out(void **state)
{
    struct contrast *c = contrast_new();

    (void)state;
    add(c, true, "{\"id\":1,\"result\":{\"error\":{\"message\":\"x\",\"code\":5},\"n\":null}}", 3);
    add(c, false, "{\"id\":1,\"result\":{\"n\":1}}", 3);
    expect(c, ".result.n null in all 3; in all other groups a number");
    c = contrast_new();
    add(c, true, "{\"id\":1,\"error\":\"x\"}", 3);
    add(c, false, "{\"id\":1}", 3);
    expect(c, "");
}

static void members_by_ids_are_one(void **state)
{
    struct contrast *c = contrast_new();

    (void)state;
    add(c, true, "{\"17\":{\"n\":1}}", 1);
    add(c, true, "{\"18\":{\"n\":1}}", 1);
    add(c, false, "{\"19\":{\"n\":null}}", 2);
    expect(c, ".[<id>].n number in all 2; in all other groups null");
}

static void one_side_alone_has_no_other(void **state)
{
    struct contrast *c = contrast_new();

    (void)state;
    add(c, true, "{\"a\":1}", 3);
    expect(c, "");
    expect(contrast_new(), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_tell_them_apart),
        cmocka_unit_test(others_that_are_alike_are_counted),
        cmocka_unit_test(what_stands_further_out_counts),
        cmocka_unit_test(values_tell_where_kinds_do_not),
        cmocka_unit_test(several_values_are_told),
        cmocka_unit_test(ids_tell_nothing),
        cmocka_unit_test(the_error_itself_is_left_out),
        cmocka_unit_test(members_by_ids_are_one),
        cmocka_unit_test(one_side_alone_has_no_other),
    };

    return cmocka_run_group_tests_name("contrast", tests, NULL, NULL);
}
