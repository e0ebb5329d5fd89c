#include "base/memory/arena.h"
#include "base/memory/buf.h"
#include "base/memory/hash.h"
#include "base/memory/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void a_buf_keeps_to_its_cap(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 10);
    assert_true(buf_append(&b, "12345", 5));
    assert_true(buf_append_str(&b, "6789"));
    assert_true(buf_append_byte(&b, '0'));
    assert_false(buf_append_byte(&b, 'x'));
    assert_true(b.overflow);
    assert_string_equal(b.bytes, "1234567890");
    assert_false(buf_append(&b, "", 0));
    buf_clear(&b);
    assert_string_equal(b.bytes, "");
    assert_true(buf_append_str(&b, "again"));
    assert_false(buf_print(&b, "%s", "too long"));
    assert_string_equal(b.bytes, "again");
    buf_free(&b);
    assert_null(b.bytes);
    assert_int_equal(b.cap, 10);
}

static void a_buf_grows_to_what_it_holds(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 100000; i++)
        assert_true(buf_print(&b, "%d,", i % 10));
    assert_int_equal(b.len, 200000);
    assert_int_equal(strlen(b.bytes), 200000);
    assert_true(buf_reserve(&b, 1 << 20));
    assert_int_equal(b.len, 200000);
    assert_false(buf_reserve(&b, (1 << 20) + 1));
    buf_free(&b);
}

static void bytes_are_given_away(void **state)
{
    struct buf b;
    char *bytes;

    (void)state;
    buf_init(&b, 100);
    bytes = buf_take(&b);
    assert_string_equal(bytes, "");
    free(bytes);
    buf_append(&b, "a\0b", 3);
    bytes = buf_take(&b);
    assert_memory_equal(bytes, "a\0b", 4);
    assert_int_equal(b.len, 0);
    assert_true(buf_append_str(&b, "new"));
    assert_memory_equal(bytes, "a\0b", 4);
    free(bytes);
    buf_free(&b);
}

static void an_arena_hands_out_zeroed_aligned_memory(void **state)
{
    struct arena a = {0};
    char *parts[500];

    (void)state;
    for (size_t i = 0; i < 500; i++) {
        size_t n = i * i % 977 + 1;

        arena_copy(&a, "x", 1);
        parts[i] = arena_new(&a, n, 3);
        assert_int_equal((uintptr_t)parts[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < n * 3; k++)
            assert_int_equal(parts[i][k], 0);
        memset(parts[i], (int)i, n * 3);
    }
    for (size_t i = 0; i < 500; i++)
        assert_int_equal(parts[i][(i * i % 977 + 1) * 3 - 1], (char)i);
    arena_free(&a);
    assert_null(a.blocks);
    assert_int_equal(a.total, 0);
}

static void an_arena_copies_bytes_and_ends_them(void **state)
{
    struct arena a = {0};
    char *big = mem_new(100000, 1);

    (void)state;
    assert_memory_equal(arena_copy(&a, "a\0b", 3), "a\0b", 4);
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    memset(big, 'y', 100000);
    assert_int_equal(strlen(arena_copy(&a, big, 100000)), 100000);
    assert_non_null(arena_new(&a, 0, 8));
    free(big);
    arena_free(&a);
}

static void copies_and_prints(void **state)
{
    char *text = mem_print("%s-%d", "a", 7);
    char *copy = mem_copy_str(text);

    (void)state;
    assert_string_equal(copy, "a-7");
    assert_null(mem_copy_str(NULL));
    text = mem_resize(text, 10, 1);
    assert_string_equal(text, "a-7");
    free(text);
    free(copy);
    copy = mem_copy_bytes(NULL, 0);
    assert_string_equal(copy, "");
    free(copy);
    free(mem_new(0, 8));
    free(mem_resize(NULL, 0, 8));
}

/* The sanitizers see it where the room does not follow the number of items. */
static void an_array_has_room_for_one_more_at_any_length(void **state)
{
    size_t *items = NULL, n = 0, moves = 0;

    (void)state;
    for (int round = 0; round < 3; round++) {
        while (n < 1000) {
            uintptr_t before = (uintptr_t)items;

            MEM_GROW(items, n);
            moves += (uintptr_t)items != before;
            items[n] = n;
            n++;
        }
        n -= 300U * (unsigned)round; /* some go, and the room may shrink with them */
    }
    while (n > 0) {
        n--;
        assert_true(items[n] == n);
    }
    assert_in_range(moves, 1, 20);
    MEM_GROW(items, n);
    items[15] = 1;
    free(items);
}

static void overflow_grow(void)
{
    mem_grow(NULL, (size_t)1 << 62, 8);
}

static void overflow_resize(void)
{
    free(mem_resize(NULL, SIZE_MAX / 2, 4));
}

static void overflow_arena(void)
{
    struct arena a = {0};

    arena_new(&a, SIZE_MAX / 2, 4);
}

static void overflow_arena_copy(void)
{
    struct arena a = {0};

    arena_new(&a, SIZE_MAX / 2 + 100, 1);
}

/* A product that wraps would give too little memory: the program ends instead. */
static void a_size_that_wraps_ends_the_program(void **state)
{
    static void (*const cases[])(void) = {overflow_resize, overflow_grow, overflow_arena,
                                          overflow_arena_copy};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int status;
        pid_t child = fork();

        assert_true(child >= 0);
        if (child == 0) {
            close(STDERR_FILENO);
            cases[i]();
            _exit(77);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 1);
    }
}

static void the_secret_of_hashes_stays(void **state)
{
    uint64_t secret = hash_secret();

    (void)state;
    assert_true(secret != 0);
    assert_true(hash_secret() == secret);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buf_keeps_to_its_cap),
        cmocka_unit_test(a_buf_grows_to_what_it_holds),
        cmocka_unit_test(bytes_are_given_away),
        cmocka_unit_test(the_secret_of_hashes_stays),
        cmocka_unit_test(an_arena_hands_out_zeroed_aligned_memory),
        cmocka_unit_test(an_arena_copies_bytes_and_ends_them),
        cmocka_unit_test(copies_and_prints),
        cmocka_unit_test(an_array_has_room_for_one_more_at_any_length),
        cmocka_unit_test(a_size_that_wraps_ends_the_program),
    };

    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
