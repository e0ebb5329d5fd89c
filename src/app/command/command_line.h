/* The `:` line: what is typed, the lines of this run that were typed before, and completion. */
#pragma once

#include "parts/input/key.h"
#include "parts/input/prompt.h"

enum { HISTORY_MAX = 50 };

struct app;
struct completion;

struct command_line {
    char history[HISTORY_MAX][sizeof(((struct field *)0)->text)]; /* oldest first; all were run */
    size_t n;
    char typed[sizeof(((struct field *)0)->text)]; /* what history and completion start from */
    size_t place;                                  /* of the line of history shown, n: none */
    int choice; /* which of the words that complete typed is shown, -1: none */
};

/* The line was run: it can be recalled.  One that was refused is not remembered: whatever was
 * pasted into it is gone with it. */
void command_line_remember(struct app *app, const char *line);

/* Puts the next older (step -1) or newer line there that begins with what was typed. */
void command_line_recall(struct app *app, int step);

/* What stands in the prompt now is what was typed: completion starts from it. */
void command_line_settle(struct app *app);

/* Puts the next word (step 1) or the one before (-1) of what find offers there, round past what was
 * typed. */
void command_line_complete(struct app *app, int step,
                           void (*find)(const struct app *app, const char *line,
                                        struct completion *out));

/* What completion is about: the line, or what it was before a word was chosen. */
const char *command_line_base(const struct app *app);
