#include "parts/filter/body_json.h"

#include "body/json/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

/* want NULL: there is none. */
static void expect(enum body_form form, const char *bytes, size_t n, const char *want)
{
    char copy[64];
    struct body body = {.form = form, .bytes = copy, .len = n};
    struct body_json json;

    assert_true(n <= sizeof(copy));
    memcpy(copy, bytes, n);
    body_json_read(&json, &body);
    if (want) {
        assert_non_null(json.text);
        assert_int_equal(json.len, strlen(want));
        assert_memory_equal(json.text, want, json.len);
    } else {
        assert_null(json.text);
    }
    body_json_free(&json);
}

#define EXPECT(form, bytes, want) expect(form, bytes, sizeof(bytes) - 1, want)

static void a_path_leads_into_every_form_of_values(void **state)
{
    (void)state;
    EXPECT(BODY_JSON, "{\"a\": 1}", "{\"a\": 1}");
    EXPECT(BODY_CBOR, "\xa1\x61\x61\xa1\x61\x62\x01", "{\"a\":{\"b\":1}}");
    EXPECT(BODY_MSGPACK, "\x81\xa1\x61\x92\x01\xc3", "{\"a\":[1,true]}");
    EXPECT(BODY_V8,
           "\xff\x0fo\"\x01"
           "aI\x02{\x01",
           "{\"a\":1}");
}

static void other_forms_have_none(void **state)
{
    (void)state;
    EXPECT(BODY_TEXT, "{\"a\": 1}", NULL);
    EXPECT(BODY_BYTES, "\xa1\x61\x61\x01", NULL);
}

/* What cannot be read whole has what could be, or nothing; never what is no JSON. */
static void broken_values_are_no_broken_json(void **state)
{
    static const char whole[] = "\xa2\x61\x61\xa1\x61\x62\x01\x61\x63\x82\x01\x02";

    (void)state;
    for (size_t n = 0; n < sizeof(whole); n++) {
        char copy[sizeof(whole)];
        struct body body = {.form = BODY_CBOR, .bytes = copy, .len = n};
        struct body_json json;

        memcpy(copy, whole, n);
        body_json_read(&json, &body);
        assert_true(!json.text || json_check(json.text, json.len));
        body_json_free(&json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_leads_into_every_form_of_values),
        cmocka_unit_test(other_forms_have_none),
        cmocka_unit_test(broken_values_are_no_broken_json),
    };

    return cmocka_run_group_tests_name("filter: JSON of bodies", tests, NULL, NULL);
}
