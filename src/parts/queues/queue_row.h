/* One queue of the list with what was measured of it, which outlives refreshes of the list.  UI
 * thread. */
#pragma once

#include "body/layout/layout.h"
#include "model/hour.h"
#include "model/metrics.h"
#include "model/queue.h"
#include "model/series.h"
#include "model/trend.h"

#include <stddef.h>

struct queue_row;

/* Messages that failed for good, in about a quarter of an hour. */
struct lost {
    int64_t n; /* dead-lettered, or deleted: 0 also where nothing is known */
    int64_t end_mono_ms;
};

/* Messages a minute of late, as far as history knows them; below 0: not known. */
struct queue_flow {
    double in, out, dead; /* dead: dead-lettered, or given up and deleted */
    int64_t end_wall_ms;  /* of the newest minute that this is of */
};

struct queue_stats {
    char id[ID_BYTES];
    struct metrics metrics;
    int64_t measured_mono_ms; /* -1: never */
    int64_t asked_mono_ms;    /* when a metrics call was last made; -1: never */
    bool pending;             /* a metrics call is under way */
    bool failed;              /* the last one failed; metrics are older than they look */
    bool refused;             /* with 401 or 403: asked for slowly */
    bool peek_unavailable;    /* the API has no peek for this queue or credential */
    char next_end[ID_BYTES];  /* where dead_letter_jump() leads from here; "": to the first */
    struct series series;     /* of its metrics */
    struct trend trend;       /* of its backlog */
    struct hour hour;         /* means of it, by minutes */
    bool has_past;            /* the trend knows what history says, */
    struct trend past;        /* and this is what history alone says */
    struct lost lost;         /* what history says failed for good of late */
    struct queue_flow flow;
    int64_t head_mono_ms;      /* when metrics.oldest_ms was first what it is, */
    int64_t head_seen_mono_ms; /* and when it last was measured to be that */
    bool watched;              /* an alert is about it (parts/alerts/alerts.h), */
    int64_t looked_mono_ms;    /* and has looked at what was measured then */
    bool view_chosen;          /* in this run, */
    enum layout_view view;     /* so are its bodies shown */
    char *decoder;             /* a command chosen in this run; "": none; NULL: not chosen */
    char *columns;             /* paths chosen so, as path_columns_change() takes them */
    struct queue_row *row;     /* NULL: the queue is not in the list (any more) */
};

struct queue_row {
    const struct queue *queue;
    struct queue_stats *stats;
    struct queue_row *dlq; /* where its failed messages go; NULL: nowhere, or not in the list */
    bool is_dlq;           /* other queues dead-letter here */
    bool needs_look;       /* see trouble_needs_look(): when the view was last made */
    size_t place;          /* in the view; SIZE_MAX: hidden */
};
