#include "base/text/redact.h"

#include "base/memory/array.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TOKEN "Q7x-aB3_kLm9+Zt/W2"
#define STARS "******************"

static struct redact *new_redact(void)
{
    return redact_new((const char *const[]){TOKEN, NULL}, 2);
}

static void what_a_person_reads(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"a " TOKEN " b " TOKEN, "a " STARS " b " STARS},
        /* cut by whoever repeated it */
        {"Bearer Q7x-aB3_kL", "Bearer **********"},
        {"...m9+Zt/W2\"", "...********\""},
        {"x7x-aB3_kLx", "x*********x"},
        {"q7X-Ab3_KlM9+zT/w2", STARS},
        /* one character less than what is told from chance */
        {"Q7x-aB3 and m9+Zt/W", "Q7x-aB3 and m9+Zt/W"},
        {"Q7x-aB3_kLm9%2BZt%2FW2.", "**********************."},
        {"%51%37%78%2D%61%42%33%5F", "************************"},
        {"5137782d6142335f6b4c6d39", "************************"},
        /* base64 of it alone, behind one and behind two bytes */
        {"UTd4LWFCM19rTG05K1p0L1cy", "************************"},
        {"eFE3eC1hQjNfa0xtOStadC9XMg==", "eF**********************Mg=="},
        {"eHhRN3gtYUIzX2tMbTkrWnQvVzI=", "eHh*************************"},
        {"an ordinary error, code 10000", "an ordinary error, code 10000"},
        {"", ""},
    };
    struct redact *r = new_redact();

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char text[100];
        size_t shown = 0;

        snprintf(text, sizeof(text), "%s", cases[i].text);
        redact_text(r, text);
        /* what else a base64 text holds decides how many of its last characters are the secret's */
        if (i >= 9 && i <= 11) {
            for (const char *p = text; *p; p++)
                shown += *p != '*';
            assert_true(shown <= 6);
        } else {
            assert_string_equal(text, cases[i].want);
        }
    }
    redact_free(r);
}

/* Wherever a text is cut, no 8 characters of the secret are left. */
static void nothing_is_left_wherever_it_is_cut(void **state)
{
    struct redact *r = new_redact();

    (void)state;
    for (size_t size = 1; size < 80; size++) {
        char out[80];

        redact_copy(r, "token " TOKEN " or " TOKEN, 6 + 18 + 4 + 18, out, size);
        assert_true(strlen(out) < size);
        for (size_t i = 0; i + 3 <= strlen(TOKEN); i++) {
            char part[4] = {TOKEN[i], TOKEN[i + 1], TOKEN[i + 2], '\0'};

            assert_null(strstr(out, part));
        }
    }
    redact_free(r);
}

static void a_cut_is_between_characters(void **state)
{
    char out[4];

    (void)state;
    redact_copy(NULL, "ab\xc3\xa9z", 5, out, sizeof(out));
    assert_string_equal(out, "ab");
}

static void a_short_secret_is_blotted_out_whole(void **state)
{
    struct redact *r = redact_new((const char *const[]){"sim-key"}, 1);
    char text[] = "sim-key, sim-ke, c2lt";

    (void)state;
    redact_text(r, text);
    assert_string_equal(text, "*******, sim-ke, c2lt");
    redact_text(NULL, text);
    assert_string_equal(text, "*******, sim-ke, c2lt");
    redact_free(r);
    redact_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_person_reads),
        cmocka_unit_test(nothing_is_left_wherever_it_is_cut),
        cmocka_unit_test(a_cut_is_between_characters),
        cmocka_unit_test(a_short_secret_is_blotted_out_whole),
    };

    return cmocka_run_group_tests_name("redact", tests, NULL, NULL);
}
