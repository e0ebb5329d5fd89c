/* Every value of an enum has its row: the compiler sees that a table is long enough, and here it is
 * seen that none of its rows is a gap. */
#include "api/request/operation.h"
#include "parts/calls/call_log.h"
#include "parts/calls/connection.h"
#include "parts/changes/change_batch.h"
#include "parts/changes/outcomes.h"
#include "parts/list/sort.h"
#include "parts/list/times.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_word(const char *word)
{
    assert_non_null(word);
    assert_string_not_equal(word, "");
}

static void every_operation(void **state)
{
    (void)state;
    for (int op = 0; op < OP_COUNT; op++) {
        assert_word(operation_get((enum op)op)->name);
        assert_word(operation_get((enum op)op)->path);
    }
}

static void every_outcome_and_verb(void **state)
{
    (void)state;
    for (int i = 0; i < OUTCOME_COUNT; i++)
        assert_word(outcome_name((enum outcome)i));
    for (int i = 0; i < VERB_COUNT; i++) {
        assert_word(verb_words((enum verb)i)->doing);
        assert_word(verb_words((enum verb)i)->done);
    }
}

static void every_column(void **state)
{
    const struct sort_columns *lists[] = {sort_queue_columns(), sort_message_columns()};

    (void)state;
    for (size_t k = 0; k < 2; k++)
        for (int i = 0; i < lists[k]->n; i++) {
            assert_word(lists[k]->items[i].name);
            assert_word(lists[k]->items[i].hint);
            for (int j = 0; j < i; j++)
                assert_int_not_equal(lists[k]->items[i].key, lists[k]->items[j].key);
        }
}

static void every_way_of_times(void **state)
{
    const char *const *words = times_words();

    (void)state;
    for (int i = 0; i < TIMES_COUNT; i++) {
        assert_word(words[i]);
        assert_word(times_name((enum times)i));
    }
    assert_null(words[TIMES_COUNT]);
}

static void every_error(void **state)
{
    struct call_log log = {0};
    struct connection connection;

    (void)state;
    connection_init(&connection);
    for (int i = 0; i < ERR_COUNT; i++) {
        struct event e = {.kind = EV_FAILED, .final = true, .op = OP_PEEK};

        error_set(&e.err, (enum err_kind)i, "no");
        call_log_note(&log, &e, false);
        assert_word(call_log_at(&log, (size_t)i)->result);
        assert_null(strstr(call_log_at(&log, (size_t)i)->result, "null"));
        connection.trouble = NULL;
        connection_note_retrying(&connection, &e, "no");
        assert_word(connection.trouble);
    }
    call_log_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operation), cmocka_unit_test(every_outcome_and_verb),
        cmocka_unit_test(every_column),    cmocka_unit_test(every_way_of_times),
        cmocka_unit_test(every_error),
    };

    return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}
