#include "base/memory/string_map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { COUNT = 10000 };

static char keys[COUNT][16];

static void make_keys(void)
{
    for (int i = 0; i < COUNT; i++)
        snprintf(keys[i], sizeof(keys[i]), "%d", i * 7919);
}

static void an_empty_map_has_nothing(void **state)
{
    struct string_map m = {0};

    (void)state;
    assert_null(string_map_get(&m, "a"));
    assert_null(string_map_get(&m, ""));
    assert_null(string_map_remove(&m, ""));
    string_map_free(&m, free);
}

static void ten_thousand_are_found_again_in_the_order_they_came(void **state)
{
    struct string_map m = {0};

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        assert_null(string_map_get(&m, keys[i]));
        assert_null(string_map_put(&m, keys[i], keys[i]));
    }
    assert_int_equal(m.n, COUNT);
    for (int i = 0; i < COUNT; i++) {
        assert_ptr_equal(string_map_get(&m, keys[i]), keys[i]);
        assert_ptr_equal(m.items[i].key, keys[i]);
    }
    assert_null(string_map_get(&m, "x"));
    string_map_free(&m, NULL);
    assert_null(string_map_get(&m, keys[0]));
}

/* The new key, too: the former may go with the former value. */
static void putting_again_replaces_key_and_value(void **state)
{
    char *first = strdup("key"), *second = strdup("key");
    struct string_map m = {0};

    (void)state;
    string_map_put(&m, "", keys[0]);
    string_map_put(&m, first, first);
    assert_ptr_equal(string_map_put(&m, second, second), first);
    free(first);
    assert_int_equal(m.n, 2);
    assert_ptr_equal(string_map_get(&m, "key"), second);
    assert_ptr_equal(string_map_get(&m, ""), keys[0]);
    free(string_map_remove(&m, "key"));
    string_map_free(&m, NULL);
}

/* Every third goes and some come back, in a map that is never far from full. */
static void what_is_removed_is_gone_and_the_rest_stays(void **state)
{
    struct string_map m = {0};
    char there[COUNT] = {0};
    size_t n = 0;

    (void)state;
    for (unsigned step = 0; step < 4 * COUNT; step++) {
        unsigned i = step * 7907U % COUNT, out = step * 104729U % COUNT;

        n += !there[i];
        there[i] = 1;
        string_map_put(&m, keys[i], keys[i]);
        if (step % 3)
            continue;
        assert_ptr_equal(string_map_remove(&m, keys[out]), there[out] ? keys[out] : NULL);
        n -= there[out] != 0;
        there[out] = 0;
    }
    assert_int_equal(m.n, n);
    for (int i = 0; i < COUNT; i++)
        assert_ptr_equal(string_map_get(&m, keys[i]), there[i] ? keys[i] : NULL);
    for (size_t i = m.n; i-- > 0;) /* from the end, as the header says */
        assert_non_null(string_map_remove(&m, m.items[i].key));
    assert_int_equal(m.n, 0);
    string_map_free(&m, NULL);
}

static void values_are_freed_with_the_map(void **state)
{
    struct string_map m = {0};

    (void)state;
    for (int i = 0; i < 100; i++) {
        char *key = strdup(keys[i]);

        assert_null(string_map_put(&m, key, key));
    }
    string_map_free(&m, free); /* the sanitizer counts */
    assert_int_equal(m.n, 0);
}

/* Two strings that differ in the top bit of one part and make up for it in the next: where parts
 * are only multiplied, they are alike whatever the seed, and so are the 2^n that n such pairs make.
 */
static void no_strings_are_alike_under_every_seed(void **state)
{
    static const unsigned char a[16] = "aaaaaaabbbbbbbb";
    unsigned char b[16];

    (void)state;
    memcpy(b, a, sizeof(b));
    b[7] ^= 0x80;
    b[15] ^= 0x80;
    b[11] ^= 0x10;
    for (uint64_t seed = 0; seed < 1000; seed++)
        assert_true(hash_bytes(seed, a, sizeof(a)) != hash_bytes(seed, b, sizeof(b)));
}

static void a_hash_depends_on_every_byte_the_length_and_the_seed(void **state)
{
    char bytes[40] = {0};
    uint64_t seen[200];
    size_t n = 0;

    (void)state;
    for (size_t len = 0; len <= sizeof(bytes); len++)
        seen[n++] = hash_bytes(1, bytes, len);
    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = 1;
        seen[n++] = hash_bytes(1, bytes, sizeof(bytes));
        bytes[i] = 0;
    }
    for (uint64_t seed = 2; seed < 100; seed++)
        seen[n++] = hash_bytes(seed, bytes, sizeof(bytes));
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            assert_true(seen[i] != seen[k]);
    assert_true(hash_secret() == hash_secret());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map_has_nothing),
        cmocka_unit_test(ten_thousand_are_found_again_in_the_order_they_came),
        cmocka_unit_test(putting_again_replaces_key_and_value),
        cmocka_unit_test(what_is_removed_is_gone_and_the_rest_stays),
        cmocka_unit_test(values_are_freed_with_the_map),
        cmocka_unit_test(no_strings_are_alike_under_every_seed),
        cmocka_unit_test(a_hash_depends_on_every_byte_the_length_and_the_seed),
    };

    make_keys();
    return cmocka_run_group_tests_name("string_map", tests, NULL, NULL);
}
