#include "app/acknowledge.h"
#include "app/app.h"
#include "app/arrange.h"
#include "app/body.h"
#include "app/describe.h"
#include "app/ends.h"
#include "app/info.h"
#include "app/obstacle.h"
#include "app/open.h"
#include "app/refresh.h"
#include "app/write_menu.h"

#include <stdio.h>
#include <string.h>

enum { SIDE_COLS = 8, TWICE_MS = 1000 };

/* Every command has the same shape; these do not need their argument. */
#define NO_ARGUMENT int unused __attribute__((unused))

static void move(struct app *app, int argument)
{
    enum list_move m = (enum list_move)argument;

    if (app_where(app) == IN_OVERLAY || app_where(app) == IN_BODY)
        pager_move(app_pager(app), m);
    else if (app->focus == PANE_QUEUES)
        queues_move(&app->queues, m);
    else
        messages_move(&app->messages, m);
}

static void open_row(struct app *app, NO_ARGUMENT)
{
    const struct queue_row *row = queues_selected(&app->queues);

    if (row)
        open_peek(app, row);
}

static void peek_again(struct app *app, NO_ARGUMENT)
{
    const struct queue_row *row = open_target(app);

    if (row)
        open_peek(app, row);
    else
        app_set_status(app, STATUS_ERROR, "there is no queue to peek");
}

static void describe(struct app *app, NO_ARGUMENT)
{
    describe_toggle(app);
}

static void jump(struct app *app, NO_ARGUMENT)
{
    ends_jump(app);
}

static void copy(struct app *app, NO_ARGUMENT)
{
    copy_open(app);
}

static void show_info(struct app *app, NO_ARGUMENT)
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

static void toggle_journal(struct app *app, NO_ARGUMENT)
{
    journal_toggle(app);
}

static void toggle_help(struct app *app, NO_ARGUMENT)
{
    if (app->overlay == OVERLAY_HELP)
        app->overlay = OVERLAY_NONE;
    else
        info_show_help(app);
}

static void start_search(struct app *app, NO_ARGUMENT)
{
    prompt_start(&app->prompt, app->now.mono_ms, true);
    prompt_add_field(&app->prompt, "/", app_pager(app)->needle);
    app->mode = MODE_SEARCH;
}

static void search_next(struct app *app, int forward)
{
    struct pager *p = app_pager(app);

    if (!p->needle[0])
        app_set_status(app, STATUS_INFO, "nothing searched for yet: / searches");
    else if (!pager_search_next(p, forward))
        app_set_status(app, STATUS_ERROR, "not found: %s", p->needle);
}

/* The newest that somebody waits for, or else one that is in trouble. */
static const struct call_state *find_cancellable(const struct app *app)
{
    const struct call_state *found = NULL;

    for (size_t i = 0; i < app->calls.n; i++)
        if (app->calls.items[i].by_user && (!found || app->calls.items[i].id > found->id))
            found = &app->calls.items[i];
    for (size_t i = 0; i < app->calls.n && !found; i++)
        if (app->calls.items[i].retry_at_mono_ms >= 0)
            found = &app->calls.items[i];
    return found;
}

static void cancel(struct app *app, NO_ARGUMENT)
{
    const struct call_state *call;
    bool twice;

    freeze_end(app);
    call = find_cancellable(app);
    twice = app->cancelled_mono_ms >= 0 && app->now.mono_ms - app->cancelled_mono_ms < TWICE_MS;

    app->cancelled_mono_ms = app->now.mono_ms;
    if (twice) {
        app_quit(app);
    } else if (call) {
        calls_cancel(&app->calls, call->id);
        app_set_status(app, STATUS_INFO, "%s cancelled (Ctrl-C again quits)",
                       operation_get(call->op)->name);
    } else {
        app_set_status(app, STATUS_INFO, "nothing is under way: Ctrl-C again quits, q goes back");
    }
}

static void ask_quit(struct app *app)
{
    leases_drop_expired(&app->leases, app->now.mono_ms);
    if (app->leases.n == 0) {
        app_quit(app);
        return;
    }
    prompt_start(&app->prompt, app->now.mono_ms, false);
    app->mode = MODE_QUIT;
}

static void back(struct app *app, NO_ARGUMENT)
{
    if (app->overlay != OVERLAY_NONE)
        app->overlay = OVERLAY_NONE;
    else if (app->marks.anchor && app->focus == PANE_MESSAGES)
        marks_drop_range(&app->marks);
    else if (app->freeze.on)
        freeze_end(app);
    else if (arrange_clear_filter(app))
        return;
    else if (app->zoom)
        app->zoom = false;
    else if (app->focus != PANE_QUEUES)
        app->focus--;
    else
        ask_quit(app);
}

static void start_filter(struct app *app, NO_ARGUMENT)
{
    arrange_start_filter(app);
}

static void open_sort_menu(struct app *app, NO_ARGUMENT)
{
    arrange_open_menu(app);
}

static void invert_order(struct app *app, NO_ARGUMENT)
{
    arrange_invert(app);
}

static void open_body(struct app *app, NO_ARGUMENT)
{
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

static void toggle_zoom(struct app *app, NO_ARGUMENT)
{
    app->zoom = !app->zoom;
}

static void move_side(struct app *app, int cols)
{
    pager_move_side(app_pager(app), cols);
}

static void pull(struct app *app, NO_ARGUMENT)
{
    open_pull_prompt(app);
}

static void mark(struct app *app, NO_ARGUMENT)
{
    const struct message_row *row = messages_selected(&app->messages);

    if (!row)
        return;
    if (!row->message->id[0])
        app_set_status(app, STATUS_ERROR, "a message without an id cannot be marked");
    else if (marks_has(&app->marks, row->message->id))
        marks_remove(&app->marks, row->message->id);
    else
        marks_add(&app->marks, row->message->id);
    messages_move(&app->messages, LIST_DOWN);
}

static void mark_range(struct app *app, NO_ARGUMENT)
{
    if (app->marks.anchor) {
        marks_end_range(&app->marks, &app->messages);
        return;
    }
    marks_begin_range(&app->marks, &app->messages);
    if (app->marks.anchor)
        app_set_status(app, STATUS_INFO, "marking a range: move, then v ends it (Esc: no range)");
}

static void unmark(struct app *app, NO_ARGUMENT)
{
    marks_free(&app->marks);
}

static void acknowledge(struct app *app, int retry)
{
    marks_end_range(&app->marks, &app->messages);
    acknowledge_ask(app, retry);
}

static void open_menu(struct app *app, NO_ARGUMENT)
{
    write_menu_open(app);
}

static void refresh(struct app *app, NO_ARGUMENT)
{
    if (app->freeze.on)
        freeze_refuse(app);
    else
        refresh_all(app);
}

static void redraw(struct app *app, NO_ARGUMENT)
{
    app->wants_redraw = true;
}

static void toggle_freeze(struct app *app, NO_ARGUMENT)
{
    if (app->freeze.on)
        freeze_end(app);
    else
        freeze_start(app);
}

static void suspend(struct app *app, NO_ARGUMENT)
{
    app->wants_suspend = true;
}

static void quit(struct app *app, NO_ARGUMENT)
{
    app_quit(app);
}

static void toggle_wrap(struct app *app, NO_ARGUMENT)
{
    struct pager *p = app_pager(app);

    pager_set_wrap(p, !p->wrap);
    app_set_status(app, STATUS_INFO, p->wrap ? "long lines wrapped" : "long lines cut: h l scroll");
}

static void next_times(struct app *app, NO_ARGUMENT)
{
    static const char *const says[] = {"times as ages", "times in UTC", "times by the local clock"};

    app->times = times_next(app->times);
    app_set_status(app, STATUS_INFO, "%s", says[app->times]);
}

static void next_view(struct app *app, NO_ARGUMENT)
{
    body_next_view(app);
    app_set_status(app, STATUS_INFO, "body shown %s", body_view_name(app));
}

/* What each action runs, and with which argument. */
static const struct {
    void (*run)(struct app *app, int argument);
    int argument;
} commands[ACT_COUNT] = {
    [ACT_HELP] = {toggle_help, 0},
    [ACT_OPEN] = {open_row, 0},
    [ACT_OPEN_BODY] = {open_body, 0},
    [ACT_PULL] = {pull, 0},
    [ACT_FILTER] = {start_filter, 0},
    [ACT_SORT] = {open_sort_menu, 0},
    [ACT_SORT_INVERT] = {invert_order, 0},
    [ACT_SORT_PREV] = {arrange_step, -1},
    [ACT_SORT_NEXT] = {arrange_step, 1},
    [ACT_MARK] = {mark, 0},
    [ACT_MARK_RANGE] = {mark_range, 0},
    [ACT_UNMARK] = {unmark, 0},
    [ACT_ACK] = {acknowledge, false},
    [ACT_RETRY] = {acknowledge, true},
    [ACT_ACTIONS] = {open_menu, 0},
    [ACT_SEARCH] = {start_search, 0},
    [ACT_SEARCH_NEXT] = {search_next, true},
    [ACT_SEARCH_PREV] = {search_next, false},
    [ACT_DESCRIBE] = {describe, 0},
    [ACT_OTHER_END] = {jump, 0},
    [ACT_INFO] = {show_info, 0},
    [ACT_COPY] = {copy, 0},
    [ACT_VIEW] = {next_view, 0},
    [ACT_WRAP] = {toggle_wrap, 0},
    [ACT_TIMES] = {next_times, 0},
    [ACT_PEEK] = {peek_again, 0},
    [ACT_REFRESH] = {refresh, 0},
    [ACT_FREEZE] = {toggle_freeze, 0},
    [ACT_JOURNAL] = {toggle_journal, 0},
    [ACT_ZOOM] = {toggle_zoom, 0},
    [ACT_NEXT_PANE] = {step_focus, 1},
    [ACT_PREV_PANE] = {step_focus, -1},
    [ACT_PANE_1] = {set_focus, PANE_QUEUES},
    [ACT_PANE_2] = {set_focus, PANE_MESSAGES},
    [ACT_PANE_3] = {set_focus, PANE_BODY},
    [ACT_DOWN] = {move, LIST_DOWN},
    [ACT_UP] = {move, LIST_UP},
    [ACT_PAGE_DOWN] = {move, LIST_PAGE_DOWN},
    [ACT_PAGE_UP] = {move, LIST_PAGE_UP},
    [ACT_HALF_DOWN] = {move, LIST_HALF_DOWN},
    [ACT_HALF_UP] = {move, LIST_HALF_UP},
    [ACT_TOP] = {move, LIST_TOP},
    [ACT_BOTTOM] = {move, LIST_BOTTOM},
    [ACT_LEFT] = {move_side, -SIDE_COLS},
    [ACT_RIGHT] = {move_side, SIDE_COLS},
    [ACT_CANCEL] = {cancel, 0},
    [ACT_REDRAW] = {redraw, 0},
    [ACT_SUSPEND] = {suspend, 0},
    [ACT_BACK] = {back, 0},
    [ACT_QUIT] = {quit, 0},
};

static void run(struct app *app, enum action_id id)
{
    const char *obstacle = obstacle_find(app, id);

    if (obstacle)
        app_set_status(app, STATUS_ERROR, "%s", obstacle);
    else
        commands[id].run(app, commands[id].argument);
}

static void panes_key(struct app *app, struct key key)
{
    enum action_id id = action_find(key, app_where(app));

    app->status.kind = STATUS_NONE;
    if (id == ACT_NONE)
        return;
    /* Keys come faster than frames: each acts on what those before it have done. */
    queues_settle(&app->queues, app->now.mono_ms);
    messages_settle(&app->messages);
    if (app_where(app) == IN_BODY)
        app_settle(app);
    run(app, id);
}

static void actions_key(struct app *app, struct key key)
{
    enum action_id id = write_menu_key(app, key);

    if (id != ACT_NONE)
        run(app, id);
}

static void pull_key(struct app *app, struct key key)
{
    enum prompt_result result = prompt_key(&app->prompt, key, app->now.mono_ms);

    if (result == PROMPT_CANCEL)
        app->mode = MODE_PANES;
    else if (result == PROMPT_ENTER)
        open_pull_confirmed(app);
}

static void search_key(struct app *app, struct key key)
{
    enum prompt_result result = prompt_key(&app->prompt, key, app->now.mono_ms);
    const char *text = app->prompt.fields[0].text;

    if (result == PROMPT_OPEN)
        return;
    app->mode = MODE_PANES;
    if (result == PROMPT_ENTER && text[0] && !pager_search(app_pager(app), text))
        app_set_status(app, STATUS_ERROR, "not found: %s", text);
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

/* Only y quits; a key typed ahead or pasted does not. */
static void quit_key(struct app *app, struct key key)
{
    if (app->now.mono_ms < app->prompt.armed_at_mono_ms || key.pasted)
        return;
    app->mode = MODE_PANES;
    if (key.code == K_CHAR && !key.ctrl && key.ch == 'y')
        app_quit(app);
}

void app_key(struct app *app, struct key key, struct instant now)
{
    static void (*const by_mode[])(struct app *, struct key) = {
        [MODE_PANES] = panes_key,         [MODE_PULL] = pull_key,
        [MODE_SEARCH] = search_key,       [MODE_FILTER] = arrange_filter_key,
        [MODE_MENU] = menu_mode_key,      [MODE_QUIT] = quit_key,
        [MODE_COPY] = copy_menu_key,      [MODE_COPY_FILE] = copy_file_key,
        [MODE_CONFIRM] = acknowledge_key, [MODE_ACTIONS] = actions_key,
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
