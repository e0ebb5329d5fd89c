#include "app/show/audit_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void requests_are_told_with_what_came_of_them(void **state)
{
    struct audit_message done[] = {{.id = "a", .result = "acked"},
                                   {.id = "b", .result = "warned"},
                                   {.id = "c", .result = "acked"}};
    struct audit_message asked[] = {{.id = "x"}, {.id = "y"}};
    struct audit_record records[] = {
        {.wall_ms = 1795000000000,
         .run = "r1",
         .n = 4,
         .op = "ack",
         .queue = "orders",
         .messages = asked,
         .n_messages = 2},
        {.wall_ms = 1795000000000,
         .run = "r2",
         .n = 4,
         .op = "ack",
         .queue_id = "q1",
         .messages = asked,
         .n_messages = 2},
        {.run = "r1", .n = 4, .is_result = true, .op = "ack", .messages = done, .n_messages = 3},
        {.wall_ms = 1795000060000, .run = "r1", .n = 5, .op = "pull", .queue = "or\nders"},
        {.run = "r1", .n = 5, .is_result = true, .op = "pull", .error = "403\nno"},
    };
    struct audit_page page = {.items = records, .n = 5};
    struct buf out;

    (void)state;
    buf_init(&out, 10000);
    audit_text_print(&out, &page, TIMES_UTC);
    assert_string_equal(out.bytes, "11-18 11:06:40  ack       orders: 2 acked, 1 warned\n"
                                   "11-18 11:06:40  ack       q1: 2, and no answer is on record\n"
                                   "11-18 11:07:40  pull      or\rders: 403\rno\n");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_told_with_what_came_of_them),
    };

    return cmocka_run_group_tests_name("past", tests, NULL, NULL);
}
