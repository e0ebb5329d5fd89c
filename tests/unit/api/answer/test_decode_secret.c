/* What the API says may hold what it was sent. */
#include "api/answer/decode.h"
#include "tests/unit/answer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static void expect_no_secret(struct answer *a, const struct redact *r)
{
    struct error err = {0};
    union result out;

    a->redact = r;
    assert_false(decode_as(OP_METRICS, a, false, &out, NULL, &err));
    assert_null(strstr(err.text, "Secret"));
    assert_null(strstr(err.chain, "Secret"));
    assert_null(strstr(err.doc_url, "Secret"));
    assert_null(strstr(err.pointer, "Secret"));
    assert_non_null(strstr(err.text, "***"));
    free(a->bytes);
}

/* However long what stands before it is: redacted first, then cut. */
static void what_the_server_repeats_is_redacted(void **state)
{
    struct redact *r = redact_new((const char *const[]){"Secret-0123456789abcdef"}, 1);

    (void)state;
    for (size_t n = 0; n < 520; n += 3) {
        struct answer a = new_answer_with(
            403,
            "{\"errors\":[{\"code\":1,\"message\":\"*** @\\u0053ecret-0123456789abcdef\","
            "\"documentation_url\":\"@Secret-0123456789abcdef\",\"source\":{\"pointer\":"
            "\"@Secret-0123456789abcdef\"},\"error_chain\":[{\"message\":"
            "\"@Secret-0123456789abcdef\"}]}]}",
            '-', n);

        expect_no_secret(&a, r);
    }
    for (size_t n = 0; n < 160; n++) {
        char header[200];
        struct answer a = new_answer(302, "{}");

        snprintf(header, sizeof(header), "%.*s", (int)n,
                 "https://h/******************************************************************"
                 "*********************************************************************/");
        snprintf(header + strlen(header), sizeof(header) - strlen(header),
                 "Secret-0123456789abcdef");
        a.location = header;
        expect_no_secret(&a, r);
        a = new_answer(403, "***");
        a.cf_mitigated = header;
        expect_no_secret(&a, r);
        a = new_answer(403, "***");
        a.content_type = header;
        expect_no_secret(&a, r);
    }
    redact_free(r);
}

/* What the API says of leases; what it names a lease by, too. */
static void warnings_are_redacted(void **state)
{
    struct redact *r = redact_new((const char *const[]){"Secret-0123456789abcdef"}, 1);
    struct answer a = new_answer(
        200, "{\"success\":true,\"result\":{\"ackCount\":0,\"warnings\":{\"l1\":\"not with "
             "Secret-0123456789abcdef\",\"Secret-012345\":\"x\"}}}");
    char *json = NULL;
    struct error err;
    union result out;

    (void)state;
    a.redact = r;
    assert_true(decode_as(OP_ACK, &a, true, &out, &json, &err));
    assert_int_equal(out.ack->n_warnings, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_null(strstr(out.ack->warnings[i].text, "Secret"));
        assert_null(strstr(out.ack->warnings[i].handle, "Secret"));
    }
    assert_null(strstr(json, "Secret"));
    assert_non_null(strstr(json, "\"not with *****"));
    free(json);
    result_free(RESULT_ACK, &out);
    free(a.bytes);
    redact_free(r);
}

/* A body is what somebody sent: whatever is in it stays. */
static void bodies_are_not_touched(void **state)
{
    struct redact *r = redact_new((const char *const[]){"Secret-0123456789abcdef"}, 1);
    struct answer a = new_answer(200, "{\"success\":true,\"result\":{\"messages\":[{\"id\":\"m\","
                                      "\"body\":\"Secret-0123456789abcdef\"}]}}");
    char *json = NULL;
    struct error err;
    union result out;

    (void)state;
    a.redact = r;
    assert_true(decode_as(OP_PEEK, &a, true, &out, &json, &err));
    assert_non_null(strstr(out.batch->items[0].json, "Secret-0123456789abcdef"));
    free(json);
    batch_free(out.batch);
    free(a.bytes);
    redact_free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_server_repeats_is_redacted),
        cmocka_unit_test(warnings_are_redacted),
        cmocka_unit_test(bodies_are_not_touched),
    };

    return cmocka_run_group_tests_name("decode_secret", tests, NULL, NULL);
}
