/* Ctrl-S and :export: the marked messages of the open queue, else all shown, as one JSON object a
 * line (body/decode/message_line.h) in a new file.
 *
 * The loop looks at export.wanted and writes the rows that export_next() gives, a slice at a time,
 * so that the screen goes on; it tells export_note() and export_done().  Where it is not wanted any
 * more, it leaves nothing.  Nothing is sent to the server.  UI thread. */
#pragma once

#include "app/take/snapshot.h"
#include "base/memory/buf.h"
#include "parts/input/prompt.h"

struct app;

enum { EVIDENCE_FILES = 5 };

struct evidence_file {
    const char *name; /* literal */
    struct buf bytes;
};

/* What evidence.h makes of an export. */
struct evidence {
    bool on;       /* the export is one */
    uint64_t call; /* the read that it waits for; 0: none */
    struct evidence_file files[EVIDENCE_FILES];
    size_t n;
};

struct export
{
    bool wanted; /* to be written, or being written */
    bool asked;  /* by the prompt, which is there again where the file cannot be written */
    char file[sizeof(((struct field *)0)->text)]; /* as it was typed; OUTSIDE bytes */
    char *queue;                                  /* its name; OUTSIDE bytes */
    struct snapshot snapshot;
    size_t done;        /* rows written */
    int64_t done_bytes; /* their bodies, of held.body_bytes */
    int64_t written;    /* bytes of the file */
    struct evidence evidence;
};

void export_free(struct export *e);

/* Holds what :evidence writes into that folder; wanted once its files are made. */
void export_start_evidence(struct app *app, const char *folder);

/* "3 marked messages", for the prompt; how far it is, for the dialog, with a bar of so many
 * columns. */
void export_describe(const struct app *app, char *out, size_t size);
void export_describe_progress(const struct app *app, char *out, size_t size);
void export_draw_bar(const struct app *app, char *out, int cols);

/* What is to be written next; NULL: all is. */
const struct snapshot_row *export_next(const struct app *app);

/* It was, in so many bytes. */
void export_note(struct app *app, int64_t bytes);

/* The file is there under its name; error: why it is not, or NULL. */
void export_done(struct app *app, const char *error);
