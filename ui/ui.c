#include "ui/ui.h"

#include "app/app.h"
#include "app/command/command_run.h"

#include "base/failure/crash.h"
#include "base/memory/array.h"
#include "base/os/signals.h"
#include "effects/files/copy_file.h"
#include "effects/files/writer.h"
#include "effects/leave.h"
#include "effects/programs/decoder_process.h"
#include "effects/programs/external_program.h"
#include "effects/programs/pipe_process.h"
#include "effects/programs/scratch.h"
#include "effects/state/disk.h"
#include "effects/state/state_sync.h"
#include "ui/profile_load.h"
#include "ui/term/clipboard.h"
#include "ui/term/draw/theme.h"
#include "ui/term/input/input.h"
#include "ui/term/term_name.h"
#include "ui/view/mouse.h"
#include "ui/view/views.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { FRAME_MS = 33 }; /* between frames that only data asks for */

struct ui {
    struct ui_config *config;
    struct ui_config next;        /* of the profile changed to */
    bool goes_on;                 /* with next */
    struct profile_load *loading; /* NULL: none */
    struct app *app;
    struct fetch *fetch;
    struct disk *disk;
    struct state_sync *state_sync;
    struct pipe_process *pipe_process;
    struct decoder_process *decoder_process;
    struct writer *writer;
    int64_t drawn_mono_ms; /* the last frame that only data asked for */
    bool key_pressed;      /* since the last frame: draw without waiting */
};

static struct frame make_frame(const struct app *app)
{
    enum frame_use use = app->screen != SCREEN_NONE                                ? FRAME_SCREEN
                         : app->zoom                                               ? FRAME_ZOOMED
                         : app->focus == PANE_QUEUES && !app->messages.queue_id[0] ? FRAME_QUEUES
                                                                                   : FRAME_PANES;

    const struct messages *m = &app->messages;
    struct frame_lists lists = {app->queues.n_rows,
                                m->n_rows && !groups_are_shown(app) ? m->n_rows : SIZE_MAX};
    struct frame f = frame_make(term_rect(), app->focus, use, lists);

    if (app->alerts.newest)
        frame_add_alert(&f, app->focus);
    if (groups_are_shown(app) && app->groups.made.n)
        frame_add_group(&f, app->focus, app->groups.made.n);
    return f;
}

static void fit_app(struct app *app, const struct frame *f)
{
    struct rect queues = frame_rows(f, PANE_QUEUES);
    struct rect messages = frame_rows(f, PANE_MESSAGES);
    struct rect body = view_body_text(app, frame_rows(f, PANE_BODY));
    struct app_sizes sizes = {
        .queue_rows = (size_t)queues.rows,
        .message_rows = (size_t)messages.rows,
        .body_rows = (size_t)body.rows,
        .body_cols = body.cols,
        .screen_rows =
            (size_t)(f->screen.rows > 0 && !f->bare ? f->screen.rows - 1 : f->screen.rows),
        .screen_cols =
            term_rect().cols, /* before one is there, too: keys come faster than frames */
    };

    app_set_sizes(app, &sizes, clock_now());
}

/* A key may have changed what the terminal is to be like. */
static void set_terminal(const struct option_values *v)
{
    glyph_start(v->numbers[OPT_ASCII]);
    theme_set(option_values_get_theme(v));
    term_set_mouse(!v->numbers[OPT_NO_MOUSE]);
}

static void draw(struct ui *ui)
{
    struct frame f = make_frame(ui->app);

    set_terminal(&ui->app->config.options);
    app_settle(ui->app);
    fit_app(ui->app, &f);
    views_draw(ui->app, &f);
    term_flush();
    if (!ui->key_pressed)
        ui->drawn_mono_ms = ui->app->now.mono_ms;
    ui->app->dirty = false;
    ui->key_pressed = false;
}

static void tell_copied(struct app *app, enum clipboard_end end)
{
    static const enum copy_road roads[] = {[CLIPBOARD_NONE] = COPY_ROADS,
                                           [CLIPBOARD_SENT] = COPY_ROADS,
                                           [CLIPBOARD_TMUX] = COPY_IN_TMUX,
                                           [CLIPBOARD_VIA_TMUX] = COPY_VIA_TMUX,
                                           [CLIPBOARD_ASKED] = COPY_ASKED};
    _Static_assert(ARRAY_LEN(roads) == CLIPBOARD_ENDS, "every end is told");

    if (end == CLIPBOARD_NONE)
        copy_done(app, "this terminal has no clipboard: nothing was copied");
    else if (end == CLIPBOARD_SENT)
        copy_done(app, NULL);
    else
        copy_tell(app, roads[end], clipboard_count());
}

static void do_copy(struct ui *ui)
{
    const struct copy *c = &ui->app->copy;

    if (c->effect == COPY_TO_CLIPBOARD)
        tell_copied(ui->app, clipboard_send(c->text.bytes, c->text.len));
    else if (c->effect == COPY_TO_FILE)
        copy_file_write(ui->disk, ui->app);
}

static int find_column(const struct app *app, const struct frame *f, struct click click)
{
    struct rect r = f->panes[click.pane];

    return click.pane == PANE_QUEUES ? view_queues_find_column(app, r.cols, click.col - r.col)
           : click.pane == PANE_BODY ? -1
                                     : view_messages_find_column(app, r.cols, click.col - r.col);
}

/* What stands under the mouse is sought where a frame drawn now would have it. */
static void press(struct app *app, struct mouse mouse)
{
    struct frame f = make_frame(app);
    struct click click = mouse_find(&f, mouse);

    if (app_option(app, OPT_NO_MOUSE))
        return;
    if (click.on == CLICK_FOOTER)
        click.action = (int)view_footer_find(app, f.footer, mouse.col - f.footer.col);
    if (click.on == CLICK_HEAD)
        click.column = find_column(app, &f, click);
    if (app->mode == MODE_MENU)
        click = view_menu_find(app, term_rect(), click);
    app_click(app, click, clock_now());
}

static void take_one(struct ui *ui, const struct input *in)
{
    switch (in->kind) {
    case INPUT_KEY: app_key(ui->app, in->key, clock_now()); break;
    case INPUT_MOUSE: press(ui->app, in->mouse); break;
    case INPUT_BACKGROUND:
        term_note_background();
        theme_note_background(in->light);
        ui->app->dirty = true;
        break;
    }
}

/* Another terminal may be there afterwards. */
static void suspend(void)
{
    term_suspend();
    theme_ask();
}

static void resume(void)
{
    term_resume();
    theme_ask();
}

static void take_terminal_again(void)
{
    term_resume();
    term_drop_input();
}

static void change_profile(struct ui *ui)
{
    struct app *app = ui->app;

    if (!app->wanted_profile)
        return;
    if (!ui->config->load_profile) {
        app_set_status(app, STATUS_ERROR, "there are no profiles to change to");
    } else if (ui->loading) {
        app_set_status(app, STATUS_ERROR, "a profile is being read already");
    } else {
        ui->loading = profile_load_start(ui->config->load_profile, app->wanted_profile);
        if (ui->loading)
            app_set_status(app, STATUS_INFO, "reading the profile");
        else
            app_set_status(app, STATUS_ERROR, "no thread can be made to read the profile");
    }
    free(app->wanted_profile);
    app->wanted_profile = NULL;
}

/* A profile that cannot be read changes nothing. */
static void take_profile(struct ui *ui)
{
    struct profile_load *l = ui->loading;
    struct error err;

    if (!l || !profile_load_is_over(l))
        return;
    ui->loading = NULL;
    if (profile_load_finish(l, &ui->next, &err)) {
        ui->goes_on = true;
        app_quit(ui->app);
    } else {
        app_set_status(ui->app, STATUS_ERROR, "%s", err.text);
    }
}

static void take_events(struct ui *ui)
{
    struct event *e = fetch_take(ui->fetch);

    while (e) {
        struct event *next = (struct event *)e->mail.next;

        app_event(ui->app, e, clock_now());
        e = next;
    }
}

static void take_events_unseen(void *arg)
{
    struct ui *ui = arg;

    take_events(ui);
    state_sync_run(ui->state_sync, ui->app);
}

static void take_input(struct ui *ui)
{
    const struct external_terminal terminal = {.leave = term_leave,
                                               .take_again = take_terminal_again,
                                               .stop_group = term_stop_group,
                                               .event_fd = fetch_event_fd(ui->fetch),
                                               .take_events = take_events_unseen,
                                               .arg = ui};
    struct input in;
    bool settled = false;

    while (!ui->app->quitting && input_read(&in)) {
        if (!settled)
            app_settle(ui->app); /* the rows that a key moves on must be there */
        settled = true;
        take_one(ui, &in);
        do_copy(ui);
        writer_follow(ui->writer, ui->app);
        external_program_run(ui->app, &terminal);
        change_profile(ui);
        state_sync_run(ui->state_sync, ui->app);
        ui->key_pressed = true;
    }
    if (ui->app->wants_redraw) {
        term_redraw_all();
        theme_ask();
    }
    if (ui->app->wants_suspend)
        suspend();
    ui->app->wants_redraw = ui->app->wants_suspend = false;
}

static void ring(struct app *app)
{
    if (app->wants_bell)
        term_ring();
    app->wants_bell = false;
}

static void follow_copy(struct app *app)
{
    enum clipboard_end end = clipboard_follow();

    if (end != CLIPBOARD_ASKED && app->mode == MODE_PANES)
        tell_copied(app, end);
}

static void take_signals(struct ui *ui)
{
    int sig;

    while ((sig = signals_take()) != 0) {
        if (sig == SIGWINCH)
            term_resize();
        else if (sig == SIGCONT)
            resume();
        else if (sig == SIGTSTP)
            suspend();
        else if (sig == SIGCHLD) /* whoever waits for a child looks after it */
            follow_copy(ui->app);
        else
            app_quit(ui->app);
        ui->app->dirty = ui->key_pressed = true;
    }
}

/* Ms to sleep: until something is due, or until a frame may follow the last one. */
static int find_timeout(const struct ui *ui)
{
    int64_t now = clock_now().mono_ms;
    int64_t due = app_next_due(ui->app);
    int64_t decoder_due = decoder_process_next_due(ui->decoder_process, ui->app);

    if (ui->app->dirty && ui->drawn_mono_ms + FRAME_MS < due)
        due = ui->drawn_mono_ms + FRAME_MS;
    if (pipe_process_next_due(ui->pipe_process) < due)
        due = pipe_process_next_due(ui->pipe_process);
    if (decoder_due < due)
        due = decoder_due;
    if (writer_is_busy(ui->writer))
        return 0;
    if (due == INT64_MAX)
        return -1;
    return due <= now ? 0 : due - now > 60000 ? 60000 : (int)(due - now);
}

static void wait_for_something(struct ui *ui)
{
    struct pollfd fds[5 + PIPE_FDS + DECODER_FDS] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = signals_fd(), .events = POLLIN},
        {.fd = fetch_event_fd(ui->fetch), .events = POLLIN},
        {.fd = disk_fd(ui->disk), .events = POLLIN},
        {.fd = ui->loading ? profile_load_fd(ui->loading) : -1, .events = POLLIN},
    };

    pipe_process_get_fds(ui->pipe_process, fds + 5);
    decoder_process_get_fds(ui->decoder_process, fds + 5 + PIPE_FDS);
    poll(fds, ARRAY_LEN(fds), find_timeout(ui));
    /* A terminal that is gone would be readable for ever. */
    if (fds[0].revents & (POLLHUP | POLLERR | POLLNVAL))
        app_quit(ui->app);
}

static bool may_draw(const struct ui *ui)
{
    return ui->app->dirty &&
           (ui->key_pressed || clock_now().mono_ms >= ui->drawn_mono_ms + FRAME_MS);
}

static void loop(struct ui *ui)
{
    ui->key_pressed = true; /* the first frame is no reason for the first data to wait */
    draw(ui);
    ui->state_sync = state_sync_start(ui->config->releaser, ui->disk);
    state_sync_tell(ui->state_sync, ui->app);
    scratch_sweep();
    while (!ui->app->quitting) {
        state_sync_send(ui->state_sync, ui->app, ui->fetch);
        wait_for_something(ui);
        take_signals(ui);
        take_events(ui);
        disk_take(ui->disk, ui->app);
        take_input(ui);
        take_profile(ui);
        pipe_process_run(ui->pipe_process, ui->app);
        decoder_process_run(ui->decoder_process, ui->app);
        writer_run(ui->writer, ui->app);
        app_tick(ui->app, clock_now());
        ring(ui->app);
        state_sync_run(ui->state_sync, ui->app);
        if (may_draw(ui) && !ui->app->quitting)
            draw(ui);
    }
}

/* Nothing was begun with it. */
static int refuse(struct ui_config *config, const struct error *err)
{
    leave_print(err->text);
    app_config_free(&config->app);
    fetch_config_free(&config->fetch);
    bindings_free(&config->keys);
    return 2;
}

/* One profile, from its first frame to its last lease. */
static int run_profile(struct ui *ui)
{
    const char *notice;
    struct error err;
    int status;

    if (!term_start(&ui->config->term, &err))
        return refuse(ui->config, &err);
    ui->disk = disk_start(&err);
    ui->fetch = ui->disk ? fetch_start(&ui->config->fetch, &err) : NULL;
    if (!ui->fetch) {
        disk_stop(ui->disk, NULL);
        term_stop();
        return refuse(ui->config, &err);
    }
    bindings_use(&ui->config->keys);
    notice = term_name_take_notice();
    theme_set_roles(&ui->config->colors);
    theme_set_header((enum header_color)ui->config->app.options.numbers[OPT_HEADER]);
    ui->app = app_new(&ui->config->app, clock_now());
    if (notice)
        app_set_status(ui->app, STATUS_INFO, "%s", notice);
    ui->pipe_process = pipe_process_new();
    ui->decoder_process = decoder_process_new(DECODER_MS);
    ui->writer = writer_new(ui->disk);
    loop(ui);
    profile_load_leave(ui->loading);
    pipe_process_ask_to_end(ui->pipe_process);
    decoder_process_free(ui->decoder_process);
    writer_free(ui->writer);
    term_stop();
    status = leave_run(ui->app, ui->fetch, ui->state_sync, ui->disk);
    pipe_process_free(ui->pipe_process);
    state_sync_stop(ui->state_sync, ui->app);
    fetch_stop(ui->fetch);
    app_free(ui->app);
    return status;
}

int ui_run(struct ui_config *config)
{
    int status;
    bool goes_on;

    crash_start();
    if (!signals_start()) {
        leave_print("no pipe can be made for signals");
        return 2;
    }
    do {
        struct ui ui = {.config = config};

        status = run_profile(&ui);
        goes_on = ui.goes_on && status == 0 && !signals_are_ending();
        *config = ui.next;
    } while (goes_on);
    signals_stop();
    bindings_use(NULL);
    return status;
}
