/* Every row of the key table, pressed in every place where it counts, by each of its keys; what it
 * does is looked for on the screen.
 *
 * An action without a line in scripts[] fails the test by name.  A line names its places, the keys
 * that lead up to it, what must not be on the screen before the key and must be after it (or the
 * other way round), and the keys that lead back to the place. */
#include "base/memory/mem.h"
#include "parts/input/action.h"
#include "tests/harness/press/press.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static const struct press_step scripts[ACT_COUNT][PRESS_STEPS] = {
    [ACT_HELP] = {{.at = AT_TEXTS & ~AT_HELP, .after = "━ Help"},
                  {.at = AT_GRAPH, .after = "━ Help", .undo = "q"},
                  {.at = AT_HELP, .gone = "━ Help"}},
    [ACT_HELP_NEXT] = {{.at = AT_HELP, .after = "━ Help . 2 Messages"}},
    [ACT_HELP_PREV] = {{.at = AT_HELP, .after = "━ Help . Words"}},
    [ACT_OPEN] = {{.at = AT_QUEUES,
                   .first = "j",
                   .after = "2 Messages . b-orders-dlq . peeked, no lease . 1 ",
                   .fresh = true}},
    [ACT_OPEN_BODY] = {{.at = AT_MESSAGES, .after = "━ 3 Body", .gone = "1 Queues", .undo = "f 2"}},
    [ACT_INSPECT] = {{.at = AT_VALUES, .after = "nothing to open here", .fresh = true}},
    [ACT_GRAPH] = {{.at = AT_PANES, .after = "━ a-orders . 3h"},
                   {.at = AT_GRAPH, .gone = "━ a-orders . 3h"}},
    [ACT_GRAPH_LEFT] = {{.at = AT_GRAPH, .gone = "━ now 60 "}},
    [ACT_GRAPH_RIGHT] = {{.at = AT_GRAPH, .gone = "━ now 60 "}},
    [ACT_GRAPH_SHORTER] = {{.at = AT_GRAPH, .after = "━ a-orders . 1h", .undo = "]"}},
    [ACT_GRAPH_LONGER] = {{.at = AT_GRAPH, .after = "━ a-orders . 6h", .undo = "["}},
    [ACT_GRAPH_DEAD] = {{.at = AT_GRAPH, .after = " 1 dlq", .undo = "+"}},
    [ACT_GRAPH_COPY] = {{.at = AT_GRAPH,
                         .after = "sent [0-9,]+ bytes to the terminal",
                         .fresh = true}},
    [ACT_PULL] = {{.at = AT_LISTS, .after = " Pull from a-orders ", .undo = "Esc"}},
    [ACT_FILTER] = {{.at = AT_QUEUES, .after = "^ / .*:paused :nonempty", .undo = "Esc"},
                    {.at = AT_MESSAGES, .after = "^ / .*!not re: .path", .undo = "Esc"}},
    [ACT_ONLY] = {{.at = AT_MESSAGES, .after = "no column of a path: type :column", .fresh = true},
                  {.at = AT_BODY, .after = "no value of JSON here", .fresh = true}},
    [ACT_NOT] = {{.at = AT_MESSAGES, .after = "no column of a path: type :column", .fresh = true},
                 {.at = AT_BODY, .after = "no value of JSON here", .fresh = true}},
    [ACT_SORT] = {{.at = AT_QUEUES, .after = "Sort queues by", .undo = "Esc"},
                  {.at = AT_MESSAGES, .after = "Sort messages by", .undo = "Esc"}},
    [ACT_SORT_INVERT] = {{.at = AT_QUEUES, .after = "QUEUE↓", .gone = "QUEUE↑", .undo = "I"},
                         {.at = AT_MESSAGES, .after = "by coming↓", .undo = "I"}},
    [ACT_SORT_PREV] = {{.at = AT_QUEUES, .after = "by flags↑", .undo = ">"},
                       {.at = AT_MESSAGES, .after = "by preview↑", .undo = ">"}},
    [ACT_SORT_NEXT] = {{.at = AT_QUEUES, .after = "by backlog↓", .undo = "<"},
                       {.at = AT_MESSAGES, .after = "by age↓", .undo = "<"}},
    [ACT_MARK] = {{.at = AT_MESSAGES, .after = "1 marked", .undo = "U"}},
    [ACT_MARK_RANGE] = {{.at = AT_MESSAGES, .after = "marking a range", .undo = "Esc"}},
    [ACT_UNMARK] = {{.at = AT_MESSAGES, .first = "Space", .gone = "1 marked"}},
    [ACT_ACK] = {{.at = AT_MESSAGES | AT_BODY,
                  .after = "y deletes   Enter or Esc cancels",
                  .undo = "Esc"}},
    [ACT_RETRY] = {{.at = AT_MESSAGES | AT_BODY, .after = "y retries   ", .undo = "Esc"}},
    [ACT_EXTEND] = {{.at = AT_MESSAGES | AT_BODY, .after = "Enter extends", .undo = "Esc"}},
    [ACT_ACTIONS] = {{.at = AT_PANES, .after = "Keys that change the server", .undo = "Esc"}},
    [ACT_SEARCH] = {{.at = AT_PAGERS, .run = press_search}},
    [ACT_SEARCH_NEXT] = {{.at = AT_PAGERS, .run = press_search_on, .by = 1}},
    [ACT_SEARCH_PREV] = {{.at = AT_PAGERS, .run = press_search_on, .by = -1}},
    [ACT_DESCRIBE] = {{.at = AT_ALL & ~AT_DESCRIBE, .after = "━ Describe"},
                      {.at = AT_DESCRIBE, .gone = "━ Describe"}},
    [ACT_OTHER_END] = {{.at = AT_QUEUES,
                        .after = "b-orders-dlq: dead-letter queue of a-orders",
                        .undo = "o"},
                       {.at = AT_MESSAGES,
                        .after = "2 Messages . b-orders-dlq . peeked, no lease . 1 ",
                        .fresh = true}},
    [ACT_INFO] = {{.at = AT_QUEUES | AT_GRAPH, .after = "━ Describe"},
                  {.at = AT_TEXTS & ~(AT_QUEUES | AT_INFO | AT_DESCRIBE), .after = "━ All fields"},
                  {.at = AT_INFO, .gone = "━ All fields"},
                  {.at = AT_DESCRIBE, .gone = "━ Describe"}},
    [ACT_COMPARE] = {{.at = AT_MESSAGES,
                      .first = "Space",
                      .after = "━ Compare m0010000 .-. with m0020000 .\\+.",
                      .undo = "q U"},
                     {.at = AT_BODY, .after = "= compares two marked messages", .fresh = true}},
    [ACT_GROUP] = {{.at = AT_MESSAGES, .after = "2 Groups 1 . by error", .undo = "% %"}},
    [ACT_GROUP_BY] =
        {{.at = AT_MESSAGES, .first = "%", .after = "2 Groups 60 . by shape", .undo = "%"}},
    [ACT_GROUP_ENTER] = {{.at = AT_MESSAGES,
                          .first = "%",
                          .after = "2 Messages 60/60 . group: no error named",
                          .undo = "%"}},
    [ACT_COPY] = {{.at = AT_PANES, .after = " Copy ", .undo = "Esc"}},
    [ACT_EXTERNAL] = {{.at = AT_MESSAGES | AT_BODY, .after = "^paging", .undo = "Enter"}},
    [ACT_PIPE] = {{.at = AT_MESSAGES | AT_BODY,
                   .after = "for a shell command: .*Enter runs it",
                   .undo = "Esc"}},
    [ACT_EXPORT] = {{.at = AT_MESSAGES | AT_BODY,
                     .after = "Enter writes a new file",
                     .undo = "Esc"}},
    [ACT_VIEW] = {{.at = AT_MESSAGES | AT_BODY, .after = "3 Body .* as json", .undo = "x x x x"}},
    [ACT_FOLD] = {{.at = AT_VALUES, .after = "nothing to fold here", .fresh = true}},
    [ACT_FOLD_MORE] = {{.at = AT_VALUES, .after = "only values have levels", .fresh = true}},
    [ACT_FOLD_LESS] = {{.at = AT_VALUES, .after = "only values have levels", .fresh = true}},
    [ACT_WRAP] = {{.at = AT_MESSAGES | AT_VALUES, .after = "long lines cut", .undo = "w"}},
    [ACT_TIMES] = {{.at = AT_PANES, .after = "times in UTC", .undo = "t t"}},
    [ACT_PEEK] = {{.at = AT_PANES, .run = press_reads, .op = "peek", .fresh = true}},
    [ACT_REFRESH] = {{.at = AT_PANES, .run = press_reads, .op = "list", .fresh = true}},
    [ACT_FREEZE] = {{.at = AT_ALL, .after = "FROZEN", .undo = "Z"}},
    [ACT_CALL_LOG] = {{.at = AT_ALL & ~AT_JOURNAL, .after = "━ Calls ·"},
                      {.at = AT_JOURNAL, .gone = "━ Calls ·"}},
    [ACT_ALERT_SEEN] = {{.at = AT_ALL, .after = "no alert is unseen", .fresh = true}},
    [ACT_SETTINGS] = {{.at = AT_ALL, .after = "━ Settings", .undo = ","}},
    [ACT_COMMAND] = {{.at = AT_ALL, .after = "^ :$", .undo = "Esc"}},
    [ACT_ZOOM] = {{.at = AT_QUEUES | AT_BODY, .gone = "2 Messages", .undo = "f"},
                  {.at = AT_MESSAGES, .gone = "1 Queues", .undo = "f"}},
    [ACT_NEXT_PANE] = {{.at = AT_QUEUES, .after = "━ 2 Messages"},
                       {.at = AT_MESSAGES, .after = "━ 3 Body"},
                       {.at = AT_BODY, .after = "━ 1 Queues"}},
    [ACT_PREV_PANE] = {{.at = AT_QUEUES, .after = "━ 3 Body"},
                       {.at = AT_MESSAGES, .after = "━ 1 Queues"},
                       {.at = AT_BODY, .after = "━ 2 Messages"}},
    [ACT_PANE_1] = {{.at = AT_MESSAGES | AT_BODY, .after = "━ 1 Queues"},
                    {.at = AT_HELP, .first = "Tab", .after = "━ Help . 1 Queues"},
                    {.at = AT_QUEUES, .run = press_stays}},
    [ACT_PANE_2] = {{.at = AT_QUEUES | AT_BODY, .after = "━ 2 Messages"},
                    {.at = AT_HELP, .after = "━ Help . 2 Messages"},
                    {.at = AT_MESSAGES, .run = press_stays}},
    [ACT_PANE_3] = {{.at = AT_QUEUES | AT_MESSAGES, .after = "━ 3 Body"},
                    {.at = AT_HELP, .after = "━ Help . 3 Body"},
                    {.at = AT_BODY, .run = press_stays}},
    [ACT_DOWN] = {{.at = AT_TEXTS, .run = press_move, .by = 1},
                  {.at = AT_GRAPH, .after = "━ b-orders-dlq . 3h"}},
    [ACT_UP] = {{.at = AT_TEXTS, .run = press_move, .by = -1},
                {.at = AT_GRAPH, .first = "j", .after = "━ a-orders . 3h"}},
    [ACT_PAGE_DOWN] = {{.at = AT_TEXTS & ~AT_HELP, .run = press_move, .by = BY_PAGE},
                       {.at = AT_HELP, .after = "━ Help . 2 Messages"},
                       {.at = AT_GRAPH, .after = "━ b-orders-dlq . 3h"}},
    [ACT_PAGE_UP] = {{.at = AT_TEXTS & ~AT_HELP, .run = press_move, .by = -BY_PAGE},
                     {.at = AT_HELP, .first = "Tab", .after = "━ Help . 1 Queues"},
                     {.at = AT_GRAPH, .first = "j", .after = "━ a-orders . 3h"}},
    [ACT_HALF_DOWN] = {{.at = AT_TEXTS, .run = press_move, .by = BY_HALF},
                       {.at = AT_GRAPH, .after = "━ b-orders-dlq . 3h"}},
    [ACT_HALF_UP] = {{.at = AT_TEXTS, .run = press_move, .by = -BY_HALF},
                     {.at = AT_GRAPH, .first = "j", .after = "━ a-orders . 3h"}},
    [ACT_TOP] = {{.at = AT_TEXTS, .run = press_move, .by = -BY_ALL},
                 {.at = AT_GRAPH, .gone = "━ now 60 "}},
    [ACT_BOTTOM] = {{.at = AT_TEXTS, .run = press_move, .by = BY_ALL},
                    {.at = AT_GRAPH, .gone = "━ now 60 "}},
    [ACT_LEFT] = {{.at = AT_VALUES, .run = press_move_side, .by = -1}},
    [ACT_RIGHT] = {{.at = AT_VALUES, .run = press_move_side, .by = 1}},
    [ACT_CANCEL] = {{.at = AT_ALL, .after = "nothing is under way: Ctrl-C again", .fresh = true}},
    [ACT_REDRAW] = {{.at = AT_ALL, .run = press_redraws}},
    [ACT_SUSPEND] = {{.at = AT_ALL, .run = press_suspends}},
    [ACT_BACK] = {{.at = AT_QUEUES, .after = "y quits   Enter or Esc cancels", .undo = "n"},
                  {.at = AT_MESSAGES, .after = "━ 1 Queues"},
                  {.at = AT_BODY, .after = "━ 2 Messages"},
                  {.at = AT_SCREENS | AT_GRAPH,
                   .gone = "━ (Help|All fields|Describe|Calls ·|a-orders . 3h)"}},
    [ACT_ESCAPE] = {{.at = AT_QUEUES,
                     .after = "this is the top: Esc goes no further back, q quits",
                     .undo = "g"},
                    {.at = AT_MESSAGES, .after = "━ 1 Queues"},
                    {.at = AT_BODY, .after = "━ 2 Messages"},
                    {.at = AT_SCREENS | AT_GRAPH,
                     .gone = "━ (Help|All fields|Describe|Calls ·|a-orders . 3h)"}},
    [ACT_QUIT] = {{.at = AT_ALL, .run = press_quits, .fresh = true}},
};

static const struct press_step *find_step(enum action_id id, int at)
{
    for (int i = 0; i < PRESS_STEPS; i++)
        if (scripts[id][i].at & at)
            return &scripts[id][i];
    return NULL;
}

/* Every place of every action has its step, and no step is for a place where its keys do nothing.
 */
static void every_action_has_a_script(void **state)
{
    (void)state;
    for (int id = 0; id < ACT_COUNT; id++)
        for (size_t k = 0; k < PRESS_PLACES; k++) {
            const struct action *a = action_get((enum action_id)id);
            bool valid = a->where & (int)press_places[k].where;

            if (valid && !find_step((enum action_id)id, press_places[k].at))
                fail_msg("\"%s\" (%s) has no step in the %s: give its line in scripts[] one that "
                         "says what the key brings",
                         a->name, a->keys, press_places[k].name);
            if (!valid && find_step((enum action_id)id, press_places[k].at))
                fail_msg("\"%s\" has a step in the %s, where its keys do nothing", a->name,
                         press_places[k].name);
        }
}

/* Each key of the action in that place. */
static void press_action(struct press_kit *k, const struct press_step *step, enum action_id id,
                         const struct press_place *place)
{
    char *keys = mem_copy_str(action_get(id)->keys), *rest = keys;

    for (char *key = strtok_r(rest, " ", &rest); key; key = strtok_r(NULL, " ", &rest))
        press_key(k, step, place, action_get(id)->name, key);
    free(keys);
}

static void press_all(struct press_kit *k, bool fresh)
{
    for (size_t p = 0; p < PRESS_PLACES; p++)
        for (int id = 0; id < ACT_COUNT; id++) {
            const struct press_step *step = find_step((enum action_id)id, press_places[p].at);

            if (step && step->fresh == fresh)
                press_action(k, step, (enum action_id)id, &press_places[p]);
        }
}

static void every_key_does_what_the_table_says(void **state)
{
    struct press_kit k = {0};

    (void)state;
    press_start(&k);
    press_all(&k, false);
    assert_int_equal(sim_count_requests(k.i.sim, "pull"), 1); /* the one at the start */
    assert_int_equal(sim_count_state_changes(k.i.sim), 1);
    term_assert_clean_output(k.i.term);
    press_stop(&k);
}

static void keys_that_leave_their_mark_each_begin_anew(void **state)
{
    struct press_kit k = {0};

    (void)state;
    press_all(&k, true);
    press_stop(&k);
}

/* Whatever is added to the table: read-only mode says no to it, by each key, in each place. */
static void read_only_refuses_every_key_that_writes(void **state)
{
    static const struct press_step refused = {
        .at = AT_ALL, .after = "read-only: started with", .fresh = true};
    struct press_kit k = {.read_only = true};

    (void)state;
    for (size_t p = 0; p < PRESS_PLACES; p++)
        for (int id = 0; id < ACT_COUNT; id++) {
            const struct action *a = action_get((enum action_id)id);

            if (!(a->flags & IS_WRITE) || !(a->where & (int)press_places[p].where))
                continue;
            press_action(&k, &refused, (enum action_id)id, &press_places[p]);
            assert_int_equal(sim_count_state_changes(k.i.sim), 0);
        }
    press_stop(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_has_a_script),
        cmocka_unit_test_teardown(every_key_does_what_the_table_says, press_end),
        cmocka_unit_test_teardown(keys_that_leave_their_mark_each_begin_anew, press_end),
        cmocka_unit_test_teardown(read_only_refuses_every_key_that_writes, press_end),
    };

    return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
