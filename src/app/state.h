/* All that the program knows while the inspector runs, and what everything in app/ asks of it.
 *
 * No I/O, no terminal, no threads.  Only the files of app/ write the struct; views read it.  UI
 * thread only. */
#pragma once

#include "app/alerts/alerting.h"
#include "app/change/audit.h"
#include "app/change/orphans.h"
#include "app/command/command_line.h"
#include "app/freeze.h"
#include "app/keys/click.h"
#include "app/screens.h"
#include "app/show/call_log_screen.h"
#include "app/show/decoder.h"
#include "app/show/group/groups.h"
#include "app/show/help/help.h"
#include "app/show/inspect.h"
#include "app/show/message_compare.h"
#include "app/show/queue/describe.h"
#include "app/show/queue/graph_screen.h"
#include "app/take/copy.h"
#include "app/take/export.h"
#include "app/take/external.h"
#include "app/take/pipe.h"
#include "base/os/clock.h"
#include "config/option_values.h"
#include "config/queue_options.h"
#include "model/leases.h"
#include "parts/calls/calls.h"
#include "parts/calls/connection.h"
#include "parts/changes/changes.h"
#include "parts/filter/paths.h"
#include "parts/input/action.h"
#include "parts/input/count.h"
#include "parts/input/menu.h"
#include "parts/input/question.h"
#include "parts/list/marks.h"
#include "parts/list/messages.h"
#include "parts/list/times.h"
#include "parts/measure/budget.h"
#include "parts/measure/history_plan.h"
#include "parts/measure/schedule.h"
#include "parts/pager/pager.h"
#include "parts/queues/queues.h"

enum pane { PANE_QUEUES, PANE_MESSAGES, PANE_BODY, PANE_COUNT };

enum mode {
#define MODE(id, ...) MODE_##id,
#include "app/keys/modes.def"
    MODE_COUNT
};

/* Which queues are measured: those of these names or ids, borrowed, or where there is none of them
 * all. */
struct measure_only {
    char *const *queues;
    size_t n;
    bool dead_letters; /* so are their dead-letter queues */
};

struct app_config {
    struct option_values options;       /* owned by the app; some of them :set changes */
    struct queue_options queue_options; /* owned by the app, too */
    char account_id[ID_BYTES];          /* "": ask GET /accounts */
    const char *credential;             /* literal for the header: "token", "e-mail + key" */
    bool by_key;
    char host[128];  /* of the base URL when it is not Cloudflare's; "" */
    char **profiles; /* names of those that can be changed to; owned by the app */
    size_t n_profiles;
    struct alerts alerts; /* to begin with; owned by the app */
    char *queue;          /* open this one, by name or id; NULL: none.  Owned by the app */
    struct measure_only only;
};

enum status_kind { STATUS_NONE, STATUS_INFO, STATUS_ERROR };

struct status {
    enum status_kind kind;
    int64_t since_mono_ms;
    bool of_read; /* a background read failed: it goes when the next of op works */
    enum op op;
    const char *hint; /* a key that helps, which stays when text is cut; NULL: none */
    char text[600];   /* may hold OUTSIDE bytes */
};

/* What became of the leases on the way out; see release.h. */
struct release {
    bool started;    /* app_leave(): nothing but leases is cared for any more */
    size_t asked;    /* leases that were to be released */
    size_t released; /* the server said so */
    size_t gone;     /* it knows of no such lease any more */
    char error[400]; /* why the others were not; "" */
    size_t n_unsent; /* messages whose change waited, and was given up */
};

/* The measuring of all queues, see read/measure.h. */
struct measuring {
    struct budget budget, swept_budget; /* what was sent: at all, and for the first sweep */
    struct schedule schedule;
    int64_t read_mono_ms; /* when the last was made within the share */
    int64_t due_mono_ms;  /* when the next may be */
    bool swept;           /* the first sweep was planned: */
    int64_t sweep_left;   /* so many requests of it are left */
    int64_t sweep_pace_ms, sweep_due_mono_ms;
};

/* The stream of one queue's metrics, see read/watch.h. */
struct watch {
    uint64_t call_id;      /* asked for, or going on; 0: none */
    int64_t begun_mono_ms; /* when it last began to come */
    int64_t again_mono_ms; /* none is asked for before */
    int64_t wait_ms;       /* the last wait for another one; 0: none */
};

enum { PAST_WANTED = 2 }; /* a queue and its dead-letter queue */

/* What is asked about the past, see read/past.h; the first that is due first. */
enum past_job { PAST_LIMITS, PAST_RECENT, PAST_HOUR, PAST_WANTED_QUEUES, PAST_JOBS };

/* All queues, as many at a time as one answer holds. */
struct past_round {
    int64_t due_mono_ms;
    size_t place; /* in order of name: those from here on are still to be asked about, */
    size_t asked; /* so many of them now */
    int64_t n;    /* questions so far */
    int64_t began_mono_ms;
    bool done; /* once, at last then: */
    int64_t done_mono_ms;
};

struct past {
    struct history_plan plan;
    bool knows_limits;
    bool stopped;      /* there is none to be had: */
    char trouble[600]; /* why not, or not now; "" */
    struct budget budget;
    enum past_job job;     /* of the question that is under way, or was the last */
    int tries;             /* that failed one after the other */
    int64_t began_mono_ms; /* when the first was asked; 0: none was */
    int64_t again_mono_ms; /* no question before */
    struct past_round rounds[PAST_WANTED_QUEUES]; /* by job */
    char wanted[PAST_WANTED][ID_BYTES];
    size_t n_wanted;
    int64_t range_ms;
    unsigned version, asked_version; /* of what is wanted */
    int64_t wanted_due_mono_ms;
    bool has_flows;            /* of all queues it is known what comes and goes */
    struct history *history;   /* of those queues; NULL: none yet */
    struct history *incoming;  /* the end of the next; NULL: none of it yet */
    int n_spans;               /* that it was asked for in so far */
    int64_t incoming_start_ms; /* from when on that is to be */
};

struct body_pane {
    struct pager pager;
    struct body body;            /* decoded; of the message shown */
    enum layout_view view;       /* of the open queue */
    enum layout_view shown_view; /* in which the pager holds it */
    struct message_row shown;    /* what the pager holds; message NULL: nothing */
    bool stale;                  /* rows or view changed: look again at what to show */
};

/* The last jump between a queue and its dead-letter queue, as ids; "": none yet. */
struct jump {
    char from[ID_BYTES];
    char to[ID_BYTES];
};

struct app_sizes {
    size_t queue_rows; /* rows of lists, without their headings; 0: not on the screen */
    size_t message_rows;
    size_t body_rows;
    int body_cols;
    size_t screen_rows;
    int screen_cols;
};

struct app {
    struct app_config config;
    bool stays_read_only; /* started so */
    struct instant now;   /* stands while frozen */
    struct freeze freeze;
    char account_name[128]; /* OUTSIDE bytes; "": not known */
    struct queues queues;
    struct messages messages;
    struct groups groups;
    struct body_pane body;
    struct marks marks;
    struct changes changes;
    struct leases leases;
    size_t n_unsaved; /* of the leases held: not in the lease file, which the loop tries again */
    struct orphans orphans;
    struct calls calls;
    struct connection connection;
    struct measuring measuring;
    struct watch watch;
    struct past past;
    struct status status;
    enum pane focus;
    bool zoom;
    enum screen_id screen;
    struct pager screen_pager;
    struct help help;
    struct inspected inspected;
    struct described described;
    struct graph_screen graph_screen;
    struct message_compare message_compare;
    struct call_log call_log;
    struct call_log_screen call_log_screen;
    struct alerts alerts;
    struct alerts_screen alerts_screen;
    struct audit_page earlier; /* the end of journal.jsonl when the run began */
    struct audit audit;
    struct copy copy;
    struct export export;
    struct external external;
    struct pipe pipe;
    struct decoder decoder;
    struct jump jump;
    enum times times;
    struct count count; /* typed so far */
    enum mode mode;
    struct clicked clicked;
    struct prompt prompt;
    struct command_line line;
    struct menu menu;
    void (*choose)(struct app *app, size_t row); /* what a choice in the menu does */
    enum pane ordered_pane;                      /* the list that filter prompt or menu is about */
    struct paths paths;                          /* what filters and :column are completed with */
    char former_filter[FILTER_BYTES];            /* what Esc in the filter prompt puts back */
    struct question question;
    struct targets targets;         /* what it leaves in and out, for A and R */
    char prompt_queue_id[ID_BYTES]; /* which queue the pull prompt is about */
    char no_peek_reason[600];       /* why the open queue could not be peeked; "" */
    char *extended_id;              /* of the message that auto-extend is about; NULL: none */
    int64_t extended_since_mono_ms; /* when its lease was first extended so */
    bool no_extend;                 /* the account has no extend */
    bool no_write;                  /* the credential may only read, as a 403 has taught */
    char no_metrics_reason[600];    /* why metrics are asked for only now and then; "" */
    int64_t metrics_again_mono_ms;  /* then: when next */
    bool list_again;                /* the list is read anew when the cancelled call has ended */
    int64_t cancelled_mono_ms;      /* when Ctrl-C was last pressed; -1: never */
    int64_t list_due_mono_ms;       /* when the list is to be read again */
    int64_t ticked_mono_ms;         /* when ages were last brought up to date */
    struct release release;
    bool quitting;     /* leave the screen */
    char fatal[2000];  /* why, where the server left nothing to show; may hold OUTSIDE bytes */
    bool dirty;        /* the screen is to be drawn anew */
    bool wants_redraw; /* the loop clears these four when it has done so */
    bool wants_suspend;
    bool wants_bell;
    char *wanted_profile; /* change to it, see command_profile(); NULL: no.  Owned by the app */
};

/* What the option, a number, flag or choice, is set to now. */
static inline int64_t app_option(const struct app *app, enum option_id id)
{
    return app->config.options.numbers[id];
}

/* The queue that the message pane shows, or NULL. */
const struct queue_row *app_open_queue(const struct app *app);

/* Its name; its id while the list does not have it. */
const char *app_open_name(const struct app *app);

/* The queue that keys of the pane in focus are about; NULL: none, or it is gone from the list. */
const struct queue_row *app_target_queue(const struct app *app);

/* Sets the app's clock to now, or notes now where the clock stands. */
void app_set_now(struct app *app, struct instant now);

/* Monotonic ms that go on while the screen is frozen. */
int64_t app_true_now(const struct app *app);

/* The keys of the pane (or screen) in focus. */
enum where app_where(const struct app *app);

/* The pager that scrolling keys move: the screen's or the body's. */
struct pager *app_pager(struct app *app);

/* Shows the menu made in app->menu; choose is what a choice does. */
void app_open_menu(struct app *app, void (*choose)(struct app *app, size_t row));

/* Closes the screen if it is this one; false: it is not. */
bool app_close_screen(struct app *app, enum screen_id id);

/* Leaves the screen as soon as the key or event at hand is dealt with; app_leave() does the rest.
 */
void app_quit(struct app *app);

void app_set_status(struct app *app, enum status_kind kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* A text for action_fill(). */
void app_set_hint(struct app *app, enum status_kind kind, const char *text);

/* A key was pressed: what was said has been seen, unless it is an error of less than a second. */
void app_clear_status(struct app *app);

/* Says that a background read failed, until one of the same kind works. */
void app_set_read_error(struct app *app, enum op op, const char *hint, const char *why);
void app_end_read_error(struct app *app, enum op op);
