#include "app/actions.h"

#include "app/app.h"
#include "app/back.h"
#include "app/blocker.h"
#include "app/change/change.h"
#include "app/change/extend.h"
#include "app/change/write_menu.h"
#include "app/command/command_line.h"
#include "app/command/set.h"
#include "app/dead_letter.h"
#include "app/open.h"
#include "app/refresh.h"
#include "app/show/body_pane.h"
#include "app/show/describe.h"
#include "app/show/info.h"
#include "app/show/inspect.h"
#include "app/show/list_order.h"
#include "app/show/message_compare.h"
#include "app/show/search.h"
#include "app/take/export.h"

#include <stdio.h>
#include <string.h>

enum { SIDE_COLS = 8 };

void actions_go(struct app *app, enum list_move m, size_t n)
{
    if (app_where(app) == IN_OVERLAY || app_where(app) == IN_BODY)
        pager_move(app_pager(app), m, n);
    else if (app->focus == PANE_QUEUES)
        queues_move(&app->queues, m, n);
    else
        groups_move(app, m, n);
}

static void move(struct app *app, int argument)
{
    actions_go(app, (enum list_move)argument, count_times(&app->count));
}

/* g and G: with a count, to that row. */
static void move_to(struct app *app, int argument)
{
    actions_go(app, app->count.n ? LIST_ROW : (enum list_move)argument, count_times(&app->count));
}

static void open_row(struct app *app)
{
    const struct queue_row *row = queues_selected(&app->queues);

    if (row)
        open_peek(app, row, PEEK_BATCH);
}

static void peek_again(struct app *app)
{
    const struct queue_row *row = open_target(app);

    if (row)
        open_peek(app, row, PEEK_BATCH);
    else
        app_set_status(app, STATUS_ERROR, "there is no queue to peek");
}

static void show_info(struct app *app)
{
    const struct message_row *message = messages_selected(&app->messages);

    if (app->overlay == OVERLAY_INFO) {
        app->overlay = OVERLAY_NONE;
    } else if (app->focus != PANE_QUEUES && message) {
        app_settle(app);
        info_show_message(app, message);
    } else {
        describe_toggle(app);
    }
}

static void toggle_help(struct app *app)
{
    if (app->overlay == OVERLAY_HELP)
        app->overlay = OVERLAY_NONE;
    else
        info_show_help(app);
}

static void open_body(struct app *app)
{
    if (groups_are_shown(app)) {
        groups_enter(app);
        return;
    }
    if (!messages_selected(&app->messages))
        return;
    app->focus = PANE_BODY;
    app->zoom = true;
}

static void set_focus(struct app *app, int pane)
{
    app->overlay = OVERLAY_NONE;
    app->focus = (enum pane)pane;
}

static void step_focus(struct app *app, int step)
{
    set_focus(app, ((int)app->focus + step + PANE_COUNT) % PANE_COUNT);
}

static void toggle_zoom(struct app *app)
{
    app->zoom = !app->zoom;
}

static void go_left(struct app *app)
{
    pager_go_left(app_pager(app), SIDE_COLS * (int)count_times(&app->count));
}

static void go_right(struct app *app)
{
    pager_go_right(app_pager(app), SIDE_COLS * (int)count_times(&app->count));
}

static void toggle_fold(struct app *app)
{
    if (!pager_toggle_fold(app_pager(app)))
        app_set_status(app, STATUS_INFO, "nothing to fold here: z folds { } and [ ]");
}

static void step_level(struct app *app, int levels)
{
    struct pager *p = app_pager(app);

    pager_step_level(p, levels * (int)count_times(&app->count));
    if (!p->folded)
        app_set_status(app, STATUS_INFO, "nothing to fold here: only values have levels");
    else if (p->level)
        app_set_status(app, STATUS_INFO, "%zu level%s unfolded (+ more, - fewer)", p->level,
                       p->level == 1 ? "" : "s");
    else
        app_set_status(app, STATUS_INFO, "everything unfolded");
}

/* A count marks that many from here on, whatever they were. */
static void mark(struct app *app)
{
    struct messages *m = &app->messages;
    size_t n = count_times(&app->count);
    const struct message_row *row = messages_selected(m);

    if (groups_are_shown(app)) {
        groups_mark(app);
        return;
    }
    if (!row)
        return;
    if (app->count.n)
        marks_add_rows(&app->marks, m, m->list.selected, n);
    else if (!row->message->id[0])
        app_set_status(app, STATUS_ERROR, "a message without an id cannot be marked");
    else if (marks_has(&app->marks, row->message->id))
        marks_remove(&app->marks, row->message->id);
    else
        marks_add(&app->marks, row->message->id);
    messages_move(m, LIST_DOWN, n);
}

static void mark_range(struct app *app)
{
    if (groups_are_shown(app)) {
        app_set_status(app, STATUS_INFO, "a range is of messages: Space marks a group");
        return;
    }
    if (app->marks.anchor) {
        marks_end_range(&app->marks, &app->messages);
        return;
    }
    marks_begin_range(&app->marks, &app->messages);
    if (app->marks.anchor)
        app_set_status(app, STATUS_INFO, "marking a range: move, then v ends it (Esc: no range)");
}

static void unmark(struct app *app)
{
    marks_free(&app->marks);
}

static void acknowledge(struct app *app, int verb)
{
    marks_end_range(&app->marks, &app->messages);
    change_ask(app, (enum verb)verb);
}

static void refresh(struct app *app)
{
    if (app->freeze.on)
        freeze_refuse(app);
    else
        refresh_all(app);
}

static void redraw(struct app *app)
{
    app->wants_redraw = true;
}

static void toggle_freeze(struct app *app)
{
    if (app->freeze.on)
        freeze_end(app);
    else
        freeze_start(app);
}

static void suspend(struct app *app)
{
    app->wants_suspend = true;
}

static void toggle_wrap(struct app *app)
{
    struct pager *p = app_pager(app);

    pager_set_wrap(p, !p->wrap);
    app_set_status(app, STATUS_INFO, p->wrap ? "long lines wrapped" : "long lines cut: h l scroll");
}

static void next_times(struct app *app)
{
    static const char *const says[] = {"times as ages", "times in UTC", "times by the local clock"};

    app->times = times_next(app->times);
    app_set_status(app, STATUS_INFO, "%s", says[app->times]);
}

static void next_view(struct app *app)
{
    struct error err;

    if (body_pane_next_view(app, &err))
        app_set_status(app, STATUS_INFO, "bodies of this queue shown %s", body_pane_view_name(app));
    else
        app_set_status(app, STATUS_INFO, "%s", err.text);
}

static void choose_write(struct app *app, size_t row)
{
    actions_run(app, write_menu_at(row));
}

static void open_write_menu(struct app *app)
{
    write_menu_make(app);
    app_open_menu(app, choose_write);
}

/* What each action runs: run, or step with an argument. */
static const struct {
    void (*run)(struct app *app);
    void (*step)(struct app *app, int argument);
    int argument;
} commands[ACT_COUNT] = {
    [ACT_HELP] = {.run = toggle_help},
    [ACT_OPEN] = {.run = open_row},
    [ACT_OPEN_BODY] = {.run = open_body},
    [ACT_INSPECT] = {.run = inspect_open},
    [ACT_PULL] = {.run = open_pull_prompt},
    [ACT_FILTER] = {.run = list_order_start_filter},
    [ACT_SORT] = {.run = list_order_open_menu},
    [ACT_SORT_INVERT] = {.run = list_order_invert},
    [ACT_SORT_PREV] = {.step = list_order_step, .argument = -1},
    [ACT_SORT_NEXT] = {.step = list_order_step, .argument = 1},
    [ACT_MARK] = {.run = mark},
    [ACT_MARK_RANGE] = {.run = mark_range},
    [ACT_UNMARK] = {.run = unmark},
    [ACT_ACK] = {.step = acknowledge, .argument = VERB_ACK},
    [ACT_RETRY] = {.step = acknowledge, .argument = VERB_RETRY},
    [ACT_EXTEND] = {.run = extend_ask},
    [ACT_ACTIONS] = {.run = open_write_menu},
    [ACT_SEARCH] = {.run = search_start},
    [ACT_SEARCH_NEXT] = {.step = search_next, .argument = true},
    [ACT_SEARCH_PREV] = {.step = search_next, .argument = false},
    [ACT_DESCRIBE] = {.run = describe_toggle},
    [ACT_OTHER_END] = {.run = dead_letter_jump},
    [ACT_INFO] = {.run = show_info},
    [ACT_GROUP] = {.run = groups_next},
    [ACT_GROUP_ENTER] = {.run = groups_enter},
    [ACT_COMPARE] = {.run = message_compare_open},
    [ACT_COPY] = {.run = copy_open},
    [ACT_EXTERNAL] = {.run = external_open},
    [ACT_PIPE] = {.run = pipe_ask},
    [ACT_EXPORT] = {.run = export_ask},
    [ACT_VIEW] = {.run = next_view},
    [ACT_WRAP] = {.run = toggle_wrap},
    [ACT_TIMES] = {.run = next_times},
    [ACT_PEEK] = {.run = peek_again},
    [ACT_REFRESH] = {.run = refresh},
    [ACT_FREEZE] = {.run = toggle_freeze},
    [ACT_SETTINGS] = {.run = set_toggle},
    [ACT_JOURNAL] = {.run = call_log_toggle},
    [ACT_COMMAND] = {.run = command_line_open},
    [ACT_ZOOM] = {.run = toggle_zoom},
    [ACT_NEXT_PANE] = {.step = step_focus, .argument = 1},
    [ACT_PREV_PANE] = {.step = step_focus, .argument = -1},
    [ACT_PANE_1] = {.step = set_focus, .argument = PANE_QUEUES},
    [ACT_PANE_2] = {.step = set_focus, .argument = PANE_MESSAGES},
    [ACT_PANE_3] = {.step = set_focus, .argument = PANE_BODY},
    [ACT_DOWN] = {.step = move, .argument = LIST_DOWN},
    [ACT_UP] = {.step = move, .argument = LIST_UP},
    [ACT_PAGE_DOWN] = {.step = move, .argument = LIST_PAGE_DOWN},
    [ACT_PAGE_UP] = {.step = move, .argument = LIST_PAGE_UP},
    [ACT_HALF_DOWN] = {.step = move, .argument = LIST_HALF_DOWN},
    [ACT_HALF_UP] = {.step = move, .argument = LIST_HALF_UP},
    [ACT_TOP] = {.step = move_to, .argument = LIST_TOP},
    [ACT_BOTTOM] = {.step = move_to, .argument = LIST_BOTTOM},
    [ACT_LEFT] = {.run = go_left},
    [ACT_RIGHT] = {.run = go_right},
    [ACT_FOLD] = {.run = toggle_fold},
    [ACT_FOLD_MORE] = {.step = step_level, .argument = -1},
    [ACT_FOLD_LESS] = {.step = step_level, .argument = 1},
    [ACT_CANCEL] = {.run = back_cancel},
    [ACT_REDRAW] = {.run = redraw},
    [ACT_SUSPEND] = {.run = suspend},
    [ACT_BACK] = {.run = back_step},
    [ACT_QUIT] = {.run = app_quit},
};

void actions_run(struct app *app, enum action_id id)
{
    const char *blocker;

    /* Keys come faster than frames: each acts on what those before it have done. */
    queues_settle(&app->queues, app->now.mono_ms);
    messages_settle(&app->messages);
    groups_settle(app);
    if (app_where(app) == IN_BODY)
        app_settle(app);
    blocker = blocker_find(app, id);
    if (blocker)
        app_set_status(app, STATUS_ERROR, "%s", blocker);
    else if (commands[id].run)
        commands[id].run(app);
    else
        commands[id].step(app, commands[id].argument);
}

static void panes_key(struct app *app, struct key key)
{
    enum action_id id = action_find(key, app_where(app));
    bool drops_count = app->count.pending && key.code == K_ESC;

    app_clear_status(app);
    if (count_add(&app->count, key, id != ACT_NONE))
        return;
    if (id != ACT_NONE && !drops_count)
        actions_run(app, id);
    app->count = (struct count){0};
}

static void pull_key(struct app *app, struct key key)
{
    enum prompt_result result = prompt_key(&app->prompt, key, app->now.mono_ms);

    if (result == PROMPT_CANCEL)
        app->mode = MODE_PANES;
    else if (result == PROMPT_ENTER)
        open_pull_confirmed(app);
}

static void menu_mode_key(struct app *app, struct key key)
{
    enum menu_result result = menu_key(&app->menu, key);

    if (result == MENU_OPEN)
        return;
    app->mode = MODE_PANES;
    if (result == MENU_CHOSEN)
        app->choose(app, app->menu.list.selected);
}

void app_key(struct app *app, struct key key, struct instant now)
{
    static void (*const by_mode[])(struct app *, struct key) = {
        [MODE_PANES] = panes_key,
        [MODE_PULL] = pull_key,
        [MODE_SEARCH] = search_key,
        [MODE_FILTER] = list_order_filter_key,
        [MODE_MENU] = menu_mode_key,
        [MODE_QUIT] = back_quit_key,
        [MODE_COPY_FILE] = copy_file_key,
        [MODE_CONFIRM] = change_key,
        [MODE_EXTEND] = extend_key,
        [MODE_ORPHANS] = orphans_key,
        [MODE_COMMAND] = command_line_key,
        [MODE_EXPORT] = export_key,
        [MODE_WRITING] = export_running_key,
        [MODE_PIPE] = pipe_key,
    };

    freeze_set_now(app, now);
    app->dirty = true;
    queues_hold(&app->queues, app->now.mono_ms);
    /* Pasted text is never a command. */
    if (key.pasted && app->mode == MODE_PANES)
        return;
    by_mode[app->mode](app, key);
    refresh_run(app);
}
